//! Any bytes as a package: refused or, if they are the committed one, opened; never a crash.
#![no_main]

use exchange::{Card, OfficeKeys, Opener, inspect, open};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;
use std::sync::LazyLock;

const GOLDEN: &[u8] = include_bytes!("../seeds/package/village-1.yzb");
const VILLAGE: &str = include_str!("../../../src-tauri/crates/exchange/vectors/village.card.json");
const KEYS: &str = include_str!("../../../src-tauri/crates/exchange/vectors/town.keys.json");

/// The township that receives, and the village it trusts.
static TOWN: LazyLock<(OfficeKeys, Card)> = LazyLock::new(|| {
    let stored: serde_json::Value = serde_json::from_str(KEYS).unwrap();
    let bytes: Vec<u8> = serde_json::from_value(stored["office"].clone()).unwrap();
    let keys = OfficeKeys::from_bytes(&bytes).unwrap();
    (keys, Card::from_json(VILLAGE).unwrap())
});

fuzz_target!(|bytes: &[u8]| {
    let (keys, card) = &*TOWN;
    let opener = Opener {
        code: "990101102000",
        keys,
        passphrase: None,
        card_of: &|code| (code == card.code).then(|| card.clone()),
        known: &|_, _, _| None,
    };
    let _ = inspect(&mut Cursor::new(bytes));
    let opened = open(&mut Cursor::new(bytes), &opener);
    assert!(
        opened.is_err() || bytes == GOLDEN,
        "a changed package was opened"
    );
});
