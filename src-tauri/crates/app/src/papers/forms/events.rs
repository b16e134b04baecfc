//! The transfers of one event on a form of its own: what belongs to one warning or to one incident,
//! household by household, with how many there were. A warning and the incident that grew from it
//! are one event.

use super::counted::arrived;
use crate::acts::night;
use crate::office::spec_of;
use crate::papers::Gather;
use crate::problem::Problem;
use ledger::kinds::evac_entry;
use ledger::{Row, RowId};
use std::collections::{BTreeMap, BTreeSet};
use store::StoredRow;

/// What a transfer names as its event, and the ledger of that.
const NAMED_BY: [(&str, &str); 2] = [("warning_id", "warning"), ("incident_id", "incident")];
/// Transfers that name none.
const UNNAMED: &str = "没写因哪条预警、哪次事件";

/// An event with its transfers.
pub(super) struct Event {
    title: String,
    /// When its first household was told.
    pub(super) day: String,
    /// In the order of the village, people from outside last.
    pub(super) rows: Vec<StoredRow>,
}

impl Event {
    /// What is counted of it.
    pub(super) fn said(&self, name: &str) -> String {
        let rows = || self.rows.iter().map(|stored| &stored.row);
        match name {
            "event" => self.title.clone(),
            "day" => self.day.clone(),
            "moved_households" => rows()
                .filter(|row| !row.text("household_id").is_empty())
                .count()
                .to_string(),
            "owed" => rows().map(evac_entry::people).sum::<u64>().to_string(),
            "arrived" => {
                let counts = rows().filter_map(|row| arrived(row).parse::<u64>().ok());
                let counts: Vec<u64> = counts.collect();
                match counts.as_slice() {
                    [] => String::new(),
                    counts => counts.iter().sum::<u64>().to_string(),
                }
            }
            _ => String::new(),
        }
    }
}

/// Whether any transfer was written down.
pub(super) fn any(gather: &Gather<'_>) -> Result<bool, Problem> {
    Ok(!gather.office.all("evac_entry")?.is_empty())
}

/// The event that goes on; while none does, each that is in the books, the first one first.
pub(super) fn all(gather: &Gather<'_>) -> Result<Vec<Event>, Problem> {
    let mut rows = gather.office.all("evac_entry")?;
    let tonight = night::moved_tonight(gather.desk, gather.office)?;
    rows.retain(|stored| tonight.is_empty() || tonight.contains(&stored.id));
    let order = places(gather, &rows)?;
    let mut events = Vec::new();
    for (names, mut rows) in apart(rows) {
        rows.sort_by_key(|stored| order.get(&stored.id).cloned());
        let moments = rows.iter().map(|stored| stored.row.text("notified_at"));
        let first = moments.filter(|moment| !moment.is_empty()).min();
        let day = first.and_then(|moment| moment.get(..10));
        events.push(Event {
            title: title(gather, &names)?,
            day: day.unwrap_or_default().to_owned(),
            rows,
        });
    }
    events.sort_by(|one, other| (&one.day, &one.title).cmp(&(&other.day, &other.title)));
    Ok(events)
}

type Names = BTreeSet<(usize, String)>;

/// Puts together what shares a warning or an incident.
fn apart(rows: Vec<StoredRow>) -> Vec<(Names, Vec<StoredRow>)> {
    let mut events: Vec<(Names, Vec<StoredRow>)> = Vec::new();
    for stored in rows {
        let mut event = (names(&stored.row), vec![stored]);
        let (joined, others): (Vec<_>, Vec<_>) = events
            .into_iter()
            .partition(|(names, _)| !names.is_disjoint(&event.0));
        for (names, rows) in joined {
            event.0.extend(names);
            event.1.extend(rows);
        }
        events = others;
        events.push(event);
    }
    events
}

fn names(row: &Row) -> Names {
    let events = NAMED_BY.iter().enumerate();
    let events = events.map(|(at, (field, _))| (at, row.text(field).to_owned()));
    let events: Names = events.filter(|(_, id)| !id.is_empty()).collect();
    if events.is_empty() {
        return Names::from([(NAMED_BY.len(), String::new())]);
    }
    events
}

/// YJ-2026-019 暴雨红色; HZ…: what the event is called.
fn title(gather: &Gather<'_>, names: &Names) -> Result<String, Problem> {
    let mut said = Vec::new();
    for (at, id) in names {
        let (Some((_, ledger)), Ok(id)) = (NAMED_BY.get(*at), id.parse::<RowId>()) else {
            continue;
        };
        let spec = spec_of(ledger)?;
        let Some(stored) = gather.office.store.row(spec, id)? else {
            continue;
        };
        said.push(match *ledger {
            "warning" => {
                let kind = gather.label("warning_kind", &stored.row, "event_type");
                let level = gather.label("warning_level", &stored.row, "severity");
                format!("{} {kind}{level}预警", stored.row.text("warning_no"))
            }
            _ => gather.title(spec, &stored.row)?,
        });
    }
    said.sort();
    if said.is_empty() {
        return Ok(UNNAMED.to_owned());
    }
    Ok(said.join("；").trim().to_owned())
}

/// Where each transfer stands on its form: by group and household, people from outside last.
type Place = (bool, u32, String, String);

fn places(gather: &Gather<'_>, rows: &[StoredRow]) -> Result<BTreeMap<RowId, Place>, Problem> {
    let ids = rows
        .iter()
        .filter_map(|stored| stored.row.text("household_id").parse().ok());
    let ids: BTreeSet<RowId> = ids.collect();
    let ids: Vec<RowId> = ids.into_iter().collect();
    let homes = gather.office.store.rows(spec_of("household")?, &ids)?;
    let number = |stored: &StoredRow| stored.row.text("hh_no").to_owned();
    let numbers: BTreeMap<String, String> = homes
        .iter()
        .map(|home| (home.id.to_string(), number(home)))
        .collect();
    let place = |stored: &StoredRow| {
        let (is_outside, group, name) = night::by_group(&stored.row);
        let number = numbers.get(stored.row.text("household_id"));
        (is_outside, group, name, number.cloned().unwrap_or_default())
    };
    Ok(rows
        .iter()
        .map(|stored| (stored.id, place(stored)))
        .collect())
}
