//! Offices on real files: through the command list where a screen would, through the store where
//! the store is what is measured.

use anyhow::{Context as _, Result, anyhow};
use app::{Assets, Clock, Desk};
use ledger::entry::Wall;
use ledger::{Act, Change, RowId};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use store::{Access, Stamp, Store};

/// An empty desk at the machine's own time.
pub fn desk() -> Result<Desk> {
    let assets = Assets::find(None).map_err(refused("assets"))?;
    Desk::new(assets, Clock::system()).map_err(refused("desk"))
}

/// Runs a command that must succeed.
pub fn call(desk: &Desk, name: &'static str, payload: Value) -> Result<Value> {
    desk.call(name, payload).map_err(refused(name))
}

fn refused(what: &'static str) -> impl Fn(app::Problem) -> anyhow::Error {
    move |problem| anyhow!("{what}: {problem}")
}

/// A desk with an unprotected file open on it.
pub fn open(file: &Path) -> Result<Desk> {
    let desk = desk()?;
    call(&desk, "choose_file", json!({ "path": file }))?;
    Ok(desk)
}

/// Closes the desk's file.
pub fn close(desk: &Desk) -> Result<()> {
    call(desk, "lock_file", json!({})).map(drop)
}

/// Who acts in the bench, and when: a moment that never changes.
pub fn stamp(act: Act, number: u64) -> Stamp {
    Stamp {
        wall: Wall {
            utc_ms: 1_783_814_400_000,
            offset_min: 480,
            boot: 1,
        },
        actor: "officer".to_owned(),
        act,
        act_id: RowId(u128::from(number).to_be_bytes()),
        form: None,
    }
}

/// Writes acts into an unprotected file that no desk has open.
pub fn write(file: &Path, area: &str, acts: &[Vec<Change>]) -> Result<()> {
    let mut store = Store::open(file, &Access::Open).context("open to write")?;
    for (number, changes) in (1..).zip(acts) {
        let stamp = stamp(Act::IMPORT_SHEET, number);
        store.act(area, &stamp, changes).context("act")?;
    }
    store.close().context("close")
}

/// A fresh folder for what one run writes.
pub fn run_folder(dir: &Path) -> Result<PathBuf> {
    let folder = dir.join("run");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("empty {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("create {}", folder.display()))?;
    Ok(folder)
}

/// Copies a file with its key file and waits for the disk, so that no later sync pays for it.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    for (from, to) in [(from.to_owned(), to.to_owned()), (key_of(from), key_of(to))] {
        fs::copy(&from, &to).with_context(|| format!("copy {}", from.display()))?;
        File::open(&to)?.sync_all()?;
    }
    Ok(())
}

fn key_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".key");
    name.into()
}
