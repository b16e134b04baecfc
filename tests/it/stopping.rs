//! Long work is shown while it holds the office, and a stop leaves everything as it was.

use acceptance::Station;
use app::Problem;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::thread;

/// Rows of a sheet that is still being read when the stop comes.
const ROWS: usize = 6_000;

#[test]
fn a_sheet_that_is_being_taken_in_is_shown_and_a_stop_leaves_the_ledger_as_it_was() {
    let station = Station::village();
    station.save(
        "hazard",
        json!({ "description": "路灯不亮", "location": "村口" }),
    );
    let mut sheet = String::from("隐患描述,地点\n");
    for row in 0..ROWS {
        writeln!(sheet, "第{row}处护栏松动,{row}号门前").unwrap();
    }
    let path = station.path("隐患.csv");
    std::fs::write(&path, sheet).unwrap();
    let import = json!({ "ledger": "hazard", "path": path });
    let (shown, answer) = stopped(&station, "import_sheet", import.clone());
    assert_eq!(answer.unwrap_err().code, "stopped");
    assert!(shown["label"].as_str().unwrap().contains("表格"), "{shown}");
    assert_eq!(
        station.count("hazard"),
        1,
        "nothing of the sheet was taken in"
    );
    assert_eq!(station.call("work_state", json!({})), Value::Null);
    let taken = station.call("import_sheet", import);
    assert_eq!(
        taken["added"], ROWS,
        "and the next time all of it is: {taken}"
    );
}

#[test]
fn a_stop_with_nothing_to_stop_harms_nothing_that_comes_after() {
    let station = Station::village();
    assert_eq!(station.call("stop_work", json!({})), Value::Null);
    station.save(
        "hazard",
        json!({ "description": "路灯不亮", "location": "村口" }),
    );
    assert_eq!(station.count("hazard"), 1);
}

/// Runs a command and stops it as soon as it is shown.
fn stopped(station: &Station, name: &str, payload: Value) -> (Value, Result<Value, Problem>) {
    let desk = &station.desk;
    thread::scope(|scope| {
        let work = scope.spawn(move || desk.call(name, payload));
        let mut shown = Value::Null;
        while shown.is_null() && !work.is_finished() {
            shown = desk.call("work_state", json!({})).unwrap();
        }
        desk.call("stop_work", json!({})).unwrap();
        (shown, work.join().unwrap())
    })
}

#[test]
fn drives_are_listed_without_a_file_at_hand() {
    let drives = acceptance::desk().call("drives", json!({})).unwrap();
    for drive in drives.as_array().unwrap() {
        assert!(drive["free"].as_u64() <= drive["total"].as_u64(), "{drive}");
    }
}
