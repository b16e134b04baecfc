//! Takes in a sheet of any ledger by its own labels, as [`export`](crate::export()) and
//! [`template`](crate::template) write it. Importing our own export changes nothing.

use crate::error::SheetError;
use crate::fields::More;
use crate::grid::Grid;
use crate::header::{Heading, Vocabulary};
use crate::intake::{Context, Intake, Record, take_in};
use ledger::Spec;

/// Head of the column by which an exported row is known again.
pub const KEY_HEAD: &str = "记录编号（勿改）";
const KEY: &str = "record_key";

/// One row of a ledger's sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenericRecord {
    /// Row as seen in Excel.
    pub row: u32,
    /// What the export wrote to know the row again, empty for a new one.
    pub key: String,
    /// Fields and references.
    pub fields: More,
}

impl Record for GenericRecord {
    fn row(&self) -> u32 {
        self.row
    }
}

/// Takes in a sheet of this ledger. A row with a cell that cannot be read is rejected: unlike a
/// sheet an office has kept for years, this one can be corrected and taken in again.
pub fn generic(
    grid: &Grid,
    spec: &Spec,
    context: &Context<'_>,
) -> Result<Intake<GenericRecord>, SheetError> {
    let headings = [Heading::new(KEY, &[KEY_HEAD])];
    let vocabulary = Vocabulary::new(&headings, &[]).with_ledger(spec);
    take_in(grid, &vocabulary, context, |row| {
        Ok(GenericRecord {
            row: row.number(),
            key: row.text(KEY).to_owned(),
            fields: row.all(spec)?,
        })
    })
}

/// Whether a sheet carries the keys of rows this program exported.
pub fn has_keys(grid: &Grid) -> bool {
    let head = grid.rows.first();
    head.is_some_and(|head| head.cells().any(|(_, cell)| cell.text() == KEY_HEAD))
}
