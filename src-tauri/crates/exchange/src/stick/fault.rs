//! What went wrong with a stick, in the words an officer knows sticks by.

use super::files::Files;
use super::name::Unfit;
use std::io;
use std::path::{Path, PathBuf};

/// Why a file is not on the stick. Earlier files are as they were.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StickError {
    /// No room left.
    #[error("{} is full", path.display())]
    Full {
        /// The folder.
        path: PathBuf,
    },
    /// Its file system takes no file of this size; FAT32 ends at 4 GiB.
    #[error("{} takes no file of this size", path.display())]
    TooLarge {
        /// The folder.
        path: PathBuf,
    },
    /// Locked against writing.
    #[error("{} is read-only", path.display())]
    ReadOnly {
        /// The folder.
        path: PathBuf,
    },
    /// Pulled out, or never there.
    #[error("{} is gone", path.display())]
    Gone {
        /// The folder.
        path: PathBuf,
    },
    /// It is there, but reading and writing fail.
    #[error("{} fails", path.display())]
    Failing {
        /// The folder.
        path: PathBuf,
    },
    /// What was read back is not what was written: the stick is failing.
    #[error("{} does not read back as written", path.display())]
    ReadBack {
        /// The folder.
        path: PathBuf,
    },
    /// The name cannot be used on a stick.
    #[error("no file on a stick can have this name: {0}")]
    Name(#[from] Unfit),
    /// Every name that may be used is taken by an earlier file.
    #[error("every name is taken in {}", path.display())]
    Taken {
        /// The folder.
        path: PathBuf,
    },
    /// Somebody asked to stop.
    #[error("stopped")]
    Stopped,
    /// What should have been written could not be read.
    #[error("cannot read what is to be written: {kind}")]
    Content {
        /// What the system answered.
        kind: io::ErrorKind,
    },
    /// Something else went wrong.
    #[error("cannot {operation} in {}: {kind}", path.display())]
    Io {
        /// The folder.
        path: PathBuf,
        /// What was being done.
        operation: &'static str,
        /// What the system answered.
        kind: io::ErrorKind,
    },
}

/// Names what went wrong. Whether a stick was pulled out or fails is told by its folder.
pub(super) fn explain(
    dir: &Path,
    files: &dyn Files,
    (operation, error): (&'static str, &io::Error),
) -> StickError {
    let path = dir.to_owned();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StickError::Full { path },
        io::ErrorKind::FileTooLarge => StickError::TooLarge { path },
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            StickError::ReadOnly { path }
        }
        io::ErrorKind::InvalidFilename => StickError::Name(Unfit::System),
        // What FAT drivers answer to a letter they do not take.
        io::ErrorKind::InvalidInput if operation.ends_with("the file") => {
            StickError::Name(Unfit::System)
        }
        _ if is_write_protected(error) => StickError::ReadOnly { path },
        _ if is_pulled_out(error) || files.volume(dir).is_err() => StickError::Gone { path },
        _ if is_broken(error) => StickError::Failing { path },
        kind => StickError::Io {
            path,
            operation,
            kind,
        },
    }
}

/// ENXIO, ENODEV: what the kernel answers for a device that went away.
#[cfg(unix)]
fn is_pulled_out(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(6 | 19))
}

/// ERROR_NOT_READY, ERROR_DEV_NOT_EXIST, ERROR_DEVICE_NOT_CONNECTED, ERROR_NO_SUCH_DEVICE.
#[cfg(not(unix))]
fn is_pulled_out(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(21 | 55 | 433 | 1167))
}

/// EIO: a device that went away, or one that is there and fails.
#[cfg(unix)]
fn is_broken(error: &io::Error) -> bool {
    error.raw_os_error() == Some(5)
}

/// ERROR_CRC, ERROR_SECTOR_NOT_FOUND, ERROR_WRITE_FAULT, ERROR_READ_FAULT, ERROR_GEN_FAILURE,
/// ERROR_IO_DEVICE.
#[cfg(not(unix))]
fn is_broken(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(23 | 27 | 29 | 30 | 31 | 1117))
}

#[cfg(unix)]
fn is_write_protected(_error: &io::Error) -> bool {
    false
}

/// ERROR_WRITE_PROTECT.
#[cfg(not(unix))]
fn is_write_protected(error: &io::Error) -> bool {
    error.raw_os_error() == Some(19)
}
