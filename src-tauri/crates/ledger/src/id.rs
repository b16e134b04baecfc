//! Identities of rows and replicas: 128 bits, written as a UUID.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// Identity of a row in any ledger. New ones are UUIDv7, made by `app`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct RowId(pub [u8; 16]);

/// Identity of one copy of the file on one machine. Random.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ReplicaId(pub [u8; 16]);

/// The text is not a UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a UUID")]
pub struct NotAnId;

impl RowId {
    /// The one row of a ledger that an area has exactly once, or a row found by its meaning
    /// (a ruling by its question): the same on every replica that makes it.
    pub fn fixed(ledger: &str, area: &str, meaning: &str) -> Self {
        let mut hash = Sha256::new();
        for part in [ledger, area, meaning] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let mut bytes = [0; 16];
        bytes
            .iter_mut()
            .zip(hash.finalize())
            .for_each(|(to, from)| *to = from);
        // Version 8 (custom), variant 1: still a well-formed UUID.
        bytes[6] = (bytes[6] & 0x0f) | 0x80;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Self(bytes)
    }
}

fn write_uuid(bytes: &[u8; 16], out: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            out.write_str("-")?;
        }
        write!(out, "{byte:02x}")?;
    }
    Ok(())
}

fn read_uuid(text: &str) -> Result<[u8; 16], NotAnId> {
    let mut bytes = [0_u8; 16];
    let mut nibbles = 0_usize;
    for letter in text.bytes().filter(|letter| *letter != b'-') {
        let nibble = char::from(letter).to_digit(16).ok_or(NotAnId)?;
        let byte = bytes.get_mut(nibbles / 2).ok_or(NotAnId)?;
        *byte = (*byte << 4) | u8::try_from(nibble).map_err(|_| NotAnId)?;
        nibbles += 1;
    }
    if nibbles == 32 {
        Ok(bytes)
    } else {
        Err(NotAnId)
    }
}

macro_rules! text_form {
    ($id:ident) => {
        impl fmt::Display for $id {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_uuid(&self.0, out)
            }
        }
        impl fmt::Debug for $id {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_uuid(&self.0, out)
            }
        }
        impl FromStr for $id {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                read_uuid(text).map(Self)
            }
        }
        impl TryFrom<String> for $id {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }
        impl From<$id> for String {
            fn from(id: $id) -> Self {
                id.to_string()
            }
        }
    };
}
text_form!(RowId);
text_form!(ReplicaId);
