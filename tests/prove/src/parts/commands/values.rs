//! Values that fit a shape, values that do not, and text that is hardly JSON.

use acceptance::Station;
use serde_json::{Map, Value, json};
use std::path::PathBuf;

use super::shapes::{Shape, Shapes};
use crate::chance::Chance;

/// What requests are made of: names and ids that exist, paths that may be tried.
pub struct Pool {
    ids: Vec<Value>,
    names: Vec<String>,
    paths: Vec<String>,
}

/// Texts that programs stumble over.
const HARD: [&str; 18] = [
    "",
    " ",
    "\0",
    "a\0b",
    "\u{202e}txt",
    "\u{feff}",
    "'; DROP TABLE person; --",
    "%_\\",
    "𠮷野家",
    "e\u{301}",
    "-0",
    "9223372036854775808",
    "2026-02-30",
    "9999-12-31T23:59:59+14:00",
    "0000-00-00",
    "990101195001010014",
    "142 0000 0002",
    "=1+1",
];

/// Words that mean something somewhere.
const WORDS: [&str; 22] = [
    "hazard",
    "person",
    "household",
    "supply_batch",
    "village_profile",
    "risk_point",
    "description",
    "name",
    "mobile",
    "status",
    "close",
    "start_fix",
    "full",
    "statistics",
    "village",
    "town",
    "emergency",
    "normal",
    "hazard_register",
    "response_card",
    "990101102000",
    "2026-07-12",
];

impl Pool {
    /// What there is at a station.
    pub fn new(station: &Station, own: &[(PathBuf, Vec<u8>)]) -> Self {
        let page = |ledger: &str| {
            let page = station.call("list_records", json!({ "ledger": ledger, "limit": 5 }));
            page.get("rows")
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default()
        };
        let rows = [page("person"), page("hazard")].concat();
        let ids = rows.iter().filter_map(|row| row.get("id").cloned());
        let declared = station.call("declarations", json!({}));
        let mut names = Vec::new();
        gather(&declared, &mut names);
        let made = [
            "新.yz",
            "新.yzb",
            "新.pdf",
            "新.xlsx",
            "无\u{7}此.txt",
            "文件夹",
        ];
        let long = "长".repeat(200);
        let mut paths: Vec<PathBuf> = made.map(|name| station.path(name)).into();
        paths.extend(own.iter().map(|(path, _)| path.clone()));
        paths.push(station.file.clone());
        paths.push(station.path("栗溪村.yz.key"));
        paths.push(station.path(&long));
        paths.push(station.path("没有/这个/文件夹/x.yz"));
        paths.push(station.path(""));
        let mut paths: Vec<String> = paths
            .iter()
            .map(|path| path.to_string_lossy().into_owned())
            .collect();
        paths.extend([String::new(), "\0".to_owned()]);
        Self {
            ids: ids.collect(),
            names,
            paths,
        }
    }

    /// A value of a shape, or now and then of another.
    pub fn grown(
        &self,
        shapes: &Shapes,
        (shape, name): (&Shape, &str),
        chance: &mut Chance,
    ) -> Value {
        if is_path(name) {
            return json!(one(&self.paths, chance));
        }
        if chance.below(40) == 0 {
            return self.anything(3, chance);
        }
        let mut inner = |shape: &Shape, name: &str| self.grown(shapes, (shape, name), chance);
        match shape {
            Shape::Named(known) => inner(shapes.named(known), name),
            Shape::Object(fields) => {
                let fields = fields.iter().map(|(name, may_lack, shape)| {
                    let value = inner(shape, name);
                    (name.clone(), *may_lack, value)
                });
                let fields: Vec<_> = fields.collect();
                let kept = fields
                    .into_iter()
                    .filter(|(name, may_lack, _)| {
                        is_path(name) || !may_lack || chance.below(2) == 0
                    })
                    .map(|(name, _, value)| (name, value));
                Value::Object(kept.collect())
            }
            Shape::List(of) => {
                let values: Vec<Value> = (0..3).map(|_| inner(of, "")).collect();
                let count = usize::try_from(chance.below(4)).unwrap_or(0);
                json!(values.get(..count))
            }
            Shape::Map(of) => {
                let values = (0..2).map(|_| inner(of, "")).collect::<Vec<_>>();
                let keys = values.into_iter().map(|value| (self.word(chance), value));
                Value::Object(keys.collect())
            }
            Shape::Either(shapes_of) => {
                let place = usize::try_from(chance.below(shapes_of.len() as u64)).unwrap_or(0);
                let shape = shapes_of.get(place).unwrap_or(&Shape::Any);
                self.grown(shapes, (shape, name), chance)
            }
            Shape::Word(word) => json!(word),
            Shape::Text if name == "id" => self.id(chance),
            Shape::Text => json!(self.word(chance)),
            Shape::Number => number(chance),
            Shape::Bool => json!(chance.below(2) == 0),
            Shape::Null => Value::Null,
            Shape::Any => self.anything(2, chance),
        }
    }

    fn id(&self, chance: &mut Chance) -> Value {
        match chance.below(4) {
            0 => json!(one(&HARD, chance)),
            1 => json!("00000000-0000-7000-8000-000000000000"),
            _ => one(&self.ids, chance).clone(),
        }
    }

    fn word(&self, chance: &mut Chance) -> String {
        match chance.below(8) {
            0 => (*one(&HARD, chance)).to_owned(),
            1 | 2 => (*one(&WORDS, chance)).to_owned(),
            3 if chance.below(50) == 0 => "长".repeat(400_000),
            _ => one(&self.names, chance).clone(),
        }
    }

    /// A value of any shape.
    fn anything(&self, depth: u64, chance: &mut Chance) -> Value {
        let kinds = if depth == 0 { 5 } else { 7 };
        match chance.below(kinds) {
            0 => Value::Null,
            1 => json!(chance.below(2) == 0),
            2 => number(chance),
            3 => self.id(chance),
            4 => json!(self.word(chance)),
            5 => (0..chance.below(4))
                .map(|_| self.anything(depth - 1, chance))
                .collect(),
            _ => {
                let mut fields = Map::new();
                for _ in 0..chance.below(4) {
                    let name = self.word(chance);
                    if !is_path(&name) {
                        fields.insert(name, self.anything(depth - 1, chance));
                    }
                }
                Value::Object(fields)
            }
        }
    }
}

/// Fields that name a place on the disk: they name only places in the station's own folder.
fn is_path(name: &str) -> bool {
    [
        "path",
        "folder",
        "file",
        "invitation",
        "directory",
        "backup",
        "drive",
        "stick",
        "root",
    ]
    .iter()
    .any(|place| name.contains(place))
}

fn one<'a, T>(of: &'a [T], chance: &mut Chance) -> &'a T {
    let place = usize::try_from(chance.below(of.len() as u64)).unwrap_or(0);
    // Every pool holds something from the beginning.
    of.get(place)
        .unwrap_or_else(|| unreachable!("an empty pool"))
}

fn number(chance: &mut Chance) -> Value {
    let numbers = [
        json!(0),
        json!(1),
        json!(-1),
        json!(100),
        json!(1.5),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(-1e308),
        json!(2_147_483_648_i64),
    ];
    one(&numbers, chance).clone()
}

/// Names and codes out of what the program declares.
fn gather(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let text = value.as_str().filter(|_| key == "name" || key == "code");
                names.extend(text.map(str::to_owned));
                gather(value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, names)),
        _ => {}
    }
}

/// The text of a request, now and then spoilt on its way.
pub fn spoilt(value: &Value, chance: &mut Chance) -> String {
    let text = value.to_string();
    match chance.below(30) {
        0 => text.replacen('"', "\"\\ud800", 1),
        1 => text.replacen(':', ":\"\\u0000\",\"extra\":", 1),
        2 => format!("{}{text}{}", "[".repeat(200), "]".repeat(200)),
        3 => text.replacen('{', "{\"nobody\":{\"asked\":[1,2,3]},", 1),
        4 => text.replace("true", "1e400").replace("null", "NaN"),
        5 => {
            let end = usize::try_from(chance.below(text.len() as u64)).unwrap_or(0);
            text.chars().take(end).collect()
        }
        _ => text,
    }
}
