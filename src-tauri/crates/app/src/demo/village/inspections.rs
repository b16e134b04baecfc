//! A year of inspections with the lines of their checklists. What is put right on the spot stays a
//! remark; what the township found became a hazard.

use super::Village;
use crate::demo::books::text;
use crate::demo::told::told_key;
use crate::problem::Problem;
use chrono::Datelike as _;
use ledger::{RowId, Value};
use std::collections::BTreeSet;

const INSPECTIONS: usize = 120;
const FLOOD_ROUND: &str = "汛前巡查清单";

/// The checklist for a kind of premises.
fn checklist_of(kind: &str) -> &'static str {
    match kind {
        "shop" => "小商店日常检查",
        "restaurant" | "inn" => "小餐饮燃气检查",
        "workshop" | "flammable" => "作坊和农资检查",
        _ => "学校和人员密集场所检查",
    }
}

impl Village<'_> {
    pub(super) fn inspections(&mut self) -> Result<(), Problem> {
        let catalogue = self.catalogue;
        let premises = catalogue
            .told
            .get("premises")
            .map_or(&[][..], Vec::as_slice);
        let risks = catalogue.village.risk_point.as_slice();
        for number in 0..INSPECTIONS {
            let days_ago = i64::try_from((INSPECTIONS - number) * 3).unwrap_or(0) - 2;
            let is_round = number % 15 == 14;
            let (field, place, checklist) = if is_round {
                let place = number / 15 % risks.len().max(1);
                ("risk_point_id", risks.get(place), FLOOD_ROUND)
            } else {
                let place = number % premises.len().max(1);
                let table = premises.get(place);
                let kind = table.map_or("", |table| text(table, "kind"));
                ("premises_id", table, checklist_of(kind))
            };
            let Some(table) = place else {
                continue;
            };
            let ledger = if is_round { "risk_point" } else { "premises" };
            let about = self.ids.named(ledger, &told_key(0, table));
            self.inspection((number, days_ago), (field, about), checklist)?;
        }
        Ok(())
    }

    fn inspection(
        &mut self,
        (number, days_ago): (usize, i64),
        (field, about): (&'static str, RowId),
        checklist: &str,
    ) -> Result<(), Problem> {
        let id = self.ids.of("inspection", number + 1);
        let year = self.books.days_ago(days_ago).year();
        let seq = self.inspected.entry(year).or_default();
        *seq += 1;
        let inspection_no = format!("JC-{year}-{seq:03}");
        let checked_by = [self.cadre(15), self.cadre(6 + number % 8)];
        let checked_by: BTreeSet<String> = checked_by
            .iter()
            .map(|person| person.text().to_owned())
            .collect();
        let row = vec![
            ("inspection_no", inspection_no.into()),
            ("checklist_id", self.named_ref("checklist", checklist)),
            (field, about.to_string().into()),
            ("checked_at", self.books.moment(days_ago, "14:30")),
            ("checked_by", Value::Set(checked_by)),
            ("next_on", self.books.day(days_ago - 42)),
        ];
        self.books.put("inspection", id, row)?;
        self.lines(id, number, checklist)
    }

    fn lines(&mut self, inspection: RowId, number: usize, checklist: &str) -> Result<(), Problem> {
        let checklists = self.catalogue.told.get("checklist");
        let mut checklists = checklists.into_iter().flatten();
        let Some(told) = checklists.find(|told| text(told, "name") == checklist) else {
            return Ok(());
        };
        let faults = texts(told, "faults");
        for (place, item) in texts(told, "items").into_iter().enumerate() {
            let drawn = self.random.below(100);
            let result = match drawn {
                0..6 => "fail",
                6..10 => "na",
                _ => "pass",
            };
            let mut row = vec![
                ("inspection_id", inspection.to_string().into()),
                ("seq", Value::Int(i64::try_from(place + 1).unwrap_or(0))),
                ("item", item.into()),
                ("result", result.into()),
            ];
            if result == "fail" {
                let fault = faults.get(place).copied().unwrap_or_default();
                row.push(("note", fault.into()));
            }
            let id = self.ids.of("inspection_item", number * 10 + place);
            self.books.put("inspection_item", id, row)?;
        }
        Ok(())
    }
}

fn texts<'a>(table: &'a toml::Table, name: &str) -> Vec<&'a str> {
    let array = table.get(name).and_then(toml::Value::as_array);
    let items = array.into_iter().flatten();
    items.filter_map(toml::Value::as_str).collect()
}
