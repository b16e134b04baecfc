//! From bytes to text: marks first, then strict UTF-8, then GB18030, whatever the file claims of
//! itself. Offices save GBK under a head that says UTF-8, and the other way round.

use crate::CapError;
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

pub(crate) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, CapError> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => return strictly(rest, UTF_16LE),
        [0xfe, 0xff, rest @ ..] => return strictly(rest, UTF_16BE),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) => strictly(bytes, GB18030),
    }
}

fn strictly<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Result<Cow<'a, str>, CapError> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(CapError::Encoding)
}
