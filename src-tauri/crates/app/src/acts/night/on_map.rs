//! The people of tonight by the danger zone they leave, for the map.

use super::{Tonight, small};
use crate::desk::Desk;
use crate::office::{Office, references, spec_of};
use crate::problem::Problem;
use ledger::kinds::evac_entry;
use ledger::{Row, RowId};
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
