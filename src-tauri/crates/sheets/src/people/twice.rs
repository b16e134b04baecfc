//! Finds the same person a second time in one roll.

use super::PersonRecord;
use ledger::numbers::IdNoFault;
use std::collections::HashMap;

/// Who was seen, and in which row first.
pub(super) struct Seen {
    by_id_no: HashMap<String, u32>,
    /// Household, name and birth, with whether that row had a whole identity number.
    by_name: HashMap<(u32, String, Option<String>), (u32, bool)>,
}

impl Seen {
    /// Nobody yet, with room for so many.
    pub(super) fn with_room(people: usize) -> Self {
        Self {
            by_id_no: HashMap::with_capacity(people),
            by_name: HashMap::with_capacity(people),
        }
    }

    /// The first row of the same person; otherwise remembers this one.
    ///
    /// The same identity number is the same person. Without two numbers to compare, so are equal
    /// name, birth and household. A ruined number says nothing.
    pub(super) fn earlier(&mut self, person: &PersonRecord) -> Option<u32> {
        let has_id_no = !person.id_no.is_empty()
            && !matches!(
                person.id_no_fault,
                Some(IdNoFault::Ruined | IdNoFault::Shape)
            );
        let by_id_no = self
            .by_id_no
            .get(&person.id_no)
            .copied()
            .filter(|_| has_id_no);
        let key = (person.household, person.name.clone(), person.birth.clone());
        let by_name = self
            .by_name
            .get(&key)
            .filter(|(_, other_has)| !(has_id_no && *other_has))
            .map(|(row, _)| *row);
        if let Some(first) = by_id_no.or(by_name) {
            return Some(first);
        }
        if has_id_no {
            self.by_id_no.insert(person.id_no.clone(), person.row);
        }
        self.by_name.entry(key).or_insert((person.row, has_id_no));
        None
    }
}
