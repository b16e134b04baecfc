//! A small invented story that never changes: two offices with fixed keys, four entries and a
//! photo. The golden vectors are made of it, and the tests of the package tell it on.

use exchange::{
    Card, Certificate, Incoming, OfficeKeys, OfficeKind, Refused, ReplicaKeys, RootKey,
};
use ledger::cbor::Item;
use ledger::entry::{Head, Wall};
use ledger::kinds::photo;
use ledger::{Act, Change, Digest, Entry, Leaf, Part, ReplicaId, RowId, Value, kinds};
use serde_json::json;
use std::collections::BTreeMap;

/// Code of the village 栗溪村.
pub const VILLAGE: &str = "990101102203";
/// Code of its township 竹坪镇.
pub const TOWN: &str = "990101102000";

/// An office with one replica.
pub struct Office {
    pub keys: OfficeKeys,
    pub card: Card,
    pub replica: ReplicaKeys,
    pub certificate: Certificate,
}

impl Office {
    /// The village 栗溪村.
    pub fn village() -> Self {
        let receiving =
            "AGE-SECRET-KEY-1RES8RPKFU3S9DCJRRSUX7GVJ8HUSPN27XVST2468DH2TUW8RKX8QP27MYX";
        Self::fixed(1, receiving, (VILLAGE, "栗溪村"))
    }

    /// The township 竹坪镇.
    pub fn town() -> Self {
        let receiving =
            "AGE-SECRET-KEY-1P2GTP557HM92GLYHCSHTHA3EJ7WML7EVAMYQVYFS7MDQL9D3HJRSEE3PHS";
        Self::fixed(2, receiving, (TOWN, "竹坪镇"))
    }

    fn fixed(seed: u8, receiving: &str, (code, name): (&str, &str)) -> Self {
        let stored = Item::Map(BTreeMap::from([
            (0, Item::Bytes(vec![seed; 32])),
            (1, Item::Text(receiving.to_owned())),
        ]));
        let keys = OfficeKeys::from_bytes(&stored.to_bytes()).expect("fixed keys are well-formed");
        let kind = if code.ends_with("000") {
            OfficeKind::Town
        } else {
            OfficeKind::Village
        };
        let root = RootKey::from_recovery_code(code).public();
        let card = Card::issue(&keys, root, kind, (code, name)).expect("fixed card is well-formed");
        let replica = ReplicaKeys::from_bytes(&[seed + 100; 32]).expect("32 bytes are a key");
        let certificate = keys.certify(code, ReplicaId([seed; 16]), replica.public());
        Self {
            keys,
            card,
            replica,
            certificate,
        }
    }
}

/// One replica writing its stream in one area.
pub struct Author {
    replica: ReplicaId,
    area: String,
    salts: u8,
    /// Number and digest of the last entry.
    pub tip: Option<(u64, Digest)>,
}

impl Author {
    /// Begins a stream.
    pub fn new(replica: ReplicaId, area: &str) -> Self {
        Self {
            replica,
            area: area.to_owned(),
            salts: 0,
            tip: None,
        }
    }

    /// Writes the stream's next entry.
    pub fn write(&mut self, changes: &[Change]) -> Entry {
        let seq = self.tip.map_or(1, |(seq, _)| seq + 1);
        let act_id = Digest::of("story/act", &[&self.replica.0, &seq.to_be_bytes()]).0;
        let head = Head {
            replica: self.replica,
            area: self.area.clone(),
            seq,
            prev: self.tip.map(|(_, digest)| digest),
            seen: Vec::new(),
            wall: Wall {
                utc_ms: 1_783_800_000_000 + seq.cast_signed() * 60_000,
                offset_min: 480,
                boot: 7,
            },
            actor: "A01".to_owned(),
            act: Act::SAVE_RECORD.number,
            act_id: row(act_id),
            part: 0,
            parts: 1,
            form: None,
            touches: Vec::new(),
        };
        let mut salt = || {
            self.salts = self.salts.wrapping_add(1);
            let seed = [&self.replica.0[..], &seq.to_be_bytes(), &[self.salts]].concat();
            row(Digest::of("story/salt", &[&seed]).0).0
        };
        let entry = Entry::write(head, changes, &mut salt).expect("a small entry");
        self.tip = Some((seq, entry.digest()));
        entry
    }
}

fn row(bytes: [u8; 32]) -> RowId {
    let mut id = [0; 16];
    id.copy_from_slice(&bytes[..16]);
    RowId(id)
}

/// A put of named fields.
pub fn put(ledger: &str, row: u8, values: &[(&str, Value)]) -> Change {
    let spec = kinds::by_name(ledger).expect("a declared ledger");
    let values = values.iter().map(|(name, value)| (*name, value.clone()));
    Change::put(spec, RowId([row; 16]), values)
}

/// The village's four entries: its profile, a villager, a ledger of a newer version, a removal.
/// The villager's second part was destroyed later.
pub fn entries(author: &mut Author) -> Vec<Entry> {
    let profile = [
        ("village_name", Value::from("栗溪村")),
        ("duty_phone", Value::from("142 0000 0001")),
    ];
    let villager = [
        ("name", Value::from("安小满")),
        ("mobile", Value::from("142 0000 0002")),
        ("id_no", Value::from("990101195001010014")),
    ];
    let newer = Change {
        ledger: 60_000,
        ..put(
            "village_profile",
            9,
            &[("village_name", Value::from("未来"))],
        )
    };
    let person = kinds::by_name("person").expect("a declared ledger");
    let mut entries = vec![
        author.write(&[put("village_profile", 1, &profile)]),
        author.write(&[put("person", 2, &villager)]),
        author.write(&[newer]),
        author.write(&[Change::remove(person, RowId([2; 16]))]),
    ];
    let [_, _, personal, _] = &mut entries[1].parts;
    if let Part::Leaves(leaves) = personal {
        for leaf in leaves {
            *leaf = Leaf::Erased(leaf.digest());
        }
    }
    entries
}

/// The villager's photo, salt and bytes.
pub fn photo() -> Vec<u8> {
    let salt = Digest::of("story/photo", &[]).0;
    [
        &salt[..16],
        b"\xff\xd8\xff\xe0 not much of a picture \xff\xd9",
    ]
    .concat()
}

/// What a package says, for people to read and for the golden test to compare.
pub fn describe(incoming: &Incoming) -> Result<serde_json::Value, Refused> {
    let header = &incoming.header;
    let entries: Vec<serde_json::Value> = incoming
        .entries()?
        .map(|entry| {
            let entry = entry?;
            let touches: Vec<_> = entry
                .head
                .touches
                .iter()
                .map(|touch| touch.ledger)
                .collect();
            Ok(json!({
                "digest": entry.digest().to_string(),
                "area": entry.head.area,
                "replica": entry.head.replica.to_string(),
                "seq": entry.head.seq,
                "act": entry.head.act,
                "ledgers": touches,
                "bytes": entry.size(),
            }))
        })
        .collect::<Result<_, Refused>>()?;
    let photos: Vec<_> = incoming.photos()?.collect::<Result<_, Refused>>()?;
    let photos = photos.iter().map(|photo| photo::digest(photo).to_string());
    Ok(json!({
        "from": header.from,
        "to": header.to,
        "replica": header.replica.to_string(),
        "counter": header.counter,
        "area": header.area,
        "profile": format!("{:?}", header.profile),
        "streams": header.ranges.len(),
        "held": header.have(&header.area).map(|have| have.streams.len()),
        "signed": incoming.head_signatures.iter().map(|head| head.seq).collect::<Vec<_>>(),
        "cards": incoming.cards.iter().map(|card| &card.name).collect::<Vec<_>>(),
        "entries": entries,
        "photos": photos.collect::<Vec<_>>(),
    }))
}
