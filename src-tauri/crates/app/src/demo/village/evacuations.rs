//! The nights on which the danger zones were cleared, household by household.

use super::Village;
use super::zones::choose_any;
use crate::demo::books::at;
use crate::demo::catalogue::EvacuationEntry;
use crate::demo::people::Household;
use crate::problem::Problem;
use chrono::{NaiveDateTime, TimeDelta};
use ledger::Value;

/// How many of all who live in danger go to relatives.
const WITH_RELATIVES: i64 = 32;

/// What those who are at home need to get away.
fn help_needed(home: &Household) -> Value {
    let here = home.members.iter();
    let here = here.filter(|person| person.residence == "resident");
    let helps = here.flat_map(|person| &person.help);
    Value::Set(helps.map(|help| (*help).to_owned()).collect())
}

impl Village<'_> {
    pub(super) fn evacuations(&mut self) -> Result<(), Problem> {
        let catalogue = self.catalogue;
        for night in &catalogue.year.evacuation {
            let Some(notified) = self.anchors.moment(&night.notified) else {
                continue;
            };
            self.evacuation(night, notified)?;
        }
        self.campers()
    }

    fn evacuation(
        &mut self,
        night: &EvacuationEntry,
        notified: NaiveDateTime,
    ) -> Result<(), Problem> {
        let sizes: Vec<i64> = self.endangered.iter().map(|one| one.people).collect();
        let with_relatives = choose_any(&sizes, WITH_RELATIVES);
        for place in 0..self.endangered.len() {
            let group = self.endangered.get(place).map(|one| one.group.clone());
            let is_meant =
                night.groups.is_empty() || group.is_some_and(|group| night.groups.contains(&group));
            if is_meant {
                let mut row = self.evacuated(place, notified, with_relatives.contains(&place));
                row.push(("warning_id", self.named_ref("warning", &night.alert)));
                row.push(("incident_id", self.named_ref("incident", &night.incident)));
                self.evac_entry(row)?;
            }
        }
        Ok(())
    }

    fn evacuated(
        &mut self,
        place: usize,
        notified: NaiveDateTime,
        is_with_relatives: bool,
    ) -> Vec<(&'static str, Value)> {
        let told = notified + TimeDelta::minutes(self.random.between(0, 9));
        let left = told + TimeDelta::minutes(self.random.between(3, 9));
        let arrived = left + TimeDelta::minutes(self.random.between(12, 34));
        let back = notified.date().and_hms_opt(12, 0, 0).unwrap_or(notified) + TimeDelta::days(1);
        let leave = self.cadre(0);
        let Some(one) = self.endangered.get(place) else {
            return Vec::new();
        };
        let mut homes = self.households.iter();
        let home = homes.position(|home| home.id == one.household);
        let escort = home.map_or(Value::Null, |home| self.escort(home));
        let helps = home.and_then(|home| self.households.get(home));
        let helps = helps.map_or(Value::Null, help_needed);
        let destination = if is_with_relatives {
            "relatives"
        } else {
            "central"
        };
        let mut row = vec![
            ("household_id", one.household.to_string().into()),
            ("group", one.group.as_str().into()),
            ("people", Value::Int(one.people)),
            ("trigger", "warning_level".into()),
            ("help_needed", helps),
            ("escort_id", escort),
            ("route_id", one.route.clone()),
            ("destination", destination.into()),
            ("needs_placement", (!is_with_relatives).into()),
            ("arrived_people", Value::Int(one.people)),
            ("notified_at", at(told)),
            ("left_at", at(left)),
            ("arrived_at", at(arrived)),
            ("return_ok_by", leave),
            ("returned_at", at(back)),
            ("status", "returned".into()),
        ];
        if !is_with_relatives {
            row.push(("shelter_id", one.shelter.clone()));
        }
        if place == 4 {
            row.push(("refuse_count", Value::Int(2)));
            row.push((
                "refuse_note",
                "起先不肯走，讲了两次，儿子电话里劝动了。".into(),
            ));
        }
        row
    }

    /// People without a household of their own: they count as well.
    fn campers(&mut self) -> Result<(), Problem> {
        let Some(night) = self.catalogue.year.evacuation.first() else {
            return Ok(());
        };
        let Some(notified) = self.anchors.moment(&night.notified) else {
            return Ok(());
        };
        let row = vec![
            ("outsider_kind", "tourist".into()),
            ("place", "沟西漫水桥边露营".into()),
            ("people", Value::Int(4)),
            ("warning_id", self.named_ref("warning", &night.alert)),
            ("trigger", "warning_level".into()),
            ("escort_id", self.cadre(7)),
            ("destination", "own".into()),
            ("arrived_people", Value::Int(4)),
            ("notified_at", at(notified)),
            ("left_at", at(notified + TimeDelta::minutes(10))),
            ("arrived_at", at(notified + TimeDelta::minutes(25))),
            ("status", "arrived".into()),
        ];
        self.evac_entry(row)
    }

    fn evac_entry(&mut self, row: Vec<(&'static str, Value)>) -> Result<(), Problem> {
        let number = self.books.written("evac_entry") + 1;
        self.books
            .put("evac_entry", self.ids.of("evac_entry", number), row)
    }
}
