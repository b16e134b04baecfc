//! Asking the index: the best finds over all ledgers, and the rows of one ledger that a text finds.

use super::ask;
use super::{Number, REMOVED, ROW_BITS, row};
use crate::Store;
use crate::error::StoreError;
use crate::query::{Gone, Query};
use crate::rows::StoredRow;
use ledger::{Privacy, Spec};
use rusqlite::Connection;
use std::collections::HashSet;

/// A search over all ledgers.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// What was typed: names, pinyin or its initials, the end of a telephone or identity number,
    /// places, things. Words between blanks must all be found.
    pub text: &'a str,
    /// Up to which class whoever asks may see.
    pub sees: Privacy,
    /// Only this area's rows.
    pub area: Option<&'a str>,
    /// Which ledgers are looked through.
    pub ledgers: &'a dyn Fn(&Spec) -> bool,
    /// Most finds to give.
    pub limit: usize,
}

/// What a search found, the best first: whole titles, beginnings of titles, titles, all else;
/// among equals persons, hazards, other ledgers.
#[derive(Clone, Debug, Default)]
pub struct Finds {
    /// Rows with their ledgers.
    pub rows: Vec<(&'static Spec, StoredRow)>,
    /// Whether there are more.
    pub has_more: bool,
}

impl Store {
    /// Finds living rows by what somebody typed.
    pub fn search(&self, search: &Search<'_>) -> Result<Finds, StoreError> {
        let mut finder = Finder {
            connection: &self.connection,
            search,
            looked_at: HashSet::new(),
            finds: Finds::default(),
        };
        let question = ask::question(search.text, search.sees).unwrap_or_default();
        for question in &question.ranked {
            if !finder.finds.has_more {
                finder.ask(question)?;
            }
        }
        Ok(finder.finds)
    }
}

struct Finder<'s> {
    connection: &'s Connection,
    search: &'s Search<'s>,
    looked_at: HashSet<Number>,
    finds: Finds,
}

impl Finder<'_> {
    /// Adds what a question finds until there are enough.
    fn ask(&mut self, question: &str) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid < ?2 ORDER BY rowid",
        )?;
        let mut numbers = statement.query((question, REMOVED))?;
        while let Some(found) = numbers.next()? {
            let number = Number(found.get(0)?);
            if self.looked_at.insert(number) {
                self.look_at(number)?;
            }
            if self.finds.has_more {
                break;
            }
        }
        Ok(())
    }

    fn look_at(&mut self, number: Number) -> Result<(), StoreError> {
        let asked = |spec: &&Spec| (self.search.ledgers)(spec);
        let Some(spec) = number.spec().filter(asked) else {
            return Ok(());
        };
        let Some(stored) = row(self.connection, spec, number)? else {
            return Ok(());
        };
        if self.search.area.is_some_and(|area| area != stored.area) {
            return Ok(());
        }
        if self.finds.rows.len() < self.search.limit {
            self.finds.rows.push((spec, stored));
        } else {
            self.finds.has_more = true;
        }
        Ok(())
    }
}

/// A question about one ledger's rows, with the least and the greatest number they may have.
pub(crate) struct Asked {
    pub(crate) question: String,
    pub(crate) least: i64,
    pub(crate) greatest: i64,
}

impl Asked {
    /// Only rows whose numbers in their table lie between these.
    pub(crate) fn within(&mut self, (first, last): (i64, i64)) {
        let base = self.least;
        self.least = base | first;
        self.greatest = base | last;
    }
}

/// Selects the row numbers, in a ledger's table, of what [`Asked`] asks for.
pub(crate) const MATCHING: &str =
    "SELECT rowid & 1099511627775 FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?";

/// What a list's text asks; none where nothing was typed.
pub(crate) fn asked(spec: &Spec, query: &Query) -> Option<Asked> {
    if query.text.trim().is_empty() {
        return None;
    }
    let first = Number::of(spec, 0).of_document(query.gone == Gone::Only);
    let question = ask::question(&query.text, query.sees).map(|question| question.all);
    Some(Asked {
        // A text of signs alone names nothing; no document has this token.
        question: question.unwrap_or_else(|| "\"\u{E001}\"".to_owned()),
        least: first,
        greatest: first | ((1 << ROW_BITS) - 1),
    })
}
