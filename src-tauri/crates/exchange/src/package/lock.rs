//! The encryption around the payload (age), and the compression inside it (zstd).

use super::limits::{EXPANSION_MAX, LOCK_MAX, Limit, WINDOW_LOG};
use super::refused::Refused;
use age::{DecryptError, Decryptor, Encryptor, Identity};
use std::io::{self, BufReader, Chain, Cursor, Read, Write};
use std::iter;
use zstd::stream::read::Decoder;
use zstd::stream::write::Encoder;

/// Effort of the compression: a full day's changes of a village take well under a second.
const LEVEL: i32 = 9;

/// Encrypts and compresses what `plain` writes.
pub(crate) fn seal(
    out: &mut dyn Write,
    recipient: &dyn age::Recipient,
    plain: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let encryptor = Encryptor::with_recipients(iter::once(recipient)).map_err(io::Error::other)?;
    let mut encoder = Encoder::new(encryptor.wrap_output(out)?, LEVEL)?;
    encoder.window_log(WINDOW_LOG)?;
    plain(&mut encoder)?;
    encoder.finish()?.finish()?;
    Ok(())
}

/// The decrypted, still compressed payload.
pub(crate) type Unlocked<R> = BufReader<age::stream::StreamReader<Chain<Cursor<Vec<u8>>, R>>>;

/// Opens the encryption with whichever of these fits.
pub(crate) fn unlock<'i, R: Read>(
    mut payload: R,
    identities: impl Iterator<Item = &'i dyn Identity>,
) -> Result<Unlocked<R>, DecryptError> {
    let mut start = Vec::new();
    (&mut payload)
        .take(LOCK_MAX as u64)
        .read_to_end(&mut start)?;
    // The library reads a header of any length, in quadratic time.
    if !start.windows(5).any(|bytes| bytes == b"\n--- ") {
        return Err(DecryptError::InvalidHeader);
    }
    let decryptor = Decryptor::new(Cursor::new(start).chain(payload))?;
    Ok(BufReader::new(decryptor.decrypt(identities)?))
}

/// Reads plain content out of compressed, and no more of it than allowed.
pub(crate) struct Expanding<R: io::BufRead> {
    decoder: Decoder<'static, R>,
    left: u64,
}

impl<R: io::BufRead> Expanding<R> {
    /// `payload` is the size of the encrypted payload.
    pub(crate) fn new(compressed: R, payload: u64) -> io::Result<Self> {
        let mut decoder = Decoder::with_buffer(compressed)?.single_frame();
        decoder.window_log_max(WINDOW_LOG)?;
        Ok(Self {
            decoder,
            left: payload.saturating_mul(EXPANSION_MAX),
        })
    }

    /// Makes sure that nothing is left, inside the compression or behind it.
    pub(crate) fn finish(mut self) -> Result<(), Refused> {
        let mut one = [0];
        let behind = match self.read(&mut one) {
            Ok(0) => self.decoder.finish().read(&mut one),
            other => other,
        };
        match behind {
            Ok(0) => Ok(()),
            Ok(_) => Err(Refused::Malformed),
            Err(error) => Err(Refused::inside(&error)),
        }
    }
}

impl<R: io::BufRead> Read for Expanding<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(into)?;
        match self.left.checked_sub(count as u64) {
            Some(left) => {
                self.left = left;
                Ok(count)
            }
            None => Err(io::Error::other(Refused::OverLimit(Limit::Expansion))),
        }
    }
}
