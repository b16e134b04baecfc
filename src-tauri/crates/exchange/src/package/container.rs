//! The outermost layer: a plain zip file of exactly three stored members.
//!
//! Read and written here instead of by the zip library for two reasons. The manifest stands
//! before the payload and names its digest, so the payload is written first and the front filled
//! in afterwards. And a general reader tolerates what must be refused: bytes before, between and
//! behind members, differing local and central headers, extra fields, comments. Here the frame
//! around the members is built anew from their names, sizes and checksums and compared byte for
//! byte, so nothing can hide in it.

use super::limits::{Limit, MANIFEST_MAX, PACKAGE_MAX, SIGNATURE_MAX};
use super::refused::Refused;
use crate::hash::{Weighed, Weight, length};
use std::io::{self, Read, Seek, SeekFrom, Write};

pub(crate) const PAYLOAD_TAG: &str = "yizhan/payload";
pub(crate) const NAMES: [&str; 3] = ["manifest", "signature", "payload"];

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const LOCAL_SIZE: usize = 30;
/// Stored members need nothing newer than version 1.0 of the zip format.
const VERSION: u16 = 10;
/// 1 January 1980, midnight: a package does not tell when it was made.
const DAY: u16 = 0x0021;

/// Checksum and size of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) crc: u32,
    pub(crate) size: u32,
}

impl Stored {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self {
            crc: crc32fast::hash(bytes),
            size: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        }
    }
}

/// What the container holds, its frame and checksums verified.
#[derive(Debug)]
pub(crate) struct Container {
    pub(crate) manifest: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) payload: Weight,
    payload_at: u64,
}

impl Container {
    /// Reads and verifies the frame; the payload is weighed, not kept.
    pub(crate) fn read<R: Read + Seek>(reader: &mut R) -> Result<Self, Refused> {
        let outside = |error: io::Error| Refused::outside(&error);
        let total = length(reader).map_err(outside)?;
        if total > PACKAGE_MAX {
            return Err(Refused::OverLimit(Limit::Package));
        }
        let [first, second, third] = NAMES;
        let manifest = local_header(reader, first, Limit::Manifest)?;
        let manifest_bytes = member(reader, manifest)?;
        let signature = local_header(reader, second, Limit::Signature)?;
        let signature_bytes = member(reader, signature)?;
        let payload = local_header(reader, third, Limit::Package)?;
        let payload_at = reader.stream_position().map_err(outside)?;
        let weight = weigh(reader, payload)?;
        let mut rest = Vec::new();
        reader.read_to_end(&mut rest).map_err(outside)?;
        compare(&rest, &directory(&[manifest, signature, payload]))?;
        Ok(Self {
            manifest: manifest_bytes,
            signature: signature_bytes,
            payload: weight,
            payload_at,
        })
    }

    /// The payload, from its first byte.
    pub(crate) fn payload<'a, R: Read + Seek>(
        &self,
        reader: &'a mut R,
    ) -> Result<io::Take<&'a mut R>, Refused> {
        reader
            .seek(SeekFrom::Start(self.payload_at))
            .map_err(|error| Refused::outside(&error))?;
        Ok(reader.take(self.payload.size))
    }
}

/// Writes a container. `payload` fills the third member; `front` then makes the first two from
/// its weight, always in the same length as from any other weight.
pub(crate) fn write<W: Write + Seek>(
    out: &mut W,
    front: &dyn Fn(&Weight) -> [Vec<u8>; 2],
    payload: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<(Weight, u64)> {
    let nothing = Weighed::new(PAYLOAD_TAG, io::sink()).finish().1;
    let blank = head(&front(&nothing), &nothing);
    out.seek(SeekFrom::Start(0))?;
    out.write_all(&vec![0; blank.len()])?;
    let mut weighed = Weighed::new(PAYLOAD_TAG, &mut *out);
    payload(&mut weighed)?;
    let (_, weight) = weighed.finish();
    let members = front(&weight);
    let [manifest, signature] = &members;
    let end = directory(&[Stored::of(manifest), Stored::of(signature), stored(&weight)]);
    out.write_all(&end)?;
    let bytes = out.stream_position()?;
    out.seek(SeekFrom::Start(0))?;
    out.write_all(&head(&members, &weight))?;
    out.seek(SeekFrom::Start(bytes))?;
    out.flush()?;
    Ok((weight, bytes))
}

/// Everything before the payload's first byte.
pub(crate) fn head(front: &[Vec<u8>; 2], payload: &Weight) -> Vec<u8> {
    let [first, second, third] = NAMES;
    let [manifest, signature] = front;
    [
        local(first, Stored::of(manifest)),
        manifest.clone(),
        local(second, Stored::of(signature)),
        signature.clone(),
        local(third, stored(payload)),
    ]
    .concat()
}

/// Everything behind the payload's last byte.
pub(crate) fn directory(members: &[Stored; 3]) -> Vec<u8> {
    let mut offset = 0_u32;
    let mut central = Vec::new();
    for (name, stored) in NAMES.iter().zip(members) {
        central.extend(central_header(name, *stored, offset));
        let header = u32::try_from(LOCAL_SIZE + name.len()).unwrap_or(u32::MAX);
        offset = offset.saturating_add(header).saturating_add(stored.size);
    }
    let size = u32::try_from(central.len()).unwrap_or(u32::MAX);
    central.extend(END.to_le_bytes());
    // This disk, the directory's disk, its members on this disk, its members.
    central.extend([0_u16, 0, 3, 3].into_iter().flat_map(u16::to_le_bytes));
    central.extend(size.to_le_bytes());
    central.extend(offset.to_le_bytes());
    central.extend(0_u16.to_le_bytes());
    central
}

fn stored(weight: &Weight) -> Stored {
    Stored {
        crc: weight.crc,
        size: u32::try_from(weight.size).unwrap_or(u32::MAX),
    }
}

/// The fields that local and central header share: version needed up to the extra length.
fn shared(name: &str, stored: Stored) -> Vec<u8> {
    let name_size = u16::try_from(name.len()).unwrap_or(u16::MAX);
    let mut bytes = Vec::with_capacity(26);
    // Version needed, flags, method (stored), time, day.
    bytes.extend(
        [VERSION, 0, 0, 0, DAY]
            .into_iter()
            .flat_map(u16::to_le_bytes),
    );
    bytes.extend(
        [stored.crc, stored.size, stored.size]
            .into_iter()
            .flat_map(u32::to_le_bytes),
    );
    bytes.extend([name_size, 0].into_iter().flat_map(u16::to_le_bytes));
    bytes
}

fn local(name: &str, stored: Stored) -> Vec<u8> {
    [
        LOCAL.to_le_bytes().as_slice(),
        &shared(name, stored),
        name.as_bytes(),
    ]
    .concat()
}

fn central_header(name: &str, stored: Stored, offset: u32) -> Vec<u8> {
    let mut bytes = CENTRAL.to_le_bytes().to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(shared(name, stored));
    // Comment length, disk, internal attributes; external attributes.
    bytes.extend([0_u16; 3].into_iter().flat_map(u16::to_le_bytes));
    bytes.extend(0_u32.to_le_bytes());
    bytes.extend(offset.to_le_bytes());
    bytes.extend(name.as_bytes());
    bytes
}

/// Reads a member's local header, which must be exactly the one its checksum and size give.
fn local_header<R: Read>(reader: &mut R, name: &str, limit: Limit) -> Result<Stored, Refused> {
    let mut found = Vec::new();
    reader
        .take((LOCAL_SIZE + name.len()) as u64)
        .read_to_end(&mut found)
        .map_err(|error| Refused::outside(&error))?;
    if found.len() < LOCAL_SIZE + name.len() {
        return Err(broken_off(&found));
    }
    let number = |at: usize| {
        let bytes = found.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_le_bytes(bytes))
    };
    let stored = Stored {
        crc: number(14).unwrap_or(0),
        size: number(18).unwrap_or(0),
    };
    match compare(&found, &local(name, stored)) {
        // The first member decides whether the file is one of ours at all.
        Err(Refused::Altered) if limit == Limit::Manifest && !looks_like_ours(&found) => {
            Err(Refused::NotAPackage)
        }
        Err(refused) => Err(refused),
        Ok(()) if stored.size > most(limit) => Err(Refused::OverLimit(limit)),
        Ok(()) => Ok(stored),
    }
}

fn broken_off(found: &[u8]) -> Refused {
    let magic = LOCAL.to_le_bytes();
    if found.starts_with(&magic) || magic.starts_with(found) {
        Refused::Truncated
    } else {
        Refused::NotAPackage
    }
}

fn looks_like_ours(found: &[u8]) -> bool {
    let name = found.get(LOCAL_SIZE..).unwrap_or_default();
    found.starts_with(&LOCAL.to_le_bytes())
        && NAMES.first().is_some_and(|ours| name == ours.as_bytes())
}

fn most(limit: Limit) -> u32 {
    match limit {
        Limit::Manifest => MANIFEST_MAX,
        Limit::Signature => SIGNATURE_MAX,
        _ => u32::try_from(PACKAGE_MAX).unwrap_or(u32::MAX),
    }
}

fn member<R: Read>(reader: &mut R, stored: Stored) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    reader
        .take(stored.size.into())
        .read_to_end(&mut bytes)
        .map_err(|error| Refused::outside(&error))?;
    match Stored::of(&bytes) {
        found if found == stored => Ok(bytes),
        found if found.size < stored.size => Err(Refused::Truncated),
        _ => Err(Refused::Altered),
    }
}

fn weigh<R: Read>(reader: &mut R, expected: Stored) -> Result<Weight, Refused> {
    let mut weighed = Weighed::new(PAYLOAD_TAG, io::sink());
    io::copy(&mut reader.take(expected.size.into()), &mut weighed)
        .map_err(|error| Refused::outside(&error))?;
    match weighed.finish().1 {
        weight if stored(&weight) == expected => Ok(weight),
        weight if weight.size < u64::from(expected.size) => Err(Refused::Truncated),
        _ => Err(Refused::Altered),
    }
}

fn compare(found: &[u8], expected: &[u8]) -> Result<(), Refused> {
    if found == expected {
        Ok(())
    } else if found.len() < expected.len() && expected.starts_with(found) {
        Err(Refused::Truncated)
    } else {
        Err(Refused::Altered)
    }
}
