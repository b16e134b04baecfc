//! Shapes of what a merge leaves to a person to decide.

use super::records::Values;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Asks for what waits for a person.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ListMatters {
    /// Only of this area.
    #[ts(optional)]
    pub area: Option<String>,
}

/// What waits for a person.
#[derive(Debug, Serialize, TS)]
pub struct Matters {
    /// Rival values.
    pub conflicts: Vec<ConflictView>,
    /// Broken rules.
    pub questions: Vec<QuestionView>,
    /// How many of both there are, with those that are not shown yet.
    pub left: u64,
}

/// Rival values of one register.
#[derive(Debug, Serialize, TS)]
pub struct ConflictView {
    /// Ledger name.
    pub ledger: String,
    /// Its Chinese name.
    pub ledger_label: String,
    /// Row id.
    pub id: String,
    /// What names the record.
    pub title: String,
    /// The register, to be sent back.
    pub register: String,
    /// What the register is called.
    pub label: String,
    /// Name of the one field it has, if another value than the rivals may be typed.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Whose books.
    pub area: String,
    /// Whether this office decides it.
    pub ours: bool,
    /// The form token, to be sent back.
    pub form: String,
    /// The rivals; the one shown meanwhile comes first.
    pub sides: Vec<SideView>,
}

/// One of the rivals.
#[derive(Debug, Serialize, TS)]
pub struct SideView {
    /// The entry that wrote it, to be sent back.
    pub entry: String,
    /// Who wrote it, as office and desk.
    pub who: String,
    /// When, in local words.
    pub at: String,
    /// What it says, by field label.
    pub values: BTreeMap<String, String>,
}

/// Decides a conflict.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerConflict {
    /// Ledger name.
    pub ledger: String,
    /// Row id.
    pub id: String,
    /// The register.
    pub register: String,
    /// The entry whose value is right; none if a value is sent.
    #[serde(default)]
    #[ts(optional)]
    pub entry: Option<String>,
    /// Another value, of the field that the register has.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>", optional)]
    pub values: Values,
    /// The form token.
    pub form: String,
}

/// A broken rule.
#[derive(Debug, Serialize, TS)]
pub struct QuestionView {
    /// Stable key, to be sent back.
    pub key: String,
    /// The rule.
    pub rule: String,
    /// Chinese sentence: what does not fit, and what may be done.
    pub text: String,
    /// Whose books.
    pub area: String,
    /// Whether this office answers it.
    pub ours: bool,
    /// Ledger name.
    pub ledger: String,
    /// Its Chinese name.
    pub ledger_label: String,
    /// Row id.
    pub id: String,
    /// What names the record.
    pub title: String,
}

/// Answers a question without changing the record.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerQuestion {
    /// The question's key.
    pub key: String,
    /// Code of the list `ruling_answer`.
    pub answer: String,
    /// Why, in a few words.
    #[serde(default)]
    pub reason: String,
}
