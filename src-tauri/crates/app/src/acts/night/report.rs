//! What the village reports tonight (domain §8.3): before any damage how far the transfer is, from
//! damage or 接报 on the 初报 within its time, then 续报, and the 核报 once all is known. The clock
//! never runs from the warning.

use super::series::{self, Series, Term, is_out};
use super::{Tonight, clock_time, log, spoken};
use crate::acts::record::{difference, flags, owned, refuse};
use crate::acts::{input, prefill};
use crate::bridge::night::{DraftReport, NightReport, ReportSeries};
use crate::office::{new_id, row_id, spec_of};
use crate::problem::Problem;
use chrono::NaiveDateTime;
use ledger::value::CHECKING;
use ledger::{Change, Row, Value};
use store::StoredRow;

/// Figures that are said by telephone: what nobody knows yet is being looked into, never nought.
const TOLD: [&str; 3] = ["dead", "missing", "injured"];

/// How the line of the log begins by which the progress of the transfer was reported.
const PROGRESS: &str = "报转移进展：";

/// Where the reporting stands.
struct Standing {
    stage: &'static str,
    term: Term,
    latest: Option<StoredRow>,
}

fn standing(tonight: &Tonight<'_>) -> Result<Standing, Problem> {
    let Some(incident) = tonight.incidents.first() else {
        return Ok(Standing {
            stage: "transfer",
            term: Term::default(),
            latest: None,
        });
    };
    let series = Series::of(tonight.office, incident)?;
    let (stage, term) = match series.last_out() {
        None => ("first", series.term(tonight.desk, "first")),
        Some(_) if series.is_closed() => ("closed", Term::default()),
        Some(_) => ("follow_up", series.term(tonight.desk, "follow_up")),
    };
    Ok(Standing {
        stage,
        term,
        latest: series.latest().cloned(),
    })
}

/// Whether the first report of the incident is still to go out.
pub(super) fn is_first_due(tonight: &Tonight<'_>) -> Result<bool, Problem> {
    Ok(standing(tonight)?.stage == "first")
}

fn series_of(tonight: &Tonight<'_>) -> Result<Option<ReportSeries>, Problem> {
    let incident = tonight.incidents.first();
    let view = incident.map(|stored| series::view(tonight.desk, tonight.office, stored));
    view.transpose()
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
        stage: standing.stage.to_owned(),
        started_at: told(standing.term.from),
        due_at: told(standing.term.due),
        minutes_left: standing
            .term
            .due
            .map(|due| (due - tonight.now).num_minutes()),
        series: series_of(tonight)?,
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
    let incident = concerned(tonight, request)?;
    let latest = Series::of(tonight.office, &incident)?.latest().cloned();
    if latest.is_some_and(|stored| !is_out(&stored.row)) {
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

/// The incident that is reported: the one named, which may be over, else the one that goes on.
fn concerned(tonight: &Tonight<'_>, request: &DraftReport) -> Result<StoredRow, Problem> {
    if let Some(id) = &request.incident {
        let named = tonight.office.row(spec_of("incident")?, row_id(id)?)?;
        owned(tonight.office, &named)?;
        return Ok(named);
    }
    let newest = tonight.incidents.first().cloned();
    newest.ok_or_else(|| {
        let text =
            "还没有记突发事件，写不成初报。先在上面记一笔出了什么事；没有损失时只报转移进展。";
        Problem::new("no_incident", text)
    })
}
