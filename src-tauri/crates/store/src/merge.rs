//! What a merge did, or would do.

use crate::error::StoreError;
use crate::held::Gap;
use ledger::{ReplicaId, RowId};
use std::collections::BTreeMap;

/// Whether a merge is to last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Nothing changes; the result says what would.
    Rehearse,
    /// It lasts.
    Commit,
}

/// Why a merge did not happen. Nothing was applied.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum ReceiveError<E> {
    /// The source of entries failed.
    #[error("{0}")]
    Source(E),
    /// The file did.
    #[error("{0}")]
    Store(StoreError),
}

impl<E> From<StoreError> for ReceiveError<E> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Rows a merge touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows that were not there.
    pub added: u64,
    /// Rows with another value than before.
    pub changed: u64,
    /// Rows that went.
    pub removed: u64,
}

/// A register that came to have rivals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clash {
    /// Ledger name.
    pub ledger: &'static str,
    /// Row.
    pub row: RowId,
    /// Register, in the text form of [`ledger::Register`].
    pub register: String,
}

/// Two histories of one stream that part after `seq`: the replica was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// Whose stream.
    pub replica: ReplicaId,
    /// Of which area.
    pub area: String,
    /// Last number both histories share.
    pub seq: u64,
}

/// What a merge did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// Rows over all ledgers.
    pub rows: Counts,
    /// Rows by ledger name.
    pub ledgers: BTreeMap<&'static str, Counts>,
    /// Entries folded.
    pub entries: u64,
    /// Entries that were known already.
    pub unchanged: u64,
    /// Entries known already of which parts came that had been withheld.
    pub completed: u64,
    /// Photos that were not here.
    pub photos: u64,
    /// Entries in the file that wait for others.
    pub held: u64,
    /// Registers that came to have rivals.
    pub conflicts: Vec<Clash>,
    /// How many questions are open that were not before.
    pub questions: u64,
    /// What is known to be missing.
    pub gaps: Vec<Gap>,
    /// Streams found to be forked.
    pub forks: Vec<Fork>,
}
