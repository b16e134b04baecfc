//! WARNINGS FROM OUTSIDE: the bytes of one warning file in, one [`Notice`] out. Read are CAP 1.2
//! (OASIS) and what the national platform writes after it (GB/T 35965.1-2018: `sendTime`,
//! `eventType`, colours as severity, times with a blank in them), in UTF-8, UTF-16 or GB18030.
//!
//! Invariants: bytes that are no warning, are too large, nest too deep or declare entities are
//! refused before anything is made of them; nothing is fetched; no text of the file appears in an
//! error. The only crate that names `oasiscap` and `quick-xml`.
//!
//! Reading order: [`read`], `tree` (the XML, with its limits), `dialect` (into the words of CAP),
//! `notice` (what the program takes from it), `shape` (where it holds).

mod decode;
mod dialect;
mod error;
mod notice;
mod shape;
mod tree;

pub use error::CapError;
pub use notice::{Colour, Message, Notice, Status};
pub use shape::{Position, Shape};

/// Most bytes of a warning file; those of a real one are a few thousand.
pub const MAX_BYTES: usize = 1 << 20;

/// Reads one warning.
pub fn read(bytes: &[u8]) -> Result<Notice, CapError> {
    if bytes.len() > MAX_BYTES {
        return Err(CapError::TooLarge);
    }
    let text = decode::text(bytes)?;
    let alert = tree::root(&text)?;
    notice::of(&alert)
}

#[cfg(test)]
mod tests;
