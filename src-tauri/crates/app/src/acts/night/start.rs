//! The beginning of a transfer: one reason is enough, no warning and nobody's leave is waited for
//! (domain §8.3). Every household of the danger zones comes on the list once, with its escort, its
//! way and a shelter that is not forbidden for this hazard.

use super::{Tonight, board, shelters, targets};
use crate::acts::record::{difference, flags, refuse};
use crate::acts::{input, prefill};
use crate::bridge::night::{AddOutsiders, StartEvacuation};
use crate::bridge::records::Values;
use crate::office::{new_id, references, row_id, spec_of};
use crate::problem::Problem;
use ledger::{Change, Row, RowId, Spec, Value};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use store::StoredRow;

/// The entries of every household that is to leave and is not on the list yet.
pub(super) fn written(
    tonight: &Tonight<'_>,
    request: &StartEvacuation,
) -> Result<Vec<Change>, Problem> {
    let spec = spec_of("evac_entry")?;
    let reason = Values::from([("trigger".to_owned(), json!(request.trigger))]);
    let common = input::read(tonight.desk, spec, Row::default(), &reason)?;
    if common.get("trigger").is_empty() {
        let text = "还没有选为什么转，名单没有动。选一条就行。";
        return Err(Problem::of_field("not_valid", "trigger", text));
    }
    let households = wanted(tonight, request)?;
    let mut plan = Plan::of(tonight, common)?;
    for household in &households {
        plan.take(household)?;
    }
    Ok(plan.changes)
}

/// The households meant: the danger zones named, all of them where none is, and single ones.
fn wanted(tonight: &Tonight<'_>, request: &StartEvacuation) -> Result<Vec<StoredRow>, Problem> {
    let all = request.risk_points.is_empty()
        && request.groups.is_empty()
        && request.households.is_empty();
    let is_named = |stored: &StoredRow| {
        let row = &stored.row;
        request
            .groups
            .iter()
            .any(|group| group == row.text("group"))
            || request
                .risk_points
                .iter()
                .any(|id| id == row.text("risk_point_id"))
    };
    let mut households = targets::in_danger(tonight)?;
    households.retain(|stored| all || is_named(stored));
    let ids = request.households.iter().map(|text| row_id(text));
    let ids: Vec<RowId> = ids.collect::<Result<_, _>>()?;
    let single = tonight.office.store.rows(spec_of("household")?, &ids)?;
    let known: BTreeSet<RowId> = households.iter().map(|stored| stored.id).collect();
    households.extend(
        single
            .into_iter()
            .filter(|stored| !known.contains(&stored.id)),
    );
    if households.is_empty() {
        let text = "没有找到要转的户，名单没有动。请先在户册里标明哪些户在危险区，或直接点户。";
        return Err(Problem::new("nobody_in_danger", text));
    }
    Ok(households)
}

/// People from outside: a place and a headcount are enough.
pub(super) fn outsiders(
    tonight: &Tonight<'_>,
    request: &AddOutsiders,
) -> Result<Vec<Change>, Problem> {
    let spec = spec_of("evac_entry")?;
    if request.place.trim().is_empty() || request.people == 0 {
        let text = "还差一样：写明在哪里、几个人。没有记下。";
        return Err(Problem::of_field("not_valid", "place", text));
    }
    let values = Values::from([
        ("place".to_owned(), json!(request.place.trim())),
        ("people".to_owned(), json!(request.people)),
        (
            "outsider_kind".to_owned(),
            json!(request.kind.as_deref().unwrap_or("guest")),
        ),
    ]);
    let mut row = input::read(tonight.desk, spec, Row::default(), &values)?;
    row.set("trigger", reason(tonight));
    tonight.name_event(&mut row);
    input::fill(tonight.desk, spec, &mut row);
    refuse(&flags(tonight.desk, spec, &row))?;
    Ok(vec![difference(spec, new_id(), &Row::default(), &row)])
}

/// Why people leave tonight, as far as somebody said so.
pub(super) fn reason<'a>(tonight: &'a Tonight<'_>) -> &'a str {
    let entries = tonight.entries.iter();
    let mut reasons = entries.map(|stored| stored.row.text("trigger"));
    let said = reasons.rfind(|reason| !reason.is_empty());
    said.unwrap_or("unclear")
}

/// The list as it grows.
pub(super) struct Plan<'a> {
    tonight: &'a Tonight<'a>,
    spec: &'static Spec,
    /// What every entry has in common: the reason and the event.
    common: Row,
    /// Households on the list.
    listed: BTreeSet<String>,
    /// Heads of groups, by group.
    heads: BTreeMap<String, RowId>,
    shelters: shelters::Choice,
    changes: Vec<Change>,
}

impl<'a> Plan<'a> {
    /// The list of tonight, to which households of this reason come.
    pub(super) fn of(tonight: &'a Tonight<'a>, mut common: Row) -> Result<Self, Problem> {
        tonight.name_event(&mut common);
        let listed = tonight.entries.iter().filter(|stored| {
            // Whoever is home again, or was not there, may have to leave once more.
            !matches!(board::state_of(&stored.row), "returned" | "absent")
        });
        let listed = listed.map(|stored| stored.row.text("household_id").to_owned());
        let heads = targets::group_heads(tonight)?.into_iter().map(|stored| {
            let title = stored.row.text("duty_title");
            (title.replace("组长", "").replace('组', ""), stored.id)
        });
        Ok(Self {
            tonight,
            spec: spec_of("evac_entry")?,
            common,
            listed: listed.collect(),
            heads: heads.collect(),
            shelters: shelters::Choice::of(tonight)?,
            changes: Vec::new(),
        })
    }

    fn take(&mut self, household: &StoredRow) -> Result<(), Problem> {
        if !self.listed.insert(household.id.to_string()) {
            return Ok(());
        }
        let row = self.entry(household)?;
        refuse(&flags(self.tonight.desk, self.spec, &row))?;
        self.changes
            .push(difference(self.spec, new_id(), &Row::default(), &row));
        Ok(())
    }

    /// The entry of a household: its escort, its way, its shelter.
    pub(super) fn entry(&mut self, household: &StoredRow) -> Result<Row, Problem> {
        let Tonight { desk, office, .. } = *self.tonight;
        let mut row = self.common.clone();
        row.set("household_id", household.id.to_string());
        prefill::fill(desk, office, self.spec, &mut row)?;
        self.find_escort(household, &mut row);
        self.find_shelter(household, &mut row);
        input::fill(desk, self.spec, &mut row);
        Ok(row)
    }

    /// The second escort where there is no first, else the head of the group (domain §8.2).
    fn find_escort(&self, household: &StoredRow, row: &mut Row) {
        if !row.text("escort_id").is_empty() {
            return;
        }
        let second = household.row.get("escort_b").clone();
        let group = row.text("group").replace('组', "");
        let head = self.heads.get(&group).map(|id| Value::from(id.to_string()));
        let escort = if second.is_empty() {
            head.unwrap_or(Value::Null)
        } else {
            second
        };
        row.set("escort_id", escort);
    }

    /// Where the planned shelter is forbidden, another one, and no way that leads to the first.
    fn find_shelter(&mut self, household: &StoredRow, row: &mut Row) {
        let people = ledger::kinds::evac_entry::people(row);
        if row.text("shelter_id").is_empty() {
            let found = self.shelters.instead(people, None);
            let had_one = !references(household.row.get("shelter_id")).is_empty();
            if had_one {
                row.set("route_id", Value::Null);
            }
            row.set(
                "shelter_id",
                found.map_or(Value::Null, |id| id.to_string().into()),
            );
        } else {
            let planned = references(row.get("shelter_id")).into_iter().next();
            self.shelters.reserve(planned, people);
        }
    }
}
