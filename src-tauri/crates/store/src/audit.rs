//! The audit: everything of the journal that a chain of digests does not say by itself. What
//! stands in the tables beside an entry (rows touched, what its author knew, strands, leaves,
//! classes withheld) follows from the entries, so every row of them can be checked: one that was
//! altered, removed or put in is named by its entry.
//!
//! The whole chain is followed by [`Store::check`]; [`Store::broken_tail`] looks only at the last
//! entries of every stream, which is cheap enough for every opening and before every merge.

use crate::Store;
use crate::error::StoreError;
use crate::fold::Folder;
use crate::journal::{self, array, is_empty_class};
use crate::sealed;
use ledger::entry::Touch;
use ledger::{Digest, Entry, Knowledge, Privacy};
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};

/// Entries of every strand that are looked at when a file is opened: few, because a township has
/// many strands and an entry of an import is large.
const TAIL: i64 = 2;

impl Store {
    /// What is wrong with the last entries of every stream: digests and links, by entry number.
    pub fn broken_tail(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT entry.id, entry.digest, before.digest FROM strand
             JOIN entry ON entry.strand = strand.id AND entry.seq >
               (SELECT MAX(seq) FROM entry WHERE strand = strand.id) - ?1
             LEFT JOIN entry AS before
               ON before.strand = strand.id AND before.seq = entry.seq - 1
             ORDER BY entry.id",
        )?;
        let mut rows = statement.query([TAIL])?;
        let mut differences = Vec::new();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let digest = Digest(array(row, 1)?);
            let before: Option<[u8; 32]> = row.get(2)?;
            let entry = match journal::load(&self.connection, id, Privacy::Secret) {
                Ok(entry) => Some(entry),
                Err(StoreError::Entry(_)) => None,
                Err(error) => return Err(error),
            };
            let is_whole = entry.is_some_and(|entry| {
                let follows = before.is_none_or(|before| entry.head.prev == Some(Digest(before)));
                entry.digest() == digest && follows
            });
            if !is_whole {
                differences.push(format!("entry {id}: chain"));
            }
        }
        Ok(differences)
    }
}

/// Compares what stands beside the entries with what they say.
pub(crate) fn compare(
    connection: &Connection,
    differences: &mut Vec<String>,
) -> Result<(), StoreError> {
    beside(connection, differences)?;
    orphans(connection, differences)?;
    branches(connection, differences)?;
    withheld(connection, differences)
}

/// Rows touched and destroyed, and what each author knew, entry by entry.
fn beside(connection: &Connection, differences: &mut Vec<String>) -> Result<(), StoreError> {
    let mut folder = Folder::new(connection);
    let rows_touched = counts(
        connection,
        "SELECT entry, COUNT(*) FROM touch GROUP BY entry",
    )?;
    let rows_destroyed = counts(
        connection,
        "SELECT entry, COUNT(*) FROM destroyed GROUP BY entry",
    )?;
    let mut used = HashSet::new();
    for id in 1..journal::next_id(connection)? {
        // What cannot be read at all, the chain has named.
        let Ok(entry) = journal::load(connection, id, Privacy::Secret) else {
            continue;
        };
        let Ok(touches) = entry.touches() else {
            continue;
        };
        let told = [&rows_touched, &rows_destroyed].map(|rows| rows.get(&id).copied());
        let is_sealed = sealed::is_kept_back(&entry);
        if !touches_agree(connection, (id, &touches, is_sealed), told)? {
            differences.push(format!("entry {id}: rows touched"));
        }
        let agrees = knowledge_agrees(connection, &mut folder, (id, &entry), &mut used);
        if !readable(agrees)? {
            differences.push(format!("entry {id}: knowledge"));
        }
    }
    Ok(())
}

/// A row that is not there, or cannot be read, agrees with nothing.
pub(crate) fn readable(agrees: Result<bool, StoreError>) -> Result<bool, StoreError> {
    match agrees {
        Err(
            StoreError::Sql(rusqlite::Error::QueryReturnedNoRows)
            | StoreError::Damaged { .. }
            | StoreError::Entry(_),
        ) => Ok(false),
        other => other,
    }
}

fn counts(connection: &Connection, sql: &str) -> Result<HashMap<i64, usize>, StoreError> {
    let mut statement = connection.prepare(sql)?;
    let counts = statement.query_map([], |row| {
        let count: i64 = row.get(1)?;
        Ok((row.get(0)?, usize::try_from(count).unwrap_or(usize::MAX)))
    })?;
    Ok(counts.collect::<Result<_, _>>()?)
}

fn touches_agree(
    connection: &Connection,
    (id, touches, is_sealed): (i64, &[Touch], bool),
    [rows_touched, rows_destroyed]: [Option<usize>; 2],
) -> Result<bool, StoreError> {
    let mut rows: Vec<_> = touches
        .iter()
        .filter(|touch| **touch != Touch::SEALED)
        .map(|touch| (touch.row, touch.ledger))
        .collect();
    rows.sort_unstable();
    rows.dedup();
    let mut gone: Vec<_> = touches
        .iter()
        .filter(|touch| touch.op == Touch::DESTROY)
        .map(|touch| (touch.row, touch.ledger))
        .collect();
    gone.sort_unstable();
    gone.dedup();
    let mut agree = rows_destroyed.unwrap_or(0) == gone.len();
    // A row whose confidential leaf was destroyed is still known to have been touched.
    let is_told = !touches.contains(&Touch::SEALED);
    agree &= !is_told || rows_touched.unwrap_or(0) == rows.len();
    let mut touch = connection
        .prepare_cached("SELECT 1 FROM touch WHERE \"row\" = ?1 AND ledger = ?2 AND entry = ?3")?;
    let none = (Touch::SEALED.row.0, Touch::SEALED.ledger, id);
    agree &= touch.exists(none)? == is_sealed;
    for (row, ledger) in rows {
        agree &= touch.exists((row.0, ledger, id))?;
    }
    let mut destroy = connection.prepare_cached(
        "SELECT 1 FROM destroyed
         WHERE \"row\" = ?1 AND ledger = ?2 AND entry = ?3 AND classes = ?4",
    )?;
    for touch in touches.iter().filter(|touch| touch.op == Touch::DESTROY) {
        agree &= destroy.exists((touch.row.0, touch.ledger, id, touch.classes))?;
    }
    Ok(agree)
}

/// Whether what is kept as the author's knowledge is what his entry and those before it say, and
/// stands where it was put: with the entry before if it is the same, else in a row of its own.
fn knowledge_agrees(
    connection: &Connection,
    folder: &mut Folder<'_>,
    (id, entry): (i64, &Entry),
    used: &mut HashSet<i64>,
) -> Result<bool, StoreError> {
    let position = folder.position(id)?;
    let is_fresh = used.insert(position.knowledge);
    let mut expected = Knowledge::default();
    let mut before = None;
    let prev = entry.head.prev.iter().map(|digest| (*digest, true));
    let seen = entry.head.seen.iter().map(|seen| (seen.digest, false));
    for (digest, is_prev) in prev.chain(seen) {
        let Some(cause) = journal::id_of(connection, &digest)? else {
            return Ok(false);
        };
        let cause = folder.position(cause)?;
        before = before.or(is_prev.then_some(cause.knowledge));
        expected.join(&*folder.knowledge(cause.knowledge)?);
        if !is_prev || cause.strand != position.strand {
            expected.learn(cause.strand, cause.seq);
        }
    }
    expected.0.remove(&position.strand);
    let is_kept = match before {
        Some(before) => *folder.knowledge(before)? == expected,
        None => false,
    };
    let stands = if is_kept {
        before == Some(position.knowledge)
    } else {
        is_fresh
    };
    Ok(stands && *folder.knowledge(position.knowledge)? == expected)
}

/// Rows that belong to no entry.
fn orphans(connection: &Connection, differences: &mut Vec<String>) -> Result<(), StoreError> {
    for (table, column) in [
        ("leaf", "entry"),
        ("withheld", "entry"),
        ("touch", "entry"),
        ("destroyed", "entry"),
    ] {
        let sql = format!(
            "SELECT DISTINCT {column} FROM {table} WHERE {column} NOT IN (SELECT id FROM entry)"
        );
        let mut statement = connection.prepare(&sql)?;
        let ids = statement.query_map([], |row| row.get::<_, i64>(0))?;
        for id in ids {
            differences.push(format!("entry {}: {table} of no entry", id?));
        }
    }
    for table in ["leaf", "withheld"] {
        let sql = format!("SELECT DISTINCT entry FROM {table} WHERE class NOT BETWEEN 0 AND 3");
        let mut statement = connection.prepare(&sql)?;
        let ids = statement.query_map([], |row| row.get::<_, i64>(0))?;
        for id in ids {
            differences.push(format!("entry {}: {table} of no class", id?));
        }
    }
    for (table, column) in [("strand", "strand"), ("knowledge", "knowledge")] {
        let sql = format!("SELECT id FROM {table} WHERE id NOT IN (SELECT {column} FROM entry)");
        let mut statement = connection.prepare(&sql)?;
        let ids = statement.query_map([], |row| row.get::<_, i64>(0))?;
        for id in ids {
            differences.push(format!("{table} {}: of no entry", id?));
        }
    }
    Ok(())
}

/// Strands that branch off where nothing is.
fn branches(connection: &Connection, differences: &mut Vec<String>) -> Result<(), StoreError> {
    let mut statement = connection.prepare(
        "SELECT id FROM strand WHERE (parent IS NULL) <> (parent_seq IS NULL)
           OR (parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry
             WHERE entry.strand = strand.parent AND entry.seq = strand.parent_seq))",
    )?;
    let ids = statement.query_map([], |row| row.get::<_, i64>(0))?;
    for id in ids {
        differences.push(format!("strand {}: branches off nowhere", id?));
    }
    Ok(())
}

/// Classes that are said to be withheld and are here, every leaf of them, or are empty.
fn withheld(connection: &Connection, differences: &mut Vec<String>) -> Result<(), StoreError> {
    let mut statement = connection.prepare(
        "SELECT withheld.entry, withheld.class, digest, (SELECT COUNT(erased) = 0 AND COUNT(*) > 0
           FROM leaf WHERE leaf.id BETWEEN (withheld.entry * 4 + withheld.class) * 16777216
             AND (withheld.entry * 4 + withheld.class) * 16777216 + 16777215) FROM withheld",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, class): (i64, i64) = (row.get(0)?, row.get(1)?);
        let class = usize::try_from(class).unwrap_or(usize::MAX);
        if row.get(3)? || is_empty_class(class, &Digest(array(row, 2)?)) {
            differences.push(format!("entry {id}: withheld"));
        }
    }
    Ok(())
}
