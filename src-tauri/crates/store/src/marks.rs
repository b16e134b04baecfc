//! Which entries wrote a row's registers: one for all, and the exceptions; and what was withheld.

use crate::error::StoreError;
use crate::unseen::Unseen;
use ledger::cbor::Item;
use ledger::{Field, Privacy, Register, Spec};
use std::collections::BTreeMap;

/// The uncovered writers of one register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Local entry ids, ascending.
    pub(crate) writers: Vec<i64>,
    /// Whether they wrote different values.
    pub(crate) is_disputed: bool,
}

/// What is to be known of a row beside its values and the entry that wrote them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// Writers of the registers that the row's own entry did not write.
    pub(crate) registers: BTreeMap<Register, Mark>,
    /// What was written to the row and did not come.
    pub(crate) unseen: Unseen,
    /// Entries that destroyed classes of the row, with bit n for class n.
    pub(crate) destroyed: BTreeMap<i64, u8>,
}

const DAMAGED: StoreError = StoreError::Damaged { what: "marks" };

impl Marks {
    /// How many registers have rivals.
    pub(crate) fn disputed(&self) -> u32 {
        let disputed = self
            .registers
            .values()
            .filter(|mark| mark.is_disputed)
            .count();
        u32::try_from(disputed).unwrap_or(u32::MAX)
    }

    /// Whether this register has rivals.
    pub(crate) fn is_disputed(&self, register: &Register) -> bool {
        self.registers
            .get(register)
            .is_some_and(|mark| mark.is_disputed)
    }

    /// The bytes kept with the row; none if there is no exception.
    pub(crate) fn to_bytes(&self) -> Option<Vec<u8>> {
        if self.registers.is_empty() && self.unseen.is_empty() && self.destroyed.is_empty() {
            return None;
        }
        let marks = self.registers.iter().map(|(register, mark)| {
            let writers = mark.writers.iter().copied().map(Item::Int);
            Item::List(
                [
                    Item::Text(register.to_string()),
                    Item::Bool(mark.is_disputed),
                ]
                .into_iter()
                .chain(writers)
                .collect(),
            )
        });
        let destroyed = self.destroyed.iter().map(|(entry, classes)| {
            Item::List(vec![Item::Int(*entry), Item::Int((*classes).into())])
        });
        let marks = marks.chain(destroyed).chain(self.unseen.to_item());
        Some(Item::List(marks.collect()).to_bytes())
    }

    /// Names of the fields of classes that were destroyed.
    pub(crate) fn destroyed(&self, spec: &Spec) -> Vec<&'static str> {
        let classes = self.destroyed.values().fold(0, |all, one| all | one);
        let fields = spec.fields.iter();
        let gone = fields.filter(|field| classes & (1 << held_in(spec, field) as u8) != 0);
        gone.map(|field| field.name).collect()
    }

    /// Reads the bytes kept with a row of `spec`.
    pub(crate) fn from_bytes(spec: &Spec, bytes: Option<&[u8]>) -> Result<Self, StoreError> {
        let Some(bytes) = bytes else {
            return Ok(Self::default());
        };
        let item = Item::from_bytes(bytes).map_err(|_| DAMAGED)?;
        let mut marks = Self::default();
        for item in item.list().ok_or(DAMAGED)? {
            if item.map().is_some() {
                marks.unseen = Unseen::from_item(item).ok_or(DAMAGED)?;
            } else if let Some((entry, classes)) = read_destroyed(item) {
                marks.destroyed.insert(entry, classes);
            } else {
                let (register, mark) = read_mark(spec, item).ok_or(DAMAGED)?;
                marks.registers.insert(register, mark);
            }
        }
        Ok(marks)
    }
}

/// The class a field's leaf is in: of a confidential ledger, always the strictest.
pub(crate) fn held_in(spec: &Spec, field: &Field) -> Privacy {
    if spec.confidential {
        Privacy::Secret
    } else {
        field.privacy
    }
}

fn read_destroyed(item: &Item) -> Option<(i64, u8)> {
    match item.list()? {
        [Item::Int(entry), Item::Int(classes)] => Some((*entry, u8::try_from(*classes).ok()?)),
        _ => None,
    }
}

fn read_mark(spec: &Spec, item: &Item) -> Option<(Register, Mark)> {
    let [register, Item::Bool(is_disputed), writers @ ..] = item.list()? else {
        return None;
    };
    let mark = Mark {
        writers: writers.iter().map(Item::int).collect::<Option<_>>()?,
        is_disputed: *is_disputed,
    };
    Some((read_register(spec, register.text()?)?, mark))
}

fn read_register(spec: &Spec, text: &str) -> Option<Register> {
    if text == "exists" {
        return Some(Register::Existence);
    }
    if let Some(name) = text.strip_prefix('@') {
        let field = spec.fields.iter().find(|field| field.group == Some(name))?;
        return field.group.map(Register::Group);
    }
    match text.split_once('[') {
        None => text.parse().ok().map(Register::Field),
        Some((number, element)) => Some(Register::Element(
            number.parse().ok()?,
            element.strip_suffix(']')?.to_owned(),
        )),
    }
}
