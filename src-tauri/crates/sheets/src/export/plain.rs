//! Tables that are no ledgers, to be read and reckoned with in any spreadsheet.

use super::{finish_sheet, head_format, new_book};
use crate::error::SheetError;
use chrono::NaiveDate;
use ledger::numbers::decimal_text;
use rust_xlsxwriter::{Format, Worksheet};

/// What stands in a cell of such a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plain {
    /// Words.
    Word(String),
    /// A count.
    Count(u64),
    /// A number of so many decimals, kept without its point.
    Number(i64, u8),
}

/// One table.
#[derive(Clone, Debug)]
pub struct PlainSheet {
    /// Name of the sheet.
    pub name: String,
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Rows below them.
    pub rows: Vec<Vec<Plain>>,
}

/// Writes tables as the sheets of a workbook.
pub fn plain(today: NaiveDate, sheets: &[PlainSheet]) -> Result<Vec<u8>, SheetError> {
    let mut book = new_book(today)?;
    for table in sheets {
        put(book.add_worksheet(), table)?;
    }
    Ok(book.save_to_buffer()?)
}

fn put(sheet: &mut Worksheet, table: &PlainSheet) -> Result<(), SheetError> {
    sheet.set_name(&table.name)?;
    for (place, head) in (0..).zip(&table.heads) {
        let letters = u32::try_from(head.chars().count()).unwrap_or(u32::MAX);
        sheet.set_column_width(place, f64::from(letters) * 2.0 + 5.0)?;
        sheet.write_string_with_format(0, place, head, &head_format())?;
    }
    let wrapped = Format::new().set_text_wrap();
    for (line, row) in (1..).zip(&table.rows) {
        for (place, cell) in (0..).zip(row) {
            match cell {
                Plain::Word(word) => {
                    sheet.write_string_with_format(line, place, word, &wrapped)?;
                }
                Plain::Count(count) => {
                    // Excel keeps fifteen digits; no count of a township has as many.
                    let count = u32::try_from(*count).unwrap_or(u32::MAX);
                    sheet.write_number(line, place, count)?;
                }
                Plain::Number(number, scale) => {
                    put_number(sheet, (line, place), (*number, *scale))?;
                }
            }
        }
    }
    let last_row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    finish_sheet(sheet, table.heads.len(), last_row)
}

/// One that Excel would round is written out as text.
fn put_number(
    sheet: &mut Worksheet,
    (line, place): (u32, u16),
    (number, scale): (i64, u8),
) -> Result<(), SheetError> {
    if let Ok(small) = i32::try_from(number) {
        let divisor = 10_f64.powi(i32::from(scale));
        sheet.write_number(line, place, f64::from(small) / divisor)?;
    } else {
        sheet.write_string(line, place, decimal_text(number, scale))?;
    }
    Ok(())
}
