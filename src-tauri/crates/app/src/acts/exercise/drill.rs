//! What stays of an exercise: one drill record, filled from what was done on the desk.

use crate::acts::night::Course;
use crate::acts::record::{difference, flags, refuse};
use crate::acts::{input, prefill};
use crate::desk::Desk;
use crate::office::{Office, new_id, spec_of};
use crate::problem::Problem;
use ledger::{Act, Row, RowId, Value};

/// Writes the drill record into the real books.
pub(super) fn write(desk: &Desk, real: &mut Office, course: &Course) -> Result<RowId, Problem> {
    let spec = spec_of("drill")?;
    let mut row = Row::default();
    prefill::fill(desk, real, spec, &mut row)?;
    row.set("name", format!("{}演练", course.about));
    row.set("kind", "special");
    row.set("hazard_kind", course.hazard);
    row.set(
        "planned_on",
        desk.clock.today().format("%Y-%m-%d").to_string(),
    );
    row.set("held_at", course.begun_at.clone());
    row.set("script", course.about.clone());
    row.set("participants", Value::Int(course.participants));
    row.set("milestones", Value::Lines(course.milestones.clone()));
    row.set("issues", Value::Lines(course.undone.clone()));
    row.set("status", "held");
    input::fill(desk, spec, &mut row);
    refuse(&flags(desk, spec, &row))?;
    let id = new_id();
    let change = difference(spec, id, &Row::default(), &row);
    real.act(desk, Act::SAVE_RECORD, None, &[change])?;
    Ok(id)
}
