//! What the program itself writes when a record takes a step: the fields a step asks for that
//! nobody types. A moment becomes the present one, a whole number the next one.

use crate::desk::Desk;
use ledger::{Row, Spec, Type, Value};

/// The row with what the step itself implies.
pub(crate) fn prepare(desk: &Desk, spec: &Spec, step: &str, mut row: Row) -> Row {
    let step = spec
        .flow
        .and_then(|flow| flow.steps.iter().find(|known| known.name == step));
    let asked = step
        .into_iter()
        .flat_map(|step| step.asks)
        .filter_map(|ask| spec.field(ask.field));
    for field in asked.filter(|field| field.automatic) {
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
