//! What is taken from one file at most, so that a damaged or malicious one cannot exhaust the
//! memory of a 4 GB machine.

use super::MAX_ROWS;
use crate::error::SheetError;

/// Bytes on disk.
pub(super) const MAX_FILE: u64 = 64 << 20;
/// Cells that hold something.
const MAX_CELLS: u64 = 4_000_000;
/// Bytes of text in all cells together: one shared string may stand in many cells.
const MAX_TEXT: u64 = 256 << 20;
/// What is left of the limits while a file is read.
pub(super) struct Budget {
    cells: u64,
    text: u64,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self {
            cells: MAX_CELLS,
            text: MAX_TEXT,
        }
    }

    /// Takes one cell with this much text.
    pub(super) fn take(&mut self, text: usize) -> Result<(), SheetError> {
        let text = text as u64;
        if self.cells == 0 {
            return Err(too_large("cells", MAX_CELLS));
        }
        if self.text < text {
            return Err(too_large("bytes of text", MAX_TEXT));
        }
        self.cells -= 1;
        self.text -= text;
        Ok(())
    }
}

/// An error for more than `limit`.
pub(super) fn too_large(what: &'static str, limit: u64) -> SheetError {
    SheetError::TooLarge { what, limit }
}

/// Refuses one row more than is taken.
pub(super) fn check_rows(rows: usize) -> Result<(), SheetError> {
    if rows > MAX_ROWS {
        return Err(too_large("rows", MAX_ROWS as u64));
    }
    Ok(())
}
