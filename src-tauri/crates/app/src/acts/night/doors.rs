//! The lists of those who go from door to door: whom nobody has reached yet, by group, and who
//! knocks (domain §8.3). When the telephones are dead these are the calls; the order is the one in
//! which what was written on them is keyed in afterwards.

use super::targets::{self, Target};
use super::{Tonight, board, calls, clock_time};
use crate::acts::display::Display;
use crate::office::spec_of;
use crate::problem::Problem;
use ledger::kinds::{callout, household};
use ledger::{Row, RowId};
use std::collections::{BTreeMap, BTreeSet};
use store::StoredRow;

/// The doors of a group.
pub(crate) struct DoorList {
    /// Group; empty for those of none.
    pub(crate) group: String,
    /// Its head.
    pub(crate) head: String,
    /// Its doors.
    pub(crate) doors: Vec<Door>,
}

/// A door to knock at.
pub(crate) struct Door {
    /// Where it stands on the paper; the numbers run on from group to group.
    pub(crate) number: u32,
    /// Identity on the board.
    pub(crate) key: String,
    /// The person.
    pub(crate) person: Option<RowId>,
    /// The household.
    pub(crate) household: Option<String>,
    /// Who is to be called.
    pub(crate) name: String,
    /// What for.
    pub(crate) roles: String,
    /// His telephone, in groups.
    pub(crate) phone: String,
    /// Where he lives.
    pub(crate) address: String,
    /// Who knocks.
    pub(crate) knocker: String,
    /// What came of the tries so far: `02:15 未接`.
    pub(crate) tries: Vec<String>,
    /// When he answered; empty if he did not.
    pub(crate) answered: String,
}

/// Everybody to be called, by group in the order of the village, with the tries so far.
pub(super) fn lists(tonight: &Tonight<'_>) -> Result<Vec<DoorList>, Problem> {
    let mut people = targets::targets(tonight)?;
    people.sort_by_key(|target| (by_group(target), target.rank));
    let homes = Homes::of(tonight, &people)?;
    let heads = heads(tonight)?;
    let made = tonight.of_tonight("callout")?;
    let mut lists: Vec<DoorList> = Vec::new();
    for (at, target) in people.iter().enumerate() {
        let door = homes.door(tonight, (at, target), &made);
        match lists.last_mut().filter(|list| list.group == target.group) {
            Some(list) => list.doors.push(door),
            None => lists.push(DoorList {
                group: target.group.clone(),
                head: heads
                    .get(&number(&target.group))
                    .cloned()
                    .unwrap_or_default(),
                doors: vec![door],
            }),
        }
    }
    for list in &mut lists {
        let head = list.head.clone();
        let unassigned = list.doors.iter_mut().filter(|door| door.knocker.is_empty());
        for door in unassigned.filter(|door| door.name != head) {
            door.knocker.clone_from(&head);
        }
    }
    Ok(lists)
}

fn by_group(target: &Target) -> (bool, u32, String) {
    let mut row = Row::default();
    row.set("group", target.group.as_str());
    // Whoever lives in no group stands last, like people from outside.
    row.set("household_id", target.group.as_str());
    board::by_group(&row)
}

fn number(group: &str) -> String {
    group.replace('组', "")
}

/// Heads of groups by the number of the group.
fn heads(tonight: &Tonight<'_>) -> Result<BTreeMap<String, String>, Problem> {
    let heads = targets::group_heads(tonight)?.into_iter().map(|stored| {
        let title = stored.row.text("duty_title").replace("组长", "");
        (number(&title), stored.row.text("name").to_owned())
    });
    Ok(heads.collect())
}

/// The households of those who are called.
struct Homes {
    rows: BTreeMap<String, Row>,
    /// Where those live who are called for what they do.
    own: BTreeMap<RowId, String>,
    names: BTreeMap<RowId, String>,
}

impl Homes {
    fn of(tonight: &Tonight<'_>, people: &[Target]) -> Result<Self, Problem> {
        let own = own_homes(tonight, people)?;
        let homes = people.iter().filter_map(|target| target.household.as_ref());
        let homes = homes.chain(own.values());
        let ids: BTreeSet<RowId> = homes.filter_map(|id| id.parse().ok()).collect();
        let ids: Vec<RowId> = ids.into_iter().collect();
        let found = tonight.office.store.rows(&household::SPEC, &ids)?;
        let rows = found.iter().map(|stored| &stored.row);
        let names = tonight.office.names(spec_of("household")?, rows)?;
        let by_id = |stored: StoredRow| (stored.id.to_string(), stored.row);
        Ok(Self {
            rows: found.into_iter().map(by_id).collect(),
            own,
            names,
        })
    }

    fn door(
        &self,
        tonight: &Tonight<'_>,
        (at, target): (usize, &Target),
        made: &[StoredRow],
    ) -> Door {
        let home = target.household.as_ref().and_then(|id| self.rows.get(id));
        let tries = calls::tries_of(target, made);
        let answer = tries.iter().rev().find(|row| callout::is_answered(row));
        let answered = answer.map(|row| match row.text("answered_at") {
            "" => clock_time(row.text("called_at")),
            at => clock_time(at),
        });
        Door {
            number: super::small(at + 1),
            key: target.key(),
            person: target.person,
            household: target.household.clone(),
            name: target.name.clone(),
            roles: target.roles.join("、"),
            phone: target.phone.clone(),
            address: home
                .or_else(|| self.rows.get(self.own.get(&target.person?)?))
                .map_or_else(String::new, |home| home.text("address").to_owned()),
            knocker: home.map_or_else(String::new, |home| self.knocker(home)),
            tries: tries.iter().map(|row| told(tonight, row)).collect(),
            answered: answered.unwrap_or_default(),
        }
    }

    /// The first escort of a household, else the second.
    fn knocker(&self, home: &Row) -> String {
        let escorts = ["escort_a", "escort_b"].into_iter();
        let ids = escorts.filter_map(|field| home.text(field).parse::<RowId>().ok());
        let mut names = ids.filter_map(|id| self.names.get(&id).cloned());
        names.next().unwrap_or_default()
    }
}

/// The households of those who are not called for one.
fn own_homes(tonight: &Tonight<'_>, people: &[Target]) -> Result<BTreeMap<RowId, String>, Problem> {
    let others = people.iter().filter(|target| target.household.is_none());
    let ids: Vec<RowId> = others.filter_map(|target| target.person).collect();
    let rows = tonight.office.store.rows(spec_of("person")?, &ids)?;
    let home = |stored: StoredRow| (stored.id, stored.row.text("household_id").to_owned());
    Ok(rows.into_iter().map(home).collect())
}

/// 02:15 未接.
fn told(tonight: &Tonight<'_>, row: &Row) -> String {
    let lists = tonight.desk.lists();
    let names = BTreeMap::new();
    let display = Display {
        lists: &lists,
        names: &names,
    };
    let result = callout::SPEC.field("result");
    let result = result.map(|field| display.value(field, row.get("result")));
    format!(
        "{} {}",
        clock_time(row.text("called_at")),
        result.unwrap_or_default()
    )
}
