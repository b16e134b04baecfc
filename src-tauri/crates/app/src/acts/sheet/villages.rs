//! A ledger of a township as a spreadsheet: the rows of every village whose books are here, each
//! with its village, and the township's own. Village after village, so that only one village's
//! rows are in memory beside the sheet.

use super::with_known;
use crate::acts::handoff::area_names;
use crate::desk::Desk;
use crate::office::{Office, references};
use crate::problem::Problem;
use ledger::{Field, Row, RowId, Spec, Type, Value};
use std::collections::BTreeMap;

/// The rows of all areas as a workbook.
pub(super) fn workbook(
    desk: &Desk,
    office: &Office,
    spec: &'static Spec,
    fields: &[&Field],
) -> Result<Vec<u8>, Problem> {
    let names = area_names(office)?;
    let areas = desk.each("正在汇总各村的册子", office.store.areas()?);
    let villages = areas.map(|area| {
        let area = area?;
        let rows = rows(office, spec, &area)?;
        let name = names.get(&area).cloned().unwrap_or(area);
        Ok::<_, Problem>((name, rows))
    });
    with_known(desk, office, spec, |context| {
        sheets::of_villages(spec, fields, villages, context)
    })
}

/// The rows of an area, with what they point to called by name: the names of other offices' rows
/// are not among those a sheet of the own books knows.
fn rows(office: &Office, spec: &'static Spec, area: &str) -> Result<Vec<Row>, Problem> {
    let stored = office.all_of(area, spec.name)?;
    let names = office.names(spec, stored.iter().map(|one| &one.row))?;
    let readable = stored.into_iter().map(|one| {
        let mut row = one.row;
        for field in spec.fields {
            if matches!(field.kind, Type::Ref(_) | Type::Refs(_)) {
                let called = called(&names, row.get(field.name));
                row.set(field.name, called);
            }
        }
        row
    });
    Ok(readable.collect())
}

fn called(names: &BTreeMap<RowId, String>, value: &Value) -> Value {
    let words = references(value).into_iter();
    let words: Vec<String> = words.filter_map(|id| names.get(&id).cloned()).collect();
    Value::from(words.join("；"))
}
