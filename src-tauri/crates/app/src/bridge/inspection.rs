//! Shapes of an inspection: a checklist gone through at one place.

use super::records::Values;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Writes an inspection with its items and the hazards it found, in one act.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecordInspection {
    /// Fields of the inspection: which list, which place, who. Without a time it is now.
    #[ts(type = "Record<string, unknown>")]
    pub values: Values,
    /// What was looked at, in the order of the list.
    pub items: Vec<InspectedItem>,
}

/// One line of the list and what was found.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct InspectedItem {
    /// The line.
    pub item: String,
    /// Code of the list `inspection_result`.
    pub result: String,
    /// What is wrong, in one sentence: needed where it fails, and becomes a hazard.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub hazard: String,
}

/// An inspection that was written.
#[derive(Debug, Serialize, TS)]
pub struct RecordedInspection {
    /// Row id of the inspection.
    pub inspection: String,
    /// Row ids of the hazards, in the order of the items that failed.
    pub hazards: Vec<String>,
}
