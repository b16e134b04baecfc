//! Who writes in an area's books: every branch of every stream with its last entry.

use crate::Store;
use crate::error::StoreError;
use crate::journal::{self, seq_of};
use ledger::entry::{Seen, Wall};
use ledger::{Act, Privacy, ReplicaId};

/// A stream, or a branch of one, as far as it is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Its last entry.
    pub head: Seen,
    /// When that was written, by the writer's clock.
    pub wall: Wall,
    /// Whether its first act founded the office: the first laptop, which prints no letter.
    pub is_first: bool,
    /// How many of its entries are in quarantine.
    pub quarantined: u64,
}

impl Store {
    /// Everybody who wrote in the books of an area, in the order they came up.
    pub fn authors(&self, area: &str) -> Result<Vec<Author>, StoreError> {
        let mut authors = Vec::new();
        for tip in journal::tips(&self.connection, area)? {
            let last = journal::id_of(&self.connection, &tip.digest)?;
            let Some(last) = last else { continue };
            let last = journal::load(&self.connection, last, Privacy::Open)?;
            authors.push(Author {
                wall: last.head.wall,
                is_first: self.is_first(tip.replica, area)?,
                quarantined: self.count_quarantined(&tip)?,
                head: tip.seen(),
            });
        }
        Ok(authors)
    }

    /// Whether the replica founded the office whose books these are.
    pub fn is_first(&self, replica: ReplicaId, area: &str) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT entry.id FROM strand JOIN entry ON entry.strand = strand.id AND entry.seq = 1
             WHERE strand.area = ?1 AND strand.replica = ?2",
        )?;
        let ids = statement.query_map((area, replica.0), |row| row.get::<_, i64>(0))?;
        for id in ids {
            let entry = journal::load(&self.connection, id?, Privacy::Open)?;
            if entry.head.act == Act::CREATE_OFFICE.number {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn count_quarantined(&self, tip: &journal::Tip) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT COUNT(*) FROM quarantine JOIN entry ON entry.id = quarantine.entry
             WHERE entry.strand = ?1",
        )?;
        Ok(statement.query_row([tip.strand], |row| row.get(0).map(seq_of))?)
    }
}
