//! Words beside the fields that somebody who keeps books part-time would ask about: those whose
//! meaning the domain explains by a rule.

use super::{every_field, ledger};

/// Ledgers with the fields that nobody should have to guess.
const ASKED_ABOUT: &[(&str, &[&str])] = &[
    (
        "risk_point",
        &[
            "level",
            "monitor_cycle",
            "village_owner",
            "signal_way",
            "treatment_type",
        ],
    ),
    (
        "hazard",
        &[
            "grade",
            "owner_id",
            "supervisor_id",
            "due_date",
            "reviewed_by",
            "interim_control",
            "similar_check",
            "lesson",
        ],
    ),
    (
        "household",
        &[
            "house_struct",
            "safety_grade",
            "in_danger_zone",
            "escort_a",
            "escort_b",
        ],
    ),
    ("person", &["residence", "mobility", "medical_need"]),
    ("post", &["a_id", "b_id"]),
    ("team", &["tier", "rally_min"]),
    (
        "supply_item",
        &["kit_class", "mode", "min_qty", "target_qty"],
    ),
    ("supply_movement", &["kind", "approved_by"]),
    (
        "shelter",
        &[
            "function_type",
            "duration_type",
            "ok_kinds",
            "bad_kinds",
            "capacity",
        ],
    ),
    ("route", &["rain_ok", "alt_route_id"]),
    ("grid", &["level"]),
    ("duty_assignment", &["level"]),
    ("duty_item", &["share"]),
    ("premises", &["sleeping_people"]),
    ("checklist", &["kind", "items"]),
    ("warning", &["severity"]),
    ("evac_entry", &["destination", "return_ok_by"]),
    ("incident", &["reported_at", "missing", "out_of_contact"]),
    (
        "situation_report",
        &[
            "kind",
            "avoid_transfer",
            "resettle_cum",
            "resettle_now",
            "out_of_contact",
            "signed_by",
        ],
    ),
    ("relief", &["appraised_on", "posted_on"]),
    ("drill", &["kind"]),
];

#[test]
fn what_the_domain_explains_by_a_rule_is_explained_beside_its_field() {
    for (name, fields) in ASKED_ABOUT {
        for field in *fields {
            let declared = ledger(name)
                .fields
                .iter()
                .find(|declared| declared.name == *field)
                .unwrap_or_else(|| panic!("{name} has no field {field}"));
            assert!(!declared.hint.is_empty(), "{name}.{field} is not explained");
        }
    }
}

#[test]
fn a_hint_is_a_sentence_that_fits_beside_its_field() {
    for (spec, field) in every_field().filter(|(_, field)| !field.hint.is_empty()) {
        let count = field.hint.chars().count();
        let place = format!("{}.{}: {}", spec.name, field.name, field.hint);
        assert!(count <= 45, "{count} characters: {place}");
        assert!(field.hint.ends_with('。'), "{place}");
    }
}
