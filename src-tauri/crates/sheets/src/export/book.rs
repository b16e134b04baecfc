//! Several ledgers in one workbook, to be read by people who have nothing but a spreadsheet: a
//! page that counts them, and one page each.

use super::column::Column;
use super::{Line, finish_sheet, head_format, new_book, write_heads, write_line};
use crate::error::SheetError;
use crate::intake::Context;
use ledger::{Field, Spec};

/// Name of the page that counts.
const FRONT: &str = "汇总";

/// One ledger of a workbook.
#[derive(Clone, Debug)]
pub struct Page {
    /// The ledger.
    pub spec: &'static Spec,
    /// Which of its fields; which of them a reader may see, the caller decides.
    pub fields: Vec<&'static Field>,
    /// Its rows.
    pub lines: Vec<Line>,
}

/// Writes the pages behind one that says what they are and how many rows each has.
pub fn book(title: &str, pages: &[Page], context: &Context<'_>) -> Result<Vec<u8>, SheetError> {
    let mut book = new_book(context.today)?;
    let front = book.add_worksheet();
    front.set_name(FRONT)?;
    front.set_column_width(0, 36)?;
    front.write_string(0, 0, title)?;
    for (place, head) in (0..).zip(["台账", "记录数"]) {
        front.write_string_with_format(1, place, head, &head_format())?;
    }
    for (row, page) in (2..).zip(pages) {
        front.write_string(row, 0, page.spec.label)?;
        let count = u32::try_from(page.lines.len()).unwrap_or(u32::MAX);
        front.write_number(row, 1, count)?;
    }
    for page in pages {
        let columns: Vec<Column<'_>> = page.fields.iter().map(|field| Column::new(field)).collect();
        let sheet = book.add_worksheet();
        sheet.set_name(page.spec.label)?;
        write_heads(sheet, 0, &columns)?;
        for (row, line) in (1..).zip(&page.lines) {
            write_line(sheet, (row, 0), &line.values, (&columns, context))?;
        }
        let last_row = u32::try_from(page.lines.len()).unwrap_or(u32::MAX);
        finish_sheet(sheet, columns.len(), last_row)?;
    }
    Ok(book.save_to_buffer()?)
}
