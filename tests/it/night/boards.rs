//! The boards of the night: who of a household has come, who is sent elsewhere, what was written by
//! hand while there was no light, who knocks at which door.

use super::{Night, ids};
use serde_json::{Value, json};

fn entry(desk: &Value, at: usize) -> &Value {
    &desk["evacuation"]["entries"][at]
}

fn members(entry: &Value) -> Vec<Value> {
    let members = entry["members"].as_array().unwrap();
    members.iter().map(|one| one["id"].clone()).collect()
}

#[test]
fn part_of_a_household_arrives_by_one_key_each_and_the_others_are_named() {
    let night = Night::with_households();
    let desk = night.evacuate();
    let (first, people) = (entry(&desk, 0)["id"].clone(), members(entry(&desk, 0)));
    assert_eq!(people.len(), 4);
    let count = json!({ "id": first, "here": &people[..2] });
    let desk = night.station.call("count_arrivals", count);
    assert_eq!(entry(&desk, 0)["status"], "arrived");
    assert_eq!(entry(&desk, 0)["safe"], 2);
    assert_eq!(entry(&desk, 0)["missing"], "缺2人：村民0之2、村民0之3");
    assert_eq!(entry(&desk, 0)["members"][3]["safe"], false);
    assert_eq!(desk["evacuation"]["people_safe"], 2);
    let count = json!({ "id": first, "here": people, "others": 1 });
    let desk = night.station.call("count_arrivals", count);
    assert_eq!(entry(&desk, 0)["missing"], "");
    assert_eq!(entry(&desk, 0)["people"], 5, "a guest came with them");
    assert_eq!(desk["evacuation"]["people_owed"], 97);
    let nobody = json!({ "id": first, "here": [] });
    let problem = night.station.refuse("count_arrivals", nobody);
    assert_eq!(problem.code, "nobody_arrived");
    night.station.assert_sound();
}

#[test]
fn whoever_is_taken_away_by_law_is_so_by_one_key_and_his_escort_did_it() {
    let night = Night::with_households();
    let ids = ids(&night.evacuate());
    night.step(&ids[..1], "refuse", json!({}));
    let desk = night.step(&ids[..1], "take_away", json!({}));
    assert_eq!(entry(&desk, 0)["status"], "moving");
    let row = night.station.read("evac_entry", &ids[0]);
    assert_eq!(row["values"]["forced_by"], "马立新");
    assert_eq!(row["values"]["forced_at"], "2026-07-12T08:00+08:00");
    assert_eq!(
        row["values"]["forced_order_by"],
        Value::Null,
        "never guessed"
    );
}

#[test]
fn whoever_goes_home_without_leave_stands_in_red_on_the_desk_and_on_today() {
    let night = Night::with_households();
    let ids = ids(&night.evacuate());
    night.step(&ids[..1], "arrive", json!({}));
    let desk = night.step(&ids[..1], "return_without_leave", json!({}));
    assert_eq!(entry(&desk, 0)["alert"], "擅自返回，去劝");
    let today = night.station.call("today", json!({}));
    let due = &today["due"][0];
    assert_eq!(due["tone"], "red");
    assert_eq!(due["what"], "村民0之0擅自返回，马上去劝");
    night.step(&ids[..1], "notify", json!({}));
    let today = night.station.call("today", json!({}));
    let lines = today["due"].as_array().unwrap();
    assert!(lines.iter().all(|line| line["level"] != "转移"));
}

#[test]
fn people_in_a_shelter_that_does_not_hold_are_moved_on_by_one_key() {
    let night = Night::with_households();
    let ids = ids(&night.evacuate());
    let hall = json!({ "shelter_id": night.hall, "destination": "central" });
    let desk = night.step(&ids[..1], "arrive", hall);
    assert_eq!(entry(&desk, 0)["alert"], "换点");
    let elsewhere = json!({ "ids": &ids[..1], "to": "shelter" });
    let desk = night.station.call("redirect_evacuation", elsewhere);
    assert_eq!(entry(&desk, 0)["alert"], "");
    assert_eq!(entry(&desk, 0)["shelter"], night.school);
    let nowhere = json!({ "ids": &ids[..1], "to": "shelter" });
    let problem = night.station.refuse("redirect_evacuation", nowhere);
    assert_eq!(problem.code, "no_other_place");
}

#[test]
fn the_alternate_way_is_taken_when_the_planned_one_is_cut_and_flagged_under_the_same_slope() {
    let night = Night::begin();
    let station = &night.station;
    let escort = station.person("马立新", "14200002290");
    let home = night.household(5, 3, &escort);
    let slope = json!({ "name": "坡脚", "kind": "geological" });
    let slope = station.save("risk_point", slope)["id"].clone();
    let way = |name: &str, points: Value| {
        let way = json!({ "name": name, "shelter_id": night.school, "risk_point_ids": points });
        station.save("route", way)["id"].clone()
    };
    let (planned, other) = (
        way("沟西小路", json!([slope])),
        way("后山路", json!([slope])),
    );
    station.change("route", &planned, json!({ "alt_route_id": other }));
    station.change("household", &home, json!({ "route_id": planned }));
    let desk = night.evacuate();
    assert_eq!(entry(&desk, 0)["way"], "沟西小路→村小学");
    assert_eq!(entry(&desk, 0)["alternate"], "后山路");
    assert_eq!(entry(&desk, 0)["same_slope"], true);
    let cut = json!({ "ids": ids(&desk), "to": "alternate_route" });
    let desk = station.call("redirect_evacuation", cut.clone());
    assert_eq!(entry(&desk, 0)["way"], "后山路→村小学");
    assert_eq!(
        station.refuse("redirect_evacuation", cut).code,
        "no_other_place"
    );
}

#[test]
fn a_way_that_rain_closes_is_never_offered_as_the_other_way() {
    let night = Night::begin();
    let station = &night.station;
    let escort = station.person("马立新", "14200002290");
    let home = night.household(5, 3, &escort);
    let way = |name: &str, rain_ok: bool| {
        let way = json!({ "name": name, "shelter_id": night.school, "rain_ok": rain_ok });
        station.save("route", way)["id"].clone()
    };
    let (planned, ford) = (way("沟西小路", true), way("漫水桥", false));
    station.change("route", &planned, json!({ "alt_route_id": ford }));
    station.change("household", &home, json!({ "route_id": planned }));
    let desk = night.evacuate();
    assert_eq!(entry(&desk, 0)["alternate"], "");
    let cut = json!({ "ids": ids(&desk), "to": "alternate_route" });
    let problem = station.refuse("redirect_evacuation", cut);
    assert_eq!(problem.code, "no_other_place");
    assert_eq!(entry(&night.desk(), 0)["way"], "沟西小路→村小学");
}

#[test]
fn a_transfer_begins_for_groups_and_single_households_too() {
    let night = Night::with_households();
    let desk = night.desk();
    let groups = desk["evacuation"]["groups"].as_array().unwrap();
    assert_eq!(groups[0], json!({ "name": "1组", "households": 10 }));
    assert_eq!(groups.len(), 4);
    let start = json!({ "trigger": "order", "groups": ["4组"] });
    let desk = night.station.call("start_evacuation", start);
    assert_eq!(desk["evacuation"]["households_owed"], 1);
    let home = night
        .station
        .save("household", json!({ "hh_no": "900", "group": "9组" }));
    let start = json!({ "trigger": "order", "households": [home["id"]] });
    let desk = night.station.call("start_evacuation", start);
    assert_eq!(desk["evacuation"]["households_owed"], 2);
}

#[test]
fn what_was_written_by_hand_is_keyed_in_in_the_order_of_the_paper_with_its_own_times() {
    let night = Night::with_households();
    let lists = night.station.call("paper_lists", json!({}));
    let rows = lists["transfer"].as_array().unwrap();
    assert_eq!(rows.len(), 31);
    assert_eq!(rows[0]["number"], 1);
    assert_eq!(rows[0]["who"], "村民0之0 1号");
    let key_in = |at: usize, values: Value| {
        let row = json!({ "household": rows[at]["household"], "values": values });
        night.station.call("key_in_transfer", row)
    };
    key_in(
        0,
        json!({ "notified_at": "23:50", "left_at": "0:10", "arrived_at": "0:40", "about": true }),
    );
    let desk = key_in(1, json!({ "notified_at": "2:15" }));
    assert_eq!(entry(&desk, 0)["status"], "arrived");
    assert_eq!(entry(&desk, 1)["status"], "notified");
    let row = night.station.read("evac_entry", &entry(&desk, 0)["id"]);
    let values = &row["values"];
    assert_eq!(
        values["notified_at"], "2026-07-11T23:50+08:00",
        "before midnight"
    );
    assert_eq!(values["arrived_at"], "2026-07-12T00:40+08:00");
    assert_eq!(
        values["keyed_at"], "2026-07-12T08:00+08:00",
        "written afterwards"
    );
    assert_eq!(values["about"], true);
    key_in(0, json!({ "notified_at": "23:45" }));
    let row = night.station.read("evac_entry", &entry(&desk, 0)["id"]);
    assert_eq!(
        row["values"]["status"], "arrived",
        "a moment moves nobody back"
    );
    assert_eq!(row["values"]["notified_at"], "2026-07-11T23:45+08:00");
    assert_eq!(night.station.count("evac_entry"), 2);
    let empty = json!({ "household": rows[2]["household"], "values": {} });
    let problem = night.station.refuse("key_in_transfer", empty);
    assert_eq!(problem.code, "nothing_on_the_row");
    let call =
        json!({ "household": rows[2]["household"], "result": "knocked", "called_at": "23:55" });
    night.station.call("record_call", call);
    let call = night
        .station
        .call("list_records", json!({ "ledger": "callout" }));
    let call = night.station.read("callout", &call["rows"][0]["id"]);
    assert_eq!(call["values"]["called_at"], "2026-07-11T23:55+08:00");
    assert_eq!(call["values"]["keyed_at"], "2026-07-12T08:00+08:00");
    night.station.assert_sound();
}

#[test]
fn the_lists_of_those_who_knock_print_by_group_and_key_in_by_the_same_numbers() {
    let night = Night::with_households();
    let paper = json!({ "document": "call_lists" });
    let paper = night.station.call("print_document", paper);
    assert_eq!(paper["pages"], 5, "four groups, and those who live in none");
    let lists = night.station.call("paper_lists", json!({}));
    let calls = lists["calls"].as_array().unwrap();
    let numbers: Vec<_> = calls
        .iter()
        .map(|row| row["number"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, (1..=32).collect::<Vec<_>>());
    let groups: Vec<_> = calls
        .iter()
        .map(|row| row["group"].as_str().unwrap())
        .collect();
    let mut sorted = groups.clone();
    sorted.sort_by_key(|group| (group.is_empty(), *group));
    assert_eq!(groups, sorted);
}

#[test]
fn an_old_entry_that_nobody_closed_does_not_stand_on_a_quiet_desk() {
    let night = Night::begin();
    let station = &night.station;
    let old =
        json!({ "event_type": "rainstorm", "severity": "blue", "received_at": "2026-06-20 2:00" });
    let old = station.save("warning", old)["id"].clone();
    let guests =
        json!({ "place": "溪边露营", "people": 4, "outsider_kind": "tourist", "warning_id": old });
    station.save("evac_entry", guests);
    station.change("warning", &night.warning, json!({ "lifted_at": "7:50" }));
    let desk = night.desk();
    assert_eq!(desk["warning"], Value::Null);
    assert_eq!(desk["evacuation"]["entries"], json!([]));
}
