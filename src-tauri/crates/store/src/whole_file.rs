//! Files that are only ever there whole: written beside, synced, read back, renamed.

use crate::error::StoreError;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The name a file is written under before it counts.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

/// Replaces `path` by `bytes`, or leaves it as it was. `verify` judges what was read back.
pub(crate) fn replace(
    path: &Path,
    bytes: &[u8],
    verify: &dyn Fn(&[u8]) -> bool,
) -> Result<(), StoreError> {
    let part = beside(path);
    let mut file = File::create(&part).map_err(StoreError::io(&part, "create"))?;
    file.write_all(bytes)
        .map_err(StoreError::io(&part, "write"))?;
    file.sync_all().map_err(StoreError::io(&part, "sync"))?;
    drop(file);
    let written = fs::read(&part).map_err(StoreError::io(&part, "read"))?;
    if written != bytes || !verify(&written) {
        return Err(StoreError::Damaged { what: "key file" });
    }
    publish(&part, path)
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
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(StoreError::io(folder, "sync"))
}
