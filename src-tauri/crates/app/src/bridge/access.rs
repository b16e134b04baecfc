//! Shapes of the access log.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for a page of the access log.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadAccessLog {
    /// Lines to skip.
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub offset: u32,
    /// Lines wanted, at most 500; 0 means 100.
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// A page of the access log.
#[derive(Debug, Serialize, TS)]
pub struct AccessLog {
    /// Lines there are.
    pub total: u64,
    /// The lines of this page, newest first.
    pub lines: Vec<AccessLine>,
}

/// Who saw what, and why.
#[derive(Debug, Serialize, TS)]
pub struct AccessLine {
    /// When, in local words.
    pub at: String,
    /// Who.
    pub who: String,
    /// In which ledger, or on which paper.
    pub ledger_label: String,
    /// Which record; empty for a whole ledger.
    pub title: String,
    /// What was done and which fields were seen, never what they said; and why.
    pub what: String,
}
