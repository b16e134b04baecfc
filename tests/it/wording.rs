//! Texts as data: worded by the office and by its township, never at the cost of a safety point.

use acceptance::{Station, carry, introduce};
use serde_json::{Value, json};

use crate::papers::text_of;

fn passage(station: &Station, name: &str) -> Value {
    let chapters = station.call("wordings", json!({}));
    let chapters = chapters.as_array().unwrap().iter();
    let mut passages = chapters.flat_map(|chapter| chapter["passages"].as_array().unwrap().clone());
    passages
        .find(|passage| passage["name"] == name)
        .unwrap_or_else(|| panic!("no passage {name}"))
}

/// Every point of a passage, as somebody who saw that the new words still say it.
fn kept(station: &Station, name: &str) -> Vec<Value> {
    let passage = passage(station, name);
    let points = passage["points"].as_array().unwrap().iter();
    points.map(|point| point["id"].clone()).collect()
}

fn word(station: &Station, name: &str, lines: Value) -> Value {
    let kept = kept(station, name);
    station.call(
        "save_wording",
        json!({ "name": name, "lines": lines, "kept": kept }),
    );
    passage(station, name)
}

fn printed(station: &Station, document: &str) -> String {
    let path = station.path(&format!("{document}.pdf"));
    let order = json!({ "document": document, "path": path });
    station.call("save_document", order);
    text_of(&path).replace([' ', '\n'], "")
}

const SIGNS: &str = "hazard_cards/flood/signs";
const FIRST: &str = "hazard_cards/flood/first";

#[test]
fn own_words_are_printed_and_go_back_to_the_shipped_ones_by_one_key() {
    let station = Station::village();
    let shipped = printed(&station, "hazard_cards");
    let own = word(&station, SIGNS, json!(["河里发浑，起大响。"]));
    assert_eq!(own["own"], json!(["河里发浑，起大响。"]));
    let text = printed(&station, "hazard_cards");
    assert!(text.contains("河里发浑，起大响。") && !text.contains("上游轰隆响"));
    station.call("save_wording", json!({ "name": SIGNS, "lines": null }));
    assert_eq!(passage(&station, SIGNS)["own"], Value::Null);
    let back = printed(&station, "hazard_cards");
    assert_eq!(back.contains("上游轰隆响"), shipped.contains("上游轰隆响"));
    assert!(back.contains("上游轰隆响"));
    station.assert_sound();
}

#[test]
fn a_safety_point_is_reworded_only_by_somebody_who_saw_it_and_never_left_out() {
    let station = Station::village();
    let shipped = passage(&station, FIRST);
    let mut lines = shipped["shipped"].as_array().unwrap().clone();
    let points = shipped["points"].as_array().unwrap();
    assert!(points.len() >= 4, "{points:?}");
    lines[1] = json!("往两边高处爬，越远越好。");
    let unseen = json!({ "name": FIRST, "lines": lines });
    let refused = station.refuse("save_wording", unseen);
    assert_eq!(refused.code, "safety_point_unconfirmed");
    lines[1] = json!("离水远一点。");
    let lost = json!({ "name": FIRST, "lines": lines, "kept": kept(&station, FIRST) });
    let refused = station.refuse("save_wording", lost);
    assert_eq!(refused.code, "safety_point_lost");
    assert!(
        refused.message.contains("往沟的两边高处走"),
        "it is named: {}",
        refused.message
    );
    assert_eq!(
        passage(&station, FIRST)["own"],
        Value::Null,
        "nothing was written"
    );
    lines[1] = json!("往两边高处爬，越远越好。");
    let own = word(&station, FIRST, json!(lines));
    assert_eq!(own["own"][1], "往两边高处爬，越远越好。");
    station.assert_sound();
}

#[test]
fn every_safety_point_is_demanded_of_own_words() {
    let station = Station::village();
    let chapters = station.call("wordings", json!({}));
    let mut demanded = 0;
    for chapter in chapters.as_array().unwrap() {
        for passage in chapter["passages"].as_array().unwrap() {
            if passage["points"].as_array().unwrap().is_empty() {
                continue;
            }
            let places = passage["places"].as_array().unwrap().iter();
            let places = places.map(|place| format!("{{{}}}", place.as_str().unwrap()));
            let vague = format!("大家小心。{}", places.collect::<String>());
            let name = passage["name"].as_str().unwrap();
            let refused = station.refuse(
                "save_wording",
                json!({ "name": name, "lines": [vague], "kept": kept(&station, name) }),
            );
            let is_long = refused.message.contains("个字");
            assert!(
                refused.code == "safety_point_lost" || is_long,
                "{name}: {}",
                refused.message
            );
            demanded += 1;
        }
    }
    assert!(demanded > 40, "{demanded} passages have safety points");
}

#[test]
fn what_outgrows_its_measure_is_refused_with_its_numbers() {
    let station = Station::village();
    for (name, lines, word) in [
        (SIGNS, json!(vec!["水"; 6]), "最多写5行"),
        (SIGNS, json!(["水".repeat(23)]), "23个字"),
        (SIGNS, json!([" "]), "还没有写"),
        (SIGNS, json!(["水到{门口}"]), "花括号"),
        ("poems/1/lines", json!(["诗"]), "没有这一段用语"),
    ] {
        let request = json!({ "name": name, "lines": lines });
        let refused = station.refuse("save_wording", request);
        assert!(refused.message.contains(word), "{}", refused.message);
    }
    let name = "broadcasts/remind/template";
    let shipped = passage(&station, name)["shipped"][0]
        .as_str()
        .unwrap()
        .to_owned();
    let long = format!("{shipped}{}", "快走。".repeat(20));
    let refused = station.refuse("save_wording", json!({ "name": name, "lines": [long] }));
    assert!(refused.message.contains("最多100个"), "{}", refused.message);
}

#[test]
fn a_township_words_for_its_villages_and_a_village_for_itself() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    word(&town, SIGNS, json!(["镇里的说法。"]));
    carry(&village, &town);
    carry(&town, &village);
    let heard = passage(&village, SIGNS);
    assert_eq!(
        (&heard["township"], &heard["own"]),
        (&json!(["镇里的说法。"]), &Value::Null)
    );
    assert!(printed(&village, "hazard_cards").contains("镇里的说法。"));
    word(&village, SIGNS, json!(["村里的说法。"]));
    assert!(printed(&village, "hazard_cards").contains("村里的说法。"));
    village.call("save_wording", json!({ "name": SIGNS, "lines": null }));
    assert!(printed(&village, "hazard_cards").contains("镇里的说法。"));
}

#[test]
fn a_trial_is_seen_on_the_very_paper_and_kept_nowhere() {
    let station = Station::village();
    for name in [
        SIGNS,
        "post_cards/escort/before",
        "safety_slip/when/lines",
        "broadcasts/lifted/template",
        "warning_actions/blue/actions",
        "forms/work_card/notice",
    ] {
        let lines = json!(["试一试这句话。"]);
        let paper = station.call("try_wording", json!({ "name": name, "lines": lines }));
        assert!(paper["pages"].as_u64().unwrap() > 0, "{name}");
        assert_eq!(passage(&station, name)["own"], Value::Null, "{name}");
    }
    assert!(!printed(&station, "hazard_cards").contains("试一试"));
}

#[test]
fn a_form_says_what_the_office_words_on_it() {
    let station = Station::village();
    let name = "forms/movement_slip/notice";
    word(&station, name, json!(["先发后记，第二天补签。"]));
    let path = station.path("出库.pdf");
    station.call(
        "save_document",
        json!({ "document": "movement_slip", "blank": true, "path": path }),
    );
    assert!(text_of(&path).contains("第二天补签"));
}

#[test]
fn rewording_can_be_taken_back() {
    let station = Station::village();
    word(&station, SIGNS, json!(["河里发浑。"]));
    let last = station.call("last_act", json!({}));
    station.call("undo_act", json!({ "id": last["id"] }));
    assert_eq!(passage(&station, SIGNS)["own"], Value::Null);
    assert!(!printed(&station, "hazard_cards").contains("河里发浑。"));
}
