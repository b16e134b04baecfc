//! The order in which an index meets the rows of a ledger, kept as far as it was met.
//!
//! Another page, filter or village walks the same order again; what was met before costs nothing,
//! and reading goes on behind it. Like all that a list gathers it holds until something is written.

use super::page::Numbers;
use crate::error::StoreError;
use rusqlite::Connection;
use std::collections::HashMap;

/// Orders kept. One of a township's residents takes a little more than a megabyte.
const KEPT: usize = 12;

/// Orders, by the statement that gives them.
#[derive(Debug, Default)]
pub(super) struct Orders(HashMap<String, Met>);

/// An order as far as it was met.
#[derive(Debug, Default)]
pub(super) struct Met {
    numbers: Vec<i64>,
    is_whole: bool,
}

/// What a page wants of an order.
pub(super) struct Wanted<'a> {
    /// Rows that pass.
    pub(super) passing: &'a Numbers,
    /// Of these, how many are passed over.
    pub(super) skip: usize,
    /// And how many are taken then.
    pub(super) take: usize,
}

impl Orders {
    /// Forgets every order.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The order of this statement.
    pub(super) fn of(&mut self, sql: String) -> &mut Met {
        if self.0.len() >= KEPT && !self.0.contains_key(&sql) {
            self.0.clear();
        }
        self.0.entry(sql).or_default()
    }
}

impl Met {
    /// How many rows of it were met.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The numbers that are wanted, as this order meets them; none if they are not among those met
    /// before and `affordable` more.
    pub(super) fn walk(
        &mut self,
        (connection, sql): (&Connection, &str),
        wanted: Wanted<'_>,
        affordable: usize,
    ) -> Result<Option<Vec<i64>>, StoreError> {
        let mut picked = Picked::new(wanted);
        for number in &self.numbers {
            if picked.is_full() {
                break;
            }
            picked.meet(*number);
        }
        if picked.is_full() || self.is_whole {
            return Ok(Some(picked.found));
        }
        let end = self.len().saturating_add(affordable);
        let from = i64::try_from(self.len()).unwrap_or(i64::MAX);
        let mut statement = connection.prepare_cached(&format!("{sql} LIMIT -1 OFFSET ?1"))?;
        let mut rest = statement.query([from])?;
        while !picked.is_full() {
            if self.len() >= end {
                return Ok(None);
            }
            let Some(row) = rest.next()? else {
                self.is_whole = true;
                break;
            };
            let number = row.get(0)?;
            self.numbers.push(number);
            picked.meet(number);
        }
        Ok(Some(picked.found))
    }
}

/// What was picked of an order so far.
struct Picked<'a> {
    wanted: Wanted<'a>,
    found: Vec<i64>,
}

impl<'a> Picked<'a> {
    fn new(wanted: Wanted<'a>) -> Self {
        Self {
            wanted,
            found: Vec::new(),
        }
    }

    fn is_full(&self) -> bool {
        self.found.len() >= self.wanted.take
    }

    fn meet(&mut self, number: i64) {
        if !self.wanted.passing.contains(number) {
            return;
        }
        match self.wanted.skip.checked_sub(1) {
            Some(left) => self.wanted.skip = left,
            None => self.found.push(number),
        }
    }
}
