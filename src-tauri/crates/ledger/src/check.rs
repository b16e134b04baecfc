//! Rules that look at one record. Rules that need other rows live where those rows are asked for.

use crate::value::Row;
use serde::Serialize;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Shown beside the field; the record is saved.
    Mark,
    /// The record is not saved by a person's act. A merge never refuses: there it is a question.
    Refuse,
}

/// One finding on one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flag {
    /// Stable name of the rule.
    pub code: &'static str,
    /// Field it concerns.
    pub field: &'static str,
    /// How much it weighs.
    pub weight: Weight,
    /// What is wrong and what to do, in Chinese.
    pub text: String,
}

impl Flag {
    /// A finding that is shown but does not stop saving.
    pub fn mark(code: &'static str, field: &'static str, text: impl Into<String>) -> Self {
        Self {
            code,
            field,
            weight: Weight::Mark,
            text: text.into(),
        }
    }

    /// A finding that stops a person's act.
    pub fn refuse(code: &'static str, field: &'static str, text: impl Into<String>) -> Self {
        Self {
            code,
            field,
            weight: Weight::Refuse,
            text: text.into(),
        }
    }
}

/// A ledger without rules of its own.
pub fn no_checks(_: &Row) -> Vec<Flag> {
    Vec::new()
}
