//! Every document of the shelf from a village that has said almost nothing: it is printed, it says
//! in plain words what is missing, and where that is entered.

use super::text_of;
use acceptance::Station;
use serde_json::{Value, json};

/// Papers that say what holds everywhere: they need nothing of the books.
const COMPLETE: [&str; 4] = [
    "hazard_cards",
    "hazard_cards_large",
    "broadcast_scripts",
    "warning_board",
];

/// Papers that are one list of a ledger, and nothing without a row of it.
const LISTS: [&str; 2] = ["hazard_register", "supply_list"];

/// What a paper says, without the breaks of its lines, and what the preview says of it.
struct Printed {
    said: String,
    notes: String,
}

fn printed(station: &Station, order: Value) -> Printed {
    let paper = station.call("print_document", order.clone());
    assert!(paper["pages"].as_u64().unwrap() >= 1, "{order}");
    let path = station.path(&format!("{}.pdf", order["document"].as_str().unwrap()));
    // A file that is there is never written over.
    let _ = std::fs::remove_file(&path);
    let mut order = order;
    order["path"] = json!(path);
    let saved = station.call("save_document", order);
    let letters = text_of(&path);
    Printed {
        said: letters.split_whitespace().collect(),
        notes: saved["notes"].to_string(),
    }
}

fn documents(station: &Station) -> Vec<Value> {
    let kinds = station.call("documents", json!({}));
    kinds.as_array().unwrap().clone()
}

/// 还没有……：到“隐患”里新增。
fn says_where_to_enter(said: &str) -> bool {
    said.split('。').any(|sentence| {
        let missing = sentence.split_once("还没有");
        missing.is_some_and(|(_, rest)| rest.contains("到“") && rest.contains("”里"))
    })
}

#[test]
fn every_paper_of_a_village_with_nothing_but_its_name_says_what_is_missing_and_where_to_enter_it() {
    let station = Station::village();
    for document in documents(&station) {
        let name = document["name"].as_str().unwrap();
        let Printed { said, notes } = printed(&station, json!({ "document": name }));
        assert!(said.contains("栗溪村"), "{name}: {said}");
        let is_complete = COMPLETE.contains(&name);
        let is_list = LISTS.contains(&name) || name.starts_with("register_");
        if is_list {
            // A list says it once, and not what to press: that stands in the preview.
            assert_eq!(said.matches("没有").count(), 1, "{name}: {said}");
            assert!(said.contains("没有登记。"), "{name}: {said}");
        } else {
            assert_eq!(says_where_to_enter(&said), !is_complete, "{name}: {said}");
        }
        if name != "pouch" {
            assert_eq!(says_where_to_enter(&notes), !is_complete, "{name}: {notes}");
        }
    }
    let unknown = station.refuse("print_document", json!({ "document": "poem" }));
    assert_eq!(unknown.code, "unknown_document");
}

#[test]
fn every_paper_of_a_village_with_one_household_is_printed() {
    let station = Station::village();
    let home = json!({ "hh_no": "017", "group": "3组", "in_danger_zone": true });
    station.save("household", home);
    for document in documents(&station) {
        printed(&station, json!({ "document": document["name"] }));
    }
    let slip = printed(&station, json!({ "document": "safety_slips" }));
    assert!(
        slip.said.contains("017号") && slip.said.contains("护送人和替手未定"),
        "{}",
        slip.said
    );
    let list = printed(&station, json!({ "document": "evacuation_list" }));
    assert!(!list.said.contains("还没有登记住在危险区的户"));
}

fn pages(station: &Station, order: Value) -> u64 {
    let paper = station.call("print_document", order);
    paper["pages"].as_u64().unwrap()
}

#[test]
fn what_is_missing_turns_no_page_of_a_slip_or_a_letter() {
    let station = Station::village();
    let home = json!({ "hh_no": "017", "group": "3组", "in_danger_zone": true });
    station.save("household", home);
    for name in [
        "safety_slips",
        "safety_slips_large",
        "responsibility_letter_paper",
        "rectification_notice",
        "work_card",
    ] {
        assert_eq!(pages(&station, json!({ "document": name })), 1, "{name}");
    }
    let blank = json!({ "document": "safety_slips_large", "blank": true });
    assert_eq!(
        pages(&station, blank),
        1,
        "a large slip takes a whole sheet"
    );
}

#[test]
fn a_blank_paper_has_a_line_for_the_number_it_speaks_of_and_for_its_day() {
    let station = Station::village();
    let blank = |document: &str| {
        let order = json!({ "document": document, "blank": true });
        printed(&station, order).said
    };
    let notice = blank("rectification_notice");
    assert!(notice.contains("编号：＿＿＿＿＿＿"), "{notice}");
    let receipt = format!("隐患：{}。", "＿".repeat(14));
    assert!(notice.contains(&receipt), "{notice}");
    let relief = blank("relief_notice");
    let behind = relief.split_once("栗溪村村民委员会").map(|(_, rest)| rest);
    let is_dated = behind.is_some_and(|rest| rest.starts_with("＿＿＿＿年＿＿月＿＿日"));
    assert!(is_dated, "{relief}");
}

#[test]
fn the_pouch_of_an_empty_village_names_what_is_in_it_and_what_is_missing() {
    let station = Station::village();
    let pouch = printed(&station, json!({ "document": "pouch" })).said;
    for said in [
        "九类险情卡",
        "叫应记录表（空白表）",
        "还缺下面这些，补上再印",
        "岗位应急处置卡：没有装进来。“处置卡”还没有记录：到“处置卡”里新增。",
        "村级应急预案：还没有预案：到“预案”里新增",
        "应急通讯录：还没有村值守和镇应急办的电话：到“村情”里填。",
    ] {
        assert!(pouch.contains(said), "{said}: {pouch}");
    }
}

#[test]
fn a_record_that_was_asked_for_by_name_and_is_gone_is_refused() {
    let station = Station::village();
    let hazard = station.save("hazard", json!({ "description": "后门堆纸箱" }));
    let (id, form) = (
        &hazard["id"],
        &station.read("hazard", &hazard["id"])["form"],
    );
    let gone = json!({ "ledger": "hazard", "id": id, "form": form });
    station.call("remove_record", gone);
    let order = json!({ "document": "review_record", "ids": [id] });
    let refused = station.refuse("print_document", order);
    assert_eq!(refused.code, "record_missing");
}

#[test]
fn a_report_says_nothing_good_of_what_the_village_does_not_keep() {
    let report = json!({ "document": "monthly_report" });
    let station = Station::village();
    let empty = printed(&station, report.clone()).said;
    for praise in [
        "都不低于最低储备",
        "没有重大隐患",
        "要补0种",
        "没有到期的隐患",
    ] {
        assert!(!empty.contains(praise), "{praise}: {empty}");
    }
    station.save(
        "hazard",
        json!({ "description": "后门堆纸箱", "grade": "general" }),
    );
    let kept = printed(&station, report).said;
    assert!(kept.contains("没有重大隐患"), "{kept}");
}

#[test]
fn a_township_is_not_told_of_a_village_s_telephone() {
    let town = Station::town();
    let printed = |document: &str| {
        let path = town.path(&format!("{document}.pdf"));
        let order = json!({ "document": document, "path": path });
        town.call("save_document", order);
        text_of(&path).replace([' ', '\n'], "")
    };
    let contacts = printed("contact_list");
    assert!(contacts.contains("还没有本单位的值守电话"), "{contacts}");
    assert!(!contacts.contains("村值守"), "{contacts}");
    assert!(
        !contacts.contains("共3人"),
        "a number of all is nobody: {contacts}"
    );
}
