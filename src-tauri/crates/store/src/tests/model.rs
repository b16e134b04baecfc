//! The fold as slow and plain as its definition: the judge of the real one.

use crate::registers::{self, Rival, Written};
use ledger::{Digest, Entry, Register, RowId};
use std::collections::{BTreeMap, BTreeSet};

/// A register of a row: ledger, row, register.
pub(super) type Place = (u16, RowId, Register);

/// Every write of every entry, by place.
pub(super) struct Model {
    writes: BTreeMap<Place, Vec<Rival>>,
    history: BTreeMap<Digest, BTreeSet<Digest>>,
}

impl Model {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut model = Self {
            writes: BTreeMap::new(),
            history: BTreeMap::new(),
        };
        let by_digest: BTreeMap<Digest, &Entry> = entries
            .iter()
            .map(|entry| (entry.digest(), entry))
            .collect();
        for digest in by_digest.keys() {
            model.trace(&by_digest, *digest);
        }
        for (digest, entry) in by_digest {
            for change in entry.changes().unwrap() {
                let spec = ledger::by_number(change.ledger).unwrap();
                for (register, written) in registers::of_change(spec, &change) {
                    let writes = model
                        .writes
                        .entry((change.ledger, change.row, register))
                        .or_default();
                    // A later change of the same entry takes the place of its earlier one.
                    writes.retain(|write| write.digest != digest);
                    writes.push(Rival {
                        utc_ms: entry.head.wall.utc_ms,
                        digest,
                        written,
                    });
                }
            }
        }
        model
    }

    /// All entries in the history of one, by walking the links.
    fn trace(&mut self, entries: &BTreeMap<Digest, &Entry>, digest: Digest) {
        if self.history.contains_key(&digest) {
            return;
        }
        let head = &entries[&digest].head;
        let mut history = BTreeSet::new();
        for cause in head
            .prev
            .iter()
            .chain(head.seen.iter().map(|seen| &seen.digest))
        {
            self.trace(entries, *cause);
            history.insert(*cause);
            history.extend(self.history[cause].iter().copied());
        }
        self.history.insert(digest, history);
    }

    /// Every register ever written, with the writes no other covers.
    pub(super) fn uncovered(&self) -> impl Iterator<Item = (&Place, Vec<Rival>)> {
        self.writes.iter().map(|(place, writes)| {
            let is_covered = |write: &Rival| {
                writes
                    .iter()
                    .any(|other| self.history[&other.digest].contains(&write.digest))
            };
            let mut open: Vec<Rival> = writes
                .iter()
                .filter(|write| !is_covered(write))
                .cloned()
                .collect();
            open.sort_by_key(|write| write.digest);
            (place, open)
        })
    }
}

/// Whether the writes say different things.
pub(super) fn disagree(writes: &[Rival]) -> bool {
    let said: Vec<&Written> = writes.iter().map(|write| &write.written).collect();
    said.windows(2).any(|pair| pair[0] != pair[1])
}
