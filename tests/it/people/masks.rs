//! What whoever works now may see, and the log of what was unmasked.

use super::{A_MINUTE_ON, Team};
use serde_json::{Value, json};

#[test]
fn whoever_only_looks_sees_no_villager_in_clear() {
    let team = Team::new();
    team.seat("officer");
    let person = team.station.save(
        "person",
        json!({ "name": "赵铁柱", "mobile": "14200000871", "id_no": "990101195003070014", "medical_need": "胰岛素" }),
    );
    let id = person["id"].clone();
    assert_eq!(
        person["shown"]["mobile"], "142 0000 0871",
        "the officer sees phones plain"
    );
    team.seat("viewer");
    let record = team.station.read("person", &id);
    assert_eq!(record["shown"]["name"], "赵**");
    assert_eq!(record["shown"]["mobile"], "142****0871");
    assert_eq!(record["shown"]["id_no"], "990101********0014");
    assert_eq!(
        (&record["title"], &record["values"]["name"]),
        (&json!("赵**"), &json!(null))
    );
    let seen = [
        record,
        team.station
            .call("list_records", json!({ "ledger": "person" })),
        team.station
            .call("pick_records", json!({ "ledger": "person" })),
        team.station
            .call("record_history", json!({ "ledger": "person", "id": id })),
        team.station.call("search", json!({ "text": "赵铁柱" })),
        team.station.call("search", json!({ "text": "0871" })),
    ];
    for answer in seen {
        for clear in ["赵铁柱", "14200000871", "0000 0871", "19500307", "胰岛素"] {
            assert!(
                !answer.to_string().contains(clear),
                "{clear} is in {answer}"
            );
        }
    }
    let reveal = json!({ "ledger": "person", "id": id, "reveal": true });
    assert_eq!(
        team.station.refuse("read_record", reveal.clone()).code,
        "not_your_role"
    );
    assert_eq!(
        team.station.refuse("record_history", reveal).code,
        "not_your_role"
    );
    let paper = json!({ "document": "contact_list" });
    assert_eq!(
        team.station.refuse("print_document", paper).code,
        "not_your_role"
    );
    team.station.call(
        "print_document",
        json!({ "document": "contact_list", "public": true }),
    );
}

#[test]
fn an_unmasked_view_leaves_a_line_without_the_value() {
    let team = Team::new();
    team.seat("officer");
    let id_no = "990101195003070014";
    let person = team
        .station
        .save("person", json!({ "name": "赵铁柱", "id_no": id_no }));
    let read = |more: Value| {
        let mut request = json!({ "ledger": "person", "id": person["id"] });
        request
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        team.station.call("read_record", request)
    };
    read(json!({}));
    assert_eq!(
        team.station.call("access_log", json!({}))["total"],
        0,
        "a masked view leaves none"
    );
    team.seat("watch");
    let seen = read(json!({ "reveal": true, "reason": "送医要登记" }));
    assert_eq!(seen["values"]["id_no"], id_no);
    assert_eq!(
        team.station.refuse("access_log", json!({})).code,
        "not_your_role"
    );
    team.seat("secretary");
    let log = team.station.call("access_log", json!({}));
    let line = json!({
        "at": "2026年7月12日 08:00", "who": "王小兵", "ledger_label": "人员", "title": "赵铁柱",
        "what": "显示了身份证号，事由：送医要登记",
    });
    assert_eq!((&log["total"], &log["lines"][0]), (&json!(1), &line));
    team.station
        .call("print_document", json!({ "document": "contact_list" }));
    let log = team.station.call("access_log", json!({ "limit": 1 }));
    assert_eq!(
        (&log["total"], &log["lines"][0]["ledger_label"]),
        (&json!(2), &json!("应急通讯录"))
    );
}

#[test]
fn those_on_watch_do_not_know_that_there_are_tip_offs() {
    let team = Team::new();
    team.seat("officer");
    let tip = team
        .station
        .save("tip_off", json!({ "content": "有人夜里往沟里倒渣土" }));
    team.seat("watch");
    let told = team.station.call("declarations", json!({}));
    let names = told["ledgers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ledger| &ledger["name"]);
    assert!(
        names.clone().any(|name| name == "hazard") && !names.clone().any(|name| name == "tip_off")
    );
    let documents = team.station.call("documents", json!({})).to_string();
    assert!(documents.contains("register_") && !documents.contains("tip_off"));
    let counts = team.station.call("today", json!({}))["counts"].clone();
    assert_eq!(counts["tip_off"], json!(null));
    let to = team.station.path("举报.xlsx");
    let attempts = [
        ("list_records", json!({ "ledger": "tip_off" })),
        ("pick_records", json!({ "ledger": "tip_off" })),
        (
            "read_record",
            json!({ "ledger": "tip_off", "id": tip["id"] }),
        ),
        (
            "record_history",
            json!({ "ledger": "tip_off", "id": tip["id"] }),
        ),
        ("blank_record", json!({ "ledger": "tip_off" })),
        ("count_chips", json!({ "ledger": "tip_off" })),
        ("export_sheet", json!({ "ledger": "tip_off", "path": to })),
        (
            "print_document",
            json!({ "document": "register_tip_off", "public": true }),
        ),
    ];
    for (command, request) in attempts {
        assert_eq!(
            team.station.refuse(command, request).code,
            "unknown_ledger",
            "{command}"
        );
    }
    let found = team.station.call("search", json!({ "text": "渣土" }));
    assert_eq!(found["found"], json!([]));
}

#[test]
fn a_half_typed_form_waits_in_the_file_for_whoever_typed_it() {
    let team = Team::new();
    team.seat("officer");
    let values = json!({ "description": "围墙开裂", "location": "2组" });
    team.station.call(
        "keep_draft",
        json!({ "key": "hazard/new", "values": values }),
    );
    let key = json!({ "key": "hazard/new" });
    assert_eq!(
        team.station.call("read_draft", key.clone())["values"],
        values
    );
    team.seat("watch");
    assert_eq!(
        team.station.call("read_draft", key.clone())["values"],
        json!(null)
    );
    team.seat("officer");
    let team = team.at(A_MINUTE_ON);
    team.seat("officer");
    assert_eq!(
        team.station.call("read_draft", key.clone())["values"],
        values
    );
    team.station.call("drop_draft", key.clone());
    assert_eq!(team.station.call("read_draft", key)["values"], json!(null));
}
