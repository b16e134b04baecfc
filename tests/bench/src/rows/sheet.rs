//! Excel in: reading with every check, alone and as the screen's plan.

use crate::figures::{peak_memory_kib, timed};
use crate::fixtures::{Codes, SHEET_ROWS};
use crate::office::{call, copy, desk, open, run_folder};
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use sheets::Context;
use std::path::Path;

/// From the file to checked records.
pub fn take_in(dir: &Path) -> Result<Value> {
    let desk = desk()?;
    let today = desk.clock.today();
    let codes = Codes(desk.lists());
    let context = Context {
        today,
        labels: &codes,
    };
    let (people, seconds) = timed(|| {
        let book = sheets::read(&dir.join("people.xlsx"))?;
        let grid = book.grids.first().context("the workbook is empty")?;
        Ok(sheets::people(grid, &context)?)
    })?;
    ensure!(
        people.records.len() as u64 == SHEET_ROWS,
        "{} rows came in",
        people.records.len()
    );
    Ok(json!({ "seconds": seconds, "memory_kib": peak_memory_kib()? }))
}

/// The plan a person sees before taking the sheet in.
pub fn command(dir: &Path) -> Result<Value> {
    let file = run_folder(dir)?.join("sheet.yz");
    copy(&dir.join("village.yz"), &file)?;
    let desk = open(&file)?;
    let request = json!({ "ledger": "person", "path": dir.join("people.xlsx"), "plan": true });
    let (plan, seconds) = timed(|| call(&desk, "import_sheet", request))?;
    let rows = plan.get("rows").and_then(Value::as_u64);
    ensure!(rows == Some(SHEET_ROWS), "{rows:?} rows were planned");
    Ok(json!({ "seconds": seconds, "memory_kib": peak_memory_kib()? }))
}
