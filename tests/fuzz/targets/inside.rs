//! Any bytes as what a laptop of the very village packs: its tar, listed, signed and sealed as they
//! should be. Refused or opened; what was opened is read to its end, and never crashes.
#![no_main]

use exchange::{Card, OfficeKeys, Opener, open};
use forger::{Hand, Inside, Outside, compressed, locked, secret_of};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;
use std::sync::LazyLock;

const GOLDEN: &[u8] = include_bytes!("../seeds/package/village-1.yzb");
const VILLAGE: &str = include_str!("../../../src-tauri/crates/exchange/vectors/village.card.json");
const VILLAGE_KEYS: &str =
    include_str!("../../../src-tauri/crates/exchange/vectors/village.keys.json");
const TOWN_KEYS: &str = include_str!("../../../src-tauri/crates/exchange/vectors/town.keys.json");

/// The township, the village it trusts, and that village's second laptop.
struct Scene {
    town: OfficeKeys,
    secret: String,
    card: Card,
    insider: Hand,
    outside: Outside,
}

static SCENE: LazyLock<Scene> = LazyLock::new(|| {
    let (town, village) = (office(TOWN_KEYS), office(VILLAGE_KEYS));
    let card = Card::from_json(VILLAGE).unwrap();
    Scene {
        secret: secret_of(&town).unwrap(),
        insider: Hand::of(&village, &card.code, 31),
        outside: Outside::of(GOLDEN).unwrap(),
        town,
        card,
    }
});

fn office(json: &str) -> OfficeKeys {
    let stored: serde_json::Value = serde_json::from_str(json).unwrap();
    let bytes: Vec<u8> = serde_json::from_value(stored["office"].clone()).unwrap();
    OfficeKeys::from_bytes(&bytes).unwrap()
}

impl Scene {
    fn package(&self, tar: &[u8]) -> anyhow::Result<Vec<u8>> {
        let inside = Inside::of(tar)?.listed()?;
        let payload = locked(&compressed(&inside.signed(&self.insider)?)?, &self.secret)?;
        let sealed = self.outside.around(payload, &self.insider)?;
        Ok(sealed.together())
    }
}

fuzz_target!(|tar: &[u8]| {
    let scene = &*SCENE;
    let Ok(package) = scene.package(tar) else {
        return;
    };
    let opener = Opener {
        code: "990101102000",
        keys: &scene.town,
        passphrase: None,
        card_of: &|code| (code == scene.card.code).then(|| scene.card.clone()),
        known: &|_, _, _| None,
    };
    let Ok(incoming) = open(&mut Cursor::new(package), &opener) else {
        return;
    };
    for entry in incoming.entries().unwrap() {
        // A vouched entry whose changes cannot be read is its author's own doing, and told.
        let _ = entry.unwrap().changes();
    }
    for photo in incoming.photos().unwrap() {
        photo.unwrap();
    }
});
