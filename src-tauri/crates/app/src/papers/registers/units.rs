//! The unit of a number that another field or another row holds: 条 of an item, 毫米 of what a
//! point watches. A number without one says nothing.

use super::books::area;
use crate::office::spec_of;
use crate::papers::Gather;
use crate::problem::Problem;
use ledger::kinds::monitor_reading::{Line, line_reached};
use ledger::{Row, RowId};
use std::collections::BTreeMap;
use store::StoredRow;

/// Fields whose unit is found this way.
const UNITED: &[(&str, &str)] = &[
    ("relief", "qty"),
    ("resource", "quantity"),
    ("borrow", "quantity"),
    ("supply_item", "min_qty"),
    ("supply_batch", "qty"),
    ("supply_check", "book_qty"),
    ("supply_check", "real_qty"),
    ("supply_movement", "qty"),
    ("monitor_point", "prepare_line"),
    ("monitor_point", "leave_line"),
    ("monitor_reading", "value"),
];

/// Whether a field's unit stands elsewhere.
pub(super) fn is_elsewhere(ledger: &str, field: &str) -> bool {
    UNITED.contains(&(ledger, field))
}

/// The unit of each row's numbers; none of a ledger whose fields say their own.
pub(super) fn of(
    gather: &Gather<'_>,
    ledger: &str,
    rows: &[StoredRow],
) -> Result<BTreeMap<RowId, String>, Problem> {
    let units = match ledger {
        "relief" | "resource" | "borrow" | "supply_item" => own(rows),
        "supply_batch" | "supply_check" => of_items(gather, rows)?,
        "supply_movement" => of_movements(gather, rows)?,
        "monitor_point" => rows
            .iter()
            .map(|stored| (stored.id, of_point(gather, &stored.row)))
            .collect(),
        "monitor_reading" => of_readings(gather, rows)?,
        _ => BTreeMap::new(),
    };
    Ok(units)
}

fn own(rows: &[StoredRow]) -> BTreeMap<RowId, String> {
    let unit = |stored: &StoredRow| (stored.id, stored.row.text("unit").to_owned());
    rows.iter().map(unit).collect()
}

/// By identity, every row of a ledger in the books of an area.
fn every(
    gather: &Gather<'_>,
    (area, ledger): (&str, &str),
) -> Result<BTreeMap<String, Row>, Problem> {
    let rows = gather.office.all_of(area, spec_of(ledger)?.name)?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|stored| (stored.id.to_string(), stored.row))
        .collect())
}

fn of_items(gather: &Gather<'_>, rows: &[StoredRow]) -> Result<BTreeMap<RowId, String>, Problem> {
    let items = every(gather, (area(gather, rows), "supply_item"))?;
    let unit = |row: &Row| {
        let item = items.get(row.text("item_id"));
        item.map_or_else(String::new, |item| item.text("unit").to_owned())
    };
    Ok(rows
        .iter()
        .map(|stored| (stored.id, unit(&stored.row)))
        .collect())
}

fn of_movements(
    gather: &Gather<'_>,
    rows: &[StoredRow],
) -> Result<BTreeMap<RowId, String>, Problem> {
    let batches = gather.office.all_of(area(gather, rows), "supply_batch")?;
    let units = of_items(gather, &batches)?;
    let units: BTreeMap<String, String> = units
        .into_iter()
        .map(|(batch, unit)| (batch.to_string(), unit))
        .collect();
    let unit = |stored: &StoredRow| {
        let unit = units.get(stored.row.text("batch_id")).cloned();
        (stored.id, unit.unwrap_or_default())
    };
    Ok(rows.iter().map(unit).collect())
}

/// 毫米 of 雨量（毫米）, as the list of what is watched says it.
fn of_point(gather: &Gather<'_>, point: &Row) -> String {
    let label = gather.label("monitor_what", point, "what");
    let inside = label.split_once('（').map(|(_, unit)| unit);
    inside.map_or_else(String::new, |unit| unit.trim_end_matches('）').to_owned())
}

fn of_readings(
    gather: &Gather<'_>,
    rows: &[StoredRow],
) -> Result<BTreeMap<RowId, String>, Problem> {
    let points = every(gather, (area(gather, rows), "monitor_point"))?;
    let unit = |row: &Row| {
        let point = points.get(row.text("point_id"));
        point.map_or_else(String::new, |point| of_point(gather, point))
    };
    Ok(rows
        .iter()
        .map(|stored| (stored.id, unit(&stored.row)))
        .collect())
}

/// Which line of its point each reading has reached, in words.
pub(super) fn lines_reached(
    gather: &Gather<'_>,
    ledger: &str,
    rows: &[StoredRow],
) -> Result<BTreeMap<RowId, &'static str>, Problem> {
    if ledger != "monitor_reading" {
        return Ok(BTreeMap::new());
    }
    let points = every(gather, (area(gather, rows), "monitor_point"))?;
    let reached = |stored: &StoredRow| {
        let point = points.get(stored.row.text("point_id"))?;
        let words = match line_reached(&stored.row, point)? {
            Line::Leave => "到立即转移线",
            Line::Prepare => "到准备转移线",
        };
        Some((stored.id, words))
    };
    Ok(rows.iter().filter_map(reached).collect())
}
