//! Tables: columns by weight, heads repeated on every page, rows never split between pages unless
//! one is taller than a page, texts wrapped inside their column and never cut off, sums carried.

mod carry;
mod columns;
mod fitted;
mod layout;
#[cfg(test)]
mod tests;
mod upright;

use crate::flow::Flow;
use crate::page::{Length, Weight};
use serde::{Deserialize, Serialize};

/// Where the lines of a column stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Texts.
    #[default]
    Left,
    /// Numbers.
    Right,
    /// Short marks.
    Centre,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Head.
    pub label: String,
    /// Share of the width, compared with the other columns'; where all have [`Self::FITTED`], each
    /// is as wide as what it says needs.
    pub weight: u16,
    /// Where its lines stand.
    pub align: Align,
}

impl Column {
    /// Weight of a column whose width follows from what it says.
    pub const FITTED: u16 = 0;

    /// A column of texts.
    pub fn text(label: &str, weight: u16) -> Self {
        Self {
            label: label.to_owned(),
            weight,
            align: Align::Left,
        }
    }

    /// A column of numbers.
    pub fn number(label: &str, weight: u16) -> Self {
        Self {
            align: Align::Right,
            ..Self::text(label, weight)
        }
    }
}

/// One field of a row; line feeds begin a new line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// Whether it must catch the eye.
    pub emphasis: Emphasis,
}

/// How loud a cell speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Emphasis {
    /// Like its neighbours.
    #[default]
    Plain,
    /// In bold: a warning, a sum.
    Strong,
}

impl Cell {
    /// A cell in bold.
    pub fn strong(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            emphasis: Emphasis::Strong,
        }
    }

    pub(crate) fn weight(&self) -> Weight {
        match self.emphasis {
            Emphasis::Plain => Weight::Regular,
            Emphasis::Strong => Weight::Bold,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self {
            text,
            emphasis: Emphasis::Plain,
        }
    }
}

/// A table to be set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its columns; surplus cells of a row are set in the last one.
    pub columns: Vec<Column>,
    /// Its rows; missing cells are empty.
    pub rows: Vec<Vec<Cell>>,
    /// Sums in bold below a heavier rule, empty if there are none. Those that are plain numbers
    /// are carried from page to page.
    pub sums: Vec<Cell>,
}

impl Table {
    /// The row of sums of the columns that are meant, 合计 in the first of the others; none where
    /// there is nothing to sum. What is no plain number does not count.
    pub fn summed(rows: &[Vec<Cell>], is_meant: impl Fn(usize) -> bool) -> Vec<Cell> {
        carry::summed(rows, is_meant)
    }

    /// The table without the columns that say nothing in any row, but for those that `stays` keeps
    /// to be written on: what an edition withholds leaves no empty column. One without rows stays
    /// as it is.
    #[must_use]
    pub fn without_mute_columns(mut self, stays: impl Fn(usize) -> bool) -> Self {
        let is_mute =
            |row: &Vec<Cell>, at: usize| row.get(at).is_none_or(|cell| cell.text.is_empty());
        let is_filled = |at: usize| !self.rows.iter().all(|row| is_mute(row, at));
        let kept: Vec<bool> = (0..self.columns.len())
            .map(|at| stays(at) || is_filled(at))
            .collect();
        if self.rows.is_empty() || !(0..self.columns.len()).any(is_filled) {
            return self;
        }
        let is_kept = |at: usize| kept.get(at).copied().unwrap_or(true);
        retain(&mut self.columns, is_kept);
        retain(&mut self.sums, is_kept);
        for row in &mut self.rows {
            retain(row, is_kept);
        }
        self
    }

    /// Sets the table at the pen of `flow`, on a new page if only that keeps it in one piece.
    pub(crate) fn draw_whole(&self, flow: &mut Flow<'_>) {
        let height = layout::whole_height(self, flow);
        if height <= flow.full_room() {
            flow.ensure(height);
        }
        self.draw(flow);
    }

    /// Sets the table at the pen of `flow`.
    pub(crate) fn draw(&self, flow: &mut Flow<'_>) {
        layout::draw(self, 0, flow);
    }

    /// The same in front of something of this height that does not stand alone on a page: the last
    /// rows go along with it.
    pub(crate) fn draw_before(&self, end: Length, flow: &mut Flow<'_>) {
        layout::draw(self, end, flow);
    }
}

/// Keeps what stands at the places that are kept.
fn retain<T>(items: &mut Vec<T>, is_kept: impl Fn(usize) -> bool) {
    let mut at = 0;
    items.retain(|_| {
        at += 1;
        is_kept(at - 1)
    });
}
