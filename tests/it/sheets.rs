//! Spreadsheets as village offices save them.

use acceptance::{Station, sheet};
use serde_json::{Value, json};

mod every_ledger;
mod shapes;
mod wizard;

fn import(station: &Station, ledger: &str, name: &str, plan: bool) -> Value {
    station.call(
        "import_sheet",
        json!({ "ledger": ledger, "path": sheet(name), "plan": plan }),
    )
}

fn figures(outcome: &Value) -> (u64, u64, u64, u64, usize) {
    let number = |name: &str| outcome[name].as_u64().unwrap();
    let rejected = outcome["rejected"].as_array().unwrap().len();
    (
        number("rows"),
        number("added"),
        number("changed"),
        number("unchanged"),
        rejected,
    )
}

#[test]
fn a_plan_changes_nothing_and_a_second_import_adds_nothing() {
    for (ledger, name, rows, rejected) in [
        ("hazard", "隐患台账.xlsx", 35, 0),
        ("hazard", "隐患台账.xls", 35, 0),
        ("person", "村民花名册-UTF8BOM.csv", 265, 2),
        ("person", "村民花名册-GB18030.csv", 265, 2),
        ("supply_item", "防汛物资储备表.xlsx", 19, 2),
    ] {
        let station = Station::village();
        let plan = import(&station, ledger, name, true);
        assert_eq!(station.count(ledger), 0, "{name}: a plan changes nothing");
        let done = import(&station, ledger, name, false);
        assert_eq!(
            figures(&plan),
            figures(&done),
            "{name}: the plan keeps its word"
        );
        let taken = rows - rejected as u64;
        assert_eq!(
            figures(&done),
            (rows, taken, 0, 0, rejected),
            "{name}: every row is accounted for"
        );
        let again = import(&station, ledger, name, false);
        assert_eq!(
            figures(&again),
            (rows, 0, 0, taken, rejected),
            "{name}: nothing is added twice"
        );
        station.assert_sound();
    }
}

#[test]
fn the_same_roll_in_another_encoding_adds_nobody() {
    let station = Station::village();
    import(&station, "person", "村民花名册-UTF8BOM.csv", false);
    let before = (station.count("person"), station.count("household"));
    let again = import(&station, "person", "村民花名册-GB18030.csv", false);
    assert_eq!(again["added"], 0);
    assert_eq!(
        (station.count("person"), station.count("household")),
        before
    );
    assert_eq!(before, (263, 86));
}

#[test]
fn every_rejected_row_names_row_column_and_reason() {
    let station = Station::village();
    let outcome = import(&station, "person", "村民花名册-GB18030.csv", false);
    for row in outcome["rejected"].as_array().unwrap() {
        assert!(row["row"].as_u64().unwrap() > 1);
        assert!(!row["reason"].as_str().unwrap().is_empty());
    }
    let marks = outcome["marks"].as_array().unwrap();
    let ruined = marks
        .iter()
        .filter(|mark| mark["reason"].as_str().unwrap().contains("科学计数"))
        .count();
    assert_eq!(ruined, 6, "six identity numbers were ruined to 3.4E+17");
}

#[test]
fn hazards_keep_group_grade_state_and_who_answers_for_them() {
    let station = Station::village();
    import(&station, "hazard", "隐患台账.xlsx", false);
    let page = station.call(
        "list_records",
        json!({ "ledger": "hazard", "chip": "closed" }),
    );
    assert_eq!(page["total"], 9, "已完成整改，销号");
    let first = &page["rows"][0];
    let record = station.read("hazard", &first["id"]);
    assert!(
        record["shown"]["owner_id"]
            .as_str()
            .unwrap()
            .chars()
            .count()
            >= 2
    );
    assert!(record["values"]["group"].as_str().unwrap().ends_with('组'));
    let major = station.call(
        "list_records",
        json!({ "ledger": "hazard", "chip": "major" }),
    );
    assert_eq!(major["total"], 8);
}

#[test]
fn supplies_become_items_batches_and_a_first_count() {
    let station = Station::village();
    import(&station, "supply_item", "防汛物资储备表.xlsx", false);
    assert_eq!(station.count("supply_batch"), 17);
    assert_eq!(station.count("supply_movement"), 17);
    let batches = station.call(
        "list_records",
        json!({ "ledger": "supply_batch", "text": "" }),
    );
    assert!(
        batches["rows"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["cells"]["expires_on"] == "2027-06-30")
    );
}

#[test]
fn an_exported_ledger_comes_back_unchanged_and_a_stale_row_is_refused() {
    let station = Station::village();
    station.save(
        "shelter",
        json!({ "name": "村小学", "space_type": "indoor", "capacity": 180 }),
    );
    let hall = station.save(
        "shelter",
        json!({ "name": "文化礼堂", "space_type": "indoor", "capacity": 120 }),
    );
    let path = station.path("避难场所.xlsx");
    station.call("export_sheet", json!({ "ledger": "shelter", "path": path }));
    let back = station.call("import_sheet", json!({ "ledger": "shelter", "path": path }));
    assert_eq!(figures(&back), (2, 0, 0, 2, 0), "{back}");
    station.change("shelter", &hall["id"], json!({ "capacity": 100 }));
    let stale = station.call("import_sheet", json!({ "ledger": "shelter", "path": path }));
    assert_eq!(
        (
            stale["changed"].clone(),
            stale["rejected"].as_array().unwrap().len()
        ),
        (json!(0), 1)
    );
    assert_eq!(
        station.read("shelter", &hall["id"])["values"]["capacity"],
        100
    );
}

#[test]
fn a_filled_template_is_taken_in() {
    let station = Station::village();
    let path = station.path("模板.xlsx");
    let written = station.call("sheet_template", json!({ "ledger": "route", "path": path }));
    assert!(written["bytes"].as_u64().unwrap() > 1000);
    let refused = station.refuse(
        "sheet_template",
        json!({ "ledger": "route", "path": station.path("模板.doc") }),
    );
    assert_eq!(refused.fields[0].field, "path");
}
