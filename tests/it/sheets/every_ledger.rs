//! Export and import of every ledger: what goes out comes back as it was.

use super::figures;
use acceptance::Station;
use ledger::{ALL, Field, Menu, Need, Spec, Type};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Rows of each ledger; more people, so that no one stands twice in a record.
const ROWS: usize = 3;
const PEOPLE: usize = 11;

fn kept() -> impl Iterator<Item = &'static Spec> {
    ALL.iter().copied().filter(|spec| spec.menu != Menu::Hidden)
}

fn rows_of(spec: &Spec) -> usize {
    match spec.name {
        "person" => PEOPLE,
        _ if spec.single => 1,
        _ => ROWS,
    }
}

/// A station with rows in every ledger, every field filled.
struct Keeper {
    station: Station,
    lists: Value,
    rows: BTreeMap<(&'static str, usize), Value>,
}

impl Keeper {
    fn full() -> Self {
        let station = Station::village();
        let lists = station.call("declarations", json!({}))["lists"].clone();
        let mut keeper = Self {
            station,
            lists,
            rows: BTreeMap::new(),
        };
        for spec in kept() {
            for number in 0..rows_of(spec) {
                keeper.row(spec, number);
            }
        }
        for spec in kept().filter(|spec| !spec.append_only) {
            for number in 0..rows_of(spec) {
                keeper.fill_in(spec, number);
            }
        }
        keeper
    }

    /// The id of a row of a ledger; references go in as far as their rows are there.
    fn row(&mut self, spec: &'static Spec, number: usize) -> Value {
        if let Some(id) = self.rows.get(&(spec.name, number)) {
            return id.clone();
        }
        let mut values = Map::new();
        for field in entered(spec) {
            let target = target(field).filter(|target| *target != spec.name);
            let is_early = field.need == Need::Always || spec.append_only;
            match target.map(|target| (ledger::by_name(target).unwrap(), field)) {
                Some((target, field)) if is_early => {
                    let id = self.row(target, of_target(target, field, number));
                    values.insert(field.name.to_owned(), as_reference(field, id));
                }
                None if field_is_plain(field) => {
                    values.insert(field.name.to_owned(), self.value(field, number));
                }
                _ => {}
            }
        }
        let id = self.station.save(spec.name, Value::Object(values))["id"].clone();
        self.rows.insert((spec.name, number), id.clone());
        id
    }

    /// Puts in the references that had no row to point at.
    fn fill_in(&mut self, spec: &'static Spec, number: usize) {
        let id = self.rows[&(spec.name, number)].clone();
        let mut values = Map::new();
        for field in entered(spec) {
            let Some(target) = target(field).and_then(ledger::by_name) else {
                continue;
            };
            let of = of_target(target, field, number);
            let is_itself = target.name == spec.name && of >= number;
            if field.need != Need::Always && !is_itself {
                let id = self.rows[&(target.name, of)].clone();
                values.insert(field.name.to_owned(), as_reference(field, id));
            }
        }
        if !values.is_empty() {
            self.station.change(spec.name, &id, Value::Object(values));
        }
    }

    fn value(&self, field: &Field, number: usize) -> Value {
        let place = usize::from(field.number);
        let item = |list: &str| {
            let items = self.lists[list].as_array().unwrap();
            items[(number + place) % items.len()]["label"].clone()
        };
        match field.kind {
            Type::Text if field.name == "name" => json!(NAMES[number]),
            Type::Text => json!(format!("{}之{}", field.label, NAMES[number])),
            Type::LongText => json!(format!(
                "{}，第{number}条。\n另起一行；再一行。",
                field.label
            )),
            Type::Lines => json!(["头一件", format!("第{number}件")]),
            Type::Int => json!(number + 2),
            Type::Decimal(_) => json!(format!("{}.5", number + place)),
            // 无, a number, 正在核实.
            Type::Figure(_) => json!(["无", "12", "正在核实"][number % 3]),
            Type::Bool => json!(number.is_multiple_of(2)),
            Type::Date => json!(format!("2026-0{}-1{}", number % 6 + 1, number % 9)),
            Type::Time => json!(format!("2026-06-1{} 0{}:20", number % 9, number % 9)),
            Type::MonthDay => json!(format!("5月{}日", number + 1)),
            Type::Code(list) => item(list),
            Type::Codes(list) => json!([item(list)]),
            Type::Phone => json!(format!("142000{place:02}{number:03}")),
            Type::IdNo => json!(id_no(number)),
            Type::AreaCode => json!("990101102203"),
            Type::Ref(_) | Type::Refs(_) => Value::Null,
        }
    }

    fn export(&self, spec: &Spec) -> PathBuf {
        let path = self.station.path(&format!("{}.xlsx", spec.label));
        let request = json!({ "ledger": spec.name, "path": path, "reason": "换电脑" });
        self.station.call("export_sheet", request);
        path
    }
}

const NAMES: [&str; PEOPLE] = [
    "王大山",
    "李小河",
    "张秋月",
    "刘长青",
    "陈石头",
    "杨春生",
    "赵来福",
    "黄玉兰",
    "周德水",
    "吴有田",
    "郑满仓",
];

/// An identity number that nobody has, with its check digit.
fn id_no(number: usize) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = format!("9901011956031{:04}", 1000 + number);
    let sum: usize = digits
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| usize::from(digit - b'0') * weight)
        .sum();
    let check = "10X98765432".as_bytes()[sum % 11];
    format!("{digits}{}", char::from(check))
}

fn entered(spec: &'static Spec) -> impl Iterator<Item = &'static Field> {
    spec.fields.iter().filter(|field| !field.automatic)
}

fn target(field: &Field) -> Option<&'static str> {
    match field.kind {
        Type::Ref(target) | Type::Refs(target) => Some(target),
        _ => None,
    }
}

fn field_is_plain(field: &Field) -> bool {
    target(field).is_none()
}

fn of_target(target: &Spec, field: &Field, number: usize) -> usize {
    (number + usize::from(field.number)) % rows_of(target)
}

fn as_reference(field: &Field, id: Value) -> Value {
    match field.kind {
        Type::Refs(_) => json!([id]),
        _ => id,
    }
}

fn import(station: &Station, spec: &Spec, path: &PathBuf) -> Value {
    station.call("import_sheet", json!({ "ledger": spec.name, "path": path }))
}

/// What a ledger shows, row by row, whatever the rows' identities.
fn shown(station: &Station, spec: &Spec) -> Vec<String> {
    let page = station.call("list_records", json!({ "ledger": spec.name, "limit": 500 }));
    let rows = page["rows"].as_array().unwrap().iter();
    let mut shown: Vec<String> = rows
        .map(|row| {
            let request =
                json!({ "ledger": spec.name, "id": row["id"], "reveal": true, "reason": "核对" });
            let mut record = station.call("read_record", request);
            // The code of an office is its own.
            record["shown"]["village_code"] = Value::Null;
            record["shown"].to_string()
        })
        .collect();
    shown.sort();
    shown
}

#[test]
fn importing_an_export_into_the_same_books_changes_nothing() {
    let keeper = Keeper::full();
    for spec in kept() {
        let path = keeper.export(spec);
        let back = import(&keeper.station, spec, &path);
        let rows = rows_of(spec) as u64;
        assert_eq!(
            figures(&back),
            (rows, 0, 0, rows, 0),
            "{}: {back}",
            spec.name
        );
        assert_eq!(back["marks"], json!([]), "{}", spec.name);
        let unread = back["columns"].as_array().unwrap().iter();
        assert_eq!(
            unread.filter(|column| column["name"] == "").count(),
            0,
            "{}",
            spec.name
        );
    }
    keeper.station.assert_sound();
}

#[test]
fn an_office_moves_with_its_sheets_into_fresh_books() {
    let keeper = Keeper::full();
    let fresh = Station::office("990101102204", "小溪村", "village");
    let paths: Vec<(&Spec, PathBuf)> = kept().map(|spec| (spec, keeper.export(spec))).collect();
    // Ledgers point at each other, so the second round finds what the first could not.
    for round in 1..=3 {
        for (spec, path) in &paths {
            let outcome = import(&fresh, spec, path);
            if round == 3 {
                assert_eq!(outcome["rejected"], json!([]), "{}", spec.name);
                assert_eq!(
                    figures(&outcome).1,
                    0,
                    "{}: nothing is added twice",
                    spec.name
                );
            }
        }
    }
    for (spec, _) in &paths {
        let (there, here) = (shown(&keeper.station, spec), shown(&fresh, spec));
        assert_eq!(there, here, "{}", spec.name);
    }
    fresh.assert_sound();
}

#[test]
fn a_record_that_changed_since_the_export_is_not_overwritten_in_any_ledger() {
    let keeper = Keeper::full();
    for spec in kept().filter(|spec| !spec.append_only) {
        let is_free = |field: &&Field| matches!(field.kind, Type::LongText | Type::Text);
        let unique = |field: &&Field| spec.unique.iter().any(|set| set.contains(&field.name));
        let mut fields = entered(spec).filter(|field| is_free(field) && !unique(field));
        let Some(field) = fields.next() else {
            continue;
        };
        let path = keeper.export(spec);
        let id = &keeper.rows[&(spec.name, 0)];
        keeper
            .station
            .change(spec.name, id, json!({ field.name: "后来改的内容" }));
        let back = import(&keeper.station, spec, &path);
        let rows = rows_of(spec) as u64;
        assert_eq!(
            figures(&back),
            (rows, 0, 0, rows - 1, 1),
            "{}: {back}",
            spec.name
        );
        let reason = back["rejected"][0]["reason"].as_str().unwrap();
        assert!(reason.contains("已被他人改动"), "{}: {reason}", spec.name);
        assert!(reason.contains(field.label), "{}: {reason}", spec.name);
    }
}

#[test]
fn every_template_is_passed_over_until_somebody_fills_it() {
    let station = Station::village();
    for spec in kept() {
        let path = station.path(&format!("{}模板.xlsx", spec.label));
        station.call(
            "sheet_template",
            json!({ "ledger": spec.name, "path": path }),
        );
        let request = json!({ "ledger": spec.name, "path": path });
        let refused = station.refuse("import_sheet", request);
        assert_eq!(refused.code, "sheet_no_rows", "{}", spec.name);
    }
}

#[test]
fn what_the_program_keeps_for_itself_is_no_spreadsheet() {
    let station = Station::village();
    for spec in ALL.iter().filter(|spec| spec.menu == Menu::Hidden) {
        let request = json!({ "ledger": spec.name, "path": station.path("表.xlsx") });
        assert_eq!(
            station.refuse("export_sheet", request).code,
            "unknown_ledger"
        );
    }
}
