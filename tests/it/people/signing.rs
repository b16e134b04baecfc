//! Names put to steps: by PIN in the daytime, by word of mouth at night.

use super::{Team, closing};
use serde_json::json;

#[test]
fn a_signed_step_needs_the_pin_of_somebody_who_may_sign() {
    let team = Team::new();
    team.seat("officer");
    let hazard = team.reviewed_hazard();
    let steps = team.station.read("hazard", &hazard["id"])["steps"].clone();
    let close = steps
        .as_array()
        .unwrap()
        .iter()
        .find(|step| step["name"] == "close");
    assert_eq!(
        close.unwrap()["signed"],
        true,
        "the screen asks for it beforehand"
    );
    for (sign, code, field) in [
        (json!(null), "needs_signature", "signer"),
        (
            json!({ "signer": team.id("secretary") }),
            "needs_signature",
            "pin",
        ),
        (team.sign("officer", "14703"), "not_your_role", "signer"),
        (team.sign("secretary", "0000"), "wrong_pin", "pin"),
    ] {
        let refused = team
            .station
            .refuse("advance_record", closing(&team.station, &hazard, &sign));
        assert_eq!(
            (refused.code, refused.fields[0].field.as_str()),
            (code, field)
        );
    }
    assert_eq!(
        team.station.read("hazard", &hazard["id"])["values"]["status"],
        "reviewing"
    );
    assert_eq!(team.station.count("sign_off"), 0);
}

#[test]
fn a_step_signed_by_pin_shows_who_signed_and_who_filled_in() {
    let team = Team::new();
    team.seat("officer");
    let hazard = team.reviewed_hazard();
    let sign = team.sign("secretary", "2580");
    let closed = team
        .station
        .call("advance_record", closing(&team.station, &hazard, &sign));
    assert_eq!(closed["values"]["status"], "closed");
    let signed = &closed["signed"][0];
    assert_eq!(
        (&signed["signer"], &signed["status"]),
        (&json!("周志强"), &json!("signed"))
    );
    assert_eq!(
        (&signed["step_label"], &signed["at"]),
        (&json!("复查合格，销号"), &json!("2026-07-12 08:00"))
    );
    let history = team.station.call(
        "record_history",
        json!({ "ledger": "hazard", "id": hazard["id"] }),
    );
    assert!(
        history[0]["who"].as_str().unwrap().ends_with("李秀英"),
        "who filled in is another"
    );
    team.station.assert_sound();
}

#[test]
fn a_signer_without_a_pin_on_this_machine_is_told_to_set_one() {
    let team = Team::new();
    team.seat("secretary");
    let second = json!({ "name": "郑长河", "role": "secretary" });
    let users = team.station.call("save_user", second);
    let users = users["users"].as_array().unwrap();
    let other = users.iter().find(|user| user["name"] == "郑长河").unwrap()["id"].clone();
    let hazard = team.reviewed_hazard();
    let sign = json!({ "signer": other, "pin": "1234" });
    let refused = team
        .station
        .refuse("advance_record", closing(&team.station, &hazard, &sign));
    assert_eq!(refused.code, "pin_not_set");
}

#[test]
fn at_night_word_of_mouth_stands_for_the_pin_until_it_is_confirmed() {
    let team = Team::new();
    team.seat("watch");
    team.seat("officer");
    let hazard = team.reviewed_hazard();
    let oral = |how: &str, at: &str| json!({ "signer": team.id("secretary"), "oral": { "how": how, "at": at } });
    for (sign, field) in [
        (oral("", "7:40"), "how"),
        (oral("电话", ""), "at"),
        (oral("电话", "9:30"), "at"),
    ] {
        let refused = team
            .station
            .refuse("advance_record", closing(&team.station, &hazard, &sign));
        assert_eq!(
            (refused.code, refused.fields[0].field.as_str()),
            ("needs_signature", field)
        );
    }
    let said = oral("电话里同意，李秀英在场", "7:40");
    let closed = team
        .station
        .call("advance_record", closing(&team.station, &hazard, &said));
    let signed = closed["signed"][0].clone();
    assert_eq!(
        (&signed["status"], &signed["way_label"]),
        (&json!("oral"), &json!("口头同意"))
    );
    assert_eq!(
        (&signed["at"], &signed["oral_note"]),
        (&json!("2026-07-12 07:40"), &json!("电话里同意，李秀英在场"))
    );
    let confirm = |sign| {
        json!({
            "ledger": "sign_off", "id": signed["id"], "step": "confirm", "form": signed["form"], "sign": sign,
        })
    };
    assert_eq!(
        team.station
            .refuse("advance_record", confirm(json!(null)))
            .code,
        "needs_signature"
    );
    let another = team.sign("officer", "14703");
    assert_eq!(
        team.station.refuse("advance_record", confirm(another)).code,
        "not_your_role"
    );
    // Whoever sits here, the PIN is the secretary's.
    team.seat("viewer");
    let own = team.sign("secretary", "2580");
    let confirmed = team.station.call("advance_record", confirm(own));
    assert_eq!(confirmed["values"]["status"], "confirmed");
    let record = team.station.read("hazard", &hazard["id"]);
    assert_eq!(record["signed"][0]["status"], "confirmed");
    team.seat("officer");
    assert_eq!(
        team.station.call("last_act", json!({})),
        json!(null),
        "a given signature is not undone"
    );
    team.station.assert_sound();
}
