//! The ledgers of the night: warning, calls, transfer, shift, incident (domain §2.11, §2.12, §8.3).

use super::{codes, flags, ledger, row, with};
use crate::check::Weight::Mark;
use crate::kinds::{callout, evac_entry, incident, warning};
use crate::spec::{Need, Spec};
use crate::value::{Row, Value};
use std::collections::BTreeSet;

/// What is asked of this ledger in 急时.
fn tonight(spec: &'static Spec) -> Vec<&'static str> {
    let asked = spec
        .fields
        .iter()
        .filter(|field| field.tonight || field.need == Need::Always);
    asked.map(|field| field.name).collect()
}

#[test]
fn at_night_only_the_middle_column_is_asked() {
    let expected: [(&str, &[&str]); 5] = [
        (
            "warning",
            &["event_type", "severity", "channel", "comms_down"],
        ),
        ("callout", &["result"]),
        (
            "evac_entry",
            &["household_id", "outsider_kind", "place", "people"],
        ),
        ("incident", &["kind", "location", "occurred_at", "about"]),
        (
            "situation_report",
            &[
                "disaster_kind",
                "location",
                "kind",
                "start_at",
                "dead",
                "missing",
                "injured",
                "out_of_contact",
                "done",
                "needs",
            ],
        ),
    ];
    for (name, fields) in expected {
        assert_eq!(tonight(ledger(name)), fields, "{name} (domain §8.2)");
    }
}

#[test]
fn nothing_but_the_one_key_stops_a_call_and_nothing_at_all_stops_a_transfer() {
    let asked = |name: &str| -> Vec<&str> {
        let fields = ledger(name).fields.iter();
        let stops = fields.filter(|field| field.need == Need::Always);
        stops.map(|field| field.name).collect()
    };
    assert_eq!(asked("warning"), ["event_type"]);
    assert_eq!(asked("callout"), ["result"]);
    assert!(asked("evac_entry").is_empty());
    assert_eq!(asked("incident"), ["kind", "location"]);
}

#[test]
fn a_warning_lacking_what_the_law_wants_is_marked_and_saved() {
    let spec = ledger("warning");
    let brief = row(&[("event_type", "rainstorm"), ("severity", "orange")]);
    assert_eq!(flags(spec, &brief), [("warning_incomplete", Mark)]);
    let said = (spec.checks)(&brief).remove(0).text;
    for label in [
        "起始时间",
        "可能影响范围",
        "警示事项",
        "应采取的措施",
        "发布单位",
        "发布时间",
    ] {
        assert!(said.contains(label), "{label}: {said}");
    }
    let full = warning::REQUIRED_BY_LAW
        .iter()
        .fold(brief.clone(), |row, name| {
            with(&row, &[(name, "2026-07-12")])
        });
    assert!(flags(spec, &full).is_empty());
    let lifted = with(&brief, &[("msg_type", "cancel")]);
    assert!(flags(spec, &lifted).is_empty(), "lifting says less");
}

#[test]
fn the_six_stages_are_moments_that_wait_for_nothing() {
    let spec = ledger("warning");
    assert!(spec.flow.is_none(), "no step gates another");
    for stage in warning::STAGES {
        let field = spec.field(stage).unwrap();
        assert_eq!(field.kind, crate::Type::Time);
        assert_eq!(field.need, Need::Optional, "{stage}");
    }
    let called_only = row(&[("called_at", "2026-07-12T01:00+08:00")]);
    assert!(
        flags(spec, &called_only).is_empty(),
        "called before verified"
    );
}

#[test]
fn an_official_identifier_has_thirty_one_characters_and_a_local_one_says_so() {
    let spec = ledger("warning");
    for good in ["99010141600000_20260712013000_1", "LOCAL-2026-001"] {
        assert!(
            flags(spec, &row(&[("identifier", good)])).is_empty(),
            "{good}"
        );
    }
    for odd in [
        "2026-001",
        "99010141600000_20260712_1",
        "990101416000_20260712013000_1",
    ] {
        let found = flags(spec, &row(&[("identifier", odd)]));
        assert_eq!(found, [("odd_identifier", Mark)], "{odd}");
    }
}

#[test]
fn an_exercise_is_not_an_actual_warning() {
    assert!(warning::is_actual(&Row::default()), "unsaid is actual");
    for status in ["exercise", "test", "draft"] {
        assert!(!warning::is_actual(&row(&[("status", status)])), "{status}");
    }
}

#[test]
fn the_hazard_of_a_warning_or_an_incident_is_one_that_shelters_know() {
    let hazards = codes("disaster_kind");
    let named: BTreeSet<&str> = codes("warning_kind")
        .iter()
        .filter_map(|kind| warning::disaster_of(kind))
        .collect();
    assert!(named.iter().all(|hazard| hazards.contains(*hazard)));
    let of_incidents: BTreeSet<&str> = codes("incident_kind")
        .iter()
        .filter_map(|kind| incident::disaster_of(kind))
        .collect();
    assert!(of_incidents.iter().all(|hazard| hazards.contains(*hazard)));
    assert_eq!(
        of_incidents.len() + 1,
        hazards.len(),
        "every hazard but the general one has its incidents"
    );
    assert_eq!(warning::disaster_of("rainstorm"), Some("flood"));
    assert_eq!(
        warning::disaster_of("heat"),
        None,
        "nobody leaves home for the heat"
    );
}

#[test]
fn three_calls_in_vain_ask_for_the_next_one_up_and_the_door() {
    let tried = |result: &str| row(&[("target_id", "p1"), ("result", result)]);
    let vain = [
        tried("no_answer"),
        tried("powered_off"),
        tried("unconfirmed"),
    ];
    let vain: Vec<&Row> = vain.iter().collect();
    assert!(callout::calls_for_the_door(&vain, 3));
    assert!(
        !callout::calls_for_the_door(&vain[..2], 3),
        "one more try first"
    );
    let reached = tried("confirmed");
    assert!(!callout::calls_for_the_door(
        &[vain[0], vain[1], &reached],
        3
    ));
    for result in callout::UNANSWERED {
        assert!(!callout::is_answered(&tried(result)), "{result}");
    }
}

#[test]
fn an_answer_before_the_call_is_marked() {
    let call = row(&[
        ("called_at", "2026-07-12T01:05+08:00"),
        ("answered_at", "2026-07-12T01:00+08:00"),
    ]);
    assert_eq!(
        flags(ledger("callout"), &call),
        [("answered_before_called", Mark)]
    );
}

#[test]
fn any_jump_forward_of_a_transfer_is_one_key_that_asks_for_nothing() {
    let flow = ledger("evac_entry").flow.unwrap();
    let forward = ["pending", "notified", "moving", "arrived"];
    for (place, from) in forward.iter().enumerate() {
        let beside = ["absent", "refused", "lost_contact", "in_place", "hospital"];
        let later = forward[place + 1..].iter();
        let reachable: BTreeSet<&str> = flow.steps_from(from).map(|step| step.to).collect();
        for to in later.chain(beside.iter().filter(|_| *from != "arrived")) {
            assert!(reachable.contains(to), "{from} → {to}");
        }
    }
    for step in flow.steps.iter().filter(|step| step.name != "return_home") {
        let entry = row(&[("status", step.from[0])]);
        assert!(flow.advance(&entry, step.name).is_ok(), "{}", step.name);
        assert!(step.guards.is_empty(), "{}", step.name);
    }
}

#[test]
fn everybody_can_still_be_brought_to_safety_from_every_other_state() {
    let flow = ledger("evac_entry").flow.unwrap();
    for state in codes("evac_state")
        .iter()
        .filter(|state| *state != "arrived")
    {
        let arrives = flow.steps_from(state).any(|step| step.to == "arrived");
        assert!(arrives, "{state}: what really happened is never refused");
    }
}

#[test]
fn lost_contact_weighs_more_than_arrived_while_two_laptops_disagree() {
    let order = ledger("evac_entry").field("status").unwrap().cautious;
    let place = |code: &str| order.iter().position(|known| *known == code).unwrap();
    for worse in ["lost_contact", "in_place", "refused", "pending"] {
        assert!(place(worse) < place("arrived"), "{worse}");
    }
}

#[test]
fn an_unapproved_return_is_recorded_and_told_never_refused() {
    let spec = ledger("evac_entry");
    let flow = spec.flow.unwrap();
    let there = row(&[("household_id", "h1"), ("status", "arrived")]);
    let home = flow.advance(&there, "return_without_leave").unwrap();
    assert!(evac_entry::is_unapproved_return(&home));
    assert_eq!(flags(spec, &home), [("unapproved_return", Mark)]);
    assert!(
        flow.advance(&there, "return_home").is_err(),
        "leave is given by somebody"
    );
    let allowed = with(&there, &[("return_ok_by", "竹坪镇应急办")]);
    let allowed = flow.advance(&allowed, "return_home").unwrap();
    assert!(flags(spec, &allowed).is_empty());
    let again = flow.advance(&home, "set_off").unwrap();
    assert_eq!(again.text("status"), "moving", "and brought out once more");
}

#[test]
fn taking_away_by_law_is_one_key_and_who_ordered_it_stays_owed() {
    let spec = ledger("evac_entry");
    let refused = row(&[
        ("household_id", "h1"),
        ("status", "refused"),
        ("forced_at", "2026-07-12T02:10+08:00"),
    ]);
    let away = spec.flow.unwrap().advance(&refused, "take_away").unwrap();
    let owed: Vec<&str> = spec.gaps(&away).map(|field| field.name).collect();
    assert!(
        owed.contains(&"forced_order_by") && owed.contains(&"forced_by"),
        "{owed:?}"
    );
}

#[test]
fn people_from_outside_need_no_household() {
    let spec = ledger("evac_entry");
    let mut tourists = row(&[("outsider_kind", "tourist"), ("place", "溪边民宿")]);
    tourists.set("people", 7);
    assert!(flags(spec, &tourists).is_empty());
    let owed: Vec<&str> = spec.gaps(&tourists).map(|field| field.name).collect();
    assert!(
        owed.contains(&"names") && !owed.contains(&"escort_id"),
        "{owed:?}"
    );
    let nobody = row(&[("trigger", "unclear")]);
    assert_eq!(flags(spec, &nobody), [("evacuates_nobody", Mark)]);
}

#[test]
fn fewer_arrived_than_set_out_asks_who_is_missing() {
    let spec = ledger("evac_entry");
    let mut entry = row(&[("household_id", "h1"), ("status", "arrived")]);
    entry.set("people", 4);
    entry.set("arrived_people", 3);
    assert_eq!(flags(spec, &entry), [("people_missing", Mark)]);
    assert!(flags(spec, &with(&entry, &[("absent_names", "李某")])).is_empty());
}

fn shelter(capacity: i64, bad: &str) -> Row {
    let mut shelter = Row::default();
    shelter.set("capacity", capacity);
    shelter.set("bad_kinds", Value::Set([bad.to_owned()].into()));
    shelter
}

fn shelter_codes(entry: &Row, shelter: &Row, occupants: u64) -> Vec<&'static str> {
    let flags = evac_entry::shelter_flags(entry, shelter, "flood", occupants);
    assert!(
        flags.iter().all(|flag| flag.weight == Mark),
        "never refused"
    );
    flags.iter().map(|flag| flag.code).collect()
}

#[test]
fn a_forbidden_shelter_is_never_proposed_and_people_there_are_told_to_move_on() {
    let hall = shelter(120, "flood");
    assert!(!evac_entry::may_propose(&hall, "flood"));
    assert!(evac_entry::may_propose(&hall, "earthquake"));
    let there = row(&[("status", "arrived")]);
    assert_eq!(shelter_codes(&there, &hall, 3), ["forbidden_shelter"]);
    let said = evac_entry::shelter_flags(&there, &hall, "flood", 3).remove(0);
    assert!(said.text.contains("换点"));
}

#[test]
fn an_over_full_shelter_is_marked_with_both_numbers() {
    let school = shelter(60, "gas");
    let there = row(&[("status", "arrived")]);
    assert!(shelter_codes(&there, &school, 60).is_empty());
    assert_eq!(shelter_codes(&there, &school, 61), ["shelter_over_full"]);
    let unasked = Row::default();
    assert!(
        shelter_codes(&there, &unasked, 61).is_empty(),
        "no capacity is no limit"
    );
}

#[test]
fn more_people_than_live_there_is_only_asked_again() {
    let mut entry = Row::default();
    entry.set("people", 5);
    let flag = evac_entry::more_than_residents(&entry, 4).unwrap();
    assert_eq!((flag.code, flag.weight), ("more_than_residents", Mark));
    assert!(evac_entry::more_than_residents(&entry, 5).is_none());
    assert!(
        evac_entry::more_than_residents(&entry, 0).is_none(),
        "nobody was counted"
    );
}

#[test]
fn a_shift_has_one_person_for_both_places_or_stays_at_home_by_the_telephone() {
    let spec = ledger("duty_shift");
    let alone = row(&[("leader_id", "p1"), ("staff_id", "p1")]);
    assert!(flags(spec, &alone).is_empty(), "domain §8.2");
    assert!(codes("duty_slot").contains("home_phone"));
    let flow = spec.flow.unwrap();
    assert!(flow.advance(&alone, "hand_over").is_err(), "to somebody");
    let handed = with(&alone, &[("taken_by", "p2")]);
    assert_eq!(
        flow.advance(&handed, "hand_over").unwrap().text("status"),
        "handed_over"
    );
}

#[test]
fn a_casualty_figure_is_a_number_none_or_being_found_out_and_empty_by_itself() {
    use crate::value::CHECKING;
    let today = chrono::NaiveDate::from_ymd_opt(2026, 7, 12).unwrap();
    for name in [
        "dead",
        "missing",
        "injured",
        "severe",
        "trapped",
        "out_of_contact",
    ] {
        let field = ledger("incident").field(name).unwrap();
        assert_eq!(field.read_text("无", today), Ok(Value::Int(0)), "{name}");
        assert_eq!(field.read_text("3", today), Ok(Value::Int(3)), "{name}");
        assert_eq!(
            field.read_text("正在核实", today),
            Ok(Value::from(CHECKING)),
            "{name}"
        );
        assert_eq!(
            field.read_text("", today),
            Ok(Value::Null),
            "{name}: unasked is not zero"
        );
    }
}

#[test]
fn the_four_times_are_a_record_and_no_rate() {
    let fire = row(&[
        ("reported_at", "2026-07-12T01:00+08:00"),
        ("t_dispatch", "2026-07-12T01:02+08:00"),
        ("t_arrive", "2026-07-12T01:11+08:00"),
    ]);
    let minutes: Vec<(&str, i64)> = incident::response_minutes(&fire)
        .into_iter()
        .map(|(field, minutes)| (field.name, minutes))
        .collect();
    assert_eq!(minutes, [("t_dispatch", 2), ("t_arrive", 11)]);
    assert!(
        flags(ledger("incident"), &fire).is_empty(),
        "slow is no fault"
    );
    let early = with(&fire, &[("t_arrive", "2026-07-12T00:11+08:00")]);
    assert_eq!(
        flags(ledger("incident"), &early),
        [("before_the_report", Mark)]
    );
}

#[test]
fn an_incident_is_left_with_its_lesson_and_can_flare_up_again() {
    let flow = ledger("incident").flow.unwrap();
    let ended = row(&[("status", "ended")]);
    assert!(flow.advance(&ended, "review").is_err());
    let learned = with(&ended, &[("lesson", "水泵要先试机。")]);
    assert!(flow.advance(&learned, "review").is_ok());
    assert_eq!(
        flow.advance(&ended, "flare_up").unwrap().text("status"),
        "handling"
    );
}

#[test]
fn the_log_is_written_once_and_corrected_by_a_new_line() {
    let spec = ledger("incident_log");
    assert!(spec.append_only && spec.flow.is_none());
    assert_eq!(
        spec.field("corrects").unwrap().kind,
        crate::Type::Ref("incident_log")
    );
    assert!(
        spec.fields.iter().all(|field| field.need != Need::Later),
        "nothing could be filled in later"
    );
}

#[test]
fn what_is_noted_as_it_happens_is_a_moment_that_nobody_has_to_type() {
    for (name, moment) in [
        ("warning", "received_at"),
        ("callout", "called_at"),
        ("incident", "reported_at"),
        ("task", "given_at"),
    ] {
        let field = ledger(name).field(moment).unwrap();
        assert!(field.now && field.need == Need::Later, "{name}.{moment}");
    }
    for (spec, field) in super::every_field().filter(|(_, field)| field.now) {
        let place = format!("{}.{}", spec.name, field.name);
        assert_eq!(field.kind, crate::Type::Time, "{place}");
        assert_eq!(field.group, None, "{place}: no step writes it");
    }
}
