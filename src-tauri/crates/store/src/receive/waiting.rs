//! What waits: an entry whose causes are not here is held until they come, and a batch until all
//! of it is here.

use super::Intake;
use crate::error::StoreError;
use crate::held;
use crate::journal;
use ledger::entry::Seen;
use ledger::{Digest, Entry, Part};
use std::collections::VecDeque;

impl Intake<'_> {
    pub(super) fn complete_held(
        &mut self,
        entry: &Entry,
        digest: Digest,
    ) -> Result<(), StoreError> {
        self.merge.unchanged += 1;
        let mut fuller = held::load(self.connection, &digest)?;
        for (ours, theirs) in fuller.parts.iter_mut().zip(&entry.parts) {
            if matches!(ours, Part::Withheld(_)) {
                ours.clone_from(theirs);
            }
        }
        let missing = self.missing(entry)?;
        held::release(self.connection, &digest)?;
        held::hold(self.connection, (&fuller, digest), missing)
    }

    /// The first cause of the entry that is not here. Inside a batch the previous entry may
    /// itself be held.
    pub(super) fn missing(&self, entry: &Entry) -> Result<Option<Seen>, StoreError> {
        let head = &entry.head;
        let prev = head.prev.map(|digest| Seen {
            replica: head.replica,
            seq: head.seq.saturating_sub(1),
            digest,
        });
        for (place, cause) in prev
            .into_iter()
            .chain(head.seen.iter().copied())
            .enumerate()
        {
            let is_prev = place == 0 && prev.is_some();
            let is_here = journal::id_of(self.connection, &cause.digest)?.is_some()
                || (is_prev
                    && head.part > 0
                    && held::find(self.connection, &cause.digest)?.is_some());
            if !is_here {
                return Ok(Some(cause));
            }
        }
        Ok(None)
    }

    /// Lets go, one after another, of what waited for these entries.
    pub(super) fn release(&mut self, mut arrived: VecDeque<Digest>) -> Result<(), StoreError> {
        while let Some(cause) = arrived.pop_front() {
            let waiting = held::waiting_for(self.connection, &cause)?;
            // What contradicts its own chain waits for itself, that is for ever.
            for waiting in waiting.into_iter().filter(|waiting| *waiting != cause) {
                let entry = held::load(self.connection, &waiting)?;
                let missing = self.missing(&entry)?;
                if missing.is_none() && entry.head.parts == 1 {
                    held::release(self.connection, &waiting)?;
                    self.fold(&entry, waiting)?;
                } else {
                    held::wait_for(self.connection, &waiting, missing)?;
                    arrived.extend(self.fold_batch(&entry)?);
                }
                arrived.push_back(waiting);
            }
        }
        Ok(())
    }

    /// Folds the batches this entry may have made whole; gives what was folded.
    pub(super) fn fold_batch(&mut self, entry: &Entry) -> Result<Vec<Digest>, StoreError> {
        let mut folded = Vec::new();
        if entry.head.parts == 1 {
            return Ok(folded);
        }
        for end in held::batch_ends(self.connection, entry.head.act_id, entry.head.parts)? {
            for digest in self.whole_chain(end)?.unwrap_or_default() {
                let entry = held::load(self.connection, &digest)?;
                held::release(self.connection, &digest)?;
                self.fold(&entry, digest)?;
                folded.push(digest);
            }
        }
        Ok(folded)
    }

    /// From a batch's last entry back to its first, or to one folded already; none if any is
    /// absent or waits for something outside the batch.
    fn whole_chain(&self, end: held::Waiting) -> Result<Option<Vec<Digest>>, StoreError> {
        let mut chain = VecDeque::new();
        let mut link = end;
        loop {
            if link.lacks_something {
                return Ok(None);
            }
            chain.push_front(link.digest);
            let Some(prev) = link.prev.filter(|_| link.part > 0) else {
                return Ok((link.part == 0).then(|| chain.into()));
            };
            if journal::id_of(self.connection, &prev)?.is_some() {
                return Ok(Some(chain.into()));
            }
            let before = held::find(self.connection, &prev)?.filter(|before| {
                (before.act_id, before.parts, before.part + 1)
                    == (link.act_id, link.parts, link.part)
            });
            let Some(before) = before else {
                return Ok(None);
            };
            link = before;
        }
    }
}
