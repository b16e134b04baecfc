//! Acceptance: what the issue of a feature promises, through the command list on real files.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what the functions beside the tests unwrap fails the test"
)]

mod bad_input;
mod bridge;
mod demo;
mod handoff;
mod papers;
mod records;
mod sheets;
