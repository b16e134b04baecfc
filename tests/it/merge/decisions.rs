//! Rival values and broken rules, decided by a person.

use super::{hazard, remove};
use crate::papers::text_of;
use acceptance::{Station, carry, introduce};
use serde_json::{Value, json};

/// Two laptops that wrote different places of a hazard, and the conflict as the first one sees it.
fn rivals() -> (Station, Station, Value) {
    let first = Station::village();
    let record = hazard(&first, "路灯不亮");
    let second = first.second_laptop();
    carry(&first, &second);
    first.change("hazard", &record["id"], json!({ "location": "桥头" }));
    second.change("hazard", &record["id"], json!({ "location": "晒谷场" }));
    carry(&second, &first);
    let matters = first.call("open_matters", json!({}));
    assert_eq!(matters["left"], 1);
    let conflict = matters["conflicts"][0].clone();
    (first, second, conflict)
}

fn side<'a>(conflict: &'a Value, place: &str) -> &'a Value {
    let sides = conflict["sides"].as_array().unwrap();
    sides
        .iter()
        .find(|side| side["values"]["地点"] == place)
        .unwrap()
}

fn request(conflict: &Value, answer: Value) -> Value {
    let mut request = json!({
        "ledger": conflict["ledger"], "id": conflict["id"],
        "register": conflict["register"], "form": conflict["form"],
    });
    for (name, value) in answer.as_object().unwrap() {
        request[name] = value.clone();
    }
    request
}

#[test]
fn each_side_says_who_wrote_it_and_when() {
    let (_, _, conflict) = rivals();
    let here = side(&conflict, "桥头");
    let there = side(&conflict, "晒谷场");
    assert!(here["who"].as_str().unwrap().contains("本机"), "{here}");
    assert!(
        there["who"].as_str().unwrap().contains("另一台电脑"),
        "{there}"
    );
    assert!(there["at"].as_str().unwrap().contains("09:00"), "{there}");
}

#[test]
fn a_third_value_may_be_typed_and_ends_the_conflict_everywhere() {
    let (first, second, conflict) = rivals();
    assert_eq!(
        (conflict["field"].clone(), conflict["ours"].clone()),
        (json!("location"), json!(true))
    );
    let typed = request(
        &conflict,
        json!({ "values": { "location": "桥头和晒谷场之间" } }),
    );
    let settled = first.call("answer_conflict", typed);
    assert_eq!(
        (
            settled["values"]["location"].clone(),
            settled["disputed"].clone()
        ),
        (json!("桥头和晒谷场之间"), json!([]))
    );
    carry(&first, &second);
    assert_eq!(second.call("open_matters", json!({}))["left"], 0);
    assert_eq!(
        second.read("hazard", &conflict["id"])["values"]["location"],
        "桥头和晒谷场之间"
    );
}

#[test]
fn a_typed_value_is_of_the_disputed_field_alone_and_checked_like_any_other() {
    let (first, _, conflict) = rivals();
    for values in [
        json!({ "description": "别的" }),
        json!({}),
        json!({ "location": "桥头", "remark": "顺手" }),
    ] {
        let refused = first.refuse(
            "answer_conflict",
            request(&conflict, json!({ "values": values })),
        );
        assert_eq!(refused.code, "not_valid");
    }
    let unreadable = request(&conflict, json!({ "values": { "location": ["桥头"] } }));
    assert_eq!(
        first.refuse("answer_conflict", unreadable).code,
        "not_readable"
    );
    assert_eq!(
        first.call("open_matters", json!({}))["left"],
        1,
        "nothing was decided"
    );
}

#[test]
fn a_decision_is_taken_back_by_choosing_the_other_side() {
    let (first, second, conflict) = rivals();
    let chosen = request(
        &conflict,
        json!({ "entry": side(&conflict, "桥头")["entry"] }),
    );
    let settled = first.call("answer_conflict", chosen);
    assert_eq!(settled["values"]["location"], "桥头");
    let mut other = request(
        &conflict,
        json!({ "entry": side(&conflict, "晒谷场")["entry"] }),
    );
    assert_eq!(
        first.refuse("answer_conflict", other.clone()).code,
        "stale_form",
        "the screen reads it again first"
    );
    other["form"] = settled["form"].clone();
    assert_eq!(
        first.call("answer_conflict", other)["values"]["location"],
        "晒谷场"
    );
    carry(&first, &second);
    assert_eq!(
        second.read("hazard", &conflict["id"])["values"]["location"],
        "晒谷场"
    );
    assert_eq!(second.call("open_matters", json!({}))["left"], 0);
    first.assert_sound();
}

#[test]
fn what_no_entry_wrote_cannot_be_chosen() {
    let (first, _, conflict) = rivals();
    let record = first.read("hazard", &hazard(&first, "别的一条")["id"]);
    assert!(record["id"].is_string());
    let invented = request(&conflict, json!({ "entry": "00".repeat(32) }));
    assert_eq!(
        first.refuse("answer_conflict", invented).code,
        "already_settled"
    );
}

#[test]
fn the_township_sees_what_a_village_has_to_decide_and_does_not_decide_it() {
    let (first, second, conflict) = rivals();
    let town = Station::town();
    introduce(&first, &town);
    carry(&first, &town);
    let seen = town.call("open_matters", json!({}));
    assert_eq!(
        (seen["left"].clone(), seen["conflicts"][0]["ours"].clone()),
        (json!(1), json!(false))
    );
    assert_eq!(seen["conflicts"][0]["area"], "栗溪村");
    let chosen = request(
        &seen["conflicts"][0],
        json!({ "entry": conflict["sides"][0]["entry"] }),
    );
    assert_eq!(town.refuse("answer_conflict", chosen).code, "not_our_books");
    drop(second);
}

#[test]
fn a_question_is_answered_and_the_answer_taken_back() {
    let first = Station::village();
    let record = hazard(&first, "路灯不亮");
    let second = first.second_laptop();
    carry(&first, &second);
    remove(&first, "hazard", &record["id"]);
    second.change("hazard", &record["id"], json!({ "location": "晒谷场" }));
    carry(&second, &first);
    let key = first.call("open_matters", json!({}))["questions"][0]["key"].clone();
    let answer = |code: &str| json!({ "key": key, "answer": code, "reason": "问过本人" });
    assert_eq!(first.call("answer_question", answer("keep"))["left"], 0);
    assert_eq!(
        first.call("answer_question", answer("later"))["left"],
        1,
        "put off, it is open again"
    );
    let foreign = json!({ "key": "repeated/person/x/y", "answer": "keep", "reason": "乱填" });
    assert_eq!(
        first.refuse("answer_question", foreign).code,
        "not_our_question"
    );
}

#[test]
fn what_is_not_decided_is_marked_on_paper_with_both_values() {
    let (first, _, _) = rivals();
    let path = first.path("隐患.pdf");
    let request = json!({ "document": "hazard_register", "path": path });
    first.call("save_document", request);
    let text = text_of(&path).replace(char::is_whitespace, "");
    for words in ["桥头", "晒谷场", "待定夺"] {
        assert!(text.contains(words), "it says {words}: {text}");
    }
}

#[test]
fn what_a_form_reads_through_a_disputed_field_is_printed_as_both_sides_have_it() {
    let first = Station::village();
    let record = hazard(&first, "路灯不亮");
    let owners = [("何桂花", "14200000871"), ("周志强", "14200000872")];
    let [one, other] = owners.map(|(name, phone)| first.person(name, phone));
    let second = first.second_laptop();
    carry(&first, &second);
    first.change("hazard", &record["id"], json!({ "owner_id": one }));
    second.change("hazard", &record["id"], json!({ "owner_id": other }));
    carry(&second, &first);
    let path = first.path("告知单.pdf");
    let form = json!({ "document": "rectification_notice", "ids": [record["id"]], "path": path });
    let printed = || {
        first.call("save_document", form.clone());
        text_of(&path).replace(char::is_whitespace, "")
    };
    let text = printed();
    for said in ["何桂花", "周志强", "14200000871", "14200000872"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // The two stand side by side, so that each second line comes out of the file behind both first.
    for said in [
        "周志强（待定夺，另一边填",
        "14200000872（待定夺，另一边填",
        "何桂花）",
        "的是：14200000871）",
    ] {
        assert_eq!(text.matches(said).count(), 1, "{said}: {text}");
    }
}

#[test]
fn what_is_not_decided_of_the_row_a_form_points_at_is_printed_with_both_values() {
    let first = Station::village();
    let item = first.save(
        "supply_item",
        json!({ "name": "发电机", "unit": "台", "spec": "五千瓦" }),
    );
    first.save("supply_batch", json!({ "item_id": item["id"] }));
    let second = first.second_laptop();
    carry(&first, &second);
    first.change("supply_item", &item["id"], json!({ "spec": "三千瓦" }));
    second.change("supply_item", &item["id"], json!({ "spec": "八千瓦" }));
    carry(&second, &first);
    let path = first.path("盘点表.pdf");
    first.call(
        "save_document",
        json!({ "document": "stocktake_sheet", "path": path }),
    );
    let text = text_of(&path).replace(char::is_whitespace, "");
    for said in ["三千瓦", "八千瓦", "另一边填的是"] {
        assert!(text.contains(said), "{said}: {text}");
    }
}
