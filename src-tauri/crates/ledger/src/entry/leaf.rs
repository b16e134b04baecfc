//! The leaves of an entry: the fields of one privacy class in canonical bytes behind their salt.

use super::{EntryError, Leaf, Touch};
use crate::cbor::Item;
use crate::change::{Change, Op, Write};
use crate::kinds;
use crate::spec::Privacy;
use crate::value::Value;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn empty_change(touch: &Touch) -> Change {
    let op = match touch.op {
        1 => Op::Remove,
        2 => Op::Restore,
        _ => Op::Put,
    };
    Change {
        ledger: touch.ledger,
        row: touch.row,
        op,
        writes: BTreeMap::new(),
    }
}

fn class_of(ledger: u16, field: u16) -> Privacy {
    kinds::by_number(ledger)
        .and_then(|spec| spec.field_by_number(field))
        .map_or(Privacy::Secret, |field| field.privacy)
}

pub(super) fn touch(change: &Change) -> Touch {
    let classes = change.writes.keys().fold(0_u8, |bits, field| {
        bits | 1 << class_of(change.ledger, *field) as u8
    });
    let op = match change.op {
        Op::Put => 0,
        Op::Remove => 1,
        Op::Restore => 2,
    };
    Touch {
        ledger: change.ledger,
        row: change.row,
        op,
        classes,
    }
}

/// Leaves of a class: one for the whole entry for open and duty, one per change above.
pub(super) fn leaves(
    changes: &[Change],
    class: Privacy,
    salt: &mut dyn FnMut() -> [u8; 16],
) -> Vec<Leaf> {
    let mut items = Vec::new();
    for (place, change) in (0_i64..).zip(changes) {
        let fields: BTreeMap<u64, Item> = change
            .writes
            .iter()
            .filter(|(field, _)| class_of(change.ledger, **field) == class)
            .map(|(field, write)| (u64::from(*field), write_item(write)))
            .collect();
        if !fields.is_empty() {
            items.push(Item::List(vec![Item::Int(place), Item::Map(fields)]));
        }
    }
    let groups: Vec<Vec<Item>> = match class {
        _ if items.is_empty() => Vec::new(),
        Privacy::Open | Privacy::Duty => vec![items],
        Privacy::Personal | Privacy::Secret => items.into_iter().map(|item| vec![item]).collect(),
    };
    groups
        .into_iter()
        .map(|group| {
            let mut bytes = salt().to_vec();
            bytes.extend(Item::List(group).to_bytes());
            Leaf::Bytes(bytes)
        })
        .collect()
}

pub(super) fn read_leaf(bytes: &[u8], changes: &mut [Change]) -> Result<(), EntryError> {
    let fields = bytes.get(16..).ok_or(EntryError::Leaf)?;
    let item = Item::from_bytes(fields).map_err(|_| EntryError::Leaf)?;
    for pair in item.list().ok_or(EntryError::Leaf)? {
        let Some([place, fields]) = pair.list() else {
            return Err(EntryError::Leaf);
        };
        let change = place
            .int()
            .and_then(|place| usize::try_from(place).ok())
            .and_then(|place| changes.get_mut(place))
            .ok_or(EntryError::Leaf)?;
        for (number, item) in fields.map().ok_or(EntryError::Leaf)? {
            let number = u16::try_from(*number).map_err(|_| EntryError::Leaf)?;
            if kinds::by_number(change.ledger)
                .and_then(|spec| spec.field_by_number(number))
                .is_some()
            {
                change
                    .writes
                    .insert(number, item_write(item).ok_or(EntryError::Leaf)?);
            }
        }
    }
    Ok(())
}

fn texts(set: &BTreeSet<String>) -> Item {
    Item::List(set.iter().cloned().map(Item::Text).collect())
}

/// A write in canonical form. A list is `[0, lines…]`, a set `[1, elements…]`.
fn write_item(write: &Write) -> Item {
    match write {
        Write::Whole(Value::Null) => Item::Null,
        Write::Whole(Value::Bool(yes)) => Item::Bool(*yes),
        Write::Whole(Value::Int(number)) => Item::Int(*number),
        Write::Whole(Value::Text(text)) => Item::Text(text.clone()),
        Write::Whole(Value::Lines(lines)) => tagged_list(0, lines.iter()),
        Write::Whole(Value::Set(set)) => tagged_list(1, set.iter()),
        Write::Elements { added, removed } => {
            Item::Map(BTreeMap::from([(0, texts(added)), (1, texts(removed))]))
        }
    }
}

fn tagged_list<'a>(tag: i64, texts: impl Iterator<Item = &'a String>) -> Item {
    Item::List(
        std::iter::once(Item::Int(tag))
            .chain(texts.cloned().map(Item::Text))
            .collect(),
    )
}

fn item_write(item: &Item) -> Option<Write> {
    let strings = |items: &[Item]| -> Option<Vec<String>> {
        items
            .iter()
            .map(|item| item.text().map(str::to_owned))
            .collect()
    };
    Some(match item {
        Item::Null => Write::Whole(Value::Null),
        Item::Bool(yes) => Write::Whole(Value::Bool(*yes)),
        Item::Int(number) => Write::Whole(Value::Int(*number)),
        Item::Text(text) => Write::Whole(Value::Text(text.clone())),
        Item::List(items) => match items.split_first()? {
            (Item::Int(0), lines) => Write::Whole(Value::Lines(strings(lines)?)),
            (Item::Int(1), set) => Write::Whole(Value::Set(strings(set)?.into_iter().collect())),
            _ => return None,
        },
        Item::Map(map) => {
            let set = |key| Some(strings(map.get(&key)?.list()?)?.into_iter().collect());
            Write::Elements {
                added: set(0)?,
                removed: set(1)?,
            }
        }
        Item::Bytes(_) => return None,
    })
}
