//! What is wrong with a record, and what is missing in it.

use crate::bridge::records::FlagView;
use crate::desk::Desk;
use crate::problem::{Problem, ProblemField};
use ledger::{Flag, Need, Row, Spec, Type, Value, Weight};

/// What is wrong with a row or missing in it.
pub(crate) fn flags(desk: &Desk, spec: &Spec, row: &Row) -> Vec<Flag> {
    let mut flags = (spec.checks)(row);
    for field in spec.fields {
        let value = row.get(field.name);
        let is_asked = field.need != Need::Optional && !field.automatic && (field.applies)(row);
        if is_asked && value.is_empty() {
            let weight = if field.need == Need::Always {
                Weight::Refuse
            } else {
                Weight::Mark
            };
            let text = match weight {
                Weight::Refuse => format!("请填写“{}”。", field.label),
                Weight::Mark => format!("“{}”还没有填，可以以后补。", field.label),
            };
            flags.push(Flag {
                code: "missing",
                field: field.name,
                weight,
                text,
            });
        }
        if let (Type::Code(list), Value::Text(code)) = (field.kind, value)
            && desk.lists().code(list, code).is_none()
        {
            let text = format!("“{}”里填的“{code}”不在选项里，请重新选。", field.label);
            flags.push(Flag::mark("unknown_code", field.name, text));
        }
    }
    flags
}

/// What is wrong with a row only since it was changed: a step is not held up by what a merge left
/// behind.
pub(super) fn brought(desk: &Desk, spec: &Spec, [before, after]: [&Row; 2]) -> Vec<Flag> {
    let known = flags(desk, spec, before);
    // What was only marked may weigh more now: a hazard that has become 重大.
    let same = |old: &Flag, flag: &Flag| old.code == flag.code && old.weight == flag.weight;
    let is_new = |flag: &Flag| !known.iter().any(|old| same(old, flag));
    let found = flags(desk, spec, after).into_iter();
    found.filter(is_new).collect()
}

/// A finding as a screen needs it.
pub(super) fn flag_view(flag: Flag) -> FlagView {
    FlagView {
        code: flag.code.to_owned(),
        field: flag.field.to_owned(),
        weight: if flag.weight == Weight::Refuse {
            "refuse"
        } else {
            "mark"
        }
        .to_owned(),
        text: flag.text,
    }
}

/// Refuses what a person may not save, naming every field at once.
pub(crate) fn refuse(flags: &[Flag]) -> Result<(), Problem> {
    let fields: Vec<ProblemField> = flags
        .iter()
        .filter(|flag| flag.weight == Weight::Refuse)
        .map(|flag| ProblemField {
            field: flag.field.to_owned(),
            text: flag.text.clone(),
        })
        .collect();
    let Some(first) = fields.first() else {
        return Ok(());
    };
    let message = format!("还没有保存：{}填好的内容都还在。", first.text);
    Err(Problem {
        code: "not_valid",
        message,
        fields,
    })
}
