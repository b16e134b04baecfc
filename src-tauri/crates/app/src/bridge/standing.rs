//! Shapes of 站情: how ready the station is. The village's own standing, never a league table.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How ready the station is.
#[derive(Debug, Serialize, TS)]
pub struct Standing {
    /// What the rates look back on: 4月14日到7月12日.
    pub period: String,
    /// The rates.
    pub rates: Vec<Rate>,
    /// The six lamps of readiness (六个一).
    pub lamps: Vec<Lamp>,
    /// Name of the chosen preset of lamps.
    pub preset: String,
    /// Presets to choose from: each region counts six things of its own.
    pub presets: Vec<Preset>,
    /// The self-check list (六有).
    pub self_checks: Vec<SelfCheck>,
    /// What a township counts over its villages (六个100%): whether this station has it. Nothing
    /// is said of a village that has not.
    pub has: Vec<Has>,
    /// The station's own colour, with the reason.
    pub status: Status,
}

/// One lamp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Lamp {
    /// Stable name.
    pub name: String,
    /// What it stands for.
    pub label: String,
    /// `green`, `blue`, `yellow` or `red`; the word behind it is in `text`.
    pub state: String,
    /// State in words with its figures.
    pub text: String,
    /// Ledger behind it.
    pub ledger: String,
}

/// A rate with its numerator and denominator.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Rate {
    /// Stable name.
    pub name: String,
    /// What it measures.
    pub label: String,
    /// Of what period.
    pub period: String,
    /// Numerator.
    pub numerator: u64,
    /// Denominator.
    pub denominator: u64,
    /// Whole percent; none where the denominator is empty, shown as —.
    pub percent: Option<u64>,
    /// `green`, `blue`, `yellow`, `red`, or `none` where there is no percent.
    pub tone: String,
}

/// A set of six lamps.
#[derive(Debug, Serialize, TS)]
pub struct Preset {
    /// Name in requests.
    pub name: String,
    /// What it is called.
    pub label: String,
}

/// Chooses a set of lamps.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChooseLamps {
    /// Name of the preset.
    pub preset: String,
}

/// One line of the self-check.
#[derive(Debug, Serialize, TS)]
pub struct SelfCheck {
    /// Stable name.
    pub name: String,
    /// What must be there.
    pub label: String,
    /// Whether it is there; null where nothing is on the books to tell by.
    pub met: Option<bool>,
    /// Why, with figures.
    pub text: String,
    /// Ledger behind it.
    pub ledger: String,
}

/// One of the things a township counts over its villages.
#[derive(Debug, Serialize, TS)]
pub struct Has {
    /// Stable name.
    pub name: String,
    /// What it is.
    pub label: String,
    /// Whether this station has it.
    pub own: bool,
}

/// The station's own colour.
#[derive(Debug, Serialize, TS)]
pub struct Status {
    /// `green`, `blue`, `yellow` or `red`.
    pub tone: String,
    /// The colour as a word.
    pub label: String,
    /// Why, in a sentence.
    pub why: String,
}
