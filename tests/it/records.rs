//! Keeping ledgers.

use acceptance::Station;
use serde_json::json;

#[test]
fn a_hazard_goes_from_found_to_closed_and_its_history_tells_who_did_what() {
    let station = Station::village();
    let owner = station.person("周志强", "14200000871");
    let reviewer = station.person("李秀英", "14200000872");
    let hazard = station.save(
        "hazard",
        json!({ "description": "小卖部后门堆纸箱", "location": "1组村口" }),
    );
    let id = &hazard["id"];
    assert_eq!(hazard["values"]["hz_no"], "HZ-2026-001");
    let confirm = json!({
        "kind": "消防", "grade": "一般", "owner_id": owner, "requirement": "清走纸箱", "due_date": "7.20",
    });
    let confirmed = station.advance("hazard", id, "confirm", confirm);
    assert_eq!(
        confirmed["values"]["due_date"], "2026-07-20",
        "a date may be typed in any usual way"
    );
    station.advance("hazard", id, "start_fix", json!({}));
    station.advance(
        "hazard",
        id,
        "submit_fix",
        json!({ "fix_result": "已清空", "fixed_by": owner }),
    );
    let closed = station.advance(
        "hazard",
        id,
        "close",
        json!({ "reviewed_by": reviewer, "reviewed_at": "今天" }),
    );
    assert_eq!(closed["shown"]["status"], "已销号");
    assert!(
        closed["values"]["closed_at"].is_string(),
        "the program notes when it was closed"
    );
    let history = station.call("record_history", json!({ "ledger": "hazard", "id": id }));
    let acts: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|act| act["act"].clone())
        .collect();
    assert_eq!(
        acts,
        [
            "复查合格，销号",
            "整改完，报复查",
            "开始整改",
            "确认",
            "新增"
        ],
        "newest first"
    );
    assert!(history[0]["who"].as_str().unwrap().starts_with("栗溪村"));
    station.assert_sound();
}

#[test]
fn a_major_hazard_is_not_reviewed_by_who_fixed_it() {
    let station = Station::village();
    let owner = station.person("周志强", "14200000871");
    let hazard = station.save("hazard", json!({ "description": "山塘坝脚渗水" }));
    let id = &hazard["id"];
    let confirm = json!({
        "kind": "reservoir", "grade": "major", "owner_id": owner, "requirement": "导渗", "due_date": "7.20",
    });
    station.advance("hazard", id, "confirm", confirm);
    station.advance(
        "hazard",
        id,
        "control",
        json!({ "interim_control": "降水位，两人看守" }),
    );
    station.advance("hazard", id, "start_fix", json!({}));
    station.advance(
        "hazard",
        id,
        "submit_fix",
        json!({ "fix_result": "渗水变清", "fixed_by": owner }),
    );
    let form = station.read("hazard", id)["form"].clone();
    let refused = station.refuse(
        "advance_record",
        json!({
            "ledger": "hazard", "id": id, "step": "close", "form": form,
            "values": { "reviewed_by": owner, "reviewed_at": "今天", "similar_check": "查了两处", "lesson": "雨后先看坝脚" },
        }),
    );
    assert_eq!(refused.fields[0].field, "reviewed_by");
    assert_eq!(station.read("hazard", id)["values"]["status"], "reviewing");
}

#[test]
fn a_removed_record_can_be_brought_back_with_all_it_said() {
    let station = Station::village();
    let hazard = station.save(
        "hazard",
        json!({ "description": "路灯不亮", "location": "村口" }),
    );
    let address = json!({ "ledger": "hazard", "id": hazard["id"], "form": hazard["form"] });
    let gone = station.call("remove_record", address);
    assert_eq!(
        (gone["gone"].clone(), station.count("hazard")),
        (json!(true), 0)
    );
    let back = station.call(
        "restore_record",
        json!({ "ledger": "hazard", "id": hazard["id"], "form": gone["form"] }),
    );
    assert_eq!(back["values"]["location"], "村口");
    assert_eq!(station.count("hazard"), 1);
    station.assert_sound();
}

#[test]
fn lists_filter_sort_and_count() {
    let station = Station::village();
    for (what, grade) in [
        ("甲处裂缝", "general"),
        ("乙处渗水", "major"),
        ("丙处裂缝", "general"),
    ] {
        station.save("hazard", json!({ "description": what, "grade": grade }));
    }
    let found = station.call(
        "list_records",
        json!({ "ledger": "hazard", "text": "裂缝" }),
    );
    assert_eq!(found["total"], 2);
    let major = station.call(
        "list_records",
        json!({ "ledger": "hazard", "chip": "major" }),
    );
    assert_eq!(major["rows"][0]["cells"]["description"], "乙处渗水");
    let chips = station.call("count_chips", json!({ "ledger": "hazard" }));
    let chips = chips.as_array().unwrap();
    let open = chips.iter().find(|chip| chip["name"] == "open").unwrap();
    assert_eq!(open["count"], 3);
}

#[test]
fn what_went_out_is_recorded_even_if_the_books_had_less_and_becomes_a_question() {
    let station = Station::village();
    let item = station.save("supply_item", json!({ "name": "救生衣", "unit": "件" }));
    let batch = station.save(
        "supply_batch",
        json!({ "item_id": item["id"], "lot": "A1" }),
    );
    let movement = |kind: &str, qty: &str| json!({ "kind": kind, "batch_id": batch["id"], "qty": qty, "purpose": "汛期巡查" });
    station.save("supply_movement", movement("in_purchase", "10"));
    station.save("supply_movement", movement("out_use", "12.5"));
    let matters = station.call("open_matters", json!({}));
    let questions = matters["questions"].as_array().unwrap();
    assert_eq!(
        questions.len(),
        1,
        "a negative stock is one question: {questions:?}"
    );
    assert_eq!(questions[0]["rule"], "negative_stock");
    let answered = station.call(
        "answer_question",
        json!({ "key": questions[0]["key"], "answer": "keep", "reason": "已去库里数过" }),
    );
    assert_eq!(
        answered["questions"],
        json!([]),
        "an answered question is closed"
    );
    station.assert_sound();
}

#[test]
fn today_names_what_is_overdue_first() {
    let station = Station::village();
    let owner = station.person("周志强", "14200000871");
    let hazard = station.save(
        "hazard",
        json!({ "description": "山塘坝脚渗水", "location": "3组西冲塘" }),
    );
    let confirm = json!({
        "kind": "reservoir", "grade": "major", "owner_id": owner, "requirement": "导渗", "due_date": "昨天",
    });
    station.advance("hazard", &hazard["id"], "confirm", confirm);
    let today = station.call("today", json!({}));
    assert_eq!(today["heading"], "7月12日 星期日");
    assert_eq!(today["todos"][0]["id"], hazard["id"]);
    assert_eq!(today["due"][0]["when"], "超1天");
    let rates = today["rates"].as_array().unwrap();
    let rectified = rates.iter().find(|rate| rate["name"] == "rectified");
    assert_eq!(
        rectified.unwrap()["percent"],
        0,
        "one fell due lately, none is closed"
    );
    let lamps = today["lamps"].as_array().unwrap();
    assert_eq!(lamps.len(), 6, "六个一");
}
