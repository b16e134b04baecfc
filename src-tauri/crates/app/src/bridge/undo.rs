//! Shapes of taking an act back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What this desk did last.
#[derive(Debug, Serialize, TS)]
pub struct LastActView {
    /// Identity, sent back to take it back.
    pub id: String,
    /// What was done: 保存, 删除, the import of a sheet.
    pub label: String,
    /// When, in local words.
    pub at: String,
    /// To what: the ledger and the record, or how many.
    pub what: String,
}

/// Takes an act back.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UndoAct {
    /// The act.
    pub id: String,
    /// How many records somebody agreed to lose, where this takes many out of a ledger.
    #[serde(default)]
    #[ts(optional)]
    pub confirm_removals: Option<u64>,
}

/// An act that was taken back.
#[derive(Debug, Serialize, TS)]
pub struct UndoneAct {
    /// How many records stand again as before.
    pub undone: u64,
    /// What it was.
    pub what: String,
}
