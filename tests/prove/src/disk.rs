//! The disk as this process sees it: every write, sync, rename and removal inside one watched
//! folder is kept in a log, from which any disk that a power cut could leave behind is made;
//! and at any of these calls the disk can turn out to be full, read-only or broken.
//!
//! [`calls`] stands in for the C library's own calls. That is one step below SQLite's VFS: the
//! database, its log, the key file, backups, packages and papers all pass through the same few
//! functions, so that nothing the program writes is left out, and the program under test is
//! exactly the one that ships. [`Watch::finish`] compares the log with the folder, so that
//! a write that went round these calls would be noticed.

mod calls;
mod fault;
mod log;
mod recorder;
mod survivor;

pub use fault::{Fault, Trouble};
pub use log::Log;
pub use survivor::Syncs;

use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::image::image_of;

/// One folder is watched at a time.
static TURN: Mutex<()> = Mutex::new(());

/// A folder whose every change is written down until this is dropped. What is to be seen must be
/// opened after the watch began.
pub struct Watch {
    folder: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

impl Watch {
    /// Watches a folder, waiting for whoever watches another.
    pub fn on(folder: &Path) -> Result<Self> {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = folder.canonicalize()?;
        recorder::start(&folder, image_of(&folder)?);
        Ok(Self {
            folder,
            _turn: turn,
        })
    }

    /// Notes that the program said a step was done.
    pub fn acknowledge(&self) {
        recorder::note(log::Op::Acknowledge);
    }

    /// Lets the disk fail from some call on.
    pub fn break_at(&self, trouble: Trouble) {
        recorder::break_at(Some(trouble));
    }

    /// Mends the disk.
    pub fn mend(&self) {
        recorder::break_at(None);
    }

    /// How many calls have changed the disk, or would have.
    pub fn calls(&self) -> u64 {
        recorder::calls()
    }

    /// What was written down. Fails if the log does not lead to what lies in the folder.
    pub fn finish(self) -> Result<Log> {
        let log = recorder::stop();
        ensure!(
            log.image_at(log.len()) == image_of(&self.folder)?,
            "something was written that did not pass through the watched calls"
        );
        Ok(log)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        recorder::stop();
    }
}

#[cfg(test)]
mod tests;
