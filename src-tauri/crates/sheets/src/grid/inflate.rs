//! Looks through an xlsx before it is read: what it inflates to, and whether anything is merged.

use super::limits::too_large;
use crate::error::SheetError;
use std::io::{self, Cursor, Read, Write, copy};
use zip::ZipArchive;
use zip::read::ZipFile;

/// What worksheets may inflate to; they are read as a stream.
const MAX_STREAMED: u64 = 512 << 20;
/// What the other parts may inflate to; they are held in memory.
const MAX_HELD: u64 = 128 << 20;

/// What was seen on the way through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Looked {
    /// Whether there may be merged cells.
    pub(super) merges: Merges,
    /// Whether there are macros.
    pub(super) has_macros: bool,
}

/// Whether a sheet must be gone through once more for its merged cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merges {
    /// Some sheet may have merged cells.
    Perhaps,
    /// No sheet has.
    Nowhere,
}

/// Inflates every part to nowhere and counts, because the sizes a file declares may be lies.
pub(super) fn check(bytes: &[u8]) -> Result<Looked, SheetError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut watch = Watch::default();
    let (mut streamed, mut held) = (MAX_STREAMED, MAX_HELD);
    let mut has_macros = false;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        let name = part.name().map_err(broken)?.into_owned();
        has_macros |= name.ends_with("vbaProject.bin");
        if name.contains("/worksheets/") {
            streamed = inflate(part, streamed, &mut watch)?;
        } else if !name.contains("/media/") {
            held = inflate(part, held, &mut io::sink())?;
        }
    }
    let merges = if watch.found {
        Merges::Perhaps
    } else {
        Merges::Nowhere
    };
    Ok(Looked { merges, has_macros })
}

/// What is left of the room after a part.
fn inflate(
    part: ZipFile<'_, Cursor<&[u8]>>,
    room: u64,
    to: &mut impl Write,
) -> Result<u64, SheetError> {
    let size = copy(&mut part.take(room + 1), to).map_err(broken)?;
    room.checked_sub(size)
        .ok_or_else(|| too_large("bytes left to inflate", room))
}

fn broken<E>(_: E) -> SheetError {
    SheetError::Broken { part: "zip" }
}

/// Watches for the element that lists merged cells.
#[derive(Default)]
struct Watch {
    found: bool,
    tail: Vec<u8>,
}

const ELEMENT: &[u8] = b"mergeCells";

impl Write for Watch {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.found {
            self.tail.extend_from_slice(bytes);
            self.found = has_element(&self.tail);
            let kept = self.tail.len().min(ELEMENT.len() - 1);
            self.tail.drain(..self.tail.len() - kept);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn has_element(bytes: &[u8]) -> bool {
    let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'm');
    starts
        .map(|(place, _)| bytes.get(place..).unwrap_or_default())
        .any(|rest| rest.starts_with(ELEMENT))
}
