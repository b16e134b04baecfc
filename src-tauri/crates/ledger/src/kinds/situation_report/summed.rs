//! What the reports of several villages say together of one disaster (domain §8.6: the township is
//! the statistical unit). A figure is the sum of the numbers that were told; a village that is
//! still finding out, or was never asked, is named beside it and never counted as nought. Only
//! what was signed or told by telephone counts, and of each village its newest report.

use super::series::{SIGNED, figures};
use crate::dates::day_of;
use crate::spec::Field;
use crate::value::{CHECKING, Row};
use chrono::{Duration, NaiveDate};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Headings over the figures, each with the number of the last field below it.
pub const CHAPTERS: [(&str, u16); 3] = [("人员", 31), ("房屋（村级初判）", 40), ("农业和设施", 63)];

/// One figure over several reports.
#[derive(Clone, Debug)]
pub struct Summed {
    /// The figure.
    pub field: &'static Field,
    /// Sum of the numbers that were told, 无 among them; none where nobody told one.
    pub sum: Option<i64>,
    /// Places of the reports in which it is 正在核实.
    pub checking: Vec<usize>,
    /// Places of the reports that say nothing of it.
    pub unasked: Vec<usize>,
}

impl Summed {
    /// The heading it stands under.
    pub fn chapter(&self) -> &'static str {
        let mut chapters = CHAPTERS.iter();
        let own = chapters.find(|(_, last)| self.field.number <= *last);
        own.map_or("", |(title, _)| title)
    }

    /// Whether every report told a number.
    pub fn is_whole(&self) -> bool {
        self.checking.is_empty() && self.unasked.is_empty()
    }
}

/// Sums the figures that at least one report speaks of, in the order of the form.
pub fn summed(reports: &[&Row]) -> Vec<Summed> {
    let spoken_of = |field: &&Field| reports.iter().any(|row| !row.get(field.name).is_empty());
    figures()
        .filter(spoken_of)
        .map(|field| one(field, reports))
        .collect()
}

/// Every figure of the form, of which nobody has told anything yet.
pub fn unspoken() -> Vec<Summed> {
    figures().map(|field| one(field, &[])).collect()
}

fn one(field: &'static Field, reports: &[&Row]) -> Summed {
    let mut summed = Summed {
        field,
        sum: None,
        checking: Vec::new(),
        unasked: Vec::new(),
    };
    for (place, row) in reports.iter().enumerate() {
        let value = row.get(field.name);
        if let Some(number) = value.int() {
            summed.sum = Some(summed.sum.unwrap_or(0).saturating_add(number));
        } else if value.text() == CHECKING {
            summed.checking.push(place);
        } else {
            summed.unasked.push(place);
        }
    }
    summed
}

/// Whether somebody answers for a report: it was signed, or told by telephone. A draft is none.
pub fn is_out(report: &Row) -> bool {
    SIGNED.contains(&report.text("status")) || !report.text("phoned_at").is_empty()
}

/// What tells the reports of one happening in a village from those of another: the incident they
/// name, else the process, else the day it began.
pub fn series_of(report: &Row) -> &str {
    let named = ["incident_id", "process_no"]
        .into_iter()
        .map(|field| report.text(field));
    let day = report.text("start_at").get(..10).unwrap_or_default();
    named
        .chain([day])
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

/// What orders the reports of one series: the 核报 stands last, then issue and hour.
pub fn age(report: &Row) -> (bool, i64, &str) {
    (
        report.text("kind") == "final",
        report.get("issue").int().unwrap_or(0),
        report.text("as_of"),
    )
}

/// The first and the last day a report speaks of; none if it names no day at all.
pub fn days(report: &Row) -> Option<[NaiveDate; 2]> {
    const KNOWN_AT: [&str; 4] = ["as_of", "phoned_at", "signed_at", "sent_at"];
    let known = KNOWN_AT
        .iter()
        .find_map(|field| day_of(report.text(field).get(..10)?));
    let start = day_of(report.text("start_at").get(..10).unwrap_or_default());
    let first = start.or(known)?;
    Some([first, known.unwrap_or(first).max(first)])
}

/// One disaster that came over several villages: its kind and its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Code of the list `report_disaster`.
    pub kind: String,
    /// Its first and its last day.
    pub days: [NaiveDate; 2],
}

impl Event {
    /// Whether a report is about it: the same kind, and days in common.
    pub fn concerns(&self, report: &Row) -> bool {
        let [from, to] = self.days;
        let meets = |[first, last]: [NaiveDate; 2]| first <= to && from <= last;
        report.text("disaster_kind") == self.kind && days(report).is_some_and(meets)
    }
}

/// The disasters that reports are about, the newest first. Reports of one kind whose days touch,
/// or lie at most `gap` days apart, are about one.
pub fn events<'r>(reports: impl IntoIterator<Item = &'r Row>, gap: i64) -> Vec<Event> {
    let mut by_kind: BTreeMap<&str, Vec<[NaiveDate; 2]>> = BTreeMap::new();
    for report in reports {
        if let Some(span) = days(report) {
            by_kind
                .entry(report.text("disaster_kind"))
                .or_default()
                .push(span);
        }
    }
    let mut events: Vec<Event> = Vec::new();
    for (kind, mut spans) in by_kind {
        spans.sort_unstable();
        let joined = chained(&spans, Duration::try_days(gap).unwrap_or_default());
        events.extend(joined.into_iter().map(|days| Event {
            kind: kind.to_owned(),
            days,
        }));
    }
    events.sort_by_key(|event| Reverse(event.days));
    events
}

/// Joins spans, sorted by their first day, of which one begins before the other is long over.
fn chained(spans: &[[NaiveDate; 2]], gap: Duration) -> Vec<[NaiveDate; 2]> {
    let mut joined: Vec<[NaiveDate; 2]> = Vec::new();
    for [first, last] in spans {
        match joined.last_mut() {
            Some([_, end]) if first.signed_duration_since(*end) <= gap => *end = (*end).max(*last),
            _ => joined.push([*first, *last]),
        }
    }
    joined
}

#[cfg(test)]
mod tests;
