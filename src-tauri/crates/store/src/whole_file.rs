//! Files that are only ever there whole: written beside, synced, read back, renamed.

use crate::error::StoreError;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The name a file is written under before it counts.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

/// Puts a file at `path`, in place of what may stand there; a full disk or a power cut leaves
/// that as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    replace(path, bytes, &|_| true)
}

/// Replaces `path` by `bytes`, or leaves it as it was. `verify` judges what was read back.
pub(crate) fn replace(
    path: &Path,
    bytes: &[u8],
    verify: &dyn Fn(&[u8]) -> bool,
) -> Result<(), StoreError> {
    let part = beside(path);
    let written = write_part(&part, bytes).and_then(|written| {
        if written == bytes && verify(&written) {
            publish(&part, path)
        } else {
            Err(StoreError::Damaged {
                what: "written file",
            })
        }
    });
    if written.is_err() {
        // Our own working file; where even that fails the next writing begins it anew.
        let _ = fs::remove_file(&part);
    }
    written
}

/// Writes and syncs the working file, and reads it back.
fn write_part(part: &Path, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut file = File::create(part).map_err(StoreError::io(part, "create"))?;
    file.write_all(bytes)
        .map_err(StoreError::io(part, "write"))?;
    file.sync_all().map_err(StoreError::io(part, "sync"))?;
    drop(file);
    fs::read(part).map_err(StoreError::io(part, "read"))
}

/// Renames a finished file to its name and makes the name last.
pub(crate) fn publish(part: &Path, path: &Path) -> Result<(), StoreError> {
    fs::rename(part, path).map_err(StoreError::io(path, "rename"))?;
    sync_folder(path)
}

/// Makes the folder's list of names durable, where the system has such a thing.
fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if cfg!(windows) {
        // Windows opens no folder for syncing; its rename is journalled by NTFS.
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some file systems cannot sync a folder; the file itself was synced.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        synced => synced.map_err(StoreError::io(folder, "sync")),
    }
}

/// Makes a folder, if it is not there.
pub fn make_folder(folder: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(folder).map_err(StoreError::io(folder, "create"))
}
