//! Shapes of the archive export.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Writes everything as open files, readable without the program.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportArchive {
    /// The folder in which a new folder is made.
    pub path: String,
    /// Why everything leaves the file unencrypted; noted in the access log.
    pub reason: String,
    /// Whether identity numbers, illness, tip-offs and the like go along.
    pub secret: bool,
    /// The PIN of whoever works now, if he has one.
    #[serde(default)]
    #[ts(optional)]
    pub pin: Option<String>,
}

/// An archive that was written.
#[derive(Debug, Serialize, TS)]
pub struct ExportedArchive {
    /// The new folder.
    pub path: String,
    /// Files in it.
    pub files: u32,
    /// Rows of ledgers in it, removed ones too.
    pub rows: u64,
    /// Entries of the journal in it.
    pub entries: u64,
    /// Photos in it.
    pub photos: u32,
    /// Papers in it.
    pub papers: u32,
    /// Bytes of all files.
    pub bytes: u64,
}
