//! The order in which an index meets the rows of a ledger, kept as far as it was met.
//!
//! Another page, filter or village walks the same order again; what was met before costs nothing,
//! and reading goes on behind it. Rows that are equal in the field stand as they came in, or the
//! other way round where the greatest come first. Like all that a list gathers it holds until
//! something is written.

use super::Order;
use super::filter::Term;
use super::numbers::Numbers;
use crate::error::StoreError;
use ledger::Spec;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Rows, params_from_iter};
use std::collections::HashMap;

/// Orders kept. One of a township's residents takes a little more than a megabyte.
const KEPT: usize = 16;

/// Orders, each by ledger, field and way.
#[derive(Debug, Default)]
pub(super) struct Orders(HashMap<(&'static str, &'static str, bool), Met>);

/// An order as far as it was met.
#[derive(Debug, Default)]
pub(super) struct Met {
    numbers: Vec<i64>,
    /// Of its two halves, the rows with something in the field and those without, how many were
    /// met to their end.
    done: usize,
    /// What the last row met has in the field; nothing at the beginning of a half.
    last: Option<Sql>,
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

    /// The order of this field.
    pub(super) fn of(&mut self, spec: &Spec, term: Term) -> &mut Met {
        let key = (spec.name, term.field.name, term.way == Order::Descending);
        if self.0.len() >= KEPT && !self.0.contains_key(&key) {
            self.0.clear();
        }
        self.0.entry(key).or_default()
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
        connection: &Connection,
        (spec, term): (&Spec, Term),
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
        let end = self.len().saturating_add(affordable);
        while !picked.is_full() && self.done < 2 {
            let is_filled = (self.done == 0) == term.is_empty_last();
            let sql = self.statement((spec, term), is_filled);
            let read = self.read_on(connection, &sql, &mut picked, end);
            if read.is_err() {
                // What was met without its end noted can't be gone on from.
                *self = Self::default();
            }
            if !read? {
                return Ok(None);
            }
        }
        Ok(Some(picked.found))
    }

    /// Meets what is left of a half until enough is picked. False if that takes more than may be.
    fn read_on(
        &mut self,
        connection: &Connection,
        sql: &str,
        picked: &mut Picked<'_>,
        end: usize,
    ) -> Result<bool, StoreError> {
        let mut statement = connection.prepare_cached(sql)?;
        // Where the field is empty there is nothing to go on from.
        let from = self.last.as_ref().filter(|from| **from != Sql::Null);
        let mut rest = statement.query(params_from_iter(from))?;
        if self.last.is_some() {
            self.pass_over(&mut rest)?;
        }
        while !picked.is_full() {
            if self.len() >= end {
                return Ok(false);
            }
            let Some(row) = rest.next()? else {
                self.done += 1;
                self.last = None;
                return Ok(true);
            };
            let number = row.get(0)?;
            self.numbers.push(number);
            picked.meet(number);
            // Of the tens of thousands that are met only the one to go on from is looked at.
            if picked.is_full() || self.len() >= end {
                self.last = Some(row.get(1)?);
            }
        }
        Ok(true)
    }

    /// Passes over rows met before that are equal to the last one, up to that one.
    fn pass_over(&self, rest: &mut Rows<'_>) -> Result<(), StoreError> {
        let last = self.numbers.last().copied();
        while let Some(row) = rest.next()? {
            if last == Some(row.get(0)?) {
                break;
            }
        }
        Ok(())
    }

    /// What gives the rest of a half, from the value of the last row met. A statement that began at
    /// the beginning would read all of them again.
    fn statement(&self, (spec, term): (&Spec, Term), is_filled: bool) -> String {
        let (beyond, way) = match term.way {
            Order::Ascending => (">= ?", ""),
            Order::Descending => ("<= ?", " DESC"),
        };
        let half = match (is_filled, &self.last) {
            (true, Some(_)) => beyond,
            (true, None) => "IS NOT NULL",
            (false, _) => "IS NULL",
        };
        format!(
            "SELECT rowid, \"{0}\" FROM \"{1}\" WHERE \"{0}\" {half}
             ORDER BY \"{0}\"{way}, _gone{way}, rowid{way}",
            term.field.name, spec.name
        )
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
