//! Keys of an office and of a replica. That of the paper recovery code is [`crate::root`].
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

/// The keys of an office: one signs, one opens what is sealed to the office. Keys that were
/// replaced still open what was sealed to them before.
#[derive(Clone)]
pub struct OfficeKeys {
    signing: SigningKey,
    receiving: x25519::Identity,
    former: Vec<x25519::Identity>,
}

impl OfficeKeys {
    /// Makes new keys.
    pub fn generate() -> Result<Self, KeyError> {
        Ok(Self {
            signing: SigningKey::from_bytes(&random::<32>()?),
            receiving: x25519::Identity::generate(),
            former: Vec::new(),
        })
    }

    /// Makes new keys in the place of these, which go on opening what was sealed to them.
    pub fn renewed(&self) -> Result<Self, KeyError> {
        let former = self.identities().cloned().collect();
        Ok(Self {
            former,
            ..Self::generate()?
        })
    }

    /// The keys as bytes for the encrypted file.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let secret = |key: &x25519::Identity| fields::text(key.to_string().expose_secret());
        let mut map = BTreeMap::from([
            (0, fields::bytes(self.signing.as_bytes())),
            (1, secret(&self.receiving)),
        ]);
        if !self.former.is_empty() {
            map.insert(2, Item::List(self.former.iter().map(secret).collect()));
        }
        Zeroizing::new(Item::Map(map).to_bytes())
    }

    /// Reads what [`OfficeKeys::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let item = Item::from_bytes(bytes).map_err(|_| KeyError::Malformed)?;
        let fields = Fields::of(&item).ok_or(KeyError::Malformed)?;
        let signing = fields.array(0).ok_or(KeyError::Malformed)?;
        let secret = |item: &Item| -> Option<x25519::Identity> { item.text()?.parse().ok() };
        let receiving = fields.item(1).and_then(secret);
        let former = fields.list(2).unwrap_or_default().iter().map(secret);
        Ok(Self {
            signing: SigningKey::from_bytes(&signing),
            receiving: receiving.ok_or(KeyError::Malformed)?,
            former: former.collect::<Option<_>>().ok_or(KeyError::Malformed)?,
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

    /// Everything that opens what is or was sealed to the office, the key of today first.
    pub(crate) fn identities(&self) -> impl Iterator<Item = &x25519::Identity> {
        std::iter::once(&self.receiving).chain(&self.former)
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

pub(crate) fn sign(key: &SigningKey, tag: &str, parts: &[&[u8]]) -> [u8; 64] {
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
