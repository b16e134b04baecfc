//! Premises, checklists, inspections and their answers (domain §1 F21, F22, §2.5).

use super::{flags, ledger, row, with};
use crate::check::Weight::Mark;
use crate::value::{Row, Value};

#[test]
fn selling_storing_and_sleeping_in_one_place_is_marked_until_it_ends() {
    let spec = ledger("premises");
    let mut shop = row(&[("name", "顺发超市"), ("kind", "shop")]);
    assert!(flags(spec, &shop).is_empty());
    shop.set("mixed_living", true);
    assert_eq!(flags(spec, &shop), [("three_in_one", Mark)]);
    assert!(
        spec.gaps(&shop)
            .any(|field| field.name == "sleeping_people"),
        "how many sleep there is asked"
    );
    shop.set("exits", 1);
    assert_eq!(
        flags(spec, &shop),
        [("three_in_one", Mark), ("one_exit", Mark)]
    );
    shop.set("exits", 2);
    shop.set("mixed_living", false);
    assert!(flags(spec, &shop).is_empty());
}

#[test]
fn one_exit_is_marked_only_where_people_sleep() {
    let mut shop = row(&[("name", "顺发超市")]);
    shop.set("exits", 1);
    assert!(flags(ledger("premises"), &shop).is_empty());
}

#[test]
fn charging_inside_a_shop_is_marked() {
    let mut shop = row(&[("name", "顺发超市")]);
    shop.set("charges_inside", true);
    assert_eq!(
        flags(ledger("premises"), &shop),
        [("charging_inside", Mark)]
    );
}

#[test]
fn the_limits_of_the_nine_kinds_are_words_of_the_list_and_not_code() {
    let kinds = super::codes("premises_kind");
    assert_eq!(
        kinds.len(),
        10,
        "nine small places and what is none of them"
    );
}

#[test]
fn a_line_that_stands_twice_on_a_checklist_is_marked() {
    let spec = ledger("checklist");
    let mut list = row(&[("name", "店铺日查"), ("kind", "own")]);
    let lines =
        |lines: &[&str]| Value::Lines(lines.iter().map(|line| (*line).to_owned()).collect());
    list.set("items", lines(&["通道畅通", "灭火器在期"]));
    assert!(flags(spec, &list).is_empty());
    list.set("items", lines(&["通道畅通", "灭火器在期", " 通道畅通 "]));
    assert_eq!(flags(spec, &list), [("item_twice", Mark)]);
}

#[test]
fn what_is_not_in_order_becomes_a_hazard() {
    let spec = ledger("inspection_item");
    let failed = row(&[
        ("inspection_id", "i"),
        ("item", "通道畅通"),
        ("result", "fail"),
    ]);
    assert_eq!(flags(spec, &failed), [("failed_without_hazard", Mark)]);
    assert!(flags(spec, &with(&failed, &[("hazard_id", "h")])).is_empty());
    for result in ["pass", "na"] {
        assert!(
            flags(spec, &with(&failed, &[("result", result)])).is_empty(),
            "{result}"
        );
    }
}

#[test]
fn an_inspection_names_what_it_looked_at() {
    let spec = ledger("inspection");
    let lacks_place = |row: &Row| spec.gaps(row).any(|field| field.name == "place");
    let nowhere = row(&[("checked_at", "2026-06-01T09:00+08:00")]);
    assert!(lacks_place(&nowhere));
    for target in ["premises_id", "risk_point_id", "facility_id"] {
        assert!(!lacks_place(&with(&nowhere, &[(target, "x")])), "{target}");
    }
    let early = with(&nowhere, &[("next_on", "2026-05-01")]);
    assert_eq!(flags(spec, &early), [("next_before_this", Mark)]);
}

#[test]
fn a_facility_is_not_tried_again_before_it_was_tried() {
    let siren = row(&[("last_tested", "2026-06-01"), ("next_test", "2026-05-01")]);
    assert_eq!(
        flags(ledger("facility"), &siren),
        [("next_test_before_last", Mark)]
    );
}

#[test]
fn a_visit_is_one_sentence_and_nobody_counts_them() {
    let spec = ledger("visit_log");
    let visit = row(&[
        ("note", "老人在家，烟囱通。"),
        ("visited_at", "2026-01-08T15:00+08:00"),
    ]);
    assert!(flags(spec, &visit).is_empty());
    let back = with(&visit, &[("next_on", "2026-01-01")]);
    assert_eq!(flags(spec, &back), [("next_visit_before_this", Mark)]);
    assert!(
        spec.fields.iter().all(|field| !field.label.contains("分")),
        "no score stands there (domain §5)"
    );
}
