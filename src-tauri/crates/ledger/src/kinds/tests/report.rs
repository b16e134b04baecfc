//! The rules of a 灾情报告: none of them holds it up (domain §2.13, §8.3, §8.6).

use super::{flags, ledger, row, with};
use crate::check::Weight::{Mark, Refuse};
use crate::kinds::situation_report::{falling, rewritten, unlisted};
use crate::spec::Type;
use crate::value::{CHECKING, Row};

fn report(figures: &[(&'static str, i64)]) -> Row {
    let mut row = Row::default();
    for (name, figure) in figures {
        row.set(name, *figure);
    }
    row
}

fn found(row: &Row) -> Vec<(&'static str, crate::check::Weight)> {
    flags(ledger("situation_report"), row)
}

fn codes_of(flags: &[crate::Flag]) -> Vec<(&'static str, &'static str)> {
    assert!(
        flags.iter().all(|flag| flag.weight == Mark),
        "never refused"
    );
    flags.iter().map(|flag| (flag.code, flag.field)).collect()
}

/// Appendix A, as it stands, with the amendments of §8.
const INDICATORS: &str = "affected_pop dead missing injured severe_injured avoid_transfer \
    resettle_cum resettle_now central_cum central_now scatter_cum scatter_now sites \
    need_relief_cum need_relief_now need_transition drought_water_pop collapsed_rooms \
    collapsed_home_rooms collapsed_hh severe_rooms severe_home_rooms severe_hh general_rooms \
    general_home_rooms general_hh crop_affected_ha crop_damaged_ha crop_lost_ha forest_ha aqua_ha \
    big_livestock small_livestock road_km power_km comm_km schools clinics loss_total_wan \
    loss_home loss_agri loss_biz loss_infra loss_public loss_other out_of_contact \
    drought_big_livestock drought_small_livestock canal_km affected_groups affected_households";

#[test]
fn every_indicator_of_the_rules_is_a_figure_with_its_unit() {
    let spec = ledger("situation_report");
    for name in INDICATORS.split_whitespace() {
        let field = spec.field(name).unwrap_or_else(|| panic!("no {name}"));
        assert!(matches!(field.kind, Type::Figure(_)), "{name}");
        assert!(!field.unit.is_empty(), "{name} has a unit");
        assert!(
            !field.automatic && field.group.is_none(),
            "{name}: no default, no partner"
        );
    }
    let label = |name: &str| spec.field(name).unwrap().label;
    assert_eq!(label("need_relief_cum"), "累计需紧急生活救助人口");
    assert_eq!(label("need_transition"), "需过渡期生活救助人口");
}

#[test]
fn an_empty_report_holds_no_figure_and_a_first_report_needs_none() {
    let first = row(&[
        ("kind", "first"),
        ("disaster_kind", "flood"),
        ("location", "沟西"),
    ]);
    assert!(found(&first).is_empty());
    let flow = ledger("situation_report").flow.unwrap();
    let signed = with(
        &first,
        &[("signed_by", "p1"), ("signed_at", "2026-07-12T03:48+08:00")],
    );
    let issued = flow.advance(&signed, "issue").unwrap();
    assert_eq!(
        flow.advance(&issued, "send").unwrap().text("status"),
        "sent"
    );
}

#[test]
fn issuing_is_signed_and_nothing_else_is() {
    let flow = ledger("situation_report").flow.unwrap();
    assert_eq!(flow.signed, ["issue"]);
    assert!(flow.advance(&row(&[("status", "draft")]), "send").is_err());
}

#[test]
fn central_and_scattered_make_up_placement_and_never_avoidance() {
    let right = report(&[
        ("central_cum", 61),
        ("scatter_cum", 3),
        ("resettle_cum", 64),
    ]);
    assert!(found(&right).is_empty());
    let wrong = report(&[
        ("central_cum", 61),
        ("scatter_cum", 32),
        ("resettle_cum", 96 + 1),
    ]);
    assert_eq!(found(&wrong), [("placement_sum", Mark)]);
    let avoidance = report(&[("central_cum", 61), ("avoid_transfer", 93)]);
    assert!(
        found(&avoidance).is_empty(),
        "two figures that are never derived"
    );
    let mut checking = report(&[("central_cum", 61), ("resettle_cum", 64)]);
    checking.set("scatter_cum", CHECKING);
    assert!(
        found(&checking).is_empty(),
        "what is being found out agrees with all"
    );
}

#[test]
fn a_part_greater_than_its_whole_is_marked() {
    let pairs = [
        ("severe_injured", "injured", "severe_above_injured"),
        (
            "collapsed_home_rooms",
            "collapsed_rooms",
            "homes_above_rooms",
        ),
        ("severe_home_rooms", "severe_rooms", "homes_above_rooms"),
        ("general_home_rooms", "general_rooms", "homes_above_rooms"),
        ("crop_damaged_ha", "crop_affected_ha", "crops_out_of_order"),
        ("crop_lost_ha", "crop_damaged_ha", "crops_out_of_order"),
        ("resettle_now", "resettle_cum", "now_above_total"),
        ("need_relief_now", "need_relief_cum", "now_above_total"),
    ];
    for (part, whole, code) in pairs {
        assert_eq!(
            found(&report(&[(part, 3), (whole, 2)])),
            [(code, Mark)],
            "{part}"
        );
        assert!(
            found(&report(&[(part, 2), (whole, 2)])).is_empty(),
            "{part}"
        );
        assert!(
            found(&report(&[(part, 3)])).is_empty(),
            "{whole} was not asked"
        );
    }
}

#[test]
fn losses_in_parts_are_at_most_the_whole() {
    let parts = [
        ("loss_home", 600),
        ("loss_agri", 500),
        ("loss_total_wan", 1000),
    ];
    assert_eq!(found(&report(&parts)), [("losses_above_total", Mark)]);
    assert!(found(&report(&[("loss_home", 600), ("loss_total_wan", 1000)])).is_empty());
}

#[test]
fn a_final_report_with_a_figure_still_being_found_out_is_marked() {
    let mut last = row(&[("kind", "final")]);
    last.set("dead", CHECKING);
    assert_eq!(found(&last), [("still_checking", Mark)]);
    last.set("kind", "first");
    assert!(found(&last).is_empty());
}

#[test]
fn a_falling_cumulative_figure_asks_for_its_reason() {
    let before = report(&[("affected_pop", 163), ("collapsed_rooms", 2)]);
    let after = report(&[("affected_pop", 150), ("collapsed_rooms", 2)]);
    let flags = falling(&before, &after, 50);
    assert_eq!(codes_of(&flags), [("cumulative_fell", "affected_pop")]);
    let explained = with(&after, &[("change_reason", "两组重复统计，核减。")]);
    assert!(falling(&before, &explained, 50).is_empty());
}

#[test]
fn the_missing_and_what_is_counted_now_fall_normally() {
    let before = report(&[("missing", 3), ("resettle_now", 64), ("out_of_contact", 3)]);
    let after = report(&[("missing", 0), ("resettle_now", 10), ("out_of_contact", 0)]);
    assert!(falling(&before, &after, 50).is_empty());
}

#[test]
fn a_figure_that_grows_by_more_than_half_asks_for_its_reason() {
    let before = report(&[("affected_pop", 100), ("dead", 0)]);
    assert!(falling(&before, &report(&[("affected_pop", 150), ("dead", 2)]), 50).is_empty());
    let leapt = falling(&before, &report(&[("affected_pop", 151)]), 50);
    assert_eq!(codes_of(&leapt), [("figure_leapt", "affected_pop")]);
}

#[test]
fn a_figure_that_was_not_asked_or_is_being_found_out_is_not_compared() {
    let before = report(&[("dead", 2), ("injured", 5)]);
    let mut after = report(&[]);
    after.set("dead", CHECKING);
    assert!(falling(&before, &after, 50).is_empty());
    assert!(falling(&after, &before, 50).is_empty());
}

#[test]
fn a_figure_changed_under_a_signature_is_not_saved_without_its_reason() {
    let mut signed = report(&[("affected_pop", 163)]);
    signed.set("status", "issued");
    let mut changed = signed.clone();
    changed.set("affected_pop", 170);
    let flags = rewritten(&signed, &changed);
    assert_eq!(flags.len(), 1);
    assert_eq!(
        (flags[0].code, flags[0].weight),
        ("changed_after_signing", Refuse)
    );
    let said = with(&changed, &[("change_reason", "漏报一户，补上。")]);
    assert!(rewritten(&signed, &said).is_empty());
    let old_reason = with(&signed, &[("change_reason", "以前的说明。")]);
    let same_reason = with(&changed, &[("change_reason", "以前的说明。")]);
    assert_eq!(
        rewritten(&old_reason, &same_reason).len(),
        1,
        "each change its own reason"
    );
    let draft = with(&signed, &[("status", "draft")]);
    assert!(rewritten(&draft, &changed).is_empty(), "a draft is free");
}

#[test]
fn the_list_of_the_dead_never_holds_up_the_first_report() {
    let first = report(&[("dead", 2), ("missing", 1)]);
    let flags = unlisted(&first, [0, 1]);
    assert_eq!(codes_of(&flags), [("casualties_unlisted", "dead")]);
    assert!(flags[0].text.contains("2人") && flags[0].text.contains("先报出去"));
    assert!(unlisted(&first, [2, 1]).is_empty());
    assert!(unlisted(&Row::default(), [0, 0]).is_empty());
    assert!(found(&first).is_empty(), "the report itself raises nothing");
}
