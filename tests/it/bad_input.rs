//! What bad input gets: a clear problem, and nothing changed.

use acceptance::{LATER, Station, desk, desk_at, sheet};
use serde_json::json;

#[test]
fn a_wrong_password_is_refused_in_words_and_the_right_one_opens() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("村.yz");
    let desk = desk();
    let made = desk
        .call(
            "create_file",
            json!({ "path": file, "code": "990101102203", "name": "栗溪村", "kind": "village", "password": "栗溪村里的好密码" }),
        )
        .unwrap();
    assert!(made["recovery_code"].as_str().unwrap().len() > 20);
    desk.call("lock_file", json!({})).unwrap();
    let refused = desk
        .call("unlock_file", json!({ "password": "猜一个密码试试" }))
        .unwrap_err();
    assert_eq!(refused.code, "wrong_password");
    assert!(
        refused.message.contains("没有打开"),
        "it says that nothing was opened"
    );
    // After a wrong try the next one waits a moment.
    let desk = desk_at(LATER);
    desk.call("choose_file", json!({ "path": file })).unwrap();
    let opened = desk
        .call("unlock_file", json!({ "password": "栗溪村里的好密码" }))
        .unwrap();
    assert_eq!(opened["stage"], "open");
    desk.call("lock_file", json!({})).unwrap();
    let by_paper = desk
        .call(
            "unlock_file",
            json!({ "recovery_code": made["recovery_code"] }),
        )
        .unwrap();
    assert_eq!(
        by_paper["stage"], "open",
        "the paper recovery code opens the file too"
    );
}

#[test]
fn a_short_password_or_a_wrong_code_makes_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("村.yz");
    let desk = desk();
    let order = |code: &str, password: &str| json!({ "path": file, "code": code, "name": "栗溪村", "kind": "village", "password": password });
    assert_eq!(
        desk.call("create_file", order("990101102203", "短"))
            .unwrap_err()
            .code,
        "password_too_short"
    );
    assert_eq!(
        desk.call("create_file", order("9901", "足够长的密码啊"))
            .unwrap_err()
            .code,
        "not_valid"
    );
    assert!(!file.exists(), "nothing was made");
}

#[test]
fn a_file_that_is_not_ours_or_lost_its_key_is_named() {
    let station = Station::village();
    let other = station.path("别的.yz");
    std::fs::write(&other, b"hello").unwrap();
    std::fs::write(station.path("别的.yz.key"), b"{}").unwrap();
    let refused = desk()
        .call("choose_file", json!({ "path": other }))
        .unwrap_err();
    assert_eq!(refused.code, "not_our_file");
    station.call("lock_file", json!({}));
    std::fs::rename(station.path("栗溪村.yz.key"), station.path("藏起来.key")).unwrap();
    let refused = station.refuse("choose_file", json!({ "path": station.file }));
    assert_eq!(refused.code, "key_file_missing");
    assert!(refused.message.contains("没有坏"), "it says what is safe");
}

#[test]
fn a_file_in_use_elsewhere_is_not_opened_twice() {
    let station = Station::village();
    let refused = desk()
        .call("choose_file", json!({ "path": station.file }))
        .unwrap_err();
    assert_eq!(refused.code, "file_busy");
}

#[test]
fn an_unknown_command_ledger_field_or_record_changes_nothing() {
    let station = Station::village();
    assert_eq!(
        station.refuse("drop_everything", json!({})).code,
        "unknown_command"
    );
    assert_eq!(
        station
            .refuse("list_records", json!({ "ledger": "cats" }))
            .code,
        "unknown_ledger"
    );
    let save =
        json!({ "ledger": "hazard", "values": { "description": "路面塌了一块", "colour": "red" } });
    let refused = station.refuse("save_record", save);
    assert_eq!(
        (refused.code, refused.fields[0].field.as_str()),
        ("unknown_field", "colour")
    );
    assert_eq!(
        station
            .refuse("list_records", json!({ "ledger": "hazard", "cats": 1 }))
            .code,
        "bad_request"
    );
    let gone = json!({ "ledger": "hazard", "id": "00000000-0000-7000-8000-000000000000" });
    assert_eq!(station.refuse("read_record", gone).code, "record_missing");
    assert_eq!(station.count("hazard"), 0);
}

#[test]
fn a_person_with_a_wrong_identity_number_is_saved_and_marked() {
    let station = Station::village();
    let person = station.save(
        "person",
        json!({ "name": "王来福", "id_no": "340524198001010013" }),
    );
    let flags = person["flags"].as_array().unwrap();
    assert!(
        flags
            .iter()
            .any(|flag| flag["field"] == "id_no" && flag["weight"] == "mark")
    );
    assert_eq!(
        person["masked"],
        json!(["id_no"]),
        "a secret value is masked until it is asked for"
    );
    assert_eq!(person["values"]["id_no"], json!(null));
    let revealed = json!({ "ledger": "person", "id": person["id"], "reveal": true });
    assert_eq!(
        station.call("read_record", revealed)["values"]["id_no"],
        "340524198001010013"
    );
}

#[test]
fn a_step_that_is_not_allowed_is_refused_and_the_state_stays() {
    let station = Station::village();
    let hazard = station.save("hazard", json!({ "description": "山塘坝脚渗水" }));
    let close = json!({
        "ledger": "hazard", "id": hazard["id"], "step": "close", "values": {}, "form": hazard["form"],
    });
    assert_eq!(
        station.refuse("advance_record", close).code,
        "step_not_allowed"
    );
    assert_eq!(
        station.read("hazard", &hazard["id"])["values"]["status"],
        json!("found")
    );
}

#[test]
fn a_stale_form_is_refused_with_what_stands_there_now() {
    let station = Station::village();
    let hazard = station.save(
        "hazard",
        json!({ "description": "路灯不亮", "location": "村口" }),
    );
    station.change("hazard", &hazard["id"], json!({ "location": "晒谷场" }));
    let late = json!({
        "ledger": "hazard", "id": hazard["id"], "values": { "location": "桥头" }, "form": hazard["form"],
    });
    let refused = station.refuse("save_record", late);
    assert_eq!(refused.code, "stale_form");
    let location = refused
        .fields
        .iter()
        .find(|field| field.field == "location")
        .unwrap();
    assert!(
        location.text.contains("晒谷场"),
        "the value that stands there is shown"
    );
    assert_eq!(
        station.read("hazard", &hazard["id"])["values"]["location"],
        "晒谷场"
    );
}

#[test]
fn a_sheet_without_a_header_is_refused_as_a_whole() {
    let station = Station::village();
    let path = station.path("乱写.csv");
    std::fs::write(&path, "一,二,三\n4,5,6\n").unwrap();
    let refused = station.refuse("import_sheet", json!({ "ledger": "hazard", "path": path }));
    assert_eq!(refused.code, "sheet_no_header");
    let garbage = station.path("坏.xlsx");
    std::fs::write(&garbage, [0x50, 0x4b, 3, 4, 0, 0]).unwrap();
    let refused = station.refuse(
        "import_sheet",
        json!({ "ledger": "hazard", "path": garbage }),
    );
    assert!(
        refused.message.contains("什么也没有导入"),
        "{}",
        refused.message
    );
    assert_eq!(station.count("hazard"), 0);
    assert!(sheet("隐患台账.xlsx").is_file(), "the samples are there");
}
