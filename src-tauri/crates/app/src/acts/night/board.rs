//! The transfer board: people are counted, not only households; whoever is missing is named
//! (domain §8.3). A shelter that does not hold against this hazard is shown with 换点.

use super::{Tonight, lines, small, targets};
use crate::acts::record::difference;
use crate::bridge::night::{DangerGroup, EvacuationBoard, StateCount, Zone};
use crate::office::{references, spec_of};
use crate::problem::Problem;
use ledger::kinds::evac_entry;
use ledger::{Change, Row, RowId, Value};
use std::collections::{BTreeMap, BTreeSet};
use store::StoredRow;

/// States in which somebody is not at home and not known to be elsewhere.
pub(super) const NOT_OVER: &[&str] = &[
    "pending",
    "notified",
    "moving",
    "arrived",
    "refused",
    "lost_contact",
    "in_place",
    "hospital",
];

/// The order of the list: group by group, by the number in its name, outsiders last.
pub(crate) fn by_group(row: &Row) -> (bool, u32, String) {
    let group = row.text("group");
    let digits: String = group.chars().filter(char::is_ascii_digit).collect();
    (
        row.text("household_id").is_empty(),
        digits.parse().unwrap_or(u32::MAX),
        group.to_owned(),
    )
}

/// The board.
pub(super) fn board(tonight: &Tonight<'_>) -> Result<EvacuationBoard, Problem> {
    let rows: Vec<&Row> = tonight.entries.iter().map(|stored| &stored.row).collect();
    let owed = |row: &&&Row| evac_entry::people_owed(row) > 0;
    let all_safe = |row: &&&Row| evac_entry::people_safe(row) >= evac_entry::people_owed(row);
    let people = |of: fn(&Row) -> u64| small(rows.iter().map(|row| of(row)).sum::<u64>());
    let households = targets::in_danger(tonight)?;
    let listed: BTreeSet<&str> = rows.iter().map(|row| row.text("household_id")).collect();
    let is_listed = |stored: &StoredRow| listed.contains(stored.id.to_string().as_str());
    Ok(EvacuationBoard {
        states: states(tonight, &rows),
        households_owed: small(rows.iter().filter(owed).count()),
        people_owed: people(evac_entry::people_owed),
        households_safe: small(rows.iter().filter(owed).filter(all_safe).count()),
        people_safe: people(evac_entry::people_safe),
        zones: zones(tonight, &households)?,
        not_listed: small(households.iter().filter(|one| !is_listed(one)).count()),
        groups: groups(&households),
        entries: lines::lines(tonight)?,
    })
}

fn states(tonight: &Tonight<'_>, rows: &[&Row]) -> Vec<StateCount> {
    let lists = tonight.desk.lists();
    let count = |code: &str| -> (usize, u64) {
        let there = rows.iter().filter(|row| state_of(row) == code);
        let people = there.clone().map(|row| evac_entry::people(row));
        (there.count(), people.sum())
    };
    let items = lists.items("evac_state").iter();
    items
        .map(|item| {
            let (households, people) = count(&item.code);
            StateCount {
                code: item.code.clone(),
                label: item.label.clone(),
                households: small(households),
                people: small(people),
            }
        })
        .filter(|state| state.households > 0)
        .collect()
}

/// The state of an entry; an unwritten one is the first.
pub(super) fn state_of(row: &Row) -> &str {
    match row.text("status") {
        "" => "pending",
        state => state,
    }
}

/// The groups that have households in danger, in the order of the list.
fn groups(households: &[StoredRow]) -> Vec<DangerGroup> {
    let mut counts: BTreeMap<(bool, u32, String), u32> = BTreeMap::new();
    for household in households {
        *counts.entry(by_group(&household.row)).or_default() += 1;
    }
    let named = counts
        .into_iter()
        .filter(|((.., name), _)| !name.is_empty());
    named
        .map(|((.., name), households)| DangerGroup { name, households })
        .collect()
}

fn zones(tonight: &Tonight<'_>, households: &[StoredRow]) -> Result<Vec<Zone>, Problem> {
    let mut counts: BTreeMap<RowId, u32> = BTreeMap::new();
    for household in households {
        for id in references(household.row.get("risk_point_id")) {
            *counts.entry(id).or_default() += 1;
        }
    }
    let ids: Vec<RowId> = counts.keys().copied().collect();
    let rows = tonight.office.store.rows(spec_of("risk_point")?, &ids)?;
    let mut zones: Vec<Zone> = rows
        .iter()
        .map(|stored| Zone {
            id: stored.id.to_string(),
            name: stored.row.text("name").to_owned(),
            households: counts.get(&stored.id).copied().unwrap_or(0),
        })
        .collect();
    zones.sort_by(|one, other| {
        other
            .households
            .cmp(&one.households)
            .then(one.name.cmp(&other.name))
    });
    Ok(zones)
}

/// A household that answered a call and waits to be told of the transfer has been told by it.
pub(super) fn told(
    tonight: &Tonight<'_>,
    household: &str,
    at: &str,
) -> Result<Vec<Change>, Problem> {
    let spec = spec_of("evac_entry")?;
    let waits = |stored: &&StoredRow| {
        !household.is_empty()
            && stored.row.text("household_id") == household
            && state_of(&stored.row) == "pending"
    };
    let told = tonight.entries.iter().filter(waits).map(|stored| {
        let mut row = stored.row.clone();
        row.set("status", "notified");
        row.set("notified_at", Value::from(at));
        difference(spec, stored.id, &stored.row, &row)
    });
    Ok(told.collect())
}
