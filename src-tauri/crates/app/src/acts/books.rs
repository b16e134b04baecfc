//! The declarations, as the screens need them.

use crate::bridge::books::{ChipView, Declarations, FieldView, FlowView, LedgerView, WayState};
use crate::bridge::file::Nothing;
use crate::desk::Desk;
use crate::lists::Lists;
use crate::problem::Problem;
use ledger::flow::Ask;
use ledger::{Field, Flow, Need, Spec};

/// Ledgers whose own spreadsheets (title rows, merged heads) can be read.
pub(crate) const IMPORTS: [&str; 3] = ["hazard", "person", "supply_item"];

/// Tells every ledger, code list and menu.
pub(crate) fn declarations(desk: &Desk, _: Nothing) -> Result<Declarations, Problem> {
    let (lists, role) = (desk.lists(), desk.role());
    let ledgers = ledger::ALL
        .iter()
        .filter(|spec| role.may_know_of(spec))
        .map(|spec| ledger_view(spec, &lists))
        .collect();
    Ok(Declarations {
        ledgers,
        lists: lists.all().clone(),
    })
}

fn ledger_view(spec: &Spec, lists: &Lists) -> LedgerView {
    LedgerView {
        name: spec.name.to_owned(),
        label: spec.label.to_owned(),
        menu: spec.menu,
        single: spec.single,
        fields: spec.fields.iter().map(field_view).collect(),
        columns: spec.columns.iter().map(ToString::to_string).collect(),
        chips: spec
            .chips
            .iter()
            .map(|chip| ChipView {
                name: chip.name.to_owned(),
                label: chip.label.to_owned(),
            })
            .collect(),
        flow: spec.flow.map(|flow| flow_view(flow, lists)),
        imports: IMPORTS.contains(&spec.name),
        append_only: spec.append_only,
        confidential: spec.confidential,
        photos: spec.photos,
    }
}

fn field_view(field: &Field) -> FieldView {
    FieldView {
        name: field.name.to_owned(),
        label: field.label.to_owned(),
        kind: field.kind,
        need: field.need,
        privacy: field.privacy,
        unit: field.unit.to_owned(),
        hint: field.hint.to_owned(),
        automatic: field.automatic,
        tonight: field.tonight || field.need == Need::Always,
    }
}

/// The usual way: from the initial state along the first step that leads on, each state once.
fn flow_view(flow: &Flow, lists: &Lists) -> FlowView {
    let mut way: Vec<WayState> = Vec::new();
    let (mut state, mut asks) = (flow.initial, Vec::new());
    loop {
        way.push(WayState {
            code: state.to_owned(),
            label: lists.label(flow.states, state).to_owned(),
            asks: std::mem::take(&mut asks),
        });
        let order: Vec<&str> = lists
            .items(flow.states)
            .iter()
            .map(|item| item.code.as_str())
            .collect();
        let place = |code: &str| order.iter().position(|known| *known == code);
        let onward = flow
            .steps_from(state)
            .filter(|step| place(step.to) > place(state))
            .min_by_key(|step| place(step.to));
        match onward {
            Some(step) if !way.iter().any(|seen| seen.code == step.to) => {
                state = step.to;
                asks = needed(step.asks);
            }
            _ => {
                return FlowView {
                    state: flow.state.to_owned(),
                    way,
                };
            }
        }
    }
}

fn needed(asks: &[Ask]) -> Vec<String> {
    let needed = asks.iter().filter(|ask| ask.required);
    needed.map(|ask| ask.field.to_owned()).collect()
}
