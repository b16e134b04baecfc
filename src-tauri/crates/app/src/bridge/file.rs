//! Shapes of the file: making, opening, checking, saving.

use super::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A request that says nothing.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// How far the file at hand is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// No file was chosen yet.
    None,
    /// A file was chosen and wants its password.
    Locked,
    /// The file is open.
    Open,
}

/// A village or a township.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OfficeKind {
    /// 村.
    Village,
    /// 乡镇.
    Town,
}

/// The file at hand.
#[derive(Clone, Debug, Serialize, TS)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a shape of the bridge: each is a fact of its own that the screen shows"
)]
pub struct FileState {
    /// How far it is open.
    pub stage: Stage,
    /// Where it lies.
    pub path: Option<String>,
    /// Name of the office, once open.
    pub name: String,
    /// Area code of the office, once open.
    pub code: String,
    /// Village or township.
    pub kind: OfficeKind,
    /// Whether the books are fictional (演示数据).
    pub demo: bool,
    /// Whether the file was made without a password, which every screen says.
    pub unprotected: bool,
    /// Whether it is 急时 at this desk.
    pub urgent: bool,
    /// When the exercise began whose copy this is; none if the books are the real ones.
    pub exercise: Option<String>,
    /// Whether an exercise of these books was interrupted and waits to be gone on with.
    pub exercise_left: bool,
    /// Numbers of the passwords that open it, while it is locked.
    pub numbers: Vec<u32>,
    /// Seconds until a password may be tried again, while it is locked.
    pub wait_seconds: i64,
    /// Minutes without use after which it locks itself, while it is open; 0: never.
    pub lock_minutes: i64,
    /// Today, `YYYY-MM-DD`.
    pub today: String,
}

/// Turns the desk to 急时 or back to 平时.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetMode {
    /// Whether it is 急时 now.
    pub urgent: bool,
}

/// Makes a new file.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateFile {
    /// Where; must end in `.yz` and not exist.
    pub path: String,
    /// 12-digit area code.
    pub code: String,
    /// Name of the village or township.
    pub name: String,
    /// Village or township.
    pub kind: OfficeKind,
    /// At least eight characters; none only on purpose (the file then says so everywhere).
    pub password: Option<Secret>,
}

/// A new file.
#[derive(Serialize, TS)]
pub struct CreatedFile {
    /// The paper recovery code, shown once, to be written down and locked away.
    pub recovery_code: String,
    /// The file, open.
    pub state: FileState,
}

/// Chooses a file.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChooseFile {
    /// Where it lies.
    pub path: String,
}

/// Opens the chosen file; exactly one of the two is given, or none for an unprotected file.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnlockFile {
    /// Number of the password, where there are several: only that one is tried.
    #[serde(default)]
    #[ts(optional)]
    pub number: Option<u32>,
    /// The password.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Secret>,
    /// The paper recovery code.
    #[serde(default)]
    #[ts(optional)]
    pub recovery_code: Option<Secret>,
}

/// How deep to look.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckFile {
    /// Whether to fold the whole journal again and compare.
    #[serde(default)]
    pub rebuild: bool,
}

/// What a check found.
#[derive(Debug, Serialize, TS)]
pub struct CheckedFile {
    /// Whether nothing was found.
    pub ok: bool,
    /// Journal entries looked at.
    pub entries: u64,
    /// What differs, in words.
    pub differences: Vec<String>,
}

/// A file that was written.
#[derive(Debug, Serialize, TS)]
pub struct SavedFile {
    /// Where it lies.
    pub path: String,
    /// Its size.
    pub bytes: u64,
}
