//! Shapes of signatures: a PIN by day, 口头同意 by night.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Somebody puts his name to a step: with his PIN, or by word of mouth.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Who signs, as an id of `users`.
    pub signer: String,
    /// His PIN.
    #[serde(default)]
    #[ts(optional)]
    pub pin: Option<String>,
    /// What he said instead, to be confirmed within a day.
    #[serde(default)]
    #[ts(optional)]
    pub oral: Option<OralConsent>,
}

/// 口头同意: how and when.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OralConsent {
    /// How: by phone, on the spot, before whom.
    pub how: String,
    /// When, as typed.
    pub at: String,
}

/// A name put to a step.
#[derive(Debug, Serialize, TS)]
pub struct SignedView {
    /// Row of the ledger `sign_off`; its step `confirm` confirms what was said.
    pub id: String,
    /// The `form` for that step.
    pub form: String,
    /// What was signed.
    pub step_label: String,
    /// Who signed, by name.
    pub signer: String,
    /// His id in `users`.
    pub signer_id: String,
    /// `pin` or `oral`.
    pub way: String,
    /// What that is called.
    pub way_label: String,
    /// How he said so, where he only did.
    pub oral_note: String,
    /// When, in local words.
    pub at: String,
    /// `signed`, `oral` or `confirmed`.
    pub status: String,
    /// What that is called.
    pub status_label: String,
}
