//! Shapes of backups: what was kept, what can be found, going back.

use super::file::FileState;
use super::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The last good backup of the file at hand.
#[derive(Debug, Serialize, TS)]
pub struct BackupState {
    /// The last good one; nothing if none was ever made.
    pub last: Option<LastBackup>,
    /// Folder that takes those made without being asked for.
    pub folder: String,
    /// Whether the last one is older than this office allows.
    pub overdue: bool,
}

/// A backup that was made and checked.
#[derive(Debug, Serialize, TS)]
pub struct LastBackup {
    /// When, in words.
    pub at: String,
    /// How many days ago.
    pub days: i64,
    /// Where it lies.
    pub path: String,
    /// Entries in it.
    pub entries: u64,
}

/// Writes a backup.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BackupFile {
    /// Folder that takes it.
    pub folder: String,
}

/// Where to look for backups.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FindBackups {
    /// One more folder, beside that of the file at hand and the sticks.
    #[serde(default)]
    #[ts(optional)]
    pub folder: Option<String>,
}

/// A backup that was found.
#[derive(Debug, Serialize, TS)]
pub struct FoundBackup {
    /// Where it lies.
    pub path: String,
    /// Name of its file.
    pub name: String,
    /// When it was made, in words.
    pub at: String,
    /// Entries in it.
    pub entries: u64,
    /// Its size.
    pub bytes: u64,
    /// Whether it is of the very file that is at hand.
    pub of_this_file: bool,
    /// Whether names and telephones were taken out because of its age.
    pub reduced: bool,
}

/// Makes a file from a backup. The new file is a new replica of the office.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RestoreFile {
    /// The backup.
    pub backup: String,
    /// Where the new file goes; must end in `.yz`.
    pub path: String,
    /// The password the office had when the backup was made.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Secret>,
    /// Or the paper recovery code.
    #[serde(default)]
    #[ts(optional)]
    pub recovery_code: Option<Secret>,
    /// Whether a damaged file of that name is laid aside, never deleted, and what can still be
    /// read of its journal is taken over.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub set_aside: bool,
}

/// A file made from a backup.
#[derive(Debug, Serialize, TS)]
pub struct RestoredFile {
    /// The file, open.
    pub state: FileState,
    /// Entries that were still read from the damaged file.
    pub salvaged: u64,
    /// Where the damaged file was laid.
    pub aside: Option<String>,
}

/// Goes back to before the last merge.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReturnBeforeMerge {
    /// Whether only to tell what that would do.
    #[serde(default)]
    pub plan: bool,
}

/// Whether, and how far, one can go back.
#[derive(Debug, Serialize, TS)]
pub struct MergeReturn {
    /// Whether there is a backup from before a merge, and nothing was written by hand since.
    pub possible: bool,
    /// When that backup was made, in words; empty if there is none.
    pub at: String,
    /// Packages taken in since, which can be read again.
    pub packages: u64,
    /// Entries written by hand since, which going back would leave out.
    pub written: u64,
    /// Where the merged file was laid.
    pub aside: Option<String>,
    /// The file at hand afterwards.
    pub state: Option<FileState>,
}
