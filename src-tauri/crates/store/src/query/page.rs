//! One page of a sorted list, at a cost that hardly grows with the books.
//!
//! The rows that pass each condition are gathered from indexes alone, as numbers; the page is then
//! met in the order of another index, and only its own rows are read. What was gathered and met is
//! kept until something is written, for the next page and the next order.
//!
//! An index of a field does not say whose books a row is in: those of an area are gathered by
//! themselves, and what else is asked only where they lie. A village's rows came together and lie
//! together, so that a township finds them as a village does.

use super::filter::{Filter, Term, order, terms};
use super::met::{Orders, Wanted};
use super::numbers::Numbers;
use super::{Order, Page, Query};
use crate::Store;
use crate::error::StoreError;
use crate::rows::{StoredRow, read_stored, selection};
use crate::search;
use ledger::{Spec, Value};
use rusqlite::{Connection, params_from_iter};
use std::collections::HashMap;
use std::sync::Arc;

/// Entries of an index met in the time in which one scattered row is read.
const MET: usize = 100;
/// Conditions whose rows are kept: each takes a bit a row, in a township not twenty kilobytes.
const KEPT: usize = 512;
/// Sorted rows that are kept, and the most rows of one such list.
const SORTED: usize = 32;
const SORTED_ROWS: usize = 20_000;

/// The rows that passed conditions lately, and the orders in which rows were met or sorted.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Changes of the file when they were.
    as_of: u64,
    sets: HashMap<String, Arc<Numbers>>,
    orders: Orders,
    sorted: HashMap<String, Arc<Vec<i64>>>,
}

impl Gathered {
    /// Forgets what may no longer hold.
    fn follow(&mut self, now: u64) {
        if self.as_of != now {
            self.sets.clear();
            self.orders.clear();
            self.sorted.clear();
            self.as_of = now;
        }
    }
}

/// How many rows a list has on all its pages.
pub(super) fn count(store: &Store, spec: &Spec, query: &Query) -> Result<u64, StoreError> {
    Ok(passing(store, spec, query)?.numbers.len() as u64)
}

/// What a whole list's rows pass: of one area, those that indexes find.
pub(super) fn narrowed(store: &Store, spec: &Spec, query: &Query) -> Result<Filter, StoreError> {
    if query.area.is_some() {
        for part in parts(query) {
            if leads_an_index(store, spec, &part)? {
                return Ok(Filter::among(passing(store, spec, query)?.numbers.iter()));
            }
        }
    }
    Ok(Filter::new(spec, query))
}

/// The rows that pass all conditions of a list, and which conditions those are.
#[derive(Default)]
struct Passing {
    key: String,
    numbers: Arc<Numbers>,
    is_narrowed: bool,
}

impl Passing {
    fn narrow(&mut self, store: &Store, condition: &Filter) -> Result<(), StoreError> {
        let numbers = gathered(store, condition)?;
        self.numbers = if self.is_narrowed {
            Arc::new(self.numbers.and(&numbers))
        } else {
            numbers
        };
        self.is_narrowed = true;
        self.key.push_str(&condition.key());
        Ok(())
    }
}

fn passing(store: &Store, spec: &Spec, query: &Query) -> Result<Passing, StoreError> {
    let mut passing = Passing::default();
    let bare = Query {
        area: query.area.clone(),
        gone: query.gone,
        ..Query::default()
    };
    let mut own = None;
    if let Some(area) = &query.area {
        passing.narrow(store, &Filter::numbers(spec, &bare))?;
        let Some(span) = passing.numbers.span() else {
            return Ok(passing);
        };
        own = Some((area.as_str(), span));
    }
    for part in parts(query) {
        passing.narrow(store, &condition(store, spec, part, own)?)?;
    }
    if let Some(mut asked) = search::asked(spec, query) {
        if let Some((_, span)) = own {
            asked.within(span);
        }
        passing.narrow(store, &Filter::matching(&asked))?;
    }
    if !passing.is_narrowed {
        passing.narrow(store, &Filter::numbers(spec, &bare))?;
    }
    Ok(passing)
}

/// A list's conditions on columns, one at a time.
fn parts(query: &Query) -> Vec<Query> {
    let bare = || Query {
        gone: query.gone,
        ..Query::default()
    };
    let equals = query.equals.iter().map(|one| Query {
        equals: vec![one.clone()],
        ..bare()
    });
    let before = query.before.iter().map(|one| Query {
        before: vec![one.clone()],
        ..bare()
    });
    let since = query.since.iter().map(|one| Query {
        since: vec![one.clone()],
        ..bare()
    });
    let lacking = (!query.lacking.is_empty()).then(|| Query {
        lacking: query.lacking.clone(),
        ..bare()
    });
    let parts = equals.chain(before).chain(since).chain(lacking);
    parts.collect()
}

/// One condition, where all rows must be one area's asked of as few others as may be.
fn condition(
    store: &Store,
    spec: &Spec,
    part: Query,
    own: Option<(&str, (i64, i64))>,
) -> Result<Filter, StoreError> {
    let Some((area, span)) = own else {
        return Ok(Filter::numbers(spec, &part));
    };
    if !leads_an_index(store, spec, &part)? {
        let area = Some(area.to_owned());
        return Ok(Filter::numbers(spec, &Query { area, ..part }));
    }
    let mut condition = Filter::numbers(spec, &part);
    // Behind a range of values an index has no range of rows.
    let is_kept = store.gathered.borrow().sets.contains_key(&condition.key());
    if !is_kept && !part.equals.is_empty() {
        condition.within(span);
    }
    Ok(condition)
}

/// Whether an index alone tells what passes a single condition.
fn leads_an_index(store: &Store, spec: &Spec, part: &Query) -> Result<bool, StoreError> {
    let equals = part.equals.iter();
    let equals = equals.filter(|(_, values)| !values.iter().any(Value::is_empty));
    let names = equals.map(|(name, _)| *name);
    let compared = part.before.iter().chain(&part.since).map(|(name, _)| *name);
    let mut fields = names.chain(compared).filter_map(|name| spec.field(name));
    let Some(field) = fields.next().filter(|field| !field.kind.is_set()) else {
        return Ok(false);
    };
    is_indexed(&store.connection, spec, field.name)
}

fn is_indexed(connection: &Connection, spec: &Spec, field: &str) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM pragma_index_list(?1) AS list, pragma_index_info(list.name) AS part
         WHERE part.seqno = 0 AND part.name = ?2",
    )?;
    Ok(statement.exists((spec.name, field))?)
}

/// A page of a list that has an order and a limit.
pub(super) fn page(store: &Store, spec: &Spec, query: &Query) -> Result<Page, StoreError> {
    let passing = passing(store, spec, query)?;
    let terms = terms(spec, query);
    let found = if terms.is_empty() {
        let page = passing.numbers.iter().skip(query.offset).take(query.limit);
        page.collect()
    } else {
        in_order(store, (spec, &terms), query, &passing)?
    };
    Ok(Page {
        total: passing.numbers.len() as u64,
        rows: rows(&store.connection, spec, &found)?,
    })
}

/// The rows that pass a condition, as kept or as they are now.
fn gathered(store: &Store, condition: &Filter) -> Result<Arc<Numbers>, StoreError> {
    let key = condition.key();
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
/// less than reading every row that passes, else sorted.
fn in_order(
    store: &Store,
    (spec, terms): (&Spec, &[Term]),
    query: &Query,
    passing: &Passing,
) -> Result<Vec<i64>, StoreError> {
    let key = format!("{} {}", order(terms), passing.key);
    let kept = store.gathered.borrow().sorted.get(&key).cloned();
    let sorted = match (kept, terms) {
        (Some(sorted), _) => sorted,
        (None, [term]) if is_indexed(&store.connection, spec, term.field.name)? => {
            if let Some(found) = met(store, (spec, *term), query, &passing.numbers)? {
                return Ok(found);
            }
            sort(store, key, (spec, terms), &passing.numbers)?
        }
        (None, _) => sort(store, key, (spec, terms), &passing.numbers)?,
    };
    let page = sorted.iter().skip(query.offset).take(query.limit);
    Ok(page.copied().collect())
}

/// The page's numbers as an index meets them. Those that pass may all stand at the end of it, so
/// what is met for the first time is bounded by what reading costs; none if it is more.
fn met(
    store: &Store,
    (spec, term): (&Spec, Term),
    query: &Query,
    numbers: &Numbers,
) -> Result<Option<Vec<i64>>, StoreError> {
    // Beyond the last that passes there is nothing to be met.
    let there = numbers.len().saturating_sub(query.offset);
    let wanted = Wanted {
        passing: numbers,
        skip: query.offset,
        take: query.limit.min(there),
    };
    let height = height(&store.connection, spec)?;
    let likely = height * (wanted.skip + wanted.take) / numbers.len().max(1);
    // Half of all pages need more than is likely; a quarter more suffices for most.
    let likely = likely + likely / 4;
    let affordable = numbers.len().saturating_mul(MET);
    let mut kept = store.gathered.borrow_mut();
    let met = kept.orders.of(spec, term);
    if likely > affordable.saturating_add(met.len()) {
        return Ok(None);
    }
    met.walk(&store.connection, (spec, term), wanted, affordable)
}

/// How many rows a table has about: its rows are numbered as they come in.
fn height(connection: &Connection, spec: &Spec) -> Result<usize, StoreError> {
    let sql = format!("SELECT MAX(rowid) FROM \"{}\"", spec.name);
    let last: Option<i64> = connection
        .prepare_cached(&sql)?
        .query_row([], |row| row.get(0))?;
    Ok(usize::try_from(last.unwrap_or(0)).unwrap_or(0))
}

/// All numbers in order, by reading what the few rows are sorted by. Equal ones stand as an index
/// meets them, so that one page may be met and the next one sorted.
fn sort(
    store: &Store,
    key: String,
    (spec, terms): (&Spec, &[Term]),
    numbers: &Numbers,
) -> Result<Arc<Vec<i64>>, StoreError> {
    let filter = Filter::among(numbers.iter());
    let way = match terms {
        [term] if term.way == Order::Descending => " DESC",
        _ => "",
    };
    let sql = format!(
        "SELECT rowid FROM \"{}\" WHERE {} ORDER BY {}rowid{way}",
        spec.name,
        filter.sql,
        order(terms),
    );
    let mut statement = store.connection.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(filter.values), |row| row.get(0))?;
    let sorted = Arc::new(found.collect::<Result<Vec<i64>, _>>()?);
    let mut kept = store.gathered.borrow_mut();
    if kept.sorted.len() >= SORTED {
        kept.sorted.clear();
    }
    if sorted.len() <= SORTED_ROWS {
        kept.sorted.insert(key, Arc::clone(&sorted));
    }
    Ok(sorted)
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
