//! Two cards of one office of which neither follows the other: named, never chosen between.
//!
//! The known card stays, whatever arrives (journal.md §5); a person is told both fingerprints and
//! whether one paper code stands behind both.

use crate::card::Card;

/// A card that contradicts the known one of its office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    /// Code of the office.
    pub code: String,
    /// Its name, as the known card has it.
    pub name: String,
    /// Fingerprint of the known card.
    pub known: String,
    /// Fingerprint of the other one.
    pub other: String,
    /// Whether both come from one paper recovery code: the keys were changed twice from the same
    /// ones, or that code is in other hands.
    pub is_one_root: bool,
}

impl Card {
    /// How another card contradicts this one, which is known; nothing where one of them follows
    /// the other, and nothing where both name the same key.
    pub fn rival(&self, other: &Self) -> Option<Rival> {
        let is_rival = self.code == other.code
            && self.signing != other.signing
            && !other.succeeds(self)
            && !self.succeeds(other);
        is_rival.then(|| Rival {
            code: self.code.clone(),
            name: self.name.clone(),
            known: self.fingerprint(),
            other: other.fingerprint(),
            is_one_root: self.first_root() == other.first_root(),
        })
    }

    /// The root key with which the office began.
    fn first_root(&self) -> [u8; 32] {
        let first = self.rotations.first();
        first.map_or(self.root, |change| change.root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::OfficeKind;
    use crate::keys::OfficeKeys;
    use crate::root::RootKey;
    use crate::rotation::Renewal;

    const PAPER: &str = "7K1Q0-MXW1T-90ABC";

    fn office(paper: &str) -> (OfficeKeys, Card) {
        let keys = OfficeKeys::generate().unwrap();
        let root = RootKey::from_recovery_code(paper).public();
        let names = ("990101102203", "栗溪村");
        let card = Card::issue(&keys, root, OfficeKind::Village, names).unwrap();
        (keys, card)
    }

    fn renewed(keys: &OfficeKeys, card: &Card) -> Card {
        let renewal = Renewal {
            wall_ms: 0,
            laptops: Vec::new(),
            next_root: None,
        };
        let root = RootKey::from_recovery_code(PAPER);
        let next = keys.renewed().unwrap();
        card.renew(&root, &next, renewal).unwrap()
    }

    #[test]
    fn keys_changed_twice_from_the_same_ones_are_rivals_of_one_root() {
        let (keys, card) = office(PAPER);
        let (one, other) = (renewed(&keys, &card), renewed(&keys, &card));
        let rival = one.rival(&other).unwrap();
        assert!(rival.is_one_root);
        assert_eq!(rival.known, one.fingerprint());
        assert_eq!(rival.other, other.fingerprint());
        assert!(card.rival(&one).is_none(), "one follows the first card");
        assert!(one.rival(&card).is_none(), "the first card is only former");
    }

    #[test]
    fn a_second_office_under_one_code_is_a_rival_of_another_root() {
        let ((keys, card), (_, other)) = (office(PAPER), office("00000-00000-00000"));
        let before = card.rival(&other).unwrap();
        let after = renewed(&keys, &card).rival(&other).unwrap();
        assert!(!before.is_one_root && !after.is_one_root);
    }

    #[test]
    fn the_same_key_is_no_rival_of_itself() {
        let (_, card) = office(PAPER);
        assert!(card.rival(&card).is_none());
    }
}
