//! Every flow, exhaustively: each state with each step, with and without what the step asks for.

use super::{codes, ledger, row, sample, with};
use crate::flow::{Ask, Flow, Refusal, Step};
use crate::kinds::ALL;
use crate::role::Role;
use crate::spec::{Spec, Type};
use crate::value::{Row, Value};
use std::collections::BTreeSet;

fn all_flows() -> Vec<(&'static Spec, &'static Flow)> {
    ALL.iter()
        .filter_map(|spec| Some((*spec, spec.flow?)))
        .collect()
}

/// The states named anywhere in a flow.
fn states(flow: &Flow) -> BTreeSet<&'static str> {
    flow.steps
        .iter()
        .flat_map(|step| step.from.iter().copied().chain([step.to]))
        .chain([flow.initial])
        .collect()
}

/// Rows in the state in which every field holds something: one, and then one for each code that
/// a field of the flow's group may hold.
fn full_rows(spec: &Spec, flow: &Flow, state: &str) -> Vec<Row> {
    let mut plain = Row::default();
    for (place, field) in spec.fields.iter().enumerate() {
        plain.set(field.name, sample(field, i64::try_from(place).unwrap() + 1));
    }
    plain.set(flow.state, state);
    let mut rows = vec![plain.clone()];
    for field in spec.group("flow").filter(|field| field.name != flow.state) {
        if let Type::Code(list) = field.kind {
            let coded = |code: String| with(&plain, &[(field.name, &code)]);
            rows.extend(codes(list).into_iter().map(coded));
        }
    }
    rows
}

/// The row as it is, and with each field that matters to the step emptied.
fn variants(full: &Row, step: &'static Step) -> Vec<Row> {
    let asked = step.asks.iter().map(|ask| ask.field);
    let guarded = step.guards.iter().map(|guard| guard.field);
    let emptied = asked.chain(guarded).map(|field| with(full, &[(field, "")]));
    [full.clone()].into_iter().chain(emptied).collect()
}

/// Whether the step's table, questions and guards allow it, without asking the flow.
fn is_allowed(step: &Step, state: &str, row: &Row) -> bool {
    let answered = |ask: &Ask| !ask.required || !row.get(ask.field).is_empty();
    step.from.contains(&state)
        && step.asks.iter().all(answered)
        && step.guards.iter().all(|guard| (guard.holds)(row))
}

fn assert_step(spec: &Spec, flow: &Flow, step: &Step, row: &Row) {
    let state = flow.state_of(row);
    let place = format!("{}: {state} × {}", spec.name, step.name);
    let next = flow.advance(row, step.name);
    assert_eq!(
        next.is_ok(),
        is_allowed(step, state, row),
        "{place}: {next:?}"
    );
    if let Ok(next) = next {
        let expected = with(row, &[(flow.state, step.to)]);
        assert_eq!(next, expected, "{place} changes the state and nothing else");
    }
}

#[test]
fn a_step_is_taken_exactly_when_its_table_its_questions_and_its_guards_allow_it() {
    let mut tried = 0;
    for (spec, flow) in all_flows() {
        for state in states(flow) {
            let rows = full_rows(spec, flow, state);
            for step in flow.steps {
                for row in rows.iter().flat_map(|full| variants(full, step)) {
                    assert_step(spec, flow, step, &row);
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 5_000, "only {tried} cases were tried");
}

/// Ledgers whose steps whoever is on watch may take by himself, because they happen on a shift.
const STEPS_OF_A_SHIFT: &[&str] = &[
    "hazard",
    "shelter",
    "responder",
    "borrow",
    "task",
    "town_order",
    "evac_entry",
    "duty_shift",
    "incident",
    "situation_report",
    "relief",
];

/// Who may take a step, as domain §2.15 and §8.4 say it, without asking the role.
fn is_entitled(role: Role, spec: &Spec, flow: &Flow, step: &Step) -> bool {
    let needs_signature = flow.signed.contains(&step.name);
    match role {
        Role::Secretary => true,
        Role::Officer => !needs_signature,
        Role::Watch => !needs_signature && STEPS_OF_A_SHIFT.contains(&spec.name),
        Role::Viewer => false,
    }
}

#[test]
fn whoever_takes_a_step_is_entitled_to_it_in_every_state_and_role() {
    let mut tried = 0;
    for (spec, flow) in all_flows() {
        for state in states(flow) {
            let rows = full_rows(spec, flow, state);
            for (step, role) in flow
                .steps
                .iter()
                .flat_map(|step| Role::ALL.map(|role| (step, role)))
            {
                let place = format!("{}: {state} × {} × {role:?}", spec.name, step.name);
                let entitled = role.may_step(spec, flow, step.name);
                assert_eq!(entitled, is_entitled(role, spec, flow, step), "{place}");
                for row in &rows {
                    let taken = entitled && flow.advance(row, step.name).is_ok();
                    let expected =
                        is_entitled(role, spec, flow, step) && is_allowed(step, state, row);
                    assert_eq!(taken, expected, "{place}");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 5_000, "only {tried} cases were tried");
}

#[test]
fn a_signature_belongs_to_a_step_that_exists() {
    for (spec, flow) in all_flows() {
        for name in flow.signed {
            let exists = flow.steps.iter().any(|step| step.name == *name);
            assert!(exists, "{}: nobody can sign {name}", spec.name);
        }
    }
}

#[test]
fn no_step_leads_nowhere_and_no_state_is_out_of_reach() {
    for (spec, flow) in all_flows() {
        let reached: BTreeSet<_> = flow.steps.iter().map(|step| step.to).collect();
        for state in states(flow) {
            let is_reached = state == flow.initial || reached.contains(state);
            assert!(is_reached, "{}: nothing leads to {state}", spec.name);
        }
        let names: BTreeSet<_> = flow.steps.iter().map(|step| step.name).collect();
        assert_eq!(
            names.len(),
            flow.steps.len(),
            "{}: a step is named twice",
            spec.name
        );
        for step in flow.steps {
            assert!(
                !step.from.contains(&step.to),
                "{}: {} stands still",
                spec.name,
                step.name
            );
        }
    }
}

#[test]
fn the_state_what_steps_write_and_what_guards_read_is_one_unit() {
    for (spec, flow) in all_flows() {
        let asked = flow
            .steps
            .iter()
            .flat_map(|step| step.asks.iter().map(|ask| ask.field));
        let guarded = flow
            .steps
            .iter()
            .flat_map(|step| step.guards.iter().map(|guard| guard.field));
        for name in asked.chain(guarded).chain([flow.state]) {
            let group = spec.field(name).and_then(|field| field.group);
            assert_eq!(group, Some("flow"), "{}.{name}", spec.name);
        }
        let state = spec.field(flow.state).unwrap();
        assert!(state.automatic, "{}: only steps write the state", spec.name);
        assert_eq!(
            state.kind,
            Type::Code(flow.states),
            "{}: one list of states",
            spec.name
        );
    }
}

/// The row with each field outside every merge group emptied or changed.
fn outside_changed(spec: &Spec, full: &Row) -> Vec<(&'static str, Row)> {
    let outside = spec.fields.iter().filter(|field| field.group.is_none());
    outside
        .flat_map(|field| [(field, Value::Null), (field, sample(field, 99))])
        .map(|(field, value)| {
            let mut row = full.clone();
            row.set(field.name, value);
            (field.name, row)
        })
        .collect()
}

/// The row as it is, and with what guards want to see written taken out; codes stay.
fn unwritten(spec: &Spec, flow: &Flow, full: &Row) -> [Row; 2] {
    let guards = flow.steps.iter().flat_map(|step| step.guards);
    let mut empty = full.clone();
    for field in guards.filter_map(|guard| spec.field(guard.field)) {
        if !matches!(field.kind, Type::Code(_)) {
            empty.set(field.name, Value::Null);
        }
    }
    [full.clone(), empty]
}

#[test]
fn no_guard_reads_a_field_that_could_merge_apart_from_the_state() {
    for (spec, flow) in all_flows() {
        let rows = states(flow)
            .into_iter()
            .flat_map(|state| full_rows(spec, flow, state))
            .flat_map(|full| unwritten(spec, flow, &full));
        for row in rows {
            for guard in flow.steps.iter().flat_map(|step| step.guards) {
                let verdict = (guard.holds)(&row);
                for (field, other) in outside_changed(spec, &row) {
                    let same = (guard.holds)(&other) == verdict;
                    assert!(same, "{}: {} reads {field}", spec.name, guard.code);
                }
            }
        }
    }
}

#[test]
fn what_a_step_fills_by_itself_is_a_moment_or_a_count() {
    for (spec, flow) in all_flows() {
        for ask in flow.steps.iter().flat_map(|step| step.asks) {
            let field = spec.field(ask.field).unwrap();
            if field.automatic {
                let known = matches!(field.kind, Type::Time | Type::Int);
                assert!(known && ask.required, "{}.{}", spec.name, field.name);
            }
        }
    }
}

#[test]
fn guards_and_steps_speak_to_a_person() {
    for (spec, flow) in all_flows() {
        for step in flow.steps {
            assert!(!step.label.is_empty(), "{}: {}", spec.name, step.name);
            for guard in step.guards {
                assert!(guard.text.ends_with('。'), "{}: {}", spec.name, guard.code);
            }
        }
    }
}

#[test]
fn a_risk_point_of_the_county_goes_only_with_its_document() {
    let flow = ledger("risk_point").flow.unwrap();
    let proposed = row(&[
        ("kind", "flash_flood"),
        ("status", "proposed"),
        ("removed_at", "2026-07-12T09:00+08:00"),
        ("expert_opinion", "险情已消除。"),
    ]);
    let refused = flow.advance(&proposed, "remove").unwrap_err();
    assert!(
        matches!(
            refused,
            Refusal::Guard {
                code: "county_approves",
                ..
            }
        ),
        "an opinion is not a document of the county: {refused}"
    );
    let approved = with(&proposed, &[("approval_no", "清应急〔2026〕17号")]);
    assert!(flow.advance(&approved, "remove").is_ok());
    let own = with(&proposed, &[("kind", "electric")]);
    assert!(
        flow.advance(&own, "remove").is_ok(),
        "the village's own point needs an opinion only"
    );
    let nothing = with(&own, &[("expert_opinion", "")]);
    assert!(
        flow.advance(&nothing, "remove").is_err(),
        "somebody has to confirm it"
    );
}

#[test]
fn a_plan_is_approved_by_somebody_on_some_day_before_it_counts() {
    let flow = ledger("plan").flow.unwrap();
    let reviewing = row(&[("status", "reviewing"), ("version", "第1版")]);
    assert_eq!(
        flow.advance(&reviewing, "publish"),
        Err(Refusal::Missing("approved_by"))
    );
    let signed = with(
        &reviewing,
        &[("approved_by", "p1"), ("approved_on", "2026-07-01")],
    );
    let published = flow.advance(&signed, "publish").unwrap();
    assert!(
        flow.advance(&published, "publish").is_err(),
        "it is published once"
    );
    let revising = with(&published, &[("revise_reason", "换了责任人。")]);
    let revising = flow.advance(&revising, "revise").unwrap();
    assert_eq!(
        flow.state_of(&revising),
        "revising",
        "the old text stays in force meanwhile"
    );
}

#[test]
fn a_shelter_opens_from_any_closed_state_without_asking_anybody() {
    let flow = ledger("shelter").flow.unwrap();
    for state in ["closed", "standby", "clearing", ""] {
        let shelter = row(&[
            ("open_status", state),
            ("opened_at", "2026-07-12T01:30+08:00"),
        ]);
        assert!(
            flow.advance(&shelter, "open").is_ok(),
            "{state}: at night nothing blocks"
        );
    }
}
