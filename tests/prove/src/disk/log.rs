//! What was done to the disk, in order.

use std::path::PathBuf;

use crate::image::Image;

/// A file, whatever its name is at the moment.
pub type FileId = usize;

/// One change of the disk.
#[derive(Clone, Debug)]
pub enum Op {
    /// Bytes were written.
    Write {
        /// Which file.
        file: FileId,
        /// From where on.
        at: u64,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A file was cut off or made longer.
    Resize {
        /// Which file.
        file: FileId,
        /// How long it is now.
        length: u64,
    },
    /// A file's bytes and length are to last.
    Sync {
        /// Which file.
        file: FileId,
    },
    /// A file came to have a name, in place of whatever had it.
    Name {
        /// Which file.
        file: FileId,
        /// Its name.
        name: PathBuf,
    },
    /// A file got another name, in place of whatever had it.
    Rename {
        /// The former name.
        from: PathBuf,
        /// The name it has now.
        to: PathBuf,
    },
    /// A name went.
    Unname {
        /// Which name.
        name: PathBuf,
    },
    /// The names in a folder are to last.
    SyncNames {
        /// Which folder, relative to the watched one.
        folder: PathBuf,
    },
    /// The program said that a step is done.
    Acknowledge,
}

/// Everything done to a folder since it was watched.
#[derive(Default)]
pub struct Log {
    /// What lay there first; all of it had been made to last.
    pub start: Image,
    /// What was done.
    pub ops: Vec<Op>,
}

impl Log {
    /// How many changes there are.
    pub fn len(&self) -> usize {
        self.ops.len()
    }

    /// After how many changes each step was acknowledged.
    pub fn acknowledged(&self) -> Vec<usize> {
        let ops = self.ops.iter().enumerate();
        ops.filter(|(_, op)| matches!(op, Op::Acknowledge))
            .map(|(place, _)| place)
            .collect()
    }
}
