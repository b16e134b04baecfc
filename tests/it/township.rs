//! The township's desk over real files: five villages come with their packages on one day.

use acceptance::{Station, carry, export, introduce};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

mod damage;
mod papers;
mod sent_down;
mod streams;
mod supervision;

const NAMES: [&str; 5] = ["栗溪村", "黄土岭村", "石门坳村", "竹园村", "河口村"];

fn code(place: usize) -> String {
    format!("9901011022{:02}", place + 1)
}

/// Five villages, each with hazards of its own, that know their township.
fn offices() -> (Vec<Station>, Station) {
    let town = Station::town();
    let villages: Vec<Station> = (0..NAMES.len())
        .map(|place| Station::office(&code(place), NAMES[place], "village"))
        .collect();
    for (place, village) in villages.iter().enumerate() {
        introduce(village, &town);
        for number in 0..=place {
            village.save(
                "hazard",
                json!({ "description": format!("第{number}处护栏松动"), "location": "村口" }),
            );
        }
    }
    (villages, town)
}

/// The packages of all villages in one folder, as on a stick.
fn stick(villages: &[Station], town: &Station) -> PathBuf {
    let folder = town.path("stick");
    fs::create_dir_all(&folder).unwrap();
    for village in villages {
        let package = export(village, town);
        fs::copy(&package, folder.join(package.file_name().unwrap())).unwrap();
    }
    folder
}

fn states(outcome: &Value) -> Vec<&str> {
    let packages = outcome["packages"].as_array().unwrap().iter();
    packages
        .map(|line| line["state"].as_str().unwrap())
        .collect()
}

#[test]
fn one_plan_shows_a_whole_stick_and_changes_nothing_and_one_merge_keeps_its_word() {
    let (villages, town) = offices();
    let folder = stick(&villages, &town);
    let plan = town.call(
        "import_packages",
        json!({ "paths": [folder], "plan": true }),
    );
    assert_eq!(states(&plan), ["taken"; 5]);
    assert_eq!(town.count("hazard"), 0, "a plan changes nothing");
    let merged = town.call("import_packages", json!({ "paths": [folder] }));
    for (planned, done) in plan["packages"]
        .as_array()
        .unwrap()
        .iter()
        .zip(merged["packages"].as_array().unwrap())
    {
        for figure in [
            "from",
            "written",
            "added",
            "changed",
            "conflicts",
            "gaps",
            "entries",
        ] {
            assert_eq!(
                planned["outcome"][figure], done["outcome"][figure],
                "{figure}"
            );
        }
    }
    assert_eq!(town.count("hazard"), 15, "1 + 2 + 3 + 4 + 5");
    let again = town.call("import_packages", json!({ "paths": [folder] }));
    assert_eq!(states(&again), ["known"; 5], "a second time nothing is new");
    town.assert_sound();
}

#[test]
fn a_broken_package_is_refused_with_its_reason_and_the_others_are_taken() {
    let (villages, town) = offices();
    let folder = stick(&villages[..3], &town);
    let broken = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains(NAMES[1]))
        .unwrap();
    let mut bytes = fs::read(&broken).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&broken, bytes).unwrap();
    let merged = town.call("import_packages", json!({ "paths": [folder] }));
    let mut found = states(&merged);
    found.sort_unstable();
    assert_eq!(found, ["refused", "taken", "taken"]);
    let refused = merged["packages"].as_array().unwrap().iter();
    let refused = refused
        .clone()
        .find(|line| line["state"] == "refused")
        .unwrap();
    assert!(
        refused["refused"].as_str().unwrap().len() > 20,
        "no reason: {refused}"
    );
    assert_eq!(town.count("hazard"), 1 + 3);
    town.assert_sound();
}

#[test]
fn receipts_for_all_are_written_at_once_each_under_its_village_s_name() {
    let (villages, town) = offices();
    let folder = stick(&villages, &town);
    town.call("import_packages", json!({ "paths": [folder] }));
    let to: Vec<String> = (0..NAMES.len()).map(code).collect();
    let written = town.call("export_packages", json!({ "to": to, "path": folder }));
    let written = written["written"].as_array().unwrap();
    assert_eq!(written.len(), 5);
    for ((receipt, village), name) in written.iter().zip(&villages).zip(NAMES) {
        assert!(
            receipt["path"].as_str().unwrap().contains(name),
            "{receipt}"
        );
        village.call("import_package", json!({ "path": receipt["path"] }));
        let state = village.call("handoff_state", json!({}));
        assert_eq!(
            state["offices"][0]["pending"], 0,
            "{name} knows that all came"
        );
    }
    let again = town.call(
        "import_packages",
        json!({ "paths": [folder], "plan": true }),
    );
    assert_eq!(again["passed_by"], 5, "its own receipts are for others");
}

#[test]
fn the_desk_shows_every_village_in_its_own_order_with_what_it_owes() {
    let (villages, town) = offices();
    villages[4].save(
        "hazard",
        json!({ "description": "坝脚渗水", "grade": "major", "due_date": "2026-07-01" }),
    );
    let folder = stick(&villages[1..], &town);
    town.call("import_packages", json!({ "paths": [folder] }));
    let desk = town.call("township_desk", json!({}));
    let lines = desk["villages"].as_array().unwrap();
    let names: Vec<&str> = lines
        .iter()
        .map(|line| line["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, NAMES, "by their codes, whatever they owe");
    assert_eq!(
        (&lines[0]["tone"], &lines[0]["days"]),
        (&json!("red"), &json!(null))
    );
    assert_eq!(
        (&lines[1]["tone"], &lines[1]["days"]),
        (&json!("green"), &json!(0))
    );
    let figures = &lines[4]["figures"];
    assert_eq!(
        (&figures["overdue"], &figures["overdue_major"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(desk["total"]["overdue"], 1);
    assert_eq!(lines[4]["lamps"].as_array().unwrap().len(), 6);
    let today = town.call("today", json!({}));
    assert_eq!(
        today["lamps"][0]["ledger"], "township",
        "the lamps are the villages'"
    );
    assert_eq!(
        villages[0].refuse("township_desk", json!({})).code,
        "not_a_township"
    );
}

#[test]
fn a_task_goes_down_is_answered_and_the_answer_comes_back() {
    let (villages, town) = offices();
    for village in &villages {
        carry(village, &town);
    }
    let given = town.call(
        "give_order",
        json!({ "kind": "task", "content": "汛前把山塘再查一遍", "due_date": "2026-07-20",
            "villages": [code(0), code(2)] }),
    );
    let order = given["orders"][0]["id"].clone();
    for village in &villages {
        carry(&town, village);
    }
    assert_eq!(
        villages[1].call("town_orders", json!({}))["orders"],
        json!([]),
        "a village sees what it is asked and nothing else"
    );
    let seen = villages[0].call("town_orders", json!({}));
    assert_eq!(seen["orders"][0]["when"], "8天");
    let refused = villages[0].refuse(
        "answer_order",
        json!({ "id": order, "step": "reply", "reply": "" }),
    );
    assert_eq!(refused.code, "step_needs_field");
    let reply = json!({ "id": order, "step": "reply", "reply": "三口山塘都查了，一口要清淤" });
    villages[0].call("answer_order", reply);
    assert_eq!(
        villages[1]
            .refuse("answer_order", json!({ "id": order, "step": "start" }))
            .code,
        "not_our_order"
    );
    carry(&villages[0], &town);
    let back = town.call("town_orders", json!({}));
    let answers = &back["orders"][0]["answers"];
    assert_eq!(answers[0]["label"], "已回复");
    assert_eq!(answers[0]["reply"], "三口山塘都查了，一口要清淤");
    assert_eq!(answers[1]["label"], "没回音");
    let desk = town.call("township_desk", json!({}));
    assert_eq!(
        (
            desk["villages"][0]["figures"]["orders"].clone(),
            desk["villages"][2]["figures"]["orders"].clone()
        ),
        (json!(0), json!(1))
    );
    for station in villages.iter().chain([&town]) {
        station.assert_sound();
    }
}

#[test]
fn a_village_cannot_alter_what_the_township_ordered() {
    let (villages, town) = offices();
    carry(&villages[0], &town);
    let given = town.call(
        "give_order",
        json!({ "kind": "task", "content": "清沟", "villages": [code(0)] }),
    );
    let order = given["orders"][0]["id"].clone();
    carry(&town, &villages[0]);
    let record = villages[0].read("town_order", &order);
    let refused = villages[0].refuse(
        "save_record",
        json!({ "ledger": "town_order", "id": order, "values": { "content": "不清了" },
            "form": record["form"] }),
    );
    assert_eq!(refused.code, "not_our_books");
}

#[test]
fn a_hazard_is_supervised_at_its_own_village() {
    let (villages, town) = offices();
    carry(&villages[3], &town);
    let hazards = town.call("list_records", json!({ "ledger": "hazard" }));
    let hazard = hazards["rows"][0]["id"].clone();
    town.call(
        "give_order",
        json!({ "kind": "supervision", "content": "限期整改", "villages": [], "hazard": hazard }),
    );
    carry(&town, &villages[3]);
    let orders = villages[3].call("town_orders", json!({}));
    let order = &orders["orders"][0];
    assert_eq!(
        (&order["kind"], &order["hazard"]),
        (&json!("督办"), &hazard)
    );
    villages[3].call(
        "answer_order",
        json!({ "id": order["id"], "step": "close", "reply": "已加固" }),
    );
    let related = villages[3].read("hazard", &hazard)["related"].clone();
    assert!(
        related
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["ledger"] == "task"),
        "the answer stands beside the hazard: {related}"
    );
}

#[test]
fn a_ledger_of_the_township_is_exported_with_the_village_of_every_row() {
    let (villages, town) = offices();
    let folder = stick(&villages, &town);
    town.call("import_packages", json!({ "paths": [folder] }));
    let path = town.path("各村隐患.xlsx");
    town.call("export_sheet", json!({ "ledger": "hazard", "path": path }));
    let book = ::sheets::read(&path).unwrap();
    let grid = &book.grids[0];
    let column: Vec<&str> = grid.rows.iter().map(|row| row.text(0)).collect();
    assert_eq!(column[0], "村");
    for (place, name) in NAMES.iter().enumerate() {
        let rows = column.iter().filter(|cell| *cell == name).count();
        assert_eq!(rows, place + 1, "{name}");
    }
    let table = town.path("各村情况.xlsx");
    town.call("export_township", json!({ "path": table }));
    let book = ::sheets::read(&table).unwrap();
    assert_eq!(book.grids[0].rows[5].text(0), NAMES[4]);
}
