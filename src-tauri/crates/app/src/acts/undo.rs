//! Taking the last act of this desk back by a counter-act: the former values are written where
//! nobody wrote since (journal.md §3, undo). It appears in the history as 撤销.

use super::removals;
use crate::bridge::file::Nothing;
use crate::bridge::undo::{LastActView, UndoAct, UndoneAct};
use crate::clock::wall_text;
use crate::desk::Desk;
use crate::office::{Office, append_only, row_id, spec_of};
use crate::problem::{Problem, ProblemField};
use ledger::{Act, Deed, RowId};
use store::{LastAct, Undo, counter_id};

/// Records that a refusal names.
const NAMED: usize = 5;

/// Tells what this desk did last, if it can be taken back.
pub(crate) fn last(desk: &Desk, _: Nothing) -> Result<Option<LastActView>, Problem> {
    desk.with_office(|office| {
        let last = office.store.last_act(&office.code)?;
        let ours = last.filter(|last| may_write_all(office, last));
        ours.map(|last| {
            Ok(LastActView {
                id: last.id.to_string(),
                label: Act::by_number(last.act)
                    .map_or_else(String::new, |act| act.label.to_owned()),
                at: wall_text(&last.wall),
                what: what(office, &last.rows)?,
            })
        })
        .transpose()
    })
}

fn may_write_all(office: &Office, last: &LastAct) -> bool {
    let role = office.seat.role();
    let mut rows = last.rows.iter();
    rows.all(|(number, _)| {
        // A signature goes with the step it was given to.
        ledger::by_number(*number)
            .is_some_and(|spec| spec.name == "sign_off" || role.may(Deed::Write, spec))
    })
}

/// The record an act wrote, or how many of which ledger.
fn what(office: &Office, rows: &[(u16, RowId)]) -> Result<String, Problem> {
    let Some((number, id)) = rows.first() else {
        return Ok(String::new());
    };
    let Some(spec) = ledger::by_number(*number) else {
        return Ok(String::new());
    };
    let title = match title(office, (*number, *id))? {
        title if title.is_empty() => title,
        title => format!("“{title}”"),
    };
    let others = rows
        .iter()
        .filter(|(number, _)| !is_signature(*number))
        .count()
        .saturating_sub(1);
    let more = if others == 0 {
        String::new()
    } else {
        format!("等{}条", others + 1)
    };
    Ok(format!("{}{title}{more}", spec.label))
}

fn is_signature(number: u16) -> bool {
    ledger::by_number(number).is_some_and(|spec| spec.name == "sign_off")
}

fn title(office: &Office, (number, id): (u16, RowId)) -> Result<String, Problem> {
    let Some(spec) = ledger::by_number(number) else {
        return Ok(String::new());
    };
    let stored = office.store.row(spec, id)?;
    stored.map_or_else(
        || Ok(String::new()),
        |stored| office.title(spec_of(spec.name)?, &stored.row),
    )
}

/// Takes the last act of this desk back.
pub(crate) fn undo(desk: &Desk, request: UndoAct) -> Result<UndoneAct, Problem> {
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
        let gone = || {
            Problem::new(
                "nothing_to_undo",
                "这一步已经撤销过，或后面又做了别的，没有撤销。要改请打开记录改。",
            )
        };
        let last = office.store.last_act(&office.code)?;
        let last = last.filter(|last| last.id == id).ok_or_else(gone)?;
        refuse_logs(&last)?;
        let what = what(office, &last.rows)?;
        let changes = match office.store.undo(&office.code, id)? {
            Undo::Gone => return Err(gone()),
            Undo::Overtaken(rows) => return Err(overtaken(office, &rows)?),
            Undo::Changes(changes) => changes,
        };
        let removals = removals::by_changes(office, &changes)?;
        removals::require(desk, &removals, request.confirm_removals)?;
        office.act_as(desk, (Act::UNDO_ACT, counter_id(id)), None, &changes)?;
        let signatures = changes
            .iter()
            .filter(|change| is_signature(change.ledger))
            .count();
        Ok(UndoneAct {
            undone: (changes.len() - signatures) as u64,
            what,
        })
    })
}

/// What only grows is put right by a new row, never taken back.
fn refuse_logs(last: &LastAct) -> Result<(), Problem> {
    let mut specs = last
        .rows
        .iter()
        .filter_map(|(number, _)| ledger::by_number(*number));
    match specs.find(|spec| spec.append_only) {
        Some(spec) => Err(append_only(spec)),
        None => Ok(()),
    }
}

/// Names the records that were written since; nothing was taken back.
fn overtaken(office: &Office, rows: &[(u16, RowId)]) -> Result<Problem, Problem> {
    let mut fields = Vec::new();
    for (number, id) in rows.iter().take(NAMED) {
        let spec = ledger::by_number(*number);
        fields.push(ProblemField {
            field: spec.map_or_else(String::new, |spec| spec.name.to_owned()),
            text: title(office, (*number, *id))?,
        });
    }
    let message = format!(
        "没有撤销：这一步写过的{}条记录后来又改动过，撤销会冲掉后来的内容。请打开记录，照现在的内容改。",
        rows.len()
    );
    Ok(Problem {
        code: "undo_overtaken",
        message,
        fields,
    })
}
