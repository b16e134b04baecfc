//! Pages of ledgers, and rows to choose from.

use super::display::{Display, Sight};
use crate::bridge::records::{
    ChipCount, CountChips, ListRecords, Pick, PickRecords, RecordLine, RecordPage,
};
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use ledger::{Chip, Spec, Type, Value};
use store::{Gone, Order, Query, StoredRow};

/// Rows of a page where the request does not say.
const PAGE: u32 = 100;
/// Most rows of a page.
const MAX_PAGE: u32 = 500;
/// Rows offered for a reference field.
const PICKS: usize = 20;

/// Lists a page of a ledger.
pub(crate) fn list(desk: &Desk, request: ListRecords) -> Result<RecordPage, Problem> {
    desk.with_office(|office| {
        let spec = office.spec(&request.ledger)?;
        let query = query(office, spec, &request)?;
        let page = office.store.list(spec, &query)?;
        let names = office.column_names(spec, page.rows.iter().map(|stored| &stored.row))?;
        let display = Display {
            lists: &desk.lists(),
            names: &names,
        };
        let alerts = super::alerts::of_page(desk, office, spec, &page.rows)?;
        let areas = super::handoff::area_names(office)?;
        let rows = page.rows.iter().map(|stored| RecordLine {
            alert: alerts.get(&stored.id).cloned().unwrap_or_default(),
            area: areas
                .get(&stored.area)
                .cloned()
                .unwrap_or_else(|| stored.area.clone()),
            ..line(spec, (stored, Sight::of(office)), &display)
        });
        let rows = rows.collect();
        Ok(RecordPage {
            total: page.total,
            rows,
        })
    })
}

fn query(office: &Office, spec: &'static Spec, request: &ListRecords) -> Result<Query, Problem> {
    let mut equals: Vec<(&'static str, Vec<Value>)> = Vec::new();
    for (name, text) in &request.equals {
        let field = spec.field(name).ok_or_else(|| unknown_field(name))?;
        let value = match field.kind {
            Type::Bool => Value::Bool(text == "true"),
            _ => Value::from(text.as_str()),
        };
        equals.push((field.name, vec![value]));
    }
    if let Some(name) = &request.chip {
        let chip = spec.chips.iter().find(|chip| chip.name == name);
        let chip = chip.ok_or_else(|| unknown_field(name))?;
        equals.push(chip_filter(chip));
    }
    let sort = vec![sorting(spec, request)?];
    Ok(Query {
        area: request.area.clone().or_else(|| office.scope()),
        text: request.text.trim().to_owned(),
        sees: office.sees(),
        equals,
        sort,
        offset: request.offset as usize,
        limit: if request.limit == 0 {
            PAGE
        } else {
            request.limit.min(MAX_PAGE)
        } as usize,
        gone: if request.gone {
            Gone::Only
        } else {
            Gone::Hidden
        },
        ..Query::default()
    })
}

/// The order asked for; else by the first column, where that is a moment or a day the latest first.
fn sorting(spec: &'static Spec, request: &ListRecords) -> Result<(&'static str, Order), Problem> {
    if let Some(name) = &request.sort {
        let field = spec.field(name).ok_or_else(|| unknown_field(name))?;
        let order = if request.descending {
            Order::Descending
        } else {
            Order::Ascending
        };
        return Ok((field.name, order));
    }
    let first = spec.columns.first().and_then(|name| spec.field(name));
    Ok(
        first.map_or(("id", Order::Ascending), |field| match field.kind {
            Type::Time => (field.name, Order::Descending),
            // A day in a ledger with steps is a term: the nearest comes first.
            Type::Date if spec.flow.is_none() => (field.name, Order::Descending),
            _ => (field.name, Order::Ascending),
        }),
    )
}

pub(crate) fn chip_filter(chip: &Chip) -> (&'static str, Vec<Value>) {
    let value = |code: &&'static str| match *code {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        code => Value::from(code),
    };
    (chip.field, chip.codes.iter().map(value).collect())
}

fn unknown_field(name: &str) -> Problem {
    Problem::of_field(
        "unknown_field",
        name,
        format!("这本台账没有“{name}”这一栏，什么也没有改动。"),
    )
}

/// Counts the rows that pass each filter of a ledger.
pub(crate) fn count_chips(desk: &Desk, request: CountChips) -> Result<Vec<ChipCount>, Problem> {
    desk.with_office(|office| {
        let spec = office.spec(&request.ledger)?;
        let area = request.area.clone().or_else(|| office.scope());
        let counts = spec.chips.iter().map(|chip| {
            let query = Query {
                area: area.clone(),
                equals: vec![chip_filter(chip)],
                ..Query::default()
            };
            Ok(ChipCount {
                name: chip.name.to_owned(),
                label: chip.label.to_owned(),
                count: office.store.count(spec, &query)?,
            })
        });
        counts.collect()
    })
}

fn line(spec: &Spec, (stored, sight): (&StoredRow, Sight), display: &Display<'_>) -> RecordLine {
    let codes = spec
        .columns
        .iter()
        .filter_map(|name| spec.field(name))
        .filter(|field| matches!(field.kind, Type::Code(_)))
        .map(|field| {
            (
                field.name.to_owned(),
                stored.row.text(field.name).to_owned(),
            )
        })
        .collect();
    RecordLine {
        id: stored.id.to_string(),
        area: String::new(),
        cells: display.columns(spec, stored, sight),
        codes,
        disputed: stored.disputed > 0,
        withheld: withheld_columns(spec, stored),
        alert: String::new(),
    }
}

fn withheld_columns(spec: &Spec, stored: &StoredRow) -> Vec<String> {
    let columns = stored.withheld.iter();
    let columns = columns.filter(|name| spec.columns.contains(name));
    columns.map(ToString::to_string).collect()
}

/// Offers rows of a ledger for a reference field: the first ones, or the best that a text finds.
pub(crate) fn pick(desk: &Desk, request: PickRecords) -> Result<Vec<Pick>, Problem> {
    desk.with_office(|office| {
        let spec = office.spec(&request.ledger)?;
        let rows = if request.text.trim().is_empty() {
            first(office, spec)?
        } else {
            found(office, spec, &request.text)?
        };
        named(desk, office, spec, &rows)
    })
}

/// The first rows of a ledger; of what expires, those of which something is left, the earliest
/// first (先到期先用, domain §2.9).
fn first(office: &Office, spec: &'static Spec) -> Result<Vec<StoredRow>, Problem> {
    if spec.name == "supply_batch" {
        let mut rows = office.all(spec.name)?;
        to_use_first(office, &mut rows)?;
        rows.truncate(PICKS);
        return Ok(rows);
    }
    let query = Query {
        area: Some(office.code.clone()),
        limit: PICKS,
        ..Query::default()
    };
    Ok(office.store.list(spec, &query)?.rows)
}

/// Puts batches in the order in which they are to be used: those with stock before the others,
/// the earliest expiry first, what never expires last.
fn to_use_first(office: &Office, rows: &mut [StoredRow]) -> Result<(), Problem> {
    let stock = office.store.stock(&office.code, None)?;
    rows.sort_by_cached_key(|batch| {
        let is_empty = stock.get(&batch.id).is_none_or(|left| *left <= 0);
        let expires = batch.row.text("expires_on").to_owned();
        (is_empty, expires.is_empty(), expires, batch.id)
    });
    Ok(())
}

fn found(office: &Office, spec: &Spec, text: &str) -> Result<Vec<StoredRow>, Problem> {
    let finds = office.store.search(&store::Search {
        text,
        sees: office.sees(),
        area: Some(&office.code),
        ledgers: &|other| other.number == spec.number,
        limit: PICKS,
    })?;
    let mut rows: Vec<_> = finds.rows.into_iter().map(|(_, stored)| stored).collect();
    if spec.name == "supply_batch" {
        to_use_first(office, &mut rows)?;
    }
    Ok(rows)
}

/// Rows as they are called, with what tells those of one name apart.
pub(super) fn named(
    desk: &Desk,
    office: &Office,
    spec: &Spec,
    rows: &[StoredRow],
) -> Result<Vec<Pick>, Problem> {
    let names = office.names(spec, rows.iter().map(|stored| &stored.row))?;
    let display = Display {
        lists: &desk.lists(),
        names: &names,
    };
    let picks = rows.iter().map(|stored| {
        Ok(Pick {
            id: stored.id.to_string(),
            label: office.title(spec, &stored.row)?,
            hint: hint(spec, (stored, Sight::of(office)), &display),
        })
    });
    picks.collect()
}

/// Where somebody lives or something is tells rows of one name apart; else two columns that are
/// not part of the title.
fn hint(spec: &Spec, (stored, sight): (&StoredRow, Sight), display: &Display<'_>) -> String {
    const PLACES: [&str; 4] = ["group", "household_id", "address", "location"];
    let shown = display.row(spec, &stored.row, sight);
    let columns = spec.columns.iter().filter(|name| !PLACES.contains(name));
    let parts: Vec<String> = PLACES
        .iter()
        .chain(columns)
        .filter(|name| !spec.title.contains(name))
        .filter_map(|name| shown.get(*name).filter(|text| !text.is_empty()).cloned())
        .take(2)
        .collect();
    parts.join(" · ")
}
