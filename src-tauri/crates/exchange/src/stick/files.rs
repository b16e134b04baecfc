//! The few things that writing to a stick asks of a file system, and the system's own way.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

/// A file that is being written.
pub trait Synced: Write {
    /// Waits until all of it lies on the stick.
    fn sync(&mut self) -> io::Result<()>;
}

/// What writing to a stick asks of a file system.
pub trait Files {
    /// Tells which volume an existing folder lies on.
    fn volume(&self, dir: &Path) -> io::Result<u64>;
    /// Creates a file; refuses where the name is taken.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Synced>>;
    /// Opens a file to read what lies on the stick itself.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>>;
    /// Renames a file; refuses where the new name is taken.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Waits until the name of a renamed file lies on the stick.
    fn settle(&self, path: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// Whatever the system has mounted.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl Files for Disk {
    fn volume(&self, dir: &Path) -> io::Result<u64> {
        let found = fs::metadata(dir)?;
        if found.is_dir() {
            Ok(volume_of(&found))
        } else {
            Err(io::ErrorKind::NotADirectory.into())
        }
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Synced>> {
        let file = OpenOptions::new().write(true).create_new(true).open(path)?;
        Ok(Box::new(file))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        let file = File::open(path)?;
        forget_cached(&file);
        Ok(Box::new(file))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        rename_apart(from, to)
    }

    fn settle(&self, path: &Path) -> io::Result<()> {
        sync_name(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

impl Synced for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

#[cfg(unix)]
fn volume_of(found: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::dev(found)
}

/// A drive letter goes with its stick; there is no other folder to mistake for it.
#[cfg(not(unix))]
fn volume_of(_found: &fs::Metadata) -> u64 {
    0
}

/// Asks the system to drop the written pages, so that reading back reads the stick itself.
#[cfg(target_os = "linux")]
fn forget_cached(file: &File) {
    // Advice only: a file system that ignores it is read from the cache.
    let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
}

#[cfg(not(target_os = "linux"))]
fn forget_cached(_file: &File) {}

#[cfg(target_os = "linux")]
fn rename_apart(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // A driver that knows no such rename.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => look_and_rename(from, to),
        other => Ok(other?),
    }
}

#[cfg(not(target_os = "linux"))]
fn rename_apart(from: &Path, to: &Path) -> io::Result<()> {
    look_and_rename(from, to)
}

/// Between the look and the rename another program could take the name; on a stick in the
/// officer's hand none does. To claim the name by an empty file instead would leave half a file
/// under it whenever the stick is pulled right then.
fn look_and_rename(from: &Path, to: &Path) -> io::Result<()> {
    match fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::rename(from, to),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn sync_name(path: &Path) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some file systems cannot sync a folder; the file itself was synced.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        other => other,
    }
}

/// A folder cannot be synced here; syncing the file under its new name writes its entry out.
#[cfg(not(unix))]
fn sync_name(path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).open(path)?.sync_all()
}
