//! The tar inside the payload: header, its signature, and the members the header names.
//!
//! The tar library makes the 512-byte blocks; on reading they are made anew from name and size
//! and compared byte for byte, so long names, links, owners and the like cannot appear at all.

use super::header::{HEADER_TAG, Header, Member};
use super::limits::{HEADER_MAX, Limit};
use super::refused::Refused;
use super::spool::Spool;
use crate::certificate::Certificate;
use crate::keys;
use std::io::{self, Read, Write};

/// The members behind the header and its signature, in order.
pub(crate) const MEMBERS: [&str; 8] = [
    "heads",
    "open",
    "duty",
    "personal",
    "secret",
    "signatures",
    "cards",
    "photos",
];
pub(crate) const HEADER: &str = "header";
pub(crate) const HEADER_SIGNATURE: &str = "header.sig";
const BLOCK: usize = 512;

/// The spooled members, in the order of [`MEMBERS`].
pub(crate) type Spools = [Spool; MEMBERS.len()];

/// The header's list of the spooled members.
pub(crate) fn list(spools: &Spools) -> Vec<Member> {
    let pairs = MEMBERS.iter().zip(spools);
    pairs
        .map(|(name, spool)| Member {
            name: (*name).to_owned(),
            size: spool.size,
            digest: spool.digest,
        })
        .collect()
}

/// Writes the whole tar.
pub(crate) fn write(
    out: &mut dyn Write,
    (header, signature): (&[u8], &[u8; 64]),
    spools: &Spools,
) -> io::Result<()> {
    append(out, HEADER, &mut &*header, header.len() as u64)?;
    append(out, HEADER_SIGNATURE, &mut signature.as_slice(), 64)?;
    for (name, spool) in MEMBERS.iter().zip(spools) {
        append(out, name, &mut spool.read()?, spool.size)?;
    }
    out.write_all(&[0; 2 * BLOCK])
}

/// Writes one member: its block, its bytes, and zeros up to the next block.
pub(crate) fn append(
    out: &mut dyn Write,
    name: &str,
    from: &mut dyn Read,
    size: u64,
) -> io::Result<()> {
    out.write_all(&block(name, size)?)?;
    io::copy(from, out)?;
    out.write_all(&vec![0; padding(size)])
}

fn padding(size: u64) -> usize {
    let over = usize::try_from(size % BLOCK as u64).unwrap_or(0);
    (BLOCK - over) % BLOCK
}

fn block(name: &str, size: u64) -> io::Result<[u8; BLOCK]> {
    let mut header = tar::Header::new_ustar();
    header.set_path(name)?;
    header.set_size(size);
    header.set_mode(0o600);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    header.set_entry_type(tar::EntryType::Regular);
    header.set_cksum();
    Ok(*header.as_bytes())
}

/// Reads the whole tar, verifying the header's signature by the sender's replica and every
/// member against the header.
pub(crate) fn read(
    tar: &mut impl Read,
    certificate: &Certificate,
) -> Result<(Header, Spools), Refused> {
    let bytes = read_header(tar)?;
    let signature = read_signature(tar)?;
    let key = &certificate.replica_key;
    if !keys::is_signed(key, &signature, HEADER_TAG, &[&bytes]) {
        return Err(Refused::HeaderDisagrees);
    }
    let header = Header::from_bytes(&bytes).ok_or(Refused::Malformed)?;
    let mut spools = Vec::new();
    for (place, member) in header.members.iter().enumerate() {
        let spool = read_member(tar, member)?;
        match MEMBERS.get(place) {
            Some(name) if *name == member.name => spools.push(spool),
            // Of a newer version: verified like the others, and passed over.
            None if is_new(&header.members, place) => {}
            _ => return Err(Refused::HeaderDisagrees),
        }
    }
    zeros(tar, 2 * BLOCK)?;
    let spools = spools.try_into().map_err(|_| Refused::HeaderDisagrees)?;
    Ok((header, spools))
}

/// Whether no member before this one has its name.
fn is_new(members: &[Member], place: usize) -> bool {
    let (before, from) = members.split_at(place);
    from.first()
        .is_some_and(|member| before.iter().all(|known| known.name != member.name))
}

fn read_header(tar: &mut impl Read) -> Result<Vec<u8>, Refused> {
    let found: [u8; BLOCK] = exactly(tar)?;
    let size = tar::Header::from_byte_slice(&found).entry_size();
    let size = size.map_err(|_| Refused::Malformed)?;
    expect_block(&found, HEADER, size)?;
    if size > HEADER_MAX {
        return Err(Refused::OverLimit(Limit::Header));
    }
    let mut bytes = Vec::new();
    tar.take(size)
        .read_to_end(&mut bytes)
        .map_err(|error| Refused::inside(&error))?;
    zeros(tar, padding(size))?;
    Ok(bytes)
}

fn read_signature(tar: &mut impl Read) -> Result<[u8; 64], Refused> {
    expect_block(&exactly(tar)?, HEADER_SIGNATURE, 64)?;
    let signature = exactly(tar)?;
    zeros(tar, padding(64))?;
    Ok(signature)
}

fn read_member(tar: &mut impl Read, member: &Member) -> Result<Spool, Refused> {
    expect_block(&exactly(tar)?, &member.name, member.size)?;
    let spool = Spool::fill(tar, member.size).map_err(|error| Refused::inside(&error))?;
    zeros(tar, padding(member.size))?;
    let fits = spool.digest == member.digest;
    if fits {
        Ok(spool)
    } else {
        Err(Refused::HeaderDisagrees)
    }
}

fn expect_block(found: &[u8; BLOCK], name: &str, size: u64) -> Result<(), Refused> {
    let is_exact = block(name, size).is_ok_and(|block| block == *found);
    if is_exact {
        Ok(())
    } else {
        Err(Refused::HeaderDisagrees)
    }
}

fn exactly<const N: usize>(tar: &mut impl Read) -> Result<[u8; N], Refused> {
    let mut bytes = [0; N];
    tar.read_exact(&mut bytes)
        .map_err(|error| Refused::inside(&error))?;
    Ok(bytes)
}

fn zeros(tar: &mut impl Read, count: usize) -> Result<(), Refused> {
    let mut bytes = vec![0; count];
    tar.read_exact(&mut bytes)
        .map_err(|error| Refused::inside(&error))?;
    let is_blank = bytes.iter().all(|byte| *byte == 0);
    if is_blank {
        Ok(())
    } else {
        Err(Refused::HeaderDisagrees)
    }
}
