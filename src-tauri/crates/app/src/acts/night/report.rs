//! What the village reports tonight (domain §8.3): before any damage how far the transfer is, from
//! damage or 接报 on the 初报 within its time, then 续报, and the 核报 once all is known. The clock
//! never runs from the warning.

use super::{Tonight, clock_time, log, spoken};
use crate::acts::record::{difference, flags, refuse};
use crate::acts::{input, prefill};
use crate::bridge::night::{DraftReport, NightReport};
use crate::office::{new_id, spec_of};
use crate::problem::Problem;
use chrono::{Duration, NaiveDateTime};
use ledger::value::CHECKING;
use ledger::{Change, Row, Value, dates};
use store::StoredRow;

/// Figures that are said by telephone: what nobody knows yet is being looked into, never nought.
const TOLD: [&str; 3] = ["dead", "missing", "injured"];

/// How the line of the log begins by which the progress of the transfer was reported.
const PROGRESS: &str = "报转移进展：";

/// Where the reporting stands.
struct Standing {
    stage: &'static str,
    started: Option<NaiveDateTime>,
    due: Option<NaiveDateTime>,
    latest: Option<StoredRow>,
}

/// The newest report of the incident that goes on.
fn latest(tonight: &Tonight<'_>) -> Result<Option<StoredRow>, Problem> {
    let incident = tonight.incidents.first();
    let id = incident.map(|stored| stored.id.to_string());
    let reports = tonight.with("situation_report", "incident_id", id)?;
    let age = |stored: &StoredRow| {
        (
            stored.row.get("issue").int(),
            stored.row.text("as_of").to_owned(),
        )
    };
    Ok(reports.into_iter().max_by_key(age))
}

/// Whether a report has reached the township, by telephone or on paper.
fn is_out(row: &Row) -> bool {
    row.text("status") == "sent" || !row.text("phoned_at").is_empty()
}

fn standing(tonight: &Tonight<'_>) -> Result<Standing, Problem> {
    let latest = latest(tonight)?;
    let thresholds = tonight.desk.thresholds();
    let Some(incident) = tonight.incidents.first() else {
        return Ok(Standing {
            stage: "transfer",
            started: None,
            due: None,
            latest,
        });
    };
    let out = latest.as_ref().filter(|stored| {
        is_out(&stored.row) || stored.row.get("issue").int().is_some_and(|issue| issue > 1)
    });
    let (stage, from, minutes) = match out {
        None => {
            let row = &incident.row;
            let reported = dates::moment_of(row.text("reported_at"));
            let started = reported.or_else(|| dates::moment_of(row.text("occurred_at")));
            ("first", started, thresholds.value("first_report_minutes"))
        }
        Some(stored) => {
            let sent = ["sent_at", "phoned_at", "as_of"];
            let sent = sent
                .into_iter()
                .find_map(|field| dates::moment_of(stored.row.text(field)));
            ("follow_up", sent, thresholds.value("follow_up_hours") * 60)
        }
    };
    Ok(Standing {
        stage,
        started: from,
        due: from.and_then(|at| at.checked_add_signed(Duration::try_minutes(minutes)?)),
        latest,
    })
}

/// Whether the first report of the incident is still to go out.
pub(super) fn is_first_due(tonight: &Tonight<'_>) -> Result<bool, Problem> {
    Ok(standing(tonight)?.stage == "first")
}

/// The report as the desk shows it.
pub(super) fn view(tonight: &Tonight<'_>) -> Result<NightReport, Problem> {
    let standing = standing(tonight)?;
    let told = |at: Option<NaiveDateTime>| {
        at.map_or_else(String::new, |at| {
            clock_time(&at.format("%Y-%m-%dT%H:%M").to_string())
        })
    };
    let latest = standing.latest.as_ref();
    let row = latest.map(|stored| &stored.row);
    let told_progress = log::all(tonight)?;
    let mut told_progress = told_progress.iter().rev();
    let progress = told_progress.find(|line| line.row.text("text").starts_with(PROGRESS));
    Ok(NightReport {
        progress_at: progress.map_or_else(String::new, |line| clock_time(line.row.text("at"))),
        is_out: row.is_some_and(is_out),
        kind_label: row.map_or_else(String::new, |row| {
            tonight.label("report_kind", row.text("kind"))
        }),
        stage: standing.stage.to_owned(),
        started_at: told(standing.started),
        due_at: told(standing.due),
        minutes_left: standing.due.map(|due| (due - tonight.now).num_minutes()),
        record: latest.map(|stored| stored.id.to_string()),
        sentences: spoken::sentences(tonight, row)?,
    })
}

/// The line of the log which says that the township was told how far the transfer is.
pub(super) fn progress(tonight: &Tonight<'_>) -> Result<Vec<Change>, Problem> {
    let text = spoken::progress(tonight)?;
    Ok(vec![log::written(tonight, &format!("{PROGRESS}{text}"))?])
}

/// A draft from all that is known, unless one waits to be sent already.
pub(super) fn written(
    tonight: &Tonight<'_>,
    request: &DraftReport,
) -> Result<Vec<Change>, Problem> {
    let Some(incident) = tonight.incidents.first() else {
        let text =
            "还没有记突发事件，写不成初报。先在上面记一笔出了什么事；没有损失时只报转移进展。";
        return Err(Problem::new("no_incident", text));
    };
    if latest(tonight)?.is_some_and(|stored| !is_out(&stored.row)) {
        return Ok(Vec::new());
    }
    let spec = spec_of("situation_report")?;
    let mut row = Row::default();
    row.set("incident_id", incident.id.to_string());
    if request.last {
        row.set("kind", "final");
    }
    prefill::fill(tonight.desk, tonight.office, spec, &mut row)?;
    input::note_moment(tonight.desk, spec, &mut row);
    for field in TOLD {
        if row.get(field).is_empty() {
            row.set(field, Value::from(CHECKING));
        }
    }
    input::fill(tonight.desk, spec, &mut row);
    if row.get("disaster_kind").is_empty() {
        let text = "这类事件不在灾情统计里，没有做成灾情报告。请照下面的话先用电话报，再按那一类事件的要求写。";
        return Err(Problem::of_field("not_a_disaster", "disaster_kind", text));
    }
    refuse(&flags(tonight.desk, spec, &row))?;
    Ok(vec![difference(spec, new_id(), &Row::default(), &row)])
}
