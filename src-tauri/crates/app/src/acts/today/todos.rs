//! The three things to do first: what is most dangerous, then what is oldest.

use super::Books;
use crate::acts::alerts::{is_open, when};
use crate::bridge::file::OfficeKind;
use crate::bridge::today::Todo;
use crate::stock::Level;
use ledger::dates::day_of;
use store::StoredRow;

/// At most three, most urgent first.
pub(super) fn first_three(books: &Books, conflicts: u64, questions: u64) -> Vec<Todo> {
    let mut todos = Vec::new();
    todos.extend(matters(conflicts, questions));
    todos.extend(overdue(books));
    todos.extend(escorts(books));
    todos.extend(supplies(books));
    todos.extend(posts(books));
    todos.extend(profile(books));
    todos.truncate(3);
    todos
}

fn matters(conflicts: u64, questions: u64) -> Option<Todo> {
    (conflicts + questions > 0).then(|| Todo {
        title: format!("有{}处要您定夺", conflicts + questions),
        detail: format!("两边写得不一样{conflicts}处，对不上的{questions}处"),
        action: "去定夺".to_owned(),
        ledger: "matters".to_owned(),
        id: None,
        chip: None,
    })
}

/// Overdue hazards, major ones first, the one overdue longest before the others.
fn overdue(books: &Books) -> Vec<Todo> {
    let mut late: Vec<&StoredRow> = books
        .hazards
        .iter()
        .filter(|hazard| is_open(&hazard.row))
        .filter(|hazard| !hazard.row.text("due_date").is_empty())
        .filter(|hazard| hazard.row.text("due_date") < books.day.as_str())
        .collect();
    late.sort_by_key(|hazard| {
        (
            hazard.row.text("grade") != "major",
            hazard.row.text("due_date").to_owned(),
        )
    });
    late.into_iter()
        .take(2)
        .map(|hazard| overdue_todo(books, hazard))
        .collect()
}

fn overdue_todo(books: &Books, hazard: &StoredRow) -> Todo {
    let row = &hazard.row;
    let (verb, action) = match row.text("status") {
        "reviewing" => ("复查", "去复查"),
        "found" | "" => ("确认", "去确认"),
        _ => ("催办", "去催办"),
    };
    let grade = if row.text("grade") == "major" {
        "重大隐患"
    } else {
        "一般隐患"
    };
    let late =
        day_of(row.text("due_date")).map_or_else(String::new, |due| when(due, books.today, 0));
    Todo {
        title: format!("{verb}：{}", row.text("description")),
        detail: format!(
            "{grade}，{late} · 责任人 {}",
            or_none(&books.name(row, "owner_id"))
        ),
        action: action.to_owned(),
        ledger: "hazard".to_owned(),
        id: Some(hazard.id.to_string()),
        chip: None,
    }
}

fn or_none(name: &str) -> &str {
    if name.is_empty() { "还没定" } else { name }
}

/// A household in a danger zone nobody is to fetch.
fn escorts(books: &Books) -> Option<Todo> {
    let uncovered: Vec<&StoredRow> = books
        .households
        .iter()
        .filter(|hh| hh.row.get("escort_a").is_empty())
        .collect();
    let single = books
        .households
        .iter()
        .filter(|hh| !hh.row.get("escort_a").is_empty() && hh.row.get("escort_b").is_empty());
    if let Some(first) = uncovered.first() {
        return Some(Todo {
            title: format!("给危险区{}户指定包户人", uncovered.len()),
            detail: "来了险情没有人去叫、去接".to_owned(),
            action: "去指定".to_owned(),
            ledger: "household".to_owned(),
            id: Some(first.id.to_string()),
            chip: Some("danger_zone".to_owned()),
        });
    }
    let single: Vec<&StoredRow> = single.collect();
    single.first().map(|first| Todo {
        title: format!("给危险区{}户补一个包户B角", single.len()),
        detail: "现在只有一个护送人，他不在就没人接".to_owned(),
        action: "去指定".to_owned(),
        ledger: "household".to_owned(),
        id: Some(first.id.to_string()),
        chip: Some("danger_zone".to_owned()),
    })
}

fn supplies(books: &Books) -> Option<Todo> {
    let short: Vec<_> = books
        .stocks
        .iter()
        .filter(|stock| stock.level(&books.day) != Level::Enough)
        .collect();
    let first = short.first()?;
    let names: Vec<&str> = short
        .iter()
        .take(3)
        .map(|stock| stock.item.row.text("name"))
        .collect();
    Some(Todo {
        title: format!("补{}种物资", short.len()),
        detail: format!("低于最低或已过期：{}", names.join("、")),
        action: "去看看".to_owned(),
        ledger: "supply_item".to_owned(),
        id: (short.len() == 1).then(|| first.item.id.to_string()),
        chip: None,
    })
}

fn posts(books: &Books) -> Option<Todo> {
    let open: Vec<&StoredRow> = books
        .posts
        .iter()
        .filter(|post| post.row.get("a_id").is_empty() || post.row.get("b_id").is_empty())
        .collect();
    let first = open.first()?;
    Some(Todo {
        title: format!("给“{}”补齐A角、B角", first.row.text("name")),
        detail: format!("共{}个岗位缺人，处置卡上会空着", open.len()),
        action: "去指定".to_owned(),
        ledger: "post".to_owned(),
        id: Some(first.id.to_string()),
        chip: None,
    })
}

fn profile(books: &Books) -> Option<Todo> {
    let is_missing =
        books.kind == OfficeKind::Village && books.profile.get("duty_phone").is_empty();
    is_missing.then(|| Todo {
        title: "填村情：值守电话还没有".to_owned(),
        detail: "每张卡片、每份预案上都要印".to_owned(),
        action: "去填写".to_owned(),
        ledger: "village_profile".to_owned(),
        id: None,
        chip: None,
    })
}
