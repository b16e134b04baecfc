//! Entries in a package: heads in one member, and the leaves of each class in a member of its
//! own, frame by frame in the same order.
//!
//! A head does not repeat the digest of the entry before it in its stream when that entry stands
//! in the same package: the reader computes it. That is a third of a small entry.

use super::Profile;
use super::limits::{FIELD_MAX, Limit};
use super::members::Spools;
use super::refused::Refused;
use super::spool::{Frames, Spool, Spooling};
use super::streams::StreamKey;
use crate::fields;
use ledger::cbor::Item;
use ledger::entry::{Head, Touch};
use ledger::{Digest, Entry, Leaf, Part, Privacy, ReplicaId, kinds};
use std::collections::HashMap;
use std::io;

/// Keys of an entry's head.
const REPLICA: u64 = 2;
const AREA: u64 = 3;
const SEQ: u64 = 4;
const PREV: u64 = 5;
/// Random bytes before a leaf's fields.
const SALT: usize = 16;

/// The digest of the last entry so far, per stream.
#[derive(Default)]
struct Tips(HashMap<StreamKey, Digest>);

impl Tips {
    fn of(&self, head: &Head) -> Option<Digest> {
        self.0.get(&(head.replica, head.area.clone())).copied()
    }

    fn set(&mut self, head: &Head, digest: Digest) {
        self.0.insert((head.replica, head.area.clone()), digest);
    }
}

/// Writes entries into members.
pub(crate) struct EntryWriter {
    heads: Spooling,
    classes: [Spooling; 4],
    tips: Tips,
}

impl EntryWriter {
    pub(crate) fn new() -> io::Result<Self> {
        let spooling = Spooling::new;
        Ok(Self {
            heads: spooling()?,
            classes: [spooling()?, spooling()?, spooling()?, spooling()?],
            tips: Tips::default(),
        })
    }

    /// Writes an entry, leaving out what the profile withholds. Answers its digest.
    pub(crate) fn add(&mut self, entry: &Entry, profile: Profile) -> io::Result<Digest> {
        let digest = entry.digest();
        self.heads
            .frame(&shorten(entry, self.tips.of(&entry.head)))?;
        self.tips.set(&entry.head, digest);
        for ((class, part), member) in Privacy::ALL.iter().zip(&entry.parts).zip(&mut self.classes)
        {
            let item = if may_go(part, *class, &entry.head.touches, profile) {
                part_item(part)
            } else {
                fields::bytes(&part.digest(*class).0)
            };
            member.frame(&item.to_bytes())?;
        }
        Ok(digest)
    }

    /// Bytes written so far, before compression.
    pub(crate) fn size(&self) -> u64 {
        let classes = self.classes.iter().map(Spooling::size);
        self.heads.size() + classes.sum::<u64>()
    }

    pub(crate) fn finish(self) -> io::Result<(Spool, [Spool; 4])> {
        let [open, duty, personal, secret] = self.classes;
        let classes = [
            open.finish()?,
            duty.finish()?,
            personal.finish()?,
            secret.finish()?,
        ];
        Ok((self.heads.finish()?, classes))
    }
}

fn shorten(entry: &Entry, tip: Option<Digest>) -> Vec<u8> {
    let follows = entry.head.seq > 1 && tip.is_some() && entry.head.prev == tip;
    match Item::from_bytes(&entry.head_bytes) {
        Ok(Item::Map(mut map)) if follows => {
            map.remove(&PREV);
            Item::Map(map).to_bytes()
        }
        _ => entry.head_bytes.clone(),
    }
}

/// Whether a part goes along: the stricter of its class and of today's declaration of each of
/// its fields decides. An empty part withholds nothing and always goes.
fn may_go(part: &Part, class: Privacy, touches: &[Touch], profile: Profile) -> bool {
    let Part::Leaves(leaves) = part else {
        return true;
    };
    if profile == Profile::Full {
        return true;
    }
    let strictest = leaves.iter().map(|leaf| strictest(leaf, touches)).max();
    strictest.is_none_or(|strictest| profile.holds(strictest.max(class)))
}

/// The strictest class among the leaf's fields as declared today; what is not understood counts
/// as secret, what is destroyed as nothing.
fn strictest(leaf: &Leaf, touches: &[Touch]) -> Privacy {
    let Leaf::Bytes(bytes) = leaf else {
        return Privacy::Open;
    };
    let fields = bytes
        .get(SALT..)
        .and_then(|fields| Item::from_bytes(fields).ok());
    let classes = fields.as_ref().and_then(Item::list).map(|pairs| {
        let classes = pairs.iter().map(|pair| pair_class(pair, touches));
        classes.max().unwrap_or(Privacy::Open)
    });
    classes.unwrap_or(Privacy::Secret)
}

fn pair_class(pair: &Item, touches: &[Touch]) -> Privacy {
    let declared = || {
        let [place, fields] = pair.list()? else {
            return None;
        };
        let touch = touches.get(usize::try_from(place.int()?).ok()?)?;
        let spec = kinds::by_number(touch.ledger)?;
        let classes = fields.map()?.keys().map(|number| {
            let field = u16::try_from(*number).ok();
            field.and_then(|field| spec.field_by_number(field))
        });
        let classes: Option<Vec<Privacy>> = classes.map(|field| Some(field?.privacy)).collect();
        Some(classes?.into_iter().max().unwrap_or(Privacy::Open))
    };
    declared().unwrap_or(Privacy::Secret)
}

/// Leaves are a list, a destroyed one a list of its digest; a withheld class is its digest.
fn part_item(part: &Part) -> Item {
    match part {
        Part::Withheld(digest) => fields::bytes(&digest.0),
        Part::Leaves(leaves) => Item::List(leaves.iter().map(leaf_item).collect()),
    }
}

fn leaf_item(leaf: &Leaf) -> Item {
    match leaf {
        Leaf::Bytes(bytes) => fields::bytes(bytes),
        Leaf::Erased(digest) => Item::List(vec![fields::bytes(&digest.0)]),
    }
}

/// The entries of a verified package, in order.
pub struct Entries<'a> {
    heads: Frames<'a>,
    classes: [Frames<'a>; 4],
    tips: Tips,
    profile: Profile,
}

impl<'a> Entries<'a> {
    pub(crate) fn new(spools: &'a Spools, profile: Profile) -> Result<Self, Refused> {
        let [heads, open, duty, personal, secret, ..] = spools;
        let frames = |spool: &'a Spool| spool.frames().map_err(|error| Refused::inside(&error));
        Ok(Self {
            heads: frames(heads)?,
            classes: [
                frames(open)?,
                frames(duty)?,
                frames(personal)?,
                frames(secret)?,
            ],
            tips: Tips::default(),
            profile,
        })
    }

    /// The next entry with its digest.
    pub(crate) fn read(&mut self) -> Result<Option<(Digest, Entry)>, Refused> {
        let Some(head) = self.heads.next()? else {
            return self.end().map(|()| None);
        };
        let head = self.lengthen(head).ok_or(Refused::Malformed)?;
        let mut parts = Vec::with_capacity(4);
        for (class, frames) in Privacy::ALL.iter().zip(&mut self.classes) {
            let frame = frames.next()?.ok_or(Refused::Malformed)?;
            let item = Item::from_bytes(&frame).map_err(|_| Refused::Malformed)?;
            let part = item_part(&item).ok_or(Refused::Malformed)?;
            let is_empty = matches!(&part, Part::Leaves(leaves) if leaves.is_empty());
            if matches!(part, Part::Leaves(_)) && !is_empty && !self.profile.holds(*class) {
                return Err(Refused::HeaderDisagrees);
            }
            parts.push(part);
        }
        let parts = parts.try_into().map_err(|_| Refused::Malformed)?;
        let entry = Entry::read(head, parts)?;
        let digest = entry.digest();
        self.tips.set(&entry.head, digest);
        Ok(Some((digest, entry)))
    }

    fn end(&mut self) -> Result<(), Refused> {
        for frames in &mut self.classes {
            if frames.next()?.is_some() {
                return Err(Refused::Malformed);
            }
        }
        Ok(())
    }

    /// Puts the left-out digest of the entry before back into a head. Nothing if the head is
    /// not one, or was not shortened where it must be.
    fn lengthen(&self, bytes: Vec<u8>) -> Option<Vec<u8>> {
        let Item::Map(mut map) = Item::from_bytes(&bytes).ok()? else {
            return None;
        };
        let area = map.get(&AREA)?.text()?.to_owned();
        let stream = (ReplicaId(map.get(&REPLICA)?.array()?), area);
        let tip = self.tips.0.get(&stream);
        let tip = tip.map(|digest| fields::bytes(&digest.0));
        match (map.get(&SEQ)?.int()?, map.get(&PREV)) {
            (1, None) => Some(bytes),
            (1, Some(_)) => None,
            (_, None) => {
                map.insert(PREV, tip?);
                Some(Item::Map(map).to_bytes())
            }
            (_, prev) => (prev != tip.as_ref()).then_some(bytes),
        }
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<Entry, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.read().transpose()?;
        Some(next.map(|(_, entry)| entry))
    }
}

/// Whether every leaf is canonical and every field within its limit.
pub(crate) fn check_leaves(entry: &Entry) -> Result<(), Refused> {
    for part in &entry.parts {
        let Part::Leaves(leaves) = part else { continue };
        for leaf in leaves {
            let Leaf::Bytes(bytes) = leaf else { continue };
            let fields = bytes.get(SALT..).ok_or(Refused::Malformed)?;
            let item = Item::from_bytes(fields).map_err(|_| Refused::Malformed)?;
            if longest(&item) > FIELD_MAX {
                return Err(Refused::OverLimit(Limit::Field));
            }
        }
    }
    entry.changes()?;
    Ok(())
}

fn longest(item: &Item) -> usize {
    match item {
        Item::Text(text) => text.len(),
        Item::Bytes(bytes) => bytes.len(),
        Item::List(items) => items.iter().map(longest).max().unwrap_or(0),
        Item::Map(map) => map.values().map(longest).max().unwrap_or(0),
        Item::Null | Item::Bool(_) | Item::Int(_) => 0,
    }
}

fn item_part(item: &Item) -> Option<Part> {
    match item {
        Item::Bytes(_) => item.array().map(|digest| Part::Withheld(Digest(digest))),
        Item::List(leaves) => {
            let leaves: Option<Vec<Leaf>> = leaves.iter().map(item_leaf).collect();
            leaves.map(Part::Leaves)
        }
        _ => None,
    }
}

fn item_leaf(item: &Item) -> Option<Leaf> {
    match item {
        Item::Bytes(bytes) => Some(Leaf::Bytes(bytes.clone())),
        Item::List(erased) => match erased.as_slice() {
            [digest] => digest.array().map(|digest| Leaf::Erased(Digest(digest))),
            _ => None,
        },
        _ => None,
    }
}
