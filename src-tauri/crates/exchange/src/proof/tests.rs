//! Proofs are read back, hold for the office and its township, and for nobody else.

use super::*;
use crate::card::OfficeKind;

const VILLAGE_KEYS: &str = include_str!("../../vectors/village.keys.json");
const TOWN_CARD: &str = include_str!("../../vectors/town.card.json");
const VILLAGE_CARD: &str = include_str!("../../vectors/village.card.json");
const TOWN_KEYS: &str = include_str!("../../vectors/town.keys.json");
/// As it stands on a paper printed once.
const GOLDEN: &str = "WT396-ZQKVG-G2MDJ-J082X-0C20P-250DC-TG4G6-G1R6B-V9A2F-VYTK4-4ZJ9V-V0PCZ";

fn keys(json: &str) -> OfficeKeys {
    let keys: serde_json::Value = serde_json::from_str(json).unwrap();
    let bytes: Vec<u8> = serde_json::from_value(keys["office"].clone()).unwrap();
    OfficeKeys::from_bytes(&bytes).unwrap()
}

fn card(keys: &OfficeKeys, code: &str) -> Card {
    let kind = if code.ends_with("000") {
        OfficeKind::Town
    } else {
        OfficeKind::Village
    };
    Card::issue(keys, [7; 32], kind, (code, "试")).unwrap()
}

fn proof() -> Proof {
    Proof {
        office: "990101102203".to_owned(),
        document: Proof::document_of("response_cards"),
        record: [1, 2, 3, 4],
        edition: PUBLIC,
        printed: 1_314_260,
        version: [9, 8, 7, 6],
    }
}

fn golden() -> ProofText {
    let town = Card::from_json(TOWN_CARD).unwrap();
    proof().sealed(&keys(VILLAGE_KEYS), Some(&town))
}

#[test]
fn the_golden_proof_stays_what_it_is() {
    assert_eq!(golden().to_string(), GOLDEN);
    let read = ProofText::read(GOLDEN).unwrap();
    assert_eq!(read.proof(), &proof());
    assert_eq!(read.is_own(&keys(VILLAGE_KEYS)), Maker::Current);
    let village = Card::from_json(VILLAGE_CARD).unwrap();
    assert_eq!(read.is_of(&village, &keys(TOWN_KEYS)), Maker::Current);
}

#[test]
fn a_proof_is_read_back_however_it_is_typed() {
    let printed = golden();
    let letters = printed.letters();
    assert_eq!(letters.len(), 60, "as many as a QR code of version 3 holds");
    let typed = letters.to_lowercase().replace('0', "o").replace('1', "l");
    assert_eq!(ProofText::read(&typed), Ok(printed.clone()));
    assert_eq!(ProofText::read(&printed.to_string()), Ok(printed));
}

#[test]
fn every_wrong_letter_is_pointed_at() {
    let printed = golden();
    let letters: Vec<char> = printed.letters().chars().collect();
    for place in 0..letters.len() {
        let mut typo = letters.clone();
        typo[place] = if letters[place] == '7' { '8' } else { '7' };
        let read = ProofText::read(&typo.iter().collect::<String>());
        assert_eq!(read, Err(Mistyped::Groups(vec![place / LETTERS + 1])));
    }
    let mut swapped = letters;
    swapped.rotate_left(LETTERS);
    let read = ProofText::read(&swapped.iter().collect::<String>());
    assert!(matches!(read, Err(Mistyped::Groups(groups)) if groups.len() == GROUPS));
}

#[test]
fn a_missing_letter_is_looked_for_from_the_group_it_is_missing_in() {
    let mut letters = golden().letters();
    letters.remove(22);
    let read = ProofText::read(&letters);
    let expected = Mistyped::Length {
        letters: 59,
        from: 5,
    };
    assert_eq!(read, Err(expected));
    assert!(matches!(
        ProofText::read(""),
        Err(Mistyped::Length {
            letters: 0,
            from: 1
        })
    ));
}

#[test]
fn a_stranger_forges_nothing_and_a_changed_word_is_noticed() {
    let (village, town) = (keys(VILLAGE_KEYS), keys(TOWN_KEYS));
    let cards = (card(&village, "990101102203"), card(&town, "990101102000"));
    let stranger = OfficeKeys::generate().unwrap();
    let forged = proof().sealed(&stranger, Some(&cards.1));
    assert_eq!(forged.is_own(&village), Maker::Nobody);
    assert_eq!(forged.is_of(&cards.0, &town), Maker::Nobody);
    let mut altered = golden();
    altered.bytes[13] ^= 1;
    assert_eq!(altered.is_own(&village), Maker::Nobody, "another moment");
    let unsealed = ProofText {
        bytes: [0; BYTES],
        proof: proof(),
    };
    assert_eq!(unsealed.is_own(&village), Maker::Nobody);
}

#[test]
fn papers_outlive_a_change_of_keys_on_either_side() {
    let (village, town) = (keys(VILLAGE_KEYS), keys(TOWN_KEYS));
    let renewed = village.renewed().unwrap();
    assert_eq!(golden().is_own(&renewed), Maker::Former);
    let moved_on = town.renewed().unwrap();
    let village_card = card(&village, "990101102203");
    assert_eq!(golden().is_of(&village_card, &moved_on), Maker::Current);
}

#[test]
fn without_a_township_the_office_itself_can_still_tell() {
    let village = keys(VILLAGE_KEYS);
    let alone = proof().sealed(&village, None);
    assert_eq!(alone.is_own(&village), Maker::Current);
    let village = card(&village, "990101102203");
    assert_eq!(alone.is_of(&village, &keys(TOWN_KEYS)), Maker::Nobody);
}
