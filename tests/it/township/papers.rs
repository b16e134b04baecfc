//! What a township prints: lists of all its villages, each row with its village; what is a village's
//! own the village prints. Every test names the rule it holds.

use super::{NAMES, offices};
use acceptance::{Station, carry};
use serde_json::{Value, json};
use std::process::Command;

/// The first three of five villages have sent their books; the third's first hazard is a grave one.
fn heard() -> (Vec<Station>, Station) {
    let (villages, town) = offices();
    let grave = json!({ "description": "山塘坝脚渗水", "location": "大塘", "grade": "major" });
    villages[2].save("hazard", grave);
    for village in villages.iter().take(3) {
        carry(village, &town);
    }
    (villages, town)
}

fn printed(town: &Station, mut order: Value) -> String {
    let path = town.path("paper.pdf");
    order["path"] = json!(path);
    town.call("save_document", order);
    let read = Command::new("pdftotext")
        .arg("-layout")
        .arg(&path)
        .arg("-")
        .output();
    String::from_utf8(read.unwrap().stdout).unwrap()
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn a_list_of_a_township_holds_every_village_in_order_and_names_those_without_rows() {
    let (_, town) = heard();
    let text = printed(&town, json!({ "document": "hazard_register" }));
    let said = without_spaces(&text);
    assert!(said.contains("共7条：重大1条，一般0条，待定6条"), "{text}");
    let by_village = "栗溪村1条，黄土岭村2条，石门坳村4条；";
    let none = "没有记录的：竹园村（没送来过册子）、河口村（没送来过册子）。";
    assert!(said.contains(&format!("{by_village}{none}")), "{text}");
    let rows = text.lines().filter_map(|line| {
        let first = line.split_whitespace().next()?;
        NAMES.contains(&first).then_some(first)
    });
    let order: Vec<&str> = rows.collect();
    assert_eq!(
        order,
        [[NAMES[0]].as_slice(), &[NAMES[1]; 2], &[NAMES[2]; 4]].concat()
    );
}

#[test]
fn what_a_village_is_short_of_is_marked_and_its_least_has_a_unit() {
    let (villages, town) = offices();
    let item = json!({ "name": "竹竿", "unit": "根", "mode": "physical", "min_qty": "6", "kit_class": "tools" });
    villages[0].save("supply_item", item);
    carry(&villages[0], &town);
    let text = without_spaces(&printed(
        &town,
        json!({ "document": "register_supply_item" }),
    ));
    assert!(text.contains("0根没有库存6根"), "{text}");
}

#[test]
fn a_register_of_a_township_says_whose_each_row_is_and_sums_over_all() {
    let (villages, town) = offices();
    for (village, yuan) in villages.iter().zip(["100", "20", "3"]) {
        let award = json!({ "awarded_on": "2026-07-20", "recipient": "巡查员", "kind": "bravery", "amount_yuan": yuan });
        village.save("award", award);
        carry(village, &town);
    }
    let text = printed(&town, json!({ "document": "register_award" }));
    assert!(text.contains("123元"), "{text}");
    for name in NAMES.iter().take(3) {
        let is_row = |line: &&str| line.contains(name) && line.contains("巡查员");
        assert_eq!(text.lines().filter(is_row).count(), 1, "{name}: {text}");
    }
}

#[test]
fn a_list_of_chosen_villages_holds_these_alone() {
    let (_, town) = heard();
    let asked = json!({ "document": "hazard_register" });
    let choices = town.call("paper_choices", asked);
    assert_eq!(choices["split"], "村");
    assert_eq!(choices["groups"], json!(NAMES[..3]));
    let order = json!({ "document": "hazard_register", "groups": [NAMES[1]] });
    let text = printed(&town, order);
    assert!(without_spaces(&text).contains("共2条"), "{text}");
    assert!(
        !text.contains(NAMES[0]) && !text.contains(NAMES[3]),
        "{text}"
    );
    let order =
        json!({ "document": "hazard_register", "groups": ["竹园村"], "path": town.path("x.pdf") });
    assert_eq!(town.refuse("save_document", order).code, "nothing_to_print");
}

#[test]
fn what_is_a_village_s_own_a_township_neither_offers_nor_prints() {
    let (villages, town) = heard();
    let names = |office: &Station| -> Vec<String> {
        let kinds = office.call("documents", json!({}));
        let kinds = kinds.as_array().unwrap().iter();
        kinds
            .map(|kind| kind["name"].as_str().unwrap().to_owned())
            .collect()
    };
    for document in [
        "village_plan",
        "response_cards",
        "evacuation_list",
        "work_card",
    ] {
        assert!(
            names(&villages[0]).iter().any(|name| name == document),
            "{document}"
        );
        assert!(
            !names(&town).iter().any(|name| name == document),
            "{document}"
        );
        let order = json!({ "document": document, "path": town.path("x.pdf") });
        let problem = town.refuse("save_document", order);
        assert_eq!(problem.code, "paper_of_a_village");
        assert!(
            problem.message.contains("由村里自己印"),
            "{}",
            problem.message
        );
    }
}

#[test]
fn a_form_of_a_village_s_record_is_printed_by_that_village() {
    let (villages, town) = offices();
    let values = json!({ "topic": "汛期会商", "kind": "monthly", "held_at": "2026-07-10 09:00" });
    let own = town.save("consultation", values.clone())["id"].clone();
    let theirs = villages[0].save("consultation", values)["id"].clone();
    carry(&villages[0], &town);
    let form = |id: &Value| json!({ "document": "consultation_record", "ids": [id], "path": town.path("form.pdf") });
    town.call("save_document", form(&own));
    let problem = town.refuse("save_document", form(&theirs));
    assert_eq!(problem.code, "paper_of_a_village");
    assert!(problem.message.contains(NAMES[0]), "{}", problem.message);
    let papers = |id: &Value| town.read("consultation", id)["papers"].clone();
    assert_eq!(papers(&theirs), json!([]));
    assert_ne!(papers(&own), json!([]));
}
