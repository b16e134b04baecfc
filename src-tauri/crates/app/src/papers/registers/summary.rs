//! What stands above the table of a register: how many there are, in which states, and what is
//! past its day; where money is kept, what came in and went out.

use super::books::alert;
use super::shapes;
use crate::bridge::file::OfficeKind;
use crate::papers::Gather;
use ledger::kinds::evac_entry;
use ledger::numbers::decimal_text;
use ledger::{Row, Spec};
use print::table::Table;
use store::StoredRow;

/// 共5条：待办3条，在办2条。已超期1条。
pub(super) fn of(
    gather: &Gather<'_>,
    spec: &'static Spec,
    table: &Table,
    rows: &[StoredRow],
) -> String {
    let unit = shapes::of(spec.name).unit;
    let states = states(gather, spec, (table, rows));
    let states = match states.as_slice() {
        [] | [_] => String::new(),
        states => {
            let states = states
                .iter()
                .map(|(state, count)| format!("{state}{count}{unit}"));
            format!("：{}", states.collect::<Vec<_>>().join("，"))
        }
    };
    let overdue = overdue(gather, spec, (rows, unit));
    let more = match spec.name {
        "household" => in_danger(rows),
        "fund" => money(rows),
        // Two villages number their events alike.
        "evac_entry" if gather.office.kind == OfficeKind::Village => by_event(table, rows),
        _ => String::new(),
    };
    format!("共{}{unit}{states}。{overdue}{more}", rows.len())
}

/// How many rows are in each state, in the order of the list of states.
fn states(
    gather: &Gather<'_>,
    spec: &'static Spec,
    (table, rows): (&Table, &[StoredRow]),
) -> Vec<(String, usize)> {
    let Some(flow) = spec.flow else {
        return Vec::new();
    };
    let label = spec.field(flow.state).map_or("", |field| field.label);
    let Some(at) = table
        .columns
        .iter()
        .position(|column| column.label == label)
    else {
        return Vec::new();
    };
    let lists = gather.lists();
    let place = |row: &Row| {
        let mut items = lists.items(flow.states).iter();
        items.position(|item| item.code == row.text(flow.state))
    };
    let mut found: Vec<(Option<usize>, String, usize)> = Vec::new();
    for (stored, cells) in rows.iter().zip(&table.rows) {
        let said = cells.get(at).map_or("", |cell| cell.text.as_str());
        match found.iter_mut().find(|(_, state, _)| state == said) {
            Some((_, _, count)) => *count += 1,
            None if said.is_empty() => {}
            None => found.push((place(&stored.row), said.to_owned(), 1)),
        }
    }
    found.sort();
    let states = found.into_iter().map(|(_, state, count)| (state, count));
    states.collect()
}

/// 已过期2条，快到期的1条。
fn overdue(gather: &Gather<'_>, spec: &Spec, (rows, unit): (&[StoredRow], &str)) -> String {
    let alerts = || {
        let rows = rows.iter();
        rows.filter_map(|stored| alert(gather, spec, &stored.row))
    };
    let late = alerts().filter(|(.., is_late)| *is_late).count();
    let soon = alerts().count() - late;
    let word = alerts()
        .find(|(.., is_late)| *is_late)
        .map_or("", |(_, word, _)| word);
    match (late, soon) {
        (0, 0) => String::new(),
        (0, soon) => format!("快到日子的{soon}{unit}。"),
        (late, 0) => format!("{word}{late}{unit}。"),
        (late, soon) => format!("{word}{late}{unit}，快到日子的{soon}{unit}。"),
    }
}

fn in_danger(rows: &[StoredRow]) -> String {
    let count = rows
        .iter()
        .filter(|stored| stored.row.get("in_danger_zone").is_true())
        .count();
    format!("在危险区{count}户。")
}

/// 收入23000元，支出12340元，结余10660元；预算38000元。
fn money(rows: &[StoredRow]) -> String {
    let sum = |kind: &str| -> i64 {
        let of_kind = rows
            .iter()
            .filter(|stored| stored.row.text("entry_kind") == kind);
        of_kind
            .filter_map(|stored| stored.row.get("amount_yuan").int())
            .sum()
    };
    let yuan = |amount: i64| format!("{}元", decimal_text(amount, 2));
    let (income, spent, budget) = (sum("income"), sum("spent"), sum("budget"));
    let budget = match budget {
        0 => String::new(),
        budget => format!("；预算{}", yuan(budget)),
    };
    format!(
        "收入{}，支出{}，结余{}{budget}。",
        yuan(income),
        yuan(spent),
        yuan(income - spent)
    )
}

/// YJ-2026-012 06-10：16户次59人；YJ-2026-023 07-14：……
fn by_event(table: &Table, rows: &[StoredRow]) -> String {
    let mut events: Vec<(&str, usize, u64)> = Vec::new();
    for (cells, stored) in table.rows.iter().zip(rows) {
        let event = cells.first().map_or("", |cell| cell.text.as_str());
        let people = evac_entry::people_owed(&stored.row);
        match events.iter_mut().find(|(name, ..)| *name == event) {
            Some((_, count, sum)) => {
                *count += 1;
                *sum += people;
            }
            None => events.push((event, 1, people)),
        }
    }
    let said = events.iter();
    let said = said.map(|(event, count, people)| format!("{event}：{count}户次，应转{people}人"));
    format!("{}。", said.collect::<Vec<_>>().join("；"))
}
