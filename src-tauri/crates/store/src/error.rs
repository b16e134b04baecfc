//! What can go wrong with the file. No names, values or search terms, ever.

use ledger::{EntryError, RowId};
use rusqlite::ErrorCode;
use std::io;
use std::path::{Path, PathBuf};

/// Why the file could not be opened, read or written.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum StoreError {
    /// The password opens no slot of the key file.
    #[error("wrong password")]
    WrongPassword,
    /// The recovery code is well formed but not this file's.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// A group of the recovery code was mistyped; groups count from 1.
    #[error("recovery code: group {group} is mistyped")]
    RecoveryTypo {
        /// Which group of five letters.
        group: usize,
    },
    /// The recovery code has too few or too many letters.
    #[error("recovery code has {letters} letters")]
    RecoveryLength {
        /// How many letters and digits were typed.
        letters: usize,
    },
    /// The file is locked in another way than it was tried to be opened.
    #[error("the key file has no slot of this kind")]
    NoSuchSlot,
    /// Nobody's password would be left.
    #[error("the last password cannot be taken out")]
    LastPassword,
    /// The file is there, its key file is not.
    #[error("{path}: key file missing")]
    KeyFileMissing {
        /// Where the key file was looked for.
        path: PathBuf,
    },
    /// The key file belongs to another file.
    #[error("{path}: key file of another file")]
    KeyOfAnotherFile {
        /// The key file.
        path: PathBuf,
    },
    /// Not a file of this program.
    #[error("{path}: not a file of this program")]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// The key is sound and does not open the pages: they are damaged, or another file's.
    #[error("{path}: the pages cannot be read")]
    Unreadable {
        /// The file.
        path: PathBuf,
    },
    /// Written by a newer version of the program.
    #[error("file is of version {found}, this program knows up to {known}")]
    TooNew {
        /// Version of the file.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
    /// Another process has the file open.
    #[error("the file is in use by another process")]
    Busy,
    /// Something of that name exists; nothing is ever overwritten.
    #[error("{path}: exists already")]
    Exists {
        /// What exists.
        path: PathBuf,
    },
    /// The file's content contradicts itself.
    #[error("damaged: {what}")]
    Damaged {
        /// Which part.
        what: &'static str,
    },
    /// An entry contradicts its own chain or is malformed; nothing was applied.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// A change names a ledger this program does not know.
    #[error("unknown ledger {0}")]
    UnknownLedger(u16),
    /// A value is not of its field's kind.
    #[error("value does not fit {ledger}.{field}")]
    Unfit {
        /// Ledger name.
        ledger: &'static str,
        /// Field number.
        field: u16,
    },
    /// A field was written again elsewhere and the value has not come: it is not written over.
    #[error("{ledger} {row}: what was written to field {field} was withheld")]
    Withheld {
        /// Ledger name.
        ledger: &'static str,
        /// Row.
        row: RowId,
        /// Field number.
        field: u16,
    },
    /// A file could not be read or written.
    #[error("{path}: {operation}: {kind}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What was tried.
        operation: &'static str,
        /// What the system said.
        kind: io::ErrorKind,
    },
    /// The key could not be wrapped or no randomness was to be had.
    #[error("cryptography: {0}")]
    Crypto(&'static str),
    /// No room is left for the file.
    #[error("the disk is full")]
    DiskFull,
    /// The file cannot be written where it lies.
    #[error("the disk is read-only")]
    DiskReadOnly,
    /// The disk failed while the file was read or written.
    #[error("the disk failed")]
    DiskFailed,
    /// Somebody asked for the work to be stopped.
    #[error("stopped")]
    Stopped,
    /// The database refused a statement.
    #[error("database: {0}")]
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { what: "pages" }
            }
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly) => Self::DiskReadOnly,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Self::DiskFailed,
            _ => Self::Sql(error),
        }
    }
}

impl StoreError {
    /// Attaches path and operation to an error of the file system.
    pub(crate) fn io(path: &Path, operation: &'static str) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| match error.get_ref() {
            Some(inner) if inner.is::<Stop>() => Self::Stopped,
            _ => Self::Io {
                path,
                operation,
                kind: error.kind(),
            },
        }
    }
}

/// A stop, on its way through a reader or writer.
#[derive(Debug, thiserror::Error)]
#[error("stopped")]
pub(crate) struct Stop;
