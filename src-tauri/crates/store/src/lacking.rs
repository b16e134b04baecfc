//! What of the journal is here, and what of it another replica lacks.

use crate::Store;
use crate::error::StoreError;
use crate::held;
use crate::journal::{self, Tip, array, seq_of, tips};
use crate::photos;
use ledger::entry::Seen;
use ledger::{Digest, Entry, Have, Held, Privacy, ReplicaId};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

mod reach;

use reach::Reach;

impl Store {
    /// Areas that have entries here.
    pub fn areas(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT area FROM strand ORDER BY area")?;
        let areas = statement.query_map([], |row| row.get(0))?;
        Ok(areas.collect::<Result<_, _>>()?)
    }

    /// The last entry of every stream, or branch, of an area.
    pub fn heads(&self, area: &str) -> Result<Vec<Seen>, StoreError> {
        let tips = tips(&self.connection, area)?;
        let mut heads: Vec<Seen> = tips.iter().map(Tip::seen).collect();
        heads.sort_unstable();
        Ok(heads)
    }

    /// What is held of an area: the receipt that every package carries.
    pub fn have(&self, area: &str) -> Result<Have, StoreError> {
        let mut streams = Vec::new();
        for tip in tips(&self.connection, area)? {
            streams.push(Held {
                replica: tip.replica,
                seq: tip.seq,
                digest: tip.digest,
                classes: whole_classes(&self.connection, &tip)?,
            });
        }
        streams.sort_unstable();
        Ok(Have {
            streams,
            photos: photos::held(&self.connection, area)?,
        })
    }

    /// The entries of an area that somebody with `have` lacks, wholly or in one of the classes
    /// up to `up_to`, causes before effects. Classes beyond `up_to` are withheld.
    pub fn entries_lacking(
        &self,
        area: &str,
        have: &Have,
        up_to: Privacy,
    ) -> Result<Lacking<'_>, StoreError> {
        self.lacking((area, have, up_to), |tip| Ok(tip.seq))
    }

    /// The same without what a signature vouches for whose own entry still waits for something:
    /// nobody could verify it before that entry can be passed on too.
    pub fn vouched_entries_lacking(
        &self,
        area: &str,
        have: &Have,
        up_to: Privacy,
    ) -> Result<Lacking<'_>, StoreError> {
        // Read only if something of others is lacking: most often nothing is.
        let mut vouched: Option<Vouched> = None;
        self.lacking((area, have, up_to), |tip| {
            if tip.replica == self.replica {
                return Ok(tip.seq);
            }
            if vouched.is_none() {
                vouched = Some(Vouched::of(&self.connection, area)?);
            }
            let last = vouched.as_ref().and_then(|known| known.0.get(&tip.strand));
            Ok(last.copied().unwrap_or(0))
        })
    }

    fn lacking(
        &self,
        (area, have, up_to): (&str, &Have, Privacy),
        last: impl FnMut(&Tip) -> Result<u64, StoreError>,
    ) -> Result<Lacking<'_>, StoreError> {
        let tips = tips(&self.connection, area)?;
        let reach = Reach::of(self, &tips, (have, up_to))?;
        Ok(Lacking {
            connection: &self.connection,
            wanted: self.beyond(&tips, &reach, last)?.into_iter(),
            up_to,
        })
    }

    /// The entries beyond somebody's reach, up to the `last` of each strand, in causal order.
    fn beyond(
        &self,
        tips: &[Tip],
        reach: &Reach,
        mut last: impl FnMut(&Tip) -> Result<u64, StoreError>,
    ) -> Result<Vec<i64>, StoreError> {
        let mut wanted = Vec::new();
        for tip in tips {
            let known = reach.of_strand(tip.strand);
            if known >= tip.seq {
                continue;
            }
            let last = last(tip)?;
            let mut statement = self.connection.prepare_cached(
                "SELECT id FROM entry WHERE strand = ?1 AND seq > ?2 AND seq <= ?3",
            )?;
            let span = (tip.strand, known.cast_signed(), last.cast_signed());
            let ids = statement.query_map(span, |row| row.get(0))?;
            for id in ids {
                wanted.push(id?);
            }
        }
        wanted.sort_unstable();
        Ok(wanted)
    }

    /// What somebody with `have` holds of what these replicas wrote in an area, and what not.
    pub fn delivered(
        &self,
        area: &str,
        have: &Have,
        writers: &BTreeSet<ReplicaId>,
    ) -> Result<Delivered, StoreError> {
        let mut held = 0;
        let tips = tips(&self.connection, area)?;
        let (reach, _) = Reach::certain(self, &tips, (have, Privacy::Open))?;
        for tip in &tips {
            if writers.contains(&tip.replica) {
                let shared = parent(&self.connection, tip.strand)?.map_or(0, |(_, seq)| seq);
                let reached = reach.of_strand(tip.strand).min(tip.seq);
                held += reached.saturating_sub(shared);
            }
        }
        let of_writers = |tip: &Tip| {
            Ok(if writers.contains(&tip.replica) {
                tip.seq
            } else {
                0
            })
        };
        let lacking = self.beyond(&tips, &reach, of_writers)?;
        Ok(Delivered { held, lacking })
    }

    /// Whether somebody with `have` holds the entry of this digest.
    pub fn is_delivered(
        &self,
        area: &str,
        have: &Have,
        digest: &Digest,
    ) -> Result<bool, StoreError> {
        let Some(id) = journal::id_of(&self.connection, digest)? else {
            return Ok(false);
        };
        let position = journal::position(&self.connection, id)?;
        let tips = tips(&self.connection, area)?;
        let (reach, _) = Reach::certain(self, &tips, (have, Privacy::Open))?;
        Ok(reach.of_strand(position.strand) >= position.seq)
    }

    /// Number of the last entry that came to stand in this file.
    pub fn last_entry(&self) -> Result<i64, StoreError> {
        Ok(journal::next_id(&self.connection)? - 1)
    }

    /// Whether the entry of this digest is here, folded.
    pub fn has_entry(&self, digest: &Digest) -> Result<bool, StoreError> {
        Ok(journal::id_of(&self.connection, digest)?.is_some())
    }

    /// Whether the entry of this digest came, if only to wait for what stands before it.
    pub fn has_come(&self, digest: &Digest) -> Result<bool, StoreError> {
        Ok(self.has_entry(digest)? || held::find(&self.connection, digest)?.is_some())
    }

    /// Digest of the entry of this number in a replica's stream; of a forked stream, that of the
    /// branch that came first.
    pub fn digest_at(
        &self,
        replica: ReplicaId,
        area: &str,
        seq: u64,
    ) -> Result<Option<Digest>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT entry.digest FROM strand JOIN entry ON entry.strand = strand.id
             WHERE strand.area = ?1 AND strand.replica = ?2 AND entry.seq = ?3
             ORDER BY strand.id LIMIT 1",
        )?;
        let mut rows = statement.query((area, replica.0, seq.cast_signed()))?;
        let found = rows.next()?.map(|row| array(row, 0).map(Digest));
        Ok(found.transpose()?)
    }
}

/// How much somebody holds of what some replicas wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Entries that are held.
    pub held: u64,
    /// Numbers in this file of the entries that are not known to be held, ascending.
    pub lacking: Vec<i64>,
}

/// The entries somebody lacks, read from disk one by one.
pub struct Lacking<'s> {
    connection: &'s Connection,
    wanted: std::vec::IntoIter<i64>,
    up_to: Privacy,
}

impl Iterator for Lacking<'_> {
    type Item = Result<Entry, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let id = self.wanted.next()?;
        Some(journal::load(self.connection, id, self.up_to))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.wanted.size_hint()
    }
}

impl ExactSizeIterator for Lacking<'_> {}

/// Per class, the number of the strand up to which no leaf is missing.
fn whole_classes(connection: &Connection, tip: &Tip) -> Result<[u64; 4], StoreError> {
    let mut classes = [tip.seq; 4];
    let mut strand = tip.strand;
    let mut last = tip.seq;
    loop {
        first_withheld(connection, (strand, last), &mut classes)?;
        let Some(before) = parent(connection, strand)? else {
            return Ok(classes);
        };
        (strand, last) = before;
    }
}

fn first_withheld(
    connection: &Connection,
    (strand, last): (i64, u64),
    classes: &mut [u64; 4],
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT withheld.class, MIN(entry.seq) FROM withheld
         JOIN entry ON entry.id = withheld.entry
         WHERE entry.strand = ?1 AND entry.seq <= ?2 GROUP BY withheld.class",
    )?;
    let mut rows = statement.query((strand, last.cast_signed()))?;
    while let Some(row) = rows.next()? {
        let class: usize = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(usize::MAX);
        let first = seq_of(row.get(1)?);
        if let Some(whole) = classes.get_mut(class) {
            *whole = (*whole).min(first.saturating_sub(1));
        }
    }
    Ok(())
}

/// By strand, the number up to which the signatures kept vouch for it.
struct Vouched(BTreeMap<i64, u64>);

impl Vouched {
    fn of(connection: &Connection, area: &str) -> Result<Self, StoreError> {
        let mut signed = connection.prepare_cached(
            "SELECT entry.strand, entry.seq FROM head_signature AS signed
             JOIN entry ON entry.digest = signed.digest WHERE signed.area = ?1",
        )?;
        let mut rows = signed.query([area])?;
        let mut vouched = Self(BTreeMap::new());
        while let Some(row) = rows.next()? {
            let mut end = Some((row.get(0)?, seq_of(row.get(1)?)));
            while let Some((strand, seq)) = end {
                let known = vouched.0.entry(strand).or_insert(seq);
                *known = (*known).max(seq);
                end = parent(connection, strand)?;
            }
        }
        Ok(vouched)
    }
}

/// The strand that this one branched off, and the last number they share.
fn parent(connection: &Connection, strand: i64) -> Result<Option<(i64, u64)>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT parent, parent_seq FROM strand WHERE id = ?1")?;
    let (parent, seq) = statement.query_row([strand], |row| {
        Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?))
    })?;
    Ok(parent.zip(seq.map(seq_of)))
}
