//! The tables of a form: rows of a ledger, as far as this edition shows them, with empty ones behind
//! them to write on.

use super::super::TableKind;
use super::super::counted::{self, Counted};
use super::super::paths::{Path, Place, place};
use super::{Fill, NUMBER, label_in};
use crate::acts::alerts::watched;
use crate::office::spec_of;
use crate::papers::lacks;
use crate::papers::mask::{is_kept_back, without_withheld};
use crate::papers::namesakes;
use crate::papers::registers::weight;
use crate::problem::Problem;
use ledger::{Row, Spec, Value};
use print::documents::Audience;
use print::table::{Cell, Column, Table};
use store::{Order, Query, StoredRow};

impl Fill<'_> {
    pub(super) fn table(&self, table: &TableKind) -> Result<Table, Problem> {
        let spec = spec_of(&table.ledger)?;
        let rows = if self.blank {
            Vec::new()
        } else {
            self.rows(spec, table)?
        };
        // What belongs to a record is often still to come; a list is what the paper is about.
        let is_bare = rows.is_empty() && !self.blank && table.by.is_none();
        if is_bare {
            self.gather.lacks.something(match table.nothing.as_str() {
                "" => lacks::none_of(spec),
                nothing => nothing.to_owned(),
            });
        }
        let paths: Vec<Path<'_>> = table.columns.iter().map(|path| Path::of(path)).collect();
        let mut set = self.cells((spec, &paths), &rows)?;
        sort(&mut set, (spec, &paths), &table.sort);
        let sums = Table::summed(&set, |at| {
            let path = table.columns.get(at);
            path.is_some_and(|path| table.sums.contains(path))
        });
        let blank = if self.blank || is_bare {
            table.bare
        } else {
            table.blank
        };
        set.extend(std::iter::repeat_n(
            vec![Cell::from(""); paths.len()],
            blank,
        ));
        let set = Table {
            columns: self.columns(spec, &paths)?,
            rows: set,
            sums,
        };
        let is_kept_back = |at: usize| paths.get(at).is_some_and(|path| withheld(spec, path));
        Ok(match self.gather.audience {
            Audience::Public => without_withheld(set, is_kept_back),
            Audience::Duty => set,
        })
    }

    /// What stands at the paths in each of the rows.
    fn cells(
        &self,
        (spec, paths): (&'static Spec, &[Path<'_>]),
        rows: &[StoredRow],
    ) -> Result<Vec<Vec<Cell>>, Problem> {
        let said: Vec<&Row> = rows.iter().map(|stored| &stored.row).collect();
        let mut names = self.gather.names(spec, said.iter().copied())?;
        if self.gather.audience == Audience::Duty {
            namesakes::in_rows(self.gather, (spec, &said), &mut names)?;
        }
        let of_rows = Fill {
            names,
            counted: Counted::on(self.event.map_or("", |event| &event.day)),
            ..Fill::empty(self.gather, Some(spec), false)
        };
        let cell = |at: usize, stored: &StoredRow, path: &Path<'_>| -> Result<Cell, Problem> {
            if path.head == NUMBER {
                return Ok((at + 1).to_string().into());
            }
            let said = of_rows.said_with_doubts(spec, stored, path)?;
            Ok(match said.as_str() {
                "" if !path.otherwise.is_empty() => Cell::strong(path.otherwise),
                day if of_rows.is_past(spec, stored, path) => {
                    let past = watched(spec.name, &stored.row);
                    Cell::strong(format!("{day} {}", past.map_or("", |past| past.past)))
                }
                said => Cell::from(said),
            })
        };
        let rows = rows.iter().enumerate();
        let cells =
            rows.map(|(at, stored)| paths.iter().map(|path| cell(at, stored, path)).collect());
        cells.collect()
    }

    /// The columns; what stands in braces in a label is counted of the form's own record.
    fn columns(&self, spec: &'static Spec, paths: &[Path<'_>]) -> Result<Vec<Column>, Problem> {
        const UNIT: &str = "{@unit}";
        let unit = self.value("@unit")?;
        let column = |path| {
            let column = column(spec, path);
            let label = column.label.replace(UNIT, &unit);
            Column { label, ..column }
        };
        Ok(paths.iter().map(column).collect())
    }

    fn rows(&self, spec: &'static Spec, table: &TableKind) -> Result<Vec<StoredRow>, Problem> {
        if table.own {
            return Ok(self.row.into_iter().cloned().collect());
        }
        let mut equals = Vec::new();
        if let (Some(by), Some(stored)) = (&table.by, self.row)
            && let Some(field) = spec.field(by)
        {
            equals.push((field.name, vec![Value::from(stored.id.to_string())]));
        }
        if let Some((name, code)) = &table.only
            && let Some(field) = spec.field(name)
        {
            let value = match code.as_str() {
                "true" => Value::Bool(true),
                code => Value::from(code),
            };
            equals.push((field.name, vec![value]));
        }
        let order = table.order.split(',').filter_map(|name| spec.field(name));
        let sort = order.map(|field| (field.name, Order::Ascending));
        let query = Query {
            area: Some(self.gather.office.code.clone()),
            equals,
            sort: sort.collect(),
            ..Query::default()
        };
        if let Some(event) = self.event {
            return Ok(event.rows.clone());
        }
        let mut rows = self.gather.office.store.list(spec, &query)?.rows;
        if let Some(day) = table.since.as_deref().and_then(|name| spec.field(name)) {
            let month: String = self.gather.today().chars().take(7).collect();
            rows.retain(|stored| stored.row.text(day.name) >= month.as_str());
        }
        Ok(rows)
    }
}

/// Whether the public edition keeps back what a path leads to.
fn withheld(spec: &'static Spec, path: &Path<'_>) -> bool {
    match place(spec, path) {
        Some(Place::Own(field) | Place::Far(_, _, field)) => is_kept_back(field),
        Some(Place::Phone(_)) => true,
        // Whom to call in a household, and what help it needs.
        None => matches!(path.head, "@phone" | "@helps"),
    }
}

/// Sorts rows by what they say below these heads.
fn sort(rows: &mut [Vec<Cell>], (spec, paths): (&'static Spec, &[Path<'_>]), heads: &[String]) {
    let places = heads.iter().filter_map(|head| {
        let is_head = |path: &Path<'_>| head_of(spec, path) == *head;
        paths.iter().position(is_head)
    });
    let places: Vec<usize> = places.collect();
    if !places.is_empty() {
        rows.sort_by_cached_key(|row| {
            let said = places.iter().map(|at| row.get(*at));
            let said = said.map(|cell| cell.map_or_else(String::new, |cell| cell.text.clone()));
            said.collect::<Vec<_>>()
        });
    }
}

fn head_of(spec: &'static Spec, path: &Path<'_>) -> String {
    path.label
        .map_or_else(|| label_in(spec, path), str::to_owned)
}

fn column(spec: &'static Spec, path: &Path<'_>) -> Column {
    let label = head_of(spec, path);
    let share = match place(spec, path) {
        Some(Place::Own(field) | Place::Far(_, _, field)) => {
            match field.name {
                // A word of measure.
                "unit" => 5,
                _ => weight(field),
            }
        }
        None if path.head == NUMBER => 3,
        None if path.head.is_empty() && label.chars().count() > 3 => 16,
        None if path.counted().is_some() => counted::weight(path.head),
        Some(Place::Phone(_)) | None => 9,
    };
    Column::text(&label, share)
}
