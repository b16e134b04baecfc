//! What a laptop of the very village does: it opens the encryption, changes what is inside, and
//! seals and signs it again in its own name. It cannot sign for the heads of others' streams.

use anyhow::{Context as _, Result};
use ledger::cbor::Item;

use super::Way;
use super::bytes::flip;
use super::outside::one;
use crate::chance::Chance;
use crate::handoff::Handoff;
use forger::{Hand, Inside, Outside, compressed, key, locked, map, sum_up};

pub(super) const WAYS: &[Way] = &[
    Way::new("a byte of the tar changed", tar_flipped),
    Way::new("a member changed and listed anew", member_changed),
    Way::new("a member's frames cut, doubled or moved", frames_moved),
    Way::new("members in another order", members_moved),
    Way::new("members of two packages", members_spliced),
    Way::new("a tar block that lies", block_lying),
    Way::new("a header that contradicts", header_lying),
    Way::new("a header signed by another hand", header_of_another),
    Way::new("something behind the tar or the compression", extended),
    Way::new("another compression", recompressed),
    Way::new("a damaged seal around it", seal_changed),
];

/// Members none of whose bytes the insider can answer for.
const VOUCHED: [&str; 7] = [
    "heads",
    "open",
    "duty",
    "personal",
    "secret",
    "signatures",
    "cards",
];

/// The village's package sent on by its other laptop, nothing changed.
pub(super) fn unchanged(handoff: &Handoff) -> Result<Vec<u8>> {
    let (outside, inside) = handoff.apart()?;
    let tar = inside.signed(&handoff.insider)?;
    sealed(handoff, &outside, &compressed(&tar)?)
}

/// Sealed to the township and signed by the insider.
pub(crate) fn sealed(handoff: &Handoff, outside: &Outside, compressed: &[u8]) -> Result<Vec<u8>> {
    let payload = locked(compressed, &handoff.secret)?;
    let sealed = outside.around(payload, &handoff.insider)?;
    Ok(sealed.together())
}

fn told(handoff: &Handoff, outside: &Outside, inside: &Inside) -> Result<Vec<u8>> {
    let tar = inside.signed(&handoff.insider)?;
    sealed(handoff, outside, &compressed(&tar)?)
}

fn tar_flipped(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let (outside, inside) = handoff.apart()?;
    let mut tar = inside.signed(&handoff.insider)?;
    for _ in 0..=chance.below(3) {
        flip(&mut tar, chance);
    }
    sealed(handoff, &outside, &compressed(&tar)?)
}

fn member_changed(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let (outside, mut inside) = handoff.apart()?;
    let name = one(&VOUCHED, chance)?;
    let member = inside.member(name)?;
    if member.is_empty() {
        member.extend([0, 0, 0, 1, 0]);
    } else {
        flip(member, chance);
    }
    told(handoff, &outside, &inside.listed()?)
}

/// The frames of a member, their lengths with them.
fn frames(mut bytes: &[u8]) -> Result<Vec<&[u8]>> {
    let mut frames = Vec::new();
    while let Some(length) = bytes.first_chunk::<4>() {
        let end = 4 + u32::from_be_bytes(*length) as usize;
        let (frame, rest) = bytes.split_at_checked(end).context("a frame is cut off")?;
        frames.push(frame);
        bytes = rest;
    }
    Ok(frames)
}

fn frames_moved(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let (outside, mut inside) = handoff.apart()?;
    let name = one(&VOUCHED, chance)?;
    let member = inside.member(name)?;
    let whole = member.clone();
    let mut moved = frames(&whole)?;
    let count = moved.len() as u64;
    let (at, to) = (chance.below(count), chance.below(count));
    let (at, to) = (usize::try_from(at)?, usize::try_from(to)?);
    match chance.below(3) {
        _ if moved.is_empty() => moved.push(&[0, 0, 0, 0]),
        0 => {
            moved.remove(at);
        }
        1 if at != to => moved.swap(at, to),
        // Cutting a frame off is what is left where none can move.
        _ => {
            let last = moved.pop().unwrap_or_default();
            moved.push(last.get(..last.len() - 1).unwrap_or_default());
        }
    }
    let changed = moved.concat();
    let is_same = changed == whole;
    *member = if is_same { Vec::new() } else { changed };
    // The last signature alone may be missing without harm if an equal one stands there twice.
    told(handoff, &outside, &inside.listed()?)
}

fn members_moved(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let (outside, mut inside) = handoff.apart()?;
    let members = &mut inside.members;
    let at = usize::try_from(chance.below(members.len() as u64))?;
    match chance.below(4) {
        0 => {
            members.remove(at);
        }
        1 => {
            let again = members.get(at).context("a member")?.clone();
            members.insert(at, again);
        }
        2 => {
            let count = members.len();
            members.rotate_left(1 + at % (count - 1));
        }
        _ => {
            let names = ["", "../heads", "heads/../../etc/passwd", "HEADS", "x"];
            let member = members.get_mut(at).context("a member")?;
            (*one(&names, chance)?).clone_into(&mut member.0);
        }
    }
    told(handoff, &outside, &inside.listed()?)
}

fn members_spliced(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let (outside, mut inside) = handoff.apart()?;
    let other = Outside::of(&handoff.others)?;
    let tar = forger::unlocked(&other.payload, &handoff.secret)?;
    let mut other = Inside::of(&tar)?;
    // Whoever takes only what is empty on both sides has changed nothing.
    let names = ["heads", "personal", "secret", "signatures"];
    let name = one(&names, chance)?;
    inside.member(name)?.clone_from(other.member(name)?);
    told(handoff, &outside, &inside.listed()?)
}

/// Fields of a tar block that must stand as the format has them: place and length.
const BLOCK_FIELDS: [(usize, usize); 10] = [
    (0, 100),
    (100, 8),
    (108, 8),
    (116, 8),
    (124, 12),
    (136, 12),
    (156, 1),
    (157, 100),
    (257, 8),
    (345, 155),
];

fn block_lying(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let (outside, inside) = handoff.apart()?;
    let mut tar = inside.signed(&handoff.insider)?;
    let mut starts = vec![0];
    let mut at = 512 + inside.header.len().next_multiple_of(512);
    starts.push(at);
    at += 1024;
    for (_, bytes) in &inside.members {
        starts.push(at);
        at += 512 + bytes.len().next_multiple_of(512);
    }
    let start = *one(&starts, chance)?;
    let (field, length) = *one(&BLOCK_FIELDS, chance)?;
    let place = start + field + usize::try_from(chance.below(length as u64))?;
    let byte = tar.get_mut(place).context("the block is there")?;
    *byte ^= 1 << chance.below(8);
    // Its checksum says that all is well.
    sum_up(tar.get_mut(start..start + 512).unwrap_or_default());
    sealed(handoff, &outside, &compressed(&tar)?)
}

fn header_lying(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let (outside, inside) = handoff.apart()?;
    let other = Item::Text("990101102204".to_owned());
    let lies = [
        (0, Item::Int(0)),
        (0, Item::Int(2)),
        (1, other.clone()),
        (3, other.clone()),
        (4, Item::Bytes(vec![9; 16])),
        (5, Item::Int(-1)),
        (6, Item::Int(0)),
        (6, Item::Int(3)),
        (7, other),
        (7, Item::Text(String::new())),
        (8, Item::Int(0)),
        (8, Item::Int(i64::MAX)),
        (9, Item::List(Vec::new())),
        (9, Item::List(vec![Item::Null])),
        (10, Item::List(vec![Item::Null])),
        (11, Item::List(Vec::new())),
    ];
    let (field, lie) = one(&lies, chance)?.clone();
    let is_true = map(&inside.header)?.get(&field) == Some(&lie);
    let (field, lie) = if is_true {
        (key::MEMBERS, Item::Null)
    } else {
        (field, lie)
    };
    told(handoff, &outside, &inside.told(field, lie)?)
}

fn header_of_another(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let (outside, inside) = handoff.apart()?;
    let thief = Hand::borrowed(&handoff.insider.certificate, 41);
    let tar = match chance.below(3) {
        // The first laptop's header, whole, in the insider's package.
        0 => inside.tar(&handoff.insider),
        1 => inside.signed(&handoff.neighbour)?,
        _ => inside.signed(&thief)?,
    };
    sealed(handoff, &outside, &compressed(&tar)?)
}

fn extended(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let (outside, inside) = handoff.apart()?;
    let mut tar = inside.signed(&handoff.insider)?;
    let extra = vec![0; usize::try_from(1 + chance.below(2_000))?];
    let frame = match chance.below(5) {
        0 => {
            tar.extend(&extra);
            compressed(&tar)?
        }
        1 => {
            tar.truncate(tar.len() - extra.len().min(1024));
            compressed(&tar)?
        }
        2 => [compressed(&tar)?, compressed(&extra)?].concat(),
        // A frame that decoders skip.
        3 => [compressed(&tar)?.as_slice(), b"\x50\x2a\x4d\x18\x01\0\0\0x"].concat(),
        _ => [compressed(&tar)?, extra].concat(),
    };
    sealed(handoff, &outside, &frame)
}

fn recompressed(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let (outside, inside) = handoff.apart()?;
    let tar = inside.signed(&handoff.insider)?;
    let mut frame = compressed(&tar)?;
    match chance.below(3) {
        0 => frame = tar,
        1 => frame.truncate(usize::try_from(chance.below(frame.len() as u64))?),
        _ => frame.insert(0, 0),
    }
    sealed(handoff, &outside, &frame)
}

fn seal_changed(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let (outside, inside) = handoff.apart()?;
    let frame = compressed(&inside.signed(&handoff.insider)?)?;
    let mut payload = locked(&frame, &handoff.secret)?;
    if chance.below(4) == 0 {
        payload.truncate(usize::try_from(chance.below(payload.len() as u64))?);
    } else {
        flip(&mut payload, chance);
    }
    let sealed = outside.around(payload, &handoff.insider)?;
    Ok(sealed.together())
}
