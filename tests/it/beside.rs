//! What a record says beside other records: shelters, reports of one disaster, posts, fires. What
//! really happened is kept and told; only figures under a signature are held.

use acceptance::Station;
use serde_json::{Value, json};

fn codes(record: &Value) -> Vec<&str> {
    let flags = record["flags"].as_array().unwrap();
    let codes = flags.iter().map(|flag| flag["code"].as_str().unwrap());
    codes.filter(|code| *code != "missing").collect()
}

fn flood(station: &Station) -> Value {
    let values = json!({ "kind": "山洪", "location": "沟西" });
    station.save("incident", values)["id"].clone()
}

#[test]
fn an_incident_and_a_call_are_of_now_unless_somebody_types_another_time() {
    let station = Station::village();
    let incident = station.save("incident", json!({ "kind": "山洪", "location": "沟西" }));
    let noted = incident["values"]["reported_at"].as_str().unwrap();
    assert!(noted.starts_with("2026-07-12T08:00"), "{noted}");
    assert_eq!(incident["values"]["inc_no"], "SJ-2026-001");
    let typed = json!({ "result": "接通确认", "called_at": "昨天 23:10" });
    let call = station.save("callout", typed);
    assert_eq!(call["values"]["called_at"], "2026-07-11T23:10+08:00");
    let emptied = station.change("callout", &call["id"], json!({ "called_at": null }));
    assert!(
        emptied["values"]["called_at"].is_null(),
        "an empty one stays empty later"
    );
}

#[test]
fn a_step_keeps_the_time_on_the_paper_and_else_the_present_one() {
    let station = Station::village();
    let entry = station.save("evac_entry", json!({ "place": "溪边民宿", "people": 7 }));
    let id = &entry["id"];
    let told = station.advance("evac_entry", id, "notify", json!({ "notified_at": "2:13" }));
    assert_eq!(told["values"]["notified_at"], "2026-07-12T02:13+08:00");
    let there = station.advance("evac_entry", id, "arrive", json!({}));
    let at = there["values"]["arrived_at"].as_str().unwrap();
    assert!(at.starts_with("2026-07-12T08:00"), "{at}");
    station.assert_sound();
}

#[test]
fn people_in_a_forbidden_or_full_shelter_are_kept_and_told_to_move_on() {
    let station = Station::village();
    let incident = flood(&station);
    let hall = json!({ "name": "文化礼堂", "capacity": 5, "bad_kinds": ["暴雨山洪"] });
    let hall = station.save("shelter", hall)["id"].clone();
    let entry = |people: u32| {
        let entry = json!({ "incident_id": incident, "place": "工棚", "people": people });
        let id = station.save("evac_entry", entry)["id"].clone();
        station.advance(
            "evac_entry",
            &id,
            "arrive",
            json!({ "shelter_id": hall, "destination": "集中安置" }),
        )
    };
    assert_eq!(codes(&entry(4)), ["forbidden_shelter"]);
    assert_eq!(codes(&entry(2)), ["forbidden_shelter", "shelter_over_full"]);
    station.assert_sound();
}

fn report(station: &Station, incident: &Value, issue: u32, affected: u32) -> Value {
    let values = json!({
        "kind": if issue == 1 { "初报" } else { "续报" },
        "disaster_kind": "洪涝",
        "location": "沟西",
        "incident_id": incident,
        "issue": issue,
        "affected_pop": affected,
        "dead": "无",
        "missing": "正在核实",
    });
    station.save("situation_report", values)
}

#[test]
fn a_falling_figure_of_the_next_report_is_kept_and_its_reason_asked() {
    let station = Station::village();
    let incident = flood(&station);
    let first = report(&station, &incident, 1, 163);
    assert!(codes(&first).is_empty());
    assert_eq!(first["shown"]["missing"], "正在核实");
    let next = report(&station, &incident, 2, 150);
    assert_eq!(codes(&next), ["cumulative_fell"]);
    let reason = json!({ "change_reason": "两组重复统计，核减。" });
    let explained = station.change("situation_report", &next["id"], reason);
    assert!(codes(&explained).is_empty());
}

#[test]
fn the_dead_who_are_not_listed_yet_never_hold_up_a_report() {
    let station = Station::village();
    let incident = flood(&station);
    let first = report(&station, &incident, 1, 163);
    let id = &first["id"];
    let dead = station.change("situation_report", id, json!({ "dead": 1 }));
    assert_eq!(codes(&dead), ["casualties_unlisted"]);
    let signer = station.person("王建国", "14200000871");
    let issued = station.advance(
        "situation_report",
        id,
        "issue",
        json!({ "signed_by": signer }),
    );
    assert_eq!(issued["shown"]["status"], "已签发");
    station.save(
        "casualty",
        json!({ "kind": "死亡", "incident_id": incident }),
    );
    let listed = station.read("situation_report", id);
    assert!(codes(&listed).is_empty());
}

#[test]
fn a_figure_under_a_signature_changes_only_with_its_reason() {
    let station = Station::village();
    let incident = flood(&station);
    let id = report(&station, &incident, 1, 163)["id"].clone();
    let signer = station.person("王建国", "14200000871");
    station.advance(
        "situation_report",
        &id,
        "issue",
        json!({ "signed_by": signer }),
    );
    let form = station.read("situation_report", &id)["form"].clone();
    let silent = json!({
        "ledger": "situation_report", "id": id, "form": form, "values": { "affected_pop": 170 },
    });
    let problem = station.refuse("save_record", silent);
    assert_eq!(problem.code, "not_valid");
    assert!(problem.message.contains("变动说明"), "{problem}");
    let said = json!({ "affected_pop": 170, "change_reason": "漏报一户，补上。" });
    let changed = station.change("situation_report", &id, said);
    assert_eq!(changed["values"]["affected_pop"], 170);
}

#[test]
fn nobody_untrained_or_protected_is_called_to_a_fire_without_a_word() {
    let station = Station::village();
    let fire = json!({ "kind": "森林火灾", "location": "后山" });
    let fire = station.save("incident", fire)["id"].clone();
    let person = |birth: &str| {
        let values = json!({ "name": "李某", "birth": birth });
        station.save("person", values)["id"].clone()
    };
    let called = |incident: &Value, target: &Value| {
        let call = json!({ "result": "接通确认", "incident_id": incident, "target_id": target });
        station.save("callout", call)
    };
    let adult = person("1986-03-12");
    assert_eq!(
        codes(&called(&fire, &adult)),
        ["kept_from_fire"],
        "untrained"
    );
    station.save(
        "responder",
        json!({ "person_id": adult, "fire_trained": true }),
    );
    assert!(codes(&called(&fire, &adult)).is_empty());
    let child = person("2012-03-12");
    assert_eq!(
        codes(&called(&flood(&station), &child)),
        [""; 0],
        "to leave, he is called"
    );
    let trained = json!({ "person_id": child, "fire_trained": true });
    assert_eq!(
        codes(&station.save("responder", trained)),
        ["kept_from_fire"]
    );
}

#[test]
fn a_person_needed_in_two_posts_at_once_is_shown_at_the_post() {
    let station = Station::village();
    let both = station.person("王建国", "14200000871");
    let first = station.save("post", json!({ "name": "预警员", "a_id": both }));
    assert!(codes(&first).is_empty());
    let second = station.save("post", json!({ "name": "转移责任人", "a_id": both }));
    assert_eq!(codes(&second), ["post_clash"]);
    let deputy = station.person("赵小满", "14200000872");
    station.change("post", &first["id"], json!({ "b_id": deputy }));
    assert!(codes(&station.read("post", &second["id"])).is_empty());
}

#[test]
fn a_line_of_the_log_is_never_written_again() {
    let station = Station::village();
    let line = station.save("incident_log", json!({ "text": "3组已清空。" }));
    let form = station.read("incident_log", &line["id"])["form"].clone();
    let again = json!({
        "ledger": "incident_log", "id": line["id"], "form": form, "values": { "text": "改" },
    });
    let problem = station.refuse("save_record", again);
    assert_eq!(problem.code, "append_only", "{problem}");
    let correction = json!({ "text": "3组还有1户没走。", "corrects": line["id"] });
    assert!(station.save("incident_log", correction)["id"].is_string());
    assert_eq!(station.count("incident_log"), 2);
}

#[test]
fn what_was_mended_is_shown_to_its_reviewer_or_said_why_not() {
    let station = Station::village();
    let owner = station.person("陈守田", "14200000201");
    let hazard = station.save("hazard", json!({ "description": "电线老化打火" }));
    let id = &hazard["id"];
    let confirmed = json!({
        "kind": "electric", "grade": "general", "owner_id": owner,
        "requirement": "换线", "due_date": "2026-07-20",
    });
    station.advance("hazard", id, "confirm", confirmed);
    station.advance("hazard", id, "start_fix", json!({}));
    let fixed = json!({ "fix_result": "换了新线", "fixed_by": owner });
    let reviewed = station.advance("hazard", id, "submit_fix", fixed);
    assert!(codes(&reviewed).contains(&"mended_unseen"), "{reviewed}");
    let why = json!({ "no_photo_reason": "夜里停电，拍不清" });
    let said = station.change("hazard", id, why);
    assert!(!codes(&said).contains(&"mended_unseen"), "{said}");
}
