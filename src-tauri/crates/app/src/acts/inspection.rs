//! 记一次检查: a checklist gone through at one place, written as one act with the hazards it
//! found (domain §1 F21, §2.14). The place and the people are typed once: each hazard takes them
//! over. The village only looks and tells; it orders and fines nobody.

use super::input;
use super::numbering::{self, Numbers};
use super::record::{difference, flags, refuse};
use crate::bridge::inspection::{InspectedItem, RecordInspection, RecordedInspection};
use crate::bridge::records::Values;
use crate::desk::Desk;
use crate::office::{Office, new_id, references, row_id, spec_of};
use crate::problem::Problem;
use ledger::{Act, Change, Row, RowId, Spec};
use serde_json::json;

/// The answer that something is wrong.
const FAIL: &str = "fail";

/// Writes an inspection, its items and the hazards it found.
pub(crate) fn record(
    desk: &Desk,
    request: RecordInspection,
) -> Result<RecordedInspection, Problem> {
    complete(&request.items)?;
    desk.with_office(|office| {
        let spec = spec_of("inspection")?;
        let inspection = (
            new_id(),
            inspection_row(desk, office, spec, &request.values)?,
        );
        let mut round = Round::begin(desk, office, &inspection)?;
        for item in &request.items {
            round.take(item)?;
        }
        let (id, row) = &inspection;
        let mut changes = vec![difference(spec, *id, &Row::default(), row)];
        let Round {
            hazards,
            changes: found,
            ..
        } = round;
        changes.extend(found);
        office.act(desk, Act::RECORD_INSPECTION, None, &changes)?;
        Ok(RecordedInspection {
            inspection: id.to_string(),
            hazards: hazards.iter().map(RowId::to_string).collect(),
        })
    })
}

/// Refuses a round in which nothing was looked at, or in which a defect was not told.
fn complete(items: &[InspectedItem]) -> Result<(), Problem> {
    if items.is_empty() {
        let text = "一项都没有查，没有记下这次检查。请先选一张有检查项的清单。";
        return Err(Problem::of_field("not_valid", "items", text));
    }
    let untold = items
        .iter()
        .position(|item| item.result == FAIL && item.hazard.trim().is_empty());
    untold.map_or(Ok(()), |index| {
        let text = format!(
            "还没有保存：第{}项不合格，请写一句怎么不合格，好记成隐患。填好的内容都还在。",
            index + 1
        );
        Err(Problem::of_field("not_valid", "items", text))
    })
}

fn inspection_row(
    desk: &Desk,
    office: &Office,
    spec: &'static Spec,
    values: &Values,
) -> Result<Row, Problem> {
    let mut row = checked(desk, office, spec, values)?;
    if row.get("checked_at").is_empty() {
        row.set("checked_at", desk.clock.moment());
    }
    numbering::fill(desk, office, spec, &mut row)?;
    refuse(&flags(desk, spec, &row))?;
    Ok(row)
}

/// A new row of what was sent, every reference in it to a row that is there.
fn checked(
    desk: &Desk,
    office: &Office,
    spec: &'static Spec,
    values: &Values,
) -> Result<Row, Problem> {
    super::record::refuse_automatic(spec, values.keys())?;
    let mut row = input::read(desk, spec, Row::default(), values)?;
    input::fill(desk, spec, &mut row);
    input::references_exist(office, spec, &Row::default(), &row)?;
    Ok(row)
}

/// What a round leaves behind, item by item.
struct Round<'a> {
    desk: &'a Desk,
    office: &'a Office,
    inspection: RowId,
    /// What every hazard of this round takes over: place, people, time, source.
    found: Row,
    numbers: Numbers,
    changes: Vec<Change>,
    hazards: Vec<RowId>,
    items: i64,
}

impl<'a> Round<'a> {
    fn begin(
        desk: &'a Desk,
        office: &'a Office,
        (id, row): &(RowId, Row),
    ) -> Result<Self, Problem> {
        Ok(Self {
            desk,
            office,
            inspection: *id,
            found: found_at(office, row)?,
            numbers: Numbers::of(desk, office, spec_of("hazard")?)?,
            changes: Vec::new(),
            hazards: Vec::new(),
            items: 0,
        })
    }

    fn take(&mut self, item: &InspectedItem) -> Result<(), Problem> {
        let spec = spec_of("inspection_item")?;
        self.items += 1;
        let values = Values::from([
            ("item".to_owned(), json!(item.item)),
            ("result".to_owned(), json!(item.result)),
        ]);
        let mut row = checked(self.desk, self.office, spec, &values)?;
        row.set("inspection_id", self.inspection.to_string());
        row.set("seq", self.items);
        if row.text("result") == FAIL {
            let hazard = self.hazard(item.hazard.trim())?;
            row.set("note", item.hazard.trim());
            row.set("hazard_id", hazard.to_string());
        }
        refuse(&flags(self.desk, spec, &row))?;
        self.put(spec, new_id(), &row);
        Ok(())
    }

    /// A defect becomes a hazard at the place that was looked at.
    fn hazard(&mut self, sentence: &str) -> Result<RowId, Problem> {
        let spec = spec_of("hazard")?;
        let mut row = self.found.clone();
        row.set("description", sentence);
        row.set("hz_no", self.numbers.next("HZ"));
        input::fill(self.desk, spec, &mut row);
        refuse(&flags(self.desk, spec, &row))?;
        let id = new_id();
        self.put(spec, id, &row);
        self.hazards.push(id);
        Ok(id)
    }

    fn put(&mut self, spec: &Spec, id: RowId, row: &Row) {
        self.changes
            .push(difference(spec, id, &Row::default(), row));
    }
}

/// What a hazard found in this round takes over from it.
fn found_at(office: &Office, inspection: &Row) -> Result<Row, Problem> {
    let mut found = Row::default();
    let (location, group) = place(office, inspection)?;
    found.set("location", location);
    found.set("group", group);
    for field in ["premises_id", "risk_point_id"] {
        found.set(field, inspection.get(field).clone());
    }
    found.set("src", source(office, inspection)?);
    found.set("found_at", inspection.get("checked_at").clone());
    let first = references(inspection.get("checked_by")).into_iter().next();
    found.set(
        "found_by",
        first.map_or_else(String::new, |id| id.to_string()),
    );
    Ok(found)
}

/// Location and group of what was looked at.
fn place(office: &Office, inspection: &Row) -> Result<(String, String), Problem> {
    let places = [
        ("premises_id", "premises", "address"),
        ("risk_point_id", "risk_point", "location"),
        ("facility_id", "facility", "location"),
    ];
    for (field, ledger, address) in places {
        let Some(target) = target(office, inspection, field, ledger)? else {
            continue;
        };
        let parts = [target.text("name"), target.text(address)];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        return Ok((parts.join(" "), target.text("group").to_owned()));
    }
    Ok((inspection.text("place").to_owned(), String::new()))
}

/// 来源: whoever the list is for. A list of the firm's own makes it 单位自查, one gone through
/// with the township 上级检查, the village's own 巡查.
fn source(office: &Office, inspection: &Row) -> Result<&'static str, Problem> {
    let checklist = target(office, inspection, "checklist_id", "checklist")?;
    let kind = checklist.map(|row| row.text("kind").to_owned());
    Ok(match kind.as_deref() {
        Some("assist") => "inspection",
        Some("urge" | "firm_main" | "firm_post" | "firm_daily") => "self_check",
        _ => "patrol",
    })
}

/// The row that a reference of the inspection points to.
fn target(
    office: &Office,
    inspection: &Row,
    field: &str,
    ledger: &str,
) -> Result<Option<Row>, Problem> {
    let text = inspection.text(field);
    if text.is_empty() {
        return Ok(None);
    }
    let stored = office.store.row(spec_of(ledger)?, row_id(text)?)?;
    Ok(stored.map(|stored| stored.row))
}
