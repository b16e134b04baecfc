//! What anybody can do to a package without opening it.

use super::*;
use std::io::{Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

fn inspected(bytes: &[u8]) -> Result<Outer, Refused> {
    inspect(&mut Cursor::new(bytes))
}

#[test]
fn every_flipped_bit_is_refused_with_and_without_a_key() {
    let story = Story::new();
    let package = story.package(Profile::Full);
    for place in 0..package.len() {
        let mut altered = package.clone();
        altered[place] ^= 1 << (place % 8);
        assert!(
            inspected(&altered).is_err(),
            "byte {place} can be altered unseen from outside"
        );
        assert!(
            story.open(&altered).is_err(),
            "byte {place} can be altered unseen"
        );
    }
}

#[test]
fn every_truncation_is_refused_as_one() {
    let story = Story::new();
    let package = story.package(Profile::Full);
    for length in 0..package.len() {
        let refused = inspected(&package[..length]).unwrap_err();
        assert_eq!(
            refused,
            Refused::Truncated,
            "{length} of {} bytes",
            package.len()
        );
        assert!(story.open(&package[..length]).is_err());
    }
}

#[test]
fn it_is_an_ordinary_zip_of_three_stored_members() {
    let story = Story::new();
    let package = story.package(Profile::Full);
    let mut archive = ZipArchive::new(Cursor::new(&package)).unwrap();
    let names: Vec<String> = (0..archive.len())
        .map(|place| {
            archive
                .by_index(place)
                .unwrap()
                .name()
                .unwrap()
                .into_owned()
        })
        .collect();
    assert_eq!(names, ["manifest", "signature", "payload"]);
    let mut payload = archive.by_name("payload").unwrap();
    assert_eq!(payload.compression(), CompressionMethod::Stored);
    let mut bytes = Vec::new();
    payload.read_to_end(&mut bytes).unwrap();
    assert_eq!(
        bytes.len() as u64,
        inspected(&package).unwrap().payload_bytes
    );
}

#[test]
fn a_fourth_member_is_refused() {
    let story = Story::new();
    let mut writer = ZipWriter::new_append(Cursor::new(story.package(Profile::Full))).unwrap();
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    writer.start_file("extra", stored).unwrap();
    writer.write_all(b"hidden").unwrap();
    let package = writer.finish().unwrap().into_inner();
    assert_eq!(inspected(&package), Err(Refused::Altered));
}

#[test]
fn a_comment_or_anything_around_the_zip_is_refused() {
    let story = Story::new();
    let package = story.package(Profile::Full);
    let mut writer = ZipWriter::new_append(Cursor::new(package.clone())).unwrap();
    writer.set_comment("hidden").unwrap();
    let commented = writer.finish().unwrap().into_inner();
    assert_eq!(inspected(&commented), Err(Refused::Altered));
    assert_eq!(
        inspected(&[package.as_slice(), b"x"].concat()),
        Err(Refused::Altered)
    );
    assert_eq!(
        inspected(&[b"x", package.as_slice()].concat()),
        Err(Refused::NotAPackage)
    );
}

#[test]
fn some_other_file_is_no_package() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    writer.start_file("letter.txt", stored).unwrap();
    writer.write_all(b"some other zip file").unwrap();
    let other_zip = writer.finish().unwrap().into_inner();
    assert_eq!(inspected(&other_zip), Err(Refused::NotAPackage));
    assert_eq!(
        inspected("这不是驿包，只是一段话。".repeat(9).as_bytes()),
        Err(Refused::NotAPackage)
    );
}

#[test]
fn another_office_cannot_open_it() {
    let story = Story::new();
    let package = story.package(Profile::Full);
    let card_of = |code: &str| story.card_of(code);
    let as_village = Opener {
        card_of: &card_of,
        ..at(&story.village)
    };
    let refused = open(&mut Cursor::new(&package), &as_village).unwrap_err();
    assert_eq!(
        refused,
        Refused::NotForUs {
            to: TOWN.to_owned()
        }
    );
    let with_other_keys = Opener {
        code: TOWN,
        ..as_village
    };
    let refused = open(&mut Cursor::new(&package), &with_other_keys).unwrap_err();
    assert_eq!(
        refused,
        Refused::OtherKey {
            to: TOWN.to_owned()
        }
    );
}

#[test]
fn an_unknown_office_and_a_changed_key_are_told_apart() {
    let story = Story::new();
    let package = story.package(Profile::Full);
    let from = VILLAGE.to_owned();
    let unknown = open(&mut Cursor::new(&package), &at(&story.town)).unwrap_err();
    assert_eq!(unknown, Refused::UnknownSender { from: from.clone() });
    let card_of = |_: &str| Some(story.town.card.clone());
    let opener = Opener {
        card_of: &card_of,
        ..at(&story.town)
    };
    let changed = open(&mut Cursor::new(&package), &opener).unwrap_err();
    assert_eq!(changed, Refused::ChangedKey { from, rival: None });
}

#[test]
fn a_sender_that_promised_a_stronger_suite_is_held_to_it() {
    let story = Story::new();
    let card_of = |code: &str| {
        let mut card = story.card_of(code)?;
        card.suite = 2;
        Some(card)
    };
    let opener = Opener {
        card_of: &card_of,
        ..at(&story.town)
    };
    let refused = open(&mut Cursor::new(story.package(Profile::Full)), &opener).unwrap_err();
    assert_eq!(
        refused,
        Refused::LowerSuite {
            from: VILLAGE.to_owned()
        }
    );
}
