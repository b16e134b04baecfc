//! Shape of the drives a person can carry away.

use serde::Serialize;
use ts_rs::TS;

/// A drive that is plugged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Drive {
    /// Its topmost folder.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// Bytes still free.
    pub free: u64,
    /// Bytes in all.
    pub total: u64,
    /// Whether it can be carried away: a stick, a card, a disk on a cable.
    pub removable: bool,
    /// Whether it can be written to.
    pub writable: bool,
}
