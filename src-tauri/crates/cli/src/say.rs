//! What the command line prints.

use anyhow::Error;
use app::Problem;
use serde_json::{Value, json};
use std::io::Write as _;

/// Prints a result: as JSON, or as lines of words.
pub(crate) fn result(value: &Value, as_json: bool) {
    let mut out = std::io::stdout().lock();
    // A closed pipe is the reader's wish to stop.
    let _ = if as_json {
        writeln!(out, "{value:#}")
    } else {
        write!(out, "{}", words(value, 0))
    };
}

/// Prints a line as it is.
pub(crate) fn line(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Prints why something was not done.
pub(crate) fn failure(error: &Error, as_json: bool) {
    let problem = error.downcast_ref::<Problem>();
    let mut out = std::io::stderr().lock();
    let _ = match problem {
        Some(problem) if as_json => writeln!(out, "{:#}", json!(problem)),
        Some(problem) => writeln!(out, "{problem}"),
        None if as_json => writeln!(
            out,
            "{:#}",
            json!({ "code": "failed", "message": format!("{error:#}"), "fields": [] })
        ),
        None => writeln!(out, "failed：{error:#}"),
    };
}

/// Nested values as indented lines; empty ones are left out.
fn words(value: &Value, depth: usize) -> String {
    let pad = "  ".repeat(depth);
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(_, value)| !is_empty(value))
            .map(|(key, value)| match value {
                Value::Object(_) | Value::Array(_) => {
                    format!("{pad}{key}\n{}", words(value, depth + 1))
                }
                _ => format!("{pad}{key}  {}\n", plain(value)),
            })
            .collect(),
        Value::Array(items) => items.iter().map(|item| item_words(item, depth)).collect(),
        _ => format!("{pad}{}\n", plain(value)),
    }
}

fn item_words(item: &Value, depth: usize) -> String {
    let pad = "  ".repeat(depth);
    let Value::Object(map) = item else {
        return words(item, depth);
    };
    let parts = map.values().filter(|value| !is_empty(value)).map(plain);
    format!("{pad}{}\n", parts.collect::<Vec<_>>().join("  "))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        _ => value.to_string(),
    }
}
