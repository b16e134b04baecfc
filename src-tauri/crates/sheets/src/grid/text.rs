//! Text files: comma, tab or semicolon between the cells, in the encodings of Chinese offices.

use super::Grid;
use super::build::{Builder, MAX_COLUMNS};
use super::limits::{Budget, too_large};
use crate::error::SheetError;
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Read};

pub(super) fn read(bytes: &[u8], sheet: &str) -> Result<Grid, SheetError> {
    let mut text = decode(bytes)?;
    if text.contains('\r') {
        // One mark for the end of a line, so that lines can be counted.
        text = Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    if is_markup(&text) {
        return Err(SheetError::NotASheet);
    }
    if !text.ends_with('\n') {
        // The reader counts a last line only when it ends.
        text.to_mut().push('\n');
    }
    let mut budget = Budget::new();
    let mut builder = Builder::new(sheet, &mut budget);
    let delimiter = delimiter(&text);
    let marks = Cell::new(0);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(CHUNK)
        .from_reader(Counted {
            rest: text.as_bytes(),
            delimiter,
            marks: &marks,
        });
    let mut record = StringRecord::new();
    let (mut row, mut line) = (0_u32, 1_u64);
    while reader.read_record(&mut record).map_err(refused)? {
        marks.set(0);
        let next_line = reader.position().line();
        row = row.saturating_add(blank_lines(&record, line, next_line));
        for (column, raw) in (0..).zip(&record) {
            if let Some(cell) = crate::cell::Cell::plain(raw) {
                builder.put((row, column), cell)?;
            }
        }
        row = row.saturating_add(1);
        line = next_line;
    }
    builder.finish(&[])
}

/// Bytes the reader is given at once.
const CHUNK: usize = 8 << 10;

/// Gives out the text, but no more separators for one record than a row has columns: the reader
/// would keep a place for every one of them.
struct Counted<'a> {
    rest: &'a [u8],
    delimiter: u8,
    marks: &'a Cell<usize>,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.marks.get() > MAX_COLUMNS as usize + CHUNK {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.rest.read(into)?;
        let given = into.iter().take(count);
        let marks = given.filter(|byte| **byte == self.delimiter).count();
        self.marks.set(self.marks.get() + marks);
        Ok(count)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn refused(error: csv::Error) -> SheetError {
    if error.is_io_error() {
        too_large("columns", MAX_COLUMNS.into())
    } else {
        SheetError::Broken { part: "text" }
    }
}

/// Lines the reader passed over before this record; Excel shows them as empty rows.
fn blank_lines(record: &StringRecord, from_line: u64, next_line: u64) -> u32 {
    let inner = record.iter().map(|cell| cell.matches('\n').count() as u64);
    let own = 1 + inner.sum::<u64>();
    let passed = next_line.saturating_sub(from_line).saturating_sub(own);
    u32::try_from(passed).unwrap_or(u32::MAX)
}

/// UTF-8 and UTF-16 by their marks, else UTF-8 if it is strictly valid, else GB18030.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => return utf_16(rest, UTF_16LE),
        [0xfe, 0xff, rest @ ..] => return utf_16(rest, UTF_16BE),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(SheetError::NotASheet);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(fault) if fault.error_len().is_none() && fault.valid_up_to() > 0 => {
            let is_chinese = std::str::from_utf8(bytes.get(..fault.valid_up_to()).unwrap_or(bytes))
                .is_ok_and(|text| !text.is_ascii());
            if is_chinese {
                // Valid UTF-8 that ends within a letter was cut off while it was copied.
                return Err(SheetError::Broken { part: "text" });
            }
            gb18030(bytes)
        }
        Err(_) => gb18030(bytes),
    }
}

fn utf_16<'a>(
    bytes: &'a [u8],
    encoding: &'static encoding_rs::Encoding,
) -> Result<Cow<'a, str>, SheetError> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(SheetError::Broken { part: "text" })
}

fn gb18030(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(SheetError::Encoding)
}

/// Offices' web systems save pages and XML under the name of a spreadsheet.
fn is_markup(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(9).collect();
    let start = start.to_ascii_lowercase();
    [
        "<html",
        "<table",
        "<?xml",
        "<!doctype",
        "<meta",
        "<style",
        "mime-vers",
    ]
    .iter()
    .any(|mark| start.starts_with(mark))
}

/// The separator most lines agree on: the one with the highest median count in a line.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(50)
        .collect();
    let median = |mark: u8| {
        let mut counts: Vec<usize> = lines
            .iter()
            .map(|line| line.bytes().filter(|byte| *byte == mark).count())
            .collect();
        counts.sort_unstable();
        counts.get(counts.len() / 2).copied().unwrap_or(0)
    };
    // The last of equals wins, so the comma stands last.
    b";\t,"
        .iter()
        .copied()
        .max_by_key(|mark| median(*mark))
        .unwrap_or(b',')
}
