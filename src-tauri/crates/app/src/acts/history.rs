//! Who changed what in a record, and when.

use super::display::{Display, Sight, is_masked};
use super::record;
use crate::bridge::records::{PastAct, PastChange, ReadRecord};
use crate::clock::wall_text;
use crate::desk::Desk;
use crate::office::{Office, row_id};
use crate::problem::Problem;
use ledger::entry::Wall;
use ledger::{Act, Op, Privacy, Row, RowId, Spec, Value, Write};
use store::Past;

/// The acts that wrote a record, newest first.
pub(crate) fn of_record(desk: &Desk, request: ReadRecord) -> Result<Vec<PastAct>, Problem> {
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
        let spec = office.spec(&request.ledger)?;
        let sight = record::sight(desk, office, (spec, &secrets(spec)), &request)?;
        since(desk, office, (spec, id), (i64::MIN, sight))
    })
}

/// The same of a row that the caller may show, from acts written later than so many minutes after
/// the beginning of 2024 by their own clocks.
pub(crate) fn since(
    desk: &Desk,
    office: &Office,
    (spec, id): (&Spec, RowId),
    (minutes, sight): (i64, Sight),
) -> Result<Vec<PastAct>, Problem> {
    let mut past = office.store.history(spec, id)?;
    past.reverse();
    let mut row = Row::default();
    let mut acts = Vec::new();
    for act in &past {
        let told = past_act(desk, office, spec, act, (&mut row, sight))?;
        if minutes_of(&act.wall) > minutes {
            acts.push(told);
        }
    }
    acts.reverse();
    Ok(acts)
}

/// By the clock on the wall where it was written.
fn minutes_of(wall: &Wall) -> i64 {
    const BEGINNING: i64 = 1_704_067_200_000;
    (wall.utc_ms - BEGINNING).div_euclid(60_000) + wall.offset_min
}

/// Names of the fields that a past of a record may unmask.
fn secrets(spec: &Spec) -> Vec<&'static str> {
    let secret = spec
        .fields
        .iter()
        .filter(|field| field.privacy == Privacy::Secret);
    secret.map(|field| field.name).collect()
}

/// Shows one act and takes its writes into the row as it was known up to then.
fn past_act(
    desk: &Desk,
    office: &Office,
    spec: &Spec,
    past: &Past,
    (row, sight): (&mut Row, Sight),
) -> Result<PastAct, Problem> {
    let before = row.clone();
    for (number, write) in &past.writes {
        if let Some(field) = spec.field_by_number(*number) {
            row.set(field.name, written(before.get(field.name), write));
        }
    }
    let names = office.names(spec, [&before, &*row])?;
    let display = Display {
        lists: &desk.lists(),
        names: &names,
    };
    let changes = spec
        .fields
        .iter()
        .filter(|field| before.get(field.name) != row.get(field.name))
        .map(|field| {
            let text = |value: &Value| {
                if is_masked(field, value, sight) {
                    "（已填）".to_owned()
                } else {
                    display.value(field, value)
                }
            };
            PastChange {
                field: field.name.to_owned(),
                label: field.label.to_owned(),
                before: text(before.get(field.name)),
                after: text(row.get(field.name)),
            }
        });
    Ok(PastAct {
        at: wall_text(&past.wall),
        who: super::handoff::author_name(office, (past.replica, &past.actor))?,
        act: act_label(spec, past, (&before, &*row)),
        changes: changes.collect(),
    })
}

/// What was done, in the officer's words: the step's own name, 新增 for a first save.
fn act_label(spec: &Spec, past: &Past, (before, after): (&Row, &Row)) -> String {
    let is_act = |act: Act| past.act == act.number && past.op == Op::Put;
    if is_act(Act::SAVE_RECORD) && before.0.is_empty() {
        return "新增".to_owned();
    }
    if let Some(flow) = spec.flow.filter(|_| is_act(Act::ADVANCE_RECORD)) {
        let (from, to) = (flow.state_of(before), flow.state_of(after));
        if let Some(step) = flow.steps_from(from).find(|step| step.to == to) {
            return step.label.to_owned();
        }
    }
    if past.act == Act::UNDO_ACT.number {
        return Act::UNDO_ACT.label.to_owned();
    }
    match past.op {
        Op::Remove => "删除".to_owned(),
        Op::Restore => "恢复".to_owned(),
        Op::Destroy(_) => Act::DESTROY.label.to_owned(),
        Op::Put => Act::by_number(past.act)
            .map_or_else(|| "新版本程序的操作".to_owned(), |act| act.label.to_owned()),
    }
}

/// A field's value after a write.
pub(crate) fn written(before: &Value, write: &Write) -> Value {
    match write {
        Write::Whole(value) => value.clone(),
        Write::Elements { added, removed } => {
            let mut set = match before {
                Value::Set(set) => set.clone(),
                _ => std::collections::BTreeSet::new(),
            };
            set.retain(|element| !removed.contains(element));
            set.extend(added.iter().cloned());
            Value::Set(set)
        }
    }
}
