//! Who writes in an area's books: every branch of every stream with its last entry.

use crate::Store;
use crate::error::StoreError;
use crate::held::{self, Gap};
use crate::journal::{self, array, seq_of};
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

/// One of the histories into which a stream parted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Whose stream.
    pub replica: ReplicaId,
    /// The last number it shares with its rival; 0 if none.
    pub shared: u64,
    /// Its last number.
    pub last: u64,
    /// When the first entry of its own was written, by the writer's clock.
    pub began: Wall,
    /// When the last one was.
    pub ended: Wall,
}

impl Store {
    /// Entries that others name and that are not here, by stream.
    pub fn gaps(&self) -> Result<Vec<Gap>, StoreError> {
        held::gaps(&self.connection)
    }

    /// The histories of those streams of an area that parted, stream by stream.
    pub fn branches(&self, area: &str) -> Result<Vec<Branch>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "WITH parted AS (
               SELECT id, replica, COALESCE(parent_seq, (SELECT MIN(child.parent_seq)
                 FROM strand AS child WHERE child.parent = strand.id), 0) AS shared
               FROM strand WHERE area = ?1 AND replica IN (SELECT replica FROM strand
                 WHERE area = ?1 GROUP BY replica HAVING COUNT(*) > 1))
             SELECT parted.replica, parted.shared, MIN(entry.id), MAX(entry.id), MAX(entry.seq)
             FROM parted JOIN entry ON entry.strand = parted.id AND entry.seq > parted.shared
             GROUP BY parted.id ORDER BY parted.replica, parted.id",
        )?;
        let found = statement.query_map([area], |row| {
            let ids: (i64, i64) = (row.get(2)?, row.get(3)?);
            let numbers = (seq_of(row.get(1)?), seq_of(row.get(4)?));
            Ok((ReplicaId(array(row, 0)?), numbers, ids))
        })?;
        let mut branches = Vec::new();
        for line in found {
            let (replica, (shared, last), (first_id, last_id)) = line?;
            let wall = |id| journal::load(&self.connection, id, Privacy::Open);
            branches.push(Branch {
                replica,
                shared,
                last,
                began: wall(first_id)?.head.wall,
                ended: wall(last_id)?.head.wall,
            });
        }
        Ok(branches)
    }

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
