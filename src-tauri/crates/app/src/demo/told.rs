//! The rows that the data files tell one by one, in `assets/demo` by menu.
//!
//! A day is told from today or from an event (`today-12 08:30`, `flood+1`), or as a day of the
//! year that came round last (`06-18 15:20`); a person by the duty held; any other record by its
//! `key`, its name or its place in the file. `{year}` in a text is this year, `{flood.year}` the
//! event's.

use super::books::at;
use super::catalogue::YearFile;
use super::village::Village;
use crate::office::spec_of;
use crate::problem::Problem;
use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime};
use ledger::{Field, RowId, Type, Value};
use std::collections::BTreeMap;

/// Days from which the data files count.
pub(super) struct Anchors(BTreeMap<String, NaiveDate>);

impl Anchors {
    /// Today, and each event on its day of the year that came round last and is so long ago.
    pub(super) fn new(file: &YearFile, today: NaiveDate) -> Self {
        let events = file.anchor.iter().filter_map(|(name, (day, ago))| {
            let day = last_round(day, today, *ago)?;
            Some((name.clone(), day))
        });
        let mut days: BTreeMap<String, NaiveDate> = events.collect();
        days.insert("today".to_owned(), today);
        Self(days)
    }

    fn today(&self) -> Option<NaiveDate> {
        self.0.get("today").copied()
    }

    /// The day and, if one is told, the clock time.
    fn told(&self, text: &str) -> Option<(NaiveDate, Option<NaiveTime>)> {
        let (day, clock) = text
            .split_once(' ')
            .map_or((text, None), |(day, clock)| (day, Some(clock)));
        let clock = match clock {
            Some(clock) => Some(NaiveTime::parse_from_str(clock, "%H:%M").ok()?),
            None => None,
        };
        Some((self.day(day)?, clock))
    }

    fn day(&self, text: &str) -> Option<NaiveDate> {
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Some(day);
        }
        if text.starts_with(|first: char| first.is_ascii_digit()) {
            return last_round(text, self.today()?, 1);
        }
        let sign = text.find(['+', '-'])?;
        let (name, distance) = text.split_at_checked(sign)?;
        let distance: i64 = distance.parse().ok()?;
        days_on(*self.0.get(name)?, distance)
    }

    /// A moment; its midnight where no clock time is told.
    pub(super) fn moment(&self, text: &str) -> Option<NaiveDateTime> {
        let (day, clock) = self.told(text)?;
        Some(day.and_time(clock.unwrap_or_default()))
    }

    /// A day or a moment as it is stored.
    fn stored(&self, text: &str) -> Option<Value> {
        let (day, clock) = self.told(text)?;
        Some(clock.map_or_else(
            || day.format("%Y-%m-%d").to_string().into(),
            |clock| at(day.and_time(clock)),
        ))
    }

    /// The text with the years in it.
    fn with_years(&self, text: &str) -> String {
        if !text.contains('{') {
            return text.to_owned();
        }
        let named = self.0.iter().fold(text.to_owned(), |text, (name, day)| {
            text.replace(&format!("{{{name}.year}}"), &day.year().to_string())
        });
        let year = self.today().map_or(0, |today| today.year());
        named.replace("{year}", &year.to_string())
    }
}

fn days_on(day: NaiveDate, distance: i64) -> Option<NaiveDate> {
    let days = Days::new(distance.unsigned_abs());
    if distance < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    }
}

/// The last `MM-DD` that is at least so many days ago.
fn last_round(month_day: &str, today: NaiveDate, ago: i64) -> Option<NaiveDate> {
    [today.year(), today.year() - 1]
        .into_iter()
        .find_map(|year| {
            let day = NaiveDate::parse_from_str(&format!("{year}-{month_day}"), "%Y-%m-%d").ok()?;
            (today.signed_duration_since(day).num_days() >= ago).then_some(day)
        })
}

impl Village<'_> {
    /// Every row of the files that tell rows one by one.
    pub(super) fn told(&mut self) -> Result<(), Problem> {
        let catalogue = self.catalogue;
        for (ledger, tables) in &catalogue.told {
            for (place, table) in tables.iter().enumerate() {
                self.told_row(ledger, place, table)?;
            }
        }
        Ok(())
    }

    fn told_row(&mut self, ledger: &str, place: usize, table: &toml::Table) -> Result<(), Problem> {
        let spec = spec_of(ledger)?;
        let mut values = Vec::new();
        for (name, told) in table {
            let Some(field) = spec.field(name) else {
                continue;
            };
            values.push((field.name, self.told_value(field, told)?));
        }
        let id = self.ids.named(ledger, &told_key(place, table));
        self.books.put(ledger, id, values)
    }

    fn told_value(&self, field: &Field, told: &toml::Value) -> Result<Value, Problem> {
        let unreadable = || Problem::internal("demo", &format!("{}: {told}", field.name));
        let text = told.as_str().map(|text| self.anchors.with_years(text));
        match (field.kind, text) {
            (Type::Date | Type::Time, Some(text)) => {
                self.anchors.stored(&text).ok_or_else(unreadable)
            }
            (Type::Ref(of), Some(name)) => Ok(self.told_id(of, &name).to_string().into()),
            (Type::Refs(of), _) => {
                let names = told.as_array().into_iter().flatten();
                let names = names.filter_map(toml::Value::as_str);
                let ids = names.map(|name| self.told_id(of, name).to_string());
                Ok(Value::Set(ids.collect()))
            }
            (_, text) => {
                let json = text.map_or_else(|| serde_json::to_value(told), |text| Ok(text.into()));
                let json = json.map_err(|error| Problem::internal("demo", &error))?;
                let read = field.read(&json, self.today);
                read.map_err(|error| Problem::internal("demo", &error))
            }
        }
    }

    /// The record of this name; a person by the duty held.
    pub(super) fn told_id(&self, ledger: &str, name: &str) -> RowId {
        let held = (ledger == "person").then(|| self.holder(name)).flatten();
        held.unwrap_or_else(|| self.ids.named(ledger, name))
    }
}

/// What other rows call a row of a data file by.
pub(super) fn told_key(place: usize, table: &toml::Table) -> String {
    let named = ["key", "name"]
        .into_iter()
        .find_map(|field| table.get(field)?.as_str());
    named.map_or_else(|| format!("told/{place}"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchors(today: &str) -> Anchors {
        let anchor = [("flood".to_owned(), ("07-14".to_owned(), 45))].into();
        let file = YearFile {
            anchor,
            ..YearFile::default()
        };
        Anchors::new(&file, today.parse().unwrap())
    }

    #[test]
    fn a_day_is_told_from_today_from_an_event_or_as_one_that_came_round() {
        let anchors = anchors("2026-11-21");
        let day = |text| anchors.day(text).unwrap().to_string();
        assert_eq!(day("today-21"), "2026-10-31");
        assert_eq!(day("flood+2"), "2026-07-16");
        assert_eq!(day("11-22"), "2025-11-22");
        assert_eq!(
            anchors.with_years("清财农〔{year}〕12号"),
            "清财农〔2026〕12号"
        );
        assert!(anchors.stored("someday").is_none());
    }

    #[test]
    fn an_event_is_over_before_the_demo_begins() {
        let recent = anchors("2026-08-01");
        assert_eq!(recent.day("flood+0").unwrap().to_string(), "2025-07-14");
        assert_eq!(recent.with_years("{flood.year}"), "2025");
    }
}
