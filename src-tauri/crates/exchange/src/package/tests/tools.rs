//! What an attacker would build for himself: packages out of any pieces, with nothing checked.

use super::*;
use crate::certificate::Certificate;
use crate::hash::Weight;
use crate::keys::ReplicaKeys;
use crate::package::container;
use crate::package::entries::EntryWriter;
use crate::package::header::{HEADER_TAG, Header};
use crate::package::lock;
use crate::package::manifest::{self, Manifest};
use crate::package::members::{self, Spools};
use crate::package::spool::Spooling;
use crate::package::streams::Streams;
use std::io::Write;

/// Wraps a plain tar for the township, under the given manifest and hand.
pub(super) fn wrap(
    tar: &[u8],
    hand: (&ReplicaKeys, &Certificate),
    edit: &dyn Fn(&mut Manifest),
) -> Vec<u8> {
    let town = Office::town();
    let front = |payload: &Weight| {
        let mut manifest = Manifest {
            suite: 1,
            from: hand.1.office.clone(),
            to: TOWN.to_owned(),
            package_id: [0x42; 16],
            payload_size: payload.size,
            payload: payload.digest,
            lock: Lock::OfficeKey,
        };
        edit(&mut manifest);
        let bytes = manifest.to_bytes();
        let signature = manifest::sign(&bytes, hand.0, hand.1);
        [bytes, signature]
    };
    let plain = &mut |out: &mut dyn Write| out.write_all(tar);
    let recipient = town.card.receiving.clone();
    let payload = &mut |out: &mut dyn Write| lock::seal(out, &recipient, plain);
    let mut file = Cursor::new(Vec::new());
    container::write(&mut file, &front, payload).unwrap();
    file.into_inner()
}

pub(super) fn hand(office: &Office) -> (&ReplicaKeys, &Certificate) {
    (&office.replica, &office.certificate)
}

/// Members holding this card, these entries and signatures, with nothing checked.
pub(super) fn spools(card: &Card, entries: &[Entry], heads: &[HeadSignature]) -> Spools {
    let mut writer = EntryWriter::new().unwrap();
    for entry in entries {
        writer.add(entry, Profile::Full).unwrap();
    }
    let (member, [open, duty, personal, secret]) = writer.finish().unwrap();
    let mut signatures = Spooling::new().unwrap();
    for head in heads {
        signatures.frame(&head.to_bytes()).unwrap();
    }
    let mut cards = Spooling::new().unwrap();
    cards.frame(card.to_json().as_bytes()).unwrap();
    [
        member,
        open,
        duty,
        personal,
        secret,
        signatures.finish().unwrap(),
        cards.finish().unwrap(),
        Spooling::new().unwrap().finish().unwrap(),
    ]
}

/// A tar of these members under a header that fits them, changed at will and signed well.
pub(super) fn tar(
    office: &Office,
    entries: &[Entry],
    spools: &Spools,
    edit: &dyn Fn(&mut Header),
) -> Vec<u8> {
    let mut streams = Streams::default();
    for entry in entries {
        streams.add(&entry.head, entry.digest());
    }
    let mut header = Header {
        from: office.card.code.clone(),
        replica: office.certificate.replica,
        to: TOWN.to_owned(),
        package_id: [0x42; 16],
        counter: 1,
        profile: Profile::Full,
        area: VILLAGE.to_owned(),
        entries: streams.count(),
        ranges: streams.ranges(),
        have: Vec::new(),
        members: members::list(spools),
    };
    edit(&mut header);
    let bytes = header.to_bytes();
    let signature = office.replica.sign(HEADER_TAG, &[&bytes]);
    let mut tar = Vec::new();
    members::write(&mut tar, (&bytes, &signature), spools).unwrap();
    tar
}

pub(super) fn untouched<T>(_: &mut T) {}

/// A package of the village that is right in everything but its entries or signatures.
pub(super) fn package(story: &Story, entries: &[Entry], heads: &[HeadSignature]) -> Vec<u8> {
    let spools = spools(&story.village.card, entries, heads);
    let tar = tar(&story.village, entries, &spools, &untouched);
    wrap(&tar, hand(&story.village), &untouched)
}
