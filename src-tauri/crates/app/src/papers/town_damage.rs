//! 灾情汇总 of a township as an official document: what its villages' reports of one disaster say
//! together (domain §2.13, §8.6). Each sum stands beside what the villages said one by one and what
//! it leaves out; a village without a report is named at the head. Before anybody reported it is a bare
//! form for what is told by telephone. Nothing is stored for it.

use super::{Gather, Order, proven};
use crate::acts::township::damage::{Damage, Told, event_label, issue_label, value as figure_text};

use crate::lists::Lists;
use crate::problem::Problem;
use ledger::Value;
use ledger::kinds::situation_report::{CHAPTERS, Summed, unspoken};
use print::documents::form::{self, Fact, Form, Manner, Part};
use print::page::Document;
use print::table::{Cell, Column, Table};

/// Name in requests.
pub(super) const NAME: &str = "town_damage";
/// Title.
pub(super) const TITLE: &str = "灾情汇总";
/// Least rows for villages on a bare form.
const TO_WRITE: usize = 6;
/// Nobody reported yet.
const NOTHING_TOLD: &str = "各村还没有签发过或者电话报过灾情，没有可汇总的：收到村里的灾情报告后再印。这是空白表，可以先手写。";

pub(super) fn lay_out(gather: &Gather<'_>, order: &Order) -> Result<Document, Problem> {
    let (desk, office) = (gather.desk, gather.office);
    let damage = if order.ids.is_empty() {
        Damage::of(desk, office, None)?
    } else {
        Damage::of_reports(desk, office, &order.ids)?
    };
    let lists = gather.lists();
    let event = damage.event.as_ref();
    let told = event.filter(|_| !damage.counted.is_empty());
    let number = told.map_or_else(String::new, |event| event_label(&lists, event));
    let mut parts = Vec::new();
    if told.is_some() {
        parts.push(Part::Facts(head(&damage)));
    } else {
        gather.lacks.something(NOTHING_TOLD);
        let by_hand = ["灾害", "截至时间"].map(|label| Fact::half(label, ""));
        parts.push(Part::Facts(by_hand.to_vec()));
    }
    for (title, _) in CHAPTERS {
        parts.extend(chapter(&lists, &damage, title));
    }
    parts.push(Part::Heading("各村的报告".to_owned()));
    parts.push(Part::Table(reports(&lists, &damage)));
    let signers = ["填报", "审核", "签发"];
    parts.push(Part::Signatures(
        signers.map(|label| Fact::half(label, "")).to_vec(),
    ));
    let form = Form {
        imprint: proven(gather, None, &(&number, &parts))?,
        title: TITLE.to_owned(),
        number,
        manner: Manner::Formal,
        parts,
        ..Form::default()
    };
    Ok(form::lay_out(&[form], desk.fonts()?))
}

/// Who is counted, who is not, and up to when the reports speak.
fn head(damage: &Damage) -> Vec<Fact> {
    let mut villages: Vec<&str> = damage
        .counted
        .iter()
        .map(|one| one.village.as_str())
        .collect();
    villages.dedup();
    let silent = damage.silent.iter();
    let silent: Vec<String> = silent
        .map(|one| format!("{}（{}）", one.name, one.why()))
        .collect();
    let silent = if silent.is_empty() {
        "没有，各村都报了".to_owned()
    } else {
        format!("{}村：{}", silent.len(), silent.join("、"))
    };
    let counted = format!("{}村：{}", villages.len(), villages.join("、"));
    vec![
        Fact::full("算进来的", counted),
        Fact::full("没有算进来的", silent),
        Fact::full("截至时间", as_of(damage)),
    ]
}

/// 2026-07-12 03:50; of reports that do not agree the first and the last.
fn as_of(damage: &Damage) -> String {
    let moments = || {
        let told = damage
            .counted
            .iter()
            .map(|one| one.stored.row.text("as_of"));
        told.filter(|at| !at.is_empty())
    };
    let shown = |at: &str| at.get(..16).unwrap_or(at).replace('T', " ");
    match (moments().min(), moments().max()) {
        (Some(first), Some(last)) if first == last => shown(first),
        (Some(first), Some(last)) => {
            format!("各村不一样，最早 {}，最晚 {}", shown(first), shown(last))
        }
        _ => "各村没有写明".to_owned(),
    }
}

/// A heading with its figures; nothing where nobody spoke of any.
fn chapter(lists: &Lists, damage: &Damage, title: &str) -> Vec<Part> {
    let sums = match damage.counted.as_slice() {
        [] => unspoken(),
        _ => damage.sums(),
    };
    let own = sums.iter().filter(|one| one.chapter() == title);
    let rows: Vec<Vec<Cell>> = own.map(|one| row(lists, damage, one)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let table = Table {
        columns: vec![
            Column::text("指标", 18),
            Column::text("合计", 8),
            Column::text("各村报的，和没有算进合计的", 32),
        ],
        rows,
        sums: Vec::new(),
    };
    vec![Part::Heading(title.to_owned()), Part::Table(table)]
}

/// A figure, its sum, and what it was made of; only the figure while nobody reported.
fn row(lists: &Lists, damage: &Damage, one: &Summed) -> Vec<Cell> {
    if damage.counted.is_empty() {
        let (label, unit) = (one.field.label, one.field.unit);
        let text = if label.contains(unit) {
            label.to_owned()
        } else {
            format!("{label}（{unit}）")
        };
        return vec![Cell::from(text)];
    }
    let Told { text, note } = damage.told(lists, one);
    let mut numbers = Vec::new();
    let mut none = Vec::new();
    for report in &damage.counted {
        match report.stored.row.get(one.field.name).int() {
            None => {}
            Some(0) => none.push(report.village.as_str()),
            Some(number) => {
                let told = figure_text(lists, one.field, &Value::Int(number));
                numbers.push(format!("{}{told}", report.village));
            }
        }
    }
    // A village that reported none did say something; one that said nothing is not among them.
    let none = match none.as_slice() {
        [] => String::new(),
        villages => format!("{}报“无”", villages.join("、")),
    };
    let mut said = vec![numbers.join("、"), none, note];
    said.retain(|text| !text.is_empty());
    vec![
        Cell::from(one.field.label),
        Cell::strong(text),
        Cell::from(said.join("；")),
    ]
}

fn reports(lists: &Lists, damage: &Damage) -> Table {
    let rows = damage.counted.iter().map(|one| {
        let row = &one.stored.row;
        let as_of = row.text("as_of");
        let as_of = as_of.get(5..16).unwrap_or(as_of).replace('T', " ");
        vec![
            Cell::from(one.village.as_str()),
            Cell::from(issue_label(lists, row)),
            Cell::from(as_of),
            Cell::from(row.text("location")),
            Cell::from(one.notes.join("")),
        ]
    });
    let silent = damage.silent.iter();
    let to_write = silent.filter(|_| damage.counted.is_empty());
    let mut to_write: Vec<_> = to_write
        .map(|one| vec![Cell::from(one.name.as_str())])
        .collect();
    if damage.counted.is_empty() {
        to_write.resize(to_write.len().max(TO_WRITE), vec![Cell::from("")]);
    }
    Table {
        columns: vec![
            Column::text("村", 10),
            Column::text("报告", 12),
            Column::text("截至", 12),
            Column::text("地点", 20),
            Column::text("要注意的", 16),
        ],
        rows: rows.chain(to_write).collect(),
        sums: Vec::new(),
    }
}
