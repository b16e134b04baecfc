//! What was written by hand while there was no light, entered afterwards in the order and in the
//! columns of the paper. The moment it happened is the one on the paper, 约 where the hand was not
//! sure; the moment of entering it is kept beside it and never taken for it.

use super::start::{Plan, reason};
use super::{Tonight, advance, board, clock_time, doors, targets};
use crate::acts::input;
use crate::acts::record::{difference, flags, refuse, refuse_automatic};
use crate::bridge::night::{
    AdvanceEvacuation, KeyInTransfer, PaperCall, PaperLists, PaperTransfer,
};
use crate::bridge::records::Values;
use crate::office::{new_id, row_id, spec_of};
use crate::problem::Problem;
use chrono::{Days, NaiveDateTime};
use ledger::kinds::evac_entry;
use ledger::{Change, Row, RowId, dates};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use store::StoredRow;

/// The moments of the paper, and the step that each of them stands for, the last one first.
const MOMENTS: [(&str, &str); 3] = [
    ("arrived_at", "arrive"),
    ("left_at", "set_off"),
    ("notified_at", "notify"),
];

/// The printed lists, row by row.
pub(super) fn lists(tonight: &Tonight<'_>) -> Result<PaperLists, Problem> {
    let doors = doors::lists(tonight)?.into_iter();
    let calls = doors.flat_map(|list| {
        list.doors
            .into_iter()
            .map(move |door| (list.group.clone(), door))
    });
    let calls = calls.map(|(group, door)| PaperCall {
        number: door.number,
        key: door.key,
        person: door.person.map(|id| id.to_string()),
        household: door.household,
        name: door.name,
        roles: door.roles,
        group,
        tries: door.tries,
        answered: door.answered,
    });
    Ok(PaperLists {
        calls: calls.collect(),
        transfer: transfers(tonight)?,
    })
}

/// The households in danger, as 转移清单 has them, each with what is known of it already.
fn transfers(tonight: &Tonight<'_>) -> Result<Vec<PaperTransfer>, Problem> {
    let households = targets::in_danger(tonight)?;
    let rows = households.iter().map(|stored| &stored.row);
    let names = tonight.office.names(spec_of("household")?, rows)?;
    let ids = households.iter().map(|stored| stored.id.to_string());
    let members = super::arrivals::at_home(tonight, ids)?;
    let line = |(at, stored): (usize, &StoredRow)| {
        let entry = entry_of(tonight, &stored.id.to_string()).map(|stored| &stored.row);
        let of_entry = |field| entry.map_or_else(String::new, |row| clock_time(row.text(field)));
        let residents = members.get(&stored.id.to_string()).map_or(0, Vec::len);
        let people = entry.map_or(residents as u64, evac_entry::people);
        PaperTransfer {
            number: super::small(at + 1),
            household: stored.id.to_string(),
            group: stored.row.text("group").to_owned(),
            who: who(tonight, &names, &stored.row),
            people: super::small(people),
            arrived: entry.and_then(|row| row.get("arrived_people").int()),
            status_label: entry.map_or_else(String::new, |row| {
                tonight.label("evac_state", board::state_of(row))
            }),
            notified_at: of_entry("notified_at"),
            left_at: of_entry("left_at"),
            arrived_at: of_entry("arrived_at"),
        }
    };
    Ok(households.iter().enumerate().map(line).collect())
}

fn who(tonight: &Tonight<'_>, names: &BTreeMap<RowId, String>, home: &Row) -> String {
    let head: Option<RowId> = home.text("head_id").parse().ok();
    let head = head.and_then(|id| names.get(&id));
    let door = targets::veiled(tonight, home.text("address"));
    head.map_or_else(|| door.clone(), |head| format!("{head} {door}"))
}

/// The entry of a household that has to leave tonight.
fn entry_of<'a>(tonight: &'a Tonight<'_>, household: &str) -> Option<&'a StoredRow> {
    let mut entries = tonight.entries.iter();
    entries.find(|stored| stored.row.text("household_id") == household)
}

/// A row of the paper: the furthest step that it tells, with every moment on it.
pub(super) fn transfer(
    tonight: &Tonight<'_>,
    request: &KeyInTransfer,
) -> Result<Vec<Change>, Problem> {
    let spec = spec_of("evac_entry")?;
    refuse_automatic(spec, request.values.keys())?;
    let mut values = request.values.clone();
    for (field, _) in MOMENTS {
        happened(tonight, &mut values, field);
    }
    let told = values.values().any(|value| !is_blank(value));
    if !told {
        let text = "这一行什么也没填，没有记。纸上空着的，按回车就过去。";
        return Err(Problem::of_field("nothing_on_the_row", "notified_at", text));
    }
    let stored = match entry_of(tonight, &request.household) {
        Some(stored) => stored.clone(),
        None => listed(tonight, &request.household)?,
    };
    let mut next = stepped(tonight, &stored, values)?;
    next.set("keyed_at", tonight.desk.clock.moment());
    refuse(&flags(tonight.desk, spec, &next))?;
    let before = entry_of(tonight, &request.household).map(|stored| stored.row.clone());
    Ok(vec![difference(
        spec,
        stored.id,
        &before.unwrap_or_default(),
        &next,
    )])
}

fn is_blank(value: &Json) -> bool {
    value.is_null() || value == &json!("") || value == &json!(false)
}

/// The household as it comes on the list now: it was brought away without anybody at this desk.
fn listed(tonight: &Tonight<'_>, household: &str) -> Result<StoredRow, Problem> {
    let id = row_id(household)?;
    let home = tonight.office.row(spec_of("household")?, id)?;
    let mut common = Row::default();
    common.set("trigger", reason(tonight));
    let row = Plan::of(tonight, common)?.entry(&home)?;
    Ok(StoredRow {
        id: new_id(),
        row,
        ..home
    })
}

/// The entry after the furthest step of the paper; where it stands there already, its moments only.
fn stepped(tonight: &Tonight<'_>, stored: &StoredRow, values: Values) -> Result<Row, Problem> {
    let spec = spec_of("evac_entry")?;
    let told = |field: &str| told_in(&values, field);
    let counted = told("arrived_people") || told("absent_names");
    let furthest = MOMENTS
        .into_iter()
        .find(|(field, step)| told(field) || counted && *step == "arrive");
    let state = board::state_of(&stored.row);
    let flow = spec.flow.into_iter();
    let mut steps = flow.flat_map(|flow| flow.steps_from(state));
    let step = furthest.map(|(_, step)| step);
    let may = steps.any(|known| step.is_some_and(|step| known.name == step && moves(state, step)));
    let values: Values = values
        .into_iter()
        .filter(|(_, value)| !is_blank(value))
        .collect();
    let Some(step) = step.filter(|_| may) else {
        return input::read(tonight.desk, spec, stored.row.clone(), &values);
    };
    let request = AdvanceEvacuation {
        ids: vec![stored.id.to_string()],
        step: step.to_owned(),
        values,
    };
    let mut next = advance::moved(tonight, spec, stored, &request)?;
    for (field, _) in MOMENTS
        .into_iter()
        .filter(|(field, _)| !told_in(&request.values, field))
    {
        // It happened, and not now: a moment that is not on the paper stays unknown.
        next.set(field, stored.row.get(field).clone());
    }
    Ok(next)
}

fn told_in(values: &Values, field: &str) -> bool {
    values.get(field).is_some_and(|value| !is_blank(value))
}

/// Whether the paper moves on whoever stands here: it adds its moments to what came after them,
/// and takes nobody back. Of whoever was lost or refused it may say that he arrived after all.
fn moves(state: &str, step: &str) -> bool {
    match state {
        "pending" | "notified" | "moving" => true,
        "refused" | "lost_contact" | "in_place" | "absent" => step == "arrive",
        _ => false,
    }
}

/// A clock time on the paper is the last one that has passed: 23:50 keyed in at 8 is of yesterday.
pub(super) fn happened(tonight: &Tonight<'_>, values: &mut Values, field: &str) {
    let Some(text) = values.get(field).and_then(Json::as_str) else {
        return;
    };
    if let Some(moment) = passed(text, tonight.now) {
        values.insert(field.to_owned(), json!(moment));
    }
}

fn passed(text: &str, now: NaiveDateTime) -> Option<String> {
    let clock_only = !text.contains(['-', '.', '月', '/', 'T', '天']);
    let stored = dates::moment(text, now.date()).filter(|_| clock_only)?;
    let moment = dates::moment_of(&stored)?;
    if moment <= now {
        return Some(stored);
    }
    dates::moment(text, now.date().checked_sub_days(Days::new(1))?)
}
