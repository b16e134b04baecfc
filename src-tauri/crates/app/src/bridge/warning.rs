//! Shapes of the warning on the night desk: a file of the authorities, the six steps, the actions
//! of its colour.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A warning file, on a stick or elsewhere.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadWarningFile {
    /// Where it lies.
    pub path: String,
}

/// What a warning file says, before it is taken over.
#[derive(Debug, Serialize, TS)]
pub struct WarningFile {
    /// Kind and level: 暴雨橙色预警.
    pub title: String,
    /// Code of the level.
    pub level: String,
    /// What it says, field by field.
    pub facts: Vec<WarningFact>,
    /// What the law wants it to say and it does not say.
    pub unsaid: Vec<String>,
    /// What taking it over does to warnings that are in the books, one sentence each.
    pub effects: Vec<String>,
    /// Whether it is in the books already.
    pub known: bool,
}

/// One thing a warning file says.
#[derive(Debug, Serialize, TS)]
pub struct WarningFact {
    /// What it is.
    pub label: String,
    /// What it says.
    pub text: String,
}

/// One of the six steps.
#[derive(Debug, Serialize, TS)]
pub struct WarningStage {
    /// What it is called.
    pub label: String,
    /// Field of the warning that holds its moment.
    pub field: String,
    /// Clock time; empty if it has not come.
    pub at: String,
    /// The whole moment, to be corrected; empty if it has not come.
    pub moment: String,
    /// Whether somebody set it; otherwise it follows from what happened.
    pub noted: bool,
}

/// Sets the moment of one of the six steps.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteStage {
    /// Field of the warning that holds it.
    pub field: String,
    /// When; now if it is left out, not yet if it is empty.
    #[serde(default)]
    #[ts(optional)]
    pub at: Option<String>,
}

/// What the village does at this colour.
#[derive(Debug, Serialize, TS)]
pub struct WarningAction {
    /// What is to be done.
    pub text: String,
    /// Clock time at which it was noted as done; empty if it was not.
    pub done_at: String,
}

/// Notes an action of the colour as done.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DoAction {
    /// The action, as it is proposed.
    pub text: String,
}
