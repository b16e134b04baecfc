//! Shapes of the destruction of what concerns villagers.

use super::secret::Secret;
use super::sign::Signature;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Proposes what is to go and what is to stay.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanDestruction {
    /// Row of the ledger `destruction`.
    pub id: String,
    /// Whose data is asked back, as an id of `person`, where no incident is named.
    #[serde(default)]
    #[ts(optional)]
    pub person: Option<String>,
}

/// What was collected, row by row.
#[derive(Debug, Serialize, TS)]
pub struct DestructionPlan {
    /// Row of the ledger `destruction`.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The incident it was collected for; empty if none.
    pub incident: String,
    /// The rows.
    pub rows: Vec<DestructionLine>,
    /// Reasons for which a row may be kept.
    pub reasons: Vec<KeepReason>,
    /// Whether two people sign with their PIN; if not, their two names are typed.
    pub signed: bool,
    /// Whether a password or the paper code confirms it: the file gets a new key.
    pub confirmed: bool,
}

/// A row that holds what concerns villagers.
#[derive(Debug, Serialize, TS)]
pub struct DestructionLine {
    /// Ledger.
    pub ledger: String,
    /// What the ledger is called.
    pub label: String,
    /// Row.
    pub id: String,
    /// What names it.
    pub title: String,
    /// Its free words that would go, by which somebody decides; empty if it has none.
    pub said: String,
    /// How many photos go with it.
    pub photos: u32,
    /// Why it is proposed to be kept; empty if it is proposed to go.
    pub keep: String,
}

/// A reason to keep a row.
#[derive(Debug, Serialize, TS)]
pub struct KeepReason {
    /// Code of the list `keep_reason`.
    pub code: String,
    /// What it is called.
    pub label: String,
}

/// Carries a destruction out.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CarryOutDestruction {
    /// Row of the ledger `destruction`.
    pub id: String,
    /// The rows that go.
    pub destroy: Vec<RowName>,
    /// The rows that stay, each with its reason.
    pub keep: Vec<KeptRow>,
    /// Two people with their PIN, where several work at this desk.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<Signature>>")]
    pub signatures: Vec<Signature>,
    /// Their two names, where one person does.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub names: Vec<String>,
    /// The password of whoever does it, or the paper recovery code, where the file has a lock.
    #[serde(default)]
    #[ts(optional)]
    pub confirm: Option<Secret>,
}

/// A row of a ledger.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RowName {
    /// Ledger.
    pub ledger: String,
    /// Row.
    pub id: String,
}

/// A row that is kept.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeptRow {
    /// Ledger.
    pub ledger: String,
    /// Row.
    pub id: String,
    /// Code of the list `keep_reason`.
    pub reason: String,
}

/// A destruction that is due or done.
#[derive(Debug, Serialize, TS)]
pub struct DestructionView {
    /// Row of the ledger `destruction`.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Why.
    pub basis: String,
    /// The incident; empty if none.
    pub incident: String,
    /// Who sees to it.
    pub owner: String,
    /// Until when.
    pub due: String,
    /// Whether it is done.
    pub done: bool,
    /// When it was.
    pub done_at: String,
    /// Rows that went.
    pub destroyed: u32,
    /// Rows that stayed.
    pub kept: u32,
    /// Who had a copy, and whether he has destroyed it too.
    pub offices: Vec<OfficeHeard>,
    /// What no program reaches.
    pub out_of_reach: Vec<String>,
    /// Backups that were written anew without what was destroyed.
    pub backups: Vec<String>,
    /// Whether the backups are still to be looked over: something cut that off.
    pub unfinished: bool,
}

/// An office that may hold a copy.
#[derive(Debug, Serialize, TS)]
pub struct OfficeHeard {
    /// Its name.
    pub name: String,
    /// Whether its last package says that it has taken the destruction in.
    pub confirmed: bool,
}
