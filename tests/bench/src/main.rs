//! Measures one thing per process and prints it as one line of JSON; `cargo xtask bench` starts
//! the processes, alternates subject and reference, and holds the results to the budgets of
//! design §7.
//!
//! `bench prepare FIXTURE DIR` makes files that rows begin from; `bench ROW subject|reference DIR`
//! measures. Preparing and copying are never inside a measured time. References that need a
//! library of another room are that room's examples: `store/examples/bare.rs`,
//! `sheets/examples/bare_read.rs`.
#![expect(clippy::print_stdout, reason = "the result of a row is its output")]

mod books;
mod chance;
mod figures;
mod fixtures;
mod office;
mod rows;

use anyhow::{Result, bail};
use std::path::Path;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["prepare", fixture, dir] => fixtures::prepare(fixture, Path::new(dir)),
        [row, side, dir] => {
            let figures = rows::measure(row, side, Path::new(dir))?;
            println!("{figures}");
            Ok(())
        }
        _ => bail!("bench prepare FIXTURE DIR | bench ROW subject|reference DIR"),
    }
}
