//! What a bad stick does, or somebody who sees nothing but bytes.

use anyhow::Result;

use super::Way;
use crate::chance::Chance;
use crate::handoff::Handoff;

/// Most bytes that one change concerns.
const RUN: u64 = 300;

pub(super) const WAYS: &[Way] = &[
    Way::new("one bit flipped", flipped),
    Way::new("many bits flipped", scattered),
    Way::new("a run overwritten", overwritten),
    Way::new("a run left out", left_out),
    Way::new("a run put in", put_in),
    Way::new("a run repeated", repeated),
    Way::new("two runs exchanged", exchanged),
    Way::new("something behind the end", extended),
    Way::new("something before the beginning", preceded),
    Way::new("a block of zeros, as a stick leaves it", zeroed),
    Way::new("the tail of an earlier package", two_halves),
];

/// A place in the bytes.
fn place(bytes: &[u8], chance: &mut Chance) -> usize {
    usize::try_from(chance.below(bytes.len() as u64)).unwrap_or(0)
}

/// A place and some bytes behind it.
fn run(bytes: &[u8], chance: &mut Chance) -> (usize, usize) {
    let from = place(bytes, chance);
    let length = usize::try_from(1 + chance.below(RUN)).unwrap_or(1);
    (from, (from + length).min(bytes.len()))
}

fn noise(length: usize, chance: &mut Chance) -> Vec<u8> {
    std::iter::repeat_with(|| chance.next().to_le_bytes())
        .flatten()
        .take(length)
        .collect()
}

/// Flips a bit somewhere.
pub(super) fn flip(bytes: &mut [u8], chance: &mut Chance) {
    let at = place(bytes, chance);
    let bit = 1 << chance.below(8);
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= bit;
    }
}

fn flipped(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let mut bytes = handoff.package.clone();
    flip(&mut bytes, chance);
    Ok(bytes)
}

fn scattered(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let mut bytes = handoff.package.clone();
    for _ in 0..=chance.below(40) {
        flip(&mut bytes, chance);
    }
    Ok(bytes)
}

fn overwritten(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let mut bytes = handoff.package.clone();
    let (from, to) = run(&bytes, chance);
    bytes.splice(from..to, noise(to - from, chance));
    Ok(bytes)
}

fn left_out(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let mut bytes = handoff.package.clone();
    let (from, to) = run(&bytes, chance);
    bytes.drain(from..to);
    Ok(bytes)
}

fn put_in(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let mut bytes = handoff.package.clone();
    let (from, to) = run(&bytes, chance);
    bytes.splice(from..from, noise(to - from, chance));
    Ok(bytes)
}

fn repeated(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let mut bytes = handoff.package.clone();
    let (from, to) = run(&bytes, chance);
    let again = bytes.get(from..to).unwrap_or_default().to_vec();
    bytes.splice(to..to, again);
    Ok(bytes)
}

fn exchanged(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let mut bytes = handoff.package.clone();
    let length = usize::try_from(1 + chance.below(RUN))?.min(bytes.len() / 4);
    let half = bytes.len() / 2;
    let from = usize::try_from(chance.below((half - length) as u64))?;
    let to = usize::try_from(chance.below((half - length) as u64))?;
    let (low, high) = bytes.split_at_mut(half);
    let pair = low.get_mut(from..from + length);
    pair.zip(high.get_mut(to..to + length))
        .into_iter()
        .for_each(|(one, other)| one.swap_with_slice(other));
    Ok(bytes)
}

fn extended(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let mut bytes = handoff.package.clone();
    let length = usize::try_from(1 + chance.below(RUN))?;
    bytes.extend(noise(length, chance));
    Ok(bytes)
}

fn preceded(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let length = usize::try_from(1 + chance.below(RUN))?;
    Ok([noise(length, chance), handoff.package.clone()].concat())
}

fn zeroed(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let mut bytes = handoff.package.clone();
    let from = place(&bytes, chance) / 512 * 512;
    let blocks = usize::try_from(1 + chance.below(4))?;
    bytes
        .iter_mut()
        .skip(from)
        .take(512 * blocks)
        .for_each(|byte| *byte = 0);
    Ok(bytes)
}

fn two_halves(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let at = place(&handoff.earlier, chance).min(place(&handoff.package, chance));
    let (head, tail) = if chance.below(2) == 0 {
        (&handoff.package, &handoff.earlier)
    } else {
        (&handoff.earlier, &handoff.package)
    };
    let head = head.get(..at).unwrap_or_default();
    let tail = tail.get(at..).unwrap_or_default();
    // Where nothing of the other half differs, the whole package came out: that is no change.
    let made = [head, tail].concat();
    let is_whole = made == handoff.earlier;
    Ok(if is_whole {
        handoff.package.clone()
    } else {
        made
    })
}
