//! The rates of a station (domain §2.14): each a numerator over a denominator, of a period. An
//! empty denominator is no rate at all, never 100 %. They show a village itself and rank nobody;
//! the four times of 1-3-5-10 are no rate (domain §8.1).

use crate::dates::{day_of, moment_of};
use crate::kinds::callout::is_answered;
use crate::kinds::{annual_plan_item, evac_entry};
use crate::value::Row;
use chrono::{Datelike as _, NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;

/// A rate with what it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Stable name.
    pub name: &'static str,
    /// What it measures, in Chinese.
    pub label: &'static str,
    /// What was reached.
    pub numerator: u64,
    /// What was owed.
    pub denominator: u64,
}

impl Rate {
    /// Whole percent, rounded down; none where nothing was owed.
    pub fn percent(&self) -> Option<u64> {
        self.numerator
            .saturating_mul(100)
            .checked_div(self.denominator)
    }
}

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Period {
    /// Whether the stored day or moment lies in it.
    pub fn holds(self, stored: &str) -> bool {
        day_of(stored).is_some_and(|day| self.from <= day && day <= self.to)
    }

    /// Whether the stored span touches it; a span without an end goes on.
    fn touches(self, start: &str, end: &str) -> bool {
        day_of(start).is_none_or(|day| day <= self.to)
            && day_of(end).is_none_or(|day| self.from <= day)
    }

    fn has_year(self, year: i64) -> bool {
        (i64::from(self.from.year())..=i64::from(self.to.year())).contains(&year)
    }
}

fn count<'a>(rows: impl Iterator<Item = &'a Row>) -> u64 {
    rows.count() as u64
}

/// Hazards whose term ended in the period; what was found untrue or twice owes nothing.
fn fell_due<'a>(hazards: &[&'a Row], period: Period) -> Vec<&'a Row> {
    let owes = |row: &&&Row| !matches!(row.text("status"), "rejected" | "duplicate");
    let hazards = hazards.iter().filter(owes);
    hazards
        .filter(|row| period.holds(row.text("due_date")))
        .copied()
        .collect()
}

/// 隐患整改率: closed among those whose term ended in the period (到期已销号 / 到期应销号).
pub fn rectified(hazards: &[&Row], period: Period) -> Rate {
    let due = fell_due(hazards, period);
    let closed = due.iter().filter(|row| row.text("status") == "closed");
    Rate {
        name: "rectified",
        label: "隐患整改率",
        numerator: count(closed.copied()),
        denominator: due.len() as u64,
    }
}

/// 按期整改率: closed on the last day of the term or earlier, among the same.
pub fn rectified_on_time(hazards: &[&Row], period: Period) -> Rate {
    let due = fell_due(hazards, period);
    let on_time = due.iter().filter(|row| {
        let closed = day_of(row.text("closed_at"));
        row.text("status") == "closed" && closed.is_some() && closed <= day_of(row.text("due_date"))
    });
    Rate {
        name: "rectified_on_time",
        label: "按期整改率",
        numerator: count(on_time.copied()),
        denominator: due.len() as u64,
    }
}

/// 检查符合率: 合格 among 合格 and 不合格, over the items of the inspections of a period.
pub fn conforming(items: &[&Row]) -> Rate {
    let with = |result: &'static str| {
        let found = items.iter().filter(move |row| row.text("result") == result);
        count(found.copied())
    };
    let pass = with("pass");
    Rate {
        name: "conforming",
        label: "检查符合率",
        numerator: pass,
        denominator: pass + with("fail"),
    }
}

/// The tries of the period, by event and by who was called: one person called three times is one.
fn called<'a>(callouts: &[&'a Row], period: Period) -> Vec<Vec<&'a Row>> {
    let mut targets: BTreeMap<[String; 3], Vec<&Row>> = BTreeMap::new();
    let tried = |row: &&&Row| {
        let moments = ["called_at", "answered_at"];
        moments.iter().any(|name| period.holds(row.text(name)))
    };
    for (place, row) in callouts.iter().filter(tried).enumerate() {
        let event = format!("{} {}", row.text("warning_id"), row.text("incident_id"));
        let who = format!("{} {}", row.text("target_id"), row.text("household_id"));
        let nobody = if who.trim().is_empty() {
            place.to_string()
        } else {
            String::new()
        };
        targets.entry([event, who, nobody]).or_default().push(row);
    }
    targets.into_values().collect()
}

/// 叫应率: who answered among who was called. Rows of exercises are the caller's to leave out.
pub fn answered(callouts: &[&Row], period: Period) -> Rate {
    let targets = called(callouts, period);
    let reached = targets
        .iter()
        .filter(|tries| tries.iter().any(|row| is_answered(row)));
    Rate {
        name: "answered",
        label: "叫应率",
        numerator: reached.count() as u64,
        denominator: targets.len() as u64,
    }
}

/// 五分钟叫应率: who answered within so many minutes of the first try, among who was called.
pub fn answered_within(callouts: &[&Row], minutes: u64, period: Period) -> Rate {
    let targets = called(callouts, period);
    let in_time = targets.iter().filter(|tries| {
        minutes_to_answer(tries)
            .and_then(|taken| u64::try_from(taken).ok())
            .is_some_and(|taken| taken <= minutes)
    });
    Rate {
        name: "answered_in_time",
        label: "限时叫应率",
        numerator: in_time.count() as u64,
        denominator: targets.len() as u64,
    }
}

fn minutes_to_answer(tries: &[&Row]) -> Option<i64> {
    let called = |row: &&Row| moment_of(row.text("called_at"));
    let first = tries.iter().filter_map(called).min()?;
    let answered = tries.iter().filter_map(|row| answer(row)).min()?;
    Some((answered - first).num_minutes())
}

/// When somebody answered: as noted, else the call that was confirmed.
fn answer(row: &Row) -> Option<NaiveDateTime> {
    moment_of(row.text("answered_at")).or_else(|| {
        let confirmed = is_answered(row).then(|| row.text("called_at"))?;
        moment_of(confirmed)
    })
}

/// 转移完成率: people in safety among people to be brought away, over the entries of one event.
/// People are counted, not households; whoever is known to be elsewhere is owed nothing.
pub fn evacuated(entries: &[&Row]) -> Rate {
    Rate {
        name: "evacuated",
        label: "转移完成率",
        numerator: entries.iter().map(|row| evac_entry::people_safe(row)).sum(),
        denominator: entries.iter().map(|row| evac_entry::people_owed(row)).sum(),
    }
}

/// 物资达标率: items of which at least the minimum is there, among those that have one. With each
/// item comes what of it counts, in thousandths; nothing where it is only promised.
pub fn stocked(items: &[(Option<i64>, &Row)]) -> Rate {
    let has_minimum = |(counted, item): &(Option<i64>, &Row)| {
        let minimum = item.get("min_qty").int().filter(|minimum| *minimum > 0)?;
        counted.map(|counted| counted >= minimum)
    };
    let held: Vec<bool> = items.iter().filter_map(has_minimum).collect();
    Rate {
        name: "stocked",
        label: "物资达标率",
        numerator: held.iter().filter(|enough| **enough).count() as u64,
        denominator: held.len() as u64,
    }
}

/// How many times the annual plan owes this duty (list `annual_duty`) in the years of the period.
pub fn owed(plan_items: &[&Row], duty: &str, period: Period) -> u64 {
    let of_these_years = plan_items.iter().filter(|row| {
        let year = row.get("plan_year").int();
        row.text("kind") == duty && year.is_some_and(|year| period.has_year(year))
    });
    of_these_years
        .map(|row| annual_plan_item::times_owed(row))
        .sum()
}

/// 演练完成率: drills held in the period among those owed; more than was owed is not more than all.
pub fn drilled(drills: &[&Row], owed: u64, period: Period) -> Rate {
    let was_held = |row: &&&Row| {
        matches!(row.text("status"), "held" | "evaluated" | "closed")
            && period.holds(row.text("held_at"))
    };
    Rate {
        name: "drilled",
        label: "演练完成率",
        numerator: count(drills.iter().filter(was_held).copied()).min(owed),
        denominator: owed,
    }
}

/// 培训完成率: trainings held in the period among those owed.
pub fn trained(trainings: &[&Row], owed: u64, period: Period) -> Rate {
    let was_held = |row: &&&Row| {
        matches!(row.text("status"), "held" | "assessed") && period.holds(row.text("held_on"))
    };
    Rate {
        name: "trained",
        label: "培训完成率",
        numerator: count(trainings.iter().filter(was_held).copied()).min(owed),
        denominator: owed,
    }
}

/// 责任书签订率: signed among the letters whose term touches the period; a void one is owed by
/// nobody, and one that ran out is owed again.
pub fn letters_signed(letters: &[&Row], period: Period) -> Rate {
    let in_force: Vec<&&Row> = letters
        .iter()
        .filter(|row| row.text("status") != "void")
        .filter(|row| period.touches(row.text("start_on"), row.text("end_on")))
        .collect();
    let signed = in_force
        .iter()
        .filter(|row| matches!(row.text("status"), "signed" | "renewed"));
    Rate {
        name: "letters_signed",
        label: "责任书签订率",
        numerator: signed.count() as u64,
        denominator: in_force.len() as u64,
    }
}

#[cfg(test)]
mod tests;
