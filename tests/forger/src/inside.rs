//! What the encryption holds: a compressed tar of header, its signature and the members.

use super::{Hand, key, map};
use anyhow::{Context as _, Result, anyhow};
use ledger::Digest;
use ledger::cbor::Item;
use std::io::Write as _;

const BLOCK: usize = 512;

/// The tar, taken apart.
#[derive(Clone)]
pub struct Inside {
    /// Its signed header.
    pub header: Vec<u8>,
    /// The members behind the header's signature, in order.
    pub members: Vec<(String, Vec<u8>)>,
}

impl Inside {
    /// Takes a tar apart.
    pub fn of(tar: &[u8]) -> Result<Self> {
        let mut members = Vec::new();
        let mut rest = tar;
        while rest.first().is_some_and(|first| *first != 0) {
            let (member, behind) = first_member(rest)?;
            members.push(member);
            rest = behind;
        }
        let mut members = members.into_iter();
        let (_, header) = members.next().context("the tar has no header")?;
        members.next().context("the header is not signed")?;
        Ok(Self {
            header,
            members: members.collect(),
        })
    }

    /// One field of the header changed.
    pub fn told(mut self, key: u64, item: Item) -> Result<Self> {
        self.header = super::with(&self.header, key, item)?;
        Ok(self)
    }

    /// The header's list of members made to fit them again.
    pub fn listed(self) -> Result<Self> {
        let list = self.members.iter().map(|(name, bytes)| {
            let digest = Digest::of("yizhan/member", &[bytes]).0.to_vec();
            let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
            Item::List(vec![
                Item::Text(name.clone()),
                Item::Int(size),
                Item::Bytes(digest),
            ])
        });
        let list = Item::List(list.collect());
        self.told(key::MEMBERS, list)
    }

    /// A member's bytes.
    pub fn member(&mut self, name: &str) -> Result<&mut Vec<u8>> {
        let found = self.members.iter_mut().find(|(known, _)| known == name);
        found
            .map(|(_, bytes)| bytes)
            .with_context(|| format!("there is no member {name}"))
    }

    /// The tar, its header signed by this hand, sent in that hand's name.
    pub fn signed(&self, hand: &Hand) -> Result<Vec<u8>> {
        let replica = Item::Bytes(hand.certificate.replica.0.to_vec());
        self.clone()
            .told(key::REPLICA, replica)
            .map(|told| told.tar(hand))
    }

    /// The tar, its header as it stands, signed by this hand.
    pub fn tar(&self, hand: &Hand) -> Vec<u8> {
        let signature = hand.sign("yizhan/header", &self.header);
        let mut tar = Vec::new();
        append(&mut tar, "header", &self.header);
        append(&mut tar, "header.sig", &signature);
        for (name, bytes) in &self.members {
            append(&mut tar, name, bytes);
        }
        tar.extend([0; 2 * BLOCK]);
        tar
    }

    /// Where in the header a list of the map stands.
    pub fn list(&self, key: u64) -> Result<Vec<Item>> {
        let header = map(&self.header)?;
        let list = header.get(&key).and_then(Item::list);
        Ok(list.context("the header lacks a list")?.to_vec())
    }
}

/// A member's name and bytes.
type Named = (String, Vec<u8>);

fn first_member(tar: &[u8]) -> Result<(Named, &[u8])> {
    let text = |from: usize, to: usize| {
        let field = tar.get(from..to).unwrap_or_default();
        let end = field.iter().position(|byte| *byte == 0);
        String::from_utf8_lossy(field.get(..end.unwrap_or(to - from)).unwrap_or_default())
            .into_owned()
    };
    let size = usize::from_str_radix(text(124, 136).trim(), 8)?;
    let start = BLOCK;
    let bytes = tar
        .get(start..start + size)
        .context("a member is cut off")?;
    let behind = tar.get(start + size.next_multiple_of(BLOCK)..);
    Ok((
        (text(0, 100), bytes.to_vec()),
        behind.context("the tar is cut off")?,
    ))
}

/// Adds a member to a tar.
fn append(tar: &mut Vec<u8>, name: &str, bytes: &[u8]) {
    tar.extend(block(name, bytes.len()));
    tar.extend(bytes);
    tar.extend(vec![0; bytes.len().next_multiple_of(BLOCK) - bytes.len()]);
}

/// The block before a member, as ustar has it.
pub fn block(name: &str, size: usize) -> [u8; BLOCK] {
    let mut block = [0_u8; BLOCK];
    let mut put = |at: usize, text: &[u8]| {
        let room = block.iter_mut().skip(at);
        room.zip(text).for_each(|(slot, byte)| *slot = *byte);
    };
    put(0, name.as_bytes());
    put(100, b"0000600\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    put(124, format!("{size:011o}\0").as_bytes());
    put(136, b"00000000000\0");
    put(156, b"0");
    put(257, b"ustar\0");
    put(263, b"00");
    sum_up(&mut block);
    block
}

/// Writes the checksum of a block over the one that stands there.
pub fn sum_up(block: &mut [u8]) {
    let place = 148..156;
    block
        .iter_mut()
        .take(place.end)
        .skip(place.start)
        .for_each(|byte| *byte = b' ');
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    let text = format!("{sum:07o}\0");
    let slots = block.iter_mut().skip(place.start);
    slots
        .zip(text.as_bytes())
        .for_each(|(slot, byte)| *slot = *byte);
}

/// The tar of a payload, opened with the receiving office's secret.
pub fn unlocked(payload: &[u8], secret: &str) -> Result<Vec<u8>> {
    let identity: age::x25519::Identity = secret.parse().map_err(|error| anyhow!("{error}"))?;
    let compressed = age::decrypt(&identity, payload)?;
    Ok(zstd::decode_all(compressed.as_slice())?)
}

/// One zstd frame of these bytes.
pub fn compressed(plain: &[u8]) -> Result<Vec<u8>> {
    Ok(zstd::encode_all(plain, 1)?)
}

/// An age file of these bytes, for whom holds this secret.
pub fn locked(compressed: &[u8], secret: &str) -> Result<Vec<u8>> {
    let identity: age::x25519::Identity = secret.parse().map_err(|error| anyhow!("{error}"))?;
    let recipient = identity.to_public();
    let recipients = std::iter::once(&recipient as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(recipients)?;
    let mut sealed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut sealed)?;
    writer.write_all(compressed)?;
    writer.finish()?;
    Ok(sealed)
}
