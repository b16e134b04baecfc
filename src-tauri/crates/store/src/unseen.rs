//! What of a row was withheld: writes that are known to exist and whose values did not come. A
//! value that such a write may have changed is marked, so that a partial copy never lies
//! (journal.md §3).
//!
//! A head says which classes of a row its entry wrote, not which fields: every field of the class
//! is marked, until a write that had seen the entry covers it. Of a list no known write covers
//! elements nobody has seen, so it stays marked until the class comes.

use crate::marks::held_in;
use ledger::cbor::Item;
use ledger::entry::Touch;
use ledger::{Entry, Field, Part, Privacy, RowId, Spec};
use std::collections::{BTreeMap, BTreeSet};

/// The classes an entry wrote to its rows and did not bring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Withheld(BTreeMap<(u16, RowId), BTreeSet<Privacy>>);

impl Withheld {
    /// What the entry keeps back, as far as it came.
    pub(crate) fn of(entry: &Entry) -> Self {
        let mut withheld = Self::default();
        let parts = Privacy::ALL.into_iter().zip(&entry.parts);
        for (class, _) in parts.filter(|(_, part)| matches!(part, Part::Withheld(_))) {
            let wrote = entry.head.touches.iter();
            for touch in wrote.filter(|touch| touch.holds(class)) {
                withheld.add(touch, class);
            }
        }
        withheld
    }

    /// The change's fields of the class are not here.
    pub(crate) fn add(&mut self, touch: &Touch, class: Privacy) {
        let row = self.0.entry((touch.ledger, touch.row));
        row.or_default().insert(class);
    }

    /// The classes it keeps back of one row; of a confidential one, those of which it does not say
    /// whose they are.
    pub(crate) fn of_row(&self, spec: &Spec, row: RowId) -> impl Iterator<Item = Privacy> {
        let key = if spec.confidential {
            (Touch::SEALED.ledger, Touch::SEALED.row)
        } else {
            (spec.number, row)
        };
        self.0.get(&key).into_iter().flatten().copied()
    }
}

/// What may have changed in a row without anybody here having seen how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unseen {
    /// By class, the entries that wrote to it unseen; none that another of them covers.
    entries: BTreeMap<Privacy, Vec<i64>>,
    /// Fields that may hold something else than what is shown.
    fields: BTreeSet<u16>,
}

impl Unseen {
    /// Whether everything written to the row is here.
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Whether the field may hold something else than what is shown.
    pub(crate) fn holds(&self, field: u16) -> bool {
        self.fields.contains(&field)
    }

    /// Names of the fields that may hold something else than what is shown.
    pub(crate) fn names(&self, spec: &Spec) -> Vec<&'static str> {
        let fields = spec.fields.iter();
        let ours = fields.filter(|field| self.holds(field.number));
        ours.map(|field| field.name).collect()
    }

    /// The entries that wrote unseen to the class of a field that is marked and can be revealed.
    pub(crate) fn behind(&self, spec: &Spec, field: &Field) -> Option<&[i64]> {
        let is_open = self.holds(field.number) && !(field.kind.is_set() && field.group.is_none());
        let entries = is_open.then(|| self.entries.get(&held_in(spec, field)))?;
        entries.map(Vec::as_slice)
    }

    /// The entries that wrote unseen to a class.
    pub(crate) fn of_class(&self, class: Privacy) -> &[i64] {
        self.entries.get(&class).map_or(&[], Vec::as_slice)
    }

    /// What the field shows is known again.
    pub(crate) fn reveal(&mut self, spec: &Spec, field: &Field) {
        self.fields.remove(&field.number);
        let class = held_in(spec, field);
        let mut of_class = fields_of(spec, class);
        if !of_class.any(|other| self.fields.contains(&other.number)) {
            self.entries.remove(&class);
        }
    }

    /// What was written unseen to the class is destroyed.
    pub(crate) fn forget(&mut self, spec: &Spec, class: Privacy) {
        self.entries.remove(&class);
        for field in fields_of(spec, class) {
            self.fields.remove(&field.number);
        }
    }

    /// The entry wrote unseen to the class, and had seen all of the others but these.
    pub(crate) fn hide(&mut self, spec: &Spec, class: Privacy, (entry, beside): (i64, Vec<i64>)) {
        let mut entries = beside;
        entries.push(entry);
        self.entries.insert(class, entries);
        let fields = fields_of(spec, class).map(|field| field.number);
        self.fields.extend(fields);
    }

    /// As it is kept with the row; nothing if all is known.
    pub(crate) fn to_item(&self) -> Option<Item> {
        let list =
            |numbers: &mut dyn Iterator<Item = i64>| Item::List(numbers.map(Item::Int).collect());
        let fields = self.fields.iter().map(|field| i64::from(*field));
        let mut map = BTreeMap::from([(0, list(&mut fields.into_iter()))]);
        for (class, entries) in &self.entries {
            map.insert(1 + *class as u64, list(&mut entries.iter().copied()));
        }
        (!self.is_empty()).then_some(Item::Map(map))
    }

    /// Reads what [`Unseen::to_item`] wrote.
    pub(crate) fn from_item(item: &Item) -> Option<Self> {
        let map = item.map()?;
        let numbers = |key: u64| -> Option<Vec<i64>> {
            let list = map.get(&key)?.list()?;
            list.iter().map(Item::int).collect()
        };
        let fields = numbers(0)?.into_iter();
        let classes = Privacy::ALL.into_iter();
        let entries = classes.filter_map(|class| Some((class, numbers(1 + class as u64)?)));
        Some(Self {
            entries: entries.collect(),
            fields: fields
                .map(|field| u16::try_from(field).ok())
                .collect::<Option<_>>()?,
        })
    }
}

fn fields_of(spec: &Spec, class: Privacy) -> impl Iterator<Item = &'static Field> {
    let fields = spec.fields.iter();
    fields.filter(move |field| held_in(spec, field) == class)
}
