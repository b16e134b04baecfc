//! The rows that were not taken in, as a workbook: correct them there and import it again.

use super::{MAX_CELL, head_format, new_book};
use crate::error::SheetError;
use crate::grid::{Grid, GridRow};
use crate::intake::{Intake, Rejected};
use chrono::NaiveDate;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet};
use std::collections::BTreeMap;

/// Heads of the columns behind the sheet's own.
const HEADS: [&str; 3] = ["未导入原因", "出错的列", "在原表第几行"];

/// Writes what stood above the data as it was, then the rejected rows with the reason behind each.
/// Cells that meant what stood above them are filled in, because those rows are gone.
pub fn rejects<T>(
    grid: &Grid,
    intake: &Intake<T>,
    today: NaiveDate,
) -> Result<Vec<u8>, SheetError> {
    let mut book = new_book(today)?;
    let sheet = book.add_worksheet();
    sheet.set_name("未导入的行")?;
    let reasons: BTreeMap<u32, &Rejected> = intake
        .rejected
        .iter()
        .map(|rejected| (rejected.row, rejected))
        .collect();
    let after = width(grid);
    let (mut carried, mut at) = (BTreeMap::new(), 0);
    for row in &grid.rows {
        if row.number <= intake.header_row {
            write_row(sheet, at, row)?;
            at += 1;
            continue;
        }
        carry(&mut carried, row, &intake.carried);
        if let Some(rejected) = reasons.get(&row.number) {
            write_row(sheet, at, row)?;
            write_carried(sheet, at, (row, &carried))?;
            write_reason(sheet, (at, after), rejected)?;
            at += 1;
        }
    }
    let above = grid
        .rows
        .iter()
        .filter(|row| row.number < intake.header_row);
    write_heads(
        sheet,
        u32::try_from(above.count()).unwrap_or(u32::MAX),
        after,
    )?;
    Ok(book.save_to_buffer()?)
}

/// The first column behind all that the sheet holds.
fn width(grid: &Grid) -> u32 {
    let last = grid.rows.iter().filter_map(|row| row.cells().next_back());
    last.map(|(column, _)| column + 1).max().unwrap_or(0)
}

fn carry<'a>(carried: &mut BTreeMap<u32, &'a str>, row: &'a GridRow, columns: &[u32]) {
    for column in columns.iter().filter(|column| row.cell(**column).is_some()) {
        carried.insert(*column, row.text(*column));
    }
}

fn place(column: u32) -> Result<u16, SheetError> {
    u16::try_from(column).map_err(|_| SheetError::Unwritable)
}

fn text_format() -> Format {
    Format::new()
        .set_num_format("@")
        .set_align(FormatAlign::Top)
}

fn write_row(sheet: &mut Worksheet, at: u32, row: &GridRow) -> Result<(), SheetError> {
    for (column, cell) in row.cells() {
        // A text file's cell may be longer than Excel's.
        let text: String = cell.text().chars().take(MAX_CELL).collect();
        sheet.write_string_with_format(at, place(column)?, text, &text_format())?;
    }
    Ok(())
}

fn write_carried(
    sheet: &mut Worksheet,
    at: u32,
    (row, carried): (&GridRow, &BTreeMap<u32, &str>),
) -> Result<(), SheetError> {
    for (column, text) in carried
        .iter()
        .filter(|(column, _)| row.cell(**column).is_none())
    {
        sheet.write_string_with_format(at, place(*column)?, *text, &text_format())?;
    }
    Ok(())
}

fn write_heads(sheet: &mut Worksheet, at: u32, after: u32) -> Result<(), SheetError> {
    for (column, head) in (after..).zip(HEADS) {
        sheet.set_column_width(place(column)?, if column == after { 44 } else { 14 })?;
        sheet.write_string_with_format(at, place(column)?, head, &head_format())?;
    }
    Ok(())
}

fn write_reason(
    sheet: &mut Worksheet,
    (at, after): (u32, u32),
    rejected: &Rejected,
) -> Result<(), SheetError> {
    let wrapped = text_format().set_text_wrap();
    let row = rejected.row.to_string();
    let texts = [
        rejected.reason.as_str(),
        rejected.column.as_str(),
        row.as_str(),
    ];
    for (column, text) in (after..).zip(texts) {
        sheet.write_string_with_format(at, place(column)?, text, &wrapped)?;
    }
    Ok(())
}
