//! A sheet edited outside while the record changed inside: nothing of the row is written, and both
//! are shown.

use super::labels::Known;
use crate::acts::display::{Display, Sight};
use crate::problem::Problem;
use ledger::{Field, Row};
use sheets::Rejected;
use std::collections::BTreeMap;

/// Why a row is not taken in whose record changed since: field by field what the sheet says and
/// what the books say now.
pub(super) fn rejected(
    known: &Known<'_>,
    (at, now, told): (u32, &Row, &Row),
    place: impl Fn(&str) -> String,
) -> Result<Rejected, Problem> {
    let names = known.office.names(known.spec, [now, told])?;
    let display = Display {
        lists: known.lists,
        names: &names,
    };
    let shown_now = display.row(known.spec, now, Sight::Masked);
    let shown_told = display.row(known.spec, told, Sight::Masked);
    let differing = known
        .spec
        .fields
        .iter()
        .filter(|field| now.get(field.name) != told.get(field.name));
    let mut cells = differing.map(|field| {
        let text = |shown: &BTreeMap<String, String>| {
            let text = shown.get(field.name).map_or("", String::as_str);
            if text.is_empty() {
                "空".to_owned()
            } else {
                format!("“{text}”")
            }
        };
        let (sheet, books) = (text(&shown_told), text(&shown_now));
        let reason = format!("{}：表里是{sheet}，册子里现在是{books}。", field.label);
        (place(field.name), reason)
    });
    let (column, first) = cells.next().unwrap_or_default();
    Ok(Rejected {
        row: at,
        column,
        reason: format!(
            "导出以后这一条已被他人改动，表里的内容一处也没有写入。{first}请重新导出再改。"
        ),
        also: cells.collect(),
    })
}

/// A value as the preview shows it.
pub(super) fn shown(known: &Known<'_>, field: &Field, row: &Row) -> String {
    let names = BTreeMap::new();
    let display = Display {
        lists: known.lists,
        names: &names,
    };
    display.value(field, row.get(field.name))
}
