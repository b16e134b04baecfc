//! Shapes of spreadsheets.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Reads a spreadsheet.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportSheet {
    /// Ledger: `hazard`, `person` or `supply_item`.
    pub ledger: String,
    /// The sheet.
    pub path: String,
    /// Whether only to tell what would happen.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub plan: bool,
}

/// What an import did, or would do.
#[derive(Debug, Default, Serialize, TS)]
pub struct SheetOutcome {
    /// Data rows seen.
    pub rows: u64,
    /// Rows that became new records.
    pub added: u64,
    /// Rows that changed records.
    pub changed: u64,
    /// Rows that are in the books already.
    pub unchanged: u64,
    /// Rows not taken in, each with its reason.
    pub rejected: Vec<RejectedRow>,
    /// Rows taken in with something to look at.
    pub marks: Vec<RejectedRow>,
    /// Lines passed over on purpose: titles, totals, blank lines.
    pub skipped: Vec<RejectedRow>,
    /// Which column was read as what.
    pub columns: Vec<ColumnView>,
    /// First rows as they were understood, column by column.
    pub sample: Vec<Vec<String>>,
    /// Heads of the sample's columns.
    pub sample_heads: Vec<String>,
}

/// A row with a reason.
#[derive(Debug, Serialize, TS)]
pub struct RejectedRow {
    /// Sheet, where the file has several.
    pub sheet: String,
    /// Row number as the spreadsheet shows it.
    pub row: u64,
    /// Column letter and head, empty for the whole row.
    pub column: String,
    /// Chinese sentence.
    pub reason: String,
}

/// A column and what it was read as.
#[derive(Debug, Serialize, TS)]
pub struct ColumnView {
    /// Column letter.
    pub letter: String,
    /// Its head in the sheet.
    pub head: String,
    /// Label of the field it became, empty if it was left out.
    pub field: String,
}

/// Writes a spreadsheet.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportSheet {
    /// Ledger name.
    pub ledger: String,
    /// Where to, ending in `.xlsx`.
    pub path: String,
}
