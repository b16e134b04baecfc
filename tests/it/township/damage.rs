//! 灾情汇总: what five villages reported of one storm, summed at the township, on the screen, on
//! paper and in the spreadsheet. Every test names the rule it holds.

use super::{NAMES, offices};
use acceptance::{Station, carry};
use serde_json::{Value, json};
use std::process::Command;

/// A report that was told by telephone on the morning of the storm.
fn told(village: &Station, more: Value) -> Value {
    let mut values = json!({
        "disaster_kind": "flood", "location": "沟西", "kind": "first", "issue": 1,
        "process_no": "7·12暴雨", "start_at": "2026-07-12 03:20", "as_of": "2026-07-12 03:50",
        "phoned_at": "2026-07-12 03:50",
    });
    for (name, value) in more.as_object().unwrap() {
        values[name] = value.clone();
    }
    village.save("situation_report", values)
}

fn sum(town: &Station) -> Value {
    town.call("sum_damage", json!({}))
}

fn figure(sum: &Value, name: &str) -> Value {
    let chapters = sum["chapters"].as_array().unwrap().iter();
    let mut figures = chapters.flat_map(|chapter| chapter["figures"].as_array().unwrap());
    let found = figures.find(|figure| figure["name"] == name);
    found.cloned().unwrap_or(Value::Null)
}

fn said(sum: &Value, name: &str) -> (String, String) {
    let figure = figure(sum, name);
    let text = |part: &str| figure[part].as_str().unwrap_or_default().to_owned();
    (text("text"), text("note"))
}

/// Three of five villages report a storm; the first, the second and the third.
fn storm() -> (Vec<Station>, Station) {
    let (villages, town) = offices();
    told(
        &villages[0],
        json!({ "dead": "无", "missing": "正在核实", "affected_pop": 163, "crop_affected_ha": "3.2" }),
    );
    told(
        &villages[1],
        json!({ "dead": "无", "missing": "无", "affected_pop": 40, "crop_affected_ha": "0.85" }),
    );
    told(&villages[2], json!({ "dead": "正在核实", "missing": 1 }));
    for village in &villages {
        carry(village, &town);
    }
    (villages, town)
}

#[test]
fn each_figure_is_summed_over_the_villages_and_shows_what_every_one_said() {
    let (_, town) = storm();
    let sum = sum(&town);
    assert_eq!(sum["chosen"]["label"], "洪涝灾害，7月12日");
    assert_eq!(said(&sum, "affected_pop").0, "203人");
    assert_eq!(said(&sum, "crop_affected_ha").0, "4.05公顷");
    let parts = figure(&sum, "affected_pop")["parts"].clone();
    let parts: Vec<(&str, &str)> = parts
        .as_array()
        .unwrap()
        .iter()
        .map(|part| {
            (
                part["village"].as_str().unwrap(),
                part["text"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        parts,
        [(NAMES[0], "163人"), (NAMES[1], "40人"), (NAMES[2], "没填")]
    );
    let report = figure(&sum, "affected_pop")["parts"][0]["id"].clone();
    let record = town.read("situation_report", &report);
    assert_eq!(
        record["values"]["affected_pop"], 163,
        "one step from its row"
    );
}

#[test]
fn a_village_still_finding_out_is_named_beside_the_sum_and_never_counted_as_nought() {
    let (_, town) = storm();
    let sum = sum(&town);
    assert_eq!(
        said(&sum, "missing"),
        ("1人".to_owned(), "另有1村正在核实（栗溪村）".to_owned())
    );
    assert_eq!(
        said(&sum, "dead"),
        (
            "2村报无".to_owned(),
            "另有1村正在核实（石门坳村）".to_owned()
        ),
        "two villages have no dead; that the township has none nobody knows"
    );
    assert_eq!(said(&sum, "affected_pop").1, "另有1村没填（石门坳村）");
}

#[test]
fn villages_without_a_report_are_named() {
    let (_, town) = storm();
    let silent = sum(&town)["silent"].clone();
    let names: Vec<&str> = silent
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, NAMES[3..]);
    assert_eq!(silent[0]["why"], "没有报告");
}

#[test]
fn only_the_newest_report_of_a_village_counts_and_a_draft_nobody_signed_does_not() {
    let (villages, town) = storm();
    told(
        &villages[0],
        json!({ "kind": "follow_up", "issue": 2, "as_of": "2026-07-12 08:00",
            "dead": "无", "missing": "无", "affected_pop": 170 }),
    );
    told(
        &villages[0],
        json!({ "kind": "follow_up", "issue": 3, "as_of": "2026-07-12 12:00", "phoned_at": "",
            "affected_pop": 999 }),
    );
    told(&villages[3], json!({ "phoned_at": "", "affected_pop": 7 }));
    carry(&villages[0], &town);
    carry(&villages[3], &town);
    let sum = sum(&town);
    assert_eq!(said(&sum, "affected_pop").0, "210人", "170 + 40");
    assert_eq!(said(&sum, "missing"), ("1人".to_owned(), String::new()));
    let notes = sum["reports"][0]["notes"].to_string();
    assert!(notes.contains("没签发也没电话报"), "{notes}");
    let silent = sum["silent"][0].clone();
    assert_eq!(silent["name"], NAMES[3]);
    assert!(
        silent["why"].as_str().unwrap().contains("只有草稿"),
        "{silent}"
    );
    assert!(!silent["draft"].as_str().unwrap().is_empty());
}

#[test]
fn two_happenings_of_one_village_are_both_counted_and_said_so() {
    let (villages, town) = storm();
    told(
        &villages[1],
        json!({ "process_no": "竹林塌方", "affected_pop": 5 }),
    );
    carry(&villages[1], &town);
    let sum = sum(&town);
    assert_eq!(said(&sum, "affected_pop").0, "208人");
    let notes = sum["reports"][1]["notes"].to_string();
    assert!(notes.contains("2场的报告"), "{notes}");
}

#[test]
fn a_disaster_of_another_kind_or_of_other_days_is_not_mixed_in() {
    let (villages, town) = storm();
    told(
        &villages[4],
        json!({ "disaster_kind": "drought", "process_no": "旱", "start_at": "2026-06-01 08:00",
            "as_of": "2026-06-20 08:00", "phoned_at": "2026-06-20 08:00", "affected_pop": 88 }),
    );
    carry(&villages[4], &town);
    let newest = sum(&town);
    assert_eq!(said(&newest, "affected_pop").0, "203人");
    assert_eq!(newest["events"].as_array().unwrap().len(), 2);
    let other = town.call("sum_damage", json!({ "disaster_kind": "drought" }));
    assert_eq!(said(&other, "affected_pop").0, "88人");
    let before = json!({ "disaster_kind": "flood", "from": "7.1", "to": "7.10" });
    assert_eq!(town.call("sum_damage", before)["reports"], json!([]));
    let backwards = json!({ "disaster_kind": "flood", "from": "7.10", "to": "7.1" });
    assert_eq!(town.refuse("sum_damage", backwards).code, "not_valid");
}

#[test]
fn rival_figures_of_one_report_are_said_to_be_open() {
    let (villages, town) = storm();
    let second = villages[1].second_laptop();
    let listed = villages[1].call("list_records", json!({ "ledger": "situation_report" }));
    let report = listed["rows"][0]["id"].clone();
    carry(&villages[1], &second);
    villages[1].change("situation_report", &report, json!({ "affected_pop": 41 }));
    second.change("situation_report", &report, json!({ "affected_pop": 44 }));
    carry(&villages[1], &town);
    carry(&second, &town);
    let sum = sum(&town);
    let note = said(&sum, "affected_pop").1;
    assert!(note.contains("黄土岭村的数待定夺"), "{note}");
}

#[test]
fn a_village_asks_for_no_sum_and_prints_none() {
    let (villages, _) = offices();
    let refused = villages[0].refuse("sum_damage", json!({}));
    assert_eq!(refused.code, "not_a_township");
    let papers = villages[0].call("documents", json!({}));
    let mut papers = papers.as_array().unwrap().iter();
    assert!(papers.all(|paper| paper["name"] != "town_damage"));
}

fn printed(town: &Station, ids: Value) -> String {
    let path = town.path("汇总.pdf");
    let order = json!({ "document": "town_damage", "ids": ids, "path": path });
    town.call("save_document", order);
    let told = Command::new("pdftotext")
        .arg("-layout")
        .arg(&path)
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8(told.stdout)
        .unwrap()
        .replace([' ', '\n'], "")
}

#[test]
fn the_paper_says_the_sum_what_it_leaves_out_and_who_did_not_report() {
    let (_, town) = storm();
    let text = printed(&town, json!([]));
    for words in [
        "竹坪镇灾情汇总",
        "洪涝灾害，7月12日",
        "203人",
        "栗溪村163人、黄土岭村40人",
        "栗溪村、黄土岭村报“无”",
        "另有1村正在核实（栗溪村）",
        "竹园村（没有报告）",
        "签发",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let chosen = sum(&town)["reports"][1]["id"].clone();
    let text = printed(&town, json!([chosen]));
    assert!(
        text.contains("40人") && !text.contains("203人"),
        "only those chosen: {text}"
    );
}

#[test]
fn before_anybody_reported_the_paper_says_so_and_has_every_figure_to_write_on() {
    let (_, town) = offices();
    let text = printed(&town, json!([]));
    for words in [
        "竹坪镇灾情汇总",
        "没有可汇总的",
        "可以先手写",
        "因灾死亡人口",
        "受灾人口",
        "其他损失",
        "栗溪村",
        "签发",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn the_sum_stands_in_the_excel_of_all_with_numbers_that_can_be_reckoned_with() {
    let (_, town) = storm();
    let path = town.path("各村.xlsx");
    town.call("export_township", json!({ "path": path }));
    let book = ::sheets::read(&path).unwrap();
    let grid = book
        .grids
        .iter()
        .find(|grid| grid.sheet == "灾情汇总")
        .unwrap();
    let line = |label: &str| {
        let row = grid.rows.iter().find(|row| row.text(0) == label).unwrap();
        (0..9).map(|at| row.text(at).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(line("指标")[4..], NAMES);
    let people = line("受灾人口");
    assert_eq!(people[2], "203");
    assert_eq!(people[4..], ["163", "40", "没填", "没有报告", "没有报告"]);
    assert_eq!(line("农作物受灾面积")[2], "4.05");
    assert_eq!(line("因灾失踪人口")[4], "正在核实");
}
