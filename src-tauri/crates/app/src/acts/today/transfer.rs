//! What a transfer left behind: who went home without leave while the danger lasts, and who is
//! still missing of those who arrived (domain §8.3). Both threaten people and come first.

use super::due::{Due, EACH, Family, Tone};
use crate::acts::picture::{Picture, one_of};
use crate::bridge::today::DueLine;
use crate::problem::Problem;
use ledger::kinds::evac_entry;
use ledger::{Row, dates};
use store::{Query, StoredRow};

/// Days for which it is looked after, where nobody took the next step.
const DAYS: i64 = 3;

pub(super) fn families(picture: &Picture<'_>) -> Result<Vec<Family>, Problem> {
    let gone_home = Query {
        equals: vec![one_of("status", &["returned"])],
        lacking: vec!["return_ok_by"],
        ..Query::default()
    };
    let gone_home = picture.rows("evac_entry", gone_home)?;
    let gone_home = gone_home
        .into_iter()
        .filter(|one| is_recent(picture, &one.row, "returned_at"));
    let arrived = Query {
        equals: vec![one_of("status", &["arrived"])],
        ..Query::default()
    };
    let missing = picture
        .rows("evac_entry", arrived)?
        .into_iter()
        .filter(|one| {
            let is_short = evac_entry::people_safe(&one.row) < evac_entry::people(&one.row);
            is_short && is_recent(picture, &one.row, "arrived_at")
        });
    Ok(vec![
        family(picture, gone_home.collect(), "擅自返回，马上去劝")?,
        family(picture, missing.collect(), "到了，还缺人，马上去找")?,
    ])
}

/// Within days; a moment that nobody noted counts as now.
fn is_recent(picture: &Picture<'_>, row: &Row, field: &str) -> bool {
    let day = dates::day_of(row.text(field));
    day.is_none_or(|day| (picture.today - day).num_days() <= DAYS)
}

fn family(picture: &Picture<'_>, found: Vec<StoredRow>, says: &str) -> Result<Family, Problem> {
    let shown = found
        .iter()
        .take(EACH)
        .map(|stored| line(picture, stored, says));
    Ok(Family {
        shown: shown.collect::<Result<_, _>>()?,
        total: found.len(),
        rest: "户要去劝、去找",
        ledger: "evac_entry",
        chip: None,
    })
}

fn line(picture: &Picture<'_>, stored: &StoredRow, says: &str) -> Result<Due, Problem> {
    let row = &stored.row;
    let who = who(picture, row)?;
    Ok(Due {
        tone: Tone::Red,
        day: picture.today,
        line: DueLine {
            level: "转移".to_owned(),
            what: format!("{who}{says}"),
            place: row.text("group").to_owned(),
            who: picture.named("evac_entry", row, "escort_id")?,
            when: "现在".to_owned(),
            ledger: "evac_entry".to_owned(),
            id: stored.id.to_string(),
            area: picture.area(&stored.area),
            ..DueLine::default()
        },
    })
}

/// The head of the household, or where the people from outside are.
fn who(picture: &Picture<'_>, row: &Row) -> Result<String, Problem> {
    let Ok(id) = row.text("household_id").parse() else {
        return Ok(row.text("place").to_owned());
    };
    let home = picture.target("household", id)?;
    let head = home.map(|home| picture.named("household", &home.row, "head_id"));
    match head.transpose()?.filter(|name| !name.is_empty()) {
        Some(name) => Ok(name),
        None => picture.named("evac_entry", row, "household_id"),
    }
}
