//! 站情: rates with what they are made of, lamps, self-check, the station's own colour.

use acceptance::Station;
use serde_json::{Value, json};

fn named<'a>(list: &'a Value, name: &str) -> &'a Value {
    let mut items = list.as_array().unwrap().iter();
    items
        .find(|item| item["name"] == name)
        .expect("it is there")
}

fn standing(station: &Station) -> Value {
    station.call("standing", json!({}))
}

fn overdue_hazard(station: &Station, grade: &str) -> Value {
    let owner = station.person("周志强", "14200000871");
    let hazard = station.save(
        "hazard",
        json!({ "description": "山塘坝脚渗水", "location": "3组西冲塘" }),
    );
    let confirm = json!({
        "kind": "reservoir", "grade": grade, "owner_id": owner, "requirement": "导渗", "due_date": "昨天",
    });
    station.advance("hazard", &hazard["id"], "confirm", confirm);
    hazard["id"].clone()
}

#[test]
fn an_empty_denominator_is_no_rate() {
    let station = Station::village();
    for rate in standing(&station)["rates"].as_array().unwrap() {
        if rate["denominator"] == 0 {
            assert_eq!(rate["percent"], Value::Null, "{rate}");
            assert_eq!(rate["tone"], "none", "{rate}");
        }
    }
    let rectified = &standing(&station)["rates"];
    assert_eq!(named(rectified, "rectified")["denominator"], 0);
}

#[test]
fn the_ten_rates_of_a_village_are_all_there() {
    let station = Station::village();
    let rates = &standing(&station)["rates"];
    for name in [
        "rectified",
        "rectified_on_time",
        "conforming",
        "answered",
        "answered_in_time",
        "evacuated",
        "letters_signed",
        "stocked",
        "drilled",
        "trained",
    ] {
        assert!(!named(rates, name)["period"].as_str().unwrap().is_empty());
    }
}

#[test]
fn the_callout_rate_leaves_exercises_out_and_counts_people_once() {
    let station = Station::village();
    let (first, second) = (
        station.person("何桂花", "14200000871"),
        station.person("周志强", "14200000872"),
    );
    let warning = |status: &str| {
        let values = json!({
            "event_type": "rainstorm", "severity": "orange", "channel": "phone",
            "received_at": "2026-07-11 20:00", "status": status,
        });
        station.save("warning", values)["id"].clone()
    };
    let (real, exercise) = (warning("actual"), warning("exercise"));
    let call = |warning: &Value, who: &Value, result: &str| {
        station.save(
            "callout",
            json!({
                "warning_id": warning, "target_id": who, "result": result,
                "method": "phone", "called_at": "2026-07-11 20:01",
            }),
        );
    };
    call(&real, &first, "no_answer");
    call(&real, &first, "confirmed");
    call(&real, &second, "no_answer");
    call(&exercise, &second, "confirmed");
    let rates = standing(&station)["rates"].clone();
    let answered = named(&rates, "answered");
    assert_eq!(
        (&answered["numerator"], &answered["denominator"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(answered["percent"], 50);
    assert_eq!(answered["tone"], "red", "below the yellow threshold");
}

#[test]
fn the_colours_of_rates_follow_the_thresholds() {
    let station = Station::village();
    overdue_hazard(&station, "general");
    let tone = || named(&standing(&station)["rates"], "rectified")["tone"].clone();
    assert_eq!(tone(), "red", "none of one");
    let refused = station.refuse(
        "save_threshold",
        json!({ "name": "green_percent", "value": 70 }),
    );
    assert_eq!(refused.code, "not_valid", "green stays above blue");
    assert!(refused.message.contains("绿要比蓝高"));
}

#[test]
fn each_region_chooses_its_own_six_lamps() {
    let station = Station::village();
    let before = standing(&station);
    assert_eq!(before["preset"], "equipment");
    let after = station.call("choose_lamps", json!({ "preset": "work" }));
    assert_eq!(after["preset"], "work");
    let labels = |standing: &Value| -> Vec<String> {
        let lamps = standing["lamps"].as_array().unwrap().iter();
        lamps
            .map(|lamp| lamp["label"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(labels(&before).len(), 6);
    assert_eq!(labels(&after).len(), 6);
    assert_ne!(labels(&before), labels(&after));
    let lamps = station.call("today", json!({}))["lamps"].clone();
    assert_eq!(
        lamps,
        standing(&station)["lamps"],
        "今日 shows the same six"
    );
    let refused = station.refuse("choose_lamps", json!({ "preset": "seven" }));
    assert_eq!(refused.code, "not_valid");
}

#[test]
fn a_supply_lamp_knows_four_colours() {
    let station = Station::village();
    let item = station.save(
        "supply_item",
        json!({ "name": "汽油发电机", "unit": "台", "min_qty": "2", "target_qty": "4" }),
    );
    let batch = station.save("supply_batch", json!({ "item_id": item["id"] }));
    let lamp = || named(&standing(&station)["lamps"], "generator")["state"].clone();
    assert_eq!(lamp(), "red", "none");
    for state in ["yellow", "blue", "blue", "green"] {
        station.save(
            "supply_movement",
            json!({ "kind": "in_purchase", "batch_id": batch["id"], "qty": "1", "purpose": "添置" }),
        );
        assert_eq!(lamp(), state);
    }
}

#[test]
fn the_six_haves_are_unknown_before_anything_is_on_the_books() {
    let station = Station::village();
    let checks = standing(&station)["self_checks"].clone();
    assert_eq!(checks.as_array().unwrap().len(), 6, "六有");
    for check in checks.as_array().unwrap() {
        assert_eq!(check["met"], Value::Null, "{check}");
    }
    let person = station.person("何桂花", "14200000871");
    let deputy = station.person("周志强", "14200000872");
    station.save(
        "post",
        json!({ "name": "村书记", "kind": "commander", "a_id": person, "b_id": deputy }),
    );
    let met = named(&standing(&station)["self_checks"], "leaders")["met"].clone();
    assert_eq!(met, true);
}

#[test]
fn an_overdue_major_hazard_makes_the_station_red_and_says_so() {
    let station = Station::village();
    overdue_hazard(&station, "major");
    let status = &standing(&station)["status"];
    assert_eq!(status["tone"], "red");
    assert_eq!(status["label"], "红");
    assert_eq!(status["why"], "有1处重大隐患超期。");
}

#[test]
fn what_a_township_counts_is_told_only_where_it_is_there() {
    let station = Station::village();
    let has = standing(&station)["has"].clone();
    assert_eq!(has.as_array().unwrap().len(), 6, "六个百分之百");
    assert_eq!(named(&has, "digital")["own"], true);
    let built = named(&has, "built");
    assert_eq!(built["own"], false);
    let said: Vec<&String> = built.as_object().unwrap().keys().collect();
    assert_eq!(said, ["label", "name", "own"], "no shortfall, no rank");
}
