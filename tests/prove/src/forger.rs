//! An attacker's own tools: packages taken apart and put together again with nothing checked.
//!
//! Written from `FORMAT.md` alone, not from the code that reads packages, so that a mistake of
//! that code is not repeated here. [`Outside`] is the three members anybody can see, [`Inside`]
//! the tar that only the receiving office can open, [`Hand`] somebody who signs.

mod inside;
mod outside;

pub use inside::{Inside, block, compressed, locked, sum_up, unlocked};
pub use outside::{Outside, Stored, container};

use anyhow::{Context as _, Result};
use ed25519_dalek::{Signer as _, SigningKey};
use exchange::{Certificate, OfficeKeys};
use ledger::cbor::Item;
use ledger::{Digest, ReplicaId};
use std::collections::BTreeMap;

/// Keys of the maps of a package that are changed here.
pub mod key {
    /// Manifest: container version.
    pub const CONTAINER: u64 = 0;
    /// Manifest: suite.
    pub const SUITE: u64 = 1;
    /// Manifest: code of the sending office.
    pub const FROM: u64 = 2;
    /// Manifest: code of the receiving office.
    pub const TO: u64 = 3;
    /// Manifest: package id.
    pub const PACKAGE_ID: u64 = 4;
    /// Manifest: size of the payload.
    pub const PAYLOAD_SIZE: u64 = 5;
    /// Manifest: digest of the payload.
    pub const PAYLOAD: u64 = 6;
    /// Header: sending replica.
    pub const REPLICA: u64 = 2;
    /// Header: list of members.
    pub const MEMBERS: u64 = 11;
}

/// Somebody who signs: a replica, and an office's word for it.
pub struct Hand {
    key: SigningKey,
    /// The office's word, which may be worth nothing.
    pub certificate: Certificate,
}

impl Hand {
    /// A replica that an office certifies; its key is made of the seed.
    pub fn of(office: &OfficeKeys, code: &str, seed: u8) -> Self {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let public = key.verifying_key().to_bytes();
        let certificate = office.certify(code, ReplicaId([seed; 16]), public);
        Self { key, certificate }
    }

    /// Another replica's certificate under a key that is not that replica's.
    pub fn borrowed(certificate: &Certificate, seed: u8) -> Self {
        Self {
            key: SigningKey::from_bytes(&[seed; 32]),
            certificate: certificate.clone(),
        }
    }

    /// Signs bytes for a purpose.
    pub fn sign(&self, tag: &str, bytes: &[u8]) -> [u8; 64] {
        self.key.sign(&Digest::of(tag, &[bytes]).0).to_bytes()
    }

    /// The `signature` member over a manifest.
    pub fn under(&self, manifest: &[u8]) -> Vec<u8> {
        let signature = self.sign("yizhan/manifest", manifest);
        let certificate = self.certificate.to_bytes();
        Item::Map(BTreeMap::from([
            (0, Item::Int(1)),
            (1, Item::Bytes(signature.to_vec())),
            (2, Item::from_bytes(&certificate).unwrap_or(Item::Null)),
        ]))
        .to_bytes()
    }
}

/// The map that these bytes are.
pub fn map(bytes: &[u8]) -> Result<BTreeMap<u64, Item>> {
    match Item::from_bytes(bytes) {
        Ok(Item::Map(map)) => Ok(map),
        _ => anyhow::bail!("the package holds something else than a map"),
    }
}

/// The bytes of a map with one field put in, whatever stood there.
pub fn with(bytes: &[u8], key: u64, item: Item) -> Result<Vec<u8>> {
    let mut map = map(bytes)?;
    map.insert(key, item);
    Ok(Item::Map(map).to_bytes())
}

/// The text age's own tools read a receiving office's secret from.
pub fn secret_of(office: &OfficeKeys) -> Result<String> {
    let stored = map(&office.to_bytes())?;
    let text = stored.get(&1).and_then(Item::text);
    Ok(text.context("the office has no receiving key")?.to_owned())
}
