//! The report of an incident: place, time, casualties, who has been brought away, what was done;
//! after the first one everything counted so far (domain §2.13, §8.2). No figure is invented: what
//! nobody has said stays empty.

use super::{Books, fill_empty};
use crate::problem::Problem;
use ledger::kinds::{evac_entry, incident, situation_report};
use ledger::value::CHECKING;
use ledger::{Row, Value};
use std::collections::BTreeSet;
use store::StoredRow;

/// Figures that an incident notes itself, and what they are called in the report.
const CASUALTIES: [(&str, &str); 5] = [
    ("dead", "dead"),
    ("missing", "missing"),
    ("injured", "injured"),
    ("severe", "severe_injured"),
    ("out_of_contact", "out_of_contact"),
];

/// Figures of placement: at the moment, in all, and the destinations that count.
const PLACED: [(&str, &str, &[&str]); 3] = [
    ("resettle_now", "resettle_cum", &[]),
    ("central_now", "central_cum", &["central"]),
    ("scatter_now", "scatter_cum", &["relatives", "own"]),
];

/// Damage to houses and its figures: rooms, rooms of homes, households.
const DAMAGE: [(&str, [&str; 3]); 3] = [
    (
        "collapsed",
        ["collapsed_rooms", "collapsed_home_rooms", "collapsed_hh"],
    ),
    ("severe", ["severe_rooms", "severe_home_rooms", "severe_hh"]),
    (
        "general",
        ["general_rooms", "general_home_rooms", "general_hh"],
    ),
];

/// Lines of the log that go into what was done.
const LINES: usize = 12;

pub(super) fn fill(books: &Books<'_>, row: &mut Row) -> Result<(), Problem> {
    let id = row.text("incident_id").to_owned();
    let Some(event) = books.named("incident", &id)? else {
        return Ok(());
    };
    let previous = previous(books, &id)?;
    let disaster = incident::reported_as(event.text("kind")).unwrap_or_default();
    fill_empty(row, "disaster_kind", disaster);
    fill_empty(row, "start_at", event.get("occurred_at").clone());
    fill_empty(row, "as_of", books.desk.clock.moment());
    fill_empty(row, "filled_by", books.who());
    fill_empty(row, "narrative", event.get("summary").clone());
    go_on_from(previous.as_ref(), row);
    for (of_event, of_report) in CASUALTIES {
        casualty(row, of_report, event.get(of_event));
    }
    let entries = moved(books, (&id, event.text("warning_id")))?;
    let safe: u64 = entries.iter().map(evac_entry::people_safe).sum();
    if safe > 0 {
        row.set("avoid_transfer", i64::try_from(safe).unwrap_or_default());
    }
    placed(&entries, row);
    houses(books, &id, row)?;
    fill_empty(row, "needs", event.get("support_asked").clone());
    fill_empty(row, "done", done(books, &id)?);
    Ok(())
}

/// The newest report of the incident.
fn previous(books: &Books<'_>, incident: &str) -> Result<Option<Row>, Problem> {
    let reports = books.with("situation_report", ("incident_id", incident))?;
    let rows = reports.into_iter().map(|stored| stored.row);
    Ok(rows.max_by_key(|row| (row.get("issue").int(), row.text("as_of").to_owned())))
}

fn go_on_from(previous: Option<&Row>, row: &mut Row) {
    let Some(previous) = previous else {
        fill_empty(row, "kind", "first");
        fill_empty(row, "issue", 1_i64);
        return;
    };
    fill_empty(row, "kind", "follow_up");
    let issue = previous.get("issue").int().unwrap_or(1);
    fill_empty(row, "issue", issue.saturating_add(1));
    for name in ["process_no", "disaster_kind", "location", "start_at"] {
        fill_empty(row, name, previous.get(name).clone());
    }
    for name in situation_report::carried_on() {
        fill_empty(row, name, previous.get(name).clone());
    }
}

/// A number says more than 正在核实, and of two numbers counted so far the larger one stands.
fn casualty(row: &mut Row, field: &'static str, told: &Value) {
    let takes = match (row.get(field), told) {
        (_, told) if told.is_empty() => false,
        (Value::Int(known), Value::Int(told)) => told > known,
        (Value::Int(_), _) => false,
        _ => true,
    };
    if takes {
        row.set(field, told.clone());
    }
}

/// The transfers of this event.
fn moved(books: &Books<'_>, (incident, warning): (&str, &str)) -> Result<Vec<Row>, Problem> {
    let mut entries = books.with("evac_entry", ("incident_id", incident))?;
    let warned = books.with("evac_entry", ("warning_id", warning))?;
    // What belongs to another incident of the same warning is counted there.
    let only_warned = |entry: &StoredRow| entry.row.text("incident_id").is_empty();
    entries.extend(warned.into_iter().filter(only_warned));
    Ok(entries.into_iter().map(|entry| entry.row).collect())
}

/// Who needs a place from the government, once every household that left was asked: it is never
/// derived from who was brought away (domain §8.6).
fn placed(entries: &[Row], row: &mut Row) {
    let there = entries
        .iter()
        .filter(|entry| evac_entry::people_safe(entry) > 0);
    let there: Vec<&Row> = there.collect();
    let is_asked = |entry: &&Row| matches!(entry.get("needs_placement"), Value::Bool(_));
    if there.is_empty() {
        return;
    }
    let sums =
        PLACED.map(|(now, total, destinations)| (now, total, in_place(&there, destinations)));
    for (now, total, people) in sums {
        if !there.iter().all(is_asked) {
            fill_empty(row, total, CHECKING);
            continue;
        }
        row.set(now, people);
        casualty(row, total, &Value::Int(people));
    }
}

fn in_place(there: &[&Row], destinations: &[&str]) -> i64 {
    let needs = there.iter().filter(|entry| {
        let goes = destinations.is_empty() || destinations.contains(&entry.text("destination"));
        goes && entry.get("needs_placement").is_true()
    });
    let people: u64 = needs.map(|entry| evac_entry::people_safe(entry)).sum();
    i64::try_from(people).unwrap_or(i64::MAX)
}

/// Houses that were looked at, as the village judges them. In the 核报 they are the figure; before
/// it the larger of two estimates stands, for not every house has been seen.
fn houses(books: &Books<'_>, incident: &str, row: &mut Row) -> Result<(), Problem> {
    let seen = books.with("damaged_house", ("incident_id", incident))?;
    let is_last = row.text("kind") == "final";
    for (damage, fields) in DAMAGE {
        let its = seen.iter().map(|stored| &stored.row);
        let its: Vec<&Row> = its.filter(|house| house.text("damage") == damage).collect();
        if its.is_empty() {
            continue;
        }
        let homes = its
            .iter()
            .filter(|house| house.get("home_rooms").int() != Some(0));
        let homes = Value::Int(i64::try_from(homes.count()).unwrap_or(i64::MAX));
        let figures = [rooms(&its, "rooms"), rooms(&its, "home_rooms"), homes];
        for (field, figure) in fields.into_iter().zip(figures) {
            if is_last {
                row.set(field, figure);
            } else {
                casualty(row, field, &figure);
            }
        }
    }
    Ok(())
}

/// All of them together; one that nobody counted leaves the sum open.
fn rooms(houses: &[&Row], field: &str) -> Value {
    let counted = houses.iter().map(|house| house.get(field).int());
    let sum: Option<i64> = counted.sum();
    sum.map_or_else(|| Value::from(CHECKING), Value::Int)
}

/// The log of the incident as one text, without the lines that others put right.
fn done(books: &Books<'_>, incident: &str) -> Result<String, Problem> {
    let mut lines = books.with("incident_log", ("incident_id", incident))?;
    let wrong: BTreeSet<String> = lines
        .iter()
        .map(|line| line.row.text("corrects").to_owned())
        .collect();
    lines.retain(|line| !wrong.contains(&line.id.to_string()));
    lines.sort_by_key(|line| (line.row.text("at").to_owned(), line.id));
    let last = lines.len().saturating_sub(LINES);
    let texts = lines.iter().skip(last).map(|line| {
        let time = line.row.text("at").get(11..16).unwrap_or_default();
        format!("{time} {}", line.row.text("text"))
    });
    Ok(texts.collect::<Vec<_>>().join("\n"))
}
