//! Folding a row again, or as it once was, from the entries that touched it.

use super::written::changes_of;
use super::{Author, Folded, Folder};
use crate::destroy::Place;
use crate::error::StoreError;
use crate::journal;
use crate::quarantine;
use crate::rows::{Image, Table, table};
use ledger::entry::Touch;
use ledger::{RowId, Spec};
use std::rc::Rc;

impl Folder<'_> {
    /// Folds a row again from all entries that touched it and count: for parts that came later,
    /// and for entries that fell into quarantine or came out of it.
    pub(crate) fn fold_row(
        &mut self,
        ledger: u16,
        row: RowId,
        area: &str,
    ) -> Result<Option<Folded>, StoreError> {
        let Some(table) = table(ledger) else {
            return Ok(None);
        };
        let image = self.image_before(table, row, area, i64::MAX)?;
        let before = table.image(self.connection, row, area)?;
        let Some(after) = image else {
            if before.is_some() {
                self.touched
                    .vanish(self.connection, table.spec, (row, area))?;
            }
            return Ok(None);
        };
        self.save(table, (row, area), (before.as_ref(), &after))?;
        Ok(Some(Folded { before, after }))
    }

    /// A row as it stood before the entry of this local id; none if it was not there.
    pub(crate) fn image_before(
        &mut self,
        table: &Table,
        row: RowId,
        area: &str,
        entry: i64,
    ) -> Result<Option<Image>, StoreError> {
        let spec = table.spec;
        let mut image = None;
        // Confidential changes that did not come, older than anything known of the row.
        let mut earlier: Vec<Author> = Vec::new();
        for entry in self.counted(spec, (row, area), entry)? {
            let decoded = self.decoded(entry)?;
            let author = self.author(entry, Rc::clone(&decoded.withheld))?;
            let mut is_written = false;
            for change in changes_of(&decoded, spec, row) {
                image = Some(self.apply(spec, image, &author, change)?);
                is_written = true;
            }
            match &mut image {
                Some(image) if is_written => {
                    for earlier in earlier.drain(..) {
                        if !self.has_seen(&author, earlier.entry)? {
                            self.hide(spec, image, &earlier, row)?;
                        }
                    }
                }
                Some(image) if spec.confidential => self.hide(spec, image, &author, row)?,
                Some(_) => (),
                None => earlier.push(author),
            }
        }
        Ok(image)
    }

    /// The entries before this one that may have changed a row, and count.
    fn counted(
        &self,
        spec: &Spec,
        (row, area): (RowId, &str),
        before: i64,
    ) -> Result<Vec<i64>, StoreError> {
        let mut place = Place {
            area: area.to_owned(),
            ledger: spec.number,
            row,
        };
        let mut entries = journal::touching(self.connection, &place)?;
        if spec.confidential {
            (place.ledger, place.row) = (Touch::SEALED.ledger, Touch::SEALED.row);
            entries.extend(journal::touching(self.connection, &place)?);
            entries.sort_unstable();
        }
        let quarantined = quarantine::all(self.connection)?;
        entries.retain(|entry| *entry < before && !quarantined.contains(entry));
        Ok(entries)
    }
}
