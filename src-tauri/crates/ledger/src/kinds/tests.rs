//! What every declaration must hold, and the rules of the field in sentences.

use crate::kinds::ALL;
use crate::spec::{Field, Spec, Type};
use crate::value::{Row, Value};
use std::collections::BTreeSet;
use std::path::PathBuf;

mod checks;
mod culture;
mod declarations;
mod demo;
mod flows;
mod hazard;
mod hints;
mod inspections;
mod lists;
mod monitoring;
mod needs;
mod report;
mod resources;
mod response;
mod responsibility;
mod texts;
mod tip_off;
mod transfer;

/// A file of `assets/`, as text.
fn asset(path: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../assets");
    std::fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A file of `assets/`, as a table.
fn toml_asset(path: &str) -> toml::Table {
    asset(path)
        .parse()
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The tables of an array of tables.
fn tables(file: &toml::Table, name: &str) -> Vec<toml::Table> {
    let array = file[name].as_array().unwrap();
    let table = |item: &toml::Value| item.as_table().unwrap().clone();
    array.iter().map(table).collect()
}

/// A text of a table.
fn text<'a>(table: &'a toml::Table, name: &str) -> &'a str {
    let value = table[name].as_str();
    value.unwrap_or_else(|| panic!("{name} is no text"))
}

/// The codes of a code list.
fn codes(list: &str) -> BTreeSet<String> {
    let file = toml_asset("lists/codes.toml");
    let mut lists = tables(&file, "list").into_iter();
    let table = lists.find(|table| text(table, "name") == list).unwrap();
    let items = table["items"].as_array().unwrap();
    let code = |item: &toml::Value| item[0].as_str().unwrap().to_owned();
    items.iter().map(code).collect()
}

/// A row with these texts.
fn row(values: &[(&'static str, &str)]) -> Row {
    let mut row = Row::default();
    for (name, value) in values {
        row.set(name, *value);
    }
    row
}

/// The same row with other texts; an empty one takes the field out.
fn with(base: &Row, values: &[(&'static str, &str)]) -> Row {
    let mut row = base.clone();
    for (name, value) in values {
        row.set(name, *value);
    }
    row
}

/// The named ledger.
fn ledger(name: &str) -> &'static Spec {
    crate::kinds::by_name(name).unwrap_or_else(|| panic!("no ledger {name}"))
}

/// Every field of every ledger.
fn every_field() -> impl Iterator<Item = (&'static Spec, &'static Field)> {
    ALL.iter()
        .flat_map(|spec| spec.fields.iter().map(move |field| (*spec, field)))
}

/// Codes of the rules that fire on a row, with their weight.
fn flags(spec: &Spec, row: &Row) -> Vec<(&'static str, crate::check::Weight)> {
    (spec.checks)(row)
        .into_iter()
        .map(|flag| (flag.code, flag.weight))
        .collect()
}

/// Some value of the field's type; two samples differ.
fn sample(field: &Field, which: i64) -> Value {
    match field.kind {
        Type::Int | Type::Decimal(_) => Value::Int(which),
        Type::Bool => Value::Bool(which % 2 == 0),
        Type::Lines => Value::Lines(vec![format!("第{which}行")]),
        Type::Codes(_) | Type::Refs(_) => Value::Set([format!("sample-{which}")].into()),
        _ => Value::Text(format!("sample-{which}")),
    }
}
