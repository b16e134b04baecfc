//! Conditions and orders of lists as SQL.

use super::{Gone, Order, Query};
use crate::columns::to_sql;
use crate::search::{self, Asked, MATCHING};
use ledger::{Field, Spec, Type, Value};
use rusqlite::types::Value as Sql;

/// A condition, or a statement made of one, with its values in the order of their places.
pub(super) struct Filter {
    pub(super) sql: String,
    pub(super) values: Vec<Sql>,
}

impl Filter {
    /// What these rows pass and no others.
    pub(super) fn among(numbers: impl Iterator<Item = i64>) -> Self {
        let listed: serde_json::Value = numbers.collect();
        Self {
            sql: "rowid IN (SELECT value FROM json_each(?))".to_owned(),
            values: vec![Sql::Text(listed.to_string())],
        }
    }

    /// What a list's rows pass.
    pub(super) fn new(spec: &Spec, query: &Query) -> Self {
        let mut filter = Self::by_columns(spec, query);
        if let Some(asked) = search::asked(spec, query) {
            let matching = Self::matching(&asked);
            filter.and(&format!("rowid IN ({})", matching.sql), matching.values);
        }
        filter
    }

    /// Selects the row numbers of what passes, as far as columns tell.
    pub(super) fn numbers(spec: &Spec, query: &Query) -> Self {
        let mut filter = Self::by_columns(spec, query);
        filter.sql = format!("SELECT rowid FROM \"{}\" WHERE {}", spec.name, filter.sql);
        filter
    }

    /// Selects the row numbers of what a text finds.
    pub(super) fn matching(asked: &Asked) -> Self {
        Self {
            sql: MATCHING.to_owned(),
            values: vec![
                Sql::Text(asked.question.clone()),
                Sql::Integer(asked.least),
                Sql::Integer(asked.greatest),
            ],
        }
    }

    /// Only numbers of this span.
    pub(super) fn within(&mut self, (first, last): (i64, i64)) {
        self.and(
            "rowid BETWEEN ? AND ?",
            [Sql::Integer(first), Sql::Integer(last)],
        );
    }

    /// What tells this condition from all others.
    pub(super) fn key(&self) -> String {
        format!("{} {:?}", self.sql, self.values)
    }

    fn by_columns(spec: &Spec, query: &Query) -> Self {
        let gone = match query.gone {
            Gone::Hidden => 0,
            Gone::Only => 1,
        };
        let mut filter = Self {
            sql: format!("_gone = {gone}"),
            values: Vec::new(),
        };
        if let Some(area) = &query.area {
            filter.and("area = ?", [Sql::Text(area.clone())]);
        }
        for (name, values) in &query.equals {
            filter.and_equals(spec, name, values);
        }
        filter.and_compared(spec, ("<", &query.before));
        filter.and_compared(spec, (">=", &query.since));
        filter.and_lacking(spec, &query.lacking);
        filter
    }

    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Sql>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
        self.values.extend(values);
    }

    fn and_compared(&mut self, spec: &Spec, (sign, bounds): (&str, &[(&'static str, Value)])) {
        for (name, value) in bounds {
            if let Some(field) = spec.field(name) {
                let condition = format!("\"{}\" {sign} ?", field.name);
                self.and(&condition, [to_sql(value)]);
            }
        }
    }

    fn and_lacking(&mut self, spec: &Spec, names: &[&str]) {
        let fields = names.iter().filter_map(|name| spec.field(name));
        let empty: Vec<String> = fields
            .map(|field| format!("\"{}\" IS NULL", field.name))
            .collect();
        if !empty.is_empty() {
            self.and(&format!("({})", empty.join(" OR ")), []);
        }
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
        let column = format!("\"{}\"", field.name);
        let mut condition = if field.kind.is_set() {
            format!("EXISTS (SELECT 1 FROM json_each({column}) WHERE value IN ({places}))")
        } else {
            format!("{column} IN ({places})")
        };
        if has_empty {
            condition = format!("({condition} OR {column} IS NULL)");
        }
        self.and(&condition, filled);
    }
}

/// What a list is sorted by, one field of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) field: &'static Field,
    pub(super) way: Order,
}

impl Term {
    /// Whether rows come last that have nothing in the field: what has no term yet must not hide
    /// what is overdue.
    pub(super) fn is_empty_last(self) -> bool {
        let is_moment = matches!(self.field.kind, Type::Date | Type::Time);
        self.way == Order::Descending || is_moment
    }

    fn sql(self) -> String {
        let way = match self.way {
            Order::Ascending if self.is_empty_last() => " NULLS LAST",
            Order::Ascending => "",
            Order::Descending => " DESC",
        };
        format!("\"{}\"{way}", self.field.name)
    }
}

/// What a list is sorted by; nothing if it does not say, or if all its rows are equal in it.
pub(super) fn terms(spec: &Spec, query: &Query) -> Vec<Term> {
    let is_one_value = |field: &Field| {
        let mut equals = query.equals.iter();
        let is_one = |(name, values): &(&str, Vec<Value>)| *name == field.name && values.len() == 1;
        !field.kind.is_set() && equals.any(is_one)
    };
    let terms = query.sort.iter().filter_map(|(name, way)| {
        let field = spec.field(name).filter(|field| !is_one_value(field))?;
        Some(Term { field, way: *way })
    });
    terms.collect()
}

/// The same as SQL, each with a comma behind it.
pub(super) fn order(terms: &[Term]) -> String {
    let terms = terms.iter().map(|term| format!("{}, ", term.sql()));
    terms.collect()
}
