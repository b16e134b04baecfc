//! Writes a ledger as a workbook: labels as heads, pull-downs for codes, numbers of people and
//! telephones as text. What is written here is read back by [`generic`](crate::generic()) as it was.
//!
//! By what a row will be known again stands in a hidden last column, inside the range of the filter,
//! so that it moves with its row when somebody sorts.

mod book;
mod choices;
mod column;
mod plain;
mod rejects;
mod villages;

pub use book::{Page, book};
pub use plain::{Plain, PlainSheet, plain};
pub use rejects::{Fault, Refused, rejects};
pub use villages::of_villages;

pub(crate) use choices::SHEET as CHOICES_SHEET;
pub(crate) use rejects::HEADS as REJECT_HEADS;

use crate::error::SheetError;
use crate::intake::Context;
use choices::Choices;
use chrono::{NaiveDate, NaiveTime};
use column::Column;
use ledger::{Field, Need, Row, Spec};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet,
    XlsxError,
};

/// Head of the column by which an exported row is known again.
pub const KEY_HEAD: &str = "记录编号（勿改）";
/// What every free word of a template's example line begins with.
pub const EXAMPLE: &str = "（示例）";

/// Rows under the header that offer pull-downs, however few are filled.
const OFFERED_ROWS: u32 = 1_000;
/// Most characters Excel keeps in a cell.
const MAX_CELL: usize = 32_767;

/// A row to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// By what the caller will know the row again; no column is written if all are empty.
    pub key: String,
    /// Its values.
    pub values: Row,
}

/// Writes these fields of the lines. Which fields a person may take away, and whether masked, the
/// caller decides.
pub fn export(
    spec: &Spec,
    fields: &[&Field],
    lines: &[Line],
    context: &Context<'_>,
) -> Result<Vec<u8>, SheetError> {
    let mut book = new_book(context.today)?;
    let columns = fields
        .iter()
        .map(|field| Column::new(field))
        .collect::<Vec<_>>();
    let mut choices = Choices::default();
    let sheet = book.add_worksheet();
    sheet.set_name(spec.label)?;
    write_heads(sheet, 0, &columns)?;
    let last_row = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    for (place, column) in (0..).zip(&columns) {
        choices.offer(sheet, place, column, (last_row.max(OFFERED_ROWS), context))?;
    }
    for (row, line) in (1..).zip(lines) {
        write_line(sheet, (row, 0), &line.values, (&columns, context))?;
    }
    let has_keys = lines.iter().any(|line| !line.key.is_empty());
    if has_keys {
        write_keys(sheet, columns.len(), lines)?;
    }
    finish_sheet(sheet, columns.len() + usize::from(has_keys), last_row)?;
    choices.write(&mut book)?;
    Ok(book.save_to_buffer()?)
}

/// Writes a sheet to be filled in: every field that a person enters, and an example line, which is
/// passed over when the sheet is taken in.
pub fn template(spec: &Spec, context: &Context<'_>) -> Result<Vec<u8>, SheetError> {
    let mut book = new_book(context.today)?;
    let columns: Vec<Column<'_>> = entered(spec).map(Column::new).collect();
    let mut choices = Choices::default();
    let sheet = book.add_worksheet();
    sheet.set_name(spec.label)?;
    write_heads(sheet, 0, &columns)?;
    for (place, column) in (0..).zip(&columns) {
        choices.offer(sheet, place, column, (OFFERED_ROWS, context))?;
        column.write_example(sheet, place, context)?;
    }
    finish_sheet(sheet, columns.len(), 1)?;
    choices.write(&mut book)?;
    Ok(book.save_to_buffer()?)
}

/// Fields that a person enters.
fn entered(spec: &Spec) -> impl Iterator<Item = &Field> {
    spec.fields.iter().filter(|field| !field.automatic)
}

/// Heads of all columns a ledger's sheet may have.
pub(crate) fn heads(spec: &Spec) -> Vec<String> {
    spec.fields
        .iter()
        .map(|field| Column::new(field).head())
        .collect()
}

impl From<XlsxError> for SheetError {
    fn from(_: XlsxError) -> Self {
        Self::Unwritable
    }
}

/// A workbook that says nothing about the machine it was made on.
fn new_book(today: NaiveDate) -> Result<Workbook, SheetError> {
    let made = today.and_time(NaiveTime::MIN).and_utc().timestamp();
    let properties = DocProperties::new()
        .set_author("驿站")
        .set_creation_datetime(&ExcelDateTime::from_timestamp(made)?);
    let mut book = Workbook::new();
    book.set_properties(&properties);
    Ok(book)
}

fn head_format() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
}

/// Heads of columns from the `first` place on.
fn write_heads(
    sheet: &mut Worksheet,
    first: u16,
    columns: &[Column<'_>],
) -> Result<(), SheetError> {
    let format = head_format();
    for (place, column) in (first..).zip(columns) {
        sheet.set_column_width(place, column.width())?;
        sheet.set_column_format(place, &column.format)?;
        sheet.write_string_with_format(0, place, column.head(), &format)?;
        let hint = column.hint();
        if !hint.is_empty() {
            let note = Note::new(hint).add_author_prefix(false).set_width(220);
            sheet.insert_note(0, place, &note)?;
        }
    }
    Ok(())
}

fn write_line(
    sheet: &mut Worksheet,
    (row, first): (u32, u16),
    values: &Row,
    (columns, context): (&[Column<'_>], &Context<'_>),
) -> Result<(), SheetError> {
    for (place, column) in (first..).zip(columns) {
        let value = values.get(column.field.name);
        column.write(sheet, (row, place), (value, context))?;
    }
    Ok(())
}

fn write_keys(sheet: &mut Worksheet, place: usize, lines: &[Line]) -> Result<(), SheetError> {
    let place = u16::try_from(place).unwrap_or(u16::MAX);
    let grey = Format::new()
        .set_font_color(0x0080_8080)
        .set_num_format("@");
    sheet.set_column_width(place, 12)?;
    sheet.set_column_hidden(place)?;
    sheet.write_string_with_format(0, place, KEY_HEAD, &head_format())?;
    for (row, line) in (1..).zip(lines) {
        sheet.write_string_with_format(row, place, &line.key, &grey)?;
    }
    Ok(())
}

fn finish_sheet(sheet: &mut Worksheet, columns: usize, last_row: u32) -> Result<(), SheetError> {
    let last_column = u16::try_from(columns).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last_row.max(1), last_column)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9);
    Ok(())
}

fn is_required(field: &Field) -> bool {
    field.need == Need::Always
}
