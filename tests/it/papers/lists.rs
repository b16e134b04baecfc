//! Registers and lists on paper: nobody can ask a paper, so it says who is meant, in what unit, and
//! what is past its day, by the rules that the screens have.

use super::text_of;
use acceptance::Station;
use serde_json::{Value, json};

/// What a paper says, without the breaks of its lines.
fn printed(station: &Station, document: &str) -> String {
    let path = station.path(&format!("{document}.pdf"));
    let _ = std::fs::remove_file(&path);
    let order = json!({ "document": document, "path": path });
    station.call("save_document", order);
    text_of(&path).split_whitespace().collect()
}

fn batch(station: &Station, item: &Value, (lot, until, qty): (&str, &str, &str)) {
    let batch = json!({ "item_id": item, "lot": lot, "expires_on": until, "qty": qty });
    let batch = station.save("supply_batch", batch);
    let moved = json!({
        "batch_id": batch["id"], "kind": "in_purchase", "qty": qty, "moved_at": "2026-01-05 09:00",
        "purpose": "采购",
    });
    station.save("supply_movement", moved);
}

/// Milk powder of which too little is there and noodles of which all has expired, both of an
/// agreed reserve; fuel of which a part has; sacks that nobody ever booked in, for they are agreed.
fn store_room() -> Station {
    let station = Station::village();
    let item = |name: &str, unit: &str, mode: &str, least: &str| {
        let item = json!({ "name": name, "unit": unit, "mode": mode, "min_qty": least, "kit_class": "logistics" });
        station.save("supply_item", item)["id"].clone()
    };
    let milk = item("奶粉", "罐", "capacity", "4");
    batch(&station, &milk, ("甲", "2027-01-01", "2"));
    let noodles = item("方便面", "箱", "agreement", "40");
    batch(&station, &noodles, ("乙", "2026-03-17", "60"));
    let fuel = item("柴油", "升", "physical", "60");
    batch(&station, &fuel, ("丙", "2026-06-01", "60"));
    batch(&station, &fuel, ("丁", "2027-06-01", "60"));
    item("砂石", "立方米", "agreement", "20");
    station
}

#[test]
fn what_has_expired_counts_nowhere_and_paper_screen_and_rate_count_alike() {
    let station = store_room();
    let list = printed(&station, "supply_list");
    for said in [
        "共4种。要补2种：低于最低1种，全部过期1种。",
        "60升已过期",
        "方便面（协议）",
    ] {
        assert!(list.contains(said), "{said}: {list}");
    }
    let rows = station.call("list_records", json!({ "ledger": "supply_item" }));
    let alert = |name: &str| -> String {
        let rows = rows["rows"].as_array().unwrap();
        let row = rows
            .iter()
            .find(|row| row["cells"]["name"] == name)
            .unwrap();
        row["alert"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(alert("奶粉"), "低于最低");
    assert_eq!(alert("方便面"), "全部过期");
    assert_eq!(alert("柴油"), "");
    assert_eq!(alert("砂石"), "", "what is only agreed stands on no shelf");
    let report = printed(&station, "monthly_report");
    for said in ["33.3%（3种里1种）", "要补2种"] {
        assert!(report.contains(said), "{said}: {report}");
    }
    let batches = printed(&station, "register_supply_batch");
    assert_eq!(
        batches.matches("已过期").count(),
        5,
        "days, states and the count: {batches}"
    );
    assert!(batches.contains("60升"), "a number has its unit: {batches}");
}

#[test]
fn a_register_says_what_is_past_its_day() {
    let station = Station::village();
    let driver = station.person("邓树林", "14200000500");
    for (ledger, values, said) in [
        (
            "facility",
            json!({ "name": "手摇报警器", "kind": "alarm", "next_test": "2026-07-04" }),
            "2026-07-04已超期",
        ),
        (
            "agreement",
            json!({ "vendor": "镇东砂石场", "subject": "砂石", "end_on": "2026-07-07" }),
            "2026-07-07已过期",
        ),
        (
            "borrow",
            json!({ "item": "抽水机", "owner": "农资店", "basis": "consent", "due_back": "2026-07-10" }),
            "2026-07-10已超期",
        ),
        (
            "qualification",
            json!({ "name": "挖掘机操作证", "expires_on": "2026-06-30", "person_id": driver }),
            "2026-06-30已过期",
        ),
        (
            "premises",
            json!({ "name": "沟口小卖部", "ext_expire": "2026-07-01" }),
            "2026-07-01已过期",
        ),
        (
            "task",
            json!({ "content": "清涵洞", "due_date": "2026-07-08" }),
            "2026-07-08已超期",
        ),
    ] {
        station.save(ledger, values);
        let text = printed(&station, &format!("register_{ledger}"));
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn a_thing_that_should_be_given_back_is_told_today_and_is_not_once_it_was() {
    let station = Station::village();
    let lent = json!({ "item": "抽水机", "owner": "农资店", "basis": "consent", "due_back": "2026-07-10" });
    let lent = station.save("borrow", lent);
    let told = || {
        station.call("today", json!({}))["due"]
            .to_string()
            .contains("该还了")
    };
    assert!(told());
    let given = json!({ "returned_at": "2026-07-11 09:00" });
    station.advance("borrow", &lent["id"], "give_back", given);
    assert!(!told());
}

#[test]
fn a_register_names_a_household_by_number_head_and_address() {
    let station = Station::village();
    let head = station.person("黄新民", "14200000123");
    let home = json!({ "hh_no": "061", "group": "2组", "address": "13号", "head_id": head });
    let home = station.save("household", home);
    let relief = json!({ "household_id": home["id"], "item": "棉被", "qty": "2", "unit": "床" });
    station.save("relief", relief);
    let text = printed(&station, "register_relief");
    assert!(text.contains("061黄新民（2组13号）"), "{text}");
    assert!(text.contains("2床"), "{text}");
}

#[test]
fn the_teams_behind_a_plan_have_the_numbers_of_their_leaders() {
    let station = Station::village();
    let leader = station.person("邓树林", "14200000500");
    let team = json!({ "name": "抢险救援队", "leader_id": leader, "rally_point": "村部" });
    station.save("team", team);
    let plan = printed(&station, "village_plan");
    let (_, annex) = plan.rsplit_once("附件5").unwrap();
    let (annex, _) = annex.split_once("附件6").unwrap();
    for said in ["电话", "邓树林", "14200000500", "村部"] {
        assert!(annex.contains(said), "{said}: {annex}");
    }
}

#[test]
fn money_and_people_come_to_a_sum_and_what_was_insured_does_not() {
    let station = Station::village();
    for (who, yuan) in [("何素芬", "1600"), ("刘志刚", "3000")] {
        let award = json!({ "recipient": who, "kind": "bravery", "amount_yuan": yuan, "awarded_on": "2026-07-01" });
        station.save("award", award);
        let insured =
            json!({ "name": format!("{who}意外险"), "kind": "accident", "amount_yuan": yuan });
        station.save("insurance", insured);
    }
    let awards = printed(&station, "register_award");
    assert!(
        awards.contains("合计") && awards.contains("4600元"),
        "{awards}"
    );
    let insured = printed(&station, "register_insurance");
    assert!(!insured.contains("合计"), "{insured}");
}

#[test]
fn who_comes_again_is_counted_in_times() {
    let station = Station::village();
    for (day, homes) in [("2026-05-06", 31), ("2026-05-30", 300)] {
        let told =
            json!({ "topic": "锣声和路线", "way": "visit", "held_on": day, "households": homes });
        station.save("publicity", told);
        let trained = json!({ "name": "急救培训", "topic": "duties", "plan_year": 2026, "held_on": day, "attendee_count": homes });
        station.save("training", trained);
    }
    let told = printed(&station, "register_publicity");
    assert!(told.contains("300户") && told.contains("331户次"), "{told}");
    let trained = printed(&station, "register_training");
    assert!(trained.contains("331人次"), "{trained}");
}

#[test]
fn an_answer_of_the_villagers_stands_beside_the_better_one() {
    let station = Station::village();
    let survey = json!({
        "topic": "转移", "held_on": "2026-07-01", "way": "paper", "issued": 120, "returned": 108,
        "very_satisfied": 52, "satisfied": 44, "feel_safe": 101,
    });
    station.save("survey", survey);
    let text = printed(&station, "register_survey");
    assert!(
        text.contains("很满意") && text.contains("52份44份"),
        "{text}"
    );
}

#[test]
fn a_line_of_a_log_that_was_put_right_is_named_by_its_time() {
    let station = Station::village();
    let event =
        json!({ "kind": "flash_flood", "location": "2组沟西", "occurred_at": "2026-07-11 01:20" });
    let event = station.save("incident", event);
    let line =
        json!({ "incident_id": event["id"], "at": "2026-07-11 01:55", "text": "集中安置62人" });
    let wrong = station.save("incident_log", line);
    let right = json!({
        "incident_id": event["id"], "at": "2026-07-11 02:05", "text": "更正：集中安置64人",
        "corrects": wrong["id"],
    });
    station.save("incident_log", right);
    let text = printed(&station, "register_incident_log");
    assert!(text.contains("07-1101:55"), "{text}");
    assert_eq!(text.matches("集中安置62人").count(), 1, "{text}");
}

#[test]
fn two_people_of_one_name_are_told_apart_and_the_heads_of_groups_are_found() {
    let station = Station::village();
    for (group, phone) in [("3组", "14200004024"), ("5组", "14200006902")] {
        let person = json!({ "name": "陈建平", "mobile": phone, "group": group });
        let person = station.save("person", person);
        let post =
            json!({ "name": format!("{group}巡查员"), "kind": "monitor", "a_id": person["id"] });
        station.save("post", post);
    }
    let head = json!({ "name": "谢少华", "mobile": "14200000448", "is_cadre": true, "duty_title": "3组组长" });
    station.save("person", head);
    let text = printed(&station, "contact_list");
    for said in [
        "陈建平（3组）",
        "陈建平（5组）",
        "各组组长",
        "3组组长",
        "谢少华",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn what_must_not_be_done_and_a_shift_still_to_come_are_called_so() {
    let station = Station::village();
    let post = station.save("post", json!({ "name": "转移责任人", "kind": "escort" }));
    let item = json!({ "item": "放转移的人回家", "post_id": post["id"], "share": "none", "polarity": "negative" });
    station.save("duty_item", item);
    let text = printed(&station, "register_duty_item");
    assert!(
        text.contains("不准做") && !text.contains("不负责"),
        "{text}"
    );
    for day in ["2026-07-11", "2026-07-20"] {
        let shift = station.save("duty_shift", json!({ "on_date": day, "slot": "day" }));
        station.advance("duty_shift", &shift["id"], "mark_vacant", json!({}));
    }
    let text = printed(&station, "register_duty_shift");
    assert!(
        text.contains("没排人1条，缺岗1条") || text.contains("缺岗1条，没排人1条"),
        "{text}"
    );
    let roster = printed(&station, "duty_roster");
    assert!(
        roster.contains("没排人") && roster.contains("周一"),
        "{roster}"
    );
}

#[test]
fn a_secret_on_paper_does_not_speak_of_buttons() {
    let station = Station::village();
    let told =
        json!({ "kind": "fire", "content": "后门堆纸箱", "received_at": "2026-07-10 09:00" });
    station.save("tip_off", told);
    let text = printed(&station, "register_tip_off");
    assert!(!text.contains("点“显示”"), "{text}");
}

#[test]
fn a_reading_has_its_unit_and_says_which_line_it_reached() {
    let station = Station::village();
    let point = json!({
        "name": "沟西水尺", "what": "water_level", "prepare_line": "1.8", "leave_line": "2.3",
    });
    let point = station.save("monitor_point", point);
    for (value, finding) in [("1.2", "normal"), ("1.9", "abnormal"), ("2.41", "abnormal")] {
        let reading = json!({
            "point_id": point["id"], "value": value, "finding": finding, "read_at": "2026-07-12 01:30",
        });
        station.save("monitor_reading", reading);
    }
    let text = printed(&station, "register_monitor_reading");
    for said in ["1.2米", "1.9米到准备转移线", "2.41米到立即转移线"] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn a_transfer_register_tells_one_event_from_another() {
    let station = Station::village();
    let home = station.save("household", json!({ "hh_no": "061", "group": "2组" }));
    for received in ["2026-06-10 09:00", "2026-07-10 09:00"] {
        let warning =
            json!({ "event_type": "rainstorm", "severity": "orange", "received_at": received });
        let warning = station.save("warning", warning);
        let entry = json!({ "warning_id": warning["id"], "household_id": home["id"], "people": 3 });
        station.save("evac_entry", entry);
    }
    let text = printed(&station, "register_evac_entry");
    for said in ["06-10：1户次，应转3人", "07-10：1户次，应转3人"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("合计"), "nobody is counted twice: {text}");
}
