//! Writing a file to a USB stick so that it is really there: temporary name, write, sync, read
//! back and compare, rename, sync the folder. Only then may the stick be pulled out (可以拔出).
//!
//! Invariants, whatever the stick does at whichever step: an earlier file is never touched, a name
//! that is taken gives way to the next number; under a final name there is never less than the
//! whole file; what stays behind after a failure stands under a name that says so (没写完) and is
//! removed by the next attempt. Every step goes through [`Files`], so that each can be made to fail.

mod fault;
mod files;
mod name;

pub use fault::StickError;
pub use files::{Disk, Files, Synced};
pub use name::{FileName, Unfit, safe_name};

use crate::hash::{Weighed, Weight};
use fault::explain;
#[cfg(test)]
use name::fit;
use std::io::{self, Read, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

const TAG: &str = "yizhan/stick";
/// Bytes moved at once.
const BLOCK: usize = 256 * 1024;
/// Blocks after which the stick must have caught up, so that progress tells what lies on it and
/// not what waits in memory.
const BLOCKS_PER_SYNC: u64 = 32;

/// A file that is safely on the stick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnStick {
    /// Where it is.
    pub path: PathBuf,
    /// Its bytes.
    pub bytes: u64,
    /// Whether its first name was taken by an earlier file.
    pub is_renamed: bool,
}

/// What is being done to a stick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Writing.
    Writing,
    /// Reading back what was written.
    ReadingBack,
}

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Bytes done.
    pub done: u64,
    /// Bytes in all.
    pub total: u64,
}

/// A folder to be written to, usually a stick.
#[derive(Clone, Copy)]
pub struct Stick<'a> {
    dir: &'a Path,
    files: &'a dyn Files,
    watch: &'a dyn Fn(Progress) -> ControlFlow<()>,
}

impl<'a> Stick<'a> {
    /// This folder; an empty path is the one where the program stands.
    pub fn at(dir: &'a Path) -> Self {
        let dir = if dir.as_os_str().is_empty() {
            Path::new(".")
        } else {
            dir
        };
        Self {
            dir,
            files: &Disk,
            watch: &|_| ControlFlow::Continue(()),
        }
    }

    /// Tells before every block how far it is, and stops where that answers with a break.
    pub fn watched(self, watch: &'a dyn Fn(Progress) -> ControlFlow<()>) -> Self {
        Self { watch, ..self }
    }

    /// Reaches the folder another way than through the system.
    pub fn through(self, files: &'a dyn Files) -> Self {
        Self { files, ..self }
    }

    /// Writes so many bytes of the content under the first free name.
    pub fn write(
        &self,
        name: &FileName,
        content: &mut dyn Read,
        bytes: u64,
    ) -> Result<OnStick, StickError> {
        let volume = self.volume()?;
        let mut partial = self.begin(name)?;
        let written = self.fill(&mut partial, content, bytes)?;
        let read = self.read_back(&partial, bytes)?;
        if read != written {
            return Err(StickError::ReadBack {
                path: self.dir.to_owned(),
            });
        }
        self.still_on(volume)?;
        let (path, is_renamed) = self.place(&mut partial, name)?;
        self.files
            .settle(&path)
            .map_err(self.fault("sync the folder"))?;
        self.still_on(volume)?;
        Ok(OnStick {
            path,
            bytes: written.size,
            is_renamed,
        })
    }

    fn begin(&self, name: &FileName) -> Result<Partial<'a>, StickError> {
        let path = self.dir.join(name.partial());
        // What an earlier attempt left behind; the name says that it is nobody's file.
        match self.files.remove(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(self.fault("remove what was left")(error));
            }
            _ => {}
        }
        let out = self
            .files
            .create(&path)
            .map_err(self.fault("create the file"))?;
        Ok(Partial {
            files: self.files,
            path,
            out: Some(out),
            is_placed: false,
        })
    }

    fn fill(
        &self,
        partial: &mut Partial<'_>,
        content: &mut dyn Read,
        bytes: u64,
    ) -> Result<Weight, StickError> {
        let Some(out) = partial.out.take() else {
            return Err(self.fault("write the file")(io::ErrorKind::NotFound.into()));
        };
        let mut weighed = Weighed::new(TAG, out);
        let mut content = content.take(bytes);
        let mut block = vec![0; BLOCK];
        let (mut done, mut blocks) = (0, 0);
        loop {
            self.tell(Stage::Writing, (done, bytes))?;
            let part = next(&mut content, &mut block)
                .map_err(|error| StickError::Content { kind: error.kind() })?;
            if part.is_empty() {
                break;
            }
            weighed
                .write_all(part)
                .map_err(self.fault("write the file"))?;
            done += part.len() as u64;
            blocks += 1;
            if blocks % BLOCKS_PER_SYNC == 0 {
                weighed
                    .inner()
                    .sync()
                    .map_err(self.fault("sync the file"))?;
            }
        }
        if done < bytes {
            let kind = io::ErrorKind::UnexpectedEof;
            return Err(StickError::Content { kind });
        }
        let (mut out, weight) = weighed.finish();
        out.sync().map_err(self.fault("sync the file"))?;
        Ok(weight)
    }

    fn read_back(&self, partial: &Partial<'_>, bytes: u64) -> Result<Weight, StickError> {
        let mut file = self
            .files
            .open(&partial.path)
            .map_err(self.fault("read the file back"))?;
        let mut weighed = Weighed::new(TAG, io::sink());
        let mut block = vec![0; BLOCK];
        let mut done = 0;
        loop {
            self.tell(Stage::ReadingBack, (done, bytes))?;
            let part = next(&mut file, &mut block).map_err(self.fault("read the file back"))?;
            if part.is_empty() {
                return Ok(weighed.finish().1);
            }
            weighed
                .write_all(part)
                .map_err(self.fault("read the file back"))?;
            done += part.len() as u64;
        }
    }

    /// Gives the file its final name: the first that is free.
    fn place(
        &self,
        partial: &mut Partial<'_>,
        name: &FileName,
    ) -> Result<(PathBuf, bool), StickError> {
        let mut is_renamed = false;
        for path in name.candidates().map(|name| self.dir.join(name)) {
            match self.files.rename(&partial.path, &path) {
                Ok(()) => {
                    partial.is_placed = true;
                    return Ok((path, is_renamed));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => is_renamed = true,
                Err(error) => return Err(self.fault("rename the file")(error)),
            }
        }
        Err(StickError::Taken {
            path: self.dir.to_owned(),
        })
    }

    fn tell(&self, stage: Stage, (done, total): (u64, u64)) -> Result<(), StickError> {
        match (self.watch)(Progress { stage, done, total }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(StickError::Stopped),
        }
    }

    fn volume(&self) -> Result<u64, StickError> {
        let volume = self.files.volume(self.dir);
        volume.map_err(self.fault("look at the folder"))
    }

    /// A pulled stick may leave an empty folder of the machine in its place, into which one could
    /// go on writing.
    fn still_on(&self, volume: u64) -> Result<(), StickError> {
        if self.volume()? == volume {
            return Ok(());
        }
        Err(StickError::Gone {
            path: self.dir.to_owned(),
        })
    }

    fn fault(&self, operation: &'static str) -> impl Fn(io::Error) -> StickError + use<'a> {
        let (dir, files) = (self.dir, self.files);
        move |error| explain(dir, files, (operation, &error))
    }
}

/// Fills the block as far as the source goes.
fn next<'block>(
    from: &mut (impl Read + ?Sized),
    block: &'block mut [u8],
) -> io::Result<&'block [u8]> {
    let mut filled = 0;
    while let Some(rest) = block.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(block.get(..filled).unwrap_or_default())
}

/// The file under its temporary name; goes away unless it was given its final one.
struct Partial<'a> {
    files: &'a dyn Files,
    path: PathBuf,
    out: Option<Box<dyn Synced>>,
    is_placed: bool,
}

impl Drop for Partial<'_> {
    fn drop(&mut self) {
        // Some systems do not remove a file that is open.
        self.out = None;
        if !self.is_placed {
            // On a pulled stick nothing can be removed; the next attempt does it.
            let _ = self.files.remove(&self.path);
        }
    }
}

#[cfg(test)]
mod tests;
