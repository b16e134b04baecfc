//! The container: a plain zip file, its members and every field of its headers free to lie.

use super::{Hand, key, with};
use anyhow::{Context as _, Result, ensure};
use ledger::Digest;
use ledger::cbor::Item;

/// Bytes of a local header before the name.
const LOCAL: usize = 30;
/// Bytes of a central header before the name.
const CENTRAL: usize = 46;

/// The three members of a package.
#[derive(Clone)]
pub struct Outside {
    /// Where the package goes.
    pub manifest: Vec<u8>,
    /// Who signed that.
    pub signature: Vec<u8>,
    /// What only the receiver opens.
    pub payload: Vec<u8>,
}

impl Outside {
    /// Takes a package apart.
    pub fn of(package: &[u8]) -> Result<Self> {
        let mut rest = package;
        let mut next = || -> Result<Vec<u8>> {
            let header = rest.get(..LOCAL).context("a local header is missing")?;
            let size = u32::from_le_bytes(array(header, 18)?) as usize;
            let name = usize::from(u16::from_le_bytes(array(header, 26)?));
            let start = LOCAL + name;
            let bytes = rest
                .get(start..start + size)
                .context("a member is missing")?;
            rest = rest.get(start + size..).unwrap_or_default();
            Ok(bytes.to_vec())
        };
        let taken = Self {
            manifest: next()?,
            signature: next()?,
            payload: next()?,
        };
        ensure!(
            taken.together() == package,
            "the forger's container is not the program's"
        );
        Ok(taken)
    }

    /// The members as they stand in the container.
    pub fn members(&self) -> [Stored<'_>; 3] {
        [
            Stored::new("manifest", &self.manifest),
            Stored::new("signature", &self.signature),
            Stored::new("payload", &self.payload),
        ]
    }

    /// Puts the package together.
    pub fn together(&self) -> Vec<u8> {
        container(&self.members())
    }

    /// The same outside around another payload, the manifest fitting it, signed by this hand.
    pub fn around(&self, payload: Vec<u8>, hand: &Hand) -> Result<Self> {
        let size = (payload.len() as u64).to_be_bytes().to_vec();
        let digest = Digest::of("yizhan/payload", &[&payload]).0.to_vec();
        let manifest = with(&self.manifest, key::PAYLOAD_SIZE, Item::Bytes(size))?;
        let manifest = with(&manifest, key::PAYLOAD, Item::Bytes(digest))?;
        Ok(Self {
            signature: hand.under(&manifest),
            manifest,
            payload,
        })
    }

    /// One field of the manifest changed, signed by this hand.
    pub fn routed(&self, key: u64, item: Item, hand: &Hand) -> Result<Self> {
        let manifest = with(&self.manifest, key, item)?;
        Ok(Self {
            signature: hand.under(&manifest),
            manifest,
            payload: self.payload.clone(),
        })
    }
}

/// A member of a zip file, and what its headers say of it.
#[derive(Clone)]
pub struct Stored<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The size both headers claim.
    pub size: u32,
    /// The checksum both headers claim.
    pub crc: u32,
}

impl<'a> Stored<'a> {
    /// A member whose headers tell the truth.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self {
            name,
            bytes,
            size: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            crc: crc32fast::hash(bytes),
        }
    }

    /// From version needed up to the extra length.
    fn shared(&self) -> Vec<u8> {
        let name = u16::try_from(self.name.len()).unwrap_or(u16::MAX);
        let mut bytes = vec![10, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        for number in [self.crc, self.size, self.size] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(name.to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }
}

/// A zip file of stored members.
pub fn container(members: &[Stored<'_>]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        let offset = u32::try_from(file.len()).unwrap_or(u32::MAX);
        file.extend(b"PK\x03\x04");
        file.extend(member.shared());
        file.extend(member.name.as_bytes());
        file.extend(member.bytes);
        directory.extend(b"PK\x01\x02\x0a\x00");
        directory.extend(member.shared());
        directory.extend([0; CENTRAL - 36]);
        directory.extend(offset.to_le_bytes());
        directory.extend(member.name.as_bytes());
    }
    let count = u16::try_from(members.len()).unwrap_or(u16::MAX);
    let size = u32::try_from(directory.len()).unwrap_or(u32::MAX);
    let offset = u32::try_from(file.len()).unwrap_or(u32::MAX);
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count.to_le_bytes().repeat(2));
    file.extend(size.to_le_bytes());
    file.extend(offset.to_le_bytes());
    file.extend([0, 0]);
    file
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N]> {
    let found = bytes.get(at..at + N).context("a number is missing")?;
    Ok(found.try_into()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_container_of_no_members_is_an_empty_zip_file() {
        let empty = container(&[]);
        assert!(empty.starts_with(b"PK\x05\x06"));
        assert_eq!(empty.len(), 22, "the end record alone");
    }
}
