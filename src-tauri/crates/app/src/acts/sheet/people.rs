//! 村民花名册: people with their households.

use super::roster::Roster;
use super::{Fate, Tally, take_over};
use crate::acts::record::difference;
use crate::desk::Desk;
use crate::office::{Office, new_id, spec_of};
use crate::problem::Problem;
use ledger::numbers::IdNoFault;
use ledger::{Row, RowId, Value};
use sheets::{Context, Grid, PersonRecord};
use std::collections::HashMap;

/// Households in the books and in the sheet.
struct Houses {
    by_number: HashMap<String, RowId>,
    of_sheet: HashMap<u32, RowId>,
    rows: HashMap<RowId, (Row, Row)>,
}

/// Takes in one sheet of people.
pub(super) fn take_in(
    _: &Desk,
    office: &Office,
    (grid, context): (&Grid, &Context<'_>),
    tally: &mut Tally,
) -> Result<(), Problem> {
    let intake = sheets::people(grid, context)?;
    tally.begin(&intake, spec_of("person")?);
    let mut roster = Roster::read(office)?;
    let mut houses = Houses::read(office)?;
    for record in &intake.records {
        let found = find(&roster, record);
        let known_house = found.and_then(|id| roster.row(id).text("household_id").parse().ok());
        let house = houses.of(record, known_house);
        let fate = take(&mut roster, (record, found, house), tally)?;
        tally.count(fate);
        show(tally, record);
        if record.relation.as_deref() == Some("head")
            && let Some(id) = find(&roster, record)
        {
            houses.set_head(house, id);
        }
    }
    houses.write(tally)
}

fn show(tally: &mut Tally, record: &PersonRecord) {
    let heads = ["户号", "姓名", "关系", "组别", "电话"];
    let cells = [
        record.household_no.as_str(),
        &record.name,
        &record.relation_text,
        &record.group,
        &record.phone,
    ];
    tally.sample(&heads, &cells);
}

/// The same person: by identity number, else by name and birth, else by name and phone, else by
/// name among those of the same group of whom neither is known.
fn find(roster: &Roster, record: &PersonRecord) -> Option<RowId> {
    // A number with its digits gone says nothing about who it is; one with a slip still does.
    let has_digits = matches!(record.id_no_fault, None | Some(IdNoFault::CheckDigit));
    let number = if has_digits {
        record.id_no.as_str()
    } else {
        ""
    };
    if !number.is_empty() {
        let found = roster.with_id_no(number);
        if found.is_some() {
            return found;
        }
    }
    let other_number = |row: &Row| {
        !number.is_empty() && !row.text("id_no").is_empty() && row.text("id_no") != number
    };
    let birth = record.birth.as_deref().unwrap_or("");
    let same_birth =
        |row: &Row| !birth.is_empty() && row.text("birth") == birth && !other_number(row);
    let same_phone = |row: &Row| {
        !record.phone.is_empty() && row.text("mobile") == record.phone && !other_number(row)
    };
    let only_a_name = |row: &Row| {
        birth.is_empty()
            && record.phone.is_empty()
            && row.text("group") == record.group
            && !other_number(row)
    };
    roster
        .only(&record.name, same_birth)
        .or_else(|| roster.only(&record.name, same_phone))
        .or_else(|| roster.only(&record.name, only_a_name))
}

fn take(
    roster: &mut Roster,
    (record, found, house): (&PersonRecord, Option<RowId>, RowId),
    tally: &mut Tally,
) -> Result<Fate, Problem> {
    let spec = spec_of("person")?;
    let (id, before) = found.map_or_else(|| (new_id(), Row::default()), |id| (id, roster.row(id)));
    let mut row = before.clone();
    let changed = take_over(spec, &mut row, &person_row(record, house));
    if changed {
        tally.changes.push(difference(spec, id, &before, &row));
        roster.add(id, row);
    }
    Ok(match (found, changed) {
        (None, _) => Fate::Added,
        (Some(_), true) => Fate::Changed,
        (Some(_), false) => Fate::Unchanged,
    })
}

fn person_row(record: &PersonRecord, house: RowId) -> Row {
    let mut row = record.more.values.clone();
    row.set("name", record.name.as_str());
    row.set("household_id", house.to_string());
    row.set("relation", record.relation.as_deref().unwrap_or(""));
    row.set("sex", record.sex.as_deref().unwrap_or(""));
    row.set("birth", record.birth.as_deref().unwrap_or(""));
    row.set("id_no", record.id_no.as_str());
    row.set("mobile", record.phone.as_str());
    row.set("group", record.group.as_str());
    row.set("residence", record.residence.as_deref().unwrap_or(""));
    row.set("vulnerable", Value::Set(record.tags.clone()));
    row
}

impl Houses {
    fn read(office: &Office) -> Result<Self, Problem> {
        let mut houses = Self {
            by_number: HashMap::new(),
            of_sheet: HashMap::new(),
            rows: HashMap::new(),
        };
        for stored in office.all("household")? {
            if !stored.row.text("hh_no").is_empty() {
                houses
                    .by_number
                    .insert(stored.row.text("hh_no").to_owned(), stored.id);
            }
            houses
                .rows
                .insert(stored.id, (stored.row.clone(), stored.row));
        }
        Ok(houses)
    }

    /// The household of a record: the one of its number, else where the person is known to
    /// live, else the one its neighbours in the sheet were given.
    fn of(&mut self, record: &PersonRecord, known: Option<RowId>) -> RowId {
        let by_number = self.by_number.get(&record.household_no).copied();
        let in_sheet = self.of_sheet.get(&record.household).copied();
        let id = in_sheet.or(by_number).or(known).unwrap_or_else(new_id);
        self.of_sheet.insert(record.household, id);
        if !record.household_no.is_empty() {
            self.by_number.insert(record.household_no.clone(), id);
        }
        let (_, row) = self.rows.entry(id).or_default();
        for (field, value) in &record.house.values.0 {
            row.set(field, value.clone());
        }
        if !record.household_no.is_empty() {
            row.set("hh_no", record.household_no.as_str());
        }
        if row.get("group").is_empty() {
            row.set("group", record.group.as_str());
        }
        id
    }

    fn set_head(&mut self, house: RowId, person: RowId) {
        if let Some((_, row)) = self.rows.get_mut(&house) {
            row.set("head_id", person.to_string());
        }
    }

    fn write(&self, tally: &mut Tally) -> Result<(), Problem> {
        let spec = spec_of("household")?;
        let mut changed: Vec<_> = self
            .rows
            .iter()
            .filter(|(_, (before, after))| before != after)
            .collect();
        changed.sort_by_key(|(id, _)| **id);
        for (id, (before, after)) in changed {
            tally.changes.push(difference(spec, *id, before, after));
        }
        Ok(())
    }
}
