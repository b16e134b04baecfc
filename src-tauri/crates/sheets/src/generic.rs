//! Takes in a sheet of any ledger by the words of its declaration: what [`export`](crate::export())
//! and [`template`](crate::template) write, and what offices keep under other heads. Importing our
//! own export changes nothing.

use crate::error::SheetError;
use crate::export::{KEY_HEAD, REJECT_HEADS, heads};
use crate::fields::More;
use crate::grid::{Grid, GridRow};
use crate::header::{Heading, Vocabulary};
use crate::intake::{Context, Intake, take_in};
use ledger::Spec;

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

/// The words of a ledger's sheets.
pub(crate) fn vocabulary(spec: &Spec) -> Vocabulary {
    let headings = [Heading::new(KEY, &[KEY_HEAD])];
    Vocabulary::new(&headings, &[]).with_ledger(spec)
}

/// Takes in a sheet of this ledger. A row with cells that cannot be read is rejected: it is listed
/// with every one of them, can be corrected and taken in again.
pub fn generic(
    grid: &Grid,
    spec: &Spec,
    context: &Context<'_>,
) -> Result<Intake<GenericRecord>, SheetError> {
    take_in(grid, &vocabulary(spec), context, |row| {
        Ok(GenericRecord {
            row: row.number(),
            key: row.text(KEY).to_owned(),
            fields: row.all(spec)?,
        })
    })
}

/// Whether a sheet carries the keys of rows this program exported.
pub fn has_keys(grid: &Grid) -> bool {
    let has_key = |row: &GridRow| row.cells().any(|(_, cell)| cell.text() == KEY_HEAD);
    grid.rows.iter().take(5).any(has_key)
}

/// Whether a sheet's first row is this ledger's own template.
pub fn is_template(grid: &Grid, spec: &Spec) -> bool {
    let heads = heads(spec);
    let is_own = |text: &str| {
        text == KEY_HEAD || REJECT_HEADS.contains(&text) || heads.iter().any(|head| head == text)
    };
    let first = grid.rows.first();
    first.is_some_and(|row| row.cells().all(|(_, cell)| is_own(cell.text())))
}
