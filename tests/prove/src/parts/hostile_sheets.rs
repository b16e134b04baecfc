//! A spreadsheet made to exhaust the program, or damaged anywhere, is read or refused in bounds.
//!
//! First each of the sheets that are made for it ([`made`]), then the committed samples, mutated:
//! bytes of the file, and bytes of the parts inside a workbook under a right checksum.

mod made;

use anyhow::{Context as _, Result};
use sheets::SheetError;
use std::io::{Cursor, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::chance::Chance;
use crate::measure::{Cost, cost};
use crate::part::{Bound, Outcome, Part};

/// The made sheets, and fifty thousand mutated ones.
pub const PART: Part = Part {
    name: "hostile_sheets",
    what: "a sheet made to exhaust the program, or damaged anywhere, is read or refused in bounds",
    long: 50_000,
    short: 80,
    run,
};

/// Memory that reading one may take: four million cells at most.
const MEMORY: u64 = 768 << 20;
/// Time that reading one may take, in the slowest build.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 15 });

/// The samples that are mutated.
const SAMPLES: [&str; 4] = [
    "隐患台账.xlsx",
    "隐患台账.xls",
    "防汛物资储备表.xlsx",
    "村民花名册-GB18030.csv",
];

fn run(bound: &Bound) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let is_long = bound.tries == PART.long;
    let large = made::LARGE.iter().filter(|_| is_long);
    for sheet in made::SHEETS.iter().chain(large) {
        let bytes = (sheet.make)().context(sheet.name)?;
        let (read, cost) = tried(&bytes);
        let found = read.map_or(Some("it panicked".to_owned()), |read| {
            sheet.unlike(&read).or(over(cost, &read))
        });
        outcome.count(found.map(|found| format!("{}: {found}", sheet.name)));
    }
    let samples: Vec<Vec<u8>> = SAMPLES
        .iter()
        .map(|name| std::fs::read(acceptance::sheet(name)))
        .collect::<Result<_, _>>()?;
    for attempt in bound.tries() {
        let mut chance = Chance::of(bound.seed, attempt);
        let place = usize::try_from(attempt)? % samples.len();
        let sample = samples.get(place).context("a sample")?;
        let bytes = mutated(sample, &mut chance)?;
        let (read, cost) = tried(&bytes);
        let found = read.map_or(Some("it panicked".to_owned()), |read| over(cost, &read));
        outcome.count(found.map(|found| format!("try {attempt}: {found}")));
    }
    Ok(outcome)
}

/// What reading came to: how many rows hold something, or why not.
type Read = Result<usize, SheetError>;

/// Reads a sheet and everything in it; nothing if that panicked.
fn tried(bytes: &[u8]) -> (Option<Read>, Cost) {
    cost(|| {
        let read = || {
            let book = sheets::grid::read_bytes(bytes, "表")?;
            let rows = book.grids.iter().flat_map(|grid| &grid.rows);
            // Every cell is looked at, as an import does.
            Ok(rows.map(|row| row.line().len().min(1)).sum())
        };
        catch_unwind(AssertUnwindSafe(read)).ok()
    })
}

fn over(cost: Cost, read: &Read) -> Option<String> {
    let unsaid = read.as_ref().err().filter(|error| error.text().is_empty());
    cost.over(MEMORY, TIME)
        .or(unsaid.map(|error| format!("{error} is not said in words")))
}

fn mutated(sample: &[u8], chance: &mut Chance) -> Result<Vec<u8>> {
    if sample.starts_with(b"PK") && chance.below(2) == 0 {
        return mutated_part(sample, chance);
    }
    let mut bytes = sample.to_vec();
    hurt(&mut bytes, chance);
    Ok(bytes)
}

/// Changes what is inside one part of a workbook and packs it again, checksums and all.
fn mutated_part(sample: &[u8], chance: &mut Chance) -> Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(sample))?;
    let chosen = usize::try_from(chance.below(archive.len() as u64))?;
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        let name = part.name()?.into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        if index == chosen {
            hurt(&mut bytes, chance);
        }
        packed.start_file(name, SimpleFileOptions::default())?;
        packed.write_all(&bytes)?;
    }
    Ok(packed.finish()?.into_inner())
}

/// Changes a few bytes, leaves some out, repeats some, or writes digits over digits.
fn hurt(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(6) {
        let place = |chance: &mut Chance, bytes: &[u8]| {
            usize::try_from(chance.below(bytes.len() as u64)).unwrap_or(0)
        };
        let (one, other) = (place(chance, bytes), place(chance, bytes));
        let (from, to) = (one.min(other), one.max(other).min(one.min(other) + 200));
        match chance.below(6) {
            0 => {
                bytes.drain(from..to);
            }
            1 => {
                let again = bytes.get(from..to).unwrap_or_default().to_vec();
                bytes.splice(to..to, again);
            }
            2 => bytes.truncate(one),
            3 => bytes
                .iter_mut()
                .skip(from)
                .take(40)
                .filter(|byte| byte.is_ascii_digit())
                .for_each(|byte| *byte = b'9'),
            _ => {
                if let Some(byte) = bytes.get_mut(one) {
                    *byte = u8::try_from(chance.below(256)).unwrap_or(0);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PART;

    #[test]
    fn a_sheet_made_to_exhaust_or_damaged_anywhere_is_read_or_refused_in_bounds() {
        crate::part::hold(&PART);
    }
}
