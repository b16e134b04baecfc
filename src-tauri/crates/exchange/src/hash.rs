//! Digests of streams: [`ledger::Digest::of`] for bytes that are never all in memory.

use ledger::Digest;
use ledger::entry::SUITE;
use sha2::{Digest as _, Sha256};
use std::io::{self, Seek, SeekFrom, Write};

/// A digest under a domain tag, fed piece by piece.
#[derive(Clone)]
pub(crate) struct Hash(Sha256);

impl Hash {
    pub(crate) fn new(tag: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update([u8::try_from(SUITE).unwrap_or(0)]);
        hash.update(tag.as_bytes());
        hash.update([0]);
        Self(hash)
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

/// A writer that knows size, digest and checksum of what went through it.
pub(crate) struct Weighed<W> {
    inner: W,
    hash: Hash,
    crc: crc32fast::Hasher,
    size: u64,
}

/// What [`Weighed`] found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weight {
    pub(crate) size: u64,
    pub(crate) digest: Digest,
    pub(crate) crc: u32,
}

impl<W> Weighed<W> {
    pub(crate) fn new(tag: &str, inner: W) -> Self {
        Self {
            inner,
            hash: Hash::new(tag),
            crc: crc32fast::Hasher::new(),
            size: 0,
        }
    }

    /// Where it all goes.
    pub(crate) fn inner(&mut self) -> &mut W {
        &mut self.inner
    }

    pub(crate) fn finish(self) -> (W, Weight) {
        let weight = Weight {
            size: self.size,
            digest: self.hash.finish(),
            crc: self.crc.finalize(),
        };
        (self.inner, weight)
    }
}

impl<W: Write> Write for Weighed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        let written = bytes.get(..count).unwrap_or(bytes);
        self.hash.update(written);
        self.crc.update(written);
        self.size += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The length of a seekable stream; leaves the position at its beginning.
pub(crate) fn length(stream: &mut impl Seek) -> io::Result<u64> {
    let length = stream.seek(SeekFrom::End(0))?;
    stream.seek(SeekFrom::Start(0))?;
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_fed_piece_by_piece_is_the_ledgers_digest() {
        let mut hash = Hash::new("yizhan/test");
        hash.update(b"one");
        hash.update(b"two");
        assert_eq!(
            hash.finish(),
            Digest::of("yizhan/test", &[b"onetwo"]),
            "the two ways of hashing must never drift apart"
        );
    }
}
