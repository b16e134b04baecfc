//! Any ledger as a table, drawn from its declaration.

use super::gather::masked_name;
use super::{Gather, Order, doubts, lacks, proven};
use crate::acts::display::{Display, Sight};
use crate::problem::Problem;
use ledger::{Field, Privacy, Row, Spec, Type};
use print::documents::Audience;
use print::documents::register::{self, Orientation, Register};
use print::page::Document;
use print::table::{Cell, Column, Table};
use store::Order::Ascending;
use store::{Query, StoredRow};

pub(super) fn lay_out(
    gather: &Gather<'_>,
    spec: &'static Spec,
    order: &Order,
) -> Result<Document, Problem> {
    let rows = in_order(gather, spec, order)?;
    let mut table = table(gather, (spec, spec.columns), &rows)?;
    if order.ids.is_empty() && begins_with_a_reference(spec) {
        // What belongs to one record stands together, in its own order.
        table.rows.sort_by_key(|cells| {
            let first = cells.first();
            first.map_or_else(String::new, |cell| cell.text.clone())
        });
    }
    if rows.is_empty() {
        gather.lacks.everything(lacks::none_of(spec));
    }
    let input = Register {
        imprint: proven(gather, None, &table)?,
        title: format!("{}台账", spec.label),
        summary: String::new(),
        orientation: if spec.columns.len() > 6 {
            Orientation::Landscape
        } else {
            Orientation::Portrait
        },
        table,
    };
    Ok(register::lay_out(&input, gather.desk.fonts()?))
}

/// The ordered rows as they were ordered, or all of them by the first column that has an order of
/// its own: by number, or as it happened.
pub(super) fn in_order(
    gather: &Gather<'_>,
    spec: &'static Spec,
    order: &Order,
) -> Result<Vec<StoredRow>, Problem> {
    if !order.ids.is_empty() {
        return gather.rows(spec.name, &order.ids);
    }
    let mut columns = spec.columns.iter().filter_map(|name| spec.field(name));
    let first = columns.find(|field| has_order(field));
    let query = Query {
        area: Some(gather.office.code.clone()),
        sort: first
            .map(|field| (field.name, Ascending))
            .into_iter()
            .collect(),
        ..Query::default()
    };
    Ok(gather.office.store.list(spec, &query)?.rows)
}

/// Whether the first column names a record of another ledger.
fn begins_with_a_reference(spec: &Spec) -> bool {
    let first = spec.columns.first().and_then(|name| spec.field(name));
    first.is_some_and(|field| matches!(field.kind, Type::Ref(_)))
}

/// Whether the stored values of a field stand in an order that a reader sees.
fn has_order(field: &Field) -> bool {
    use Type::{Code, Codes, Lines, LongText, Ref, Refs};
    !matches!(
        field.kind,
        Ref(_) | Refs(_) | Code(_) | Codes(_) | Lines | LongText
    )
}

/// The named columns as a table, for this paper and for the plan, with what is not certain marked.
pub(super) fn table(
    gather: &Gather<'_>,
    (spec, columns): (&'static Spec, &[&str]),
    rows: &[StoredRow],
) -> Result<Table, Problem> {
    let shown: Vec<&Row> = rows.iter().map(|stored| &stored.row).collect();
    let mut table = plain_table(gather, (spec, columns), &shown)?;
    let fields = columns.iter().filter_map(|name| spec.field(name));
    let fields: Vec<&Field> = fields.collect();
    for (cells, stored) in table.rows.iter_mut().zip(rows) {
        let doubts = doubts::of_row(gather, spec, stored)?;
        for (cell, field) in cells.iter_mut().zip(&fields) {
            doubts::mark(cell, doubts.get(field.name));
        }
    }
    Ok(match gather.audience {
        Audience::Public => table.without_mute_columns(|_| false),
        Audience::Duty => table,
    })
}

fn plain_table(
    gather: &Gather<'_>,
    (spec, columns): (&'static Spec, &[&str]),
    rows: &[&Row],
) -> Result<Table, Problem> {
    let fields: Vec<&Field> = columns.iter().filter_map(|name| spec.field(name)).collect();
    let names = gather.names(spec, rows.iter().copied())?;
    let display = Display {
        lists: &gather.lists(),
        names: &names,
    };
    let cell = |field: &Field, row: &Row| -> Cell {
        let shown = display.row(spec, row, Sight::Masked);
        let text = shown.get(field.name).cloned().unwrap_or_default();
        edition_text(gather.audience, field, text).into()
    };
    let cells = |row: &&Row| fields.iter().map(|field| cell(field, row)).collect();
    let rows: Vec<Vec<Cell>> = rows.iter().map(cells).collect();
    let mut columns: Vec<Column> = fields.iter().map(|field| column(field)).collect();
    for (at, column) in columns.iter_mut().enumerate() {
        let label = column.label.chars().count();
        column.weight = column.weight.min(needed(&rows, at, label));
    }
    Ok(Table {
        columns,
        rows,
        ..Table::default()
    })
}

/// About as many characters as the longest cell of a column has, or its `label`: one that says
/// little, or nothing, leaves its width to the others.
fn needed(rows: &[Vec<Cell>], at: usize, label: usize) -> u16 {
    let cells = rows.iter().filter_map(|row| row.get(at));
    let longest = cells.map(|cell| cell.text.chars().count()).max();
    u16::try_from(longest.unwrap_or(0).max(label)).map_or(u16::MAX, |count| count.saturating_add(2))
}

fn column(field: &Field) -> Column {
    match field.kind {
        Type::Int | Type::Decimal(_) | Type::Figure(_) => {
            Column::number(field.label, weight(field))
        }
        _ => Column::text(field.label, weight(field)),
    }
}

/// Share of the width that a field's column takes.
pub(super) fn weight(field: &Field) -> u16 {
    match field.kind {
        Type::Int | Type::Decimal(_) | Type::Figure(_) => 6,
        Type::Bool | Type::Date | Type::Code(_) => 8,
        Type::LongText | Type::Lines => 20,
        _ => 12,
    }
}

/// Text fields in which a person outside the books is named.
const NAMED_IN_WORDS: [&str; 12] = [
    "recipient",
    "town_person",
    "town_owner",
    "owner",
    "operator",
    "contact_a",
    "site_person",
    "other_attendees",
    "forced_order_by",
    "forced_by",
    "return_ok_by",
    "report_to",
];

/// In the public edition nothing above the duty class is printed, and people only as 张**.
pub(super) fn edition_text(audience: Audience, field: &Field, text: String) -> String {
    if audience == Audience::Duty {
        return text;
    }
    match field.kind {
        Type::Phone => String::new(),
        _ if field.name == "name" && field.privacy == Privacy::Personal => masked_name(&text),
        Type::Ref("person") => masked_name(&text),
        Type::Text if NAMED_IN_WORDS.contains(&field.name) => masked_name(&text),
        _ if field.privacy >= Privacy::Personal => String::new(),
        _ => text,
    }
}
