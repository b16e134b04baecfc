//! Reading and writing one record.

use super::display::{Display, Sight, is_masked};
use super::{input, numbering};
use crate::bridge::records::{
    AdvanceRecord, AskView, BlankRecord, FlagView, ReadRecord, Record, Related, RemoveRecord,
    SaveRecord, StepView,
};
use crate::desk::Desk;
use crate::office::{Office, new_id, row_id, spec_of};
use crate::problem::{Problem, ProblemField};
use ledger::{Act, Change, Flag, Need, Op, Refusal, Row, RowId, Spec, Type, Value, Weight};
use std::collections::BTreeMap;
use store::{Query, StoredRow};

/// Reads one record with its steps, marks and rival values.
pub(crate) fn read(desk: &Desk, request: ReadRecord) -> Result<Record, Problem> {
    let spec = spec_of(&request.ledger)?;
    let sight = if request.reveal {
        Sight::Clear
    } else {
        Sight::Masked
    };
    desk.with_office(|office| view(desk, office, spec, row_id(&request.id)?, sight))
}

/// Gives the values a new record starts with: what is known, the first state, and for a
/// single ledger the one row that exists.
pub(crate) fn blank(desk: &Desk, request: BlankRecord) -> Result<Record, Problem> {
    let spec = spec_of(&request.ledger)?;
    desk.with_office(|office| {
        if spec.single {
            let id = RowId::fixed(spec.name, &office.code, "");
            if office.store.row(spec, id)?.is_some() {
                return view(desk, office, spec, id, Sight::Masked);
            }
        }
        let row = input::read(desk, spec, Row::default(), &request.values)?;
        blank_view(desk, office, spec, row)
    })
}

fn blank_view(desk: &Desk, office: &Office, spec: &Spec, mut row: Row) -> Result<Record, Problem> {
    if let Some(flow) = spec.flow {
        row.set(flow.state, flow.initial);
    }
    let names = office.names(spec, [&row])?;
    let display = Display {
        lists: &desk.lists,
        names: &names,
    };
    Ok(Record {
        ledger: spec.name.to_owned(),
        id: String::new(),
        area: office.name.clone(),
        title: String::new(),
        values: row.to_json(spec).into_iter().collect(),
        shown: display.row(spec, &row, Sight::Clear),
        names: text_names(&names),
        masked: Vec::new(),
        form: String::new(),
        gone: false,
        steps: Vec::new(),
        flags: Vec::new(),
        disputed: Vec::new(),
        related: Vec::new(),
        papers: Vec::new(),
        acts: 0,
    })
}

fn text_names(names: &BTreeMap<RowId, String>) -> BTreeMap<String, String> {
    names
        .iter()
        .map(|(id, name)| (id.to_string(), name.clone()))
        .collect()
}

/// A record as a screen needs it.
pub(crate) fn view(
    desk: &Desk,
    office: &Office,
    spec: &'static Spec,
    id: RowId,
    sight: Sight,
) -> Result<Record, Problem> {
    let stored = office.row(spec, id)?;
    let names = office.names(spec, [&stored.row])?;
    let display = Display {
        lists: &desk.lists,
        names: &names,
    };
    let masked: Vec<&str> = spec
        .fields
        .iter()
        .filter(|field| is_masked(field, stored.row.get(field.name), sight))
        .map(|field| field.name)
        .collect();
    let mut values: BTreeMap<_, _> = stored.row.to_json(spec).into_iter().collect();
    for name in &masked {
        values.insert((*name).to_owned(), serde_json::Value::Null);
    }
    Ok(Record {
        ledger: spec.name.to_owned(),
        id: id.to_string(),
        area: super::handoff::area_name(office, &stored.area)?,
        title: office.title(spec, &stored.row)?,
        values,
        shown: display.row(spec, &stored.row, sight),
        names: text_names(&names),
        masked: masked.into_iter().map(str::to_owned).collect(),
        form: office.store.form(spec, id)?.to_string(),
        gone: stored.gone,
        steps: if is_ours(office, &stored) {
            steps(spec, &stored.row)
        } else {
            Vec::new()
        },
        flags: flags(desk, spec, &stored.row)
            .into_iter()
            .map(flag_view)
            .collect(),
        disputed: super::matters::disputed_fields(office, spec, &stored)?,
        related: related(office, spec, id)?,
        papers: super::paper::of_ledger(spec.name),
        acts: changes_since_creation(office, spec, id)?,
    })
}

/// How often a record was written after it came into being.
fn changes_since_creation(office: &Office, spec: &Spec, id: RowId) -> Result<u32, Problem> {
    let written = office.store.history(spec, id)?.len();
    Ok(u32::try_from(written.saturating_sub(1)).unwrap_or(u32::MAX))
}

fn is_ours(office: &Office, stored: &StoredRow) -> bool {
    stored.area == office.code && !stored.gone
}

fn steps(spec: &Spec, row: &Row) -> Vec<StepView> {
    let Some(flow) = spec.flow else {
        return Vec::new();
    };
    let views = flow.steps_from(flow.state_of(row)).map(|step| StepView {
        name: step.name.to_owned(),
        label: step.label.to_owned(),
        to: step.to.to_owned(),
        asks: step
            .asks
            .iter()
            .filter(|ask| spec.field(ask.field).is_some_and(|field| !field.automatic))
            .map(|ask| AskView {
                field: ask.field.to_owned(),
                required: ask.required,
            })
            .collect(),
    });
    views.collect()
}

/// What is wrong with a row or missing in it.
pub(crate) fn flags(desk: &Desk, spec: &Spec, row: &Row) -> Vec<Flag> {
    let mut flags = (spec.checks)(row);
    for field in spec.fields {
        let value = row.get(field.name);
        let is_asked = field.need != Need::Optional && !field.automatic && (field.applies)(row);
        if is_asked && value.is_empty() {
            let weight = if field.need == Need::Always {
                Weight::Refuse
            } else {
                Weight::Mark
            };
            let text = match weight {
                Weight::Refuse => format!("请填写“{}”。", field.label),
                Weight::Mark => format!("“{}”还没有填，可以以后补。", field.label),
            };
            flags.push(Flag {
                code: "missing",
                field: field.name,
                weight,
                text,
            });
        }
        if let (Type::Code(list), Value::Text(code)) = (field.kind, value)
            && desk.lists.code(list, code).is_none()
        {
            let text = format!("“{}”里填的“{code}”不在选项里，请重新选。", field.label);
            flags.push(Flag::mark("unknown_code", field.name, text));
        }
    }
    flags
}

fn flag_view(flag: Flag) -> FlagView {
    FlagView {
        code: flag.code.to_owned(),
        field: flag.field.to_owned(),
        weight: if flag.weight == Weight::Refuse {
            "refuse"
        } else {
            "mark"
        }
        .to_owned(),
        text: flag.text,
    }
}

fn related(office: &Office, spec: &Spec, id: RowId) -> Result<Vec<Related>, Problem> {
    let mut found = Vec::new();
    for other in ledger::ALL {
        for field in other
            .fields
            .iter()
            .filter(|field| field.kind == Type::Ref(spec.name))
        {
            let query = Query {
                equals: vec![(field.name, vec![Value::from(id.to_string())])],
                ..Query::default()
            };
            let count = office.store.count(other, &query)?;
            if count > 0 {
                found.push(Related {
                    ledger: other.name.to_owned(),
                    label: format!("{}（{}）", other.label, field.label),
                    field: field.name.to_owned(),
                    count,
                });
            }
        }
    }
    Ok(found)
}

/// Saves a new record, or the changed fields of one.
pub(crate) fn save(desk: &Desk, request: SaveRecord) -> Result<Record, Problem> {
    let spec = spec_of(&request.ledger)?;
    refuse_automatic(spec, request.values.keys())?;
    desk.with_office(|office| {
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
        refuse(&flags(desk, spec, &row))?;
        input::references_exist(office, spec, &former, &row)?;
        let change = difference(spec, id, &former, &row);
        office.act(desk, Act::SAVE_RECORD, form, &[change])?;
        view(desk, office, spec, id, Sight::Masked)
    })
}

fn refuse_automatic<'a>(
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

/// Refuses what a person may not save, naming every field at once.
pub(crate) fn refuse(flags: &[Flag]) -> Result<(), Problem> {
    let fields: Vec<ProblemField> = flags
        .iter()
        .filter(|flag| flag.weight == Weight::Refuse)
        .map(|flag| ProblemField {
            field: flag.field.to_owned(),
            text: flag.text.clone(),
        })
        .collect();
    let Some(first) = fields.first() else {
        return Ok(());
    };
    let message = format!("还没有保存：{}填好的内容都还在。", first.text);
    Err(Problem {
        code: "not_valid",
        message,
        fields,
    })
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
        lists: &desk.lists,
        names: &names,
    }
    .row(spec, &stored.row, Sight::Masked);
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
fn owned(office: &Office, stored: &StoredRow) -> Result<(), Problem> {
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
    let spec = spec_of(&request.ledger)?;
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
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
        view(desk, office, spec, id, Sight::Masked)
    })
}

/// Takes a step of a record's flow.
pub(crate) fn advance(desk: &Desk, request: AdvanceRecord) -> Result<Record, Problem> {
    let spec = spec_of(&request.ledger)?;
    let id = row_id(&request.id)?;
    let flow = spec
        .flow
        .ok_or_else(|| Problem::new("no_flow", "这本台账没有办理步骤，什么也没有改动。"))?;
    desk.with_office(|office| {
        let stored = office.row(spec, id)?;
        let form = fresh(desk, office, spec, &stored, Some(&request.form))?;
        let asked = input::read(desk, spec, stored.row.clone(), &request.values)?;
        let asked = super::steps::prepare(desk, spec, &request.step, asked);
        let next = flow
            .advance(&asked, &request.step)
            .map_err(|refusal| refused(spec, &refusal))?;
        input::references_exist(office, spec, &stored.row, &next)?;
        office.act(
            desk,
            Act::ADVANCE_RECORD,
            Some(form),
            &[difference(spec, id, &stored.row, &next)],
        )?;
        view(desk, office, spec, id, Sight::Masked)
    })
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
