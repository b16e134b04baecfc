//! Workbooks of Excel 2007 and later, read as a stream of cells.

use super::build::Builder;
use super::inflate::{self, Merges};
use super::limits::Budget;
use super::{Aside, Book, Grid};
use crate::cell::Cell;
use crate::error::SheetError;
use calamine::{Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use std::io::Cursor;

pub(super) fn read(bytes: &[u8]) -> Result<Book, SheetError> {
    let looked = inflate::check(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let sheets: Vec<Sheet> = book.sheets_metadata().to_vec();
    let mut budget = Budget::new();
    let grids = sheets
        .iter()
        .filter(|sheet| is_for_people(sheet))
        .map(|sheet| read_sheet(&mut book, &sheet.name, (looked.merges, &mut budget)))
        .collect::<Result<_, _>>()?;
    let macros = looked.has_macros.then_some(Aside::Macros);
    let asides = macros.into_iter().chain(hidden(&sheets)).collect();
    Ok(Book { grids, asides })
}

/// The tables that are there but not shown.
pub(super) fn hidden(sheets: &[Sheet]) -> impl Iterator<Item = Aside> {
    sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible != SheetVisible::Visible)
        .filter_map(|sheet| Aside::hidden(&sheet.name))
}

/// Whether a person sees it as a table: hidden sheets hold pull-down lists and leftovers.
pub(super) fn is_for_people(sheet: &Sheet) -> bool {
    sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
}

fn read_sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    (merges, budget): (Merges, &mut Budget),
) -> Result<Grid, SheetError> {
    let mut builder = Builder::new(name, budget);
    read_cells(book, name, &mut builder)?;
    if merges == Merges::Nowhere {
        return builder.finish(&[]);
    }
    let merges = book.merge_cells_by_sheet_name(name).map_err(refused)?;
    builder.finish(&merges)
}

fn read_cells(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    builder: &mut Builder<'_>,
) -> Result<(), SheetError> {
    let mut cells = book.worksheet_cells_reader(name).map_err(refused)?;
    while let Some(found) = cells.next_cell().map_err(refused)? {
        if let Some(cell) = Cell::of_workbook(found.get_value()) {
            builder.put(found.get_position(), cell)?;
        }
    }
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn refused(error: XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Protected,
        XlsxError::Zip(_) | XlsxError::Io(_) => SheetError::Broken { part: "zip" },
        XlsxError::FileNotFound(_) => SheetError::NotASheet,
        _ => SheetError::Broken { part: "xml" },
    }
}
