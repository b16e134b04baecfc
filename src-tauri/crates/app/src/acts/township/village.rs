//! What is counted of one village. Counts come from indexes or from the few rows of what goes on;
//! only the lamps look at whole ledgers, and these are kept as long as nothing of it changes.

use crate::acts::picture::{Picture, one_of};
use crate::acts::standing;
use crate::bridge::standing::Lamp;
use crate::bridge::township::VillageFigures;
use crate::desk::Desk;
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use crate::stock::{self, Level};
use chrono::NaiveDate;
use ledger::kinds::{evac_entry, hazard, incident};
use ledger::{Digest, Value, dates};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::{Query, StoredRow};

/// Days for which a warning's transfer still counts as going on.
const RECENT_DAYS: i64 = 3;

/// What was read of villages, by what their books and the township's own were then.
pub(crate) type Kept = BTreeMap<String, (Digest, Seen)>;

/// What is read of a whole village.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    lamps: Vec<Lamp>,
    short: u64,
}

/// The six lamps of a village.
pub(super) fn lamps(desk: &Desk, office: &Office, village: &str) -> Result<Vec<Lamp>, Problem> {
    Ok(seen(desk, office, village)?.lamps)
}

fn seen(desk: &Desk, office: &Office, village: &str) -> Result<Seen, Problem> {
    let state = state(desk, office, village)?;
    let known = office.villages.borrow().get(village).cloned();
    if let Some((_, seen)) = known.filter(|(then, _)| *then == state) {
        return Ok(seen);
    }
    let seen = match on_disk(office, village, &state)? {
        Some(seen) => seen,
        None => read(desk, office, village)?,
    };
    let kept = (state, seen.clone());
    office
        .villages
        .borrow_mut()
        .insert(village.to_owned(), kept);
    Ok(seen)
}

fn read(desk: &Desk, office: &Office, village: &str) -> Result<Seen, Problem> {
    let picture = Picture::of_village(desk, office, village)?;
    let day = picture.day();
    let is_short = |stock: &&stock::ItemStock| stock.level(&day) <= Level::Low;
    Ok(Seen {
        lamps: standing::lamps(desk, &picture)?,
        short: picture.stocks.iter().filter(is_short).count() as u64,
    })
}

/// Under which name a village's lamps are kept on this machine.
fn place(village: &str) -> String {
    format!("township.seen.{village}")
}

/// What was kept of a village, if nothing it follows from has changed since.
fn on_disk(office: &Office, village: &str, state: &Digest) -> Result<Option<Seen>, Problem> {
    let kept = office.store.setting(&place(village))?.unwrap_or_default();
    let kept: Option<(String, Seen)> = serde_json::from_slice(&kept).ok();
    Ok(kept
        .filter(|(then, _)| *then == state.to_string())
        .map(|(_, seen)| seen))
}

/// Keeps on this machine what was read of the villages, so that the next opening reads only those
/// that changed. It follows from the books, and travels nowhere.
pub(super) fn keep(office: &mut Office) -> Result<(), Problem> {
    let kept = office.villages.borrow().clone();
    for (village, (state, seen)) in kept {
        if on_disk(office, &village, &state)?.as_ref() != Some(&seen) {
            let bytes = serde_json::to_vec(&(state.to_string(), &seen));
            let bytes = bytes.map_err(|error| Problem::internal("lamps", &error))?;
            office.store.set_setting(&place(&village), &bytes)?;
        }
    }
    Ok(())
}

/// Names what the lamps follow from: the village's books, the township's own, the day.
fn state(desk: &Desk, office: &Office, village: &str) -> Result<Digest, Problem> {
    let mut heads = office.store.heads(village)?;
    heads.extend(office.store.heads(&office.code)?);
    let day = desk.clock.today().to_string();
    let mut parts: Vec<&[u8]> = heads.iter().map(|head| head.digest.0.as_slice()).collect();
    parts.push(day.as_bytes());
    Ok(Digest::of("yizhan/village", &parts))
}

/// The figures of a village that its books tell.
pub(super) fn figures(
    desk: &Desk,
    office: &Office,
    village: &str,
) -> Result<VillageFigures, Problem> {
    let books = Books {
        office,
        village,
        today: desk.clock.today(),
    };
    let incidents = books.incidents()?;
    let (to_move, moved) = books.transfer(&incidents)?;
    Ok(VillageFigures {
        forks: books.forks()?,
        overdue: books.overdue(Vec::new())?,
        overdue_major: books.overdue(vec![one_of("grade", &["major"])])?,
        to_move,
        moved,
        short: seen(desk, office, village)?.short,
        reports_due: books.reports_due(&incidents, &desk.clock.moment())?,
        ..VillageFigures::default()
    })
}

/// The books of one village, on one day.
struct Books<'a> {
    office: &'a Office,
    village: &'a str,
    today: NaiveDate,
}

impl Books<'_> {
    fn rows(&self, ledger: &str, query: Query) -> Result<Vec<StoredRow>, Problem> {
        let query = Query {
            area: Some(self.village.to_owned()),
            ..query
        };
        Ok(self.office.store.list(spec_of(ledger)?, &query)?.rows)
    }

    fn pointing_to(
        &self,
        (ledger, field): (&str, &'static str),
        targets: &[StoredRow],
    ) -> Result<Vec<StoredRow>, Problem> {
        if targets.is_empty() {
            return Ok(Vec::new());
        }
        let ids = targets.iter().map(|stored| stored.id.to_string().into());
        let query = Query {
            equals: vec![(field, ids.collect())],
            ..Query::default()
        };
        self.rows(ledger, query)
    }

    fn forks(&self) -> Result<u64, Problem> {
        let branches = self.office.store.branches(self.village)?;
        let replicas: BTreeSet<_> = branches.iter().map(|branch| branch.replica).collect();
        Ok(replicas.len() as u64)
    }

    fn overdue(&self, mut equals: Vec<(&'static str, Vec<Value>)>) -> Result<u64, Problem> {
        equals.push(one_of("status", hazard::OPEN_STATES));
        let query = Query {
            area: Some(self.village.to_owned()),
            equals,
            before: vec![("due_date", self.today.to_string().into())],
            ..Query::default()
        };
        Ok(self.office.store.count(spec_of("hazard")?, &query)?)
    }

    /// Incidents that go on.
    fn incidents(&self) -> Result<Vec<StoredRow>, Problem> {
        let going_on = incident::OPEN_STATES.iter().copied().map(Value::from);
        let query = Query {
            equals: vec![("status", going_on.chain([Value::Null]).collect())],
            ..Query::default()
        };
        self.rows("incident", query)
    }

    /// How many people have to leave and how many are in safety, of the incidents that go on and
    /// of the warnings of the last days.
    fn transfer(&self, incidents: &[StoredRow]) -> Result<(u64, u64), Problem> {
        let since = self.today - chrono::Duration::days(RECENT_DAYS);
        let query = Query {
            since: vec![("received_at", since.to_string().into())],
            ..Query::default()
        };
        let warnings = self.rows("warning", query)?;
        let mut entries = self.pointing_to(("evac_entry", "incident_id"), incidents)?;
        entries.extend(self.pointing_to(("evac_entry", "warning_id"), &warnings)?);
        let entries: BTreeMap<_, _> = entries.iter().map(|one| (one.id, &one.row)).collect();
        let people = |of: fn(&ledger::Row) -> u64| entries.values().map(|row| of(row)).sum();
        Ok((
            people(evac_entry::people_owed),
            people(evac_entry::people_safe),
        ))
    }

    /// Incidents of which nothing was reported yet, or whose next report is past its time.
    fn reports_due(&self, incidents: &[StoredRow], now: &str) -> Result<u64, Problem> {
        let reports = self.pointing_to(("situation_report", "incident_id"), incidents)?;
        let now = dates::moment_of(now);
        let is_due = |event: &&StoredRow| {
            let id = event.id.to_string();
            let own = reports
                .iter()
                .filter(|one| one.row.text("incident_id") == id);
            let newest = own.max_by_key(|one| (one.row.text("as_of"), one.id));
            newest.is_none_or(|report| {
                let next = dates::moment_of(report.row.text("next_report_at"));
                report.row.text("kind") != "final" && next.is_some() && next < now
            })
        };
        Ok(incidents.iter().filter(is_due).count() as u64)
    }
}
