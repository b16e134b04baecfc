//! 今日: what needs doing, drawn from the ledgers each time it is asked.

use super::picture::Picture;
use super::standing;
use crate::bridge::file::Nothing;
use crate::bridge::today::{HandoffLine, Today};
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use chrono::{Datelike as _, NaiveDate};
use std::collections::BTreeMap;
use store::Query;

mod due;
pub(crate) mod expiring;
mod gaps;
mod hazards;
mod owed;
mod people;
mod supplies;
mod todos;
mod transfer;
mod walk;

/// Shows what needs doing today.
pub(crate) fn today(desk: &Desk, _: Nothing) -> Result<Today, Problem> {
    desk.with_office(|office| {
        let questions = super::matters::count_questions(office)?;
        let is_unsaved = super::backups::is_overdue(desk, office)?;
        let picture = Picture::of(desk, office)?;
        let conflicts = office.store.count_conflicts(None)?;
        let (due, due_total) = due::lines(&picture)?;
        let (gaps, gaps_total) = gaps::lines(desk, &picture)?;
        let period = standing::rates::period_of(&picture);
        let handoff = handoff(desk, office)?;
        let counts = counts(office)?;
        let people = counts.get("person").copied().unwrap_or_default();
        Ok(Today {
            heading: heading(picture.today),
            summary: summary(&picture)?,
            todos: todos::first_three(&picture, (conflicts, questions), is_unsaved)?,
            due,
            due_total,
            gaps,
            gaps_total,
            lamps: standing::lamps(desk, &picture)?,
            rates: standing::rates::all(&picture, period)?,
            walk: walk::steps(&picture, people, &handoff)?,
            handoff,
            counts,
            conflicts,
            questions,
        })
    })
}

fn heading(today: NaiveDate) -> String {
    const DAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    let weekday = today.weekday().num_days_from_monday() as usize;
    let weekday = DAYS.get(weekday).copied().unwrap_or_default();
    format!("{}月{}日 星期{weekday}", today.month(), today.day())
}

fn summary(picture: &Picture<'_>) -> Result<String, Problem> {
    Ok(format!(
        "{}未销号隐患{}处，危险区{}户。",
        season(picture),
        hazards::count_open(picture)?,
        picture.escorts.households
    ))
}

/// 汛期第42天, or nothing outside the seasons the profile names.
fn season(picture: &Picture<'_>) -> String {
    match (season_day(picture, "flood"), season_day(picture, "fire")) {
        (Some(days), _) => format!("汛期第{days}天。"),
        (None, Some(days)) => format!("森林防火期第{days}天。"),
        (None, None) => String::new(),
    }
}

/// Which day of the named season of the profile it is; a season may reach over the new year.
fn season_day(picture: &Picture<'_>, name: &str) -> Option<i64> {
    let (start, end) = (format!("{name}_start"), format!("{name}_end"));
    let (start, end) = (picture.profile.text(&start), picture.profile.text(&end));
    let today = picture.today;
    let in_year =
        |year: i32, day: &str| NaiveDate::parse_from_str(&format!("{year}-{day}"), "%Y-%m-%d").ok();
    let years = [today.year(), today.year() - 1];
    years.into_iter().find_map(|year| {
        let first = in_year(year, start)?;
        let last = in_year(year + i32::from(end < start), end)?;
        let is_in = first <= today && today <= last;
        is_in.then(|| today.signed_duration_since(first).num_days() + 1)
    })
}

fn counts(office: &Office) -> Result<BTreeMap<String, u64>, Problem> {
    let count = |spec: &&'static ledger::Spec| {
        let query = Query {
            area: office.scope(),
            ..Query::default()
        };
        Ok((spec.name.to_owned(), office.store.count(spec, &query)?))
    };
    let known = ledger::ALL.iter().filter(|spec| office.knows_of(spec));
    known.map(count).collect()
}

fn handoff(desk: &Desk, office: &Office) -> Result<HandoffLine, Problem> {
    let lines = super::handoff::office_lines(desk, office)?;
    Ok(lines.into_iter().next().map_or_else(
        || HandoffLine {
            office: String::new(),
            sent: String::new(),
            acknowledged: false,
            pending: 0,
            unsent: 0,
        },
        |line| HandoffLine {
            acknowledged: line.pending == line.unsent && !line.sent.is_empty(),
            office: line.name,
            sent: line.sent,
            pending: line.pending,
            unsent: line.unsent,
        },
    ))
}
