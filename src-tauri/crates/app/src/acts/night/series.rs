//! The reports of one incident from 初报 over 续报 to 核报 (domain §2.13, §8.3, §8.4): when each is
//! due, who signs it, whether it went out, and which of its figures fell below the last one. What
//! fell is asked about and holds up nothing.

use crate::acts::record::moved_figures;
use crate::acts::sign;
use crate::bridge::night::{
    AskReports, AwaitedReport, NightStep, ReportSeries, ReportSigner, SeriesReport,
};
use crate::desk::Desk;
use crate::office::{Office, row_id, spec_of};
use crate::problem::Problem;
use chrono::{Datelike, Duration, NaiveDateTime, Weekday};
use ledger::kinds::situation_report;
use ledger::{Deed, Row, RowId, Value, dates};
use store::{Order, Query, StoredRow};

const LEDGER: &str = "situation_report";

/// The reports of one incident.
pub(super) struct Series {
    incident: StoredRow,
    /// The oldest first.
    pub(super) reports: Vec<StoredRow>,
}

/// From when a report is due, and by when.
#[derive(Clone, Copy, Default)]
pub(super) struct Term {
    pub(super) from: Option<NaiveDateTime>,
    pub(super) due: Option<NaiveDateTime>,
}

/// Whether a report has reached the township, by telephone or on paper.
pub(super) fn is_out(row: &Row) -> bool {
    row.text("status") == "sent" || !row.text("phoned_at").is_empty()
}

impl Series {
    /// The series of an incident, in whose books ever it stands.
    pub(super) fn of(office: &Office, incident: &StoredRow) -> Result<Self, Problem> {
        let query = Query {
            area: Some(incident.area.clone()),
            equals: vec![("incident_id", vec![Value::from(incident.id.to_string())])],
            ..Query::default()
        };
        let mut reports = office.store.list(spec_of(LEDGER)?, &query)?.rows;
        reports.sort_by(|one, other| {
            situation_report::age(&one.row).cmp(&situation_report::age(&other.row))
        });
        Ok(Self {
            incident: incident.clone(),
            reports,
        })
    }

    /// The newest report.
    pub(super) fn latest(&self) -> Option<&StoredRow> {
        self.reports.last()
    }

    /// The newest report that reached the township; what is drafted after it is not told yet.
    pub(super) fn last_out(&self) -> Option<&StoredRow> {
        let mut reports = self.reports.iter().rev();
        reports.find(|stored| is_out(&stored.row))
    }

    /// Whether the 核报 is out, after which nothing is owed.
    pub(super) fn is_closed(&self) -> bool {
        let last = self.last_out();
        last.is_some_and(|stored| stored.row.text("kind") == "final")
    }

    /// The term of the next report of a kind (`first`, `follow_up`, `final`).
    pub(super) fn term(&self, desk: &Desk, kind: &str) -> Term {
        let thresholds = desk.thresholds();
        let after = |from: Option<NaiveDateTime>, minutes: i64| Term {
            from,
            due: from.and_then(|at| at.checked_add_signed(Duration::try_minutes(minutes)?)),
        };
        match kind {
            "first" => {
                let row = &self.incident.row;
                let from = first_moment(row, &["reported_at", "occurred_at"]);
                after(from, thresholds.value("first_report_minutes"))
            }
            "final" => {
                let from = first_moment(&self.incident.row, &["ended_at"]);
                let days = thresholds.value("final_report_days");
                let due = from.and_then(|at| working_days_after(at, days));
                Term { from, due }
            }
            _ => {
                let out = self.last_out();
                let from = out.and_then(|stored| {
                    first_moment(&stored.row, &["sent_at", "phoned_at", "as_of"])
                });
                after(from, thresholds.value("follow_up_hours") * 60)
            }
        }
    }

    /// Kinds that can be written now: one report at a time goes out.
    fn awaited(&self) -> &'static [&'static str] {
        match self.latest() {
            None => &["first"],
            Some(latest) if !is_out(&latest.row) || self.is_closed() => &[],
            Some(_) => &["follow_up", "final"],
        }
    }
}

fn first_moment(row: &Row, fields: &[&str]) -> Option<NaiveDateTime> {
    let mut fields = fields.iter();
    fields.find_map(|field| dates::moment_of(row.text(field)))
}

/// The same hour so many working days later. Public holidays are not known here; a date that comes
/// too early does no harm.
fn working_days_after(from: NaiveDateTime, days: i64) -> Option<NaiveDateTime> {
    let mut at = from;
    let mut left = days;
    while left > 0 {
        at = at.checked_add_signed(Duration::try_days(1)?)?;
        if !matches!(at.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    Some(at)
}

/// Shows the reports of an incident.
pub(crate) fn show(desk: &Desk, request: AskReports) -> Result<ReportSeries, Problem> {
    let id = row_id(&request.incident)?;
    desk.with_office(|office| {
        let incident = office.row(spec_of("incident")?, id)?;
        view(desk, office, &incident)
    })
}

/// The reports of an incident as a screen shows them.
pub(super) fn view(
    desk: &Desk,
    office: &Office,
    incident: &StoredRow,
) -> Result<ReportSeries, Problem> {
    let series = Series::of(office, incident)?;
    let reports = series.reports.iter();
    let reports = reports.map(|stored| report(desk, office, (&series, stored)));
    let is_ours = incident.area == office.code;
    let awaited: &[&str] = if is_ours { series.awaited() } else { &[] };
    Ok(ReportSeries {
        incident: incident.id.to_string(),
        ours: is_ours,
        reports: reports.collect::<Result<_, _>>()?,
        awaited: awaited
            .iter()
            .map(|kind| awaited_report(desk, series.term(desk, kind), kind))
            .collect(),
        signer: signer(office)?,
    })
}

fn awaited_report(desk: &Desk, term: Term, kind: &str) -> AwaitedReport {
    AwaitedReport {
        kind: kind.to_owned(),
        label: desk.lists().label("report_kind", kind).to_owned(),
        due_at: told(term.due),
        minutes_left: minutes_left(desk, term),
    }
}

fn report(
    desk: &Desk,
    office: &Office,
    (series, stored): (&Series, &StoredRow),
) -> Result<SeriesReport, Problem> {
    let spec = spec_of(LEDGER)?;
    let row = &stored.row;
    let is_out = is_out(row);
    let term = if is_out {
        Term::default()
    } else {
        series.term(desk, row.text("kind"))
    };
    let lists = desk.lists();
    let flow = spec.flow.filter(|_| stored.area == office.code);
    let steps = flow.map(|flow| flow.steps_from(flow.state_of(row)));
    let asks = moved_figures(desk, office, stored)?;
    Ok(SeriesReport {
        id: stored.id.to_string(),
        form: office.store.form(spec, stored.id)?.to_string(),
        label: label(lists.label("report_kind", row.text("kind")), row),
        as_of: row.text("as_of").to_owned(),
        status_label: lists
            .label(
                "report_state",
                spec.flow.map_or("", |flow| flow.state_of(row)),
            )
            .to_owned(),
        is_out,
        phoned_at: row.text("phoned_at").to_owned(),
        sent_at: row.text("sent_at").to_owned(),
        due_at: told(term.due),
        minutes_left: minutes_left(desk, term),
        steps: steps
            .into_iter()
            .flatten()
            .map(|step| NightStep {
                name: step.name.to_owned(),
                label: step.label.to_owned(),
            })
            .collect(),
        signed: sign::of_record(desk, office, (spec, stored.id))?,
        asks: asks.into_iter().map(|flag| flag.text).collect(),
    })
}

fn label(kind: &str, row: &Row) -> String {
    match row.get("issue").int() {
        Some(issue) if row.text("kind") == "follow_up" => format!("{kind}（第{issue}期）"),
        _ => kind.to_owned(),
    }
}

fn told(at: Option<NaiveDateTime>) -> String {
    at.map_or_else(String::new, |at| at.format("%Y-%m-%dT%H:%M").to_string())
}

fn minutes_left(desk: &Desk, term: Term) -> Option<i64> {
    let now = dates::moment_of(&desk.clock.moment())?;
    term.due.map(|due| (due - now).num_minutes())
}

/// Who signs: at a shared desk the only one who may, elsewhere whoever signed last, or the 村书记
/// of the posts. Where the books do not tell, nobody is proposed.
fn signer(office: &Office) -> Result<Option<ReportSigner>, Problem> {
    let spec = spec_of(LEDGER)?;
    if office.seat.is_shared() {
        let users = office.seat.users.iter();
        let able = users.filter(|user| user.in_use && user.role.may(Deed::Sign, spec));
        let able: Vec<_> = able.collect();
        let [only] = able.as_slice() else {
            return Ok(None);
        };
        return Ok((!only.person.is_empty()).then(|| ReportSigner {
            person: only.person.clone(),
            name: only.name.clone(),
            user: Some(only.id.to_string()),
        }));
    }
    let person = match last_signer(office)? {
        Some(person) => Some(person),
        None => commander(office)?,
    };
    let Some(id) = person.and_then(|person| person.parse::<RowId>().ok()) else {
        return Ok(None);
    };
    let person = office.store.row(spec_of("person")?, id)?;
    Ok(person
        .filter(|stored| !stored.gone)
        .map(|stored| ReportSigner {
            person: id.to_string(),
            name: stored.row.text("name").to_owned(),
            user: None,
        }))
}

fn last_signer(office: &Office) -> Result<Option<String>, Problem> {
    let query = Query {
        area: Some(office.code.clone()),
        sort: vec![
            ("signed_at", Order::Descending),
            ("issue", Order::Descending),
        ],
        limit: 1,
        ..Query::default()
    };
    let newest = office.store.list(spec_of(LEDGER)?, &query)?.rows;
    let person = newest
        .first()
        .map(|stored| stored.row.text("signed_by").to_owned());
    Ok(person.filter(|person| !person.is_empty()))
}

fn commander(office: &Office) -> Result<Option<String>, Problem> {
    let query = Query {
        area: Some(office.code.clone()),
        equals: vec![("kind", vec![Value::from("commander")])],
        ..Query::default()
    };
    let posts = office.store.list(spec_of("post")?, &query)?.rows;
    let mut holders = posts.iter().map(|post| post.row.text("a_id").to_owned());
    Ok(holders.find(|holder| !holder.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_leave_out_the_weekend() {
        // 2026-07-10 is a Friday.
        let friday = dates::moment_of("2026-07-10T16:00+08:00").unwrap();
        let due = working_days_after(friday, 2).unwrap();
        assert_eq!(told(Some(due)), "2026-07-14T16:00");
    }
}
