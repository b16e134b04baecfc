//! What was destroyed goes out of the backups and the former pages too; what cannot be reached is
//! named, and what was cut off is finished.

use super::{Flood, bears, entries};
use acceptance::{Station, carry, desk, introduce};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use store::{Access, Store, backup_facts};

const PASSWORD: &str = "溪水边种着两棵板栗";

/// Writes a backup into a folder of the station.
fn backed_up(station: &Station, folder: &str) -> PathBuf {
    let folder = station.path(folder);
    fs::create_dir_all(&folder).unwrap();
    let saved = station.call("backup_file", json!({ "folder": folder }));
    PathBuf::from(saved["path"].as_str().unwrap())
}

/// A backup as another machine makes a file of it, which was told of nothing.
fn elsewhere(backup: &Path) -> Station {
    let mut other = Station::village();
    other.call("lock_file", json!({}));
    other.file = other.path("恢复.yz");
    other.desk = desk();
    let restore = json!({ "backup": backup, "path": other.file, "password": null });
    other.call("restore_file", restore);
    other
}

fn lines(of: &Value) -> String {
    let lines = of.as_array().unwrap().iter();
    lines.map(|line| line.as_str().unwrap()).collect()
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

fn keys_of(station: &Station) -> Value {
    let path = format!("{}.key", station.file.display());
    let keys: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    keys["keys"].clone()
}

/// The same office at a person's desk, where backups are made without being asked for.
fn at_home(mut station: Station) -> Station {
    station.call("lock_file", json!({}));
    station.desk = desk().at_home(Some(station.path("profile")));
    reopen(&station);
    station
}

fn reopen(station: &Station) {
    station.call("lock_file", json!({}));
    station.call("choose_file", json!({ "path": station.file }));
}

#[test]
fn backups_older_than_a_destruction_are_written_anew_and_the_certificate_names_them() {
    let flood = Flood::new();
    let village = &flood.village;
    let (beside, other) = (backed_up(village, "备份"), backed_up(village, "别处"));
    assert!(bears(&elsewhere(&beside), "席慕山"), "as it was that day");
    let before = keys_of(village);
    let done = flood.carry_out();
    assert_ne!(keys_of(village), before, "the file has a new key");
    let rewritten = lines(&done["backups"]);
    for backup in [&beside, &other] {
        assert!(rewritten.contains(name(backup)), "{rewritten}");
        let restored = elsewhere(backup);
        assert!(!bears(&restored, "席慕山") && !bears(&restored, "巫匿鸣"));
        assert_eq!(entries(&restored).len(), 2, "the rows and figures stay");
        restored.assert_sound();
    }
    assert_eq!(done["unfinished"], false);
    let certificate = village.read("destruction", &done["id"]);
    let shown = certificate["shown"]["backups"].as_str().unwrap();
    assert!(shown.contains(name(&beside)), "{shown}");
    assert_eq!(village.call("last_act", json!({})), Value::Null);
    village.assert_sound();
}

#[test]
fn a_backup_out_of_reach_a_damaged_one_and_books_laid_aside_are_named_and_left_alone() {
    let flood = Flood::new();
    let village = &flood.village;
    let (away, damaged) = (backed_up(village, "U盘"), backed_up(village, "备份"));
    let drawer = village.path("抽屉里.bin");
    fs::rename(&away, &drawer).unwrap();
    let mut bytes = fs::read(&damaged).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&damaged, &bytes).unwrap();
    let aside = village.path("栗溪村.合并后-20260701.yz");
    fs::copy(&village.file, &aside).unwrap();
    fs::copy(
        format!("{}.key", village.file.display()),
        format!("{}.key", aside.display()),
    )
    .unwrap();
    let done = flood.carry_out();
    let left = lines(&done["out_of_reach"]);
    for named in [
        format!("备份“{}”（", name(&away)),
        "够不着".to_owned(),
        format!("备份“{}”没能改写（已经损坏）", name(&damaged)),
        "“栗溪村.合并后-20260701.yz”".to_owned(),
    ] {
        assert!(left.contains(&named), "{named} is missing: {left}");
    }
    assert_eq!(lines(&done["backups"]), "");
    assert_eq!(fs::read(&damaged).unwrap(), bytes, "nothing is deleted");
    assert!(drawer.exists() && aside.exists());
}

#[test]
fn a_locked_file_is_destroyed_in_only_with_a_password_which_still_opens_it_under_the_new_key() {
    let flood = Flood::new();
    let village = &flood.village;
    let beside = backed_up(village, "备份");
    village.call("protect_file", json!({ "password": PASSWORD }));
    assert_eq!(flood.plan()["confirmed"], true);
    let mut order = flood.decided();
    let none = village.refuse("carry_out_destruction", order.clone());
    assert_eq!(none.code, "password_missing");
    assert!(bears(village, "席慕山"), "nothing is gone");
    order["confirm"] = json!(PASSWORD);
    let done = village.call("carry_out_destruction", order)[0].clone();
    assert!(lines(&done["backups"]).contains(name(&beside)), "{done}");
    reopen(village);
    village.call("unlock_file", json!({ "password": PASSWORD }));
    assert!(!bears(village, "席慕山"));
    let open = store::verify_backup(&beside, &Access::Open);
    assert!(open.is_err(), "a backup from before the lock has it now");
    assert!(store::verify_backup(&beside, &Access::Password(PASSWORD)).is_ok());
}

#[test]
fn a_destruction_that_was_cut_off_before_its_backups_is_finished_with_the_next_one_due() {
    let mut flood = Flood::new();
    flood.village = at_home(flood.village);
    let village = &flood.village;
    let beside = backed_up(village, "备份");
    // Something stands where the working copy of the backup would be written.
    let way = PathBuf::from(format!("{}.part.part", beside.display()));
    fs::create_dir_all(way.join("x")).unwrap();
    let done = flood.carry_out();
    let left = lines(&done["out_of_reach"]);
    assert!(left.contains("那个盘写不进去"), "{left}");
    fs::remove_dir_all(way).unwrap();
    // As the power leaves it that goes in between.
    village.call("lock_file", json!({}));
    let id: ledger::RowId = done["id"].as_str().unwrap().parse().unwrap();
    let mut store = Store::open(&village.file, &Access::Open).unwrap();
    store.set_setting("destruction.unfinished", &id.0).unwrap();
    store.close().unwrap();
    reopen(village);
    assert_eq!(flood.due()["unfinished"], true);
    village.call("keep_backup", json!({}));
    let finished = flood.due();
    assert_eq!(finished["unfinished"], false);
    assert!(lines(&finished["backups"]).contains(name(&beside)));
    assert!(!bears(&elsewhere(&beside), "席慕山"), "{finished}");
    village.assert_sound();
}

#[test]
fn a_township_that_hears_of_it_writes_its_backups_anew_and_opens_next_time_under_a_new_key() {
    let flood = Flood::new();
    let town = at_home(Station::town());
    introduce(&flood.village, &town);
    carry(&flood.village, &town);
    town.call("keep_backup", json!({}));
    flood.carry_out();
    carry(&flood.village, &town);
    town.call("keep_backup", json!({}));
    let folder = fs::read_dir(town.path("备份")).unwrap().flatten();
    let backups: Vec<PathBuf> = folder.map(|file| file.path()).collect();
    assert!(!backups.is_empty());
    for backup in &backups {
        assert!(!backup_facts(backup).unwrap().erased.is_empty());
        assert!(!bears(&elsewhere(backup), "席慕山"));
    }
    let before = keys_of(&town);
    reopen(&town);
    assert_ne!(keys_of(&town), before);
    assert!(!bears(&town, "席慕山"));
    town.assert_sound();
}

/// Cuts a backup as it would be cut for a stick.
fn cut(backup: &Path) {
    let whole = fs::read(backup).unwrap();
    let (first, second) = whole.split_at(whole.len() * 2 / 3);
    fs::write(backup, first).unwrap();
    fs::write(format!("{}.2", backup.display()), second).unwrap();
}

#[test]
fn a_backup_in_parts_is_written_anew_like_the_others_and_found_under_its_new_name() {
    let flood = Flood::new();
    let backup = backed_up(&flood.village, "U盘");
    cut(&backup);
    assert!(bears(&elsewhere(&backup), "席慕山"));
    let done = flood.carry_out();
    let anew = backup.with_file_name(name(&backup).replace(".yzbak", "（改写）.yzbak"));
    assert!(lines(&done["backups"]).contains(name(&anew)), "{done}");
    assert!(!lines(&done["out_of_reach"]).contains("U盘"), "{done}");
    assert!(
        !backup.exists(),
        "the old one went after the new one was whole"
    );
    assert!(!bears(&elsewhere(&anew), "席慕山"));
    // Gone with its stick, it is missed under the name it has now.
    fs::remove_dir_all(anew.parent().unwrap()).unwrap();
    let stored = flood
        .village
        .save("destruction", json!({ "basis": "asked" }));
    let plan =
        json!({ "id": stored["id"], "names": ["李秀英", "周志强"], "destroy": [], "keep": [] });
    let again = flood.village.call("carry_out_destruction", plan);
    let missed = again
        .as_array()
        .unwrap()
        .iter()
        .map(|one| lines(&one["out_of_reach"]));
    assert!(
        missed.clone().any(|text| text.contains(name(&anew))),
        "{again}"
    );
    assert!(
        !missed
            .clone()
            .any(|text| text.contains(&format!("“{}”", name(&backup))))
    );
}
