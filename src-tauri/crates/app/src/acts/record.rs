//! Reading and writing one record.

use super::display::{Display, Sight};
use super::{access, input, numbering, prefill, sign};
use crate::bridge::records::{
    AdvanceRecord, BlankRecord, ReadRecord, Record, RemoveRecord, SaveRecord,
};
use crate::desk::Desk;
use crate::office::{Office, new_id, row_id};
use crate::problem::{Problem, ProblemField};
use ledger::{Act, Change, Deed, Flow, Op, Refusal, Row, RowId, Spec};
use std::collections::BTreeMap;
use store::StoredRow;

mod beside;
mod flags;
mod view;

pub(crate) use beside::{hazard_fled, moved_figures, rewritten};
pub(crate) use flags::{flags, refuse};
pub(crate) use view::view;

/// Reads one record with its steps, marks and rival values.
pub(crate) fn read(desk: &Desk, request: ReadRecord) -> Result<Record, Problem> {
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
        let spec = office.spec(&request.ledger)?;
        let stored = office.row(spec, id)?;
        let masked = view::masked(spec, &stored.row, Sight::of(office));
        let sight = sight(desk, office, (spec, &masked), &request)?;
        view(desk, office, spec, id, sight)
    })
}

/// How much somebody sees who asks for a record; what is unmasked for him is noted.
pub(super) fn sight(
    desk: &Desk,
    office: &mut Office,
    (spec, masked): (&Spec, &[&str]),
    request: &ReadRecord,
) -> Result<Sight, Problem> {
    if !request.reveal {
        return Ok(Sight::of(office));
    }
    office.require(desk, Deed::Unmask, spec)?;
    if !masked.is_empty() {
        let seen = access::Seen::Reveal {
            spec,
            id: row_id(&request.id)?,
            fields: masked,
            reason: request.reason.as_deref().unwrap_or_default(),
        };
        access::note(desk, office, seen)?;
    }
    Ok(Sight::Clear)
}

/// Gives the values a new record starts with: what is known, the first state, and for a
/// single ledger the one row that exists.
pub(crate) fn blank(desk: &Desk, request: BlankRecord) -> Result<Record, Problem> {
    desk.with_office(|office| {
        let spec = office.spec(&request.ledger)?;
        if spec.single {
            let id = RowId::fixed(spec.name, &office.code, "");
            if office.store.row(spec, id)?.is_some() {
                return view(desk, office, spec, id, Sight::of(office));
            }
        }
        let mut row = input::read(desk, spec, Row::default(), &request.values)?;
        prefill::fill(desk, office, spec, &mut row)?;
        input::note_moment(desk, spec, &mut row);
        view::blank_view(desk, office, spec, row)
    })
}

/// Saves a new record, or the changed fields of one.
pub(crate) fn save(desk: &Desk, request: SaveRecord) -> Result<Record, Problem> {
    desk.with_office(|office| {
        let spec = office.spec(&request.ledger)?;
        office.require(desk, Deed::Write, spec)?;
        refuse_automatic(spec, request.values.keys())?;
        let id = match &request.id {
            Some(text) => row_id(text)?,
            None if spec.single => RowId::fixed(spec.name, &office.code, ""),
            None => new_id(),
        };
        let before = office.store.row(spec, id)?;
        let form = match (&request.id, &before) {
            (Some(_), Some(stored)) => {
                Some(fresh(desk, office, spec, stored, request.form.as_deref())?)
            }
            _ => None,
        };
        let former = before.map(|stored| stored.row).unwrap_or_default();
        let mut row = input::read(desk, spec, former.clone(), &request.values)?;
        numbering::fill(desk, office, spec, &mut row)?;
        input::fill(desk, spec, &mut row);
        if former.0.is_empty() {
            input::note_moment(desk, spec, &mut row);
        }
        refuse(&flags(desk, spec, &row))?;
        refuse(&rewritten(spec, &former, &row))?;
        input::references_exist(office, spec, &former, &row)?;
        let change = difference(spec, id, &former, &row);
        office.act(desk, Act::SAVE_RECORD, form, &[change])?;
        view(desk, office, spec, id, Sight::of(office))
    })
}

pub(crate) fn refuse_automatic<'a>(
    spec: &Spec,
    names: impl Iterator<Item = &'a String>,
) -> Result<(), Problem> {
    for name in names {
        if spec.field(name).is_some_and(|field| field.automatic) {
            let text = "这一栏由程序填写，不能直接改。什么也没有改动。";
            return Err(Problem::of_field("automatic_field", name, text));
        }
    }
    Ok(())
}

/// The form token, if the record is still as the form showed it.
fn fresh(
    desk: &Desk,
    office: &Office,
    spec: &'static Spec,
    stored: &StoredRow,
    form: Option<&str>,
) -> Result<ledger::Digest, Problem> {
    owned(office, stored)?;
    if stored.gone {
        return Err(Problem::new(
            "record_gone",
            "这条记录已经删除。要改它，请先点“恢复”。填好的内容都还在。",
        ));
    }
    let now = office.store.form(spec, stored.id)?;
    if form == Some(now.to_string().as_str()) {
        return Ok(now);
    }
    let names = office.names(spec, [&stored.row])?;
    let shown = Display {
        lists: &desk.lists(),
        names: &names,
    }
    .row(spec, &stored.row, Sight::of(office));
    let fields = shown
        .into_iter()
        .map(|(field, text)| ProblemField {
            field,
            text: format!("现在是“{text}”"),
        })
        .collect();
    let message = "这条记录已被他人改动，还没有保存。您填的内容都还在，请对照现在的内容再决定。";
    Err(Problem {
        code: "stale_form",
        message: message.to_owned(),
        fields,
    })
}

/// Refuses to write in another office's books.
pub(crate) fn owned(office: &Office, stored: &StoredRow) -> Result<(), Problem> {
    if stored.area == office.code {
        return Ok(());
    }
    Err(Problem::new(
        "not_our_books",
        "这是别的单位的册子，本单位只能看，不能改。请让那个单位改好后随驿包送来。",
    ))
}

/// The change that turns one row into the other.
pub(crate) fn difference(spec: &Spec, id: RowId, before: &Row, after: &Row) -> Change {
    let changed = spec
        .fields
        .iter()
        .filter(|field| before.get(field.name) != after.get(field.name));
    Change::put(
        spec,
        id,
        changed.map(|field| (field.name, after.get(field.name).clone())),
    )
}

/// Removes a record; its history stays.
pub(crate) fn remove(desk: &Desk, request: RemoveRecord) -> Result<Record, Problem> {
    set_existence(desk, &request, Op::Remove, Act::REMOVE_RECORD)
}

/// Brings a removed record back.
pub(crate) fn restore(desk: &Desk, request: RemoveRecord) -> Result<Record, Problem> {
    set_existence(desk, &request, Op::Restore, Act::RESTORE_RECORD)
}

fn set_existence(desk: &Desk, request: &RemoveRecord, op: Op, act: Act) -> Result<Record, Problem> {
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
        let spec = office.spec(&request.ledger)?;
        office.require(desk, Deed::Remove, spec)?;
        let stored = office.row(spec, id)?;
        owned(office, &stored)?;
        let now = office.store.form(spec, id)?;
        if now.to_string() != request.form {
            return Err(Problem::new(
                "stale_form",
                "这条记录刚被他人改动，还没有删除或恢复。请看过现在的内容再决定。",
            ));
        }
        let change = Change {
            ledger: spec.number,
            row: id,
            op,
            writes: BTreeMap::new(),
        };
        office.act(desk, act, Some(now), &[change])?;
        view(desk, office, spec, id, Sight::of(office))
    })
}

/// Takes a step of a record's flow; who signs it puts his name to it in the same act.
pub(crate) fn advance(desk: &Desk, request: AdvanceRecord) -> Result<Record, Problem> {
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
        let spec = office.spec(&request.ledger)?;
        let flow = spec
            .flow
            .ok_or_else(|| Problem::new("no_flow", "这本台账没有办理步骤，什么也没有改动。"))?;
        let stored = office.row(spec, id)?;
        // Whoever confirms what he said shows by his PIN that he may.
        if spec.name != sign::LEDGER {
            office.require(desk, Deed::Write, spec)?;
        }
        let form = fresh(desk, office, spec, &stored, Some(&request.form))?;
        refuse_automatic(spec, request.values.keys())?;
        let asked = input::read(desk, spec, stored.row.clone(), &request.values)?;
        let asked = super::steps::prepare(desk, spec, &request, asked);
        let next = flow
            .advance(&asked, &request.step)
            .map_err(|refusal| refused(spec, &refusal))?;
        refuse(&flags::brought(desk, spec, [&stored.row, &next]))?;
        refuse(&rewritten(spec, &stored.row, &next))?;
        input::references_exist(office, spec, &stored.row, &next)?;
        let mut changes = vec![difference(spec, id, &stored.row, &next)];
        let signature = signature(desk, office, (spec, flow, &stored), &request)?;
        let act = if spec.name == sign::LEDGER {
            Act::SIGN_STEP
        } else {
            Act::ADVANCE_RECORD
        };
        changes.extend(signature);
        if spec.name == "incident" && request.step == "end" {
            changes.extend(super::destroy::opened(desk, office, (id, &next))?);
        }
        office.act(desk, act, Some(form), &changes)?;
        view(desk, office, spec, id, Sight::of(office))
    })
}

/// The name put to the step, where one is asked for.
fn signature(
    desk: &Desk,
    office: &mut Office,
    (spec, flow, stored): (&Spec, &Flow, &StoredRow),
    request: &AdvanceRecord,
) -> Result<Option<Change>, Problem> {
    if !sign::is_asked(office, flow, &request.step) {
        return Ok(None);
    }
    let sign = request.sign.as_ref();
    if spec.name == sign::LEDGER {
        sign::confirm(desk, office, &stored.row, sign)?;
        return Ok(None);
    }
    let step = flow.steps.iter().find(|step| step.name == request.step);
    step.map(|step| sign::of_step(desk, office, (spec, stored.id, step), sign))
        .transpose()
}

fn refused(spec: &Spec, refusal: &Refusal) -> Problem {
    match refusal {
        Refusal::UnknownStep(_) => Problem::new(
            "unknown_step",
            "没有这一步，什么也没有改动。请重新打开这条记录。",
        ),
        Refusal::WrongState { .. } => Problem::new(
            "step_not_allowed",
            "这条记录现在的状态走不了这一步，什么也没有改动。请看上面的流程，从现在这一步往下办。",
        ),
        Refusal::Missing(name) => {
            let label = spec.field(name).map_or(*name, |field| field.label);
            let text = format!("这一步要先填“{label}”，还没有办理。");
            Problem::of_field("step_needs_field", name, text)
        }
        Refusal::Guard { code, field, text } => {
            let mut problem = Problem::of_field("step_not_allowed", field, *text);
            problem.code = code;
            problem
        }
    }
}
