//! Rows put together from cells in whatever order a file gives them; merged cells filled downward.

use super::limits::{Budget, check_rows, too_large};
use super::{Grid, GridRow};
use crate::cell::Cell;
use crate::error::SheetError;
use calamine::Dimensions;

/// Rows that all merged regions of a sheet may cover together.
const MAX_MERGED: u64 = 4_000_000;

/// Columns of a sheet, as in Excel.
pub(super) const MAX_COLUMNS: u32 = 16_384;

/// A grid in the making.
pub(super) struct Builder<'a> {
    grid: Grid,
    budget: &'a mut Budget,
}

impl<'a> Builder<'a> {
    pub(super) fn new(sheet: &str, budget: &'a mut Budget) -> Self {
        let grid = Grid {
            sheet: sheet.to_owned(),
            rows: Vec::new(),
        };
        Self { grid, budget }
    }

    /// Puts a cell at a place counted from zero; a later cell at the same place wins.
    pub(super) fn put(&mut self, (row, column): (u32, u32), cell: Cell) -> Result<(), SheetError> {
        self.budget.take(cell.text().len())?;
        if column >= MAX_COLUMNS {
            return Err(too_large("columns", MAX_COLUMNS.into()));
        }
        let number = row.saturating_add(1);
        let rows = &mut self.grid.rows;
        let place = match rows.last() {
            Some(last) if last.number == number => rows.len() - 1,
            Some(last) if last.number > number => rows.partition_point(|row| row.number < number),
            _ => rows.len(),
        };
        if rows.get(place).is_none_or(|row| row.number != number) {
            // A row is mostly as long as the one above it.
            let width = rows.last().map_or(0, GridRow::width);
            rows.insert(place, GridRow::with_room(number, width));
            check_rows(rows.len())?;
        }
        if let Some(row) = rows.get_mut(place) {
            row.put(column, cell);
        }
        Ok(())
    }

    /// Fills what is merged downward: the cells below hold what the topmost shows.
    pub(super) fn finish(mut self, merges: &[Dimensions]) -> Result<Grid, SheetError> {
        let mut covered = 0;
        for region in merges {
            covered += self.fill(region)?;
            if covered > MAX_MERGED {
                return Err(too_large("merged rows", MAX_MERGED));
            }
        }
        Ok(self.grid)
    }

    fn fill(&mut self, region: &Dimensions) -> Result<u64, SheetError> {
        let (top, column) = region.start;
        let (bottom, _) = region.end;
        let rows = &mut self.grid.rows;
        let from = rows.partition_point(|row| row.number <= top);
        let to = rows.partition_point(|row| row.number <= bottom.saturating_add(1));
        let Some((first, below)) = rows.get_mut(from..to).and_then(<[_]>::split_first_mut) else {
            return Ok(1);
        };
        let source = first.cell(column).filter(|_| first.number == top + 1);
        let Some(source) = source.cloned() else {
            return Ok(1);
        };
        for row in below.iter_mut().filter(|row| row.cell(column).is_none()) {
            self.budget.take(source.text().len())?;
            row.put(column, source.clone());
            row.fill(column);
        }
        Ok(1 + (to - from) as u64)
    }
}
