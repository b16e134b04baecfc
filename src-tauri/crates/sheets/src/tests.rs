//! Tests of the crate as its callers use it; the sample sheets are under `tests/fixtures/sheets`.

mod columns;
mod limits;
mod make;
mod noise;
mod properties;
mod roundtrip;
mod samples;

use crate::cell::Cell;
use crate::grid::{Grid, GridRow};
use crate::{Context, Labels, read};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

type Pairs = Vec<(String, String)>;

/// The code lists as they are shipped.
struct Shipped(BTreeMap<String, (Pairs, Pairs)>);

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let path = root().join("assets/lists/codes.toml");
    let table: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    let pairs = |list: &toml::Value, name: &str| -> Pairs {
        let items = list.get(name).and_then(toml::Value::as_array);
        let pair = |item: &toml::Value| {
            let word = |at: usize| item[at].as_str().unwrap().to_owned();
            (word(0), word(1))
        };
        items
            .map(|items| items.iter().map(pair).collect())
            .unwrap_or_default()
    };
    let lists = table["list"].as_array().unwrap().iter().map(|list| {
        let name = list["name"].as_str().unwrap().to_owned();
        (name, (pairs(list, "items"), pairs(list, "aliases")))
    });
    Shipped(lists.collect())
});

impl Labels for Shipped {
    fn items(&self, list: &str) -> Pairs {
        self.0
            .get(list)
            .map(|(items, _)| items.clone())
            .unwrap_or_default()
    }

    fn aliases(&self, list: &str) -> Pairs {
        self.0
            .get(list)
            .map(|(_, aliases)| aliases.clone())
            .unwrap_or_default()
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn sample_path(name: &str) -> PathBuf {
    root().join("tests/fixtures/sheets").join(name)
}

fn sample(name: &str) -> Vec<Grid> {
    read(&sample_path(name)).unwrap().grids
}

fn context() -> Context<'static> {
    Context {
        today: NaiveDate::from_ymd_opt(2026, 7, 12).unwrap(),
        labels: &*SHIPPED,
    }
}

/// A sheet of text cells; empty texts are empty cells.
fn grid(rows: &[&[&str]]) -> Grid {
    let rows = (1..).zip(rows).map(|(number, texts)| {
        let mut row = GridRow::with_room(number, 0);
        for (column, text) in (0..).zip(*texts) {
            if let Some(cell) = Cell::plain(text) {
                row.put(column, cell);
            }
        }
        row
    });
    Grid {
        sheet: "表".to_owned(),
        rows: rows.filter(|row| row.cells().next().is_some()).collect(),
    }
}

/// A workbook one part of which is replaced, or added.
fn workbook_with_part(whole: &[u8], part_name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        if name != part_name {
            out.start_file(&name, SimpleFileOptions::default()).unwrap();
            std::io::copy(&mut part, &mut out).unwrap();
        }
    }
    out.start_file(part_name, SimpleFileOptions::default())
        .unwrap();
    out.write_all(content).unwrap();
    out.finish().unwrap().into_inner()
}
