//! Shapes of the search over all ledgers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for records by whatever is known of them.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SearchRecords")]
pub struct Search {
    /// Names, pinyin or its initials, the end of a telephone or identity number, places, things,
    /// numbers of records; words between blanks must all be found.
    pub text: String,
    /// Most finds wanted; 0 means 20.
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// What was found, the best first.
#[derive(Debug, Serialize, TS)]
pub struct Findings {
    /// The records.
    pub found: Vec<Found>,
    /// Whether there are more.
    pub more: bool,
}

/// A record that was found.
#[derive(Debug, Serialize, TS)]
pub struct Found {
    /// Ledger name.
    pub ledger: String,
    /// Its Chinese name.
    pub ledger_label: String,
    /// Row id.
    pub id: String,
    /// What names it.
    pub title: String,
    /// What tells it from others of the same name.
    pub hint: String,
    /// Whose books it stands in.
    pub area: String,
}
