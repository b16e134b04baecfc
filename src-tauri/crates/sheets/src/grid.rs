//! A sheet as rows of clean cells, whatever file it came from.
//!
//! Rows and cells that hold nothing are not kept, so an empty row costs nothing however far down a
//! sheet claims to reach. What is read is limited ([`SheetError::TooLarge`]); what a foreign parser
//! stumbles over becomes [`SheetError::Broken`].

mod aside;
mod build;
mod inflate;
mod limits;
mod text;
mod xls;
mod xlsx;

pub use aside::{Aside, MARKED};

use crate::cell::Cell;
use crate::error::SheetError;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Rows that hold something, per sheet.
pub const MAX_ROWS: usize = 250_000;

/// A file that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// The sheets a person sees and that hold something.
    pub grids: Vec<Grid>,
    /// What in the file was passed over.
    pub asides: Vec<Aside>,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Name of the sheet; for a text file, that of the file.
    pub sheet: String,
    /// The rows that hold something, from top to bottom.
    pub rows: Vec<GridRow>,
}

/// One row that holds something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridRow {
    /// Number as seen in Excel, from 1.
    pub number: u32,
    cells: Vec<(u32, Cell)>,
    filled: Vec<u32>,
}

impl GridRow {
    /// An empty row with room for so many cells.
    pub(crate) fn with_room(number: u32, cells: usize) -> Self {
        Self {
            number,
            cells: Vec::with_capacity(cells),
            filled: Vec::new(),
        }
    }

    /// How many of its cells hold something.
    pub(crate) fn width(&self) -> usize {
        self.cells.len()
    }

    pub(crate) fn put(&mut self, column: u32, cell: Cell) {
        match self.cells.last() {
            Some((last, _)) if *last >= column => {}
            _ => return self.cells.push((column, cell)),
        }
        match self
            .cells
            .binary_search_by_key(&column, |(place, _)| *place)
        {
            Ok(place) => {
                if let Some(slot) = self.cells.get_mut(place) {
                    slot.1 = cell;
                }
            }
            Err(place) => self.cells.insert(place, (column, cell)),
        }
    }

    /// Says that the cell of this column came from the merged cell above.
    pub(crate) fn fill(&mut self, column: u32) {
        self.filled.push(column);
    }

    /// The cell in this column, counted from 0.
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        let place = self
            .cells
            .binary_search_by_key(&column, |(place, _)| *place)
            .ok()?;
        self.cells.get(place).map(|(_, cell)| cell)
    }

    /// The text in this column, or an empty one.
    pub fn text(&self, column: u32) -> &str {
        self.cell(column).map_or("", Cell::text)
    }

    /// Every cell that holds something, from left to right.
    pub fn cells(&self) -> impl DoubleEndedIterator<Item = (u32, &Cell)> {
        self.cells.iter().map(|(column, cell)| (*column, cell))
    }

    /// Whether the cell was empty and got its value from the merged cell above it.
    pub fn is_filled(&self, column: u32) -> bool {
        self.filled.contains(&column)
    }

    /// The cells' texts joined by blanks, for showing to a person.
    pub fn line(&self) -> String {
        let texts: Vec<&str> = self.cells().map(|(_, cell)| cell.text()).collect();
        texts.join(" ")
    }
}

/// The letters of a column counted from 0: A, Z, AA.
pub fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The column of these letters, counted from 0; `None` if they are no column's.
pub fn column_of(letters: &str) -> Option<u32> {
    let number = letters.bytes().try_fold(0_u32, |sum, letter| {
        let digit = letter
            .is_ascii_uppercase()
            .then(|| u32::from(letter - b'A') + 1)?;
        sum.checked_mul(26)?.checked_add(digit)
    });
    number?.checked_sub(1)
}

/// Reads every visible sheet of a file. The kind of file is known by its first bytes, not by its
/// name, because offices rename files.
pub fn read(path: &Path) -> Result<Book, SheetError> {
    let failed = |operation| {
        move |error: std::io::Error| SheetError::File {
            operation,
            path: path.to_owned(),
            kind: error.kind(),
        }
    };
    let size = fs::metadata(path).map_err(failed("look at"))?.len();
    if size > limits::MAX_FILE {
        return Err(limits::too_large("bytes", limits::MAX_FILE));
    }
    let bytes = fs::read(path).map_err(failed("read"))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    read_bytes(&bytes, &name)
}

/// Reads every visible sheet of a file's bytes; `name` becomes the sheet's name of a text file.
pub fn read_bytes(bytes: &[u8], name: &str) -> Result<Book, SheetError> {
    if bytes.len() as u64 > limits::MAX_FILE {
        return Err(limits::too_large("bytes", limits::MAX_FILE));
    }
    let read = || match bytes {
        [b'P', b'K', ..] => xlsx::read(bytes),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => xls::read(bytes),
        _ => text::read(bytes, name).map(|grid| Book {
            grids: vec![grid],
            asides: Vec::new(),
        }),
    };
    // A damaged file must not take the program with it, whatever the foreign parser does.
    let read = catch_unwind(AssertUnwindSafe(read));
    let book = read.unwrap_or(Err(SheetError::Broken { part: "file" }))?;
    book.filled()
}

impl Book {
    /// The sheets that hold something to be read; an error if there is none.
    fn filled(mut self) -> Result<Self, SheetError> {
        self.grids.retain(|grid| !grid.rows.is_empty());
        let marked = self.grids.extract_if(.., |grid| grid.is_marked());
        let marked = marked.map(|grid| Aside::Marked(grid.sheet));
        self.asides.extend(marked);
        if self.grids.is_empty() {
            return Err(SheetError::Empty);
        }
        Ok(self)
    }
}

impl Grid {
    /// Whether it lists rows that were taken in already ([`rejects`](crate::rejects)).
    fn is_marked(&self) -> bool {
        self.sheet.ends_with(MARKED)
    }
}
