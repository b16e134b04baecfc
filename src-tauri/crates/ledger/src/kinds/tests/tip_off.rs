//! A tip-off is kept from nearly everybody, and who made it from every paper (domain §1 F57).

use super::{flags, ledger, row, with};
use crate::check::Weight::Mark;
use crate::flow::Refusal;
use crate::role::{Deed, Role};
use crate::spec::Privacy;

#[test]
fn of_a_tip_off_only_number_kind_and_state_are_not_secret() {
    let shown: Vec<&str> = ledger("tip_off")
        .fields
        .iter()
        .filter(|field| field.privacy != Privacy::Secret)
        .map(|field| field.name)
        .collect();
    assert_eq!(shown, ["tip_no", "kind", "status"]);
}

#[test]
fn nothing_that_names_a_tip_off_says_who_made_it() {
    let spec = ledger("tip_off");
    assert_eq!(spec.title, ["tip_no"], "its name is a number");
    for column in spec.columns {
        assert!(
            !column.starts_with("reporter"),
            "{column} would stand in every list"
        );
    }
}

#[test]
fn whoever_is_neither_secretary_nor_officer_does_not_know_of_it() {
    let spec = ledger("tip_off");
    let flow = spec.flow.unwrap();
    for role in Role::ALL {
        let knows = matches!(role, Role::Secretary | Role::Officer);
        assert_eq!(role.may_know_of(spec), knows, "{role:?}");
        assert_eq!(role.may(Deed::Unmask, spec), knows, "{role:?}");
        assert_eq!(role.may_step(spec, flow, "hand_over"), knows, "{role:?}");
        assert_eq!(
            role.may_step(spec, flow, "reward"),
            role == Role::Secretary,
            "{role:?}"
        );
    }
}

#[test]
fn a_reward_comes_after_the_answer() {
    let flow = ledger("tip_off").flow.unwrap();
    let mut tip = row(&[
        ("rewarded_at", "2026-07-20T10:00+08:00"),
        ("status", "handed"),
    ]);
    tip.set("reward_yuan", 50_000);
    assert!(matches!(
        flow.advance(&tip, "reward"),
        Err(Refusal::WrongState { .. })
    ));
    let answered = with(&tip, &[("status", "answered")]);
    assert!(flow.advance(&answered, "reward").is_ok());
    let silent = row(&[
        ("status", "handed"),
        ("answered_at", "2026-07-19T10:00+08:00"),
    ]);
    assert_eq!(
        flow.advance(&silent, "answer"),
        Err(Refusal::Missing("reply"))
    );
}

#[test]
fn an_anonymous_tip_off_names_nobody() {
    let spec = ledger("tip_off");
    let mut tip = row(&[("content", "夜里偷偷灌装液化气。"), ("reporter", "周小川")]);
    assert!(flags(spec, &tip).is_empty());
    tip.set("is_anonymous", true);
    assert_eq!(flags(spec, &tip), [("anonymous_but_named", Mark)]);
    assert!(flags(spec, &with(&tip, &[("reporter", "")])).is_empty());
}

#[test]
fn no_other_ledger_points_at_a_tip_off() {
    let pointing = super::every_field().filter(|(_, field)| {
        matches!(
            field.kind,
            crate::spec::Type::Ref("tip_off") | crate::spec::Type::Refs("tip_off")
        )
    });
    assert_eq!(pointing.count(), 0, "a reference would tell that it exists");
}
