//! 督办 on a hazard: proposed from its record, sent down, answered, seen at the township.

use super::{NAMES, code, offices};
use acceptance::{Station, carry};
use serde_json::{Value, json};

fn late_hazard() -> (Vec<Station>, Station, Value) {
    let (villages, town) = offices();
    villages[1].save(
        "hazard",
        json!({ "description": "周志强家后墙开裂", "location": "沟西3号", "kind": "房屋",
            "grade": "重大", "due_date": "2026-07-01" }),
    );
    carry(&villages[1], &town);
    let late = json!({ "ledger": "hazard", "text": "后墙开裂" });
    let hazard = town.call("list_records", late)["rows"][0]["id"].clone();
    (villages, town, hazard)
}

#[test]
fn what_is_said_about_a_hazard_is_proposed_from_its_record() {
    let (_, town, hazard) = late_hazard();
    let proposed = town.call("hazard_supervision", json!({ "hazard": hazard }));
    let content = proposed["content"].as_str().unwrap();
    for words in ["HZ-2026-", "重大", "期限2026-07-01", "已超11天"] {
        assert!(content.contains(words), "{words}: {content}");
    }
    assert_eq!(proposed["due_date"], "2026-07-19", "seven days from today");
    assert_eq!(proposed["village"], NAMES[1]);
    assert_eq!(proposed["orders"], json!([]));
}

#[test]
fn what_every_village_receives_names_neither_people_nor_the_place() {
    let (_, town, hazard) = late_hazard();
    let proposed = town.call("hazard_supervision", json!({ "hazard": hazard }));
    let content = proposed["content"].as_str().unwrap();
    for words in ["周志强", "沟西", "后墙"] {
        assert!(!content.contains(words), "{words}: {content}");
    }
}

#[test]
fn a_supervision_goes_down_is_answered_and_its_state_stands_in_the_table_and_at_the_hazard() {
    let (villages, town, hazard) = late_hazard();
    let proposed = town.call("hazard_supervision", json!({ "hazard": hazard }));
    town.call(
        "give_order",
        json!({ "kind": "supervision", "content": proposed["content"],
            "due_date": proposed["due_date"], "villages": [], "hazard": hazard }),
    );
    let supervised = |town: &Station| {
        let desk = town.call("township_desk", json!({}));
        let line = &desk["villages"][1];
        assert_eq!(line["code"], code(1));
        (
            line["figures"]["supervised"].clone(),
            line["figures"]["orders"].clone(),
        )
    };
    assert_eq!(supervised(&town), (json!(1), json!(1)));
    carry(&town, &villages[1]);
    let order = villages[1].call("town_orders", json!({}))["orders"][0].clone();
    assert_eq!(
        (&order["kind"], &order["hazard"]),
        (&json!("督办"), &hazard)
    );
    let answer = |step: &str, reply: &str| {
        let request = json!({ "id": order["id"], "step": step, "reply": reply });
        villages[1].call("answer_order", request);
        carry(&villages[1], &town);
    };
    answer("reply", "人已搬出，下周砌墙");
    assert_eq!(
        supervised(&town),
        (json!(1), json!(0)),
        "answered, not done"
    );
    let seen = town.call("hazard_supervision", json!({ "hazard": hazard }));
    let said = &seen["orders"][0]["answers"][0];
    assert_eq!(
        (&said["label"], &said["reply"]),
        (&json!("已回复"), &json!("人已搬出，下周砌墙"))
    );
    answer("close", "墙已砌好");
    assert_eq!(supervised(&town), (json!(0), json!(0)));
}

#[test]
fn only_a_township_supervises() {
    let (villages, _, hazard) = late_hazard();
    let refused = villages[1].refuse("hazard_supervision", json!({ "hazard": hazard }));
    assert_eq!(refused.code, "not_a_township");
}
