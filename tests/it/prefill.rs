//! Nothing is typed twice: what a new record takes over from those it names.

use acceptance::Station;
use serde_json::{Value, json};

fn blank(station: &Station, ledger: &str, values: Value) -> Value {
    let blank = station.call(
        "blank_record",
        json!({ "ledger": ledger, "values": values }),
    );
    blank["values"].clone()
}

/// A flood with its casualties, two lines of its log and twelve people brought away.
fn flood(station: &Station) -> Value {
    let incident = json!({
        "kind": "山洪", "location": "沟西三组", "occurred_at": "2:05", "summary": "沟水漫桥",
        "dead": "无", "missing": "正在核实", "injured": 2,
    });
    let id = station.save("incident", incident)["id"].clone();
    let log = |at: &str, text: &str, corrects: &Value| {
        let line = json!({ "incident_id": id, "at": at, "text": text, "corrects": corrects });
        station.save("incident_log", line)["id"].clone()
    };
    let wrong = log("2:13", "锣响五遍", &Value::Null);
    log("2:20", "更正：锣响三遍", &wrong);
    for people in [7, 5] {
        let entry = json!({ "incident_id": id, "place": "工棚", "people": people });
        let entry = station.save("evac_entry", entry)["id"].clone();
        station.advance("evac_entry", &entry, "arrive", json!({}));
    }
    let waiting = json!({ "incident_id": id, "place": "民宿", "people": 30 });
    station.save("evac_entry", waiting);
    id
}

#[test]
fn the_first_report_says_what_the_incident_says() {
    let station = Station::village();
    let incident = flood(&station);
    let report = blank(
        &station,
        "situation_report",
        json!({ "incident_id": incident }),
    );
    let said = json!({
        "kind": "first", "issue": 1, "disaster_kind": "flood", "location": "沟西三组",
        "start_at": "2026-07-12T02:05+08:00", "as_of": "2026-07-12T08:00+08:00",
        "dead": 0, "missing": "checking", "injured": 2, "avoid_transfer": 12,
        "narrative": "沟水漫桥", "done": "02:20 更正：锣响三遍",
    });
    for (field, value) in said.as_object().unwrap() {
        assert_eq!(&report[field], value, "{field}");
    }
    assert_eq!(
        report["resettle_cum"], "checking",
        "twelve are away, and nobody was asked whether they need a place"
    );
    for unasked in ["affected_pop", "severe_injured", "out_of_contact"] {
        assert!(report[unasked].is_null(), "{unasked}: nobody said so");
    }
}

#[test]
fn the_next_report_goes_on_from_the_last_one() {
    let station = Station::village();
    let incident = flood(&station);
    let first = json!({
        "kind": "初报", "disaster_kind": "洪涝", "location": "沟西三组", "incident_id": incident,
        "issue": 1, "process_no": "2026-07山洪", "affected_pop": 163, "dead": 1, "injured": 1,
        "resettle_now": 40, "resettle_cum": 60, "missing": 2,
    });
    station.save("situation_report", first);
    let next = blank(
        &station,
        "situation_report",
        json!({ "incident_id": incident }),
    );
    assert_eq!(
        (&next["kind"], &next["issue"]),
        (&json!("follow_up"), &json!(2))
    );
    assert_eq!(next["process_no"], "2026-07山洪");
    assert_eq!(
        (&next["affected_pop"], &next["resettle_cum"]),
        (&json!(163), &json!(60))
    );
    assert!(
        next["resettle_now"].is_null(),
        "what is so this hour is asked again"
    );
    assert_eq!(
        next["dead"], 1,
        "the incident's 无 is older than the report"
    );
    assert_eq!(next["injured"], 2, "two are known by now");
    assert_eq!(
        next["missing"], "checking",
        "whoever was missing may have been found"
    );
    let typed = json!({ "incident_id": incident, "affected_pop": 180 });
    assert_eq!(
        blank(&station, "situation_report", typed)["affected_pop"],
        180
    );
}

#[test]
fn a_transfer_takes_escort_way_shelter_and_people_from_the_household() {
    let station = Station::village();
    let escort = station.person("赵小满", "14200000872");
    let hall =
        station.save("shelter", json!({ "name": "学校", "bad_kinds": ["地震"] }))["id"].clone();
    let home =
        json!({ "address": "3组8号", "group": "3组", "escort_a": escort, "shelter_id": hall });
    let home = station.save("household", home)["id"].clone();
    for (name, residence, mobility) in [
        ("陈阿婆", "常住", "需担架（卧床）"),
        ("陈大勇", "常住", "自理"),
        ("陈小勇", "外出", "自理"),
    ] {
        let person = json!({
            "name": name, "household_id": home, "residence": residence, "mobility": mobility,
            "help_needed": if name == "陈阿婆" { json!(["要吸氧"]) } else { json!([]) },
        });
        station.save("person", person);
    }
    let flood =
        station.save("incident", json!({ "kind": "山洪", "location": "沟西" }))["id"].clone();
    let entry = blank(
        &station,
        "evac_entry",
        json!({ "household_id": home, "incident_id": flood }),
    );
    assert_eq!(
        (&entry["people"], &entry["stretchers"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(
        (&entry["group"], &entry["escort_id"]),
        (&json!("3组"), &escort)
    );
    assert_eq!(
        (&entry["shelter_id"], &entry["help_needed"]),
        (&hall, &json!(["oxygen"]))
    );
    let quake =
        station.save("incident", json!({ "kind": "地震", "location": "全村" }))["id"].clone();
    let entry = blank(
        &station,
        "evac_entry",
        json!({ "household_id": home, "incident_id": quake }),
    );
    assert!(
        entry["shelter_id"].is_null(),
        "a forbidden shelter is never put forward"
    );
}

#[test]
fn a_call_counts_its_tries_and_goes_by_what_still_works() {
    let station = Station::village();
    let target = station.person("陈大勇", "14200000873");
    let warning = json!({ "event_type": "暴雨", "severity": "红色" });
    let id = station.save("warning", warning)["id"].clone();
    let call = json!({ "warning_id": id, "target_id": target });
    let first = blank(&station, "callout", call.clone());
    assert_eq!(
        (&first["method"], &first["attempt"]),
        (&json!("phone"), &json!(1))
    );
    let made = json!({ "warning_id": id, "target_id": target, "result": "未接" });
    station.save("callout", made);
    station.change("warning", &id, json!({ "comms_down": true }));
    let second = blank(&station, "callout", call);
    assert_eq!(
        (&second["method"], &second["attempt"]),
        (&json!("door"), &json!(2))
    );
}

#[test]
fn relief_knows_how_many_live_in_the_household() {
    let station = Station::village();
    let home = station.save("household", json!({ "address": "3组8号" }))["id"].clone();
    for name in ["陈阿婆", "陈大勇"] {
        station.save("person", json!({ "name": name, "household_id": home }));
    }
    let relief = blank(&station, "relief", json!({ "household_id": home }));
    assert_eq!(relief["people"], 2);
}

#[test]
fn a_record_tells_what_is_written_next_and_whoever_only_looks_is_told_nothing() {
    let station = Station::village();
    let home = json!({ "address": "3组8号", "group": "3组" });
    let home = station.save("household", home)["id"].clone();
    let incident = flood(&station);
    let begins = |station: &Station| {
        let record = station.read("incident", &incident);
        let begins = record["begins"].as_array().unwrap().clone();
        begins
            .iter()
            .map(|next| next["ledger"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        begins(&station),
        ["incident_log", "situation_report", "evac_entry", "callout"]
    );
    for (name, role) in [("周志强", "secretary"), ("陈阿福", "viewer")] {
        let users = station.call("save_user", json!({ "name": name, "role": role }));
        let users = users["users"].as_array().unwrap().clone();
        let own = users.iter().find(|user| user["name"] == name).unwrap();
        station.call("switch_user", json!({ "id": own["id"] }));
    }
    assert!(begins(&station).is_empty());
    let entry = blank(&station, "evac_entry", json!({ "household_id": home }));
    assert!(entry["group"].is_null(), "he writes no transfer");
}

#[test]
fn a_plan_is_written_section_by_section_from_the_sample_as_the_office_words_it() {
    let station = Station::village();
    let plan = json!({ "title": "综合应急预案", "kind": "comprehensive" });
    let plan = station.save("plan", plan)["id"].clone();
    let next = || blank(&station, "plan_section", json!({ "plan_id": plan }));
    let first = next();
    assert_eq!(
        (&first["seq"], &first["heading"]),
        (&json!(1), &json!("村情与风险"))
    );
    assert!(first["body"].as_str().unwrap().contains("{村名}"));
    let name = "plan_sections/organisation/body";
    let own = json!({ "name": name, "lines": ["总指挥由{总指挥}担任，替手是{总指挥替手}。"] });
    station.call("save_wording", own);
    station.save("plan_section", first);
    let second = next();
    assert_eq!(second["seq"], 2);
    assert_eq!(second["body"], "总指挥由{总指挥}担任，替手是{总指挥替手}。");
    let own = json!({ "plan_id": plan, "heading": "渡口" });
    let own = blank(&station, "plan_section", own);
    assert!(own["body"].is_null(), "own sections stay one's own");
    let read = station.read("plan", &plan);
    assert_eq!(read["begins"][0]["ledger"], "plan_section");
}
