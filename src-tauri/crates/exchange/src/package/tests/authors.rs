//! Who vouches for an entry.

use super::tools::package;
use super::*;

#[test]
fn an_entry_its_author_did_not_sign_for_is_refused() {
    let story = Story::new();
    let author = story.village.certificate.replica;
    let foreign = Refused::ForeignAuthor { replica: author };
    let unsigned = package(&story, &story.entries, &[]);
    assert_eq!(story.open(&unsigned).unwrap_err(), foreign);
    let early = (2, story.entries[1].digest());
    let village = &story.village;
    let early = HeadSignature::sign(&village.replica, &village.certificate, VILLAGE, early);
    let short = package(&story, &story.entries, &[early]);
    assert_eq!(
        story.open(&short).unwrap_err(),
        foreign,
        "what follows the signed head is open"
    );
}

#[test]
fn nobody_signs_for_anothers_stream() {
    let story = Story::new();
    let tip = (4, story.entries[3].digest());
    let town = &story.town;
    let own_area = HeadSignature::sign(&town.replica, &town.certificate, TOWN, tip);
    let refused = story
        .open(&package(&story, &story.entries, &[own_area]))
        .unwrap_err();
    let author = story.village.certificate.replica;
    assert_eq!(refused, Refused::ForeignAuthor { replica: author });
    let their_area = HeadSignature::sign(&town.replica, &town.certificate, VILLAGE, tip);
    let refused = story
        .open(&package(&story, &story.entries, &[their_area]))
        .unwrap_err();
    let replica = town.certificate.replica;
    assert_eq!(
        refused,
        Refused::ForeignAuthor { replica },
        "a township writes no village's books"
    );
}

#[test]
fn a_broken_head_signature_is_refused() {
    let story = Story::new();
    let broken = HeadSignature {
        seq: 5,
        ..story.heads[0].clone()
    };
    let refused = story
        .open(&package(&story, &story.entries, &[broken]))
        .unwrap_err();
    assert_eq!(refused, Refused::BadSignature);
}

#[test]
fn an_older_run_is_accepted_only_if_it_is_already_held() {
    let story = Story::new();
    let gap: Vec<Entry> = [0, 1, 3].map(|place| story.entries[place].clone()).into();
    let package = package(&story, &gap, &story.heads);
    let author = story.village.certificate.replica;
    let refused = story.open(&package).unwrap_err();
    assert_eq!(refused, Refused::ForeignAuthor { replica: author });
    let held = story.entries[1].digest();
    let incoming = story
        .open_knowing(&package, &|_, _, seq| (seq == 2).then_some(held))
        .unwrap();
    assert_eq!(incoming.header.ranges.len(), 2);
    assert_eq!(
        incoming.header.ranges[1].before,
        Some(story.entries[2].digest())
    );
}

#[test]
fn both_branches_of_a_fork_arrive_when_their_author_signed_both() {
    let mut story = Story::new();
    let village = &story.village;
    let mut author = Author::new(village.certificate.replica, VILLAGE);
    let change = |name| put("village_profile", 1, &[("village_name", Value::from(name))]);
    let root = author.write(&[change("栗溪村")]);
    let tip = author.tip;
    let one = author.write(&[change("栗溪一村")]);
    let first = signed(village, &author, VILLAGE);
    author.tip = tip;
    let two = author.write(&[change("栗溪二村")]);
    let second = signed(village, &author, VILLAGE);
    story.heads = vec![first.clone(), second];
    story.entries = vec![root, one, two];
    let incoming = story.open(&story.package(Profile::Full)).unwrap();
    assert_eq!(collect(&incoming), story.entries);
    assert_eq!(
        incoming.header.ranges.len(),
        2,
        "a trunk with one branch, and the other branch"
    );
    story.heads = vec![first];
    let replica = story.village.certificate.replica;
    let refused = story.seal(&story.outgoing(Profile::Full)).unwrap_err();
    assert_eq!(refused, SealError::Unsigned { replica });
}
