//! 演练: the night desk on a copy of the books. Nothing of it reaches the real ones but a drill
//! record, and nothing of it leaves as if it were real.

use acceptance::{Station, desk_at};
use serde_json::{Value, json};
use std::fs;

struct Drill {
    station: Station,
    person: Value,
}

impl Drill {
    fn begin() -> Self {
        let station = Station::village();
        let person = station.person("马立新", "14200002290");
        let post = json!({ "name": "村书记", "a_id": person });
        station.save("post", post);
        let home =
            json!({ "hh_no": "001", "group": "1组", "in_danger_zone": true, "address": "1号" });
        let home = station.save("household", home)["id"].clone();
        station.save("person", json!({ "name": "村民甲", "household_id": home }));
        station.call("begin_exercise", json!({}));
        Self { station, person }
    }

    /// A warning, a call, a household brought away.
    fn play(&self) {
        let station = &self.station;
        let warning =
            json!({ "event_type": "rainstorm", "severity": "orange", "channel": "phone" });
        station.save("warning", warning);
        let call = json!({ "person": self.person, "result": "confirmed" });
        station.call("record_call", call);
        let start = json!({ "trigger": "warning_level" });
        let desk = station.call("start_evacuation", start);
        let id = desk["evacuation"]["entries"][0]["id"].clone();
        let step = json!({ "ids": [id], "step": "arrive", "values": { "destination": "central" } });
        station.call("advance_evacuation", step);
    }

    fn end(&self, end: &str) -> Value {
        self.station.call("end_exercise", json!({ "end": end }))
    }

    fn files(&self) -> Vec<String> {
        let folder = fs::read_dir(self.station.file.parent().unwrap()).unwrap();
        let names = folder.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name.contains(".yz")).collect();
        names.sort();
        names
    }
}

#[test]
fn an_exercise_runs_on_a_copy_that_is_in_urgent_mode_and_says_what_it_is() {
    let drill = Drill::begin();
    let state = drill.station.call("file_state", json!({}));
    assert_eq!(state["exercise"], "2026-07-12T08:00+08:00");
    assert_eq!(state["urgent"], true);
    assert!(state["path"].as_str().unwrap().ends_with("栗溪村.演练.yz"));
    assert_eq!(
        drill.station.count("household"),
        1,
        "the books as they stand today"
    );
}

#[test]
fn what_is_written_in_an_exercise_is_not_in_the_real_books_but_one_drill_record_is() {
    let drill = Drill::begin();
    drill.play();
    let ended = drill.end("recorded");
    assert_eq!(ended["state"]["exercise"], Value::Null);
    assert_eq!(ended["state"]["urgent"], false);
    for ledger in ["warning", "callout", "evac_entry"] {
        assert_eq!(drill.station.count(ledger), 0, "{ledger}");
    }
    assert_eq!(drill.station.count("drill"), 1);
    let record = drill.station.read("drill", &ended["drill"]);
    let values = &record["values"];
    assert_eq!(values["name"], "暴雨橙色预警演练");
    assert_eq!(
        (&values["hazard_kind"], &values["status"]),
        (&json!("flood"), &json!("held"))
    );
    assert_eq!(values["held_at"], "2026-07-12T08:00+08:00");
    assert_eq!(values["participants"], 2, "one called, one brought away");
    let lines = values["milestones"].to_string();
    for told in [
        "收到暴雨橙色预警",
        "叫应到此1人，1人有回应",
        "共1户1人",
        "用了0分钟",
    ] {
        assert!(lines.contains(told), "{told} is not in {lines}");
    }
    assert!(values["issues"].to_string().contains("没有解除"));
    drill.station.assert_sound();
}

#[test]
fn the_copy_is_gone_when_the_exercise_ends_with_or_without_a_record() {
    for (end, records) in [("recorded", 1), ("unrecorded", 0)] {
        let drill = Drill::begin();
        let copy = ["栗溪村.演练.yz", "栗溪村.演练.yz.key"].map(str::to_owned);
        assert!(copy.iter().all(|name| drill.files().contains(name)));
        drill.end(end);
        assert!(drill.files().iter().all(|name| !name.contains("演练")));
        assert_eq!(drill.station.count("drill"), records);
    }
}

#[test]
fn nothing_of_an_exercise_leaves_as_if_it_were_real() {
    let drill = Drill::begin();
    let path = drill.station.path("送出.yzb");
    let refused = [
        (
            "export_package",
            json!({ "path": path, "to": "990101102000", "profile": "full" }),
        ),
        ("export_statistics", json!({ "path": path })),
        ("export_archive", json!({ "path": path })),
        ("backup_file", json!({ "folder": drill.station.path("") })),
        ("import_package", json!({ "path": path })),
        ("invite_laptop", json!({ "path": path })),
    ];
    for (command, request) in refused {
        let problem = drill.station.refuse(command, request);
        assert_eq!(problem.code, "exercise_only", "{command}");
        assert!(problem.message.contains("演练"));
    }
    assert!(!path.exists());
}

#[test]
fn every_paper_of_an_exercise_says_so_at_its_head() {
    let drill = Drill::begin();
    let paper = json!({ "document": "contact_list", "ids": [] });
    let paper = |station: &Station| station.call("print_document", paper.clone());
    assert_eq!(paper(&drill.station)["title"], "演练：栗溪村应急通讯录");
    drill.end("unrecorded");
    assert_eq!(paper(&drill.station)["title"], "栗溪村应急通讯录");
}

#[test]
fn after_a_crash_the_real_books_open_untouched_and_the_exercise_can_be_gone_on_with_or_dropped() {
    let drill = Drill::begin();
    let real = fs::read(&drill.station.file).unwrap();
    drill.play();
    assert_eq!(
        fs::read(&drill.station.file).unwrap(),
        real,
        "not a byte was written"
    );
    // The desk goes without a word, as when the power is cut.
    let Drill { station, .. } = drill;
    let (file, folder) = (station.file.clone(), station);
    folder.call("lock_file", json!({}));
    let desk = desk_at("2026-07-12T09:00:00+08:00");
    let call = |name: &str, request: Value| desk.call(name, request).unwrap();
    let state = call("choose_file", json!({ "path": file }));
    assert_eq!(
        (&state["exercise"], &state["exercise_left"]),
        (&Value::Null, &json!(true))
    );
    assert_eq!(
        desk.call("begin_exercise", json!({})).unwrap_err().code,
        "exercise_left"
    );
    let state = call("resume_exercise", json!({}));
    assert_eq!(state["exercise"], "2026-07-12T08:00+08:00");
    let night = call("night_desk", json!({}));
    assert_eq!(night["warning"]["title"], "暴雨橙色预警");
    call("choose_file", json!({ "path": file }));
    let state = call("abandon_exercise", json!({}));
    assert_eq!(state["exercise_left"], false);
    assert!(!file.with_file_name("栗溪村.演练.yz").exists());
}

#[test]
fn there_is_no_exercise_in_the_middle_of_a_real_night_nor_within_another() {
    let station = Station::village();
    station.call("set_mode", json!({ "urgent": true }));
    assert_eq!(
        station.refuse("begin_exercise", json!({})).code,
        "urgent_now"
    );
    station.call("set_mode", json!({ "urgent": false }));
    station.call("begin_exercise", json!({}));
    assert_eq!(
        station.refuse("begin_exercise", json!({})).code,
        "exercising"
    );
    let town = Station::town();
    assert_eq!(
        town.refuse("begin_exercise", json!({})).code,
        "not_a_village"
    );
    assert_eq!(
        town.refuse("end_exercise", json!({ "end": "recorded" }))
            .code,
        "not_exercising"
    );
}
