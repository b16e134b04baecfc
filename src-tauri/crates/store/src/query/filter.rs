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

/// What a list is sorted by; empty if it does not say, or if all its rows are equal in it.
pub(super) fn order(spec: &Spec, query: &Query) -> String {
    let is_one_value = |field: &Field| {
        let mut equals = query.equals.iter();
        let is_one = |(name, values): &(&str, Vec<Value>)| *name == field.name && values.len() == 1;
        !field.kind.is_set() && equals.any(is_one)
    };
    let terms = query.sort.iter().filter_map(|(name, order)| {
        let field = spec.field(name).filter(|field| !is_one_value(field))?;
        let way = match (order, field.kind) {
            // What has no term yet must not hide what is overdue.
            (Order::Ascending, Type::Date | Type::Time) => " NULLS LAST",
            (Order::Ascending, _) => "",
            (Order::Descending, _) => " DESC",
        };
        Some(format!("\"{}\"{way}", field.name))
    });
    terms.collect::<Vec<_>>().join(", ")
}
