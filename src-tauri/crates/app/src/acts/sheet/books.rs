//! The rows of a ledger in the books, found by what a sheet tells of them: by what must not be
//! twice, else by what names them. Read once per sheet.

use crate::office::Office;
use crate::problem::Problem;
use ledger::{Need, Row, RowId, Spec, Value};
use std::collections::HashMap;

/// The rows of one ledger in the office's own books, and those that come in with a sheet.
pub(super) struct Books {
    spec: &'static Spec,
    rows: HashMap<RowId, Row>,
    unique: Vec<HashMap<Vec<Value>, RowId>>,
    telling: Vec<&'static str>,
    alike: HashMap<Vec<Value>, Vec<RowId>>,
    met: HashMap<RowId, u32>,
}

/// A row that a sheet tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twin {
    /// This one, not met in the sheet before.
    Row(RowId),
    /// One that this row of the sheet told of already.
    Met(u32),
}

impl Books {
    /// The rows as they are, to be compared with sheets that have these fields.
    pub(super) fn read(
        office: &Office,
        spec: &'static Spec,
        mapped: &[&'static str],
    ) -> Result<Self, Problem> {
        let mut books = Self {
            spec,
            rows: HashMap::new(),
            unique: vec![HashMap::new(); spec.unique.len()],
            telling: telling(spec, mapped),
            alike: HashMap::new(),
            met: HashMap::new(),
        };
        for stored in office.all(spec.name)? {
            let key = values(&stored.row, &books.telling);
            books.alike.entry(key).or_default().push(stored.id);
            books.add(stored.id, stored.row);
        }
        Ok(books)
    }

    fn add(&mut self, id: RowId, row: Row) {
        for (fields, known) in self.spec.unique.iter().zip(&mut self.unique) {
            let key = values(&row, fields);
            if key.iter().all(|value| !value.is_empty()) {
                known.entry(key).or_insert(id);
            }
        }
        self.rows.insert(id, row);
    }

    /// A row as it stands in the books, or will after what the sheet told so far.
    pub(super) fn row(&self, id: RowId) -> Option<&Row> {
        self.rows.get(&id)
    }

    /// The row that a sheet's row tells of, if there is one.
    pub(super) fn twin(&self, told: &Row) -> Option<Twin> {
        let known = self.of_unique(told);
        if let Some(row) = known.and_then(|id| self.met.get(&id)) {
            return Some(Twin::Met(*row));
        }
        known.or_else(|| self.of_alike(told)).map(Twin::Row)
    }

    /// Whether a row was met in this sheet already, and where.
    pub(super) fn met(&self, id: RowId) -> Option<u32> {
        self.met.get(&id).copied()
    }

    fn of_unique(&self, told: &Row) -> Option<RowId> {
        let mut sets = self.spec.unique.iter().zip(&self.unique);
        sets.find_map(|(fields, known)| known.get(&values(told, fields)).copied())
    }

    /// A row of the same name that nothing told contradicts and that no row before told of: the
    /// same thing twice in a sheet is two things.
    fn of_alike(&self, told: &Row) -> Option<RowId> {
        let candidates = self.alike.get(&values(told, &self.telling))?;
        let fits = |id: &&RowId| {
            let row = self.rows.get(id);
            !self.met.contains_key(id) && row.is_some_and(|row| agrees(row, told))
        };
        candidates.iter().find(fits).copied()
    }

    /// Notes that a row of the sheet told of a row, and what is known of it now.
    pub(super) fn meet(&mut self, id: RowId, at: u32, row: Row) {
        self.add(id, row);
        self.met.insert(id, at);
    }
}

fn agrees(row: &Row, told: &Row) -> bool {
    told.0.iter().all(|(field, value)| {
        let known = row.get(field);
        known.is_empty() || known == value
    })
}

/// The fields by which a person would say that two rows tell of the same: title and what must
/// always be filled, as far as the sheet has them; else all it has.
fn telling(spec: &'static Spec, mapped: &[&'static str]) -> Vec<&'static str> {
    let entered = |name: &&'static str| spec.field(name).is_some_and(|field| !field.automatic);
    let mapped: Vec<&'static str> = mapped.iter().copied().filter(entered).collect();
    let names = |name: &&'static str| {
        let is_needed = spec
            .field(name)
            .is_some_and(|field| field.need == Need::Always);
        is_needed || spec.title.contains(name)
    };
    let telling: Vec<&'static str> = mapped.iter().copied().filter(names).collect();
    if telling.is_empty() { mapped } else { telling }
}

fn values(row: &Row, fields: &[&str]) -> Vec<Value> {
    fields.iter().map(|field| row.get(field).clone()).collect()
}
