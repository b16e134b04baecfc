//! An attacker's own tools: packages taken apart and put together again with nothing checked.
//!
//! For the proofs and the fuzzing. Written from `FORMAT.md` alone, not from the code that reads
//! packages, so that a mistake of that code is not repeated here. [`Outside`] is the three members
//! anybody can see, [`Inside`] the tar that only the receiving office can open, [`Hand`] somebody
//! who signs.

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

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::PathBuf;

    fn vector(name: &str) -> PathBuf {
        below("../../src-tauri/crates/exchange/vectors").join(name)
    }

    fn below(folder: &str) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder)
    }

    /// The seeds of the fuzzing, and what stands in them: the golden package, outside and inside.
    fn seeds() -> [(PathBuf, Vec<u8>); 2] {
        let package = fs::read(vector("village-1.yzb")).unwrap();
        let keys = fs::read_to_string(vector("town.keys.json")).unwrap();
        let keys: serde_json::Value = serde_json::from_str(&keys).unwrap();
        let keys: Vec<u8> = serde_json::from_value(keys["office"].clone()).unwrap();
        let secret = secret_of(&OfficeKeys::from_bytes(&keys).unwrap()).unwrap();
        let payload = Outside::of(&package).unwrap().payload;
        let tar = unlocked(&payload, &secret).unwrap();
        let seeds = below("../fuzz/seeds");
        [
            (seeds.join("package/village-1.yzb"), package),
            (seeds.join("inside/village-1.tar"), tar),
        ]
    }

    #[test]
    fn fuzzing_begins_from_the_golden_package_of_today() {
        for (path, bytes) in seeds() {
            let is_today = fs::read(&path).is_ok_and(|found| found == bytes);
            assert!(
                is_today,
                "{} is stale: cargo test -p forger -- --ignored keep_the_seeds",
                path.display()
            );
        }
    }

    #[test]
    #[ignore = "writes the seeds anew, after the golden package was"]
    fn keep_the_seeds() {
        for (path, bytes) in seeds() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    #[test]
    fn a_tar_put_together_again_is_the_one_taken_apart() {
        let [_, (_, tar)] = seeds();
        let hand = Hand::of(&OfficeKeys::generate().unwrap(), "990101102203", 1);
        let inside = Inside::of(&tar).unwrap();
        let again = Inside::of(&inside.tar(&hand)).unwrap();
        assert_eq!(again.header, inside.header);
        assert_eq!(again.members, inside.members);
        assert_eq!(
            inside.clone().listed().unwrap().header,
            inside.header,
            "the members were listed as they are"
        );
    }
}
