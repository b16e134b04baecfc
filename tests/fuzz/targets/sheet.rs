//! Any bytes as a spreadsheet: read or refused; never a crash.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(book) = sheets::grid::read_bytes(bytes, "表") {
        for row in book.grids.iter().flat_map(|grid| &grid.rows) {
            let _ = row.line();
        }
    }
});
