//! What the public edition masks and what it keeps, field by field and over every paper of the demo.

use super::text_of;
use acceptance::{Station, desk};
use app::Desk;
use app::demo::{DemoOrder, run};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Numbers that stand on every card are an office's.
const OFFICES: [&str; 5] = [
    "duty_phone",
    "town_phone",
    "clinic_phone",
    "police_phone",
    "fire_station_phone",
];

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

fn public(station: &Station, document: &str) -> String {
    let path = station.path(&format!("{document}.pdf"));
    let order = json!({ "document": document, "public": true, "path": path });
    station.call("save_document", order);
    squeezed(&text_of(&path))
}

#[test]
fn people_named_in_words_are_masked_and_units_shops_and_goods_are_not() {
    let station = Station::village();
    station.person("李秀英", "14200000871");
    let save = |ledger: &str, values: Value| station.save(ledger, values);
    save(
        "consultation",
        json!({ "topic": "会商", "kind": "monthly", "held_at": "2026-07-10 09:00",
            "other_attendees": "竹坪镇消防站、副镇长宋文静", "judgement": "李秀英家后坡有缝。" }),
    );
    save(
        "responsibility_letter",
        json!({ "party_b": "国海商店（陈国海）", "start_on": "2026-01-01", "end_on": "2026-12-31" }),
    );
    save(
        "duty_shift",
        json!({ "on_date": "2026-07-12", "slot": "day",
            "open_matters": "5组喇叭没修好，打14200000871问李秀英。" }),
    );
    for (document, shown, hidden) in [
        ("consultation_record", "竹坪镇消防站、副镇长宋**", "宋文静"),
        ("consultation_record", "李**家后坡有缝。", "李秀英"),
        ("responsibility_letter_paper", "国海商店（陈**）", "陈国海"),
        (
            "shift_handover",
            "5组喇叭没修好，打不公开问李**。",
            "14200000871",
        ),
    ] {
        let text = public(&station, document);
        assert!(text.contains(shown), "{document} says {shown}: {text}");
        assert!(!text.contains(hidden), "{document} hides {hidden}: {text}");
    }
}

#[test]
fn a_notice_of_relief_says_who_in_which_group_gets_what_and_why_but_no_illness() {
    let station = Station::village();
    let home = station.save(
        "household",
        json!({ "hh_no": "017", "group": "3组", "address": "8号" }),
    )["id"]
        .clone();
    let head = station.save(
        "person",
        json!({ "name": "欧阳卫东", "household_id": home, "relation": "head" }),
    )["id"]
        .clone();
    station.change("household", &home, json!({ "head_id": head }));
    for (item, reason) in [("棉被", "受灾户过冬"), ("大米", "户主每周透析")] {
        let relief = station.save(
            "relief",
            json!({ "household_id": home, "item": item, "people": 2, "qty": "2", "unit": "床", "reason": reason }),
        );
        let appraised = json!({ "appraised_on": "2026-07-09" });
        station.advance("relief", &relief["id"], "appraise", appraised);
        let posted = json!({ "posted_on": "2026-07-10", "post_end": "2026-07-17" });
        station.advance("relief", &relief["id"], "post", posted);
    }
    let text = public(&station, "relief_notice");
    for shown in [
        "欧阳**",
        "3组",
        "2人",
        "棉被",
        "受灾户过冬",
        "不公开",
        "2026年7月17日",
        "4人",
    ] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    for hidden in ["欧阳卫东", "透析", "8号", "017"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
}

#[test]
fn masking_makes_no_two_people_one() {
    let station = Station::village();
    for (seq, (name, mobile)) in [("李秀英", "14200000871"), ("李国海", "14200000872")]
        .into_iter()
        .enumerate()
    {
        let person = station.person(name, mobile);
        station.save(
            "post",
            json!({ "name": format!("岗位{seq}"), "kind": "escort", "a_id": person, "seq": seq }),
        );
    }
    let text = public(&station, "contact_list");
    assert!(text.contains("共2人"), "{text}");
}

#[test]
fn two_people_of_one_paper_who_are_masked_alike_are_told_apart_by_their_posts() {
    let station = Station::village();
    let person = |name: &str, mobile: &str, post: &str| {
        let person = station.person(name, mobile);
        station.change("person", &person, json!({ "duty_title": post }));
        person
    };
    let fixer = person("李国海", "14200000871", "5组组长");
    let reviewer = person("李秀英", "14200000872", "村书记");
    let owner = person("何桂花", "14200000873", "护林员");
    let hazard = json!({ "description": "护栏松动", "grade": "general", "owner_id": owner,
        "fixed_by": fixer, "reviewed_by": reviewer });
    station.save("hazard", hazard);
    let text = public(&station, "review_record");
    for said in ["李**（5组组长）", "李**（村书记）"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(
        !text.contains("护林员"),
        "nobody else is called 何**: {text}"
    );
}

#[test]
fn the_line_of_the_office_stays_where_a_number_of_ones_own_is_kept_back() {
    let station = Station::village();
    station.save("village_profile", json!({ "duty_phone": "14200002203" }));
    for (day, phone) in [("2026-07-12", "14200002203"), ("2026-07-13", "14200000871")] {
        station.save(
            "duty_shift",
            json!({ "on_date": day, "slot": "day", "phone": phone }),
        );
    }
    let text = public(&station, "duty_roster");
    assert!(
        text.contains("14200002203") && text.contains("不公开") && !text.contains("14200000871"),
        "{text}"
    );
    let text = public(&station, "poster");
    assert!(
        text.contains("14200002203") && text.contains("119"),
        "{text}"
    );
}

/// What the list of people shows of everybody in these fields.
fn of_everybody(desk: &Desk, fields: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut offset = 0;
    loop {
        let request = json!({ "ledger": "person", "offset": offset, "limit": 500 });
        let page = desk.call("list_records", request).unwrap();
        let rows = page["rows"].as_array().unwrap();
        if rows.is_empty() {
            return found;
        }
        for row in rows {
            let texts = fields
                .iter()
                .filter_map(|field| row["cells"][*field].as_str());
            found.extend(texts.map(squeezed).filter(|text| !text.is_empty()));
        }
        offset += rows.len();
    }
}

/// Whether an identity number stands in a text: those of the demo begin with a district that is
/// none.
fn tells_an_identity(text: &str) -> bool {
    text.match_indices("990101").any(|(at, _)| {
        let number = text[at..].chars().take(18);
        number
            .filter(|letter| letter.is_ascii_digit() || *letter == 'X')
            .count()
            == 18
    })
}

#[test]
fn no_public_paper_of_the_demo_names_anybody_or_tells_a_number_of_his_own() {
    let folder = tempfile::tempdir().unwrap();
    let order = DemoOrder {
        dir: folder.path().to_path_buf(),
        seed: 20_260_601,
        villages: 1,
    };
    run(&order).unwrap();
    let desk = desk();
    let books = folder.path().join("栗溪村.yz");
    desk.call("choose_file", json!({ "path": books })).unwrap();
    let mut names = of_everybody(&desk, &["name"]);
    names.retain(|name| name.chars().count() > 1);
    let mut secrets = of_everybody(&desk, &["mobile", "duty_phone"]);
    let profile = desk
        .call("list_records", json!({ "ledger": "village_profile" }))
        .unwrap();
    let profile = json!({ "ledger": "village_profile", "id": profile["rows"][0]["id"] });
    let profile = desk.call("read_record", profile).unwrap();
    for line in OFFICES {
        secrets.remove(profile["values"][line].as_str().unwrap());
    }
    assert!(names.len() > 500 && secrets.len() > 500, "the demo is full");
    for document in desk
        .call("documents", json!({}))
        .unwrap()
        .as_array()
        .unwrap()
    {
        let name = document["name"].as_str().unwrap();
        let path = folder.path().join(format!("{name}.pdf"));
        let order = json!({ "document": name, "public": true, "path": path });
        desk.call("save_document", order).unwrap();
        let text = squeezed(&text_of(&path));
        let shown = names
            .iter()
            .chain(&secrets)
            .filter(|secret| text.contains(*secret));
        let shown: Vec<&String> = shown.collect();
        assert!(shown.is_empty(), "{name} shows {shown:?} in public");
        assert!(!tells_an_identity(&text), "{name} tells an identity number");
    }
}
