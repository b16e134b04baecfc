//! The committed package of a fixed story: it opens for ever, and nothing inside it moves.

use super::*;
use crate::certificate::Certificate;
use crate::keys::{OfficeKeys, ReplicaKeys};

const PACKAGE: &[u8] = include_bytes!("../../../vectors/village-1.yzb");
const EXPECTED: &str = include_str!("../../../vectors/village-1.json");
const VILLAGE_CARD: &str = include_str!("../../../vectors/village.card.json");
const VILLAGE_KEYS: &str = include_str!("../../../vectors/village.keys.json");
const TOWN_CARD: &str = include_str!("../../../vectors/town.card.json");
const TOWN_KEYS: &str = include_str!("../../../vectors/town.keys.json");

fn office(card: &str, keys: &str) -> Office {
    let keys: serde_json::Value = serde_json::from_str(keys).unwrap();
    let bytes = |name| serde_json::from_value::<Vec<u8>>(keys[name].clone()).unwrap();
    Office {
        keys: OfficeKeys::from_bytes(&bytes("office")).unwrap(),
        card: Card::from_json(card).unwrap(),
        replica: ReplicaKeys::from_bytes(&bytes("replica")).unwrap(),
        certificate: Certificate::from_bytes(&bytes("certificate")).unwrap(),
    }
}

fn golden() -> (Office, Office, Incoming) {
    let (village, town) = (
        office(VILLAGE_CARD, VILLAGE_KEYS),
        office(TOWN_CARD, TOWN_KEYS),
    );
    let card_of = |_: &str| Some(village.card.clone());
    let opener = Opener {
        card_of: &card_of,
        ..at(&town)
    };
    let incoming = open(&mut Cursor::new(PACKAGE), &opener).unwrap();
    (village, town, incoming)
}

#[test]
fn the_golden_package_says_what_it_always_said() {
    let (_, _, incoming) = golden();
    let expected: serde_json::Value = serde_json::from_str(EXPECTED).unwrap();
    assert_eq!(story::describe(&incoming).unwrap(), expected);
}

#[test]
fn sealed_again_it_is_the_same_inside_to_the_byte() {
    let (village, town, incoming) = golden();
    let header = &incoming.header;
    let outgoing = Outgoing {
        sender: sender(&village),
        recipient: Recipient::Office(&town.card),
        package_id: header.package_id,
        counter: header.counter,
        profile: header.profile,
        area: header.area.clone(),
        have: header.have.clone(),
        head_signatures: incoming.head_signatures.clone(),
        cards: incoming.cards.clone(),
    };
    let mut packer = Packer::new(&outgoing).unwrap();
    for entry in collect(&incoming) {
        packer.add(&entry).unwrap();
    }
    for photo in incoming.photos().unwrap() {
        assert_eq!(packer.add_photo(&photo.unwrap()), Ok(true));
    }
    let mut file = Cursor::new(Vec::new());
    packer.finish(&mut file).unwrap();
    let again = inside::unpacked(file.get_ref(), &town);
    assert!(
        again == inside::unpacked(PACKAGE, &town),
        "the format has moved: old packages and new programs no longer agree"
    );
}

#[test]
fn the_story_of_the_vectors_is_still_told_the_same_way() {
    let (village, _, incoming) = golden();
    let mut author = Author::new(village.certificate.replica, VILLAGE);
    let told = story::entries(&mut author);
    let digests = |entries: &[Entry]| entries.iter().map(Entry::digest).collect::<Vec<_>>();
    assert_eq!(digests(&told), digests(&collect(&incoming)));
}
