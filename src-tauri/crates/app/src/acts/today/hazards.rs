//! Hazards whose term ends.

use super::due::{Due, Family, Tone};
use crate::acts::alerts::when;
use crate::acts::picture::{Picture, one_of};
use crate::bridge::today::DueLine;
use crate::problem::Problem;
use ledger::dates::day_of;
use ledger::kinds::hazard::OPEN_STATES;
use store::{Order, Query, StoredRow};

/// Hazards shown one by one.
const EACH: usize = 6;

/// Open hazards, the longest overdue first, that satisfy the other conditions.
pub(super) fn open(picture: &Picture<'_>, query: Query) -> Result<Vec<StoredRow>, Problem> {
    let mut equals = query.equals;
    equals.push(one_of("status", OPEN_STATES));
    picture.rows(
        "hazard",
        Query {
            equals,
            sort: vec![("due_date", Order::Ascending)],
            ..query
        },
    )
}

/// How many hazards are open.
pub(super) fn count_open(picture: &Picture<'_>) -> Result<u64, Problem> {
    let query = Query {
        equals: vec![one_of("status", OPEN_STATES)],
        ..Query::default()
    };
    picture.count("hazard", query)
}

pub(super) fn due(picture: &Picture<'_>) -> Result<Family, Problem> {
    let notice = picture.thresholds.value("hazard_notice_days");
    let query = Query {
        before: vec![("due_date", picture.day_in(notice + 1).into())],
        ..Query::default()
    };
    let mut rows = open(picture, query)?;
    rows.sort_by_key(|stored| {
        let row = &stored.row;
        (
            row.text("grade") != "major",
            row.text("due_date").to_owned(),
        )
    });
    let shown = rows.iter().take(EACH).map(|row| line(picture, row, notice));
    Ok(Family {
        shown: shown.collect::<Result<_, _>>()?,
        total: rows.len(),
        rest: "条隐患快到期或已超期",
        ledger: "hazard",
        chip: Some("open"),
    })
}

fn line(picture: &Picture<'_>, hazard: &StoredRow, notice: i64) -> Result<Due, Problem> {
    let row = &hazard.row;
    let is_major = row.text("grade") == "major";
    let day = day_of(row.text("due_date")).unwrap_or(picture.today);
    Ok(Due {
        tone: if is_major { Tone::Red } else { Tone::Yellow },
        day,
        line: DueLine {
            level: if is_major { "重大" } else { "一般" }.to_owned(),
            what: row.text("description").to_owned(),
            place: row.text("location").to_owned(),
            who: picture.named("hazard", row, "owner_id")?,
            when: when(day, picture.today, notice),
            ledger: "hazard".to_owned(),
            id: hazard.id.to_string(),
            area: picture.area(&hazard.area),
            ..DueLine::default()
        },
    })
}
