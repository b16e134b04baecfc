//! Manifest and signature: where a package goes, in clear, and the sender's hand under it.
//! Nothing about people stands here.

use super::container::Container;
use super::limits::CONTAINER;
use super::refused::Refused;
use crate::card::SUITE;
use crate::certificate::Certificate;
use crate::fields::{self, Fields};
use crate::keys::{self, ReplicaKeys};
use ledger::Digest;
use ledger::cbor::Item;
use std::collections::BTreeMap;

pub(crate) const MANIFEST_TAG: &str = "yizhan/manifest";
pub(crate) const PACKAGE_TAG: &str = "yizhan/package";

/// What opens a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// The key of the receiving office.
    OfficeKey,
    /// A generated passphrase.
    Passphrase,
}

/// The routing of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Manifest {
    pub(crate) suite: u8,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) package_id: [u8; 16],
    pub(crate) payload_size: u64,
    pub(crate) payload: Digest,
    pub(crate) lock: Lock,
}

/// What can be known of a package without any key; all of it verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outer {
    /// Suite of its digests, keys and signatures.
    pub suite: u8,
    /// Code of the sending office.
    pub from: String,
    /// Code of the receiving office; empty if whoever knows the passphrase may open it.
    pub to: String,
    /// Identity of the package.
    pub package_id: [u8; 16],
    /// What opens it.
    pub lock: Lock,
    /// Bytes of the payload.
    pub payload_bytes: u64,
    /// Digest that stands for the whole package: a plan is bound to it.
    pub digest: Digest,
    /// Who signed: consistent in itself, not yet compared with any known card.
    pub certificate: Certificate,
}

impl Manifest {
    /// Canonical bytes. Their length does not depend on the payload: its size always takes eight
    /// bytes, so that the manifest can be filled in once the payload behind it is written.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let lock = match self.lock {
            Lock::OfficeKey => 0,
            Lock::Passphrase => 1,
        };
        Item::Map(BTreeMap::from([
            (0, Item::Int(CONTAINER.into())),
            (1, Item::Int(self.suite.into())),
            (2, fields::text(&self.from)),
            (3, fields::text(&self.to)),
            (4, fields::bytes(&self.package_id)),
            (5, fields::bytes(&self.payload_size.to_be_bytes())),
            (6, fields::bytes(&self.payload.0)),
            (7, Item::Int(lock)),
        ]))
        .to_bytes()
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, Refused> {
        let item = Item::from_bytes(bytes).map_err(|_| Refused::Altered)?;
        let fields = Fields::of(&item).ok_or(Refused::Altered)?;
        // Looked at before anything else: a newer layout may differ in all the rest.
        match (fields.byte(0), fields.byte(1)) {
            (Some(CONTAINER), Some(suite)) if suite <= SUITE => {}
            (Some(_), Some(_)) => return Err(Refused::NewerContainer),
            _ => return Err(Refused::Altered),
        }
        let manifest = Self::from_fields(fields).ok_or(Refused::Altered)?;
        let is_exact = manifest.to_bytes() == bytes;
        if is_exact {
            Ok(manifest)
        } else {
            Err(Refused::Altered)
        }
    }

    fn from_fields(fields: Fields<'_>) -> Option<Self> {
        let lock = match fields.byte(7)? {
            0 => Lock::OfficeKey,
            1 => Lock::Passphrase,
            _ => return None,
        };
        Some(Self {
            suite: fields.byte(1)?,
            from: fields.text(2)?,
            to: fields.text(3)?,
            package_id: fields.array(4)?,
            payload_size: u64::from_be_bytes(fields.array(5)?),
            payload: Digest(fields.array(6)?),
            lock,
        })
    }
}

/// The signature member: the replica's signature over the manifest, and its certificate.
pub(crate) fn sign(manifest: &[u8], keys: &ReplicaKeys, certificate: &Certificate) -> Vec<u8> {
    let signature = keys.sign(MANIFEST_TAG, &[manifest]);
    Item::Map(BTreeMap::from([
        (0, Item::Int(SUITE.into())),
        (1, fields::bytes(&signature)),
        (2, certificate.to_item()),
    ]))
    .to_bytes()
}

/// Verifies manifest, signature and payload against each other.
pub(crate) fn verify(container: &Container) -> Result<Outer, Refused> {
    let manifest = Manifest::from_bytes(&container.manifest)?;
    let (signature, certificate) = read_signature(&container.signature).ok_or(Refused::Altered)?;
    let is_signed = keys::is_signed(
        &certificate.replica_key,
        &signature,
        MANIFEST_TAG,
        &[&container.manifest],
    );
    if !is_signed || !certificate.is_consistent() || certificate.office != manifest.from {
        return Err(Refused::BadSignature);
    }
    if manifest.payload != container.payload.digest
        || manifest.payload_size != container.payload.size
    {
        return Err(Refused::Altered);
    }
    if manifest.suite < SUITE {
        return Err(Refused::LowerSuite {
            from: manifest.from,
        });
    }
    Ok(Outer {
        suite: manifest.suite,
        from: manifest.from,
        to: manifest.to,
        package_id: manifest.package_id,
        lock: manifest.lock,
        payload_bytes: manifest.payload_size,
        digest: Digest::of(PACKAGE_TAG, &[&container.manifest]),
        certificate,
    })
}

fn read_signature(bytes: &[u8]) -> Option<([u8; 64], Certificate)> {
    let item = Item::from_bytes(bytes).ok()?;
    let fields = Fields::of(&item)?;
    let is_exact = fields.byte(0)? == SUITE && item.map()?.len() == 3;
    is_exact.then_some((fields.array(1)?, Certificate::from_item(fields.item(2)?)?))
}
