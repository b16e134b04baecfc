//! A table that is no ledger, to be read and reckoned with in any spreadsheet.

use super::{finish_sheet, head_format, new_book};
use crate::error::SheetError;
use chrono::NaiveDate;
use rust_xlsxwriter::Format;

/// What stands in a cell of such a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plain {
    /// Words.
    Word(String),
    /// A count.
    Count(u64),
}

/// Writes a table under its heads as the only sheet of a workbook.
pub fn plain(
    (name, today): (&str, NaiveDate),
    heads: &[&str],
    rows: &[Vec<Plain>],
) -> Result<Vec<u8>, SheetError> {
    let mut book = new_book(today)?;
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    for (place, head) in (0..).zip(heads) {
        let letters = u32::try_from(head.chars().count()).unwrap_or(u32::MAX);
        sheet.set_column_width(place, f64::from(letters) * 2.0 + 5.0)?;
        sheet.write_string_with_format(0, place, *head, &head_format())?;
    }
    let wrapped = Format::new().set_text_wrap();
    for (line, row) in (1..).zip(rows) {
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
            }
        }
    }
    let last_row = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    finish_sheet(sheet, heads.len(), last_row)?;
    Ok(book.save_to_buffer()?)
}
