//! From what a form sends to the values of a row.

use crate::bridge::records::Values;
use crate::desk::Desk;
use crate::office::{Office, references, spec_of};
use crate::problem::{Problem, ProblemField};
use ledger::numbers::{id_no, is_area_code};
use ledger::{Field, Need, Row, Spec, Type, Value};
use std::borrow::Cow;

/// Reads the sent values over a row; names every field that cannot be read.
pub(crate) fn read(
    desk: &Desk,
    spec: &Spec,
    mut row: Row,
    values: &Values,
) -> Result<Row, Problem> {
    let mut wrong = Vec::new();
    for (name, json) in values {
        let Some(field) = spec.field(name) else {
            let text = format!("这本台账没有“{name}”这一栏，什么也没有改动。");
            return Err(Problem::of_field("unknown_field", name, text));
        };
        match read_field(desk, field, json) {
            Ok(value) => row.set(field.name, value),
            Err(text) => wrong.push(ProblemField {
                field: field.name.to_owned(),
                text,
            }),
        }
    }
    match wrong.first() {
        None => Ok(row),
        Some(first) => {
            let message = format!("还没有保存：{}填好的内容都还在。", first.text);
            Err(Problem {
                code: "not_readable",
                message,
                fields: wrong,
            })
        }
    }
}

fn read_field(desk: &Desk, field: &Field, json: &serde_json::Value) -> Result<Value, String> {
    let value = field
        .read(&with_now(desk, field, json), desk.clock.today())
        .map_err(|error| error.to_string())?;
    match (field.kind, value) {
        (Type::Code(list), Value::Text(text)) => known_code(desk, list, &text).map(Value::Text),
        (Type::Codes(list), Value::Set(set)) => {
            let codes = set
                .iter()
                .map(|text| known_code(desk, list, text))
                .collect::<Result<_, _>>()?;
            Ok(Value::Set(codes))
        }
        (Type::AreaCode, Value::Text(code)) if !is_area_code(&code) => {
            Err("区划代码应为12位数字，请对照统计用区划代码核对。".to_owned())
        }
        (_, value) => Ok(value),
    }
}

/// 刚才 and 现在 are this minute, which only the desk knows.
fn with_now<'json>(
    desk: &Desk,
    field: &Field,
    json: &'json serde_json::Value,
) -> Cow<'json, serde_json::Value> {
    let is_now = field.kind == Type::Time && json.as_str().is_some_and(ledger::dates::is_now);
    if is_now {
        Cow::Owned(desk.clock.moment().into())
    } else {
        Cow::Borrowed(json)
    }
}

fn known_code(desk: &Desk, list: &str, text: &str) -> Result<String, String> {
    desk.lists()
        .code(list, text)
        .map(str::to_owned)
        .ok_or_else(|| format!("“{text}”不在选项里，请重新选。"))
}

/// Fills what follows from other fields: birth and sex from a right identity number, the name by
/// which somebody on duty is known, and the state in which a record begins.
pub(crate) fn fill(desk: &Desk, spec: &Spec, row: &mut Row) {
    if let Some(flow) = spec.flow.filter(|flow| row.get(flow.state).is_empty()) {
        row.set(flow.state, flow.initial);
    }
    if spec.field("duty_name").is_some() {
        fill_duty_name(row);
    }
    if spec.append_only {
        fill_moment(desk, spec, row);
    }
    for field in spec.fields.iter().filter(|field| field.kind == Type::IdNo) {
        let Ok(known) = id_no(row.text(field.name), desk.clock.today()) else {
            continue;
        };
        if let Some(birth) = spec
            .field("birth")
            .filter(|birth| row.get(birth.name).is_empty())
        {
            row.set(birth.name, known.birth.format("%Y-%m-%d").to_string());
        }
        if let Some(sex) = spec.field("sex").filter(|sex| row.get(sex.name).is_empty()) {
            row.set(sex.name, if known.male { "male" } else { "female" });
        }
    }
}

/// The present moment in what a new record notes as it happens and does not say itself.
pub(crate) fn note_moment(desk: &Desk, spec: &Spec, row: &mut Row) {
    for field in spec.fields.iter().filter(|field| field.now) {
        if row.get(field.name).is_empty() {
            row.set(field.name, desk.clock.moment());
        }
    }
}

/// Refuses a reference, newly written, to a row that is not there.
pub(crate) fn references_exist(
    office: &Office,
    spec: &Spec,
    before: &Row,
    after: &Row,
) -> Result<(), Problem> {
    for field in spec.fields {
        let (Type::Ref(target) | Type::Refs(target)) = field.kind else {
            continue;
        };
        let value = after.get(field.name);
        if value == before.get(field.name) || value.is_empty() {
            continue;
        }
        let wanted = references(value);
        let given = match value {
            Value::Set(set) => set.len(),
            _ => 1,
        };
        if wanted.len() != given || office.store.rows(spec_of(target)?, &wanted)?.len() != given {
            let text = format!("“{}”选的那一条已不在册子里，请重新选。", field.label);
            return Err(Problem::of_field("unknown_reference", field.name, text));
        }
    }
    Ok(())
}

/// The name under which a cadre stands in the duty profile, where villagers' names do not go.
fn fill_duty_name(row: &mut Row) {
    let on_duty = row.get("is_cadre").is_true() || !row.get("duty_title").is_empty();
    let name = if on_duty {
        row.get("name").clone()
    } else {
        Value::Null
    };
    row.set("duty_name", name);
}

/// A line that is never written again must say when it was; whoever does not say so means now.
fn fill_moment(desk: &Desk, spec: &Spec, row: &mut Row) {
    let moments = spec.fields.iter().filter(|field| {
        field.kind == Type::Time && field.need == Need::Always && row.get(field.name).is_empty()
    });
    for field in moments.collect::<Vec<_>>() {
        row.set(field.name, desk.clock.moment());
    }
}
