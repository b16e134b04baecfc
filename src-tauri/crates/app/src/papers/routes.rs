//! Ways that cannot be walked in rain: a paper for a night of rain offers none of them, and says of
//! each that it is closed (domain §8.5: a wrong way costs lives).

use super::Gather;
use crate::office::spec_of;
use crate::problem::Problem;
use ledger::kinds::route::is_closed_in_rain;
use ledger::{Row, RowId};
use print::table::{Cell, Table};
use std::collections::{BTreeMap, BTreeSet};
use store::StoredRow;

/// What is printed of such a way.
const CLOSED: &str = "雨天不能走";

/// The alternate of a way, where it may be offered; what is closed in rain is named as missing.
pub(super) fn alternate(gather: &Gather<'_>, route: &Row) -> Result<Option<Row>, Problem> {
    let Some(found) = gather.target(route, "alt_route_id", "route")? else {
        return Ok(None);
    };
    if !is_closed_in_rain(&found) {
        return Ok(Some(found));
    }
    let (way, other) = (route.text("name"), found.text("name"));
    gather.lacks.once(format!(
        "“{way}”的备用路线“{other}”{CLOSED}，明白卡上没有印它：请到“转移路线”里另定一条。"
    ));
    Ok(None)
}

/// Says of the ways of a table, and of their alternates, which are closed in rain.
pub(super) fn mark(
    gather: &Gather<'_>,
    (table, columns): (&mut Table, &[&str]),
    rows: &[StoredRow],
) -> Result<(), Problem> {
    let others = rows.iter().map(|stored| stored.row.text("alt_route_id"));
    let others: BTreeSet<RowId> = others.filter_map(|id| id.parse().ok()).collect();
    let others: Vec<RowId> = others.into_iter().collect();
    let others = gather.office.store.rows(spec_of("route")?, &others)?;
    let closed: BTreeMap<String, bool> = others
        .iter()
        .map(|stored| (stored.id.to_string(), is_closed_in_rain(&stored.row)))
        .collect();
    for (cells, stored) in table.rows.iter_mut().zip(rows) {
        for (cell, column) in cells.iter_mut().zip(columns) {
            let alternate = stored.row.text("alt_route_id");
            match *column {
                "rain_ok" if is_closed_in_rain(&stored.row) => *cell = Cell::strong(CLOSED),
                "alt_route_id" if closed.get(alternate) == Some(&true) => {
                    *cell = Cell::strong(format!("{}（{CLOSED}）", cell.text));
                }
                _ => {}
            }
        }
    }
    Ok(())
}
