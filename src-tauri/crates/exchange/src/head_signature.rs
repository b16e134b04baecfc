//! A head signature: a replica vouches for its stream up to one entry.

use crate::certificate::Certificate;
use crate::fields::{self, Fields};
use crate::keys::{self, ReplicaKeys};
use ledger::cbor::Item;
use ledger::{Digest, ReplicaId};
use std::collections::BTreeMap;

pub(crate) const HEAD_TAG: &str = "yizhan/head";

/// The author's signature on an entry of his stream. Since every entry names the digest of the
/// one before, it vouches for the whole stream up to there; others keep and forward it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadSignature {
    /// Area of the stream.
    pub area: String,
    /// Number of the signed entry.
    pub seq: u64,
    /// Digest of the signed entry.
    pub digest: Digest,
    /// Signature of the replica that the certificate names.
    pub signature: [u8; 64],
    /// Whose stream it is, and by which office's word.
    pub certificate: Certificate,
}

impl HeadSignature {
    /// Signs the head of an own stream.
    pub fn sign(
        keys: &ReplicaKeys,
        certificate: &Certificate,
        area: &str,
        (seq, digest): (u64, Digest),
    ) -> Self {
        let number = seq.to_be_bytes();
        let parts = parts(&certificate.replica, &number, &digest, area);
        Self {
            area: area.to_owned(),
            seq,
            digest,
            signature: keys.sign(HEAD_TAG, &parts),
            certificate: certificate.clone(),
        }
    }

    /// The author.
    pub fn replica(&self) -> ReplicaId {
        self.certificate.replica
    }

    /// Whether the replica signed and its office certified it. Says nothing about whether the
    /// office's key is known or may write the area.
    pub fn is_consistent(&self) -> bool {
        let number = self.seq.to_be_bytes();
        let parts = parts(&self.certificate.replica, &number, &self.digest, &self.area);
        let public = &self.certificate.replica_key;
        self.certificate.is_consistent()
            && keys::is_signed(public, &self.signature, HEAD_TAG, &parts)
    }

    /// The signature as bytes, in a package and in the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        Item::Map(BTreeMap::from([
            (0, fields::text(&self.area)),
            (1, fields::number(self.seq)),
            (2, fields::bytes(&self.digest.0)),
            (3, fields::bytes(&self.signature)),
            (4, self.certificate.to_item()),
        ]))
        .to_bytes()
    }

    /// Reads a head signature; nothing if the bytes are not one. Signatures are not checked.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let item = Item::from_bytes(bytes).ok()?;
        let fields = Fields::of(&item)?;
        let head = Self {
            area: fields.text(0)?,
            seq: fields.unsigned(1)?,
            digest: Digest(fields.array(2)?),
            signature: fields.array(3)?,
            certificate: Certificate::from_item(fields.item(4)?)?,
        };
        (head.to_bytes() == bytes).then_some(head)
    }
}

fn parts<'a>(
    replica: &'a ReplicaId,
    seq: &'a [u8; 8],
    digest: &'a Digest,
    area: &'a str,
) -> [&'a [u8]; 4] {
    [&replica.0, seq, &digest.0, area.as_bytes()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::OfficeKeys;

    #[test]
    fn a_head_signature_survives_storage_and_any_change_is_noticed() {
        let keys = ReplicaKeys::generate().unwrap();
        let certificate = OfficeKeys::generate().unwrap().certify(
            "990101102203",
            ReplicaId([3; 16]),
            keys.public(),
        );
        let head = (12, Digest([9; 32]));
        let signed = HeadSignature::sign(&keys, &certificate, "990101102203", head);
        let bytes = signed.to_bytes();
        assert!(signed.is_consistent());
        assert_eq!(HeadSignature::from_bytes(&bytes), Some(signed));
        for place in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[place] ^= 0x20;
            assert!(
                HeadSignature::from_bytes(&altered).is_none_or(|read| !read.is_consistent()),
                "a flipped bit in byte {place} went unnoticed"
            );
        }
    }
}
