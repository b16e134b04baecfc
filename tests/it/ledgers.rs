//! Every ledger is kept the same way: a sample of each through the command list, with the words
//! that offices write.

use acceptance::Station;
use ledger::{ALL, Field, Menu, Need, Privacy, Type};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A station with one row of each ledger that something had to point at.
struct Keeper {
    station: Station,
    lists: Value,
    rows: BTreeMap<&'static str, Value>,
}

impl Keeper {
    fn new() -> Self {
        let station = Station::village();
        let lists = station.call("declarations", json!({}))["lists"].clone();
        Self {
            station,
            lists,
            rows: BTreeMap::new(),
        }
    }

    /// What somebody might enter.
    fn entry(&mut self, field: &Field) -> Value {
        let first_of = |list: &str| self.lists[list][0]["label"].clone();
        match field.kind {
            Type::Text | Type::LongText => json!("某处"),
            Type::Lines => json!(["第一行", "第二行"]),
            Type::Int | Type::Decimal(_) | Type::Figure(_) => json!("12"),
            Type::Bool => json!("是"),
            Type::Date => json!("7.10"),
            Type::Time => json!("昨天"),
            Type::MonthDay => json!("5月1日"),
            Type::Code(list) => first_of(list),
            Type::Codes(list) => json!([first_of(list)]),
            Type::Ref(target) => self.row(target),
            Type::Refs(target) => json!([self.row(target)]),
            Type::Phone => json!("14200000871"),
            Type::IdNo => json!("990101195603120014"),
            Type::AreaCode => json!("990101102203"),
        }
    }

    /// The id of a row of the ledger, made with as little as can be.
    fn row(&mut self, ledger: &'static str) -> Value {
        if let Some(id) = self.rows.get(ledger) {
            return id.clone();
        }
        let id = self.keep(ledger, |field| field.need == Need::Always)["id"].clone();
        self.rows.insert(ledger, id.clone());
        id
    }

    fn keep(&mut self, ledger: &'static str, is_entered: impl Fn(&Field) -> bool) -> Value {
        let spec = ledger::by_name(ledger).unwrap();
        let entered = spec
            .fields
            .iter()
            .filter(|field| !field.automatic && is_entered(field));
        let mut values = Map::new();
        for field in entered {
            values.insert(field.name.to_owned(), self.entry(field));
        }
        self.station.save(ledger, Value::Object(values))
    }
}

#[test]
fn every_ledger_keeps_a_record_of_the_least_that_must_be_said_and_folds_again() {
    let mut keeper = Keeper::new();
    for spec in ALL
        .iter()
        .filter(|spec| spec.menu != Menu::Hidden && !spec.single)
    {
        let id = keeper.row(spec.name);
        let kept = keeper.station.read(spec.name, &id);
        for field in spec
            .fields
            .iter()
            .filter(|field| field.need == Need::Always && field.privacy < Privacy::Secret)
        {
            assert!(
                !kept["values"][field.name].is_null(),
                "{}.{} was entered",
                spec.name,
                field.name
            );
        }
        assert_eq!(keeper.station.count(spec.name), 1, "{}", spec.name);
    }
    keeper.station.assert_sound();
}

/// Places of a second person: the sample would put one person in both.
const SECOND_PERSONS: [&str; 7] = [
    "escort_b",
    "b_id",
    "c_id",
    "keeper_b",
    "deputy_id",
    "witness_id",
    "approved_by",
];

#[test]
fn every_field_of_every_ledger_takes_what_offices_write() {
    let mut keeper = Keeper::new();
    for spec in ALL
        .iter()
        .filter(|spec| spec.menu != Menu::Hidden && !spec.single)
    {
        let kept = keeper.keep(spec.name, |field| !SECOND_PERSONS.contains(&field.name));
        let id = &kept["id"];
        let again = keeper.station.read(spec.name, id);
        for field in spec.fields.iter().filter(|field| !field.automatic) {
            if field.privacy < Privacy::Secret && !SECOND_PERSONS.contains(&field.name) {
                let value = &again["values"][field.name];
                assert!(!value.is_null(), "{}.{}", spec.name, field.name);
            }
        }
    }
    keeper.station.assert_sound();
}

#[test]
fn papers_that_carry_a_number_get_it_from_the_program() {
    let mut keeper = Keeper::new();
    for (ledger, field, number) in [
        ("inspection", "inspection_no", "JC-2026-001"),
        ("borrow", "borrow_no", "JY-2026-001"),
        ("donation", "donation_no", "JZ-2026-001"),
        ("responsibility_letter", "letter_no", "ZR-2026-001"),
        ("tip_off", "tip_no", "JB-2026-001"),
    ] {
        let id = keeper.row(ledger);
        let record = keeper.station.read(ledger, &id);
        assert_eq!(record["values"][field], number, "{ledger}");
    }
}

#[test]
fn a_reading_taken_down_without_a_time_was_taken_now() {
    let station = Station::village();
    let point = station.save(
        "monitor_point",
        json!({ "name": "二组水尺", "what": "水位" }),
    );
    let reading = station.save(
        "monitor_reading",
        json!({ "point_id": point["id"], "value": "3.25" }),
    );
    let at = reading["values"]["read_at"].as_str().unwrap();
    assert!(at.starts_with("2026-07-12T08:00"), "{at}");
}

#[test]
fn what_was_borrowed_is_given_back_and_settled() {
    let station = Station::village();
    let pump = station.save(
        "borrow",
        json!({ "item": "抽水机", "owner": "吴大山", "basis": "同意", "borrowed_at": "昨天" }),
    );
    let id = &pump["id"];
    let damage = json!({ "returned_at": "今天", "damage": "泵壳裂了。" });
    station.advance("borrow", id, "give_back", damage);
    let form = station.read("borrow", id)["form"].clone();
    let silent =
        json!({ "ledger": "borrow", "id": id, "step": "settle", "values": {}, "form": form });
    let refused = station.refuse("advance_record", silent);
    assert!(refused.message.contains("怎么结清"), "{refused}");
    let settled = station.advance(
        "borrow",
        id,
        "settle",
        json!({ "compensation_yuan": "300" }),
    );
    assert_eq!(settled["shown"]["status"], "已结清");
    assert!(settled["values"]["settled_at"].is_string());
    station.assert_sound();
}
