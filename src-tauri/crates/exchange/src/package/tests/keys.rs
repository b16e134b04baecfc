//! A package after an office changed its keys.

use super::tools::{hand, package, spools, tar, untouched, wrap};
use super::*;
use crate::keys::OfficeKeys;
use crate::package::spool::Spooling;
use crate::root::RootKey;
use crate::rotation::{Laptop, Renewal};

/// The office's next keys and card, changed with its paper code.
pub(super) fn renewed(office: &Office, laptops: Vec<Laptop>) -> (OfficeKeys, Card) {
    let keys = office.keys.renewed().unwrap();
    let root = RootKey::from_recovery_code(&office.card.code);
    let renewal = Renewal {
        wall_ms: 1_783_814_400_000,
        laptops,
        next_root: None,
    };
    let card = office.card.renew(&root, &keys, renewal).unwrap();
    (keys, card)
}

/// The village's laptop as a change of keys names it.
fn laptop(story: &Story, lost_at: Option<Vec<(u64, Digest)>>) -> Laptop {
    Laptop {
        replica: story.village.certificate.replica,
        key: story.village.replica.public(),
        lost_at,
    }
}

/// The village under its next keys.
fn after(story: &Story) -> Office {
    let (keys, card) = renewed(&story.village, vec![laptop(story, None)]);
    let replica = story.village.certificate.replica;
    let certificate = keys.certify(VILLAGE, replica, story.village.replica.public());
    Office {
        keys,
        card,
        certificate,
        replica: story.village.replica.clone(),
    }
}

#[test]
fn new_keys_are_taken_over_where_the_package_brings_the_card_that_proves_them() {
    let story = Story::new();
    let village = after(&story);
    let outgoing = Outgoing {
        sender: sender(&village),
        cards: vec![village.card.clone()],
        ..story.outgoing(Profile::Full)
    };
    let package = story.seal(&outgoing).unwrap();
    let incoming = story.open(&package).unwrap();
    assert_eq!(
        story.village.card.successor(&incoming.cards),
        Some(&village.card)
    );
    let silent = Outgoing {
        cards: vec![story.village.card.clone()],
        ..outgoing
    };
    let refused = story.open(&story.seal(&silent).unwrap()).unwrap_err();
    let from = VILLAGE.to_owned();
    assert_eq!(refused, Refused::ChangedKey { from, rival: None });
}

#[test]
fn a_card_of_another_root_proves_nothing() {
    let story = Story::new();
    let stranger = Office::village();
    let root = RootKey::from_recovery_code("00000");
    let card = Card::issue(
        &stranger.keys.renewed().unwrap(),
        root.public(),
        stranger.card.kind,
        (VILLAGE, "栗溪村"),
    )
    .unwrap();
    let keys = OfficeKeys::generate().unwrap();
    let renewal = Renewal {
        wall_ms: 0,
        laptops: Vec::new(),
        next_root: None,
    };
    let card = card.renew(&root, &keys, renewal).unwrap();
    let replica = stranger.certificate.replica;
    let stranger = Office {
        certificate: keys.certify(VILLAGE, replica, stranger.replica.public()),
        replica: stranger.replica,
        card,
        keys,
    };
    let outgoing = Outgoing {
        sender: sender(&stranger),
        cards: vec![stranger.card.clone()],
        ..story.outgoing(Profile::Full)
    };
    let refused = story.open(&story.seal(&outgoing).unwrap()).unwrap_err();
    let from = VILLAGE.to_owned();
    let rival = story.village.card.rival(&stranger.card).map(Box::new);
    assert!(rival.as_ref().is_some_and(|rival| !rival.is_one_root));
    assert_eq!(
        refused,
        Refused::ChangedKey { from, rival },
        "both cards are named"
    );
}

#[test]
fn keys_changed_twice_from_the_same_ones_are_refused_and_both_named() {
    let mut story = Story::new();
    let village = after(&story);
    story.village.card = after(&story).card;
    let outgoing = Outgoing {
        sender: sender(&village),
        cards: vec![village.card.clone()],
        ..story.outgoing(Profile::Full)
    };
    let refused = story.open(&story.seal(&outgoing).unwrap()).unwrap_err();
    let Refused::ChangedKey {
        rival: Some(rival), ..
    } = refused
    else {
        panic!("{refused:?}");
    };
    assert!(rival.is_one_root);
    assert_eq!(rival.known, story.village.card.fingerprint());
    assert_eq!(rival.other, village.card.fingerprint());
}

#[test]
fn a_changed_key_is_the_reason_given_whatever_else_is_wrong_inside() {
    let story = Story::new();
    let village = after(&story);
    let bytes = wrap(b"not a tar", hand(&village), &untouched);
    let from = VILLAGE.to_owned();
    assert_eq!(
        story.open(&bytes).unwrap_err(),
        Refused::ChangedKey { from, rival: None }
    );
}

#[test]
fn what_was_sealed_before_the_change_opens_after_it() {
    let mut story = Story::new();
    let package = story.package(Profile::Full);
    story.town.keys = story.town.keys.renewed().unwrap();
    assert!(story.open(&package).is_ok());
    story.town.keys = OfficeKeys::generate().unwrap();
    let to = TOWN.to_owned();
    assert_eq!(
        story.open(&package).unwrap_err(),
        Refused::OtherKey { to },
        "keys of nobody's succession open nothing"
    );
}

#[test]
fn a_lost_laptops_package_opens_for_quarantine_and_a_disguised_one_is_refused() {
    let mut story = Story::new();
    let late = package(&story, &story.entries, &story.heads);
    let end = (1, story.entries[0].digest());
    let (_, card) = renewed(&story.village, vec![laptop(&story, Some(vec![end]))]);
    story.village.card = card;
    let incoming = story.open(&late).unwrap();
    assert_eq!(
        story.village.card.standing(&incoming.outer.certificate),
        Some(crate::rotation::Standing::UpTo(vec![end]))
    );
    let thief = crate::keys::ReplicaKeys::generate().unwrap();
    let replica = story.village.certificate.replica;
    let disguised = Office {
        certificate: story.village.keys.certify(VILLAGE, replica, thief.public()),
        replica: thief,
        keys: story.village.keys.clone(),
        card: story.village.card.clone(),
    };
    let members = spools(&story.village.card, &[], &[]);
    let bytes = tar(&disguised, &[], &members, &untouched);
    let bytes = wrap(&bytes, hand(&disguised), &untouched);
    let from = VILLAGE.to_owned();
    assert_eq!(
        story.open(&bytes).unwrap_err(),
        Refused::ChangedKey { from, rival: None }
    );
}

#[test]
fn a_package_without_its_senders_card_is_refused() {
    let story = Story::new();
    let town = Office::town();
    for (card, is_taken) in [(&story.village.card, true), (&town.card, false)] {
        let members = spools(card, &story.entries, &story.heads);
        let bytes = tar(&story.village, &story.entries, &members, &untouched);
        let opened = story.open(&wrap(&bytes, hand(&story.village), &untouched));
        assert_eq!(opened.is_ok(), is_taken, "{}", card.code);
    }
}

#[test]
fn a_card_that_is_not_whole_refuses_the_package() {
    let story = Story::new();
    let mut members = spools(&story.village.card, &story.entries, &story.heads);
    let mut cards = Spooling::new().unwrap();
    cards.frame(b"{}").unwrap();
    let [.., place, _] = &mut members;
    *place = cards.finish().unwrap();
    let bytes = tar(&story.village, &story.entries, &members, &untouched);
    let bytes = wrap(&bytes, hand(&story.village), &untouched);
    assert_eq!(story.open(&bytes).unwrap_err(), Refused::Malformed);
}
