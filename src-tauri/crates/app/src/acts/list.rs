//! Pages of ledgers, and rows to choose from.

use super::display::{Display, Sight};
use crate::bridge::records::{ChipCount, ListRecords, Pick, PickRecords, RecordLine, RecordPage};
use crate::desk::Desk;
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use ledger::{Chip, Spec, Type, Value};
use std::collections::BTreeMap;
use store::{Gone, Order, Query, StoredRow};

/// Rows of a page where the request does not say.
const PAGE: u32 = 100;
/// Most rows of a page.
const MAX_PAGE: u32 = 500;
/// Rows offered for a reference field.
const PICKS: usize = 20;

/// Lists a page of a ledger.
pub(crate) fn list(desk: &Desk, request: ListRecords) -> Result<RecordPage, Problem> {
    let spec = spec_of(&request.ledger)?;
    desk.with_office(|office| {
        let query = query(office, spec, &request)?;
        let page = office.store.list(spec, &query)?;
        let names = office.names(spec, page.rows.iter().map(|stored| &stored.row))?;
        let display = Display {
            lists: &desk.lists,
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
            ..line(spec, stored, &display)
        });
        let rows = rows.collect();
        Ok(RecordPage {
            total: page.total,
            rows,
            chips: chips(office, spec, &request)?,
        })
    })
}

fn query(office: &Office, spec: &'static Spec, request: &ListRecords) -> Result<Query, Problem> {
    let mut equals: Vec<(&'static str, Vec<Value>)> = Vec::new();
    for (name, text) in &request.equals {
        let field = spec.field(name).ok_or_else(|| unknown_field(name))?;
        equals.push((field.name, vec![Value::from(text.as_str())]));
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

/// The order asked for; else by the first column, where that is a moment the latest first.
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

fn chips(
    office: &Office,
    spec: &'static Spec,
    request: &ListRecords,
) -> Result<Vec<ChipCount>, Problem> {
    let mut counts = Vec::new();
    for chip in spec.chips {
        let query = Query {
            area: request.area.clone().or_else(|| office.scope()),
            equals: vec![chip_filter(chip)],
            ..Query::default()
        };
        counts.push(ChipCount {
            name: chip.name.to_owned(),
            label: chip.label.to_owned(),
            count: office.store.count(spec, &query)?,
        });
    }
    Ok(counts)
}

fn line(spec: &Spec, stored: &StoredRow, display: &Display<'_>) -> RecordLine {
    let shown = display.row(spec, &stored.row, Sight::Masked);
    let cells: BTreeMap<String, String> = shown
        .into_iter()
        .filter(|(name, _)| spec.columns.contains(&name.as_str()))
        .collect();
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
        cells,
        codes,
        disputed: stored.disputed > 0,
        alert: String::new(),
    }
}

/// Offers rows of a ledger for a reference field.
pub(crate) fn pick(desk: &Desk, request: PickRecords) -> Result<Vec<Pick>, Problem> {
    let spec = spec_of(&request.ledger)?;
    desk.with_office(|office| {
        let query = Query {
            area: Some(office.code.clone()),
            text: request.text.trim().to_owned(),
            limit: PICKS,
            ..Query::default()
        };
        let page = office.store.list(spec, &query)?;
        let names = office.names(spec, page.rows.iter().map(|stored| &stored.row))?;
        let display = Display {
            lists: &desk.lists,
            names: &names,
        };
        page.rows
            .iter()
            .map(|stored| {
                Ok(Pick {
                    id: stored.id.to_string(),
                    label: office.title(spec, &stored.row)?,
                    hint: hint(spec, stored, &display),
                })
            })
            .collect()
    })
}

/// Two columns that are not part of the title tell rows of one name apart.
fn hint(spec: &Spec, stored: &StoredRow, display: &Display<'_>) -> String {
    let shown = display.row(spec, &stored.row, Sight::Masked);
    let parts: Vec<String> = spec
        .columns
        .iter()
        .filter(|name| !spec.title.contains(name))
        .filter_map(|name| shown.get(*name).filter(|text| !text.is_empty()).cloned())
        .take(2)
        .collect();
    parts.join(" · ")
}
