//! What is owed at its time: readings of monitoring points, shifts that nobody has, a count of
//! the stock, the drills and trainings of the year, signatures that were only spoken.

use super::due::{Due, EACH, Family, Tone};
use crate::acts::alerts::when;
use crate::acts::picture::{Picture, one_of};
use crate::acts::standing::yearly;
use crate::bridge::today::DueLine;
use crate::problem::Problem;
use chrono::{Days, Months, NaiveDate};
use ledger::Row;
use ledger::dates::day_of;
use std::collections::{BTreeMap, BTreeSet};
use store::{Order, Query, StoredRow};

pub(super) fn families(picture: &Picture<'_>) -> Result<Vec<Family>, Problem> {
    Ok(vec![
        readings(picture)?,
        shifts(picture)?,
        stocktake(picture)?,
        of_the_year(picture)?,
        plans(picture)?,
        spoken(picture),
    ])
}

/// Points whose last reading is older than their cycle allows.
fn readings(picture: &Picture<'_>) -> Result<Family, Problem> {
    let mut owed = Vec::new();
    for point in picture.rows("monitor_point", Query::default())? {
        let Some(days) = cycle_days(picture, &point.row)? else {
            continue;
        };
        let last = last_reading(picture, &point)?;
        let due = last.map_or(Some(picture.today), |day| {
            day.checked_add_days(Days::new(days))
        });
        if let Some(due) = due.filter(|due| *due <= picture.today) {
            owed.push((due, last.is_none(), point));
        }
    }
    owed.sort_by_key(|(due, _, point)| (*due, point.id));
    let shown = owed
        .iter()
        .take(EACH)
        .map(|(due, is_first, point)| reading_line(picture, (*due, *is_first), point));
    Ok(Family {
        shown: shown.collect::<Result<_, _>>()?,
        total: owed.len(),
        rest: "个监测点该看了",
        ledger: "monitor_point",
        chip: None,
    })
}

/// Days between two readings of a point: by its own cycle, else by that of its risk point.
fn cycle_days(picture: &Picture<'_>, point: &Row) -> Result<Option<u64>, Problem> {
    let mut cycle = point.text("cycle").to_owned();
    if cycle.is_empty()
        && let Ok(id) = point.text("risk_point_id").parse()
    {
        let risk_point = picture.target("risk_point", id)?;
        cycle = risk_point.map_or_else(String::new, |stored| {
            stored.row.text("monitor_cycle").to_owned()
        });
    }
    let threshold = match cycle.as_str() {
        "hourly" | "two_hourly" => "hourly_reading_days",
        "daily" => "daily_reading_days",
        "weekly" => "weekly_reading_days",
        "half_monthly" => "half_monthly_reading_days",
        "monthly" => "monthly_reading_days",
        // Around rain a reading is owed by the weather, which no calendar knows.
        _ => return Ok(None),
    };
    Ok(Some(picture.thresholds.value(threshold).unsigned_abs()))
}

fn last_reading(picture: &Picture<'_>, point: &StoredRow) -> Result<Option<NaiveDate>, Problem> {
    let query = Query {
        area: Some(point.area.clone()),
        equals: vec![("point_id", vec![point.id.to_string().into()])],
        sort: vec![("read_at", Order::Descending)],
        limit: 1,
        ..Query::default()
    };
    let rows = picture.rows("monitor_reading", query)?;
    Ok(rows
        .first()
        .and_then(|stored| day_of(stored.row.text("read_at"))))
}

fn reading_line(
    picture: &Picture<'_>,
    (day, is_first): (NaiveDate, bool),
    point: &StoredRow,
) -> Result<Due, Problem> {
    let row = &point.row;
    let says = if is_first {
        "还没有看过"
    } else {
        "该看了"
    };
    Ok(Due {
        tone: Tone::by_day(day, picture.today),
        day,
        line: DueLine {
            level: "监测".to_owned(),
            what: format!("{}{says}", row.text("name")),
            place: row.text("location").to_owned(),
            who: picture.named("monitor_point", row, "keeper_a")?,
            when: when(day, picture.today, 0),
            ledger: "monitor_point".to_owned(),
            id: point.id.to_string(),
            area: picture.area(&point.area),
            ..DueLine::default()
        },
    })
}

/// Days ahead for which nobody is on duty, of every office that keeps a roster at all.
fn shifts(picture: &Picture<'_>) -> Result<Family, Problem> {
    let ahead = picture.thresholds.value("duty_ahead_days");
    let rows = picture.rows(
        "duty_shift",
        Query {
            since: vec![("on_date", picture.day().into())],
            before: vec![("on_date", picture.day_in(ahead).into())],
            ..Query::default()
        },
    )?;
    let mut covered: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for stored in rows
        .iter()
        .filter(|stored| stored.row.text("status") != "vacant")
    {
        let days = covered.entry(&stored.area).or_default();
        days.insert(stored.row.text("on_date"));
    }
    let mut shown = Vec::new();
    for area in picture.keepers("duty_shift")? {
        let has = |day: &NaiveDate| {
            let day = day.format("%Y-%m-%d").to_string();
            covered
                .get(area.as_str())
                .is_some_and(|days| days.contains(day.as_str()))
        };
        let days = (0..ahead.unsigned_abs())
            .filter_map(|day| picture.today.checked_add_days(Days::new(day)));
        let open: Vec<NaiveDate> = days.filter(|day| !has(day)).collect();
        shown.extend(shift_line(picture, &area, &open));
    }
    Ok(Family::of_villages(shown, ("个村的班没排满", "duty_shift")))
}

fn shift_line(picture: &Picture<'_>, area: &str, open: &[NaiveDate]) -> Option<Due> {
    let first = *open.first()?;
    let days: Vec<String> = open
        .iter()
        .map(|day| day.format("%-m月%-d日").to_string())
        .collect();
    Some(Due {
        tone: if first == picture.today {
            Tone::Yellow
        } else {
            Tone::Plain
        },
        day: first,
        line: DueLine {
            level: "值班".to_owned(),
            what: format!("{}没有人值班", days.join("、")),
            when: when(first, picture.today, i64::MAX),
            ledger: "duty_shift".to_owned(),
            area: picture.area(area),
            ..DueLine::default()
        },
    })
}

/// The stock of a village is to be counted every month in the flood season, else every quarter.
fn stocktake(picture: &Picture<'_>) -> Result<Family, Problem> {
    if picture.stocks.is_empty() || !picture.is_village() {
        return Ok(Family::whole(Vec::new()));
    }
    let is_season = super::season_day(picture, "flood").is_some();
    let threshold = if is_season {
        "stocktake_season_days"
    } else {
        "stocktake_days"
    };
    let days = picture.thresholds.value(threshold).unsigned_abs();
    let rows = picture.rows(
        "supply_check",
        Query {
            sort: vec![("checked_on", Order::Descending)],
            limit: 1,
            ..Query::default()
        },
    )?;
    let last = rows
        .first()
        .and_then(|stored| day_of(stored.row.text("checked_on")));
    let due = last.map_or(Some(picture.today), |day| {
        day.checked_add_days(Days::new(days))
    });
    let due = due.filter(|due| *due <= picture.today).map(|day| Due {
        tone: Tone::Plain,
        day,
        line: DueLine {
            level: "盘点".to_owned(),
            what: if last.is_none() {
                "物资还没有盘点过"
            } else {
                "物资该盘点了"
            }
            .to_owned(),
            when: when(day, picture.today, 0),
            ledger: "supply_check".to_owned(),
            ..DueLine::default()
        },
    });
    Ok(Family::whole(due.into_iter().collect()))
}

/// Words spoken for a signature that nobody has confirmed yet (domain §8.4). The line leads to
/// the record they were about.
fn spoken(picture: &Picture<'_>) -> Family {
    let shown = picture.spoken.iter().take(EACH).map(|said| Due {
        tone: if said.is_overdue {
            Tone::Yellow
        } else {
            Tone::Plain
        },
        day: picture.today,
        line: DueLine {
            level: "补签".to_owned(),
            what: format!("“{}”只有口头同意，还没有补签", said.step_label),
            who: said.signer.clone(),
            when: if said.is_overdue {
                "超时限"
            } else {
                "今天"
            }
            .to_owned(),
            ledger: said.ledger.clone(),
            id: said.about.clone(),
            ..DueLine::default()
        },
    });
    Family {
        shown: shown.collect(),
        total: picture.spoken.len(),
        rest: "处口头同意要补签",
        ledger: "sign_off",
        chip: Some("unconfirmed"),
    }
}

/// Plans in force that nobody gave a day of review: so many years after their approval.
fn plans(picture: &Picture<'_>) -> Result<Family, Problem> {
    let years = u32::try_from(picture.thresholds.value("plan_review_years")).unwrap_or_default();
    let notice = picture.thresholds.value("plan_notice_days");
    let query = Query {
        equals: vec![one_of("status", &["published", "revising"])],
        lacking: vec!["next_review"],
        ..Query::default()
    };
    let mut shown = Vec::new();
    for stored in picture.rows("plan", query)? {
        let approved = day_of(stored.row.text("approved_on"));
        let day = approved.and_then(|day| day.checked_add_months(Months::new(12 * years)));
        let Some(day) = day.filter(|day| !when(*day, picture.today, notice).is_empty()) else {
            continue;
        };
        let title = picture.title("plan", &stored.row)?;
        shown.push(Due {
            tone: Tone::by_day(day, picture.today),
            day,
            line: DueLine {
                level: "预案".to_owned(),
                what: format!("{title}该评估了"),
                when: when(day, picture.today, notice),
                ledger: "plan".to_owned(),
                id: stored.id.to_string(),
                area: picture.area(&stored.area),
                ..DueLine::default()
            },
        });
    }
    Ok(Family::of_villages(shown, ("份预案该评估", "plan")))
}

/// Drills and trainings that the year still owes.
fn of_the_year(picture: &Picture<'_>) -> Result<Family, Problem> {
    if !picture.is_village() {
        return Ok(Family::whole(Vec::new()));
    }
    let duties = yearly::of_this_year(picture)?;
    let owed = duties.iter().filter(|duty| duty.lacking() > 0);
    let shown = owed.map(|duty| Due {
        tone: Tone::by_day(duty.due, picture.today),
        day: duty.due,
        line: DueLine {
            level: duty.label.to_owned(),
            what: format!("今年{}还差{}次", duty.label, duty.lacking()),
            when: when(duty.due, picture.today, i64::MAX),
            ledger: duty.ledger.to_owned(),
            ..DueLine::default()
        },
    });
    Ok(Family::whole(shown.collect()))
}
