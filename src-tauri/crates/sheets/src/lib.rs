//! EXCEL: reads the spreadsheets offices keep, and writes ledgers as workbooks. The only crate that
//! names calamine and `rust_xlsxwriter`.
//!
//! Reading goes in three steps: bytes become [`Grid`]s of clean cells ([`grid`]), the [`header`]
//! says which column is which field, and an [`intake`] makes each row a record, a rejection or a
//! skipped row: none is lost, and none is an error. Typed intakes know the sheets villages have
//! ([`hazards`], [`people`], [`supplies`]); the [`generic`] one reads a sheet of any ledger by the
//! words of its declaration, what [`export`] and [`template`] wrote among them.
//!
//! Absent on purpose: the store. Nothing here knows which rows exist already; names of people and
//! places stay words, to be matched by the caller. Writing yields bytes; putting them on a disk or
//! a stick is the caller's too.

pub mod cell;
pub mod error;
pub mod export;
pub mod fields;
pub mod generic;
pub mod grid;
pub mod hazards;
pub mod header;
pub mod intake;
pub mod labels;
pub mod open_text;
pub mod people;
pub mod recognise;
pub mod supplies;
#[cfg(test)]
mod tests;

pub use error::SheetError;
pub use export::{
    EXAMPLE, Fault, KEY_HEAD, Line, Page, Plain, PlainSheet, Refused, book, export, of_villages,
    plain, rejects, template,
};
pub use fields::More;
pub use generic::{GenericRecord, generic, has_keys, is_template};
pub use grid::{Aside, Book, Grid, read, read_bytes};
pub use hazards::{HazardRecord, hazards};
pub use header::key as same;
pub use intake::{Context, Intake, Note, Rejected, SkipKind, Skipped};
pub use labels::Labels;
pub use open_text::comma_separated;
pub use people::{PersonRecord, people};
pub use recognise::{Reading, likely};
pub use supplies::{SupplyRecord, supplies};
