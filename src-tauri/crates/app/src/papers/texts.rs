//! The wording of cards, slips and scripts, as the books at hand have it.

use super::Gather;
use crate::problem::Problem;
use print::documents::pictogram::PicturedAct;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Wording of the hazard cards.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HazardCards {
    /// One per hazard.
    #[serde(rename = "card")]
    pub(super) cards: Vec<HazardCard>,
}

/// One hazard's card.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HazardCard {
    /// Code of the list `disaster_kind`.
    pub(super) kind: String,
    /// What it is called.
    pub(super) title: String,
    /// Whether it is among the most needed texts.
    #[expect(dead_code, reason = "said in the file for whoever rewords it")]
    essential: bool,
    /// The main acts in pictures.
    pub(super) acts: Vec<PicturedAct>,
    /// 苗头.
    pub(super) signs: Vec<String>,
    /// 先做.
    pub(super) first: Vec<String>,
    /// 严禁.
    pub(super) forbidden: Vec<String>,
}

/// Wording of the posts' cards.
#[derive(Deserialize)]
pub(super) struct PostCards {
    /// One per kind of post.
    #[serde(rename = "card")]
    pub(super) cards: Vec<PostCard>,
}

/// One kind of post.
#[derive(Deserialize)]
pub(super) struct PostCard {
    /// Code of the list `post_kind`.
    pub(super) kind: String,
    /// What it is called.
    pub(super) title: String,
    /// The main acts in pictures.
    pub(super) acts: Vec<PicturedAct>,
    /// 平时.
    before: Vec<String>,
    /// 接到预警.
    on_warning: Vec<String>,
    /// 发生时.
    on_event: Vec<String>,
    /// 灾后.
    after: Vec<String>,
}

impl PostCard {
    /// The lines of a stage, by the name of its field on a card.
    pub(super) fn stage(&self, field: &str) -> &[String] {
        match field {
            "before" => &self.before,
            "on_warning" => &self.on_warning,
            "on_event" => &self.on_event,
            "after" => &self.after,
            _ => &[],
        }
    }
}

/// Wording of what is read aloud.
#[derive(Deserialize)]
pub(super) struct Broadcasts {
    /// What a script for slopes is called.
    pub(super) slope: String,
    /// What is said before the words to write in.
    pub(super) to_write: String,
    /// What a hand writes in place of a word, plainly.
    pub(super) holes: BTreeMap<String, String>,
    /// The scripts, in order.
    #[serde(rename = "broadcast")]
    pub(super) scripts: Vec<Broadcast>,
}

/// One script.
#[derive(Deserialize)]
pub(super) struct Broadcast {
    /// When it is read.
    pub(super) title: String,
    /// What is read.
    pub(super) template: String,
    /// What is read where a slope moves.
    pub(super) slope_template: Option<String>,
}

/// Wording of what a warning asks for.
#[derive(Deserialize)]
pub(super) struct WarningActions {
    /// What holds for all of them.
    pub(super) note: String,
    /// By colour.
    #[serde(rename = "level")]
    pub(super) levels: Vec<WarningLevel>,
    /// Warnings for which nobody is moved.
    pub(super) without_transfer: Vec<WarningLevel>,
}

/// What one warning asks for.
#[derive(Deserialize)]
pub(super) struct WarningLevel {
    /// Its colour; something else where it has none.
    #[serde(default)]
    pub(super) code: String,
    /// What it is called.
    pub(super) title: String,
    /// What to do.
    pub(super) actions: Vec<String>,
}

/// Wording of the slip of a household.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slip {
    /// What the paper is called.
    pub(super) title: String,
    /// Who keeps each copy, in the order of printing.
    pub(super) copies: Vec<String>,
    /// Number with its label.
    pub(super) number: String,
    /// How the number is written.
    pub(super) number_pattern: String,
    /// Who lives there and what threatens them.
    pub(super) facts: Vec<String>,
    /// The help the household needs, where it needs any.
    pub(super) help_fact: String,
    /// When to go, how to go.
    #[serde(rename = "block")]
    pub(super) blocks: Vec<Block>,
    /// The line for a household without an alternate route.
    pub(super) without_alternate: Instead,
    /// Who comes.
    pub(super) help: Block,
    /// What to take along.
    pub(super) carry: Sentence,
    /// What never to do.
    pub(super) forbidden: Sentence,
    /// What the gong means.
    pub(super) signal: Signal,
    /// Whom to call.
    pub(super) phones: Lines,
    /// Who signs.
    pub(super) sign: Signatures,
}

/// Lines under a heading.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Block {
    /// Name in this file.
    #[serde(default)]
    pub(super) name: String,
    /// Heading.
    pub(super) title: String,
    /// Small words behind it.
    #[serde(default)]
    pub(super) note: String,
    /// The lines.
    pub(super) lines: Vec<String>,
}

/// A line that stands for the one that names the alternate route.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Instead {
    /// Block it belongs to.
    pub(super) block: String,
    /// The line.
    pub(super) line: String,
}

/// A sentence and its label.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sentence {
    /// Label.
    pub(super) title: String,
    /// Sentence.
    pub(super) text: String,
}

/// What the gong means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signal {
    /// Label.
    pub(super) title: String,
    /// Sentence around the village's own rule.
    pub(super) text: String,
    /// The rule of a village that has set none.
    pub(super) usual: String,
}

/// Lines without a heading.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lines {
    /// The lines.
    pub(super) lines: Vec<String>,
}

/// Who signs a slip.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signatures {
    /// The places to sign at.
    pub(super) lines: Vec<String>,
    /// How many copies there are and whose.
    pub(super) note: String,
}

/// Reads the wording of the hazard cards.
pub(super) fn hazard_cards(gather: &Gather<'_>) -> Result<HazardCards, Problem> {
    gather.texts.file("hazard_cards")
}

/// What is said of each kind of risk point.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RiskWords {
    /// One per code of the list `risk_point_kind`.
    #[serde(rename = "kind")]
    kinds: Vec<RiskKind>,
    /// Of a risk of which nobody knows the kind.
    unknown: RiskKind,
}

/// What is said of one kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RiskKind {
    /// Code of the list `risk_point_kind`.
    #[serde(default)]
    code: String,
    /// What it is called.
    #[serde(rename = "title", default)]
    _title: String,
    /// The signs at which a household goes.
    pub(super) signs: String,
    /// What a household does when it comes.
    pub(super) away: Vec<String>,
    /// What a household never does, where that is not what is said of all.
    #[serde(default)]
    pub(super) forbidden: String,
    /// What whoever is responsible does.
    pub(super) duty: Vec<String>,
}

impl RiskWords {
    /// What is said of this kind.
    pub(super) fn of(&self, code: &str) -> &RiskKind {
        let mut kinds = self.kinds.iter();
        kinds
            .find(|kind| kind.code == code)
            .unwrap_or(&self.unknown)
    }
}

/// Reads what is said of each kind of risk point.
pub(super) fn risk_words(gather: &Gather<'_>) -> Result<RiskWords, Problem> {
    gather.texts.file("risk_words")
}

/// Reads the wording of the slip.
pub(super) fn slip(gather: &Gather<'_>) -> Result<Slip, Problem> {
    gather.texts.file("safety_slip")
}

/// Reads the wording of the posts' cards.
pub(super) fn post_cards(gather: &Gather<'_>) -> Result<PostCards, Problem> {
    gather.texts.file("post_cards")
}

/// Reads the scripts.
pub(super) fn broadcasts(gather: &Gather<'_>) -> Result<Broadcasts, Problem> {
    gather.texts.file("broadcasts")
}

/// Reads what warnings ask for.
pub(super) fn warning_actions(gather: &Gather<'_>) -> Result<WarningActions, Problem> {
    gather.texts.file("warning_actions")
}
