//! The night desk (domain §2.11 to §2.13, §8.3): one picture of the warning, the calls, the
//! transfer, the log and the report, and the few acts that change it. At night nothing blocks:
//! what happened is written first, what is missing is asked by day.

use crate::bridge::file::Nothing;
use crate::bridge::night::{
    AddOutsiders, AdvanceEvacuation, AskSupport, CountArrivals, DraftReport, KeyInTransfer,
    NightDesk, NightHelp, PaperLists, RecordCall, RedirectEvacuation, StartEvacuation,
};
use crate::desk::Desk;
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use chrono::NaiveDateTime;
use ledger::{Act, Change, Deed, Row, RowId, Value, dates, kinds};
use std::collections::BTreeSet;
use store::{Order, Query, StoredRow};

mod actions;
mod advance;
mod arrivals;
mod at_hand;
mod board;
mod brought;
mod calls;
mod course;
mod doors;
mod from_file;
mod from_paper;
mod from_town;
mod lines;
mod log;
mod on_map;
mod open;
mod redirect;
mod report;
mod series;
mod shelters;
mod six_steps;
mod spoken;
mod start;
mod support;
mod targets;
mod warning;

pub(crate) use actions::do_action;
pub(crate) use board::by_group;
pub(crate) use course::{Course, course};
pub(crate) use doors::{Door, DoorList};
pub(crate) use from_file::{read_warning_file, take_warning_file};
pub(crate) use from_town::{take_town_warning, town_warnings};
pub(crate) use on_map::{WarnedArea, people_by_zone, warned_area};
pub(crate) use series::show as report_series;
pub(crate) use six_steps::{follow_stages, note_stage};
pub(crate) use targets::{contact, is_group_head};

/// Days for which people who left are still looked after on this desk once another event began.
const RECENT_DAYS: i64 = 3;

/// Shows the night desk.
pub(crate) fn desk(desk: &Desk, _: Nothing) -> Result<NightDesk, Problem> {
    desk.with_office(|office| picture(desk, office))
}

/// Writes what came of a call.
pub(crate) fn record_call(desk: &Desk, request: RecordCall) -> Result<NightDesk, Problem> {
    write(desk, "callout", Act::SAVE_RECORD, |tonight| {
        calls::written(tonight, &request)
    })
}

/// Puts households on the list of those who have to leave.
pub(crate) fn start_evacuation(
    desk: &Desk,
    request: StartEvacuation,
) -> Result<NightDesk, Problem> {
    write(desk, "evac_entry", Act::SAVE_RECORD, |tonight| {
        start::written(tonight, &request)
    })
}

/// Puts people from outside on the list.
pub(crate) fn add_outsiders(desk: &Desk, request: AddOutsiders) -> Result<NightDesk, Problem> {
    write(desk, "evac_entry", Act::SAVE_RECORD, |tonight| {
        start::outsiders(tonight, &request)
    })
}

/// Takes a step of one entry of the transfer or of many.
pub(crate) fn advance_evacuation(
    desk: &Desk,
    request: AdvanceEvacuation,
) -> Result<NightDesk, Problem> {
    write(desk, "evac_entry", Act::ADVANCE_RECORD, |tonight| {
        advance::written(tonight, &request)
    })
}

/// Counts who of a household has arrived, and names who is missing.
pub(crate) fn count_arrivals(desk: &Desk, request: CountArrivals) -> Result<NightDesk, Problem> {
    write(desk, "evac_entry", Act::ADVANCE_RECORD, |tonight| {
        arrivals::written(tonight, &request)
    })
}

/// Sends entries of the transfer to another shelter, or by the alternate way.
pub(crate) fn redirect_evacuation(
    desk: &Desk,
    request: RedirectEvacuation,
) -> Result<NightDesk, Problem> {
    write(desk, "evac_entry", Act::SAVE_RECORD, |tonight| {
        redirect::written(tonight, &request)
    })
}

/// Shows the lists of the night in the order in which they are printed.
pub(crate) fn paper_lists(desk: &Desk, _: Nothing) -> Result<PaperLists, Problem> {
    desk.with_office(|office| from_paper::lists(&Tonight::of(desk, office)?))
}

/// Enters what somebody wrote by hand on a row of the printed list of the transfer.
pub(crate) fn key_in_transfer(desk: &Desk, request: KeyInTransfer) -> Result<NightDesk, Problem> {
    write(desk, "evac_entry", Act::SAVE_RECORD, |tonight| {
        from_paper::transfer(tonight, &request)
    })
}

/// The entries of the transfer that goes on; none where none does.
pub(crate) fn moved_tonight(desk: &Desk, office: &Office) -> Result<BTreeSet<RowId>, Problem> {
    let entries = Tonight::of(desk, office)?.entries;
    Ok(entries.into_iter().map(|stored| stored.id).collect())
}

/// Whom nobody has reached yet, by group, for the paper of those who go from door to door.
pub(crate) fn door_lists(desk: &Desk, office: &Office) -> Result<Vec<DoorList>, Problem> {
    doors::lists(&Tonight::of(desk, office)?)
}

/// Makes the written report of the incident, or leaves the one that is not sent yet as it is.
pub(crate) fn draft_report(desk: &Desk, request: DraftReport) -> Result<NightDesk, Problem> {
    write(desk, "situation_report", Act::SAVE_RECORD, |tonight| {
        report::written(tonight, &request)
    })
}

/// Notes that the township was told how far the transfer is.
pub(crate) fn report_progress(desk: &Desk, _: Nothing) -> Result<NightDesk, Problem> {
    write(desk, "incident_log", Act::SAVE_RECORD, report::progress)
}

/// Notes a request for help beside the incident and in the log.
pub(crate) fn ask_support(desk: &Desk, request: AskSupport) -> Result<NightDesk, Problem> {
    write(desk, "incident", Act::SAVE_RECORD, |tonight| {
        support::written(tonight, &request)
    })
}

/// Shows who and what is at hand, with whom to call.
pub(crate) fn night_help(desk: &Desk, _: Nothing) -> Result<NightHelp, Problem> {
    desk.with_office(|office| at_hand::help(&Tonight::of(desk, office)?))
}

/// Writes what the work asks for in one act, so that it is taken back in one, and shows the desk.
fn write(
    desk: &Desk,
    ledger: &str,
    act: Act,
    work: impl FnOnce(&Tonight<'_>) -> Result<Vec<Change>, Problem>,
) -> Result<NightDesk, Problem> {
    desk.with_office(|office| {
        office.require(desk, Deed::Write, office.spec(ledger)?)?;
        let changes = work(&Tonight::of(desk, office)?)?;
        if !changes.is_empty() {
            office.act(desk, act, None, &changes)?;
        }
        picture(desk, office)
    })
}

fn picture(desk: &Desk, office: &Office) -> Result<NightDesk, Problem> {
    let tonight = Tonight::of(desk, office)?;
    let calls = calls::board(&tonight)?;
    let evacuation = board::board(&tonight)?;
    Ok(NightDesk {
        now: desk.clock.moment(),
        warning: warning::view(&tonight)?,
        shelters: shelters::views(&tonight)?,
        incident: open::incident(&tonight)?,
        log: log::newest(&tonight)?,
        aftermath: open::aftermath(&tonight)?,
        report: report::view(&tonight)?,
        still_open: open::still_open(&tonight, &calls, &evacuation)?,
        calls,
        evacuation,
    })
}

/// What goes on in the office's own books.
struct Tonight<'a> {
    desk: &'a Desk,
    office: &'a Office,
    now: NaiveDateTime,
    warning: Option<StoredRow>,
    /// Incidents that go on, the newest first.
    incidents: Vec<StoredRow>,
    /// The entries of the transfer that concern tonight.
    entries: Vec<StoredRow>,
}

impl<'a> Tonight<'a> {
    fn of(desk: &'a Desk, office: &'a Office) -> Result<Self, Problem> {
        let now = dates::moment_of(&desk.clock.moment()).unwrap_or_default();
        let mut tonight = Self {
            desk,
            office,
            now,
            warning: None,
            incidents: Vec::new(),
            entries: Vec::new(),
        };
        tonight.warning = warning::in_force(&tonight)?;
        let going_on = kinds::incident::OPEN_STATES.iter().copied();
        let states = going_on.map(Value::from).chain([Value::Null]).collect();
        tonight.incidents = tonight.rows(
            "incident",
            Query {
                equals: vec![("status", states)],
                sort: vec![("reported_at", Order::Descending)],
                ..Query::default()
            },
        )?;
        tonight.entries = tonight.own_entries()?;
        Ok(tonight)
    }

    /// Living rows of a ledger in the office's own books.
    fn rows(&self, ledger: &str, query: Query) -> Result<Vec<StoredRow>, Problem> {
        let query = Query {
            area: Some(self.office.code.clone()),
            ..query
        };
        Ok(self.office.store.list(spec_of(ledger)?, &query)?.rows)
    }

    /// Rows of a ledger of which a field holds one of these texts.
    fn with(
        &self,
        ledger: &str,
        field: &'static str,
        texts: impl IntoIterator<Item = String>,
    ) -> Result<Vec<StoredRow>, Problem> {
        let texts: Vec<Value> = texts.into_iter().map(Value::from).collect();
        if texts.is_empty() {
            return Ok(Vec::new());
        }
        let query = Query {
            equals: vec![(field, texts)],
            ..Query::default()
        };
        self.rows(ledger, query)
    }

    /// Whom or what belongs to the warning in force or to an incident that goes on.
    fn of_tonight(&self, ledger: &str) -> Result<Vec<StoredRow>, Problem> {
        let mut rows = self.with(ledger, "warning_id", warning::ids_for(self, ledger)?)?;
        let incidents = self.incidents.iter().map(|stored| stored.id.to_string());
        let known: BTreeSet<_> = rows.iter().map(|stored| stored.id).collect();
        let more = self.with(ledger, "incident_id", incidents)?;
        rows.extend(
            more.into_iter()
                .filter(|stored| !known.contains(&stored.id)),
        );
        Ok(rows)
    }

    /// The transfer of tonight, and whoever of an earlier one is not home again.
    fn own_entries(&self) -> Result<Vec<StoredRow>, Problem> {
        let mut entries = self.of_tonight("evac_entry")?;
        let known: BTreeSet<_> = entries.iter().map(|stored| stored.id).collect();
        let away = board::NOT_OVER.iter().copied().map(Value::from);
        let query = Query {
            equals: vec![("status", away.chain([Value::Null]).collect())],
            ..Query::default()
        };
        for stored in self.rows("evac_entry", query)? {
            let is_ours = self.is_recent(&stored.row)?;
            if is_ours && !known.contains(&stored.id) {
                entries.push(stored);
            }
        }
        entries.sort_by_key(|stored| (board::by_group(&stored.row), stored.id));
        Ok(entries)
    }

    /// The entry of this id among those of tonight.
    fn entry(&self, id: &str) -> Result<&StoredRow, Problem> {
        let mut entries = self.entries.iter();
        let found = entries.find(|stored| stored.id.to_string() == id);
        found.ok_or_else(|| {
            let text = "这一户不在今晚的转移名单上，没有动。请先把它加进名单再记。";
            Problem::new("not_on_the_list", text)
        })
    }

    /// Whether something of this entry happened within days: what an old storm left open neither
    /// counts tonight nor keeps anybody off the list, and does not stand on a quiet desk.
    fn is_recent(&self, entry: &Row) -> Result<bool, Problem> {
        let own = ["arrived_at", "left_at", "notified_at"];
        let own = own.into_iter().map(|field| entry.text(field).to_owned());
        let events = [
            ("warning_id", "warning", "received_at"),
            ("incident_id", "incident", "reported_at"),
        ];
        let mut moments: Vec<String> = own.collect();
        for (field, ledger, moment) in events {
            if let Ok(id) = entry.text(field).parse() {
                let event = self.office.store.row(spec_of(ledger)?, id)?;
                moments.extend(event.map(|event| event.row.text(moment).to_owned()));
            }
        }
        let newest = moments.iter().max().map(String::as_str).unwrap_or_default();
        let minutes = self.minutes_since(newest);
        Ok(minutes.is_none_or(|passed| passed < RECENT_DAYS * 24 * 60))
    }

    /// Lays the event of tonight into a row that names one.
    fn name_event(&self, row: &mut Row) {
        if let Some(warning) = &self.warning {
            row.set("warning_id", warning.id.to_string());
        }
        if let Some(incident) = self.incidents.first() {
            row.set("incident_id", incident.id.to_string());
        }
    }

    /// The hazard people flee tonight (list `disaster_kind`).
    fn hazard(&self) -> &'static str {
        let incident = self.incidents.first();
        let of_incident =
            incident.and_then(|stored| kinds::incident::disaster_of(stored.row.text("kind")));
        let warning = self.warning.as_ref();
        let of_warning = || {
            warning.and_then(|stored| kinds::warning::disaster_of(stored.row.text("event_type")))
        };
        of_incident.or_else(of_warning).unwrap_or_default()
    }

    /// What a code is called.
    fn label(&self, list: &str, code: &str) -> String {
        self.desk.lists().label(list, code).to_owned()
    }

    /// Minutes from a stored moment to now.
    fn minutes_since(&self, moment: &str) -> Option<i64> {
        Some((self.now - dates::moment_of(moment)?).num_minutes())
    }
}

/// The clock time of a stored moment; empty if there is none.
fn clock_time(moment: &str) -> String {
    moment.get(11..16).unwrap_or_default().to_owned()
}

/// A count for a screen.
fn small(count: impl TryInto<u32>) -> u32 {
    count.try_into().unwrap_or(u32::MAX)
}
