//! Meetings, tasks, relief, drills and what else is done by day (domain §2.14, §8.4).

use super::{flags, ledger, row, with};
use crate::check::Weight::{Mark, Refuse};
use crate::flow::Refusal;
use crate::kinds::annual_plan_item::times_owed;
use crate::spec::Menu;
use crate::value::{Row, Value};

#[test]
fn what_is_done_to_be_ready_stands_in_the_menu_of_culture() {
    for name in [
        "drill",
        "training",
        "contest",
        "publicity",
        "survey",
        "annual_plan_item",
    ] {
        assert_eq!(ledger(name).menu, Menu::Culture, "{name}");
    }
    for name in [
        "consultation",
        "task",
        "relief",
        "casualty",
        "damaged_house",
    ] {
        assert_eq!(ledger(name).menu, Menu::Response, "{name}");
    }
}

#[test]
fn pictures_are_taken_where_somebody_will_ask_how_it_looked() {
    for name in [
        "warning",
        "incident",
        "situation_report",
        "damaged_house",
        "drill",
        "training",
    ] {
        assert!(ledger(name).photos, "{name}");
    }
}

#[test]
fn only_the_monthly_judgement_owes_the_next_month() {
    let spec = ledger("consultation");
    let owes = |kind: &str| {
        spec.gaps(&row(&[("kind", kind)]))
            .any(|field| field.name == "ahead")
    };
    assert!(owes("monthly") && !owes("impending"));
}

#[test]
fn a_task_is_closed_only_with_what_was_done() {
    let flow = ledger("task").flow.unwrap();
    for state in ["todo", "doing", "replied"] {
        let open = row(&[("status", state)]);
        assert_eq!(
            flow.advance(&open, "close"),
            Err(Refusal::Missing("reply")),
            "{state}"
        );
        assert!(
            flow.advance(&with(&open, &[("reply", "已清淤。")]), "close")
                .is_ok()
        );
    }
}

#[test]
fn a_task_names_the_meeting_the_drill_or_the_shift_it_came_from() {
    let spec = ledger("task");
    for (source, field) in [
        ("consultation", "consultation_id"),
        ("drill", "drill_id"),
        ("handover", "shift_id"),
    ] {
        let task = row(&[("source", source)]);
        assert!(spec.gaps(&task).any(|gap| gap.name == field), "{source}");
        let other = row(&[("source", "superior")]);
        assert!(!spec.gaps(&other).any(|gap| gap.name == field), "{source}");
    }
}

#[test]
fn relief_is_issued_under_two_names() {
    let spec = ledger("relief");
    let flow = spec.flow.unwrap();
    let one = row(&[
        ("status", "submitted"),
        ("issued_by", "p1"),
        ("approved_by", "p1"),
        ("appraised_on", "2026-07-20"),
        ("posted_on", "2026-07-21"),
    ]);
    let refused = flow.advance(&one, "issue").unwrap_err();
    assert!(
        matches!(
            refused,
            Refusal::Guard {
                code: "relief_needs_two",
                ..
            }
        ),
        "{refused}"
    );
    assert_eq!(flags(spec, &one), [("relief_needs_two", Refuse)]);
    let two = with(&one, &[("approved_by", "p2")]);
    let issued = flow.advance(&two, "issue").unwrap();
    assert!(flags(spec, &issued).is_empty());
}

#[test]
fn help_that_could_not_wait_is_recorded_and_its_judgement_stays_owed() {
    let spec = ledger("relief");
    let urgent = row(&[("issued_by", "p1"), ("approved_by", "p2")]);
    let issued = spec.flow.unwrap().advance(&urgent, "issue").unwrap();
    assert_eq!(flags(spec, &issued), [("issued_unjudged", Mark)]);
}

#[test]
fn relief_goes_through_judgement_posting_report_issue_and_publication() {
    let flow = ledger("relief").flow.unwrap();
    let mut relief = row(&[
        ("appraised_on", "2026-07-20"),
        ("posted_on", "2026-07-21"),
        ("submitted_on", "2026-07-28"),
        ("issued_by", "p1"),
        ("approved_by", "p2"),
        ("published_on", "2026-08-01"),
    ]);
    for step in ["appraise", "post", "submit", "issue", "publish"] {
        relief = flow
            .advance(&relief, step)
            .unwrap_or_else(|why| panic!("{step}: {why}"));
    }
    assert_eq!(relief.text("status"), "published");
}

#[test]
fn more_rooms_of_homes_than_rooms_are_marked_in_a_damaged_house() {
    let mut house = Row::default();
    house.set("rooms", 2);
    house.set("home_rooms", 3);
    assert_eq!(
        flags(ledger("damaged_house"), &house),
        [("homes_above_rooms", Mark)]
    );
    house.set("rooms", 3);
    assert!(flags(ledger("damaged_house"), &house).is_empty());
}

#[test]
fn the_finding_of_the_village_stands_beside_that_of_the_authorities() {
    let spec = ledger("damaged_house");
    assert_eq!(spec.field("damage").unwrap().label, "村级初判");
    assert_eq!(spec.field("final_damage").unwrap().label, "上级核定");
}

#[test]
fn a_drill_with_faults_is_closed_only_with_what_was_mended() {
    let flow = ledger("drill").flow.unwrap();
    let flawless = row(&[("status", "evaluated"), ("grade", "good")]);
    assert!(flow.advance(&flawless, "close").is_ok());
    let mut faulty = flawless;
    faulty.set("issues", Value::Lines(vec!["担架缺绑带".to_owned()]));
    assert!(flow.advance(&faulty, "close").is_err());
    let mended = with(&faulty, &[("improvement", "绑带已补齐。")]);
    assert_eq!(
        flow.advance(&mended, "close").unwrap().text("status"),
        "closed"
    );
}

#[test]
fn counts_that_cannot_be_are_marked_in_drills_and_trainings() {
    let mut drill = Row::default();
    drill.set("participants", 10);
    drill.set("vuln_participants", 11);
    assert_eq!(flags(ledger("drill"), &drill), [("weak_above_all", Mark)]);
    let mut training = Row::default();
    training.set("attendee_count", 1);
    let names = ["p1", "p2"].map(str::to_owned);
    training.set("attendees", Value::Set(names.into()));
    assert_eq!(
        flags(ledger("training"), &training),
        [("more_names_than_people", Mark)]
    );
}

#[test]
fn the_seven_topics_and_first_aid_for_everybody_are_taught() {
    let topics = super::codes("training_topic");
    for topic in [
        "hazard_spotting",
        "duties",
        "command",
        "communication",
        "scenarios",
        "first_aid",
        "equipment",
        "public_first_aid",
    ] {
        assert!(topics.contains(topic), "{topic}");
    }
}

#[test]
fn a_survey_with_more_answers_than_sheets_is_marked() {
    let spec = ledger("survey");
    let mut survey = Row::default();
    for (name, count) in [
        ("issued", 100),
        ("returned", 80),
        ("satisfied", 60),
        ("neutral", 20),
    ] {
        survey.set(name, count);
    }
    assert!(flags(spec, &survey).is_empty());
    survey.set("dissatisfied", 1);
    assert_eq!(flags(spec, &survey), [("more_answers_than_sheets", Mark)]);
    survey.set("dissatisfied", Value::Null);
    survey.set("returned", 101);
    assert_eq!(flags(spec, &survey), [("more_answers_than_sheets", Mark)]);
}

#[test]
fn what_is_owed_once_need_not_say_so() {
    assert_eq!(times_owed(&Row::default()), 1);
    let mut item = row(&[("kind", "drill")]);
    item.set("count", 2);
    assert_eq!(times_owed(&item), 2);
    item.set("count", -2);
    item.set("plan_year", 26);
    let spec = ledger("annual_plan_item");
    assert_eq!(flags(spec, &item), [("odd_year", Mark), ("no_times", Mark)]);
}
