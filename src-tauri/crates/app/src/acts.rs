//! The commands, one file per subject.

#![expect(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "every command of the list has one signature: a request in, an answer or a problem out"
)]

pub(crate) mod access;
pub(crate) mod alerts;
pub(crate) mod archive;
pub(crate) mod audit;
pub(crate) mod backups;
pub(crate) mod books;
pub(crate) mod destroy;
pub(crate) mod display;
pub(crate) mod drafts;
pub(crate) mod drives;
pub(crate) mod exercise;
pub(crate) mod file;
pub(crate) mod handoff;
pub(crate) mod history;
pub(crate) mod input;
pub(crate) mod inspection;
pub(crate) mod join;
pub(crate) mod keys;
pub(crate) mod list;
pub(crate) mod map;
pub(crate) mod matters;
pub(crate) mod mode;
pub(crate) mod night;
pub(crate) mod numbering;
pub(crate) mod office_keys;
pub(crate) mod paper;
pub(crate) mod photos;
pub(crate) mod picture;
pub(crate) mod prefill;
pub(crate) mod record;
pub(crate) mod removals;
pub(crate) mod replica;
pub(crate) mod rulebook;
pub(crate) mod search;
pub(crate) mod sheet;
pub(crate) mod sign;
pub(crate) mod standing;
pub(crate) mod steps;
pub(crate) mod stick;
pub(crate) mod today;
pub(crate) mod township;
mod tries;
pub(crate) mod undo;
pub(crate) mod users;
pub(crate) mod verify_paper;
pub(crate) mod wording;
