//! The incident: its four times, a request for help, who is at hand, the progress before damage,
//! 续报 and 核报 from the boards, and what comes after.

use super::{Night, ids};
use serde_json::{Value, json};

fn flood(night: &Night) -> Value {
    let incident = json!({
        "kind": "flash_flood", "location": "沟西", "reported_at": "7:50",
        "warning_id": night.warning,
    });
    night.station.save("incident", incident)["id"].clone()
}

#[test]
fn the_four_times_are_a_record_of_one_key_each() {
    let night = Night::begin();
    let incident = flood(&night);
    let stamp = json!({ "t_dispatch": "7:53" });
    night.station.change("incident", &incident, stamp);
    let times = &night.desk()["incident"]["times"];
    assert_eq!(times[0]["label"], "出动");
    assert_eq!(times[0]["at"], "07:53");
    assert_eq!(times[0]["minutes"], 3);
    assert_eq!(times[1]["at"], "");
}

#[test]
fn a_request_for_help_is_a_sentence_in_the_log_and_on_paper() {
    let night = Night::begin();
    let early = json!({ "needs": "排水泵2台" });
    let problem = night.station.refuse("ask_support", early.clone());
    assert_eq!(problem.code, "no_incident");
    let incident = flood(&night);
    let proposed = night.desk()["incident"]["support"].clone();
    assert!(proposed.as_str().unwrap().contains("要{needs}。"));
    let desk = night.station.call("ask_support", early);
    let asked = desk["incident"]["support_asked"].as_str().unwrap();
    assert!(
        asked.contains("沟西") && asked.contains("要排水泵2台。"),
        "{asked}"
    );
    let line = desk["log"][0]["text"].as_str().unwrap();
    assert_eq!(line, format!("请求支援：{asked}"));
    let paper = json!({ "document": "support_request", "ids": [incident] });
    assert_eq!(night.station.call("print_document", paper)["pages"], 1);
    let nothing = night.station.refuse("ask_support", json!({ "needs": " " }));
    assert_eq!(nothing.code, "not_valid");
}

#[test]
fn who_and_what_is_at_hand_is_shown_with_telephones() {
    let night = Night::begin();
    let station = &night.station;
    flood(&night);
    let leader = station.person("赵小龙", "14200000013");
    let team = station.save("team", json!({ "name": "抢险队", "leader_id": leader }))["id"].clone();
    let member = json!({ "person_id": leader, "team_ids": [team], "skills": ["油锯"] });
    station.save("responder", member);
    let digger = json!({
        "name": "小型挖机", "contact_a": "钱师傅", "phone_a": "14200000077", "minutes_away": 20,
    });
    station.save("resource", digger);
    let post = json!({ "name": "抢险组", "kind": "other", "a_id": leader });
    let post = station.save("post", post)["id"].clone();
    for (hazard, line) in [("flood", "不下水，绳子拉人。"), ("house_fire", "先断气。")]
    {
        let card = json!({ "post_id": post, "hazard_kind": hazard, "on_event": [line] });
        station.save("response_card", card);
    }
    let help = station.call("night_help", json!({}));
    assert_eq!(help["teams"][0]["who"], "赵小龙");
    assert_eq!(help["teams"][0]["phone"], "142 0000 0013");
    assert_eq!(help["resources"][0]["detail"], "20分钟到");
    assert_eq!(help["resources"][0]["phone"], "142 0000 0077");
    assert_eq!(
        help["cards"].as_array().unwrap().len(),
        1,
        "of this hazard only"
    );
    assert_eq!(help["cards"][0]["lines"][0], "不下水，绳子拉人。");
    assert_eq!(help["skills"][0]["who"], "赵小龙");
}

#[test]
fn before_damage_the_progress_of_the_transfer_is_reported_and_logged() {
    let night = Night::with_households();
    let ids = ids(&night.evacuate());
    night.step(&ids[..29], "arrive", json!({}));
    let desk = night.station.call("report_progress", json!({}));
    assert_eq!(
        desk["report"]["stage"], "transfer",
        "no clock runs before damage"
    );
    assert_eq!(desk["report"]["progress_at"], "08:00");
    let line = desk["log"][0]["text"].as_str().unwrap();
    assert!(
        line.starts_with("报转移进展：应转31户96人，已转29户90人"),
        "{line}"
    );
}

#[test]
fn the_last_report_counts_the_houses_that_were_seen_and_a_falling_figure_wants_its_reason() {
    let night = Night::with_households();
    let incident = flood(&night);
    let ids = ids(&night.evacuate());
    night.step(&ids, "arrive", json!({ "needs_placement": false }));
    let house =
        json!({ "damage": "collapsed", "rooms": 2, "home_rooms": 2, "incident_id": incident });
    night.station.save("damaged_house", house);
    let unseen = json!({ "damage": "severe", "incident_id": incident });
    night.station.save("damaged_house", unseen);
    let desk = night.station.call("draft_report", json!({}));
    let first = desk["report"]["record"].clone();
    let values = night.station.read("situation_report", &first)["values"].clone();
    assert_eq!(values["collapsed_rooms"], 2);
    assert_eq!(values["collapsed_hh"], 1);
    assert_eq!(values["severe_rooms"], "checking", "nobody counted them");
    assert_eq!(values["avoid_transfer"], 96);
    assert_eq!(values["resettle_now"], 0, "asked, and nobody needs a place");
    let told = json!({ "phoned_at": "7:59", "collapsed_rooms": 5 });
    night.station.change("situation_report", &first, told);
    let desk = night.station.call("draft_report", json!({ "last": true }));
    assert_eq!(desk["report"]["series"]["reports"][1]["label"], "核报");
    let last = night
        .station
        .read("situation_report", &desk["report"]["record"]);
    assert_eq!(last["values"]["collapsed_rooms"], 2, "as they were seen");
    let marks = last["marks"].to_string() + &last["flags"].to_string();
    assert!(
        marks.contains("cumulative_fell") || marks.contains("变动说明"),
        "{last}"
    );
}

#[test]
fn after_the_end_the_lesson_relief_and_destruction_are_offered() {
    let night = Night::begin();
    let incident = flood(&night);
    assert_eq!(night.desk()["aftermath"], Value::Null);
    night
        .station
        .advance("incident", &incident, "end", json!({}));
    let after = &night.desk()["aftermath"];
    assert_eq!(after["id"], incident);
    assert!(after["title"].as_str().unwrap().ends_with("沟西"));
}
