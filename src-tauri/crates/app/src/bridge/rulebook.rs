//! Shapes of the code lists and thresholds that an office may set for itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A code list.
#[derive(Debug, Serialize, TS)]
pub struct CodeListView {
    /// Name in requests.
    pub name: String,
    /// Ledgers and fields that use it.
    pub used_by: String,
    /// Whether codes may be added; where the program takes steps by the codes they may not.
    pub may_add: bool,
    /// Its codes, in order.
    pub items: Vec<OwnCode>,
}

/// A code and what it is called.
#[derive(Debug, Serialize, TS)]
pub struct OwnCode {
    /// What is stored.
    pub code: String,
    /// What is shown.
    pub label: String,
    /// Whether the township or the office added it or calls it so.
    pub own: bool,
}

/// Adds a code or calls one otherwise.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveCodeItem {
    /// List name.
    pub list: String,
    /// The code; empty to add one.
    pub code: String,
    /// What it shall be called.
    pub label: String,
}

/// A threshold.
#[derive(Debug, Serialize, TS)]
pub struct ThresholdView {
    /// Name in requests.
    pub name: String,
    /// What it is.
    pub label: String,
    /// Unit behind the value.
    pub unit: String,
    /// The value in force.
    #[ts(type = "number")]
    pub value: i64,
    /// The value that is shipped.
    #[ts(type = "number")]
    pub shipped: i64,
    /// Least value it may have.
    #[ts(type = "number")]
    pub least: i64,
    /// Greatest value it may have.
    #[ts(type = "number")]
    pub most: i64,
    /// Where the shipped value comes from, and how certain that is.
    pub source: String,
    /// Whether this office set it.
    pub own: bool,
}

/// Sets a threshold.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveThreshold {
    /// Its name.
    pub name: String,
    /// The value; null to go back to the township's or the shipped one.
    #[ts(type = "number | null")]
    pub value: Option<i64>,
}
