//! 欠项 (domain §8.2): records of the night that were saved with less than they need. Only ledgers
//! with fields that are asked tonight can owe the rest, and of each only so many rows are read, so
//! that the first screen never waits for a whole register.

use crate::acts::mode;
use crate::acts::picture::Picture;
use crate::bridge::today::GapLine;
use crate::desk::Desk;
use crate::problem::Problem;
use ledger::{Need, Spec};
use store::{Order, Query, StoredRow};

/// Lines that fit the screen.
const LINES: usize = 8;
/// Rows of one ledger that are looked at.
const ROWS: usize = 200;
/// Fields named of one record; the rest are counted.
const NAMED: usize = 3;

/// The newest records with gaps, and how many there are.
pub(super) fn lines(desk: &Desk, picture: &Picture<'_>) -> Result<(Vec<GapLine>, u64), Problem> {
    let when = when(desk, picture)?;
    let mut found: Vec<(&'static Spec, StoredRow)> = Vec::new();
    for spec in ledger::ALL.iter().copied().filter(|spec| owes(spec)) {
        let rows = with_gaps(picture, spec)?;
        found.extend(rows.into_iter().map(|stored| (spec, stored)));
    }
    let total = found.len() as u64;
    // Ids begin with the moment at which they were made.
    found.sort_by_key(|(_, stored)| std::cmp::Reverse(stored.id));
    let lines = found.iter().take(LINES).map(|(spec, stored)| {
        Ok(GapLine {
            ledger: spec.name.to_owned(),
            ledger_label: spec.label.to_owned(),
            id: stored.id.to_string(),
            title: picture.office.title(spec, &stored.row)?,
            missing: missing(spec, stored),
            when: when.clone(),
        })
    });
    Ok((lines.collect::<Result<_, Problem>>()?, total))
}

fn owes(spec: &Spec) -> bool {
    !spec.append_only && !spec.confidential && spec.fields.iter().any(|field| field.tonight)
}

/// Rows of the office's own books that lack something they need.
fn with_gaps(picture: &Picture<'_>, spec: &'static Spec) -> Result<Vec<StoredRow>, Problem> {
    let needed = spec
        .fields
        .iter()
        .filter(|field| field.need != Need::Optional && !field.automatic);
    let query = Query {
        area: Some(picture.office.code.clone()),
        lacking: needed.map(|field| field.name).collect(),
        sort: vec![("id", Order::Descending)],
        limit: ROWS,
        ..Query::default()
    };
    let mut rows = picture.rows(spec.name, query)?;
    rows.retain(|stored| gaps(spec, stored).next().is_some());
    Ok(rows)
}

fn gaps<'a>(spec: &'a Spec, stored: &'a StoredRow) -> impl Iterator<Item = &'static str> + use<'a> {
    let gaps = spec.gaps(&stored.row).filter(|field| !field.automatic);
    gaps.map(|field| field.label)
}

/// 级别、责任人、期限等5项.
fn missing(spec: &Spec, stored: &StoredRow) -> String {
    let labels: Vec<&str> = gaps(spec, stored).collect();
    let named: Vec<&str> = labels.iter().copied().take(NAMED).collect();
    if labels.len() > named.len() {
        format!("{}等{}项", named.join("、"), labels.len())
    } else {
        named.join("、")
    }
}

/// By when the last 急时 wants them filled in.
fn when(desk: &Desk, picture: &Picture<'_>) -> Result<String, Problem> {
    if mode::is_urgent(picture.office)? {
        return Ok("转回平时后补".to_owned());
    }
    let due = mode::gaps_due(desk, picture.office)?;
    Ok(due.map_or_else(String::new, |due| {
        crate::acts::alerts::when(due.date_naive(), picture.today, i64::MAX)
    }))
}
