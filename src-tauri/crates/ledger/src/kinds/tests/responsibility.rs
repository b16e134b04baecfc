//! Who answers for what: grids, the chain of duty, the matrix of matters, letters (domain §1 F12
//! to F18).

use super::{flags, ledger, row, with};
use crate::check::Weight::Mark;
use crate::flow::Refusal;
use crate::spec::Spec;
use crate::value::Row;

fn missing(spec: &'static Spec, row: &Row) -> Vec<&'static str> {
    spec.gaps(row).map(|field| field.name).collect()
}

#[test]
fn a_grid_below_the_first_level_lacks_the_one_above_it() {
    let spec = ledger("grid");
    for (level, lacks) in [("first", false), ("second", true), ("third", true)] {
        let grid = row(&[("name", "沟边网格"), ("level", level)]);
        assert_eq!(
            missing(spec, &grid).contains(&"parent_id"),
            lacks,
            "{level}"
        );
    }
}

#[test]
fn a_sub_station_lacks_the_station_it_belongs_to() {
    let spec = ledger("station");
    let main = row(&[
        ("name", "栗溪村应急服务驿站"),
        ("station_kind", "post_station"),
    ]);
    assert!(!missing(spec, &main).contains(&"parent_id"));
    let sub = with(&main, &[("station_kind", "sub_station")]);
    assert!(missing(spec, &sub).contains(&"parent_id"));
}

#[test]
fn each_link_of_the_chain_asks_for_the_person_of_its_own_level() {
    let spec = ledger("duty_assignment");
    let link = |level| row(&[("level", level), ("scope", "3组沟边12户的转移")]);
    assert_eq!(
        missing(spec, &link("town")),
        ["town_person"],
        "he stands in no book of the village"
    );
    assert_eq!(missing(spec, &link("village")), ["person_id"]);
    assert_eq!(
        missing(spec, &link("point")),
        ["person_id", "monitor_point_id"]
    );
    assert_eq!(missing(spec, &link("member")), ["person_id"]);
}

#[test]
fn the_chain_asks_for_nothing_that_the_household_already_says() {
    let spec = ledger("duty_assignment");
    let households = spec.fields.iter().filter(|field| {
        matches!(
            field.kind,
            crate::spec::Type::Ref("household") | crate::spec::Type::Refs("household")
        )
    });
    assert_eq!(
        households.count(),
        0,
        "who sees to a household is its 包户责任人"
    );
    assert!(ledger("household").field("escort_a").is_some());
}

#[test]
fn a_duty_or_a_zone_that_ends_before_it_begins_is_marked() {
    let duty = row(&[("start_on", "2026-05-01"), ("end_on", "2026-04-01")]);
    assert_eq!(
        flags(ledger("duty_assignment"), &duty),
        [("duty_ends_before_start", Mark)]
    );
    let member = row(&[("zone_from", "2026-05-01"), ("zone_to", "2026-04-01")]);
    assert_eq!(
        flags(ledger("person"), &member),
        [("zone_ends_before_start", Mark)]
    );
}

#[test]
fn what_a_post_must_not_do_is_not_its_main_duty() {
    let spec = ledger("duty_item");
    let banned = row(&[
        ("item", "自行征用民房"),
        ("polarity", "negative"),
        ("share", "lead"),
    ]);
    assert_eq!(flags(spec, &banned), [("duty_to_do_the_forbidden", Mark)]);
    assert!(flags(spec, &with(&banned, &[("share", "none")])).is_empty());
    assert!(flags(spec, &with(&banned, &[("polarity", "positive")])).is_empty());
}

#[test]
fn a_letter_is_signed_on_a_day_for_a_time_that_runs_forward() {
    let flow = ledger("responsibility_letter").flow.unwrap();
    let letter = row(&[
        ("party_b", "顺发超市"),
        ("start_on", "2026-01-01"),
        ("end_on", "2026-12-31"),
    ]);
    assert_eq!(
        flow.advance(&letter, "sign"),
        Err(Refusal::Missing("signed_on"))
    );
    let dated = with(&letter, &[("signed_on", "2026-01-05")]);
    let signed = flow.advance(&dated, "sign").unwrap();
    assert_eq!(flow.state_of(&signed), "signed");
    let turned = with(&dated, &[("end_on", "2025-12-31")]);
    let refused = flow.advance(&turned, "sign").unwrap_err();
    assert!(
        matches!(
            refused,
            Refusal::Guard {
                code: "letter_days_run_forward",
                ..
            }
        ),
        "{refused}"
    );
    assert!(
        flow.signed.contains(&"sign"),
        "for 甲方 the secretary signs"
    );
}

#[test]
fn a_letter_that_ran_out_is_renewed_and_an_unsigned_one_is_not() {
    let flow = ledger("responsibility_letter").flow.unwrap();
    let renewal = row(&[("renewed_on", "2027-01-04")]);
    for (state, renews) in [
        ("signed", true),
        ("expired", true),
        ("unsigned", false),
        ("void", false),
    ] {
        let letter = with(&renewal, &[("status", state)]);
        assert_eq!(flow.advance(&letter, "renew").is_ok(), renews, "{state}");
    }
}

#[test]
fn a_letter_signed_without_a_day_or_after_its_end_is_marked() {
    let spec = ledger("responsibility_letter");
    let merged = row(&[("status", "signed")]);
    assert_eq!(flags(spec, &merged), [("signed_without_day", Mark)]);
    let late = row(&[
        ("status", "signed"),
        ("end_on", "2025-12-31"),
        ("signed_on", "2026-01-05"),
    ]);
    assert_eq!(flags(spec, &late), [("signed_after_end", Mark)]);
    let turned = row(&[("start_on", "2026-01-01"), ("end_on", "2025-12-31")]);
    assert_eq!(flags(spec, &turned), [("letter_ends_before_start", Mark)]);
}

#[test]
fn a_letter_asks_whose_it_is_by_its_kind() {
    let spec = ledger("responsibility_letter");
    let about = ["premises_id", "post_id", "household_id"];
    for (kind, asked) in [
        ("premises", "premises_id"),
        ("post", "post_id"),
        ("household", "household_id"),
    ] {
        let letter = row(&[("party_b", "某店"), ("kind", kind)]);
        let gaps: Vec<_> = missing(spec, &letter)
            .into_iter()
            .filter(|name| about.contains(name))
            .collect();
        assert_eq!(gaps, [asked], "{kind}");
    }
}
