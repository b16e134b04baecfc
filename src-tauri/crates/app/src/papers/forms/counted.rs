//! What forms say that stands in no field: how many people a household has, whom to call there, when
//! somebody arrived, in which unit a point is read. In the file of forms such a path begins with @.

use super::roster;
use crate::papers::homes::{self, Homes};
use crate::papers::{Gather, texts};
use crate::problem::Problem;
use ledger::kinds::evac_entry;
use ledger::{Row, Value, numbers};
use print::documents::{self, Audience};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use store::StoredRow;

/// Whom a transfer is about that is no household.
const OUTSIDERS: &str = "外来的人";
/// Of a point that is watched for signs.
const NO_FIGURE: &str = "看现象，不定数";
/// Of a line that nobody wrote down.
const NO_LINE: &str = "没有登记，问镇里";
/// Units of readings on a form for any point.
const UNITS: &str = "（毫米、米）";
/// A day to write in, and two of them, which fill a line of an official text.
pub(super) const A_DAY: &str = "＿＿＿＿年＿＿月＿＿日";
const POSTING: &str = "＿＿＿年＿＿月＿＿日至＿＿＿年＿＿月＿＿日";
/// Lines for what a hand writes of a risk of unknown kind.
const DUTIES: usize = 3;

/// What counting begins from.
#[derive(Default)]
pub(super) struct Counted {
    /// Who lives where, read when it is first asked for.
    homes: OnceCell<Homes>,
    /// The day that stands above the list: its rows tell the clock alone.
    day: String,
}

impl Counted {
    /// For a list of what happened on a day.
    pub(super) fn on(day: &str) -> Self {
        Self {
            day: day.to_owned(),
            ..Self::default()
        }
    }

    fn homes(&self, gather: &Gather<'_>) -> Result<&Homes, Problem> {
        if self.homes.get().is_none() {
            // Nobody else can have set it between.
            let _ = self.homes.set(Homes::of(gather)?);
        }
        self.homes
            .get()
            .ok_or_else(|| Problem::internal("papers", &"homes were not read"))
    }

    /// What is counted over every household in danger; nothing where there is none.
    pub(super) fn of_all(&self, gather: &Gather<'_>, name: &str) -> Result<String, Problem> {
        if name == "posting" {
            return posting(gather);
        }
        if name == "span" {
            return roster::span(gather);
        }
        if !matches!(name, "households" | "people" | "helped") {
            return Ok(String::new());
        }
        let mut households = gather.office.all("household")?;
        households.retain(|stored| stored.row.get("in_danger_zone").is_true());
        if households.is_empty() {
            return Ok(String::new());
        }
        let homes = self.homes(gather)?;
        let total = homes.total(&households);
        if let Some(lack) = total.lack() {
            gather.lacks.once(lack);
        }
        let helped = || {
            let each = households.iter().map(|stored| homes.home(stored).helped());
            each.sum::<usize>()
        };
        let count = match name {
            "households" => Some(households.len()),
            "people" => total.people,
            "helped" => total.people.map(|_| helped()),
            _ => None,
        };
        Ok(count.map_or_else(String::new, |count| count.to_string()))
    }

    /// What is counted of one row.
    pub(super) fn of_row(
        &self,
        gather: &Gather<'_>,
        name: &str,
        stored: &StoredRow,
    ) -> Result<String, Problem> {
        let row = &stored.row;
        match name {
            "people" => {
                let people = self.homes(gather)?.home(stored).people();
                Ok(people.map_or_else(String::new, |people| people.to_string()))
            }
            "helps" if gather.audience == Audience::Duty => {
                let home = self.homes(gather)?.home(stored);
                Ok(home.helps(&gather.lists()))
            }
            "phone" => self.homes(gather)?.home(stored).phone(gather, stored),
            "address" => Ok(homes::address(gather.audience, row)),
            "who" | "where" => moved(gather, name, row),
            "owed" => Ok(evac_entry::people(row).to_string()),
            "arrived" => Ok(arrived(row)),
            "notified_at" | "left_at" | "arrived_at" => Ok(clock(row, (name, &self.day))),
            "unit" => Ok(unit(gather, row)),
            "weekday" => Ok(roster::weekday(row)),
            "prepare_line" | "leave_line" => Ok(line(gather, row, name)),
            _ => Ok(String::new()),
        }
    }
}

/// What an empty form says in place of what is counted of a row.
pub(super) fn to_write_in(name: &str) -> &'static str {
    match name {
        "unit" => UNITS,
        "posting" => POSTING,
        _ => "",
    }
}

/// Share of the width of a counted column.
pub(super) fn weight(path: &str) -> u16 {
    match path.trim_start_matches('@') {
        "people" | "owed" | "arrived" | "weekday" => 4,
        "helps" | "phone" => 11,
        "address" => 12,
        "goods" => 22,
        "notified_at" | "left_at" | "arrived_at" => 7,
        _ => 9,
    }
}

/// What whoever is responsible for a risk point does; lines to write on where it is of no kind.
pub(super) fn duty(gather: &Gather<'_>, row: Option<&StoredRow>) -> Result<Vec<String>, Problem> {
    let Some(stored) = row else {
        return Ok(vec![String::new(); DUTIES]);
    };
    let words = texts::risk_words(gather)?;
    Ok(words.of(stored.row.text("kind")).duty.clone())
}

/// The household of a transfer, or the people from outside.
fn moved(gather: &Gather<'_>, name: &str, row: &Row) -> Result<String, Problem> {
    let home = gather.stored_target(row, "household_id", "household")?;
    let Some(home) = home else {
        let place = row.text("place").to_owned();
        let group = row.text("group").to_owned();
        return Ok(match name {
            "where" if place.is_empty() => group,
            "where" => place,
            _ if row.text("outsider_kind").is_empty() => String::new(),
            _ => OUTSIDERS.to_owned(),
        });
    };
    if name == "where" {
        return Ok(homes::address(gather.audience, &home.row));
    }
    // Who was moved stays on the record when he has died or gone since.
    let head = gather.stored_target(&home.row, "head_id", "person")?;
    let head = head.map(|head| gather.named_with_doubts(&head));
    Ok(head.transpose()?.unwrap_or_default().name)
}

/// How many arrived: all of them where nobody counted otherwise; nothing before they did.
pub(super) fn arrived(row: &Row) -> String {
    let came = !row.text("arrived_at").is_empty()
        || matches!(row.text("status"), "arrived" | "hospital" | "returned");
    match row.get("arrived_people").int() {
        Some(counted) => counted.to_string(),
        None if came => evac_entry::people(row).to_string(),
        None => String::new(),
    }
}

/// 02:10, with its day where that is not the one above the list, and with 约 where whoever wrote it
/// was not sure.
fn clock(row: &Row, (field, day): (&str, &str)) -> String {
    let text = row.text(field);
    let (Some(date), Some(clock)) = (text.get(..10), text.get(11..16)) else {
        return String::new();
    };
    let about = if row.get("about").is_true() {
        "约"
    } else {
        ""
    };
    match date.get(5..) {
        Some(of_year) if date != day => format!("{of_year}\n{about}{clock}"),
        _ => format!("{about}{clock}"),
    }
}

/// 2026年11月18日至2026年11月25日: from when to when the reliefs hang on the board that hang there.
fn posting(gather: &Gather<'_>) -> Result<String, Problem> {
    let mut posted = gather.office.all("relief")?;
    posted.retain(|stored| stored.row.text("status") == "posted");
    let times = posted.iter().map(|stored| {
        let [from, to] = ["posted_on", "post_end"].map(|field| match stored.row.text(field) {
            "" => A_DAY.to_owned(),
            day => documents::day(day),
        });
        format!("{from}至{to}")
    });
    let times: BTreeSet<String> = times.collect();
    if times.is_empty() {
        return Ok(to_write_in("posting").to_owned());
    }
    Ok(Vec::from_iter(times).join("；"))
}

/// （毫米）: what the list of things watched says behind the name of this one.
fn unit(gather: &Gather<'_>, row: &Row) -> String {
    let label = gather.label("monitor_what", row, "what");
    let behind = label.find('（').and_then(|at| label.get(at..));
    behind.unwrap_or_default().to_owned()
}

/// A line at which people move, in its unit; in words where there is none.
fn line(gather: &Gather<'_>, row: &Row, name: &str) -> String {
    let unit = unit(gather, row);
    let unit = unit.trim_matches(['（', '）']);
    match row.get(name) {
        Value::Int(line) => format!("{}{unit}", numbers::decimal_text(*line, 2)),
        _ if unit.is_empty() => NO_FIGURE.to_owned(),
        _ => NO_LINE.to_owned(),
    }
}
