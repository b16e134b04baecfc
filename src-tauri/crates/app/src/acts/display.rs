//! What a value looks like to a person: labels, names, grouped phones, masks.

use crate::lists::Lists;
use crate::office::{Office, references};
use crate::papers::masked_name;
use ledger::numbers::{decimal_text, masked_id_no, masked_phone, phone_groups};
use ledger::{Field, Privacy, Row, RowId, Spec, Type, Value};
use std::collections::BTreeMap;
use store::StoredRow;

/// How much of what concerns villagers is shown (domain §4, masking).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// Personal and secret values are masked: for whoever only looks.
    Veiled,
    /// Secret values are masked.
    Masked,
    /// Secret values are masked, in words for paper, on which nobody can press a button.
    Printed,
    /// Everything is shown, and the access log tells to whom.
    Clear,
}

impl Sight {
    /// What whoever works now sees without asking for more.
    pub(crate) fn of(office: &Office) -> Self {
        if office.sees() >= Privacy::Personal {
            Self::Masked
        } else {
            Self::Veiled
        }
    }
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

    /// A row as it stands in the file: [`Self::row`], and 已销毁 where something was destroyed and
    /// nothing written since.
    pub(crate) fn stored(
        &self,
        spec: &Spec,
        stored: &StoredRow,
        sight: Sight,
    ) -> BTreeMap<String, String> {
        let shown = self.row(spec, &stored.row, sight);
        with_destroyed(shown, stored)
    }

    /// The same of the columns of its list alone.
    pub(crate) fn columns(
        &self,
        spec: &Spec,
        stored: &StoredRow,
        sight: Sight,
    ) -> BTreeMap<String, String> {
        let columns = spec.columns.iter().filter_map(|name| spec.field(name));
        let shown = self.fields(spec, columns, (&stored.row, sight));
        with_destroyed(shown, stored)
    }

    /// Every field of a row as text, masked as told.
    pub(crate) fn row(&self, spec: &Spec, row: &Row, sight: Sight) -> BTreeMap<String, String> {
        self.fields(spec, spec.fields.iter(), (row, sight))
    }

    fn fields<'f>(
        &self,
        spec: &Spec,
        fields: impl Iterator<Item = &'f Field>,
        (row, sight): (&Row, Sight),
    ) -> BTreeMap<String, String> {
        fields
            .map(|field| {
                let value = row.get(field.name);
                let shown = if is_masked(field, value, sight) {
                    mask(spec, field, value, sight)
                } else {
                    self.value(field, value)
                };
                (field.name.to_owned(), shown)
            })
            .collect()
    }
}

/// 已销毁 where something was destroyed and nothing written since.
fn with_destroyed(
    mut shown: BTreeMap<String, String>,
    stored: &StoredRow,
) -> BTreeMap<String, String> {
    for name in &stored.destroyed {
        if let Some(text) = shown.get_mut(*name).filter(|text| text.is_empty()) {
            text.push_str("已销毁");
        }
    }
    shown
}

/// Whether a value is hidden until somebody asks for it.
pub(crate) fn is_masked(field: &Field, value: &Value, sight: Sight) -> bool {
    let hidden_from = match sight {
        Sight::Veiled => Privacy::Personal,
        Sight::Masked | Sight::Printed => Privacy::Secret,
        Sight::Clear => return false,
    };
    field.privacy >= hidden_from && !value.is_empty()
}

/// What stands in place of a masked value: enough to tell who is meant, not to reach him.
fn mask(spec: &Spec, field: &Field, value: &Value, sight: Sight) -> String {
    let is_personal = field.privacy == Privacy::Personal;
    match field.kind {
        Type::IdNo => masked_id_no(value.text()),
        Type::Phone if is_personal => masked_phone(value.text()),
        Type::Text if is_personal && spec.title.contains(&field.name) => masked_name(value.text()),
        _ if sight == Sight::Printed => "（已填，纸上不印）".to_owned(),
        _ => "（已填）".to_owned(),
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
