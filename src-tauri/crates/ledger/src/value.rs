//! What a field holds, and how it is read from what people type and from JSON.

use crate::dates;
use crate::numbers;
use crate::spec::{Field, Spec, Type};
use chrono::NaiveDate;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// A value of a field. Decimals are whole numbers of the field's unit; there are no floats.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Nothing was entered; never the same as zero.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number, or a scaled decimal.
    Int(i64),
    /// Text, a date, a time, a code, a reference: in normal form C.
    Text(String),
    /// Ordered lines.
    Lines(Vec<String>),
    /// An unordered list.
    Set(BTreeSet<String>),
}

impl Value {
    /// Whether nothing was entered.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::Lines(lines) => lines.is_empty(),
            Self::Set(set) => set.is_empty(),
            Self::Bool(_) | Self::Int(_) => false,
        }
    }

    /// The text, or an empty one.
    pub fn text(&self) -> &str {
        if let Self::Text(text) = self {
            text
        } else {
            ""
        }
    }

    /// The number, if it is one.
    pub fn int(&self) -> Option<i64> {
        if let Self::Int(number) = self {
            Some(*number)
        } else {
            None
        }
    }

    /// Whether it is a yes.
    pub fn is_true(&self) -> bool {
        *self == Self::Bool(true)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() {
            Self::Null
        } else {
            Self::Text(composed(text))
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        if !text.is_empty() && is_composed(&text) {
            Self::Text(text)
        } else {
            Self::from(text.as_str())
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}

/// Why what was typed is not a value of the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// Not the kind of thing the field holds.
    #[error("{0}")]
    Unreadable(&'static str),
    /// Longer than a field may be (64 KiB).
    #[error("内容过长，请精简后再填。")]
    TooLong,
}

/// What a figure holds that was asked for and is being found out (正在核实).
pub const CHECKING: &str = "checking";

/// The longest text a field may hold, in bytes (journal.md §5: field 64 KiB).
pub const MAX_FIELD_BYTES: usize = 64 * 1024;

/// A row of a ledger: its values by field name. A field that is absent is [`Value::Null`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row(pub BTreeMap<&'static str, Value>);

impl Row {
    /// The value of a field.
    pub fn get(&self, field: &str) -> &Value {
        self.0.get(field).unwrap_or(&Value::Null)
    }

    /// The text of a field, or an empty one.
    pub fn text(&self, field: &str) -> &str {
        self.get(field).text()
    }

    /// Sets a field; an empty value takes it out.
    pub fn set(&mut self, field: &'static str, value: impl Into<Value>) {
        let value = value.into();
        if value.is_empty() {
            self.0.remove(field);
        } else {
            self.0.insert(field, value);
        }
    }

    /// The row as JSON, every declared field present, decimals as text.
    pub fn to_json(&self, spec: &Spec) -> serde_json::Map<String, Json> {
        spec.fields
            .iter()
            .map(|field| (field.name.to_owned(), field.to_json(self.get(field.name))))
            .collect()
    }

    /// What names the row to a person: its title fields that are plain text, joined by spaces.
    pub fn title(&self, spec: &Spec) -> String {
        let parts: Vec<&str> = spec
            .title
            .iter()
            .map(|name| self.text(name))
            .filter(|part| !part.is_empty())
            .collect();
        parts.join(" ")
    }
}

impl Field {
    /// The value as JSON: decimals and dates as text, lists as arrays.
    pub fn to_json(&self, value: &Value) -> Json {
        match (self.kind, value) {
            (_, Value::Null) => Json::Null,
            (Type::Decimal(scale) | Type::Figure(scale @ 1..), Value::Int(number)) => {
                Json::String(numbers::decimal_text(*number, scale))
            }
            (_, Value::Bool(yes)) => Json::Bool(*yes),
            (_, Value::Int(number)) => Json::from(*number),
            (_, Value::Text(text)) => Json::String(text.clone()),
            (_, Value::Lines(lines)) => Json::from(lines.clone()),
            (_, Value::Set(set)) => set.iter().cloned().map(Json::String).collect(),
        }
    }

    /// Reads what a form, a command or a sheet sends. `today` gives meaning to 昨天 and 7.12.
    pub fn read(&self, json: &Json, today: NaiveDate) -> Result<Value, FieldError> {
        match json {
            Json::Null => Ok(Value::Null),
            Json::Bool(yes) if self.kind == Type::Bool => Ok(Value::Bool(*yes)),
            Json::Number(number) => self.read_text(&number.to_string(), today),
            Json::String(text) => self.read_text(text, today),
            Json::Array(items) => self.read_list(items),
            Json::Bool(_) | Json::Object(_) => {
                Err(FieldError::Unreadable("这一格填的内容读不懂。"))
            }
        }
    }

    fn read_list(&self, items: &[Json]) -> Result<Value, FieldError> {
        let texts: Vec<String> = items
            .iter()
            .map(|item| item.as_str().map(|text| composed(text.trim())))
            .collect::<Option<_>>()
            .ok_or(FieldError::Unreadable("清单里有读不懂的内容。"))?;
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        let value = match self.kind {
            Type::Lines => Value::Lines(texts.collect()),
            kind if kind.is_set() => Value::Set(texts.collect()),
            _ => return Err(FieldError::Unreadable("这一格只填一项。")),
        };
        Ok(if value.is_empty() { Value::Null } else { value })
    }

    /// Reads text as typed by a person or found in a cell.
    pub fn read_text(&self, text: &str, today: NaiveDate) -> Result<Value, FieldError> {
        let text = composed(text.trim());
        if text.len() > MAX_FIELD_BYTES {
            return Err(FieldError::TooLong);
        }
        if text.is_empty() {
            return Ok(Value::Null);
        }
        let unreadable = FieldError::Unreadable;
        Ok(match self.kind {
            Type::Int => {
                Value::Int(numbers::whole(&text).ok_or(unreadable("请填整数，例如 12。"))?)
            }
            Type::Decimal(scale) => Value::Int(
                numbers::decimal(&text, scale).ok_or(unreadable("请填数字，例如 3.5。"))?,
            ),
            Type::Figure(scale) => figure(&text, scale).ok_or(unreadable(
                "请填数字；没有就填“无”，还不清楚就填“正在核实”。",
            ))?,
            Type::Bool => Value::Bool(yes_or_no(&text).ok_or(unreadable("请填“是”或“否”。"))?),
            Type::Date => Value::Text(
                dates::day(&text, today)
                    .ok_or(unreadable("日期读不懂，可填 2026-07-12、7.12、昨天。"))?,
            ),
            Type::Time => Value::Text(
                dates::moment(&text, today)
                    .ok_or(unreadable("时间读不懂，可填 7月12日3时20分 或 3:20。"))?,
            ),
            Type::MonthDay => {
                Value::Text(dates::month_day(&text).ok_or(unreadable("请填月和日，例如 5月1日。"))?)
            }
            Type::Phone => Value::Text(numbers::phone_text(&text)),
            Type::IdNo => Value::Text(numbers::id_no_text(&text)),
            Type::Lines => Value::Lines(text.lines().map(|line| line.trim().to_owned()).collect()),
            Type::Codes(_) | Type::Refs(_) => Value::Set(BTreeSet::from([text])),
            Type::Text | Type::LongText | Type::Code(_) | Type::Ref(_) | Type::AreaCode => {
                Value::Text(text)
            }
        })
    }
}

/// The text in Unicode's composed form (NFC), as it is kept; what people type mostly is already.
fn composed(text: &str) -> String {
    if is_composed(text) {
        text.to_owned()
    } else {
        text.nfc().collect()
    }
}

fn is_composed(text: &str) -> bool {
    is_nfc_quick(text.chars()) == IsNormalized::Yes
}

fn figure(text: &str, scale: u8) -> Option<Value> {
    match text {
        "无" | "没有" => Some(Value::Int(0)),
        CHECKING | "正在核实" | "核实中" | "待核实" => {
            Some(Value::Text(CHECKING.to_owned()))
        }
        number => numbers::decimal(number, scale).map(Value::Int),
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "是" | "有" | "对" | "√" | "✓" | "true" | "1" | "Y" | "y" => Some(true),
        "否" | "无" | "不" | "没有" | "×" | "false" | "0" | "N" | "n" => Some(false),
        _ => None,
    }
}
