//! A file that was restored, or copied to another machine, goes on as a new replica; what it was
//! before gives no receipt any more.

use acceptance::{Station, carry, desk_at, export, introduce};
use serde_json::json;

/// Ends the program and starts it again, on another day.
fn reopen(station: &mut Station, moment: &str) {
    station.call("lock_file", json!({}));
    station.desk = desk_at(moment);
    station.call("choose_file", json!({ "path": station.file }));
}

fn restore(station: &mut Station) {
    let written = station.call("backup_file", json!({ "folder": station.path("备份处") }));
    let file = station.path("恢复.yz");
    station.call("lock_file", json!({}));
    let request = json!({ "backup": written["path"], "path": file, "set_aside": false });
    station.call("restore_file", request);
    station.file = file;
}

/// A village whose township was restored after the first package.
fn village_and_restored_town() -> (Station, Station) {
    let (village, mut town) = (Station::village(), Station::town());
    introduce(&village, &town);
    village.person("周志强", "14200000871");
    carry(&village, &town);
    carry(&town, &village);
    restore(&mut town);
    village.person("李建国", "14200000872");
    carry(&village, &town);
    carry(&town, &village);
    (village, town)
}

fn pending(station: &Station) -> u64 {
    let state = station.call("handoff_state", json!({}));
    state["offices"][0]["pending"].as_u64().unwrap()
}

#[test]
fn the_newest_receipt_counts_whichever_laptop_of_the_office_gave_it() {
    let (village, town) = village_and_restored_town();
    assert_eq!(pending(&village), 0);
    carry(&village, &town);
    assert_eq!(pending(&town), 0);
}

#[test]
fn a_receipt_that_is_read_again_takes_no_newer_one_s_place() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let second = village.second_laptop();
    carry(&second, &town);
    let early = export(&town, &village);
    village.call("import_package", json!({ "path": early }));
    village.person("周志强", "14200000871");
    carry(&village, &town);
    carry(&town, &village);
    assert_eq!(pending(&village), 0);
    village.call("import_package", json!({ "path": early }));
    assert_eq!(pending(&village), 0);
}

#[test]
fn what_was_written_before_a_restore_and_never_delivered_still_waits_to_be_sent() {
    let (mut village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    carry(&village, &town);
    carry(&town, &village);
    village.person("周志强", "14200000871");
    restore(&mut village);
    assert_eq!(pending(&village), 1, "the new replica wrote nothing yet");
    village.person("李建国", "14200000872");
    assert_eq!(pending(&village), 2);
    carry(&village, &town);
    let receipt = carry(&town, &village);
    assert_eq!(pending(&village), 0, "{receipt}");
    assert_eq!(town.count("person"), 2);
}

#[test]
fn a_laptop_put_back_to_an_earlier_day_takes_no_receipt_for_what_it_wrote_again() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let image = village.image();
    village.person("周志强", "14200000871");
    village.person("李建国", "14200000872");
    carry(&village, &town);
    village.put_back(&image);
    village.person("王秀兰", "14200000873");
    carry(&town, &village);
    assert!(pending(&village) > 0, "the township holds another branch");
    for _ in 0..2 {
        carry(&village, &town);
        carry(&town, &village);
    }
    assert_eq!(pending(&village), 0);
    assert_eq!((town.count("person"), village.count("person")), (3, 3));
}

#[test]
fn what_a_laptop_silent_for_ninety_days_lacked_is_not_sent_in_every_package() {
    let (mut village, town) = village_and_restored_town();
    village.person("王秀兰", "14200000873");
    assert!(carried(&village, &town) > 1, "it is still waited for");
    reopen(&mut village, "2026-12-01T08:00:00+08:00");
    carry(&town, &village);
    village.person("赵桂香", "14200000874");
    assert_eq!(carried(&village, &town), 1);
    assert_eq!(town.count("person"), 4);
}

/// Carries a package and tells how many entries it holds.
fn carried(from: &Station, to: &Station) -> u64 {
    let path = export(from, to);
    let verified = to.call("verify_package", json!({ "path": path }));
    to.call("import_package", json!({ "path": path }));
    verified["entries"].as_u64().unwrap()
}
