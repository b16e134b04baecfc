//! What a disk answers when it cannot.

/// What is wrong with the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No room is left: nothing can be made or written any more.
    Full,
    /// It was turned read-only, as systems do with a failing disk: nothing can be changed.
    ReadOnly,
    /// Writing and syncing fail.
    Broken,
}

/// A fault, and from which call on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What is wrong.
    pub fault: Fault,
    /// How many changing calls still work.
    pub after: u64,
}

/// What a call would do to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Make a name.
    Make,
    /// Write or lengthen.
    Write,
    /// Make what was written last.
    Sync,
    /// Rename or remove, or cut a file off.
    Rearrange,
}

impl Fault {
    /// The system's number for why the change is not done; none if it can be done all the same.
    pub fn refuses(self, change: Change) -> Option<i32> {
        match (self, change) {
            (Self::Full, Change::Make | Change::Write) => Some(libc::ENOSPC),
            (Self::ReadOnly, Change::Make | Change::Write | Change::Rearrange) => Some(libc::EROFS),
            (Self::Broken, Change::Write | Change::Sync) => Some(libc::EIO),
            _ => None,
        }
    }
}
