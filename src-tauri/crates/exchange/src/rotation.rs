//! A change of an office's keys (journal.md §5): the root key signs the new keys, names every
//! laptop that goes on, and says up to where the word of a lost one counts.
//!
//! A card carries all changes since its first keys, so that whoever knows an earlier card can
//! follow. What was signed under replaced keys counts only for the laptops a change names: whoever
//! holds a stolen laptop holds those keys, and could certify any number of others.

use crate::card::{Card, CardError};
use crate::certificate::Certificate;
use crate::fields::{self, Fields};
use crate::keys::{self, OfficeKeys};
use crate::root::RootKey;
use ledger::cbor::Item;
use ledger::entry::SUITE;
use ledger::{Digest, ReplicaId};
use std::collections::BTreeMap;

pub(crate) const ROTATION_TAG: &str = "yizhan/rotation";
/// Most changes of keys in a card.
pub(crate) const ROTATIONS_MAX: usize = 32;

/// What a change of keys says of one laptop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laptop {
    /// The laptop's replica.
    pub replica: ReplicaId,
    /// The replica's signing key.
    pub key: [u8; 32],
    /// For a lost one, the last entries known of it: number and digest, one for each branch of
    /// its stream. None for one that goes on.
    pub lost_at: Option<Vec<(u64, Digest)>>,
}

/// One change of an office's keys, signed by its root key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// Code of the office.
    pub(crate) code: String,
    /// 1 for the first change, and one more each time.
    pub serial: u64,
    /// Signing key that was replaced.
    pub(crate) former: [u8; 32],
    /// Signing key from now on.
    pub(crate) signing: [u8; 32],
    /// Receiving key from now on.
    pub(crate) receiving: String,
    /// Root key that signs this change.
    pub(crate) root: [u8; 32],
    /// Root key from now on; another one where a new paper code was made.
    pub(crate) next_root: [u8; 32],
    /// Clock of whoever changed the keys, in milliseconds; shown, never used to decide.
    pub wall_ms: i64,
    /// Laptops known to whoever changed the keys.
    pub laptops: Vec<Laptop>,
    signature: [u8; 64],
}

/// What is to be said with new keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// Clock, in milliseconds.
    pub wall_ms: i64,
    /// Every known laptop of the office.
    pub laptops: Vec<Laptop>,
    /// Public half of a new paper code, where one was made.
    pub next_root: Option<[u8; 32]>,
}

/// Whether what a replica writes counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All of it.
    Counts,
    /// Only up to these entries, by number and digest; what else it wrote is quarantined.
    UpTo(Vec<(u64, Digest)>),
}

impl Card {
    /// The office's next card: other keys, vouched for by its root key.
    pub fn renew(
        &self,
        root: &RootKey,
        keys: &OfficeKeys,
        renewal: Renewal,
    ) -> Result<Self, CardError> {
        if root.public() != self.root {
            return Err(CardError::Root);
        }
        let mut rotation = Rotation {
            code: self.code.clone(),
            serial: self.serial() + 1,
            former: self.signing,
            signing: keys.signing_public(),
            receiving: keys.receiving().to_public().to_string(),
            root: self.root,
            next_root: renewal.next_root.unwrap_or(self.root),
            wall_ms: renewal.wall_ms,
            laptops: renewal.laptops,
            signature: [0; 64],
        };
        rotation.signature = root.sign(ROTATION_TAG, &[&rotation.signed_bytes()]);
        let mut next = self.clone();
        next.rotations.push(rotation);
        next.sealed(keys)
    }

    /// How often the office's keys were changed.
    pub fn serial(&self) -> u64 {
        self.rotations.len() as u64
    }

    /// Whether this card follows a known one: its changes begin with the known card's, and the
    /// next one was signed by the known root key.
    pub fn succeeds(&self, known: &Self) -> bool {
        let changes = known.rotations.len();
        let next = self.rotations.get(changes);
        self.code == known.code
            && self.rotations.starts_with(&known.rotations)
            && next.is_some_and(|next| next.former == known.signing && next.root == known.root)
    }

    /// The card among those offered that follows this one the furthest.
    pub fn successor<'a>(&self, offered: &'a [Self]) -> Option<&'a Self> {
        let following = offered.iter().filter(|card| card.succeeds(self));
        following.max_by_key(|card| card.serial())
    }

    /// The office's lost laptops, each with the entries up to which its word counts.
    pub fn lost(&self) -> BTreeMap<ReplicaId, Vec<(u64, Digest)>> {
        let mut lost: BTreeMap<ReplicaId, Vec<(u64, Digest)>> = BTreeMap::new();
        for laptop in self.rotations.iter().flat_map(|change| &change.laptops) {
            if let Some(ends) = &laptop.lost_at {
                lost.entry(laptop.replica).or_default().extend(ends);
            }
        }
        lost
    }

    /// Whether what the certified replica writes counts; none if the office does not vouch for
    /// the certificate at all.
    pub fn standing(&self, certificate: &Certificate) -> Option<Standing> {
        if certificate.office != self.code {
            return None;
        }
        let named = self.rotations.iter().flat_map(|change| &change.laptops);
        let named: Vec<&Laptop> = named
            .filter(|laptop| laptop.replica == certificate.replica)
            .collect();
        let is_current = certificate.office_key == self.signing;
        let is_former = self
            .rotations
            .iter()
            .any(|change| change.former == certificate.office_key);
        let is_named = named
            .iter()
            .any(|laptop| laptop.key == certificate.replica_key);
        if !(is_current || is_former && (is_named || named.is_empty())) {
            return None;
        }
        // Once lost is lost: a laptop that turns up again joins anew.
        let lost = named.iter().filter_map(|laptop| laptop.lost_at.as_ref());
        let ends: Vec<(u64, Digest)> = lost.clone().flatten().copied().collect();
        let counts = lost.count() == 0 && (is_current || is_named);
        Some(if counts {
            Standing::Counts
        } else {
            Standing::UpTo(ends)
        })
    }

    /// Whether the changes lead, each signed by the root key before it, to the keys of the card.
    pub(crate) fn is_chain_whole(&self) -> bool {
        let links = self.rotations.windows(2).all(|pair| match pair {
            [one, next] => next.former == one.signing && next.root == one.next_root,
            _ => true,
        });
        let numbered = (1..).zip(&self.rotations);
        let is_signed = numbered.clone().all(|(serial, change)| {
            change.serial == serial && change.code == self.code && change.is_signed()
        });
        let ends_here = self.rotations.last().is_none_or(|last| {
            last.signing == self.signing
                && last.next_root == self.root
                && last.receiving == self.receiving.to_string()
        });
        links && is_signed && ends_here && self.rotations.len() <= ROTATIONS_MAX
    }
}

impl Rotation {
    fn is_signed(&self) -> bool {
        let bytes = self.signed_bytes();
        keys::is_signed(&self.root, &self.signature, ROTATION_TAG, &[&bytes])
    }

    fn signed_bytes(&self) -> Vec<u8> {
        Item::Map(self.fields()).to_bytes()
    }

    fn fields(&self) -> BTreeMap<u64, Item> {
        let laptops = self.laptops.iter().map(Laptop::to_item);
        BTreeMap::from([
            (0, Item::Int(SUITE)),
            (1, fields::text(&self.code)),
            (2, fields::number(self.serial)),
            (3, fields::bytes(&self.former)),
            (4, fields::bytes(&self.signing)),
            (5, fields::text(&self.receiving)),
            (6, fields::bytes(&self.root)),
            (7, fields::bytes(&self.next_root)),
            (8, Item::Int(self.wall_ms)),
            (9, Item::List(laptops.collect())),
        ])
    }

    /// The change as bytes, in a card.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut fields = self.fields();
        fields.insert(10, fields::bytes(&self.signature));
        Item::Map(fields).to_bytes()
    }

    /// Reads a change; nothing if the bytes are not one. The signature is not checked.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let item = Item::from_bytes(bytes).ok()?;
        let fields = Fields::of(&item)?;
        let rotation = Self {
            code: fields.text(1)?,
            serial: fields.unsigned(2)?,
            former: fields.array(3)?,
            signing: fields.array(4)?,
            receiving: fields.text(5)?,
            root: fields.array(6)?,
            next_root: fields.array(7)?,
            wall_ms: fields.item(8)?.int()?,
            laptops: each(fields.list(9)?, Laptop::from_item)?,
            signature: fields.array(10)?,
        };
        (rotation.to_bytes() == bytes).then_some(rotation)
    }
}

impl Laptop {
    fn to_item(&self) -> Item {
        let mut laptop = vec![fields::bytes(&self.replica.0), fields::bytes(&self.key)];
        laptop.extend(self.lost_at.as_ref().map(|ends| {
            let ends = ends.iter().map(|(seq, digest)| {
                Item::List(vec![fields::number(*seq), fields::bytes(&digest.0)])
            });
            Item::List(ends.collect())
        }));
        Item::List(laptop)
    }

    fn from_item(item: &Item) -> Option<Self> {
        let (replica, key, ends) = match item.list()? {
            [replica, key] => (replica, key, None),
            [replica, key, ends] => (replica, key, Some(ends.list()?)),
            _ => return None,
        };
        Some(Self {
            replica: ReplicaId(replica.array()?),
            key: key.array()?,
            lost_at: ends.map_or(Some(None), |ends| each(ends, end).map(Some))?,
        })
    }
}

fn end(item: &Item) -> Option<(u64, Digest)> {
    let [seq, digest] = item.list()? else {
        return None;
    };
    Some((fields::unsigned(seq)?, Digest(digest.array()?)))
}

fn each<T>(items: &[Item], read: impl Fn(&Item) -> Option<T>) -> Option<Vec<T>> {
    items.iter().map(read).collect()
}

#[cfg(test)]
mod tests;
