//! What an act asks for becomes what the journal keeps: only what differs from the stored row,
//! merge groups whole, unordered lists element by element.

use crate::columns::{canonical, fits};
use crate::error::StoreError;
use crate::rows::Image;
use ledger::{Change, Field, Op, Register, Row, Spec, Value, Write};
use std::collections::{BTreeMap, BTreeSet};

/// Whether writing the value that is shown anyway is a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unchanged {
    /// It says nothing and is dropped: saving a whole form decides no conflict by accident.
    Drop,
    /// It answers, where the register has rivals.
    Answer,
}

/// The change as the journal keeps it; `None` if it changes nothing.
pub(crate) fn normalize(
    spec: &'static Spec,
    image: Option<&Image>,
    change: &Change,
    unchanged: Unchanged,
) -> Result<Option<Change>, StoreError> {
    let base = Base {
        spec,
        image,
        unchanged,
    };
    let writes = base.writes(&change.writes)?;
    let is_alive = image.is_some_and(|image| !image.gone);
    let is_statement = match change.op {
        Op::Remove => is_alive,
        Op::Put => !is_alive,
        Op::Restore => !is_alive || base.is_disputed(&Register::Existence),
        Op::Destroy(_) => image.is_some(),
    };
    let is_kept = is_statement || !writes.is_empty();
    Ok(is_kept.then_some(Change {
        ledger: change.ledger,
        row: change.row,
        op: change.op,
        writes,
    }))
}

/// The row as it stands before the change.
struct Base<'a> {
    spec: &'static Spec,
    image: Option<&'a Image>,
    unchanged: Unchanged,
}

type Writes = BTreeMap<u16, Write>;

impl Base<'_> {
    fn writes(&self, asked: &Writes) -> Result<Writes, StoreError> {
        let mut writes = Writes::new();
        let mut groups: BTreeMap<&'static str, Row> = BTreeMap::new();
        for (number, write) in asked {
            let unfit = StoreError::Unfit {
                ledger: self.spec.name,
                field: *number,
            };
            let Some(field) = self.spec.field_by_number(*number) else {
                return Err(unfit);
            };
            match (field.group, write) {
                (None, write) if field.kind.is_set() => {
                    writes.extend(self.elements(field, write).map(|write| (*number, write)));
                }
                (_, Write::Elements { .. }) => return Err(unfit),
                (_, Write::Whole(value)) if !fits(field, value) => return Err(unfit),
                (None, Write::Whole(value)) => {
                    let register = Register::Field(*number);
                    if canonical(value) != *self.value(field) || self.is_answer(&register) {
                        writes.insert(*number, Write::Whole(canonical(value)));
                    }
                }
                (Some(group), Write::Whole(value)) => {
                    let row = groups.entry(group).or_insert_with(|| self.group(group));
                    row.set(field.name, value.clone());
                }
            }
        }
        for (group, row) in groups {
            if row != self.group(group) || self.is_answer(&Register::Group(group)) {
                writes.extend(
                    self.spec
                        .group(group)
                        .map(|field| (field.number, Write::Whole(row.get(field.name).clone()))),
                );
            }
        }
        Ok(writes)
    }

    /// What comes in and goes out of an unordered list.
    fn elements(&self, field: &Field, write: &Write) -> Option<Write> {
        let stored = match self.value(field) {
            Value::Set(set) => set.clone(),
            _ => BTreeSet::new(),
        };
        let wanted = match write {
            Write::Whole(Value::Set(set)) => set.clone(),
            Write::Whole(_) => BTreeSet::new(),
            Write::Elements { added, removed } => &(&stored - removed) | added,
        };
        let answered = self.disputed_elements(field.number);
        let added: BTreeSet<String> = wanted
            .iter()
            .filter(|element| !stored.contains(*element) || answered.contains(*element))
            .cloned()
            .collect();
        let removed: BTreeSet<String> = stored
            .iter()
            .chain(&answered)
            .filter(|element| !wanted.contains(*element))
            .cloned()
            .collect();
        let is_change = !added.is_empty() || !removed.is_empty();
        is_change.then_some(Write::Elements { added, removed })
    }

    /// Elements of a list that rivals put in and take out, if this change is to answer them.
    fn disputed_elements(&self, number: u16) -> BTreeSet<String> {
        let marks = self
            .image
            .iter()
            .flat_map(|image| image.marks.registers.keys());
        marks
            .filter(|register| self.is_answer(register))
            .filter_map(|register| match register {
                Register::Element(of, element) if *of == number => Some(element.clone()),
                _ => None,
            })
            .collect()
    }

    fn group(&self, group: &str) -> Row {
        let mut row = Row::default();
        for field in self.spec.group(group) {
            row.set(field.name, self.value(field).clone());
        }
        row
    }

    fn value(&self, field: &Field) -> &Value {
        const NULL: &Value = &Value::Null;
        self.image.map_or(NULL, |image| image.row.get(field.name))
    }

    fn is_answer(&self, register: &Register) -> bool {
        self.unchanged == Unchanged::Answer && self.is_disputed(register)
    }

    fn is_disputed(&self, register: &Register) -> bool {
        self.image
            .is_some_and(|image| image.marks.is_disputed(register))
    }
}
