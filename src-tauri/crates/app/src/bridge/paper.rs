//! Shapes of papers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a paper stands in the list of papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperGroup {
    /// 卡片.
    Cards,
    /// 预案.
    Plans,
    /// 值守和转移.
    Duty,
    /// 隐患.
    Hazards,
    /// 物资.
    Supplies,
    /// 其他.
    Others,
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
    /// Where to.
    pub path: String,
}
