//! One row altered, removed or put in anywhere, past every rule of the file: the audit finds it and
//! names it.

use crate::chance::Chance;
use crate::part::{Bound, Outcome, Part};
use acceptance::{Station, carry, desk, introduce};
use anyhow::{Context as _, Result};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use store::{Access, Harm, Store};

/// The part.
pub const PART: Part = Part {
    name: "altered_rows",
    what: "one row altered, removed or put in with the key: found and named",
    long: 3_000,
    short: 10,
    run,
};

fn run(bound: &Bound) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let scratch = tempfile::tempdir()?;
    let files = prepared(scratch.path())?;
    for attempt in bound.tries() {
        let mut chance = Chance::of(bound.seed, attempt);
        let [village, town] = &files;
        let whole = if chance.below(2) == 0 { village } else { town };
        let copy = scratch.path().join("改过.yz");
        fs::copy(whole, &copy)?;
        fs::copy(key_of(whole), key_of(&copy))?;
        let mut store = Store::open(&copy, &Access::Open)?;
        let harm = match chance.below(3) {
            0 => Harm::Alter,
            1 => Harm::Remove,
            _ => Harm::Insert,
        };
        let number = chance.next();
        let Some(done) = store.tamper(harm, number)? else {
            continue;
        };
        store.close()?;
        outcome.count((!is_found(&copy)).then(|| format!("{done} went unnoticed: {attempt}")));
    }
    Ok(outcome)
}

fn key_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

/// Whether the file is refused at opening, or the check names what is wrong.
fn is_found(file: &Path) -> bool {
    let desk = desk();
    if desk.call("choose_file", json!({ "path": file })).is_err() {
        return true;
    }
    match desk.call("check_file", json!({ "rebuild": true })) {
        Ok(checked) => {
            let named = checked["differences"].as_array();
            checked["ok"] == json!(false) && named.is_some_and(|named| !named.is_empty())
        }
        Err(_) => true,
    }
}

/// A village and its township after an exchange, closed: rows of people, a confidential one, a
/// destruction, signatures of both.
fn prepared(scratch: &Path) -> Result<[PathBuf; 2]> {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    village.person("甄山水", "14200001234");
    village.save("tip_off", json!({ "content": "私藏烟花" }));
    village.save(
        "hazard",
        json!({ "description": "堆纸箱", "location": "村口" }),
    );
    let incident = village.save(
        "incident",
        json!({ "kind": "landslide", "location": "后山", "reporter": "巫匿鸣" }),
    );
    village.advance("incident", &incident["id"], "end", json!({}));
    carry(&village, &town);
    let due = village.call("destructions", json!({}))[0]["id"].clone();
    village.call(
        "carry_out_destruction",
        json!({
            "id": due, "names": ["李秀英", "周志强"], "keep": [],
            "destroy": [{ "ledger": "incident", "id": incident["id"] }],
        }),
    );
    carry(&village, &town);
    carry(&town, &village);
    let mut files = Vec::new();
    for (station, name) in [(&village, "村.yz"), (&town, "镇.yz")] {
        station.call("lock_file", json!({}));
        let file = scratch.join(name);
        fs::copy(&station.file, &file)?;
        fs::copy(key_of(&station.file), key_of(&file))?;
        files.push(file);
    }
    files.try_into().ok().context("two files")
}

#[cfg(test)]
mod tests {
    use super::PART;

    #[test]
    fn a_row_altered_removed_or_put_in_is_found() {
        crate::part::hold(&PART);
    }
}
