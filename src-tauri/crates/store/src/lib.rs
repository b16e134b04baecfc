//! THE FILE: one SQLCipher database per office, its key file, its journal and the ledgers folded
//! from it. The only crate that names rusqlite.
//!
//! Invariants: every write is an act, one transaction, one or more entries of the journal; the
//! ledger tables are the fold of the entries known, whatever their order of arrival; nothing in
//! an honest merge can be an SQL error; one process at a time has the file open; a file is never
//! overwritten or deleted. What is absent: clocks, identities, who is acting (they come in as
//! arguments), signatures and packages (`exchange` verifies before anything comes here).
//!
//! Reading order: `schema.sql` at the root, [`Store`] and `keyfile` (opening), `act` and
//! `normalize` (writing), `fold` with `registers` and `marks` (what a write does), `journal`,
//! `receive` with `held` (merging), `lacking` (handing on), `query`, `search`, `history`, `questions`.

mod access;
mod act;
mod audit;
mod backup;
mod check;
mod columns;
mod destroy;
#[cfg(any(test, feature = "tamper"))]
mod dump;
mod error;
mod file;
mod fold;
mod founding;
mod held;
mod history;
mod journal;
mod keyfile;
mod lacking;
mod local;
mod marks;
mod merge;
mod normalize;
mod owed;
mod photos;
mod pin;
mod quarantine;
mod query;
mod questions;
mod receive;
mod recovery;
mod refold;
mod registers;
mod rekey;
mod rows;
mod salvage;
mod sealed;
mod search;
mod stock;
mod streams;
mod tally;
#[cfg(any(test, feature = "tamper"))]
mod tamper;
#[cfg(test)]
mod tests;
mod together;
mod twin;
mod undo;
mod unseen;
mod whole_file;
mod witness;

pub use access::AccessLine;
pub use act::{Receipt, Stamp};
pub use backup::{
    Backup, BackupFacts, BackupProgress, BackupStage, Mending, PageCopy, Watch, backup_facts,
    is_being_made, verify_backup,
};
pub use check::{CheckDepth, CheckReport};
pub use destroy::Destroyed;
#[cfg(any(test, feature = "tamper"))]
pub use dump::raise;
pub use error::StoreError;
pub use file::Store;
pub use held::Gap;
pub use history::{Conflict, Past, Side};
pub use keyfile::{Access, Lock, WayIn, WayKind};
pub use lacking::{Delivered, Lacking};
pub use local::{Handoff, HeadSignature, PeerHave};
pub use merge::{Arrival, Clash, Counts, Fork, Intent, Merge, ReceiveError, Removal, RemovalLimit};
pub use photos::Photo;
pub use pin::{pin_opens, seal_pin};
pub use quarantine::{Adoption, Cut, End, Quarantined, admission};
pub use query::{Gone, Order, Page, Query};
pub use questions::Question;
pub use recovery::RecoveryCode;
pub use rows::StoredRow;
pub use search::{Finds, Search};
pub use stock::Stock;
pub use streams::{Author, Branch};
#[cfg(any(test, feature = "tamper"))]
pub use tamper::Harm;
pub use together::together;
pub use undo::{LastAct, Undo, counter_id};
pub use whole_file::{make_folder, write_whole};
pub use witness::{Home, Origin};
