//! One field as a column: its head, its width, and how a value of it stands in a cell.

use super::{EXAMPLE, MAX_CELL, is_required};
use crate::error::SheetError;
use crate::intake::Context;
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use ledger::{Field, Type, Value, numbers};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, Worksheet};

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
        let how = match self.field.kind {
            Type::Code(_) | Type::Bool => "从下拉框里选。",
            Type::Codes(_) => "可填几项，中间用“；”隔开。",
            Type::Ref(_) => "填已经登记的名称，有重名的用括号写上电话或组别。",
            Type::Refs(_) => "填已经登记的名称，可填几项，中间用“；”隔开。",
            Type::Date => "例如 2026-07-12、2026.7.12。",
            Type::Time => "例如 2026-07-12 03:20。",
            Type::Figure(_) => "填数字；没有填“无”，还不清楚填“正在核实”。",
            _ => "",
        };
        format!("{required}{}{how}", self.field.hint)
    }

    /// Writes what an example line shows in this column.
    pub(super) fn write_example(
        &self,
        sheet: &mut Worksheet,
        place: u16,
        context: &Context<'_>,
    ) -> Result<(), SheetError> {
        let grey = self.format.clone().set_italic().set_font_color(Color::Gray);
        let text = self.example(context);
        if !text.is_empty() {
            sheet.write_string_with_format(1, place, text, &grey)?;
        }
        Ok(())
    }

    fn example(&self, context: &Context<'_>) -> String {
        let first_label = |list| {
            let items = context.labels.items(list);
            items
                .into_iter()
                .next()
                .map_or_else(String::new, |(_, label)| label)
        };
        match self.field.kind {
            Type::Text | Type::LongText | Type::Lines => {
                format!("{EXAMPLE}{}", example_word(self.field))
            }
            Type::Ref(ledger) | Type::Refs(ledger) => {
                let label = ledger::by_name(ledger).map_or("", |spec| spec.label);
                format!("{EXAMPLE}{label}里登记的名称")
            }
            Type::Code(list) | Type::Codes(list) => first_label(list),
            Type::Int | Type::Decimal(_) => "1".to_owned(),
            Type::Figure(_) => "无".to_owned(),
            Type::Bool => "是".to_owned(),
            Type::Date => "2026-01-08".to_owned(),
            Type::Time => "2026-01-08 09:30".to_owned(),
            Type::MonthDay => "5月1日".to_owned(),
            Type::Phone => "14200000000".to_owned(),
            Type::IdNo | Type::AreaCode => String::new(),
        }
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
        let is_none = matches!(self.field.kind, Type::Figure(_)) && value.int() == Some(0);
        if is_none {
            sheet.write_string_with_format(row, place, "无", &self.format)?;
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

/// The first word that a field's hint gives as an example, else what the field is called.
fn example_word(field: &Field) -> &str {
    let words = field.hint.split_once("例如").map(|(_, words)| words);
    let words = words.map(|words| words.trim_start_matches(['：', ' ']));
    let first = words.and_then(|words| words.split(['、', '，', '。', '；']).next());
    first.filter(|word| !word.is_empty()).unwrap_or(field.label)
}
