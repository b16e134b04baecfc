//! What the program itself writes when a record takes a step: the fields a step asks for that
//! nobody types. A moment becomes the present one, a whole number the next one. A moment that a
//! step only offers is the present one as well, unless somebody types it: what was noted on paper
//! at night keeps the time on the paper.

use crate::bridge::records::AdvanceRecord;
use crate::desk::Desk;
use ledger::flow::Ask;
use ledger::{Field, Row, Spec, Type, Value};

/// The row with what the step itself implies.
pub(crate) fn prepare(desk: &Desk, spec: &Spec, request: &AdvanceRecord, mut row: Row) -> Row {
    let step = spec
        .flow
        .and_then(|flow| flow.steps.iter().find(|known| known.name == request.step));
    let asked = step
        .into_iter()
        .flat_map(|step| step.asks)
        .filter_map(|ask| Some((ask, spec.field(ask.field)?)));
    for (_, field) in asked.filter(|(ask, field)| fills_itself(request, ask, field)) {
        match field.kind {
            Type::Time => row.set(field.name, desk.clock.moment()),
            // The first round is not written; the one after it is the second.
            Type::Int => {
                let number = row.get(field.name).int().unwrap_or(1);
                row.set(field.name, Value::Int(number + 1));
            }
            _ => {}
        }
    }
    row
}

fn fills_itself(request: &AdvanceRecord, ask: &Ask, field: &Field) -> bool {
    let typed = request.values.get(field.name);
    let is_offered_moment = field.kind == Type::Time && !ask.required;
    field.automatic || is_offered_moment && typed.is_none_or(serde_json::Value::is_null)
}
