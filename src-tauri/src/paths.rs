//! The folders the window proposes.

use std::path::PathBuf;

use serde_json::{Value, json};
use tauri::{AppHandle, Manager as _};

/// The folder proposed for ledgers and papers: `驿站` in the person's documents.
pub fn documents(window: &AppHandle) -> Option<PathBuf> {
    let paths = window.path();
    let parent = paths.document_dir().or_else(|_| paths.home_dir()).ok()?;
    Some(parent.join("驿站"))
}

/// Answers `desk_places`: the folders proposed for ledgers and for backups, which need not exist
/// yet. Backups lie beside the ledgers, where whoever copies the one sees the other.
pub fn answer(window: &AppHandle) -> Value {
    let documents = documents(window);
    let backups = documents.as_deref().map(|documents| documents.join("备份"));
    json!({ "documents": documents, "backups": backups })
}
