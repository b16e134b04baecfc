//! Acceptance: what the issue of a feature promises, through the command list on real files.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::needless_pass_by_value,
    reason = "what the functions beside the tests unwrap fails the test"
)]

mod archive;
mod audit;
mod backups;
mod bad_input;
mod beside;
mod bridge;
mod demo;
mod destroy;
mod exercise;
mod flows;
mod handoff;
mod inspection;
mod keys;
mod ledgers;
mod map;
mod merge;
mod monthly;
mod night;
mod office_keys;
mod papers;
mod people;
mod photos;
mod practices;
mod prefill;
mod random;
mod records;
mod rulebook;
mod rules;
mod search;
mod sheets;
mod standing;
mod statistics_sheet;
mod stopping;
mod today;
mod township;
mod two_machines;
mod warning;
mod wording;
