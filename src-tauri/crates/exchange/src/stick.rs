//! Writing a file to a USB stick so that it is really there: temporary name, write, sync, read
//! back and compare, rename, sync the folder. Only then may the stick be pulled out (可以拔出).
//!
//! An earlier file is never touched: a name that is taken gives way to the next number.

mod name;

pub use name::{PackageName, safe_name};

use crate::hash::{Weighed, Weight};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

const TAG: &str = "yizhan/stick";
/// Bytes moved at once when reading back.
const BLOCK: usize = 256 * 1024;

/// A file that is safely on the stick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnStick {
    /// Where it is.
    pub path: PathBuf,
    /// Its bytes.
    pub bytes: u64,
}

/// Why a file is not on the stick. Earlier files are as they were.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StickError {
    /// No room left.
    #[error("{} is full", path.display())]
    Full {
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
    /// The name cannot be used on a stick, or all its numbers are taken.
    #[error("no file can have this name")]
    Name,
    /// What was read back is not what was written: the stick is failing.
    #[error("{} does not read back as written", path.display())]
    ReadBack {
        /// The folder.
        path: PathBuf,
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

/// Writes what `produce` writes to a file in the folder, under the first free name.
pub fn write_to_stick(
    dir: &Path,
    name: &PackageName,
    produce: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<OnStick, StickError> {
    let partial = Partial::new(dir, name);
    let written = partial
        .write(produce)
        .map_err(|error| explain(dir, "write the file", &error))?;
    let read = partial
        .read_back()
        .map_err(|error| explain(dir, "read the file back", &error))?;
    if read != written {
        return Err(StickError::ReadBack {
            path: dir.to_owned(),
        });
    }
    let path = claim(dir, name)?;
    fs::rename(&partial.0, &path).map_err(|error| {
        // The claimed name holds an empty file of our own; nothing is lost with it.
        let _ = fs::remove_file(&path);
        explain(dir, "rename the file", &error)
    })?;
    sync_folder(dir).map_err(|error| explain(dir, "sync the folder", &error))?;
    Ok(OnStick {
        path,
        bytes: written.size,
    })
}

/// The file under its temporary name; goes away unless it was renamed.
struct Partial(PathBuf);

impl Partial {
    fn new(dir: &Path, name: &PackageName) -> Self {
        Self(dir.join(name.partial()))
    }

    fn write(&self, produce: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<Weight> {
        let mut weighed = Weighed::new(TAG, File::create(&self.0)?);
        produce(&mut weighed)?;
        let (file, weight) = weighed.finish();
        file.sync_all()?;
        forget_cached(&file);
        Ok(weight)
    }

    fn read_back(&self) -> io::Result<Weight> {
        let mut file = OpenOptions::new().read(true).open(&self.0)?;
        let mut weighed = Weighed::new(TAG, io::sink());
        let mut block = vec![0; BLOCK];
        loop {
            let count = file.read(&mut block)?;
            let Some(bytes) = block.get(..count).filter(|bytes| !bytes.is_empty()) else {
                return Ok(weighed.finish().1);
            };
            weighed.write_all(bytes)?;
        }
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // After the rename there is nothing left to remove; on a pulled stick nothing can be.
        let _ = fs::remove_file(&self.0);
    }
}

/// Takes the first free name by creating an empty file under it, which nobody else can then
/// take: FAT32 knows no rename that refuses to overwrite.
fn claim(dir: &Path, name: &PackageName) -> Result<PathBuf, StickError> {
    for path in name.candidates().map(|name| dir.join(name)) {
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(explain(dir, "create the file", &error)),
        }
    }
    Err(StickError::Name)
}

/// Asks the system to drop the written pages, so that reading back reads the stick itself.
#[cfg(target_os = "linux")]
fn forget_cached(file: &File) {
    // Advice only: a file system that ignores it is read from the cache.
    let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
}

#[cfg(not(target_os = "linux"))]
fn forget_cached(_file: &File) {}

#[cfg(unix)]
fn sync_folder(dir: &Path) -> io::Result<()> {
    match File::open(dir).and_then(|folder| folder.sync_all()) {
        // Some file systems cannot sync a folder; the file itself was synced.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}

#[cfg(not(unix))]
fn sync_folder(_dir: &Path) -> io::Result<()> {
    Ok(())
}

/// Names what went wrong in the words an officer knows sticks by.
fn explain(dir: &Path, operation: &'static str, error: &io::Error) -> StickError {
    let path = dir.to_owned();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            StickError::Full { path }
        }
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            StickError::ReadOnly { path }
        }
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => StickError::Gone { path },
        io::ErrorKind::InvalidFilename => StickError::Name,
        _ if is_write_protected(error) => StickError::ReadOnly { path },
        _ if is_pulled_out(error) => StickError::Gone { path },
        kind => StickError::Io {
            path,
            operation,
            kind,
        },
    }
}

/// EIO, ENXIO, ENODEV: what the kernel answers for a device that went away.
#[cfg(unix)]
fn is_pulled_out(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(5 | 6 | 19))
}

/// ERROR_NOT_READY, ERROR_DEV_NOT_EXIST, ERROR_DEVICE_NOT_CONNECTED, ERROR_NO_SUCH_DEVICE.
#[cfg(not(unix))]
fn is_pulled_out(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(21 | 55 | 433 | 1167))
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

#[cfg(test)]
mod tests;
