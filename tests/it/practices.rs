//! The table of practices (`tests/practices.md`) points at things that exist.

use acceptance::Station;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The township's items: nothing of the village's is expected behind them.
const TOWNSHIP: &str = "乡镇的事";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// One line of the table: number, practice, and what the last cell points at.
fn lines() -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(root().join("tests/practices.md")).unwrap();
    text.lines()
        .filter(|line| line.starts_with("| F"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let places = cells[3].split('`').skip(1).step_by(2);
            let places: Vec<String> = places.map(str::to_owned).collect();
            assert!(
                !places.is_empty() || cells[3] == TOWNSHIP,
                "{} leads nowhere",
                cells[1]
            );
            (cells[1].to_owned(), places)
        })
        .collect()
}

/// Everything a place may name, as `kind:name`.
fn known() -> BTreeSet<String> {
    let station = Station::village();
    let mut known = BTreeSet::new();
    let declarations = station.call("declarations", json!({}));
    for ledger in declarations["ledgers"].as_array().unwrap() {
        let name = ledger["name"].as_str().unwrap();
        known.insert(format!("台账:{name}"));
        for field in ledger["fields"].as_array().unwrap() {
            known.insert(format!("栏:{name}.{}", field["name"].as_str().unwrap()));
        }
    }
    let lists = declarations["lists"].as_object().unwrap();
    known.extend(lists.keys().map(|list| format!("表:{list}")));
    known.extend(
        app::bridge::COMMANDS
            .iter()
            .map(|command| format!("命令:{}", command.name)),
    );
    let documents = station.call("documents", json!({}));
    known.extend(names(&documents, "name").map(|name| format!("文书:{name}")));
    let thresholds = station.call("thresholds", json!({}));
    known.extend(names(&thresholds, "name").map(|name| format!("门限:{name}")));
    for screen in std::fs::read_dir(root().join("ui/src/screens")).unwrap() {
        known.insert(format!(
            "屏:{}",
            screen.unwrap().file_name().to_string_lossy()
        ));
    }
    known
}

fn names<'a>(list: &'a Json, key: &'a str) -> impl Iterator<Item = String> + 'a {
    let items = list.as_array().unwrap().iter();
    items.map(move |item| item[key].as_str().unwrap().to_owned())
}

/// Codes of the rules are told by the ledgers' own sources.
fn is_rule(code: &str) -> bool {
    let kinds = root().join("src-tauri/crates/ledger/src/kinds");
    let quoted = format!("\"{code}\"");
    std::fs::read_dir(kinds)
        .unwrap()
        .filter_map(|file| std::fs::read_to_string(file.unwrap().path()).ok())
        .any(|source| source.contains(&quoted))
}

#[test]
fn every_practice_of_a_village_leads_to_something_that_exists() {
    let known = known();
    for (number, places) in lines() {
        for place in places {
            let exists = match place.strip_prefix("规则:") {
                Some(code) => is_rule(code),
                None => known.contains(&place),
            };
            assert!(exists, "{number} points at {place}, which is not there");
        }
    }
}

#[test]
fn all_seventy_four_practices_stand_in_the_table_once() {
    let expected: Vec<String> = (1..=64)
        .chain(66..=75)
        .map(|number| format!("F{number}"))
        .collect();
    let listed: Vec<String> = lines().into_iter().map(|(number, _)| number).collect();
    assert_eq!(listed, expected, "F65 is the township's altogether");
}
