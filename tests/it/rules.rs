//! The rules of domain §8.3 and §8.4 through the command list: what really happened is never
//! refused, and what a step asked for is never taken back in silence.

use acceptance::Station;
use serde_json::{Value, json};

fn flags(record: &Value) -> Vec<&str> {
    let flags = record["flags"].as_array().unwrap().iter();
    flags.map(|flag| flag["code"].as_str().unwrap()).collect()
}

fn save_again(station: &Station, ledger: &str, id: &Value, values: Value) -> Value {
    let form = station.read(ledger, id)["form"].clone();
    json!({ "ledger": ledger, "id": id, "form": form, "values": values })
}

/// A 一般 hazard mended on the spot.
fn mended_on_the_spot(station: &Station) -> Value {
    let fixer = station.person("赵铁柱", "14200000871");
    let hazard = station.save("hazard", json!({ "description": "后门堆纸箱" }));
    let values = json!({ "grade": "一般", "fix_result": "已清空", "fixed_by": fixer });
    station.advance("hazard", &hazard["id"], "fix_on_spot", values)["id"].clone()
}

#[test]
fn a_closed_hazard_does_not_become_a_major_one_that_nobody_reviewed() {
    let station = Station::village();
    let id = mended_on_the_spot(&station);
    let request = save_again(&station, "hazard", &id, json!({ "grade": "重大" }));
    let refused = station.refuse("save_record", request);
    let fields: Vec<&str> = refused.fields.iter().map(|field| &*field.field).collect();
    assert_eq!(fields, ["reviewed_by", "similar_check", "lesson"]);
    assert_eq!(station.read("hazard", &id)["values"]["grade"], "general");
    let again = json!({ "reopen_reason": "又堆上了，堵死安全出口" });
    station.advance("hazard", &id, "reopen", again);
    let graded = station.change("hazard", &id, json!({ "grade": "重大" }));
    assert_eq!(
        graded["values"]["grade"], "major",
        "reopened it may be graded"
    );
}

#[test]
fn a_major_hazard_under_repair_keeps_its_interim_control() {
    let station = Station::village();
    let owner = station.person("赵铁柱", "14200000871");
    let hazard = station.save("hazard", json!({ "description": "山塘坝脚渗水" }));
    let id = &hazard["id"];
    let confirm = json!({
        "kind": "flood", "grade": "重大", "owner_id": owner, "requirement": "降水位", "due_date": "7.20",
    });
    let kind = station.call("declarations", json!({}))["lists"]["hazard_kind"][0]["code"].clone();
    let mut confirm = confirm;
    confirm["kind"] = kind;
    station.advance("hazard", id, "confirm", confirm);
    let control = json!({ "interim_control": "降水位，专人守坝" });
    station.advance("hazard", id, "control", control);
    station.advance("hazard", id, "start_fix", json!({}));
    let emptied = save_again(&station, "hazard", id, json!({ "interim_control": null }));
    let refused = station.refuse("save_record", emptied);
    assert_eq!(refused.fields[0].field, "interim_control");
    let said = json!({ "interim_control": "水位降到坝脚下一米，专人守坝" });
    station.change("hazard", id, said);
}

#[test]
fn relief_that_was_handed_out_keeps_two_names() {
    let station = Station::village();
    let [one, other] = ["周志强", "李秀英"].map(|name| station.person(name, "14200000871"));
    let household = station.save("household", json!({ "address": "3组8号" }))["id"].clone();
    let relief = station.save(
        "relief",
        json!({ "household_id": household, "item": "棉被" }),
    );
    let id = &relief["id"];
    let issue = |approver: &Value| {
        let form = station.read("relief", id)["form"].clone();
        let values = json!({ "issued_by": one, "approved_by": approver });
        json!({ "ledger": "relief", "id": id, "step": "issue", "form": form, "values": values })
    };
    let alone = station.refuse("advance_record", issue(&one));
    assert_eq!(alone.code, "relief_needs_two");
    let issued = station.call("advance_record", issue(&other));
    assert!(
        flags(&issued).contains(&"issued_unjudged"),
        "先发后补 is kept and marked"
    );
    let emptied = save_again(&station, "relief", id, json!({ "approved_by": null }));
    assert_eq!(
        station.refuse("save_record", emptied).fields[0].field,
        "approved_by"
    );
    let alone = save_again(&station, "relief", id, json!({ "approved_by": one }));
    assert_eq!(
        station.refuse("save_record", alone).fields[0].field,
        "approved_by"
    );
}

#[test]
fn supplies_are_scrapped_under_two_names() {
    let station = Station::village();
    let one = station.person("周志强", "14200000871");
    let item = station.save("supply_item", json!({ "name": "方便面", "unit": "箱" }))["id"].clone();
    let batch = station.save("supply_batch", json!({ "item_id": item }))["id"].clone();
    let scrap = json!({
        "kind": "out_scrap", "batch_id": batch, "qty": "3", "handled_by": one, "approved_by": one,
    });
    let refused = station.refuse(
        "save_record",
        json!({ "ledger": "supply_movement", "values": scrap }),
    );
    assert_eq!(refused.fields[0].field, "approved_by");
}

#[test]
fn a_step_writes_nothing_that_only_the_program_writes() {
    let station = Station::village();
    let hazard = station.save("hazard", json!({ "description": "路灯不亮" }));
    let jump = json!({
        "ledger": "hazard", "id": hazard["id"], "step": "close", "form": hazard["form"],
        "values": { "status": "reviewing", "reviewed_by": station.person("王某", "14200000871"),
            "reviewed_at": "今天" },
    });
    assert_eq!(
        station.refuse("advance_record", jump).code,
        "automatic_field"
    );
    assert_eq!(
        station.read("hazard", &hazard["id"])["values"]["status"],
        "found"
    );
}

#[test]
fn a_step_changes_no_figure_under_a_signature_either() {
    let station = Station::village();
    let values =
        json!({ "kind": "初报", "disaster_kind": "洪涝", "location": "沟西", "affected_pop": 163 });
    let id = station.save("situation_report", values)["id"].clone();
    let signer = station.person("王建国", "14200000871");
    let sign = json!({ "signed_by": signer });
    let issued = station.advance("situation_report", &id, "issue", sign);
    let send = json!({
        "ledger": "situation_report", "id": id, "step": "send", "form": issued["form"],
        "values": { "affected_pop": 150 },
    });
    assert_eq!(
        station.refuse("advance_record", send).fields[0].field,
        "affected_pop"
    );
}

#[test]
fn a_sheet_changes_no_figure_under_a_signature_either() {
    let station = Station::village();
    let values =
        json!({ "kind": "初报", "disaster_kind": "洪涝", "location": "沟西", "affected_pop": 163 });
    let id = station.save("situation_report", values)["id"].clone();
    let signer = station.person("王建国", "14200000871");
    station.advance(
        "situation_report",
        &id,
        "issue",
        json!({ "signed_by": signer }),
    );
    let incident = station.save("incident", json!({ "kind": "山洪", "location": "沟西" }));
    assert!(incident["id"].is_string());
    let form = station.read("situation_report", &id)["form"]
        .as_str()
        .unwrap()
        .to_owned();
    let key = format!("{}.{}", id.as_str().unwrap(), &form[..16]);
    let sheet = station.path("灾情.csv");
    let text =
        format!("灾种,地点,报告类型,受灾人口,记录编号（勿改）\n洪涝灾害,沟西,初报,150,{key}\n");
    std::fs::write(&sheet, text).unwrap();
    let request = json!({ "ledger": "situation_report", "path": sheet });
    let outcome = station.call("import_sheet", request);
    assert_eq!(outcome["changed"], 0, "{outcome}");
    let reason = outcome["rejected"][0]["reason"].as_str().unwrap();
    assert!(reason.contains("变动说明"), "{outcome}");
    assert_eq!(
        station.read("situation_report", &id)["values"]["affected_pop"],
        163
    );
}

#[test]
fn who_went_home_without_leave_is_recorded_and_told() {
    let station = Station::village();
    let entry = station.save("evac_entry", json!({ "place": "溪边民宿", "people": 7 }));
    let id = &entry["id"];
    station.advance("evac_entry", id, "arrive", json!({}));
    let home = station.advance("evac_entry", id, "return_without_leave", json!({}));
    assert_eq!(home["shown"]["status"], "已返家");
    assert!(flags(&home).contains(&"unapproved_return"));
    let allowed = station.change("evac_entry", id, json!({ "return_ok_by": "镇指挥部" }));
    assert!(!flags(&allowed).contains(&"unapproved_return"));
}

#[test]
fn a_household_in_a_danger_zone_without_an_escort_is_named() {
    let station = Station::village();
    let home = json!({ "hh_no": "3-08", "address": "3组8号", "in_danger_zone": true });
    let home = station.save("household", home);
    assert!(flags(&home).contains(&"missing"));
    let alert = |station: &Station| {
        let page = station.call("list_records", json!({ "ledger": "household" }));
        page["rows"][0]["alert"].clone()
    };
    assert_eq!(alert(&station), "缺包户人");
    let today = station.call("today", json!({}));
    let todos = today["todos"].as_array().unwrap();
    assert!(
        todos.iter().any(|todo| todo["id"] == home["id"]),
        "and it is among what is to be done today: {todos:?}"
    );
    let escort = station.person("赵小满", "14200000872");
    station.change("household", &home["id"], json!({ "escort_a": escort }));
    assert_eq!(alert(&station), "");
}

#[test]
fn of_what_expires_the_earliest_is_put_forward_first() {
    let station = Station::village();
    let item = station.save("supply_item", json!({ "name": "方便面", "unit": "箱" }))["id"].clone();
    let batch = |lot: &str, expires: Value, left: u32| {
        let values = json!({ "item_id": item, "lot": lot, "expires_on": expires });
        let id = station.save("supply_batch", values)["id"].clone();
        if left > 0 {
            let movement = json!({ "kind": "in_purchase", "batch_id": id, "qty": left });
            station.save("supply_movement", movement);
        }
    };
    batch("用完的", json!("2026-08-01"), 0);
    batch("不过期", Value::Null, 5);
    batch("明年到期", json!("2027-05-01"), 5);
    batch("今年到期", json!("2026-09-01"), 5);
    for text in ["", "方便面"] {
        let picks = station.call(
            "pick_records",
            json!({ "ledger": "supply_batch", "text": text }),
        );
        let labels: Vec<&str> = picks
            .as_array()
            .unwrap()
            .iter()
            .map(|pick| pick["label"].as_str().unwrap())
            .collect();
        let lots: Vec<&str> = labels
            .iter()
            .filter_map(|label| label.split(' ').next_back())
            .collect();
        assert_eq!(
            lots,
            ["今年到期", "明年到期", "不过期", "用完的"],
            "asked for “{text}”"
        );
    }
}

#[test]
fn days_of_what_was_held_are_listed_newest_first_and_terms_nearest_first() {
    let station = Station::village();
    for day in ["2026-03-01", "2026-06-01"] {
        station.save("task", json!({ "content": "清沟", "due_date": day }));
    }
    let item = station.save("supply_item", json!({ "name": "方便面", "unit": "箱" }))["id"].clone();
    for day in ["2026-03-01", "2026-06-01"] {
        let count = json!({ "checked_on": day, "item_id": item, "real_qty": "5" });
        station.save("supply_check", count);
    }
    let first = |ledger: &str, field: &str| {
        let page = station.call("list_records", json!({ "ledger": ledger }));
        page["rows"][0]["cells"][field].clone()
    };
    assert_eq!(first("supply_check", "checked_on"), "2026-06-01");
    assert_eq!(first("task", "due_date"), "2026-03-01");
}
