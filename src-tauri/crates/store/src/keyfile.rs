//! The key file `X.yz.key`: the random file key, wrapped once per way in.
//!
//! Invariants: the file key never stands in clear except in a slot of kind `open`, which a person
//! asked for; the key file is only ever replaced whole, by rename, after the new one was read
//! back and opened.

use crate::error::StoreError;
use crate::recovery::RecoveryCode;
use crate::whole_file;
use age::scrypt;
use age::secrecy::SecretString;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ledger::{Digest, RowId};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Work factor of new slots: 2^17 rounds of scrypt, under a second on a station laptop.
const WORK_FACTOR: u8 = 17;
/// Largest work factor accepted, so that a fast machine's file opens on a slow one.
const MAX_WORK_FACTOR: u8 = 20;
const FORMAT: &str = "yizhan-key/1";

/// How a person wants in.
#[derive(Clone, Copy)]
pub enum Access<'a> {
    /// With the password.
    Password(&'a str),
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

/// The random key of the file itself.
pub(crate) type FileKey = Zeroizing<[u8; 32]>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SlotKind {
    Password,
    Recovery,
    Open,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Slot {
    kind: SlotKind,
    name: String,
    blob: String,
}

/// The key file's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyFile {
    format: String,
    file_id: RowId,
    key_id: RowId,
    check: String,
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
            key_id: RowId(random()?),
            check: check_value(key),
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
        (file.format == FORMAT).then_some(file)
    }

    /// Bytes of the key file: JSON for people to recognise it.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, StoreError> {
        serde_json::to_vec_pretty(self).map_err(|_| StoreError::Crypto("key file"))
    }

    /// Replaces the key file beside `file`: written beside, synced, opened once, renamed.
    pub(crate) fn write_beside(&self, file: &Path, access: &Access) -> Result<(), StoreError> {
        let verify = |bytes: &[u8]| {
            Self::parse(bytes).is_some_and(|written| written.unwrap_key(access).is_ok())
        };
        whole_file::replace(&path_of(file), &self.to_bytes()?, &verify)
    }

    /// Identity of the file this key file belongs to.
    pub(crate) fn file_id(&self) -> RowId {
        self.file_id
    }

    /// Whether a password is asked for.
    pub(crate) fn lock(&self) -> Lock {
        if self.slots.iter().any(|slot| slot.kind == SlotKind::Open) {
            Lock::Open
        } else {
            Lock::Password
        }
    }

    /// Puts the way in `access` in place of the former one of its kind. A password takes an
    /// open slot out.
    pub(crate) fn set_slot(&mut self, access: &Access, key: &FileKey) -> Result<(), StoreError> {
        let (kind, blob) = match access {
            Access::Password(password) => (SlotKind::Password, wrap(password, key)?),
            Access::Recovery(typed) => {
                let code = RecoveryCode::read(typed)?;
                (SlotKind::Recovery, wrap(code.as_str(), key)?)
            }
            Access::Open => (SlotKind::Open, key.to_vec()),
        };
        let keeps = |slot: &Slot| {
            let is_replaced = slot.kind == kind;
            let is_opposite = match kind {
                SlotKind::Password => slot.kind == SlotKind::Open,
                SlotKind::Open => slot.kind == SlotKind::Password,
                SlotKind::Recovery => false,
            };
            !is_replaced && !is_opposite
        };
        self.slots.retain(keeps);
        self.slots.push(Slot {
            kind,
            name: String::new(),
            blob: BASE64.encode(blob),
        });
        Ok(())
    }

    /// The file key, if `access` opens a slot. Only slots of its kind are tried.
    pub(crate) fn unwrap_key(&self, access: &Access) -> Result<FileKey, StoreError> {
        let kind = match access {
            Access::Password(_) => SlotKind::Password,
            Access::Recovery(_) => SlotKind::Recovery,
            Access::Open => SlotKind::Open,
        };
        let slots: Vec<&Slot> = self.slots.iter().filter(|slot| slot.kind == kind).collect();
        if slots.is_empty() {
            return Err(StoreError::NoSuchSlot);
        }
        for slot in slots {
            let key = slot.open(access)?;
            if let Some(key) = key.filter(|key| check_value(key) == self.check) {
                return Ok(key);
            }
        }
        Err(match access {
            Access::Password(_) => StoreError::WrongPassword,
            Access::Recovery(_) => StoreError::WrongRecoveryCode,
            Access::Open => StoreError::Damaged { what: "key file" },
        })
    }
}

impl Slot {
    fn open(&self, access: &Access) -> Result<Option<FileKey>, StoreError> {
        let Ok(blob) = BASE64.decode(&self.blob) else {
            return Err(StoreError::Damaged { what: "key file" });
        };
        let key = match access {
            Access::Open => Some(blob),
            Access::Password(password) => unwrap(password, &blob)?,
            Access::Recovery(typed) => unwrap(RecoveryCode::read(typed)?.as_str(), &blob)?,
        };
        let key = key.map(Zeroizing::new);
        Ok(key.and_then(|key| key.as_slice().try_into().ok().map(Zeroizing::new)))
    }
}

fn check_value(key: &FileKey) -> String {
    Digest::of("yizhan/file-key", &[key.as_slice()]).to_string()
}

fn wrap(passphrase: &str, key: &FileKey) -> Result<Vec<u8>, StoreError> {
    let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(WORK_FACTOR);
    age::encrypt(&recipient, key.as_slice()).map_err(|_| StoreError::Crypto("key slot"))
}

fn unwrap(passphrase: &str, blob: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
    let mut identity = scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(MAX_WORK_FACTOR);
    match age::decrypt(&identity, blob) {
        Ok(key) => Ok(Some(key)),
        Err(
            age::DecryptError::DecryptionFailed
            | age::DecryptError::KeyDecryptionFailed
            | age::DecryptError::NoMatchingKeys,
        ) => Ok(None),
        Err(_) => Err(StoreError::Damaged { what: "key file" }),
    }
}
