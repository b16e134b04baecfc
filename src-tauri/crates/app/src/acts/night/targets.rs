//! Whom to call, in what order: who holds a post, heads of groups, escorts, households in danger
//! (domain §2.11). One call serves all that a person does (§8.3).

use super::Tonight;
use crate::office::spec_of;
use crate::papers::masked_name;
use crate::problem::Problem;
use ledger::kinds::person;
use ledger::numbers::{masked_phone, phone_groups};
use ledger::{Privacy, Row, RowId, Value};
use std::collections::{BTreeMap, BTreeSet};
use store::{Order, Query, StoredRow};

/// Somebody to be called.
pub(super) struct Target {
    pub(super) person: Option<RowId>,
    pub(super) household: Option<String>,
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) roles: Vec<String>,
    pub(super) group: String,
    pub(super) rank: u32,
}

impl Target {
    /// Identity on the board: the person, or the household of which nobody is known.
    pub(super) fn key(&self) -> String {
        let person = self.person.map(|id| id.to_string());
        person
            .or_else(|| self.household.clone())
            .unwrap_or_default()
    }
}

/// Who is called for what, before anybody's name is looked up.
#[derive(Default)]
struct Roll {
    order: Vec<RowId>,
    roles: BTreeMap<RowId, (u32, Vec<String>)>,
}

impl Roll {
    fn enter(&mut self, person: &str, rank: u32, role: &str) {
        let Ok(id) = person.parse::<RowId>() else {
            return;
        };
        if !self.roles.contains_key(&id) {
            self.order.push(id);
        }
        let (_, roles) = self.roles.entry(id).or_insert_with(|| (rank, Vec::new()));
        if !role.is_empty() && !roles.iter().any(|known| known == role) {
            roles.push(role.to_owned());
        }
    }
}

/// Households in danger.
pub(super) fn in_danger(tonight: &Tonight<'_>) -> Result<Vec<StoredRow>, Problem> {
    let query = Query {
        equals: vec![("in_danger_zone", vec![Value::from(true)])],
        sort: vec![("group", Order::Ascending), ("hh_no", Order::Ascending)],
        ..Query::default()
    };
    tonight.rows("household", query)
}

/// Heads of groups: whoever's duty says 组长, with the group.
pub(super) fn group_heads(tonight: &Tonight<'_>) -> Result<Vec<StoredRow>, Problem> {
    let query = Query {
        equals: vec![("is_cadre", vec![Value::from(true)])],
        ..Query::default()
    };
    let mut heads = tonight.rows("person", query)?;
    heads.retain(|stored| is_group_head(&stored.row));
    heads.sort_by_key(|stored| stored.row.text("duty_title").to_owned());
    Ok(heads)
}

/// Whether somebody is the head of a group.
pub(crate) fn is_group_head(person: &Row) -> bool {
    person.get("is_cadre").is_true() && person.text("duty_title").contains("组长")
}

/// Everybody to be called, in order.
pub(super) fn targets(tonight: &Tonight<'_>) -> Result<Vec<Target>, Problem> {
    let households = in_danger(tonight)?;
    let ids = households.iter().map(|stored| stored.id.to_string());
    let people = tonight.with("person", "household_id", ids)?;
    let mut roll = on_duty(tonight, &households)?;
    let mut homes: BTreeMap<RowId, String> = BTreeMap::new();
    let mut nobody = Vec::new();
    for household in &households {
        let id = household.id.to_string();
        let at_home = people
            .iter()
            .filter(|one| one.row.text("household_id") == id);
        match contact(household, at_home) {
            Some(person) => {
                roll.enter(&person.to_string(), 4, "危险区住户");
                homes.insert(person, id);
            }
            None => nobody.push(nobody_known(tonight, household)?),
        }
    }
    let mut targets = named(tonight, &roll, &homes)?;
    live_with(&households, &mut targets);
    targets.extend(nobody);
    targets.sort_by_key(|target| target.rank);
    Ok(targets)
}

/// Whoever has no group of his own in the books lives in that of his household.
fn live_with(households: &[StoredRow], targets: &mut [Target]) {
    for target in targets.iter_mut().filter(|target| target.group.is_empty()) {
        let mut homes = households.iter();
        let home = homes.find(|home| Some(home.id.to_string()) == target.household);
        if let Some(home) = home {
            home.row.text("group").clone_into(&mut target.group);
        }
    }
}

/// Posts, heads of groups and escorts.
fn on_duty(tonight: &Tonight<'_>, households: &[StoredRow]) -> Result<Roll, Problem> {
    let mut roll = Roll::default();
    let query = Query {
        sort: vec![("seq", Order::Ascending)],
        ..Query::default()
    };
    for post in tonight.rows("post", query)? {
        roll.enter(post.row.text("a_id"), 1, post.row.text("name"));
    }
    for head in group_heads(tonight)? {
        roll.enter(&head.id.to_string(), 2, head.row.text("duty_title"));
    }
    let mut escorted: BTreeMap<&str, u32> = BTreeMap::new();
    for household in households {
        *escorted.entry(household.row.text("escort_a")).or_default() += 1;
    }
    let mut seen = BTreeSet::new();
    for household in households {
        let escort = household.row.text("escort_a");
        if seen.insert(escort) {
            let count = escorted.get(escort).copied().unwrap_or(0);
            roll.enter(escort, 3, &format!("包{count}户"));
        }
    }
    Ok(roll)
}

/// Who answers for a household: its head where he is there, else the first who is, else the head.
pub(crate) fn contact<'a>(
    household: &StoredRow,
    members: impl Iterator<Item = &'a StoredRow>,
) -> Option<RowId> {
    let members: Vec<&StoredRow> = members.collect();
    let head = household.row.text("head_id");
    let reachable = |row: &Row| person::is_at_home(row) && !person::called_at(row).is_empty();
    let find = |fits: &dyn Fn(&StoredRow) -> bool| members.iter().find(|one| fits(one));
    let is_head = |one: &StoredRow| one.id.to_string() == head;
    let found = find(&|one| is_head(one) && reachable(&one.row))
        .or_else(|| find(&|one| reachable(&one.row)))
        .or_else(|| find(&is_head))
        .or_else(|| members.first());
    found.map(|stored| stored.id).or_else(|| head.parse().ok())
}

fn named(
    tonight: &Tonight<'_>,
    roll: &Roll,
    homes: &BTreeMap<RowId, String>,
) -> Result<Vec<Target>, Problem> {
    let office = tonight.office;
    let spec = spec_of("person")?;
    let rows = office.store.rows(spec, &roll.order)?;
    let rows: BTreeMap<RowId, Row> = rows.into_iter().map(|one| (one.id, one.row)).collect();
    let mut targets = Vec::new();
    for id in &roll.order {
        let (Some(row), Some((rank, roles))) = (rows.get(id), roll.roles.get(id)) else {
            continue;
        };
        targets.push(Target {
            person: Some(*id),
            household: homes.get(id).cloned(),
            name: office.title(spec, row)?,
            phone: phone(tonight, row),
            roles: roles.clone(),
            group: row.text("group").to_owned(),
            rank: *rank,
        });
    }
    Ok(targets)
}

/// A household of which nobody stands in the books: somebody goes to the door.
fn nobody_known(tonight: &Tonight<'_>, household: &StoredRow) -> Result<Target, Problem> {
    let title = tonight
        .office
        .title(spec_of("household")?, &household.row)?;
    Ok(Target {
        person: None,
        household: Some(household.id.to_string()),
        name: title,
        phone: String::new(),
        roles: vec!["危险区住户".to_owned()],
        group: household.row.text("group").to_owned(),
        rank: 4,
    })
}

/// The telephone by which somebody is reached; masked for whoever only looks.
pub(super) fn phone(tonight: &Tonight<'_>, row: &Row) -> String {
    let duty = row.text("duty_phone");
    if !duty.is_empty() {
        return phone_groups(duty);
    }
    let mobile = row.text("mobile");
    if mobile.is_empty() || tonight.office.sees() >= Privacy::Personal {
        phone_groups(mobile)
    } else {
        masked_phone(mobile)
    }
}

/// A villager's name as whoever works now may see it.
pub(super) fn veiled(tonight: &Tonight<'_>, name: &str) -> String {
    if tonight.office.sees() >= Privacy::Personal {
        name.to_owned()
    } else {
        masked_name(name)
    }
}
