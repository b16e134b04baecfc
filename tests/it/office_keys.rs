//! The office's keys: a lost laptop, keys changed with the paper code, what the township hears.

use acceptance::{Station, carry, desk, export, introduce};
use serde_json::{Value, json};

fn hazard(station: &Station, what: &str) -> Value {
    station.save("hazard", json!({ "description": what, "location": "村口" }))["id"].clone()
}

fn laptops(station: &Station) -> Vec<Value> {
    station.call("office_keys", json!({}))["laptops"]
        .as_array()
        .unwrap()
        .clone()
}

/// The replica of the laptop that this one does not sit at.
fn other_laptop(station: &Station) -> Value {
    let others = laptops(station);
    let other = others.iter().find(|laptop| laptop["is_here"] == false);
    other.expect("a second laptop")["replica"].clone()
}

fn renew(station: &Station, lost: &[Value]) -> Value {
    station.call(
        "renew_keys",
        json!({ "recovery_code": station.paper, "lost": lost }),
    )
}

/// A village with two laptops and its township; everybody knows what the first hazard is.
fn two_laptops() -> (Station, Station, Station) {
    let (first, town) = (Station::village(), Station::town());
    introduce(&first, &town);
    hazard(&first, "山塘坝脚渗水");
    let second = first.second_laptop();
    carry(&first, &second);
    carry(&first, &town);
    carry(&town, &first);
    hazard(&second, "路灯不亮");
    carry(&second, &first);
    (first, second, town)
}

/// Takes an invitation of the first laptop's keys at another laptop of the office.
fn invited(first: &Station) -> Value {
    let path = first.path("新邀请.yzj");
    let _ = std::fs::remove_file(&path);
    let told = first.call("invite_laptop", json!({ "path": path }));
    json!({ "invitation": path, "passphrase": told["passphrase"] })
}

#[test]
fn a_laptop_is_lost_keys_are_changed_the_township_learns_and_a_new_laptop_joins() {
    let (first, lost, town) = two_laptops();
    let former = first.call("office_card", json!({}))["fingerprint"].clone();
    let keys = renew(&first, &[other_laptop(&first)]);
    assert_eq!(
        (&keys["serial"], &keys["is_behind"]),
        (&json!(1), &json!(false))
    );
    assert_ne!(keys["fingerprint"], former);
    assert_eq!(keys["laptops"][1]["standing"], "lost");
    assert_eq!(
        first.count("hazard"),
        2,
        "what was written before the loss counts"
    );
    hazard(&first, "涵洞堵塞");
    let told = carry(&first, &town);
    assert_eq!(
        told["key_changes"],
        json!(["栗溪村换了新钥匙，并登记丢失1台电脑，已由恢复码确认"])
    );
    assert_eq!(told["quarantined"], 0);
    let known = &town.call("handoff_state", json!({}))["offices"][0];
    assert_eq!(
        (&known["key_serial"], &known["fingerprint"]),
        (&json!(1), &keys["fingerprint"])
    );
    hazard(&lost, "小偷写的");
    let late = carry(&lost, &town);
    assert_eq!(
        (&late["quarantined"], &late["added"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(town.count("hazard"), 3);
    let receipt = carry(&town, &first);
    assert_eq!(receipt["quarantined"], 1, "quarantine is passed on");
    assert_eq!(
        town.call("handoff_state", json!({}))["offices"][0]["quarantined"],
        1
    );
    let new = first.second_laptop();
    carry(&first, &new);
    hazard(&new, "新电脑写的");
    carry(&new, &first);
    let merged = carry(&new, &town);
    assert_eq!(merged["added"], 1, "the new laptop needs no new trust");
    for station in [&first, &new, &town] {
        assert_eq!(station.count("hazard"), 4);
        station.assert_sound();
    }
    let again = carry(&first, &town);
    assert_eq!(
        (
            &again["added"],
            &again["quarantined"],
            &again["key_changes"]
        ),
        (&json!(0), &json!(0), &json!([])),
        "all of it is told once"
    );
}

#[test]
fn what_came_before_the_change_was_heard_is_taken_back_into_quarantine() {
    let (first, lost, town) = two_laptops();
    hazard(&lost, "小偷写的");
    carry(&lost, &town);
    assert_eq!(town.count("hazard"), 3, "who has not heard believes it");
    renew(&first, &[other_laptop(&first)]);
    let package = export(&first, &town);
    let plan = town.call("import_package", json!({ "path": package, "plan": true }));
    assert_eq!(town.count("hazard"), 3, "a plan changes nothing");
    let told = town.call("import_package", json!({ "path": package }));
    assert_eq!(
        (&plan["quarantined"], &told["quarantined"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(plan["key_changes"], told["key_changes"]);
    assert_eq!(town.count("hazard"), 2);
    let found = town.call("search", json!({ "text": "小偷" }));
    assert!(!found.to_string().contains("小偷写的"), "{found}");
    town.assert_sound();
}

#[test]
fn what_is_quarantined_is_shown_and_admitted_by_its_office_with_a_reason() {
    let (first, lost, town) = two_laptops();
    renew(&first, &[other_laptop(&first)]);
    carry(&first, &town);
    hazard(&lost, "丢之前就看见的裂缝");
    carry(&lost, &town);
    carry(&town, &first);
    let shown = first.call("quarantined", json!({}));
    assert_eq!(shown[0]["rows"][0]["ledger_label"], "隐患");
    assert!(
        shown[0]["rows"][0]["text"]
            .as_str()
            .unwrap()
            .contains("丢之前就看见的裂缝"),
        "{shown}"
    );
    let admit = |reason: &str| json!({ "replica": shown[0]["replica"], "number": shown[0]["number"], "reason": reason });
    assert_eq!(
        town.refuse("admit_quarantined", admit("看着像真的")).code,
        "not_in_quarantine",
        "the township does not decide about a village's books"
    );
    assert_eq!(
        first.refuse("admit_quarantined", admit(" ")).code,
        "reason_missing"
    );
    let left = first.call("admit_quarantined", admit("同李会计核对过"));
    assert_eq!(left, json!([]));
    assert_eq!(first.count("hazard"), 3);
    let told = carry(&first, &town);
    assert_eq!(told["released"], 1);
    assert_eq!(town.count("hazard"), 3);
    first.assert_sound();
    town.assert_sound();
}

#[test]
fn a_laptop_that_goes_on_takes_the_new_keys_by_an_invitation() {
    let (first, second, town) = two_laptops();
    renew(&first, &[]);
    carry(&first, &town);
    hazard(&second, "还没换钥匙时写的");
    let told = carry(&second, &town);
    assert_eq!(
        (&told["added"], &told["quarantined"]),
        (&json!(1), &json!(0)),
        "a laptop the change names goes on"
    );
    let package = export(&town, &first);
    assert_eq!(
        second
            .refuse("import_package", json!({ "path": package }))
            .code,
        "package_other_key"
    );
    let keys = second.call("take_new_keys", invited(&first));
    assert_eq!(
        (&keys["serial"], &keys["is_behind"]),
        (&json!(1), &json!(false))
    );
    second.call("import_package", json!({ "path": package }));
    assert_eq!(
        second.refuse("take_new_keys", invited(&first)).code,
        "keys_are_new"
    );
    carry(&second, &first);
    carry(&first, &second);
    assert_eq!((first.count("hazard"), second.count("hazard")), (3, 3));
    let state = |station: &Station| station.call("office_card", json!({}))["fingerprint"].clone();
    assert_eq!(state(&first), state(&second));
    for station in [&first, &second, &town] {
        station.assert_sound();
    }
}

#[test]
fn a_lost_laptop_that_turns_up_is_not_given_the_new_keys() {
    let (first, lost, _) = two_laptops();
    renew(&first, &[other_laptop(&first)]);
    assert_eq!(
        lost.refuse("take_new_keys", invited(&first)).code,
        "laptop_is_lost"
    );
}

#[test]
fn only_the_offices_own_paper_changes_its_keys_and_a_typo_names_its_group() {
    let (first, second, _) = two_laptops();
    let mistaken = |code: &str| json!({ "recovery_code": code, "lost": [] });
    assert_eq!(
        first.refuse("renew_keys", mistaken(&second.paper)).code,
        "not_office_code",
        "the paper of a laptop that joined opens that laptop's file only"
    );
    assert_eq!(
        first.refuse("renew_keys", mistaken("12345")).code,
        "recovery_code_length"
    );
    let own = laptops(&first)[0]["replica"].clone();
    let refused = first.refuse(
        "renew_keys",
        json!({ "recovery_code": first.paper, "lost": [own] }),
    );
    assert_eq!(refused.code, "own_laptop");
    assert_eq!(first.call("office_keys", json!({}))["serial"], 0);
}

#[test]
fn a_card_of_changed_keys_is_known_by_its_root_and_a_former_card_is_not_taken_again() {
    let (first, _, town) = two_laptops();
    let (old, new) = (first.path("旧名片.json"), first.path("新名片.json"));
    first.call("save_card", json!({ "path": old }));
    renew(&first, &[]);
    first.call("save_card", json!({ "path": new }));
    let read = town.call("read_card", json!({ "path": new }));
    assert_eq!(read["trust"], "renewed");
    let trust = json!({ "path": new, "fingerprint": read["fingerprint"] });
    assert_eq!(town.call("trust_card", trust)["trust"], "known");
    let read = town.call("read_card", json!({ "path": old }));
    assert_eq!(read["trust"], "former");
    let trust = json!({ "path": old, "fingerprint": read["fingerprint"] });
    assert_eq!(town.refuse("trust_card", trust).code, "former_card");
}

#[test]
fn a_restored_old_backup_counts_again_once_it_takes_the_new_keys() {
    let (first, _, town) = two_laptops();
    let backup = first.call("backup_file", json!({ "folder": first.path(".") }));
    renew(&first, &[]);
    carry(&first, &town);
    let restored = desk();
    let call = |name: &str, payload: Value| restored.call(name, payload).unwrap();
    let file = first.path("恢复.yz");
    call(
        "restore_file",
        json!({ "backup": backup["path"], "path": file }),
    );
    let values = json!({ "description": "恢复之后记的", "location": "村口" });
    call(
        "save_record",
        json!({ "ledger": "hazard", "values": values }),
    );
    let package = first.path("恢复后.yzb");
    call("export_package", json!({ "path": package }));
    let told = town.call("import_package", json!({ "path": package }));
    assert_eq!(
        (&told["added"], &told["quarantined"]),
        (&json!(0), &json!(1)),
        "no change of keys names it"
    );
    call("take_new_keys", invited(&first));
    let package = first.path("换好后.yzb");
    call("export_package", json!({ "path": package }));
    let told = town.call("import_package", json!({ "path": package }));
    assert_eq!((&told["added"], &told["released"]), (&json!(1), &json!(1)));
    town.assert_sound();
}

/// Two laptops of one office that changed its keys, neither knowing of the other.
fn keys_changed_twice() -> (Station, Station, Station) {
    let (first, second, town) = two_laptops();
    renew(&first, &[]);
    second.call(
        "renew_keys",
        json!({ "recovery_code": first.paper, "lost": [] }),
    );
    (first, second, town)
}

fn fingerprint(station: &Station) -> String {
    let card = station.call("office_card", json!({}));
    card["fingerprint"].as_str().unwrap().to_owned()
}

fn names_both(text: &str, known: &Station, other: &Station) {
    for part in [
        &fingerprint(known),
        &fingerprint(other),
        "栗溪村（代码990101102203）",
        "同一张恢复码",
        "请打电话",
    ] {
        assert!(text.contains(part), "{part} is missing: {text}");
    }
}

#[test]
fn keys_changed_on_two_laptops_are_refused_and_both_cards_named() {
    let (first, second, town) = keys_changed_twice();
    carry(&first, &town);
    let late = export(&second, &town);
    let refused = town.refuse("import_package", json!({ "path": late }));
    assert_eq!(refused.code, "changed_key");
    names_both(&refused.message, &first, &second);
    assert!(refused.message.contains("什么也没有收进册子"), "{refused}");
    let path = second.path("另一张名片.json");
    second.call("save_card", json!({ "path": path }));
    let shown = town.call("read_card", json!({ "path": path }));
    assert_eq!(shown["trust"], "changed");
    names_both(shown["rival"].as_str().unwrap(), &first, &second);
    let refused = town.refuse(
        "trust_card",
        json!({ "path": path, "fingerprint": fingerprint(&second) }),
    );
    names_both(&refused.message, &first, &second);
    town.assert_sound();
}

#[test]
fn a_rival_card_that_came_along_is_named_in_the_plan_and_the_rest_taken() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let (other_village, other_town) = (village.second_laptop(), town.second_laptop());
    renew(&town, &[]);
    other_town.call(
        "renew_keys",
        json!({ "recovery_code": town.paper, "lost": [] }),
    );
    carry(&town, &village);
    carry(&other_town, &other_village);
    hazard(&other_village, "涵洞堵塞");
    let package = export(&other_village, &village);
    let told = village.call("import_package", json!({ "path": package, "plan": true }));
    for outcome in [told, carry(&other_village, &village)] {
        let named = outcome["rival_cards"].as_array().unwrap();
        assert_eq!(named.len(), 1, "{outcome}");
        let named = named[0].as_str().unwrap();
        for part in [
            "竹坪镇（代码990101102000）",
            &fingerprint(&town),
            &fingerprint(&other_town),
            "仍旧用它",
        ] {
            assert!(named.contains(part), "{part} is missing: {named}");
        }
        assert_eq!(outcome["added"], 1, "what is the village's own is taken");
    }
    let known = &village.call("handoff_state", json!({}))["offices"][0];
    assert_eq!(known["fingerprint"], fingerprint(&town));
}
