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
/// that as it was. The folder is somebody's own: the working file has a name that was free.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let (part, file) = free_part(path)?;
    settle((&part, path), fill(file, &part, bytes), &|written| {
        written == bytes
    })
}

/// Makes a working file of its own: `NAME.part`, or the next number if somebody has that.
fn free_part(path: &Path) -> Result<(PathBuf, File), StoreError> {
    let numbered = (2..1000_u32).map(|number| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{number}.part"));
        PathBuf::from(name)
    });
    for part in std::iter::once(beside(path)).chain(numbered) {
        match File::create_new(&part) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => {
                let file = made.map_err(StoreError::io(&part, "create"))?;
                return Ok((part, file));
            }
        }
    }
    Err(StoreError::Exists { path: beside(path) })
}

/// Replaces `path`, a file of the program, by `bytes`, or leaves it as it was. `verify` judges
/// what was read back.
pub(crate) fn replace(
    path: &Path,
    bytes: &[u8],
    verify: &dyn Fn(&[u8]) -> bool,
) -> Result<(), StoreError> {
    let part = beside(path);
    let written = File::create(&part)
        .map_err(StoreError::io(&part, "create"))
        .and_then(|file| fill(file, &part, bytes));
    settle((&part, path), written, &|written| {
        written == bytes && verify(written)
    })
}

/// Names what was written if it is as it should be, and otherwise takes the working file away.
fn settle(
    (part, path): (&Path, &Path),
    written: Result<Vec<u8>, StoreError>,
    is_right: &dyn Fn(&[u8]) -> bool,
) -> Result<(), StoreError> {
    let settled = written.and_then(|written| {
        if is_right(&written) {
            publish(part, path)
        } else {
            Err(StoreError::Damaged {
                what: "written file",
            })
        }
    });
    if settled.is_err() {
        // Our own working file, and nobody misses it.
        let _ = fs::remove_file(part);
    }
    settled
}

/// Writes and syncs the working file, and reads it back.
fn fill(mut file: File, part: &Path, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_a_part_that_is_somebody_elses_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for theirs in ["台账.pdf.part", "台账.pdf.2.part"] {
            fs::write(at(theirs), b"theirs").unwrap();
        }
        write_whole(&at("台账.pdf"), b"ours").unwrap();
        write_whole(&at("台账.pdf"), b"ours again").unwrap();
        assert_eq!(fs::read(at("台账.pdf")).unwrap(), b"ours again");
        for theirs in ["台账.pdf.part", "台账.pdf.2.part"] {
            assert_eq!(fs::read(at(theirs)).unwrap(), b"theirs");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_file_that_cannot_be_named_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("taken");
        fs::create_dir_all(taken.join("inside")).unwrap();
        assert!(write_whole(&taken, b"ours").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
