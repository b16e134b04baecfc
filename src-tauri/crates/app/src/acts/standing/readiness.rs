//! `assets/lists/readiness.toml` as it is written.

use crate::desk::Desk;
use crate::problem::Problem;
use serde::Deserialize;

/// What readiness consists of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Readiness {
    /// Sets of six lamps.
    pub(super) preset: Vec<PresetOrder>,
    /// 六有.
    pub(super) self_check: Vec<Order>,
    /// 六个100%.
    pub(super) town_target: Vec<Order>,
    /// Rules for the station's colour, the gravest first.
    pub(super) colour: Vec<ColourRule>,
}

/// A set of lamps.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PresetOrder {
    /// Stable name.
    pub(super) name: String,
    /// What it is called.
    pub(super) label: String,
    /// Its lamps.
    pub(super) lamp: Vec<Order>,
}

/// What one lamp or line looks at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Order {
    /// Stable name.
    pub(super) name: String,
    /// What it is called.
    pub(super) label: String,
    /// What it looks at.
    pub(super) source: String,
    /// Words in the names of the supplies that are meant.
    #[serde(default)]
    pub(super) words: Vec<String>,
    /// Class of the supplies that are meant.
    #[serde(default)]
    pub(super) kit_class: String,
}

/// A colour and when it holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColourRule {
    /// The colour.
    pub(super) tone: String,
    /// What is counted.
    pub(super) count: String,
    /// From how many on it holds.
    pub(super) least: u64,
    /// The reason in words; `{n}` stands for the count.
    pub(super) why: String,
}

impl Readiness {
    /// Reads the file.
    pub(super) fn load(desk: &Desk) -> Result<Self, Problem> {
        desk.assets.toml("lists/readiness.toml")
    }
}
