//! Shapes of the file's keys: who can open it, passwords, the paper recovery code.

use super::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Somebody's password, or the one that is shared.
#[derive(Debug, Serialize, TS)]
pub struct PasswordView {
    /// Its number, from 1: what the locked file shows in place of a name.
    pub number: u32,
    /// Whose it is; none for the shared one.
    pub user_id: Option<String>,
    /// His name; empty for the shared one.
    pub name: String,
    /// Whether he still works here.
    pub in_use: bool,
    /// Whether it is asked for when whoever works now confirms a step.
    pub is_own: bool,
}

/// Somebody who has no password of his own.
#[derive(Debug, Serialize, TS)]
pub struct Unlisted {
    /// Row id.
    pub user_id: String,
    /// Name.
    pub name: String,
}

/// Who can open the file.
#[derive(Debug, Serialize, TS)]
pub struct KeyRing {
    /// Whether the file was made without a password.
    pub unprotected: bool,
    /// The passwords, by number.
    pub passwords: Vec<PasswordView>,
    /// People at work here without a password of their own.
    pub without: Vec<Unlisted>,
    /// Whether a paper recovery code opens the file.
    pub has_code: bool,
    /// Whether whoever works now may set others' passwords and take people out.
    pub may_manage: bool,
    /// Who works now, if he is entered.
    pub user_id: Option<String>,
}

/// Sets a password: one's own, another person's who forgot his, or the shared one.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetPassword {
    /// Whose; none for the shared one.
    #[serde(default)]
    #[ts(optional)]
    pub user_id: Option<String>,
    /// The new password, at least eight characters.
    pub password: Secret,
    /// The password of whoever does it, or the paper recovery code.
    pub confirm: Secret,
}

/// Puts a password on a file that was made without one.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProtectFile {
    /// The password, at least eight characters.
    pub password: Secret,
}

/// Takes somebody's password out of the file, which gets a new key.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TakeOutPassword {
    /// Number of the password.
    pub number: u32,
    /// The password of whoever does it, or the paper recovery code.
    pub confirm: Secret,
}

/// Draws a new paper recovery code, which makes the former one void.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewRecoveryCode {
    /// The password of whoever does it, or the former code.
    pub confirm: Secret,
}

/// A code that was just drawn; it is shown and printed now, and kept nowhere.
#[derive(Serialize, TS)]
pub struct DrawnCode {
    /// The code, in groups.
    pub recovery_code: String,
    /// Whether an earlier paper is still the one that changes the office's keys, and is kept.
    pub keeps_former: bool,
    /// Who can open the file now.
    pub keys: KeyRing,
}

/// Lays a recovery code out on a sheet of paper.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PrintRecoveryCode {
    /// The code that was just drawn.
    pub recovery_code: Secret,
}
