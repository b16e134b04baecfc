//! Rules that look at one record, each in a sentence.

use super::{flags, ledger, row, with};
use crate::check::Weight::{Mark, Refuse};
use crate::kinds::supply_movement::direction;
use crate::value::{Row, Value};

fn set(codes: &[&str]) -> Value {
    Value::Set(codes.iter().map(|code| (*code).to_owned()).collect())
}

#[test]
fn an_empty_record_of_any_ledger_raises_nothing_but_a_photo_without_a_picture() {
    for spec in crate::kinds::ALL {
        let expected: &[_] = match spec.name {
            // A photo is its picture: without one there is nothing to keep.
            "photo" => &[("no_picture", Refuse)],
            _ => &[],
        };
        assert_eq!(flags(spec, &Row::default()), expected, "{}", spec.name);
    }
}

#[test]
fn a_wrong_identity_number_is_marked_and_never_stops_saving() {
    let spec = ledger("person");
    for wrong in [
        "340524198001010013",
        "3.4E+17",
        "990101",
        "34052419801301001X",
    ] {
        assert_eq!(
            flags(spec, &row(&[("id_no", wrong)])),
            [("wrong_id_no", Mark)],
            "{wrong}"
        );
    }
    assert!(flags(spec, &row(&[("id_no", "990101195603120014")])).is_empty());
}

#[test]
fn birth_and_sex_that_differ_from_the_identity_number_are_marked() {
    let spec = ledger("person");
    let person = row(&[
        ("id_no", "990101195603120014"),
        ("birth", "1956-03-12"),
        ("sex", "male"),
    ]);
    assert!(flags(spec, &person).is_empty(), "they agree");
    let older = with(&person, &[("birth", "1955-03-12")]);
    assert_eq!(flags(spec, &older), [("birth_differs", Mark)]);
    let woman = with(&person, &[("sex", "female")]);
    assert_eq!(flags(spec, &woman), [("sex_differs", Mark)]);
}

#[test]
fn an_odd_telephone_number_is_marked() {
    let person = row(&[("mobile", "1420000087")]);
    assert_eq!(flags(ledger("person"), &person), [("odd_phone", Mark)]);
    let village = row(&[("duty_phone", "12345"), ("town_phone", "0990-1234567")]);
    assert_eq!(
        flags(ledger("village_profile"), &village),
        [("odd_phone", Mark)]
    );
}

#[test]
fn two_places_that_need_two_people_refuse_one() {
    let pairs = [
        ("household", "escort_a", "escort_b"),
        ("post", "a_id", "b_id"),
        ("post", "a_id", "c_id"),
        ("post", "b_id", "c_id"),
        ("shelter", "keeper_a", "keeper_b"),
        ("team", "leader_id", "deputy_id"),
        ("station", "leader_id", "deputy_id"),
        ("grid", "leader_id", "deputy_id"),
        ("duty_assignment", "person_id", "deputy_id"),
        ("monitor_point", "keeper_a", "keeper_b"),
        ("donation", "received_by", "witness_id"),
    ];
    for (name, first, second) in pairs {
        let one = row(&[(first, "p1"), (second, "p1")]);
        let found = flags(ledger(name), &one);
        assert!(
            matches!(*found, [(_, Refuse)]),
            "{name}: {first} = {second}: {found:?}"
        );
        let two = row(&[(first, "p1"), (second, "p2")]);
        assert!(
            flags(ledger(name), &two).is_empty(),
            "{name}: two people are fine"
        );
    }
}

#[test]
fn in_a_danger_zone_a_missing_second_escort_is_marked() {
    let spec = ledger("household");
    let mut home = row(&[("escort_a", "p1")]);
    assert!(
        flags(spec, &home).is_empty(),
        "elsewhere the head of the group sees to it"
    );
    home.set("in_danger_zone", true);
    assert_eq!(flags(spec, &home), [("no_second_escort", Mark)]);
}

#[test]
fn days_that_run_backwards_are_marked() {
    let batch = row(&[("made_on", "2026-01-05"), ("expires_on", "2025-01-05")]);
    assert_eq!(
        flags(ledger("supply_batch"), &batch),
        [("expires_before_made", Mark)]
    );
    let plan = row(&[("approved_on", "2026-07-01"), ("next_review", "2026-06-01")]);
    assert_eq!(
        flags(ledger("plan"), &plan),
        [("review_before_approval", Mark)]
    );
}

#[test]
fn a_shelter_both_fit_and_unfit_for_a_hazard_is_marked() {
    let mut shelter = Row::default();
    shelter.set("ok_kinds", set(&["geological", "flood"]));
    shelter.set("bad_kinds", set(&["flood"]));
    assert_eq!(
        flags(ledger("shelter"), &shelter),
        [("fit_and_unfit", Mark)]
    );
    shelter.set("ok_kinds", set(&["geological"]));
    assert!(flags(ledger("shelter"), &shelter).is_empty());
}

#[test]
fn a_card_holds_five_lines_of_twenty_two_characters() {
    let spec = ledger("response_card");
    let mut card = Row::default();
    card.set("before", Value::Lines(vec!["字".repeat(22); 5]));
    assert!(flags(spec, &card).is_empty(), "just fits");
    card.set("before", Value::Lines(vec!["字".repeat(22); 6]));
    assert_eq!(flags(spec, &card), [("card_block_too_long", Mark)]);
    let full = format!("{}。", "字".repeat(22));
    card.set("before", Value::Lines(vec![full]));
    assert_eq!(
        flags(spec, &card),
        [("card_line_too_long", Mark)],
        "the full stop counts too"
    );
}

#[test]
fn a_movement_that_happened_is_never_refused_for_its_quantity() {
    let spec = ledger("supply_movement");
    let mut movement = row(&[("kind", "out_use"), ("batch_id", "b")]);
    movement.set("qty", 9_000_000);
    assert!(
        flags(spec, &movement).is_empty(),
        "how much is left is another question"
    );
    movement.set("qty", 0);
    assert_eq!(flags(spec, &movement), [("nothing_moved", Mark)]);
}

#[test]
fn scrapping_takes_two_names() {
    let spec = ledger("supply_movement");
    let scrap = row(&[
        ("kind", "out_scrap"),
        ("handled_by", "p1"),
        ("approved_by", "p1"),
    ]);
    assert_eq!(flags(spec, &scrap), [("scrap_needs_two", Refuse)]);
    let handing_out = with(&scrap, &[("kind", "out_use")]);
    assert!(
        flags(spec, &handing_out).is_empty(),
        "at night the keeper may approve himself"
    );
}

#[test]
fn every_kind_of_movement_goes_in_or_out() {
    let known = [
        ("in_purchase", 1),
        ("in_allot", 1),
        ("in_donate", 1),
        ("in_return", 1),
        ("count_up", 1),
        ("out_use", -1),
        ("out_allot", -1),
        ("out_lend", -1),
        ("out_consume", -1),
        ("out_scrap", -1),
        ("count_down", -1),
    ];
    for (kind, expected) in known {
        assert_eq!(direction(kind), expected, "{kind}");
    }
    assert_eq!(
        direction("from_a_newer_version"),
        0,
        "an unknown kind moves nothing"
    );
}

#[test]
fn figures_below_zero_and_turned_limits_are_marked() {
    let mut item = Row::default();
    item.set("min_qty", 10_000);
    item.set("target_qty", 5_000);
    assert_eq!(
        flags(ledger("supply_item"), &item),
        [("target_below_min", Mark)]
    );
    let coded = row(&[("gb_code", "12345")]);
    assert_eq!(
        flags(ledger("supply_item"), &coded),
        [("odd_gb_code", Mark)]
    );
    let mut route = Row::default();
    route.set("walk_min", -1);
    assert_eq!(flags(ledger("route"), &route), [("below_zero", Mark)]);
    let mut team = Row::default();
    team.set("min_size", 10);
    team.set("max_size", 5);
    assert_eq!(flags(ledger("team"), &team), [("sizes_turned", Mark)]);
}
