//! The warning in force: which it is, what it is called, and what belongs to it when one warning
//! follows another.

use super::{Tonight, actions, clock_time, on_map, six_steps};
use crate::bridge::night::NightWarning;
use crate::office::spec_of;
use crate::problem::Problem;
use chrono::Duration;
use ledger::kinds::warning;
use ledger::{Row, dates};
use store::{Order, Query, StoredRow};

/// Days after which a warning is no longer looked at, whatever it says.
const DAYS: i64 = 14;
/// Levels, the gravest last.
const LEVELS: [&str; 5] = ["unknown", "blue", "yellow", "orange", "red"];

/// The gravest warning that holds now; of several alike the newest. One that another warning
/// follows, changes or lifts holds no more.
pub(super) fn in_force(tonight: &Tonight<'_>) -> Result<Option<StoredRow>, Problem> {
    let from = tonight.now - Duration::try_days(DAYS).unwrap_or_default();
    let query = Query {
        since: vec![("received_at", from.format("%Y-%m-%d").to_string().into())],
        sort: vec![("received_at", Order::Descending)],
        ..Query::default()
    };
    let recent = tonight.rows("warning", query)?;
    let followed = |id: &str| {
        recent
            .iter()
            .any(|other| other.row.text("earlier_id") == id)
    };
    let mut holding: Option<&StoredRow> = None;
    for stored in &recent {
        let graver = holding.is_none_or(|held| gravity(&stored.row) > gravity(&held.row));
        if graver && holds(tonight, &stored.row) && !followed(&stored.id.to_string()) {
            holding = Some(stored);
        }
    }
    Ok(holding.cloned())
}

fn gravity(row: &Row) -> Option<usize> {
    LEVELS
        .iter()
        .position(|level| *level == row.text("severity"))
}

/// Whether it is real, not lifted and not out of date. One that names no end holds for the hours
/// of the threshold `warning_holds_hours`.
fn holds(tonight: &Tonight<'_>, row: &Row) -> bool {
    let ends = dates::moment_of(row.text("expires")).or_else(|| {
        let hours = tonight.desk.thresholds().value("warning_holds_hours");
        let received = dates::moment_of(row.text("received_at"))?;
        received.checked_add_signed(Duration::try_hours(hours)?)
    });
    is_meant(tonight, row)
        && row.text("msg_type") != "cancel"
        && row.text("lifted_at").is_empty()
        && ends.is_some_and(|ends| ends > tonight.now)
}

/// Whether it is about tonight: the real thing, or in an exercise the played one.
fn is_meant(tonight: &Tonight<'_>, row: &Row) -> bool {
    let is_exercise = tonight.office.exercise.is_some() && row.text("status") == "exercise";
    is_exercise || warning::is_actual(row)
}

/// The warning in force and those it follows, as ids: what was done under them goes on counting.
/// Calls count on only while it does not get graver; at a graver colour everybody is called anew.
pub(super) fn ids_for(tonight: &Tonight<'_>, ledger: &str) -> Result<Vec<String>, Problem> {
    const MOST: usize = 20;
    let mut ids: Vec<String> = Vec::new();
    let mut at = tonight.warning.clone();
    while let Some(stored) = at.take() {
        ids.push(stored.id.to_string());
        let Ok(earlier) = stored.row.text("earlier_id").parse() else {
            break;
        };
        let earlier = tonight.office.store.row(spec_of("warning")?, earlier)?;
        at = earlier.filter(|earlier| {
            let is_graver = gravity(&stored.row) > gravity(&earlier.row);
            let is_new = !ids.contains(&earlier.id.to_string()) && ids.len() < MOST;
            is_new && !(ledger == "callout" && is_graver)
        });
    }
    Ok(ids)
}

/// The warning as the desk shows it.
pub(super) fn view(tonight: &Tonight<'_>) -> Result<Option<NightWarning>, Problem> {
    let Some(stored) = &tonight.warning else {
        return Ok(None);
    };
    let row = &stored.row;
    let fields = warning::unsaid(row).into_iter();
    Ok(Some(NightWarning {
        id: stored.id.to_string(),
        title: title(tonight, row),
        level: row.text("severity").to_owned(),
        source: source(tonight, row),
        received_at: row.text("received_at").to_owned(),
        comms_down: row.get("comms_down").is_true(),
        actions: actions::proposed(tonight, row)?,
        note: actions::note(tonight, row)?,
        signal: actions::signal(tonight, row)?,
        stages: six_steps::stages(tonight, stored)?,
        reach: on_map::reach(tonight, row)?,
        unsaid: fields.map(|field| field.label.to_owned()).collect(),
    }))
}

/// 暴雨橙色预警.
pub(super) fn title(tonight: &Tonight<'_>, row: &Row) -> String {
    let kind = tonight.label("warning_kind", row.text("event_type"));
    let level = tonight.label("warning_level", row.text("severity"));
    format!("{kind}{level}预警").replace("预警预警", "预警")
}

/// 县气象台02:05发，02:07收到.
fn source(tonight: &Tonight<'_>, row: &Row) -> String {
    let sent = clock_time(row.text("send_time"));
    let sender = row.text("sender");
    let channel = tonight.label("warning_channel", row.text("channel"));
    let told = match (sender, sent.as_str()) {
        ("", _) => channel,
        (sender, "") => sender.to_owned(),
        (sender, sent) => format!("{sender} {sent} 发"),
    };
    let received = clock_time(row.text("received_at"));
    let verified = clock_time(row.text("verified_at"));
    let received = if verified.is_empty() {
        format!("{received} 收到")
    } else {
        format!("{received} 收到，{verified} 核实")
    };
    if told.is_empty() {
        received
    } else {
        format!("{told}，{received}")
    }
}
