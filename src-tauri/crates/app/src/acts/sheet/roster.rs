//! Who is meant by a name in a sheet. A name that nobody in the books has becomes a new person
//! with what the sheet says, so that nothing typed is lost.

use super::tally::Tally;
use crate::office::{Office, new_id, spec_of};
use crate::problem::Problem;
use ledger::{Change, Row, RowId};
use std::collections::HashMap;

/// The people in the books, found by what sheets tell of them.
#[derive(Default)]
pub(super) struct Roster {
    by_id_no: HashMap<String, RowId>,
    by_name: HashMap<String, Vec<RowId>>,
    /// By name and what else is known of somebody: many share a name.
    by_more: HashMap<(&'static str, String, String), Vec<RowId>>,
    rows: HashMap<RowId, Row>,
}

/// What tells people of one name apart.
const MORE: [&str; 3] = ["birth", "mobile", "group"];

impl Roster {
    /// Everybody in the office's own books.
    pub(super) fn read(office: &Office) -> Result<Self, Problem> {
        let mut roster = Self::default();
        for stored in office.all("person")? {
            roster.add(stored.id, stored.row);
        }
        Ok(roster)
    }

    /// Takes somebody in, or takes over what is new of him.
    pub(super) fn add(&mut self, id: RowId, row: Row) {
        let name = row.text("name");
        if !row.text("id_no").is_empty() {
            self.by_id_no.insert(row.text("id_no").to_owned(), id);
        }
        note(self.by_name.entry(name.to_owned()).or_default(), id);
        for field in MORE {
            let key = (field, name.to_owned(), row.text(field).to_owned());
            note(self.by_more.entry(key).or_default(), id);
        }
        self.rows.insert(id, row);
    }

    /// What is known of somebody.
    pub(super) fn row(&self, id: RowId) -> Option<&Row> {
        self.rows.get(&id)
    }

    /// Who has this identity number.
    pub(super) fn with_id_no(&self, id_no: &str) -> Option<RowId> {
        self.by_id_no.get(id_no).copied()
    }

    /// People of this name of whom this is known, and for whom `fits` holds; only if it is exactly
    /// one.
    pub(super) fn only_with(
        &self,
        name: &str,
        (field, value): (&'static str, &str),
        fits: impl Fn(RowId, &Row) -> bool,
    ) -> Option<RowId> {
        let key = (field, name.to_owned(), value.to_owned());
        self.one_of(self.by_more.get(&key)?, fits)
    }

    /// People of this name for whom `fits` holds; only if it is exactly one.
    fn only(&self, name: &str, fits: impl Fn(RowId, &Row) -> bool) -> Option<RowId> {
        self.one_of(self.by_name.get(name)?, fits)
    }

    fn one_of(&self, ids: &[RowId], fits: impl Fn(RowId, &Row) -> bool) -> Option<RowId> {
        let holds = |id: &&RowId| self.rows.get(id).is_some_and(|row| fits(**id, row));
        let mut found = ids.iter().filter(holds);
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
        (tally, row): (&mut Tally, u32),
    ) -> Result<Option<RowId>, Problem> {
        if name.is_empty() {
            return Ok(None);
        }
        let has_phone = |_, person: &Row| {
            !phone.is_empty()
                && (person.text("mobile") == phone || person.text("duty_phone") == phone)
        };
        let may_be = |_, person: &Row| phone.is_empty() || person.text("mobile").is_empty();
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
        tally.outcome.people += 1;
        tally.mark(
            row,
            "表里的责任人还不在人员册里，已先按姓名和电话登记，请以后补全。",
        );
        self.add(id, person);
        Ok(Some(id))
    }
}

fn note(ids: &mut Vec<RowId>, id: RowId) {
    if !ids.contains(&id) {
        ids.push(id);
    }
}
