//! Container, manifest, signature and seal that claim or hold too much.

use anyhow::{Context as _, Result};
use ledger::cbor::Item;

use super::Case;
use crate::handoff::Handoff;
use forger::{Outside, Stored, container, with};

pub(super) const CASES: &[Case] = &[
    Case::new("more than 190 MiB", "package_over_limit", huge),
    Case::new(
        "a payload said to be 4 GiB",
        "package_over_limit",
        payload_of_4_gib,
    ),
    Case::new(
        "a payload said to be 180 MiB",
        "package_truncated",
        payload_of_180_mib,
    ),
    Case::new(
        "a manifest over 1 MiB",
        "package_over_limit",
        large_manifest,
    ),
    Case::new(
        "a signature over 64 KiB",
        "package_over_limit",
        large_signature,
    ),
    Case::new("60,000 members", "package_altered", many_members),
    Case::new(
        "a manifest of 2^60 elements",
        "package_altered",
        endless_list,
    ),
    Case::new(
        "a manifest 300,000 lists deep",
        "package_altered",
        deep_lists,
    ),
    Case::new(
        "a manifest with a text of 2^62 bytes",
        "package_altered",
        endless_text,
    ),
    Case::new(
        "a seal with 3,000 recipients",
        "package_malformed",
        many_recipients,
    ),
    Case::new(
        "a passphrase that takes years",
        "package_other_key",
        slow_passphrase,
    ),
];

fn huge(handoff: &Handoff) -> Result<Vec<u8>> {
    let mut package = handoff.package.clone();
    package.resize((190 << 20) + 1, 0);
    Ok(package)
}

fn claimed(handoff: &Handoff, size: u32) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let [manifest, signature, payload] = outside.members();
    let payload = Stored { size, ..payload };
    // Cut off before the directory, so that only the claim stands.
    let mut package = container(&[manifest, signature, payload]);
    package.truncate(handoff.package.len() / 2);
    Ok(package)
}

fn payload_of_4_gib(handoff: &Handoff) -> Result<Vec<u8>> {
    claimed(handoff, u32::MAX)
}

fn payload_of_180_mib(handoff: &Handoff) -> Result<Vec<u8>> {
    claimed(handoff, 180 << 20)
}

fn large_manifest(handoff: &Handoff) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let manifest = with(&outside.manifest, 8, Item::Bytes(vec![0; 1 << 20]))?;
    signed(handoff, manifest)
}

fn large_signature(handoff: &Handoff) -> Result<Vec<u8>> {
    let mut outside = Outside::of(&handoff.package)?;
    outside.signature = with(&outside.signature, 3, Item::Bytes(vec![0; 64 << 10]))?;
    Ok(outside.together())
}

fn many_members(handoff: &Handoff) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let [manifest, signature, payload] = outside.members();
    let more = std::iter::repeat_n(Stored::new("payload", b""), 60_000);
    let members: Vec<Stored<'_>> = [manifest, signature, payload]
        .into_iter()
        .chain(more)
        .collect();
    Ok(container(&members))
}

/// Any bytes as a manifest, truly signed.
fn signed(handoff: &Handoff, manifest: Vec<u8>) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let changed = Outside {
        signature: handoff.insider.under(&manifest),
        manifest,
        ..outside
    };
    Ok(changed.together())
}

fn endless_list(handoff: &Handoff) -> Result<Vec<u8>> {
    signed(
        handoff,
        [b"\x9b".as_slice(), &(1_u64 << 60).to_be_bytes()].concat(),
    )
}

fn deep_lists(handoff: &Handoff) -> Result<Vec<u8>> {
    signed(handoff, vec![0x81; 300_000])
}

fn endless_text(handoff: &Handoff) -> Result<Vec<u8>> {
    signed(
        handoff,
        [b"\xa1\x00\x7b".as_slice(), &(1_u64 << 62).to_be_bytes()].concat(),
    )
}

/// The payload behind another seal.
fn resealed(handoff: &Handoff, seal: &str) -> Result<Vec<u8>> {
    let outside = Outside::of(&handoff.package)?;
    let end = outside.payload.windows(4).position(|four| four == b"\n---");
    let rest = outside.payload.get(end.context("an age file")?..);
    let payload = [seal.as_bytes(), rest.unwrap_or_default()].concat();
    Ok(outside.around(payload, &handoff.insider)?.together())
}

fn many_recipients(handoff: &Handoff) -> Result<Vec<u8>> {
    let one = "\n-> X25519 ajtqAvDEkVNr2B7zUOtq2mAQXDSBlNrVAuM/dKb5sT4\n\
               0evrK/HQXVsQ4YaDe+659l5OQzvAzD2ytLGHQLQiqxg";
    resealed(
        handoff,
        &format!("age-encryption.org/v1{}", one.repeat(3_000)),
    )
}

fn slow_passphrase(handoff: &Handoff) -> Result<Vec<u8>> {
    // The manifest says an office key; the seal wants 2^30 rounds for a passphrase.
    let seal = "age-encryption.org/v1\n-> scrypt bBjlhJVYZeE4aqUdmtRHfw 30\n\
                ZV4AhotwSGqaPCU43cepl4WYUouAa17a3xpu4G2yi5k";
    resealed(handoff, seal)
}
