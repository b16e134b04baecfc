//! What entries wrote, for the fold to ask who the rivals of a write are.

use super::Folder;
use crate::error::StoreError;
use crate::journal;
use crate::owed;
use crate::registers::{self, Rival, Written};
use crate::unseen::Withheld;
use ledger::{Change, Digest, Privacy, Register, RowId, Spec};
use std::rc::Rc;

const CACHED_ENTRIES: usize = 8;

/// A decoded entry, as the fold asks for rivals.
pub(super) struct Decoded {
    utc_ms: i64,
    digest: Digest,
    changes: Vec<Change>,
    pub(super) withheld: Rc<Withheld>,
}

impl Folder<'_> {
    /// What an entry wrote to a register of a row, if it did.
    pub(crate) fn rival(
        &mut self,
        spec: &Spec,
        row: RowId,
        register: &Register,
        writer: i64,
    ) -> Result<Option<Rival>, StoreError> {
        let decoded = self.decoded(writer)?;
        let written = changes_of(&decoded, spec, row)
            .filter_map(|change| registers::of_change(spec, change).remove(register))
            .last();
        Ok(written.map(|written| Rival {
            utc_ms: decoded.utc_ms,
            digest: decoded.digest,
            written,
        }))
    }

    /// All registers of a row that an entry wrote.
    pub(crate) fn registers_written(
        &mut self,
        spec: &Spec,
        row: RowId,
        writer: i64,
    ) -> Result<Vec<Register>, StoreError> {
        let decoded = self.decoded(writer)?;
        let mut written: Vec<Register> = changes_of(&decoded, spec, row)
            .flat_map(|change| registers::of_change(spec, change).into_keys())
            .collect();
        written.sort_unstable();
        written.dedup();
        Ok(written)
    }

    /// The change in hand as a rival. Only ever asked for an entry that stands in the journal:
    /// one written here and now has seen every other.
    pub(super) fn rival_now(&mut self, entry: i64, written: Written) -> Result<Rival, StoreError> {
        let decoded = self.decoded(entry)?;
        Ok(Rival {
            utc_ms: decoded.utc_ms,
            digest: decoded.digest,
            written,
        })
    }

    /// Lets go of what an entry was when it was last read: more of it is here now.
    pub(crate) fn forget(&mut self, entry: i64) {
        self.decoded.remove(&entry);
    }

    pub(super) fn decoded(&mut self, entry: i64) -> Result<Rc<Decoded>, StoreError> {
        if let Some(decoded) = self.decoded.get(&entry) {
            return Ok(Rc::clone(decoded));
        }
        let loaded = journal::load(self.connection, entry, Privacy::Secret)?;
        let decoded = Rc::new(Decoded {
            withheld: Rc::new(owed::withheld(self.connection, entry, &loaded)?),
            utc_ms: loaded.head.wall.utc_ms,
            digest: journal::digest_of(self.connection, entry)?,
            changes: journal::foldable(&loaded)?,
        });
        if self.decoded.len() >= CACHED_ENTRIES {
            self.decoded.clear();
        }
        self.decoded.insert(entry, Rc::clone(&decoded));
        Ok(decoded)
    }
}

pub(super) fn changes_of<'d>(
    decoded: &'d Decoded,
    spec: &Spec,
    row: RowId,
) -> impl Iterator<Item = &'d Change> + use<'d> {
    let ledger = spec.number;
    decoded
        .changes
        .iter()
        .filter(move |change| change.row == row && change.ledger == ledger)
}
