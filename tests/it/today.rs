//! 今日 in full: what is overdue, owed, expiring or lacking, each line one click from its record.

use acceptance::{Station, carry, introduce};
use serde_json::{Value, json};

fn due(station: &Station) -> Vec<Value> {
    station.call("today", json!({}))["due"]
        .as_array()
        .unwrap()
        .clone()
}

/// The line that says so, if there is one.
fn line(station: &Station, says: &str) -> Option<Value> {
    due(station)
        .into_iter()
        .find(|line| line["what"].as_str().unwrap().contains(says))
}

fn certificate(station: &Station, person: &Value, expires: &str) {
    station.save(
        "qualification",
        json!({ "person_id": person, "name": "急救员证", "expires_on": expires }),
    );
}

#[test]
fn what_expires_is_announced_as_early_as_the_threshold_says() {
    let station = Station::village();
    let person = station.person("何桂花", "14200000871");
    certificate(&station, &person, "2026-09-10");
    let found = line(&station, "急救员证").expect("sixty days ahead");
    assert_eq!(found["when"], "60天");
    assert_eq!(found["who"], "何桂花");
    assert_eq!(found["ledger"], "qualification");
    station.call(
        "save_threshold",
        json!({ "name": "certificate_notice_days", "value": 59 }),
    );
    assert_eq!(line(&station, "急救员证"), None, "not yet");
}

#[test]
fn a_certificate_that_was_renewed_is_not_announced() {
    let station = Station::village();
    let person = station.person("何桂花", "14200000871");
    certificate(&station, &person, "2026-07-01");
    assert_eq!(line(&station, "急救员证").unwrap()["when"], "超11天");
    certificate(&station, &person, "2028-07-01");
    assert_eq!(line(&station, "急救员证"), None);
}

#[test]
fn supplies_are_announced_while_something_is_left_of_them() {
    let station = Station::village();
    let item = station.save("supply_item", json!({ "name": "饮用水", "unit": "箱" }));
    let batch = station.save(
        "supply_batch",
        json!({ "item_id": item["id"], "expires_on": "2026-07-20", "next_test": "2026-07-15" }),
    );
    let moved = |kind: &str| {
        let values =
            json!({ "kind": kind, "batch_id": batch["id"], "qty": "10", "purpose": "汛期" });
        station.save("supply_movement", values);
    };
    assert_eq!(line(&station, "饮用水到期"), None, "nothing came in yet");
    moved("in_purchase");
    assert_eq!(line(&station, "饮用水到期").unwrap()["id"], item["id"]);
    assert!(line(&station, "饮用水该检测了").is_some());
    moved("out_use");
    assert_eq!(line(&station, "饮用水到期"), None, "nothing is left");
    moved("out_use");
    assert!(line(&station, "账实不符").is_some(), "a negative stock");
}

#[test]
fn a_reading_is_owed_when_its_cycle_is_over() {
    let station = Station::village();
    let risk_point = station.save(
        "risk_point",
        json!({ "name": "西冲塘", "kind": "reservoir", "location": "3组", "monitor_cycle": "weekly" }),
    );
    let point = station.save(
        "monitor_point",
        json!({ "name": "塘坝水尺", "risk_point_id": risk_point["id"], "what": "water_level" }),
    );
    let owed = line(&station, "塘坝水尺").expect("never read");
    assert_eq!(owed["id"], point["id"]);
    let read = |at: &str| {
        station.save(
            "monitor_reading",
            json!({ "point_id": point["id"], "read_at": at, "value": "1.2", "finding": "normal" }),
        );
    };
    read("2026-07-04 08:00");
    assert_eq!(line(&station, "塘坝水尺").unwrap()["when"], "超1天");
    read("2026-07-06 08:00");
    assert_eq!(line(&station, "塘坝水尺"), None, "read within the week");
}

#[test]
fn days_without_a_shift_are_named_once_a_roster_is_kept() {
    let station = Station::village();
    assert_eq!(line(&station, "没有人值班"), None, "no roster, no nagging");
    let person = station.person("周志强", "14200000872");
    let shift = |day: &str| {
        let values =
            json!({ "on_date": day, "slot": "all_day", "leader_id": person, "staff_id": person });
        station.save("duty_shift", values)
    };
    for day in ["12", "13", "14", "16", "17", "18"] {
        shift(&format!("2026-07-{day}"));
    }
    let gap = line(&station, "没有人值班").expect("the fifteenth is open");
    assert_eq!(gap["what"], "7月15日没有人值班");
    shift("2026-07-15");
    assert_eq!(line(&station, "没有人值班"), None);
}

#[test]
fn the_drills_of_the_year_are_owed_until_they_are_held() {
    let station = Station::village();
    assert_eq!(
        line(&station, "今年演练还差1次").unwrap()["ledger"],
        "drill"
    );
    station.save(
        "annual_plan_item",
        json!({ "plan_year": 2026, "kind": "drill", "topic": "防汛演练", "count": 2, "due_date": "2026-07-10" }),
    );
    let owed = line(&station, "今年演练还差2次").expect("the plan asks for more");
    assert_eq!(owed["when"], "超2天");
    let drill = station.save(
        "drill",
        json!({ "name": "防汛演练", "kind": "comprehensive" }),
    );
    assert!(
        line(&station, "今年演练还差2次").is_some(),
        "planned is not held"
    );
    station.advance(
        "drill",
        &drill["id"],
        "hold",
        json!({ "held_at": "2026-06-20 19:00", "participants": 60 }),
    );
    assert!(line(&station, "今年演练还差1次").is_some());
}

#[test]
fn a_card_names_nobody_who_left_or_has_no_telephone() {
    let station = Station::village();
    let leader = station.person("何桂花", "14200000871");
    let deputy = station.person("周志强", "14200000872");
    let post = station.save(
        "post",
        json!({ "name": "巡查员", "kind": "monitor", "a_id": leader, "b_id": deputy }),
    );
    station.save(
        "response_card",
        json!({ "post_id": post["id"], "hazard_kind": "flood" }),
    );
    assert_eq!(line(&station, "巡查员"), None);
    station.change("person", &deputy, json!({ "mobile": null }));
    assert_eq!(
        line(&station, "巡查员").unwrap()["what"],
        "“巡查员”卡上的B角没有电话"
    );
    station.change("person", &leader, json!({ "residence": "moved" }));
    let wrong = line(&station, "巡查员").unwrap();
    assert_eq!(wrong["what"], "“巡查员”卡上的A角已迁出，B角没有电话");
    assert_eq!(wrong["id"], post["id"]);
}

#[test]
fn a_card_is_listed_for_just_the_people_its_print_warns_of() {
    let station = Station::village();
    let [well, mute, moved, dead] =
        ["何桂花", "周志强", "马立新", "王满仓"].map(|name| station.person(name, "14200000871"));
    station.change("person", &mute, json!({ "mobile": null }));
    station.change("person", &moved, json!({ "residence": "moved" }));
    station.change("person", &dead, json!({ "residence": "dead" }));
    for (seq, (a, b)) in (1..).zip([(&well, &mute), (&moved, &dead), (&mute, &well)]) {
        let post = json!({ "name": format!("第{seq}岗"), "seq": seq, "a_id": a, "b_id": b });
        let post = station.save("post", post);
        let card = json!({ "post_id": post["id"], "hazard_kind": "flood" });
        station.save("response_card", card);
    }
    let lines = due(&station).into_iter();
    let lines = lines.filter(|line| line["level"] == "处置卡");
    let said: Vec<String> = lines
        .map(|line| line["what"].as_str().unwrap().to_owned())
        .collect();
    let people = said.iter().flat_map(|what| what.matches('角'));
    for paper in ["response_cards", "wallet_cards"] {
        let printed = station.call("print_document", json!({ "document": paper }));
        let warned = format!("纸上有{}处写着", people.clone().count());
        assert!(
            printed["notes"].to_string().contains(&warned),
            "{said:?} and {}",
            printed["notes"]
        );
    }
}

#[test]
fn a_person_needed_in_two_posts_at_once_is_shown() {
    let station = Station::village();
    let person = station.person("何桂花", "14200000871");
    for (name, kind) in [("预警员", "announcer"), ("巡查员", "monitor")] {
        station.save(
            "post",
            json!({ "name": name, "kind": kind, "a_id": person }),
        );
    }
    let clash = line(&station, "同时要一个人顾").expect("nobody else could take either");
    assert_eq!(clash["who"], "何桂花");
}

#[test]
fn what_the_night_left_open_is_due_a_day_after_the_return() {
    let station = Station::village();
    station.call("set_mode", json!({ "urgent": true }));
    assert_eq!(station.call("file_state", json!({}))["urgent"], true);
    let hazard = station.save(
        "hazard",
        json!({ "description": "屋后掉石头", "location": "3组沟西" }),
    );
    let gaps = || station.call("today", json!({}))["gaps"].clone();
    assert_eq!(gaps()[0]["id"], hazard["id"]);
    assert_eq!(gaps()[0]["when"], "转回平时后补");
    assert!(!gaps()[0]["missing"].as_str().unwrap().is_empty());
    station.call("set_mode", json!({ "urgent": false }));
    assert_eq!(gaps()[0]["when"], "明天", "twenty-four hours");
}

#[test]
fn an_ordinary_day_gives_gaps_no_term() {
    let station = Station::village();
    station.save(
        "hazard",
        json!({ "description": "屋后掉石头", "location": "3组沟西" }),
    );
    let today = station.call("today", json!({}));
    assert_eq!(today["gaps_total"], 1);
    assert_eq!(today["gaps"][0]["when"], "");
}

#[test]
fn every_line_leads_to_a_record_or_a_ledger() {
    let station = Station::village();
    let person = station.person("何桂花", "14200000871");
    certificate(&station, &person, "2026-07-20");
    station.save(
        "agreement",
        json!({ "vendor": "村口超市", "contact_a": "店主", "start_on": "2025-07-20", "end_on": "2026-07-20" }),
    );
    station.save(
        "plan",
        json!({ "title": "综合应急预案", "kind": "comprehensive", "version": "第3版", "next_review": "2026-08-01" }),
    );
    station.save(
        "task",
        json!({ "content": "清理3组涵洞", "source": "superior", "due_date": "2026-07-13" }),
    );
    let lines = due(&station);
    assert!(lines.len() >= 5, "{lines:?}");
    for line in lines {
        if line["id"] == "" {
            station.call("list_records", json!({ "ledger": line["ledger"] }));
        } else {
            station.read(line["ledger"].as_str().unwrap(), &line["id"]);
        }
    }
}

#[test]
fn one_family_does_not_crowd_out_the_others() {
    let station = Station::village();
    for number in 0..9 {
        let person = station.person(&format!("何桂{number}"), "14200000871");
        certificate(&station, &person, "2026-07-20");
    }
    let lines = due(&station);
    let certificates = lines.iter().filter(|line| line["level"] == "证书");
    assert_eq!(certificates.count(), 3);
    let rest = line(&station, "还有6份证书到期").expect("the others as one line");
    assert_eq!(rest["ledger"], "qualification");
    let total = station.call("today", json!({}))["due_total"]
        .as_u64()
        .unwrap();
    assert!(total >= 9);
}

#[test]
fn a_township_sees_its_villages_by_name() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let owner = village.person("周志强", "14200000871");
    let hazard = village.save(
        "hazard",
        json!({ "description": "山塘坝脚渗水", "location": "3组西冲塘" }),
    );
    village.advance(
        "hazard",
        &hazard["id"],
        "confirm",
        json!({
            "kind": "reservoir", "grade": "major", "owner_id": owner,
            "requirement": "导渗", "due_date": "昨天",
        }),
    );
    assert_eq!(due(&village)[0]["area"], "", "a village knows its own name");
    carry(&village, &town);
    let seen = line(&town, "山塘坝脚渗水").expect("the township hears of it");
    assert_eq!(seen["area"], "栗溪村");
    let todo = &town.call("today", json!({}))["todos"][0];
    assert!(todo["detail"].as_str().unwrap().starts_with("栗溪村"));
}

#[test]
fn the_number_of_questions_follows_the_books() {
    let station = Station::village();
    let asked = || station.call("today", json!({}))["questions"].clone();
    assert_eq!(asked(), 0);
    let item = station.save("supply_item", json!({ "name": "救生衣", "unit": "件" }));
    let batch = station.save("supply_batch", json!({ "item_id": item["id"] }));
    station.save(
        "supply_movement",
        json!({ "kind": "out_use", "batch_id": batch["id"], "qty": "1", "purpose": "汛期巡查" }),
    );
    assert_eq!(asked(), 1, "a negative stock");
    assert_eq!(asked(), 1, "and asked again");
    let matters = station.call("open_matters", json!({}));
    let answer =
        json!({ "key": matters["questions"][0]["key"], "answer": "keep", "reason": "已点过" });
    station.call("answer_question", answer);
    assert_eq!(asked(), 0);
}

/// A plan that waits for somebody to approve it.
fn submitted_plan(station: &Station) -> Value {
    let plan = station.save(
        "plan",
        json!({ "title": "综合应急预案", "kind": "comprehensive", "version": "第3版" }),
    );
    station.advance("plan", &plan["id"], "submit", json!({}));
    plan["id"].clone()
}

#[test]
fn a_plan_without_a_day_of_review_is_reviewed_three_years_after_its_approval() {
    let station = Station::village();
    let secretary = station.person("周志强", "14200000871");
    let plan = submitted_plan(&station);
    station.advance(
        "plan",
        &plan,
        "publish",
        json!({ "version": "第3版", "approved_by": secretary, "approved_on": "2023-07-20" }),
    );
    let review = line(&station, "综合应急预案").expect("three years are nearly over");
    assert_eq!((&review["when"], &review["id"]), (&json!("8天"), &plan));
    station.call(
        "save_threshold",
        json!({ "name": "plan_review_years", "value": 5 }),
    );
    assert_eq!(line(&station, "综合应急预案"), None);
}

#[test]
fn what_was_agreed_by_word_of_mouth_waits_for_its_signature() {
    let station = Station::village();
    let person = station.person("周志强", "14200000871");
    let plan = submitted_plan(&station);
    let users = station.call(
        "save_user",
        json!({ "name": "周志强", "role": "secretary" }),
    );
    let signer = users["users"][0]["id"].clone();
    station.call("switch_user", json!({ "id": signer }));
    let record = station.read("plan", &plan);
    station.call(
        "advance_record",
        json!({
            "ledger": "plan", "id": plan, "step": "publish", "form": record["form"],
            "values": {
                "version": "第3版", "approved_by": person,
                "approved_on": "2026-07-12", "next_review": "2029-07-12",
            },
            "sign": { "signer": signer, "oral": { "how": "电话里同意", "at": "7:40" } },
        }),
    );
    let said = line(&station, "只有口头同意").expect("it is to be signed within a day");
    assert_eq!((&said["ledger"], &said["id"]), (&json!("plan"), &plan));
    assert_eq!(
        (&said["who"], &said["when"]),
        (&json!("周志强"), &json!("今天"))
    );
}
