//! Every paper of the catalogue: filled, blank, from almost nothing; copies, large letters, small
//! pages.

use super::text_of;
use acceptance::Station;
use base64::Engine as _;
use serde_json::{Value, json};
use std::process::Command;

/// The papers of domain §3.1, by the names under which they are printed.
const CATALOGUE: [&str; 31] = [
    "response_cards",
    "wallet_cards",
    "hazard_cards",
    "safety_slips",
    "safety_slip_copies",
    "work_card",
    "village_plan",
    "evacuation_list",
    "callout_sheet",
    "monitor_sheet",
    "duty_roster",
    "shift_handover",
    "supply_list",
    "stocktake_sheet",
    "movement_slip",
    "rectification_notice",
    "review_record",
    "responsibility_letter_paper",
    "situation_report_paper",
    "drill_plan",
    "drill_record",
    "drill_evaluation",
    "contact_list",
    "contact_list_pocket",
    "relief_notice",
    "monthly_report",
    "broadcast_scripts",
    "warning_board",
    "pouch",
    "register_household",
    "hazard_register",
];

fn kinds(station: &Station) -> Vec<Value> {
    let kinds = station.call("documents", json!({}));
    kinds.as_array().unwrap().clone()
}

fn printed(station: &Station, order: Value) -> String {
    let path = station.path("纸.pdf");
    let mut order = order;
    order["path"] = json!(path);
    station.call("save_document", order);
    text_of(&path).replace([' ', '\n'], "")
}

#[test]
fn every_paper_of_the_catalogue_can_be_printed() {
    let station = Station::village();
    let names: Vec<Value> = kinds(&station)
        .iter()
        .map(|kind| kind["name"].clone())
        .collect();
    for name in CATALOGUE {
        assert!(names.contains(&json!(name)), "{name} is missing");
    }
}

#[test]
fn every_form_prints_blank_with_places_to_write_in() {
    let station = Station::village();
    let mut blank = 0;
    for kind in kinds(&station) {
        if kind["can_be_blank"] == true {
            let order = json!({ "document": kind["name"], "blank": true });
            let paper = station.call("print_document", order);
            assert!(paper["pages"].as_u64().unwrap() >= 1, "{}", kind["name"]);
            blank += 1;
        }
    }
    assert!(blank >= 20, "{blank} papers print blank");
}

#[test]
fn a_blank_response_card_says_what_its_post_does_and_leaves_room_for_the_people() {
    let station = Station::village();
    let text = printed(
        &station,
        json!({ "document": "response_cards", "blank": true }),
    );
    for said in [
        "转移责任人（包户）",
        "走定好的路，路断才走备用路。",
        "大出血先压住；没呼吸就按压吹气。",
        "A角",
        "7/7",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn the_cards_of_all_posts_or_of_several_at_once_come_in_one_paper() {
    let station = Station::village();
    for (seq, name) in ["总指挥", "预警员", "巡查员"].iter().enumerate() {
        let post = json!({ "name": name, "kind": "escort", "seq": seq });
        let post = station.save("post", post);
        for hazard in ["flood", "typhoon"] {
            let card = json!({ "post_id": post["id"], "hazard_kind": hazard, "version": "第1版" });
            station.save("response_card", card);
        }
    }
    station.save("post", json!({ "name": "没有卡的岗", "kind": "escort" }));
    for document in ["response_cards", "wallet_cards"] {
        let choices = station.call("paper_choices", json!({ "document": document }));
        assert_eq!(choices["split"], "岗位");
        assert_eq!(choices["groups"], json!(["总指挥", "预警员", "巡查员"]));
    }
    let all = printed(&station, json!({ "document": "response_cards" }));
    assert!(all.contains("6/6"), "{all}");
    let two = json!({ "document": "response_cards", "groups": ["巡查员", "总指挥"] });
    let two = printed(&station, two);
    assert!(two.contains("4/4") && !two.contains("预警员"), "{two}");
    let nobody = json!({ "document": "response_cards", "groups": ["没有卡的岗"] });
    let refused = station.refuse("print_document", nobody);
    assert_eq!(refused.code, "nothing_to_print");
}

#[test]
fn a_card_without_words_of_its_own_says_those_of_its_kind_of_post() {
    let station = Station::village();
    let post = station.save("post", json!({ "name": "沟西包户人", "kind": "escort" }));
    station.save(
        "response_card",
        json!({
            "post_id": post["id"], "hazard_kind": "flood", "version": "第1版",
            "before": ["背熟沟西九户。"],
        }),
    );
    let text = printed(&station, json!({ "document": "response_cards" }));
    assert!(
        text.contains("背熟沟西九户。"),
        "its own words stand: {text}"
    );
    assert!(
        !text.contains("教每户认信号"),
        "in place of the shipped ones"
    );
    assert!(text.contains("两人一组，前面带、后面收。"), "{text}");
}

fn threatened() -> Station {
    let station = Station::village();
    let escort = station.person("王满仓", "14200000871");
    station.save(
        "household",
        json!({ "hh_no": "017", "group": "3组", "address": "8号", "in_danger_zone": true, "escort_a": escort }),
    );
    station
}

#[test]
fn a_register_stands_in_the_order_of_its_numbers() {
    let station = Station::village();
    for number in ["031", "017", "024"] {
        station.save("household", json!({ "hh_no": number, "group": "3组" }));
    }
    let text = printed(&station, json!({ "document": "register_household" }));
    let places = ["017", "024", "031"].map(|number| text.find(number).unwrap());
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn a_slip_is_printed_in_three_copies_each_marked_with_who_keeps_it() {
    let text = printed(&threatened(), json!({ "document": "safety_slip_copies" }));
    for keeper in ["第一联住户存", "第二联村存", "第三联发卡单位存"] {
        assert_eq!(text.matches(keeper).count(), 1, "{keeper}: {text}");
    }
    assert_eq!(text.matches("王满仓").count(), 3);
}

#[test]
fn a_large_slip_says_all_that_the_usual_one_says() {
    let station = threatened();
    let large = printed(&station, json!({ "document": "safety_slips_large" }));
    for said in [
        "什么时候走（有一条就走）",
        "山已经滑下来：往两侧跑。",
        "王满仓",
        "替手未定，请尽快指定。",
        "锣不响了，不等于解除",
        "不回屋拿东西",
        "户主签字",
    ] {
        assert!(large.contains(said), "{said}: {large}");
    }
}

#[test]
fn the_pocket_list_holds_every_contact_of_the_large_sheet() {
    let station = Station::village();
    for number in 0..40 {
        let person = station.person(
            &format!("张{number}"),
            &format!("142000{:05}", 1000 + number),
        );
        station.save(
            "post",
            json!({ "name": format!("岗位{number}"), "kind": "other", "a_id": person }),
        );
    }
    let text = printed(&station, json!({ "document": "contact_list_pocket" }));
    for number in 0..40 {
        assert!(text.contains(&format!("张{number}")), "{number}: {text}");
    }
    for said in ["火警119", "1/", "沿中间横线剪开", "（续）"] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn the_relief_notice_on_the_board_shows_neither_whole_names_nor_numbers() {
    let station = Station::village();
    let head = station.person("李小满", "14200000123");
    let home = station.save(
        "household",
        json!({ "hh_no": "021", "group": "2组", "head_id": head }),
    );
    let relief = station.save(
        "relief",
        json!({ "household_id": home["id"], "item": "大米", "people": 4, "reason": "房屋倒塌" }),
    );
    assert!(relief["id"].is_string());
    for public in [true, false] {
        let text = printed(
            &station,
            json!({ "document": "relief_notice", "public": public }),
        );
        assert!(!text.contains("李小满") && !text.contains("0123"), "{text}");
        assert!(
            text.contains("监督电话") && text.contains("公开版"),
            "{text}"
        );
    }
}

/// A plain picture as a telephone sends it.
fn picture(shade: u8) -> String {
    let picture = image::RgbImage::from_pixel(320, 240, image::Rgb([shade, 90, 60]));
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut jpeg)
        .encode_image(&picture)
        .unwrap();
    base64::engine::general_purpose::STANDARD.encode(jpeg)
}

#[test]
fn the_review_shows_the_place_before_and_after_and_the_public_edition_neither() {
    let station = Station::village();
    let hazard = station.save(
        "hazard",
        json!({ "description": "后门堆纸箱", "location": "村口" }),
    );
    for (phase, shade) in [("before", 30), ("after", 200), ("scene", 90)] {
        station.call(
            "add_photo",
            json!({
                "ledger": "hazard", "id": hazard["id"], "phase": phase,
                "data": picture(shade), "caption": format!("后门{shade}"),
            }),
        );
    }
    let order = json!({ "document": "review_record", "ids": [hazard["id"]] });
    let text = printed(&station, order.clone());
    // Read line by line: the words of both stand in one, the pictures side by side.
    let lines = Command::new("pdftotext")
        .arg("-layout")
        .args([station.path("纸.pdf").to_str().unwrap(), "-"])
        .output()
        .unwrap();
    let lines = String::from_utf8(lines.stdout).unwrap();
    let lines = lines.replace([' ', '　'], "");
    assert!(lines.contains("整改前后门30整改后后门200"), "{lines}");
    assert!(!text.contains("后门90"), "only before and after: {text}");
    let listed = Command::new("pdfimages")
        .args(["-list", station.path("纸.pdf").to_str().unwrap()])
        .output()
        .unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert_eq!(listed.matches("jpeg").count(), 2, "{listed}");
    let mut public = order;
    public["public"] = json!(true);
    assert!(!printed(&station, public).contains("后门30"));
}

#[test]
fn the_transfer_record_of_a_storm_holds_no_transfer_of_an_older_one() {
    let station = Station::village();
    let storm = |day: &str, place: &str| {
        let warning =
            json!({ "event_type": "rainstorm", "severity": "orange", "received_at": day });
        let warning = station.save("warning", warning)["id"].clone();
        station.save(
            "evac_entry",
            json!({ "place": place, "people": 4, "outsider_kind": "tourist", "warning_id": warning }),
        );
        warning
    };
    let printed = || {
        let path = station.path("登记.pdf");
        // A file that is there is never written over.
        let _ = std::fs::remove_file(&path);
        let order = json!({ "document": "evacuation_record", "path": path });
        station.call("save_document", order);
        text_of(&path)
    };
    let old = storm("2026-06-20 2:00", "溪边露营");
    station.change("warning", &old, json!({ "lifted_at": "2026-06-20 9:00" }));
    storm("2026-07-12 2:00", "半山工棚");
    let text = printed();
    assert!(
        text.contains("半山工棚") && !text.contains("溪边露营"),
        "{text}"
    );
}
