//! Shapes of spreadsheets.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Reads a spreadsheet.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportSheet {
    /// Ledger name.
    pub ledger: String,
    /// The sheet.
    pub path: String,
    /// Whether only to tell what would happen.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub plan: bool,
    /// What the columns are, by their letters as told: a field's name, or nothing. Without it they
    /// are what a person said last time of a sheet with this header.
    #[serde(default)]
    #[ts(optional)]
    pub mapping: Option<BTreeMap<String, String>>,
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
    /// People who were not in the books and were entered by the name the sheet gives.
    pub people: u64,
    /// Rows not taken in, each with its reason.
    pub rejected: Vec<RejectedRow>,
    /// Rows taken in with something to look at.
    pub marks: Vec<RejectedRow>,
    /// Lines passed over on purpose: titles, totals, blank lines.
    pub skipped: Vec<RejectedRow>,
    /// What in the file was not read, in sentences: macros, hidden sheets.
    pub asides: Vec<String>,
    /// Which column was read as what.
    pub columns: Vec<ColumnView>,
    /// What a column may be said to be.
    pub choices: Vec<ColumnChoice>,
    /// Whether columns were read as a person said last time.
    pub recalled: bool,
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
    /// Column letter; behind the name of its sheet in all sheets but the first: `备用!B`.
    pub letter: String,
    /// Its head in the sheet.
    pub head: String,
    /// Label of the field it became, empty if it was left out.
    pub field: String,
    /// Name of that field.
    pub name: String,
}

/// A field that a column may be.
#[derive(Debug, Serialize, TS)]
pub struct ColumnChoice {
    /// Name in requests.
    pub name: String,
    /// Chinese label.
    pub label: String,
}

/// Writes the rows of a spreadsheet that were not taken in, or want looking at, to be mended.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveRejected {
    /// Ledger name.
    pub ledger: String,
    /// The sheet that was read.
    pub path: String,
    /// Where to, ending in `.xlsx`.
    pub to: String,
    /// What its columns are; see [`ImportSheet::mapping`].
    #[serde(default)]
    #[ts(optional)]
    pub mapping: Option<BTreeMap<String, String>>,
}

/// Writes a spreadsheet.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportSheet {
    /// Ledger name.
    pub ledger: String,
    /// Where to, ending in `.xlsx`.
    pub path: String,
    /// Why identity numbers, illness and the like go along, which is noted in the access log.
    /// Without a reason they stay behind.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}
