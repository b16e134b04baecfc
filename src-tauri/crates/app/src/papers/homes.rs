//! Who is at home in each household, read once for a whole batch: slips, lists and the plan count
//! people by one rule (`person::is_at_home`), or their sums part. They name the help somebody
//! needs, never why.

use super::Gather;
use crate::acts::night;
use crate::lists::Lists;
use crate::problem::Problem;
use ledger::kinds::person::{is_at_home, is_here};
use ledger::numbers::phone_groups;
use ledger::{Row, Value};
use print::documents::Audience;
use std::collections::BTreeMap;
use store::StoredRow;

/// A household in which nobody has a telephone.
const NO_PHONE: &str = "没有电话";

/// The people of the books by household.
pub(super) struct Homes(BTreeMap<String, Vec<StoredRow>>);

/// One household's people.
#[derive(Clone, Copy, Default)]
pub(super) struct Home<'a>(&'a [StoredRow]);

impl Homes {
    /// Everybody of the office's own books who is neither dead nor moved away.
    pub(super) fn of(gather: &Gather<'_>) -> Result<Self, Problem> {
        Self::of_area(gather, &gather.office.code)
    }

    /// The same of the books of one area.
    pub(super) fn of_area(gather: &Gather<'_>, area: &str) -> Result<Self, Problem> {
        let mut homes: BTreeMap<String, Vec<StoredRow>> = BTreeMap::new();
        let people = gather.office.all_of(area, "person")?.into_iter();
        for stored in people.filter(|stored| is_here(&stored.row)) {
            let household = stored.row.text("household_id").to_owned();
            if !household.is_empty() {
                homes.entry(household).or_default().push(stored);
            }
        }
        Ok(Self(homes))
    }

    /// How many people these households have.
    pub(super) fn total(&self, households: &[StoredRow]) -> Total {
        let counts: Vec<Option<usize>> = households
            .iter()
            .map(|stored| self.home(stored).people())
            .collect();
        let known = counts.iter().flatten();
        Total {
            people: known.clone().next().map(|_| known.sum()),
            unknown: counts.iter().filter(|count| count.is_none()).count(),
        }
    }

    /// The people of a household.
    pub(super) fn home(&self, household: &StoredRow) -> Home<'_> {
        let people = self.0.get(&household.id.to_string());
        Home(people.map_or(&[], Vec::as_slice))
    }
}

/// How many people several households have.
pub(super) struct Total {
    /// Of those whose people are in the books; nothing where none are.
    pub(super) people: Option<usize>,
    /// Households whose people nobody wrote down.
    pub(super) unknown: usize,
}

impl Total {
    /// What is missing before the people can be relied on; nothing where nothing is.
    pub(super) fn lack(&self) -> Option<String> {
        (self.unknown > 0).then(|| {
            format!(
                "危险区有{}户没登记几口人，没有算进人数：到“人员”里登记，选上所在户。",
                self.unknown
            )
        })
    }
}

impl<'a> Home<'a> {
    fn at_home(self) -> impl Iterator<Item = &'a Row> {
        let rows = self.0.iter().map(|stored| &stored.row);
        rows.filter(|row| is_at_home(row))
    }

    /// How many are brought away; nothing where the books know nobody of the household, which is
    /// not nobody.
    pub(super) fn people(self) -> Option<usize> {
        (!self.0.is_empty()).then(|| self.at_home().count())
    }

    /// How many must be carried.
    pub(super) fn carried(self) -> usize {
        self.at_home().filter(|row| is_carried(row)).count()
    }

    /// How many need a hand of whatever kind.
    pub(super) fn helped(self) -> usize {
        let needs =
            |row: &&Row| matches!(row.get("help_needed"), Value::Set(needs) if !needs.is_empty());
        self.at_home().filter(needs).count()
    }

    /// 要背1人、要吸氧1人: the kinds of help, each with the number of people.
    pub(super) fn helps(self, lists: &Lists) -> String {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for row in self.at_home() {
            if let Value::Set(needs) = row.get("help_needed") {
                for need in needs {
                    *counts.entry(lists.label("help_needed", need)).or_default() += 1;
                }
            }
        }
        let said = counts.into_iter();
        let said: Vec<String> = said
            .map(|(need, count)| format!("{need}{count}人"))
            .collect();
        said.join("、")
    }

    /// The telephone of whoever answers for the household, with the name where that is not its
    /// head: the very one whom the list of calls has. Nothing on the public edition.
    pub(super) fn phone(
        self,
        gather: &Gather<'_>,
        household: &StoredRow,
    ) -> Result<String, Problem> {
        if gather.audience == Audience::Public {
            return Ok(String::new());
        }
        let contact = night::contact(household, self.0.iter());
        let found = self.0.iter().find(|stored| Some(stored.id) == contact);
        let named = match found {
            Some(stored) => Some(gather.named_with_doubts(stored)?),
            None => gather.person(&household.row, "head_id")?,
        };
        let is_head = contact.is_some_and(|id| id.to_string() == household.row.text("head_id"));
        Ok(match named {
            None => String::new(),
            Some(named) if named.phone.is_empty() => NO_PHONE.to_owned(),
            Some(named) if is_head => phone_groups(&named.phone),
            Some(named) => format!("{}\n{}", named.name, phone_groups(&named.phone)),
        })
    }
}

fn is_carried(person: &Row) -> bool {
    let needs = match person.get("help_needed") {
        Value::Set(needs) => needs.contains("carry") || needs.contains("stretcher"),
        _ => false,
    };
    needs || person.text("mobility") == "stretcher"
}

/// 3组8号: the address with its group, which the public edition has alone.
pub(super) fn address(audience: Audience, household: &Row) -> String {
    let group = household.text("group");
    match (audience, household.text("address")) {
        (Audience::Public, _) => group.to_owned(),
        (Audience::Duty, address) if address.contains(group) => address.to_owned(),
        (Audience::Duty, address) => format!("{group}{address}"),
    }
}
