//! One page of a sorted list, at a cost that hardly grows with the books.
//!
//! The rows that pass each condition are gathered from indexes alone, as numbers; the page is then
//! met in the order of another index, and only its own rows are read. What was gathered and met is
//! kept until something is written, for the next page and the next order.

use super::filter::{Filter, order};
use super::met::{Orders, Wanted};
use super::{Page, Query};
use crate::Store;
use crate::error::StoreError;
use crate::rows::{StoredRow, read_stored, selection};
use crate::search;
use ledger::Spec;
use rusqlite::{Connection, params_from_iter};
use std::collections::HashMap;
use std::sync::Arc;

/// Entries of an index met in the time in which one scattered row is read.
const MET: usize = 40;
/// Conditions whose rows are kept: each takes a bit a row, in a township not twenty kilobytes.
const KEPT: usize = 256;

/// The rows that passed conditions lately, and the orders in which rows were met.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Changes of the file when they were.
    as_of: u64,
    sets: HashMap<String, Arc<Numbers>>,
    orders: Orders,
}

impl Gathered {
    /// Forgets what may no longer hold.
    fn follow(&mut self, now: u64) {
        if self.as_of != now {
            self.sets.clear();
            self.orders.clear();
            self.as_of = now;
        }
    }
}

/// How many rows a list has on all its pages.
pub(super) fn count(store: &Store, spec: &Spec, query: &Query) -> Result<u64, StoreError> {
    Ok(passing(store, spec, query)?.count as u64)
}

/// The rows that pass all conditions of a list.
fn passing(store: &Store, spec: &Spec, query: &Query) -> Result<Arc<Numbers>, StoreError> {
    let mut common: Option<Arc<Numbers>> = None;
    for condition in conditions(spec, query) {
        let numbers = gathered(store, &condition)?;
        common = Some(match common {
            Some(common) => Arc::new(common.and(&numbers)),
            None => numbers,
        });
    }
    Ok(common.unwrap_or_default())
}

/// A page of a list that has an order and a limit.
pub(super) fn page(store: &Store, spec: &Spec, query: &Query) -> Result<Page, StoreError> {
    let numbers = passing(store, spec, query)?;
    let order = order(spec, query);
    let found = if order.is_empty() {
        let page = numbers.iter().skip(query.offset).take(query.limit);
        page.collect()
    } else {
        in_order(store, (spec, &order), query, &numbers)?
    };
    Ok(Page {
        total: numbers.count as u64,
        rows: rows(&store.connection, spec, &found)?,
    })
}

/// The list's conditions, each with the area's books and the living or removed rows among them.
fn conditions(spec: &Spec, query: &Query) -> Vec<Filter> {
    let mut conditions = Vec::new();
    let mut add = |part: Query| conditions.push(Filter::numbers(spec, &part));
    let bare = Query {
        area: query.area.clone(),
        gone: query.gone,
        ..Query::default()
    };
    for one in &query.equals {
        let equals = vec![one.clone()];
        add(Query {
            equals,
            ..bare.clone()
        });
    }
    for one in &query.before {
        let before = vec![one.clone()];
        add(Query {
            before,
            ..bare.clone()
        });
    }
    for one in &query.since {
        let since = vec![one.clone()];
        add(Query {
            since,
            ..bare.clone()
        });
    }
    if !query.lacking.is_empty() {
        let lacking = query.lacking.clone();
        add(Query {
            lacking,
            ..bare.clone()
        });
    }
    let has_text = search::asked(spec, query).map(|asked| Filter::matching(&asked));
    if conditions.is_empty() && (query.area.is_some() || has_text.is_none()) {
        conditions.push(Filter::numbers(spec, &bare));
    }
    conditions.extend(has_text);
    conditions
}

/// Numbers of rows in their table.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    bits: Vec<u64>,
    count: usize,
}

impl Numbers {
    fn insert(&mut self, number: i64) {
        let (word, bit) = place(number);
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        if let Some(bits) = self.bits.get_mut(word)
            && *bits & bit == 0
        {
            *bits |= bit;
            self.count += 1;
        }
    }

    /// Whether the row of this number is among them.
    pub(super) fn contains(&self, number: i64) -> bool {
        let (word, bit) = place(number);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    fn and(&self, other: &Self) -> Self {
        let both = self.bits.iter().zip(&other.bits);
        let bits: Vec<u64> = both.map(|(one, other)| one & other).collect();
        let count = bits.iter().map(|bits| bits.count_ones() as usize).sum();
        Self { bits, count }
    }

    fn iter(&self) -> impl Iterator<Item = i64> {
        let words = (0_i64..).zip(&self.bits);
        words.flat_map(|(word, bits)| {
            (0..64)
                .filter(move |bit| bits >> bit & 1 == 1)
                .map(move |bit| word * 64 + bit)
        })
    }
}

fn place(number: i64) -> (usize, u64) {
    let word = usize::try_from(number / 64).unwrap_or(0);
    (word, 1 << (number % 64))
}

/// The rows that pass a condition, as kept or as they are now.
fn gathered(store: &Store, condition: &Filter) -> Result<Arc<Numbers>, StoreError> {
    let key = format!("{} {:?}", condition.sql, condition.values);
    let mut kept = store.gathered.borrow_mut();
    kept.follow(store.changes());
    if kept.sets.len() >= KEPT {
        kept.sets.clear();
    }
    if let Some(numbers) = kept.sets.get(&key) {
        return Ok(Arc::clone(numbers));
    }
    let numbers = Arc::new(gather(&store.connection, condition)?);
    kept.sets.insert(key, Arc::clone(&numbers));
    Ok(numbers)
}

fn gather(connection: &Connection, condition: &Filter) -> Result<Numbers, StoreError> {
    let mut statement = connection.prepare_cached(&condition.sql)?;
    let mut found = statement.query(params_from_iter(&condition.values))?;
    let mut numbers = Numbers::default();
    while let Some(row) = found.next()? {
        numbers.insert(row.get(0)?);
    }
    Ok(numbers)
}

/// The page's numbers, in the list's order: met in an index's order where that is likely to cost
/// less than reading every row that passes. Those that pass may all stand at the end of the order,
/// so what is met for the first time is bounded by what reading costs.
fn in_order(
    store: &Store,
    order: (&Spec, &str),
    query: &Query,
    numbers: &Numbers,
) -> Result<Vec<i64>, StoreError> {
    let connection = &store.connection;
    // Beyond the last that passes there is nothing to be met.
    let there = numbers.count.saturating_sub(query.offset);
    let wanted = Wanted {
        passing: numbers,
        skip: query.offset,
        take: query.limit.min(there),
    };
    let likely = height(connection, order.0)? * (wanted.skip + wanted.take) / numbers.count.max(1);
    // Half of all pages need more than is likely; a quarter more suffices for most.
    let likely = likely + likely / 4;
    let affordable = numbers.count.saturating_mul(MET);
    let sql = format!(
        "SELECT rowid FROM \"{}\" ORDER BY {}",
        order.0.name, order.1
    );
    let mut kept = store.gathered.borrow_mut();
    kept.follow(store.changes());
    let met = kept.orders.of(sql.clone());
    if likely <= affordable.saturating_add(met.len())
        && let Some(found) = met.walk((connection, &sql), wanted, affordable)?
    {
        return Ok(found);
    }
    sort(connection, order, query, numbers)
}

/// How many rows a table has about: its rows are numbered as they come in.
fn height(connection: &Connection, spec: &Spec) -> Result<usize, StoreError> {
    let sql = format!("SELECT MAX(rowid) FROM \"{}\"", spec.name);
    let last: Option<i64> = connection
        .prepare_cached(&sql)?
        .query_row([], |row| row.get(0))?;
    Ok(usize::try_from(last.unwrap_or(0)).unwrap_or(0))
}

/// The page's numbers, by reading what the few rows are sorted by.
fn sort(
    connection: &Connection,
    (spec, order): (&Spec, &str),
    query: &Query,
    numbers: &Numbers,
) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT rowid FROM \"{}\" WHERE rowid IN (SELECT value FROM json_each(?1))
         ORDER BY {order}, rowid LIMIT ?2 OFFSET ?3",
        spec.name,
    );
    let listed: serde_json::Value = numbers.iter().collect();
    let (limit, offset) = (bounded(query.limit), bounded(query.offset));
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map((listed.to_string(), limit, offset), |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn bounded(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The rows of these numbers, in their order.
fn rows(
    connection: &Connection,
    spec: &Spec,
    numbers: &[i64],
) -> Result<Vec<StoredRow>, StoreError> {
    let sql = format!(
        "SELECT {} FROM \"{}\" WHERE rowid = ?1",
        selection(spec),
        spec.name
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = Vec::with_capacity(numbers.len());
    for number in numbers {
        let mut found = statement.query([number])?;
        if let Some(row) = found.next()? {
            rows.push(read_stored(spec, row)?);
        }
    }
    Ok(rows)
}
