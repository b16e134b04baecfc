//! Writing documents, making them all again, and comparing them with the rows.

use super::document::{
    COLUMNS, Document, Naming, at_least, first_reference, is_named_by_reference, own_title,
    referred,
};
use super::{HOPS, Number, row};
use crate::Store;
use crate::error::StoreError;
use crate::rows::{TABLES, stored};
use ledger::{Privacy, Row, RowId, Spec};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// Memory for documents on their way in, in bytes, and that deleted ones are wiped from the pages.
const SETTINGS: &str = "INSERT INTO search (search, rank) VALUES ('hashsize', 4194304);
    INSERT INTO search (search, rank) VALUES ('secure-delete', 1);";
/// Names remembered while documents are written.
const REMEMBERED: usize = 10_000;

/// Writes documents.
pub(super) struct Index<'c> {
    connection: &'c Connection,
    /// What names the rows referred to last.
    names: BTreeMap<RowId, Vec<Naming>>,
}

impl<'c> Index<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            names: BTreeMap::new(),
        }
    }

    /// Takes out the row's document, living or removed, and what it waits for.
    pub(super) fn take_out(&self, number: Number) -> Result<(), StoreError> {
        let mut delete = self
            .connection
            .prepare_cached("DELETE FROM search WHERE rowid = ?1")?;
        for gone in [false, true] {
            delete.execute([number.of_document(gone)])?;
        }
        self.connection
            .prepare_cached("DELETE FROM search_wait WHERE document = ?1")?
            .execute([number.0])?;
        Ok(())
    }

    /// Writes the row's document.
    pub(super) fn put_in(&mut self, number: Number) -> Result<(), StoreError> {
        let Some(spec) = number.spec() else {
            return Ok(());
        };
        let Some(stored) = row(self.connection, spec, number)? else {
            return Ok(());
        };
        let (document, missing) = self.document(spec, &stored.row)?;
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO search (rowid, title, rest, p_title, p_rest, tail)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let [title, rest, p_title, p_rest, tail] = &document.0;
        let rowid = number.of_document(stored.gone);
        insert.execute((rowid, title, rest, p_title, p_rest, tail))?;
        if let Some(target) = missing {
            self.connection
                .prepare_cached(
                    "INSERT INTO search_wait (target, document) VALUES (?1, ?2)
                     ON CONFLICT DO NOTHING",
                )?
                .execute((target.to_string(), number.0))?;
        }
        Ok(())
    }

    /// The document of a row, and what it refers to that is not here.
    fn document(
        &mut self,
        spec: &'static Spec,
        row: &Row,
    ) -> Result<(Document, Option<RowId>), StoreError> {
        let Some((target, id)) = referred(spec, row) else {
            return Ok((Document::of(spec, row, &[]), None));
        };
        let privacy = first_reference(spec).map_or(Privacy::Open, |(field, _)| field.privacy);
        let names = self.names_of(target, id, HOPS)?;
        let missing = names.is_none().then_some(id);
        let names = at_least(names.unwrap_or_default(), privacy);
        Ok((Document::of(spec, row, &names), missing))
    }

    /// What names a row; none if it is not here.
    fn names_of(
        &mut self,
        spec: &'static Spec,
        id: RowId,
        hops: usize,
    ) -> Result<Option<Vec<Naming>>, StoreError> {
        if let Some(names) = self.names.get(&id) {
            return Ok(Some(names.clone()));
        }
        let Some(stored) = stored(self.connection, spec, id)? else {
            return Ok(None);
        };
        let mut names = Vec::new();
        if hops > 0
            && is_named_by_reference(spec, &stored.row)
            && let Some((target, id)) = referred(spec, &stored.row)
        {
            names = self.names_of(target, id, hops - 1)?.unwrap_or_default();
        }
        names.extend(own_title(spec, &stored.row));
        if self.names.len() >= REMEMBERED {
            self.names.clear();
        }
        self.names.insert(id, names.clone());
        Ok(Some(names))
    }
}

/// Takes the whole index out of the file.
pub(crate) fn drop(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection
        .execute_batch("DROP TABLE IF EXISTS search; DROP TABLE IF EXISTS search_wait;")?)
}

/// Makes the index ready to take documents.
pub(crate) fn prepare(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.execute_batch(SETTINGS)?)
}

/// Makes the whole index again from the rows as they stand. Its tables are new and empty.
pub(crate) fn build(connection: &Connection) -> Result<(), StoreError> {
    prepare(connection)?;
    let mut index = Index::new(connection);
    for number in numbers(connection)? {
        index.put_in(number)?;
    }
    Ok(())
}

/// The number of every row, in order.
fn numbers(connection: &Connection) -> Result<BTreeSet<Number>, StoreError> {
    let mut numbers = BTreeSet::new();
    for table in TABLES.iter() {
        let sql = format!("SELECT rowid FROM \"{}\"", table.spec.name);
        let mut statement = connection.prepare(&sql)?;
        let rowids = statement.query_map([], |row| row.get(0))?;
        for rowid in rowids {
            numbers.insert(Number::of(table.spec, rowid?));
        }
    }
    Ok(numbers)
}

/// Compares the index with what the rows say it should hold.
pub(crate) fn compare(
    connection: &Connection,
    differences: &mut Vec<String>,
) -> Result<(), StoreError> {
    let mut index = Index::new(connection);
    let sql = format!("SELECT {} FROM search WHERE rowid = ?1", COLUMNS.join(", "));
    let mut kept = connection.prepare(&sql)?;
    let numbers = numbers(connection)?;
    for number in &numbers {
        let Some(spec) = number.spec() else { continue };
        let Some(stored) = row(connection, spec, *number)? else {
            continue;
        };
        let mut found = kept.query([number.of_document(stored.gone)])?;
        let found = found.next()?.map(read_document).transpose()?;
        if found != Some(index.document(spec, &stored.row)?.0) {
            differences.push(format!(
                "{} {}: not found as it should be",
                spec.name, stored.id
            ));
        }
    }
    let documents: i64 =
        connection.query_row("SELECT COUNT(*) FROM search", [], |row| row.get(0))?;
    if usize::try_from(documents).ok() != Some(numbers.len()) {
        differences.push("search: documents of rows that are not there".to_owned());
    }
    Ok(())
}

impl Store {
    /// Every document of the search index in its order, as its number and columns: what the bench
    /// writes beside bare rows.
    pub fn documents(&self) -> Result<Vec<(i64, Vec<String>)>, StoreError> {
        let sql = format!("SELECT {}, rowid FROM search", COLUMNS.join(", "));
        let mut statement = self.connection.prepare(&sql)?;
        let documents = statement.query_map([], |row| {
            let Document(columns) = read_document(row)?;
            Ok((row.get(COLUMNS.len())?, columns.into()))
        })?;
        Ok(documents.collect::<Result<_, _>>()?)
    }
}

fn read_document(row: &rusqlite::Row<'_>) -> rusqlite::Result<Document> {
    let mut document = Document::default();
    for (place, column) in document.0.iter_mut().enumerate() {
        *column = row.get(place)?;
    }
    Ok(document)
}
