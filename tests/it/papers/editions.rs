//! What each edition shows: the public one nothing about a villager, a blank one whose it is.

use super::text_of;
use acceptance::Station;
use serde_json::{Value, json};

const ADULT: &str = "何桂花";
const CHILD: &str = "贺小满";
const PHONE: &str = "14200000871";
const ILLNESS: &str = "胰岛素";

/// A household in danger with a sick adult and a child, who stand in as many ledgers as they can.
pub(super) fn household_in_danger() -> Station {
    let station = Station::village();
    let home = station.save(
        "household",
        json!({ "hh_no": "017", "group": "3组", "address": "3组8号", "in_danger_zone": true }),
    );
    let adult = station.save(
        "person",
        json!({
            "name": ADULT, "mobile": PHONE, "household_id": home["id"], "relation": "head",
            "medical_need": ILLNESS, "vulnerable": ["gravely_ill"], "help_needed": ["carry"],
            "kin_contact": format!("儿子{PHONE}"),
        }),
    )["id"]
        .clone();
    station.save(
        "person",
        json!({ "name": CHILD, "birth": "2019-05-01", "household_id": home["id"], "help_needed": ["hold"] }),
    );
    station.change(
        "household",
        &home["id"],
        json!({ "head_id": adult, "escort_a": adult }),
    );
    let post = station.save(
        "post",
        json!({ "name": "转移责任人", "kind": "escort", "a_id": adult }),
    );
    station.save(
        "response_card",
        json!({ "post_id": post["id"], "hazard_kind": "flood", "before": ["背熟包的户。"] }),
    );
    in_other_ledgers(&station, &home["id"], &adult);
    station
}

fn in_other_ledgers(station: &Station, home: &Value, adult: &Value) {
    station.save(
        "hazard",
        json!({
            "description": "屋后切坡有裂缝", "location": "3组沟西",
            "found_at": "2026-07-11 09:00", "found_by": adult,
        }),
    );
    station.save(
        "consultation",
        json!({
            "topic": "汛期会商", "kind": "monthly", "held_at": "2026-07-10 09:00",
            "host_id": adult, "attendees": [adult],
        }),
    );
    station.save(
        "relief",
        json!({ "household_id": home, "item": "棉被", "people": 2, "qty": "2", "unit": "床" }),
    );
    station.save(
        "duty_shift",
        json!({ "on_date": "2026-07-12", "slot": "day", "leader_id": adult, "staff_id": adult, "phone": PHONE }),
    );
    station.save(
        "evac_entry",
        json!({ "household_id": home, "people": 2, "absent_names": CHILD, "help_needed": ["carry"] }),
    );
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}

fn printed(station: &Station, document: &Value, public: bool) -> String {
    let name = document["name"].as_str().unwrap();
    let path = station.path(&format!("{name}-{public}.pdf"));
    let order = json!({ "document": name, "public": public, "path": path });
    station.call("save_document", order);
    squeezed(&text_of(&path))
}

fn documents(station: &Station) -> Vec<Value> {
    let kinds = station.call("documents", json!({}));
    kinds.as_array().unwrap().clone()
}

#[test]
fn no_public_edition_shows_a_name_a_phone_an_illness_or_a_child() {
    let station = household_in_danger();
    let mut shown_on_duty = 0;
    for document in documents(&station) {
        let name = &document["name"];
        let text = printed(&station, &document, true);
        for secret in [ADULT, CHILD, PHONE, ILLNESS, "重病（透析", "3组8号"] {
            assert!(
                !text.contains(secret),
                "{name} shows {secret} in public: {text}"
            );
        }
        let duty = printed(&station, &document, false);
        shown_on_duty += usize::from(duty.contains(ADULT));
    }
    assert!(
        shown_on_duty > 10,
        "the seeds do reach the papers: {shown_on_duty}"
    );
}

#[test]
fn a_number_that_the_public_edition_withholds_is_not_called_missing() {
    let station = household_in_danger();
    for name in ["contact_list", "contact_list_large", "contact_list_pocket"] {
        let text = printed(&station, &json!({ "name": name }), true);
        assert!(
            text.contains("不公开") && !text.contains("没有电话"),
            "{name}: {text}"
        );
    }
}

#[test]
fn no_paper_but_the_register_of_people_names_an_illness() {
    let station = household_in_danger();
    for document in documents(&station) {
        let text = printed(&station, &document, false);
        assert!(
            !text.contains(ILLNESS),
            "{} names an illness",
            document["name"]
        );
    }
}

#[test]
fn every_form_prints_empty_and_says_whose_it_is() {
    let station = Station::village();
    let blanks: Vec<Value> = documents(&station)
        .into_iter()
        .filter(|document| document["can_be_blank"] == true)
        .collect();
    assert!(blanks.len() >= 17, "{}", blanks.len());
    for document in blanks {
        let name = document["name"].as_str().unwrap();
        let path = station.path(&format!("{name}.pdf"));
        let order = json!({ "document": name, "blank": true, "path": path });
        station.call("save_document", order);
        let text = squeezed(&text_of(&path));
        // A card says what it is in fewer words than the list of papers; so does a variant.
        let title = document["title"].as_str().unwrap();
        let title = title.split('（').next().unwrap().trim_start_matches("岗位");
        assert!(
            text.contains("栗溪村") && text.contains(title),
            "{name}: {text}"
        );
    }
}

#[test]
fn a_blank_slip_has_four_centimetres_for_a_number_and_goes_on_one_sheet_with_another() {
    // Thirteen characters of at least nine and a half points.
    const NUMBER: usize = 13;
    let station = Station::village();
    let path = station.path("空白明白卡.pdf");
    let order = json!({ "document": "safety_slips", "blank": true, "path": path });
    station.call("save_document", order);
    let text = text_of(&path);
    assert_eq!(text.matches('\u{c}').count(), 1, "two slips on a sheet");
    let text = squeezed(&text);
    let lines = format!("电话{}", "＿".repeat(NUMBER));
    assert_eq!(text.matches(&lines).count(), 6, "{text}");
}
