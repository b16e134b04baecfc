use super::*;

const CODE: &str = "990101102203";

fn card() -> Card {
    let keys = OfficeKeys::generate().unwrap();
    Card::issue(&keys, [5; 32], OfficeKind::Village, (CODE, "栗溪村")).unwrap()
}

#[test]
fn a_card_survives_its_file() {
    let card = card();
    let json = card.to_json();
    assert!(
        json.contains("栗溪村") && json.contains('\n'),
        "people may open the file"
    );
    assert_eq!(Card::from_json(&json), Ok(card));
}

#[test]
fn every_altered_line_of_a_card_is_refused() {
    let card = card();
    let other = self::card();
    let json = card.to_json();
    let changes = [
        (CODE, "990101102204"),
        ("栗溪村", "竹坪村"),
        (&hex::encode(&card.signing), &hex::encode(&other.signing)),
        (&card.receiving.to_string(), &other.receiving.to_string()),
        (&hex::encode(&card.root), &hex::encode(&[6; 32])),
        (
            &hex::encode(&card.signature),
            &hex::encode(&other.signature),
        ),
    ];
    for (from, to) in changes {
        let altered = json.replace(from, to);
        assert_ne!(altered, json, "the change must be one");
        assert_eq!(Card::from_json(&altered), Err(CardError::Altered), "{from}");
    }
}

#[test]
fn a_flipped_bit_anywhere_never_gives_another_card() {
    let card = card();
    let json = card.to_json();
    for place in 0..json.len() {
        let mut bytes = json.clone().into_bytes();
        bytes[place] ^= 1;
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        // A flip may turn one blank into another between two values; the card stays the same.
        assert!(Card::from_json(&text).is_err() || Card::from_json(&text) == Ok(card.clone()));
    }
}

#[test]
fn a_card_of_a_newer_version_says_so() {
    let json = card().to_json();
    let newer = [
        json.replace("yizhan-card-1", "yizhan-card-2"),
        json.replace("\"suite\": 1", "\"suite\": 2"),
    ];
    for json in newer {
        assert_eq!(Card::from_json(&json), Err(CardError::Newer));
    }
    for json in ["", "{}", "[1]", "名片"] {
        assert_eq!(Card::from_json(json), Err(CardError::NotACard));
    }
}

#[test]
fn a_code_must_fit_the_kind_of_office() {
    let keys = OfficeKeys::generate().unwrap();
    let issue = |kind, code, name| Card::issue(&keys, [0; 32], kind, (code, name)).map(|_| ());
    assert_eq!(issue(OfficeKind::Town, "990101102000", "竹坪镇"), Ok(()));
    assert_eq!(
        issue(OfficeKind::Town, CODE, "竹坪镇"),
        Err(CardError::Code)
    );
    assert_eq!(
        issue(OfficeKind::Village, "990101102000", "栗溪村"),
        Err(CardError::Code)
    );
    assert_eq!(
        issue(OfficeKind::Village, "9901", "栗溪村"),
        Err(CardError::Code)
    );
    assert_eq!(issue(OfficeKind::Village, CODE, " "), Err(CardError::Name));
    assert_eq!(
        issue(OfficeKind::Village, CODE, "栗溪\n村"),
        Err(CardError::Name)
    );
}

#[test]
fn the_fingerprint_has_thirty_digits_and_follows_every_part() {
    let card = card();
    let fingerprint = card.fingerprint();
    let groups: Vec<&str> = fingerprint.split(' ').collect();
    assert_eq!(groups.len(), 6);
    assert!(groups.iter().all(|group| group.len() == 5));
    let renamed = Card {
        name: "栗溪新村".to_owned(),
        ..card.clone()
    };
    let rerooted = Card {
        root: [9; 32],
        ..card.clone()
    };
    assert_ne!(renamed.fingerprint(), fingerprint);
    assert_ne!(rerooted.fingerprint(), fingerprint);
    assert_eq!(
        Card::from_json(&card.to_json()).unwrap().fingerprint(),
        fingerprint
    );
}
