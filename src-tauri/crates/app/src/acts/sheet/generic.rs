//! A sheet of a ledger's own columns: what the program exported, or its filled template.

use super::{Fate, Tally, take_over};
use crate::acts::record::{difference, flags};
use crate::acts::{input, numbering};
use crate::bridge::sheet::RejectedRow;
use crate::desk::Desk;
use crate::office::{Office, new_id, spec_of};
use crate::problem::Problem;
use ledger::{Digest, Row, RowId, Spec, Type, Value, Weight};
use sheets::{Context, GenericRecord, Grid};
use std::collections::{BTreeMap, BTreeSet};
use store::Query;

/// By what an exported row is known again: which record, and what of it the sheet shows.
pub(super) fn key(id: RowId, form: Digest) -> String {
    let form: String = form.to_string().chars().take(16).collect();
    format!("{id}.{form}")
}

/// Whether the sheet was written by this program, whatever ledger it is of.
pub(super) fn is_ours(grid: &Grid) -> bool {
    sheets::generic::has_keys(grid)
}

/// Takes in one sheet of the ledger's own columns.
pub(super) fn take_in(
    desk: &Desk,
    office: &Office,
    (spec, grid, context): (&'static Spec, &Grid, &Context<'_>),
    tally: &mut Tally,
) -> Result<(), Problem> {
    let intake = sheets::generic(grid, spec, context)?;
    tally.begin(&intake, spec);
    let mut titles = Titles::default();
    for record in &intake.records {
        match take(desk, office, (spec, record, &mut titles), tally) {
            Ok(fate) => tally.count(fate),
            Err(problem) => tally.outcome.rejected.push(RejectedRow {
                sheet: intake.sheet.clone(),
                row: u64::from(record.row),
                column: String::new(),
                reason: problem.message,
            }),
        }
    }
    Ok(())
}

fn take(
    desk: &Desk,
    office: &Office,
    (spec, record, titles): (&'static Spec, &GenericRecord, &mut Titles),
    tally: &mut Tally,
) -> Result<Fate, Problem> {
    let (found, before) = known(office, spec, record)?;
    let mut told = record.fields.values.clone();
    told.0
        .retain(|name, _| spec.field(name).is_some_and(|field| !field.automatic));
    for (field, words) in &record.fields.refs {
        let value = titles.resolve(office, spec, (field, words))?;
        told.set(field, value);
    }
    let mut row = before.clone();
    if !take_over(spec, &mut row, &told) {
        return Ok(Fate::Unchanged);
    }
    numbering::fill(desk, office, spec, &mut row)?;
    input::fill(desk, spec, &mut row);
    if let Some(flag) = flags(desk, spec, &row)
        .into_iter()
        .find(|flag| flag.weight == Weight::Refuse)
    {
        return Err(Problem::new("not_valid", flag.text));
    }
    let id = found.unwrap_or_else(new_id);
    tally.changes.push(difference(spec, id, &before, &row));
    Ok(if found.is_some() {
        Fate::Changed
    } else {
        Fate::Added
    })
}

/// The record a row was exported from, if it still is as the sheet shows it; a row without a
/// key is matched by the ledger's unique fields, else it is new.
fn known(
    office: &Office,
    spec: &'static Spec,
    record: &GenericRecord,
) -> Result<(Option<RowId>, Row), Problem> {
    let Some((id, _)) = record.key.split_once('.') else {
        let twin = twin(office, spec, &record.fields.values)?;
        return Ok(twin.map_or_else(Default::default, |(id, row)| (Some(id), row)));
    };
    let id: RowId = id.parse().map_err(|_| {
        Problem::new(
            "record_missing",
            "“记录编号”被改过，认不出是哪一条，没有导入这一行。",
        )
    })?;
    let stored = office.row(spec, id)?;
    if key(id, office.store.form(spec, id)?) == record.key {
        return Ok((Some(id), stored.row));
    }
    let mut row = stored.row.clone();
    if take_over(spec, &mut row, &record.fields.values) {
        return Err(Problem::new(
            "stale_form",
            "导出之后这一条在程序里又改过，没有用表里的旧内容盖掉它。请重新导出再改。",
        ));
    }
    Ok((Some(id), stored.row))
}

fn twin(office: &Office, spec: &'static Spec, told: &Row) -> Result<Option<(RowId, Row)>, Problem> {
    for fields in spec.unique {
        if fields.iter().any(|field| told.get(field).is_empty()) {
            continue;
        }
        let equals = fields
            .iter()
            .map(|field| (*field, vec![told.get(field).clone()]))
            .collect();
        let query = Query {
            area: Some(office.code.clone()),
            equals,
            limit: 1,
            ..Query::default()
        };
        if let Some(stored) = office.store.list(spec, &query)?.rows.into_iter().next() {
            return Ok(Some((stored.id, stored.row)));
        }
    }
    Ok(None)
}

/// Rows by what names them, read once per ledger.
#[derive(Default)]
struct Titles(BTreeMap<&'static str, BTreeMap<String, Vec<RowId>>>);

impl Titles {
    fn resolve(
        &mut self,
        office: &Office,
        spec: &Spec,
        (name, words): (&str, &[String]),
    ) -> Result<Value, Problem> {
        let Some(field) = spec.field(name) else {
            return Ok(Value::Null);
        };
        let (Type::Ref(target) | Type::Refs(target)) = field.kind else {
            return Ok(Value::Null);
        };
        let titles = self.of(office, target)?;
        let mut ids = BTreeSet::new();
        for word in words {
            match titles.get(word).map(Vec::as_slice) {
                Some([only]) => ids.insert(only.to_string()),
                Some(_) => {
                    let text = format!(
                        "“{}”有同名的，认不出是哪一个，没有导入这一行。",
                        field.label
                    );
                    return Err(Problem::of_field("unknown_reference", name, text));
                }
                None => {
                    let text = format!(
                        "“{}”填的不在册子里，没有导入这一行。请先登记再导入。",
                        field.label
                    );
                    return Err(Problem::of_field("unknown_reference", name, text));
                }
            };
        }
        Ok(match field.kind {
            Type::Refs(_) => Value::Set(ids),
            _ => ids.into_iter().next().map_or(Value::Null, Value::Text),
        })
    }

    fn of(
        &mut self,
        office: &Office,
        ledger: &'static str,
    ) -> Result<&BTreeMap<String, Vec<RowId>>, Problem> {
        if !self.0.contains_key(ledger) {
            let spec = spec_of(ledger)?;
            let mut titles: BTreeMap<String, Vec<RowId>> = BTreeMap::new();
            for stored in office.all(ledger)? {
                titles
                    .entry(office.title(spec, &stored.row)?)
                    .or_default()
                    .push(stored.id);
            }
            self.0.insert(ledger, titles);
        }
        Ok(self.0.entry(ledger).or_default())
    }
}
