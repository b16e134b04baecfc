//! The transfer of a household: who brings it away, by which way, to which shelter, how many people
//! with which help. A shelter that is forbidden for what people flee is never put forward (domain
//! §8.3).

use super::{Books, fill_empty};
use crate::problem::Problem;
use ledger::kinds::evac_entry;
use ledger::{Row, Value};
use std::collections::BTreeSet;

pub(super) fn fill(books: &Books<'_>, row: &mut Row) -> Result<(), Problem> {
    if !row.text("warning_id").is_empty() {
        fill_empty(row, "trigger", "warning_level");
    }
    let household = row.text("household_id").to_owned();
    if let Some(home) = books.named("household", &household)? {
        fill_empty(row, "escort_id", home.get("escort_a").clone());
        people(row, &books.at_home(&household)?);
    }
    if forbidden(books, row)? {
        row.set("shelter_id", Value::Null);
    }
    Ok(())
}

fn people(row: &mut Row, at_home: &[Row]) {
    let count = |of: &dyn Fn(&Row) -> bool| at_home.iter().filter(|person| of(person)).count();
    let moving = |code: &'static str| move |person: &Row| person.text("mobility") == code;
    let figures = [
        ("people", at_home.len()),
        ("stretchers", count(&moving("stretcher"))),
        ("wheelchairs", count(&moving("wheelchair"))),
    ];
    for (field, number) in figures.into_iter().filter(|(_, number)| *number > 0) {
        fill_empty(row, field, i64::try_from(number).unwrap_or_default());
    }
    let mut help = BTreeSet::new();
    for person in at_home {
        if let Value::Set(needed) = person.get("help_needed") {
            help.extend(needed.iter().cloned());
        }
    }
    fill_empty(row, "help_needed", Value::Set(help));
}

fn forbidden(books: &Books<'_>, row: &Row) -> Result<bool, Problem> {
    let hazard = crate::acts::record::hazard_fled(books.office, row)?.unwrap_or_default();
    let shelter = books.named("shelter", row.text("shelter_id"))?;
    Ok(shelter.is_some_and(|shelter| !evac_entry::may_propose(&shelter, hazard)))
}
