//! The three things to do first: what is most dangerous, then what is oldest.

use super::hazards;
use crate::acts::alerts::when;
use crate::acts::audit;
use crate::acts::picture::{Picture, one_of};
use crate::bridge::today::Todo;
use crate::problem::Problem;
use crate::stock::Level;
use ledger::dates::day_of;
use store::{Query, StoredRow};

/// At most three, most urgent first.
pub(super) fn first_three(
    picture: &Picture<'_>,
    (conflicts, questions): (u64, u64),
    is_unsaved: bool,
) -> Result<Vec<Todo>, Problem> {
    let mut todos = Vec::new();
    todos.extend(altered(picture)?);
    todos.extend(matters(conflicts, questions));
    todos.extend(overdue(picture)?);
    todos.extend(is_unsaved.then(unsaved));
    todos.extend(escorts(picture));
    todos.extend(supplies(picture));
    todos.extend(posts(picture)?);
    todos.extend(profile(picture));
    todos.truncate(3);
    Ok(todos)
}

/// Somebody changed the end of the journal past the program: said first, at every opening.
fn altered(picture: &Picture<'_>) -> Result<Option<Todo>, Problem> {
    let broken = picture.office.store.broken_tail()?;
    Ok((!broken.is_empty()).then(|| Todo {
        title: audit::altered_text(&broken),
        detail: "先不要往里写：在文件菜单里“检查”，再用最近的好备份恢复".to_owned(),
        action: "看查阅日志".to_owned(),
        ledger: "settings".to_owned(),
        id: None,
        chip: None,
    }))
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

/// Nobody made a backup for longer than the office allows.
fn unsaved() -> Todo {
    Todo {
        title: "给册子做一份备份".to_owned(),
        detail: "没有新的备份，电脑坏了就找不回来".to_owned(),
        action: "去备份".to_owned(),
        ledger: "backups".to_owned(),
        id: None,
        chip: None,
    }
}

/// Overdue hazards, major ones first, the one overdue longest before the others.
fn overdue(picture: &Picture<'_>) -> Result<Vec<Todo>, Problem> {
    let late = |equals| Query {
        equals,
        before: vec![("due_date", picture.day().into())],
        limit: 2,
        ..Query::default()
    };
    let mut first = hazards::open(picture, late(vec![one_of("grade", &["major"])]))?;
    if first.len() < 2 {
        let others = hazards::open(picture, late(Vec::new()))?;
        let others = others
            .into_iter()
            .filter(|other| other.row.text("grade") != "major");
        first.extend(others);
    }
    first
        .iter()
        .take(2)
        .map(|hazard| overdue_todo(picture, hazard))
        .collect()
}

fn overdue_todo(picture: &Picture<'_>, hazard: &StoredRow) -> Result<Todo, Problem> {
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
        day_of(row.text("due_date")).map_or_else(String::new, |due| when(due, picture.today, 0));
    let owner = picture.named("hazard", row, "owner_id")?;
    let area = match picture.area(&hazard.area) {
        area if area.is_empty() => area,
        area => format!("{area} · "),
    };
    Ok(Todo {
        title: format!("{verb}：{}", row.text("description")),
        detail: format!("{area}{grade}，{late} · 责任人 {}", or_none(&owner)),
        action: action.to_owned(),
        ledger: "hazard".to_owned(),
        id: Some(hazard.id.to_string()),
        chip: None,
    })
}

fn or_none(name: &str) -> &str {
    if name.is_empty() { "还没定" } else { name }
}

/// Households in danger zones that nobody, or one person alone, is to fetch.
fn escorts(picture: &Picture<'_>) -> Option<Todo> {
    let escorts = &picture.escorts;
    let (lacking, title, detail) = if escorts.uncovered.count > 0 {
        let title = format!("给危险区{}户指定包户人", escorts.uncovered.count);
        (&escorts.uncovered, title, "来了险情没有人去叫、去接")
    } else {
        let title = format!("给危险区{}户补一个包户B角", escorts.single.count);
        (&escorts.single, title, "现在只有一个护送人，他不在就没人接")
    };
    let first = lacking.first.filter(|_| lacking.count > 0)?;
    Some(Todo {
        title,
        detail: detail.to_owned(),
        action: "去指定".to_owned(),
        ledger: "household".to_owned(),
        id: Some(first.to_string()),
        chip: Some("danger_zone".to_owned()),
    })
}

fn supplies(picture: &Picture<'_>) -> Option<Todo> {
    let day = picture.day();
    let is_short = |level| matches!(level, Level::Empty | Level::Low);
    let short: Vec<_> = picture
        .stocks
        .iter()
        .filter(|stock| is_short(stock.level(&day)))
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

fn posts(picture: &Picture<'_>) -> Result<Option<Todo>, Problem> {
    let query = Query {
        area: Some(picture.office.code.clone()),
        lacking: vec!["a_id", "b_id"],
        ..Query::default()
    };
    let open = picture.rows("post", query)?;
    let todo = open.first().map(|first| Todo {
        title: format!("给“{}”补齐A角、B角", first.row.text("name")),
        detail: format!("共{}个岗位缺人，处置卡上会空着", open.len()),
        action: "去指定".to_owned(),
        ledger: "post".to_owned(),
        id: Some(first.id.to_string()),
        chip: None,
    });
    Ok(todo)
}

fn profile(picture: &Picture<'_>) -> Option<Todo> {
    let is_missing = picture.is_village() && picture.profile.get("duty_phone").is_empty();
    is_missing.then(|| Todo {
        title: "填村情：值守电话还没有".to_owned(),
        detail: "每张卡片、每份预案上都要印".to_owned(),
        action: "去填写".to_owned(),
        ledger: "village_profile".to_owned(),
        id: None,
        chip: None,
    })
}
