//! The handoff: packages out and in, by the commands a screen uses.

use crate::books::{self, HAZARDS, LOTS, RESIDENTS, TOWN, VILLAGES};
use crate::figures::{bytes_read, peak_memory_kib, timed};
use crate::fixtures::package;
use crate::office::{call, close, copy, open, run_folder, write};
use anyhow::{Result, ensure};
use ledger::Change;
use serde_json::{Value, json};
use std::path::Path;

/// A village sends one changed field in each of 10,000 rows, changed in three acts.
pub fn export_10000(dir: &Path) -> Result<Value> {
    let acts = [
        books::edits("person", "mobile", (1, RESIDENTS))?,
        books::edits("hazard", "remark", (1, HAZARDS))?,
        books::edits("supply_batch", "place", (1, LOTS))?,
    ];
    export(dir, ("carried.yz", &books::code(1), TOWN), &acts)
}

/// A village sends ten changed rows to its township.
pub fn export_10_of_village(dir: &Path) -> Result<Value> {
    let acts = [books::edits("hazard", "remark", (1, 10))?];
    export(dir, ("carried.yz", &books::code(1), TOWN), &acts)
}

/// A township sends ten changed rows of its shared books to one village.
pub fn export_10_of_township(dir: &Path) -> Result<Value> {
    let acts = [books::edits("hazard", "remark", (0, 10))?];
    export(dir, ("township.yz", TOWN, &books::code(1)), &acts)
}

/// Changes the office's own books, then measures the package to the other office.
fn export(
    dir: &Path,
    (office, area, to): (&str, &str, &str),
    acts: &[Vec<Change>],
) -> Result<Value> {
    let folder = run_folder(dir)?;
    let file = folder.join("export.yz");
    copy(&dir.join(office), &file)?;
    write(&file, area, acts)?;
    let desk = open(&file)?;
    let request = json!({ "to": to, "path": folder.join("out.yzb") });
    let before = bytes_read()?;
    let (sent, seconds) = timed(|| call(&desk, "export_package", request))?;
    let read = bytes_read()? - before;
    close(&desk)?;
    let figure = |name| sent.get(name).and_then(Value::as_u64).unwrap_or(0);
    ensure!(
        figure("entries") >= acts.len() as u64,
        "the changes were not sent"
    );
    Ok(json!({
        "seconds": seconds, "bytes": figure("bytes"), "entries": figure("entries"), "read": read,
    }))
}

/// A township takes in the first packages of its 30 villages.
pub fn merge_30(dir: &Path) -> Result<Value> {
    let file = run_folder(dir)?.join("town.yz");
    copy(&dir.join("town.yz"), &file)?;
    let desk = open(&file)?;
    let (added, seconds) = timed(|| {
        let mut added = 0;
        for number in 1..=VILLAGES {
            let payload = json!({ "path": package(dir, number) });
            let merged = call(&desk, "import_package", payload)?;
            added += merged.get("added").and_then(Value::as_u64).unwrap_or(0);
        }
        Ok(added)
    })?;
    close(&desk)?;
    let least = VILLAGES * (RESIDENTS + HAZARDS + LOTS);
    ensure!(added >= least, "{added} rows were merged, not {least}");
    Ok(json!({ "seconds": seconds, "rows": added, "memory_kib": peak_memory_kib()? }))
}
