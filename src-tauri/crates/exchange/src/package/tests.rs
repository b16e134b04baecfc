//! A village hands its books to its township.

mod authors;
mod forgery;
mod format;
mod golden;
mod inside;
mod keys;
mod outside;
mod photos;
mod property;
#[path = "../../examples/vectors/story.rs"]
mod story;
mod tools;

use super::*;
use crate::card::Card;
use crate::head_signature::HeadSignature;
use crate::passphrase::Passphrase;
use ledger::{Digest, Entry, Part, Privacy, ReplicaId, Value};
use std::io::Cursor;
use story::{Author, Office, TOWN, VILLAGE, put};

/// What is sealed unless a test says otherwise.
struct Story {
    village: Office,
    town: Office,
    entries: Vec<Entry>,
    heads: Vec<HeadSignature>,
}

impl Story {
    fn new() -> Self {
        let village = Office::village();
        let mut author = Author::new(village.certificate.replica, VILLAGE);
        let entries = story::entries(&mut author);
        let heads = vec![signed(&village, &author, VILLAGE)];
        Self {
            village,
            town: Office::town(),
            entries,
            heads,
        }
    }

    fn outgoing(&self, profile: Profile) -> Outgoing<'_> {
        Outgoing {
            sender: sender(&self.village),
            recipient: Recipient::Office(&self.town.card),
            package_id: [0x42; 16],
            counter: 1,
            profile,
            area: VILLAGE.to_owned(),
            have: Vec::new(),
            head_signatures: self.heads.clone(),
            cards: Vec::new(),
        }
    }

    fn seal(&self, outgoing: &Outgoing<'_>) -> Result<Vec<u8>, SealError> {
        let mut file = Cursor::new(Vec::new());
        seal(outgoing, &mut self.entries.iter().cloned(), &mut file)?;
        Ok(file.into_inner())
    }

    fn package(&self, profile: Profile) -> Vec<u8> {
        self.seal(&self.outgoing(profile)).unwrap()
    }

    fn card_of(&self, code: &str) -> Option<Card> {
        let cards = [&self.village.card, &self.town.card];
        cards.into_iter().find(|card| card.code == code).cloned()
    }

    fn open(&self, bytes: &[u8]) -> Result<Incoming, Refused> {
        self.open_knowing(bytes, &|_, _, _| None)
    }

    fn open_knowing(
        &self,
        bytes: &[u8],
        known: &dyn Fn(ReplicaId, &str, u64) -> Option<Digest>,
    ) -> Result<Incoming, Refused> {
        let opener = Opener {
            known,
            card_of: &|code| self.card_of(code),
            ..at(&self.town)
        };
        open(&mut Cursor::new(bytes), &opener)
    }
}

fn sender(office: &Office) -> Sender<'_> {
    Sender {
        card: &office.card,
        keys: &office.replica,
        certificate: &office.certificate,
    }
}

fn signed(office: &Office, author: &Author, area: &str) -> HeadSignature {
    HeadSignature::sign(
        &office.replica,
        &office.certificate,
        area,
        author.tip.unwrap(),
    )
}

/// An opener that knows nobody and holds nothing.
fn at(office: &Office) -> Opener<'_> {
    Opener {
        code: &office.card.code,
        keys: &office.keys,
        passphrase: None,
        card_of: &|_| None,
        known: &|_, _, _| None,
    }
}

fn collect(incoming: &Incoming) -> Vec<Entry> {
    incoming
        .entries()
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn a_full_package_arrives_as_it_was_sent() {
    let story = Story::new();
    let incoming = story.open(&story.package(Profile::Full)).unwrap();
    assert_eq!(collect(&incoming), story.entries);
    assert_eq!(incoming.head_signatures, story.heads);
    assert_eq!(incoming.header.entries, 4);
    assert_eq!(incoming.header.ranges.len(), 1);
    let range = &incoming.header.ranges[0];
    assert_eq!((range.first, range.last, range.before), (1, 4, None));
    assert_eq!(range.digest, story.entries[3].digest());
}

#[test]
fn the_same_package_read_again_gives_the_same() {
    let story = Story::new();
    let package = story.package(Profile::Full);
    let (first, second) = (story.open(&package).unwrap(), story.open(&package).unwrap());
    assert_eq!(collect(&first), collect(&second));
    assert_eq!(
        collect(&first),
        collect(&first),
        "a plan and its import both read the entries"
    );
    assert_eq!(first.outer.digest, second.outer.digest);
}

#[test]
fn sender_and_receiver_name_a_package_by_the_same_digest() {
    let story = Story::new();
    let outgoing = story.outgoing(Profile::Full);
    let mut file = Cursor::new(Vec::new());
    let sealed = seal(&outgoing, &mut story.entries.iter().cloned(), &mut file).unwrap();
    let outer = inspect(&mut file).unwrap();
    assert_eq!(sealed.digest, outer.digest);
    assert_eq!(sealed.bytes, file.get_ref().len() as u64);
    assert_eq!(
        sealed.ranges,
        story.open(file.get_ref()).unwrap().header.ranges
    );
    assert_eq!((outer.from.as_str(), outer.to.as_str()), (VILLAGE, TOWN));
}

#[test]
fn each_profile_carries_its_classes_and_the_chain_still_verifies() {
    let story = Story::new();
    for profile in Profile::ALL {
        let incoming = story.open(&story.package(profile)).unwrap();
        for (sent, arrived) in story.entries.iter().zip(collect(&incoming)) {
            assert_eq!(
                arrived.digest(),
                sent.digest(),
                "identity does not depend on the profile"
            );
            for class in Privacy::ALL {
                let (sent, arrived) = (&sent.parts[class as usize], &arrived.parts[class as usize]);
                let withheld = Part::Withheld(sent.digest(class));
                let is_empty = *sent == Part::Leaves(Vec::new());
                let expected = if profile.holds(class) || is_empty {
                    sent
                } else {
                    &withheld
                };
                assert_eq!(arrived, expected, "{class:?} in {profile:?}");
            }
        }
    }
}

#[test]
fn what_was_withheld_is_nowhere_in_the_package() {
    let story = Story::new();
    let plain = |profile| String::from_utf8_lossy(&inside::tar(&story, profile)).into_owned();
    let (statistics, duty, full) = (
        plain(Profile::Statistics),
        plain(Profile::Duty),
        plain(Profile::Full),
    );
    assert!(statistics.contains("栗溪村"), "an open field goes along");
    for (what, class) in [
        ("142 0000 0001", Profile::Duty),
        ("990101195001010014", Profile::Full),
    ] {
        assert!(!statistics.contains(what), "{what} is above the statistics");
        assert_eq!(duty.contains(what), class == Profile::Duty);
        assert!(full.contains(what));
    }
    assert!(
        !full.contains("142 0000 0002"),
        "what was destroyed is never sent again"
    );
}

#[test]
fn a_field_declared_stricter_today_holds_back_an_older_open_part() {
    let mut story = Story::new();
    let mut author = Author::new(story.village.certificate.replica, VILLAGE);
    let mut entry = author.write(&[put(
        "village_profile",
        1,
        &[("duty_phone", Value::from("142"))],
    )]);
    // As if the phone had been declared open when the entry was written.
    entry
        .parts
        .swap(Privacy::Open as usize, Privacy::Duty as usize);
    author.tip = Some((1, entry.digest()));
    story.heads = vec![signed(&story.village, &author, VILLAGE)];
    story.entries = vec![entry.clone()];
    let open_part = |profile| {
        let incoming = story.open(&story.package(profile)).unwrap();
        collect(&incoming)[0].parts[0].clone()
    };
    let withheld = Part::Withheld(entry.parts[0].digest(Privacy::Open));
    assert_eq!(open_part(Profile::Statistics), withheld);
    assert_eq!(open_part(Profile::Duty), entry.parts[0]);
}

#[test]
fn a_class_the_sender_never_had_is_passed_on_as_its_digest() {
    let mut story = Story::new();
    let incoming = story.open(&story.package(Profile::Statistics)).unwrap();
    let partial = collect(&incoming);
    story.entries.clone_from(&partial);
    let incoming = story.open(&story.package(Profile::Full)).unwrap();
    assert_eq!(
        collect(&incoming),
        partial,
        "a full package of a partial copy stays partial"
    );
}

#[test]
fn a_passphrase_opens_a_package_where_no_card_was_known() {
    let story = Story::new();
    let (passphrase, other) = (
        Passphrase::generate().unwrap(),
        Passphrase::generate().unwrap(),
    );
    let to = |to| {
        let recipient = Recipient::Passphrase {
            to,
            passphrase: &passphrase,
        };
        story
            .seal(&Outgoing {
                recipient,
                ..story.outgoing(Profile::Full)
            })
            .unwrap()
    };
    let opened = |bytes: &[u8], passphrase| {
        let card_of = |code: &str| story.card_of(code);
        let opener = Opener {
            passphrase,
            card_of: &card_of,
            ..at(&story.town)
        };
        open(&mut Cursor::new(bytes), &opener)
    };
    let package = to(TOWN);
    assert_eq!(
        inspect(&mut Cursor::new(&package)).unwrap().lock,
        Lock::Passphrase
    );
    assert_eq!(
        collect(&opened(&package, Some(&passphrase)).unwrap()),
        story.entries
    );
    assert_eq!(
        opened(&package, Some(&other)).unwrap_err(),
        Refused::WrongPassphrase
    );
    assert_eq!(
        opened(&package, None).unwrap_err(),
        Refused::PassphraseNeeded
    );
    assert!(
        opened(&to(""), Some(&passphrase)).is_ok(),
        "meant for anybody who is told"
    );
    let as_village = Opener {
        passphrase: Some(&passphrase),
        ..at(&story.village)
    };
    let refused = open(&mut Cursor::new(&package), &as_village).unwrap_err();
    assert_eq!(
        refused,
        Refused::NotForUs {
            to: TOWN.to_owned()
        }
    );
}

#[test]
fn the_township_gives_a_village_its_own_entries_back_beside_its_tasks() {
    let story = Story::new();
    let mut author = Author::new(story.town.certificate.replica, TOWN);
    let task = author.write(&[put(
        "hazard",
        3,
        &[("description", Value::from("请复查后坡"))],
    )]);
    let heads = [
        story.heads.clone(),
        vec![signed(&story.town, &author, TOWN)],
    ]
    .concat();
    let outgoing = Outgoing {
        sender: sender(&story.town),
        recipient: Recipient::Office(&story.village.card),
        head_signatures: heads,
        ..story.outgoing(Profile::Full)
    };
    let entries = [story.entries.clone(), vec![task]].concat();
    let mut file = Cursor::new(Vec::new());
    seal(&outgoing, &mut entries.iter().cloned(), &mut file).unwrap();
    let card_of = |code: &str| story.card_of(code);
    let opener = Opener {
        card_of: &card_of,
        ..at(&story.village)
    };
    assert_eq!(collect(&open(&mut file, &opener).unwrap()), entries);
}

#[test]
fn ten_thousand_small_changes_fit_a_megabyte() {
    let mut story = Story::new();
    let mut author = Author::new(story.village.certificate.replica, VILLAGE);
    let change = |number: u64| {
        let mut change = put(
            "hazard",
            0,
            &[
                ("hz_no", Value::from(format!("YH-2026-{number:05}"))),
                ("description", Value::from("屋后排水沟堵塞，雨水漫到路面")),
            ],
        );
        let row = Digest::of("test/row", &[&number.to_be_bytes()]).0;
        // Like a UUIDv7: a common beginning, and ten random bytes.
        change.row.0[6..].copy_from_slice(&row[..10]);
        change
    };
    story.entries = (0..10_000)
        .map(|number| author.write(&[change(number)]))
        .collect();
    story.heads = vec![signed(&story.village, &author, VILLAGE)];
    let package = story.package(Profile::Duty);
    assert!(package.len() <= 1_000_000, "{} bytes", package.len());
    assert_eq!(story.open(&package).unwrap().header.entries, 10_000);
}
