//! The code lists in `assets/lists` and the declarations name the same things.

use super::{every_field, toml_asset};
use crate::kinds::supply_movement::direction;
use crate::kinds::{ALL, by_name};
use crate::spec::Type;
use std::collections::{BTreeMap, BTreeSet};

/// Codes with their labels, and aliases with their codes, by list.
struct CodeList {
    items: Vec<(String, String)>,
    aliases: Vec<(String, String)>,
}

impl CodeList {
    fn has(&self, code: &str) -> bool {
        self.items.iter().any(|(known, _)| known == code)
    }
}

fn pairs(value: Option<&toml::Value>) -> Vec<(String, String)> {
    let text = |value: &toml::Value| value.as_str().unwrap().to_owned();
    let rows = value.and_then(toml::Value::as_array).cloned();
    rows.unwrap_or_default()
        .iter()
        .map(|row| row.as_array().unwrap())
        .map(|row| {
            assert_eq!(row.len(), 2, "a row is a pair: {row:?}");
            (text(&row[0]), text(&row[1]))
        })
        .collect()
}

fn lists() -> BTreeMap<String, CodeList> {
    let file = toml_asset("lists/codes.toml");
    let tables = file["list"].as_array().unwrap();
    let mut lists = BTreeMap::new();
    for table in tables {
        let name = table["name"].as_str().unwrap().to_owned();
        let list = CodeList {
            items: pairs(table.get("items")),
            aliases: pairs(table.get("aliases")),
        };
        assert!(
            lists.insert(name.clone(), list).is_none(),
            "{name} stands there twice"
        );
    }
    lists
}

fn named_lists() -> BTreeSet<&'static str> {
    every_field()
        .filter_map(|(_, field)| match field.kind {
            Type::Code(list) | Type::Codes(list) => Some(list),
            _ => None,
        })
        .chain(ALL.iter().filter_map(|spec| Some(spec.flow?.states)))
        // Asked for row by row when a destruction is carried out.
        .chain([crate::kinds::destruction::KEEP_REASONS])
        .collect()
}

#[test]
fn every_list_a_ledger_names_exists_and_every_list_is_named() {
    let lists = lists();
    let existing: BTreeSet<&str> = lists.keys().map(String::as_str).collect();
    assert_eq!(named_lists(), existing);
}

#[test]
fn codes_are_plain_and_labels_are_told_apart() {
    for (name, list) in lists() {
        assert!(!list.items.is_empty(), "{name} is empty");
        let codes: BTreeSet<_> = list.items.iter().map(|(code, _)| code).collect();
        assert_eq!(codes.len(), list.items.len(), "{name}: a code twice");
        let spoken: Vec<&String> = list
            .items
            .iter()
            .map(|(_, label)| label)
            .chain(list.aliases.iter().map(|(alias, _)| alias))
            .collect();
        let distinct: BTreeSet<_> = spoken.iter().collect();
        assert_eq!(
            distinct.len(),
            spoken.len(),
            "{name}: two codes are called the same"
        );
        for (code, _) in &list.items {
            let plain = |letter: char| {
                letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_'
            };
            assert!(code.chars().all(plain), "{name}: {code}");
        }
        for (alias, code) in &list.aliases {
            assert!(list.has(code), "{name}: {alias} means nothing");
        }
    }
}

#[test]
fn flows_chips_and_cautious_orders_use_codes_of_their_lists() {
    let lists = lists();
    for spec in ALL {
        let list_of = |name: &str| match spec.field(name)?.kind {
            Type::Code(list) | Type::Codes(list) => lists.get(list),
            _ => None,
        };
        for chip in spec.chips {
            let known =
                |code: &&str| list_of(chip.field).map_or(*code == "true", |list| list.has(code));
            assert!(
                chip.codes.iter().all(known),
                "{}: chip {}",
                spec.name,
                chip.name
            );
        }
        for field in spec
            .fields
            .iter()
            .filter(|field| !field.cautious.is_empty())
        {
            let list = list_of(field.name).unwrap();
            let ordered: BTreeSet<&str> = field.cautious.iter().copied().collect();
            let all: BTreeSet<&str> = list.items.iter().map(|(code, _)| code.as_str()).collect();
            assert_eq!(
                ordered, all,
                "{}.{} orders all its codes",
                spec.name, field.name
            );
        }
        let Some(flow) = spec.flow else { continue };
        let states = &lists[flow.states];
        for step in flow.steps {
            let named = step.from.iter().copied().chain([step.to, flow.initial]);
            for state in named {
                assert!(
                    states.has(state),
                    "{}: {} names {state}",
                    spec.name,
                    step.name
                );
            }
        }
    }
}

#[test]
fn every_movement_of_the_list_has_a_direction_and_follows_its_name() {
    for (code, label) in &lists()["movement_kind"].items {
        let expected = if code.starts_with("in_") || code == "count_up" {
            1
        } else {
            -1
        };
        assert_eq!(direction(code), expected, "{label}");
    }
}

#[test]
fn a_plan_binds_ledgers_that_exist() {
    for (code, label) in &lists()["plan_binding"].items {
        assert!(code == "contact_list" || by_name(code).is_some(), "{label}");
    }
}

#[test]
fn hazards_have_two_grades_and_no_state_of_handing_over() {
    let lists = lists();
    let grades: Vec<&str> = lists["hazard_grade"]
        .items
        .iter()
        .map(|(code, _)| code.as_str())
        .collect();
    assert_eq!(grades, ["general", "major"], "domain §8.3");
    let labels: Vec<&str> = lists["hazard_state"]
        .items
        .iter()
        .map(|(_, label)| label.as_str())
        .collect();
    assert_eq!(
        labels,
        [
            "已发现",
            "已确认",
            "管控中",
            "整改中",
            "待复查",
            "已销号",
            "不属实",
            "重复"
        ]
    );
}
