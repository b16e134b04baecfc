//! What was kept up in the month: hazards, duty and readings, supplies, drills and trainings.

use super::{ROWS, Report};
use crate::acts::picture::one_of;
use crate::problem::Problem;
use crate::stock::Level;
use chrono::NaiveDate;
use ledger::dates::day_of;
use ledger::kinds::hazard::OPEN_STATES;
use ledger::kinds::supply_movement::direction;
use print::documents::form::{Fact, Part};
use print::table::{Cell, Table};
use std::collections::BTreeSet;
use store::{Order, Query, StoredRow};

/// What is said of a figure that a village has no books for: nothing there is not none.
const NOT_KEPT: &str = "没有登记，算不出";

/// Hazards that are open on the day of printing.
pub(super) struct OpenHazards {
    /// All of them, the longest overdue first.
    pub(super) all: Vec<StoredRow>,
    day: String,
}

impl OpenHazards {
    /// Major ones.
    pub(super) fn major(&self) -> impl Iterator<Item = &StoredRow> {
        self.all
            .iter()
            .filter(|stored| stored.row.text("grade") == "major")
    }

    /// Those whose term is over.
    pub(super) fn overdue(&self) -> impl Iterator<Item = &StoredRow> {
        self.all.iter().filter(|stored| self.is_overdue(stored))
    }

    fn is_overdue(&self, stored: &StoredRow) -> bool {
        let due = stored.row.text("due_date");
        !due.is_empty() && due < self.day.as_str()
    }
}

pub(super) fn open_hazards(report: &Report<'_>) -> Result<OpenHazards, Problem> {
    let query = Query {
        equals: vec![one_of("status", OPEN_STATES)],
        sort: vec![("due_date", Order::Ascending)],
        ..Query::default()
    };
    Ok(OpenHazards {
        all: report.picture.rows("hazard", query)?,
        day: report.picture.day(),
    })
}

pub(super) fn hazards(report: &Report<'_>) -> Result<Vec<Part>, Problem> {
    let text = &report.texts.hazards;
    let open = open_hazards(report)?;
    let inspections = report.within("inspection", "checked_at")?.len();
    let mut facts = report.rates(&["rectified", "rectified_on_time"]);
    if !report.keeps("hazard")? {
        for fact in &mut facts {
            NOT_KEPT.clone_into(&mut fact.value);
        }
    }
    facts.push(Fact::half("检查", format!("{inspections}次")));
    facts.extend(report.rate("conforming"));
    let mut parts = vec![text.heading(), Part::Facts(facts)];
    let is_grave =
        |stored: &&StoredRow| stored.row.text("grade") == "major" || open.is_overdue(stored);
    let grave: Vec<&StoredRow> = open.all.iter().filter(is_grave).take(ROWS).collect();
    if grave.is_empty() {
        parts.push(report.nothing_of("hazard", text)?);
        return Ok(parts);
    }
    parts.push(text.filled(&[]));
    let rows = grave.iter().map(|stored| {
        let due = due(stored, open.is_overdue(stored));
        hazard_row(report, stored, due)
    });
    let table = Table {
        columns: super::fitted(&["编号", "级别", "隐患", "地点", "责任人", "期限", "状态"]),
        rows: rows.collect::<Result<_, _>>()?,
        sums: Vec::new(),
    };
    parts.push(Part::Table(report.of_villages(table, &grave)?));
    Ok(parts)
}

/// The day by which it must be done, and that it has passed.
pub(super) fn due(stored: &StoredRow, is_overdue: bool) -> Cell {
    let due = stored.row.text("due_date");
    if is_overdue {
        Cell::strong(format!("{due} 已超期"))
    } else {
        Cell::from(due)
    }
}

fn hazard_row(report: &Report<'_>, stored: &StoredRow, due: Cell) -> Result<Vec<Cell>, Problem> {
    let row = &stored.row;
    Ok(vec![
        Cell::from(row.text("hz_no")),
        Cell::from(report.label("hazard_grade", row, "grade")),
        Cell::from(report.gather.open(row.text("description"))),
        Cell::from(report.gather.open(row.text("location"))),
        Cell::from(report.gather.person_name(row, "owner_id")?),
        due,
        Cell::from(report.label("hazard_state", row, "status")),
    ])
}

pub(super) fn duty(report: &Report<'_>) -> Result<Vec<Part>, Problem> {
    let text = &report.texts.duty;
    let shifts = report.within("duty_shift", "on_date")?;
    let (vacant, manned): (Vec<_>, Vec<_>) = shifts
        .iter()
        .partition(|stored| stored.row.text("status") == "vacant");
    let manned: BTreeSet<NaiveDate> = manned
        .iter()
        .filter_map(|stored| day_of(stored.row.text("on_date")))
        .collect();
    let days: Vec<NaiveDate> = report
        .month
        .from
        .iter_days()
        .take_while(|day| *day <= report.month.to)
        .collect();
    let is_open = |day: &&NaiveDate| !manned.contains(day);
    let open: Vec<NaiveDate> = days.iter().filter(is_open).copied().collect();
    let readings = report.within("monitor_reading", "read_at")?;
    let is_abnormal = |stored: &&StoredRow| stored.row.text("finding") == "abnormal";
    let abnormal = readings.iter().filter(is_abnormal).count();
    let (on_duty, missed) = if shifts.is_empty() {
        ("没有排班，算不出".to_owned(), "没有排班，算不出".to_owned())
    } else {
        let days = format!("{}天，共{}天", manned.len(), days.len());
        (days, format!("{}班", vacant.len()))
    };
    let facts = vec![
        Fact::half("有人值班", on_duty),
        Fact::half("缺岗", missed),
        Fact::half(
            "监测记录",
            format!("{}次，其中异常{abnormal}次", readings.len()),
        ),
        Fact::half(
            "会商",
            format!("{}次", report.within("consultation", "held_at")?.len()),
        ),
    ];
    let sentence = if open.is_empty() {
        text.nothing()
    } else {
        text.filled(&[("日子", spans(&open))])
    };
    Ok(vec![text.heading(), Part::Facts(facts), sentence])
}

/// 3日、5日至9日.
fn spans(days: &[NaiveDate]) -> String {
    let follow = |one: &NaiveDate, other: &NaiveDate| one.succ_opt() == Some(*other);
    let word = |day: &NaiveDate| day.format("%-d日").to_string();
    let spans = days.chunk_by(follow).filter_map(|span| {
        let (first, last) = (span.first()?, span.last()?);
        Some(if first == last {
            word(first)
        } else {
            format!("{}至{}", word(first), word(last))
        })
    });
    spans.collect::<Vec<_>>().join("、")
}

pub(super) fn supplies(report: &Report<'_>) -> Result<Vec<Part>, Problem> {
    let text = &report.texts.supplies;
    let moved = report.within("supply_movement", "moved_at")?;
    let came = moved
        .iter()
        .filter(|stored| direction(stored.row.text("kind")) > 0);
    let came = came.count();
    let day = report.picture.day();
    let is_short = |level| matches!(level, Level::Empty | Level::Low);
    let short: Vec<&str> = report
        .picture
        .stocks
        .iter()
        .filter(|stock| is_short(stock.level(&day)))
        .map(|stock| stock.item.row.text("name"))
        .collect();
    let mut facts = vec![
        Fact::half("入库", format!("{came}笔")),
        Fact::half("出库", format!("{}笔", moved.len() - came)),
    ];
    let mut parts = vec![text.heading()];
    // What a township's own shelves hold says nothing of those of its villages.
    if !report.picture.is_village() {
        parts.push(Part::Facts(facts));
        return Ok(parts);
    }
    facts.extend(report.rate("stocked"));
    let lacking = if report.keeps("supply_item")? {
        format!("{}种", short.len())
    } else {
        NOT_KEPT.to_owned()
    };
    facts.push(Fact::half("要补", lacking));
    parts.push(Part::Facts(facts));
    parts.push(if short.is_empty() {
        report.nothing_of("supply_item", text)?
    } else {
        text.filled(&[("物资", named(&short))])
    });
    Ok(parts)
}

/// The first few by name, the others by number.
fn named(names: &[&str]) -> String {
    let first: Vec<&str> = names.iter().copied().take(2 * ROWS).collect();
    match names.len() - first.len() {
        0 => first.join("、"),
        _ => format!("{}等{}种", first.join("、"), names.len()),
    }
}

pub(super) fn drills(report: &Report<'_>) -> Result<Vec<Part>, Problem> {
    let text = &report.texts.drills;
    let (mut rows, mut held) = (Vec::new(), Vec::new());
    for (ledger, label, day, name, people) in [
        ("drill", "演练", "held_at", "name", "participants"),
        ("training", "培训", "held_on", "name", "attendee_count"),
        ("publicity", "宣传", "held_on", "topic", "people"),
    ] {
        for stored in report.within(ledger, day)? {
            let row = &stored.row;
            let people = row.get(people).int();
            let at = row.text(day);
            rows.push(vec![
                Cell::from(at.get(..10).unwrap_or(at)),
                Cell::from(label),
                Cell::from(report.gather.open(row.text(name))),
                Cell::from(
                    people.map_or_else(|| "没登记".to_owned(), |number| format!("{number}人")),
                ),
            ]);
            held.push(stored);
        }
    }
    let facts = report.rates(&["drilled", "trained"]);
    let facts = Some(facts).filter(|facts| !facts.is_empty());
    let mut parts = vec![text.heading()];
    parts.extend(facts.map(Part::Facts));
    if rows.is_empty() {
        parts.push(text.nothing());
        return Ok(parts);
    }
    rows.truncate(ROWS);
    let table = Table {
        columns: super::fitted(&["日期", "类别", "内容", "人数"]),
        rows,
        sums: Vec::new(),
    };
    let held: Vec<&StoredRow> = held.iter().collect();
    parts.push(Part::Table(report.of_villages(table, &held)?));
    Ok(parts)
}
