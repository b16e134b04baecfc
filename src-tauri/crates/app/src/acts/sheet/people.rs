//! 村民花名册: people with their households.

use super::roster::Roster;
use super::tally::{Fate, Tally};
use super::{STEP, take_over};
use crate::acts::record::difference;
use crate::desk::Desk;
use crate::office::{Office, new_id, spec_of};
use crate::problem::Problem;
use ledger::numbers::IdNoFault;
use ledger::{Change, Row, RowId, Value};
use sheets::{Context, Grid, PersonRecord};
use std::collections::{HashMap, HashSet};

/// Households in the books and in the sheet.
struct Houses {
    by_number: HashMap<String, RowId>,
    of_sheet: HashMap<u32, RowId>,
    rows: HashMap<RowId, (Row, Row)>,
}

/// Takes in one sheet of people.
pub(super) fn take_in(
    desk: &Desk,
    office: &Office,
    (grid, context): (&Grid, &Context<'_>),
    tally: &mut Tally,
) -> Result<(), Problem> {
    let intake = sheets::people(grid, context)?;
    tally.begin(&intake);
    let roster = Roster::read(office)?;
    let mut houses = Houses::read(office)?;
    let mut met = HashSet::new();
    for record in desk.each(STEP, intake.records) {
        let record = record?;
        show(tally, &record);
        let found = find(&roster, &record, &met);
        met.extend(found);
        let known_house = found.and_then(|id| house_of(&roster, id));
        let house = houses.of(&record, known_house);
        if known_house.is_some_and(|known| known != house) {
            tally.mark(record.row, MOVED);
        }
        let is_head = record.relation.as_deref() == Some("head");
        let person = take(&roster, (record, found, house), tally)?;
        if is_head {
            houses.set_head(house, person);
        }
    }
    houses.write(tally)
}

/// Said of somebody whom the sheet puts into another household than the books.
const MOVED: &str = "册子里这个人住在另一户，已按表里的户改；如不是同一个人，请核对。";

fn house_of(roster: &Roster, person: RowId) -> Option<RowId> {
    let row = roster.row(person)?;
    row.text("household_id").parse().ok()
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
/// name among those of the same group of whom neither is known. Whoever the sheet told of before
/// is not meant again: the sheet itself was looked through for people who stand in it twice.
fn find(roster: &Roster, record: &PersonRecord, met: &HashSet<RowId>) -> Option<RowId> {
    // A number with its digits gone says nothing about who it is; one with a slip still does.
    let has_digits = matches!(record.id_no_fault, None | Some(IdNoFault::CheckDigit));
    let number = if has_digits {
        record.id_no.as_str()
    } else {
        ""
    };
    let of_number = roster.with_id_no(number).filter(|_| !number.is_empty());
    if of_number.is_some() {
        return of_number;
    }
    let may_be = |id: RowId, row: &Row| {
        let other = row.text("id_no");
        let is_other = !number.is_empty() && !other.is_empty() && other != number;
        !is_other && !met.contains(&id)
    };
    let known_by = |field, value: &str| {
        let is_known = !value.is_empty();
        is_known.then(|| roster.only_with(&record.name, (field, value), may_be))?
    };
    let birth = record.birth.as_deref().unwrap_or("");
    known_by("birth", birth)
        .or_else(|| known_by("mobile", &record.phone))
        .or_else(|| {
            let is_only_a_name = birth.is_empty() && record.phone.is_empty();
            let of_group = ("group", record.group.as_str());
            is_only_a_name.then(|| roster.only_with(&record.name, of_group, may_be))?
        })
}

fn take(
    roster: &Roster,
    (record, found, house): (PersonRecord, Option<RowId>, RowId),
    tally: &mut Tally,
) -> Result<RowId, Problem> {
    let spec = spec_of("person")?;
    let Some((id, before)) = found.and_then(|id| Some((id, roster.row(id)?))) else {
        let id = new_id();
        tally.write(|| Change::put(spec, id, person_row(record, house).0));
        tally.count(Fate::Added);
        return Ok(id);
    };
    let mut row = before.clone();
    if take_over(spec, &mut row, &person_row(record, house)) {
        tally.write(|| difference(spec, id, before, &row));
        tally.count(Fate::Changed);
    } else {
        tally.count(Fate::Unchanged);
    }
    Ok(id)
}

fn person_row(record: PersonRecord, house: RowId) -> Row {
    let mut row = record.more.values;
    row.set("name", record.name);
    row.set("household_id", house.to_string());
    row.set("relation", record.relation.unwrap_or_default());
    row.set("sex", record.sex.unwrap_or_default());
    row.set("birth", record.birth.unwrap_or_default());
    row.set("id_no", record.id_no);
    row.set("mobile", record.phone);
    row.set("group", record.group);
    row.set("residence", record.residence.unwrap_or_default());
    row.set("vulnerable", Value::Set(record.tags));
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
        if !record.household_no.is_empty() && by_number != Some(id) {
            self.by_number.insert(record.household_no.clone(), id);
        }
        let (_, row) = self.rows.entry(id).or_default();
        for (field, value) in &record.house.values.0 {
            row.set(field, value.clone());
        }
        if !record.household_no.is_empty() && row.text("hh_no") != record.household_no {
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
            tally.write(|| difference(spec, *id, before, after));
        }
        Ok(())
    }
}
