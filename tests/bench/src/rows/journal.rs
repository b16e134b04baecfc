//! Writing: one act, a large import, and opening the file at all.

use crate::books;
use crate::figures::{peak_memory_kib, quantile, size, timed};
use crate::fixtures::{PASSWORD, PEOPLE};
use crate::office::{call, copy, desk, run_folder, stamp};
use anyhow::{Context as _, Result};
use ledger::{Act, ReplicaId};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Instant;
use store::{Access, Store};

/// Acts measured in one process; few enough that the log is not rewound in between.
const ACTS: u64 = 30;
/// A page of the file and its head in the write-ahead log.
const FRAME: u64 = 4096 + 24;

/// One durable act: a remark on a hazard of a full village.
pub fn act(dir: &Path) -> Result<Value> {
    let file = run_folder(dir)?.join("act.yz");
    copy(&dir.join("village.yz"), &file)?;
    let log = PathBuf::from(format!("{}-wal", file.display()));
    let mut store = Store::open(&file, &Access::Open)?;
    let edits = books::edits("hazard", "remark", (1, ACTS))?;
    let (mut spent, mut most_frames) = (Vec::new(), 0);
    for (number, edit) in (1..).zip(edits) {
        let before = size(&log);
        let started = Instant::now();
        store.act(&books::code(1), &stamp(Act::SAVE_RECORD, number), &[edit])?;
        spent.push(started.elapsed());
        most_frames = most_frames.max((size(&log) - before) / FRAME);
    }
    store.close()?;
    Ok(json!({ "seconds": quantile(spent, 50), "frames": most_frames }))
}

/// 100,000 people through the journal, in one act.
pub fn import_rows(dir: &Path) -> Result<Value> {
    let file = run_folder(dir)?.join("import.yz");
    let changes = books::people(1, PEOPLE)?;
    let (mut store, _) = Store::create(&file, &Access::Open, ReplicaId([1; 16]))?;
    let stamp = stamp(Act::IMPORT_SHEET, 1);
    let (receipt, seconds) = timed(|| Ok(store.act(&books::code(1), &stamp, &changes)?))?;
    store.close()?;
    Ok(json!({
        "seconds": seconds, "entries": receipt.entries.len(), "memory_kib": peak_memory_kib()?,
    }))
}

/// From the password to the open file.
pub fn unlock(dir: &Path) -> Result<Value> {
    let file = run_folder(dir)?.join("locked.yz");
    copy(&dir.join("locked.yz"), &file)?;
    let desk = desk()?;
    call(&desk, "choose_file", json!({ "path": file }))?;
    let password = json!({ "password": PASSWORD });
    let (state, seconds) = timed(|| call(&desk, "unlock_file", password))?;
    let reached = state.get("stage").and_then(Value::as_str);
    reached
        .filter(|reached| *reached == "open")
        .context("the file did not open")?;
    Ok(json!({ "seconds": seconds }))
}
