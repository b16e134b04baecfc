//! The leaves of an entry: the fields of one privacy class in canonical bytes behind their salt.

use super::{EntryError, Leaf, Touch};
use crate::cbor::Item;
use crate::change::{Change, Op, Write};
use crate::id::RowId;
use crate::kinds;
use crate::spec::Privacy;
use crate::value::Value;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn empty_change(touch: &Touch) -> Change {
    let op = match touch.op {
        1 => Op::Remove,
        2 => Op::Restore,
        Touch::DESTROY => Op::Destroy(touch.classes),
        _ => Op::Put,
    };
    Change {
        ledger: touch.ledger,
        row: touch.row,
        op,
        writes: BTreeMap::new(),
    }
}

fn is_sealed(ledger: u16) -> bool {
    kinds::by_number(ledger).is_some_and(|spec| spec.confidential)
}

fn class_of(ledger: u16, field: u16) -> Privacy {
    let spec = kinds::by_number(ledger).filter(|spec| !spec.confidential);
    spec.and_then(|spec| spec.field_by_number(field))
        .map_or(Privacy::Secret, |field| field.privacy)
}

fn touch(change: &Change) -> Touch {
    let present = change.writes.keys().fold(0_u8, |bits, field| {
        bits | 1 << class_of(change.ledger, *field) as u8
    });
    let (op, classes) = match change.op {
        Op::Put => (0, present),
        Op::Remove => (1, present),
        Op::Restore => (2, present),
        Op::Destroy(classes) => (Touch::DESTROY, classes),
    };
    Touch {
        ledger: change.ledger,
        row: change.row,
        op,
        classes,
    }
}

/// What the head says of a change.
pub(super) fn told(change: &Change) -> Touch {
    if is_sealed(change.ledger) {
        Touch::SEALED
    } else {
        touch(change)
    }
}

/// Leaves of a class: one for the whole entry for open and duty, one per change above.
pub(super) fn leaves(
    changes: &[Change],
    class: Privacy,
    salt: &mut dyn FnMut() -> [u8; 16],
) -> Vec<Leaf> {
    let places = (0_i64..).zip(changes);
    let items: Vec<Item> = places
        .filter_map(|(place, change)| leaf_item(place, change, class))
        .collect();
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

/// `[place, fields]`, and behind them, of a confidential ledger, what its head does not say:
/// ledger, row, operation, classes.
fn leaf_item(place: i64, change: &Change, class: Privacy) -> Option<Item> {
    let fields: BTreeMap<u64, Item> = change
        .writes
        .iter()
        .filter(|(field, _)| class_of(change.ledger, **field) == class)
        .map(|(field, write)| (u64::from(*field), write_item(write)))
        .collect();
    let is_sealed = class == Privacy::Secret && is_sealed(change.ledger);
    if fields.is_empty() && !is_sealed {
        return None;
    }
    let mut item = vec![Item::Int(place), Item::Map(fields)];
    if is_sealed {
        let touch = touch(change);
        item.extend([
            Item::Int(touch.ledger.into()),
            Item::Bytes(touch.row.0.to_vec()),
            Item::Int(touch.op.into()),
            Item::Int(touch.classes.into()),
        ]);
    }
    Some(Item::List(item))
}

/// The pairs of a leaf behind its salt.
fn pairs(bytes: &[u8]) -> Result<Vec<Item>, EntryError> {
    let fields = bytes.get(16..).ok_or(EntryError::Leaf)?;
    match Item::from_bytes(fields) {
        Ok(Item::List(pairs)) => Ok(pairs),
        _ => Err(EntryError::Leaf),
    }
}

/// The row that a change of a confidential ledger touched, as its leaf tells.
pub(super) fn unseal(bytes: &[u8]) -> Result<Touch, EntryError> {
    let pairs = pairs(bytes)?;
    let [pair] = pairs.as_slice() else {
        return Err(EntryError::Leaf);
    };
    sealed_touch(pair).ok_or(EntryError::Leaf)
}

fn sealed_touch(pair: &Item) -> Option<Touch> {
    let [_, _, ledger, row, op, classes] = pair.list()? else {
        return None;
    };
    let byte = |item: &Item| u8::try_from(item.int()?).ok();
    Some(Touch {
        ledger: u16::try_from(ledger.int()?).ok().filter(|it| *it > 0)?,
        row: RowId(row.array()?),
        op: byte(op)?,
        classes: byte(classes)?,
    })
}

/// Reads the fields of a leaf into the changes; `of` is the one change a leaf that stands alone
/// belongs to.
pub(super) fn read_leaf(
    bytes: &[u8],
    of: Option<usize>,
    changes: &mut [Change],
) -> Result<(), EntryError> {
    let pairs = pairs(bytes)?;
    if of.is_some() && pairs.len() != 1 {
        return Err(EntryError::Leaf);
    }
    for pair in &pairs {
        let Some([place, fields, ..]) = pair.list() else {
            return Err(EntryError::Leaf);
        };
        let change = place
            .int()
            .and_then(|place| usize::try_from(place).ok())
            .filter(|place| of.is_none_or(|of| of == *place))
            .and_then(|place| changes.get_mut(place))
            .ok_or(EntryError::Leaf)?;
        read_fields(fields, change)?;
    }
    Ok(())
}

fn read_fields(fields: &Item, change: &mut Change) -> Result<(), EntryError> {
    let spec = kinds::by_number(change.ledger);
    for (number, item) in fields.map().ok_or(EntryError::Leaf)? {
        let number = u16::try_from(*number).map_err(|_| EntryError::Leaf)?;
        if spec.is_some_and(|spec| spec.field_by_number(number).is_some()) {
            let write = item_write(item).ok_or(EntryError::Leaf)?;
            change.writes.insert(number, write);
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
