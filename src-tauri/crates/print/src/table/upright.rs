//! Upright rules beside the columns that are left to be written in: what is printed keeps to its
//! column by itself, a hand in the night does not.

use super::layout::HAIR;
use super::{Cell, Table};
use crate::page::{Item, Length};

/// Before which columns an upright rule stands, the first never.
pub(super) fn before(table: &Table, columns: usize) -> Vec<bool> {
    let open: Vec<bool> = (0..columns).map(|at| is_left_open(table, at)).collect();
    let pairs = open.windows(2).map(|pair| pair.contains(&true));
    Some(false).into_iter().chain(pairs).collect()
}

/// Whether the column says nothing in any row, and there are rows to write in.
fn is_left_open(table: &Table, at: usize) -> bool {
    let says_nothing = |cell: Option<&Cell>| cell.is_none_or(|cell| cell.text.is_empty());
    !table.rows.is_empty() && table.rows.iter().all(|row| says_nothing(row.get(at)))
}

/// The rule beside a cell of this height whose upper edge is at `y`.
pub(super) fn rule(x: Length, y: Length, tall: Length) -> Item {
    Item::Line {
        x,
        y,
        to_x: x,
        to_y: y + tall,
        thickness: HAIR,
    }
}
