//! What a year owes: drills, trainings, publicity, meetings, by the annual plan where there is one
//! and else by the thresholds (domain §1 F62, F75).

use crate::acts::picture::Picture;
use crate::problem::Problem;
use chrono::{Datelike as _, NaiveDate};
use ledger::dates::day_of;
use ledger::rates::{self, Period};
use ledger::{Row, Value};
use store::{Query, StoredRow};

/// One duty of the year.
pub(crate) struct Yearly {
    /// 演练, 培训 …
    pub(crate) label: &'static str,
    /// Ledger in which it is done.
    pub(crate) ledger: &'static str,
    /// How often it was done this year.
    pub(crate) done: u64,
    /// How often it has to be.
    pub(crate) owed: u64,
    /// By when the next one is due.
    pub(crate) due: NaiveDate,
}

impl Yearly {
    /// How often it is still to be done.
    pub(crate) fn lacking(&self) -> u64 {
        self.owed.saturating_sub(self.done)
    }
}

/// A kind of duty and how its doing is known.
struct Duty {
    /// Code in the annual plan.
    code: &'static str,
    label: &'static str,
    ledger: &'static str,
    /// Field that holds the day it was done.
    day: &'static str,
    /// States in which it was not done.
    undone: &'static [&'static str],
    /// Threshold that holds without an annual plan; empty if none does.
    threshold: &'static str,
}

static DUTIES: &[Duty] = &[
    Duty {
        code: "drill",
        label: "演练",
        ledger: "drill",
        day: "held_at",
        undone: &["planned", "cancelled"],
        threshold: "drills_per_year",
    },
    Duty {
        code: "training",
        label: "培训",
        ledger: "training",
        day: "held_on",
        undone: &["planned"],
        threshold: "trainings_per_year",
    },
    Duty {
        code: "publicity",
        label: "宣传",
        ledger: "publicity",
        day: "held_on",
        undone: &[],
        threshold: "",
    },
    Duty {
        code: "meeting",
        label: "会商",
        ledger: "consultation",
        day: "held_at",
        undone: &[],
        threshold: "",
    },
];

/// The duties of the running year of the office itself.
pub(crate) fn of_this_year(picture: &Picture<'_>) -> Result<Vec<Yearly>, Problem> {
    of_year(picture, picture.today.year())
}

/// The duties of a year of the office itself.
pub(crate) fn of_year(picture: &Picture<'_>, year: i32) -> Result<Vec<Yearly>, Problem> {
    let area = picture.own.clone();
    let planned = picture.rows(
        "annual_plan_item",
        Query {
            area: Some(area.clone()),
            equals: vec![("plan_year", vec![Value::Int(year.into())])],
            ..Query::default()
        },
    )?;
    let planned: Vec<&Row> = planned.iter().map(|stored| &stored.row).collect();
    let mut duties = Vec::new();
    for duty in DUTIES {
        let days = super::rates::within(picture, (duty.ledger, duty.day), whole(year))?;
        let is_done = |stored: &&StoredRow| {
            stored.area == area && !duty.undone.contains(&stored.row.text("status"))
        };
        let done = days.iter().filter(is_done).count() as u64;
        duties.push(duty.reckon(picture, &planned, year, done));
    }
    Ok(duties)
}

impl Duty {
    fn reckon(&self, picture: &Picture<'_>, planned: &[&Row], year: i32, done: u64) -> Yearly {
        let period = whole(year);
        let is_meant = |item: &&&Row| item.text("kind") == self.code;
        let items: Vec<&Row> = planned.iter().filter(is_meant).copied().collect();
        let owed = if items.is_empty() {
            picture.thresholds.value(self.threshold).unsigned_abs()
        } else {
            rates::owed(&items, self.code, period)
        };
        let days = items
            .iter()
            .filter_map(|item| day_of(item.text("due_date")));
        Yearly {
            label: self.label,
            ledger: self.ledger,
            done,
            owed,
            due: days.min().unwrap_or(period.to),
        }
    }
}

/// All days of a year.
pub(super) fn whole(year: i32) -> Period {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    Period {
        from: day(1, 1),
        to: day(12, 31),
    }
}

/// Whether nothing of a ledger was written this year or planned for it.
pub(crate) fn is_untold(picture: &Picture<'_>, ledger: &str) -> Result<bool, Problem> {
    let area = Some(picture.own.clone());
    let query = Query {
        area,
        ..Query::default()
    };
    Ok(picture.count(ledger, query)? == 0)
}
