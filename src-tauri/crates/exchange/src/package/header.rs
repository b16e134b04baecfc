//! The inner header: what the package is, signed inside the encryption by the sender's replica.

use super::Profile;
use super::limits::STREAMS_MAX;
use crate::fields::{self, Fields};
use crate::have;
use crate::keys::shared_area;
use ledger::cbor::Item;
use ledger::{Digest, Have, ReplicaId};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const HEADER_TAG: &str = "yizhan/header";
pub(crate) const VERSION: u8 = 1;

/// An unbroken run of one stream's entries that the package holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// Area of the stream.
    pub area: String,
    /// Whose stream.
    pub replica: ReplicaId,
    /// First number.
    pub first: u64,
    /// Last number.
    pub last: u64,
    /// Digest of the entry before the first, by which a missing one is asked for.
    pub before: Option<Digest>,
    /// Digest of the last entry.
    pub digest: Digest,
}

/// What a package is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Code of the sending office.
    pub from: String,
    /// The sending replica.
    pub replica: ReplicaId,
    /// Code of the receiving office; may be empty under a passphrase.
    pub to: String,
    /// Identity of the package, the same as outside.
    pub package_id: [u8; 16],
    /// Number of the package among all that this replica ever sealed.
    pub counter: u64,
    /// Which classes it carries.
    pub profile: Profile,
    /// Whose books, beside the township's shared area.
    pub area: String,
    /// How many entries it holds.
    pub entries: u64,
    /// What it holds, in order.
    pub ranges: Vec<Range>,
    /// What the sender holds, per area: the receipt (回执).
    pub have: Vec<(String, Have)>,
    pub(crate) members: Vec<Member>,
}

/// Name, size and digest of a member behind the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) size: u64,
    pub(crate) digest: Digest,
}

impl Header {
    /// What the sender holds of an area; nothing is known if the package does not say.
    pub fn have(&self, area: &str) -> Option<&Have> {
        let found = self.have.iter().find(|(name, _)| name == area);
        found.map(|(_, have)| have)
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let have = self
            .have
            .iter()
            .map(|(area, have)| Item::List(vec![fields::text(area), have::to_item(have)]));
        Item::Map(BTreeMap::from([
            (0, Item::Int(VERSION.into())),
            (1, fields::text(&self.from)),
            (2, fields::bytes(&self.replica.0)),
            (3, fields::text(&self.to)),
            (4, fields::bytes(&self.package_id)),
            (5, fields::number(self.counter)),
            (6, Item::Int(self.profile as i64)),
            (7, fields::text(&self.area)),
            (8, fields::number(self.entries)),
            (
                9,
                Item::List(self.ranges.iter().map(Range::to_item).collect()),
            ),
            (10, Item::List(have.collect())),
            (
                11,
                Item::List(self.members.iter().map(Member::to_item).collect()),
            ),
        ]))
        .to_bytes()
    }

    /// Reads a header; nothing if the bytes are not one. Fields of a newer version are passed
    /// over, since the signature vouches for them.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let item = Item::from_bytes(bytes).ok()?;
        let fields = Fields::of(&item).filter(|fields| fields.byte(0) == Some(VERSION))?;
        let profile = usize::from(fields.byte(6)?);
        Some(Self {
            from: fields.text(1)?,
            replica: ReplicaId(fields.array(2)?),
            to: fields.text(3)?,
            package_id: fields.array(4)?,
            counter: fields.unsigned(5)?,
            profile: *Profile::ALL.get(profile)?,
            area: fields.text(7)?,
            entries: fields.unsigned(8)?,
            ranges: each(fields.list(9)?, Range::from_item)?,
            have: each(fields.list(10)?, area_have)?,
            members: each(fields.list(11)?, Member::from_item)?,
        })
    }

    /// Whether some area has more streams than allowed.
    pub(crate) fn is_crowded(&self) -> bool {
        let mut streams: BTreeMap<&str, BTreeSet<ReplicaId>> = BTreeMap::new();
        for range in &self.ranges {
            streams
                .entry(&range.area)
                .or_default()
                .insert(range.replica);
        }
        streams
            .values()
            .any(|replicas| replicas.len() > STREAMS_MAX)
    }
}

/// Whether an area may stand in a package: its own or its township's shared one.
pub(crate) fn covers(package: &str, area: &str) -> bool {
    area == package || shared_area(package).is_some_and(|shared| shared == area)
}

fn each<T>(items: &[Item], read: impl Fn(&Item) -> Option<T>) -> Option<Vec<T>> {
    items.iter().map(read).collect()
}

fn area_have(item: &Item) -> Option<(String, Have)> {
    let [area, have] = item.list()? else {
        return None;
    };
    Some((area.text()?.to_owned(), have::from_item(have)?))
}

impl Range {
    fn to_item(&self) -> Item {
        let mut map = BTreeMap::from([
            (0, fields::text(&self.area)),
            (1, fields::bytes(&self.replica.0)),
            (2, fields::number(self.first)),
            (3, fields::number(self.last)),
            (5, fields::bytes(&self.digest.0)),
        ]);
        map.extend(self.before.map(|before| (4, fields::bytes(&before.0))));
        Item::Map(map)
    }

    fn from_item(item: &Item) -> Option<Self> {
        let fields = Fields::of(item)?;
        let range = Self {
            area: fields.text(0)?,
            replica: ReplicaId(fields.array(1)?),
            first: fields.unsigned(2)?,
            last: fields.unsigned(3)?,
            before: fields.array(4).map(Digest),
            digest: Digest(fields.array(5)?),
        };
        (range.to_item() == *item && range.first <= range.last).then_some(range)
    }
}

impl Member {
    fn to_item(&self) -> Item {
        Item::List(vec![
            fields::text(&self.name),
            fields::number(self.size),
            fields::bytes(&self.digest.0),
        ])
    }

    fn from_item(item: &Item) -> Option<Self> {
        let [name, size, digest] = item.list()? else {
            return None;
        };
        Some(Self {
            name: name.text()?.to_owned(),
            size: fields::unsigned(size)?,
            digest: Digest(digest.array()?),
        })
    }
}
