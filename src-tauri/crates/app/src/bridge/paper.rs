//! Shapes of papers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a paper stands in the list of papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperGroup {
    /// 给村民: handed to a household.
    Villagers,
    /// 给责任人: carried or kept by whoever has a duty.
    Responsible,
    /// 表单: filled in, on the screen or by hand.
    Sheets,
    /// 上报: for the township.
    Reports,
    /// 上墙: for a wall or a notice board.
    Wall,
    /// 台账: a ledger as a table.
    Registers,
}

/// A paper that can be printed.
#[derive(Debug, Serialize, TS)]
pub struct DocumentKind {
    /// Name in requests.
    pub name: String,
    /// Chinese title.
    pub title: String,
    /// Where it stands in the list of papers.
    pub group: PaperGroup,
    /// Ledger whose rows it is printed from; without ids it prints them all. None: no choice.
    pub needs: Option<String>,
    /// What it is for, in a sentence.
    pub purpose: String,
    /// Whether it can be printed empty.
    pub can_be_blank: bool,
    /// Whether it has a public edition alone: it hangs where everybody reads it.
    pub only_public: bool,
}

/// Asks for a paper.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PrintDocument {
    /// Document name.
    pub document: String,
    /// Rows it is printed from; all if none.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub ids: Vec<String>,
    /// Whether names, phones and illness are masked (公开版).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub public: bool,
    /// Whether a form stays empty, to be written on in a night without power (空白表).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub blank: bool,
    /// Only what is of these groups of the village, or of these posts; of all if none.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub groups: Vec<String>,
    /// Papers left out of the pouch.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub without: Vec<String>,
}

/// A paper.
#[derive(Debug, Serialize, TS)]
pub struct Paper {
    /// Title, also a good file name.
    pub title: String,
    /// The PDF, in base64.
    pub pdf: String,
    /// Pages.
    pub pages: u32,
    /// Bytes of the PDF.
    pub bytes: u64,
    /// What is missing on it, in words: a person without a phone, a character without a shape.
    pub notes: Vec<String>,
}

/// A paper that was written to a file.
#[derive(Debug, Serialize, TS)]
pub struct SavedPaper {
    /// Where it lies.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// What is missing on it, in words, as the preview says it.
    pub notes: Vec<String>,
}

/// Asks for a paper as a file.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveDocument {
    /// Document name.
    pub document: String,
    /// Rows it is printed from; all if none.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub ids: Vec<String>,
    /// Whether names, phones and illness are masked (公开版).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub public: bool,
    /// Whether a form stays empty, to be written on in a night without power (空白表).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub blank: bool,
    /// Only what is of these groups of the village, or of these posts; of all if none.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub groups: Vec<String>,
    /// Papers left out of the pouch.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub without: Vec<String>,
    /// Where to.
    pub path: String,
}

/// Asks what may be chosen for a paper.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AskPaperChoices {
    /// Document name.
    pub document: String,
}

/// What may be chosen for a paper.
#[derive(Debug, Serialize, TS)]
pub struct PaperChoices {
    /// What the paper is chosen by: 小组, 岗位; empty for neither.
    pub split: String,
    /// Groups of the village for a paper of households, posts for cards.
    pub groups: Vec<String>,
    /// Papers that the pouch may hold.
    pub contents: Vec<PouchPart>,
}

/// A paper that the pouch may hold.
#[derive(Debug, Serialize, TS)]
pub struct PouchPart {
    /// Name in requests.
    pub name: String,
    /// What it is called.
    pub title: String,
}

/// Asks what the proof (核对码) on a paper says.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VerifyPaper {
    /// The letters below the QR code, typed or scanned.
    pub text: String,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperVerdict {
    /// Ours, and printed today it would say the same.
    Newest,
    /// Ours, and printed today it would say something else.
    Outdated,
    /// Ours; whether it is the newest cannot be told here.
    Ours,
    /// Sealed by nobody whose keys are known here.
    Foreign,
    /// Not the letters of any proof: mistyped.
    Mistyped,
}

/// What a proof says.
#[derive(Debug, Serialize, TS)]
pub struct VerifiedPaper {
    /// What came of it.
    pub verdict: PaperVerdict,
    /// The same in a sentence or two, with what to do.
    pub headline: String,
    /// What is known of the paper.
    pub facts: Vec<PaperFact>,
    /// What was written since it was printed, as far as it can be told.
    pub changes: Vec<PaperChange>,
    /// The groups as they were typed, where letters are wrong.
    pub groups: Vec<TypedGroup>,
}

/// Something known of a paper.
#[derive(Debug, Serialize, TS)]
pub struct PaperFact {
    /// What it is: 文书.
    pub label: String,
    /// What is known.
    pub text: String,
}

/// Something that was written since a paper was printed.
#[derive(Debug, Serialize, TS)]
pub struct PaperChange {
    /// Of what: 岗位 转移责任人.
    pub about: String,
    /// What was done.
    pub act: super::records::PastAct,
}

/// A group of letters as it was typed.
#[derive(Debug, Serialize, TS)]
pub struct TypedGroup {
    /// Its letters.
    pub text: String,
    /// Whether one of them is wrong.
    pub is_wrong: bool,
}
