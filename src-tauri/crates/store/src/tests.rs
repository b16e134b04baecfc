//! Tests through the crate's own door: real files, real keys, real exchange of entries.

mod acts;
mod files;
mod journals;
mod laws;
mod merges;
mod model;
mod questions;
mod schema;
mod support;
