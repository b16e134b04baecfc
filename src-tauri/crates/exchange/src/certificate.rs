//! A certificate: an office says that a replica is one of its own.

use crate::fields::{self, Fields};
use crate::keys::{self, OfficeKeys};
use ledger::ReplicaId;
use ledger::cbor::Item;
use ledger::entry::SUITE;
use std::collections::BTreeMap;

pub(crate) const CERTIFICATE_TAG: &str = "yizhan/certificate";

/// An office's word that a replica belongs to it. A second laptop or a restored file needs
/// nothing else to be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Code of the office.
    pub office: String,
    /// The office's signing key; trusted only when a known card names the same key.
    pub office_key: [u8; 32],
    /// The replica.
    pub replica: ReplicaId,
    /// The replica's signing key.
    pub replica_key: [u8; 32],
    /// The office's signature over all of the above.
    pub signature: [u8; 64],
}

impl Certificate {
    pub(crate) fn issue(
        keys: &OfficeKeys,
        office: &str,
        replica: ReplicaId,
        replica_key: [u8; 32],
    ) -> Self {
        let office_key = keys.signing_public();
        let parts: [&[u8]; 4] = [&office_key, &replica.0, &replica_key, office.as_bytes()];
        Self {
            office: office.to_owned(),
            office_key,
            replica,
            replica_key,
            signature: keys.sign(CERTIFICATE_TAG, &parts),
        }
    }

    /// Whether the certificate bears the signature of the office key it names. Says nothing
    /// about whether that key is known.
    pub fn is_consistent(&self) -> bool {
        let parts: [&[u8]; 4] = [
            &self.office_key,
            &self.replica.0,
            &self.replica_key,
            self.office.as_bytes(),
        ];
        keys::is_code(&self.office)
            && keys::is_signed(&self.office_key, &self.signature, CERTIFICATE_TAG, &parts)
    }

    /// The certificate as bytes for the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.to_item().to_bytes()
    }

    /// Reads a certificate; nothing if the bytes are not one. Signatures are not checked.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Self::from_item(&Item::from_bytes(bytes).ok()?)
    }

    pub(crate) fn to_item(&self) -> Item {
        Item::Map(BTreeMap::from([
            (0, Item::Int(SUITE)),
            (1, fields::text(&self.office)),
            (2, fields::bytes(&self.office_key)),
            (3, fields::bytes(&self.replica.0)),
            (4, fields::bytes(&self.replica_key)),
            (5, fields::bytes(&self.signature)),
        ]))
    }

    pub(crate) fn from_item(item: &Item) -> Option<Self> {
        let fields = Fields::of(item)?;
        let certificate = Self {
            office: fields.text(1)?,
            office_key: fields.array(2)?,
            replica: ReplicaId(fields.array(3)?),
            replica_key: fields.array(4)?,
            signature: fields.array(5)?,
        };
        (certificate.to_item() == *item).then_some(certificate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::ReplicaKeys;

    #[test]
    fn a_certificate_survives_storage_and_any_change_is_noticed() {
        let office = OfficeKeys::generate().unwrap();
        let replica = ReplicaKeys::generate().unwrap();
        let certificate = office.certify("990101102203", ReplicaId([7; 16]), replica.public());
        let bytes = certificate.to_bytes();
        assert_eq!(Certificate::from_bytes(&bytes), Some(certificate.clone()));
        assert!(certificate.is_consistent());
        for place in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[place] ^= 1;
            let read = Certificate::from_bytes(&altered);
            assert!(
                read.is_none_or(|read| !read.is_consistent()),
                "a flipped bit in byte {place} went unnoticed"
            );
        }
    }
}
