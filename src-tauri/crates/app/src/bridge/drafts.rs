//! Shapes of half typed forms.

use super::records::Values;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Puts a half typed form away.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeepDraft {
    /// Of which form: ledger and row.
    pub key: String,
    /// What was typed, by field name.
    #[ts(type = "Record<string, unknown>")]
    pub values: Values,
}

/// Names a half typed form.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DraftKey {
    /// Of which form: ledger and row.
    pub key: String,
}

/// A half typed form.
#[derive(Debug, Serialize, TS)]
pub struct Draft {
    /// What was typed; null if nothing is put away.
    #[ts(type = "Record<string, unknown> | null")]
    pub values: Option<Values>,
}
