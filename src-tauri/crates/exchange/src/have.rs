//! What an office holds (回执), as bytes: in every package's header, and in the file for what
//! other offices were last heard to hold.

use crate::fields::{self, Fields};
use crate::package::limits::STREAMS_MAX;
use ledger::cbor::Item;
use ledger::{Digest, Have, Held, ReplicaId};
use std::collections::BTreeMap;

/// Writes what is held of one area.
pub fn to_bytes(have: &Have) -> Vec<u8> {
    to_item(have).to_bytes()
}

/// Reads what [`to_bytes`] wrote; nothing if the bytes are something else, out of order, or
/// name more than 4,096 streams.
pub fn from_bytes(bytes: &[u8]) -> Option<Have> {
    from_item(&Item::from_bytes(bytes).ok()?)
}

pub(crate) fn to_item(have: &Have) -> Item {
    let mut streams = have.streams.clone();
    streams.sort_unstable();
    streams.dedup();
    Item::List(streams.iter().map(held_item).collect())
}

pub(crate) fn from_item(item: &Item) -> Option<Have> {
    let items = item.list()?;
    let streams: Vec<Held> = items.iter().map(item_held).collect::<Option<_>>()?;
    let have = Have { streams };
    let is_canonical = items.len() <= STREAMS_MAX && to_item(&have) == *item;
    is_canonical.then_some(have)
}

fn held_item(held: &Held) -> Item {
    let classes = held.classes.iter().map(|seq| fields::number(*seq));
    Item::Map(BTreeMap::from([
        (0, fields::bytes(&held.replica.0)),
        (1, fields::number(held.seq)),
        (2, fields::bytes(&held.digest.0)),
        (3, Item::List(classes.collect())),
    ]))
}

fn item_held(item: &Item) -> Option<Held> {
    let fields = Fields::of(item)?;
    let classes: Vec<u64> = fields
        .list(3)?
        .iter()
        .map(fields::unsigned)
        .collect::<Option<_>>()?;
    Some(Held {
        replica: ReplicaId(fields.array(0)?),
        seq: fields.unsigned(1)?,
        digest: Digest(fields.array(2)?),
        classes: classes.try_into().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(replica: u8, seq: u64) -> Held {
        Held {
            replica: ReplicaId([replica; 16]),
            seq,
            digest: Digest([replica; 32]),
            classes: [seq, seq, 0, 0],
        }
    }

    #[test]
    fn what_is_held_survives_storage_in_one_order() {
        let have = Have {
            streams: vec![held(2, 9), held(1, 3)],
        };
        let sorted = Have {
            streams: vec![held(1, 3), held(2, 9)],
        };
        assert_eq!(from_bytes(&to_bytes(&have)), Some(sorted.clone()));
        assert_eq!(
            to_bytes(&have),
            to_bytes(&sorted),
            "equal knowledge, equal bytes"
        );
    }

    #[test]
    fn disorder_and_too_many_streams_are_refused() {
        let list = |held: &[Held]| Item::List(held.iter().map(held_item).collect());
        assert_eq!(from_item(&list(&[held(2, 9), held(1, 3)])), None);
        assert_eq!(from_item(&list(&[held(1, 3), held(1, 3)])), None);
        let crowd: Vec<Held> = (1..=STREAMS_MAX as u64 + 1)
            .map(|seq| held(1, seq))
            .collect();
        assert_eq!(from_item(&list(&crowd)), None);
        assert!(
            from_item(&list(&crowd[1..])).is_some(),
            "4,096 streams are allowed"
        );
    }
}
