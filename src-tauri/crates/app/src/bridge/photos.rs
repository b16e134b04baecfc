//! Shapes of photos beside a record.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Lays a photo beside a record.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddPhoto {
    /// Ledger of the record.
    pub ledger: String,
    /// Row id of the record.
    pub id: String,
    /// What it shows, as a code of `photo_phase`.
    pub phase: String,
    /// A few words about it.
    #[serde(default)]
    #[ts(optional)]
    pub caption: Option<String>,
    /// When it was taken.
    #[serde(default)]
    #[ts(optional)]
    pub taken_at: Option<String>,
    /// The picture as it came, JPEG, PNG or WebP, in base64; it is made small here.
    pub data: String,
}

/// Asks for the picture of a photo.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadPhoto {
    /// Row id in the ledger `photo`.
    pub id: String,
}

/// A picture.
#[derive(Debug, Serialize, TS)]
pub struct Picture {
    /// Its bytes, in base64.
    pub data: String,
    /// Their kind: `image/jpeg`.
    pub kind: String,
}

/// A photo beside a record.
#[derive(Debug, Serialize, TS)]
pub struct PhotoView {
    /// Row id in the ledger `photo`.
    pub id: String,
    /// What it shows.
    pub phase: String,
    /// What that is called.
    pub phase_label: String,
    /// When it was taken, in local words; may be empty.
    pub taken_at: String,
    /// A few words about it; may be empty.
    pub caption: String,
    /// Whether its bytes are in this file.
    pub here: bool,
    /// Whether it is hidden from whoever works now.
    pub masked: bool,
}
