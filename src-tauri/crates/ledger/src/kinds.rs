//! The list of ledgers, in menu order. A new ledger is its declaration in `kinds/`, its line
//! here and its table in `schema.sql`; a test that loops over [`ALL`] fails on any gap.
//!
//! Habits of every declaration: the state of a flow, the fields its steps ask for and the fields
//! its guards read form the merge group `flow`. An [`automatic`](crate::Field::automatic) field
//! among those a step asks for is filled by the program: a moment with the present one, a whole
//! number with the next one (an empty round counts as the first). A moment that a step only offers
//! becomes the present one where nobody types another. Code lists are data, in
//! `assets/lists/codes.toml`.

use crate::spec::Spec;

pub mod agreement;
pub mod annual_plan_item;
pub mod award;
pub mod base_picture;
pub mod borrow;
pub mod callout;
pub mod casualty;
pub mod checklist;
pub mod code_item;
pub mod consultation;
pub mod contest;
pub mod damaged_house;
pub mod desk_user;
pub mod destruction;
pub mod donation;
pub mod drill;
pub mod duty_assignment;
pub mod duty_item;
pub mod duty_shift;
pub mod evac_entry;
pub mod facility;
pub mod fund;
pub mod grid;
pub mod hazard;
pub mod household;
pub mod incident;
pub mod incident_log;
pub mod inspection;
pub mod inspection_item;
pub mod insurance;
pub mod map_mark;
pub mod monitor_point;
pub mod monitor_reading;
pub mod person;
pub mod photo;
pub mod plan;
pub mod plan_section;
pub mod post;
pub mod premises;
pub mod publicity;
pub mod qualification;
pub mod relief;
pub mod resource;
pub mod responder;
pub mod response_card;
pub mod responsibility_letter;
pub mod risk_point;
pub mod route;
mod rules;
pub mod ruling;
pub mod shelter;
pub mod sign_off;
pub mod situation_report;
pub mod station;
pub mod supply_batch;
pub mod supply_check;
pub mod supply_item;
pub mod supply_movement;
pub mod survey;
pub mod task;
pub mod team;
#[cfg(test)]
mod tests;
pub mod threshold;
pub mod tip_off;
pub mod town_order;
pub mod training;
pub mod village_profile;
pub mod visit_log;
pub mod warning;
pub mod wording;

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
    &station::SPEC,
    &facility::SPEC,
    &grid::SPEC,
    &duty_assignment::SPEC,
    &duty_item::SPEC,
    &monitor_point::SPEC,
    &monitor_reading::SPEC,
    &qualification::SPEC,
    &insurance::SPEC,
    &premises::SPEC,
    &checklist::SPEC,
    &inspection::SPEC,
    &inspection_item::SPEC,
    &resource::SPEC,
    &agreement::SPEC,
    &borrow::SPEC,
    &donation::SPEC,
    &supply_check::SPEC,
    &responsibility_letter::SPEC,
    &tip_off::SPEC,
    &award::SPEC,
    &visit_log::SPEC,
    &fund::SPEC,
    &consultation::SPEC,
    &task::SPEC,
    &town_order::SPEC,
    &warning::SPEC,
    &callout::SPEC,
    &evac_entry::SPEC,
    &duty_shift::SPEC,
    &incident::SPEC,
    &incident_log::SPEC,
    &situation_report::SPEC,
    &relief::SPEC,
    &casualty::SPEC,
    &damaged_house::SPEC,
    &destruction::SPEC,
    &drill::SPEC,
    &training::SPEC,
    &contest::SPEC,
    &publicity::SPEC,
    &survey::SPEC,
    &annual_plan_item::SPEC,
    &desk_user::SPEC,
    &sign_off::SPEC,
    &photo::SPEC,
    &base_picture::SPEC,
    &map_mark::SPEC,
    &code_item::SPEC,
    &threshold::SPEC,
    &wording::SPEC,
];

/// The ledger of this name.
pub fn by_name(name: &str) -> Option<&'static Spec> {
    ALL.iter().copied().find(|spec| spec.name == name)
}

/// The ledger of this number in the journal.
pub fn by_number(number: u16) -> Option<&'static Spec> {
    ALL.iter().copied().find(|spec| spec.number == number)
}
