//! Reading: pages of a list, and searches, with the page cache a file gets by default (2 MB).

use crate::books::{self, FAULTS, GIVEN, PLACES, SURNAMES};
use crate::chance::Chance;
use crate::figures::quantile;
use crate::office::{call, open};
use anyhow::Result;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use store::{Access, Order, Query, Store};

const PAGES: usize = 200;
const SEARCHES: usize = 1_000;
/// After so long a row stops with the samples it has; how many is in its figures.
const PATIENCE: Duration = Duration::from_secs(20);

/// One way to look at a list: ledger, sorting, and what it is filtered by.
struct View {
    ledger: &'static str,
    sort: &'static str,
    filter: (&'static str, String),
    area: Option<String>,
    offset: u32,
}

/// As a person turns pages: every list sorted, filtered, most often near its beginning; half of
/// the time in the books of one village.
fn views() -> Vec<View> {
    let mut chance = Chance::new(7);
    let view = |_| {
        let (ledger, sort, filter) = match chance.below(3) {
            0 => {
                let sort = chance.pick(&["name", "birth", "group"]);
                ("person", sort, ("group", books::group(chance.below(8))))
            }
            1 => {
                let sort = chance.pick(&["hz_no", "due_date", "location"]);
                let grade = chance.pick(&["major", "general"]).to_owned();
                ("hazard", sort, ("grade", grade))
            }
            _ => {
                let sort = chance.pick(&["expires_on", "lot", "place"]);
                ("supply_batch", sort, ("condition", "usable".to_owned()))
            }
        };
        let is_one_village = chance.below(2) == 0;
        View {
            ledger,
            sort,
            filter,
            area: is_one_village.then(|| books::code(1)),
            offset: chance.pick(&[0, 0, 100, 200]),
        }
    };
    (0..PAGES).map(view).collect()
}

/// Pages as a screen asks for them: rows, names, alerts and the counts of all chips.
pub fn page(file: &Path) -> Result<Value> {
    let desk = open(file)?;
    let payloads = views().into_iter().map(|view| {
        let (field, value) = view.filter;
        json!({
            "ledger": view.ledger, "sort": view.sort, "equals": { field: value },
            "area": view.area, "offset": view.offset, "limit": 100,
        })
    });
    sample(payloads, |payload| {
        call(&desk, "list_records", payload).map(drop)
    })
}

/// The same pages from the store alone.
pub fn page_store(file: &Path) -> Result<Value> {
    let store = Store::open(file, &Access::Open)?;
    sample(views(), |view| {
        let (field, value) = view.filter;
        let query = Query {
            area: view.area,
            equals: vec![(field, vec![value.into()])],
            sort: vec![(view.sort, Order::Ascending)],
            offset: view.offset as usize,
            limit: 100,
            ..Query::default()
        };
        store.list(books::spec(view.ledger)?, &query)?;
        Ok(())
    })
}

/// Searches from one character upward, by name, phone tail, address and wording.
pub fn search(file: &Path) -> Result<Value> {
    let desk = open(file)?;
    let mut chance = Chance::new(11);
    let payloads = (0..SEARCHES).map(|_| {
        let (ledger, text) = match chance.below(6) {
            0 => ("person", chance.pick(&SURNAMES).to_owned()),
            1 => ("person", chance.pick(&GIVEN).to_owned()),
            2 => (
                "person",
                [chance.pick(&SURNAMES), chance.pick(&GIVEN)].concat(),
            ),
            3 => ("person", format!("{:04}", chance.below(10_000))),
            4 => ("household", format!("组{}号", chance.below(1_600) + 1)),
            _ => ("hazard", chance.pick(&[FAULTS, PLACES].concat()).to_owned()),
        };
        json!({ "ledger": ledger, "text": text, "limit": 100 })
    });
    sample(payloads, |payload| {
        call(&desk, "list_records", payload).map(drop)
    })
}

fn sample<T>(
    asked: impl IntoIterator<Item = T>,
    mut answer: impl FnMut(T) -> Result<()>,
) -> Result<Value> {
    let started = Instant::now();
    let mut spent = Vec::new();
    for question in asked {
        let asked_at = Instant::now();
        answer(question)?;
        spent.push(asked_at.elapsed());
        if started.elapsed() > PATIENCE {
            break;
        }
    }
    let samples = spent.len();
    let middle = quantile(spent.clone(), 50);
    Ok(json!({ "seconds": quantile(spent, 95), "median": middle, "samples": samples }))
}
