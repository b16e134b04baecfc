//! The key file `X.yz.key`: the random file key, sealed once per way in.
//!
//! Invariants: the file key never stands in clear except in a slot of kind `open`, which a person
//! asked for; the key file is only ever replaced whole, by rename, after the new one was read
//! back and opened; it names nobody. While the file gets a new key it holds both, and whoever
//! opens the file next settles which of them it is.

use crate::error::StoreError;
use crate::whole_file;
use ledger::{Digest, RowId};
use serde::{Deserialize, Serialize};
use slot::Slot;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

mod slot;

pub use slot::WayKind;

const FORMAT: &str = "yizhan-key/1";

/// How a person wants in.
#[derive(Clone, Copy)]
pub enum Access<'a> {
    /// With a password, whichever of them it is: all are tried.
    Password(&'a str),
    /// With the password of this number alone, so that a file of many people opens as quickly
    /// as a file of one.
    Numbered {
        /// Number of the password.
        number: u32,
        /// The password.
        password: &'a str,
    },
    /// With the paper recovery code, as typed.
    Recovery(&'a str),
    /// The file was made without a password, on purpose.
    Open,
}

/// Whether a file asks for a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// It does.
    Password,
    /// It was made without one, on purpose.
    Open,
}

/// One way into a file, as its key file tells it to anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WayIn {
    /// What opens it.
    pub kind: WayKind,
    /// Number of a password, from 1; 0 for the others.
    pub number: u32,
    /// Whose password it is; none for one that is shared, and for the others.
    pub holder: Option<RowId>,
}

/// The random key of the file itself.
pub(crate) type FileKey = Zeroizing<[u8; 32]>;

/// What a way in gave.
pub(crate) struct Opened {
    /// The file keys, the former one first where there are two.
    pub(crate) keys: Vec<FileKey>,
    /// Whose password it was.
    pub(crate) holder: Option<RowId>,
}

/// A file key by its id, with a value by which it is known again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KeyMark {
    id: RowId,
    check: String,
}

/// The key file's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyFile {
    format: String,
    file_id: RowId,
    keys: Vec<KeyMark>,
    slots: Vec<Slot>,
}

/// Where the key file of this file stands.
pub(crate) fn path_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

/// Fresh random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::Crypto("randomness"))?;
    Ok(bytes)
}

impl KeyFile {
    /// A key file without slots for a new file.
    pub(crate) fn new(file_id: RowId, key: &FileKey) -> Result<Self, StoreError> {
        Ok(Self {
            format: FORMAT.to_owned(),
            file_id,
            keys: vec![KeyMark::of(key)?],
            slots: Vec::new(),
        })
    }

    /// Reads the key file beside `file`.
    pub(crate) fn beside(file: &Path) -> Result<Self, StoreError> {
        let path = path_of(file);
        let text = fs::read(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => StoreError::KeyFileMissing { path: path.clone() },
            _ => StoreError::io(&path, "read")(error),
        })?;
        Self::parse(&text).ok_or(StoreError::NotOurs { path })
    }

    /// Reads a key file's bytes; `None` if they are not one.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        let file: Self = serde_json::from_slice(text).ok()?;
        (file.format == FORMAT && !file.keys.is_empty()).then_some(file)
    }

    /// Bytes of the key file: JSON for people to recognise it.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, StoreError> {
        serde_json::to_vec_pretty(self).map_err(|_| StoreError::Crypto("key file"))
    }

    /// Replaces the key file beside `file`: written beside, synced, opened once, renamed.
    pub(crate) fn write_beside(&self, file: &Path, access: &Access) -> Result<(), StoreError> {
        let verify =
            |bytes: &[u8]| Self::parse(bytes).is_some_and(|written| written.open(access).is_ok());
        whole_file::replace(&path_of(file), &self.to_bytes()?, &verify)
    }

    /// Identity of the file this key file belongs to.
    pub(crate) fn file_id(&self) -> RowId {
        self.file_id
    }

    /// Whether a password is asked for.
    pub(crate) fn lock(&self) -> Lock {
        if self.slots.iter().any(|slot| slot.kind == WayKind::Open) {
            Lock::Open
        } else {
            Lock::Password
        }
    }

    /// Every way in.
    pub(crate) fn ways(&self) -> Vec<WayIn> {
        let way = |slot: &Slot| WayIn {
            kind: slot.kind,
            number: slot.number,
            holder: slot.holder,
        };
        self.slots.iter().map(way).collect()
    }

    /// Puts a way in in place of the holder's former one of its kind. A password takes an open
    /// slot out; an open slot takes every password out.
    pub(crate) fn set_slot(
        &mut self,
        access: &Access,
        holder: Option<RowId>,
        key: &FileKey,
    ) -> Result<(), StoreError> {
        let id = self.mark_of(key)?.id;
        let kind = WayKind::of(access);
        let is_former =
            |slot: &Slot| slot.kind == kind && (kind == WayKind::Open || slot.holder == holder);
        let former = self.slots.iter().find(|slot| is_former(slot));
        let number = match (kind, former) {
            (WayKind::Password, Some(slot)) => slot.number,
            (WayKind::Password, None) => self.free_number(),
            _ => 0,
        };
        let mut slot = Slot::new(access, number, holder)?;
        slot.seal(id, key)?;
        let is_opposite = |other: &Slot| match kind {
            WayKind::Password => other.kind == WayKind::Open,
            WayKind::Open => other.kind == WayKind::Password,
            WayKind::Recovery => false,
        };
        self.slots
            .retain(|other| !is_former(other) && !is_opposite(other));
        self.slots.push(slot);
        self.slots.sort_by_key(|slot| slot.number);
        Ok(())
    }

    fn free_number(&self) -> u32 {
        let is_free = |number: &u32| self.slots.iter().all(|slot| slot.number != *number);
        (1..u32::MAX).find(is_free).unwrap_or(u32::MAX)
    }

    /// What `access` opens. Only slots of its kind are tried, of a numbered one that one alone.
    pub(crate) fn open(&self, access: &Access) -> Result<Opened, StoreError> {
        let kind = WayKind::of(access);
        let is_meant = |slot: &&Slot| match access {
            Access::Numbered { number, .. } => slot.kind == kind && slot.number == *number,
            _ => slot.kind == kind,
        };
        let mut slots = self.slots.iter().filter(is_meant).peekable();
        if slots.peek().is_none() {
            return Err(StoreError::NoSuchSlot);
        }
        for slot in slots {
            let keys = slot.open(access)?;
            let known = |(id, key): &(RowId, FileKey)| {
                let mark = self.keys.iter().find(|mark| mark.id == *id);
                mark.is_some_and(|mark| mark.check == check_value(key))
            };
            let keys: Vec<FileKey> = keys.into_iter().filter(known).map(|(_, key)| key).collect();
            if !keys.is_empty() {
                let holder = slot.holder;
                return Ok(Opened { keys, holder });
            }
        }
        Err(match access {
            Access::Password(_) | Access::Numbered { .. } => StoreError::WrongPassword,
            Access::Recovery(_) => StoreError::WrongRecoveryCode,
            Access::Open => StoreError::Damaged { what: "key file" },
        })
    }

    /// Seals a new file key to every way in but those of these numbers, beside the former key.
    pub(crate) fn add_key(&mut self, key: &FileKey, leaving: &[u32]) -> Result<(), StoreError> {
        let leaves = |slot: &Slot| slot.kind == WayKind::Password && leaving.contains(&slot.number);
        let stays = |slot: &&Slot| slot.kind == WayKind::Password && !leaves(slot);
        if self.lock() == Lock::Password && !self.slots.iter().any(|slot| stays(&slot)) {
            return Err(StoreError::LastPassword);
        }
        let mark = KeyMark::of(key)?;
        for slot in self.slots.iter_mut().filter(|slot| !leaves(slot)) {
            slot.seal(mark.id, key)?;
        }
        self.keys.push(mark);
        Ok(())
    }

    /// Whether it holds a former and a new key.
    pub(crate) fn is_changing(&self) -> bool {
        self.keys.len() > 1
    }

    /// Whether this is a key of the file.
    pub(crate) fn knows(&self, key: &FileKey) -> bool {
        self.mark_of(key).is_ok()
    }

    /// The file key, if `access` opens a way in.
    pub(crate) fn unwrap_key(&self, access: &Access) -> Result<FileKey, StoreError> {
        let key = self.open(access)?.keys.into_iter().next();
        key.ok_or(StoreError::Damaged { what: "key file" })
    }

    /// Forgets every key but this one, and every way in that does not lead to it.
    pub(crate) fn settle(&mut self, key: &FileKey) -> Result<(), StoreError> {
        let mark = self.mark_of(key)?.clone();
        self.slots.retain_mut(|slot| slot.keep_only(mark.id));
        self.keys = vec![mark];
        Ok(())
    }

    fn mark_of(&self, key: &FileKey) -> Result<&KeyMark, StoreError> {
        let check = check_value(key);
        let mark = self.keys.iter().find(|mark| mark.check == check);
        mark.ok_or(StoreError::Damaged { what: "key file" })
    }
}

impl KeyMark {
    fn of(key: &FileKey) -> Result<Self, StoreError> {
        Ok(Self {
            id: RowId(random()?),
            check: check_value(key),
        })
    }
}

/// Names a file key without telling it.
pub(crate) fn check_value(key: &FileKey) -> String {
    Digest::of("yizhan/file-key", &[key.as_slice()]).to_string()
}
