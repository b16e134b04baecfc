//! Reading the numbered fields of a CBOR map; writing them is one `BTreeMap::from`.

use ledger::cbor::Item;
use std::collections::BTreeMap;

/// A CBOR map seen as numbered fields. Every getter answers nothing where the shape differs.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a>(&'a BTreeMap<u64, Item>);

impl<'a> Fields<'a> {
    pub(crate) fn of(item: &'a Item) -> Option<Self> {
        item.map().map(Self)
    }

    pub(crate) fn unsigned(self, key: u64) -> Option<u64> {
        unsigned(self.0.get(&key)?)
    }

    pub(crate) fn byte(self, key: u64) -> Option<u8> {
        u8::try_from(self.unsigned(key)?).ok()
    }

    pub(crate) fn text(self, key: u64) -> Option<String> {
        self.0.get(&key)?.text().map(str::to_owned)
    }

    pub(crate) fn array<const N: usize>(self, key: u64) -> Option<[u8; N]> {
        self.0.get(&key)?.array()
    }

    pub(crate) fn list(self, key: u64) -> Option<&'a [Item]> {
        self.0.get(&key)?.list()
    }

    pub(crate) fn item(self, key: u64) -> Option<&'a Item> {
        self.0.get(&key)
    }
}

/// The whole number, if it is one and not negative.
pub(crate) fn unsigned(item: &Item) -> Option<u64> {
    u64::try_from(item.int()?).ok()
}

/// The item of a whole number; the journal's numbers stay below 2^63.
pub(crate) fn number(number: u64) -> Item {
    Item::Int(number.cast_signed())
}

/// The item of bytes.
pub(crate) fn bytes(bytes: &[u8]) -> Item {
    Item::Bytes(bytes.to_vec())
}

/// The bytes of any length, if the item is bytes.
pub(crate) fn slice(item: &Item) -> Option<&[u8]> {
    if let Item::Bytes(bytes) = item {
        Some(bytes)
    } else {
        None
    }
}

/// The item of text.
pub(crate) fn text(text: &str) -> Item {
    Item::Text(text.to_owned())
}
