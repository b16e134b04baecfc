//! The transfer board: people are counted, not only households; whoever is missing is named
//! (domain §8.3). A shelter that does not hold against this hazard is shown with 换点.

use super::{Tonight, shelters, small, targets};
use crate::acts::display::Display;
use crate::acts::record::difference;
use crate::bridge::night::{EvacuationBoard, EvacuationLine, NightStep, StateCount, Zone};
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
pub(super) fn by_group(row: &Row) -> (bool, u32, String) {
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
        entries: lines(tonight)?,
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

/// What the entries point to, by id.
struct Named {
    households: BTreeMap<String, Row>,
    names: BTreeMap<RowId, String>,
    shelters: BTreeMap<String, Row>,
}

fn named(tonight: &Tonight<'_>) -> Result<Named, Problem> {
    let office = tonight.office;
    let rows = || tonight.entries.iter().map(|stored| &stored.row);
    let mut names = office.names(spec_of("evac_entry")?, rows())?;
    let ids: Vec<RowId> = rows()
        .flat_map(|row| references(row.get("household_id")))
        .collect();
    let found = office.store.rows(spec_of("household")?, &ids)?;
    names.extend(office.names(spec_of("household")?, found.iter().map(|one| &one.row))?);
    let by_id = |one: StoredRow| (one.id.to_string(), one.row);
    Ok(Named {
        households: found.into_iter().map(by_id).collect(),
        names,
        shelters: shelters::all(tonight)?.into_iter().map(by_id).collect(),
    })
}

impl Named {
    fn of(&self, row: &Row, field: &str) -> String {
        let ids = references(row.get(field)).into_iter();
        let names = ids.filter_map(|id| self.names.get(&id).cloned());
        names.collect::<Vec<_>>().join("、")
    }

    fn who(&self, tonight: &Tonight<'_>, row: &Row) -> String {
        let place = row.text("place").to_owned();
        let Some(home) = self.households.get(row.text("household_id")) else {
            let kind = tonight.label("outsider_kind", row.text("outsider_kind"));
            return format!("{place}{kind}");
        };
        let head = self.of(home, "head_id");
        let door = targets::veiled(tonight, home.text("address"));
        if head.is_empty() {
            door
        } else {
            format!("{head} {door}")
        }
    }
}

fn lines(tonight: &Tonight<'_>) -> Result<Vec<EvacuationLine>, Problem> {
    let named = named(tonight)?;
    let entries = tonight.entries.iter();
    Ok(entries
        .map(|stored| line(tonight, &named, stored))
        .collect())
}

fn line(tonight: &Tonight<'_>, named: &Named, stored: &StoredRow) -> EvacuationLine {
    let row = &stored.row;
    let way = [named.of(row, "route_id"), named.of(row, "shelter_id")];
    let way: Vec<String> = way.into_iter().filter(|part| !part.is_empty()).collect();
    EvacuationLine {
        id: stored.id.to_string(),
        group: row.text("group").to_owned(),
        who: named.who(tonight, row),
        people: small(evac_entry::people(row)),
        safe: small(evac_entry::people_safe(row)),
        missing: missing(tonight, row),
        help: help(tonight, row),
        escort: named.of(row, "escort_id"),
        way: way.join("→"),
        status: state_of(row).to_owned(),
        status_label: tonight.label("evac_state", state_of(row)),
        alert: alert(tonight, named, row),
        steps: steps(row),
    }
}

/// Who of those who arrived is not among them.
fn missing(tonight: &Tonight<'_>, row: &Row) -> String {
    let short = evac_entry::people(row).saturating_sub(evac_entry::people_safe(row));
    if state_of(row) != "arrived" || short == 0 {
        return String::new();
    }
    match row.text("absent_names") {
        "" => format!("缺{short}人，没写是谁"),
        names => format!("缺{short}人：{}", targets::veiled(tonight, names)),
    }
}

fn help(tonight: &Tonight<'_>, row: &Row) -> String {
    let lists = tonight.desk.lists();
    let names = BTreeMap::new();
    let display = Display {
        lists: &lists,
        names: &names,
    };
    let count = |field: &str, label: &str| {
        let number = row.get(field).int().filter(|number| *number > 0);
        number.map(|number| format!("{label}{number}"))
    };
    let needed = evac_entry::SPEC.field("help_needed");
    let needed = needed.map(|field| display.value(field, row.get(field.name)));
    [
        count("stretchers", "担架"),
        count("wheelchairs", "轮椅"),
        needed,
    ]
    .into_iter()
    .flatten()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join("、")
}

fn alert(tonight: &Tonight<'_>, named: &Named, row: &Row) -> String {
    if evac_entry::is_unapproved_return(row) {
        return "擅自返回，去劝".to_owned();
    }
    let shelter = named.shelters.get(row.text("shelter_id"));
    if shelter.is_some_and(|shelter| !evac_entry::may_propose(shelter, tonight.hazard())) {
        return "换点".to_owned();
    }
    let on_the_way = matches!(state_of(row), "pending" | "notified");
    let lacks_escort = on_the_way && row.text("escort_id").is_empty();
    if lacks_escort && row.text("outsider_kind").is_empty() {
        return "没人护送".to_owned();
    }
    String::new()
}

fn steps(row: &Row) -> Vec<NightStep> {
    let flow = evac_entry::SPEC.flow.into_iter();
    let steps = flow.flat_map(|flow| flow.steps_from(state_of(row)));
    steps
        .map(|step| NightStep {
            name: step.name.to_owned(),
            label: step.label.to_owned(),
        })
        .collect()
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
