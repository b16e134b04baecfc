//! Shapes of the texts that an office may word for itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A text file's passages, under one heading.
#[derive(Debug, Serialize, TS)]
pub struct WordingChapter {
    /// Name in requests.
    pub name: String,
    /// Heading.
    pub title: String,
    /// Whether a paper shows these passages, so that a trial can be looked at.
    pub has_paper: bool,
    /// Its passages, in order.
    pub passages: Vec<PassageView>,
}

/// A passage: lines that are worded together.
#[derive(Debug, Serialize, TS)]
pub struct PassageView {
    /// Name in requests.
    pub name: String,
    /// What it is about: 暴雨山洪.
    pub entry: String,
    /// Which part of it: 严禁.
    pub label: String,
    /// As shipped, line by line.
    pub shipped: Vec<String>,
    /// As the township words it, if it does.
    pub township: Option<Vec<String>>,
    /// As this office words it, if it does.
    pub own: Option<Vec<String>>,
    /// Why what was written does not hold: it lost a safety point or outgrew its measure.
    pub unheeded: Option<String>,
    /// Most lines it may have.
    pub most_lines: u32,
    /// Most characters a line may have.
    pub most_chars: u32,
    /// Words in braces that the program fills; every one must stay.
    pub places: Vec<String>,
    /// What it must keep saying.
    pub points: Vec<SafetyPoint>,
}

/// Something a passage must keep saying, in whatever words.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SafetyPoint {
    /// Name in requests.
    pub id: String,
    /// What it says.
    pub says: String,
    /// Words of which a line must hold one of each group.
    pub words: Vec<Vec<String>>,
}

/// Words a passage, or goes back to what holds without it.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveWording {
    /// Name of the passage.
    pub name: String,
    /// Its lines; null to go back to the township's or the shipped ones.
    pub lines: Option<Vec<String>>,
    /// Safety points of which a person said that the lines still say them.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub kept: Vec<String>,
}

/// Asks for the paper a passage stands on, worded for a trial.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TryWording {
    /// Name of the passage.
    pub name: String,
    /// Its lines.
    pub lines: Vec<String>,
}
