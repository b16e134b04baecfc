//! The report of an incident: place, time, casualties, who has been brought away, what was done;
//! after the first one everything counted so far (domain §2.13, §8.2). No figure is invented: what
//! nobody has said stays empty.

use super::{Books, fill_empty};
use crate::problem::Problem;
use ledger::kinds::{evac_entry, incident, situation_report};
use ledger::{Row, Value};
use std::collections::BTreeSet;

/// Figures that an incident notes itself, and what they are called in the report.
const CASUALTIES: [(&str, &str); 5] = [
    ("dead", "dead"),
    ("missing", "missing"),
    ("injured", "injured"),
    ("severe", "severe_injured"),
    ("out_of_contact", "out_of_contact"),
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
    let safe = safe(books, (&id, event.text("warning_id")))?;
    if safe > 0 {
        row.set("avoid_transfer", i64::try_from(safe).unwrap_or_default());
    }
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

/// How many people the transfers of this event have brought to safety.
fn safe(books: &Books<'_>, (incident, warning): (&str, &str)) -> Result<u64, Problem> {
    let mut entries = books.with("evac_entry", ("incident_id", incident))?;
    let warned = books.with("evac_entry", ("warning_id", warning))?;
    // What belongs to another incident of the same warning is counted there.
    let only_warned = |entry: &store::StoredRow| entry.row.text("incident_id").is_empty();
    entries.extend(warned.into_iter().filter(only_warned));
    let safe = entries
        .iter()
        .map(|entry| evac_entry::people_safe(&entry.row));
    Ok(safe.sum())
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
