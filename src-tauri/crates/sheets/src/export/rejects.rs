//! The rows that were not taken in, as a workbook: mend them there and import it again. Rows that
//! were taken in with something to look at stand on sheets of their own, which are not read again.

use super::{MAX_CELL, head_format, new_book};
use crate::error::SheetError;
use crate::grid::{Grid, GridRow, MARKED, column_of};
use chrono::NaiveDate;
use rust_xlsxwriter::{Color, Format, FormatAlign, Note, Workbook, Worksheet};
use std::collections::{BTreeMap, BTreeSet};

/// Heads of the columns behind the sheet's own.
pub(crate) const HEADS: [&str; 3] = ["原因", "要看的列", "在原表第几行"];
/// Most letters in the name of a sheet.
const MAX_NAME: usize = 31;

/// One thing wrong in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Row as seen in Excel.
    pub row: u32,
    /// Letters and head of the column, empty if no single one is to blame.
    pub column: String,
    /// What is wrong, in Chinese.
    pub reason: String,
}

/// A sheet of which not everything went well.
#[derive(Clone, Copy, Debug)]
pub struct Refused<'a> {
    /// The sheet.
    pub grid: &'a Grid,
    /// Last row of its header; 0 if none was found.
    pub header_row: u32,
    /// Columns whose empty cells mean what stands above.
    pub carried: &'a [u32],
    /// What kept rows out.
    pub rejected: &'a [Fault],
    /// What is to be looked at in rows that came in.
    pub marked: &'a [Fault],
}

/// Writes for each sheet what stood above the data as it was, then the rejected rows with the
/// reasons behind and beside the cells. Cells that meant what stood above them are filled in,
/// because those rows are gone.
pub fn rejects(sheets: &[Refused<'_>], today: NaiveDate) -> Result<Vec<u8>, SheetError> {
    let mut book = new_book(today)?;
    let mut names = BTreeSet::new();
    for refused in sheets.iter().filter(|refused| !refused.rejected.is_empty()) {
        let name = sheet_name(&refused.grid.sheet, "", &mut names);
        write_sheet(&mut book, &name, (refused, refused.rejected))?;
    }
    for refused in sheets.iter().filter(|refused| !refused.marked.is_empty()) {
        let name = sheet_name(&refused.grid.sheet, MARKED, &mut names);
        write_sheet(&mut book, &name, (refused, refused.marked))?;
    }
    Ok(book.save_to_buffer()?)
}

fn write_sheet(
    book: &mut Workbook,
    name: &str,
    (refused, faults): (&Refused<'_>, &[Fault]),
) -> Result<(), SheetError> {
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    let mut of_row: BTreeMap<u32, Vec<&Fault>> = BTreeMap::new();
    for fault in faults {
        of_row.entry(fault.row).or_default().push(fault);
    }
    let after = width(refused.grid);
    let (mut carried, mut at) = (BTreeMap::new(), 0);
    for row in &refused.grid.rows {
        if row.number <= refused.header_row {
            write_row(sheet, at, row)?;
            at += 1;
            continue;
        }
        carry(&mut carried, row, refused.carried);
        if let Some(faults) = of_row.get(&row.number) {
            write_row(sheet, at, row)?;
            write_carried(sheet, at, (row, &carried))?;
            write_reasons(sheet, (at, after), (row, faults))?;
            at += 1;
        }
    }
    let header = refused.grid.rows.iter();
    let header = header.filter(|row| row.number < refused.header_row).count();
    write_heads(sheet, u32::try_from(header).unwrap_or(u32::MAX), after)
}

/// A name Excel allows, not used before.
fn sheet_name(of: &str, ending: &str, used: &mut BTreeSet<String>) -> String {
    let plain: String = of
        .chars()
        .filter(|letter| !"[]:*?/\\'".contains(*letter))
        .collect();
    let plain = if plain.is_empty() { "表" } else { &plain };
    let candidates = (1..).map(|number| {
        let number = if number == 1 {
            String::new()
        } else {
            format!(" {number}")
        };
        let room = MAX_NAME - ending.chars().count() - number.len();
        let cut: String = plain.chars().take(room).collect();
        format!("{cut}{number}{ending}")
    });
    let mut free = candidates.filter(|name| !used.contains(name));
    let name = free.next().unwrap_or_default();
    used.insert(name.clone());
    name
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
        write_cell(sheet, (at, column), cell.text(), &text_format())?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (at, column): (u32, u32),
    text: &str,
    format: &Format,
) -> Result<(), SheetError> {
    // A text file's cell may be longer than Excel's.
    let text: String = text.chars().take(MAX_CELL).collect();
    sheet.write_string_with_format(at, place(column)?, text, format)?;
    Ok(())
}

fn write_carried(
    sheet: &mut Worksheet,
    at: u32,
    (row, carried): (&GridRow, &BTreeMap<u32, &str>),
) -> Result<(), SheetError> {
    let empty = |column: &u32| row.cell(*column).is_none();
    for (column, text) in carried.iter().filter(|(column, _)| empty(column)) {
        write_cell(sheet, (at, *column), text, &text_format())?;
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

/// The reasons behind the row, and each beside the cell it is about.
fn write_reasons(
    sheet: &mut Worksheet,
    (at, after): (u32, u32),
    (row, faults): (&GridRow, &[&Fault]),
) -> Result<(), SheetError> {
    let join = |text: fn(&Fault) -> &str, mark: &str| {
        let texts: Vec<&str> = faults.iter().map(|fault| text(fault)).collect();
        texts.join(mark)
    };
    let texts = [
        join(|fault| &fault.reason, "\n"),
        join(|fault| &fault.column, "；"),
        row.number.to_string(),
    ];
    let wrapped = text_format().set_text_wrap();
    for (column, text) in (after..).zip(&texts) {
        write_cell(sheet, (at, column), text, &wrapped)?;
    }
    let mut noted = BTreeSet::new();
    for fault in faults {
        let letters = fault.column.split(' ').next().and_then(column_of);
        if let Some(column) = letters.filter(|column| noted.insert(*column)) {
            let pink = text_format().set_background_color(Color::RGB(0x00FF_D9D9));
            write_cell(sheet, (at, column), row.text(column), &pink)?;
            let note = Note::new(&fault.reason)
                .add_author_prefix(false)
                .set_width(260);
            sheet.insert_note(at, place(column)?, &note)?;
        }
    }
    Ok(())
}
