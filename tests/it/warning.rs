//! The warning on the night desk: its file from a stick (CAP 1.2, GB/T 35965.1), the actions of
//! its colour, and the six steps of which none waits for another.

use acceptance::Station;
use serde_json::{Value, json};
use std::path::PathBuf;

mod range;

const TOWN: &str = include_str!("../../src-tauri/crates/cap/vectors/town-rainstorm.xml");
const UPDATE: &str = include_str!("../../src-tauri/crates/cap/vectors/national-update.xml");
const CANCEL: &str = include_str!("../../src-tauri/crates/cap/vectors/national-cancel.xml");

/// A station with a stick.
struct Stick {
    station: Station,
}

impl Stick {
    fn begin() -> Self {
        Self {
            station: Station::village(),
        }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.station.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The demo's warning, with an end that has not passed at the hour of the tests.
    fn town(&self) -> PathBuf {
        let text = TOWN.replace("08:00:00+08:00</expires>", "23:00:00+08:00</expires>");
        self.file("预警.xml", text.as_bytes())
    }

    fn update(&self) -> PathBuf {
        let text = UPDATE.replace("09:40:00</expires>", "23:40:00</expires>");
        self.file("更新.xml", text.as_bytes())
    }

    fn read(&self, path: &PathBuf) -> Value {
        self.station
            .call("read_warning_file", json!({ "path": path }))
    }

    fn take(&self, path: &PathBuf) -> Value {
        self.station
            .call("take_warning_file", json!({ "path": path }))
    }

    fn desk(&self) -> Value {
        self.station.call("night_desk", json!({}))
    }
}

fn fact<'a>(found: &'a Value, label: &str) -> &'a str {
    let facts = found["facts"].as_array().unwrap();
    let fact = facts.iter().find(|fact| fact["label"] == label);
    fact.map_or("", |fact| fact["text"].as_str().unwrap())
}

#[test]
fn a_warning_file_is_shown_before_anything_is_written_and_then_stands_on_the_desk() {
    let stick = Stick::begin();
    let path = stick.town();
    let found = stick.read(&path);
    assert_eq!(found["title"], "暴雨橙色预警");
    assert_eq!(fact(&found, "发布单位"), "云岭县气象台");
    assert_eq!(fact(&found, "可能影响范围"), "竹坪镇；石门乡");
    assert_eq!(
        found["unsaid"],
        json!([]),
        "it says all that article 64 asks"
    );
    assert_eq!(stick.station.count("warning"), 0, "looking writes nothing");
    let desk = stick.take(&path);
    assert_eq!(desk["warning"]["title"], "暴雨橙色预警");
    assert_eq!(desk["warning"]["level"], "orange");
    assert!(
        desk["warning"]["signal"]
            .as_str()
            .unwrap()
            .contains("50毫米")
    );
    let saved = stick.station.read("warning", &desk["warning"]["id"]);
    assert_eq!(
        saved["values"]["identifier"],
        "99010141600000_20260712020500_0"
    );
    assert_eq!(saved["values"]["urgency"], "immediate");
}

#[test]
fn what_article_64_asks_and_a_file_does_not_say_is_named_and_stops_nothing() {
    let stick = Stick::begin();
    let path = stick.update();
    let found = stick.read(&path);
    let unsaid = found["unsaid"].as_array().unwrap();
    assert!(unsaid.contains(&json!("应采取的措施")) && unsaid.contains(&json!("起始时间")));
    let desk = stick.take(&path);
    assert_eq!(desk["warning"]["title"], "暴雨红色预警");
}

#[test]
fn the_same_file_twice_is_one_warning() {
    let stick = Stick::begin();
    let path = stick.town();
    stick.take(&path);
    assert_eq!(stick.read(&path)["known"], true);
    stick.take(&path);
    assert_eq!(stick.station.count("warning"), 1);
}

#[test]
fn an_update_takes_the_place_of_the_warning_it_names_and_a_cancellation_ends_it() {
    let stick = Stick::begin();
    let first = stick.take(&stick.town())["warning"]["id"].clone();
    let desk = stick.take(&stick.update());
    assert_eq!(desk["warning"]["title"], "暴雨红色预警");
    let second = desk["warning"]["id"].clone();
    let saved = stick.station.read("warning", &second);
    assert_eq!(saved["values"]["earlier_id"], first);
    let cancel = stick.file("解除.xml", CANCEL.as_bytes());
    let found = stick.read(&cancel);
    assert!(found["effects"][0].as_str().unwrap().contains("解除的是"));
    assert_eq!(stick.take(&cancel)["warning"], Value::Null);
    let ended = stick.station.read("warning", &second);
    assert!(
        ended["values"]["lifted_at"]
            .as_str()
            .unwrap()
            .starts_with("2026-07-12T08:10")
    );
}

#[test]
fn a_warning_typed_in_by_hand_is_completed_by_its_file_and_not_doubled() {
    let stick = Stick::begin();
    let typed = json!({
        "event_type": "rainstorm", "severity": "orange", "channel": "phone",
        "received_at": "7:41", "sender": "镇应急办电话",
    });
    let id = stick.station.save("warning", typed)["id"].clone();
    let desk = stick.take(&stick.town());
    assert_eq!(desk["warning"]["id"], id);
    assert_eq!(stick.station.count("warning"), 1);
    let saved = stick.station.read("warning", &id);
    assert_eq!(
        saved["values"]["sender"], "镇应急办电话",
        "what a person wrote stays"
    );
    assert_eq!(saved["values"]["channel"], "phone");
    assert_eq!(
        saved["values"]["identifier"],
        "99010141600000_20260712020500_0"
    );
}

#[test]
fn calls_count_on_under_an_update_unless_it_is_graver() {
    for (severity, answered) in [("Orange", 1), ("Red", 0)] {
        let stick = Stick::begin();
        let person = stick.station.person("马立新", "14200002290");
        let post = json!({ "name": "村书记", "a_id": person });
        stick.station.save("post", post);
        stick.take(&stick.town());
        let call = json!({ "person": person, "result": "confirmed", "called_at": "7:50" });
        assert_eq!(
            stick.station.call("record_call", call)["calls"]["answered"],
            1
        );
        let text = UPDATE.replace("<severity>Red", &format!("<severity>{severity}"));
        let text = text.replace("09:40:00</expires>", "23:40:00</expires>");
        let desk = stick.take(&stick.file("更新.xml", text.as_bytes()));
        assert_eq!(desk["calls"]["answered"], answered, "{severity}");
    }
}

#[test]
fn a_file_that_is_no_warning_is_refused_in_words_and_leaves_the_books_alone() {
    let stick = Stick::begin();
    let bomb = format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{UPDATE}");
    let files: [(&str, &[u8]); 4] = [
        ("warning_hostile", bomb.as_bytes()),
        ("warning_broken", b"<alert>"),
        ("not_a_warning", b"<html/>"),
        ("warning_too_large", &vec![b' '; (1 << 20) + 1]),
    ];
    for (code, bytes) in files {
        let path = stick.file("坏.xml", bytes);
        for command in ["read_warning_file", "take_warning_file"] {
            let problem = stick.station.refuse(command, json!({ "path": path }));
            assert_eq!(problem.code, code);
            assert!(problem.message.contains("册子没有改动"));
        }
    }
    assert_eq!(stick.station.count("warning"), 0);
}

#[test]
fn an_action_of_the_colour_is_noted_in_the_log_once_with_one_key() {
    let stick = Stick::begin();
    let desk = stick.take(&stick.town());
    let action = desk["warning"]["actions"][0].clone();
    assert_eq!(action["done_at"], "");
    for _ in 0..2 {
        let desk = stick
            .station
            .call("do_action", json!({ "text": action["text"] }));
        assert_eq!(desk["warning"]["actions"][0]["done_at"], "08:00");
        assert_eq!(desk["log"].as_array().unwrap().len(), 1);
    }
    let other = stick
        .station
        .refuse("do_action", json!({ "text": "回家睡觉" }));
    assert_eq!(other.code, "not_proposed");
}

#[test]
fn each_of_the_six_steps_has_its_time_by_a_click_or_by_what_happened_and_none_waits() {
    let stick = Stick::begin();
    let person = stick.station.person("马立新", "14200002290");
    stick.take(&stick.town());
    let stage = |desk: &Value, at: usize| desk["warning"]["stages"][at].clone();
    let note = |request| stick.station.call("note_stage", request);
    let desk = note(json!({ "field": "evaluated_at" }));
    assert_eq!(
        stage(&desk, 5)["at"],
        "08:00",
        "the last one waits for none before it"
    );
    assert_eq!(stage(&desk, 1)["at"], "");
    for (result, at) in [("no_answer", "7:45"), ("confirmed", "7:50")] {
        let call = json!({ "person": person, "result": result, "called_at": at });
        stick.station.call("record_call", call);
    }
    let desk = stick.desk();
    assert_eq!(stage(&desk, 1)["at"], "07:45", "the first call");
    assert_eq!(stage(&desk, 2)["at"], "07:50", "the first who confirmed");
    assert_eq!(stage(&desk, 2)["noted"], false);
    let desk = note(json!({ "field": "called_at", "at": "7.12 7:43" }));
    assert_eq!(
        (
            stage(&desk, 1)["at"].clone(),
            stage(&desk, 1)["noted"].clone()
        ),
        (json!("07:43"), json!(true))
    );
    let desk = note(json!({ "field": "evaluated_at", "at": "" }));
    assert_eq!(stage(&desk, 5)["at"], "", "a wrong one is taken back");
}
