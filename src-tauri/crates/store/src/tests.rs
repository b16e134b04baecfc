//! Tests through the crate's own door: real files, real keys, real exchange of entries.

mod acts;
mod audits;
mod backups;
mod destroys;
mod files;
mod indexes;
mod journals;
mod keys;
mod laws;
mod mends;
mod merges;
mod model;
mod pages;
mod photos;
mod quarantine;
mod questions;
mod rules;
mod schema;
mod search;
mod support;
mod undos;
mod unknown;
mod upgrades;
mod withheld;
mod witnesses;
