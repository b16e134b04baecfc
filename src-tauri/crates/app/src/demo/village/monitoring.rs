//! Readings of the monitor points: the ordinary ones of the last weeks, and the night of the flood
//! up to the lines at which people move. One point has not been looked at for weeks, on purpose.

use super::Village;
use crate::demo::books::{at, text};
use crate::demo::told::told_key;
use crate::problem::Problem;
use chrono::TimeDelta;
use ledger::{RowId, Value};
use std::collections::BTreeSet;

const NEGLECTED: &str = "弯坳危石";
/// Where the flood went over the line 立即转移.
const FLOODED: &str = "沟西";

impl Village<'_> {
    pub(super) fn monitoring(&mut self) -> Result<(), Problem> {
        let catalogue = self.catalogue;
        let points = catalogue.told.get("monitor_point").into_iter().flatten();
        for (place, point) in points.enumerate() {
            let id = self.ids.named("monitor_point", &told_key(place, point));
            self.ordinary_readings(id, point)?;
            self.flood_readings(id, point)?;
        }
        Ok(())
    }

    fn ordinary_readings(&mut self, id: RowId, point: &toml::Table) -> Result<(), Problem> {
        let (every, count) = rhythm(point);
        let latest = if text(point, "name") == NEGLECTED {
            24
        } else {
            0
        };
        for turn in (0..count).rev() {
            let days_ago = latest + turn * every;
            let value = self.ordinary(point, count - turn);
            let row = vec![
                ("point_id", id.to_string().into()),
                ("read_at", self.books.moment(days_ago, "07:30")),
                ("value", value),
                ("finding", "normal".into()),
                ("occasion", "routine".into()),
                ("reader_id", self.reader(point)),
            ];
            self.reading(row)?;
        }
        Ok(())
    }

    /// What is usual there, in hundredths: dry days, low water, a crack that creeps.
    fn ordinary(&mut self, point: &toml::Table, turn: i64) -> Value {
        let prepare = line(point, "prepare_line");
        match (text(point, "what"), prepare) {
            ("rain", _) if self.random.per_mille(650) => Value::Int(0),
            ("rain", _) => Value::Int(self.random.between(1, 24) * 50),
            ("water_level", Some(prepare)) => {
                Value::Int(low_water(prepare) + self.random.between(-4, 6))
            }
            ("crack", Some(prepare)) => Value::Int(crack(prepare, turn)),
            _ => Value::Null,
        }
    }

    fn flood_readings(&mut self, id: RowId, point: &toml::Table) -> Result<(), Problem> {
        let Some(start) = self.anchors.moment("flood-1 20:30") else {
            return Ok(());
        };
        let (Some(prepare), Some(leave)) = (line(point, "prepare_line"), line(point, "leave_line"))
        else {
            return Ok(());
        };
        let is_flooded = text(point, "name").starts_with(FLOODED) && text(point, "what") != "crack";
        let peak = if is_flooded {
            leave + leave / 20
        } else {
            prepare - prepare / 10
        };
        let (every, count) = rhythm(point);
        let days_ago = self.today.signed_duration_since(start.date()).num_days();
        let turn = (count - days_ago / every).max(0);
        for hour in 0..8 {
            let share = [40, 48, 60, 74, 90, 100, 92, 70];
            let share = share.get(hour).copied().unwrap_or(0);
            let value = match text(point, "what") {
                // A crack that gaped does not close again.
                "crack" => crack(prepare, turn),
                "water_level" => low_water(prepare).max(peak * share / 100),
                _ => peak * share / 100,
            };
            let moment = start + TimeDelta::hours(i64::try_from(hour).unwrap_or(0));
            let mut row = vec![
                ("point_id", id.to_string().into()),
                ("read_at", at(moment)),
                ("value", Value::Int(value)),
                ("occasion", "in_rain".into()),
                ("reader_id", self.reader(point)),
            ];
            let is_abnormal = value >= prepare;
            let finding = if is_abnormal { "abnormal" } else { "normal" };
            row.push(("finding", finding.into()));
            if is_abnormal {
                if text(point, "what") == "water_level" {
                    let signs = ["rising", "muddy"].map(str::to_owned);
                    row.push(("signs", Value::Set(BTreeSet::from(signs))));
                }
                let done = if value >= leave {
                    "到立即转移线，边喊人走边报村值班室。"
                } else {
                    "到准备转移线，报村值班室，通知沟西住户。"
                };
                row.push(("done", done.into()));
            }
            self.reading(row)?;
        }
        Ok(())
    }

    fn reader(&self, point: &toml::Table) -> Value {
        let holder = self.holder(text(point, "keeper_a"));
        holder.map_or(Value::Null, |id| id.to_string().into())
    }

    fn reading(&mut self, row: Vec<(&'static str, Value)>) -> Result<(), Problem> {
        let number = self.books.written("monitor_reading") + 1;
        let id = self.ids.of("monitor_reading", number);
        self.books.put("monitor_reading", id, row)
    }
}

/// After how many days a point is looked at, and how often it was.
fn rhythm(point: &toml::Table) -> (i64, i64) {
    match text(point, "cycle") {
        "daily" => (1, 60),
        _ => (7, 26),
    }
}

fn low_water(prepare: i64) -> i64 {
    prepare * 2 / 3
}

/// A crack that creeps.
fn crack(prepare: i64, turn: i64) -> i64 {
    prepare / 2 / 10 * 10 + turn / 12 * 10
}

/// A line of a point in hundredths.
fn line(point: &toml::Table, name: &str) -> Option<i64> {
    ledger::numbers::decimal(text(point, name), 2)
}
