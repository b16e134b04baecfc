//! The roll call at the place of safety: who of a household is there, one key each, and so who is
//! missing (domain §8.3). People are counted, not only households; the names come from the books,
//! so that whoever may not see them writes them down right all the same.

use super::{Tonight, advance, board};
use crate::acts::record::{difference, flags, refuse};
use crate::bridge::night::{AdvanceEvacuation, CountArrivals};
use crate::bridge::records::Values;
use crate::office::spec_of;
use crate::problem::Problem;
use ledger::kinds::{evac_entry, person};
use ledger::{Change, Row, Value};
use std::collections::BTreeMap;
use store::StoredRow;

/// Who of these households is in the village, by household.
pub(super) fn at_home(
    tonight: &Tonight<'_>,
    households: impl IntoIterator<Item = String>,
) -> Result<BTreeMap<String, Vec<StoredRow>>, Problem> {
    let mut homes: BTreeMap<String, Vec<StoredRow>> = BTreeMap::new();
    let people = tonight.with("person", "household_id", households)?;
    let is_there = |person: &StoredRow| person::is_at_home(&person.row);
    for person in people.into_iter().filter(is_there) {
        let home = person.row.text("household_id").to_owned();
        homes.entry(home).or_default().push(person);
    }
    Ok(homes)
}

/// The entry with those who are there counted, and the others named.
pub(super) fn written(
    tonight: &Tonight<'_>,
    request: &CountArrivals,
) -> Result<Vec<Change>, Problem> {
    let spec = spec_of("evac_entry")?;
    let stored = tonight.entry(&request.id)?;
    let members = at_home(tonight, [stored.row.text("household_id").to_owned()])?;
    let (here, away): (Vec<_>, Vec<_>) = members
        .into_values()
        .flatten()
        .partition(|person| request.here.contains(&person.id.to_string()));
    let present = here.len() as u64 + u64::from(request.others);
    if present == 0 {
        let text = "还没有点到一个人，名单没有动。来了谁就按谁的数字；一个都没来就不用记已到。";
        return Err(Problem::of_field("nobody_arrived", "arrived_people", text));
    }
    let mut next = arrived(tonight, stored)?;
    count(&mut next, present, &away);
    refuse(&flags(tonight.desk, spec, &next))?;
    Ok(vec![difference(spec, stored.id, &stored.row, &next)])
}

fn arrived(tonight: &Tonight<'_>, stored: &StoredRow) -> Result<Row, Problem> {
    if board::state_of(&stored.row) == "arrived" {
        return Ok(stored.row.clone());
    }
    let step = AdvanceEvacuation {
        ids: vec![stored.id.to_string()],
        step: "arrive".to_owned(),
        values: Values::new(),
    };
    advance::moved(tonight, spec_of("evac_entry")?, stored, &step)
}

fn count(row: &mut Row, present: u64, away: &[StoredRow]) {
    let number = |count: u64| Value::from(i64::try_from(count).unwrap_or(i64::MAX));
    let names: Vec<&str> = away.iter().map(|one| one.row.text("name")).collect();
    // Whoever came beside those on the list is brought away as well.
    let all = evac_entry::people(row).max(present + away.len() as u64);
    row.set("people", number(all));
    row.set("arrived_people", number(present));
    let nobody = names.is_empty();
    row.set(
        "absent_names",
        if nobody {
            Value::Null
        } else {
            names.join("、").into()
        },
    );
}
