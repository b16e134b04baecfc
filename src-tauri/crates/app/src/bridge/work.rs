//! Shape of long work: how far it is.

use serde::Serialize;
use ts_rs::TS;

/// How far the work is that runs now.
#[derive(Clone, Debug, Serialize, TS)]
pub struct WorkState {
    /// What is being done, in words.
    pub label: String,
    /// Steps done.
    pub done: u64,
    /// Steps in all; 0 where nobody knows.
    pub total: u64,
}
