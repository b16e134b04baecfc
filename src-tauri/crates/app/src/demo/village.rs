//! 栗溪村: the fictional books, written as one act (domain §6).

use super::books::{Books, Ids, text};
use super::catalogue::Catalogue;
use super::people::{Census, Household, Person, person_row};
use super::random::Random;
use super::told::Anchors;
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use chrono::{Datelike as _, NaiveDate};
use ledger::{Act, RowId, Value};
use std::collections::{BTreeMap, BTreeSet};
use zones::Endangered;

mod duty;
mod evacuations;
mod hazards;
mod inspections;
mod letters;
pub(super) mod map;
mod monitoring;
mod response;
mod supplies;
mod warnings;
mod zones;

/// People who hold posts, lead teams and fetch households.
const CADRES: usize = 34;
/// Duties of the first cadres, in order.
const DUTIES: [&str; 18] = [
    "村书记",
    "村主任",
    "村文书",
    "妇女主任",
    "民兵连长",
    "村医",
    "1组组长",
    "2组组长",
    "3组组长",
    "4组组长",
    "5组组长",
    "6组组长",
    "7组组长",
    "8组组长",
    "护林员",
    "网格员",
    "灾害信息员",
    "物资保管员",
];

/// Everything while it is being made.
pub(super) struct Village<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) books: Books<'a>,
    pub(super) ids: Ids,
    pub(super) today: NaiveDate,
    pub(super) anchors: Anchors,
    random: Random,
    households: Vec<Household>,
    cadres: Vec<RowId>,
    endangered: Vec<Endangered>,
    /// Inspections numbered so far, by year.
    inspected: BTreeMap<i32, u32>,
    /// Batches that things are taken from, with the days since they were bought.
    kept: Vec<(RowId, i64)>,
}

/// Fills the open office's file; gives the rows written by ledger.
pub(super) fn fill(
    desk: &Desk,
    office: &mut Office,
    (catalogue, seed): (&Catalogue, u64),
) -> Result<BTreeMap<String, u64>, Problem> {
    let ids = Ids {
        code: office.code.clone(),
    };
    let today = desk.clock.today();
    let mut random = Random::new(seed);
    let mut census = Census {
        random: &mut random,
        names: &catalogue.names,
        ids: &ids,
        today,
        born_codes: BTreeSet::new(),
        phones: 1,
        taken: catalogue.phones(),
    };
    let households = census.households(&catalogue.village.group);
    let books = Books {
        desk,
        changes: Vec::new(),
        counts: BTreeMap::new(),
    };
    let mut village = Village {
        catalogue,
        books,
        ids,
        random,
        households,
        cadres: Vec::new(),
        endangered: Vec::new(),
        inspected: BTreeMap::new(),
        kept: Vec::new(),
        today,
        anchors: Anchors::new(&catalogue.year, today),
    };
    village.choose_cadres();
    village.write(office)?;
    let picture = village.map()?;
    let Books {
        changes, counts, ..
    } = village.books;
    office.act_with_photos(desk, Act::FILL_DEMO, (&changes, &[&picture]))?;
    Ok(counts)
}

impl Village<'_> {
    fn write(&mut self, office: &Office) -> Result<(), Problem> {
        self.profile(office)?;
        self.people()?;
        self.shelters_and_routes()?;
        self.risk_points()?;
        self.houses()?;
        self.hazards()?;
        self.posts_and_cards()?;
        self.teams()?;
        self.plan()?;
        self.supplies()?;
        self.told()?;
        self.letters()?;
        self.monitoring()?;
        self.inspections()?;
        self.warnings()?;
        self.evacuations()?;
        self.duty_shifts()
    }

    fn choose_cadres(&mut self) {
        let today = self.today;
        let able = self.households.iter().filter_map(|household| {
            household
                .members
                .iter()
                .find(|person| person.is_able(today))
                .map(|person| person.id)
        });
        // One house in five or so gives somebody, so that the cadres are spread over the groups.
        self.cadres = able.step_by(5).take(CADRES).collect();
    }

    /// The cadre of this number, counted round and round.
    fn cadre(&self, number: usize) -> Value {
        let place = number % self.cadres.len().max(1);
        self.cadres
            .get(place)
            .map_or(Value::Null, |id| id.to_string().into())
    }

    /// Who fetches the household at this place.
    fn escort(&self, place: usize) -> Value {
        self.cadre(place / 9)
    }

    /// Who holds a duty: one of [`DUTIES`], or 队员 with a number.
    pub(super) fn holder(&self, duty: &str) -> Option<RowId> {
        let place = match duty.strip_prefix("队员") {
            Some(number) => DUTIES.len() + number.parse::<usize>().ok()?,
            None => DUTIES.iter().position(|held| *held == duty)?,
        };
        self.cadres.get(place).copied()
    }

    fn profile(&mut self, office: &Office) -> Result<(), Problem> {
        let people = self
            .households
            .iter()
            .map(|household| household.members.len())
            .sum::<usize>();
        let residents = self
            .everyone()
            .filter(|person| person.residence == "resident")
            .count();
        let int = |number: usize| Value::Int(i64::try_from(number).unwrap_or(0));
        let groups = self.catalogue.village.group.iter();
        let groups = groups
            .map(|group| format!("{}（{}）", group.name, group.place))
            .collect();
        let more = vec![
            ("village_name", office.name.as_str().into()),
            ("village_code", office.code.as_str().into()),
            ("reg_households", int(self.households.len())),
            ("reg_pop", int(people)),
            ("resident_pop", int(residents)),
            ("village_groups", Value::Lines(groups)),
        ];
        let id = RowId::fixed("village_profile", &office.code, "");
        self.books.put_table(
            "village_profile",
            id,
            (&self.catalogue.village.profile, more),
        )
    }

    fn everyone(&self) -> impl Iterator<Item = &Person> {
        self.households
            .iter()
            .flat_map(|household| &household.members)
    }

    fn people(&mut self) -> Result<(), Problem> {
        for household in &self.households {
            for person in &household.members {
                let mut row = person_row(household, person);
                if let Some(place) = self.cadres.iter().position(|id| *id == person.id) {
                    row.extend(duty(place, person));
                }
                self.books.put("person", person.id, row)?;
            }
        }
        Ok(())
    }

    fn shelters_and_routes(&mut self) -> Result<(), Problem> {
        let village = &self.catalogue.village;
        for (number, shelter) in village.shelter.iter().enumerate() {
            let id = self.ids.named("shelter", text(shelter, "name"));
            let more = vec![
                ("keeper_a", self.cadre(number + 6)),
                ("keeper_b", self.cadre(number + 14)),
                ("open_status", "closed".into()),
            ];
            self.books.put_table("shelter", id, (shelter, more))?;
        }
        for (number, route) in village.route.iter().enumerate() {
            let id = self.ids.named("route", text(route, "name"));
            let risks = route.get("risk_points").and_then(toml::Value::as_array);
            let risks = risks.into_iter().flatten().filter_map(toml::Value::as_str);
            let risks = risks
                .map(|name| self.ids.named("risk_point", name).to_string())
                .collect();
            let more = vec![
                (
                    "shelter_id",
                    self.named_ref("shelter", text(route, "shelter")),
                ),
                (
                    "alt_route_id",
                    self.named_ref("route", text(route, "alternate")),
                ),
                ("guide_id", self.cadre(number + 8)),
                ("risk_point_ids", Value::Set(risks)),
            ];
            self.books.put_table("route", id, (route, more))?;
        }
        Ok(())
    }

    fn named_ref(&self, ledger: &str, name: &str) -> Value {
        if name.is_empty() {
            Value::Null
        } else {
            self.ids.named(ledger, name).to_string().into()
        }
    }

    fn risk_points(&mut self) -> Result<(), Problem> {
        let year = self.today.year();
        for (number, risk) in self.catalogue.village.risk_point.iter().enumerate() {
            let id = self.ids.named("risk_point", text(risk, "name"));
            let more = vec![
                ("rp_no", format!("RP-{year}-{:03}", number + 1).into()),
                ("status", text(risk, "state").into()),
                ("monitor_person", self.monitor(number, text(risk, "name"))),
                ("village_owner", self.cadre(number)),
                ("route_id", self.named_ref("route", text(risk, "route"))),
                (
                    "shelter_id",
                    self.named_ref("shelter", text(risk, "shelter")),
                ),
            ];
            self.books.put_table("risk_point", id, (risk, more))?;
        }
        Ok(())
    }

    /// Who reads what is measured at a risk point, and where nothing is, one of the cadres.
    fn monitor(&self, number: usize, risk: &str) -> Value {
        let points = self.catalogue.told.get("monitor_point");
        let mut points = points.into_iter().flatten();
        let point = points.find(|point| text(point, "risk_point_id") == risk);
        let keeper = point.and_then(|point| self.holder(text(point, "keeper_a")));
        keeper.map_or_else(
            || self.cadre(number + 3),
            |keeper| keeper.to_string().into(),
        )
    }

    /// Households; three of the danger zones have no second escort, on purpose.
    fn houses(&mut self) -> Result<(), Problem> {
        self.endangered = self.choose_endangered();
        for place in 0..self.households.len() {
            let Some(household) = self.households.get(place) else {
                continue;
            };
            let id = household.id;
            let mut row = house_row(household);
            row.push(("escort_a", self.escort(place)));
            let danger = self.endangered.iter().position(|one| one.household == id);
            if danger.is_none_or(|danger| danger >= 3) {
                row.push(("escort_b", self.cadre(place / 9 + 11)));
            }
            if let Some(one) = danger.and_then(|danger| self.endangered.get(danger)) {
                row.push(("in_danger_zone", true.into()));
                row.push(("risk_point_id", one.risk_point.to_string().into()));
                row.push(("risk_distance_m", Value::Int(self.random.between(8, 60))));
                row.push(("route_id", one.route.clone()));
                row.push(("shelter_id", one.shelter.clone()));
            }
            self.books.put("household", id, row)?;
        }
        Ok(())
    }
}

fn duty(place: usize, person: &Person) -> Vec<(&'static str, Value)> {
    let title = DUTIES.get(place).copied().unwrap_or("应急队员");
    vec![
        ("is_cadre", (place < DUTIES.len()).into()),
        ("is_party", place.is_multiple_of(2).into()),
        ("duty_title", title.into()),
        ("duty_name", person.name.as_str().into()),
        ("duty_phone", person.mobile.as_deref().unwrap_or("").into()),
    ]
}

fn house_row(household: &Household) -> Vec<(&'static str, Value)> {
    let head = household
        .members
        .first()
        .map(|head| head.id.to_string())
        .unwrap_or_default();
    vec![
        ("hh_no", format!("{:03}", household.number).into()),
        ("head_id", head.into()),
        ("group", household.group_name().into()),
        (
            "address",
            format!("{}{}号", household.group_name(), household.door).into(),
        ),
        ("house_struct", household.house_struct.into()),
        ("safety_grade", household.safety_grade.into()),
        ("on_cut_slope", household.on_cut_slope.into()),
        ("near_river", household.near_river.into()),
        ("low_lying", household.low_lying.into()),
    ]
}
