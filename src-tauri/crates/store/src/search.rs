//! The search index: one document a row, kept by every act and merge in their own transaction.
//!
//! Derived like the ledgers: a rebuild makes it again from the rows, and `check` compares. A
//! document's number says which row it is: the ledger, whether it was removed, and the row's
//! number in its table (a row is deleted there only with its document, so numbers stay). Numbers come in the order
//! in which finds are shown: persons, hazards, then the ledgers as they are numbered.
//!
//! What names a row may be another row's name. If that changes, the rows that refer to it are
//! indexed again; if it is not here yet, they wait for it in `search_wait`.

mod ask;
mod cut;
mod document;
mod find;
mod index;
mod reading;

use crate::error::StoreError;
use crate::rows::{Image, StoredRow, read_stored, selection};
use document::{first_reference, is_searched};
use index::Index;
use ledger::{ALL, RowId, Spec};
use rusqlite::Connection;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use find::{Asked, MATCHING, asked};
pub use find::{Finds, Search};
pub(crate) use index::{build, compare, drop, prepare};

/// Version of what documents hold; a file indexed by another is indexed again when it is opened.
pub(crate) const INDEX_RULES: i64 = 2;
/// Ledgers whose finds come first, by number, in this order.
const FIRST: [u16; 2] = [3, 5];
const ROW_BITS: u32 = 40;
/// Set in the numbers of removed rows, which only the list of removed rows shows.
const REMOVED: i64 = 1 << 60;

/// References that are followed from a row to what names it.
const HOPS: usize = 3;

/// A row's number in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Number(i64);

impl Number {
    fn of(spec: &Spec, rowid: i64) -> Self {
        let first = FIRST.iter().position(|first| *first == spec.number);
        let rank = first.map_or(FIRST.len() + usize::from(spec.number), |place| place);
        Self((i64::try_from(rank).unwrap_or(0) << ROW_BITS) | rowid)
    }

    /// The number under which a removed row is kept, or a living one.
    fn of_document(self, gone: bool) -> i64 {
        if gone { self.0 | REMOVED } else { self.0 }
    }

    fn rowid(self) -> i64 {
        self.0 & ((1 << ROW_BITS) - 1)
    }

    fn spec(self) -> Option<&'static Spec> {
        let rank = usize::try_from((self.0 & !REMOVED) >> ROW_BITS).ok()?;
        let number = match FIRST.get(rank) {
            Some(first) => *first,
            None => u16::try_from(rank - FIRST.len()).ok()?,
        };
        ledger::by_number(number)
    }
}

/// What happened to a row in this transaction, as far as the index is concerned.
#[derive(Clone, Copy, Debug, Default)]
struct Touch {
    is_fresh: bool,
    is_renamed: bool,
}

/// Rows to index before the transaction ends, in the order the index takes them most easily.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    rows: BTreeMap<Number, Touch>,
    /// Rows that are no more, because what wrote them no longer counts.
    vanished: Vec<Number>,
}

impl Touched {
    /// Notes a row that was just saved.
    pub(crate) fn note(
        &mut self,
        connection: &Connection,
        spec: &Spec,
        key: (RowId, &str),
        (before, after): (Option<&Image>, &Image),
    ) -> Result<(), StoreError> {
        let Some(before) = before else {
            let number = Number::of(spec, connection.last_insert_rowid());
            self.rows.entry(number).or_default().is_fresh = true;
            return Ok(());
        };
        let differs = |name: &str| before.row.get(name) != after.row.get(name);
        let mut fields = spec.fields.iter();
        let reference = first_reference(spec).map(|(field, _)| field.name);
        let is_refound = before.gone != after.gone
            || reference.is_some_and(differs)
            || fields.any(|field| is_searched(spec, field) && differs(field.name));
        if !is_refound {
            return Ok(());
        }
        let number = Number::of(spec, rowid(connection, spec, key)?);
        let touch = self.rows.entry(number).or_default();
        touch.is_renamed |=
            spec.title.iter().any(|name| differs(name)) || reference.is_some_and(differs);
        Ok(())
    }

    /// Notes a row that is to be taken out of its table: what is found by its name waits for it.
    pub(crate) fn vanish(
        &mut self,
        connection: &Connection,
        spec: &Spec,
        key: (RowId, &str),
    ) -> Result<(), StoreError> {
        let number = Number::of(spec, rowid(connection, spec, key)?);
        self.rows.entry(number).or_default().is_renamed = true;
        self.vanished.push(number);
        Ok(())
    }

    /// Indexes what was noted, and the rows that are found by the names of those.
    pub(crate) fn index(self, connection: &Connection) -> Result<(), StoreError> {
        let mut touched = self.rows;
        let mut newly: Vec<(Number, Touch)> =
            touched.iter().map(|(one, how)| (*one, *how)).collect();
        for _ in 0..HOPS {
            let renamed = Touch {
                is_fresh: false,
                is_renamed: true,
            };
            let mut next = Vec::new();
            for number in referring(connection, &newly)? {
                if let Entry::Vacant(place) = touched.entry(number) {
                    place.insert(renamed);
                    next.push((number, renamed));
                }
            }
            newly = next;
        }
        for number in self.vanished {
            delete_row(connection, number)?;
        }
        let mut index = Index::new(connection);
        for (number, touch) in touched {
            if !touch.is_fresh {
                index.take_out(number)?;
            }
            index.put_in(number)?;
        }
        Ok(())
    }
}

fn rowid(
    connection: &Connection,
    spec: &Spec,
    (id, area): (RowId, &str),
) -> Result<i64, StoreError> {
    let sql = format!(
        "SELECT rowid FROM \"{}\" WHERE id = ?1 AND area = ?2",
        spec.name
    );
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row((id.to_string(), area), |row| row.get(0))?)
}

fn delete_row(connection: &Connection, number: Number) -> Result<(), StoreError> {
    if let Some(spec) = number.spec() {
        let sql = format!("DELETE FROM \"{}\" WHERE rowid = ?1", spec.name);
        connection.prepare_cached(&sql)?.execute([number.rowid()])?;
    }
    Ok(())
}

/// Rows that are found by the name of one that came or was renamed.
fn referring(
    connection: &Connection,
    touched: &[(Number, Touch)],
) -> Result<BTreeSet<Number>, StoreError> {
    let mut referring = BTreeSet::new();
    let mut waiting =
        connection.prepare_cached("SELECT document FROM search_wait WHERE target = ?1")?;
    let is_awaited = connection
        .prepare_cached("SELECT 1 FROM search_wait LIMIT 1")?
        .exists([])?;
    for (number, touch) in touched {
        let Some(spec) = number.spec() else { continue };
        let may_be_borne = touch.is_renamed || (touch.is_fresh && is_awaited);
        if !may_be_borne {
            continue;
        }
        let Some(stored) = row(connection, spec, *number)? else {
            continue;
        };
        if touch.is_renamed {
            pointing_to(connection, spec, stored.id, &mut referring)?;
        }
        let numbers = waiting.query_map([stored.id.to_string()], |row| row.get(0).map(Number))?;
        referring.extend(numbers.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(referring)
}

fn pointing_to(
    connection: &Connection,
    target: &Spec,
    id: RowId,
    referring: &mut BTreeSet<Number>,
) -> Result<(), StoreError> {
    for spec in ALL.iter().copied() {
        let Some((field, of)) = first_reference(spec) else {
            continue;
        };
        if of.number != target.number {
            continue;
        }
        let sql = format!(
            "SELECT rowid FROM \"{}\" WHERE \"{}\" = ?1",
            spec.name, field.name
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let rowids = statement.query_map([id.to_string()], |row| row.get(0))?;
        for rowid in rowids {
            referring.insert(Number::of(spec, rowid?));
        }
    }
    Ok(())
}

/// The row of a number.
fn row(
    connection: &Connection,
    spec: &Spec,
    number: Number,
) -> Result<Option<StoredRow>, StoreError> {
    let sql = format!(
        "SELECT {} FROM \"{}\" WHERE rowid = ?1",
        selection(spec),
        spec.name
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([number.rowid()])?;
    rows.next()?.map(|row| read_stored(spec, row)).transpose()
}
