//! What a person writes in a story: every kind of register the ledgers have.

use ledger::kinds::supply_movement;
use ledger::{Act, Change, Op, RowId, Spec, Value, Write};
use std::collections::{BTreeMap, BTreeSet};

use super::story::index;
use crate::chance::Chance;

/// Rows of a ledger that everybody writes to.
const ROWS: usize = 3;
/// Rows of a large act: more than one entry holds.
const MANY: usize = 520;

/// One act. Rows are small numbers; texts are made when it is played, each only once.
#[derive(Clone, Debug)]
pub enum Deed {
    /// A text of a person, of one of the classes.
    Text(usize, &'static str),
    /// A code that is one register.
    Residence(usize, &'static str),
    /// An element of an unordered list goes in or out.
    Element(usize, &'static str, bool),
    /// A state of a flow: a group.
    Status(usize, &'static str),
    /// A figure that everybody may see.
    Year(usize),
    /// A person is removed.
    Remove(usize),
    /// A person comes back.
    Restore(usize),
    /// The number of a household and its head.
    Household(usize, usize),
    /// A batch of supplies.
    Batch(usize),
    /// Supplies come in or go out.
    Move(usize, bool, i64),
    /// A tip-off: confidential.
    Tip(usize),
    /// Two changes of one row in one act.
    Twice(usize),
    /// A conflict is decided.
    Answer(usize, &'static str),
    /// What concerns a villager is destroyed.
    Destroy(usize),
    /// A large act.
    Sheet,
}

impl Deed {
    /// Draws one.
    pub fn of(chance: &mut Chance) -> Self {
        let row = index(chance, ROWS);
        let is_in = chance.below(2) == 0;
        match chance.below(64) {
            0..=15 => Self::Text(row, pick(chance, &["group", "kin_contact", "medical_need"])),
            16..=21 => Self::Residence(row, pick(chance, &["resident", "away", "moved"])),
            22..=28 => Self::Element(row, pick(chance, &["a", "b", "c"]), is_in),
            29..=34 => Self::Status(row, pick(chance, &["found", "confirmed", "closed"])),
            35..=37 => Self::Year(row),
            38..=42 => Self::Remove(row),
            43..=45 => Self::Restore(row),
            46..=48 => Self::Household(row, index(chance, ROWS)),
            49 => Self::Batch(row % 2),
            50..=53 => Self::Move(row % 2, is_in, 1 + chance.below(9).cast_signed()),
            54 => Self::Tip(row),
            55 | 56 => Self::Twice(row),
            57..=60 => Self::Answer(row, pick(chance, &["resident", "away", "moved"])),
            61 | 62 => Self::Destroy(row),
            _ if chance.below(150) == 0 => Self::Sheet,
            _ => Self::Twice(row),
        }
    }

    /// The act it is.
    pub fn act(&self) -> Act {
        match self {
            Self::Answer(..) => Act::ANSWER_CONFLICT,
            Self::Destroy(_) => Act::DESTROY,
            Self::Sheet => Act::IMPORT_SHEET,
            _ => Act::SAVE_RECORD,
        }
    }

    /// Its changes.
    pub fn changes(&self, at: &At<'_>) -> Vec<Change> {
        let text = |extra: usize| Value::from(at.text(extra));
        match self {
            Self::Text(row, field) => vec![put(at.row("person", *row), [(*field, text(0))])],
            Self::Residence(row, code) => {
                vec![put(
                    at.row("person", *row),
                    [("residence", Value::from(*code))],
                )]
            }
            Self::Element(row, element, is_in) => {
                element_of(at.row("person", *row), element, *is_in)
            }
            Self::Status(row, code) => {
                vec![put(
                    at.row("hazard", *row),
                    [("status", Value::from(*code))],
                )]
            }
            Self::Year(row) => {
                let year = Value::from(1_000 + i64::from(at.number));
                vec![put(at.row("household", *row), [("built_year", year)])]
            }
            Self::Remove(row) => bare(at.row("person", *row), Op::Remove),
            Self::Restore(row) => bare(at.row("person", *row), Op::Restore),
            Self::Household(row, head) => {
                let head = at.row("person", *head).1.to_string();
                let values = [
                    ("hh_no", Value::from("012")),
                    ("head_id", Value::from(head)),
                ];
                vec![put(at.row("household", *row), values)]
            }
            Self::Batch(row) => vec![put(at.row("supply_batch", *row), [("lot", text(0))])],
            Self::Move(batch, is_in, quantity) => vec![movement(at, *batch, *is_in, *quantity)],
            Self::Tip(row) => vec![put(at.row("tip_off", *row), [("content", text(0))])],
            Self::Twice(row) => [0, 1]
                .map(|extra| put(at.row("person", *row), [("kin_contact", text(extra))]))
                .to_vec(),
            Self::Answer(row, code) => {
                let values = [("residence", Value::from(*code)), ("kin_contact", text(0))];
                vec![put(at.row("person", *row), values)]
            }
            Self::Destroy(row) => {
                let (spec, row) = at.row("person", *row);
                spec.map(|spec| Change::destroy(spec, row))
                    .into_iter()
                    .collect()
            }
            Self::Sheet => (0..MANY)
                .map(|line| put(at.row("person", 100 + line), [("group", text(line))]))
                .collect(),
        }
    }
}

/// Where a deed is done: the area, and a number no other deed of the history has.
pub struct At<'a> {
    /// The area.
    pub area: &'a str,
    /// The number.
    pub number: u32,
}

/// A row, and its ledger.
type Target = (Option<&'static Spec>, RowId);

impl At<'_> {
    /// A row of a ledger.
    pub fn row(&self, ledger: &str, number: usize) -> Target {
        let row = RowId::fixed(ledger, self.area, &number.to_string());
        (ledger::by_name(ledger), row)
    }

    /// A text that is written only once in all histories.
    fn text(&self, extra: usize) -> String {
        format!("{}之{}之{extra}终", self.area, self.number)
    }
}

fn put<'a>((spec, row): Target, values: impl IntoIterator<Item = (&'a str, Value)>) -> Change {
    let empty = Change {
        ledger: 0,
        row,
        op: Op::Put,
        writes: BTreeMap::new(),
    };
    spec.map_or(empty, |spec| Change::put(spec, row, values))
}

fn bare((spec, row): Target, op: Op) -> Vec<Change> {
    let change = spec.map(|spec| Change {
        ledger: spec.number,
        row,
        op,
        writes: BTreeMap::new(),
    });
    change.into_iter().collect()
}

fn element_of(at: Target, element: &str, is_in: bool) -> Vec<Change> {
    let one = BTreeSet::from([element.to_owned()]);
    let (added, removed) = if is_in {
        (one, BTreeSet::new())
    } else {
        (BTreeSet::new(), one)
    };
    let mut changes = bare(at, Op::Put);
    let field = at.0.and_then(|spec| spec.field("vulnerable"));
    for (change, field) in changes.iter_mut().zip(field) {
        let write = Write::Elements {
            added: added.clone(),
            removed: removed.clone(),
        };
        change.writes.insert(field.number, write);
    }
    changes
}

fn movement(at: &At<'_>, batch: usize, is_in: bool, quantity: i64) -> Change {
    let kind = if is_in {
        "in_purchase"
    } else {
        supply_movement::OUT_KINDS
            .first()
            .copied()
            .unwrap_or_default()
    };
    let batch = at.row("supply_batch", batch).1.to_string();
    let row = at.row("supply_movement", at.number as usize);
    let values = [
        ("kind", Value::from(kind)),
        ("batch_id", Value::from(batch)),
        ("qty", Value::from(quantity)),
    ];
    put(row, values)
}

fn pick(chance: &mut Chance, of: &[&'static str]) -> &'static str {
    of.get(index(chance, of.len())).copied().unwrap_or_default()
}
