//! The handoff: from village to township and back, by files.

use acceptance::{Station, carry, export, introduce};
use serde_json::{Value, json};

fn hazard(station: &Station, what: &str) -> Value {
    station.save("hazard", json!({ "description": what, "location": "村口" }))
}

#[test]
fn what_is_sent_is_merged_acknowledged_and_not_sent_again() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    hazard(&village, "山塘坝脚渗水");
    hazard(&village, "小卖部后门堆纸箱");
    let package = export(&village, &town);
    let plan = town.call("import_package", json!({ "path": package, "plan": true }));
    assert_eq!(town.count("hazard"), 0, "a plan changes nothing");
    let merged = town.call("import_package", json!({ "path": package }));
    for figure in [
        "added",
        "changed",
        "removed",
        "conflicts",
        "questions",
        "ledgers",
        "entries",
    ] {
        assert_eq!(
            plan[figure], merged[figure],
            "the plan keeps its word about {figure}"
        );
    }
    assert_eq!(town.count("hazard"), 2);
    let again = town.call("import_package", json!({ "path": package }));
    assert_eq!(
        (again["added"].clone(), again["entries"].clone()),
        (json!(0), json!(0))
    );
    assert_eq!(
        again["unchanged"], merged["entries"],
        "a replay says that all of it was here"
    );
    let receipt = carry(&town, &village);
    assert_eq!(receipt["acknowledged"], merged["entries"]);
    let second = village.call("export_package", json!({ "path": village.path(".") }));
    assert_eq!(
        second["entries"], 0,
        "what was acknowledged is not sent again"
    );
    let state = village.call("handoff_state", json!({}));
    assert_eq!(state["offices"][0]["pending"], 0);
    village.assert_sound();
    town.assert_sound();
}

#[test]
fn what_was_sent_waits_for_its_receipt_and_only_what_was_written_since_waits_to_be_sent() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let waits = |told: &Value| (told["unsent"].as_u64(), told["pending"].as_u64());
    let line = |station: &Station| {
        let state = station.call("handoff_state", json!({}));
        let today = station.call("today", json!({}));
        let line = waits(&state["offices"][0]);
        assert_eq!(line, waits(&today["handoff"]), "both screens say the same");
        line
    };
    hazard(&village, "后沟口落石");
    let (unsent, pending) = line(&village);
    assert_eq!(unsent, pending, "nothing was sent yet");
    let package = export(&village, &town);
    assert_eq!(line(&village), (Some(0), pending), "sent, no receipt yet");
    hazard(&village, "桥头护栏松动");
    let later = pending.map(|pending| pending + 1);
    assert_eq!(line(&village), (Some(1), later));
    town.call("import_package", json!({ "path": package }));
    let receipt = || village.call("today", json!({}))["handoff"]["acknowledged"].clone();
    assert_eq!(receipt(), false);
    carry(&town, &village);
    assert_eq!(line(&village), (Some(1), Some(1)), "what was sent arrived");
    assert_eq!(receipt(), true, "what was written since is another matter");
}

#[test]
fn two_laptops_of_a_village_meet_at_the_township_and_a_person_decides() {
    let (first, town) = (Station::village(), Station::town());
    introduce(&first, &town);
    let record = hazard(&first, "路灯不亮");
    let second = first.second_laptop();
    carry(&first, &second);
    assert_eq!(
        second.count("hazard"),
        1,
        "the second laptop holds what the first wrote"
    );
    first.change("hazard", &record["id"], json!({ "location": "桥头" }));
    second.change("hazard", &record["id"], json!({ "location": "晒谷场" }));
    carry(&first, &town);
    carry(&second, &town);
    carry(&town, &first);
    let matters = first.call("open_matters", json!({}));
    let conflict = &matters["conflicts"][0];
    assert_eq!(
        (
            conflict["label"].clone(),
            conflict["sides"].as_array().unwrap().len()
        ),
        (json!("地点"), 2)
    );
    let right = conflict["sides"]
        .as_array()
        .unwrap()
        .iter()
        .find(|side| side["values"]["地点"] == "晒谷场")
        .expect("the other laptop's value is one of the sides");
    let settled = first.call(
        "answer_conflict",
        json!({
            "ledger": "hazard", "id": conflict["id"], "register": conflict["register"],
            "entry": right["entry"], "form": conflict["form"],
        }),
    );
    assert_eq!(
        (
            settled["values"]["location"].clone(),
            settled["disputed"].clone()
        ),
        (json!("晒谷场"), json!([]))
    );
    carry(&first, &second);
    assert_eq!(
        second.read("hazard", &record["id"])["values"]["location"],
        "晒谷场"
    );
    assert_eq!(
        second.call("open_matters", json!({}))["conflicts"],
        json!([]),
        "one answer ends it everywhere"
    );
    for station in [&first, &second, &town] {
        station.assert_sound();
    }
}

#[test]
fn a_record_removed_here_and_changed_there_stays_and_asks() {
    let first = Station::village();
    let record = hazard(&first, "路灯不亮");
    let second = first.second_laptop();
    carry(&first, &second);
    second.change("hazard", &record["id"], json!({ "location": "晒谷场" }));
    let form = first.read("hazard", &record["id"])["form"].clone();
    first.call(
        "remove_record",
        json!({ "ledger": "hazard", "id": record["id"], "form": form }),
    );
    let merged = carry(&second, &first);
    assert_eq!(merged["questions"], 1);
    assert_eq!(
        first.count("hazard"),
        1,
        "an unseen change keeps the record alive"
    );
    assert_eq!(
        first.call("open_matters", json!({}))["questions"][0]["rule"],
        "revived"
    );
    first.assert_sound();
}

#[test]
fn a_package_altered_anywhere_is_refused_and_nothing_is_applied() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    hazard(&village, "山塘坝脚渗水");
    let package = export(&village, &town);
    let bytes = std::fs::read(&package).unwrap();
    let bad = town.path("坏.yzb");
    let step = bytes.len() / 60 + 1;
    for place in (0..bytes.len()).step_by(step) {
        let mut altered = bytes.clone();
        altered[place] ^= 1 << (place % 8);
        std::fs::write(&bad, &altered).unwrap();
        let verified = town.desk.call("verify_package", json!({ "path": bad }));
        assert!(
            verified.is_err(),
            "byte {place} was changed and verify did not see it"
        );
        assert!(
            town.desk
                .call("import_package", json!({ "path": bad }))
                .is_err(),
            "byte {place}"
        );
    }
    std::fs::write(&bad, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(
        town.refuse("import_package", json!({ "path": bad })).code,
        "package_truncated"
    );
    assert_eq!(town.count("hazard"), 0);
}

#[test]
fn a_package_for_somebody_else_or_from_a_stranger_is_refused_in_words() {
    let (village, town) = (Station::village(), Station::town());
    let neighbour = Station::office("990101102204", "石门村", "village");
    introduce(&village, &town);
    let package = export(&village, &town);
    let refused = neighbour.refuse("import_package", json!({ "path": package }));
    assert_eq!(refused.code, "package_not_for_us");
    introduce(&neighbour, &town);
    let card = neighbour.path("冒充.json");
    let stranger = Station::office("990101102203", "栗溪村", "village");
    stranger.call("save_card", json!({ "path": card }));
    let fingerprint = stranger.call("office_card", json!({}))["fingerprint"].clone();
    let refused = town.refuse(
        "trust_card",
        json!({ "path": card, "fingerprint": fingerprint }),
    );
    assert_eq!(
        refused.code, "changed_key",
        "another key for a known office is refused"
    );
    introduce_one_way(&town, &stranger);
    let foreign = export(&stranger, &town);
    assert_eq!(
        town.refuse("import_package", json!({ "path": foreign }))
            .code,
        "changed_key"
    );
}

fn introduce_one_way(of: &Station, to: &Station) {
    let path = of.path("单向名片.json");
    of.call("save_card", json!({ "path": path }));
    let own = of.call("office_card", json!({}));
    to.call(
        "trust_card",
        json!({ "path": path, "fingerprint": own["fingerprint"] }),
    );
}

#[test]
fn a_card_is_trusted_only_by_its_fingerprint() {
    let (village, town) = (Station::village(), Station::town());
    let path = town.path("名片.json");
    town.call("save_card", json!({ "path": path }));
    assert_eq!(
        village.call("read_card", json!({ "path": path }))["trust"],
        "new"
    );
    let guess = json!({ "path": path, "fingerprint": "00000 00000 00000 00000 00000 00000" });
    assert_eq!(
        village.refuse("trust_card", guess).code,
        "fingerprint_differs"
    );
    assert_eq!(
        village
            .refuse("export_package", json!({ "path": village.path(".") }))
            .code,
        "unknown_office"
    );
}

#[test]
fn the_township_reads_a_villages_books_and_does_not_write_them() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let record = hazard(&village, "山塘坝脚渗水");
    carry(&village, &town);
    let seen = town.read("hazard", &record["id"]);
    assert_eq!(
        (seen["area"].clone(), seen["steps"].clone()),
        (json!("栗溪村"), json!([]))
    );
    let change = json!({
        "ledger": "hazard", "id": record["id"], "values": { "location": "别处" }, "form": seen["form"],
    });
    assert_eq!(town.refuse("save_record", change).code, "not_our_books");
}

#[test]
fn statistics_carry_no_names_and_full_still_owes_what_statistics_withheld() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    village.person("周志强", "14200000871");
    let thin = village.path("统计.yzb");
    village.call(
        "export_package",
        json!({ "profile": "statistics", "path": thin }),
    );
    town.call("import_package", json!({ "path": thin }));
    let listed = town
        .call("list_records", json!({ "ledger": "person" }))
        .to_string();
    assert!(
        !listed.contains("周志强") && !listed.contains("14200000871"),
        "{listed}"
    );
    carry(&town, &village);
    let full = village.path("转移.yzb");
    village.call("export_package", json!({ "profile": "full", "path": full }));
    town.call("import_package", json!({ "path": full }));
    let listed = town
        .call("list_records", json!({ "ledger": "person" }))
        .to_string();
    assert!(
        listed.contains("周志强"),
        "what was withheld arrives in the end"
    );
    town.assert_sound();
}

#[test]
fn a_backup_becomes_a_new_replica_that_needs_no_new_trust() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    hazard(&village, "山塘坝脚渗水");
    let backup = village.call("backup_file", json!({ "folder": village.path(".") }));
    hazard(&village, "备份之后才记的");
    carry(&village, &town);
    let restored = acceptance::desk();
    let file = village.path("恢复.yz");
    restored
        .call(
            "restore_file",
            json!({ "backup": backup["path"], "path": file }),
        )
        .unwrap();
    let values = json!({ "ledger": "hazard", "values": { "description": "恢复之后记的" } });
    restored.call("save_record", values).unwrap();
    let package = village.path("恢复后.yzb");
    restored
        .call("export_package", json!({ "path": package }))
        .unwrap();
    let merged = town.call("import_package", json!({ "path": package }));
    assert_eq!(
        (merged["added"].clone(), merged["forks"].clone()),
        (json!(1), json!([]))
    );
    assert_eq!(
        town.count("hazard"),
        3,
        "what was written on both sides is there"
    );
    town.assert_sound();
}

#[test]
fn a_merge_plan_reads_as_reviewed() {
    let first = Station::village();
    let lamp = hazard(&first, "路灯不亮");
    let drain = hazard(&first, "涵洞堵塞");
    let second = first.second_laptop();
    carry(&first, &second);
    first.change("hazard", &lamp["id"], json!({ "location": "桥头" }));
    let form = first.read("hazard", &drain["id"])["form"].clone();
    first.call(
        "remove_record",
        json!({ "ledger": "hazard", "id": drain["id"], "form": form }),
    );
    second.change("hazard", &lamp["id"], json!({ "location": "晒谷场" }));
    second.change("hazard", &drain["id"], json!({ "location": "沟西" }));
    second.person("周志强", "14200000871");
    let package = export(&second, &first);
    let plan = first.call("import_package", json!({ "path": package, "plan": true }));
    insta::assert_json_snapshot!(plan);
}
