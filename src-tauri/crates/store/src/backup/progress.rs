//! How far a backup is, told while it is made, and a stop at the next part of it.

use crate::error::{Stop, StoreError};
use std::io::{self, Read};
use std::ops::ControlFlow;

/// Bytes read between two reports.
const TOLD_EVERY: u64 = 1024 * 1024;

/// What is being done to a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupStage {
    /// The pages are copied; counted in pages.
    Copying,
    /// The copy is packed; counted in bytes.
    Packing,
    /// It is read back; counted in bytes.
    Reading,
}

/// How far a backup is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupProgress {
    /// What is being done.
    pub stage: BackupStage,
    /// Done of it.
    pub done: u64,
    /// In all.
    pub total: u64,
}

/// Is told how far a backup is; a break ends the work there, and no backup has its name.
pub type Watch<'a> = &'a dyn Fn(BackupProgress) -> ControlFlow<()>;

/// Nobody looks, nobody stops it.
pub(crate) const UNWATCHED: Watch<'static> = &|_| ControlFlow::Continue(());

/// Tells how far it is; [`StoreError::Stopped`] once somebody asked for that.
pub(super) fn tell(watch: Watch<'_>, progress: BackupProgress) -> Result<(), StoreError> {
    match watch(progress) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(StoreError::Stopped),
    }
}

/// Reads, and tells how far it is.
pub(super) struct Watched<'a, T> {
    inner: T,
    progress: BackupProgress,
    told: u64,
    watch: Watch<'a>,
}

impl<'a, T> Watched<'a, T> {
    pub(super) fn new(inner: T, (stage, total): (BackupStage, u64), watch: Watch<'a>) -> Self {
        let progress = BackupProgress {
            stage,
            done: 0,
            total,
        };
        Self {
            inner,
            progress,
            told: 0,
            watch,
        }
    }
}

impl<T: Read> Read for Watched<'_, T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.progress.done >= self.told {
            self.told = self.progress.done + TOLD_EVERY;
            if (self.watch)(self.progress).is_break() {
                return Err(io::Error::other(Stop));
            }
        }
        let read = self.inner.read(bytes)?;
        self.progress.done += read as u64;
        Ok(read)
    }
}
