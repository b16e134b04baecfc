//! The domain of a village emergency station: which ledgers there are, what their fields mean,
//! which steps a record may take, and what a change to a record is.
//!
//! Pure: no file, no clock, no SQL, no randomness, no threads. What the clock or the user knows
//! comes in as an argument. Everything else in the house folds over [`ALL`], the list of ledgers.
//!
//! Reading order: [`spec`] (how a ledger is declared), [`kinds`] (the ledgers), [`value`] (what a
//! field holds), [`flow`] (steps), [`check`] (rules on one record), [`change`] and [`entry`] (the
//! journal), [`causality`] (what has seen what), [`rates`], [`eligibility`] and [`clashes`] (rules
//! over many rows).

pub mod causality;
pub mod cbor;
pub mod change;
pub mod check;
pub mod clashes;
pub mod dates;
pub mod eligibility;
pub mod entry;
pub mod flow;
pub mod have;
pub mod id;
pub mod kinds;
pub mod numbers;
pub mod rates;
pub mod role;
pub mod spec;
pub mod spelling;
pub mod value;

pub use causality::Knowledge;
pub use change::{Act, Change, DESTRUCTIBLE, Op, Register, Write};
pub use check::{Flag, Weight};
pub use entry::{Digest, Entry, EntryError, Head, Leaf, Part};
pub use flow::{Flow, Refusal, Step};
pub use have::{Have, Held};
pub use id::{ReplicaId, RowId};
pub use kinds::{ALL, by_name, by_number};
pub use role::{Deed, Role};
pub use spec::{Chip, Field, Menu, Need, Privacy, Spec, Type};
pub use value::{FieldError, Row, Value};
