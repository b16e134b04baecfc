//! The oracles: what somebody's books show is what the writes he knows say.

use anyhow::{Context as _, Result, bail, ensure};
use ledger::{Change, Have, Leaf, Op, Part, Privacy, Register, RowId, Spec, Value, Write};
use std::collections::{BTreeMap, BTreeSet};
use store::{Conflict, Query, Store, StoredRow};

use super::facts::{Fact, Place, Said, View};

/// Ledgers the stories write to.
const LEDGERS: &[&str] = &[
    "person",
    "household",
    "hazard",
    "supply_batch",
    "supply_movement",
    "tip_off",
];

/// The rows of an area, by ledger number and identity.
pub type Rows = BTreeMap<(u16, RowId), StoredRow>;

/// Every row of an area, removed ones too.
pub fn rows(store: &Store, area: &str) -> Result<Rows> {
    let mut rows = Rows::new();
    for spec in LEDGERS.iter().filter_map(|name| ledger::by_name(name)) {
        for gone in [store::Gone::Hidden, store::Gone::Only] {
            let query = Query {
                area: Some(area.to_owned()),
                gone,
                ..Query::default()
            };
            let found = store.list(spec, &query)?.rows;
            rows.extend(found.into_iter().map(|row| ((spec.number, row.id), row)));
        }
    }
    Ok(rows)
}

/// What was just written is what is shown.
pub fn shows(store: &Store, changes: &[Change]) -> Result<()> {
    let mut last: BTreeMap<(u16, RowId, u16), &Write> = BTreeMap::new();
    for change in changes.iter().take(4).filter(|change| change.op == Op::Put) {
        let writes = change.writes.iter();
        last.extend(writes.map(|(field, write)| ((change.ledger, change.row, *field), write)));
    }
    for ((ledger, row, field), write) in last {
        let spec = ledger::by_number(ledger).context("an unknown ledger")?;
        let field = spec.field_by_number(field).context("an unknown field")?;
        let stored = store.row(spec, row)?.context("a written row is absent")?;
        let shown = stored.row.get(field.name);
        let is_shown = match (write, shown) {
            (Write::Whole(value), shown) => value == shown,
            (Write::Elements { added, removed }, Value::Set(set)) => {
                added.is_subset(set) && removed.is_disjoint(set)
            }
            (Write::Elements { added, .. }, _) => added.is_empty(),
        };
        ensure!(
            is_shown && !stored.gone,
            "{}.{} is not shown as written",
            spec.name,
            field.name
        );
    }
    Ok(())
}

/// Judges the books of somebody who lacks no part of what he knows.
pub fn judge(store: &Store, area: &str, view: &View<'_>) -> Result<()> {
    let rows = rows(store, area)?;
    let conflicts = store.conflicts(Some(area), usize::MAX)?;
    let open = view.open();
    let written: BTreeSet<(u16, RowId)> = open.keys().map(|place| (place.0, place.1)).collect();
    let shown: BTreeSet<(u16, RowId)> = rows.keys().copied().collect();
    // A destruction of a row nobody wrote leaves a row that says so.
    ensure!(written.is_subset(&shown), "a written row is absent");
    let mut disputes = 0;
    let mut revived = 0;
    for (place, writes) in &open {
        let row = rows
            .get(&(place.0, place.1))
            .context("a written row is absent")?;
        ensure!(
            row.withheld.is_empty(),
            "a value is marked though nothing is withheld"
        );
        let told = || format!("{place:?} {:?}", said_of(writes));
        if place.2 == Register::Existence {
            let alive = writes
                .iter()
                .filter(|(_, said)| **said == Said::Exists(true))
                .count();
            ensure!(row.gone == (alive == 0), "existence: {}", told());
            revived += usize::from(alive > 0 && alive < writes.len());
            continue;
        }
        let is_shown = match best(place, writes)? {
            Some(said) => is_said(row, place, said)?,
            None => is_nothing(row, place)?,
        };
        ensure!(is_shown, "another value is shown than written: {}", told());
        disputes += usize::from(check_conflict(&conflicts, place, writes).with_context(told)?);
    }
    ensure!(
        disputes == conflicts.len(),
        "{} conflicts, {disputes} expected",
        conflicts.len()
    );
    questions(store, area, &rows, revived)
}

fn said_of<'a>(writes: &[(&Fact, &'a Said)]) -> Vec<&'a Said> {
    writes.iter().map(|(_, said)| *said).collect()
}

/// The write to be shown: the cautious one, else that of the greater (wall, digest).
fn best<'a>(place: &Place, writes: &[(&Fact, &'a Said)]) -> Result<Option<&'a Said>> {
    let spec = ledger::by_number(place.0).context("an unknown ledger")?;
    let cautious = fields_of(spec, &place.2).find(|field| {
        let state = spec.flow.map(|flow| flow.state);
        !field.cautious.is_empty() && state.is_none_or(|state| state == field.name)
    });
    let rank = |said: &Said| {
        let (Some(field), Said::Fields(values)) = (cautious, said) else {
            return 0;
        };
        let code = values.get(&field.number).map_or("", |value| value.text());
        let place = field.cautious.iter().position(|cautious| *cautious == code);
        place.unwrap_or(field.cautious.len())
    };
    let best = writes
        .iter()
        .max_by_key(|(fact, said)| (std::cmp::Reverse(rank(said)), fact.utc_ms, fact.digest));
    Ok(best.map(|(_, said)| *said))
}

fn fields_of(
    spec: &'static Spec,
    register: &Register,
) -> impl Iterator<Item = &'static ledger::Field> {
    let register = register.clone();
    spec.fields
        .iter()
        .filter(move |field| Register::of(field) == register)
}

fn is_said(row: &StoredRow, place: &Place, said: &Said) -> Result<bool> {
    let spec = ledger::by_number(place.0).context("an unknown ledger")?;
    Ok(match (&place.2, said) {
        (Register::Element(number, element), Said::In(is_in)) => {
            let field = spec.field_by_number(*number).context("an unknown field")?;
            let holds = matches!(row.row.get(field.name), Value::Set(set) if set.contains(element));
            holds == *is_in
        }
        (register, Said::Fields(values)) => fields_of(spec, register).all(|field| {
            let said = values.get(&field.number).unwrap_or(&Value::Null);
            row.row.get(field.name) == said
        }),
        _ => false,
    })
}

fn is_nothing(row: &StoredRow, place: &Place) -> Result<bool> {
    let nothing = match &place.2 {
        Register::Element(..) => Said::In(false),
        _ => Said::Fields(BTreeMap::new()),
    };
    is_said(row, place, &nothing)
}

/// Whether the writes differ, in which case there is a conflict with each of them as a side.
fn check_conflict(
    conflicts: &[Conflict],
    place: &Place,
    writes: &[(&Fact, &Said)],
) -> Result<bool> {
    let differ = said_of(writes)
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a != b));
    let name = ledger::by_number(place.0).map_or("", |spec| spec.name);
    let register = place.2.to_string();
    let conflict = conflicts.iter().find(|conflict| {
        (conflict.ledger, conflict.row) == (name, place.1) && conflict.register == register
    });
    ensure!(
        conflict.is_some() == differ,
        "a conflict is {differ}, told {}",
        !differ
    );
    if let Some(conflict) = conflict {
        let sides: BTreeSet<_> = conflict.sides.iter().map(|side| side.entry).collect();
        let open: BTreeSet<_> = writes.iter().map(|(fact, _)| fact.digest).collect();
        ensure!(sides == open, "a side of the conflict is missing");
    }
    Ok(differ)
}

/// Each broken rule is exactly one question, and nothing else is asked.
fn questions(store: &Store, area: &str, rows: &Rows, revived: usize) -> Result<()> {
    let asked = store.questions(area, usize::MAX)?;
    let keys: BTreeSet<&str> = asked.iter().map(|question| question.key.as_str()).collect();
    ensure!(keys.len() == asked.len(), "a question is asked twice");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for question in &asked {
        *counts.entry(question.rule).or_default() += 1;
    }
    let mut expected = BTreeMap::from([
        ("revived", revived),
        ("repeated", repeated(rows)),
        ("dangling_reference", dangling(rows)),
        ("negative_stock", negative(rows)),
    ]);
    expected.retain(|_, count| *count > 0);
    ensure!(
        counts == expected,
        "questions {counts:?}, expected {expected:?}"
    );
    Ok(())
}

fn alive<'r>(rows: &'r Rows, name: &str) -> impl Iterator<Item = &'r StoredRow> {
    let number = ledger::by_name(name).map_or(0, |spec| spec.number);
    let rows = rows.iter();
    let rows = rows.filter(move |((ledger, _), row)| *ledger == number && !row.gone);
    rows.map(|(_, row)| row)
}

fn repeated(rows: &Rows) -> usize {
    let numbered = alive(rows, "household").filter(|row| !row.row.text("hh_no").is_empty());
    usize::from(numbered.count() > 1)
}

fn dangling(rows: &Rows) -> usize {
    let is_there = |name: &str, id: &str| alive(rows, name).any(|row| row.id.to_string() == id);
    let heads = alive(rows, "household").map(|row| ("person", row.row.text("head_id")));
    let batches =
        alive(rows, "supply_movement").map(|row| ("supply_batch", row.row.text("batch_id")));
    let named = heads.chain(batches).filter(|(_, id)| !id.is_empty());
    named.filter(|(name, id)| !is_there(name, id)).count()
}

fn negative(rows: &Rows) -> usize {
    let mut stock: BTreeMap<&str, i64> = BTreeMap::new();
    for moved in alive(rows, "supply_movement") {
        let sign = if moved.row.text("kind") == "in_purchase" {
            1
        } else {
            -1
        };
        let quantity = moved.row.get("qty").int().unwrap_or(0);
        *stock.entry(moved.row.text("batch_id")).or_default() += sign * quantity;
    }
    stock.values().filter(|balance| **balance < 0).count()
}

/// Whether some row is marked as lacking what was written.
pub fn is_marked(store: &Store, area: &str) -> Result<bool> {
    Ok(rows(store, area)?
        .values()
        .any(|row| !row.withheld.is_empty()))
}

/// A copy with fewer parts shows nothing unmarked that the full one does not.
pub fn tells_no_lie(store: &Store, full: &Rows) -> Result<()> {
    for ((ledger, id), row) in full {
        let spec = ledger::by_number(*ledger).context("an unknown ledger")?;
        let Some(shown) = store.row(spec, *id)? else {
            ensure!(spec.confidential, "a row of {} is absent", spec.name);
            continue;
        };
        ensure!(
            shown.gone == row.gone,
            "existence of a row of {} differs",
            spec.name
        );
        for field in spec.fields {
            let is_same = shown.row.get(field.name) == row.row.get(field.name);
            if !is_same && !shown.withheld.contains(&field.name) {
                bail!(
                    "{}.{} is shown unmarked: {:?}, the full copy has {:?}",
                    spec.name,
                    field.name,
                    shown.row.get(field.name),
                    row.row.get(field.name)
                );
            }
        }
    }
    Ok(())
}

/// The first thing two books differ in.
pub fn difference(store: &Store, area: &str, theirs: &Rows) -> Result<String> {
    let ours = rows(store, area)?;
    let all: BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
    for key in all {
        if ours.get(key) != theirs.get(key) {
            return Ok(format!("{:?} and {:?}", ours.get(key), theirs.get(key)));
        }
    }
    Ok("the same rows, other marks".to_owned())
}

/// What is destroyed stands in no entry and no page of a file.
pub fn is_gone(store: &mut Store, area: &str, view: &View<'_>) -> Result<()> {
    let destroyed: Vec<String> = view.destroyed().into_iter().filter_map(text_of).collect();
    if destroyed.is_empty() {
        return Ok(());
    }
    let mut left = Vec::new();
    for entry in store.entries_lacking(area, &Have::default(), Privacy::Secret)? {
        for part in entry?.parts {
            let Part::Leaves(leaves) = part else { continue };
            left.extend(leaves.into_iter().filter_map(|leaf| match leaf {
                Leaf::Bytes(bytes) => Some(bytes),
                Leaf::Erased(_) => None,
            }));
        }
    }
    let left = left.concat();
    for text in destroyed {
        let is_left = left
            .windows(text.len())
            .any(|bytes| bytes == text.as_bytes());
        ensure!(!is_left, "a destroyed value is still in the journal");
    }
    Ok(())
}

fn text_of(said: &Said) -> Option<String> {
    let Said::Fields(values) = said else {
        return None;
    };
    let mut texts = values.values().map(Value::text);
    // Codes are words of the program, the texts are nobody else's.
    texts.find(|text| text.ends_with('终')).map(str::to_owned)
}
