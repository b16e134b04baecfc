//! Which entries wrote a row's registers: one for all, and the exceptions.

use crate::error::StoreError;
use ledger::cbor::Item;
use ledger::{Register, Spec};
use std::collections::BTreeMap;

/// The uncovered writers of one register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Local entry ids, ascending.
    pub(crate) writers: Vec<i64>,
    /// Whether they wrote different values.
    pub(crate) is_disputed: bool,
}

/// Writers of the registers that the row's own entry did not write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(pub(crate) BTreeMap<Register, Mark>);

const DAMAGED: StoreError = StoreError::Damaged { what: "marks" };

impl Marks {
    /// How many registers have rivals.
    pub(crate) fn disputed(&self) -> u32 {
        let disputed = self.0.values().filter(|mark| mark.is_disputed).count();
        u32::try_from(disputed).unwrap_or(u32::MAX)
    }

    /// Whether this register has rivals.
    pub(crate) fn is_disputed(&self, register: &Register) -> bool {
        self.0.get(register).is_some_and(|mark| mark.is_disputed)
    }

    /// The bytes kept with the row; none if there is no exception.
    pub(crate) fn to_bytes(&self) -> Option<Vec<u8>> {
        if self.0.is_empty() {
            return None;
        }
        let marks = self.0.iter().map(|(register, mark)| {
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
        Some(Item::List(marks.collect()).to_bytes())
    }

    /// Reads the bytes kept with a row of `spec`.
    pub(crate) fn from_bytes(spec: &Spec, bytes: Option<&[u8]>) -> Result<Self, StoreError> {
        let Some(bytes) = bytes else {
            return Ok(Self::default());
        };
        let item = Item::from_bytes(bytes).map_err(|_| DAMAGED)?;
        let marks = item.list().ok_or(DAMAGED)?.iter();
        marks
            .map(|mark| read_mark(spec, mark).ok_or(DAMAGED))
            .collect::<Result<_, _>>()
            .map(Self)
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
