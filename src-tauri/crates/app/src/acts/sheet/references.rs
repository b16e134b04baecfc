//! Words in a sheet that name rows of other ledgers.

use super::names::{Meant, Names};
use super::tally::Tally;
use crate::office::{new_id, spec_of};
use crate::problem::Problem;
use ledger::{Change, Field, Row, RowId, Type, Value};
use std::collections::BTreeSet;

/// What the words of a cell came to.
pub(super) struct Resolved {
    /// The rows found.
    pub(super) value: Value,
    /// Words that name none, or several.
    pub(super) missing: Vec<(String, Meant)>,
}

/// The ledger a field refers to.
pub(super) fn target(field: &Field) -> Option<&'static str> {
    match field.kind {
        Type::Ref(target) | Type::Refs(target) => Some(target),
        _ => None,
    }
}

/// Finds the rows that the words of a cell name. Somebody not in the books is entered by the name
/// the sheet gives, so that nothing typed is lost.
pub(super) fn resolve(
    names: &Names<'_>,
    field: &Field,
    words: &[String],
    tally: &mut Tally,
) -> Result<Resolved, Problem> {
    let mut ids = BTreeSet::new();
    let mut missing = Vec::new();
    for word in words {
        let Some(target) = target(field) else {
            continue;
        };
        match names.meant(target, word)? {
            Meant::One(id) => {
                ids.insert(id.to_string());
            }
            Meant::Nothing if target == "person" && is_name(word) => {
                ids.insert(enter(names, word, tally)?.to_string());
            }
            meant => missing.push((word.clone(), meant)),
        }
    }
    let value = match field.kind {
        Type::Refs(_) => Value::Set(ids),
        _ => ids.into_iter().next().map_or(Value::Null, Value::Text),
    };
    Ok(Resolved { value, missing })
}

/// Why a word names nothing, in Chinese.
pub(super) fn missing_text(field: &Field, word: &str, meant: Meant) -> String {
    let of = target(field)
        .and_then(ledger::by_name)
        .map_or("", |spec| spec.label);
    let shown: String = word.chars().take(20).collect();
    if meant == Meant::Several {
        format!("“{shown}”在“{of}”里不止一个，认不出是哪一个，请在后面用括号写上电话或组别。")
    } else {
        format!("“{of}”里没有“{shown}”，请先登记再导入。")
    }
}

/// Whether a word can be the name of a person, and nothing else.
fn is_name(word: &str) -> bool {
    let letters = word.chars().count();
    let is_han = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter) || letter > '\u{20000}';
    (2..=4).contains(&letters) && word.chars().all(is_han)
}

fn enter(names: &Names<'_>, name: &str, tally: &mut Tally) -> Result<RowId, Problem> {
    let spec = spec_of("person")?;
    let id = new_id();
    let mut row = Row::default();
    row.set("name", name);
    tally
        .changes
        .push(Change::put(spec, id, [("name", Value::from(name))]));
    tally.outcome.people += 1;
    names.add(spec, id, &row)?;
    Ok(id)
}
