//! What somebody with keys of his own can try.

use super::tools::{hand, package, spools, tar, untouched, wrap};
use super::*;
use crate::certificate::Certificate;
use crate::hash::Weight;
use crate::keys::{OfficeKeys, ReplicaKeys};
use crate::package::container::{self, Container};
use crate::package::header::Header;
use crate::package::limits::Limit;
use crate::package::lock;
use crate::package::members;
use crate::package::spool::Spool;
use ledger::Change;
use std::io::{self, Read as _};

#[test]
fn the_tools_of_these_tests_make_what_the_program_makes() {
    let story = Story::new();
    let made = tar(
        &story.village,
        &story.entries,
        &spools(&story.village.card, &story.entries, &story.heads),
        &untouched,
    );
    assert_eq!(
        made,
        inside::tar(&story, Profile::Full),
        "or the refusals below prove nothing"
    );
    let incoming = story
        .open(&wrap(&made, hand(&story.village), &untouched))
        .unwrap();
    assert_eq!(collect(&incoming), story.entries);
}

#[test]
fn a_newer_container_and_a_lower_suite_are_named() {
    let story = Story::new();
    let tar = inside::tar(&story, Profile::Full);
    let lower = wrap(&tar, hand(&story.village), &|manifest| manifest.suite = 0);
    let refused = inspect(&mut Cursor::new(&lower)).unwrap_err();
    assert_eq!(
        refused,
        Refused::LowerSuite {
            from: VILLAGE.to_owned()
        },
        "before any card is asked"
    );
    assert_eq!(
        story.open(&lower).unwrap_err(),
        Refused::LowerSuite {
            from: VILLAGE.to_owned()
        }
    );
    let newer = wrap(&tar, hand(&story.village), &|manifest| manifest.suite = 2);
    assert_eq!(story.open(&newer).unwrap_err(), Refused::NewerContainer);
    let front = |_: &Weight| [b"\xa2\x00\x02\x01\x01".to_vec(), Vec::new()];
    let mut file = Cursor::new(Vec::new());
    container::write(&mut file, &front, &mut |_| Ok(())).unwrap();
    assert_eq!(
        inspect(&mut file).unwrap_err(),
        Refused::NewerContainer,
        "whatever else is in it"
    );
}

#[test]
fn a_package_signed_again_by_another_key_is_refused() {
    let story = Story::new();
    let tar = inside::tar(&story, Profile::Full);
    let stranger = OfficeKeys::generate().unwrap();
    let keys = ReplicaKeys::generate().unwrap();
    let replica = ReplicaId([9; 16]);
    let posing = stranger.certify(VILLAGE, replica, keys.public());
    let refused = story
        .open(&wrap(&tar, (&keys, &posing), &untouched))
        .unwrap_err();
    assert_eq!(
        refused,
        Refused::ChangedKey {
            from: VILLAGE.to_owned(),
            rival: None,
        }
    );
    let stolen = Certificate {
        replica_key: keys.public(),
        ..story.village.certificate.clone()
    };
    let refused = story
        .open(&wrap(&tar, (&keys, &stolen), &untouched))
        .unwrap_err();
    assert_eq!(
        refused,
        Refused::BadSignature,
        "a certificate cannot be moved to another key"
    );
    let refused = wrap(&tar, hand(&story.town), &|manifest| {
        manifest.from = VILLAGE.to_owned();
    });
    assert_eq!(story.open(&refused).unwrap_err(), Refused::BadSignature);
}

#[test]
fn nobody_can_wrap_anothers_content_as_his_own() {
    let story = Story::new();
    let tar = inside::tar(&story, Profile::Full);
    let wrapped = wrap(&tar, hand(&story.town), &untouched);
    assert_eq!(story.open(&wrapped).unwrap_err(), Refused::HeaderDisagrees);
}

#[test]
fn a_second_laptop_cannot_wrap_the_firsts_content() {
    let story = Story::new();
    let keys = ReplicaKeys::generate().unwrap();
    let second = story
        .village
        .keys
        .certify(VILLAGE, ReplicaId([8; 16]), keys.public());
    let wrapped = wrap(
        &inside::tar(&story, Profile::Full),
        (&keys, &second),
        &untouched,
    );
    assert_eq!(story.open(&wrapped).unwrap_err(), Refused::HeaderDisagrees);
}

#[test]
fn content_for_one_office_cannot_be_sent_on_to_another() {
    let story = Story::new();
    let inner = |edit: &dyn Fn(&mut Header)| {
        let spools = spools(&story.village.card, &story.entries, &story.heads);
        let tar = tar(&story.village, &story.entries, &spools, edit);
        story
            .open(&wrap(&tar, hand(&story.village), &untouched))
            .unwrap_err()
    };
    let disagreements: [&dyn Fn(&mut Header); 6] = [
        &|header| header.to = "990101103000".to_owned(),
        &|header| header.from = TOWN.to_owned(),
        &|header| header.package_id = [1; 16],
        &|header| header.replica = ReplicaId([7; 16]),
        &|header| header.entries += 1,
        &|header| header.ranges[0].last += 1,
    ];
    for edit in disagreements {
        assert_eq!(inner(edit), Refused::HeaderDisagrees);
    }
}

#[test]
fn another_areas_books_have_no_place() {
    let story = Story::new();
    let spools = spools(&story.village.card, &story.entries, &story.heads);
    let edits: [&dyn Fn(&mut Header); 2] = [
        &|header| header.area = "990101102204".to_owned(),
        &|header| header.have = vec![("990101102204".to_owned(), ledger::Have::default())],
    ];
    for edit in edits {
        let tar = tar(&story.village, &story.entries, &spools, edit);
        let refused = story
            .open(&wrap(&tar, hand(&story.village), &untouched))
            .unwrap_err();
        assert_eq!(refused, Refused::HeaderDisagrees);
    }
}

#[test]
fn swapped_members_are_refused() {
    let story = Story::new();
    let mut spools = spools(&story.village.card, &story.entries, &story.heads);
    let members = members::list(&spools);
    spools.swap(1, 2);
    let keep = |header: &mut Header| header.members.clone_from(&members);
    let kept = tar(&story.village, &story.entries, &spools, &keep);
    let refused = |tar: &[u8]| {
        story
            .open(&wrap(tar, hand(&story.village), &untouched))
            .unwrap_err()
    };
    assert_eq!(
        refused(&kept),
        Refused::HeaderDisagrees,
        "a header of the unswapped members"
    );
    let listed = tar(&story.village, &story.entries, &spools, &untouched);
    assert_eq!(
        refused(&listed),
        Refused::HeaderDisagrees,
        "well signed, so the entries must tell"
    );
    let renamed = |header: &mut Header| header.members.swap(1, 2);
    let renamed = tar(&story.village, &story.entries, &spools, &renamed);
    assert_eq!(refused(&renamed), Refused::HeaderDisagrees);
}

#[test]
fn a_flipped_bit_under_a_matching_checksum_is_refused_too() {
    let story = Story::new();
    let package = story.package(Profile::Full);
    let mut reader = Cursor::new(&package);
    let container = Container::read(&mut reader).unwrap();
    let mut payload = Vec::new();
    container
        .payload(&mut reader)
        .unwrap()
        .read_to_end(&mut payload)
        .unwrap();
    let members = [container.manifest, container.signature, payload];
    for (member, bytes) in members.iter().enumerate() {
        for place in 0..bytes.len() {
            let mut altered = members.clone();
            altered[member][place] ^= 1 << (place % 8);
            let [manifest, signature, payload] = altered;
            let front = |_: &Weight| [manifest.clone(), signature.clone()];
            let mut file = Cursor::new(Vec::new());
            container::write(&mut file, &front, &mut |out| out.write_all(&payload)).unwrap();
            assert!(
                inspect(&mut file).is_err(),
                "byte {place} of member {member}"
            );
        }
    }
}

#[test]
fn the_payload_of_another_package_is_refused() {
    let story = Story::new();
    let read = |package: &[u8]| {
        let mut reader = Cursor::new(package);
        let container = Container::read(&mut reader).unwrap();
        let mut payload = Vec::new();
        container
            .payload(&mut reader)
            .unwrap()
            .read_to_end(&mut payload)
            .unwrap();
        (container, payload)
    };
    let ((one, _), (_, other)) = (
        read(&story.package(Profile::Full)),
        read(&story.package(Profile::Full)),
    );
    let front = |_: &Weight| [one.manifest.clone(), one.signature.clone()];
    let mut file = Cursor::new(Vec::new());
    container::write(&mut file, &front, &mut |out| out.write_all(&other)).unwrap();
    assert_eq!(story.open(file.get_ref()).unwrap_err(), Refused::Altered);
}

#[test]
fn leaves_above_the_profile_are_refused() {
    let story = Story::new();
    let spools = spools(&story.village.card, &story.entries, &story.heads);
    let lower = |header: &mut Header| header.profile = Profile::Duty;
    let tar = tar(&story.village, &story.entries, &spools, &lower);
    let refused = story
        .open(&wrap(&tar, hand(&story.village), &untouched))
        .unwrap_err();
    assert_eq!(refused, Refused::HeaderDisagrees);
}

#[test]
fn a_field_over_64_kib_is_refused() {
    let story = Story::new();
    let mut author = Author::new(story.village.certificate.replica, VILLAGE);
    let long = |length| {
        put(
            "village_profile",
            1,
            &[("duty_phone", Value::from("0".repeat(length)))],
        )
    };
    let mut entry = |change: Change| {
        let entry = author.write(&[change]);
        (vec![entry], [signed(&story.village, &author, VILLAGE)])
    };
    let (fits, heads) = entry(long(64 * 1024));
    assert!(story.open(&package(&story, &fits, &heads)).is_ok());
    let (over, heads) = entry(long(64 * 1024 + 1));
    let refused = story.open(&package(&story, &over, &heads)).unwrap_err();
    assert_eq!(refused, Refused::OverLimit(Limit::Field));
}

#[test]
fn a_bomb_does_not_go_off() {
    let story = Story::new();
    let mut spools = spools(&story.village.card, &story.entries, &story.heads);
    spools[0] = Spool::fill(&mut io::repeat(0), 64 << 20).unwrap();
    let tar = tar(&story.village, &story.entries, &spools, &untouched);
    let bomb = wrap(&tar, hand(&story.village), &untouched);
    assert!(bomb.len() < 64 * 1024, "64 MiB in {} bytes", bomb.len());
    assert_eq!(
        story.open(&bomb).unwrap_err(),
        Refused::OverLimit(Limit::Expansion)
    );
}

#[test]
fn anything_behind_the_tar_or_the_compression_is_refused() {
    let story = Story::new();
    let tar = inside::tar(&story, Profile::Full);
    let longer = wrap(
        &[tar.as_slice(), b"x"].concat(),
        hand(&story.village),
        &untouched,
    );
    assert_eq!(story.open(&longer).unwrap_err(), Refused::Malformed);
    let frames = [
        zstd::encode_all(&*tar, 1).unwrap(),
        zstd::encode_all(&b""[..], 1).unwrap(),
    ];
    let mut two = lock::Expanding::new(Cursor::new(frames.concat()), 1 << 20).unwrap();
    two.read_to_end(&mut Vec::new()).unwrap();
    assert_eq!(
        two.finish(),
        Err(Refused::Malformed),
        "a second frame could hide anything"
    );
}

#[test]
fn an_office_seals_nothing_that_would_be_refused() {
    let story = Story::new();
    let sealed = |outgoing: &Outgoing<'_>| story.seal(outgoing).unwrap_err();
    let replica = story.village.certificate.replica;
    let unsigned = Outgoing {
        head_signatures: Vec::new(),
        ..story.outgoing(Profile::Full)
    };
    assert_eq!(sealed(&unsigned), SealError::Unsigned { replica });
    let elsewhere = Outgoing {
        area: "990101102204".to_owned(),
        ..story.outgoing(Profile::Full)
    };
    let area = VILLAGE.to_owned();
    assert_eq!(sealed(&elsewhere), SealError::ForeignArea { area });
    let mixed = Sender {
        card: &story.town.card,
        ..sender(&story.village)
    };
    let mixed = Outgoing {
        sender: mixed,
        ..story.outgoing(Profile::Full)
    };
    assert_eq!(sealed(&mixed), SealError::Sender);
}
