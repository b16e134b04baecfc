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
    // Into one buffer at once: the books of a township write millions of them.
    let mut text = [b'-'; 36];
    let slots = text.iter_mut().enumerate();
    let slots = slots.filter(|(place, _)| !matches!(place, 8 | 13 | 18 | 23));
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    for ((_, slot), digit) in slots.zip(digits) {
        *slot = if digit < 10 { b'0' } else { b'a' - 10 } + digit;
    }
    out.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_as_a_uuid_and_read_back() {
        let bytes = [
            0x01, 0x9f, 0, 0xab, 0x10, 0x9a, 0x7c, 0xde, 0x80, 0xff, 1, 2, 3, 4, 5, 0xf0,
        ];
        let text = "019f00ab-109a-7cde-80ff-0102030405f0";
        assert_eq!(RowId(bytes).to_string(), text);
        assert_eq!(text.parse(), Ok(RowId(bytes)));
    }
}
