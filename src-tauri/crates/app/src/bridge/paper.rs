//! Shapes of papers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A paper that can be printed.
#[derive(Debug, Serialize, TS)]
pub struct DocumentKind {
    /// Name in requests.
    pub name: String,
    /// Chinese title.
    pub title: String,
    /// Ledger whose rows it is printed from; without ids it prints them all. None: no choice.
    pub needs: Option<String>,
    /// What it is for, in a sentence.
    pub purpose: String,
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
    /// Where to.
    pub path: String,
}
