//! Shapes of the office's keys: its laptops, changes of keys, what is in quarantine.

use super::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The keys of this office.
#[derive(Debug, Serialize, TS)]
pub struct OfficeKeysView {
    /// Thirty digits in groups of five, to be read out over the phone.
    pub fingerprint: String,
    /// How often the keys were changed.
    pub serial: u64,
    /// The changes, newest first.
    pub changes: Vec<KeyChangeView>,
    /// The laptops of the office, this one first.
    pub laptops: Vec<LaptopView>,
    /// Whether the keys were changed on another laptop, and this one has the former ones.
    pub is_behind: bool,
    /// Whether the paper of today opens the file only, and an earlier one changes the keys.
    pub needs_former_paper: bool,
    /// Whether whoever works now may change the keys.
    pub may_change: bool,
    /// Entries in quarantine, of every office whose books are here.
    pub quarantined: u64,
}

/// One change of keys.
#[derive(Debug, Serialize, TS)]
pub struct KeyChangeView {
    /// When, in local words.
    pub at: String,
    /// What was changed, in words.
    pub text: String,
}

/// How far a laptop's word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LaptopStanding {
    /// All of it.
    Counts,
    /// It is lost; only what it wrote before counts.
    Lost,
    /// It writes under keys that were replaced, and no change names it.
    FormerKey,
}

/// A laptop of this office.
#[derive(Debug, Serialize, TS)]
pub struct LaptopView {
    /// Its replica, to be sent back.
    pub replica: String,
    /// What it is called: 本机, 第一台, or its letters.
    pub name: String,
    /// Whether it is this one.
    pub is_here: bool,
    /// How far its word counts.
    pub standing: LaptopStanding,
    /// When it last wrote, as far as is known here, in words; empty if it never did.
    pub last_seen: String,
    /// Number of its last entry known here.
    pub last_number: u64,
    /// Its entries in quarantine.
    pub quarantined: u64,
}

/// Changes the office's keys.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RenewKeys {
    /// The paper recovery code of the office.
    pub recovery_code: Secret,
    /// The laptops that are lost, by replica.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub lost: Vec<String>,
}

/// Takes over the keys that were changed on another laptop of the office.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TakeNewKeys {
    /// The invitation made there.
    pub invitation: String,
    /// The words that open it.
    pub passphrase: Secret,
}

/// What one act in quarantine would write.
#[derive(Debug, Serialize, TS)]
pub struct QuarantinedAct {
    /// Whose books.
    pub area: String,
    /// Whether this office may admit it.
    pub ours: bool,
    /// The laptop, to be sent back.
    pub replica: String,
    /// What the laptop is called.
    pub laptop: String,
    /// Its number, to be sent back.
    pub number: u64,
    /// When, by that laptop's clock.
    pub at: String,
    /// Who acted there.
    pub who: String,
    /// What was done.
    pub act: String,
    /// What would be written.
    pub rows: Vec<QuarantinedRow>,
}

/// One record such an act would write.
#[derive(Debug, Serialize, TS)]
pub struct QuarantinedRow {
    /// Chinese name of the ledger.
    pub ledger_label: String,
    /// What names the record.
    pub title: String,
    /// What would be written, in words.
    pub text: String,
}

/// Admits what a laptop in quarantine wrote.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AdmitQuarantined {
    /// The laptop.
    pub replica: String,
    /// The last number that is admitted.
    pub number: u64,
    /// Why, in a few words.
    pub reason: String,
}
