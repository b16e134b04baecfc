//! Shapes of what a township sent down to its villages beside orders: warnings, wordings, plans.
//! Each is a proposal until somebody in the village takes it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the township sent down and the village may act on.
#[derive(Debug, Default, Serialize, TS)]
pub struct SentDown {
    /// Name of the township; empty if none is known.
    pub from: String,
    /// When its last package was taken in; empty if never.
    pub came: String,
    /// Its warnings of the last days, the newest first.
    pub warnings: Vec<SentWarning>,
    /// Passages it words otherwise than shipped.
    pub wordings: Vec<SentWording>,
    /// Its plans, as templates.
    pub plans: Vec<SentPlan>,
}

/// A warning of the township.
#[derive(Debug, Serialize, TS)]
pub struct SentWarning {
    /// Its row in the township's books.
    pub id: String,
    /// Kind and level: 暴雨橙色预警.
    pub title: String,
    /// Code of the level.
    pub level: String,
    /// Who issued it; may be empty.
    pub sender: String,
    /// When the township received it.
    pub received_at: String,
    /// Where it holds.
    pub area: String,
    /// What it says.
    pub description: String,
    /// What is to be done.
    pub instruction: String,
    /// `new`, `taken`, or `lifted` where the township lifted what the village still has up.
    pub state: String,
    /// What taking it does to warnings that are in the books, one sentence each.
    pub effects: Vec<String>,
    /// The village's own record of it; empty if it was not taken.
    pub record: String,
}

/// A passage the township words otherwise.
#[derive(Debug, Serialize, TS)]
pub struct SentWording {
    /// Name of the passage.
    pub name: String,
    /// Which passage: 九类险情卡·暴雨山洪·先做.
    pub label: String,
    /// As the township words it.
    pub lines: Vec<String>,
    /// As the village's own papers say it now.
    pub now: Vec<String>,
    /// `used` where papers say it as the township does, `own` where the village words it itself,
    /// `refused` where the program does not take it over because a safety point is lost.
    pub state: String,
}

/// A plan of the township.
#[derive(Debug, Serialize, TS)]
pub struct SentPlan {
    /// Its row in the township's books.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The village's own plan of this kind; empty if there is none.
    pub own: String,
    /// Name of that plan.
    pub own_title: String,
    /// Its sections.
    pub sections: Vec<SentSection>,
}

/// A section of a plan of the township.
#[derive(Debug, Serialize, TS)]
pub struct SentSection {
    /// Its row in the township's books.
    pub id: String,
    /// Heading.
    pub heading: String,
    /// What the township's says.
    pub body: String,
    /// What the village's own section of this heading says; empty if there is none.
    pub own: String,
    /// `missing`, `differs` or `same`.
    pub state: String,
}

/// Takes one thing of the township over into the village's own books.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TakeSent {
    /// Its row in the township's books.
    pub id: String,
}
