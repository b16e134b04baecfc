//! Rows of the demo, gathered before they are written in one act.

use crate::desk::Desk;
use crate::office::spec_of;
use crate::problem::Problem;
use chrono::{Days, NaiveDate, NaiveDateTime};
use ledger::{Change, RowId, Value};
use std::collections::BTreeMap;

/// Ids that are the same on every machine that makes the same demo.
pub(super) struct Ids {
    pub(super) code: String,
}

impl Ids {
    pub(super) fn of(&self, ledger: &str, number: usize) -> RowId {
        RowId::fixed(ledger, &self.code, &format!("demo/{number}"))
    }

    pub(super) fn named(&self, ledger: &str, name: &str) -> RowId {
        RowId::fixed(ledger, &self.code, &format!("demo/{name}"))
    }
}

/// The rows so far.
pub(super) struct Books<'a> {
    pub(super) desk: &'a Desk,
    pub(super) changes: Vec<Change>,
    pub(super) counts: BTreeMap<String, u64>,
}

impl Books<'_> {
    /// Adds a row of values that are as they are stored.
    pub(super) fn put<'v>(
        &mut self,
        ledger: &str,
        id: RowId,
        values: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> Result<(), Problem> {
        let spec = spec_of(ledger)?;
        let filled = values.into_iter().filter(|(_, value)| !value.is_empty());
        self.changes.push(Change::put(spec, id, filled));
        *self.counts.entry(ledger.to_owned()).or_default() += 1;
        Ok(())
    }

    /// How many rows of the ledger there are so far.
    pub(super) fn written(&self, ledger: &str) -> usize {
        let count = self.counts.get(ledger).copied().unwrap_or(0);
        usize::try_from(count).unwrap_or(0)
    }

    /// Adds a row of a data file, read as a form would be, with some values on top. Names the
    /// ledger does not declare are for the caller.
    pub(super) fn put_table(
        &mut self,
        ledger: &str,
        id: RowId,
        (table, more): (&toml::Table, Vec<(&'static str, Value)>),
    ) -> Result<(), Problem> {
        let spec = spec_of(ledger)?;
        let today = self.desk.clock.today();
        let mut values: BTreeMap<&str, Value> = BTreeMap::new();
        for (name, told) in table {
            let Some(field) = spec.field(name) else {
                continue;
            };
            let json =
                serde_json::to_value(told).map_err(|error| Problem::internal("demo", &error))?;
            let value = field
                .read(&json, today)
                .map_err(|error| Problem::internal("demo", &error))?;
            values.insert(field.name, value);
        }
        values.extend(more);
        self.put(ledger, id, values)
    }

    /// The day so many days ago (ahead, if negative).
    pub(super) fn days_ago(&self, days: i64) -> NaiveDate {
        let today = self.desk.clock.today();
        let distance = Days::new(days.unsigned_abs());
        let day = if days < 0 {
            today.checked_add_days(distance)
        } else {
            today.checked_sub_days(distance)
        };
        day.unwrap_or(today)
    }

    /// That day as stored.
    pub(super) fn day(&self, days_ago: i64) -> Value {
        self.days_ago(days_ago)
            .format("%Y-%m-%d")
            .to_string()
            .into()
    }

    /// A moment of that day as stored.
    pub(super) fn moment(&self, days_ago: i64, clock: &str) -> Value {
        format!(
            "{}T{clock}+08:00",
            self.days_ago(days_ago).format("%Y-%m-%d")
        )
        .into()
    }
}

/// A moment as stored.
pub(super) fn at(moment: NaiveDateTime) -> Value {
    moment.format("%Y-%m-%dT%H:%M+08:00").to_string().into()
}

/// A whole quantity in thousandths.
pub(super) fn thousandths(whole: i64) -> Value {
    Value::Int(whole * 1000)
}

/// The text of a table, empty if there is none.
pub(super) fn text<'a>(table: &'a toml::Table, name: &str) -> &'a str {
    table.get(name).and_then(toml::Value::as_str).unwrap_or("")
}
