//! Counts what a merge does to rows, each row once however many entries touch it.

use crate::error::StoreError;
use crate::fold::Folded;
use crate::merge::{Clash, Counts, Merge, Removal};
use crate::rows::{Image, table};
use ledger::{Register, RowId};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// A row from its first touch to its last.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one independent finding about a row"
)]
struct Noted {
    was_there: bool,
    is_there: bool,
    is_changed: bool,
    is_withheld: bool,
    disputed_before: Vec<Register>,
    disputed_after: Vec<Register>,
}

/// The rows of one merge. Areas are kept once, by their place.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    areas: Vec<String>,
    rows: BTreeMap<(usize, u16, RowId), Noted>,
}

impl Tally {
    /// Notes what one change did; nothing if its ledger is unknown.
    pub(crate) fn note(&mut self, (area, ledger, row): (&str, u16, RowId), folded: Option<Folded>) {
        let Some(Folded { before, after }) = folded else {
            return;
        };
        let area = self.place_of(area);
        let noted = self
            .rows
            .entry((area, ledger, row))
            .or_insert_with(|| Noted {
                was_there: before.as_ref().is_some_and(|before| !before.gone),
                disputed_before: before.as_ref().map(disputed).unwrap_or_default(),
                ..Noted::default()
            });
        noted.is_there = !after.gone;
        noted.is_withheld = !after.marks.unseen.is_empty();
        noted.disputed_after = disputed(&after);
        noted.is_changed |= before.is_none_or(|before| before.row != after.row);
    }

    fn place_of(&mut self, area: &str) -> usize {
        let known = self.areas.iter().position(|known| known == area);
        known.unwrap_or_else(|| {
            self.areas.push(area.to_owned());
            self.areas.len() - 1
        })
    }

    /// Writes the counts, the removals and the new conflicts into the merge.
    pub(crate) fn close(
        &self,
        connection: &Connection,
        merge: &mut Merge,
    ) -> Result<(), StoreError> {
        self.count(merge);
        merge.removals = self.removals(connection)?;
        Ok(())
    }

    /// What every ledger of every area loses, beside what it had.
    fn removals(&self, connection: &Connection) -> Result<Vec<Removal>, StoreError> {
        let mut counts: BTreeMap<(usize, u16), Counts> = BTreeMap::new();
        for ((area, ledger, _), noted) in &self.rows {
            noted.count(counts.entry((*area, *ledger)).or_default());
        }
        let mut removals = Vec::new();
        for ((area, ledger), counts) in counts {
            let (Some(area), Some(table)) = (self.areas.get(area), table(ledger)) else {
                continue;
            };
            if counts.removed > 0 {
                let there = table.count(connection, area)?;
                removals.push(Removal {
                    area: area.clone(),
                    ledger: table.spec.name,
                    removed: counts.removed,
                    of: (there + counts.removed).saturating_sub(counts.added),
                });
            }
        }
        Ok(removals)
    }

    fn count(&self, merge: &mut Merge) {
        for ((_, ledger, row), noted) in &self.rows {
            let Some(table) = table(*ledger) else {
                continue;
            };
            let ledger = table.spec.name;
            let counts = merge.ledgers.entry(ledger).or_default();
            noted.count(counts);
            noted.count(&mut merge.rows);
            merge.withheld += u64::from(noted.is_withheld);
            let before = &noted.disputed_before;
            let new = noted.disputed_after.iter();
            let clashes = new.filter(|register| !before.contains(register));
            merge.conflicts.extend(clashes.map(|register| Clash {
                ledger,
                row: *row,
                register: register.to_string(),
            }));
        }
    }
}

impl Noted {
    fn count(&self, counts: &mut Counts) {
        match (self.was_there, self.is_there) {
            (false, true) => counts.added += 1,
            (true, false) => counts.removed += 1,
            (true, true) if self.is_changed => counts.changed += 1,
            _ => {}
        }
    }
}

/// Registers with rivals; a row's existence is not a conflict but a question.
fn disputed(image: &Image) -> Vec<Register> {
    let marks = image.marks.registers.iter();
    marks
        .filter(|(register, mark)| mark.is_disputed && **register != Register::Existence)
        .map(|(register, _)| register.clone())
        .collect()
}
