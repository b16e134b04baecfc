//! Long work is shown while it holds the office, and a stop leaves everything as it was.

use acceptance::Station;
use app::Problem;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::thread;

/// Households whose slips are still being set when the stop comes.
const SLIPS: usize = 40;
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

#[test]
fn a_stop_bites_while_slips_are_set_and_while_they_are_packed_and_no_file_is_left() {
    let station = Station::village();
    let mut sheet = String::from("户号,组别,在危险区\n");
    for number in 1..=SLIPS {
        writeln!(sheet, "{number:03},3组,是").unwrap();
    }
    let households = station.path("户册.csv");
    std::fs::write(&households, sheet).unwrap();
    station.call(
        "import_sheet",
        json!({ "ledger": "household", "path": households }),
    );
    let path = station.path("明白卡.pdf");
    let before = files(&station);
    let request = json!({ "document": "safety_slips", "path": path });
    for label in ["正在排明白卡", "正在排版", "正在生成PDF"] {
        let (shown, answer) = stopped_when(&station, ("save_document", request.clone()), |state| {
            state["label"] == label && state["done"].as_u64() > Some(0)
        });
        assert_eq!(answer.unwrap_err().code, "stopped", "{label}");
        assert!(
            shown["done"].as_u64() < shown["total"].as_u64(),
            "it was on its way: {shown}"
        );
        assert_eq!(files(&station), before, "nothing half-written stays");
    }
    station.call("save_document", request);
    assert!(path.is_file(), "and the next time it is printed");
}

/// The names of the files beside the station's own.
fn files(station: &Station) -> Vec<std::ffi::OsString> {
    let folder = station.path("");
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    names
}

/// Runs a command and stops it as soon as it is shown.
fn stopped(station: &Station, name: &str, payload: Value) -> (Value, Result<Value, Problem>) {
    stopped_when(station, (name, payload), |state| !state.is_null())
}

/// Runs a command and stops it as soon as its state is the wanted one.
fn stopped_when(
    station: &Station,
    (name, payload): (&str, Value),
    is_wanted: impl Fn(&Value) -> bool,
) -> (Value, Result<Value, Problem>) {
    let desk = &station.desk;
    thread::scope(|scope| {
        let work = scope.spawn(move || desk.call(name, payload));
        let mut shown = Value::Null;
        while !is_wanted(&shown) && !work.is_finished() {
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

#[test]
fn a_backup_is_shown_while_it_is_made_and_a_stop_leaves_none() {
    let station = Station::village();
    let folder = station.path("备份处");
    std::fs::create_dir(&folder).unwrap();
    let order = json!({ "folder": folder });
    for label in ["正在拷贝册子", "正在写备份"] {
        let (shown, answer) = stopped_when(&station, ("backup_file", order.clone()), |state| {
            state["label"] == label
        });
        assert_eq!(answer.unwrap_err().code, "stopped", "{label}: {shown}");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "{label}");
    }
    let last = station.call("backup_state", json!({}))["last"].clone();
    assert_eq!(last, Value::Null, "none counts");
    station.call("backup_file", order);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}
