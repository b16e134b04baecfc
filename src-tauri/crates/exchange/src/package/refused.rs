//! Why a package is refused. Whatever the reason, nothing of it was applied.

use super::limits::Limit;
use crate::rival::Rival;
use ledger::{EntryError, ReplicaId};
use std::io;

/// Why a package is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The file ends too early: the stick was pulled out while it was written.
    #[error("package is truncated")]
    Truncated,
    /// Bytes are not what the sender wrote.
    #[error("package was altered")]
    Altered,
    /// Some other file.
    #[error("not a package")]
    NotAPackage,
    /// Made by a newer version of the program.
    #[error("package of a newer version")]
    NewerContainer,
    /// Meant for another office.
    #[error("package is for {to}")]
    NotForUs {
        /// Code of the office it is for.
        to: String,
    },
    /// For this office, but sealed to a key it does not have: the sender holds an old card.
    #[error("package for {to} is sealed to another key")]
    OtherKey {
        /// Code of the office it is for.
        to: String,
    },
    /// No card of the sender, or of an author, is known.
    #[error("no card of {from} is known")]
    UnknownSender {
        /// Code of the office.
        from: String,
    },
    /// The office signs with another key than its known card names.
    #[error("key of {from} is not the known one")]
    ChangedKey {
        /// Code of the office.
        from: String,
        /// How the card that came along contradicts the known one, where one came along.
        rival: Option<Box<Rival>>,
    },
    /// A signature does not fit what it stands under.
    #[error("signature does not fit")]
    BadSignature,
    /// An entry that its own author did not sign for, or whose office may not write that area.
    #[error("entry of {replica} is not vouched for")]
    ForeignAuthor {
        /// Whose stream it claims to be of.
        replica: ReplicaId,
    },
    /// Outside and inside, or header and content, say different things: another's data wrapped
    /// as the sender's own.
    #[error("header disagrees with the package")]
    HeaderDisagrees,
    /// Larger than allowed.
    #[error("package is over a limit: {0:?}")]
    OverLimit(Limit),
    /// Of a weaker suite than the sender's card promises.
    #[error("package of {from} is of a lower suite")]
    LowerSuite {
        /// Code of the office.
        from: String,
    },
    /// Locked with a passphrase, and none was given.
    #[error("a passphrase is needed")]
    PassphraseNeeded,
    /// The passphrase does not open it.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// Signed by all the right hands, and yet not of the format.
    #[error("package is malformed")]
    Malformed,
    /// The file could not be read.
    #[error("cannot {operation}: {kind}")]
    Io {
        /// What was being done.
        operation: &'static str,
        /// What the system answered.
        kind: io::ErrorKind,
    },
}

impl Refused {
    /// The refusal behind an error met while reading what is inside the payload. Whatever the
    /// decoders object to is an alteration; only the rest is the disk's fault.
    pub(crate) fn inside(error: &io::Error) -> Self {
        let ours = error.get_ref().and_then(|inner| inner.downcast_ref());
        match (ours, error.kind()) {
            (Some(refused), _) => Self::clone(refused),
            (
                None,
                io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof | io::ErrorKind::Other,
            ) => Self::Altered,
            (None, kind) => Self::Io {
                operation: "read the package",
                kind,
            },
        }
    }

    /// The refusal behind an error met while reading the file itself.
    pub(crate) fn outside(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Truncated,
            kind => Self::Io {
                operation: "read the package",
                kind,
            },
        }
    }
}

impl From<EntryError> for Refused {
    fn from(error: EntryError) -> Self {
        match error {
            EntryError::Newer => Self::NewerContainer,
            EntryError::TooLarge => Self::OverLimit(Limit::Entry),
            EntryError::Head | EntryError::Leaf => Self::Malformed,
        }
    }
}
