//! Who writes down what the calls do. Keeps to memory: it is asked in the middle of a call.

use super::fault::{Change, Trouble};
use super::log::{FileId, Log, Op};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::image::Image;

/// Whether anything is watched: the one thing most calls look at.
static IS_WATCHING: AtomicBool = AtomicBool::new(false);
static RECORDER: Mutex<Option<Recorder>> = Mutex::new(None);

/// What a descriptor stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A file of the watched folder.
    File(FileId),
    /// The watched folder or one below it, relative to it.
    Folder(PathBuf),
}

/// A watched folder.
pub struct Recorder {
    folder: PathBuf,
    names: BTreeMap<PathBuf, FileId>,
    open: HashMap<i32, Target>,
    next: FileId,
    log: Log,
    calls: u64,
    trouble: Option<Trouble>,
}

/// The recorder, where something is watched.
pub struct Watching(MutexGuard<'static, Option<Recorder>>);

impl Watching {
    /// Takes the recorder's place for the time of one call.
    pub fn now() -> Option<Self> {
        if !IS_WATCHING.load(Ordering::Acquire) {
            return None;
        }
        let guard = RECORDER.lock().unwrap_or_else(PoisonError::into_inner);
        guard.is_some().then_some(Self(guard))
    }

    /// The recorder itself.
    pub fn recorder(&mut self) -> Option<&mut Recorder> {
        self.0.as_mut()
    }
}

/// Watches a folder from now on.
pub fn start(folder: &Path, image: Image) {
    let names: BTreeMap<PathBuf, FileId> = image.keys().cloned().zip(0..).collect();
    let recorder = Recorder {
        folder: folder.to_owned(),
        next: names.len(),
        names,
        open: HashMap::new(),
        log: Log {
            start: image,
            ops: Vec::new(),
        },
        calls: 0,
        trouble: None,
    };
    *RECORDER.lock().unwrap_or_else(PoisonError::into_inner) = Some(recorder);
    IS_WATCHING.store(true, Ordering::Release);
}

/// Watches no longer; gives what was written down.
pub fn stop() -> Log {
    IS_WATCHING.store(false, Ordering::Release);
    let mut recorder = RECORDER.lock().unwrap_or_else(PoisonError::into_inner);
    recorder
        .take()
        .map(|recorder| recorder.log)
        .unwrap_or_default()
}

/// Writes something down that is no call.
pub fn note(op: Op) {
    if let Some(recorder) = Watching::now().as_mut().and_then(Watching::recorder) {
        recorder.log.ops.push(op);
    }
}

/// Sets or mends what is wrong with the disk.
pub fn break_at(trouble: Option<Trouble>) {
    if let Some(recorder) = Watching::now().as_mut().and_then(Watching::recorder) {
        recorder.calls = 0;
        recorder.trouble = trouble;
    }
}

/// Changing calls since the watch began or the disk was last broken or mended.
pub fn calls() -> u64 {
    Watching::now()
        .as_mut()
        .and_then(Watching::recorder)
        .map_or(0, |recorder| recorder.calls)
}

impl Recorder {
    /// A path inside the watched folder, relative to it.
    pub fn inside(&self, path: &Path) -> Option<PathBuf> {
        path.strip_prefix(&self.folder).ok().map(Path::to_owned)
    }

    /// What a descriptor stands for, if it is watched.
    pub fn target(&self, descriptor: i32) -> Option<Target> {
        self.open.get(&descriptor).cloned()
    }

    /// Whether a file has this name.
    pub fn is_there(&self, name: &Path) -> bool {
        self.names.contains_key(name)
    }

    /// Whether the disk does it: the system's number of the error if not.
    pub fn allow(&mut self, change: Change) -> Result<(), i32> {
        self.calls += 1;
        let refused = self
            .trouble
            .filter(|trouble| self.calls > trouble.after)
            .and_then(|trouble| trouble.fault.refuses(change));
        refused.map_or(Ok(()), Err)
    }

    /// Whether the next refused write is the first: a disk fills up in the middle of one.
    pub fn fills_up_now(&self) -> bool {
        self.trouble
            .is_some_and(|trouble| self.calls == trouble.after + 1)
    }

    /// Notes that a path was opened, and made if it was not there.
    pub fn opened(&mut self, descriptor: i32, name: PathBuf, is_folder: bool) {
        let target = if is_folder {
            Target::Folder(name)
        } else {
            Target::File(self.named(name))
        };
        self.open.insert(descriptor, target);
    }

    fn named(&mut self, name: PathBuf) -> FileId {
        if let Some(file) = self.names.get(&name) {
            return *file;
        }
        let file = self.next;
        self.next += 1;
        self.names.insert(name.clone(), file);
        self.log.ops.push(Op::Name { file, name });
        file
    }

    /// Notes that a descriptor was closed.
    pub fn closed(&mut self, descriptor: i32) {
        self.open.remove(&descriptor);
    }

    /// Notes a change of a file.
    pub fn changed(&mut self, op: Op) {
        self.log.ops.push(op);
    }

    /// Notes that what a descriptor stands for was made to last.
    pub fn synced(&mut self, target: Target) {
        self.log.ops.push(match target {
            Target::File(file) => Op::Sync { file },
            Target::Folder(folder) => Op::SyncNames { folder },
        });
    }

    /// Notes a new name for a file.
    pub fn renamed(&mut self, from: PathBuf, to: PathBuf) {
        if let Some(file) = self.names.remove(&from) {
            self.names.insert(to.clone(), file);
            self.log.ops.push(Op::Rename { from, to });
        }
    }

    /// Notes that a name went.
    pub fn removed(&mut self, name: PathBuf) {
        if self.names.remove(&name).is_some() {
            self.log.ops.push(Op::Unname { name });
        }
    }
}
