//! Gaps and forks of a village's books: which numbers, since when, and what a person may do.

use super::{NAMES, code, offices};
use acceptance::{Station, carry, export};
use serde_json::{Value, json};

fn books(town: &Station, place: usize) -> Value {
    town.call("village_books", json!({ "code": code(place) }))
}

#[test]
fn the_numbers_of_the_packages_that_came_are_told_and_the_one_that_did_not() {
    let (villages, town) = offices();
    let village = &villages[0];
    carry(village, &town);
    village.save(
        "hazard",
        json!({ "description": "路灯不亮", "location": "村口" }),
    );
    export(village, &town);
    carry(village, &town);
    let told = books(&town, 0);
    assert_eq!(told["name"], NAMES[0]);
    assert_eq!(
        (&told["sequence"], &told["absent"]),
        (&json!("第1、3个"), &json!("第2个"))
    );
    assert_eq!(told["packages"][0]["number"], 3, "the newest first");
    assert_eq!(
        told["gaps"],
        json!([]),
        "the third brought what the second held"
    );
}

#[test]
fn a_gap_names_the_laptop_the_numbers_and_when_the_last_before_them_was_written() {
    let (villages, mut town) = offices();
    let village = &villages[0];
    carry(village, &town);
    let backup = town.call("backup_file", json!({ "folder": town.path(".") }));
    for description in ["涵洞堵塞", "电线垂地"] {
        village.save(
            "hazard",
            json!({ "description": description, "location": "村口" }),
        );
    }
    carry(village, &town);
    carry(&town, village);
    // The township's laptop dies; what it goes on with is the older backup.
    let file = town.path("恢复.yz");
    let restored = acceptance::desk();
    let request = json!({ "backup": backup["path"], "path": file });
    restored.call("restore_file", request).unwrap();
    town.desk = restored;
    town.file = file;
    assert_eq!(books(&town, 0)["gaps"], json!([]), "nobody knows of it yet");
    village.save(
        "hazard",
        json!({ "description": "河堤塌角", "location": "村口" }),
    );
    carry(village, &town);
    let gaps = books(&town, 0)["gaps"].clone();
    assert_eq!(gaps.as_array().unwrap().len(), 1, "{gaps}");
    assert_eq!(gaps[0]["laptop"], NAMES[0]);
    let span = gaps[0]["span"].as_str().unwrap();
    assert!(span.starts_with('第') && span.ends_with('笔'), "{span}");
    assert!(gaps[0]["after"].as_str().unwrap().contains("2026年7月12日"));
    carry(&town, village);
    carry(village, &town);
    assert_eq!(
        books(&town, 0)["gaps"],
        json!([]),
        "the receipt brought them"
    );
}

/// A village whose whole disk was put back to an earlier day and that wrote on.
#[test]
fn a_fork_shows_both_histories_and_neither_is_lost() {
    let (villages, town) = offices();
    let village = &villages[2];
    carry(village, &town);
    let earlier = village.image();
    for description in ["第一天写的", "还是第一天"] {
        village.save(
            "hazard",
            json!({ "description": description, "location": "村口" }),
        );
    }
    carry(village, &town);
    village.put_back(&earlier);
    village.save(
        "hazard",
        json!({ "description": "又写一次", "location": "村口" }),
    );
    carry(village, &town);
    let forks = books(&town, 2)["forks"].clone();
    assert_eq!(forks.as_array().unwrap().len(), 1, "{forks}");
    let mut written: Vec<u64> = forks[0]["branches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|branch| branch["entries"].as_u64().unwrap())
        .collect();
    written.sort_unstable();
    assert_eq!(written, [1, 2], "{forks}");
    assert_eq!(town.count("hazard"), 3 + 3, "all of both are here");
}

#[test]
fn an_office_that_is_no_village_here_has_no_books_to_show() {
    let (villages, town) = offices();
    let unknown = json!({ "code": "990101102299" });
    assert_eq!(town.refuse("village_books", unknown).code, "unknown_office");
    let own = json!({ "code": code(0) });
    assert_eq!(
        villages[0].refuse("village_books", own).code,
        "not_a_township"
    );
}
