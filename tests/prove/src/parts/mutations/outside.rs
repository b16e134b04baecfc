//! What somebody does who knows the container, and has keys of his own.

use anyhow::{Context as _, Result};
use ledger::cbor::Item;

use super::Way;
use super::bytes::flip;
use crate::chance::Chance;
use crate::handoff::Handoff;
use forger::{Hand, Outside, Stored, container, key, locked, map, unlocked, with};

pub(super) const WAYS: &[Way] = &[
    Way::new("members swapped, doubled or missing", shuffled),
    Way::new("a member of another name", renamed),
    Way::new("a header that lies about a size or checksum", lying),
    Way::new("a member changed under its checksum", rewritten),
    Way::new("parts of two packages", spliced),
    Way::new("signed again by a stranger", signed_by_stranger),
    Way::new("signed under a borrowed certificate", signed_under_anothers),
    Way::new("another's package in a neighbour's name", taken_over),
    Way::new("sent on to another office", sent_on),
    Way::new("a manifest of another time", reversioned),
    Way::new("a manifest field of another shape", misshapen),
    Way::new("a manifest with more to say", extended),
];

/// One of these.
pub(super) fn one<'a, T>(of: &'a [T], chance: &mut Chance) -> Result<&'a T> {
    let place = usize::try_from(chance.below(of.len() as u64))?;
    of.get(place).context("there is one")
}

fn shuffled(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let all = outside.members();
    let count = chance.below(6);
    let members: Vec<Stored<'_>> = (0..count)
        .map(|_| one(&all, chance).cloned())
        .collect::<Result<_>>()?;
    Ok(container(&members))
}

fn renamed(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let names = [
        "",
        "Manifest",
        "payload ",
        "../payload",
        "/etc/passwd",
        "header",
        "载荷",
        "payload\0",
    ];
    let outside = Outside::of(&handoff.package)?;
    let mut members = outside.members();
    let place = usize::try_from(chance.below(3))?;
    let member = members.get_mut(place).context("there are three")?;
    member.name = one(&names, chance)?;
    Ok(container(&members))
}

fn lying(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let mut members = outside.members();
    let place = usize::try_from(chance.below(3))?;
    let member = members.get_mut(place).context("there are three")?;
    let truth = member.size;
    let sizes = [
        0,
        1,
        truth - 1,
        truth + 1,
        truth * 2,
        u32::MAX,
        u32::MAX - 1,
    ];
    if chance.below(3) == 0 {
        member.crc = u32::try_from(chance.next() >> 32)?;
    } else {
        member.size = *one(&sizes, chance)?;
    }
    Ok(container(&members))
}

fn rewritten(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let mut outside = Outside::of(&handoff.package)?;
    let member = match chance.below(3) {
        0 => &mut outside.manifest,
        1 => &mut outside.signature,
        _ => &mut outside.payload,
    };
    flip(member, chance);
    Ok(outside.together())
}

fn spliced(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let own = Outside::of(&handoff.package)?;
    let sources = [&handoff.earlier, &handoff.others];
    let other = Outside::of(one(&sources, chance)?)?;
    let mixed = match chance.below(4) {
        0 => Outside {
            payload: other.payload,
            ..own
        },
        1 => Outside {
            signature: other.signature,
            ..own
        },
        2 => Outside {
            manifest: other.manifest,
            ..own
        },
        // The payload under a manifest and a signature that fit each other, not it.
        _ => Outside {
            payload: own.payload,
            ..other
        },
    };
    Ok(mixed.together())
}

fn signed_by_stranger(handoff: &Handoff, _: &mut Chance) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let again = outside.around(outside.payload.clone(), &handoff.stranger)?;
    Ok(again.together())
}

fn signed_under_anothers(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let thief = Hand::borrowed(&handoff.insider.certificate, 40);
    let mut again = outside.around(outside.payload.clone(), &thief)?;
    if chance.below(2) == 0 {
        again = again.routed(key::PACKAGE_ID, Item::Bytes(vec![7; 16]), &thief)?;
    }
    Ok(again.together())
}

/// A trusted office opens nothing it may not, but can wrap another's payload as its own.
fn taken_over(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let from = Item::Text(handoff.neighbour.certificate.office.clone());
    let payload = if chance.below(2) == 0 {
        outside.payload.clone()
    } else {
        // Even one that was opened and sealed anew on the way.
        let compressed = forger::compressed(&unlocked(&outside.payload, &handoff.secret)?)?;
        locked(&compressed, &handoff.secret)?
    };
    let manifest = with(&outside.manifest, key::FROM, from)?;
    let wrapped = Outside {
        manifest,
        ..outside
    };
    let wrapped = wrapped.around(payload, &handoff.neighbour)?;
    Ok(wrapped.together())
}

fn sent_on(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let codes = ["990101102204", "990101102203", "990101103000", "", "驿站"];
    let to = Item::Text((*one(&codes, chance)?).to_owned());
    let hand = one(&[&handoff.insider, &handoff.stranger], chance).copied()?;
    Ok(outside.routed(key::TO, to, hand)?.together())
}

fn reversioned(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let versions = [0, 2, 3, 23, 24, 255, 256, -1, i64::MAX, i64::MIN];
    let number = Item::Int(*one(&versions, chance)?);
    let field = *one(&[key::CONTAINER, key::SUITE], chance)?;
    Ok(outside.routed(field, number, &handoff.insider)?.together())
}

fn misshapen(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let shapes = [
        Item::Null,
        Item::Bool(true),
        Item::Int(-7),
        Item::Bytes(Vec::new()),
        Item::Text("栗溪村".repeat(1000)),
        Item::List(vec![Item::Null; 100]),
        Item::Map([(0, Item::Null)].into()),
    ];
    let field = chance.below(7);
    let shape = one(&shapes, chance)?.clone();
    Ok(outside.routed(field, shape, &handoff.insider)?.together())
}

fn extended(handoff: &Handoff, chance: &mut Chance) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let mut fields = map(&outside.manifest)?;
    if chance.below(2) == 0 {
        fields.insert(8 + chance.below(1_000), Item::Int(1));
    } else {
        fields.remove(&chance.below(8));
    }
    let manifest = Item::Map(fields).to_bytes();
    let signature = handoff.insider.under(&manifest);
    let changed = Outside {
        manifest,
        signature,
        ..outside
    };
    Ok(changed.together())
}
