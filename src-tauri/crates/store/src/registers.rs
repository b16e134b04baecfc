//! What a change writes, register by register, and which of rival values is shown.

use crate::columns::{canonical, fits};
use ledger::{Change, Digest, Op, Register, Row, Spec, Value, Write};
use std::collections::{BTreeMap, BTreeSet};

/// What one write puts into a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// The row exists, or does not.
    Exists(bool),
    /// The values of the register's fields that are not empty, by name.
    Fields(BTreeMap<&'static str, Value>),
    /// The element is in the list, or not.
    Element(bool),
}

/// An uncovered write to a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rival {
    /// Clock reading of its entry: only breaks ties of what is shown.
    pub(crate) utc_ms: i64,
    /// Its entry.
    pub(crate) digest: Digest,
    /// What it wrote.
    pub(crate) written: Written,
}

/// All that a change writes. Fields this version does not know, and values that are not of their
/// field's kind, are left out.
pub(crate) fn of_change(spec: &Spec, change: &Change) -> BTreeMap<Register, Written> {
    if matches!(change.op, Op::Destroy(_)) {
        // What it destroys is erased, not written over; whether the row exists it does not say.
        return BTreeMap::new();
    }
    let mut registers = BTreeMap::from([(
        Register::Existence,
        Written::Exists(change.op != Op::Remove),
    )]);
    for (number, write) in &change.writes {
        let Some(field) = spec.field_by_number(*number) else {
            continue;
        };
        if field.kind.is_set() && field.group.is_none() {
            let (added, removed) = elements(write);
            let element = |text: &String| Register::Element(*number, text.clone());
            registers.extend(
                removed
                    .iter()
                    .map(|text| (element(text), Written::Element(false))),
            );
            registers.extend(
                added
                    .iter()
                    .map(|text| (element(text), Written::Element(true))),
            );
            continue;
        }
        let Write::Whole(value) = write else { continue };
        if !fits(field, value) {
            continue;
        }
        let written = registers
            .entry(Register::of(field))
            .or_insert_with(|| Written::Fields(BTreeMap::new()));
        if let Written::Fields(fields) = written {
            // An absent field and an empty one are the same value, so they must compare equal.
            let value = canonical(value);
            if !value.is_empty() {
                fields.insert(field.name, value);
            }
        }
    }
    registers
}

/// A whole write to an unordered list only ever adds: what it did not name it may not have seen.
fn elements(write: &Write) -> (&BTreeSet<String>, &BTreeSet<String>) {
    static NONE: BTreeSet<String> = BTreeSet::new();
    match write {
        Write::Elements { added, removed } => (added, removed),
        Write::Whole(Value::Set(set)) => (set, &NONE),
        Write::Whole(_) => (&NONE, &NONE),
    }
}

/// Shows what was written in the row.
pub(crate) fn show(spec: &Spec, row: &mut Row, register: &Register, written: &Written) {
    match (register, written) {
        (Register::Field(_) | Register::Group(_), Written::Fields(values)) => {
            for field in fields_of(spec, register) {
                let value = values.get(field.name).cloned().unwrap_or_default();
                row.set(field.name, value);
            }
        }
        (Register::Element(number, element), Written::Element(is_in)) => {
            let Some(field) = spec.field_by_number(*number) else {
                return;
            };
            let mut set = match row.get(field.name) {
                Value::Set(set) => set.clone(),
                _ => BTreeSet::new(),
            };
            if *is_in {
                set.insert(element.clone());
            } else {
                set.remove(element);
            }
            row.set(field.name, Value::Set(set));
        }
        _ => {}
    }
}

/// The fields of a plain or group register.
pub(crate) fn fields_of(
    spec: &Spec,
    register: &Register,
) -> impl Iterator<Item = &'static ledger::Field> {
    spec.fields
        .iter()
        .filter(move |field| Register::of(field) == *register)
}

/// Which of the rivals is shown until a person decides: a living row before a removed one, the
/// cautious value where the declaration names one, else the greater (wall, digest).
pub(crate) fn shown(spec: &Spec, register: &Register, rivals: &[Rival]) -> usize {
    let rank = |rival: &Rival| {
        let alive = rival.written == Written::Exists(true);
        let caution = std::cmp::Reverse(recklessness(spec, register, &rival.written));
        (alive, caution, rival.utc_ms, rival.digest)
    };
    let best = rivals
        .iter()
        .enumerate()
        .max_by_key(|(_, rival)| rank(rival));
    best.map_or(0, |(place, _)| place)
}

/// Place of the written code among the cautious ones; those not named come last.
fn recklessness(spec: &Spec, register: &Register, written: &Written) -> usize {
    let Written::Fields(values) = written else {
        return 0;
    };
    let state = spec.flow.map(|flow| flow.state);
    let field = fields_of(spec, register)
        .filter(|field| !field.cautious.is_empty())
        .max_by_key(|field| state == Some(field.name));
    let Some(field) = field else {
        return 0;
    };
    let code = match values.get(field.name) {
        Some(Value::Bool(true)) => "true",
        Some(Value::Bool(false)) => "false",
        Some(value) => value.text(),
        None => "",
    };
    let place = field.cautious.iter().position(|cautious| *cautious == code);
    place.unwrap_or(field.cautious.len())
}
