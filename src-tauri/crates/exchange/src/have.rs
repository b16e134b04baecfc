//! What an office holds (回执), as bytes: in every package's header, and in the file for what
//! other offices were last heard to hold.

use crate::fields::{self, Fields};
use crate::package::limits::{PHOTOS_MAX, STREAMS_MAX};
use ledger::cbor::Item;
use ledger::{Digest, Have, Held, ReplicaId};
use std::collections::BTreeMap;

/// Writes what is held of one area.
pub fn to_bytes(have: &Have) -> Vec<u8> {
    to_item(have).to_bytes()
}

/// Reads what [`to_bytes`] wrote; nothing if the bytes are something else, out of order, or
/// name more than 4,096 streams or 32,768 photos.
pub fn from_bytes(bytes: &[u8]) -> Option<Have> {
    from_item(&Item::from_bytes(bytes).ok()?)
}

pub(crate) fn to_item(have: &Have) -> Item {
    let mut streams = have.streams.clone();
    streams.sort_unstable();
    streams.dedup();
    let streams = streams.iter().map(held_item).collect();
    // Whoever holds more does not say so, and is sent what he already has.
    let photos = have.photos.iter().take(PHOTOS_MAX);
    let photos = photos.map(|digest| fields::bytes(&digest.0)).collect();
    Item::List(vec![Item::List(streams), Item::List(photos)])
}

pub(crate) fn from_item(item: &Item) -> Option<Have> {
    let [streams, photos] = item.list()? else {
        return None;
    };
    let (streams, photos) = (streams.list()?, photos.list()?);
    if streams.len() > STREAMS_MAX || photos.len() > PHOTOS_MAX {
        return None;
    }
    let digest = |item: &Item| item.array().map(Digest);
    let have = Have {
        streams: streams.iter().map(item_held).collect::<Option<_>>()?,
        photos: photos.iter().map(digest).collect::<Option<_>>()?,
    };
    (to_item(&have) == *item).then_some(have)
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
    use std::collections::BTreeSet;

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
        let photos = BTreeSet::from([Digest([7; 32]), Digest([4; 32])]);
        let have = Have {
            streams: vec![held(2, 9), held(1, 3)],
            photos: photos.clone(),
        };
        let sorted = Have {
            streams: vec![held(1, 3), held(2, 9)],
            photos,
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
        let list = |held: &[Held]| {
            let streams = held.iter().map(held_item).collect();
            Item::List(vec![Item::List(streams), Item::List(Vec::new())])
        };
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

    #[test]
    fn photos_are_named_in_order_and_once() {
        let list = |photos: &[u8]| {
            let photos = photos.iter().map(|byte| fields::bytes(&[*byte; 32]));
            Item::List(vec![Item::List(Vec::new()), Item::List(photos.collect())])
        };
        assert!(from_item(&list(&[1, 2])).is_some());
        assert_eq!(from_item(&list(&[2, 1])), None);
        assert_eq!(from_item(&list(&[1, 1])), None);
    }
}
