//! What may be asked of the night desk: one key each, and what was written by hand.

use crate::bridge::records::Values;
use serde::Deserialize;
use ts_rs::TS;

/// Writes what came of a call.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecordCall {
    /// The person called.
    #[serde(default)]
    #[ts(optional)]
    pub person: Option<String>,
    /// The household called for.
    #[serde(default)]
    #[ts(optional)]
    pub household: Option<String>,
    /// Code of the list `callout_result`.
    pub result: String,
    /// Code of the list `callout_method`; by telephone while it works.
    #[serde(default)]
    #[ts(optional)]
    pub method: Option<String>,
    /// When, if it was noted on paper; it is then kept that it was entered afterwards.
    #[serde(default)]
    #[ts(optional)]
    pub called_at: Option<String>,
    /// When he answered, if that was noted on paper.
    #[serde(default)]
    #[ts(optional)]
    pub answered_at: Option<String>,
    /// What he did thereupon.
    #[serde(default)]
    #[ts(optional)]
    pub action: Option<String>,
    /// Whether the time is only about right.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub about: bool,
}

/// Puts households on the list of those who have to leave.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StartEvacuation {
    /// Code of the list `evac_trigger`: the one reason that is enough.
    pub trigger: String,
    /// Danger zones, by their risk points.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub risk_points: Vec<String>,
    /// Groups whose households in danger leave.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub groups: Vec<String>,
    /// Households, in danger or beside it. With nothing named at all, everybody in danger.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub households: Vec<String>,
}

/// Puts people from outside on the list.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddOutsiders {
    /// Where they are.
    pub place: String,
    /// How many.
    pub people: u32,
    /// Code of the list `outsider_kind`.
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<String>,
}

/// Takes a step of one entry or of many.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AdvanceEvacuation {
    /// Entries. Of several, those that are not on their way yet or no longer stay as they are.
    pub ids: Vec<String>,
    /// Step name.
    pub step: String,
    /// The fields it asks for.
    #[serde(default)]
    #[ts(optional, type = "Record<string, unknown>")]
    pub values: Values,
}

/// Counts who of a household, or how many of a group of outsiders, have arrived.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CountArrivals {
    /// Entry.
    pub id: String,
    /// People of the household who are there.
    pub here: Vec<String>,
    /// How many more are there: guests, or people from outside.
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub others: u32,
}

/// Where entries of the transfer are sent instead.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Redirection {
    /// To another shelter.
    Shelter,
    /// By the alternate way.
    AlternateRoute,
}

/// Sends entries to another shelter, or by the alternate way.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RedirectEvacuation {
    /// Entries.
    pub ids: Vec<String>,
    /// What changes.
    pub to: Redirection,
    /// The shelter; the one that holds most if none is named.
    #[serde(default)]
    #[ts(optional)]
    pub shelter: Option<String>,
}

/// Enters what was written by hand on a row of 转移清单.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeyInTransfer {
    /// The household.
    pub household: String,
    /// What stands on the paper, by field: moments as clock times, the count, who is missing.
    #[ts(type = "Record<string, unknown>")]
    pub values: Values,
}

/// Makes the written report, or the last one of all.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DraftReport {
    /// The incident; the one that goes on if none is named.
    #[serde(default)]
    #[ts(optional)]
    pub incident: Option<String>,
    /// Whether it is the 核报, after which none follows.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub last: bool,
}

/// Asks for help.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AskSupport {
    /// What is lacking and how much of it.
    pub needs: String,
}
