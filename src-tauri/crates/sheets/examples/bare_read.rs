//! Reference of the bench (design §7, row `sheet_import`): calamine reading the first worksheet of
//! a workbook and nothing else. `bare_read BOOK.xlsx` prints one line of JSON.
#![expect(clippy::print_stdout, reason = "the figures are the output")]

use calamine::{Reader as _, Xlsx, open_workbook};
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("bare_read BOOK.xlsx")?;
    let started = Instant::now();
    let mut book: Xlsx<_> = open_workbook(path)?;
    let range = book
        .worksheet_range_at(0)
        .ok_or("the workbook has no sheet")??;
    let (seconds, rows) = (started.elapsed().as_secs_f64(), range.height());
    println!("{{\"seconds\":{seconds},\"rows\":{rows}}}");
    Ok(())
}
