//! The proof on a printed paper (核对码): which document of which office it is, of which record,
//! when it was printed and what it said, sealed so that no stranger can make one (FORMAT.md, Proof).
//!
//! It is short, because a QR code on a card as large as a bank card must hold it and a hand must be
//! able to type it. Therefore it bears no signature of 64 bytes but two seals of five: one for the
//! office's own laptops, one for its township, each under a key that follows from the receiving
//! keys both sides have anyway. Nothing has to be carried for it, and a seal outlives a change of
//! keys, because replaced receiving keys are kept. It names nobody.

use crate::card::Card;
use crate::keys::OfficeKeys;
use age::secrecy::ExposeSecret as _;
use age::x25519::{Identity, Recipient};
use ledger::spelling::{self, check_symbol, letter};
use ledger::{Digest, RowId};
use std::fmt;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

pub(crate) const KEY_TAG: &str = "yizhan/paper-key";
pub(crate) const PAPER_TAG: &str = "yizhan/paper";
pub(crate) const DOCUMENT_TAG: &str = "yizhan/paper-document";

const BYTES: usize = 30;
const BODY: usize = 20;
const SEAL: usize = 5;
/// Letters of a group with the one that checks it.
const LETTERS: usize = 5;
const GROUPS: usize = 12;

/// What a paper says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// 12-digit code of the office that printed it.
    pub office: String,
    /// Which document, as [`Proof::document_of`] has it.
    pub document: [u8; 3],
    /// Which record, as [`Proof::record_of`] has it; zeros if it is about no single one.
    pub record: [u8; 4],
    /// Bits of [`PUBLIC`], [`BLANK`] and [`CHOSEN`].
    pub edition: u8,
    /// Minutes from 2024-01-01 00:00 to the printing, by the clock on the wall.
    pub printed: u32,
    /// First bytes of a digest of what it says.
    pub version: [u8; 4],
}

/// Bit of an edition: 公开版.
pub const PUBLIC: u8 = 1;
/// Bit of an edition: 空白表.
pub const BLANK: u8 = 2;
/// Bit of an edition: of rows that somebody chose.
pub const CHOSEN: u8 = 4;

/// By whose keys a proof is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// The office's keys of today.
    Current,
    /// Keys that were replaced since.
    Former,
    /// Nobody's whose keys are at hand: made up, or sealed for somebody else.
    Nobody,
}

/// Why typed letters are no proof.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistyped {
    /// Too many or too few letters.
    #[error("{letters} letters instead of 60")]
    Length {
        /// How many there are.
        letters: usize,
        /// The first group that is not whole, from 1.
        from: usize,
    },
    /// These groups, from 1, hold a wrong letter.
    #[error("wrong letters in groups {0:?}")]
    Groups(Vec<usize>),
    /// Whole, but of a version that is not known here.
    #[error("proof of a newer version")]
    Newer,
}

/// A proof with its seals, as it stands on paper.
#[derive(Clone, PartialEq, Eq)]
pub struct ProofText {
    bytes: [u8; BYTES],
    proof: Proof,
}

impl Proof {
    /// What stands for a document's name.
    pub fn document_of(name: &str) -> [u8; 3] {
        first(&Digest::of(DOCUMENT_TAG, &[name.as_bytes()]).0)
    }

    /// What stands for a row.
    pub fn record_of(id: RowId) -> [u8; 4] {
        let [.., a, b, c, d] = id.0;
        [a, b, c, d]
    }

    /// Seals the proof for the office itself and, if its card is known, for its township.
    pub fn sealed(self, keys: &OfficeKeys, township: Option<&Card>) -> ProofText {
        let body = self.body();
        let own = seal(keys.receiving(), &keys.receiving().to_public(), &body);
        let theirs = township.and_then(|card| seal(keys.receiving(), &card.receiving, &body));
        let seals = [own, theirs].map(Option::unwrap_or_default);
        let mut bytes = [0; BYTES];
        let whole = body.iter().chain(seals.iter().flatten());
        bytes
            .iter_mut()
            .zip(whole)
            .for_each(|(to, from)| *to = *from);
        ProofText { bytes, proof: self }
    }

    fn body(&self) -> [u8; BODY] {
        let [_, _, _, office @ ..] = self.office.parse().unwrap_or(0_u64).to_be_bytes();
        let [_, printed @ ..] = self.printed.min(0xff_ffff).to_be_bytes();
        let mut body = [0; BODY];
        let parts: [&[u8]; 6] = [
            &office,
            &self.document,
            &self.record,
            &[self.edition],
            &printed,
            &self.version,
        ];
        let from = parts.into_iter().flatten();
        body.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
        body
    }

    fn of_body(body: [u8; BODY]) -> Option<Self> {
        let [
            o1,
            o2,
            o3,
            o4,
            o5,
            d1,
            d2,
            d3,
            r1,
            r2,
            r3,
            r4,
            edition,
            p1,
            p2,
            p3,
            version @ ..,
        ] = body;
        let office = u64::from_be_bytes([0, 0, 0, o1, o2, o3, o4, o5]);
        let proof = Self {
            office: format!("{office:012}"),
            document: [d1, d2, d3],
            record: [r1, r2, r3, r4],
            edition,
            printed: u32::from_be_bytes([0, p1, p2, p3]),
            version,
        };
        (edition <= PUBLIC | BLANK | CHOSEN && proof.office.len() == 12).then_some(proof)
    }
}

impl ProofText {
    /// Reads typed letters. Whether anybody sealed them is a question for [`ProofText::maker`].
    pub fn read(typed: &str) -> Result<Self, Mistyped> {
        let letters = spelling::typed(typed);
        let groups: Vec<_> = letters
            .chunks(LETTERS)
            .enumerate()
            .map(|(place, group)| spelling::group(place, group).filter(|_| group.len() == LETTERS))
            .collect();
        let wrong: Vec<usize> = (1..)
            .zip(&groups)
            .filter_map(|(place, group)| group.is_none().then_some(place))
            .collect();
        if letters.len() != GROUPS * LETTERS {
            let from = wrong.first().copied().unwrap_or(groups.len() + 1);
            let letters = letters.len();
            return Err(Mistyped::Length { letters, from });
        }
        if !wrong.is_empty() {
            return Err(Mistyped::Groups(wrong));
        }
        let bytes = packed(groups.into_iter().flatten().flatten());
        let proof = Proof::of_body(first(&bytes)).ok_or(Mistyped::Newer)?;
        Ok(Self { bytes, proof })
    }

    /// What the paper says of itself.
    pub fn proof(&self) -> &Proof {
        &self.proof
    }

    /// The 60 letters, as the QR code holds them.
    pub fn letters(&self) -> String {
        let symbols = symbols(&self.bytes);
        let mut letters = String::new();
        for (place, group) in symbols.chunks(LETTERS - 1).enumerate() {
            letters.extend(group.iter().map(|symbol| letter(*symbol)));
            letters.push(letter(check_symbol(place, group)));
        }
        letters
    }

    /// Whether the office of these keys sealed it.
    pub fn is_own(&self, keys: &OfficeKeys) -> Maker {
        let holds = |identity: &Identity| self.holds(identity, &identity.to_public());
        match keys.identities().position(holds) {
            Some(0) => Maker::Current,
            Some(_) => Maker::Former,
            None => Maker::Nobody,
        }
    }

    /// Whether the village of this card sealed it for the township of these keys.
    pub fn is_of(&self, village: &Card, keys: &OfficeKeys) -> Maker {
        let sealed_with = |public: &Recipient| {
            let mut identities = keys.identities();
            identities.any(|identity| self.holds(identity, public))
        };
        let former = village.rotations.iter();
        let mut former = former.filter_map(|change| change.receiving.parse().ok());
        if sealed_with(&village.receiving) {
            Maker::Current
        } else if former.any(|public: Recipient| sealed_with(&public)) {
            Maker::Former
        } else {
            Maker::Nobody
        }
    }

    /// Whether one of the seals is that of these keys. A seal of zeros is none.
    fn holds(&self, identity: &Identity, public: &Recipient) -> bool {
        let body: [u8; BODY] = first(&self.bytes);
        let seals = self.bytes.get(BODY..).unwrap_or_default();
        seal(identity, public, &body)
            .is_some_and(|seal| seal != [0; SEAL] && seals.chunks(SEAL).any(|held| held == seal))
    }
}

impl fmt::Display for ProofText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.letters().chars().enumerate() {
            if place > 0 && place % LETTERS == 0 {
                out.write_str("-")?;
            }
            write!(out, "{letter}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ProofText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.proof, out)
    }
}

/// The seal under the key of these two.
fn seal(identity: &Identity, public: &Recipient, body: &[u8; BODY]) -> Option<[u8; SEAL]> {
    let secret = Zeroizing::new(raw(identity.to_string().expose_secret())?);
    let public = PublicKey::from(raw(&public.to_string())?);
    let shared = StaticSecret::from(*secret).diffie_hellman(&public);
    if !shared.was_contributory() {
        return None;
    }
    let key = Zeroizing::new(Digest::of(KEY_TAG, &[shared.as_bytes()]).0);
    Some(first(&Digest::of(PAPER_TAG, &[key.as_slice(), body]).0))
}

/// The 32 bytes behind age's text of a key.
fn raw(text: &str) -> Option<[u8; 32]> {
    let (_, bytes) = bech32::decode(text).ok()?;
    bytes.try_into().ok()
}

fn first<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut taken = [0; N];
    taken
        .iter_mut()
        .zip(bytes)
        .for_each(|(to, from)| *to = *from);
    taken
}

/// Five bits at a time.
fn symbols(bytes: &[u8; BYTES]) -> Vec<u8> {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let symbol = |at: usize| (0..5).fold(0, |symbol, next| symbol << 1 | bit(at * 5 + next));
    (0..BYTES * 8 / 5).map(symbol).collect()
}

fn packed(symbols: impl Iterator<Item = u8>) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    let bits = symbols.flat_map(|symbol| (0..5).rev().map(move |place| symbol >> place & 1));
    for (at, bit) in bits.enumerate() {
        if let Some(byte) = bytes.get_mut(at / 8) {
            *byte = *byte << 1 | bit;
        }
    }
    bytes
}

#[cfg(test)]
mod tests;
