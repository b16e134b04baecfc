//! Keys: of an office, of a replica, and of the paper recovery code.
//!
//! Every signature is Ed25519 over a 32-byte digest that carries its own domain tag, so that a
//! signature made for one purpose can never pass for another (journal.md §1, FORMAT.md).

use crate::certificate::Certificate;
use crate::fields::{self, Fields};
use age::secrecy::ExposeSecret as _;
use age::x25519;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use ledger::cbor::Item;
use ledger::{Digest, ReplicaId};
use std::collections::BTreeMap;
use std::fmt;
use zeroize::Zeroizing;

pub(crate) const ROOT_TAG: &str = "yizhan/root";

/// Why a key cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The operating system gives no random numbers.
    #[error("no randomness")]
    NoRandomness,
    /// The stored bytes are not such a key.
    #[error("stored key is malformed")]
    Malformed,
}

/// The keys of an office: one signs, one opens what is sealed to the office.
#[derive(Clone)]
pub struct OfficeKeys {
    signing: SigningKey,
    receiving: x25519::Identity,
}

impl OfficeKeys {
    /// Makes new keys.
    pub fn generate() -> Result<Self, KeyError> {
        Ok(Self {
            signing: SigningKey::from_bytes(&random::<32>()?),
            receiving: x25519::Identity::generate(),
        })
    }

    /// The keys as bytes for the encrypted file.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let receiving = self.receiving.to_string();
        let item = Item::Map(BTreeMap::from([
            (0, fields::bytes(self.signing.as_bytes())),
            (1, fields::text(receiving.expose_secret())),
        ]));
        Zeroizing::new(item.to_bytes())
    }

    /// Reads what [`OfficeKeys::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let item = Item::from_bytes(bytes).map_err(|_| KeyError::Malformed)?;
        let fields = Fields::of(&item).ok_or(KeyError::Malformed)?;
        let signing = fields.array(0).ok_or(KeyError::Malformed)?;
        let receiving = Zeroizing::new(fields.text(1).ok_or(KeyError::Malformed)?);
        Ok(Self {
            signing: SigningKey::from_bytes(&signing),
            receiving: receiving.parse().map_err(|_| KeyError::Malformed)?,
        })
    }

    /// Public half of the signing key.
    pub fn signing_public(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }

    /// Certifies that this replica belongs to the office of this code.
    pub fn certify(&self, office: &str, replica: ReplicaId, replica_key: [u8; 32]) -> Certificate {
        Certificate::issue(self, office, replica, replica_key)
    }

    pub(crate) fn sign(&self, tag: &str, parts: &[&[u8]]) -> [u8; 64] {
        sign(&self.signing, tag, parts)
    }

    pub(crate) fn receiving(&self) -> &x25519::Identity {
        &self.receiving
    }
}

impl fmt::Debug for OfficeKeys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("OfficeKeys").finish_non_exhaustive()
    }
}

/// The signing key of one replica.
#[derive(Clone)]
pub struct ReplicaKeys(SigningKey);

impl ReplicaKeys {
    /// Makes a new key.
    pub fn generate() -> Result<Self, KeyError> {
        random().map(|seed| Self(SigningKey::from_bytes(&seed)))
    }

    /// The key as bytes for the encrypted file.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// Reads what [`ReplicaKeys::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let seed = bytes.try_into().map_err(|_| KeyError::Malformed)?;
        Ok(Self(SigningKey::from_bytes(seed)))
    }

    /// Public half.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    pub(crate) fn sign(&self, tag: &str, parts: &[&[u8]]) -> [u8; 64] {
        sign(&self.0, tag, parts)
    }
}

impl fmt::Debug for ReplicaKeys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ReplicaKeys").finish_non_exhaustive()
    }
}

/// The root key of an office, which only the paper recovery code can bring back. Its public half
/// stands in the card, so that it can vouch for a new office key one day.
#[derive(Clone)]
pub struct RootKey(SigningKey);

impl RootKey {
    /// Derives the key from the paper code, however it was typed: case, spaces, hyphens and the
    /// look-alikes O/0 and I/L/1 make no difference.
    pub fn from_recovery_code(code: &str) -> Self {
        let letters = code.chars().filter(char::is_ascii_alphanumeric);
        let plain: Zeroizing<String> = Zeroizing::new(letters.map(as_on_paper).collect());
        let seed = Zeroizing::new(Digest::of(ROOT_TAG, &[plain.as_bytes()]).0);
        Self(SigningKey::from_bytes(&seed))
    }

    /// Public half.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }
}

impl fmt::Debug for RootKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("RootKey").finish_non_exhaustive()
    }
}

fn as_on_paper(letter: char) -> char {
    match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

/// Whether an office may write to an area: its own books and nobody else's. A township's tasks
/// for a village stand in the township's shared area.
pub fn may_write(office: &str, area: &str) -> bool {
    is_code(office) && office == area
}

/// The township's shared area that goes with an area: its first nine digits and `000`.
/// Nothing for what is not a 12-digit code.
pub fn shared_area(area: &str) -> Option<String> {
    let township = area.get(..9).filter(|_| is_code(area))?;
    Some(format!("{township}000"))
}

/// Whether the text is a 12-digit statistical code.
pub(crate) fn is_code(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|digit| digit.is_ascii_digit())
}

/// Fresh random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], KeyError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| KeyError::NoRandomness)?;
    Ok(bytes)
}

fn sign(key: &SigningKey, tag: &str, parts: &[&[u8]]) -> [u8; 64] {
    key.sign(&Digest::of(tag, parts).0).to_bytes()
}

/// Whether the public key signed the parts under the tag.
pub(crate) fn is_signed(
    public: &[u8; 32],
    signature: &[u8; 64],
    tag: &str,
    parts: &[&[u8]],
) -> bool {
    let message = Digest::of(tag, parts).0;
    VerifyingKey::from_bytes(public).is_ok_and(|key| {
        key.verify_strict(&message, &Signature::from_bytes(signature))
            .is_ok()
    })
}

#[cfg(test)]
mod tests;
