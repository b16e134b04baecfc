//! PINs: whose they are, how wrong ones wait, and that they stay on their machine.

use super::{A_MINUTE_ON, Team};
use acceptance::{NOW, carry};
use serde_json::{Value, json};

#[test]
fn a_wrong_pin_waits_longer_each_time_and_over_a_restart() {
    let team = Team::new();
    team.seat("watch");
    let secretary = team.id("secretary");
    let with = |pin: &str| json!({ "id": secretary, "pin": pin });
    assert_eq!(
        team.station.refuse("switch_user", with("")).code,
        "wrong_pin"
    );
    assert_eq!(
        team.station.refuse("switch_user", with("1111")).code,
        "wrong_pin"
    );
    let waits = team.station.refuse("switch_user", with("2580"));
    assert_eq!(waits.code, "pin_wait", "even the right one has to wait");
    assert!(waits.message.contains("1秒"), "{waits}");
    let team = team.at("2026-07-12T08:00:00.900+08:00");
    assert_eq!(
        team.station.refuse("switch_user", with("2580")).code,
        "pin_wait"
    );
    let team = team.at(A_MINUTE_ON);
    assert_eq!(
        team.station.refuse("switch_user", with("1111")).code,
        "wrong_pin"
    );
    assert!(
        team.station
            .refuse("switch_user", with("1111"))
            .message
            .contains("2秒")
    );
    let team = team.at("2026-07-12T08:02:05+08:00");
    team.station.call("switch_user", with("2580"));
}

#[test]
fn the_desk_goes_on_with_the_last_one_unless_his_pin_is_to_be_asked() {
    let team = Team::new();
    team.seat("watch");
    let team = team.at(A_MINUTE_ON);
    assert_eq!(
        team.station.call("users", json!({}))["current"],
        team.id("watch")
    );
    team.seat("officer");
    let team = team.at(NOW);
    let users = team.station.call("users", json!({}));
    assert_eq!(
        (&users["current"], &users["may"]["write"]),
        (&json!(null), &json!(false))
    );
    let refused = team
        .station
        .refuse("save_record", json!({ "ledger": "hazard", "values": {} }));
    assert_eq!(refused.code, "nobody_at_desk");
}

#[test]
fn a_pin_is_set_by_its_owner_and_a_forgotten_one_leaves_a_line() {
    let team = Team::new();
    team.seat("officer");
    let set = |id: Value, pin: &str, old: Option<&str>| json!({ "id": id, "pin": pin, "old": old });
    let own = team.id("officer");
    for bad in ["123", "123456789", "12a4"] {
        assert_eq!(
            team.station
                .refuse("set_pin", set(own.clone(), bad, Some("14703")))
                .fields[0]
                .field,
            "pin"
        );
    }
    assert_eq!(
        team.station
            .refuse("set_pin", set(own.clone(), "9999", Some("0000")))
            .code,
        "wrong_pin"
    );
    assert_eq!(
        team.station
            .refuse("set_pin", set(team.id("watch"), "9999", None))
            .code,
        "not_your_role"
    );
    let team = team.at(A_MINUTE_ON);
    team.seat("officer");
    team.station
        .call("set_pin", set(own, "9999", Some("14703")));
    // The file was made without a password, so there is no recovery code to ask for.
    team.station
        .call("set_pin", set(team.id("secretary"), "8888", None));
    let log = team.station.call("access_log", json!({}));
    assert_eq!(
        (&log["lines"][0]["who"], &log["lines"][0]["title"]),
        (&json!("李秀英"), &json!("周志强"))
    );
    let switch = json!({ "id": team.id("secretary"), "pin": "8888" });
    team.station.call("switch_user", switch);
}

#[test]
fn people_travel_to_the_second_laptop_and_their_pins_do_not() {
    let team = Team::new();
    let second = team.station.second_laptop();
    assert_eq!(second.call("users", json!({}))["users"], json!([]));
    carry(&team.station, &second);
    let users = second.call("users", json!({}));
    assert_eq!(users["users"].as_array().unwrap().len(), 4);
    assert_eq!(
        users["current"],
        json!(null),
        "nobody sits there until he says who he is"
    );
    let has_pin = |user: &Value| user["has_pin"] == true;
    assert!(!users["users"].as_array().unwrap().iter().any(has_pin));
    second.call("switch_user", json!({ "id": team.id("officer") }));
    let hazard = second.save("hazard", json!({ "description": "护栏松动" }));
    carry(&second, &team.station);
    let history = team.station.call(
        "record_history",
        json!({ "ledger": "hazard", "id": hazard["id"] }),
    );
    assert!(
        history[0]["who"].as_str().unwrap().ends_with("李秀英"),
        "{history}"
    );
}
