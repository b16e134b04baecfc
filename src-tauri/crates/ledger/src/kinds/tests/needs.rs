//! What is asked of a person, and when: at once, tonight, later, never (domain §8.2).

use super::ledger;
use crate::kinds::ALL;
use crate::spec::{Need, Type};
use crate::value::Row;

#[test]
fn at_most_four_fields_of_a_ledger_stop_saving() {
    for spec in ALL {
        let always: Vec<&str> = spec
            .fields
            .iter()
            .filter(|field| field.need == Need::Always && !field.automatic)
            .map(|field| field.name)
            .collect();
        assert!(
            always.len() <= 4,
            "{}: gaps become 欠项, they do not stop anybody (domain §8.2): {always:?}",
            spec.name
        );
    }
    let asked = |name: &str| -> Vec<&str> {
        let fields = ledger(name).fields.iter();
        let stops = fields.filter(|field| field.need == Need::Always && !field.automatic);
        stops.map(|field| field.name).collect()
    };
    assert_eq!(asked("hazard"), ["description"], "one sentence is enough");
    assert_eq!(asked("person"), ["name"]);
    assert_eq!(asked("supply_movement"), ["kind", "batch_id", "qty"]);
}

#[test]
fn what_is_never_written_again_asks_for_everything_at_once() {
    let kept: Vec<&str> = ALL
        .iter()
        .filter(|spec| spec.append_only)
        .map(|spec| spec.name)
        .collect();
    assert_eq!(kept, ["monitor_reading", "incident_log"]);
    for spec in ALL.iter().filter(|spec| spec.append_only) {
        let later = spec.fields.iter().find(|field| field.need == Need::Later);
        assert!(later.is_none(), "{}: a gap there stays for ever", spec.name);
        assert!(
            spec.flow.is_none(),
            "{}: a step would write it again",
            spec.name
        );
        let corrects = spec.field("corrects").map(|field| field.kind);
        assert_eq!(
            corrects,
            Some(Type::Ref(spec.name)),
            "{}: a slip is put right by a new row",
            spec.name
        );
    }
}

#[test]
fn at_night_little_more_than_what_stops_saving_is_asked() {
    let asked = |name: &str| -> Vec<&str> {
        let fields = ledger(name).fields.iter();
        let tonight = fields.filter(|field| field.tonight || field.need == Need::Always);
        tonight.map(|field| field.name).collect()
    };
    assert_eq!(
        asked("hazard"),
        ["description", "location"],
        "one sentence and the place"
    );
    assert_eq!(
        asked("monitor_reading"),
        ["point_id", "read_at", "value", "finding", "signs"],
        "the point and a figure, or that something is wrong"
    );
    assert_eq!(
        asked("supply_movement"),
        ["kind", "batch_id", "qty", "counterparty"],
        "item, quantity and taker"
    );
    assert_eq!(asked("borrow"), ["item", "owner"]);
}

#[test]
fn a_gap_is_shown_only_where_the_field_applies() {
    let spec = ledger("household");
    let missing = |row: &Row| -> Vec<&str> { spec.gaps(row).map(|field| field.name).collect() };
    let mut row = super::row(&[("hh_no", "001"), ("head_id", "p"), ("group", "3组")]);
    assert!(
        missing(&row).is_empty(),
        "outside danger zones the head of the group sees to it"
    );
    row.set("in_danger_zone", true);
    assert_eq!(
        missing(&row),
        ["risk_point_id", "escort_a", "shelter_id", "route_id"]
    );
}

#[test]
fn a_risk_point_needs_a_way_out_only_where_people_would_have_to_leave() {
    let spec = ledger("risk_point");
    let lacks_route = |row: &Row| spec.gaps(row).any(|field| field.name == "route_id");
    for (kind, needed) in [
        ("geological", true),
        ("pond", true),
        ("electric", false),
        ("road", false),
    ] {
        let row = super::row(&[("name", "某处"), ("kind", kind)]);
        assert_eq!(lacks_route(&row), needed, "{kind}");
    }
    let mut empty = super::row(&[("name", "某处"), ("kind", "geological")]);
    empty.set("threat_hh", 0);
    assert!(!lacks_route(&empty), "nobody lives below it");
}

#[test]
fn pictures_are_taken_of_things_and_never_asked_of_a_household() {
    for name in ["hazard", "risk_point", "premises", "inspection", "borrow"] {
        assert!(
            ledger(name).photos,
            "{name}: before and after are worth a picture"
        );
    }
    for name in ["household", "person", "tip_off", "visit_log"] {
        assert!(
            !ledger(name).photos,
            "{name}: a picture there serves no purpose"
        );
    }
}

#[test]
fn only_tip_offs_are_kept_from_whoever_is_neither_secretary_nor_officer() {
    let hidden: Vec<&str> = ALL
        .iter()
        .filter(|spec| spec.confidential)
        .map(|spec| spec.name)
        .collect();
    assert_eq!(hidden, ["tip_off"]);
}
