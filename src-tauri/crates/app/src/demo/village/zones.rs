//! Who lives in the danger zones: so many households with so many people as the risk points say,
//! of whom a third go to relatives (domain §8.7: 31户96人 = 集中64 + 投亲32).

use super::Village;
use crate::demo::books::text;
use crate::demo::people::Household;
use ledger::{RowId, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A household of a danger zone.
pub(super) struct Endangered {
    pub(super) household: RowId,
    pub(super) group: String,
    pub(super) people: i64,
    pub(super) risk_point: RowId,
    pub(super) route: Value,
    pub(super) shelter: Value,
}

/// Chooses so many of the sizes that they add up to the total.
fn choose(sizes: &[i64], count: usize, total: i64) -> Option<Vec<usize>> {
    let mut reached = BTreeMap::from([((0, 0), Vec::new())]);
    for (place, size) in sizes.iter().enumerate() {
        for ((number, sum), chosen) in reached.clone() {
            if *size > 0 && number < count && sum + size <= total {
                let with = || chosen.iter().copied().chain([place]).collect();
                reached.entry((number + 1, sum + size)).or_insert_with(with);
            }
        }
    }
    reached.remove(&(count, total))
}

/// Chooses any number of the sizes that add up to the total.
pub(super) fn choose_any(sizes: &[i64], total: i64) -> BTreeSet<usize> {
    let found = (1..=sizes.len()).find_map(|count| choose(sizes, count, total));
    found.into_iter().flatten().collect()
}

fn residents(household: &Household) -> i64 {
    let here = household.members.iter();
    let here = here.filter(|person| person.residence == "resident").count();
    i64::try_from(here).unwrap_or(0)
}

impl Village<'_> {
    /// The households of each risk point, all of its group and each of one point only.
    pub(super) fn choose_endangered(&self) -> Vec<Endangered> {
        let figure = |risk: &toml::Table, name| risk.get(name).and_then(toml::Value::as_integer);
        let mut all: Vec<Endangered> = Vec::new();
        for risk in &self.catalogue.village.risk_point {
            let group = text(risk, "group");
            let free = self.households.iter().filter(|household| {
                let is_taken = all.iter().any(|one| one.household == household.id);
                household.group_name() == group && !is_taken
            });
            let free: Vec<&Household> = free.collect();
            let sizes: Vec<i64> = free.iter().map(|household| residents(household)).collect();
            let count = figure(risk, "threat_hh").and_then(|count| usize::try_from(count).ok());
            let count = count.unwrap_or(0);
            let chosen = choose(&sizes, count, figure(risk, "threat_pop").unwrap_or(0));
            let chosen = chosen.unwrap_or_else(|| (0..count).collect());
            let chosen = chosen.into_iter().filter_map(|place| free.get(place));
            all.extend(chosen.map(|household| Endangered {
                household: household.id,
                group: group.to_owned(),
                people: residents(household),
                risk_point: self.ids.named("risk_point", text(risk, "name")),
                route: self.named_ref("route", text(risk, "route")),
                shelter: self.named_ref("shelter", text(risk, "shelter")),
            }));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_households_have_so_many_people_and_nobody_is_left_over() {
        assert_eq!(
            choose(&[1, 0, 5, 2, 4], 2, 6),
            Some(vec![2, 0].into_iter().rev().collect())
        );
        assert_eq!(choose(&[1, 2], 2, 9), None);
        assert_eq!(choose_any(&[3, 4, 5], 9), BTreeSet::from([1, 2]));
    }
}
