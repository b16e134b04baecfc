//! What chance does at an office: the acts a screen can send, rightly and wrongly.

use super::chance::Chance;
use super::office::Office;
use super::values::{cell, nonsense, sensible, typed};
use ledger::{Deed, Field, Menu, Need, Role, Spec, Step};
use serde_json::{Map, Value, json};

/// Ledgers under hard rules, which are met more often than others.
const WATCHED: [&str; 7] = [
    "hazard",
    "hazard",
    "relief",
    "supply_movement",
    "incident_log",
    "situation_report",
    "post",
];

/// One act.
pub fn act(office: &mut Office, chance: &mut Chance) {
    match chance.below(100) {
        0..24 => create(office, chance),
        24..42 => change(office, chance),
        42..74 => advance(office, chance),
        74..79 => exist(office, chance, "remove_record"),
        79..84 => exist(office, chance, "restore_record"),
        84..89 => undo(office),
        89..91 => import(office, chance),
        91..94 => inspect(office, chance),
        94..98 => {
            let role = *chance.pick(&Role::ALL);
            office.seat(role);
        }
        _ => {
            let urgent = json!({ "urgent": chance.percent(50) });
            let _ = office.ask("set_mode", urgent);
        }
    }
}

fn some_ledger(chance: &mut Chance) -> &'static Spec {
    if chance.percent(60) {
        let name: &str = chance.pick::<&str>(&WATCHED);
        return ledger::by_name(name).unwrap();
    }
    let mut shown: Vec<&'static Spec> = ledger::ALL.to_vec();
    shown.retain(|spec| spec.menu != Menu::Hidden);
    chance.pick::<&'static Spec>(&shown)
}

/// Mostly the record at hand, now and then another one.
fn some_record(office: &mut Office, chance: &mut Chance) -> Option<(&'static Spec, String)> {
    if chance.percent(5) {
        office.at_hand = None;
    }
    if let Some(at_hand) = office.at_hand.clone().filter(|_| chance.percent(75)) {
        return Some(at_hand);
    }
    let spec = some_ledger(chance);
    let found = (spec, office.recent(chance, spec.name)?);
    if spec.flow.is_some() && office.at_hand.is_none() {
        office.at_hand = Some(found.clone());
    }
    Some(found)
}

fn fill(
    office: &Office,
    chance: &mut Chance,
    fields: impl Iterator<Item = &'static Field>,
) -> Map<String, Value> {
    let of = |field| (field, &office.lists, &office.known);
    fields
        .map(|field| (field.name.to_owned(), typed(chance, of(field))))
        .collect()
}

/// Now and then a field that no screen would send.
fn meddle(chance: &mut Chance, spec: &Spec, values: &mut Map<String, Value>) {
    if chance.percent(4) {
        let automatic: Vec<_> = spec.fields.iter().filter(|field| field.automatic).collect();
        let name = match automatic.as_slice() {
            [] => "no_such_field",
            some => chance.pick(some).name,
        };
        values.insert(name.to_owned(), nonsense(chance));
    }
}

fn create(office: &mut Office, chance: &mut Chance) {
    let spec = some_ledger(chance);
    let asked: Vec<_> = spec
        .fields
        .iter()
        .filter(|field| !field.automatic)
        .filter(|field| field.need == Need::Always || chance.percent(35))
        .collect();
    let mut values = fill(office, chance, asked.into_iter());
    meddle(chance, spec, &mut values);
    if chance.percent(10) {
        let _ = office.ask(
            "blank_record",
            json!({ "ledger": spec.name, "values": values }),
        );
    }
    let before = chance.percent(25).then(|| total(office, spec));
    let request = json!({ "ledger": spec.name, "values": values });
    match office.write("save_record", (spec, Deed::Write), request) {
        Ok(record) => {
            office.remember(spec.name, &record["id"]);
            touch(office, spec, &record["id"]);
        }
        Err(_) if before.is_none() => {}
        Err(_) => assert_eq!(
            before,
            Some(total(office, spec)),
            "a refused record was kept"
        ),
    }
}

fn total(office: &Office, spec: &Spec) -> Option<Value> {
    let page = json!({ "ledger": spec.name, "limit": 1 });
    let page = office.station.desk.call("list_records", page).ok()?;
    Some(page["total"].clone())
}

fn touch(office: &mut Office, spec: &'static Spec, id: &Value) {
    let id = id.as_str().unwrap().to_owned();
    office.touched.insert((spec.name, id));
}

/// The form that was read, or one that somebody else has overtaken.
fn form(chance: &mut Chance, state: &Value) -> Value {
    if chance.percent(5) {
        json!("00")
    } else {
        state["form"].clone()
    }
}

/// Writes a record that is there; refused, it is as it was.
fn rewrite(
    office: &mut Office,
    (spec, id): (&'static Spec, &str),
    (command, deed): (&str, Deed),
    request: Value,
) -> Option<(Value, Value)> {
    let before = office.state(spec.name, id);
    touch(office, spec, &json!(id));
    if let Ok(record) = office.write(command, (spec, deed), request) {
        return Some((before.unwrap(), record));
    }
    let after = office.state(spec.name, id);
    assert_eq!(before, after, "what was refused left a trace");
    None
}

fn change(office: &mut Office, chance: &mut Chance) {
    let Some((spec, id)) = some_record(office, chance) else {
        return;
    };
    let Some(state) = office.state(spec.name, &id) else {
        return;
    };
    let asked: Vec<_> = spec
        .fields
        .iter()
        .filter(|field| !field.automatic && chance.percent(12))
        .collect();
    let mut values = fill(office, chance, asked.into_iter());
    for value in values.values_mut() {
        if chance.percent(15) {
            *value = Value::Null;
        }
    }
    meddle(chance, spec, &mut values);
    let form = form(chance, &state);
    let request = json!({ "ledger": spec.name, "id": id, "values": values, "form": form });
    let written = rewrite(office, (spec, &id), ("save_record", Deed::Write), request);
    if let Some((before, after)) = written {
        assert!(!spec.append_only, "{} was written again", spec.name);
        assert_automatic_fields_stand(spec, &before, &after, &[]);
    }
}

/// Only the program writes what is automatic: a name on duty follows the name, a number is given
/// once, a step writes what it asks for.
fn assert_automatic_fields_stand(spec: &Spec, before: &Value, after: &Value, but: &[&str]) {
    let kept = spec
        .fields
        .iter()
        .filter(|field| field.automatic && field.name != "duty_name" && !but.contains(&field.name));
    for field in kept {
        let (was, is) = (&before["values"][field.name], &after["values"][field.name]);
        assert!(
            was.is_null() || was == is,
            "{}.{}: {was} → {is}",
            spec.name,
            field.name
        );
    }
}

fn advance(office: &mut Office, chance: &mut Chance) {
    let Some((spec, id)) = some_record(office, chance) else {
        return;
    };
    let (Some(flow), Some(state)) = (spec.flow, office.state(spec.name, &id)) else {
        return;
    };
    let now = state["values"][flow.state].as_str().unwrap_or(flow.initial);
    let onward: Vec<&Step> = flow.steps_from(now).collect();
    if onward.is_empty() {
        office.at_hand = None;
    }
    let step = if onward.is_empty() || chance.percent(10) {
        chance.pick(flow.steps)
    } else {
        chance.pick(&onward)
    };
    let mut values = answers(office, chance, (spec, step));
    meddle(chance, spec, &mut values);
    let request = json!({
        "ledger": spec.name, "id": id, "step": step.name, "values": values,
        "form": form(chance, &state), "sign": signature(office, chance),
    });
    let taken = rewrite(
        office,
        (spec, &id),
        ("advance_record", Deed::Write),
        request,
    );
    if let Some((before, after)) = taken {
        office.steps.insert((spec.name, step.name));
        assert!(
            step.from.contains(&now),
            "{} was taken from {now}",
            step.name
        );
        assert_eq!(after["values"][flow.state], step.to);
        let mut written: Vec<&str> = step.asks.iter().map(|ask| ask.field).collect();
        written.push(flow.state);
        assert_automatic_fields_stand(spec, &before, &after, &written);
        let is_signed = !office.users.is_empty() && flow.signed.contains(&step.name);
        let names = after["signed"].as_array().unwrap();
        assert!(
            !is_signed || !names.is_empty(),
            "nobody signed {}",
            step.name
        );
    }
}

/// What the step asks for, mostly all of it, and now and then something it does not ask for.
fn answers(
    office: &Office,
    chance: &mut Chance,
    (spec, step): (&Spec, &Step),
) -> Map<String, Value> {
    let mut values = Map::new();
    let complete = chance.percent(80);
    for ask in step.asks {
        let field = spec.field(ask.field).unwrap();
        let is_sent = if complete {
            chance.percent(90) || ask.required
        } else {
            chance.percent(40)
        };
        if is_sent && !field.automatic {
            let value = sensible(chance, (field, &office.lists, &office.known));
            values.insert(field.name.to_owned(), value);
        }
    }
    if chance.percent(10) {
        let field = chance.pick(spec.fields);
        let value = typed(chance, (field, &office.lists, &office.known));
        values.insert(field.name.to_owned(), value);
    }
    values
}

fn signature(office: &Office, chance: &mut Chance) -> Value {
    if office.users.is_empty() || chance.percent(20) {
        return Value::Null;
    }
    let signer = &chance.pick(&office.users[..2]).1;
    json!({ "signer": signer, "oral": { "how": "打电话，李秀英在场", "at": "7:30" } })
}

fn exist(office: &mut Office, chance: &mut Chance, command: &str) {
    let Some((spec, id)) = some_record(office, chance) else {
        return;
    };
    let Some(state) = office.state(spec.name, &id) else {
        return;
    };
    let request = json!({ "ledger": spec.name, "id": id, "form": form(chance, &state) });
    let written = rewrite(office, (spec, &id), (command, Deed::Remove), request);
    if let Some((before, after)) = written {
        assert!(!spec.append_only, "a line of {} went", spec.name);
        assert_eq!(
            before["values"], after["values"],
            "only its existence changed"
        );
    }
}

fn undo(office: &mut Office) {
    let last = office.station.call("last_act", json!({}));
    if let Some(id) = last["id"].as_str() {
        let _ = office.ask("undo_act", json!({ "id": id }));
    }
}

/// A small sheet of any ledger, its columns headed as the program heads them.
fn import(office: &mut Office, chance: &mut Chance) {
    let spec = some_ledger(chance);
    let mut fields: Vec<&Field> = spec.fields.iter().collect();
    fields.retain(|field| field.need == Need::Always || chance.percent(30));
    let heads: Vec<&str> = fields.iter().map(|field| field.label).collect();
    let mut text = format!("{}\n", heads.join(","));
    for _ in 0..=chance.below(3) {
        let cells = fields
            .iter()
            .map(|field| cell(chance, field, &office.lists));
        text.push_str(&cells.collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    let path = office.station.path("表.csv");
    std::fs::write(&path, text).unwrap();
    let request = json!({ "ledger": spec.name, "path": path });
    let _ = office.write("import_sheet", (spec, Deed::Write), request);
}

fn inspect(office: &mut Office, chance: &mut Chance) {
    let spec = ledger::by_name("inspection").unwrap();
    let asked: Vec<_> = spec
        .fields
        .iter()
        .filter(|field| !field.automatic && (field.need == Need::Always || chance.percent(40)))
        .collect();
    let values = fill(office, chance, asked.into_iter());
    let result = *chance.pick(&["pass", "fail", "差不多"]);
    let items = json!([{ "item": "灭火器有压力", "result": result, "hazard": "压力不足" }]);
    let request = json!({ "values": values, "items": items });
    if let Ok(made) = office.write("record_inspection", (spec, Deed::Write), request) {
        for id in made["hazards"].as_array().unwrap() {
            office.remember("hazard", id);
            touch(office, ledger::by_name("hazard").unwrap(), id);
        }
    }
}
