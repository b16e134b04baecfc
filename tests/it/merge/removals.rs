//! Much removed at once asks first.

use super::{hazard, remove};
use acceptance::{Station, carry, export, introduce};
use serde_json::{Value, json};

/// A township that holds a village's hazards, and a package that removes some of them; with the
/// village, in whose folder it lies.
fn removing(all: u64, removed: usize) -> (Station, Value, Station) {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let ids: Vec<Value> = (0..all)
        .map(|number| hazard(&village, &format!("隐患{number}"))["id"].clone())
        .collect();
    carry(&village, &town);
    for id in &ids[..removed] {
        remove(&village, "hazard", id);
    }
    let package = export(&village, &town);
    (town, json!(package), village)
}

#[test]
fn a_package_that_removes_much_of_a_ledger_asks_first() {
    let (town, package, _village) = removing(12, 6);
    let plan = town.call("import_package", json!({ "path": package, "plan": true }));
    assert_eq!(
        plan["mass_removals"],
        json!([{ "ledger": "hazard", "label": "隐患", "area": "栗溪村", "removed": 6, "of": 12 }])
    );
    let refused = town.refuse("import_package", json!({ "path": package }));
    assert_eq!(
        (refused.code, refused.fields[0].text.as_str()),
        ("mass_removal", "6")
    );
    assert_eq!(town.count("hazard"), 12, "nothing was applied");
    let wrong = json!({ "path": package, "confirm_removals": 5 });
    assert_eq!(town.refuse("import_package", wrong).code, "mass_removal");
    let merged = town.call(
        "import_package",
        json!({ "path": package, "confirm_removals": 6 }),
    );
    assert_eq!(
        (merged["removed"].clone(), town.count("hazard")),
        (json!(6), 6)
    );
    let again = town.call("import_package", json!({ "path": package }));
    assert_eq!(
        again["removed"], 0,
        "a replay removes nothing and asks nothing"
    );
    town.assert_sound();
}

#[test]
fn a_few_rows_go_without_a_question() {
    let (town, package, _village) = removing(4, 4);
    let merged = town.call("import_package", json!({ "path": package }));
    assert_eq!(
        (merged["removed"].clone(), merged["mass_removals"].clone()),
        (json!(4), json!([]))
    );
}

#[test]
fn a_small_share_of_a_long_ledger_goes_without_a_question() {
    let (town, package, _village) = removing(120, 6);
    let merged = town.call("import_package", json!({ "path": package }));
    assert_eq!(
        merged["removed"], 6,
        "six of a hundred and twenty are five percent, not more"
    );
}

#[test]
fn taking_back_the_import_of_a_sheet_asks_first() {
    let village = Station::village();
    let sheet = village.path("村民.csv");
    let rows: Vec<String> = (0..8).map(|number| format!("村民{number},一组")).collect();
    std::fs::write(&sheet, format!("姓名,组别\n{}\n", rows.join("\n"))).unwrap();
    village.call("import_sheet", json!({ "ledger": "person", "path": sheet }));
    assert_eq!(village.count("person"), 8);
    let last = village.call("last_act", json!({}));
    let refused = village.refuse("undo_act", json!({ "id": last["id"] }));
    assert_eq!(
        (refused.code, refused.fields[0].text.as_str()),
        ("mass_removal", "8")
    );
    assert_eq!(village.count("person"), 8);
    village.call(
        "undo_act",
        json!({ "id": last["id"], "confirm_removals": 8 }),
    );
    assert_eq!(village.count("person"), 0);
}
