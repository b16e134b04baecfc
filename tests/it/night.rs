//! The night desk: whom to call and who is silent, who has to leave and who is safe, what is
//! reported and by when. At night nothing blocks.

use acceptance::Station;
use serde_json::{Value, json};

mod boards;
mod incident;
mod reports;

/// A night at 栗溪村: thirty-one households of ninety-six people in danger.
struct Night {
    station: Station,
    hall: Value,
    school: Value,
    warning: Value,
}

/// People in each household: 31 of them, 96 people.
const SIZES: [usize; 31] = [
    4, 1, 5, 2, 3, 6, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
];

impl Night {
    fn begin() -> Self {
        let station = Station::village();
        let hall = json!({ "name": "文化礼堂", "capacity": 200, "bad_kinds": ["暴雨山洪"] });
        let hall = station.save("shelter", hall)["id"].clone();
        let school = json!({ "name": "村小学", "capacity": 180 });
        let school = station.save("shelter", school)["id"].clone();
        let warning = json!({
            "event_type": "rainstorm", "severity": "orange", "channel": "phone",
            "sender": "县气象台", "received_at": "7:41",
        });
        let warning = station.save("warning", warning)["id"].clone();
        Self {
            station,
            hall,
            school,
            warning,
        }
    }

    fn with_households() -> Self {
        let night = Self::begin();
        let escort = night.station.person("马立新", "14200002290");
        for (index, size) in SIZES.into_iter().enumerate() {
            night.household(index, size, &escort);
        }
        night
    }

    fn household(&self, index: usize, size: usize, escort: &Value) -> Value {
        let planned = if index < 3 { &self.hall } else { &self.school };
        let group = format!("{}组", index / 10 + 1);
        let home = self.station.save(
            "household",
            json!({
                "hh_no": format!("{:03}", index + 1), "group": group, "in_danger_zone": true,
                "address": format!("{}号", index + 1), "escort_a": escort, "shelter_id": planned,
            }),
        )["id"]
            .clone();
        for member in 0..size {
            let mobile = (member == 0).then(|| format!("1420001{index:04}"));
            let person = json!({
                "name": format!("村民{index}之{member}"), "household_id": home,
                "mobile": mobile, "residence": "resident",
                "mobility": if index == 0 && member == 1 { "stretcher" } else { "independent" },
            });
            let person = self.station.save("person", person);
            if member == 0 {
                let head = json!({ "head_id": person["id"] });
                self.station.change("household", &home, head);
            }
        }
        home
    }

    fn desk(&self) -> Value {
        self.station.call("night_desk", json!({}))
    }

    fn call(&self, target: &Value, result: &str, at: &str) -> Value {
        let call = json!({
            "person": target["person"], "household": target["household"],
            "result": result, "called_at": at,
        });
        self.station.call("record_call", call)
    }

    fn evacuate(&self) -> Value {
        let start = json!({ "trigger": "warning_level" });
        self.station.call("start_evacuation", start)
    }

    fn step(&self, ids: &[Value], step: &str, values: Value) -> Value {
        let step = json!({ "ids": ids, "step": step, "values": values });
        self.station.call("advance_evacuation", step)
    }
}

fn target<'a>(desk: &'a Value, name: &str) -> &'a Value {
    let targets = desk["calls"]["targets"].as_array().unwrap();
    targets.iter().find(|one| one["name"] == name).unwrap()
}

fn ids(desk: &Value) -> Vec<Value> {
    let entries = desk["evacuation"]["entries"].as_array().unwrap();
    entries.iter().map(|entry| entry["id"].clone()).collect()
}

#[test]
fn the_warning_in_force_is_the_gravest_that_is_real_not_lifted_and_not_out_of_date() {
    let night = Night::begin();
    let station = &night.station;
    let more = [
        json!({ "event_type": "gale", "severity": "blue", "received_at": "7:59" }),
        json!({ "event_type": "rainstorm", "severity": "red", "status": "exercise" }),
        json!({ "event_type": "rainstorm", "severity": "red", "lifted_at": "7:00" }),
        json!({ "event_type": "rainstorm", "severity": "red", "expires": "7:30" }),
        json!({ "event_type": "rainstorm", "severity": "red", "received_at": "2026-07-08 8:00" }),
    ];
    for warning in more {
        station.save("warning", warning);
    }
    let desk = night.desk();
    assert_eq!(desk["warning"]["id"], night.warning);
    assert_eq!(desk["warning"]["title"], "暴雨橙色预警");
    assert_eq!(
        desk["warning"]["actions"][0]["text"],
        "危险区的人全部转，不等天黑。"
    );
    assert_eq!(desk["warning"]["stages"][0]["at"], "07:41");
    assert!(desk["warning"]["unsaid"].as_array().unwrap().len() > 2);
    let cancel = json!({
        "event_type": "rainstorm", "msg_type": "cancel", "earlier_id": night.warning,
    });
    station.save("warning", cancel);
    assert_eq!(night.desk()["warning"]["title"], "大风蓝色预警");
}

#[test]
fn one_call_serves_all_posts_of_a_person_and_posts_come_before_households() {
    let night = Night::begin();
    let station = &night.station;
    let head = json!({ "name": "何桂花", "mobile": "14200000871", "is_cadre": true, "duty_title": "5组组长" });
    let head = station.save("person", head)["id"].clone();
    let clerk = station.person("王守田", "14200000001");
    for (seq, name, holder) in [
        (1, "村书记", &clerk),
        (2, "预警员", &head),
        (3, "巡查员", &head),
    ] {
        let post = json!({ "name": name, "kind": "other", "seq": seq, "a_id": holder });
        station.save("post", post);
    }
    night.household(4, 3, &head);
    let desk = night.desk();
    let targets = desk["calls"]["targets"].as_array().unwrap();
    let order: Vec<_> = targets
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(order, ["王守田", "何桂花", "村民4之0"]);
    assert_eq!(targets[1]["roles"], "预警员、巡查员、5组组长、包1户");
    assert_eq!(targets[1]["phone"], "142 0000 0871");
    assert_eq!(targets[2]["rank"], 4);
    assert_eq!(desk["calls"]["next"], targets[0]["key"]);
}

#[test]
fn three_tries_in_vain_call_for_the_next_one_up_and_the_door() {
    let night = Night::with_households();
    let desk = night.desk();
    let silent = target(&desk, "村民0之0").clone();
    assert_eq!(desk["calls"]["total"], 32);
    for (at, state) in [("7:58", "silent"), ("7:59", "silent"), ("8:00", "door")] {
        let desk = night.call(&silent, "no_answer", at);
        assert_eq!(target(&desk, "村民0之0")["state"], state);
    }
    let desk = night.desk();
    let first = &desk["calls"]["targets"][0];
    assert_eq!(first["name"], "村民0之0", "who is silent stands on top");
    assert_eq!(first["tries"], 3);
    assert_eq!(desk["calls"]["silent"], 1);
    let calls = json!({ "ledger": "callout", "sort": "attempt", "descending": true });
    let calls = night.station.call("list_records", calls);
    assert_eq!(calls["rows"][0]["cells"]["attempt"], "3");
    let desk = night.call(&silent, "knocked", "8:00");
    assert_eq!(target(&desk, "村民0之0")["state"], "answered");
}

#[test]
fn whoever_is_silent_beyond_the_minutes_is_overdue() {
    let night = Night::with_households();
    let desk = night.desk();
    let late = target(&desk, "村民1之0").clone();
    let desk = night.call(&late, "powered_off", "7:54");
    assert_eq!(target(&desk, "村民1之0")["state"], "overdue");
    assert_eq!(target(&desk, "村民1之0")["minutes"], 6);
    assert_eq!(
        desk["calls"]["next"], late["key"],
        "he is tried again first"
    );
}

#[test]
fn thirty_people_are_called_with_one_key_each_and_a_wrong_key_is_taken_back() {
    let night = Night::with_households();
    for _ in 0..30 {
        let desk = night.desk();
        let next = desk["calls"]["next"].clone();
        let targets = desk["calls"]["targets"].as_array().unwrap();
        let next = targets.iter().find(|one| one["key"] == next).unwrap();
        night.call(next, "confirmed", "8:00");
    }
    assert_eq!(night.desk()["calls"]["answered"], 30);
    let last = night.station.call("last_act", json!({}));
    night.station.call("undo_act", json!({ "id": last["id"] }));
    assert_eq!(night.desk()["calls"]["answered"], 29);
    night.station.assert_sound();
}

#[test]
fn a_transfer_of_31_households_and_96_people_begins_with_one_key_and_nothing_twice() {
    let night = Night::with_households();
    let desk = night.evacuate();
    let board = &desk["evacuation"];
    assert_eq!(board["households_owed"], 31);
    assert_eq!(board["people_owed"], 96);
    assert_eq!(board["people_safe"], 0);
    assert_eq!(board["not_listed"], 0);
    assert_eq!(night.evacuate()["evacuation"]["people_owed"], 96);
    assert_eq!(night.station.count("evac_entry"), 31);
    let first = &board["entries"][0];
    assert_eq!(first["who"], "村民0之0 1号");
    assert_eq!(first["escort"], "马立新");
    assert_eq!(first["help"], "担架1");
    assert_eq!(first["way"], "村小学", "the hall is forbidden in a flood");
    let school = &desk["shelters"][0];
    assert_eq!(school["coming"], 96);
    assert_eq!(desk["shelters"].as_array().unwrap().len(), 1);
    night.station.assert_sound();
}

#[test]
fn a_transfer_needs_no_warning_and_only_the_zone_that_is_named() {
    let night = Night::begin();
    let station = &night.station;
    station.change("warning", &night.warning, json!({ "lifted_at": "7:50" }));
    let escort = station.person("马立新", "14200002290");
    let home = night.household(0, 4, &escort);
    night.household(20, 2, &escort);
    let slope = json!({ "name": "坡脚", "kind": "geological" });
    let slope = station.save("risk_point", slope)["id"].clone();
    station.change("household", &home, json!({ "risk_point_id": slope }));
    let start = json!({ "trigger": "unclear", "risk_points": [slope] });
    let desk = station.call("start_evacuation", start);
    assert_eq!(desk["warning"], Value::Null);
    assert_eq!(desk["evacuation"]["people_owed"], 4);
    assert_eq!(desk["evacuation"]["zones"][0]["name"], "坡脚");
    let unknown = json!({ "trigger": "", "groups": ["3组"] });
    assert_eq!(
        station.refuse("start_evacuation", unknown).code,
        "not_valid"
    );
    let nobody = json!({ "trigger": "order", "groups": ["9组"] });
    let problem = station.refuse("start_evacuation", nobody);
    assert_eq!(problem.code, "nobody_in_danger");
}

#[test]
fn a_batch_moves_those_on_their_way_and_never_says_that_a_refuser_arrived() {
    let night = Night::with_households();
    let ids = ids(&night.evacuate());
    night.step(&ids[3..4], "refuse", json!({}));
    let desk = night.step(&ids, "arrive", json!({}));
    let board = &desk["evacuation"];
    assert_eq!(board["households_safe"], 30);
    assert_eq!(board["people_safe"], 94);
    assert_eq!(board["entries"][3]["status"], "refused");
    assert_eq!(desk["shelters"][0]["occupants"], 94);
    let desk = night.step(&ids[3..4], "take_away", json!({ "forced_by": "驻村民警" }));
    assert_eq!(desk["evacuation"]["entries"][3]["status"], "moving");
    let last = night.station.call("last_act", json!({}));
    night.station.call("undo_act", json!({ "id": last["id"] }));
    assert_eq!(
        night.desk()["evacuation"]["entries"][3]["status"],
        "refused"
    );
    let again = json!({ "ids": ids, "step": "notify" });
    let problem = night.station.refuse("advance_evacuation", again);
    assert_eq!(problem.code, "step_not_allowed");
    night.station.assert_sound();
}

#[test]
fn whoever_is_missing_among_those_who_arrived_is_named() {
    let night = Night::with_households();
    let ids = ids(&night.evacuate());
    let short = json!({ "arrived_people": 3, "absent_names": "村民0之3" });
    let desk = night.step(&ids[..1], "arrive", short);
    assert_eq!(
        desk["evacuation"]["entries"][0]["missing"],
        "缺1人：村民0之3"
    );
    assert_eq!(desk["evacuation"]["people_safe"], 3);
    let home = json!({});
    let desk = night.step(&ids[..1], "return_without_leave", home);
    assert_eq!(desk["evacuation"]["entries"][0]["alert"], "擅自返回，去劝");
}

#[test]
fn an_entry_that_an_old_storm_left_open_neither_counts_nor_keeps_anybody_off_the_list() {
    let night = Night::begin();
    let station = &night.station;
    let escort = station.person("马立新", "14200002290");
    let home = night.household(0, 4, &escort);
    let old = json!({ "household_id": home, "people": 4, "arrived_at": "2026-06-20 3:00" });
    station.save("evac_entry", old);
    let desk = night.evacuate();
    assert_eq!(desk["evacuation"]["people_owed"], 4);
    assert_eq!(desk["evacuation"]["entries"][0]["status"], "pending");
    let lifted = json!({ "lifted_at": "7:59" });
    station.change("warning", &night.warning, lifted);
    let board = &night.desk()["evacuation"];
    assert_eq!(
        board["entries"].as_array().unwrap().len(),
        1,
        "an old one is looked after in its ledger"
    );
}

#[test]
fn outsiders_come_on_the_list_with_a_place_and_a_headcount() {
    let night = Night::begin();
    let outsiders = json!({ "place": "溪边民宿", "people": 7, "kind": "tourist" });
    let desk = night.station.call("add_outsiders", outsiders);
    assert_eq!(desk["evacuation"]["people_owed"], 7);
    assert_eq!(desk["evacuation"]["entries"][0]["who"], "溪边民宿游客");
    let nobody = json!({ "place": "", "people": 7 });
    assert_eq!(
        night.station.refuse("add_outsiders", nobody).code,
        "not_valid"
    );
}

#[test]
fn a_household_that_answers_a_call_has_been_told_of_the_transfer() {
    let night = Night::with_households();
    night.evacuate();
    let desk = night.desk();
    let desk = night.call(target(&desk, "村民2之0"), "confirmed", "8:00");
    assert_eq!(desk["evacuation"]["entries"][2]["status"], "notified");
    let last = night.station.call("last_act", json!({}));
    night.station.call("undo_act", json!({ "id": last["id"] }));
    assert_eq!(
        night.desk()["evacuation"]["entries"][2]["status"],
        "pending"
    );
}

#[test]
fn the_clock_of_the_first_report_runs_from_the_incident_and_unknown_is_never_nought() {
    let night = Night::with_households();
    assert_eq!(night.desk()["report"]["stage"], "transfer");
    let early = night.station.refuse("draft_report", json!({}));
    assert_eq!(early.code, "no_incident");
    let incident = json!({
        "kind": "flash_flood", "location": "沟西", "reported_at": "7:50",
        "occurred_at": "7:45", "warning_id": night.warning,
    });
    let incident = night.station.save("incident", incident)["id"].clone();
    let desk = night.desk();
    assert_eq!(desk["report"]["stage"], "first");
    assert_eq!(desk["report"]["started_at"], "07:50");
    assert_eq!(desk["report"]["due_at"], "08:20");
    assert_eq!(desk["report"]["minutes_left"], 20);
    let ids = ids(&night.evacuate());
    let said = &night.desk()["report"]["sentences"][3];
    let open = "有没有人联系不上，正在核实。";
    assert!(
        said.as_str().unwrap().ends_with(open),
        "nobody was told yet"
    );
    night.step(&ids[..29], "arrive", json!({}));
    night.step(&ids[30..], "lose_contact", json!({}));
    let said = night.station.call("draft_report", json!({}))["report"].clone();
    let report = night.station.read("situation_report", &said["record"]);
    assert_eq!(report["values"]["dead"], "checking");
    assert_eq!(report["values"]["location"], "沟西");
    assert_eq!(report["values"]["incident_id"], incident);
    assert_eq!(report["values"]["avoid_transfer"], 90);
    let said = said["sentences"].as_array().unwrap();
    assert_eq!(said.len(), 6);
    assert_eq!(said[1], "7月12日7时45分，沟西出的事。");
    assert_eq!(
        said[3],
        "人：死亡正在核实，失踪正在核实，受伤正在核实，1户3人联系不上，正在找。"
    );
    assert_eq!(
        said[4],
        "应转31户96人，已转29户90人，安置点90人，投亲靠友0人。"
    );
    night.station.call("draft_report", json!({}));
    assert_eq!(
        night.station.count("situation_report"),
        1,
        "the draft is kept"
    );
}

#[test]
fn the_log_of_the_night_stands_newest_first_and_what_is_open_is_told() {
    let night = Night::begin();
    for (at, text) in [("7:43", "村小学开门"), ("7:51", "广播第三遍播完")] {
        let line = json!({ "text": text, "at": at, "warning_id": night.warning });
        night.station.save("incident_log", line);
    }
    let desk = night.desk();
    assert_eq!(desk["log"][0]["text"], "广播第三遍播完");
    assert_eq!(desk["log"][1]["at"], "07:43");
    assert_eq!(desk["still_open"][0], "暴雨橙色预警还没有解除。");
    night
        .station
        .change("warning", &night.warning, json!({ "lifted_at": "7:59" }));
    assert_eq!(night.desk()["still_open"], json!([]));
}
