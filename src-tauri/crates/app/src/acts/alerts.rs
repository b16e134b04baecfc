//! A few words beside a row that needs attention: 超1天, 低于最低, 缺包户人.

use super::today::expiring;
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use crate::stock;
use crate::thresholds::Thresholds;
use chrono::NaiveDate;
use ledger::dates::day_of;
use ledger::kinds::hazard::OPEN_STATES;
use ledger::{Row, RowId, Spec};
use std::collections::BTreeMap;
use store::StoredRow;

/// Alerts of a page of rows.
pub(crate) fn of_page(
    desk: &Desk,
    office: &Office,
    spec: &Spec,
    rows: &[StoredRow],
) -> Result<BTreeMap<RowId, String>, Problem> {
    let today = desk.clock.today();
    if spec.name == "supply_item" {
        return of_items(office, today);
    }
    let thresholds = desk.thresholds();
    let alerts = rows
        .iter()
        .map(|stored| (stored.id, of_row(spec, &stored.row, (today, &thresholds))));
    Ok(alerts.filter(|(_, alert)| !alert.is_empty()).collect())
}

fn of_items(office: &Office, today: NaiveDate) -> Result<BTreeMap<RowId, String>, Problem> {
    let today = today.format("%Y-%m-%d").to_string();
    let alerts = stock::of_office(office)?.into_iter().filter_map(|stock| {
        let words = stock.alert(&today)?;
        Some((stock.item.id, words.to_owned()))
    });
    Ok(alerts.collect())
}

fn of_row(spec: &Spec, row: &Row, (today, thresholds): (NaiveDate, &Thresholds)) -> String {
    match spec.name {
        "household" if row.get("in_danger_zone").is_true() && row.get("escort_a").is_empty() => {
            "缺包户人".to_owned()
        }
        "post" if row.get("a_id").is_empty() => "缺A角".to_owned(),
        "post" if row.get("b_id").is_empty() => "缺B角".to_owned(),
        name => {
            let coming = watched(name, row).and_then(|watched| {
                let day = day_of(row.text(watched.day))?;
                Some(when(day, today, thresholds.value(watched.notice)))
            });
            coming.unwrap_or_default()
        }
    }
}

/// A day of a row that must not be overlooked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Watched {
    /// Field that holds the day.
    pub(crate) day: &'static str,
    /// Threshold that says how early to speak of it.
    pub(crate) notice: &'static str,
    /// What is said once it has passed: 已过期 of what runs out, 已超期 of what was to be done.
    pub(crate) past: &'static str,
}

/// The day of a row that is watched, if this row still has to do with it.
pub(crate) fn watched(ledger: &str, row: &Row) -> Option<Watched> {
    match ledger {
        "hazard" => is_open(row).then_some(Watched {
            day: "due_date",
            notice: "hazard_notice_days",
            past: "已超期",
        }),
        "supply_batch" => Some(Watched {
            day: "expires_on",
            notice: "supply_notice_days",
            past: "已过期",
        }),
        ledger => expiring::of_row(ledger, row),
    }
}

/// Whether a hazard still waits for its end.
pub(crate) fn is_open(hazard: &Row) -> bool {
    let state = hazard.text("status");
    state.is_empty() || OPEN_STATES.contains(&state)
}

/// How far a day is away, if it is past or within `notice` days: 超1天, 今天, 后天, 18天.
pub(crate) fn when(day: NaiveDate, today: NaiveDate, notice: i64) -> String {
    match day.signed_duration_since(today).num_days() {
        late if late < 0 => format!("超{}天", -late),
        0 => "今天".to_owned(),
        1 => "明天".to_owned(),
        2 => "后天".to_owned(),
        days if days <= notice => format!("{days}天"),
        _ => String::new(),
    }
}
