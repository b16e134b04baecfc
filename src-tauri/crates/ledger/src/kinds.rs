//! The list of ledgers, in menu order. A new ledger is its declaration in `kinds/`, its line
//! here and its table in `schema.sql`; a test that loops over [`ALL`] fails on any gap.
//!
//! Habits of every declaration: the state of a flow, the fields its steps ask for and the fields
//! its guards read form the merge group `flow`. An [`automatic`](crate::Field::automatic) field
//! among those a step asks for is filled by the program: a moment with the present one, a whole
//! number with the next one (an empty round counts as the first). Code lists are data, in
//! `assets/lists/codes.toml`.

use crate::spec::Spec;

pub mod code_item;
pub mod desk_user;
pub mod hazard;
pub mod household;
pub mod person;
pub mod photo;
pub mod plan;
pub mod plan_section;
pub mod post;
pub mod responder;
pub mod response_card;
pub mod risk_point;
pub mod route;
mod rules;
pub mod ruling;
pub mod shelter;
pub mod sign_off;
pub mod supply_batch;
pub mod supply_item;
pub mod supply_movement;
pub mod team;
#[cfg(test)]
mod tests;
pub mod threshold;
pub mod village_profile;

/// Every ledger.
pub static ALL: &[&Spec] = &[
    &village_profile::SPEC,
    &household::SPEC,
    &person::SPEC,
    &risk_point::SPEC,
    &hazard::SPEC,
    &plan::SPEC,
    &plan_section::SPEC,
    &post::SPEC,
    &response_card::SPEC,
    &team::SPEC,
    &responder::SPEC,
    &supply_item::SPEC,
    &supply_batch::SPEC,
    &supply_movement::SPEC,
    &shelter::SPEC,
    &route::SPEC,
    &ruling::SPEC,
    &desk_user::SPEC,
    &sign_off::SPEC,
    &photo::SPEC,
    &code_item::SPEC,
    &threshold::SPEC,
];

/// The ledger of this name.
pub fn by_name(name: &str) -> Option<&'static Spec> {
    ALL.iter().copied().find(|spec| spec.name == name)
}

/// The ledger of this number in the journal.
pub fn by_number(number: u16) -> Option<&'static Spec> {
    ALL.iter().copied().find(|spec| spec.number == number)
}
