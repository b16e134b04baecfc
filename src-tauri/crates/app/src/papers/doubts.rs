//! What a paper must say of a value that is not certain: that rivals wait for a person, and what
//! they say; that a later change did not come along (journal.md §3: marked, on paper too).

use super::Gather;
use crate::acts::display::{Display, Sight, is_masked};
use crate::acts::matters::applied;
use crate::problem::Problem;
use ledger::{Row, Spec};
use print::documents::Audience;
use print::table::{Cell, Emphasis};
use std::collections::{BTreeMap, BTreeSet};
use store::{Conflict, StoredRow};

/// By field name, what is printed behind its value.
pub(super) type Doubts = BTreeMap<&'static str, String>;

/// What is not certain of a row.
pub(super) fn of_row(
    gather: &Gather<'_>,
    spec: &'static Spec,
    stored: &StoredRow,
) -> Result<Doubts, Problem> {
    let mut doubts = Doubts::new();
    for name in &stored.withheld {
        let text = if stored.row.get(name).is_empty() {
            "（未随包送来）"
        } else {
            "（之后有改动未随包送来）"
        };
        doubts.insert(name, text.to_owned());
    }
    if stored.disputed == 0 {
        return Ok(doubts);
    }
    for conflict in gather.office.store.conflicts_of(spec, stored.id)? {
        for name in &conflict.fields {
            let others = others(gather, spec, (stored, &conflict), name)?;
            doubts.insert(name, rival_text(gather.audience, &others));
        }
    }
    Ok(doubts)
}

/// What is printed behind one field of a row; empty where nothing is in doubt.
pub(super) fn behind(
    gather: &Gather<'_>,
    spec: &'static Spec,
    (stored, name): (&StoredRow, &str),
) -> Result<String, Problem> {
    Ok(of_row(gather, spec, stored)?
        .remove(name)
        .unwrap_or_default())
}

/// What is printed behind a value that is read through a field of a row, from the row it points to
/// or from a person: what it would be as the other side has the field.
pub(super) fn through(
    gather: &Gather<'_>,
    spec: &'static Spec,
    (stored, name): (&StoredRow, &str),
    said: impl Fn(&Row) -> Result<String, Problem>,
) -> Result<String, Problem> {
    if stored.disputed == 0 {
        return Ok(String::new());
    }
    let shown = said(&stored.row)?;
    let conflicts = gather.office.store.conflicts_of(spec, stored.id)?;
    let about = conflicts
        .iter()
        .filter(|conflict| conflict.fields.contains(&name));
    let mut others = BTreeSet::new();
    for side in about.flat_map(|conflict| &conflict.sides) {
        let other = said(&applied(spec, &stored.row, side))?;
        if other != shown {
            others.insert(spoken(other));
        }
    }
    Ok(if others.is_empty() {
        String::new()
    } else {
        rival_text(gather.audience, &others)
    })
}

/// Marks a cell with what is not certain of its field.
pub(super) fn mark(cell: &mut Cell, doubt: Option<&String>) {
    if let Some(doubt) = doubt {
        cell.text.push_str(doubt);
        cell.emphasis = Emphasis::Strong;
    }
}

/// On the notice board only that it is open; on duty also what the other side says.
fn rival_text(audience: Audience, others: &BTreeSet<String>) -> String {
    if audience == Audience::Public || others.is_empty() {
        return "（两边填得不一样，待定夺）".to_owned();
    }
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    format!("（待定夺，另一边填的是：{}）", others.join("；"))
}

/// What the sides that are not shown wrote to a field, as far as it may be printed.
fn others(
    gather: &Gather<'_>,
    spec: &'static Spec,
    (stored, conflict): (&StoredRow, &Conflict),
    name: &str,
) -> Result<BTreeSet<String>, Problem> {
    let mut texts = BTreeSet::new();
    let Some(field) = spec.field(name) else {
        return Ok(texts);
    };
    for side in &conflict.sides {
        let row = applied(spec, &stored.row, side);
        let value = row.get(name);
        if value == stored.row.get(name) || is_masked(field, value, Sight::Masked) {
            continue;
        }
        let names = gather.names(spec, [&row])?;
        let display = Display {
            lists: &gather.lists(),
            names: &names,
        };
        texts.insert(spoken(display.value(field, value)));
    }
    Ok(texts)
}

/// What a side wrote; nothing is said in words.
fn spoken(text: String) -> String {
    match text.as_str() {
        "" => "（空）".to_owned(),
        _ => text,
    }
}
