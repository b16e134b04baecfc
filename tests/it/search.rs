//! One search over every ledger, and lists that find the same.

use acceptance::{Station, carry, introduce};
use serde_json::{Value, json};

fn titles(findings: &Value) -> Vec<(String, String)> {
    let found = findings["found"].as_array().unwrap().iter();
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    found
        .map(|one| (text(one, "ledger"), text(one, "title")))
        .collect()
}

fn search(station: &Station, text: &str) -> Vec<(String, String)> {
    titles(&station.call("search", json!({ "text": text })))
}

fn has(found: &[(String, String)], ledger: &str, title: &str) -> bool {
    found
        .iter()
        .any(|(in_ledger, named)| in_ledger == ledger && named.contains(title))
}

fn books() -> Station {
    let station = Station::village();
    let head = station.save(
        "person",
        json!({ "name": "解桂花", "mobile": "14200000871", "group": "3组" }),
    );
    station.save(
        "household",
        json!({ "hh_no": "H-012", "head_id": head["id"], "address": "3组12号", "group": "3组" }),
    );
    station.save("responder", json!({ "person_id": head["id"] }));
    let post = station.save("post", json!({ "name": "转移责任人" }));
    station.save(
        "response_card",
        json!({ "post_id": post["id"], "hazard_kind": "flood" }),
    );
    station.save("supply_item", json!({ "name": "救生衣", "unit": "件" }));
    station.save(
        "hazard",
        json!({ "description": "山塘坝脚渗水", "location": "水库边" }),
    );
    station
}

#[test]
fn one_box_finds_whatever_is_known_of_a_record_from_one_character_upward() {
    let station = books();
    let asked = [
        ("解", "person", "解桂花"),
        ("x", "person", "解桂花"),
        ("xgh", "person", "解桂花"),
        ("xiegui", "person", "解桂花"),
        ("871", "person", "解桂花"),
        ("3组12号", "household", "3组12号"),
        ("桂花", "household", "H-012"),
        ("桂花", "responder", "解桂花"),
        ("转移", "response_card", "转移责任人"),
        ("救生", "supply_item", "救生衣"),
        ("jsy", "supply_item", "救生衣"),
        ("HZ-2026-001", "hazard", "山塘坝脚渗水"),
        ("水库 渗水", "hazard", "山塘坝脚渗水"),
    ];
    for (text, ledger, title) in asked {
        let found = search(&station, text);
        assert!(
            has(&found, ledger, title),
            "{text}: {title} not in {found:?}"
        );
    }
    assert_eq!(search(&station, "jiegui"), [], "解 is a surname here");
    assert_eq!(search(&station, "“”？"), [], "signs alone name nothing");
}

#[test]
fn namesakes_are_told_apart_and_finds_are_few() {
    let station = Station::village();
    for number in 0..30 {
        let group = format!("{number}组");
        station.save("person", json!({ "name": "王伟", "group": group }));
    }
    let findings = station.call("search", json!({ "text": "王伟" }));
    let hints: std::collections::BTreeSet<&str> = findings["found"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["hint"].as_str().unwrap())
        .collect();
    assert_eq!((hints.len(), &findings["more"]), (20, &json!(true)));
    let all = station.call("search", json!({ "text": "王伟", "limit": 50 }));
    assert_eq!((titles(&all).len(), &all["more"]), (30, &json!(false)));
}

#[test]
fn whoever_only_looks_finds_no_villager_by_what_he_may_not_see() {
    let station = books();
    let tip = station.save(
        "tip_off",
        json!({ "kind": "fire", "content": "楼道里堆电动车" }),
    );
    let number = tip["values"]["tip_no"].as_str().unwrap();
    assert!(has(&search(&station, number), "tip_off", number));
    assert_eq!(search(&station, "电动车"), [], "what was told is secret");
    station.call(
        "save_user",
        json!({ "name": "村书记", "role": "secretary" }),
    );
    let viewer = station.call("save_user", json!({ "name": "来访人", "role": "viewer" }));
    let users = viewer["users"].as_array().unwrap();
    let id = &users.iter().find(|user| user["name"] == "来访人").unwrap()["id"];
    station.call("switch_user", json!({ "id": id }));
    for text in ["解", "xgh", "0871", number] {
        assert_eq!(search(&station, text), [], "{text}");
    }
    assert!(has(&search(&station, "渗水"), "hazard", "山塘坝脚渗水"));
}

#[test]
fn lists_and_pick_boxes_find_as_the_search_does() {
    let station = books();
    let listed = station.call(
        "list_records",
        json!({ "ledger": "household", "text": "xgh" }),
    );
    assert_eq!(listed["total"], 1, "a household by its head's initials");
    let picked = station.call(
        "pick_records",
        json!({ "ledger": "responder", "text": "桂花" }),
    );
    assert_eq!(picked[0]["label"], "解桂花");
    let removed = station.call(
        "list_records",
        json!({ "ledger": "household", "text": "xgh", "gone": true }),
    );
    assert_eq!(removed["total"], 0);
}

#[test]
fn what_was_removed_or_renamed_is_not_found_by_what_it_was() {
    let station = books();
    let found = station.call("search", json!({ "text": "解桂花" }));
    let id = &found["found"][0]["id"];
    station.change("person", id, json!({ "name": "任桂花" }));
    assert_eq!(search(&station, "解"), []);
    assert!(has(&search(&station, "renguihua"), "responder", "任桂花"));
    let record = station.read("person", id);
    station.call(
        "remove_record",
        json!({ "ledger": "person", "id": id, "form": record["form"] }),
    );
    assert!(!has(&search(&station, "任桂花"), "person", ""));
    station.assert_sound();
}

#[test]
fn a_township_finds_what_its_villages_sent_and_says_whose_it_is() {
    let (village, town) = (books(), Station::town());
    introduce(&village, &town);
    carry(&village, &town);
    let findings = town.call("search", json!({ "text": "xgh" }));
    assert_eq!(findings["found"][0]["title"], "解桂花");
    assert_eq!(findings["found"][0]["area"], "栗溪村");
    town.assert_sound();
}
