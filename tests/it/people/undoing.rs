//! Taking the last act of a desk back.

use super::{Team, closing};
use acceptance::{Station, carry};
use serde_json::{Value, json};

fn undo(station: &Station) -> Value {
    let last = station.call("last_act", json!({}));
    station.call("undo_act", json!({ "id": last["id"] }))
}

#[test]
fn what_was_saved_last_is_taken_back_and_the_history_says_so() {
    let station = Station::village();
    let hazard = station.save(
        "hazard",
        json!({ "description": "路灯不亮", "location": "村口" }),
    );
    let id = &hazard["id"];
    station.change("hazard", id, json!({ "location": "桥头" }));
    let last = station.call("last_act", json!({}));
    assert_eq!(
        (&last["label"], &last["what"]),
        (&json!("保存"), &json!("隐患“HZ-2026-001 路灯不亮”"))
    );
    let undone = undo(&station);
    assert_eq!(
        undone,
        json!({ "undone": 1, "what": "隐患“HZ-2026-001 路灯不亮”" })
    );
    assert_eq!(station.read("hazard", id)["values"]["location"], "村口");
    let history = station.call("record_history", json!({ "ledger": "hazard", "id": id }));
    assert_eq!(
        (&history[0]["act"], &history[0]["changes"][0]["after"]),
        (&json!("撤销"), &json!("村口"))
    );
    undo(&station);
    assert_eq!(
        (station.count("hazard"), &station.read("hazard", id)["gone"]),
        (0, &json!(true))
    );
    assert_eq!(station.call("last_act", json!({})), json!(null));
    station.assert_sound();
}

#[test]
fn a_step_and_the_name_put_to_it_are_taken_back_together() {
    let team = Team::new();
    team.seat("officer");
    let hazard = team.reviewed_hazard();
    let sign = team.sign("secretary", "2580");
    team.station
        .call("advance_record", closing(&team.station, &hazard, &sign));
    let undone = undo(&team.station);
    assert_eq!(undone["undone"], 1, "the signature is no record of its own");
    let record = team.station.read("hazard", &hazard["id"]);
    assert_eq!(
        (&record["values"]["status"], &record["signed"]),
        (&json!("reviewing"), &json!([]))
    );
    assert_eq!(record["values"]["closed_at"], json!(null));
}

#[test]
fn an_import_goes_as_one() {
    let station = Station::village();
    let sheet = station.path("人员.csv");
    std::fs::write(
        &sheet,
        "姓名,联系电话\n张三,14200000871\n李四,14200000872\n",
    )
    .unwrap();
    station.call("import_sheet", json!({ "ledger": "person", "path": sheet }));
    assert_eq!(station.count("person"), 2);
    let last = station.call("last_act", json!({}));
    assert_eq!(last["label"], "导入表格");
    undo(&station);
    assert_eq!(station.count("person"), 0);
    station.assert_sound();
}

#[test]
fn what_another_laptop_changed_since_is_named_and_nothing_is_undone() {
    let station = Station::village();
    let second = station.second_laptop();
    let hazard = station.save(
        "hazard",
        json!({ "description": "路灯不亮", "location": "村口" }),
    );
    carry(&station, &second);
    second.change("hazard", &hazard["id"], json!({ "location": "桥头" }));
    carry(&second, &station);
    let last = station.call("last_act", json!({}));
    let refused = station.refuse("undo_act", json!({ "id": last["id"] }));
    assert_eq!(refused.code, "undo_overtaken");
    assert_eq!(refused.fields[0].text, "HZ-2026-001 路灯不亮");
    assert_eq!(
        station.read("hazard", &hazard["id"])["values"]["location"],
        "桥头"
    );
    assert_eq!(
        second.call("last_act", json!({}))["label"],
        "保存",
        "there it is the last act"
    );
}

#[test]
fn a_role_takes_back_only_what_it_may_write() {
    let team = Team::new();
    team.seat("officer");
    team.station.person("赵铁柱", "14200000871");
    let last = team.station.call("last_act", json!({}));
    for role in ["viewer", "watch"] {
        team.seat(role);
        assert_eq!(
            team.station.call("last_act", json!({})),
            json!(null),
            "{role}"
        );
        let refused = team.station.refuse("undo_act", json!({ "id": last["id"] }));
        assert_eq!(refused.code, "not_your_role");
    }
    team.seat("watch");
    team.station
        .save("hazard", json!({ "description": "路灯不亮" }));
    undo(&team.station);
    assert_eq!(
        team.station.count("hazard"),
        0,
        "his own slip he may take back"
    );
}

#[test]
fn an_act_is_taken_back_once() {
    let station = Station::village();
    station.save("hazard", json!({ "description": "路灯不亮" }));
    let last = station.call("last_act", json!({}));
    undo(&station);
    let again = station.refuse("undo_act", json!({ "id": last["id"] }));
    assert_eq!(again.code, "nothing_to_undo");
}
