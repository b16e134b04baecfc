//! What a merge did, or would do.

use crate::error::StoreError;
use crate::held::Gap;
use crate::quarantine::Adoption;
use ledger::{Entry, ReplicaId, RowId};
use std::collections::BTreeMap;

/// Whether a merge is to last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Nothing changes; the result says what would.
    Rehearse,
    /// It lasts.
    Commit,
    /// It lasts, unless a ledger would lose more than this.
    CommitWithin(RemovalLimit),
}

/// How much of a ledger may go at once before a person is asked: both must be passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemovalLimit {
    /// Percent of the rows that are there.
    pub percent: u64,
    /// Rows; fewer are never too many.
    pub rows: u64,
}

impl RemovalLimit {
    /// Whether this many rows of a ledger that has `of` are too many.
    pub fn is_passed(self, removed: u64, of: u64) -> bool {
        removed >= self.rows && removed.saturating_mul(100) > self.percent.saturating_mul(of)
    }
}

/// Rows that one area's ledger loses by a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Whose books.
    pub area: String,
    /// Ledger name.
    pub ledger: &'static str,
    /// Rows that go.
    pub removed: u64,
    /// Rows that were there before.
    pub of: u64,
}

/// What is to be merged.
pub struct Arrival<'a, E> {
    /// Entries, in whatever order; that their authors may write the area is verified.
    pub entries: &'a mut dyn Iterator<Item = Result<Entry, E>>,
    /// Photos, salt and bytes of each.
    pub photos: &'a mut dyn Iterator<Item = Result<Vec<u8>, E>>,
    /// What is taken over with them of keys; nothing changes if `None`.
    pub adoption: Option<&'a Adoption>,
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
    /// It would have taken more out of these ledgers than the intent allows.
    #[error("{} ledgers would lose too many rows", .0.len())]
    TooManyRemoved(Vec<Removal>),
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
    /// Leaves that were erased, because a destruction names their rows.
    pub destroyed: u64,
    /// Rows of which something that was written did not come along.
    pub withheld: u64,
    /// Photos that were not here.
    pub photos: u64,
    /// Entries in the file that wait for others.
    pub held: u64,
    /// Registers that came to have rivals.
    pub conflicts: Vec<Clash>,
    /// How many questions are open that were not before.
    pub questions: u64,
    /// Ledgers that lose rows.
    pub removals: Vec<Removal>,
    /// What is known to be missing.
    pub gaps: Vec<Gap>,
    /// Entries that fell into quarantine.
    pub quarantined: u64,
    /// Entries that came out of it.
    pub released: u64,
    /// Streams found to be forked.
    pub forks: Vec<Fork>,
}
