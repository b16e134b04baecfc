//! What the night of a transfer is worked from: lists with people and telephones, records of one
//! event, slips that say what holds for this kind of risk, sheets that say when to go.

use super::text_of;
use acceptance::Station;
use serde_json::{Value, json};

fn printed(station: &Station, order: Value) -> String {
    let path = station.path("转移.pdf");
    let mut order = order;
    order["path"] = json!(path);
    station.call("save_document", order);
    text_of(&path).replace([' ', '\n'], "")
}

fn paper(station: &Station, document: &str) -> String {
    printed(station, json!({ "document": document }))
}

fn assert_says(text: &str, said: &[&str]) {
    for said in said {
        assert!(text.contains(said), "{said}: {text}");
    }
}

/// A household in danger; its people are named with what they need and where they are.
fn household(station: &Station, values: Value, people: &[(&str, &str, Value)]) -> Value {
    let mut values = values;
    values["in_danger_zone"] = json!(true);
    let home = station.save("household", values);
    for (at, (name, residence, more)) in people.iter().enumerate() {
        let mut person = more.clone();
        person["name"] = json!(name);
        person["residence"] = json!(residence);
        person["household_id"] = home["id"].clone();
        let person = station.save("person", person);
        if at == 0 {
            let head = json!({ "head_id": person["id"] });
            station.change("household", &home["id"], head);
        }
    }
    home
}

fn two_homes() -> (Station, [Value; 2]) {
    let station = Station::village();
    let first = household(
        &station,
        json!({ "hh_no": "021", "group": "2组", "address": "5号" }),
        &[
            ("陈来福", "resident", json!({ "help_needed": ["carry"] })),
            ("陈金凤", "resident", json!({ "mobile": "14200009177" })),
            ("陈小军", "studying", json!({ "mobile": "14200009178" })),
            ("陈远行", "away", json!({})),
        ],
    );
    let second = household(
        &station,
        json!({ "hh_no": "022", "group": "2组", "address": "6号" }),
        &[("吴老实", "resident", json!({}))],
    );
    let ids = [first, second].map(|home| home["id"].clone());
    (station, ids)
}

#[test]
fn the_lists_of_the_transfer_tell_how_many_whom_to_help_and_whom_to_call() {
    let (station, _) = two_homes();
    for document in ["evacuation_list", "evacuation_list_large"] {
        let text = paper(&station, document);
        assert_says(
            &text,
            &[
                "应转2户3人，其中要人帮1人。",
                "要背1人",
                "陈金凤",
                "14200009177",
                "没有电话",
                "2组5号",
                "未定",
            ],
        );
        assert!(
            !text.contains("9178"),
            "who studies elsewhere is not at home"
        );
    }
}

#[test]
fn a_household_whose_people_nobody_wrote_down_is_not_counted_as_nobody() {
    let (station, _) = two_homes();
    let unknown = json!({ "hh_no": "023", "group": "2组", "in_danger_zone": true });
    station.save("household", unknown);
    let text = paper(&station, "evacuation_list");
    assert_says(&text, &["应转3户3人", "危险区有1户没登记几口人"]);
    let text = paper(&station, "village_plan");
    assert_says(&text, &["共3户3人。其中1户没登记几口人"]);
}

#[test]
fn every_paper_counts_the_people_at_home_by_one_rule() {
    let (station, _) = two_homes();
    assert_says(&paper(&station, "safety_slips"), &["家中2人", "家中1人"]);
    assert_says(&paper(&station, "village_plan"), &["共2户3人。"]);
    station.call("start_evacuation", json!({ "trigger": "order" }));
    assert_says(&paper(&station, "evacuation_record"), &["应转（人）3"]);
}

#[test]
fn each_event_has_a_record_of_its_own_in_the_order_of_the_households_with_its_sums() {
    let (station, [first_home, second_home]) = two_homes();
    let warned = |received: &str| {
        let warning = json!({ "event_type": "rainstorm", "severity": "orange",
            "received_at": received, "lifted_at": received });
        station.save("warning", warning)["id"].clone()
    };
    let (first, second) = (warned("2026-05-10 21:00"), warned("2026-06-14 01:00"));
    let moved = |warning: &Value, home: &Value, at: &str, people: u32| {
        let entry = json!({ "warning_id": warning, "household_id": home, "group": "2组",
            "people": people, "arrived_people": people, "notified_at": at, "left_at": at,
            "arrived_at": at, "return_ok_by": "周德旺", "returned_at": at });
        station.save("evac_entry", entry);
    };
    moved(&second, &second_home, "2026-06-14 01:40", 1);
    moved(&first, &second_home, "2026-05-10 21:30", 1);
    moved(&first, &first_home, "2026-05-10 21:20", 2);
    let camp = json!({ "warning_id": first, "outsider_kind": "tourist", "place": "桥边露营",
        "people": 4, "arrived_people": 4, "notified_at": "2026-05-10 21:05" });
    station.save("evac_entry", camp);
    let text = paper(&station, "evacuation_record");
    let second_at = text.find("2026-06-14").expect("the second event");
    let (one, other) = text.split_at(second_at);
    assert_says(
        one,
        &[
            "应转（户）2",
            "应转（人）7",
            "实到（人）7",
            "外来的人",
            "桥边露营",
        ],
    );
    assert_says(other, &["应转（户）1", "应转（人）1"]);
    let place = |name: &str| one.find(name).unwrap_or(usize::MAX);
    assert!(place("陈来福") < place("吴老实") && place("吴老实") < place("外来的人"));
    assert!(!other.contains("陈来福"), "{other}");
}

#[test]
fn a_monitor_sheet_tells_the_unit_and_the_lines_at_which_people_go() {
    let station = Station::village();
    let gauge = json!({ "name": "沟西水尺", "what": "water_level", "prepare_line": "1.8", "leave_line": "2.3" });
    let point = station.save("monitor_point", gauge);
    for hour in 0..40 {
        let read_at = format!("2026-06-{:02} {:02}:00", 1 + hour / 20, hour % 20);
        let reading = json!({ "point_id": point["id"], "read_at": read_at, "value": "1.2" });
        station.save("monitor_reading", reading);
    }
    let text = paper(&station, "monitor_sheet");
    assert_says(&text, &["读数（米）", "准备转移线1.8米", "立即转移线2.3米"]);
    let pages = text.matches("监测记录表").count();
    assert!(pages >= 4, "title, foot and head of a later page: {text}");
    let later = text.split_once("第2/").expect("a second page").0;
    assert!(
        later.matches("沟西水尺").count() >= 2,
        "each page names its point: {later}"
    );
    station.save(
        "monitor_point",
        json!({ "name": "弯坳危石", "what": "other" }),
    );
    assert_says(&paper(&station, "monitor_sheet"), &["看现象，不定数"]);
    let blank = printed(
        &station,
        json!({ "document": "monitor_sheet", "blank": true }),
    );
    assert_says(&blank, &["（毫米、", "立即转移线"]);
}

/// A household below a risk of this kind, and how it gets out.
fn below(kind: &str, signs: Value) -> Station {
    let station = Station::village();
    let shelter = station.save("shelter", json!({ "name": "村小学" }));
    let closed = json!({ "name": "上湾公路", "rain_ok": false });
    let closed = station.save("route", closed);
    let way =
        json!({ "name": "石板路", "shelter_id": shelter["id"], "alt_route_id": closed["id"] });
    let way = station.save("route", way);
    let risk = json!({ "name": "上面的险", "kind": kind, "location": "3组", "signs": signs,
        "route_id": way["id"], "shelter_id": shelter["id"] });
    let risk = station.save("risk_point", risk);
    household(
        &station,
        json!({ "hh_no": "001", "group": "3组", "risk_point_id": risk["id"] }),
        &[("李大山", "resident", json!({}))],
    );
    station
}

#[test]
fn slips_and_work_cards_say_what_holds_for_this_kind_of_risk() {
    const SLIDE: &str = "往两侧跑";
    for (kind, slip, card) in [
        ("flash_flood", "往沟两边高处跑，不顺沟跑", "不走漫水桥"),
        ("pond", "坝要垮：往两边高处跑", "人不上坝"),
        ("dangerous_house", "房子响了：马上出屋", "离开墙根"),
        ("gas", "什么都不碰，马上出屋", "上风处拨119"),
        ("forest", "不往山上跑，不顺风跑", "不准上前打火"),
    ] {
        let station = below(kind, json!(["瓦响。"]));
        for document in ["safety_slips", "safety_slips_large"] {
            let text = paper(&station, document);
            assert_says(&text, &[slip, "瓦响"]);
            assert!(!text.contains(SLIDE), "{kind}: {text}");
        }
        let text = paper(&station, "work_card");
        assert_says(&text, &[card]);
        assert!(!text.contains("滑动方向"), "{kind}: {text}");
    }
    let text = paper(&below("geological", json!(["裂缝变宽。"])), "safety_slips");
    assert_says(&text, &["山已经滑下来：往两侧跑。", "泥石流来了"]);
    assert!(
        !text.contains("这里还要看"),
        "what its kind says is not said twice"
    );
}

#[test]
fn a_way_that_is_closed_in_rain_is_no_alternate_on_a_night_of_rain() {
    let station = below("geological", json!([]));
    let text = paper(&station, "safety_slips");
    assert!(!text.contains("路断了走上湾公路"), "{text}");
    assert_says(&text, &["路断了不硬闯，往高处走，等人来接。"]);
    let preview = station.call("print_document", json!({ "document": "safety_slips" }));
    assert_says(&preview["notes"].to_string(), &["上湾公路", "雨天不能走"]);
    assert_says(
        &paper(&station, "register_route"),
        &["上湾公路（雨天不能走）"],
    );
}

#[test]
fn the_plan_says_which_shelters_must_not_be_used_and_who_is_brought_where() {
    let station = below("flash_flood", json!([]));
    let hall = json!({ "name": "文化礼堂", "bad_kinds": ["flood"] });
    station.save("shelter", hall);
    let plan = json!({ "title": "综合应急预案", "version": "第1版" });
    let plan = station.save("plan", plan);
    let section = json!({ "plan_id": plan["id"], "seq": 5, "heading": "转移避险", "body": "安置点：{安置点名单}。" });
    station.save("plan_section", section);
    let text = paper(&station, "village_plan");
    assert_says(
        &text,
        &[
            "文化礼堂（暴雨山洪不能用）",
            "共1户1人。",
            "走哪条路",
            "李大山",
        ],
    );
}

#[test]
fn a_call_list_says_who_has_no_telephone_and_who_knocks_at_the_door_of_the_head() {
    let (station, _) = two_homes();
    station.save(
        "person",
        json!({ "name": "梁国庆", "group": "2组", "is_cadre": true, "duty_title": "2组组长" }),
    );
    let text = paper(&station, "call_lists");
    assert_says(
        &text,
        &["没有电话，敲门", "村值守", "哪次预警", "14200009177"],
    );
    let public = printed(
        &station,
        json!({ "document": "call_lists", "public": true }),
    );
    assert!(
        !public.contains("住哪") && public.contains("几点应的"),
        "{public}"
    );
}

#[test]
fn two_escorts_of_one_name_are_told_apart_and_the_head_stands_beside_his_address() {
    let (station, homes) = two_homes();
    for ((group, phone), home) in [("3组", "14200004024"), ("5组", "14200006902")]
        .iter()
        .zip(&homes)
    {
        let person = json!({ "name": "陈建平", "mobile": phone, "group": group });
        let escort = station.save("person", person);
        let changed = json!({ "escort_a": escort["id"] });
        station.change("household", home, changed);
    }
    let namesake = json!({ "hh_no": "023", "group": "4组", "address": "7号" });
    household(&station, namesake, &[("陈建平", "resident", json!({}))]);
    for list in ["evacuation_list", "evacuation_list_large", "village_plan"] {
        let said = paper(&station, list);
        assert_says(&said, &["陈建平（3组）", "陈建平（5组）"]);
        assert!(!said.contains("陈建平（4组）"), "{list}: {said}");
    }
}
