//! Reads a cell as the value of a ledger's field: code labels become codes, dates of every usual
//! shape become days.

use crate::cell::Cell;
use crate::labels::Lists;
use chrono::{Days, NaiveDate};
use ledger::{Field, Row, Spec, Type, Value, dates};
use std::collections::{BTreeMap, BTreeSet};

/// The fields of a record that need no reading of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct More {
    /// Values, ready to be saved.
    pub values: Row,
    /// References, by field: the words that name the row, to be matched with the books.
    pub refs: BTreeMap<&'static str, Vec<String>>,
}

/// Puts one cell into the values or references.
pub(crate) fn take(
    more: &mut More,
    field: &'static Field,
    text: &str,
    reader: &Reader<'_>,
) -> Result<(), String> {
    if means_nothing(field, text) {
        return Ok(());
    }
    match field.kind {
        Type::Ref(_) => {
            more.refs.insert(field.name, vec![text.to_owned()]);
        }
        Type::Refs(_) => {
            more.refs
                .insert(field.name, pieces(text, &LISTED).collect());
        }
        _ => more.values.set(field.name, reader.value(field, text)?),
    }
    Ok(())
}

/// What offices write where there is nothing to say. In free words it stands as written; of a figure
/// and of a yes or no, 无 is an answer.
fn means_nothing(field: &Field, text: &str) -> bool {
    let is_stroke = matches!(text, "/" | "／" | "\\" | "-" | "－" | "—" | "——" | "--");
    match field.kind {
        Type::Text | Type::LongText | Type::Lines => false,
        Type::Figure(_) | Type::Bool | Type::Code(_) | Type::Codes(_) => is_stroke,
        _ => is_stroke || matches!(text, "无" | "暂无" | "没有"),
    }
}

/// The value behind which a field of this ledger is declared, unless the program alone writes it.
pub(crate) fn open_field(spec: &Spec, name: &str) -> Option<&'static Field> {
    spec.field(name).filter(|field| !field.automatic)
}

/// What is needed to understand a cell.
pub(crate) struct Reader<'a> {
    pub(crate) lists: &'a Lists<'a>,
    pub(crate) today: NaiveDate,
}

impl Reader<'_> {
    /// The value of a field; what is wrong, in Chinese, if the text is none.
    pub(crate) fn value(&self, field: &Field, text: &str) -> Result<Value, String> {
        match field.kind {
            Type::Code(list) => self.code(list, text).map(Value::Text),
            Type::Codes(list) => self.codes(list, text).map(Value::Set),
            Type::Date | Type::Time => match serial(field, text) {
                Some(when) => Ok(Value::Text(when)),
                None => self.read(field, text),
            },
            Type::Int | Type::Decimal(_) | Type::Figure(_) => {
                self.read(field, without_unit(field, text))
            }
            _ => self.read(field, text),
        }
    }

    fn read(&self, field: &Field, text: &str) -> Result<Value, String> {
        let read = field.read_text(text, self.today);
        let shown: String = text.chars().take(20).collect();
        read.map_err(|why| format!("“{shown}”读不懂。{why}"))
    }

    fn code(&self, list: &'static str, text: &str) -> Result<String, String> {
        let choices = || format!("“{text}”不在可选项里，可填：{}。", self.lists.choices(list));
        self.lists.code(list, text).ok_or_else(choices)
    }

    /// Labels with ； between them; what offices write with other marks is understood too.
    pub(crate) fn codes(&self, list: &'static str, text: &str) -> Result<BTreeSet<String>, String> {
        let mut codes = BTreeSet::new();
        for piece in pieces(text, &LISTED) {
            if let Some(code) = self.lists.code(list, &piece) {
                codes.insert(code);
                continue;
            }
            for word in pieces(&piece, &ENUMERATED) {
                codes.insert(self.code(list, &word)?);
            }
        }
        Ok(codes)
    }

    /// A day from a cell of a date column.
    pub(crate) fn day(&self, cell: &Cell) -> Option<String> {
        serial_day(cell.text()).or_else(|| dates::day(cell.text(), self.today))
    }
}

/// Between the members of a list we wrote ourselves: never part of a label or title.
pub(crate) const LISTED: [char; 3] = ['；', ';', '\n'];
/// Between the members of a list somebody else wrote.
const ENUMERATED: [char; 6] = ['、', '，', ',', '/', ' ', '\u{3000}'];

fn pieces<'a>(text: &'a str, marks: &'a [char]) -> impl Iterator<Item = String> + 'a {
    text.split(marks)
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .map(str::to_owned)
}

/// A day or moment that lost its format.
fn serial(field: &Field, text: &str) -> Option<String> {
    match field.kind {
        Type::Time => serial_moment(text),
        _ => serial_day(text),
    }
}

/// 120 of 120人, where the field counts in 人.
fn without_unit<'a>(field: &Field, text: &'a str) -> &'a str {
    let number = text
        .strip_suffix(field.unit)
        .filter(|_| !field.unit.is_empty());
    number.map_or(text, str::trim_end)
}

/// A day that lost its format: 46057 is 2026-02-04. Only days between 1954 and 2119.
fn serial_day(text: &str) -> Option<String> {
    let serial: u64 = text.parse().ok()?;
    if !(20_000..80_000).contains(&serial) {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(serial))?;
    Some(day.to_string())
}

/// A moment that lost its format: 46057.5 is noon of 2026-02-04.
fn serial_moment(text: &str) -> Option<String> {
    const MINUTES: f64 = 1_440.0;
    let (day, part) = text.split_once('.').unwrap_or((text, "0"));
    let day = serial_day(day)?;
    let part: f64 = format!("0.{part}").parse().ok()?;
    let minutes = (part * MINUTES).round();
    // A last half minute that rounds up belongs to the day it is in.
    let minutes = (0..1_440)
        .rev()
        .find(|minute| f64::from(*minute) <= minutes)?;
    Some(format!(
        "{day}T{:02}:{:02}+08:00",
        minutes / 60,
        minutes % 60
    ))
}
