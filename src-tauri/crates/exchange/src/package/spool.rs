//! A member of the tar on its way in or out: compressed in memory.
//!
//! The header stands first and names every member's digest, so the members must be whole before
//! the first byte is written; and the class members must be read side by side, though they stand
//! one behind the other. On disk they would lie in clear; compressed, they take about as much
//! memory as the package itself.

use super::limits::{FRAME_MAX, Limit};
use super::refused::Refused;
use crate::hash::Hash;
use ledger::Digest;
use std::io::{self, Read, Write};
use zstd::stream::read::Decoder;
use zstd::stream::write::Encoder;

pub(crate) const MEMBER_TAG: &str = "yizhan/member";
const LEVEL: i32 = 1;

/// A finished member.
pub(crate) struct Spool {
    pub(crate) size: u64,
    pub(crate) digest: Digest,
    compressed: Vec<u8>,
}

impl Spool {
    /// Reads a member of known size.
    pub(crate) fn fill(from: &mut impl Read, size: u64) -> io::Result<Self> {
        let mut writer = Spooling::new()?;
        let copied = io::copy(&mut from.take(size), &mut writer)?;
        if copied < size {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        writer.finish()
    }

    /// The member's bytes.
    pub(crate) fn read(&self) -> io::Result<Decoder<'_, &[u8]>> {
        Decoder::with_buffer(self.compressed.as_slice())
    }

    /// The member's frames.
    pub(crate) fn frames(&self) -> io::Result<Frames<'_>> {
        self.read().map(Frames)
    }
}

/// A member being written.
pub(crate) struct Spooling {
    encoder: Encoder<'static, Vec<u8>>,
    hash: Hash,
    size: u64,
}

impl Spooling {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self {
            encoder: Encoder::new(Vec::new(), LEVEL)?,
            hash: Hash::new(MEMBER_TAG),
            size: 0,
        })
    }

    /// Writes one frame: its length in four bytes, most significant first, and its bytes.
    pub(crate) fn frame(&mut self, bytes: &[u8]) -> io::Result<()> {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        self.write_all(&length.to_be_bytes())?;
        self.write_all(bytes)
    }

    /// Bytes written so far.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    pub(crate) fn finish(self) -> io::Result<Spool> {
        Ok(Spool {
            size: self.size,
            digest: self.hash.finish(),
            compressed: self.encoder.finish()?,
        })
    }
}

impl Write for Spooling {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.encoder.write_all(bytes)?;
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads a member frame by frame.
pub(crate) struct Frames<'a>(Decoder<'a, &'a [u8]>);

impl Frames<'_> {
    /// The next frame; none at the end of the member.
    pub(crate) fn next(&mut self) -> Result<Option<Vec<u8>>, Refused> {
        let length = self.take(4)?;
        if length.is_empty() {
            return Ok(None);
        }
        let length = length.try_into().map_err(|_| Refused::Malformed)?;
        let length = u32::from_be_bytes(length);
        if length > FRAME_MAX {
            return Err(Refused::OverLimit(Limit::Entry));
        }
        let bytes = self.take(length.into())?;
        let is_whole = bytes.len() as u64 == u64::from(length);
        if is_whole {
            Ok(Some(bytes))
        } else {
            Err(Refused::Malformed)
        }
    }

    fn take(&mut self, count: u64) -> Result<Vec<u8>, Refused> {
        let mut bytes = Vec::new();
        (&mut self.0)
            .take(count)
            .read_to_end(&mut bytes)
            .map_err(|error| Refused::inside(&error))?;
        Ok(bytes)
    }
}
