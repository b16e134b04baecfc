//! The handoff (交接): bytes in, verified content out. `FORMAT.md` beside this crate is normative.
//!
//! An office seals a slice of its journal into one `.yzb` file (驿包), signed by its replica and
//! encrypted to the receiving office; the other side verifies all of it before it hands out the
//! first entry. The crate knows no SQL, no rows of ledgers and no clock; what the receiver's file
//! already holds comes in as functions.
//!
//! Invariants: nothing of a package that fails any check is handed out; a reader accepts exactly
//! the bytes a writer may write; no secret key, name or phone appears in an error or `Debug` text.
//!
//! Reading order: [`keys`] and [`card`] (who is who), [`root`], [`rotation`] and [`rival`] (keys
//! change), [`package`] (the file), [`have`] (what each says it holds), [`invite`] (a second
//! laptop), [`proof`] (what a printed paper says of itself), [`stick`] (getting a file safely onto a
//! USB stick).

#[cfg(test)]
extern crate self as exchange;

pub mod card;
pub mod certificate;
mod fields;
mod hash;
pub mod have;
pub mod head_signature;
mod hex;
pub mod invite;
pub mod keys;
pub mod package;
pub mod passphrase;
pub mod proof;
pub mod rival;
pub mod root;
pub mod rotation;
pub mod stick;

pub use card::{Card, CardError, OfficeKind};
pub use certificate::Certificate;
pub use head_signature::HeadSignature;
pub use invite::{Invite, InviteError, open_invite, seal_invite};
pub use keys::{KeyError, OfficeKeys, ReplicaKeys, may_write, shared_area};
pub use package::{
    Entries, Header, Incoming, Limit, Lock, Opener, Outer, Outgoing, Packer, Photos, Profile,
    Range, Recipient, Refused, SealError, Sealed, Sender, inspect, open, seal,
};
pub use passphrase::{NotAPassphrase, Passphrase};
pub use proof::{Maker, Mistyped, Proof, ProofText};
pub use rival::Rival;
pub use root::RootKey;
pub use rotation::{Laptop, Renewal, Rotation, Standing};
pub use stick::{FileName, OnStick, Stick, StickError};
