//! Lists: filtered, sorted, one page at a time.

mod filter;
mod met;
mod numbers;
mod page;

use crate::Store;
use crate::error::StoreError;
use crate::rows::{StoredRow, read_part, read_stored, selection, stored};
use filter::{order, terms};
use ledger::{Field, Privacy, Row, RowId, Spec, Value};
pub(crate) use page::Gathered;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

/// Which way a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Smallest first; empty days and moments come last, other empty ones first.
    Ascending,
    /// Greatest first.
    Descending,
}

/// Whether living or removed rows are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gone {
    /// Living rows.
    #[default]
    Hidden,
    /// Removed rows.
    Only,
}

/// What a list shows. The default is every living row, by identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Only this area's rows.
    pub area: Option<String>,
    /// Found as a search finds ([`Search`](crate::Search)); empty for all.
    pub text: String,
    /// Up to which class the text is looked for; what lies beyond finds nothing.
    pub sees: Privacy,
    /// Fields that must hold one of the values; an unordered list must have one as element.
    pub equals: Vec<(&'static str, Vec<Value>)>,
    /// Fields that must be filled and less than the value.
    pub before: Vec<(&'static str, Value)>,
    /// Fields that must be filled and not less than the value.
    pub since: Vec<(&'static str, Value)>,
    /// Fields of which at least one must be empty; none for no such condition.
    pub lacking: Vec<&'static str>,
    /// Fields to sort by, the most important first.
    pub sort: Vec<(&'static str, Order)>,
    /// Rows to skip.
    pub offset: usize,
    /// Most rows to give; 0 for no limit.
    pub limit: usize,
    /// Living or removed rows.
    pub gone: Gone,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            area: None,
            text: String::new(),
            sees: Privacy::Personal,
            equals: Vec::new(),
            before: Vec::new(),
            since: Vec::new(),
            lacking: Vec::new(),
            sort: Vec::new(),
            offset: 0,
            limit: 0,
            gone: Gone::Hidden,
        }
    }
}

/// One page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Rows there are on all pages.
    pub total: u64,
    /// Rows of this page.
    pub rows: Vec<StoredRow>,
}

impl Store {
    /// The row of this identity, removed ones included.
    pub fn row(&self, spec: &Spec, id: RowId) -> Result<Option<StoredRow>, StoreError> {
        stored(&self.connection, spec, id)
    }

    /// The rows of these identities that are there, in the order asked.
    pub fn rows(&self, spec: &Spec, ids: &[RowId]) -> Result<Vec<StoredRow>, StoreError> {
        let rows = ids.iter().map(|id| self.row(spec, *id));
        rows.filter_map(Result::transpose).collect()
    }

    /// What stands in some fields of the rows of these identities that are there, in the order
    /// asked: enough to name many rows at a time.
    pub fn rows_in_part(
        &self,
        spec: &Spec,
        fields: &[&'static Field],
        ids: &[RowId],
    ) -> Result<Vec<(RowId, Row)>, StoreError> {
        let columns = fields.iter().map(|field| format!(", \"{}\"", field.name));
        let sql = format!(
            "SELECT id{} FROM \"{}\" WHERE id = ?1 ORDER BY area LIMIT 1",
            columns.collect::<String>(),
            spec.name
        );
        self.reading(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = Vec::with_capacity(ids.len());
            for id in ids {
                let mut found = statement.query([id.to_string()])?;
                if let Some(stored) = found.next()? {
                    rows.push((*id, read_part(fields, stored)?));
                }
            }
            Ok(rows)
        })
    }

    /// Reads by many statements as by one: what each has to ask of the file for itself (its locks,
    /// whether somebody wrote) is asked once.
    fn reading<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        // Within a write it is so already.
        let together = self.connection.is_autocommit();
        let together = together.then(|| self.connection.unchecked_transaction());
        let together = together.transpose()?;
        let found = read(&self.connection)?;
        if let Some(together) = together {
            together.commit()?;
        }
        Ok(found)
    }

    /// Grows with whatever is written to the open file: what was read while it stood still holds.
    pub fn changes(&self) -> u64 {
        self.connection.total_changes()
    }

    /// One page of a list. Names the ledger does not declare are ignored. Rows that are equal in
    /// what a page is sorted by stand as they came in, the last one first where the greatest are;
    /// a whole list has them by identity.
    pub fn list(&self, spec: &Spec, query: &Query) -> Result<Page, StoreError> {
        let mut sort = query.sort.iter();
        if query.limit > 0 && sort.any(|(name, _)| spec.field(name).is_some()) {
            return self.reading(|_| page::page(self, spec, query));
        }
        let rows = self.rows_in_order(spec, query)?;
        let is_all = query.offset == 0 && (query.limit == 0 || rows.len() < query.limit);
        let total = if is_all {
            rows.len() as u64
        } else {
            self.count(spec, query)?
        };
        Ok(Page { total, rows })
    }

    /// The rows of a list by one statement: all of them, or some in the order of identity.
    fn rows_in_order(&self, spec: &Spec, query: &Query) -> Result<Vec<StoredRow>, StoreError> {
        let filter = page::narrowed(self, spec, query)?;
        let limit = match query.limit {
            0 => i64::MAX,
            limit => i64::try_from(limit).unwrap_or(i64::MAX),
        };
        let sql = format!(
            "SELECT {} FROM \"{}\" WHERE {} ORDER BY {}id LIMIT {limit} OFFSET {}",
            selection(spec),
            spec.name,
            filter.sql,
            order(&terms(spec, query)),
            query.offset,
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = statement.query(params_from_iter(filter.values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            rows.push(read_stored(spec, row)?);
        }
        Ok(rows)
    }

    /// How many rows a list has on all its pages. Which rows they are is kept for the list, which
    /// is likely to be looked at next.
    pub fn count(&self, spec: &Spec, query: &Query) -> Result<u64, StoreError> {
        page::count(self, spec, query)
    }

    /// The greatest text of a field that begins with `prefix`, removed rows included: numbers
    /// once given are never given again.
    pub fn max_text(
        &self,
        spec: &Spec,
        area: &str,
        field: &str,
        prefix: &str,
    ) -> Result<Option<String>, StoreError> {
        let Some(field) = spec.field(field) else {
            return Ok(None);
        };
        let sql = format!(
            "SELECT \"{0}\" FROM \"{1}\" WHERE area = ?1 AND _gone = ?4
             AND \"{0}\" >= ?2 AND \"{0}\" < ?3 ORDER BY \"{0}\" DESC LIMIT 1",
            field.name, spec.name
        );
        let beyond = format!("{prefix}{}", char::MAX);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut greatest = |gone: bool| {
            let found = statement.query_row((area, prefix, &beyond, gone), |row| row.get(0));
            found.optional()
        };
        Ok(greatest(false)?.max(greatest(true)?))
    }
}
