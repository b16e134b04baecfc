//! The reports of one incident in their order: when each is due, who signs it, what it asks, and
//! that nothing of it waits for anything.

use super::Night;
use acceptance::Station;
use serde_json::{Value, json};

fn flood(night: &Night) -> Value {
    let incident = json!({
        "kind": "flash_flood", "location": "沟西", "reported_at": "7:50",
        "warning_id": night.warning,
    });
    night.station.save("incident", incident)["id"].clone()
}

fn series(station: &Station, incident: &Value) -> Value {
    station.call("report_series", json!({ "incident": incident }))
}

fn draft(night: &Night, incident: &Value, last: bool) -> Value {
    let request = json!({ "incident": incident, "last": last });
    night.station.call("draft_report", request);
    let reports = series(&night.station, incident)["reports"].clone();
    reports.as_array().unwrap().last().unwrap()["id"].clone()
}

fn kinds(series: &Value) -> Vec<&str> {
    let awaited = series["awaited"].as_array().unwrap();
    awaited
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect()
}

#[test]
fn each_report_waits_for_the_one_before_it_to_be_told_and_after_the_last_none_is_owed() {
    let night = Night::begin();
    let station = &night.station;
    let incident = flood(&night);
    let begun = series(station, &incident);
    assert_eq!(kinds(&begun), ["first"]);
    assert_eq!(begun["awaited"][0]["due_at"], "2026-07-12T08:20");
    assert_eq!(begun["awaited"][0]["minutes_left"], 20);

    let first = draft(&night, &incident, false);
    let written = series(station, &incident);
    assert_eq!(kinds(&written), [""; 0], "one report at a time goes out");
    assert_eq!(written["reports"][0]["label"], "初报");
    assert_eq!(written["reports"][0]["minutes_left"], 20);
    station.change("situation_report", &first, json!({ "phoned_at": "7:58" }));

    let told = series(station, &incident);
    assert_eq!(kinds(&told), ["follow_up", "final"]);
    assert_eq!(
        told["reports"][0]["due_at"], "",
        "what is out is due no more"
    );
    assert_eq!(told["awaited"][0]["due_at"], "2026-07-13T07:58");
    assert_eq!(told["awaited"][1]["due_at"], "", "not before it is over");
    let next = draft(&night, &incident, false);
    let both = series(station, &incident);
    assert_eq!(both["reports"][1]["label"], "续报（第2期）");
    assert_eq!(both["reports"][1]["due_at"], "2026-07-13T07:58");
    station.change("situation_report", &next, json!({ "phoned_at": "7:59" }));

    let last = draft(&night, &incident, true);
    station.change("situation_report", &last, json!({ "phoned_at": "7:59" }));
    let closed = series(station, &incident);
    assert_eq!(closed["reports"][2]["label"], "核报");
    assert_eq!(kinds(&closed), [""; 0]);
    assert_eq!(night.desk()["report"]["stage"], "closed");
    assert_eq!(night.desk()["report"]["minutes_left"], Value::Null);
}

#[test]
fn the_last_report_of_an_incident_that_is_over_is_due_within_working_days_and_still_written() {
    let night = Night::begin();
    let incident = flood(&night);
    let first = draft(&night, &incident, false);
    let told = json!({ "phoned_at": "7:55" });
    night.station.change("situation_report", &first, told);
    let end = json!({ "ended_at": "7:59" });
    night.station.advance("incident", &incident, "end", end);
    // 2026-07-12 is a Sunday.
    let over = series(&night.station, &incident);
    assert_eq!(over["awaited"][1]["due_at"], "2026-07-14T07:59");
    draft(&night, &incident, true);
    let reports = &series(&night.station, &incident)["reports"];
    assert_eq!(reports[1]["label"], "核报");
}

#[test]
fn a_report_is_signed_from_draft_by_one_key_of_whoever_answers_for_it() {
    let night = Night::begin();
    let station = &night.station;
    let secretary = station.person("王守田", "14200000001");
    let incident = flood(&night);
    assert_eq!(series(station, &incident)["signer"], Value::Null);
    let post = json!({ "name": "村书记", "kind": "commander", "a_id": secretary });
    station.save("post", post);
    let report = draft(&night, &incident, false);
    let signer = series(station, &incident)["signer"].clone();
    assert_eq!(signer["name"], "王守田");
    assert_eq!(signer["user"], Value::Null, "one works here alone");
    let by = json!({ "signed_by": signer["person"] });
    station.advance("situation_report", &report, "issue", by);
    station.advance("situation_report", &report, "send", json!({}));
    let sent = &series(station, &incident)["reports"][0];
    assert_eq!(sent["status_label"], "已报送");
    assert_eq!(sent["sent_at"], "2026-07-12T08:00+08:00");
    assert_eq!(sent["is_out"], true);

    let deputy = station.person("李秀", "14200000002");
    let next = draft(&night, &incident, false);
    let by = json!({ "signed_by": deputy });
    station.advance("situation_report", &next, "issue", by);
    let signer = series(station, &incident)["signer"].clone();
    assert_eq!(signer["name"], "李秀", "whoever signed last");
}

#[test]
fn a_figure_that_fell_below_the_last_report_is_asked_about_and_refuses_nothing() {
    let night = Night::begin();
    let station = &night.station;
    let signer = station.person("王守田", "14200000001");
    let incident = flood(&night);
    let first = draft(&night, &incident, false);
    let told = json!({ "affected_pop": 163, "phoned_at": "7:55" });
    station.change("situation_report", &first, told);
    let next = draft(&night, &incident, false);
    station.change("situation_report", &next, json!({ "affected_pop": 158 }));
    let asks = series(station, &incident)["reports"][1]["asks"].clone();
    assert!(asks[0].as_str().unwrap().contains("受灾人口"), "{asks}");

    station.advance(
        "situation_report",
        &next,
        "issue",
        json!({ "signed_by": signer }),
    );
    station.advance("situation_report", &next, "send", json!({}));
    let sent = &series(station, &incident)["reports"][1];
    assert_eq!(sent["is_out"], true, "it went out all the same");
    assert_eq!(sent["asks"].as_array().unwrap().len(), 1, "and still asks");
    let reason = json!({ "change_reason": "一户重复，核减5人" });
    station.change("situation_report", &next, reason);
    let explained = &series(station, &incident)["reports"][1];
    assert_eq!(explained["asks"], json!([]));
}
