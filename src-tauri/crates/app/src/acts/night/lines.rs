//! The lines of the transfer board: who, how many, which help, which way, what is wrong. A shelter
//! that does not hold against this hazard is shown with 换点; an alternate way under the same slope
//! is no alternate (domain §8.3, §8.5).

use super::board::state_of;
use super::{Tonight, arrivals, shelters, small, targets};
use crate::acts::display::Display;
use crate::bridge::night::{EvacuationLine, NightMember, NightStep};
use crate::office::{references, spec_of};
use crate::problem::Problem;
use ledger::kinds::{evac_entry, route};
use ledger::{Row, RowId};
use std::collections::BTreeMap;
use store::{Query, StoredRow};

/// What the entries point to, by id.
struct Named {
    households: BTreeMap<String, Row>,
    names: BTreeMap<RowId, String>,
    shelters: BTreeMap<String, Row>,
    members: BTreeMap<String, Vec<StoredRow>>,
    routes: BTreeMap<String, Row>,
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
    let homes = found.iter().map(|one| one.id.to_string());
    let by_id = |one: StoredRow| (one.id.to_string(), one.row);
    Ok(Named {
        members: arrivals::at_home(tonight, homes)?,
        routes: tonight
            .rows("route", Query::default())?
            .into_iter()
            .map(by_id)
            .collect(),
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

/// Every line of the board.
pub(super) fn lines(tonight: &Tonight<'_>) -> Result<Vec<EvacuationLine>, Problem> {
    let named = named(tonight)?;
    let entries = tonight.entries.iter();
    Ok(entries
        .map(|stored| line(tonight, &named, stored))
        .collect())
}

fn line(tonight: &Tonight<'_>, named: &Named, stored: &StoredRow) -> EvacuationLine {
    let row = &stored.row;
    let end = match row.text("destination") {
        "" | "central" => named.of(row, "shelter_id"),
        kin => tonight.label("evac_destination", kin),
    };
    let way = [named.of(row, "route_id"), end];
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
        shelter: match row.text("destination") {
            "" | "central" => row.text("shelter_id").to_owned(),
            _ => String::new(),
        },
        members: members(tonight, named, row),
        alternate: alternate(named, row),
        same_slope: is_under_the_same_slope(named, row),
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

/// Who of the household has to leave, its head first, and who of them is safe.
fn members(tonight: &Tonight<'_>, named: &Named, row: &Row) -> Vec<NightMember> {
    let people = named.members.get(row.text("household_id"));
    let home = named.households.get(row.text("household_id"));
    let head = home.map_or("", |home| home.text("head_id"));
    let mut people: Vec<&StoredRow> = people.into_iter().flatten().collect();
    people.sort_by_key(|person| (person.id.to_string() != head, person.id));
    let member = |person: &&StoredRow| NightMember {
        id: person.id.to_string(),
        name: targets::veiled(tonight, person.row.text("name")),
        help: match person.row.text("mobility") {
            "stretcher" => "担架".to_owned(),
            "wheelchair" => "轮椅".to_owned(),
            _ => String::new(),
        },
        safe: evac_entry::is_safe(row, person.row.text("name")),
    };
    people.iter().map(member).collect()
}

fn alternate_of<'a>(named: &'a Named, row: &Row) -> Option<[&'a Row; 2]> {
    let planned = named.routes.get(row.text("route_id"))?;
    let other = named.routes.get(planned.text("alt_route_id"))?;
    (!route::is_closed_in_rain(other)).then_some([planned, other])
}

/// The way that is taken only when the planned one is cut.
fn alternate(named: &Named, row: &Row) -> String {
    alternate_of(named, row).map_or_else(String::new, |[_, other]| other.text("name").to_owned())
}

fn is_under_the_same_slope(named: &Named, row: &Row) -> bool {
    alternate_of(named, row).is_some_and(|[planned, other]| route::shares_danger(planned, other))
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
