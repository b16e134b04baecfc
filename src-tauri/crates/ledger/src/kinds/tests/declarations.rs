//! Numbers, names, references, privacy and merge groups of the declarations.

use super::{every_field, ledger, sample};
use crate::kinds::{ALL, by_name, by_number};
use crate::spec::{Need, Privacy, Type};
use std::collections::BTreeSet;

/// Texts that anybody may know: numbers the program makes and names of places and offices.
const OPEN_TEXTS: &[(&str, &str)] = &[
    ("village_profile", "village_name"),
    ("village_profile", "town_name"),
    ("village_profile", "county_name"),
    ("risk_point", "rp_no"),
    ("hazard", "hz_no"),
    ("destruction", "ds_no"),
    ("plan", "plan_no"),
    ("shelter", "name"),
    ("warning", "warning_no"),
    ("incident", "inc_no"),
    ("inspection", "inspection_no"),
    ("borrow", "borrow_no"),
    ("donation", "donation_no"),
    ("responsibility_letter", "letter_no"),
    ("tip_off", "tip_no"),
];

/// What concerns a villager.
const VILLAGERS_OWN: &[(&str, &[&str])] = &[
    (
        "household",
        &["hh_no", "head_id", "address", "key_place", "remark"],
    ),
    (
        "person",
        &[
            "name",
            "household_id",
            "relation",
            "sex",
            "birth",
            "mobile",
            "residence",
            "mobility",
            "help_needed",
            "kin_contact",
            "is_party",
            "home_unit",
            "is_sent_down",
            "double_reported",
            "party_zone",
            "zone_from",
            "zone_to",
            "notice_date",
            "consent_by",
            "remark",
        ],
    ),
    ("supply_movement", &["counterparty"]),
    ("premises", &["operator", "phone", "remark"]),
    ("inspection", &["site_person"]),
    (
        "resource",
        &[
            "owner",
            "operator",
            "contact_a",
            "phone_a",
            "contact_b",
            "phone_b",
        ],
    ),
    (
        "agreement",
        &["contact_a", "phone_a", "contact_b", "phone_b"],
    ),
    (
        "borrow",
        &["owner", "owner_phone", "household_id", "settlement"],
    ),
    ("donation", &["donor", "donor_phone", "whereabouts"]),
    ("responsibility_letter", &["party_b", "household_id"]),
    ("award", &["recipient", "person_id", "reason", "remark"]),
    ("visit_log", &["note", "household_id", "done", "remark"]),
    ("insurance", &["person_ids", "claims"]),
    ("qualification", &["cert_no"]),
    (
        "evac_entry",
        &[
            "household_id",
            "names",
            "help_needed",
            "absent_names",
            "remark",
        ],
    ),
    ("callout", &["household_id"]),
    ("incident", &["reporter"]),
    ("relief", &["household_id", "people", "reason", "receipt"]),
    (
        "casualty",
        &["kind", "name", "person_id", "age", "home", "place"],
    ),
    ("damaged_house", &["household_id", "address", "lives_now"]),
    ("training", &["score"]),
];

/// What almost nobody may know.
const SECRETS: &[(&str, &str)] = &[
    ("person", "id_no"),
    ("person", "vulnerable"),
    ("person", "medical_need"),
    ("hazard", "reporter"),
    ("tip_off", "content"),
    ("tip_off", "place"),
    ("tip_off", "accused"),
    ("tip_off", "received_at"),
    ("tip_off", "channel"),
    ("tip_off", "is_anonymous"),
    ("tip_off", "reporter"),
    ("tip_off", "reporter_phone"),
    ("tip_off", "handed_to"),
    ("tip_off", "handed_at"),
    ("tip_off", "hazard_id"),
    ("tip_off", "reply"),
    ("tip_off", "answered_at"),
    ("tip_off", "reward_yuan"),
    ("tip_off", "reward_note"),
    ("tip_off", "rewarded_at"),
    ("tip_off", "remark"),
    ("casualty", "id_no"),
    ("casualty", "cause"),
];

fn is_unique<T: Ord>(items: impl IntoIterator<Item = T>) -> bool {
    let mut seen = BTreeSet::new();
    items.into_iter().all(|item| seen.insert(item))
}

#[test]
fn every_ledger_has_its_own_number_name_and_label() {
    let numbers: Vec<u16> = ALL.iter().map(|spec| spec.number).collect();
    assert!(
        is_unique(numbers.iter().copied()),
        "a number in the journal means one ledger"
    );
    assert_eq!(
        numbers.iter().take(17).copied().collect::<Vec<_>>(),
        (1..=17).collect::<Vec<u16>>(),
        "the first ledgers keep their numbers"
    );
    assert!(is_unique(ALL.iter().map(|spec| spec.name)));
    assert!(is_unique(ALL.iter().map(|spec| spec.label)));
    for spec in ALL {
        assert_eq!(
            by_name(spec.name).map(|found| found.number),
            Some(spec.number)
        );
        assert_eq!(
            by_number(spec.number).map(|found| found.name),
            Some(spec.name)
        );
    }
}

#[test]
fn fields_of_a_ledger_have_their_own_numbers_names_and_labels() {
    for spec in ALL {
        let name = spec.name;
        assert!(
            is_unique(spec.fields.iter().map(|field| field.number)),
            "{name} numbers"
        );
        assert!(
            is_unique(spec.fields.iter().map(|field| field.name)),
            "{name} names"
        );
        assert!(
            is_unique(spec.fields.iter().map(|field| field.label)),
            "{name} labels"
        );
        for field in spec.fields {
            assert!(field.number > 0, "{name}.{}: zero is no number", field.name);
            assert!(!field.label.is_empty(), "{name}.{} has a label", field.name);
            let snake = |letter: char| {
                letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_'
            };
            assert!(
                field.name.chars().all(snake),
                "{name}.{} is a column name",
                field.name
            );
            assert!(
                !field.name.starts_with('_'),
                "{name}.{} is not the store's",
                field.name
            );
            assert!(
                !["id", "area"].contains(&field.name),
                "{name}.{} is the store's",
                field.name
            );
        }
    }
}

#[test]
fn a_column_head_means_one_field_of_its_ledger() {
    for spec in ALL {
        let mut meant = BTreeSet::new();
        for field in spec.fields {
            for head in field.synonyms.iter().chain([&field.label]) {
                assert!(
                    meant.insert(*head),
                    "{}.{}: {head} twice",
                    spec.name,
                    field.name
                );
            }
        }
    }
}

#[test]
fn every_reference_leads_to_a_ledger() {
    for (spec, field) in every_field() {
        if let Type::Ref(target) | Type::Refs(target) = field.kind {
            assert!(
                by_name(target).is_some(),
                "{}.{} → {target}",
                spec.name,
                field.name
            );
        }
    }
}

#[test]
fn title_columns_chips_and_unique_sets_name_fields_that_exist() {
    for spec in ALL {
        let chip_fields = spec.chips.iter().map(|chip| chip.field);
        let named = spec
            .title
            .iter()
            .chain(spec.columns)
            .chain(spec.unique.iter().copied().flatten())
            .copied()
            .chain(chip_fields);
        for name in named {
            assert!(
                spec.field(name).is_some(),
                "{} has no field {name}",
                spec.name
            );
        }
        assert!(
            is_unique(spec.chips.iter().map(|chip| chip.name)),
            "{} chips",
            spec.name
        );
        assert!(
            !spec.columns.is_empty(),
            "{} shows something in its list",
            spec.name
        );
    }
}

#[test]
fn every_row_can_be_named_by_its_title_or_by_what_it_refers_to_first() {
    for spec in ALL {
        let text_title = spec.title.iter().all(|name| {
            let kind = spec.field(name).map(|field| field.kind);
            matches!(kind, Some(Type::Text | Type::LongText))
        });
        assert!(text_title, "{}: a title is text, not a row id", spec.name);
        let has_reference = spec
            .columns
            .iter()
            .any(|name| matches!(spec.field(name).map(|field| field.kind), Some(Type::Ref(_))));
        assert!(
            !spec.title.is_empty() || has_reference,
            "{} has no name",
            spec.name
        );
    }
}

#[test]
fn free_text_and_telephones_are_never_open() {
    for (spec, field) in every_field() {
        let is_free = matches!(
            field.kind,
            Type::Text | Type::LongText | Type::Lines | Type::Phone | Type::IdNo
        );
        let may_be_open = OPEN_TEXTS.contains(&(spec.name, field.name));
        if is_free && field.privacy == Privacy::Open {
            assert!(
                may_be_open,
                "{}.{} can hold anything",
                spec.name, field.name
            );
        }
        if matches!(field.kind, Type::Ref(_) | Type::Refs(_)) {
            assert_ne!(
                field.privacy,
                Privacy::Open,
                "{}.{} points at somebody",
                spec.name,
                field.name
            );
        }
    }
    for (name, field) in OPEN_TEXTS {
        let declared = ledger(name).field(field).map(|field| field.privacy);
        assert_eq!(
            declared,
            Some(Privacy::Open),
            "{name}.{field} stands here for nothing"
        );
    }
}

#[test]
fn a_villagers_own_affairs_stay_out_of_the_duty_profile() {
    for (name, fields) in VILLAGERS_OWN {
        for field in *fields {
            let privacy = ledger(name).field(field).map(|field| field.privacy);
            assert_eq!(privacy, Some(Privacy::Personal), "{name}.{field}");
        }
    }
    for (spec, field) in every_field() {
        let is_secret = SECRETS.contains(&(spec.name, field.name));
        assert_eq!(
            field.privacy == Privacy::Secret,
            is_secret,
            "{}.{}",
            spec.name,
            field.name
        );
    }
    assert!(
        every_field().all(|(_, field)| !field.label.contains("血型")),
        "the blood group serves no purpose and is not asked (domain §8.2)"
    );
}

#[test]
fn what_the_program_numbers_is_never_asked() {
    for (name, field) in [
        ("hazard", "hz_no"),
        ("risk_point", "rp_no"),
        ("plan", "plan_no"),
        ("inspection", "inspection_no"),
        ("borrow", "borrow_no"),
        ("donation", "donation_no"),
        ("responsibility_letter", "letter_no"),
        ("tip_off", "tip_no"),
    ] {
        let field = ledger(name).field(field).unwrap();
        assert!(
            field.automatic && field.need == Need::Optional,
            "{name}.{}",
            field.name
        );
    }
}

#[test]
fn one_of_a_kind_rows_are_the_village_profile_only() {
    let single: Vec<&str> = ALL
        .iter()
        .filter(|spec| spec.single)
        .map(|spec| spec.name)
        .collect();
    assert_eq!(single, ["village_profile"]);
}

#[test]
fn lists_that_merge_element_by_element_are_in_no_group() {
    for (spec, field) in every_field() {
        if field.kind.is_set() {
            assert_eq!(field.group, None, "{}.{}", spec.name, field.name);
        }
        let two = [sample(field, 1), sample(field, 2)];
        assert_ne!(two[0], two[1], "the samples of the other tests differ");
    }
}
