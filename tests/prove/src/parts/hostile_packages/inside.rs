//! What is inside the encryption and the compression: bombs, counts, names.

use anyhow::{Context as _, Result};
use ledger::cbor::Item;
use std::collections::BTreeMap;
use std::io::Write as _;

use super::Case;
use crate::chance::Chance;
use crate::handoff::Handoff;
use forger::{Inside, block, compressed, key, locked};

pub(super) const CASES: &[Case] = &[
    Case::new("a bomb of 512 MiB", "package_over_limit", bomb),
    Case::new("a window of 128 MiB", "package_altered", wide_window),
    Case::new("a header over 4 MiB", "package_over_limit", large_header),
    Case::new(
        "a member that climbs out of its folder",
        "header_disagrees",
        climbing,
    ),
    Case::new("a member 80 folders deep", "header_disagrees", deep_path),
    Case::new(
        "a member said to be 8 EiB",
        "header_disagrees",
        endless_member,
    ),
    Case::new("entries beyond counting", "header_disagrees", many_entries),
    Case::new(
        "4,097 streams of an area",
        "package_over_limit",
        many_streams,
    ),
    Case::new("4,097 streams in a receipt", "package_malformed", many_held),
    Case::new("8,193 signatures", "package_over_limit", many_signatures),
    Case::new("8,193 cards", "package_over_limit", many_cards),
    Case::new("a frame of 4 GiB", "package_over_limit", endless_frame),
    Case::new("an entry over its frame", "package_over_limit", large_entry),
    Case::new("a photo over 150 KiB", "package_over_limit", large_photo),
    Case::new("32,769 photos", "package_over_limit", many_photos),
];

/// The village's package with something else inside, sealed and signed by its other laptop.
fn with(handoff: &Handoff, change: impl FnOnce(Inside) -> Result<Inside>) -> Result<Vec<u8>> {
    let (outside, inside) = handoff.apart()?;
    let tar = change(inside)?.signed(&handoff.insider)?;
    let payload = locked(&compressed(&tar)?, &handoff.secret)?;
    Ok(outside.around(payload, &handoff.insider)?.together())
}

/// Bytes that no compression makes smaller.
fn noise(length: usize) -> Vec<u8> {
    let mut chance = Chance::of(7, 7);
    std::iter::repeat_with(|| chance.next().to_le_bytes())
        .flatten()
        .take(length)
        .collect()
}

fn bomb(handoff: &Handoff) -> Result<Vec<u8>> {
    let (outside, mut inside) = handoff.apart()?;
    let mut blown = inside.list(key::MEMBERS)?;
    let heads = Item::List(vec![
        Item::Text("heads".to_owned()),
        Item::Int(512 << 20),
        Item::Bytes(vec![0; 32]),
    ]);
    blown.splice(..1, [heads]);
    inside.members.clear();
    let inside = inside.told(key::MEMBERS, Item::List(blown))?;
    let mut tar = inside.signed(&handoff.insider)?;
    tar.truncate(tar.len() - 1024);
    let mut encoder = zstd::Encoder::new(Vec::new(), 1)?;
    encoder.write_all(&tar)?;
    encoder.write_all(&block("heads", 512 << 20))?;
    let zeros = vec![0; 1 << 20];
    for _ in 0..512 {
        encoder.write_all(&zeros)?;
    }
    let payload = locked(&encoder.finish()?, &handoff.secret)?;
    Ok(outside.around(payload, &handoff.insider)?.together())
}

fn wide_window(handoff: &Handoff) -> Result<Vec<u8>> {
    let (outside, inside) = handoff.apart()?;
    let mut encoder = zstd::Encoder::new(Vec::new(), 1)?;
    encoder.window_log(27)?;
    encoder.write_all(&inside.signed(&handoff.insider)?)?;
    let payload = locked(&encoder.finish()?, &handoff.secret)?;
    Ok(outside.around(payload, &handoff.insider)?.together())
}

fn large_header(handoff: &Handoff) -> Result<Vec<u8>> {
    with(handoff, |inside| {
        inside.told(12, Item::Bytes(noise(4 << 20)))
    })
}

fn renamed(handoff: &Handoff, name: &str) -> Result<Vec<u8>> {
    with(handoff, |mut inside| {
        let member = inside.members.first_mut().context("a member")?;
        name.clone_into(&mut member.0);
        inside.listed()
    })
}

fn climbing(handoff: &Handoff) -> Result<Vec<u8>> {
    renamed(handoff, "../../../../etc/cron.d/yizhan")
}

fn deep_path(handoff: &Handoff) -> Result<Vec<u8>> {
    renamed(handoff, &"d/".repeat(40))
}

fn endless_member(handoff: &Handoff) -> Result<Vec<u8>> {
    with(handoff, |inside| {
        let mut list = inside.list(key::MEMBERS)?;
        let endless = [
            Item::Text("heads".to_owned()),
            Item::Int(i64::MAX),
            Item::Bytes(vec![0; 32]),
        ];
        list.splice(..1, [Item::List(endless.to_vec())]);
        inside.told(key::MEMBERS, Item::List(list))
    })
}

fn many_entries(handoff: &Handoff) -> Result<Vec<u8>> {
    with(handoff, |inside| inside.told(8, Item::Int(i64::MAX)))
}

/// As many replica ids, in order.
fn replicas(count: u64) -> impl Iterator<Item = Item> {
    (0..count).map(|number| Item::Bytes([[0; 8], number.to_be_bytes()].concat()))
}

fn many_streams(handoff: &Handoff) -> Result<Vec<u8>> {
    let ranges = replicas(4_097).map(|replica| {
        Item::Map(BTreeMap::from([
            (0, Item::Text("990101102203".to_owned())),
            (1, replica),
            (2, Item::Int(1)),
            (3, Item::Int(1)),
            (5, Item::Bytes(vec![0; 32])),
        ]))
    });
    let ranges = Item::List(ranges.collect());
    with(handoff, |inside| inside.told(9, ranges))
}

fn many_held(handoff: &Handoff) -> Result<Vec<u8>> {
    let held = replicas(4_097).map(|replica| {
        Item::Map(BTreeMap::from([
            (0, replica),
            (1, Item::Int(1)),
            (2, Item::Bytes(vec![0; 32])),
            (3, Item::List(vec![Item::Int(1); 4])),
        ]))
    });
    let have = Item::List(vec![Item::List(held.collect()), Item::List(Vec::new())]);
    let area = Item::Text("990101102203".to_owned());
    let have = Item::List(vec![Item::List(vec![area, have])]);
    with(handoff, |inside| inside.told(10, have))
}

/// A member of as many frames.
fn framed(handoff: &Handoff, name: &str, frames: impl Iterator<Item = Vec<u8>>) -> Result<Vec<u8>> {
    with(handoff, |mut inside| {
        let member = inside.member(name)?;
        member.clear();
        for frame in frames {
            member.extend(u32::try_from(frame.len())?.to_be_bytes());
            member.extend(frame);
        }
        inside.listed()
    })
}

fn many_signatures(handoff: &Handoff) -> Result<Vec<u8>> {
    let (_, mut inside) = handoff.apart()?;
    let signature = inside.member("signatures")?.clone();
    let length = signature.first_chunk::<4>().context("a signature")?;
    let length = u32::from_be_bytes(*length) as usize;
    let one = signature.get(4..4 + length).context("a signature")?;
    framed(
        handoff,
        "signatures",
        std::iter::repeat_n(one.to_vec(), 8_193),
    )
}

fn many_cards(handoff: &Handoff) -> Result<Vec<u8>> {
    let card = handoff.town.call("office_card", serde_json::json!({}));
    let card = card.get("card").and_then(|card| card.as_str());
    let card = card.context("the township has a card")?.as_bytes().to_vec();
    framed(handoff, "cards", std::iter::repeat_n(card, 8_193))
}

fn endless_frame(handoff: &Handoff) -> Result<Vec<u8>> {
    with(handoff, |mut inside| {
        inside.member("heads")?.extend([0xff; 4]);
        inside.listed()
    })
}

fn large_entry(handoff: &Handoff) -> Result<Vec<u8>> {
    framed(handoff, "heads", std::iter::once(noise((512 << 10) + 1)))
}

fn large_photo(handoff: &Handoff) -> Result<Vec<u8>> {
    framed(
        handoff,
        "photos",
        std::iter::once(noise(16 + (150 << 10) + 1)),
    )
}

fn many_photos(handoff: &Handoff) -> Result<Vec<u8>> {
    let photos = noise(20 * 32_769);
    let photos: Vec<Vec<u8>> = photos.chunks(20).map(<[u8]>::to_vec).collect();
    framed(handoff, "photos", photos.into_iter())
}
