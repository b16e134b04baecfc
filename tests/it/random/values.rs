//! What people type into a field of each kind, and what nobody should.

use super::chance::Chance;
use ledger::{Field, Type};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Ids of the records written so far, by ledger.
pub type Known = BTreeMap<&'static str, Vec<String>>;

const TEXTS: [&str; 6] = [
    "后山坡脚",
    "桥头小卖部，门口",
    "3组",
    "已清走，拍了照",
    "下大雨，水到台阶",
    "王",
];
const DAYS: [&str; 6] = [
    "今天",
    "昨天",
    "7.12",
    "2026-01-15",
    "2027年3月1日",
    "6月30日",
];
const MOMENTS: [&str; 5] = [
    "3:20",
    "昨天 23:10",
    "7月12日3时20分",
    "2026-07-11 22:05",
    "2026-07-12T07:00+08:00",
];
const PHONES: [&str; 3] = ["14200000871", "142 0000 0872", "8421"];
const IDS: [&str; 3] = ["990101198603124518", "99010119860312451X", "123"];

/// Something that can be read, by the kind of the field.
pub fn sensible(chance: &mut Chance, (field, lists, known): (&Field, &Value, &Known)) -> Value {
    let code = |chance: &mut Chance, list: &str| {
        let items = lists[list].as_array().unwrap();
        chance.pick(items)["code"].clone()
    };
    let row = |chance: &mut Chance, ledger: &str| match known.get(ledger) {
        Some(ids) if !ids.is_empty() => json!(chance.pick(ids)),
        _ => Value::Null,
    };
    match field.kind {
        Type::Text | Type::LongText => json!(chance.pick(&TEXTS)),
        Type::Lines => json!([chance.pick(&TEXTS), chance.pick(&TEXTS)]),
        Type::Int => json!(chance.below(40)),
        Type::Decimal(_) => json!(format!("{}.5", chance.below(90))),
        Type::Figure(_) => chance
            .pick(&[
                json!(2),
                json!(17),
                json!("无"),
                json!("正在核实"),
                json!(160),
            ])
            .clone(),
        Type::Bool => json!(chance.percent(50)),
        Type::Date => json!(chance.pick(&DAYS)),
        Type::Time => json!(chance.pick(&MOMENTS)),
        Type::MonthDay => json!("5月1日"),
        Type::Code(list) => code(chance, list),
        Type::Codes(list) => json!([code(chance, list)]),
        Type::Ref(ledger) => row(chance, ledger),
        Type::Refs(ledger) => match row(chance, ledger) {
            Value::Null => json!([]),
            id => json!([id]),
        },
        Type::Phone => json!(chance.pick(&PHONES)),
        Type::IdNo => json!(chance.pick(&IDS)),
        Type::AreaCode => json!("990101102203"),
    }
}

/// Something that nobody should be able to break anything with.
pub fn nonsense(chance: &mut Chance) -> Value {
    let odd = [
        Value::Null,
        json!(""),
        json!("   "),
        json!(-7),
        json!(i64::MAX),
        json!(1e300),
        json!(true),
        json!(["甲", ["乙"], 3]),
        json!({ "a": 1 }),
        json!("'; DROP TABLE hazard; --"),
        json!("\u{0}\u{202e}👩‍👩‍👧"),
        json!("2026-02-30"),
        json!("25:61"),
        json!("99999999999999999999999"),
        json!("closed"),
        json!("01890000-0000-7000-8000-000000000000"),
        json!("长".repeat(30_000)),
    ];
    chance.pick(&odd).clone()
}

/// Mostly the one, now and then the other.
pub fn typed(chance: &mut Chance, of: (&Field, &Value, &Known)) -> Value {
    if chance.percent(4) {
        nonsense(chance)
    } else {
        sensible(chance, of)
    }
}

/// What stands in a cell of a sheet.
pub fn cell(chance: &mut Chance, field: &Field, lists: &Value) -> String {
    let text = match field.kind {
        Type::Code(list) | Type::Codes(list) => {
            let items = lists[list].as_array().unwrap();
            chance.pick(items)["label"].as_str().unwrap().to_owned()
        }
        Type::Bool => "是".to_owned(),
        Type::Ref(_) | Type::Refs(_) => String::new(),
        _ => match sensible(chance, (field, lists, &Known::new())) {
            Value::String(text) => text,
            other => other.to_string(),
        },
    };
    text.replace(['"', ',', '\n'], "，")
}
