//! Any ledger as a table, drawn from its declaration. A paper cannot be asked: it names what its
//! rows point to, says blanks that mean something, puts units beside numbers and marks what is past
//! its day by the rules the lists on screen have (`acts::alerts`).

mod books;
mod columns;
mod counted;
mod names;
mod order;
mod sayings;
mod shapes;
mod summary;
mod units;

use super::mask::without_withheld;
use super::{Gather, Order, lacks, proven, routes};
use crate::bridge::file::OfficeKind;
use crate::problem::Problem;
use books::Books;
use columns::Column;
use ledger::value::CHECKING;
use ledger::{Field, Row, Spec, Type};
use print::documents::Audience;
use print::documents::register::{self, Orientation, Register};
use print::page::Document;
use print::table::{Cell, Table};
use shapes::Sums;
use store::Order::Ascending;
use store::{Query, StoredRow};

/// A village gives itself no orders.
const NO_ORDERS: &str = "乡镇还没有交办过：收了乡镇的驿包，到“乡镇交办”里看。";
/// Most columns of an upright page.
const UPRIGHT: usize = 6;

pub(super) fn lay_out(
    gather: &Gather<'_>,
    spec: &'static Spec,
    order: &Order,
) -> Result<Document, Problem> {
    let rows = in_order(gather, spec, order)?;
    let columns = of_register(spec);
    let (mut table, summary) = drawn(gather, (spec, &columns), &rows)?;
    let by_village = gather.by_village(&rows, (order, shapes::of(spec.name).unit))?;
    let one_number = without_the_one_number(&mut table, &columns);
    let mut summary = format!("{summary}{by_village}{one_number}");
    gather.with_villages(&mut table, &rows)?;
    if rows.is_empty() {
        summary.clear();
        gather
            .lacks
            .everything(match (spec.name, gather.office.kind) {
                ("town_order", OfficeKind::Village) => NO_ORDERS.to_owned(),
                (_, office) => lacks::none_listed(spec, office),
            });
    }
    let input = Register {
        imprint: proven(gather, None, &table)?,
        title: format!("{}台账", spec.label),
        summary,
        orientation: if table.columns.len() > UPRIGHT {
            Orientation::Landscape
        } else {
            Orientation::Portrait
        },
        table,
    };
    Ok(register::lay_out(&input, gather.desk.fonts()?))
}

/// The ordered rows as they were ordered, or all of them by the first column that has an order of
/// its own: by number, or as it happened; where the register has an order of its own, in that. At a
/// township so village after village.
pub(super) fn in_order(
    gather: &Gather<'_>,
    spec: &'static Spec,
    order: &Order,
) -> Result<Vec<StoredRow>, Problem> {
    if !order.ids.is_empty() {
        return gather.listed(spec, order);
    }
    let mut rows = Vec::new();
    for area in gather.areas(spec, order)? {
        rows.extend(of_area(gather, spec, area)?);
    }
    Ok(rows)
}

fn of_area(
    gather: &Gather<'_>,
    spec: &'static Spec,
    area: String,
) -> Result<Vec<StoredRow>, Problem> {
    let mut columns = spec.columns.iter().filter_map(|name| spec.field(name));
    let first = columns.find(|field| has_order(field));
    let query = Query {
        area: Some(area),
        sort: first
            .map(|field| (field.name, Ascending))
            .into_iter()
            .collect(),
        ..Query::default()
    };
    let mut rows = gather.office.store.list(spec, &query)?.rows;
    let plain: Vec<&Row> = rows.iter().map(|stored| &stored.row).collect();
    let names = names::of(gather, spec, &plain)?;
    order::put((spec, &mut rows), &gather.lists(), &names);
    Ok(rows)
}

/// Whether the stored values of a field stand in an order that a reader sees.
fn has_order(field: &Field) -> bool {
    use Type::{Code, Codes, Lines, LongText, Ref, Refs};
    !matches!(
        field.kind,
        Ref(_) | Refs(_) | Code(_) | Codes(_) | Lines | LongText
    )
}

/// The columns of a ledger's register.
fn of_register(spec: &'static Spec) -> Vec<Column> {
    let columns = match shapes::of(spec.name).columns {
        [] => spec.columns,
        columns => columns,
    };
    let columns = columns.iter().filter_map(|path| Column::of(spec, path));
    columns.collect()
}

/// The columns of these paths as a table, for the plan, with what is not certain marked.
pub(super) fn table(
    gather: &Gather<'_>,
    (spec, columns): (&'static Spec, &[&'static str]),
    rows: &[StoredRow],
) -> Result<Table, Problem> {
    let columns = columns.iter().filter_map(|path| Column::of(spec, path));
    let columns: Vec<Column> = columns.collect();
    Ok(drawn(gather, (spec, &columns), rows)?.0)
}

/// The table of a register, and what stands above it; each area is looked up in its own books. A
/// column that says nothing in any row is left out.
fn drawn(
    gather: &Gather<'_>,
    (spec, columns): (&'static Spec, &[Column]),
    rows: &[StoredRow],
) -> Result<(Table, String), Problem> {
    let mut table = Table {
        columns: columns.iter().map(Column::set).collect(),
        ..Table::default()
    };
    for of_one in rows.chunk_by(|one, other| one.area == other.area) {
        let books = Books::read(gather, (spec, columns), of_one)?;
        for stored in of_one {
            table.rows.push(books.cells(stored)?);
        }
    }
    if spec.name == "route" {
        let names: Vec<&str> = columns.iter().map(Column::field).collect();
        routes::mark(gather, (&mut table, &names), rows)?;
    }
    let summary = summary::of(gather, spec, &table, rows);
    sum(&mut table, (spec, columns), rows);
    let table = match gather.audience {
        Audience::Public => without_withheld(table, |at| {
            columns.get(at).is_some_and(Column::is_kept_back)
        }),
        Audience::Duty => table,
    };
    Ok((table.without_mute_columns(|_| false), summary))
}

/// Adds up what comes to a sum.
fn sum(table: &mut Table, (spec, columns): (&Spec, &[Column]), rows: &[StoredRow]) {
    let sums = shapes::of(spec.name).sums;
    if sums == Sums::None || rows.len() < 2 {
        return;
    }
    table.sums = Table::summed(&table.rows, |at| {
        let column = columns.get(at).filter(|column| column.is_summed());
        column.is_some_and(|column| is_known(column, rows))
    });
    if sums == Sums::Times {
        let people = |cell: &&mut Cell| cell.text.ends_with(['人', '户']);
        for cell in table.sums.iter_mut().filter(people) {
            cell.text.push('次');
        }
    }
}

/// Whether no row still has its figure of a column checked: a sum without it would be too small.
fn is_known(column: &Column, rows: &[StoredRow]) -> bool {
    let name = column.field();
    rows.iter().all(|stored| stored.row.text(name) != CHECKING)
}

/// Takes out a column of numbers to call that says one and the same in every row, and says it once.
fn without_the_one_number(table: &mut Table, columns: &[Column]) -> String {
    const FEW: usize = 3;
    let phones: Vec<&str> = columns
        .iter()
        .filter(|column| column.is_phone())
        .map(|column| column.label)
        .collect();
    let is_one = |at: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(at));
        let first = cells.next().map_or("", |cell| cell.text.as_str());
        !first.is_empty() && cells.all(|cell| cell.text == first)
    };
    let mut labels = table.columns.iter().map(|column| column.label.as_str());
    let at = labels.position(|label| phones.contains(&label));
    let Some(at) = at.filter(|at| table.rows.len() >= FEW && is_one(*at)) else {
        return String::new();
    };
    let label = table.columns.remove(at).label;
    let mut number = String::new();
    for row in &mut table.rows {
        number = row.remove(at).text;
    }
    if at < table.sums.len() {
        table.sums.remove(at);
    }
    format!("{label}都是{number}。")
}

/// Share of the width that a field's column takes.
pub(super) fn weight(field: &Field) -> u16 {
    match field.kind {
        Type::Int | Type::Decimal(_) | Type::Figure(_) => 6,
        Type::Bool | Type::Code(_) => 8,
        // A day is written by hand with ten signs.
        Type::Date => 11,
        Type::LongText | Type::Lines => 20,
        _ => 12,
    }
}
