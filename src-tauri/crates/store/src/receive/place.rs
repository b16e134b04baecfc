//! Where an arriving entry stands: on which strand, behind which others, with what knowledge.

use super::Intake;
use crate::error::StoreError;
use crate::journal::{self, Position};
use crate::merge::Fork;
use ledger::{Digest, Entry, EntryError, Knowledge, ReplicaId};

impl Intake<'_> {
    /// Where the entry goes: onto its strand, or onto a new branch if its place is taken.
    pub(super) fn place(&mut self, entry: &Entry) -> Result<Position, StoreError> {
        let head = &entry.head;
        let prev = match &head.prev {
            Some(digest) => Some(self.sound_cause(digest, (head.replica, &head.area))?),
            None => None,
        };
        if prev.map_or(0, |prev| prev.seq) + 1 != head.seq {
            return Err(EntryError::Head.into());
        }
        let strand = self.strand(entry, prev)?;
        Ok(Position {
            strand,
            seq: head.seq,
            knowledge: self.learn(entry, (strand, prev))?,
        })
    }

    /// Where a cause stands, if it is here and of the stream it is said to be of.
    fn sound_cause(
        &mut self,
        digest: &Digest,
        (replica, area): (ReplicaId, &str),
    ) -> Result<Position, StoreError> {
        let id = journal::id_of(self.connection, digest)?.ok_or(EntryError::Head)?;
        let position = self.folder.position(id)?;
        if journal::owner(self.connection, position.strand)? == (replica, area.to_owned()) {
            Ok(position)
        } else {
            Err(EntryError::Head.into())
        }
    }

    fn strand(&mut self, entry: &Entry, prev: Option<Position>) -> Result<i64, StoreError> {
        let head = &entry.head;
        let taken = match prev {
            Some(prev) => journal::is_taken(self.connection, prev.strand, head.seq)?,
            None => journal::has_root(self.connection, head.replica, &head.area)?,
        };
        if let Some(prev) = prev.filter(|_| !taken) {
            return Ok(prev.strand);
        }
        if taken {
            self.merge.forks.push(Fork {
                replica: head.replica,
                area: head.area.clone(),
                seq: head.seq - 1,
            });
        }
        journal::add_strand(self.connection, head.replica, &head.area, prev)
    }

    /// Keeps what the entry knew of strands other than its own.
    fn learn(
        &mut self,
        entry: &Entry,
        (strand, prev): (i64, Option<Position>),
    ) -> Result<i64, StoreError> {
        let before = match prev {
            Some(prev) => Some((prev.knowledge, self.folder.knowledge(prev.knowledge)?)),
            None => None,
        };
        let mut knowledge = before
            .as_ref()
            .map_or_else(Knowledge::default, |(_, before)| Knowledge::clone(before));
        if let Some(prev) = prev.filter(|prev| prev.strand != strand) {
            knowledge.learn(prev.strand, prev.seq);
        }
        for seen in &entry.head.seen {
            let cause = self.sound_cause(&seen.digest, (seen.replica, &entry.head.area))?;
            if cause.seq != seen.seq {
                return Err(EntryError::Head.into());
            }
            knowledge.join(&*self.folder.knowledge(cause.knowledge)?);
            knowledge.learn(cause.strand, cause.seq);
        }
        knowledge.0.remove(&strand);
        let before = before.as_ref().map(|(id, before)| (*id, &**before));
        journal::keep_knowledge(self.connection, before, &knowledge)
    }
}
