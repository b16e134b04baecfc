//! Who is meant by a name in a sheet. A name that nobody in the books has becomes a new person
//! with what the sheet says, so that nothing typed is lost.

use super::Tally;
use crate::office::{Office, new_id, spec_of};
use crate::problem::Problem;
use ledger::{Change, Row, RowId};
use std::collections::HashMap;

/// The people in the books, found by what sheets tell of them.
pub(super) struct Roster {
    by_id_no: HashMap<String, RowId>,
    by_name: HashMap<String, Vec<RowId>>,
    rows: HashMap<RowId, Row>,
}

impl Roster {
    /// Everybody in the office's own books.
    pub(super) fn read(office: &Office) -> Result<Self, Problem> {
        let mut roster = Self {
            by_id_no: HashMap::new(),
            by_name: HashMap::new(),
            rows: HashMap::new(),
        };
        for stored in office.all("person")? {
            roster.add(stored.id, stored.row);
        }
        Ok(roster)
    }

    /// Takes somebody in, or takes over what is new of him.
    pub(super) fn add(&mut self, id: RowId, row: Row) {
        if !row.text("id_no").is_empty() {
            self.by_id_no.insert(row.text("id_no").to_owned(), id);
        }
        let named = self.by_name.entry(row.text("name").to_owned()).or_default();
        if !named.contains(&id) {
            named.push(id);
        }
        self.rows.insert(id, row);
    }

    /// What is known of somebody.
    pub(super) fn row(&self, id: RowId) -> Row {
        self.rows.get(&id).cloned().unwrap_or_default()
    }

    /// Who has this identity number.
    pub(super) fn with_id_no(&self, id_no: &str) -> Option<RowId> {
        self.by_id_no.get(id_no).copied()
    }

    /// People of this name for whom `fits` holds; only if it is exactly one.
    pub(super) fn only(&self, name: &str, fits: impl Fn(&Row) -> bool) -> Option<RowId> {
        let mut found = self
            .by_name
            .get(name)
            .into_iter()
            .flatten()
            .filter(|id| self.rows.get(id).is_some_and(&fits));
        match (found.next(), found.next()) {
            (Some(id), None) => Some(*id),
            _ => None,
        }
    }

    /// Who is meant by a name with a phone: the one with this phone, else the only one of this
    /// name whose phone is not known to be another; else somebody new.
    pub(super) fn meant(
        &mut self,
        (name, phone, group): (&str, &str, &str),
        (tally, sheet, row): (&mut Tally, &str, u32),
    ) -> Result<Option<RowId>, Problem> {
        if name.is_empty() {
            return Ok(None);
        }
        let has_phone = |person: &Row| {
            !phone.is_empty()
                && (person.text("mobile") == phone || person.text("duty_phone") == phone)
        };
        let may_be = |person: &Row| phone.is_empty() || person.text("mobile").is_empty();
        if let Some(id) = self
            .only(name, has_phone)
            .or_else(|| self.only(name, may_be))
        {
            return Ok(Some(id));
        }
        let spec = spec_of("person")?;
        let mut person = Row::default();
        person.set("name", name);
        person.set("mobile", phone);
        person.set("group", group);
        let id = new_id();
        let values = person
            .0
            .iter()
            .map(|(field, value)| (*field, value.clone()));
        tally.changes.push(Change::put(spec, id, values));
        tally.mark(
            sheet,
            row,
            "表里的责任人还不在人员册里，已先按姓名和电话登记，请以后补全。",
        );
        self.add(id, person);
        Ok(Some(id))
    }
}
