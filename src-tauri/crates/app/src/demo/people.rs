//! The invented villagers: households by group, people by household, in the proportions of a
//! mountain village whose young work away (domain §6).

use super::books::Ids;
use super::catalogue::{GroupEntry, Names};
use super::random::Random;
use chrono::{Datelike as _, Days, NaiveDate};
use ledger::{RowId, Value};
use std::collections::BTreeSet;

/// Size of a household against its share in a hundred.
const SIZES: [(usize, usize); 6] = [(1, 12), (2, 24), (3, 21), (4, 20), (5, 13), (6, 10)];

/// More telephones than the villagers have.
const BEYOND: usize = 2500;

/// A household before it becomes a row.
pub(super) struct Household {
    pub(super) id: RowId,
    pub(super) number: usize,
    pub(super) group: usize,
    pub(super) door: usize,
    pub(super) members: Vec<Person>,
    pub(super) house_struct: &'static str,
    pub(super) safety_grade: &'static str,
    pub(super) on_cut_slope: bool,
    pub(super) near_river: bool,
    pub(super) low_lying: bool,
}

impl Household {
    pub(super) fn group_name(&self) -> String {
        format!("{}组", self.group)
    }
}

/// A person before it becomes a row.
pub(super) struct Person {
    pub(super) id: RowId,
    pub(super) name: String,
    pub(super) relation: &'static str,
    pub(super) male: bool,
    pub(super) birth: NaiveDate,
    pub(super) id_no: String,
    pub(super) mobile: Option<String>,
    pub(super) residence: &'static str,
    pub(super) mobility: &'static str,
    pub(super) vulnerable: BTreeSet<&'static str>,
    pub(super) help: BTreeSet<&'static str>,
}

impl Person {
    pub(super) fn age(&self, today: NaiveDate) -> u32 {
        today.years_since(self.birth).unwrap_or(0)
    }

    /// Whether he or she may hold a post: here, of working age or not much older, and well.
    pub(super) fn is_able(&self, today: NaiveDate) -> bool {
        let age = self.age(today);
        self.residence == "resident"
            && (25..=62).contains(&age)
            && self.mobility == "independent"
            && self.vulnerable.is_empty()
            && self.mobile.is_some()
    }
}

/// Makes everybody.
pub(super) struct Census<'a> {
    pub(super) random: &'a mut Random,
    pub(super) names: &'a Names,
    pub(super) ids: &'a Ids,
    pub(super) today: NaiveDate,
    pub(super) born_codes: BTreeSet<String>,
    pub(super) phones: usize,
    /// Numbers that the data files give to offices and people outside the village.
    pub(super) taken: BTreeSet<String>,
}

impl Census<'_> {
    /// All households of the village, group by group.
    pub(super) fn households(&mut self, groups: &[GroupEntry]) -> Vec<Household> {
        let mut households = Vec::new();
        for (group, entry) in (1..).zip(groups) {
            for door in 1..=entry.households {
                let number = households.len() + 1;
                households.push(self.household(number, group, door));
            }
        }
        households
    }

    fn household(&mut self, number: usize, group: usize, door: usize) -> Household {
        let size = self.random.weighted(&SIZES).copied().unwrap_or(3);
        let surname = self.surname();
        let mut members = self.members(number, size, &surname);
        left_at_home(&mut members, self.today);
        let random = &mut *self.random;
        let structs = [
            ("brick_concrete", 58),
            ("brick_wood", 20),
            ("earth_wood", 12),
            ("steel_concrete", 8),
            ("wood", 2),
        ];
        let house_struct = random
            .weighted(&structs)
            .copied()
            .unwrap_or("brick_concrete");
        let is_old = matches!(house_struct, "earth_wood" | "wood");
        let grades = if is_old {
            [("b", 60), ("c", 29), ("d", 11)]
        } else {
            [("a", 45), ("b", 55), ("c", 0)]
        };
        Household {
            id: self.ids.of("household", number),
            number,
            group,
            door,
            members,
            house_struct,
            safety_grade: random.weighted(&grades).copied().unwrap_or("b"),
            on_cut_slope: random.per_mille(90),
            near_river: random.per_mille(140),
            low_lying: random.per_mille(70),
        }
    }

    fn surname(&mut self) -> String {
        self.random
            .weighted(&self.names.surnames)
            .cloned()
            .unwrap_or_else(|| "王".to_owned())
    }

    /// Head, spouse, then old parents or children, until the household is full.
    fn members(&mut self, household: usize, size: usize, surname: &str) -> Vec<Person> {
        let head_age = self.random.between(34, 84);
        let head_male = self.random.per_mille(780);
        let mut members = vec![self.person((household, 0), surname, ("head", head_male, head_age))];
        if size > 1 {
            let age = (head_age + self.random.between(-4, 3)).max(24);
            let other = self.surname();
            members.push(self.person((household, 1), &other, ("spouse", !head_male, age)));
        }
        let has_parent = head_age < 62 && self.random.per_mille(450);
        for place in 2..size {
            let of_parent = has_parent && place == 2;
            let male = if of_parent {
                self.random.per_mille(350)
            } else {
                self.random.per_mille(520)
            };
            let (relation, age) = self.kin(head_age, of_parent, (male, place));
            let name = surname.to_owned();
            members.push(self.person((household, place), &name, (relation, male, age)));
        }
        members
    }

    fn kin(
        &mut self,
        head: i64,
        is_parent: bool,
        (male, place): (bool, usize),
    ) -> (&'static str, i64) {
        if is_parent {
            let age = (head + self.random.between(22, 30)).min(97);
            return (if male { "father" } else { "mother" }, age);
        }
        let child = (head - self.random.between(23, 32)).max(0);
        let grandchild = (child - self.random.between(23, 30)).max(0);
        if place >= 4 && child > 25 {
            (if male { "grandson" } else { "granddaughter" }, grandchild)
        } else {
            (if male { "son" } else { "daughter" }, child)
        }
    }

    fn person(
        &mut self,
        (household, place): (usize, usize),
        surname: &str,
        (relation, male, age): (&'static str, bool, i64),
    ) -> Person {
        let back = u64::try_from(age * 365 + self.random.between(0, 364)).unwrap_or(0);
        let birth = self
            .today
            .checked_sub_days(Days::new(back))
            .unwrap_or(self.today);
        let is_rare = self.random.per_mille(33);
        let given = if is_rare {
            self.names.rare()
        } else {
            self.names.given(male, birth.year())
        };
        let given = self.random.pick(given).cloned().unwrap_or_default();
        let residence = self.residence(age);
        let has_phone = age >= 14 && self.random.per_mille(if age > 75 { 600 } else { 960 });
        let mobile = has_phone.then(|| self.phone());
        let mut person = Person {
            id: self.ids.of("person", household * 10 + place),
            name: format!("{surname}{given}"),
            relation,
            male,
            birth,
            id_no: self.id_no(birth, male),
            mobile,
            residence,
            mobility: "independent",
            vulnerable: BTreeSet::new(),
            help: BTreeSet::new(),
        };
        self.burdens(&mut person, age);
        person
    }

    fn residence(&mut self, age: i64) -> &'static str {
        match age {
            18..=22 if self.random.per_mille(600) => "studying",
            18..=59 if self.random.per_mille(380) => "away",
            _ => "resident",
        }
    }

    fn phone(&mut self) -> String {
        let number = self.phones;
        self.phones += 1;
        // Steps of a number without common factor with 10,000 visit every tail once.
        let phone = |number: usize| format!("1420000{:04}", number * 7919 % 10_000);
        let far = (1..).map(|turn| number + turn * BEYOND);
        let mut free = std::iter::once(number).chain(far).map(phone);
        free.find(|phone| !self.taken.contains(phone))
            .unwrap_or_default()
    }

    /// An identity number of province 99, which does not exist, with a right check digit.
    fn id_no(&mut self, birth: NaiveDate, male: bool) -> String {
        const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        loop {
            let order = self.random.between(0, 499) * 2 + i64::from(male);
            let body = format!("990101{}{order:03}", birth.format("%Y%m%d"));
            let digits = body.chars().filter_map(|digit| digit.to_digit(10));
            let sum: u32 = digits
                .zip(WEIGHTS)
                .map(|(digit, weight)| digit * weight)
                .sum();
            let check = "10X98765432"
                .chars()
                .nth(usize::try_from(sum % 11).unwrap_or(0))
                .unwrap_or('1');
            let number = format!("{body}{check}");
            if self.born_codes.insert(number.clone()) {
                return number;
            }
        }
    }

    /// Who needs to be fetched first, and what for.
    fn burdens(&mut self, person: &mut Person, age: i64) {
        if person.residence != "resident" {
            return;
        }
        if age >= 80 {
            person.vulnerable.insert("aged_80");
            person.help.insert("support");
            person.mobility = "supported";
        }
        if (0..=6).contains(&age) {
            person.vulnerable.insert("infant");
            person.help.insert("hold");
        }
        let chance = &mut *self.random;
        if age >= 75 && chance.per_mille(60) {
            person.mobility = "stretcher";
            person.help = BTreeSet::from(["stretcher"]);
        }
        if chance.per_mille(55) {
            person.vulnerable.insert("disabled");
            person.help.insert("support");
        }
        if age > 45 && chance.per_mille(50) {
            person.vulnerable.insert("gravely_ill");
            person.help.insert(if chance.per_mille(300) {
                "oxygen"
            } else {
                "medicine"
            });
        }
        if !person.male && (20..=38).contains(&age) && chance.per_mille(40) {
            person.vulnerable.insert("pregnant");
            person.help.insert("early");
        }
        if chance.per_mille(46) {
            person.vulnerable.insert("low_income");
        }
    }
}

/// Who is old and alone, and which children have nobody of working age at home.
fn left_at_home(members: &mut [Person], today: NaiveDate) {
    let here: Vec<u32> = members
        .iter()
        .filter(|person| person.residence == "resident")
        .map(|person| person.age(today))
        .collect();
    let all_old = here.iter().all(|age| *age >= 60);
    let nobody_between = !here.iter().any(|age| (18..60).contains(age));
    for person in members
        .iter_mut()
        .filter(|person| person.residence == "resident")
    {
        match person.age(today) {
            ..16 if nobody_between => {
                person.vulnerable.insert("left_behind");
            }
            60.. if all_old && here.len() == 1 => {
                person.vulnerable.insert("living_alone");
            }
            65.. if all_old => {
                person.vulnerable.insert("empty_nest");
            }
            _ => {}
        }
    }
}

fn codes(set: &BTreeSet<&'static str>) -> Value {
    Value::Set(set.iter().map(ToString::to_string).collect())
}

/// The row of a person.
pub(super) fn person_row(household: &Household, person: &Person) -> Vec<(&'static str, Value)> {
    vec![
        ("name", person.name.as_str().into()),
        ("household_id", household.id.to_string().into()),
        ("relation", person.relation.into()),
        ("sex", if person.male { "male" } else { "female" }.into()),
        ("birth", person.birth.format("%Y-%m-%d").to_string().into()),
        ("id_no", person.id_no.as_str().into()),
        ("mobile", person.mobile.as_deref().unwrap_or("").into()),
        ("group", household.group_name().into()),
        ("residence", person.residence.into()),
        ("mobility", person.mobility.into()),
        ("vulnerable", codes(&person.vulnerable)),
        ("help_needed", codes(&person.help)),
    ]
}
