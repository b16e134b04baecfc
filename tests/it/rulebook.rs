//! Lists and thresholds as data: set by the office, by its township, never at the cost of a record.

use acceptance::{Station, carry, introduce};
use serde_json::{Value, json};

fn items(station: &Station, list: &str) -> Vec<Value> {
    let lists = station.call("code_lists", json!({}));
    let mut lists = lists.as_array().unwrap().iter();
    let found = lists.find(|found| found["name"] == list).expect("the list");
    found["items"].as_array().unwrap().clone()
}

fn threshold(station: &Station, name: &str) -> Value {
    let all = station.call("thresholds", json!({}));
    let mut all = all.as_array().unwrap().iter();
    all.find(|found| found["name"] == name)
        .cloned()
        .expect("the threshold")
}

#[test]
fn an_added_code_is_a_code_like_the_others() {
    let station = Station::village();
    let add = json!({ "list": "hazard_source", "code": "", "label": "无人机巡查" });
    station.call("save_code_item", add);
    let added = items(&station, "hazard_source").pop().unwrap();
    assert_eq!(
        (&added["label"], &added["own"]),
        (&json!("无人机巡查"), &json!(true))
    );
    let lists = station.call("declarations", json!({}))["lists"]["hazard_source"].clone();
    assert_eq!(
        lists.as_array().unwrap().last().unwrap()["code"],
        added["code"]
    );
    let hazard = station.save(
        "hazard",
        json!({ "description": "坡上有裂缝", "location": "3组", "src": "无人机巡查" }),
    );
    assert_eq!(hazard["values"]["src"], added["code"]);
    assert_eq!(hazard["shown"]["src"], "无人机巡查");
    station.assert_sound();
}

#[test]
fn a_code_may_be_called_otherwise_and_keeps_its_meaning() {
    let station = Station::village();
    let hazard = station.save(
        "hazard",
        json!({ "description": "坡上有裂缝", "location": "3组", "src": "patrol" }),
    );
    let rename = json!({ "list": "hazard_source", "code": "patrol", "label": "巡山发现" });
    station.call("save_code_item", rename);
    let read = station.read("hazard", &hazard["id"]);
    assert_eq!(read["values"]["src"], "patrol");
    assert_eq!(read["shown"]["src"], "巡山发现");
}

#[test]
fn a_bad_code_is_refused_in_words() {
    let station = Station::village();
    let shipped = items(&station, "hazard_source");
    let taken = shipped[1]["label"].clone();
    for (list, code, label, word) in [
        ("hazard_source", "", json!(""), "一到二十个字"),
        ("hazard_source", "", taken, "已经有一项这样叫"),
        ("hazard_source", "nowhere", json!("别处"), "没有这个选项"),
        ("hazard_state", "", json!("搁置"), "只能改叫法"),
        ("movement_kind", "", json!("出借"), "只能改叫法"),
        ("poems", "", json!("诗"), "没有这张选项表"),
    ] {
        let refused = station.refuse(
            "save_code_item",
            json!({ "list": list, "code": code, "label": label }),
        );
        assert_eq!(refused.code, "not_valid");
        assert!(refused.message.contains(word), "{}", refused.message);
    }
    assert_eq!(items(&station, "hazard_source"), shipped, "nothing changed");
}

#[test]
fn a_threshold_is_set_within_its_bounds_and_goes_back_to_what_is_shipped() {
    let station = Station::village();
    let set = |value: Value| {
        let request = json!({ "name": "plan_review_years", "value": value });
        station.call("save_threshold", request);
        threshold(&station, "plan_review_years")
    };
    let shipped = threshold(&station, "plan_review_years");
    assert_eq!(
        (&shipped["value"], &shipped["own"]),
        (&json!(3), &json!(false))
    );
    assert!(!shipped["source"].as_str().unwrap().is_empty());
    let two = set(json!(2));
    assert_eq!(
        (&two["value"], &two["own"], &two["shipped"]),
        (&json!(2), &json!(true), &json!(3))
    );
    let refused = station.refuse(
        "save_threshold",
        json!({ "name": "plan_review_years", "value": 99 }),
    );
    assert!(refused.message.contains("1到10年"), "{}", refused.message);
    assert_eq!(set(Value::Null), shipped);
    assert_eq!(
        set(Value::Null),
        shipped,
        "there is nothing more to take away"
    );
    assert_eq!(set(json!(5))["value"], 5, "and it can be set again");
    station.assert_sound();
}

#[test]
fn a_township_sets_for_its_villages_and_a_village_for_itself() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    town.call(
        "save_threshold",
        json!({ "name": "callout_answer_minutes", "value": 10 }),
    );
    town.call(
        "save_code_item",
        json!({ "list": "hazard_source", "code": "", "label": "乡镇督查" }),
    );
    carry(&village, &town);
    carry(&town, &village);
    let heard = threshold(&village, "callout_answer_minutes");
    assert_eq!(
        (&heard["value"], &heard["own"]),
        (&json!(10), &json!(false))
    );
    assert_eq!(
        items(&village, "hazard_source").last().unwrap()["label"],
        "乡镇督查"
    );
    village.call(
        "save_threshold",
        json!({ "name": "callout_answer_minutes", "value": 3 }),
    );
    assert_eq!(threshold(&village, "callout_answer_minutes")["value"], 3);
    village.call(
        "save_threshold",
        json!({ "name": "callout_answer_minutes", "value": null }),
    );
    assert_eq!(threshold(&village, "callout_answer_minutes")["value"], 10);
}

#[test]
fn what_an_office_set_goes_with_its_file() {
    let station = Station::village();
    station.call(
        "save_threshold",
        json!({ "name": "drills_per_year", "value": 4 }),
    );
    station.call("lock_file", json!({}));
    station.call("choose_file", json!({ "path": station.file }));
    assert_eq!(threshold(&station, "drills_per_year")["value"], 4);
}
