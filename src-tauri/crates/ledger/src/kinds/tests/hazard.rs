//! The rules of a hazard (domain §8.3, §8.4), in sentences.

use super::{flags, ledger, row, with};
use crate::check::Weight;
use crate::flow::Refusal;
use crate::kinds::hazard::OPEN_STATES;
use crate::value::Row;

/// Every way a hazard may go; nothing else is allowed.
const WAYS: &[(&str, &str, &str)] = &[
    ("found", "confirm", "confirmed"),
    ("found", "fix_on_spot", "closed"),
    ("found", "reject", "rejected"),
    ("found", "mark_duplicate", "duplicate"),
    ("confirmed", "mark_duplicate", "duplicate"),
    ("confirmed", "control", "controlled"),
    ("confirmed", "start_fix", "rectifying"),
    ("controlled", "start_fix", "rectifying"),
    ("rectifying", "submit_fix", "reviewing"),
    ("reviewing", "close", "closed"),
    ("reviewing", "send_back", "rectifying"),
    ("closed", "reopen", "confirmed"),
];

const STATES: [&str; 8] = [
    "found",
    "confirmed",
    "controlled",
    "rectifying",
    "reviewing",
    "closed",
    "rejected",
    "duplicate",
];

/// A general hazard that answers whatever a step may ask, except for 举一反三 and 复盘.
fn general(state: &str) -> Row {
    let mut hazard = row(&[
        ("status", state),
        ("description", "疏散通道堆放纸箱。"),
        ("kind", "fire"),
        ("grade", "general"),
        ("owner_id", "owner"),
        ("requirement", "清走纸箱。"),
        ("due_date", "2026-07-14"),
        ("fix_result", "已清走。"),
        ("fixed_by", "owner"),
        ("fixed_at", "2026-07-13T10:00+08:00"),
        ("reviewed_by", "reviewer"),
        ("reviewed_at", "2026-07-13T16:00+08:00"),
        ("review_note", "后门还有两箱。"),
        ("closed_at", "2026-07-13T16:00+08:00"),
        ("reject_reason", "到场看过，没有这回事。"),
        ("duplicate_of", "another"),
        ("reopen_reason", "又堆上了。"),
    ]);
    hazard.set("round", 1);
    hazard
}

fn major(state: &str) -> Row {
    let control = [
        ("grade", "major"),
        ("interim_control", "两人看守，下游六户已通知。"),
    ];
    with(&general(state), &control)
}

fn take(row: &Row, step: &str) -> Result<String, Refusal> {
    let flow = ledger("hazard").flow.unwrap();
    let next = flow.advance(row, step)?;
    Ok(flow.state_of(&next).to_owned())
}

fn guard_of(result: Result<String, Refusal>) -> &'static str {
    match result {
        Err(Refusal::Guard { code, .. }) => code,
        other => panic!("no guard spoke: {other:?}"),
    }
}

#[test]
fn a_hazard_goes_these_ways_and_no_other() {
    let flow = ledger("hazard").flow.unwrap();
    for state in STATES {
        for step in flow.steps {
            let way = WAYS
                .iter()
                .find(|(from, name, _)| (*from, *name) == (state, step.name));
            let answering = with(&general(state), &[("interim_control", "拉线。")]);
            let taken = take(&answering, step.name).ok();
            let expected = way.map(|(_, _, to)| (*to).to_owned());
            assert_eq!(taken, expected, "{state} × {}", step.name);
        }
    }
}

#[test]
fn a_general_hazard_mended_on_the_spot_is_closed_in_one_step() {
    assert_eq!(
        take(&general("found"), "fix_on_spot").as_deref(),
        Ok("closed")
    );
    assert_eq!(
        take(&general(""), "fix_on_spot").as_deref(),
        Ok("closed"),
        "a new row is found"
    );
    let unanswered = with(&general("found"), &[("fix_result", "")]);
    assert_eq!(
        take(&unanswered, "fix_on_spot"),
        Err(Refusal::Missing("fix_result"))
    );
}

#[test]
fn a_major_hazard_is_never_closed_on_the_spot() {
    assert_eq!(
        guard_of(take(&major("found"), "fix_on_spot")),
        "only_general_on_spot"
    );
}

#[test]
fn confirming_asks_for_kind_grade_owner_requirement_and_day() {
    for field in ["kind", "grade", "owner_id", "requirement", "due_date"] {
        let lacking = with(&general("found"), &[(field, "")]);
        assert_eq!(take(&lacking, "confirm"), Err(Refusal::Missing(field)));
    }
}

#[test]
fn a_general_hazard_may_skip_control_and_a_major_one_may_not() {
    assert_eq!(
        take(&general("confirmed"), "start_fix").as_deref(),
        Ok("rectifying")
    );
    assert_eq!(
        guard_of(take(&major("confirmed"), "start_fix")),
        "only_general_skips_control"
    );
    assert_eq!(
        take(&major("controlled"), "start_fix").as_deref(),
        Ok("rectifying")
    );
    let ungraded = with(&general("confirmed"), &[("grade", "")]);
    assert_eq!(
        take(&ungraded, "start_fix").map_err(|_| ()),
        Err(()),
        "first grade it"
    );
}

#[test]
fn a_major_hazard_is_held_in_check_before_it_is_mended() {
    let unchecked = with(&major("controlled"), &[("interim_control", "")]);
    assert_eq!(
        guard_of(take(&unchecked, "start_fix")),
        "major_is_controlled"
    );
    assert_eq!(
        take(
            &with(&major("confirmed"), &[("interim_control", "")]),
            "control"
        ),
        Err(Refusal::Missing("interim_control")),
        "control without saying how is none"
    );
}

#[test]
fn nobody_reviews_his_own_mending_of_a_major_hazard() {
    let lessons = [
        ("similar_check", "另查六处。"),
        ("lesson", "改为每月走一遍。"),
    ];
    let closing = with(&major("reviewing"), &lessons);
    assert_eq!(take(&closing, "close").as_deref(), Ok("closed"));
    let own = with(&closing, &[("reviewed_by", "owner")]);
    assert_eq!(guard_of(take(&own, "close")), "another_reviews_major");
    let flagged = flags(ledger("hazard"), &own);
    assert!(
        flagged.contains(&("reviewer_is_fixer", Weight::Refuse)),
        "nor by editing the form"
    );
}

#[test]
fn one_who_reviews_his_own_mending_of_a_general_hazard_is_only_marked() {
    let own = with(&general("reviewing"), &[("reviewed_by", "owner")]);
    assert_eq!(take(&own, "close").as_deref(), Ok("closed"));
    let flagged = flags(ledger("hazard"), &own);
    assert_eq!(flagged, [("reviewer_is_fixer", Weight::Mark)]);
}

#[test]
fn lessons_are_asked_of_major_listed_and_repeated_hazards_only() {
    assert_eq!(
        take(&general("reviewing"), "close").as_deref(),
        Ok("closed")
    );
    let listed = with(&general("reviewing"), &[("listed_level", "town")]);
    let mut repeated = general("reviewing");
    repeated.set("round", 2);
    for hazard in [major("reviewing"), listed, repeated] {
        assert_eq!(guard_of(take(&hazard, "close")), "similar_places_checked");
        let half = with(&hazard, &[("similar_check", "另查六处。")]);
        assert_eq!(guard_of(take(&half, "close")), "lesson_drawn");
        let whole = with(&half, &[("lesson", "改为每月走一遍。")]);
        assert_eq!(take(&whole, "close").as_deref(), Ok("closed"));
    }
}

#[test]
fn a_rejection_has_a_reason_and_a_repetition_has_its_link() {
    let silent = with(&general("found"), &[("reject_reason", "")]);
    assert_eq!(
        take(&silent, "reject"),
        Err(Refusal::Missing("reject_reason"))
    );
    let unlinked = with(&general("found"), &[("duplicate_of", "")]);
    assert_eq!(
        take(&unlinked, "mark_duplicate"),
        Err(Refusal::Missing("duplicate_of"))
    );
}

#[test]
fn sending_back_and_reopening_begin_another_round_and_keep_what_was_written() {
    let flow = ledger("hazard").flow.unwrap();
    for (state, step) in [("reviewing", "send_back"), ("closed", "reopen")] {
        let asks = flow
            .steps
            .iter()
            .find(|known| known.name == step)
            .unwrap()
            .asks;
        assert!(
            asks.iter().any(|ask| ask.field == "round"),
            "{step} counts the rounds"
        );
        let next = flow.advance(&general(state), step).unwrap();
        assert_eq!(
            next.text("fix_result"),
            "已清走。",
            "{step} keeps the old result"
        );
    }
}

#[test]
fn handing_over_is_an_attribute_and_the_village_still_keeps_watch() {
    let handed = with(&general("confirmed"), &[("transfer_to", "镇交管站")]);
    assert_eq!(
        take(&handed, "control").map_err(|_| ()),
        Err(()),
        "control has to be named"
    );
    let flagged = flags(ledger("hazard"), &handed);
    assert_eq!(flagged, [("uncontrolled_transfer", Weight::Mark)]);
    let watched = with(&handed, &[("interim_control", "立牌、拉线。")]);
    assert!(flags(ledger("hazard"), &watched).is_empty());
    assert_eq!(take(&watched, "control").as_deref(), Ok("controlled"));
    let states: Vec<&str> = STATES.to_vec();
    assert!(!states.contains(&"transferred"), "移交 is no state");
}

#[test]
fn only_states_in_which_somebody_has_to_act_can_be_overdue() {
    let closed: Vec<&str> = STATES
        .into_iter()
        .filter(|state| !OPEN_STATES.contains(state))
        .collect();
    assert_eq!(closed, ["closed", "rejected", "duplicate"]);
}

#[test]
fn at_night_one_sentence_is_enough() {
    let whistle = row(&[("description", "坝脚渗水。")]);
    let refused: Vec<_> = flags(ledger("hazard"), &whistle);
    assert!(refused.is_empty());
    let missing: Vec<&str> = ledger("hazard")
        .gaps(&whistle)
        .map(|field| field.name)
        .collect();
    assert!(
        missing.contains(&"grade") && missing.contains(&"location"),
        "the rest is a gap"
    );
    assert!(!missing.contains(&"description"));
}

#[test]
fn a_day_before_the_finding_is_marked() {
    let early = with(
        &general("confirmed"),
        &[("found_at", "2026-07-20T08:00+08:00")],
    );
    assert_eq!(
        flags(ledger("hazard"), &early),
        [("due_before_found", Weight::Mark)]
    );
    let same_day = with(
        &general("confirmed"),
        &[("found_at", "2026-07-14T23:00+08:00")],
    );
    assert!(
        flags(ledger("hazard"), &same_day).is_empty(),
        "the same day is no fault"
    );
}
