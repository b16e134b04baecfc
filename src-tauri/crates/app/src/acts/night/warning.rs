//! The warning in force and what the village does at its colour (wording library, 四色预警的默认
//! 行动). The six stages stand beside each other with their times; none waits for another.

use super::{Tonight, clock_time};
use crate::bridge::night::{NightWarning, WarningStage};
use crate::problem::Problem;
use chrono::Duration;
use ledger::kinds::warning;
use ledger::{Row, dates};
use serde::Deserialize;
use store::{Order, Query, StoredRow};

/// Days after which a warning is no longer looked at, whatever it says.
const DAYS: i64 = 14;
/// Levels, the gravest last.
const LEVELS: [&str; 5] = ["unknown", "blue", "yellow", "orange", "red"];

#[derive(Deserialize)]
struct Actions {
    applies_to: Vec<String>,
    note: String,
    level: Vec<Level>,
    without_transfer: Vec<Level>,
}

#[derive(Deserialize)]
struct Level {
    code: String,
    actions: Vec<String>,
}

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
    warning::is_actual(row)
        && row.text("msg_type") != "cancel"
        && row.text("lifted_at").is_empty()
        && ends.is_some_and(|ends| ends > tonight.now)
}

/// The warning as the desk shows it.
pub(super) fn view(tonight: &Tonight<'_>) -> Result<Option<NightWarning>, Problem> {
    let Some(stored) = &tonight.warning else {
        return Ok(None);
    };
    let row = &stored.row;
    let (actions, note) = actions(tonight, row)?;
    let fields = warning::unsaid(row).into_iter();
    Ok(Some(NightWarning {
        id: stored.id.to_string(),
        title: title(tonight, row),
        level: row.text("severity").to_owned(),
        source: source(tonight, row),
        received_at: row.text("received_at").to_owned(),
        comms_down: row.get("comms_down").is_true(),
        actions,
        note,
        stages: stages(tonight, stored)?,
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

fn actions(tonight: &Tonight<'_>, row: &Row) -> Result<(Vec<String>, String), Problem> {
    let texts: Actions = tonight.desk.assets.toml("texts/warning_actions.toml")?;
    let kind = row.text("event_type");
    let hazard = warning::disaster_of(kind).unwrap_or_default();
    let moves_people = texts.applies_to.iter().any(|applies| applies == hazard);
    let found = if moves_people {
        let mut levels = texts.level.into_iter();
        levels.find(|level| level.code == row.text("severity"))
    } else {
        let mut kinds = texts.without_transfer.into_iter();
        kinds.find(|other| other.code == kind || other.code == hazard)
    };
    let note = if moves_people {
        texts.note
    } else {
        String::new()
    };
    Ok((found.map(|level| level.actions).unwrap_or_default(), note))
}

/// The six stages. Calling began with the first call, whatever the warning says.
fn stages(tonight: &Tonight<'_>, stored: &StoredRow) -> Result<Vec<WarningStage>, Problem> {
    const LABELS: [&str; 6] = ["预警", "叫应", "回应", "督导", "总结", "评估"];
    let calls = tonight.of_tonight("callout")?;
    let first = calls.iter().map(|call| call.row.text("called_at"));
    let first = first.filter(|at| !at.is_empty()).min().unwrap_or_default();
    let stage = |(label, field): (&str, &&str)| {
        let noted = stored.row.text(field);
        let at = match (*field, noted) {
            ("verified_at", "") => stored.row.text("received_at"),
            ("called_at", "") => first,
            (_, noted) => noted,
        };
        WarningStage {
            label: label.to_owned(),
            field: (*field).to_owned(),
            at: clock_time(at),
        }
    };
    Ok(LABELS.into_iter().zip(warning::STAGES).map(stage).collect())
}
