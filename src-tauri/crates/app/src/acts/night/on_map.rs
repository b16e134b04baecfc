//! What the night tells the map: the people by the danger zone they leave, and where the warning in
//! force holds.

use super::{Tonight, small, warning};
use crate::acts::map::{Sketch, range};
use crate::desk::Desk;
use crate::office::{Office, references, spec_of};
use crate::problem::Problem;
use cap::Shape;
use ledger::kinds::evac_entry;
use ledger::{Row, RowId, Value};
use std::collections::BTreeMap;

/// People who have to leave each danger zone, and how many of them are safe. Whoever lives in two
/// zones is counted in both.
pub(crate) fn people_by_zone(
    desk: &Desk,
    office: &Office,
) -> Result<BTreeMap<RowId, (u32, u32)>, Problem> {
    let tonight = Tonight::of(desk, office)?;
    let rows: Vec<&Row> = tonight.entries.iter().map(|stored| &stored.row).collect();
    let homes = rows
        .iter()
        .flat_map(|row| references(row.get("household_id")));
    let homes: Vec<RowId> = homes.collect();
    let homes = office.store.rows(spec_of("household")?, &homes)?;
    let zones: BTreeMap<RowId, Vec<RowId>> = homes
        .iter()
        .map(|home| (home.id, references(home.row.get("risk_point_id"))))
        .collect();
    let mut people: BTreeMap<RowId, (u32, u32)> = BTreeMap::new();
    for row in rows {
        let homes = references(row.get("household_id")).into_iter();
        for zone in homes.filter_map(|home| zones.get(&home)).flatten() {
            let (owed, safe) = people.entry(*zone).or_default();
            *owed += small(evac_entry::people_owed(row));
            *safe += small(evac_entry::people_safe(row));
        }
    }
    Ok(people)
}

/// The area of a warning as its file drew it.
pub(crate) struct WarnedArea {
    /// Kind and level: 暴雨橙色预警.
    pub(crate) title: String,
    /// The area in words.
    pub(crate) area: String,
    /// Polygons and circles.
    pub(crate) shapes: Vec<Shape>,
    /// How many of them could not be read.
    pub(crate) unread: usize,
}

/// Where the warning in force holds; none where none is.
pub(crate) fn warned_area(desk: &Desk, office: &Office) -> Result<Option<WarnedArea>, Problem> {
    let tonight = Tonight::of(desk, office)?;
    Ok(tonight
        .warning
        .as_ref()
        .map(|stored| drawn(&tonight, &stored.row)))
}

/// What a warning says of its area.
pub(super) fn drawn(tonight: &Tonight<'_>, row: &Row) -> WarnedArea {
    let kept: &[String] = match row.get("area_shapes") {
        Value::Lines(lines) => lines,
        _ => &[],
    };
    let shapes: Vec<Shape> = kept.iter().filter_map(|line| Shape::read(line)).collect();
    WarnedArea {
        title: warning::title(tonight, row),
        area: row.text("area_desc").to_owned(),
        unread: kept.len() - shapes.len(),
        shapes,
    }
}

/// The same as sentences for the desk: what lies inside, and what cannot be compared.
pub(super) fn reach(tonight: &Tonight<'_>, row: &Row) -> Result<Vec<String>, Problem> {
    let warned = drawn(tonight, row);
    if warned.shapes.is_empty() && warned.unread == 0 {
        return Ok(Vec::new());
    }
    let area = tonight.office.code.as_str();
    let sketch = Sketch::of(tonight.office, area)?;
    let range = range::of(tonight.office, (&sketch, area), &warned)?;
    Ok(range.map(|range| range.says).unwrap_or_default())
}
