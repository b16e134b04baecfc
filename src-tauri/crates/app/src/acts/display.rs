//! What a value looks like to a person: labels, names, grouped phones, masks.

use crate::lists::Lists;
use crate::office::references;
use ledger::numbers::{decimal_text, masked_id_no, phone_groups};
use ledger::{Field, Privacy, Row, RowId, Spec, Type, Value};
use std::collections::BTreeMap;

/// Whether secret values are shown as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// Secret values are masked.
    Masked,
    /// Everything is shown.
    Clear,
}

/// What is needed to show values.
pub(crate) struct Display<'a> {
    /// What codes are called.
    pub(crate) lists: &'a Lists,
    /// What referenced rows are called.
    pub(crate) names: &'a BTreeMap<RowId, String>,
}

impl Display<'_> {
    /// A value as text.
    pub(crate) fn value(&self, field: &Field, value: &Value) -> String {
        match (field.kind, value) {
            (_, Value::Null) => String::new(),
            (Type::Code(list), Value::Text(code)) => self.lists.label(list, code).to_owned(),
            (Type::Codes(list), Value::Set(codes)) => {
                let labels: Vec<&str> = codes
                    .iter()
                    .map(|code| self.lists.label(list, code))
                    .collect();
                labels.join("、")
            }
            (Type::Ref(_) | Type::Refs(_), value) => {
                let names = references(value).into_iter().map(|id| self.name(id));
                names.collect::<Vec<_>>().join("、")
            }
            (Type::Figure(_), Value::Int(0)) => "无".to_owned(),
            (Type::Figure(_), Value::Text(_)) => "正在核实".to_owned(),
            (Type::Decimal(scale) | Type::Figure(scale), Value::Int(number)) => {
                format!("{}{}", decimal_text(*number, scale), field.unit)
            }
            (Type::Phone, Value::Text(phone)) => phone_groups(phone),
            (Type::MonthDay, Value::Text(day)) => month_day(day),
            (Type::Time, Value::Text(at)) => at.get(..16).unwrap_or(at).replace('T', " "),
            (_, Value::Bool(yes)) => if *yes { "是" } else { "否" }.to_owned(),
            (_, Value::Int(number)) => format!("{number}{}", field.unit),
            (_, Value::Text(text)) => text.clone(),
            (_, Value::Lines(lines)) => lines.join("\n"),
            (_, Value::Set(set)) => set.iter().cloned().collect::<Vec<_>>().join("、"),
        }
    }

    fn name(&self, id: RowId) -> String {
        self.names
            .get(&id)
            .cloned()
            .unwrap_or_else(|| "（已不在册）".to_owned())
    }

    /// Every field of a row as text, masked as told.
    pub(crate) fn row(&self, spec: &Spec, row: &Row, sight: Sight) -> BTreeMap<String, String> {
        spec.fields
            .iter()
            .map(|field| {
                let value = row.get(field.name);
                let shown = if is_masked(field, value, sight) {
                    mask(field, value)
                } else {
                    self.value(field, value)
                };
                (field.name.to_owned(), shown)
            })
            .collect()
    }
}

/// Whether a value is hidden until somebody asks for it.
pub(crate) fn is_masked(field: &Field, value: &Value, sight: Sight) -> bool {
    sight == Sight::Masked && field.privacy == Privacy::Secret && !value.is_empty()
}

fn mask(field: &Field, value: &Value) -> String {
    match field.kind {
        Type::IdNo => masked_id_no(value.text()),
        _ => "（已填，点“显示”才看得到）".to_owned(),
    }
}

/// 05-01 as 5月1日.
fn month_day(stored: &str) -> String {
    match stored.split_once('-') {
        Some((month, day)) => {
            format!(
                "{}月{}日",
                month.trim_start_matches('0'),
                day.trim_start_matches('0')
            )
        }
        None => stored.to_owned(),
    }
}
