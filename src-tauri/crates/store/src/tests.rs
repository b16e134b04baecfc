//! Tests through the crate's own door: real files, real keys, real exchange of entries.

mod acts;
mod files;
mod indexes;
mod journals;
mod laws;
mod merges;
mod model;
mod photos;
mod questions;
mod schema;
mod search;
mod support;
mod undos;
