//! The card of an office (名片): what another office must know to trust it. Handed over as a file
//! or a QR code; its fingerprint is read out over the phone (journal.md §1).

use crate::hex;
use crate::keys::{self, OfficeKeys};
use crate::rotation::Rotation;
use age::x25519;
use ledger::Digest;
use serde::{Deserialize, Serialize};

pub(crate) const CARD_TAG: &str = "yizhan/card";
pub(crate) const FINGERPRINT_TAG: &str = "yizhan/fingerprint";
pub(crate) const FORMAT: &str = "yizhan-card-1";
/// Suite of keys and signatures this version knows: Ed25519, X25519, SHA-256.
pub(crate) const SUITE: u8 = 1;
/// Most bytes of a card file.
pub(crate) const CARD_MAX: usize = 64 * 1024;
/// Most bytes of an office's name.
pub(crate) const NAME_MAX: usize = 120;

/// What an office is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeKind {
    /// 村.
    Village,
    /// 乡镇; its code ends in `000`.
    Town,
}

/// The public face of an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Lowest suite the office accepts from itself and others.
    pub suite: u8,
    /// 12-digit code.
    pub code: String,
    /// Name as people say it.
    pub name: String,
    /// Village or town.
    pub kind: OfficeKind,
    /// Public signing key.
    pub signing: [u8; 32],
    /// Public receiving key.
    pub(crate) receiving: x25519::Recipient,
    /// Public key of the paper recovery code.
    pub root: [u8; 32],
    /// Every change of the office's keys, in order.
    pub rotations: Vec<Rotation>,
    signature: [u8; 64],
}

/// Why a card is not made or not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// The bytes are no card at all.
    #[error("not a card")]
    NotACard,
    /// Written by a newer version.
    #[error("card of a newer version")]
    Newer,
    /// The signature does not fit: damaged or tampered with.
    #[error("card was altered")]
    Altered,
    /// Not a 12-digit code, or one that does not fit a village or a town.
    #[error("code does not fit the office")]
    Code,
    /// The name is empty, too long, or holds control characters.
    #[error("name of the office cannot be used")]
    Name,
    /// The paper recovery code is not this office's.
    #[error("not the root key of the office")]
    Root,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CardFile {
    format: String,
    suite: u8,
    code: String,
    name: String,
    kind: OfficeKind,
    signing: String,
    receiving: String,
    root: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rotations: Vec<String>,
    signature: String,
}

#[derive(Deserialize)]
struct Version {
    format: String,
    suite: u8,
}

impl Card {
    /// Makes the card of an office and signs it with the office's own key.
    pub fn issue(
        keys: &OfficeKeys,
        root: [u8; 32],
        kind: OfficeKind,
        (code, name): (&str, &str),
    ) -> Result<Self, CardError> {
        let card = Self {
            suite: SUITE,
            code: code.to_owned(),
            name: name.to_owned(),
            kind,
            signing: keys.signing_public(),
            receiving: keys.receiving().to_public(),
            root,
            rotations: Vec::new(),
            signature: [0; 64],
        };
        card.sealed(keys)
    }

    /// The card with the public halves of the keys, checked and signed.
    pub(crate) fn sealed(mut self, keys: &OfficeKeys) -> Result<Self, CardError> {
        self.signing = keys.signing_public();
        self.receiving = keys.receiving().to_public();
        if let Some(last) = self.rotations.last() {
            self.root = last.next_root;
        }
        self.check()?;
        self.signature = keys.sign(CARD_TAG, &[&self.public_parts(), &self.changes()]);
        Ok(self)
    }

    /// The card as a JSON file.
    pub fn to_json(&self) -> String {
        let file = CardFile {
            format: FORMAT.to_owned(),
            suite: self.suite,
            code: self.code.clone(),
            name: self.name.clone(),
            kind: self.kind,
            signing: hex::encode(&self.signing),
            receiving: self.receiving.to_string(),
            root: hex::encode(&self.root),
            rotations: (self.rotations.iter())
                .map(|change| hex::encode(&change.to_bytes()))
                .collect(),
            signature: hex::encode(&self.signature),
        };
        // A struct of texts and numbers always serialises.
        serde_json::to_string_pretty(&file).unwrap_or_default()
    }

    /// Reads a card file and checks its signature by its own key. Whether the office is who it
    /// says it is, only the fingerprint over the phone can tell.
    pub fn from_json(json: &str) -> Result<Self, CardError> {
        if json.len() > CARD_MAX {
            return Err(CardError::NotACard);
        }
        let version: Version = serde_json::from_str(json).map_err(|_| CardError::NotACard)?;
        let ours = version.format == FORMAT;
        if version.suite > SUITE || (!ours && version.format.starts_with("yizhan-card-")) {
            return Err(CardError::Newer);
        }
        let file: CardFile = serde_json::from_str(json).map_err(|_| CardError::NotACard)?;
        let card = Self::from_file(file).ok_or(CardError::Altered)?;
        if !ours {
            return Err(CardError::NotACard);
        }
        card.check()?;
        let is_whole = keys::is_signed(
            &card.signing,
            &card.signature,
            CARD_TAG,
            &[&card.public_parts(), &card.changes()],
        );
        if is_whole && card.is_chain_whole() {
            Ok(card)
        } else {
            Err(CardError::Altered)
        }
    }

    /// The name in a card that was checked when it was read for the first time, for lists that
    /// name many offices; nothing where the text is no card.
    pub fn name_in(json: &str) -> Option<String> {
        let file: CardFile = serde_json::from_str(json).ok()?;
        Some(file.name)
    }

    /// Thirty digits in six groups of five that stand for everything in the card.
    pub fn fingerprint(&self) -> String {
        let digest = Digest::of(FINGERPRINT_TAG, &[&self.public_parts()]);
        let groups = digest.0.chunks_exact(5).take(6).map(|bytes| {
            let number = bytes
                .iter()
                .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
            format!("{:05}", number % 100_000)
        });
        groups.collect::<Vec<_>>().join(" ")
    }

    fn from_file(file: CardFile) -> Option<Self> {
        Some(Self {
            suite: file.suite,
            code: file.code,
            name: file.name,
            kind: file.kind,
            signing: hex::decode(&file.signing)?,
            receiving: file.receiving.parse().ok()?,
            root: hex::decode(&file.root)?,
            rotations: (file.rotations.iter())
                .map(|change| Rotation::from_bytes(&hex::decode_all(change)?))
                .collect::<Option<_>>()?,
            signature: hex::decode(&file.signature)?,
        })
    }

    fn check(&self) -> Result<(), CardError> {
        let is_town = self.code.ends_with("000");
        if !keys::is_code(&self.code) || is_town != (self.kind == OfficeKind::Town) {
            return Err(CardError::Code);
        }
        let is_clean = !self.name.trim().is_empty() && !self.name.chars().any(char::is_control);
        if !is_clean || self.name.len() > NAME_MAX {
            return Err(CardError::Name);
        }
        Ok(())
    }

    /// The changes of keys, each behind its length.
    fn changes(&self) -> Vec<u8> {
        let changes: Vec<Vec<u8>> = self.rotations.iter().map(Rotation::to_bytes).collect();
        framed(changes.iter().map(Vec::as_slice))
    }

    /// What the fingerprint stands for, each part behind its length. The changes of keys need no
    /// place in it: the root key in it signs them.
    fn public_parts(&self) -> Vec<u8> {
        let receiving = self.receiving.to_string();
        let kind: u8 = match self.kind {
            OfficeKind::Village => 0,
            OfficeKind::Town => 1,
        };
        let parts: [&[u8]; 7] = [
            &[self.suite],
            self.code.as_bytes(),
            self.name.as_bytes(),
            &[kind],
            &self.signing,
            receiving.as_bytes(),
            &self.root,
        ];
        framed(parts.into_iter())
    }
}

fn framed<'a>(parts: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let framed = parts.flat_map(|part| {
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        length.to_be_bytes().into_iter().chain(part.iter().copied())
    });
    framed.collect()
}

#[cfg(test)]
mod tests;
