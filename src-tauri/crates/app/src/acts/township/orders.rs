//! What the township asks of its villages, and what they answer. An order is a row of the
//! township's own books and travels to every village; an answer is a row of the village's own and
//! travels back. Neither writes in the other's books.

use super::require_town;
use crate::acts::alerts::when;
use crate::acts::handoff::area_names;
use crate::acts::input;
use crate::acts::record::{difference, flags, refuse};
use crate::bridge::file::{Nothing, OfficeKind};
use crate::bridge::township::{AnswerOrder, GiveOrder, OrderAnswer, OrderLine, Orders};
use crate::desk::Desk;
use crate::office::{Office, new_id, row_id, spec_of};
use crate::problem::Problem;
use ledger::kinds::town_order::{self, OPEN_STATES, answer_id};
use ledger::{Act, Deed, Row, RowId, Value};
use serde_json::json;
use std::collections::BTreeMap;
use store::{Query, StoredRow};

/// Answers to which the township waits for nothing more.
const ANSWERED: [&str; 2] = ["replied", "closed"];

/// Lists the open orders.
pub(crate) fn list(desk: &Desk, _: Nothing) -> Result<Orders, Problem> {
    desk.with_office(|office| shown(desk, office))
}

/// The area whose orders concern this office: its township's, or its own.
fn giving_area(office: &Office) -> String {
    exchange::shared_area(&office.code).unwrap_or_else(|| office.code.clone())
}

fn open(office: &Office) -> Result<Vec<StoredRow>, Problem> {
    let states = OPEN_STATES.iter().copied().map(Value::from);
    let query = Query {
        area: Some(giving_area(office)),
        equals: vec![("status", states.collect())],
        ..Query::default()
    };
    let mut orders = office.store.list(&town_order::SPEC, &query)?.rows;
    let day = |order: &StoredRow| match order.row.text("due_date") {
        "" => "9999".to_owned(),
        day => day.to_owned(),
    };
    orders.sort_by_key(|order| (day(order), order.id));
    Ok(orders)
}

/// How it stands with the open orders, by village.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    /// Orders the village has not answered.
    pub(super) unanswered: u64,
    /// 督办 on its hazards that the village has not brought to an end.
    pub(super) supervised: u64,
}

/// How it stands with the open orders in each village that has any.
pub(super) fn standing(office: &Office) -> Result<BTreeMap<String, Standing>, Problem> {
    let mut standing: BTreeMap<String, Standing> = BTreeMap::new();
    for order in open(office)? {
        for village in town_order::villages(&order.row) {
            let answer = answer(office, village, order.id)?;
            let state =
                answer.map_or_else(String::new, |stored| stored.row.text("status").to_owned());
            let of_village = standing.entry(village.to_owned()).or_default();
            of_village.unanswered += u64::from(!ANSWERED.contains(&state.as_str()));
            let is_supervision = !order.row.text("about_id").is_empty();
            of_village.supervised += u64::from(is_supervision && state != "closed");
        }
    }
    Ok(standing)
}

/// A village's answer to an order; what stands under that identity in other books is none.
fn answer(office: &Office, village: &str, order: RowId) -> Result<Option<StoredRow>, Problem> {
    let stored = office
        .store
        .row(spec_of("task")?, answer_id(village, order))?;
    Ok(stored.filter(|stored| stored.area == village && !stored.gone))
}

fn shown(desk: &Desk, office: &Office) -> Result<Orders, Problem> {
    let names = area_names(office)?;
    let is_town = office.kind == OfficeKind::Town;
    let mut lines = Vec::new();
    for order in open(office)? {
        let villages = town_order::villages(&order.row).into_iter();
        let concerned: Vec<&str> = villages
            .filter(|code| is_town || *code == office.code)
            .collect();
        if concerned.is_empty() {
            continue;
        }
        let answers = concerned.into_iter();
        let answers = answers.map(|code| view(desk, office, (code, &names), order.id));
        lines.push(OrderLine {
            answers: answers.collect::<Result<_, _>>()?,
            ..line(desk, &order)
        });
    }
    Ok(Orders { orders: lines })
}

pub(super) fn line(desk: &Desk, order: &StoredRow) -> OrderLine {
    let row = &order.row;
    let (today, day) = (
        desk.clock.today(),
        ledger::dates::day_of(row.text("due_date")),
    );
    let lists = desk.lists();
    OrderLine {
        id: order.id.to_string(),
        kind: lists.label("order_kind", row.text("kind")).to_owned(),
        content: row.text("content").to_owned(),
        due_date: row.text("due_date").to_owned(),
        when: day.map_or_else(String::new, |day| when(day, today, i64::MAX)),
        is_late: day.is_some_and(|day| day < today),
        urging: row.text("urging").to_owned(),
        hazard: row.text("about_id").to_owned(),
        state: lists.label("order_state", row.text("status")).to_owned(),
        answers: Vec::new(),
    }
}

pub(super) fn view(
    desk: &Desk,
    office: &Office,
    (code, names): (&str, &BTreeMap<String, String>),
    order: RowId,
) -> Result<OrderAnswer, Problem> {
    let stored = answer(office, code, order)?;
    let row = stored.as_ref().map(|stored| &stored.row);
    let state = row.map_or("none", |row| row.text("status"));
    let label = match state {
        "none" => "没回音".to_owned(),
        state => desk.lists().label("task_state", state).to_owned(),
    };
    Ok(OrderAnswer {
        code: code.to_owned(),
        name: names.get(code).cloned().unwrap_or_else(|| code.to_owned()),
        state: state.to_owned(),
        label,
        reply: row.map_or_else(String::new, |row| row.text("reply").to_owned()),
        task: stored.map_or_else(String::new, |stored| stored.id.to_string()),
    })
}

/// Asks something of villages.
pub(crate) fn give(desk: &Desk, request: GiveOrder) -> Result<Orders, Problem> {
    desk.with_office(|office| {
        require_town(office)?;
        let spec = &town_order::SPEC;
        office.require(desk, Deed::Write, spec)?;
        let values = BTreeMap::from([
            ("kind".to_owned(), json!(request.kind)),
            ("content".to_owned(), json!(request.content)),
            ("due_date".to_owned(), json!(request.due_date)),
        ]);
        let mut row = input::read(desk, spec, Row::default(), &values)?;
        let mut villages = request.villages;
        if let Some(hazard) = &request.hazard {
            let stored = office.row(spec_of("hazard")?, row_id(hazard)?)?;
            row.set("about_id", stored.id.to_string());
            villages = vec![stored.area];
        }
        row.set("villages", named(office, &villages)?);
        input::fill(desk, spec, &mut row);
        input::note_moment(desk, spec, &mut row);
        refuse(&flags(desk, spec, &row))?;
        let change = difference(spec, new_id(), &Row::default(), &row);
        office.act(desk, Act::SAVE_RECORD, None, &[change])?;
        shown(desk, office)
    })
}

/// One line for each village: its code, its name.
fn named(office: &Office, villages: &[String]) -> Result<Value, Problem> {
    let names = area_names(office)?;
    let mut lines = Vec::new();
    for code in villages {
        let name = names.get(code).filter(|_| *code != office.code);
        let name = name.ok_or_else(|| {
            let text = "里面有不认识的村，没有交办。请从列出的村里选。";
            Problem::of_field("unknown_office", "villages", text)
        })?;
        lines.push(format!("{code} {name}"));
    }
    Ok(if lines.is_empty() {
        Value::Null
    } else {
        Value::Lines(lines)
    })
}

/// Writes what the village says to an order into its own books.
pub(crate) fn answer_order(desk: &Desk, request: AnswerOrder) -> Result<Orders, Problem> {
    let order = row_id(&request.id)?;
    desk.with_office(|office| {
        let spec = spec_of("task")?;
        office.require(desk, Deed::Write, spec)?;
        let stored = office.row(&town_order::SPEC, order)?;
        if !town_order::villages(&stored.row).contains(&office.code.as_str()) {
            let text = "这件事不是交给本单位办的，什么也没有改动。";
            return Err(Problem::new("not_our_order", text));
        }
        let (id, former) = (
            answer_id(&office.code, order),
            answer(office, &office.code, order)?,
        );
        let form = match &former {
            Some(_) => Some(office.store.form(spec, id)?),
            None => None,
        };
        let before = former.map(|stored| stored.row).unwrap_or_default();
        let row = answered(desk, (&stored, &before), &request)?;
        let change = difference(spec, id, &before, &row);
        office.act(desk, Act::ADVANCE_RECORD, form, &[change])?;
        shown(desk, office)
    })
}

/// The village's row after a step: taken over from the order where there was none.
fn answered(
    desk: &Desk,
    (order, before): (&StoredRow, &Row),
    request: &AnswerOrder,
) -> Result<Row, Problem> {
    let spec = spec_of("task")?;
    let mut row = before.clone();
    if row.0.is_empty() {
        for field in ["content", "due_date"] {
            row.set(field, order.row.get(field).clone());
        }
        row.set("given_at", order.row.get("given_at").clone());
        row.set("source", "superior");
        row.set("hazard_id", order.row.get("about_id").clone());
        input::fill(desk, spec, &mut row);
    }
    let reply = request.reply.trim();
    if !reply.is_empty() {
        row.set("reply", Value::from(reply));
    }
    let moment = match request.step.as_str() {
        "reply" => Some("replied_at"),
        "close" => Some("closed_at"),
        _ => None,
    };
    if let Some(field) = moment {
        row.set(field, desk.clock.moment());
    }
    let flow = spec
        .flow
        .ok_or_else(|| Problem::internal("task", &"no flow"))?;
    let next = flow.advance(&row, &request.step);
    next.map_err(|refusal| match refusal {
        ledger::Refusal::Missing(_) => Problem::of_field(
            "step_needs_field",
            "reply",
            "请写清办得怎么样，再回复乡镇。填好的内容都还在。",
        ),
        _ => Problem::new(
            "step_not_allowed",
            "这件事现在走不了这一步，什么也没有改动。请先看看它现在的状态。",
        ),
    })
}
