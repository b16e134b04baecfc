//! What was written since a paper was printed: to its record, to what that points to and to what
//! that points to in turn (a card's post, and who holds it), or to the rows of a register. Clocks
//! only choose what is shown here; whether a paper is the newest is decided by what it says.

use super::Printed;
use crate::acts::display::Sight;
use crate::acts::history;
use crate::bridge::paper::{PaperChange, PaperVerdict};
use crate::office::{references, spec_of};
use crate::problem::Problem;
use ledger::{Privacy, RowId, Spec, Type};
use std::collections::BTreeSet;
use store::StoredRow;

/// Changes that are shown; a paper with more is printed anew anyway.
const SHOWN: usize = 20;
/// From the record to the rows it names, and from them on.
const STEPS: usize = 2;

impl Printed<'_> {
    pub(super) fn changes(&self, verdict: PaperVerdict) -> Result<Vec<PaperChange>, Problem> {
        let Some(spec) = self.spec.filter(|_| verdict != PaperVerdict::Newest) else {
            return Ok(Vec::new());
        };
        let rows = match &self.record {
            Some(stored) => self.around(spec, stored.clone())?,
            None if self.is_about_one() => Vec::new(),
            None => {
                let rows = self.office.all_of(&self.proof.office, spec.name)?;
                rows.into_iter().map(|stored| (spec, stored)).collect()
            }
        };
        let mut changes = Vec::new();
        for (spec, stored) in rows {
            if changes.len() >= SHOWN {
                break;
            }
            changes.extend(self.changes_of(spec, &stored)?);
        }
        changes.truncate(SHOWN);
        Ok(changes)
    }

    fn changes_of(
        &self,
        spec: &'static Spec,
        stored: &StoredRow,
    ) -> Result<Vec<PaperChange>, Problem> {
        let sight = if self.office.sees() < Privacy::Personal {
            Sight::Veiled
        } else {
            Sight::Masked
        };
        let since = i64::from(self.proof.printed);
        let past = history::since(self.desk, self.office, (spec, stored.id), (since, sight))?;
        if past.is_empty() {
            return Ok(Vec::new());
        }
        let about = match sight {
            Sight::Veiled => spec.label.to_owned(),
            _ => format!("{} {}", spec.label, self.office.title(spec, &stored.row)?),
        };
        let change = |act| PaperChange {
            about: about.clone(),
            act,
        };
        Ok(past.into_iter().map(change).collect())
    }

    /// The record, and what it points to within a few steps.
    fn around(
        &self,
        spec: &'static Spec,
        record: StoredRow,
    ) -> Result<Vec<(&'static Spec, StoredRow)>, Problem> {
        let mut seen: BTreeSet<RowId> = BTreeSet::from([record.id]);
        let mut found = vec![(spec, record)];
        let mut from = 0;
        for _ in 0..STEPS {
            let reached = found.len();
            let mut next = Vec::new();
            for (spec, stored) in found.iter().skip(from) {
                for field in spec.fields {
                    let (Type::Ref(target) | Type::Refs(target)) = field.kind else {
                        continue;
                    };
                    let ids = references(stored.row.get(field.name)).into_iter();
                    let new: Vec<RowId> = ids.filter(|id| seen.insert(*id)).collect();
                    let target = spec_of(target)?;
                    let rows = self.office.store.rows(target, &new)?;
                    next.extend(rows.into_iter().map(|stored| (target, stored)));
                }
            }
            found.extend(next);
            from = reached;
        }
        found.retain(|(spec, _)| self.role.may_know_of(spec));
        Ok(found)
    }
}
