//! The rates of a station over its books: `ledger::rates` says what each counts, here are the
//! rows it counts. Exercises and tests are left out of what was called and brought away.

use super::yearly;
use crate::acts::picture::Picture;
use crate::bridge::standing::Rate;
use crate::problem::Problem;
use crate::thresholds::Thresholds;
use chrono::{Datelike as _, Days, NaiveDate};
use ledger::rates::{self, Period};
use ledger::{Row, RowId};
use std::collections::{BTreeMap, BTreeSet};
use store::{Query, StoredRow};

/// What the rates look back on: so many days up to today, as the threshold says.
pub(crate) fn period_of(picture: &Picture<'_>) -> Period {
    let days = picture.thresholds.value("rate_days").unsigned_abs();
    let back = Days::new(days.saturating_sub(1));
    Period {
        from: picture
            .today
            .checked_sub_days(back)
            .unwrap_or(picture.today),
        to: picture.today,
    }
}

/// 4月13日到7月12日.
pub(crate) fn period_words(period: Period) -> String {
    let day = |day: NaiveDate| day.format("%-m月%-d日").to_string();
    format!("{}到{}", day(period.from), day(period.to))
}

/// Every rate of a period, in the order of the domain's list.
pub(crate) fn all(picture: &Picture<'_>, period: Period) -> Result<Vec<Rate>, Problem> {
    let words = period_words(period);
    let mut rates = of_hazards(picture, period)?;
    rates.push(rates::conforming(&refs(&inspected(picture, period)?)));
    rates.extend(of_the_night(picture, period)?);
    rates.push(rates::letters_signed(
        &refs(&letters(picture, period)?),
        period,
    ));
    let mut shown: Vec<Rate> = rates
        .into_iter()
        .map(|rate| view(rate, &words, &picture.thresholds))
        .collect();
    if picture.is_village() {
        shown.push(view(stocked(picture), "今天", &picture.thresholds));
        shown.extend(of_the_year(picture, period)?);
    }
    Ok(shown)
}

fn view(rate: rates::Rate, period: &str, thresholds: &Thresholds) -> Rate {
    let percent = rate.percent();
    let at_least = |percent: u64, name| percent >= thresholds.value(name).unsigned_abs();
    let tone = match percent {
        None => "none",
        Some(percent) if at_least(percent, "green_percent") => "green",
        Some(percent) if at_least(percent, "blue_percent") => "blue",
        Some(percent) if at_least(percent, "yellow_percent") => "yellow",
        Some(_) => "red",
    };
    Rate {
        name: rate.name.to_owned(),
        label: rate.label.to_owned(),
        period: period.to_owned(),
        numerator: rate.numerator,
        denominator: rate.denominator,
        percent,
        tone: tone.to_owned(),
    }
}

fn refs(rows: &[StoredRow]) -> Vec<&Row> {
    rows.iter().map(|stored| &stored.row).collect()
}

/// Rows whose day lies in the period.
pub(crate) fn within(
    picture: &Picture<'_>,
    (ledger, day): (&str, &'static str),
    period: Period,
) -> Result<Vec<StoredRow>, Problem> {
    let text = |day: NaiveDate| day.format("%Y-%m-%d").to_string();
    let after = period.to.succ_opt().unwrap_or(period.to);
    let query = Query {
        since: vec![(day, text(period.from).into())],
        before: vec![(day, text(after).into())],
        ..Query::default()
    };
    picture.rows(ledger, query)
}

fn of_hazards(picture: &Picture<'_>, period: Period) -> Result<Vec<rates::Rate>, Problem> {
    let due = within(picture, ("hazard", "due_date"), period)?;
    let due = refs(&due);
    Ok(vec![
        rates::rectified(&due, period),
        rates::rectified_on_time(&due, period),
    ])
}

/// Items of the inspections of the period.
pub(crate) fn inspected(picture: &Picture<'_>, period: Period) -> Result<Vec<StoredRow>, Problem> {
    let inspections = within(picture, ("inspection", "checked_at"), period)?;
    of_each(picture, &inspections, ("inspection_item", "inspection_id"))
}

/// Rows that point to one of these.
fn of_each(
    picture: &Picture<'_>,
    targets: &[StoredRow],
    (ledger, field): (&str, &'static str),
) -> Result<Vec<StoredRow>, Problem> {
    let mut found = Vec::new();
    for target in targets {
        let query = Query {
            area: Some(target.area.clone()),
            equals: vec![(field, vec![target.id.to_string().into()])],
            ..Query::default()
        };
        found.extend(picture.rows(ledger, query)?);
    }
    Ok(found)
}

/// Who answered, and who was brought away, at what really happened.
fn of_the_night(picture: &Picture<'_>, period: Period) -> Result<Vec<rates::Rate>, Problem> {
    let warnings = within(picture, ("warning", "received_at"), period)?;
    let incidents = within(picture, ("incident", "occurred_at"), period)?;
    let (unreal, real): (Vec<_>, Vec<_>) = warnings
        .into_iter()
        .partition(|stored| !matches!(stored.row.text("status"), "" | "actual"));
    let unreal: BTreeSet<RowId> = unreal.iter().map(|stored| stored.id).collect();
    let mut callouts = within(picture, ("callout", "called_at"), period)?;
    callouts.retain(|stored| {
        let warning = stored.row.text("warning_id").parse();
        warning.map_or(true, |id: RowId| !unreal.contains(&id))
    });
    let mut entries: BTreeMap<RowId, StoredRow> = BTreeMap::new();
    let of_warnings = of_each(picture, &real, ("evac_entry", "warning_id"))?;
    let of_incidents = of_each(picture, &incidents, ("evac_entry", "incident_id"))?;
    for entry in of_warnings.into_iter().chain(of_incidents) {
        entries.insert(entry.id, entry);
    }
    let entries: Vec<StoredRow> = entries.into_values().collect();
    let minutes = picture
        .thresholds
        .value("callout_answer_minutes")
        .unsigned_abs();
    let callouts = refs(&callouts);
    Ok(vec![
        rates::answered(&callouts, period),
        rates::answered_within(&callouts, minutes, period),
        rates::evacuated(&refs(&entries)),
    ])
}

fn letters(picture: &Picture<'_>, period: Period) -> Result<Vec<StoredRow>, Problem> {
    let from = period.from.format("%Y-%m-%d").to_string();
    let mut letters = picture.rows("responsibility_letter", Query::default())?;
    letters.retain(|stored| {
        let end = stored.row.text("end_on");
        end.is_empty() || end >= from.as_str()
    });
    Ok(letters)
}

/// 物资达标率 counts what the alerts count.
fn stocked(picture: &Picture<'_>) -> rates::Rate {
    let day = picture.day();
    let items: Vec<(Option<i64>, &Row)> = picture
        .stocks
        .iter()
        .map(|stock| (stock.counted(&day), &stock.item.row))
        .collect();
    rates::stocked(&items)
}

/// Drills and trainings are owed by the year, whatever the period.
fn of_the_year(picture: &Picture<'_>, period: Period) -> Result<Vec<Rate>, Problem> {
    let year = period.to.year();
    let whole = yearly::whole(year);
    let drills = within(picture, ("drill", "held_at"), whole)?;
    let trainings = within(picture, ("training", "held_on"), whole)?;
    let (mut for_drills, mut for_trainings) = (0, 0);
    for duty in yearly::of_year(picture, year)? {
        match duty.ledger {
            "drill" => for_drills = duty.owed,
            "training" => for_trainings = duty.owed,
            _ => {}
        }
    }
    let words = format!("{year}年");
    Ok(vec![
        view(
            rates::drilled(&refs(&drills), for_drills, whole),
            &words,
            &picture.thresholds,
        ),
        view(
            rates::trained(&refs(&trainings), for_trainings, whole),
            &words,
            &picture.thresholds,
        ),
    ])
}
