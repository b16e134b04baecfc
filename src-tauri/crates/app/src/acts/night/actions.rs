//! What the village does at this colour (wording library, 四色预警的默认行动), proposed one by one:
//! a key each, which notes in the log that it was done and when. And what the colour means.

use super::six_steps::no_warning;
use super::{Tonight, clock_time, log, write};
use crate::bridge::night::NightDesk;
use crate::bridge::warning::{DoAction, WarningAction};
use crate::desk::Desk;
use crate::problem::Problem;
use ledger::kinds::warning;
use ledger::{Act, Change, Row};
use serde::Deserialize;

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

#[derive(Deserialize)]
struct Signals {
    signal: Vec<Signal>,
}

/// When which colour of a kind is issued.
#[derive(Deserialize)]
struct Signal {
    code: String,
    levels: Vec<String>,
}

/// Notes an action as done, in the log. One that is noted already stays as it is.
pub(crate) fn do_action(desk: &Desk, request: DoAction) -> Result<NightDesk, Problem> {
    write(desk, "incident_log", Act::SAVE_RECORD, |tonight| {
        written(tonight, &request.text)
    })
}

fn written(tonight: &Tonight<'_>, text: &str) -> Result<Vec<Change>, Problem> {
    let stored = tonight.warning.as_ref().ok_or_else(no_warning)?;
    let proposed = proposed(tonight, &stored.row)?;
    let action = proposed.into_iter().find(|action| action.text == text);
    let action = action.ok_or_else(|| {
        let text = "这一条已经不在默认行动里，没有记下。请看现在列着的几条，或直接写进日志。";
        Problem::of_field("not_proposed", "text", text)
    })?;
    if action.done_at.is_empty() {
        Ok(vec![log::written(tonight, &line(text))?])
    } else {
        Ok(Vec::new())
    }
}

/// How an action stands in the log.
fn line(action: &str) -> String {
    format!("已做：{action}")
}

/// The actions of this colour, with the time at which the log notes each.
pub(super) fn proposed(tonight: &Tonight<'_>, row: &Row) -> Result<Vec<WarningAction>, Problem> {
    let noted = log::all(tonight)?;
    let done_at = |action: &str| {
        let line = line(action);
        let noted = noted.iter().find(|noted| noted.row.text("text") == line);
        clock_time(noted.map_or("", |noted| noted.row.text("at")))
    };
    let (actions, _) = of(tonight, row)?;
    Ok(actions
        .into_iter()
        .map(|text| WarningAction {
            done_at: done_at(&text),
            text,
        })
        .collect())
}

/// What holds whatever the colour; nothing for kinds at which nobody leaves home.
pub(super) fn note(tonight: &Tonight<'_>, row: &Row) -> Result<String, Problem> {
    Ok(of(tonight, row)?.1)
}

fn of(tonight: &Tonight<'_>, row: &Row) -> Result<(Vec<String>, String), Problem> {
    let texts: Actions = tonight.desk.passages().file("warning_actions")?;
    let kind = row.text("event_type");
    let hazard = warning::disaster_of(kind).unwrap_or_default();
    let moves_people = texts.applies_to.iter().any(|applies| applies == hazard);
    let (found, note) = if moves_people {
        let mut levels = texts.level.into_iter();
        let level = levels.find(|level| level.code == row.text("severity"));
        (level, texts.note)
    } else {
        let code = if kind == "icing" { "ice" } else { kind };
        let mut kinds = texts.without_transfer.into_iter();
        (kinds.find(|other| other.code == code), String::new())
    };
    Ok((found.map(|level| level.actions).unwrap_or_default(), note))
}

/// What this colour of this kind means: 3小时内降雨量50毫米以上. Empty where no list says so.
pub(super) fn signal(tonight: &Tonight<'_>, row: &Row) -> Result<String, Problem> {
    let signals: Signals = tonight.desk.passages().file("warning_signals")?;
    let mut signals = signals.signal.into_iter();
    let kind = signals.find(|signal| signal.code == row.text("event_type"));
    let label = tonight.label("warning_level", row.text("severity"));
    let levels = kind.map(|kind| kind.levels).unwrap_or_default();
    let colour = label.chars().next().unwrap_or_default();
    let meant = levels.iter().find_map(|level| {
        let (word, meant) = level.split_once('：')?;
        word.starts_with(colour).then(|| meant.to_owned())
    });
    Ok(meant.unwrap_or_default())
}
