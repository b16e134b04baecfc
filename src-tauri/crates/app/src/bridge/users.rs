//! Shapes of the people at the desk.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who works at this desk.
#[derive(Debug, Serialize, TS)]
pub struct Users {
    /// Who works now; none at a one-person desk, or before somebody says who he is.
    pub current: Option<String>,
    /// Everybody who works here or once did.
    pub users: Vec<UserView>,
    /// What whoever works now may do.
    pub may: May,
}

/// Somebody who works at this desk.
#[derive(Debug, Serialize, TS)]
pub struct UserView {
    /// Row id.
    pub id: String,
    /// Name.
    pub name: String,
    /// `secretary`, `officer`, `watch` or `viewer`.
    pub role: String,
    /// What the role is called.
    pub role_label: String,
    /// Who it is in the books, as an id; may be empty.
    pub person_id: String,
    /// Whether a PIN is set on this machine.
    pub has_pin: bool,
    /// Whether he still works here.
    pub in_use: bool,
    /// Whether he may put his name to steps.
    pub signs: bool,
}

/// What somebody may do.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each right is an answer of its own, none excludes another"
)]
#[derive(Debug, Serialize, TS)]
pub struct May {
    /// Write in some ledger.
    pub write: bool,
    /// Ledgers he may write in, by name.
    pub ledgers: Vec<String>,
    /// Remove records and bring them back.
    pub remove: bool,
    /// Sign steps.
    pub sign: bool,
    /// See secret values, noted in the access log.
    pub unmask: bool,
    /// Enter people, set roles, read the access log.
    pub manage: bool,
    /// See what concerns villagers at all.
    pub see_personal: bool,
}

/// Enters somebody, or changes him.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveUser {
    /// Row id; none for somebody new.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<String>,
    /// Name.
    pub name: String,
    /// Role.
    pub role: String,
    /// Who it is in the books.
    #[serde(default)]
    #[ts(optional)]
    pub person_id: Option<String>,
    /// Whether he works here; yes unless told.
    #[serde(default)]
    #[ts(optional)]
    pub in_use: Option<bool>,
}

/// Sets a PIN.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetPin {
    /// Whose.
    pub id: String,
    /// 4 to 8 digits; empty takes it away.
    pub pin: String,
    /// The former PIN, or the paper recovery code of the file where it was forgotten.
    #[serde(default)]
    #[ts(optional)]
    pub old: Option<String>,
}

/// Seats somebody.
#[derive(Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SwitchUser {
    /// Whom.
    pub id: String,
    /// His PIN, if he has one.
    #[serde(default)]
    #[ts(optional)]
    pub pin: Option<String>,
}
