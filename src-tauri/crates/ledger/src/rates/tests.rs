//! Every rate by name, with the empty denominator.

use super::*;
use crate::value::Row;

fn day(text: &str) -> NaiveDate {
    day_of(text).unwrap()
}

fn july() -> Period {
    Period {
        from: day("2026-07-01"),
        to: day("2026-07-31"),
    }
}

fn year() -> Period {
    Period {
        from: day("2026-01-01"),
        to: day("2026-12-31"),
    }
}

fn row(values: &[(&'static str, &str)]) -> Row {
    let mut row = Row::default();
    for (name, value) in values {
        row.set(name, *value);
    }
    row
}

fn parts(rate: Rate) -> (u64, u64) {
    (rate.numerator, rate.denominator)
}

fn refs(rows: &[Row]) -> Vec<&Row> {
    rows.iter().collect()
}

#[test]
fn a_percent_is_rounded_down_and_an_empty_denominator_has_none() {
    let rate = |numerator, denominator| Rate {
        name: "any",
        label: "某率",
        numerator,
        denominator,
    };
    assert_eq!(rate(2, 3).percent(), Some(66));
    assert_eq!(rate(0, 4).percent(), Some(0));
    assert_eq!(rate(4, 4).percent(), Some(100));
    assert_eq!(rate(0, 0).percent(), None, "never 100 %");
}

#[test]
fn every_rate_of_nothing_is_no_rate() {
    let rates = [
        rectified(&[], july()),
        rectified_on_time(&[], july()),
        conforming(&[]),
        answered(&[], july()),
        answered_within(&[], 5, july()),
        evacuated(&[]),
        stocked(&[]),
        drilled(&[], 0, year()),
        trained(&[], 0, year()),
        letters_signed(&[], year()),
    ];
    for rate in rates {
        assert_eq!(rate.percent(), None, "{}", rate.label);
    }
    let names: std::collections::BTreeSet<&str> = rates.iter().map(|rate| rate.name).collect();
    assert_eq!(names.len(), rates.len(), "each has its own name");
}

fn hazard(due: &str, status: &str, closed: &str) -> Row {
    row(&[("due_date", due), ("status", status), ("closed_at", closed)])
}

#[test]
fn the_rate_of_mending_counts_what_fell_due_and_leaves_out_the_untrue_and_the_repeated() {
    let hazards = [
        hazard("2026-07-10", "closed", "2026-07-09T10:00+08:00"),
        hazard("2026-07-10", "closed", "2026-07-12T10:00+08:00"),
        hazard("2026-07-10", "rectifying", ""),
        hazard("2026-07-10", "rejected", ""),
        hazard("2026-07-10", "duplicate", ""),
        hazard("2026-08-01", "confirmed", ""),
        hazard("", "found", ""),
    ];
    assert_eq!(parts(rectified(&refs(&hazards), july())), (2, 3));
}

#[test]
fn the_rate_of_mending_in_time_counts_only_what_was_closed_by_its_last_day() {
    let hazards = [
        hazard("2026-07-10", "closed", "2026-07-10T23:59+08:00"),
        hazard("2026-07-10", "closed", "2026-07-11T00:01+08:00"),
        hazard("2026-07-10", "closed", ""),
        hazard("2026-07-10", "confirmed", "2026-07-01T00:01+08:00"),
    ];
    assert_eq!(parts(rectified_on_time(&refs(&hazards), july())), (1, 4));
}

#[test]
fn the_rate_of_conformity_leaves_out_what_does_not_apply() {
    let items = ["pass", "pass", "fail", "na", ""].map(|result| row(&[("result", result)]));
    assert_eq!(parts(conforming(&refs(&items))), (2, 3));
}

fn call(who: &'static str, at: &str, result: &str, answered: &str) -> Row {
    row(&[
        ("warning_id", "w1"),
        ("target_id", who),
        ("called_at", at),
        ("result", result),
        ("answered_at", answered),
    ])
}

#[test]
fn the_rate_of_answers_counts_people_and_not_tries() {
    let calls = [
        call("p1", "2026-07-12T01:00+08:00", "no_answer", ""),
        call("p1", "2026-07-12T01:03+08:00", "confirmed", ""),
        call("p2", "2026-07-12T01:00+08:00", "unconfirmed", ""),
        call("p3", "2026-07-12T01:00+08:00", "knocked", ""),
        call(
            "p4",
            "2026-07-12T01:00+08:00",
            "knocked",
            "2026-07-12T01:09+08:00",
        ),
        call("p1", "2026-06-12T01:00+08:00", "powered_off", ""),
    ];
    assert_eq!(
        parts(answered(&refs(&calls), july())),
        (2, 4),
        "a knock that nobody answered is no answer"
    );
}

#[test]
fn another_warning_owes_another_answer_of_the_same_person() {
    let mut second = call("p1", "2026-07-20T01:00+08:00", "no_answer", "");
    second.set("warning_id", "w2");
    let calls = [
        call("p1", "2026-07-12T01:00+08:00", "confirmed", ""),
        second,
    ];
    assert_eq!(parts(answered(&refs(&calls), july())), (1, 2));
}

#[test]
fn the_rate_of_answers_in_five_minutes_counts_from_the_first_try() {
    let calls = [
        call("p1", "2026-07-12T01:00+08:00", "no_answer", ""),
        call("p1", "2026-07-12T01:05+08:00", "confirmed", ""),
        call("p2", "2026-07-12T01:00+08:00", "no_answer", ""),
        call("p2", "2026-07-12T01:06+08:00", "confirmed", ""),
        call(
            "p3",
            "2026-07-12T23:58+08:00",
            "confirmed",
            "2026-07-13T00:02+08:00",
        ),
        call("p4", "2026-07-12T01:00+08:00", "powered_off", ""),
    ];
    let within = |minutes| parts(answered_within(&refs(&calls), minutes, july()));
    assert_eq!(within(5), (2, 4));
    assert_eq!(
        within(6),
        (3, 4),
        "the minutes are a threshold of the place"
    );
}

fn moved(people: i64, status: &str) -> Row {
    let mut row = row(&[("household_id", "h"), ("status", status)]);
    row.set("people", people);
    row
}

#[test]
fn the_rate_of_evacuation_counts_people_and_not_households() {
    let mut partly = moved(4, "arrived");
    partly.set("arrived_people", 3);
    let entries = [
        moved(5, "arrived"),
        partly,
        moved(2, "hospital"),
        moved(3, "absent"),
        moved(2, "refused"),
        moved(1, "in_place"),
        moved(1, "lost_contact"),
    ];
    assert_eq!(parts(evacuated(&refs(&entries))), (10, 15));
}

#[test]
fn an_entry_whose_number_was_not_asked_is_owed_one_person_at_least() {
    let unasked = row(&[("household_id", "h"), ("status", "pending")]);
    assert_eq!(parts(evacuated(&[&unasked])), (0, 1));
}

#[test]
fn people_home_without_leave_are_not_in_safety() {
    let mut allowed = moved(2, "returned");
    allowed.set("return_ok_by", "竹坪镇");
    let entries = [allowed, moved(3, "returned")];
    assert_eq!(parts(evacuated(&refs(&entries))), (2, 5));
}

#[test]
fn the_rate_of_supplies_counts_items_with_a_minimum_of_which_anything_counts() {
    let item = |mode: &str, minimum: Option<i64>| {
        let mut row = row(&[("mode", mode)]);
        if let Some(minimum) = minimum {
            row.set("min_qty", minimum);
        }
        row
    };
    let items = [
        (Some(10_000), item("physical", Some(10_000))),
        (Some(-1_000), item("physical", Some(10_000))),
        (Some(0), item("physical", None)),
        (Some(0), item("", Some(0))),
        (Some(4_000), item("agreement", Some(10_000))),
        (None, item("agreement", Some(10_000))),
    ];
    let items: Vec<(Option<i64>, &Row)> =
        items.iter().map(|(counted, row)| (*counted, row)).collect();
    assert_eq!(parts(stocked(&items)), (1, 3));
}

fn plan_item(year: i64, kind: &str, count: Option<i64>) -> Row {
    let mut row = row(&[("kind", kind)]);
    row.set("plan_year", year);
    if let Some(count) = count {
        row.set("count", count);
    }
    row
}

#[test]
fn the_annual_plan_says_how_often_a_duty_is_owed() {
    let items = [
        plan_item(2026, "drill", Some(2)),
        plan_item(2026, "drill", None),
        plan_item(2025, "drill", Some(9)),
        plan_item(2026, "training", Some(4)),
    ];
    assert_eq!(owed(&refs(&items), "drill", year()), 3);
    assert_eq!(owed(&refs(&items), "training", year()), 4);
    assert_eq!(owed(&refs(&items), "meeting", year()), 0);
}

#[test]
fn the_rate_of_drills_counts_what_was_held_and_never_more_than_was_owed() {
    let drill = |status: &str, at: &str| row(&[("status", status), ("held_at", at)]);
    let drills = [
        drill("closed", "2026-05-12T19:00+08:00"),
        drill("held", "2026-06-01T19:00+08:00"),
        drill("planned", ""),
        drill("held", "2025-06-01T19:00+08:00"),
    ];
    let rate = |owed| parts(drilled(&refs(&drills), owed, year()));
    assert_eq!(rate(4), (2, 4));
    assert_eq!(rate(1), (1, 1));
}

#[test]
fn the_rate_of_trainings_counts_what_was_held() {
    let training = |status: &str, on: &str| row(&[("status", status), ("held_on", on)]);
    let trainings = [
        training("held", "2026-03-01"),
        training("assessed", "2026-04-01"),
        training("planned", "2026-05-01"),
    ];
    assert_eq!(parts(trained(&refs(&trainings), 4, year())), (2, 4));
}

#[test]
fn the_rate_of_letters_leaves_out_the_void_and_owes_again_what_ran_out() {
    let letter = |status: &str, from: &str, to: &str| {
        row(&[("status", status), ("start_on", from), ("end_on", to)])
    };
    let letters = [
        letter("signed", "2026-01-01", "2026-12-31"),
        letter("renewed", "2025-06-01", "2026-05-31"),
        letter("unsigned", "2026-01-01", ""),
        letter("unsigned", "", ""),
        letter("expired", "2025-03-01", "2026-02-28"),
        letter("void", "2026-01-01", "2026-12-31"),
        letter("signed", "2024-01-01", "2024-12-31"),
    ];
    assert_eq!(parts(letters_signed(&refs(&letters), year())), (2, 5));
}

#[test]
fn the_states_and_results_the_rates_read_exist() {
    let states = |name: &str| {
        let flow = crate::by_name(name).unwrap().flow.unwrap();
        let steps = flow.steps.iter().map(|step| step.to);
        steps.chain([flow.initial]).collect::<Vec<_>>()
    };
    for (ledger, read) in [
        ("hazard", &["closed", "rejected", "duplicate"][..]),
        ("drill", &["held", "evaluated", "closed"]),
        ("training", &["held", "assessed"]),
        ("responsibility_letter", &["signed", "renewed", "void"]),
        ("evac_entry", &["arrived", "hospital", "returned", "absent"]),
    ] {
        for state in read {
            assert!(states(ledger).contains(state), "{ledger}: {state}");
        }
    }
}
