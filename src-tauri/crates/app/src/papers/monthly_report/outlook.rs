//! What the next month asks for: the judgement and the decisions of the consultation, and what the
//! books say falls due.

use super::routine::due;
use super::{ROWS, Report, whole_month};
use crate::acts::picture::one_of;
use crate::acts::today::expiring;
use crate::problem::Problem;
use ledger::Value;
use print::documents::form::Part;
use print::table::{Cell, Column, Table};
use store::{Order, Query, StoredRow};

/// Lines to write on where nobody wrote a judgement.
const LINES: usize = 3;

pub(super) fn ahead(report: &Report<'_>) -> Vec<Part> {
    let text = &report.texts.ahead;
    let said: Vec<&str> = report
        .consultation
        .iter()
        .flat_map(|row| [row.text("judgement"), row.text("ahead")])
        .filter(|said| !said.is_empty())
        .collect();
    let mut parts = vec![text.heading()];
    if said.is_empty() {
        parts.extend([text.nothing(), Part::Lines(LINES)]);
    }
    parts.extend(
        said.into_iter()
            .map(|said| Part::Paragraph(report.gather.open(said))),
    );
    parts
}

pub(super) fn advice(report: &Report<'_>) -> Result<Vec<Part>, Problem> {
    let text = &report.texts.advice;
    let mut parts = vec![text.heading()];
    let decisions = report.consultation.as_ref().map(|row| row.get("decisions"));
    if let Some(Value::Lines(decisions)) = decisions {
        let decisions = decisions
            .iter()
            .map(|decision| report.gather.open(decision));
        parts.push(Part::List(decisions.collect()));
    }
    let next = report.month.to.succ_opt().unwrap_or(report.month.to);
    let due = expiring::falling(&report.picture, whole_month(next))?;
    parts.push(if due.is_empty() {
        text.nothing()
    } else {
        text.filled(&[("事项", due.join("、"))])
    });
    parts.extend(tasks(report)?);
    Ok(parts)
}

/// Tasks that are still to be done, the first due before the others.
fn tasks(report: &Report<'_>) -> Result<Option<Part>, Problem> {
    let query = Query {
        equals: vec![one_of("status", &["todo", "doing"])],
        sort: vec![("due_date", Order::Ascending)],
        limit: ROWS,
        ..Query::default()
    };
    let open = report.picture.rows("task", query)?;
    if open.is_empty() {
        return Ok(None);
    }
    let today = report.gather.today();
    let rows = open.iter().map(|stored| {
        let row = &stored.row;
        let day = row.text("due_date");
        Ok(vec![
            Cell::from(report.gather.open(row.text("content"))),
            Cell::from(report.gather.person_name(row, "owner_id")?),
            due(stored, !day.is_empty() && day < today.as_str()),
        ])
    });
    let table = Table {
        columns: vec![
            Column::text("在办的交办事项", 36),
            Column::text("承办人", 8),
            Column::text("期限", 15),
        ],
        rows: rows.collect::<Result<_, Problem>>()?,
        sums: Vec::new(),
    };
    let open: Vec<&StoredRow> = open.iter().collect();
    Ok(Some(Part::Table(report.of_villages(table, &open)?)))
}
