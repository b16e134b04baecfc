//! The package (驿包, `.yzb`): a slice of the journal, sealed to an office (journal.md §5).
//!
//! Outside, three members of a plain zip file: manifest, signature, payload. Inside the payload's
//! encryption, a compressed tar whose signed header says what the rest is. Reading goes from the
//! outside in, and hands out nothing before everything is verified:
//! `container` → `manifest` → `lock` → `members` → `entries` → `streams`.

pub(crate) mod container;
mod entries;
pub mod header;
pub mod limits;
pub(crate) mod lock;
mod manifest;
mod members;
pub mod open;
mod photos;
mod refused;
pub mod seal;
mod spool;
mod streams;

pub use entries::Entries;
pub use header::{Header, Range};
pub use limits::Limit;
pub use manifest::{Lock, Outer};
pub use open::{Incoming, Opener, inspect, open};
pub use photos::Photos;
pub use refused::Refused;
pub use seal::{Outgoing, Packer, Recipient, SealError, Sealed, Sender, seal};

use ledger::Privacy;

/// Which privacy classes a package carries: always a prefix of [`Privacy::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// 统计版: `open`.
    Statistics,
    /// 责任版: `open` and `duty`.
    Duty,
    /// 转移版: everything.
    Full,
}

impl Profile {
    /// Every profile, from the least to the most.
    pub const ALL: [Self; 3] = [Self::Statistics, Self::Duty, Self::Full];

    /// The classes whose fields go along.
    pub const fn classes(self) -> &'static [Privacy] {
        match self {
            Self::Statistics => &[Privacy::Open],
            Self::Duty => &[Privacy::Open, Privacy::Duty],
            Self::Full => &Privacy::ALL,
        }
    }

    /// Whether fields of this class go along.
    pub fn holds(self, class: Privacy) -> bool {
        self.classes().contains(&class)
    }
}

#[cfg(test)]
mod tests;
