//! Restores, copies and disks put back among laptops of one village: all writes survive, forks
//! are named, nobody has to trust anew (the fifth oracle of journal.md §7).

use acceptance::{Station, carry, desk, introduce};
use anyhow::{Context as _, Result};
use serde_json::json;
use std::any::Any;
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::chance::Chance;
use crate::part::{Bound, Outcome, Part};

/// Random histories of laptops that are copied, restored and put back.
pub const PART: Part = Part {
    name: "clones",
    what: "restored, copied and rolled back files keep every write and need no new trust",
    long: 5_000,
    short: 3,
    run: |bound| bound.on_every_core(share),
};

/// Things that happen in one history.
const EVENTS: u64 = 12;
/// Laptops at most.
const LAPTOPS: usize = 4;

fn share(bound: &Bound) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for attempt in bound.tries() {
        let mut chance = Chance::of(bound.seed, attempt);
        let played = catch_unwind(AssertUnwindSafe(|| history(&mut chance)));
        let found = played.unwrap_or_else(|panic| Ok(Some(refusal(panic.as_ref()))))?;
        outcome.count(found.map(|what| format!("seed {} try {attempt}: {what}", bound.seed)));
    }
    Ok(outcome)
}

/// What a command said that should have worked.
fn refusal(panic: &(dyn Any + Send)) -> String {
    let said = panic.downcast_ref::<String>();
    said.map_or_else(|| "it panicked".to_owned(), Clone::clone)
}

/// A laptop, and what its disk held at some moment.
struct Laptop {
    station: Station,
    image: Option<Image>,
}

/// File and witnesses of a moment.
struct Image {
    file: Vec<u8>,
    witnesses: Vec<(PathBuf, Vec<u8>)>,
}

impl Laptop {
    fn settle(mut station: Station) -> Self {
        station.call("lock_file", json!({}));
        station.desk = desk().at_home(Some(station.path("profile")));
        station.call("choose_file", json!({ "path": station.file }));
        Self {
            station,
            image: None,
        }
    }

    fn closed<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.station.call("lock_file", json!({}));
        let done = work();
        let file = &self.station.file;
        self.station.call("choose_file", json!({ "path": file }));
        done
    }

    fn take_image(&mut self) -> Result<()> {
        let folder = self.station.path("profile").join("replicas");
        let image = self.closed(|| {
            let mut witnesses = Vec::new();
            for witness in fs::read_dir(folder)? {
                let path = witness?.path();
                let bytes = fs::read(&path)?;
                witnesses.push((path, bytes));
            }
            Ok(Image {
                file: fs::read(&self.station.file)?,
                witnesses,
            })
        })?;
        self.image = Some(image);
        Ok(())
    }

    fn put_back(&mut self) -> Result<()> {
        let Some(image) = self.image.take() else {
            return Ok(());
        };
        self.closed(|| {
            fs::write(&self.station.file, &image.file)?;
            for (path, bytes) in &image.witnesses {
                fs::write(path, bytes)?;
            }
            Ok(())
        })
    }

    fn copy(&self) -> Result<Self> {
        let mut copy = Station::village();
        copy.call("lock_file", json!({}));
        copy.file = copy.path("拷来的.yz");
        self.closed(|| {
            let key = |file: &Path| PathBuf::from(format!("{}.key", file.display()));
            fs::copy(&self.station.file, &copy.file)?;
            fs::copy(key(&self.station.file), key(&copy.file))?;
            Ok(())
        })?;
        copy.desk = desk().at_home(Some(copy.path("profile")));
        copy.call("choose_file", json!({ "path": copy.file }));
        Ok(Self {
            station: copy,
            image: None,
        })
    }

    /// What was written since the backup has to be at the township: it comes back from there.
    fn restore(&mut self, number: u64, town: &Station) {
        let station = &mut self.station;
        let folder = station.path("备份处");
        let written = station.call("backup_file", json!({ "folder": folder }));
        station.person(&format!("备份以后{number}"), "142 0000 0001");
        carry(station, town);
        let file = station.path(&format!("恢复{number}.yz"));
        station.call("lock_file", json!({}));
        let request = json!({ "backup": written["path"], "path": file, "set_aside": false });
        station.call("restore_file", request);
        station.file = file;
        self.image = None;
    }
}

/// Runs one history; what it found wrong, if anything.
fn history(chance: &mut Chance) -> Result<Option<String>> {
    let town = Station::town();
    let first = Laptop::settle(Station::village());
    introduce(&first.station, &town);
    let mut laptops = vec![first];
    let mut written = 0;
    for event in 0..EVENTS {
        let which = usize::try_from(chance.below(laptops.len() as u64))?;
        let many = laptops.len();
        let laptop = laptops.get_mut(which).context("a laptop")?;
        match chance.below(7) {
            0 | 1 => {
                let name = format!("村民{event}");
                laptop.station.person(&name, "142 0000 0001");
                written += 1;
            }
            2 => drop(carry(&laptop.station, &town)),
            3 => drop(carry(&town, &laptop.station)),
            4 => laptop.take_image()?,
            // What was written since the image has to be at the township: a disk that forgets
            // what it alone knew loses it.
            5 if laptop.image.is_some() => {
                carry(&laptop.station, &town);
                laptop.put_back()?;
            }
            6 if many < LAPTOPS => {
                let copy = laptop.copy()?;
                laptops.push(copy);
            }
            _ => {
                laptop.restore(event, &town);
                written += 1;
            }
        }
        if let Some(what) = laptops.iter().find_map(|laptop| undelivered(laptop, &town)) {
            return Ok(Some(what));
        }
    }
    Ok(meet(&laptops, &town, written))
}

/// Somebody the township does not know, though the laptop says that all of it was received.
fn undelivered(laptop: &Laptop, town: &Station) -> Option<String> {
    let state = laptop.station.call("handoff_state", json!({}));
    if state["offices"][0]["pending"] != 0 {
        return None;
    }
    let known = names(town);
    let unknown = names(&laptop.station)
        .into_iter()
        .find(|name| !known.contains(name))?;
    Some(format!("{unknown} was said to be received"))
}

/// Who is on the roll.
fn names(station: &Station) -> BTreeSet<String> {
    let page = station.call("list_records", json!({ "ledger": "person", "limit": 99 }));
    let rows = page["rows"].as_array().into_iter().flatten();
    rows.map(|row| row["cells"]["name"].to_string()).collect()
}

/// Everybody meets the township twice; then all must hold the same.
fn meet(laptops: &[Laptop], town: &Station, written: u64) -> Option<String> {
    for _ in 0..2 {
        for laptop in laptops {
            carry(&laptop.station, town);
            carry(town, &laptop.station);
        }
    }
    let all = town.count("person");
    if all < written {
        return Some(format!("{written} were written, the township has {all}"));
    }
    let stations = laptops.iter().map(|laptop| &laptop.station);
    for station in stations {
        let held = station.count("person");
        if held != all {
            return Some(format!("a laptop holds {held} of {all}"));
        }
        station.assert_sound();
    }
    let mut everybody = laptops.iter().map(|laptop| &laptop.station).chain([town]);
    everybody.find_map(gap)
}

/// What an office still says is missing, or was not received, when everybody has met.
fn gap(station: &Station) -> Option<String> {
    let state = station.call("handoff_state", json!({}));
    let mut offices = state["offices"].as_array()?.iter();
    let line = offices.find(|line| line["missing"] != 0 || line["pending"] != 0)?;
    Some(format!(
        "of {} {} are said to be missing, {} not received",
        line["name"], line["missing"], line["pending"]
    ))
}

#[cfg(test)]
mod tests {
    use super::{Chance, PART, history};

    #[test]
    fn copied_restored_and_rolled_back_files_lose_nothing() {
        crate::part::hold(&PART);
    }

    fn hold(tries: &[u64]) {
        for &attempt in tries {
            assert_eq!(history(&mut Chance::of(1, attempt)).unwrap(), None);
        }
    }

    #[test]
    fn a_laptop_on_one_branch_of_a_fork_is_sent_the_other_though_another_laptop_has_both() {
        hold(&[13, 34]);
    }

    #[test]
    fn a_laptop_put_back_to_an_earlier_day_is_sent_what_it_forgot_though_it_wrote_nothing_since() {
        hold(&[429, 1216]);
    }

    #[test]
    fn what_is_signed_for_only_by_an_entry_that_still_waits_is_passed_on_later() {
        hold(&[3669]);
    }

    #[test]
    fn a_signature_that_came_without_its_entry_takes_the_place_of_no_other_and_is_no_damage() {
        hold(&[763, 1249]);
    }
}
