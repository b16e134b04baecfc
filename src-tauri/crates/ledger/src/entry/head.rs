//! The head of an entry in canonical bytes. Keys are numbers, never reused.

use super::{Digest, EntryError, Head, SUITE, Seen, Touch, VERSION, Wall};
use crate::cbor::Item;
use crate::id::{ReplicaId, RowId};
use std::collections::BTreeMap;

impl Head {
    pub(super) fn to_item(&self) -> Item {
        let digest = |digest: &Digest| Item::Bytes(digest.0.to_vec());
        let seen = self.seen.iter().map(|seen| {
            let replica = Item::Bytes(seen.replica.0.to_vec());
            Item::List(vec![
                replica,
                Item::Int(seen.seq.cast_signed()),
                digest(&seen.digest),
            ])
        });
        let touches = self.touches.iter().map(|touch| {
            if *touch == Touch::SEALED {
                return Item::List(Vec::new());
            }
            Item::List(vec![
                Item::Int(touch.ledger.into()),
                Item::Bytes(touch.row.0.to_vec()),
                Item::Int(touch.op.into()),
                Item::Int(touch.classes.into()),
            ])
        });
        let wall = [self.wall.utc_ms, self.wall.offset_min, self.wall.boot];
        let mut map = BTreeMap::from([
            (0, Item::Int(VERSION)),
            (1, Item::Int(SUITE)),
            (2, Item::Bytes(self.replica.0.to_vec())),
            (3, Item::Text(self.area.clone())),
            (4, Item::Int(self.seq.cast_signed())),
            (6, Item::List(seen.collect())),
            (7, Item::List(wall.map(Item::Int).to_vec())),
            (8, Item::Text(self.actor.clone())),
            (9, Item::Int(self.act.into())),
            (10, Item::Bytes(self.act_id.0.to_vec())),
            (
                11,
                Item::List(vec![
                    Item::Int(self.part.into()),
                    Item::Int(self.parts.into()),
                ]),
            ),
            (13, Item::List(touches.collect())),
        ]);
        map.extend(self.prev.as_ref().map(|prev| (5, digest(prev))));
        map.extend(self.form.as_ref().map(|form| (12, digest(form))));
        Item::Map(map)
    }

    pub(super) fn from_item(item: &Item) -> Result<Self, EntryError> {
        let map = item.map().ok_or(EntryError::Head)?;
        let int = |key| map.get(&key).and_then(Item::int);
        if int(0) != Some(VERSION) || int(1) != Some(SUITE) {
            return Err(EntryError::Newer);
        }
        Self::from_map(map).ok_or(EntryError::Head)
    }

    fn from_map(map: &BTreeMap<u64, Item>) -> Option<Self> {
        let list = |key| map.get(&key).and_then(Item::list);
        let digest = |item: &Item| item.array().map(Digest);
        let optional_digest = |key: u64| match map.get(&key) {
            None => Some(None),
            Some(item) => digest(item).map(Some),
        };
        let [utc_ms, offset_min, boot] = list(7)? else {
            return None;
        };
        let [part, parts] = list(11)? else {
            return None;
        };
        let seen = list(6)?.iter().map(|item| {
            let [replica, seq, seen] = item.list()? else {
                return None;
            };
            let seq = u64::try_from(seq.int()?).ok()?;
            Some(Seen {
                replica: ReplicaId(replica.array()?),
                seq,
                digest: digest(seen)?,
            })
        });
        let touches = list(13)?.iter().map(|item| {
            let [ledger, row, op, classes] = match item.list()? {
                [] => return Some(Touch::SEALED),
                [ledger, row, op, classes] => [ledger, row, op, classes],
                _ => return None,
            };
            Some(Touch {
                ledger: u16::try_from(ledger.int()?).ok().filter(|it| *it > 0)?,
                row: RowId(row.array()?),
                op: u8::try_from(op.int()?).ok()?,
                classes: u8::try_from(classes.int()?).ok()?,
            })
        });
        Some(Self {
            replica: ReplicaId(map.get(&2)?.array()?),
            area: map.get(&3)?.text()?.to_owned(),
            seq: u64::try_from(map.get(&4)?.int()?)
                .ok()
                .filter(|seq| *seq > 0)?,
            prev: optional_digest(5)?,
            seen: seen.collect::<Option<_>>()?,
            wall: Wall {
                utc_ms: utc_ms.int()?,
                offset_min: offset_min.int()?,
                boot: boot.int()?,
            },
            actor: map.get(&8)?.text()?.to_owned(),
            act: u16::try_from(map.get(&9)?.int()?).ok()?,
            act_id: RowId(map.get(&10)?.array()?),
            part: u32::try_from(part.int()?).ok()?,
            parts: u32::try_from(parts.int()?)
                .ok()
                .filter(|parts| *parts > 0)?,
            form: optional_digest(12)?,
            touches: touches.collect::<Option<_>>()?,
        })
    }
}
