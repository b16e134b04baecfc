//! The rows of the bench: what is measured, one per process.

mod handoff;
mod journal;
mod lists;
pub mod papers;
mod sheet;

use anyhow::{Result, bail};
use serde_json::Value;
use std::path::Path;

/// Measures one side of a row and gives its figures.
pub fn measure(row: &str, side: &str, dir: &Path) -> Result<Value> {
    match (row, side) {
        ("act", "subject") => journal::act(dir),
        ("import_rows", "subject") => journal::import_rows(dir),
        ("unlock", "subject") => journal::unlock(dir),
        ("page", "subject") => lists::page(&dir.join("township.yz")),
        ("page", "reference") => lists::page(&dir.join("carried.yz")),
        ("page_store", "subject") => lists::page_store(&dir.join("township.yz")),
        ("page_store", "reference") => lists::page_store(&dir.join("carried.yz")),
        ("chips", "subject") => lists::chips(&dir.join("township.yz")),
        ("search", "subject") => lists::search(&dir.join("township.yz")),
        ("search", "reference") => lists::search(&dir.join("carried.yz")),
        ("paper_table", "subject") => papers::table(dir),
        ("paper_card", "subject") => papers::card(dir),
        ("emergency_bag", "subject") => papers::of_demo(dir, "pouch"),
        ("household_cards", "subject") => papers::of_demo(dir, "safety_slips"),
        ("sheet_import", "subject") => sheet::take_in(dir),
        ("sheet_command", "subject") => sheet::command(dir),
        ("export_10000", "subject") => handoff::export_10000(dir),
        ("export_10", "subject") => handoff::export_10_of_township(dir),
        ("export_10", "reference") => handoff::export_10_of_village(dir),
        ("merge_30", "subject") => handoff::merge_30(dir),
        _ => bail!("{row} has no {side} here"),
    }
}
