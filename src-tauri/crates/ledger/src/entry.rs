//! An entry of the journal: what one act did in one area, in bytes that never change.
//!
//! A head in clear (who, when, which rows) and, per privacy class, leaves of fields, each under
//! its own salted digest, so that a class can be withheld or one leaf destroyed and the chain
//! still verifies (journal.md §2). An entry's identity is its digest. Of a confidential ledger
//! everything stands in secret leaves, ledger and row included, so that a head tells nothing.

use crate::cbor::Item;
use crate::change::Change;
use crate::id::{ReplicaId, RowId};
use crate::spec::Privacy;
use sha2::{Digest as _, Sha256};
use std::fmt;

mod head;
mod leaf;

use leaf::{empty_change, leaves, read_leaf, told, unseal};

/// Version of the entry's layout.
pub const VERSION: i64 = 1;
/// Suite byte: SHA-256, Ed25519, X25519.
pub const SUITE: i64 = 1;
/// Most changes in one entry.
pub const MAX_CHANGES: usize = 512;
/// Most bytes of an entry, head and leaves together.
pub const MAX_BYTES: usize = 256 * 1024;

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Digest of the parts under a domain tag.
    pub fn of(tag: &str, parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        hash.update([u8::try_from(SUITE).unwrap_or(0)]);
        hash.update(tag.as_bytes());
        hash.update([0]);
        for part in parts {
            hash.update(part);
        }
        Self(hash.finalize().into())
    }
}

impl Digest {
    /// SHA-256 of the bytes alone, as `sha256sum` and its like compute it.
    pub fn plain(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// Clock reading of an act: shown to people, never used to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wall {
    /// Milliseconds since 1970 in UTC.
    pub utc_ms: i64,
    /// Offset of local time in minutes.
    pub offset_min: i64,
    /// Random number of this run of the machine.
    pub boot: i64,
}

/// A position in another replica's stream that the author had folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// Whose stream (of the same area).
    pub replica: ReplicaId,
    /// Sequence number.
    pub seq: u64,
    /// Digest of the entry at that number.
    pub digest: Digest,
}

/// One row touched by an entry, without its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    /// Ledger number.
    pub ledger: u16,
    /// Row.
    pub row: RowId,
    /// Operation number: 0 put, 1 remove, 2 restore, 3 destroy; others are of a newer version.
    pub op: u8,
    /// Bit n set: class n is present, or, of a destruction, destroyed.
    pub classes: u8,
}

impl Touch {
    /// Number of the operation that destroys.
    pub const DESTROY: u8 = 3;

    /// What a head says of a change to a confidential ledger: that there is one. Ledger, row
    /// and operation stand inside its leaf.
    pub const SEALED: Self = Self {
        ledger: 0,
        row: RowId([0; 16]),
        op: 0,
        classes: 1 << Privacy::Secret as u8,
    };

    /// Whether the change has fields of this class.
    pub fn holds(&self, class: Privacy) -> bool {
        self.op != Self::DESTROY && self.names(class)
    }

    /// Whether the class is named, as present or as destroyed.
    pub fn names(&self, class: Privacy) -> bool {
        self.classes & (1 << class as u8) != 0
    }
}

/// The clear part of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Author.
    pub replica: ReplicaId,
    /// Whose books: a village's or township's code.
    pub area: String,
    /// Number in the stream, from 1.
    pub seq: u64,
    /// Digest of the stream's previous entry; none at number 1.
    pub prev: Option<Digest>,
    /// What of other streams was folded, where it differs from the previous entry's.
    pub seen: Vec<Seen>,
    /// Clock reading.
    pub wall: Wall,
    /// Who acted, as an account code; never a name.
    pub actor: String,
    /// Act number.
    pub act: u16,
    /// Identity of the act.
    pub act_id: RowId,
    /// Which entry of the act's batch this is, from 0.
    pub part: u32,
    /// How many entries the batch has.
    pub parts: u32,
    /// Digest of the uncovered writes the form had shown, if there was a form.
    pub form: Option<Digest>,
    /// Rows touched; of confidential ledgers only [`Touch::SEALED`], see [`Entry::touches`].
    pub touches: Vec<Touch>,
}

/// The fields of one class: salt and canonical bytes, or only the digest that stays when it
/// was destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// `salt(16) ‖ fields`.
    Bytes(Vec<u8>),
    /// Destroyed; this digest keeps the chain whole.
    Erased(Digest),
}

/// All leaves of one class of an entry, or the digest that stands for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The leaves, in order.
    Leaves(Vec<Leaf>),
    /// The class was withheld by the sender.
    Withheld(Digest),
}

/// An entry: head and, per class, its part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The clear part.
    pub head: Head,
    /// The head's canonical bytes.
    pub head_bytes: Vec<u8>,
    /// Parts in the order of [`Privacy::ALL`].
    pub parts: [Part; 4],
}

/// Why bytes are not an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The head is not canonical or lacks something.
    #[error("entry head is malformed")]
    Head,
    /// A leaf is not canonical or does not fit the head.
    #[error("entry leaf is malformed")]
    Leaf,
    /// More than one entry may hold.
    #[error("entry is over its limits")]
    TooLarge,
    /// Written by a newer version of the layout or suite.
    #[error("entry is of a newer version")]
    Newer,
}

const CLASS_TAGS: [&str; 4] = [
    "yizhan/open",
    "yizhan/duty",
    "yizhan/personal",
    "yizhan/secret",
];

impl Leaf {
    /// The digest that stands for the leaf.
    pub fn digest(&self) -> Digest {
        match self {
            Self::Bytes(bytes) => Digest::of("yizhan/leaf", &[bytes]),
            Self::Erased(digest) => *digest,
        }
    }
}

impl Part {
    /// Digest of the class.
    pub fn digest(&self, class: Privacy) -> Digest {
        let leaves = match self {
            Self::Withheld(digest) => return *digest,
            Self::Leaves(leaves) => leaves,
        };
        let digests: Vec<u8> = leaves.iter().flat_map(|leaf| leaf.digest().0).collect();
        let tag = CLASS_TAGS.get(class as usize).copied().unwrap_or_default();
        Digest::of(tag, &[&digests])
    }
}

impl Entry {
    /// Writes an entry. Every leaf takes 16 fresh random bytes from `salt`. The caller keeps
    /// [`MAX_CHANGES`] and fills the head except its touches, which follow from the changes.
    pub fn write(
        mut head: Head,
        changes: &[Change],
        salt: &mut dyn FnMut() -> [u8; 16],
    ) -> Result<Self, EntryError> {
        if changes.len() > MAX_CHANGES {
            return Err(EntryError::TooLarge);
        }
        head.touches = changes.iter().map(told).collect();
        let parts = Privacy::ALL.map(|class| Part::Leaves(leaves(changes, class, salt)));
        let head_bytes = head.to_item().to_bytes();
        let entry = Self {
            head,
            head_bytes,
            parts,
        };
        if entry.size() > MAX_BYTES {
            Err(EntryError::TooLarge)
        } else {
            Ok(entry)
        }
    }

    /// Reads an entry from its head bytes and parts, as they came in a package or from disk.
    pub fn read(head_bytes: Vec<u8>, parts: [Part; 4]) -> Result<Self, EntryError> {
        let item = Item::from_bytes(&head_bytes).map_err(|_| EntryError::Head)?;
        let head = Head::from_item(&item)?;
        let entry = Self {
            head,
            head_bytes,
            parts,
        };
        if entry.size() > MAX_BYTES || entry.head.touches.len() > MAX_CHANGES {
            return Err(EntryError::TooLarge);
        }
        Ok(entry)
    }

    /// The entry's identity.
    pub fn digest(&self) -> Digest {
        let classes: Vec<u8> = Privacy::ALL
            .iter()
            .zip(&self.parts)
            .flat_map(|(class, part)| part.digest(*class).0)
            .collect();
        Digest::of("yizhan/entry", &[&self.head_bytes, &classes])
    }

    /// Bytes of head and leaves.
    pub fn size(&self) -> usize {
        let leaves = self.parts.iter().flat_map(|part| match part {
            Part::Leaves(leaves) => leaves.as_slice(),
            Part::Withheld(_) => &[],
        });
        let bytes = leaves.map(|leaf| match leaf {
            Leaf::Bytes(bytes) => bytes.len(),
            Leaf::Erased(_) => 32,
        });
        self.head_bytes.len() + bytes.sum::<usize>()
    }

    /// Rows touched, those of confidential ledgers too where their leaf is here; where it is
    /// not, [`Touch::SEALED`] stays.
    pub fn touches(&self) -> Result<Vec<Touch>, EntryError> {
        let mut touches = self.head.touches.clone();
        for (place, bytes) in self.alone(Privacy::Secret)? {
            let touch = touches.get_mut(place).ok_or(EntryError::Leaf)?;
            if *touch == Touch::SEALED
                && let Leaf::Bytes(bytes) = bytes
            {
                *touch = unseal(bytes)?;
            }
        }
        Ok(touches)
    }

    /// The changes whose leaves are here. Fields this version does not know are left in the
    /// bytes and out of the result; a touch of an unknown ledger gives a change without writes.
    pub fn changes(&self) -> Result<Vec<Change>, EntryError> {
        let mut changes: Vec<Change> = self.touches()?.iter().map(empty_change).collect();
        for class in [Privacy::Open, Privacy::Duty] {
            let Some(Part::Leaves(leaves)) = self.parts.get(class as usize) else {
                continue;
            };
            for leaf in leaves {
                if let Leaf::Bytes(bytes) = leaf {
                    read_leaf(bytes, None, &mut changes)?;
                }
            }
        }
        for class in [Privacy::Personal, Privacy::Secret] {
            for (place, leaf) in self.alone(class)? {
                if let Leaf::Bytes(bytes) = leaf {
                    read_leaf(bytes, Some(place), &mut changes)?;
                }
            }
        }
        Ok(changes)
    }

    /// Destroys the fields of one class that one change wrote; their digest stays. False if they
    /// were not here. Only personal and secret leaves stand alone.
    pub fn erase(&mut self, place: usize, class: Privacy) -> Result<bool, EntryError> {
        let Some(number) = self.leaf_number(place, class)? else {
            return Ok(false);
        };
        let Some(Part::Leaves(leaves)) = self.parts.get_mut(class as usize) else {
            return Ok(false);
        };
        let Some(leaf) = leaves.get_mut(number) else {
            return Ok(false);
        };
        let was_here = matches!(leaf, Leaf::Bytes(_));
        *leaf = Leaf::Erased(leaf.digest());
        Ok(was_here)
    }

    /// Which leaf of a class belongs to the change at this place.
    pub fn leaf_number(&self, place: usize, class: Privacy) -> Result<Option<usize>, EntryError> {
        if class < Privacy::Personal {
            return Ok(None);
        }
        let places = self.alone(class)?;
        Ok(places.iter().position(|(of, _)| *of == place))
    }

    /// The leaves of a class that has one for each change, with the change's place.
    fn alone(&self, class: Privacy) -> Result<Vec<(usize, &Leaf)>, EntryError> {
        let Some(Part::Leaves(leaves)) = self.parts.get(class as usize) else {
            return Ok(Vec::new());
        };
        let touches = self.head.touches.iter().enumerate();
        let places = touches.filter(|(_, touch)| touch.holds(class));
        let alone: Vec<(usize, &Leaf)> = places.map(|(place, _)| place).zip(leaves).collect();
        if alone.len() == leaves.len() {
            Ok(alone)
        } else {
            Err(EntryError::Leaf)
        }
    }
}
