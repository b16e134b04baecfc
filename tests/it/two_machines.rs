//! Two laptops of a village, the township, and the sticks between them: whatever is lost, repeated,
//! late or read in another order, in the end all three hold the same, once, and know it.

use crate::random::chance::Chance;
use acceptance::{Station, introduce};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use stick::PluggedStick;
use store::{Access, Store};

mod stick;

const VILLAGE: &str = "990101102203";
const TOWN: &str = "990101102000";

/// A village with two laptops that know each other's books, and its township.
struct Offices {
    first: Station,
    second: Station,
    town: Station,
    /// What was written so far.
    written: usize,
}

impl Offices {
    fn new() -> Self {
        let (first, town) = (Station::village(), Station::town());
        introduce(&first, &town);
        let second = first.second_laptop();
        Self {
            first,
            second,
            town,
            written: 0,
        }
    }

    fn laptop(&self, number: usize) -> &Station {
        if number == 0 {
            &self.first
        } else {
            &self.second
        }
    }

    /// Writes a hazard nobody else writes.
    fn write(&mut self, laptop: usize) -> Value {
        self.written += 1;
        let what = format!("第{}处：路边护栏松动", self.written);
        let values = json!({ "description": what, "location": "村口" });
        self.laptop(laptop).save("hazard", values)["id"].clone()
    }

    /// Everybody hears everybody, until nobody has anything new to say.
    fn settle(&self, stick: &Path) {
        for _ in 0..2 {
            for laptop in [&self.first, &self.second] {
                read(&self.town, &carry(laptop, TOWN, stick));
            }
            let receipt = carry(&self.town, VILLAGE, stick);
            read(&self.first, &receipt);
            read(&self.second, &receipt);
        }
    }

    /// All three hold the same, each thing once, and every entry of the laptops is acknowledged.
    fn assert_agreed(&self) {
        let [first, second, town] = [&self.first, &self.second, &self.town].map(digest);
        assert_eq!(first, second, "the two laptops differ");
        assert_eq!(first, town, "laptop and township differ");
        for station in [&self.first, &self.second, &self.town] {
            let held = held(station);
            assert_eq!(held.len(), self.written, "something is missing");
            assert!(held.values().all(|times| *times == 1), "doubled: {held:?}");
            station.assert_sound();
        }
        for laptop in [&self.first, &self.second] {
            let state = laptop.call("handoff_state", json!({}));
            let town = &state["offices"][0];
            assert_eq!(town["pending"], 0, "not everything is acknowledged: {town}");
            assert_eq!(town["missing"], 0, "{town}");
        }
    }
}

/// Puts a package for an office on the stick and gives its path.
fn carry(from: &Station, to: &str, stick: &Path) -> PathBuf {
    let written = from.call("export_package", json!({ "to": to, "path": stick }));
    PathBuf::from(written["path"].as_str().unwrap())
}

fn read(at: &Station, package: &Path) -> Value {
    at.call("import_package", json!({ "path": package }))
}

/// The digest of all that is shown of the village's books.
fn digest(station: &Station) -> ledger::Digest {
    station.call("lock_file", json!({}));
    let store = Store::open(&station.file, &Access::Open).unwrap();
    let digest = store.state_digest(VILLAGE).unwrap();
    store.close().unwrap();
    station.call("choose_file", json!({ "path": station.file }));
    digest
}

/// How often each hazard stands in the books.
fn held(station: &Station) -> BTreeMap<String, u32> {
    let page = station.call("list_records", json!({ "ledger": "hazard", "limit": 500 }));
    let mut held = BTreeMap::new();
    for row in page["rows"].as_array().unwrap() {
        let id = row["id"].as_str().unwrap().to_owned();
        let record = station.read("hazard", &json!(id));
        let what = record["values"]["description"].as_str().unwrap();
        *held.entry(what.to_owned()).or_default() += 1;
    }
    held
}

#[test]
fn two_laptops_one_stick_the_township_and_its_receipt_leave_all_three_with_the_same_books() {
    let stick = PluggedStick::plug();
    let mut offices = Offices::new();
    let lamp = offices.write(0);
    for laptop in [0, 1, 1] {
        offices.write(laptop);
    }
    let from_first = carry(&offices.first, TOWN, stick.path());
    let before = fs::read(&from_first).unwrap();
    let from_second = carry(&offices.second, TOWN, stick.path());
    assert_ne!(from_first, from_second, "one office, one day, two names");
    assert_eq!(
        fs::read(&from_first).unwrap(),
        before,
        "the earlier package is as it was"
    );
    stick.assert_fit();
    read(&offices.town, &from_second);
    assert_eq!(offices.town.count("hazard"), 2, "the later one first");
    read(&offices.town, &from_first);
    assert_eq!(offices.town.count("hazard"), 4);
    let receipt = carry(&offices.town, VILLAGE, stick.path());
    for laptop in [&offices.first, &offices.second] {
        let acknowledged = read(laptop, &receipt)["acknowledged"].as_u64();
        assert!(acknowledged > Some(0), "the package is the receipt");
        assert_eq!(
            laptop.count("hazard"),
            4,
            "with what the other laptop wrote"
        );
    }

    offices
        .first
        .change("hazard", &lamp, json!({ "location": "桥头" }));
    offices
        .second
        .change("hazard", &lamp, json!({ "location": "晒谷场" }));
    offices.settle(stick.path());
    offices.assert_agreed();
    for station in [&offices.first, &offices.second] {
        let conflicts = station.call("open_matters", json!({}))["conflicts"].clone();
        assert_eq!(
            conflicts.as_array().unwrap().len(),
            1,
            "both values stand side by side"
        );
    }
    answer(&offices.second);
    offices.settle(stick.path());
    offices.assert_agreed();
    let matters = offices.first.call("open_matters", json!({}));
    assert_eq!(
        matters["conflicts"],
        json!([]),
        "one answer ends it everywhere"
    );
    stick.assert_fit();
}

/// Says that the first of the rival values is right.
fn answer(station: &Station) {
    let matters = station.call("open_matters", json!({}));
    let conflict = &matters["conflicts"][0];
    station.call(
        "answer_conflict",
        json!({
            "ledger": "hazard", "id": conflict["id"], "register": conflict["register"],
            "entry": conflict["sides"][0]["entry"], "form": conflict["form"],
        }),
    );
}

#[test]
fn packages_lost_repeated_late_and_in_any_order_end_in_the_same_books_once() {
    for seed in 1..=3 {
        let stick = PluggedStick::plug();
        let mut offices = Offices::new();
        let mut chance = Chance::of(seed * 7_919);
        // To whom each package goes; those that are lost stay on the stick until somebody finds it.
        let mut packages: Vec<(usize, PathBuf)> = Vec::new();
        for _ in 0..16 {
            let laptop = chance.below(2);
            match chance.below(5) {
                0 | 1 => drop(offices.write(laptop)),
                2 => packages.push((2, carry(offices.laptop(laptop), TOWN, stick.path()))),
                3 => packages.push((
                    1 - laptop,
                    carry(offices.laptop(laptop), VILLAGE, stick.path()),
                )),
                _ if packages.is_empty() => {}
                // An old one as easily as the newest, and again one that was read.
                _ => {
                    deliver(&offices, chance.pick(&packages));
                }
            }
        }
        offices.settle(stick.path());
        // Everything that was ever on the stick, once more, the newest first.
        for package in packages.iter().rev() {
            let again = deliver(&offices, package);
            assert_eq!(
                (&again["entries"], &again["added"]),
                (&json!(0), &json!(0)),
                "seed {seed}"
            );
        }
        offices.assert_agreed();
        stick.assert_fit();
    }
}

fn deliver(offices: &Offices, (to, package): &(usize, PathBuf)) -> Value {
    let at = if *to == 2 {
        &offices.town
    } else {
        offices.laptop(*to)
    };
    read(at, package)
}

#[test]
fn a_full_stick_is_named_costs_no_earlier_file_and_the_next_one_carries_everything() {
    let Some(small) = PluggedStick::small() else {
        return;
    };
    let mut offices = Offices::new();
    offices.write(0);
    let photo = small.path().join("照片.jpg");
    fs::write(&photo, vec![7; PluggedStick::SMALL]).unwrap();
    let refused = offices.first.refuse(
        "export_package",
        json!({ "to": TOWN, "path": small.path() }),
    );
    assert_eq!(refused.code, "stick_full");
    assert_eq!(fs::read(&photo).unwrap(), vec![7; PluggedStick::SMALL]);
    let left = fs::read_dir(small.path()).unwrap().count();
    assert_eq!(left, 1, "nothing half written stays behind");
    let other = PluggedStick::plug();
    offices.settle(other.path());
    offices.assert_agreed();
}
