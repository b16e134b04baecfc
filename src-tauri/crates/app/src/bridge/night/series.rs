//! Shapes of the reports of one incident in their order, from 初报 to 核报.

use super::NightStep;
use crate::bridge::sign::SignedView;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for the reports of an incident.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AskReports {
    /// The incident.
    pub incident: String,
}

/// The reports of one incident, and what is to be reported next.
#[derive(Debug, Serialize, TS)]
pub struct ReportSeries {
    /// The incident.
    pub incident: String,
    /// Whether it stands in this office's own books.
    pub ours: bool,
    /// Its reports, the oldest first.
    pub reports: Vec<SeriesReport>,
    /// Reports that can be written now; none while one waits to go out, or in others' books.
    pub awaited: Vec<AwaitedReport>,
    /// Who answers for the figures, where the books tell.
    pub signer: Option<ReportSigner>,
}

/// One report of an incident.
#[derive(Debug, Serialize, TS)]
pub struct SeriesReport {
    /// Row id.
    pub id: String,
    /// The `form` for its steps.
    pub form: String,
    /// 初报, 续报 or 核报, with its issue from the second on.
    pub label: String,
    /// Moment up to which it counts.
    pub as_of: String,
    /// State in words.
    pub status_label: String,
    /// Whether it reached the township, by telephone or on paper.
    pub is_out: bool,
    /// Moment at which it was told by telephone; empty if it was not.
    pub phoned_at: String,
    /// Moment at which it was sent; empty if it was not.
    pub sent_at: String,
    /// Moment by which it is due; empty once it is out, and where none is set.
    pub due_at: String,
    /// Minutes left until then, below zero once it is late.
    pub minutes_left: Option<i64>,
    /// Steps that may be taken now.
    pub steps: Vec<NightStep>,
    /// Names put to it.
    pub signed: Vec<SignedView>,
    /// Figures that fell below the last report or leapt above it: asked, never refused.
    pub asks: Vec<String>,
}

/// A report that is still to be written.
#[derive(Debug, Serialize, TS)]
pub struct AwaitedReport {
    /// `first`, `follow_up` or `final`.
    pub kind: String,
    /// What that is called.
    pub label: String,
    /// Moment by which it is due; empty where none is set.
    pub due_at: String,
    /// Minutes left until then, below zero once it is late.
    pub minutes_left: Option<i64>,
}

/// Who signs reports here.
#[derive(Debug, Serialize, TS)]
pub struct ReportSigner {
    /// The person of the books.
    pub person: String,
    /// His name.
    pub name: String,
    /// His id in `users`, where several share the desk.
    pub user: Option<String>,
}
