//! What rows are called to a person who sees them in a column, a choice or a line.
//!
//! A page of a list names a hundred rows of other ledgers; what was named is kept until something
//! is written or somebody else sits down, for the next page.

use super::{Office, references, spec_of};
use crate::papers::masked_name;
use crate::problem::Problem;
use ledger::{Field, Privacy, Row, RowId, Spec};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Names kept.
const KEPT: usize = 10_000;

/// What rows were called lately.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Changes of the file, and what could be seen, when they were.
    as_of: Option<(u64, Privacy)>,
    names: HashMap<RowId, String>,
}

impl Named {
    /// Forgets what may no longer hold.
    fn follow(&mut self, now: (u64, Privacy)) {
        if self.as_of != Some(now) || self.names.len() > KEPT {
            self.names.clear();
            self.as_of = Some(now);
        }
    }
}

impl Office {
    /// What names the rows that the reference fields of these rows point to.
    pub(crate) fn names<'a>(
        &self,
        spec: &Spec,
        rows: impl IntoIterator<Item = &'a Row>,
    ) -> Result<BTreeMap<RowId, String>, Problem> {
        self.names_in(spec.fields, rows)
    }

    /// What names the rows that the columns of a list point to.
    pub(crate) fn column_names<'a>(
        &self,
        spec: &Spec,
        rows: impl IntoIterator<Item = &'a Row>,
    ) -> Result<BTreeMap<RowId, String>, Problem> {
        let columns = spec.columns.iter().filter_map(|name| spec.field(name));
        self.names_in(columns, rows)
    }

    fn names_in<'a>(
        &self,
        fields: impl IntoIterator<Item = &'static Field>,
        rows: impl IntoIterator<Item = &'a Row>,
    ) -> Result<BTreeMap<RowId, String>, Problem> {
        let rows: Vec<&Row> = rows.into_iter().collect();
        let mut names = BTreeMap::new();
        for field in fields {
            let (ledger::Type::Ref(target) | ledger::Type::Refs(target)) = field.kind else {
                continue;
            };
            let target = spec_of(target)?;
            let ids: BTreeSet<RowId> = rows
                .iter()
                .flat_map(|row| references(row.get(field.name)))
                .collect();
            self.name(target, ids, &mut names)?;
        }
        Ok(names)
    }

    /// Names rows of a ledger, those that were named before without reading them.
    fn name(
        &self,
        target: &Spec,
        mut ids: BTreeSet<RowId>,
        names: &mut BTreeMap<RowId, String>,
    ) -> Result<(), Problem> {
        let now = (self.store.changes(), self.sees());
        {
            let mut kept = self.named.borrow_mut();
            kept.follow(now);
            ids.retain(|id| match kept.names.get(id) {
                Some(name) => {
                    names.insert(*id, name.clone());
                    false
                }
                None => true,
            });
        }
        let ids: Vec<RowId> = ids.into_iter().collect();
        for (id, row) in self.rows_to_name(target, &ids)? {
            let name = self.title(target, &row)?;
            let mut kept = self.named.borrow_mut();
            kept.names.insert(id, name.clone());
            names.insert(id, name);
        }
        Ok(())
    }

    /// What [`Office::title`] looks at in these rows. Where a row's own title names it alone, that
    /// is read first, and what it points to only where the title is empty.
    fn rows_to_name(&self, target: &Spec, ids: &[RowId]) -> Result<Vec<(RowId, Row)>, Problem> {
        let own: Vec<_> = title_fields(target).collect();
        let all: Vec<_> = own.iter().copied().chain(first_field(target)).collect();
        if target.unique.is_empty() {
            return Ok(self.store.rows_in_part(target, &all, ids)?);
        }
        let mut rows = self.store.rows_in_part(target, &own, ids)?;
        let is_nameless = |(_, row): &(RowId, Row)| row.title(target).is_empty();
        let nameless = rows.extract_if(.., |row| is_nameless(row));
        let nameless: Vec<RowId> = nameless.map(|(id, _)| id).collect();
        rows.extend(self.store.rows_in_part(target, &all, &nameless)?);
        Ok(rows)
    }

    /// What names a row to a person: its title fields. Where these alone do not tell rows apart
    /// (a batch, a movement) or there are none, the row its first reference column points to
    /// comes before them.
    pub(crate) fn title(&self, spec: &Spec, row: &Row) -> Result<String, Problem> {
        let own = self.own_title(spec, row);
        if !own.is_empty() && !spec.unique.is_empty() {
            return Ok(own);
        }
        let of = self.first_target(spec, row)?;
        Ok([of, own]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" "))
    }

    /// The row's title fields; to whoever may not see a villager's name, only its surname.
    fn own_title(&self, spec: &Spec, row: &Row) -> String {
        let sees = self.sees();
        if sees >= Privacy::Personal {
            return row.title(spec);
        }
        let mut veiled = row.clone();
        for field in spec.title.iter().filter_map(|name| spec.field(name)) {
            if field.privacy > sees {
                veiled.set(field.name, masked_name(row.text(field.name)));
            }
        }
        veiled.title(spec)
    }

    /// What names the row that the first reference column points to.
    fn first_target(&self, spec: &Spec, row: &Row) -> Result<String, Problem> {
        let Some((field, target)) = first_reference(spec) else {
            return Ok(String::new());
        };
        let Some(id) = references(row.get(field.name)).first().copied() else {
            return Ok(String::new());
        };
        let mut names = BTreeMap::new();
        self.name(spec_of(target)?, BTreeSet::from([id]), &mut names)?;
        Ok(names.remove(&id).unwrap_or_default())
    }
}

/// The first column of a ledger that points to a row, and of which ledger.
fn first_reference(spec: &Spec) -> Option<(&'static Field, &'static str)> {
    let mut columns = spec.columns.iter().filter_map(|name| spec.field(name));
    columns.find_map(|field| match field.kind {
        ledger::Type::Ref(target) => Some((field, target)),
        _ => None,
    })
}

fn first_field(spec: &Spec) -> Option<&'static Field> {
    first_reference(spec).map(|(field, _)| field)
}

fn title_fields(spec: &Spec) -> impl Iterator<Item = &'static Field> {
    spec.title.iter().filter_map(|name| spec.field(name))
}
