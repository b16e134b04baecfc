//! Lists: filtered, sorted, one page at a time.

use crate::Store;
use crate::columns::to_sql;
use crate::error::StoreError;
use crate::rows::{StoredRow, read_stored, selection, stored};
use ledger::{Privacy, RowId, Spec, Type, Value};
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension as _, params_from_iter};

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Only this area's rows.
    pub area: Option<String>,
    /// Found in any text among the ledger's title and columns; empty for all. Secret fields are
    /// never searched.
    pub text: String,
    /// Fields that must hold one of the values; an unordered list must have one as element.
    pub equals: Vec<(&'static str, Vec<Value>)>,
    /// Fields that must be filled and less than the value.
    pub before: Vec<(&'static str, Value)>,
    /// Fields to sort by, the most important first.
    pub sort: Vec<(&'static str, Order)>,
    /// Rows to skip.
    pub offset: usize,
    /// Most rows to give; 0 for no limit.
    pub limit: usize,
    /// Living or removed rows.
    pub gone: Gone,
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

    /// One page of a list. Names the ledger does not declare are ignored.
    pub fn list(&self, spec: &Spec, query: &Query) -> Result<Page, StoreError> {
        let filter = Filter::new(spec, query);
        let limit = if query.limit == 0 {
            usize::MAX
        } else {
            query.limit
        };
        let sql = format!(
            "SELECT {} FROM \"{}\" WHERE {} ORDER BY {} LIMIT {} OFFSET {}",
            selection(spec),
            spec.name,
            filter.sql,
            order(spec, query),
            i64::try_from(limit).unwrap_or(i64::MAX),
            i64::try_from(query.offset).unwrap_or(i64::MAX),
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = statement.query(params_from_iter(filter.values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            rows.push(read_stored(spec, row)?);
        }
        let is_all = query.offset == 0 && (rows.len() < limit);
        let total = if is_all {
            rows.len() as u64
        } else {
            self.count(spec, query)?
        };
        Ok(Page { total, rows })
    }

    /// How many rows a list has on all its pages.
    pub fn count(&self, spec: &Spec, query: &Query) -> Result<u64, StoreError> {
        let filter = Filter::new(spec, query);
        let sql = format!(
            "SELECT COUNT(*) FROM \"{}\" WHERE {}",
            spec.name, filter.sql
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let total: i64 = statement.query_row(params_from_iter(filter.values), |row| row.get(0))?;
        Ok(total.unsigned_abs())
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
            "SELECT \"{0}\" FROM \"{1}\" WHERE area = ?1 AND \"{0}\" >= ?2
               AND substr(\"{0}\", 1, ?3) = ?2 ORDER BY \"{0}\" DESC LIMIT 1",
            field.name, spec.name
        );
        let letters = i64::try_from(prefix.chars().count()).unwrap_or(i64::MAX);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = statement.query_row((area, prefix, letters), |row| row.get(0));
        Ok(found.optional()?)
    }
}

/// A condition with its values, in the order of their places.
struct Filter {
    sql: String,
    values: Vec<Sql>,
}

impl Filter {
    fn new(spec: &Spec, query: &Query) -> Self {
        let gone = match query.gone {
            Gone::Hidden => "_gone = 0",
            Gone::Only => "_gone = 1",
        };
        let mut filter = Self {
            sql: gone.to_owned(),
            values: Vec::new(),
        };
        if let Some(area) = &query.area {
            filter.and("area = ?", [Sql::Text(area.clone())]);
        }
        filter.and_text(spec, &query.text);
        for (name, values) in &query.equals {
            filter.and_equals(spec, name, values);
        }
        for (name, value) in &query.before {
            if let Some(field) = spec.field(name) {
                filter.and(&format!("\"{}\" < ?", field.name), [to_sql(value)]);
            }
        }
        filter
    }

    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Sql>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
        self.values.extend(values);
    }

    fn and_text(&mut self, spec: &Spec, text: &str) {
        let text = text.trim();
        let mut names: Vec<&'static str> = Vec::new();
        for name in spec.title.iter().chain(spec.columns) {
            let field = spec.field(name).filter(|field| {
                let is_text = matches!(
                    field.kind,
                    Type::Text | Type::LongText | Type::Lines | Type::Phone
                );
                is_text && field.privacy < Privacy::Secret
            });
            if let Some(field) = field.filter(|field| !names.contains(&field.name)) {
                names.push(field.name);
            }
        }
        if text.is_empty() || names.is_empty() {
            return;
        }
        let likes: Vec<String> = names
            .iter()
            .map(|name| format!("\"{name}\" LIKE ? ESCAPE '\\'"))
            .collect();
        let pattern = format!("%{}%", escaped(text));
        let values = vec![Sql::Text(pattern); names.len()];
        self.and(&format!("({})", likes.join(" OR ")), values);
    }

    fn and_equals(&mut self, spec: &Spec, name: &str, values: &[Value]) {
        let Some(field) = spec.field(name) else {
            return;
        };
        let has_empty = values.iter().any(Value::is_empty);
        let filled: Vec<Sql> = values
            .iter()
            .filter(|value| !value.is_empty())
            .flat_map(|value| match value {
                Value::Set(set) => set.iter().cloned().map(Sql::Text).collect(),
                value => vec![to_sql(value)],
            })
            .collect();
        let places = vec!["?"; filled.len()].join(", ");
        let column = field.name;
        let mut condition = if field.kind.is_set() {
            format!("EXISTS (SELECT 1 FROM json_each(\"{column}\") WHERE value IN ({places}))")
        } else {
            format!("\"{column}\" IN ({places})")
        };
        if has_empty {
            condition = format!("({condition} OR \"{column}\" IS NULL)");
        }
        self.and(&condition, filled);
    }
}

fn escaped(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}

fn order(spec: &Spec, query: &Query) -> String {
    let mut terms: Vec<String> = Vec::new();
    for (name, order) in &query.sort {
        let Some(field) = spec.field(name) else {
            continue;
        };
        let way = match (order, field.kind) {
            // What has no term yet must not hide what is overdue.
            (Order::Ascending, Type::Date | Type::Time) => " NULLS LAST",
            (Order::Ascending, _) => "",
            (Order::Descending, _) => " DESC",
        };
        terms.push(format!("\"{}\"{way}", field.name));
    }
    terms.push("id".to_owned());
    terms.join(", ")
}
