//! Backups, restore, copied files and forks, as a person meets them (journal.md §3 and §6).

use acceptance::{Station, carry, desk, export, introduce};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The same office at a person's desk, whose own folder is the one named.
fn at_home(mut station: Station, home: &Path) -> Station {
    station.call("lock_file", json!({}));
    station.desk = desk().at_home(Some(home.to_owned()));
    station.call("choose_file", json!({ "path": station.file }));
    station
}

fn village_at_home() -> Station {
    let station = Station::village();
    let home = station.path("profile");
    at_home(station, &home)
}

fn key_of(file: &Path) -> PathBuf {
    PathBuf::from(format!("{}.key", file.display()))
}

/// A desk on another machine with a copy of the station's file as it lies on the disk.
fn copied(station: &Station) -> Station {
    let mut copy = Station::village();
    copy.call("lock_file", json!({}));
    station.call("lock_file", json!({}));
    copy.file = copy.path("拷来的.yz");
    fs::copy(&station.file, &copy.file).unwrap();
    fs::copy(key_of(&station.file), key_of(&copy.file)).unwrap();
    copy.desk = desk().at_home(Some(copy.path("profile")));
    for station in [station, &copy] {
        station.call("choose_file", json!({ "path": station.file }));
    }
    copy
}

fn access_lines(station: &Station) -> Vec<String> {
    let log = station.call("access_log", json!({}));
    let lines = log["lines"].as_array().unwrap().iter();
    lines
        .map(|line| line["what"].as_str().unwrap().to_owned())
        .collect()
}

fn backup(station: &Station) -> Value {
    station.call("backup_file", json!({ "folder": station.path("备份处") }))
}

#[test]
fn two_laptops_with_one_copied_file_both_keep_what_they_write_and_nobody_trusts_anew() {
    let (village, town) = (village_at_home(), Station::town());
    introduce(&village, &town);
    village.person("陈守田", "142 0000 0001");
    carry(&village, &town);
    let copy = copied(&village);
    assert!(
        access_lines(&copy)
            .iter()
            .any(|line| line.contains("新副本")),
        "the log names it"
    );
    assert!(access_lines(&village).is_empty(), "the original goes on");
    village.person("写在原件", "142 0000 0002");
    copy.person("写在副本", "142 0000 0003");
    for laptop in [&village, &copy, &village] {
        let merged = carry(laptop, &town);
        assert_eq!(merged["forks"], json!([]), "two replicas, no fork");
        carry(&town, laptop);
    }
    for station in [&village, &copy, &town] {
        assert_eq!(station.count("person"), 3, "nothing lost, nothing doubled");
        station.assert_sound();
    }
}

#[test]
fn a_disk_put_back_to_an_earlier_day_is_a_fork_that_both_sides_name_and_nothing_of_it_is_lost() {
    let (village, town) = (village_at_home(), Station::town());
    introduce(&village, &town);
    village.call("lock_file", json!({}));
    let earlier = fs::read(&village.file).unwrap();
    let witness = fs::read_dir(village.path("profile/replicas"))
        .unwrap()
        .next();
    let witness = witness.unwrap().unwrap().path();
    let witnessed = fs::read(&witness).unwrap();
    village.call("choose_file", json!({ "path": village.file }));
    village.person("第一天写的", "142 0000 0001");
    carry(&village, &town);
    village.call("lock_file", json!({}));
    // The image of the whole disk: the file in place, and the person's folder with it.
    fs::write(&village.file, earlier).unwrap();
    fs::write(&witness, witnessed).unwrap();
    village.call("choose_file", json!({ "path": village.file }));
    assert!(access_lines(&village).is_empty(), "nothing tells it yet");
    village.person("又写一次", "142 0000 0002");
    let merged = carry(&village, &town);
    assert_eq!(merged["forks"].as_array().unwrap().len(), 1, "{merged}");
    let learnt = carry(&town, &village);
    let said = learnt["forks"].to_string();
    assert!(said.contains("新副本"), "the laptop is told: {said}");
    village.person("从此分明", "142 0000 0003");
    assert_eq!(carry(&village, &town)["forks"], json!([]));
    for station in [&village, &town] {
        assert_eq!(station.count("person"), 3);
        station.assert_sound();
    }
}

#[test]
fn both_branches_of_a_fork_reach_a_second_laptop_through_the_township() {
    let (village, town) = (village_at_home(), Station::town());
    let second = village.second_laptop();
    introduce(&village, &town);
    village.call("lock_file", json!({}));
    let earlier = fs::read(&village.file).unwrap();
    let home = village.path("profile");
    let witness = fs::read_dir(home.join("replicas")).unwrap().next();
    let witness = witness.unwrap().unwrap().path();
    let witnessed = fs::read(&witness).unwrap();
    village.call("choose_file", json!({ "path": village.file }));
    village.person("一", "142 0000 0001");
    village.person("二", "142 0000 0002");
    carry(&village, &town);
    village.call("lock_file", json!({}));
    fs::write(&village.file, earlier).unwrap();
    fs::write(&witness, witnessed).unwrap();
    village.call("choose_file", json!({ "path": village.file }));
    village.person("三", "142 0000 0003");
    carry(&village, &town);
    let card = town.path("名片.json");
    let own = town.call("office_card", json!({}));
    let trusted = json!({ "path": card, "fingerprint": own["fingerprint"] });
    second.call("trust_card", trusted);
    carry(&second, &town);
    let package = export(&town, &second);
    second.call("import_package", json!({ "path": package }));
    assert_eq!(second.count("person"), 3, "both branches came");
}

#[test]
fn a_restored_backup_is_a_new_replica_and_gets_back_from_the_township_what_came_later() {
    let (village, town) = (village_at_home(), Station::town());
    introduce(&village, &town);
    village.person("备份以前", "142 0000 0001");
    let written = backup(&village);
    village.person("备份以后", "142 0000 0002");
    carry(&village, &town);
    village.call("lock_file", json!({}));
    let file = village.path("恢复.yz");
    let restored = village.call(
        "restore_file",
        json!({ "backup": written["path"], "path": file }),
    );
    assert_eq!(restored["state"]["stage"], "open");
    assert_eq!(village.count("person"), 1, "as it was at the backup");
    village.person("恢复以后", "142 0000 0003");
    let merged = carry(&village, &town);
    assert_eq!(merged["forks"], json!([]), "a new replica, no fork");
    carry(&town, &village);
    assert_eq!(village.count("person"), 3, "what came later came back");
    assert_eq!(town.count("person"), 3);
    village.assert_sound();
}

#[test]
fn a_backup_is_made_when_one_is_due_and_found_again() {
    let village = village_at_home();
    let none = village.call("backup_state", json!({}));
    assert_eq!(
        (&none["last"], &none["overdue"]),
        (&Value::Null, &json!(true))
    );
    let todos = village.call("today", json!({}))["todos"].to_string();
    assert!(todos.contains("备份"), "today names it: {todos}");
    let kept = village.call("keep_backup", json!({}));
    assert_eq!(kept["overdue"], false);
    assert_eq!(kept["last"]["days"], 0);
    let again = village.call("keep_backup", json!({}));
    assert_eq!(again["last"]["path"], kept["last"]["path"], "not due again");
    let found = village.call("find_backups", json!({}));
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(found[0]["of_this_file"], true);
    let todos = village.call("today", json!({}))["todos"].to_string();
    assert!(!todos.contains("备份"));
    let stranger = village.path("备份/别人的.yzbak");
    fs::write(&stranger, "someone's own file").unwrap();
    for _ in 0..9 {
        village.call("backup_file", json!({ "folder": village.path("备份") }));
    }
    let found = village.call("find_backups", json!({}));
    let left = found.as_array().unwrap().len();
    assert!(
        (6..=7).contains(&left),
        "of one moment six stay, and the one just made: {left}"
    );
    assert!(stranger.exists(), "only our own are rotated");
}

#[test]
fn one_can_go_back_to_before_a_merge_until_something_is_written_by_hand() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let home = town.path("profile");
    let town = at_home(town, &home);
    town.person("镇里的人", "142 0000 0009");
    let first = town.call("return_before_merge", json!({ "plan": true }));
    assert_eq!(first["possible"], false);
    village.person("村里的人", "142 0000 0001");
    carry(&village, &town);
    assert_eq!(town.count("person"), 2);
    let plan = town.call("return_before_merge", json!({ "plan": true }));
    assert_eq!(
        (&plan["possible"], &plan["packages"]),
        (&json!(true), &json!(1))
    );
    let gone = town.call("return_before_merge", json!({}));
    assert_eq!(town.count("person"), 1, "as it was before");
    let aside = gone["aside"].as_str().unwrap();
    assert!(Path::new(aside).exists(), "the merged file is laid aside");
    town.assert_sound();
    carry(&village, &town);
    assert_eq!(town.count("person"), 2, "the package can be read again");
    town.person("合并后手写", "142 0000 0010");
    let refused = town.refuse("return_before_merge", json!({}));
    assert_eq!(refused.code, "written_since_merge");
    assert!(refused.message.contains("1笔"), "{refused}");
    assert_eq!(town.count("person"), 3);
}

#[test]
fn a_damaged_file_is_laid_aside_and_what_the_backup_lacks_is_read_from_it() {
    let village = village_at_home();
    village.person("备份里有", "142 0000 0001");
    let written = backup(&village);
    village.person("备份里没有", "142 0000 0002");
    village.call("lock_file", json!({}));
    let mut bytes = fs::read(&village.file).unwrap();
    // The last page of the file holds the last index made, none of the journal's.
    let place = bytes.len() - 100;
    bytes[place] ^= 1;
    fs::write(&village.file, &bytes).unwrap();
    let refused = village.refuse("choose_file", json!({ "path": village.file }));
    assert_eq!(refused.code, "file_damaged");
    let found = village.call("find_backups", json!({ "folder": village.path("备份处") }));
    assert_eq!(
        found[0]["of_this_file"], true,
        "the newest good one is offered"
    );
    let restored = village.call(
        "restore_file",
        json!({ "backup": written["path"], "path": village.file, "set_aside": true }),
    );
    let aside = restored["aside"].as_str().unwrap();
    assert_eq!(
        fs::read(aside).unwrap(),
        bytes,
        "never deleted, never changed"
    );
    assert!(aside.contains("损坏-20260712"));
    let salvaged = restored["salvaged"].as_u64().unwrap();
    assert_eq!(village.count("person"), 1 + salvaged);
    village.assert_sound();
}
