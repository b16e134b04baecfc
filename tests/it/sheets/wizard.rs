//! What a person says of a sheet: which column is what, and what becomes of the rows that were
//! refused.

use super::{figures, import};
use acceptance::{Station, sheet};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn write(station: &Station, name: &str, text: &str) -> PathBuf {
    let path = station.path(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn plan(station: &Station, ledger: &str, path: &Path, mapping: Option<Value>) -> Value {
    let mut request = json!({ "ledger": ledger, "path": path, "plan": true });
    if let Some(mapping) = mapping {
        request["mapping"] = mapping;
    }
    station.call("import_sheet", request)
}

fn names(outcome: &Value) -> Vec<(&str, &str)> {
    let columns = outcome["columns"].as_array().unwrap().iter();
    columns
        .map(|column| {
            (
                column["letter"].as_str().unwrap(),
                column["name"].as_str().unwrap(),
            )
        })
        .collect()
}

#[test]
fn a_person_says_what_unknown_columns_are_and_is_remembered_for_that_header() {
    let station = Station::village();
    let path = sheet("shapes/队伍-表头不认识.csv");
    let before = plan(&station, "team", &path, None);
    assert_eq!(names(&before), [("A", ""), ("B", ""), ("C", "")]);
    let offered = before["choices"].as_array().unwrap();
    assert!(offered.iter().any(|choice| choice["name"] == "rally_point"));
    let mapping = json!({ "A": "name", "B": "rally_point", "C": "" });
    let tried = plan(&station, "team", &path, Some(mapping.clone()));
    assert_eq!(
        (figures(&tried).1, tried["recalled"].clone()),
        (2, json!(false))
    );
    let request = json!({ "ledger": "team", "path": path, "mapping": mapping });
    assert_eq!(
        figures(&station.call("import_sheet", request)),
        (2, 2, 0, 0, 0)
    );
    let next = write(
        &station,
        "下个月.csv",
        "组织叫法,碰头处,说法\n三队,沟口,常备\n",
    );
    let recalled = plan(&station, "team", &next, None);
    assert_eq!(recalled["recalled"], true, "the same header, another file");
    assert_eq!(
        names(&recalled),
        [("A", "name"), ("B", "rally_point"), ("C", "")]
    );
    let other = write(
        &station,
        "别的.csv",
        "组织叫法,碰头处,简介\n三队,沟口,常备\n",
    );
    assert_eq!(plan(&station, "team", &other, None)["recalled"], false);
}

#[test]
fn a_plan_remembers_nothing_and_no_answer_means_what_is_recognised() {
    let station = Station::village();
    let path = sheet("shapes/队伍-UTF8.csv");
    let swapped = plan(&station, "team", &path, Some(json!({ "D": "remark" })));
    assert!(names(&swapped).contains(&("D", "remark")));
    let plain = plan(&station, "team", &path, None);
    assert!(names(&plain).contains(&("D", "rally_point")));
    assert_eq!(plain["recalled"], false);
    let request = json!({ "ledger": "team", "path": path, "mapping": { "D": "remark" } });
    station.call("import_sheet", request);
    assert_eq!(plan(&station, "team", &path, None)["recalled"], true);
    let forgotten = json!({ "ledger": "team", "path": path, "mapping": {} });
    station.call("import_sheet", forgotten);
    assert_eq!(plan(&station, "team", &path, None)["recalled"], false);
}

#[test]
fn columns_of_a_second_sheet_stand_behind_its_name() {
    let station = Station::village();
    let path = sheet("shapes/队伍-几页混装.xlsx");
    let plain = plan(&station, "team", &path, None);
    assert!(names(&plain).contains(&("更多队伍!B", "rally_point")));
    let mapping = json!({ "更多队伍!B": "remark" });
    let mapped = plan(&station, "team", &path, Some(mapping));
    assert!(names(&mapped).contains(&("更多队伍!B", "remark")));
    assert!(
        names(&mapped).contains(&("B", "rally_point")),
        "only the sheet that was meant"
    );
}

#[test]
fn refused_rows_are_saved_with_their_reasons_and_come_in_once_mended() {
    let station = Station::village();
    let path = sheet("shapes/避难场所-认不出的选项.csv");
    let to = station.path("出错的行.xlsx");
    let request = json!({ "ledger": "shelter", "path": path, "to": to });
    let saved = station.call("save_rejected", request);
    assert!(saved["bytes"].as_u64().unwrap() > 1000);
    assert_eq!(station.count("shelter"), 0, "saving imports nothing");
    import(
        &station,
        "shelter",
        "shapes/避难场所-认不出的选项.csv",
        false,
    );
    let again = station.call("import_sheet", json!({ "ledger": "shelter", "path": to }));
    assert_eq!(
        figures(&again),
        (1, 0, 0, 0, 1),
        "not mended yet, still listed: {again}"
    );
    let reason = again["rejected"][0]["reason"].as_str().unwrap();
    for words in ["“半室内”不在可选项里", "C 可容纳", "E 适用灾种"] {
        assert!(reason.contains(words), "{words}: {reason}");
    }
}

#[test]
fn a_sheet_without_refused_or_marked_rows_needs_no_second_one() {
    let station = Station::village();
    let request = json!({
        "ledger": "team", "path": sheet("shapes/队伍-空行空列.xlsx"), "to": station.path("x.xlsx"),
    });
    assert_eq!(
        station.refuse("save_rejected", request).code,
        "nothing_rejected"
    );
}

#[test]
fn marked_rows_are_saved_too_but_never_read_again() {
    let station = Station::village();
    let to = station.path("核对.xlsx");
    let path = sheet("shapes/花名册-身份证变成科学计数.xlsx");
    station.call(
        "save_rejected",
        json!({ "ledger": "person", "path": path, "to": to }),
    );
    let refused = station.refuse("import_sheet", json!({ "ledger": "person", "path": to }));
    assert_eq!(
        refused.code, "sheet_empty",
        "all its rows came in from the sheet itself"
    );
}

#[test]
fn what_is_secret_goes_out_only_for_a_reason_that_is_noted() {
    let station = Station::village();
    import(&station, "person", "村民花名册-UTF8BOM.csv", false);
    let heads = |reason: Option<&str>| {
        let path = station.path("人员.xlsx");
        let mut request = json!({ "ledger": "person", "path": path });
        if let Some(reason) = reason {
            request["reason"] = json!(reason);
        }
        station.call("export_sheet", request);
        let back = plan(&station, "person", &path, None);
        names(&back).iter().any(|(_, name)| *name == "id_no")
    };
    assert!(!heads(None), "identity numbers stay behind");
    assert!(heads(Some("换电脑")));
    let log = station.call("access_log", json!({}));
    assert_eq!(log["total"], 1, "{log}");
}

#[test]
fn a_hundred_thousand_rows_come_in_whole() {
    let station = Station::village();
    let mut text = String::from("名称,类型,电话,地址\n");
    for number in 0..100_000 {
        writeln!(text, "第{number}号店,,142{number:08},栗溪村{number}号").unwrap();
    }
    let path = write(&station, "场所.csv", &text);
    let started = Instant::now();
    let outcome = plan(&station, "premises", &path, None);
    assert_eq!(figures(&outcome), (100_000, 100_000, 0, 0, 0));
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn a_row_copied_whole_in_an_export_is_refused_beside_its_original() {
    let station = Station::village();
    station.save("team", json!({ "name": "一队" }));
    let path = station.path("队伍.xlsx");
    station.call("export_sheet", json!({ "ledger": "team", "path": path }));
    let copy = station.path("两遍.csv");
    let rows = plan(&station, "team", &path, None);
    assert_eq!(
        rows["columns"].as_array().unwrap().last().unwrap()["name"],
        "record_key"
    );
    // The key of the exported row, as a person would copy it with the row.
    let key = station.call("read_record", json!({
        "ledger": "team", "id": station.call("list_records", json!({ "ledger": "team" }))["rows"][0]["id"],
    }));
    let form: String = key["form"].as_str().unwrap().chars().take(16).collect();
    let key = format!("{}.{form}", key["id"].as_str().unwrap());
    let text = format!("队伍名称,备注,记录编号（勿改）\n一队,改了,{key}\n一队,抄了一遍,{key}\n");
    std::fs::write(&copy, text).unwrap();
    let outcome = station.call("import_sheet", json!({ "ledger": "team", "path": copy }));
    assert_eq!(figures(&outcome), (2, 0, 1, 0, 1), "{outcome}");
    let reason = outcome["rejected"][0]["reason"].as_str().unwrap();
    assert!(reason.contains("与第2行是同一条记录"), "{reason}");
}
