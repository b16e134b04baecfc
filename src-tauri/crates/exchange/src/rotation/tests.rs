use super::*;
use crate::card::OfficeKind;
use crate::keys::ReplicaKeys;

const CODE: &str = "990101102203";
const PAPER: &str = "7K1Q0-MXW1T-90ABC";

/// An office with a laptop that stays and one that is lost.
struct Office {
    root: RootKey,
    keys: OfficeKeys,
    card: Card,
    stays: ReplicaKeys,
    lost: ReplicaKeys,
}

const STAYS: ReplicaId = ReplicaId([1; 16]);
const LOST: ReplicaId = ReplicaId([2; 16]);
const END: (u64, Digest) = (12, Digest([12; 32]));

impl Office {
    fn new() -> Self {
        let root = RootKey::from_recovery_code(PAPER);
        let keys = OfficeKeys::generate().unwrap();
        let card = Card::issue(&keys, root.public(), OfficeKind::Village, (CODE, "栗溪村"));
        Self {
            root,
            keys,
            card: card.unwrap(),
            stays: ReplicaKeys::generate().unwrap(),
            lost: ReplicaKeys::generate().unwrap(),
        }
    }

    fn renewal(&self) -> Renewal {
        let laptop = |replica, keys: &ReplicaKeys, lost_at| Laptop {
            replica,
            key: keys.public(),
            lost_at,
        };
        Renewal {
            wall_ms: 1_783_814_400_000,
            laptops: vec![
                laptop(STAYS, &self.stays, None),
                laptop(LOST, &self.lost, Some(vec![END])),
            ],
            next_root: None,
        }
    }

    fn renewed(&self) -> (OfficeKeys, Card) {
        let keys = self.keys.renewed().unwrap();
        let card = self.card.renew(&self.root, &keys, self.renewal()).unwrap();
        (keys, card)
    }
}

#[test]
fn a_card_with_changed_keys_survives_its_file_and_follows_the_earlier_one() {
    let office = Office::new();
    let (_, card) = office.renewed();
    assert_eq!(Card::from_json(&card.to_json()).as_ref(), Ok(&card));
    assert_eq!(card.serial(), 1);
    assert!(card.succeeds(&office.card));
    assert!(!office.card.succeeds(&card), "an earlier serial is no news");
    assert!(!card.succeeds(&card));
    assert_ne!(
        card.fingerprint(),
        office.card.fingerprint(),
        "other keys are read out as other digits"
    );
}

#[test]
fn whoever_missed_a_change_follows_over_all_of_them() {
    let office = Office::new();
    let (keys, first) = office.renewed();
    let keys = keys.renewed().unwrap();
    let second = first.renew(&office.root, &keys, office.renewal()).unwrap();
    assert!(second.succeeds(&office.card) && second.succeeds(&first));
    let offered = [first, second.clone()];
    assert_eq!(office.card.successor(&offered), Some(&second));
}

#[test]
fn only_the_paper_code_of_the_office_changes_its_keys() {
    let office = Office::new();
    let keys = office.keys.renewed().unwrap();
    let guessed = RootKey::from_recovery_code("00000-00000-00000");
    assert_eq!(
        office.card.renew(&guessed, &keys, office.renewal()).err(),
        Some(CardError::Root)
    );
    let names = (CODE, "栗溪村");
    let forged = Card::issue(&office.keys, guessed.public(), OfficeKind::Village, names);
    let forged = forged
        .unwrap()
        .renew(&guessed, &keys, office.renewal())
        .unwrap();
    assert!(
        !forged.succeeds(&office.card),
        "a change signed by another root key is another office's"
    );
}

#[test]
fn a_change_altered_or_left_out_makes_the_card_unreadable() {
    let office = Office::new();
    let (keys, card) = office.renewed();
    let mut altered = card.clone();
    for change in &mut altered.rotations {
        change.laptops.retain(|laptop| laptop.lost_at.is_none());
    }
    let altered = altered.sealed(&keys).unwrap();
    assert_eq!(
        Card::from_json(&altered.to_json()),
        Err(CardError::Altered),
        "even the office key cannot take a laptop off the list"
    );
    let mut second = card.clone();
    second.rotations.clear();
    assert_eq!(
        Card::from_json(&second.to_json()),
        Err(CardError::Altered),
        "the office key signs that these are all the changes"
    );
}

#[test]
fn a_new_paper_code_takes_over_with_the_change_that_names_it() {
    let office = Office::new();
    let paper = RootKey::from_recovery_code("ABCDE-ABCDE-ABCDE");
    let keys = office.keys.renewed().unwrap();
    let renewal = Renewal {
        next_root: Some(paper.public()),
        ..office.renewal()
    };
    let card = office.card.renew(&office.root, &keys, renewal).unwrap();
    assert!(card.succeeds(&office.card));
    assert!(Card::from_json(&card.to_json()).is_ok());
    let next = keys.renewed().unwrap();
    assert_eq!(
        card.renew(&office.root, &next, office.renewal()).err(),
        Some(CardError::Root),
        "the former paper changes nothing any more"
    );
    assert!(card.renew(&paper, &next, office.renewal()).is_ok());
}

#[test]
fn a_laptop_that_goes_on_counts_under_its_former_certificate_and_a_lost_one_up_to_its_end() {
    let office = Office::new();
    let (keys, card) = office.renewed();
    let former = |replica, of: &ReplicaKeys| office.keys.certify(CODE, replica, of.public());
    let standing = |certificate: &Certificate| card.standing(certificate);
    assert_eq!(
        standing(&former(STAYS, &office.stays)),
        Some(Standing::Counts)
    );
    let lost = Some(Standing::UpTo(vec![END]));
    assert_eq!(standing(&former(LOST, &office.lost)), lost);
    let again = keys.certify(CODE, LOST, office.lost.public());
    assert_eq!(standing(&again), lost, "once lost is lost");
    assert_eq!(
        office.card.standing(&former(LOST, &office.lost)),
        Some(Standing::Counts),
        "who has not heard of the change still believes it"
    );
}

#[test]
fn what_a_thief_certifies_with_the_former_keys_does_not_count() {
    let office = Office::new();
    let (keys, card) = office.renewed();
    let thief = ReplicaKeys::generate().unwrap();
    let unheard = ReplicaId([9; 16]);
    let own = office.keys.certify(CODE, unheard, thief.public());
    assert_eq!(
        card.standing(&own),
        Some(Standing::UpTo(Vec::new())),
        "a laptop no change names is quarantined from its first entry"
    );
    let in_disguise = office.keys.certify(CODE, STAYS, thief.public());
    assert_eq!(
        card.standing(&in_disguise),
        None,
        "another's number, own key"
    );
    let joined_again = keys.certify(CODE, unheard, thief.public());
    assert_eq!(
        card.standing(&joined_again),
        Some(Standing::Counts),
        "a laptop that took the new keys counts from its first entry"
    );
}
