//! Reading: pages of a list, counts of its filters, and searches, with the page cache a file gets by
//! default (2 MB).

use crate::books::{self, FAULTS, GIVEN, PLACES, SURNAMES};
use crate::chance::Chance;
use crate::figures::quantile;
use crate::office::{call, close, open};
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
    text: &'static str,
    area: Option<String>,
    offset: u32,
}

/// As a person turns pages: every list sorted, filtered, most often near its beginning; half of
/// the time in the books of one village, and every third time with something typed.
fn views() -> Vec<View> {
    let mut chance = Chance::new(7);
    let view = |_| {
        let (ledger, sort, filter) = match chance.below(4) {
            0 => {
                let sort = chance.pick(&["name", "birth", "group", "mobile"]);
                ("person", sort, ("group", books::group(chance.below(8))))
            }
            1 => {
                let sort = chance.pick(&["hz_no", "due_date", "location"]);
                let grade = chance.pick(&["major", "general"]).to_owned();
                ("hazard", sort, ("grade", grade))
            }
            2 => {
                let sort = chance.pick(&["hh_no", "address"]);
                let zone = chance.pick(&["true", "false"]).to_owned();
                ("household", sort, ("in_danger_zone", zone))
            }
            _ => {
                let sort = chance.pick(&["expires_on", "lot", "place", "qty"]);
                ("supply_batch", sort, ("condition", "usable".to_owned()))
            }
        };
        let is_one_village = chance.below(2) == 0;
        let text = match (ledger, chance.below(3)) {
            ("person" | "household", 0) => chance.pick(&[SURNAMES.as_slice(), &GIVEN].concat()),
            ("hazard", 0) => chance.pick(&[FAULTS, PLACES].concat()),
            ("supply_batch", 0) => chance.pick(&PLACES),
            _ => "",
        };
        View {
            ledger,
            sort,
            filter,
            text,
            area: is_one_village.then(|| books::code(1)),
            offset: chance.pick(&[0, 0, 100, 200]),
        }
    };
    (0..PAGES).map(view).collect()
}

/// Pages as a screen asks for them: rows, names and alerts. The counts beside a list's filters were
/// asked for when the list was opened; they are a row of their own.
pub fn page(file: &Path) -> Result<Value> {
    let desk = open(file)?;
    for payload in counts() {
        call(&desk, "count_chips", payload)?;
    }
    let payloads = views().into_iter().map(|view| {
        let (field, value) = view.filter;
        json!({
            "ledger": view.ledger, "sort": view.sort, "equals": { field: value }, "text": view.text,
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
            text: view.text.to_owned(),
            equals: vec![(field, vec![coded(&value)])],
            sort: vec![(view.sort, Order::Ascending)],
            offset: view.offset as usize,
            limit: 100,
            ..Query::default()
        };
        store.list(books::spec(view.ledger)?, &query)?;
        Ok(())
    })
}

fn coded(value: &str) -> ledger::Value {
    match value {
        "true" => true.into(),
        "false" => false.into(),
        text => text.into(),
    }
}

/// The counts beside the filters of each list, of all books and of one village's, when a file was
/// just opened.
pub fn chips(file: &Path) -> Result<Value> {
    let mut spent = Vec::new();
    for _ in 0..5 {
        let desk = open(file)?;
        for payload in counts() {
            let asked_at = Instant::now();
            call(&desk, "count_chips", payload)?;
            spent.push(asked_at.elapsed());
        }
        close(&desk)?;
    }
    Ok(json!({ "seconds": quantile(spent.clone(), 95), "median": quantile(spent, 50) }))
}

fn counts() -> impl Iterator<Item = Value> {
    let ledgers = ["person", "household", "hazard", "supply_batch"];
    ledgers.into_iter().flat_map(|ledger| {
        [None, Some(books::code(1))].map(|area| json!({ "ledger": ledger, "area": area }))
    })
}

/// Searches over everything, from one character upward: names and parts of them, pinyin and
/// initials, ends of telephones and identity numbers, addresses, places, wording, things, numbers,
/// and two words at once.
pub fn search(file: &Path) -> Result<Value> {
    let desk = open(file)?;
    let mut chance = Chance::new(11);
    let payloads: Vec<Value> = (0..SEARCHES)
        .map(|_| json!({ "text": typed(&mut chance) }))
        .collect();
    sample(payloads, |payload| call(&desk, "search", payload).map(drop))
}

fn typed(chance: &mut Chance) -> String {
    const LETTERS: [&str; 12] = [
        "w", "l", "z", "wg", "lj", "wgh", "wan", "wang", "liguo", "chenxiu", "zhaom", "stbj",
    ];
    let name = |chance: &mut Chance| [chance.pick(&SURNAMES), chance.pick(&GIVEN)].concat();
    match chance.below(12) {
        0 => chance.pick(&SURNAMES).to_owned(),
        1 => chance.pick(&GIVEN).to_owned(),
        2 => name(chance),
        3 => name(chance) + chance.pick(&GIVEN),
        4 => chance.pick(&LETTERS).to_owned(),
        5 => format!("{:04}", chance.below(10_000)),
        6 => chance.below(1_000).to_string(),
        7 => format!("1420000{:04}", chance.below(10_000)),
        8 => format!("组{}号", chance.below(1_600) + 1),
        9 => chance.pick(&[FAULTS, PLACES].concat()).to_owned(),
        10 => chance.pick(&books::STORED).to_owned(),
        _ => format!("{} {}", name(chance), books::group(chance.below(8))),
    }
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
