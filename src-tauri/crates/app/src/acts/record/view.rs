//! A record as a screen needs it: values, labels, masks, steps, what points to it.

use super::beside::beside;
use super::flags::{flag_view, flags};
use crate::acts::display::{Display, Sight, is_masked};
use crate::acts::{photos, prefill, sign};
use crate::bridge::records::{AskView, Begin, Record, Related, StepView};
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use ledger::{Deed, Row, RowId, Spec, Type, Value};
use std::collections::BTreeMap;
use store::{Query, StoredRow};

/// A record that is not written yet.
pub(super) fn blank_view(
    desk: &Desk,
    office: &Office,
    spec: &Spec,
    mut row: Row,
) -> Result<Record, Problem> {
    if let Some(flow) = spec.flow {
        row.set(flow.state, flow.initial);
    }
    let names = office.names(spec, [&row])?;
    let display = Display {
        lists: &desk.lists(),
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
        signed: Vec::new(),
        photos: Vec::new(),
        flags: Vec::new(),
        disputed: Vec::new(),
        withheld: Vec::new(),
        related: Vec::new(),
        begins: Vec::new(),
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
        lists: &desk.lists(),
        names: &names,
    };
    let masked = masked(spec, &stored.row, sight);
    let mut values: BTreeMap<_, _> = stored.row.to_json(spec).into_iter().collect();
    for name in &masked {
        values.insert((*name).to_owned(), serde_json::Value::Null);
    }
    Ok(Record {
        ledger: spec.name.to_owned(),
        id: id.to_string(),
        area: crate::acts::handoff::area_name(office, &stored.area)?,
        title: office.title(spec, &stored.row)?,
        values,
        shown: display.stored(spec, &stored, sight),
        names: text_names(&names),
        masked: masked.into_iter().map(str::to_owned).collect(),
        form: office.store.form(spec, id)?.to_string(),
        gone: stored.gone,
        steps: if is_ours(office, &stored) {
            steps(office, spec, &stored.row)
        } else {
            Vec::new()
        },
        signed: sign::of_record(desk, office, (spec, id))?,
        photos: photos::of_record(desk, office, (spec, &stored))?,
        flags: flags(desk, spec, &stored.row)
            .into_iter()
            .chain(beside(desk, office, spec, &stored)?)
            .map(flag_view)
            .collect(),
        disputed: crate::acts::matters::disputed_fields(office, spec, &stored)?,
        withheld: stored.withheld.iter().map(ToString::to_string).collect(),
        related: related(office, spec, id)?,
        begins: if is_ours(office, &stored) {
            begins(office, spec)
        } else {
            Vec::new()
        },
        papers: if is_ours(office, &stored) {
            crate::acts::paper::of_ledger(desk, spec.name)?
        } else {
            Vec::new()
        },
        acts: changes_since_creation(office, spec, id)?,
    })
}

/// Names of the fields whose value is hidden.
pub(super) fn masked(spec: &Spec, row: &Row, sight: Sight) -> Vec<&'static str> {
    let hidden = spec
        .fields
        .iter()
        .filter(|field| is_masked(field, row.get(field.name), sight));
    hidden.map(|field| field.name).collect()
}

/// How often a record was written after it came into being.
fn changes_since_creation(office: &Office, spec: &Spec, id: RowId) -> Result<u32, Problem> {
    let written = office.store.history(spec, id)?.len();
    Ok(u32::try_from(written.saturating_sub(1)).unwrap_or(u32::MAX))
}

fn is_ours(office: &Office, stored: &StoredRow) -> bool {
    stored.area == office.code && !stored.gone
}

fn steps(office: &Office, spec: &Spec, row: &Row) -> Vec<StepView> {
    let Some(flow) = spec.flow else {
        return Vec::new();
    };
    let views = flow.steps_from(flow.state_of(row)).map(|step| StepView {
        name: step.name.to_owned(),
        label: step.label.to_owned(),
        to: step.to.to_owned(),
        signed: sign::is_asked(office, flow, step.name),
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

/// What whoever works now may go on with.
fn begins(office: &Office, spec: &Spec) -> Vec<Begin> {
    let next = prefill::begins(spec.name).iter();
    let next = next.filter_map(|(ledger, field)| Some((ledger::by_name(ledger)?, *field)));
    let may = next.filter(|(other, _)| office.seat.role().may(Deed::Write, other));
    may.map(|(other, field)| Begin {
        ledger: other.name.to_owned(),
        label: other.label.to_owned(),
        field: field.to_owned(),
    })
    .collect()
}

fn related(office: &Office, spec: &Spec, id: RowId) -> Result<Vec<Related>, Problem> {
    let mut found = Vec::new();
    for other in ledger::ALL {
        let fields = other.fields.iter().filter(|_| office.knows_of(other));
        for field in fields.filter(|field| field.kind == Type::Ref(spec.name)) {
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
