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
use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, Row as SqlRow, params_from_iter};
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
    /// What the last row of the half that is being met has in the field, and how many rows met
    /// have the same; nothing at the beginning of a half.
    last: Option<(Sql, i64)>,
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
            if !self.read_on(connection, &sql, &mut picked, end)? {
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
        let (from, same) = self.last.clone().unzip();
        // Where the field is empty there is nothing to go on from.
        let from = from.filter(|from| *from != Sql::Null);
        let same = Sql::Integer(same.unwrap_or(0));
        let mut rest = statement.query(params_from_iter(from.into_iter().chain([same])))?;
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
            self.note(number, row)?;
            picked.meet(number);
        }
        Ok(true)
    }

    fn note(&mut self, number: i64, row: &SqlRow<'_>) -> Result<(), StoreError> {
        self.numbers.push(number);
        match &mut self.last {
            Some((last, same)) if ValueRef::from(&*last) == row.get_ref(1)? => *same += 1,
            last => *last = Some((row.get(1)?, 1)),
        }
        Ok(())
    }

    /// What gives the rest of a half: from the value of the last row met, less those met that have
    /// it too. A statement that began at the beginning would read all of them again.
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
             ORDER BY \"{0}\"{way}, _gone{way}, rowid{way} LIMIT -1 OFFSET ?",
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
