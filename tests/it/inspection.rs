//! 记一次检查: one act for the round, its items and the hazards it found.

use acceptance::Station;
use serde_json::{Value, json};

/// A shop, a list for it and somebody who goes there.
struct Shop {
    station: Station,
    premises: Value,
    checklist: Value,
    inspector: Value,
}

impl Shop {
    fn new(kind: &str) -> Self {
        let station = Station::village();
        let premises = station.save(
            "premises",
            json!({ "name": "桥头小卖部", "address": "1组村口", "group": "1组" }),
        );
        let checklist = station.save(
            "checklist",
            json!({ "name": "小商店检查", "kind": kind, "items": ["灭火器有压力", "后门能打开", "没有住人"] }),
        );
        Self {
            premises: premises["id"].clone(),
            checklist: checklist["id"].clone(),
            inspector: station.person("周志强", "14200000871"),
            station,
        }
    }

    fn request(&self, items: &Value) -> Value {
        json!({
            "values": {
                "checklist_id": self.checklist,
                "premises_id": self.premises,
                "checked_by": [self.inspector],
            },
            "items": items,
        })
    }
}

fn two_defects() -> Value {
    json!([
        { "item": "灭火器有压力", "result": "fail", "hazard": "两具灭火器压力不足" },
        { "item": "后门能打开", "result": "不合格", "hazard": "后门被纸箱堵死" },
        { "item": "没有住人", "result": "pass" },
    ])
}

#[test]
fn what_fails_becomes_a_hazard_at_that_place_and_nothing_is_typed_twice() {
    let shop = Shop::new("own");
    let made = shop
        .station
        .call("record_inspection", shop.request(&two_defects()));
    let inspection = shop.station.read("inspection", &made["inspection"]);
    assert_eq!(inspection["values"]["inspection_no"], "JC-2026-001");
    assert!(
        inspection["values"]["checked_at"].is_string(),
        "without a time it is now"
    );
    let hazards = made["hazards"].as_array().unwrap();
    assert_eq!(hazards.len(), 2);
    let numbers: Vec<Value> = hazards
        .iter()
        .map(|id| {
            let hazard = shop.station.read("hazard", id);
            let values = &hazard["values"];
            assert_eq!(values["location"], "桥头小卖部 1组村口");
            assert_eq!(values["group"], "1组");
            assert_eq!(values["premises_id"], shop.premises);
            assert_eq!(values["found_by"], shop.inspector);
            assert_eq!(values["found_at"], inspection["values"]["checked_at"]);
            assert_eq!(values["src"], "patrol");
            assert_eq!(values["status"], "found");
            values["hz_no"].clone()
        })
        .collect();
    assert_eq!(numbers, ["HZ-2026-001", "HZ-2026-002"]);
    shop.station.assert_sound();
}

#[test]
fn the_items_keep_the_order_of_the_list_and_name_their_hazards() {
    let shop = Shop::new("own");
    let made = shop
        .station
        .call("record_inspection", shop.request(&two_defects()));
    let page = shop.station.call(
        "list_records",
        json!({ "ledger": "inspection_item", "sort": "seq", "equals": { "inspection_id": made["inspection"] } }),
    );
    let rows = page["rows"].as_array().unwrap();
    let said: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row["cells"]["seq"].clone(),
                row["cells"]["item"].clone(),
                row["cells"]["result"].clone(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            (json!("1"), json!("灭火器有压力"), json!("不合格")),
            (json!("2"), json!("后门能打开"), json!("不合格")),
            (json!("3"), json!("没有住人"), json!("合格")),
        ]
    );
    let second = shop.station.read("inspection_item", &rows[1]["id"]);
    assert_eq!(second["values"]["hazard_id"], made["hazards"][1]);
    assert_eq!(second["values"]["note"], "后门被纸箱堵死");
}

#[test]
fn the_whole_round_is_one_act() {
    let shop = Shop::new("own");
    let made = shop
        .station
        .call("record_inspection", shop.request(&two_defects()));
    for (ledger, id) in [
        ("inspection", &made["inspection"]),
        ("hazard", &made["hazards"][0]),
    ] {
        let history = shop
            .station
            .call("record_history", json!({ "ledger": ledger, "id": id }));
        assert_eq!(history.as_array().unwrap().len(), 1);
        assert_eq!(history[0]["act"], "记一次检查", "{ledger}");
    }
}

#[test]
fn the_source_of_a_hazard_follows_from_whose_list_it_was() {
    for (kind, source) in [
        ("assist", "inspection"),
        ("urge", "self_check"),
        ("own", "patrol"),
    ] {
        let shop = Shop::new(kind);
        let made = shop
            .station
            .call("record_inspection", shop.request(&two_defects()));
        let hazard = shop.station.read("hazard", &made["hazards"][0]);
        assert_eq!(hazard["values"]["src"], source, "a list of the kind {kind}");
    }
}

#[test]
fn a_defect_without_a_sentence_leaves_nothing_behind() {
    let shop = Shop::new("own");
    let items = json!([
        { "item": "灭火器有压力", "result": "pass" },
        { "item": "后门能打开", "result": "fail", "hazard": "  " },
    ]);
    let refused = shop
        .station
        .refuse("record_inspection", shop.request(&items));
    assert_eq!(refused.fields[0].field, "items");
    assert!(refused.message.contains("第2项"), "{}", refused.message);
    assert_eq!(shop.station.count("inspection"), 0);
    assert_eq!(shop.station.count("inspection_item"), 0);
}

#[test]
fn an_unknown_result_or_place_is_refused_as_a_whole() {
    let shop = Shop::new("own");
    let unknown = json!([{ "item": "灭火器有压力", "result": "差不多" }]);
    shop.station
        .refuse("record_inspection", shop.request(&unknown));
    let nowhere = json!({
        "values": { "premises_id": shop.inspector },
        "items": [{ "item": "灭火器有压力", "result": "pass" }],
    });
    let refused = shop.station.refuse("record_inspection", nowhere);
    assert_eq!(refused.code, "unknown_reference");
    let empty = shop
        .station
        .refuse("record_inspection", shop.request(&json!([])));
    assert_eq!(empty.fields[0].field, "items");
    assert_eq!(shop.station.count("inspection"), 0);
}

#[test]
fn an_inspection_is_taken_back_as_a_whole() {
    let shop = Shop::new("own");
    shop.station
        .call("record_inspection", shop.request(&two_defects()));
    let last = shop.station.call("last_act", json!({}));
    assert_eq!(last["label"], "记一次检查");
    shop.station.call("undo_act", json!({ "id": last["id"] }));
    for ledger in ["inspection", "inspection_item", "hazard"] {
        assert_eq!(shop.station.count(ledger), 0, "{ledger}");
    }
    assert_eq!(shop.station.count("premises"), 1, "the shop stays");
    shop.station.assert_sound();
}

#[test]
fn somewhere_that_is_no_ledger_row_is_written_as_it_was_said() {
    let shop = Shop::new("own");
    let request = json!({
        "values": { "checklist_id": shop.checklist, "place": "2组晒谷场", "checked_at": "昨天" },
        "items": [{ "item": "电线没有乱接", "result": "fail", "hazard": "电线拖在地上" }],
    });
    let made = shop.station.call("record_inspection", request);
    let hazard = shop.station.read("hazard", &made["hazards"][0]);
    assert_eq!(hazard["values"]["location"], "2组晒谷场");
    let found_at = hazard["values"]["found_at"].as_str().unwrap();
    assert!(
        found_at.starts_with("2026-07-11"),
        "found when it was looked at"
    );
}
