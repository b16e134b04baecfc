//! What a township sends down is a proposal: it enters a village's own books by a person's key.

use super::{code, offices};
use acceptance::{Station, carry};
use serde_json::{Value, json};

/// A village that carried its card up, and its township.
fn pair() -> (Station, Station) {
    let (mut villages, town) = offices();
    let village = villages.swap_remove(0);
    carry(&village, &town);
    (village, town)
}

fn sent(village: &Station) -> Value {
    village.call("sent_down", json!({}))
}

fn own(village: &Station, ledger: &str) -> u64 {
    let request = json!({ "ledger": ledger, "area": code(0) });
    village.call("list_records", request)["total"]
        .as_u64()
        .unwrap()
}

fn storm_warning(town: &Station) -> Value {
    town.save(
        "warning",
        json!({
            "event_type": "rainstorm", "severity": "orange", "channel": "phone",
            "received_at": "2026-07-12 02:10", "sender": "县气象台", "send_time": "2026-07-12 02:05",
            "area_desc": "全镇", "description": "3小时雨量将达50毫米", "instruction": "转移危险区群众",
            "remark": "镇里值班的小李接的",
        }),
    )
}

#[test]
fn a_warning_of_the_township_is_shown_and_enters_the_books_only_by_a_key() {
    let (village, town) = pair();
    storm_warning(&town);
    carry(&town, &village);
    let seen = sent(&village);
    let warning = &seen["warnings"][0];
    assert_eq!(
        (&seen["from"], &warning["title"], &warning["state"]),
        (&json!("竹坪镇"), &json!("暴雨橙色预警"), &json!("new"))
    );
    assert_eq!(own(&village, "warning"), 0, "nothing by itself");
    assert_eq!(
        village.call("night_desk", json!({}))["warning"],
        Value::Null
    );
    let taken = village.call("take_town_warning", json!({ "id": warning["id"] }));
    assert_eq!(taken["warnings"][0]["state"], "taken");
    let record = village.read("warning", &taken["warnings"][0]["record"]);
    assert_eq!(record["values"]["sender"], "县气象台");
    assert_eq!(record["values"]["channel"], "town");
    assert_eq!(
        record["values"]["remark"],
        Value::Null,
        "what the township noted is its own"
    );
    let night = village.call("night_desk", json!({}));
    assert_eq!(
        night["warning"]["title"], "暴雨橙色预警",
        "the night runs on it"
    );
    village.call("take_town_warning", json!({ "id": warning["id"] }));
    assert_eq!(own(&village, "warning"), 1, "a second key adds none");
    let last = village.call("last_act", json!({}));
    village.call("undo_act", json!({ "id": last["id"] }));
    assert_eq!(sent(&village)["warnings"][0]["state"], "new");
    village.assert_sound();
}

#[test]
fn two_laptops_that_take_the_same_warning_write_one_record() {
    let (village, town) = pair();
    let second = village.second_laptop();
    storm_warning(&town);
    for laptop in [&village, &second] {
        carry(&town, laptop);
        let id = sent(laptop)["warnings"][0]["id"].clone();
        laptop.call("take_town_warning", json!({ "id": id }));
    }
    carry(&village, &second);
    assert_eq!(own(&second, "warning"), 1);
}

#[test]
fn what_the_township_lifted_is_lifted_here_by_one_key() {
    let (village, town) = pair();
    let warning = storm_warning(&town);
    carry(&town, &village);
    let id = json!({ "id": warning["id"] });
    village.call("take_town_warning", id.clone());
    town.change(
        "warning",
        &warning["id"],
        json!({ "lifted_at": "2026-07-12 06:00" }),
    );
    carry(&town, &village);
    assert_eq!(sent(&village)["warnings"][0]["state"], "lifted");
    assert_ne!(
        village.call("night_desk", json!({}))["warning"],
        Value::Null,
        "not silently"
    );
    village.call("take_town_warning", id);
    assert_eq!(
        village.call("night_desk", json!({}))["warning"],
        Value::Null
    );
    assert_eq!(sent(&village)["warnings"], json!([]));
}

#[test]
fn a_warning_typed_in_by_hand_is_completed_and_not_doubled() {
    let (village, town) = pair();
    village.save(
        "warning",
        json!({ "event_type": "rainstorm", "severity": "orange", "channel": "phone",
            "received_at": "2026-07-12 02:20" }),
    );
    let warning = storm_warning(&town);
    carry(&town, &village);
    let effects = sent(&village)["warnings"][0]["effects"].to_string();
    assert!(effects.contains("手工登记的就是这一条"), "{effects}");
    village.call("take_town_warning", json!({ "id": warning["id"] }));
    assert_eq!(own(&village, "warning"), 1);
    let desk = village.call("night_desk", json!({}));
    let record = village.read("warning", &desk["warning"]["id"]);
    assert_eq!(
        (&record["values"]["channel"], &record["values"]["area_desc"]),
        (&json!("phone"), &json!("全镇"))
    );
}

fn template(town: &Station) -> Value {
    let plan = town.save(
        "plan",
        json!({ "title": "村级应急预案（样本）", "kind": "comprehensive" }),
    );
    for (seq, heading, body) in [(1, "总则", "镇里的总则"), (2, "预警响应", "镇里的响应")]
    {
        town.save(
            "plan_section",
            json!({ "plan_id": plan["id"], "seq": seq, "heading": heading, "body": body }),
        );
    }
    let signer = town.person("陈国强", "14200000901");
    town.advance("plan", &plan["id"], "submit", json!({}));
    let published =
        json!({ "version": "第1版", "approved_by": signer, "approved_on": "2026-07-01" });
    town.advance("plan", &plan["id"], "publish", published);
    plan["id"].clone()
}

#[test]
fn a_plan_of_the_township_adds_what_the_village_lacks_and_replaces_nothing_it_wrote() {
    let (village, town) = pair();
    let plan = template(&town);
    let own_plan = village.save(
        "plan",
        json!({ "title": "栗溪村应急预案", "kind": "comprehensive" }),
    );
    village.save(
        "plan_section",
        json!({ "plan_id": own_plan["id"], "seq": 2, "heading": "总则", "body": "村里的总则" }),
    );
    carry(&town, &village);
    let sections = |seen: &Value| {
        let sections = seen["plans"][0]["sections"].as_array().unwrap().iter();
        let states = sections.map(|section| section["state"].as_str().unwrap().to_owned());
        states.collect::<Vec<_>>()
    };
    let seen = sent(&village);
    assert_eq!(seen["plans"][0]["own_title"], "栗溪村应急预案");
    assert_eq!(sections(&seen), ["differs", "missing"]);
    assert_eq!(own(&village, "plan_section"), 1, "nothing by itself");
    let seen = village.call("take_town_plan", json!({ "id": plan }));
    assert_eq!(sections(&seen), ["differs", "same"], "its own words stand");
    let first = seen["plans"][0]["sections"][0]["id"].clone();
    let seen = village.call("take_town_section", json!({ "id": first }));
    assert_eq!(
        sections(&seen),
        ["same", "same"],
        "that very one was asked for"
    );
    assert_eq!(own(&village, "plan_section"), 2);
    village.assert_sound();
}

#[test]
fn a_village_without_a_plan_begins_one_of_its_own_as_a_draft() {
    let (village, town) = pair();
    let plan = template(&town);
    carry(&town, &village);
    village.call("take_town_plan", json!({ "id": plan }));
    assert_eq!(
        (own(&village, "plan"), own(&village, "plan_section")),
        (1, 2)
    );
    let own = sent(&village)["plans"][0]["own"].clone();
    assert_eq!(village.read("plan", &own)["values"]["status"], "draft");
}

#[test]
fn a_wording_of_the_township_is_shown_and_never_replaces_the_village_s_own() {
    let (village, town) = pair();
    let chapters = town.call("wordings", json!({}));
    let passage = chapters[0]["passages"][0].clone();
    let kept: Vec<&str> = passage["points"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| point["id"].as_str().unwrap())
        .collect();
    let lines = passage["shipped"].clone();
    let save = |office: &Station, lines: &Value| {
        let request = json!({ "name": passage["name"], "lines": lines, "kept": kept });
        office.call("save_wording", request);
    };
    save(&town, &lines);
    carry(&town, &village);
    let seen = sent(&village);
    assert_eq!(seen["wordings"][0]["state"], "used");
    assert_eq!(seen["wordings"][0]["lines"], lines);
    let mut other = lines.clone();
    let first = other[0].as_str().unwrap().trim_end_matches('。').to_owned();
    other[0] = json!(first);
    save(&village, &other);
    let seen = sent(&village);
    assert_eq!(seen["wordings"][0]["state"], "own");
    assert_eq!(seen["wordings"][0]["now"], other);
}

#[test]
fn what_the_township_did_not_send_down_is_not_taken() {
    let (village, town) = pair();
    let own = storm_warning(&village);
    let refused = village.refuse("take_town_warning", json!({ "id": own["id"] }));
    assert_eq!(refused.code, "not_sent_down");
    assert_eq!(
        sent(&town)["warnings"],
        json!([]),
        "a township sends nothing to itself"
    );
}
