//! Finds the row that names the columns, between titles, reporting lines and unit rows.
//!
//! Every head is compared with the words a sheet kind knows ([`Heading`], and the labels and
//! synonyms of the ledger's fields); blanks, width, brackets and punctuation do not count. A head may
//! stand in two rows (整改情况 over 整改期限) and may name two things (保管人及电话). What a person
//! says the columns are ([`Layout::assign`]) goes before what was recognised.

mod assign;
mod vocabulary;

pub use vocabulary::{Heading, Part, Vocabulary, key};

use crate::cell::Cell;
use crate::error::SheetError;
use crate::grid::{Grid, GridRow, letters};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Field name of a running number. It is recognised and never taken in.
pub const SERIAL: &str = "serial";
/// How many rows from the top may stand above the header.
const SEARCHED: usize = 30;
/// A column that is taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mapped {
    /// Place of the column, counted from 0.
    pub column: u32,
    /// Its letters in Excel.
    pub letters: String,
    /// Its head as written.
    pub head: String,
    /// The field it fills.
    pub field: &'static str,
    /// Which part of its cells.
    pub part: Part,
}

/// A column that is not taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unmapped {
    /// Place of the column, counted from 0.
    pub column: u32,
    /// Its letters in Excel.
    pub letters: String,
    /// Its head as written, empty if it has none.
    pub head: String,
}

/// Where the header stands and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Index of the header's first row in the grid.
    pub start: usize,
    /// Index of the first row below it.
    pub body: usize,
    /// Columns that are taken in.
    pub mapped: Vec<Mapped>,
    /// Columns that are not.
    pub unmapped: Vec<Unmapped>,
    heads: BTreeMap<u32, [String; 2]>,
}

impl Layout {
    /// The column that fills a field.
    pub fn column(&self, field: &str) -> Option<&Mapped> {
        self.mapped.iter().find(|mapped| mapped.field == field)
    }

    /// Letters and head of a field's column, as a person finds it: “F 整改期限”.
    pub fn place(&self, field: &str) -> String {
        self.column(field)
            .map(|mapped| format!("{} {}", mapped.letters, mapped.head))
            .unwrap_or_default()
    }

    /// What stands in brackets in a field's head: 件 of 数量（件）.
    pub fn unit(&self, field: &str) -> &str {
        let head = self.column(field).map_or("", |mapped| mapped.head.as_str());
        let inside = head
            .split_once(['（', '('])
            .and_then(|(_, rest)| rest.split_once(['）', ')']));
        inside.map_or("", |(unit, _)| unit.trim())
    }

    /// Whether a row repeats the header, as it does at the top of every printed page.
    pub fn is_repeated(&self, row: &GridRow) -> bool {
        let mut same = 0;
        for (column, cell) in row.cells() {
            match self.heads.get(&column) {
                Some(heads) if heads.contains(&key(cell.text())) => same += 1,
                _ => return false,
            }
        }
        same > 1
    }

    fn score(&self) -> usize {
        let taken = self.mapped.iter().filter(|mapped| mapped.field != SERIAL);
        taken.count()
    }
}

/// The layout of a sheet, from the row or two rows that name the most fields; where none names
/// enough, the first row that looks like heads, so that a person can say what they mean.
pub fn find(grid: &Grid, vocabulary: &Vocabulary) -> Result<Layout, SheetError> {
    let recognised = recognised(grid, vocabulary).or_else(|| guessed(grid, vocabulary));
    let mut layout = recognised.ok_or_else(|| SheetError::NoHeader {
        sheet: grid.sheet.clone(),
        seen: grid.rows.iter().take(5).map(GridRow::line).collect(),
    })?;
    add_headless(&mut layout, grid);
    Ok(layout)
}

fn recognised(grid: &Grid, vocabulary: &Vocabulary) -> Option<Layout> {
    let starts = 0..grid.rows.len().min(SEARCHED);
    let best = starts
        .flat_map(|start| [(start, 1), (start, 2)])
        .filter_map(|(start, depth)| Some((start, grid.rows.get(start..start + depth)?)))
        .map(|(start, rows)| layout(start, rows, vocabulary))
        .filter(|layout| suffices(layout, vocabulary))
        // Of equals, one row before two, then the upper one.
        .min_by_key(|layout| {
            (
                Reverse(layout.score()),
                layout.body - layout.start,
                layout.start,
            )
        });
    let mut layout = best?;
    take_in_upper_row(&mut layout, grid);
    Some(layout)
}

/// The first row of words only, with a row below it.
fn guessed(grid: &Grid, vocabulary: &Vocabulary) -> Option<Layout> {
    const FEWEST: usize = 3;
    let is_word = |cell: &Cell| matches!(cell, Cell::Text(text) if text.chars().count() > 1);
    let is_header = |row: &GridRow| {
        let words = row.cells().filter(|(_, cell)| is_word(cell)).count();
        words >= FEWEST && words == row.cells().count()
    };
    let start = grid.rows.iter().take(SEARCHED).position(is_header)?;
    grid.rows.get(start + 1)?;
    let rows = grid.rows.get(start..=start)?;
    Some(layout(start, rows, vocabulary))
}

/// A header whose cells are merged with the row above began there, even if one row names it all.
fn take_in_upper_row(layout: &mut Layout, grid: &Grid) {
    let lower = layout
        .body
        .checked_sub(1)
        .and_then(|last| grid.rows.get(last));
    let is_merged = lower.is_some_and(|row| row.cells().any(|(place, _)| row.is_filled(place)));
    if is_merged && layout.body - layout.start == 1 {
        layout.start = layout.start.saturating_sub(1);
    }
}

/// How many fields a sheet's header names for this vocabulary; none if it does not suffice.
pub fn fit(grid: &Grid, vocabulary: &Vocabulary) -> usize {
    recognised(grid, vocabulary).map_or(0, |layout| layout.score())
}

fn suffices(layout: &Layout, vocabulary: &Vocabulary) -> bool {
    let named = |group: &&[&str]| group.iter().any(|field| layout.column(field).is_some());
    layout.score() > 1 && vocabulary.required.iter().all(named)
}

fn layout(start: usize, rows: &[GridRow], vocabulary: &Vocabulary) -> Layout {
    let mut layout = Layout {
        start,
        body: start + rows.len(),
        mapped: Vec::new(),
        unmapped: Vec::new(),
        heads: BTreeMap::new(),
    };
    for (column, upper, lower) in stacked_heads(rows) {
        let head = if lower.is_empty() { &upper } else { &lower };
        let fields = named_fields(&layout, vocabulary, [&upper, &lower]);
        if fields.is_empty() {
            layout.unmapped.push(Unmapped {
                column,
                letters: letters(column),
                head: head.clone(),
            });
        }
        layout
            .mapped
            .extend(fields.into_iter().map(|(field, part)| Mapped {
                column,
                letters: letters(column),
                head: head.clone(),
                field,
                part,
            }));
        layout.heads.insert(column, [key(&upper), key(&lower)]);
    }
    layout
}

/// The fields a head names that no column before it has: both rows together, else the lower alone.
fn named_fields(
    layout: &Layout,
    vocabulary: &Vocabulary,
    [upper, lower]: [&str; 2],
) -> Vec<(&'static str, Part)> {
    let readings = match (upper, lower) {
        (head, "") | ("", head) => vec![head.to_owned()],
        (upper, lower) if upper == lower => vec![lower.to_owned()],
        (upper, lower) => vec![format!("{upper}{lower}"), lower.to_owned()],
    };
    let free = |text: &String| {
        let mut fields = vocabulary.fields(text);
        fields.retain(|(field, _)| layout.column(field).is_none());
        fields
    };
    readings
        .iter()
        .map(free)
        .find(|fields| !fields.is_empty())
        .unwrap_or_default()
}

/// For each column its head in the upper and in the lower row. A single row is a lower one. An
/// upper head that spans several columns stands in the first of them only.
fn stacked_heads(rows: &[GridRow]) -> Vec<(u32, String, String)> {
    let (upper, lower) = match rows {
        [upper, lower] => (Some(upper), lower),
        [lower, ..] => (None, lower),
        [] => return Vec::new(),
    };
    let mut columns: Vec<u32> = rows
        .iter()
        .flat_map(GridRow::cells)
        .map(|(place, _)| place)
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let mut spanning = "";
    let mut heads = Vec::new();
    for column in columns {
        let own = upper.map_or("", |row| row.text(column));
        if !own.is_empty() {
            spanning = own;
        }
        let below = lower.text(column);
        let above = if below.is_empty() { own } else { spanning };
        heads.push((column, above.to_owned(), below.to_owned()));
    }
    heads
}

/// Columns that hold something but have no head are named among those not taken in.
fn add_headless(layout: &mut Layout, grid: &Grid) {
    let mut seen = Vec::new();
    for (column, _) in grid.rows.iter().skip(layout.body).flat_map(GridRow::cells) {
        let place = column as usize;
        if place >= seen.len() {
            seen.resize(place + 1, false);
        }
        if let Some(slot) = seen.get_mut(place) {
            *slot = true;
        }
    }
    for (column, _) in (0..).zip(seen).filter(|(_, used)| *used) {
        if !layout.heads.contains_key(&column) {
            layout.unmapped.push(Unmapped {
                column,
                letters: letters(column),
                head: String::new(),
            });
        }
    }
}
