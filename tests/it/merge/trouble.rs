//! Gaps, wrong clocks, the same second, removal against change.

use super::{hazard, line, remove};
use acceptance::{Station, carry, desk_at, export, introduce};
use serde_json::{Value, json};

/// A laptop of the office whose clock stands at a moment.
fn laptop_at(office: &Station, moment: &str) -> Station {
    reopened(office.second_laptop(), moment)
}

/// The same laptop, its clock set.
fn reopened(mut laptop: Station, moment: &str) -> Station {
    laptop.call("lock_file", json!({}));
    laptop.desk = desk_at(moment);
    laptop.call("choose_file", json!({ "path": laptop.file }));
    laptop
}

#[test]
fn a_gap_is_named_and_the_missing_range_comes_by_itself() {
    let (village, mut town) = (Station::village(), Station::town());
    introduce(&village, &town);
    hazard(&village, "山塘坝脚渗水");
    carry(&village, &town);
    let backup = town.call("backup_file", json!({ "folder": town.path(".") }));
    hazard(&village, "路灯不亮");
    hazard(&village, "涵洞堵塞");
    carry(&village, &town);
    carry(&town, &village);
    // The township's laptop dies; what it goes on with is the older backup.
    let file = town.path("恢复.yz");
    let restored = acceptance::desk();
    let request = json!({ "backup": backup["path"], "path": file });
    restored.call("restore_file", request).unwrap();
    town.desk = restored;
    town.file = file;
    hazard(&village, "电线垂地");
    let merged = carry(&village, &town);
    assert_eq!(
        (merged["held"].clone(), merged["added"].clone()),
        (json!(1), json!(0))
    );
    let gaps = merged["gaps"].to_string();
    assert!(
        gaps.contains("栗溪村") && gaps.contains("到"),
        "it is named: {gaps}"
    );
    carry(&town, &village);
    let filled = carry(&village, &town);
    assert_eq!(
        (
            filled["held"].clone(),
            filled["gaps"].clone(),
            town.count("hazard")
        ),
        (json!(0), json!([]), 4),
        "nobody did anything for it"
    );
    town.assert_sound();
}

/// Two laptops change the same field of a hazard under these clocks; gives what each shows after
/// they met, and the number of conflicts.
fn meet_at(one: &str, other: &str) -> [(Value, u64); 2] {
    let first = Station::village();
    let record = hazard(&first, "路灯不亮");
    let second = laptop_at(&first, other);
    carry(&first, &second);
    second.change("hazard", &record["id"], json!({ "location": "晒谷场" }));
    let first = reopened(first, one);
    first.change("hazard", &record["id"], json!({ "location": "桥头" }));
    carry(&first, &second);
    carry(&second, &first);
    [&first, &second].map(|station| {
        station.assert_sound();
        let shown = station.read("hazard", &record["id"]);
        assert!(
            shown["disputed"]
                .as_array()
                .unwrap()
                .contains(&json!("location"))
        );
        assert_eq!(line(station, "hazard", &record["id"])["disputed"], true);
        let matters = station.call("open_matters", json!({}));
        let sides = matters["conflicts"][0]["sides"].as_array().unwrap();
        assert_eq!(sides.len(), 2, "both are in the open");
        assert_eq!(
            sides[0]["values"]["地点"], shown["values"]["location"],
            "the one that is shown meanwhile comes first"
        );
        (
            shown["values"]["location"].clone(),
            matters["left"].as_u64().unwrap(),
        )
    })
}

#[test]
fn clocks_wrong_by_ten_years_decide_nothing() {
    for (one, other) in [
        ("2016-07-12T08:00:00+08:00", "2026-07-12T08:00:00+08:00"),
        ("2036-07-12T08:00:00+08:00", "2026-07-12T08:00:00+08:00"),
    ] {
        let [first, second] = meet_at(one, other);
        assert_eq!(first, second, "both screens say the same");
        assert_eq!(first.1, 1, "it is a question to a person");
    }
}

#[test]
fn a_later_change_that_saw_the_other_wins_though_its_clock_is_ten_years_slow() {
    let first = Station::village();
    let record = hazard(&first, "路灯不亮");
    let second = laptop_at(&first, "2016-07-12T08:00:00+08:00");
    carry(&first, &second);
    second.change("hazard", &record["id"], json!({ "location": "晒谷场" }));
    carry(&second, &first);
    assert_eq!(
        first.read("hazard", &record["id"])["values"]["location"],
        "晒谷场"
    );
    assert_eq!(first.call("open_matters", json!({}))["left"], 0);
}

#[test]
fn two_changes_in_the_same_second_stand_side_by_side_the_same_on_both_screens() {
    let [first, second] = meet_at("2026-07-12T08:00:00+08:00", "2026-07-12T08:00:00+08:00");
    assert_eq!(first, second);
    assert_eq!(first.1, 1);
}

#[test]
fn removed_here_and_changed_there_it_stays_on_both_screens_until_somebody_answers() {
    let first = Station::village();
    let record = hazard(&first, "路灯不亮");
    let second = first.second_laptop();
    carry(&first, &second);
    remove(&first, "hazard", &record["id"]);
    second.change("hazard", &record["id"], json!({ "location": "晒谷场" }));
    carry(&first, &second);
    carry(&second, &first);
    for station in [&first, &second] {
        let shown = station.read("hazard", &record["id"]);
        assert_eq!(
            (shown["gone"].clone(), shown["values"]["location"].clone()),
            (json!(false), json!("晒谷场"))
        );
        assert_eq!(line(station, "hazard", &record["id"])["disputed"], true);
        let matters = station.call("open_matters", json!({}));
        assert_eq!(
            (
                matters["left"].clone(),
                matters["questions"][0]["rule"].clone()
            ),
            (json!(1), json!("revived"))
        );
    }
    remove(&second, "hazard", &record["id"]);
    carry(&second, &first);
    assert_eq!(
        first.read("hazard", &record["id"])["gone"],
        true,
        "the answer had seen both"
    );
    assert_eq!(first.call("open_matters", json!({}))["left"], 0);
    first.assert_sound();
}

#[test]
fn laptops_exchange_in_any_order_through_the_township_or_directly() {
    let (first, town) = (Station::village(), Station::town());
    introduce(&first, &town);
    let (second, third) = (first.second_laptop(), first.second_laptop());
    hazard(&first, "甲");
    hazard(&second, "乙");
    hazard(&third, "丙");
    carry(&third, &second);
    carry(&second, &town);
    carry(&first, &town);
    carry(&town, &first);
    // What the first laptop wrote reaches the third by the township and the second.
    carry(&town, &second);
    let package = export(&second, &third);
    third.call("import_package", json!({ "path": package }));
    carry(&town, &first);
    for station in [&first, &second, &third, &town] {
        assert_eq!(station.count("hazard"), 3);
        station.assert_sound();
    }
}
