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
mod backup;
mod check;
mod columns;
mod error;
mod file;
mod fold;
mod held;
mod history;
mod journal;
mod keyfile;
mod lacking;
mod local;
mod marks;
mod merge;
mod normalize;
mod photos;
mod pin;
mod query;
mod questions;
mod receive;
mod recovery;
mod refold;
mod registers;
mod rows;
mod search;
mod stock;
mod tally;
#[cfg(test)]
mod tests;
mod undo;
mod whole_file;

pub use access::AccessLine;
pub use act::{Receipt, Stamp};
pub use backup::Backup;
pub use check::{CheckDepth, CheckReport};
pub use error::StoreError;
pub use file::Store;
pub use held::Gap;
pub use history::{Conflict, Past, Side};
pub use keyfile::{Access, Lock};
pub use lacking::Lacking;
pub use local::{Handoff, HeadSignature};
pub use merge::{Clash, Counts, Fork, Intent, Merge, ReceiveError};
pub use photos::Photo;
pub use pin::{pin_opens, seal_pin};
pub use query::{Gone, Order, Page, Query};
pub use questions::Question;
pub use recovery::RecoveryCode;
pub use rows::StoredRow;
pub use search::{Finds, Search};
pub use stock::Stock;
pub use undo::{LastAct, Undo, counter_id};
