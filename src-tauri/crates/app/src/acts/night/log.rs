//! The log of the night: lines with the moment they were written, the newest first; and the lines
//! that other acts write into it.

use super::{Tonight, clock_time};
use crate::acts::input;
use crate::acts::record::{difference, flags, refuse};
use crate::bridge::night::LogLine;
use crate::office::{new_id, spec_of};
use crate::problem::Problem;
use ledger::{Change, Row, Value};
use store::StoredRow;

/// Lines that are shown.
const LINES: usize = 12;

/// The newest lines.
pub(super) fn newest(tonight: &Tonight<'_>) -> Result<Vec<LogLine>, Problem> {
    let lines = all(tonight)?;
    let newest = lines.iter().rev().take(LINES);
    Ok(newest
        .map(|line| LogLine {
            id: line.id.to_string(),
            at: clock_time(line.row.text("at")),
            text: line.row.text("text").to_owned(),
        })
        .collect())
}

/// Every line of tonight, the oldest first.
pub(super) fn all(tonight: &Tonight<'_>) -> Result<Vec<StoredRow>, Problem> {
    let mut lines = tonight.of_tonight("incident_log")?;
    lines.sort_by_key(|line| (line.row.text("at").to_owned(), line.id));
    Ok(lines)
}

/// A line of this text, stamped with the present moment.
pub(super) fn written(tonight: &Tonight<'_>, text: &str) -> Result<Change, Problem> {
    let spec = spec_of("incident_log")?;
    let mut row = Row::default();
    row.set("text", text);
    let current = tonight.office.seat.current();
    if let Some(person) = current
        .map(|user| user.person.clone())
        .filter(|id| !id.is_empty())
    {
        row.set("recorded_by", Value::from(person));
    }
    tonight.name_event(&mut row);
    input::fill(tonight.desk, spec, &mut row);
    refuse(&flags(tonight.desk, spec, &row))?;
    Ok(difference(spec, new_id(), &Row::default(), &row))
}
