//! How values stand in columns: numbers and yes/no as INTEGER, figures as ANY (a number or the word
//! that it is being checked), everything else as TEXT, lists as JSON arrays.

use ledger::value::CHECKING;
use ledger::{Field, Type, Value};
use rusqlite::types::{Value as Sql, ValueRef};
use std::collections::BTreeSet;

/// The column type of a field.
pub(crate) fn sql_type(kind: Type) -> &'static str {
    match kind {
        Type::Int | Type::Decimal(_) | Type::Bool => "INTEGER",
        Type::Figure(_) => "ANY",
        _ => "TEXT",
    }
}

/// The value as it is stored.
pub(crate) fn to_sql(value: &Value) -> Sql {
    match value {
        Value::Null => Sql::Null,
        Value::Bool(yes) => Sql::Integer(i64::from(*yes)),
        Value::Int(number) => Sql::Integer(*number),
        Value::Text(text) => Sql::Text(text.clone()),
        Value::Lines(lines) => Sql::Text(serde_json::Value::from(lines.clone()).to_string()),
        Value::Set(set) => {
            let items: serde_json::Value = set.iter().map(String::as_str).collect();
            Sql::Text(items.to_string())
        }
    }
}

/// The stored value as the field's kind reads it.
pub(crate) fn from_sql(kind: Type, stored: ValueRef<'_>) -> Value {
    match (kind, stored) {
        (Type::Bool, ValueRef::Integer(number)) => Value::Bool(number != 0),
        (_, ValueRef::Integer(number)) => Value::Int(number),
        (Type::Lines, ValueRef::Text(text)) => {
            Value::Lines(serde_json::from_slice(text).unwrap_or_default())
        }
        (kind, ValueRef::Text(text)) if kind.is_set() => {
            Value::Set(serde_json::from_slice::<BTreeSet<String>>(text).unwrap_or_default())
        }
        (_, ValueRef::Text(text)) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        _ => Value::Null,
    }
}

/// Whether the value is of the field's kind. A write that is not (of a newer version) stays in
/// the journal and out of the fold.
pub(crate) fn fits(field: &Field, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(_) => field.kind == Type::Bool,
        Value::Int(_) => matches!(field.kind, Type::Int | Type::Decimal(_) | Type::Figure(_)),
        Value::Lines(_) => field.kind == Type::Lines,
        Value::Set(_) => field.kind.is_set(),
        Value::Text(text) if matches!(field.kind, Type::Figure(_)) => text == CHECKING,
        Value::Text(_) => {
            sql_type(field.kind) == "TEXT" && field.kind != Type::Lines && !field.kind.is_set()
        }
    }
}

/// An empty value in its one form.
pub(crate) fn canonical(value: &Value) -> Value {
    if value.is_empty() {
        Value::Null
    } else {
        value.clone()
    }
}
