//! The next section of a plan: the first of the sample, as the township and the office word it, that
//! the plan has not yet.

use super::{Books, fill_empty};
use crate::problem::Problem;
use ledger::{Row, Value};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The sample.
#[derive(Deserialize)]
struct Sample {
    #[serde(rename = "section")]
    sections: Vec<Section>,
}

/// One of its sections.
#[derive(Deserialize)]
struct Section {
    seq: i64,
    heading: String,
    bindings: BTreeSet<String>,
    body: String,
}

pub(super) fn fill(books: &Books<'_>, row: &mut Row) -> Result<(), Problem> {
    let plan = row.text("plan_id").to_owned();
    if plan.is_empty() {
        return Ok(());
    }
    let written = books.with("plan_section", ("plan_id", &plan))?;
    let written = written
        .iter()
        .filter_map(|section| section.row.get("seq").int());
    let written: BTreeSet<i64> = written.collect();
    let sample: Sample = books.desk.passages().file("plan_sections")?;
    let mut sections = sample.sections.into_iter();
    let Some(next) = sections.find(|section| !written.contains(&section.seq)) else {
        return Ok(());
    };
    // A section that was begun by hand is not mixed with words of the sample.
    let begun = ["seq", "heading", "body"].map(|field| !row.get(field).is_empty());
    if begun.contains(&true) {
        return Ok(());
    }
    fill_empty(row, "seq", next.seq);
    fill_empty(row, "heading", next.heading);
    fill_empty(row, "body", next.body.trim_end());
    fill_empty(row, "bindings", Value::Set(next.bindings));
    Ok(())
}
