//! The six steps of a warning (F34): 预警, 叫应, 回应, 督导, 总结, 评估. Each has a time of its own,
//! set with one key, or by what happened where nobody set it; none waits for another, and each
//! can be corrected.

use super::{Tonight, clock_time, write};
use crate::acts::input;
use crate::acts::record::{difference, flags, refuse};
use crate::bridge::night::NightDesk;
use crate::bridge::records::Values;
use crate::bridge::warning::{NoteStage, WarningStage};
use crate::desk::Desk;
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use ledger::kinds::{callout, warning};
use ledger::{Act, Change, Row, Spec, Value};
use serde_json::json;
use store::{Query, StoredRow};

const LABELS: [&str; 6] = ["预警", "叫应", "回应", "督导", "总结", "评估"];

/// Sets the moment of a step: now, as told, or not yet.
pub(crate) fn note_stage(desk: &Desk, request: NoteStage) -> Result<NightDesk, Problem> {
    write(desk, "warning", Act::SAVE_RECORD, |tonight| {
        written(tonight, &request)
    })
}

fn written(tonight: &Tonight<'_>, request: &NoteStage) -> Result<Vec<Change>, Problem> {
    let stored = tonight.warning.as_ref().ok_or_else(no_warning)?;
    let known = warning::STAGES
        .iter()
        .find(|field| **field == request.field);
    let field = *known.ok_or_else(|| {
        let text = "没有这一步，什么也没有改动。六步是预警、叫应、回应、督导、总结、评估。";
        Problem::of_field("unknown_stage", "field", text)
    })?;
    let spec = spec_of("warning")?;
    let row = match request.at.as_deref().map(str::trim) {
        None => {
            let mut row = stored.row.clone();
            row.set(field, tonight.desk.clock.moment());
            row
        }
        Some("") => {
            let mut row = stored.row.clone();
            row.set(field, Value::Null);
            row
        }
        Some(told) => {
            let values = Values::from([(field.to_owned(), json!(told))]);
            input::read(tonight.desk, spec, stored.row.clone(), &values)?
        }
    };
    refuse(&flags(tonight.desk, spec, &row))?;
    let is_new = row != stored.row;
    let change = is_new.then(|| difference(spec, stored.id, &stored.row, &row));
    Ok(change.into_iter().collect())
}

/// Nothing to write on while no warning is in force.
pub(super) fn no_warning() -> Problem {
    let text = "眼下没有生效的预警，没有记下。请先登记收到的预警。";
    Problem::new("no_warning", text)
}

/// Lays the times that follow from what happened into warnings that are printed, so that paper and
/// screen say the same. Rows of other ledgers stay as they are.
pub(crate) fn follow_stages(
    office: &Office,
    spec: &Spec,
    rows: &mut [StoredRow],
) -> Result<(), Problem> {
    if spec.name != "warning" {
        return Ok(());
    }
    for stored in rows {
        let query = Query {
            equals: vec![("warning_id", vec![stored.id.to_string().into()])],
            ..Query::default()
        };
        let calls = office.store.list(spec_of("callout")?, &query)?.rows;
        for field in warning::STAGES {
            if stored.row.get(field).is_empty() {
                let moment = happened(field, &stored.row, &calls).to_owned();
                stored.row.set(field, moment);
            }
        }
    }
    Ok(())
}

/// The six steps with their times. Calling begins with the first call, and the first person who
/// confirms has answered, whatever the warning itself says.
pub(super) fn stages(
    tonight: &Tonight<'_>,
    stored: &StoredRow,
) -> Result<Vec<WarningStage>, Problem> {
    let calls = tonight.of_tonight("callout")?;
    let stage = |(label, field): (&str, &&str)| {
        let noted = stored.row.text(field);
        let moment = if noted.is_empty() {
            happened(field, &stored.row, &calls)
        } else {
            noted
        };
        WarningStage {
            label: label.to_owned(),
            field: (*field).to_owned(),
            at: clock_time(moment),
            moment: moment.to_owned(),
            noted: !noted.is_empty(),
        }
    };
    Ok(LABELS.into_iter().zip(warning::STAGES).map(stage).collect())
}

/// When a step came about by what was done, if it did.
fn happened<'a>(field: &str, warning: &'a Row, calls: &'a [StoredRow]) -> &'a str {
    let answered = |call: &&StoredRow| callout::is_answered(&call.row);
    match field {
        "verified_at" => warning.text("received_at"),
        "called_at" => first(calls.iter().map(|call| call.row.text("called_at"))),
        "answered_at" => first(
            calls
                .iter()
                .filter(answered)
                .map(|call| answer_of(&call.row)),
        ),
        _ => "",
    }
}

fn first<'a>(moments: impl Iterator<Item = &'a str>) -> &'a str {
    moments
        .filter(|moment| !moment.is_empty())
        .min()
        .unwrap_or_default()
}

fn answer_of(call: &Row) -> &str {
    match call.text("answered_at") {
        "" => call.text("called_at"),
        answered => answered,
    }
}
