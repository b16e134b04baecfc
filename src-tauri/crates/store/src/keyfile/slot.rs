//! One way into the file: a pair of keys of its own, whose secret half only the password or the
//! paper code opens, and the file keys sealed to its public half.
//!
//! Sealing needs no password, so a renewed file key reaches everybody who stays without asking
//! any of them. A slot names nobody: its number is drawn when it is made, and its holder is the
//! id of a row inside the encrypted file.

use super::{Access, FileKey};
use crate::error::StoreError;
use crate::recovery::RecoveryCode;
use age::secrecy::{ExposeSecret as _, SecretString};
use age::{scrypt, x25519};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ledger::RowId;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Work factor of new slots: 2^17 rounds of scrypt, under a second on a station laptop. This
/// crate's own tests open hundreds of slots and are not about how long a guess takes.
const WORK_FACTOR: u8 = if cfg!(test) { 10 } else { 17 };
/// Largest work factor accepted, so that a fast machine's file opens on a slow one.
const MAX_WORK_FACTOR: u8 = 20;
const DAMAGED: StoreError = StoreError::Damaged { what: "key file" };

/// What opens a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WayKind {
    /// A password.
    Password,
    /// The paper recovery code.
    Recovery,
    /// Nothing: the file was made without a password, on purpose.
    Open,
}

impl WayKind {
    pub(super) fn of(access: &Access) -> Self {
        match access {
            Access::Password(_) | Access::Numbered { .. } => Self::Password,
            Access::Recovery(_) => Self::Recovery,
            Access::Open => Self::Open,
        }
    }
}

/// A file key, sealed to a slot; in a slot of kind `open` it stands in clear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Sealed {
    key: RowId,
    blob: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Slot {
    pub(super) kind: WayKind,
    /// Counts from 1 among passwords, so that one of several is tried alone; else 0.
    pub(super) number: u32,
    /// Whose password it is: a row of the ledger of people at the desk. None: shared.
    pub(super) holder: Option<RowId>,
    /// Public half of the slot's own key; empty in a slot of kind `open`.
    recipient: String,
    /// Secret half, behind the password or the code; empty in a slot of kind `open`.
    secret: String,
    keys: Vec<Sealed>,
}

impl Slot {
    /// A slot that `access` opens, without any file key yet.
    pub(super) fn new(
        access: &Access,
        number: u32,
        holder: Option<RowId>,
    ) -> Result<Self, StoreError> {
        let mut slot = Self {
            kind: WayKind::of(access),
            number,
            holder,
            recipient: String::new(),
            secret: String::new(),
            keys: Vec::new(),
        };
        if let Some(passphrase) = passphrase(access)? {
            let identity = x25519::Identity::generate();
            slot.recipient = identity.to_public().to_string();
            let secret = lock(passphrase, identity.to_string().expose_secret())?;
            slot.secret = BASE64.encode(secret);
        }
        Ok(slot)
    }

    /// Seals a file key to the slot; nobody has to open it for that.
    pub(super) fn seal(&mut self, id: RowId, key: &FileKey) -> Result<(), StoreError> {
        let blob = if self.kind == WayKind::Open {
            key.to_vec()
        } else {
            let recipient: x25519::Recipient = self.recipient.parse().map_err(|_| DAMAGED)?;
            age::encrypt(&recipient, key.as_slice()).map_err(|_| StoreError::Crypto("key slot"))?
        };
        self.keys.push(Sealed {
            key: id,
            blob: BASE64.encode(blob),
        });
        Ok(())
    }

    /// Forgets every file key but one; tells whether that one is there.
    pub(super) fn keep_only(&mut self, id: RowId) -> bool {
        self.keys.retain(|sealed| sealed.key == id);
        !self.keys.is_empty()
    }

    /// The file keys, if `access` opens the slot. Costs one derivation, whatever the number of
    /// keys.
    pub(super) fn open(&self, access: &Access) -> Result<Vec<(RowId, FileKey)>, StoreError> {
        let Some(passphrase) = passphrase(access)? else {
            return self.keys.iter().map(in_clear).collect();
        };
        let secret = BASE64.decode(&self.secret).map_err(|_| DAMAGED)?;
        let Some(identity) = unlock(passphrase, &secret)? else {
            return Ok(Vec::new());
        };
        let opened = |sealed: &Sealed| {
            let blob = BASE64.decode(&sealed.blob).map_err(|_| DAMAGED)?;
            let key = age::decrypt(&identity, &blob).map_err(|_| DAMAGED)?;
            Ok((sealed.key, file_key(&Zeroizing::new(key))?))
        };
        self.keys.iter().map(opened).collect()
    }
}

fn in_clear(sealed: &Sealed) -> Result<(RowId, FileKey), StoreError> {
    let key = BASE64.decode(&sealed.blob).map_err(|_| DAMAGED)?;
    Ok((sealed.key, file_key(&Zeroizing::new(key))?))
}

fn file_key(bytes: &Zeroizing<Vec<u8>>) -> Result<FileKey, StoreError> {
    let key = bytes.as_slice().try_into().map_err(|_| DAMAGED)?;
    Ok(Zeroizing::new(key))
}

/// What is stretched into the key of a slot; nothing for a slot that stands open.
fn passphrase(access: &Access) -> Result<Option<SecretString>, StoreError> {
    Ok(match access {
        Access::Password(password) | Access::Numbered { password, .. } => {
            Some(SecretString::from((*password).to_owned()))
        }
        Access::Recovery(typed) => {
            let code = RecoveryCode::read(typed)?;
            Some(SecretString::from(code.as_str().to_owned()))
        }
        Access::Open => None,
    })
}

fn lock(passphrase: SecretString, secret: &str) -> Result<Vec<u8>, StoreError> {
    let mut recipient = scrypt::Recipient::new(passphrase);
    recipient.set_work_factor(WORK_FACTOR);
    age::encrypt(&recipient, secret.as_bytes()).map_err(|_| StoreError::Crypto("key slot"))
}

fn unlock(passphrase: SecretString, blob: &[u8]) -> Result<Option<x25519::Identity>, StoreError> {
    let mut identity = scrypt::Identity::new(passphrase);
    identity.set_max_work_factor(MAX_WORK_FACTOR);
    let secret = match age::decrypt(&identity, blob) {
        Ok(secret) => Zeroizing::new(secret),
        Err(
            age::DecryptError::DecryptionFailed
            | age::DecryptError::KeyDecryptionFailed
            | age::DecryptError::NoMatchingKeys,
        ) => return Ok(None),
        Err(_) => return Err(DAMAGED),
    };
    let text = std::str::from_utf8(&secret).map_err(|_| DAMAGED)?;
    text.parse().map(Some).map_err(|_| DAMAGED)
}
