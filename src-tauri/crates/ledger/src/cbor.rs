//! Deterministic CBOR (RFC 8949 §4.2) of the few shapes the journal uses: the only place that
//! names the CBOR library. Floats, tags and indefinite lengths are refused on reading.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use std::collections::BTreeMap;

/// A CBOR item. Map keys are unsigned numbers, in ascending order by construction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// null.
    Null,
    /// true or false.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Text.
    Text(String),
    /// An array.
    List(Vec<Item>),
    /// A map with unsigned keys.
    Map(BTreeMap<u64, Item>),
}

/// The bytes are not deterministic CBOR of these shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

const MAX_DEPTH: u8 = 8;

impl Item {
    /// The one byte string that stands for this item.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::new());
        // Writing to a Vec cannot fail.
        let _ = self.write(&mut encoder);
        encoder.into_writer()
    }

    /// Reads exactly one item; anything not in its one canonical form is refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut decoder = Decoder::new(bytes);
        let item = Self::read(&mut decoder, 0).ok_or(Malformed)?;
        let is_canonical = decoder.position() == bytes.len() && item.to_bytes() == bytes;
        if is_canonical {
            Ok(item)
        } else {
            Err(Malformed)
        }
    }

    fn write(
        &self,
        out: &mut Encoder<Vec<u8>>,
    ) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
        match self {
            Self::Null => out.null()?,
            Self::Bool(yes) => out.bool(*yes)?,
            Self::Int(number) => out.i64(*number)?,
            Self::Bytes(bytes) => out.bytes(bytes)?,
            Self::Text(text) => out.str(text)?,
            Self::List(items) => {
                out.array(items.len() as u64)?;
                for item in items {
                    item.write(out)?;
                }
                out
            }
            Self::Map(map) => {
                out.map(map.len() as u64)?;
                for (key, item) in map {
                    out.u64(*key)?;
                    item.write(out)?;
                }
                out
            }
        };
        Ok(())
    }

    fn read(from: &mut Decoder<'_>, depth: u8) -> Option<Self> {
        if depth > MAX_DEPTH {
            return None;
        }
        Some(match from.datatype().ok()? {
            Type::Null => {
                from.null().ok()?;
                Self::Null
            }
            Type::Bool => Self::Bool(from.bool().ok()?),
            Type::U8
            | Type::U16
            | Type::U32
            | Type::U64
            | Type::I8
            | Type::I16
            | Type::I32
            | Type::I64 => Self::Int(from.i64().ok()?),
            Type::Bytes => Self::Bytes(from.bytes().ok()?.to_vec()),
            Type::String => Self::Text(from.str().ok()?.to_owned()),
            Type::Array => {
                let count = from.array().ok()??;
                Self::List(
                    (0..count)
                        .map(|_| Self::read(from, depth + 1))
                        .collect::<Option<_>>()?,
                )
            }
            Type::Map => {
                let count = from.map().ok()??;
                let pairs = (0..count).map(|_| {
                    let key = from.u64().ok()?;
                    Some((key, Self::read(from, depth + 1)?))
                });
                Self::Map(pairs.collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }

    /// The integer, if it is one.
    pub fn int(&self) -> Option<i64> {
        if let Self::Int(number) = self {
            Some(*number)
        } else {
            None
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// The items of a list, if it is one.
    pub fn list(&self) -> Option<&[Self]> {
        if let Self::List(items) = self {
            Some(items)
        } else {
            None
        }
    }

    /// The bytes as an array of known length.
    pub fn array<const N: usize>(&self) -> Option<[u8; N]> {
        if let Self::Bytes(bytes) = self {
            bytes.as_slice().try_into().ok()
        } else {
            None
        }
    }

    /// The map, if it is one.
    pub fn map(&self) -> Option<&BTreeMap<u64, Self>> {
        if let Self::Map(map) = self {
            Some(map)
        } else {
            None
        }
    }
}
