//! Workbooks of Excel 97 to 2003, and the .et files WPS once wrote.

use super::build::Builder;
use super::limits::{Budget, too_large};
use super::xlsx::{hidden, is_for_people};
use super::{Aside, Book, Grid};
use crate::cell::Cell;
use crate::error::SheetError;
use calamine::{Reader, Sheet, Xls, XlsError};
use cfb::{CompoundFile, Version};
use std::io::{Cursor, Read, Write as _};

/// Cells in the rectangle that calamine lays out for a sheet, empty ones included.
const MAX_EXTENT: u64 = 4_000_000;

pub(super) fn read(bytes: &[u8]) -> Result<Book, SheetError> {
    let (stream, has_macros) = workbook_stream(bytes)?;
    if Records(&stream).any(|(kind, _)| kind == FILE_PASS) {
        return Err(SheetError::Protected);
    }
    check_extents(&stream)?;
    let mut book: Xls<_> = Xls::new(alone(&stream)?).map_err(refused)?;
    let sheets: Vec<Sheet> = book.sheets_metadata().to_vec();
    let mut budget = Budget::new();
    let grids = sheets
        .iter()
        .filter(|sheet| is_for_people(sheet))
        .map(|sheet| read_sheet(&mut book, &sheet.name, &mut budget))
        .collect::<Result<_, _>>()?;
    let macros = has_macros.then_some(Aside::Macros);
    let asides = macros.into_iter().chain(hidden(&sheets)).collect();
    Ok(Book { grids, asides })
}

fn read_sheet(
    book: &mut Xls<Cursor<Vec<u8>>>,
    name: &str,
    budget: &mut Budget,
) -> Result<Grid, SheetError> {
    let mut builder = Builder::new(name, budget);
    let range = book.worksheet_range(name).map_err(refused)?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        if let Some(cell) = Cell::of_workbook(value) {
            builder.put((below(top, row), below(left, column)), cell)?;
        }
    }
    let merges = book.merge_cells_by_sheet_name(name).map_err(refused)?;
    builder.finish(&merges)
}

fn below(start: u32, steps: usize) -> u32 {
    start.saturating_add(u32::try_from(steps).unwrap_or(u32::MAX))
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn refused(error: XlsError) -> SheetError {
    match error {
        XlsError::Password => SheetError::Protected,
        _ => SheetError::Broken { part: "workbook" },
    }
}

/// The stream with the sheets, and whether macros lie beside it.
fn workbook_stream(bytes: &[u8]) -> Result<(Vec<u8>, bool), SheetError> {
    let broken = |_| SheetError::Broken { part: "container" };
    let mut container = CompoundFile::open(Cursor::new(bytes)).map_err(broken)?;
    if container.is_stream("/EncryptedPackage") {
        return Err(SheetError::Protected);
    }
    let name = ["/Workbook", "/Book"]
        .into_iter()
        .find(|name| container.is_stream(name))
        .ok_or(SheetError::NotASheet)?;
    let mut stream = Vec::new();
    let mut opened = container.open_stream(name).map_err(broken)?;
    opened.read_to_end(&mut stream).map_err(broken)?;
    Ok((stream, container.is_storage("/_VBA_PROJECT_CUR")))
}

/// The stream in a container of its own: of a damaged one another reader might make another stream
/// than the one that was looked through.
fn alone(stream: &[u8]) -> Result<Cursor<Vec<u8>>, SheetError> {
    let broken = |_| SheetError::Broken { part: "container" };
    let mut container =
        CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new())).map_err(broken)?;
    let mut workbook = container.create_stream("/Workbook").map_err(broken)?;
    workbook.write_all(stream).map_err(broken)?;
    workbook.flush().map_err(broken)?;
    drop(workbook);
    let mut bytes = container.into_inner();
    bytes.set_position(0);
    Ok(bytes)
}

/// Walks the records ([MS-XLS] 2.4) from wherever a sheet is said to begin, and refuses one whose
/// cells, or whose claim, span a rectangle too large to lay out: calamine allocates it whole.
fn check_extents(stream: &[u8]) -> Result<(), SheetError> {
    let sheets = Records(stream).filter(|(kind, _)| *kind == SHEET);
    for (_, body) in sheets {
        let [a, b, c, d, ..] = *body else {
            continue;
        };
        let start = u32::from_le_bytes([a, b, c, d]) as usize;
        check_sheet(stream.get(start..).unwrap_or_default())?;
    }
    Ok(())
}

fn check_sheet(stream: &[u8]) -> Result<(), SheetError> {
    let mut extent = Extent::default();
    let mut depth = 0_u32;
    for (kind, body) in Records(stream) {
        match kind {
            BEGINNING => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS => extent.claim(body),
            MULTIPLE => extent.cells(body),
            FORMULA | RSTRING | SHARED_LABEL | 0x0203..=0x0207 | NUMBER => extent.cell(body),
            _ => {}
        }
        if extent.claimed > MAX_EXTENT || extent.spanned() > MAX_EXTENT {
            return Err(too_large("cells", MAX_EXTENT));
        }
    }
    Ok(())
}

/// Stands before everything that a password hides, whichever way it is hidden.
const FILE_PASS: u16 = 0x002f;
const SHEET: u16 = 0x0085;
const BEGINNING: u16 = 0x0809;
const END: u16 = 0x000a;
const DIMENSIONS: u16 = 0x0200;
const FORMULA: u16 = 0x0006;
const RSTRING: u16 = 0x00d6;
const MULTIPLE: u16 = 0x00bd;
const SHARED_LABEL: u16 = 0x00fd;
const NUMBER: u16 = 0x027e;

/// The records of a stream: kind and body.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let [k0, k1, l0, l1, tail @ ..] = self.0 else {
            return None;
        };
        let length = usize::from(u16::from_le_bytes([*l0, *l1]));
        let (body, rest) = tail.split_at_checked(length)?;
        self.0 = rest;
        Some((u16::from_le_bytes([*k0, *k1]), body))
    }
}

/// The rectangle a sheet claims to fill, and the one its cells span.
#[derive(Default)]
struct Extent {
    claimed: u64,
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl Extent {
    fn claim(&mut self, body: &[u8]) {
        let short = |place: usize| {
            let bytes = body.get(place..)?.first_chunk()?;
            Some(u32::from(u16::from_le_bytes(*bytes)))
        };
        let long = |place: usize| Some(u32::from_le_bytes(*body.get(place..)?.first_chunk()?));
        let corners = if body.len() < 14 {
            [short(0), short(2), short(4), short(6)]
        } else {
            [long(0), long(4), short(8), short(10)]
        };
        let [Some(top), Some(bottom), Some(first), Some(last)] = corners else {
            return;
        };
        // calamine takes a first column that cannot be for the leftmost.
        let columns = if first > 0xff || last < first {
            last
        } else {
            last - first
        };
        // calamine takes an end that cannot be for a single cell, and a bottom above the top comes
        // round to more rows than there is memory for.
        if bottom == 0 || last == 0 {
            self.claimed = 1;
            return;
        }
        let rows = bottom.checked_sub(top).unwrap_or(u32::MAX);
        self.claimed = u64::from(rows) * u64::from(columns);
    }

    fn cell(&mut self, body: &[u8]) {
        let [a, b, c, d, ..] = *body else {
            return;
        };
        grow(&mut self.rows, u16::from_le_bytes([a, b]));
        grow(&mut self.columns, u16::from_le_bytes([c, d]));
    }

    fn cells(&mut self, body: &[u8]) {
        self.cell(body);
        if let [.., c, d] = *body {
            grow(&mut self.columns, u16::from_le_bytes([c, d]));
        }
    }

    fn spanned(&self) -> u64 {
        let span = |range: Option<(u16, u16)>| {
            range.map_or(0, |(first, last)| u64::from(last - first) + 1)
        };
        span(self.rows) * span(self.columns)
    }
}

fn grow(range: &mut Option<(u16, u16)>, place: u16) {
    let (first, last) = range.unwrap_or((place, place));
    *range = Some((first.min(place), last.max(place)));
}
