//! One ledger of several villages in one sheet, each row beginning with its village. It is for
//! reading and reckoning: another office's books are not changed by a sheet, so no row carries by
//! what it would be known again.

use super::column::Column;
use super::{finish_sheet, head_format, new_book, write_heads, write_line};
use crate::error::SheetError;
use crate::intake::Context;
use ledger::{Field, Row, Spec};
use rust_xlsxwriter::Format;

/// Head of the column that names the village.
const HEAD: &str = "村";

/// Writes the rows of villages, one village after the other as the caller hands them on.
pub fn of_villages<E: From<SheetError>>(
    spec: &Spec,
    fields: &[&Field],
    villages: impl Iterator<Item = Result<(String, Vec<Row>), E>>,
    context: &Context<'_>,
) -> Result<Vec<u8>, E> {
    let written = |error: rust_xlsxwriter::XlsxError| SheetError::from(error);
    let mut book = new_book(context.today)?;
    let columns: Vec<Column<'_>> = fields.iter().map(|field| Column::new(field)).collect();
    let sheet = book.add_worksheet();
    sheet.set_name(spec.label).map_err(written)?;
    sheet.set_column_width(0, 14).map_err(written)?;
    sheet
        .write_string_with_format(0, 0, HEAD, &head_format())
        .map_err(written)?;
    write_heads(sheet, 1, &columns)?;
    let text = Format::new().set_num_format("@");
    let mut row = 0;
    for village in villages {
        let (name, rows) = village?;
        for values in &rows {
            row += 1;
            sheet
                .write_string_with_format(row, 0, &name, &text)
                .map_err(written)?;
            write_line(sheet, (row, 1), values, (&columns, context))?;
        }
    }
    finish_sheet(sheet, columns.len() + 1, row)?;
    Ok(book.save_to_buffer().map_err(written)?)
}
