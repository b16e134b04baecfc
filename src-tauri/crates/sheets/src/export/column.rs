//! One field as a column: its head, its width, and how a value of it stands in a cell.

use super::{MAX_CELL, is_required};
use crate::error::SheetError;
use crate::intake::Context;
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use ledger::{Field, Type, Value, numbers};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Worksheet};

/// Between the members of a list in one cell.
const JOINT: &str = "；";

/// A field as a column.
pub(super) struct Column<'a> {
    pub(super) field: &'a Field,
    pub(super) format: Format,
}

impl<'a> Column<'a> {
    pub(super) fn new(field: &'a Field) -> Self {
        let top = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        let format = match field.kind {
            Type::Date => top.set_num_format("yyyy-mm-dd"),
            Type::Time => top.set_num_format("yyyy-mm-dd hh:mm"),
            Type::Int | Type::Decimal(_) | Type::Figure(_) => top,
            // As text, or Excel makes 9.9E+17 of an identity number and drops leading zeros.
            _ => top.set_num_format("@"),
        };
        Self { field, format }
    }

    /// 姓名＊, 资金（元）.
    pub(super) fn head(&self) -> String {
        let mark = if is_required(self.field) { "＊" } else { "" };
        match self.field.unit {
            "" => format!("{}{mark}", self.field.label),
            unit => format!("{}（{unit}）{mark}", self.field.label),
        }
    }

    /// What the head's note says.
    pub(super) fn hint(&self) -> String {
        let required = if is_required(self.field) {
            "必填。"
        } else {
            ""
        };
        let several = match self.field.kind {
            Type::Codes(_) | Type::Refs(_) => "可填几项，中间用“；”隔开。",
            _ => "",
        };
        format!("{required}{}{several}", self.field.hint)
    }

    pub(super) fn width(&self) -> f64 {
        let width: f64 = match self.field.kind {
            Type::LongText | Type::Lines => 32.0,
            Type::IdNo => 21.0,
            Type::Time | Type::Codes(_) | Type::Refs(_) => 18.0,
            Type::Phone | Type::AreaCode | Type::Text | Type::Ref(_) => 15.0,
            Type::Date | Type::Code(_) => 12.0,
            Type::Int | Type::Decimal(_) | Type::Figure(_) | Type::Bool | Type::MonthDay => 9.0,
        };
        let letters = u32::try_from(self.head().chars().count()).unwrap_or(u32::MAX);
        width.max(f64::from(letters) * 2.0 + 3.0)
    }

    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        (row, place): (u32, u16),
        (value, context): (&Value, &Context<'_>),
    ) -> Result<(), SheetError> {
        if value.is_empty() {
            return Ok(());
        }
        if let Some(number) = self.number(value) {
            sheet.write_number_with_format(row, place, number, &self.format)?;
            return Ok(());
        }
        if let Some(moment) = self.moment(value) {
            sheet.write_datetime_with_format(row, place, moment, &self.format)?;
            return Ok(());
        }
        let text = self.text(value, context);
        if text.chars().count() > MAX_CELL {
            let label = self.field.label;
            return Err(SheetError::CellTooLong { row, label });
        }
        sheet.write_string_with_format(row, place, text, &self.format)?;
        Ok(())
    }

    /// The number, if Excel can keep all its digits.
    fn number(&self, value: &Value) -> Option<f64> {
        const EXACT: u64 = 1_000_000_000_000_000;
        let number = value.int().filter(|number| number.unsigned_abs() < EXACT)?;
        self.plain(number).parse().ok()
    }

    fn plain(&self, number: i64) -> String {
        match self.field.kind {
            Type::Decimal(scale) | Type::Figure(scale) => numbers::decimal_text(number, scale),
            _ => number.to_string(),
        }
    }

    /// The day or moment, if Excel can show it: not before 1901, and in Chinese time.
    fn moment(&self, value: &Value) -> Option<ExcelDateTime> {
        let text = value.text();
        let moment = match self.field.kind {
            Type::Date => NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .ok()?
                .and_hms_opt(0, 0, 0)?,
            Type::Time => {
                let local = text.strip_suffix("+08:00")?;
                NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M").ok()?
            }
            _ => return None,
        };
        if moment.year() < 1901 {
            return None;
        }
        ExcelDateTime::parse_from_str(&moment.format("%Y-%m-%dT%H:%M:%S").to_string()).ok()
    }

    fn text(&self, value: &Value, context: &Context<'_>) -> String {
        match value {
            Value::Null => String::new(),
            Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
            Value::Int(number) => self.plain(*number),
            Value::Text(text) => self.word(text, context),
            Value::Lines(lines) => lines.join("\n"),
            Value::Set(set) => {
                let words: Vec<String> = set.iter().map(|item| self.word(item, context)).collect();
                words.join(JOINT)
            }
        }
    }

    fn word(&self, text: &str, context: &Context<'_>) -> String {
        let word = match self.field.kind {
            Type::Code(list) | Type::Codes(list) => {
                let items = context.labels.items(list);
                items
                    .into_iter()
                    .find(|(code, _)| code == text)
                    .map(|(_, label)| label)
            }
            Type::Ref(ledger) | Type::Refs(ledger) => context.labels.title(ledger, text),
            Type::Figure(_) => Some("正在核实".to_owned()),
            _ => None,
        };
        word.unwrap_or_else(|| text.to_owned())
    }
}
