//! FORMAT.md and the code say the same.

use super::*;
use crate::package::container::{Container, NAMES, PAYLOAD_TAG};
use crate::package::header::{HEADER_TAG, Member};
use crate::package::limits as l;
use crate::package::manifest::{MANIFEST_TAG, PACKAGE_TAG};
use crate::package::members::{self, MEMBERS};
use crate::package::spool::MEMBER_TAG;
use crate::{card, certificate, have, head_signature, invite, passphrase, proof, rotation};
use ledger::cbor::Item;
use ledger::{Have, Held};
use std::collections::BTreeSet;

const FORMAT: &str = include_str!("../../../FORMAT.md");

/// The cells of the table under a heading, without its first two lines.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let section = FORMAT
        .split(&format!("\n## {heading}\n"))
        .nth(1)
        .expect(heading);
    let section = section.split("\n## ").next().unwrap();
    section
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| {
            line.trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().trim_matches('`'))
                .collect()
        })
        .collect()
}

fn column(heading: &str, column: usize) -> Vec<&'static str> {
    table(heading).into_iter().map(|row| row[column]).collect()
}

#[test]
fn the_limits_are_those_of_the_code() {
    let code = [
        ("PACKAGE_MAX", l::PACKAGE_MAX),
        ("MANIFEST_MAX", l::MANIFEST_MAX.into()),
        ("SIGNATURE_MAX", l::SIGNATURE_MAX.into()),
        ("LOCK_MAX", l::LOCK_MAX as u64),
        ("HEADER_MAX", l::HEADER_MAX),
        ("FRAME_MAX", l::FRAME_MAX.into()),
        ("ENTRY_MAX", ledger::entry::MAX_BYTES as u64),
        ("CHANGES_MAX", ledger::entry::MAX_CHANGES as u64),
        ("FIELD_MAX", l::FIELD_MAX as u64),
        ("EXPANSION_MAX", l::EXPANSION_MAX),
        ("PHOTO_MAX", l::PHOTO_MAX as u64),
        ("PHOTOS_MAX", l::PHOTOS_MAX as u64),
        ("STREAMS_MAX", l::STREAMS_MAX as u64),
        ("PAPERS_MAX", l::PAPERS_MAX as u64),
        ("WINDOW_LOG", l::WINDOW_LOG.into()),
        ("CARD_MAX", card::CARD_MAX as u64),
        ("ROTATIONS_MAX", rotation::ROTATIONS_MAX as u64),
        ("NAME_MAX", card::NAME_MAX as u64),
        ("INVITE_MAX", invite::INVITE_MAX as u64),
        ("WORK", passphrase::WORK.into()),
        ("WORK_MAX", passphrase::WORK_MAX.into()),
    ];
    let stated: Vec<(&str, u64)> = table("Limits")
        .into_iter()
        .map(|row| (row[0], row[1].parse().unwrap()))
        .collect();
    assert_eq!(stated, code);
}

#[test]
fn the_tags_are_those_of_the_code() {
    let code = [
        MANIFEST_TAG,
        PACKAGE_TAG,
        PAYLOAD_TAG,
        HEADER_TAG,
        MEMBER_TAG,
        certificate::CERTIFICATE_TAG,
        head_signature::HEAD_TAG,
        card::CARD_TAG,
        card::FINGERPRINT_TAG,
        crate::root::ROOT_TAG,
        rotation::ROTATION_TAG,
        ledger::kinds::photo::TAG,
        proof::KEY_TAG,
        proof::PAPER_TAG,
        proof::DOCUMENT_TAG,
    ];
    assert_eq!(column("Tags", 0), code);
}

#[test]
fn the_members_are_those_of_the_code() {
    assert_eq!(column("Container", 0), NAMES);
    let inside: Vec<&str> = ["header", "header.sig"]
        .into_iter()
        .chain(MEMBERS)
        .collect();
    assert_eq!(column("Payload", 0), inside);
}

#[test]
fn the_keys_of_every_map_are_those_of_the_code() {
    let story = Story::new();
    let package = story.package(Profile::Full);
    let container = Container::read(&mut Cursor::new(&package)).unwrap();
    let incoming = story.open(&package).unwrap();
    let line = Held {
        replica: ReplicaId([1; 16]),
        seq: 1,
        digest: Digest([1; 32]),
        classes: [1; 4],
    };
    let have = have::to_item(&Have {
        streams: vec![line],
        ..Have::default()
    });
    let held = &have.list().unwrap()[0];
    let mut header = incoming.header.clone();
    header.ranges[0].before = Some(Digest([0; 32]));
    let header = Item::from_bytes(&header.to_bytes()).unwrap();
    let range = &header.map().unwrap()[&9].list().unwrap()[0];
    let signature = Item::from_bytes(&story.heads[0].to_bytes()).unwrap();
    let (_, renewed) = keys::renewed(&story.village, Vec::new());
    let change = renewed.rotations.first().unwrap();
    let maps = [
        ("Manifest", Item::from_bytes(&container.manifest).unwrap()),
        ("Signature", Item::from_bytes(&container.signature).unwrap()),
        ("Certificate", story.village.certificate.to_item()),
        ("Header", header.clone()),
        ("Range", range.clone()),
        ("Held", held.list().unwrap()[0].clone()),
        ("Head signature", signature),
        ("Rotation", Item::from_bytes(&change.to_bytes()).unwrap()),
    ];
    for (heading, item) in maps {
        let stated: BTreeSet<u64> = column(heading, 0)
            .iter()
            .map(|key| key.parse().unwrap())
            .collect();
        let written: BTreeSet<u64> = item.map().unwrap().keys().copied().collect();
        assert_eq!(stated, written, "{heading}");
    }
}

#[test]
fn the_versions_are_those_of_the_code() {
    let expected = [
        ("container", l::CONTAINER.to_string()),
        ("header", crate::package::header::VERSION.to_string()),
        ("suite", card::SUITE.to_string()),
        ("card", card::FORMAT.to_owned()),
        (
            "invite",
            String::from_utf8_lossy(invite::MAGIC).trim_end().to_owned(),
        ),
    ];
    let stated: Vec<(&str, String)> = table("Versions")
        .into_iter()
        .map(|row| (row[0], row[1].to_owned()))
        .collect();
    assert_eq!(stated, expected);
}

#[test]
fn members_behind_the_known_ones_are_verified_and_passed_over() {
    let story = Story::new();
    let mut header = story.open(&story.package(Profile::Full)).unwrap().header;
    let sounds = b"sounds of a newer version".as_slice();
    let digest = Digest::of(MEMBER_TAG, &[sounds]);
    header.members.push(Member {
        name: "sounds".to_owned(),
        size: sounds.len() as u64,
        digest,
    });
    let old = inside::tar(&story, Profile::Full);
    // Everything from the first member on, without the two closing blocks.
    let size = usize::try_from(
        tar::Header::from_byte_slice(&old[..512])
            .entry_size()
            .unwrap(),
    );
    let members = 512 + size.unwrap().next_multiple_of(512) + 1024;
    let rest = &old[members..old.len() - 1024];
    let with = |content: &[u8]| {
        let bytes = header.to_bytes();
        let signature = story.village.replica.sign(HEADER_TAG, &[&bytes]);
        let mut tar = Vec::new();
        members::append(
            &mut tar,
            "header",
            &mut bytes.as_slice(),
            bytes.len() as u64,
        )
        .unwrap();
        members::append(&mut tar, "header.sig", &mut signature.as_slice(), 64).unwrap();
        tar.extend(rest);
        members::append(&mut tar, "sounds", &mut &*content, content.len() as u64).unwrap();
        tar.extend([0; 1024]);
        tar
    };
    let read = |tar: Vec<u8>| {
        let certificate = &story.village.certificate;
        members::read(&mut tar.as_slice(), certificate).map(|(header, _)| header)
    };
    assert_eq!(read(with(sounds)), Ok(header.clone()));
    let altered = with(b"sounds of a newer Version");
    assert_eq!(read(altered), Err(Refused::HeaderDisagrees));
}
