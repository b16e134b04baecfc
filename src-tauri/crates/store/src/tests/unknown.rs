//! What a newer version wrote: ledgers, fields, acts, operations and parts of a head this version
//! does not know are kept as they came, handed on byte for byte, and folded after an upgrade.

use super::support::{AREA, Replica, put, row, spec, text};
use crate::{Access, CheckDepth, Store};
use ledger::cbor::Item;
use ledger::entry::Wall;
use ledger::{Change, Digest, Entry, Head, Op, ReplicaId, Value, Write};
use std::collections::BTreeMap;

const AUTHOR: ReplicaId = ReplicaId([5; 16]);

fn head(seq: u64, prev: Option<Digest>, act: u16) -> Head {
    Head {
        replica: AUTHOR,
        area: AREA.to_owned(),
        seq,
        prev,
        seen: Vec::new(),
        wall: Wall {
            utc_ms: 1_780_000_000_000,
            offset_min: 480,
            boot: 1,
        },
        actor: "a1".to_owned(),
        act,
        act_id: row(u8::try_from(seq).unwrap()),
        part: 0,
        parts: 1,
        form: None,
        touches: Vec::new(),
    }
}

fn entry(head: Head, changes: &[Change]) -> Entry {
    let mut number = 0;
    let mut salt = || {
        number += 1;
        [number; 16]
    };
    Entry::write(head, changes, &mut salt).unwrap()
}

/// The entry with another operation on its rows, and a part of a head that nobody knows yet.
fn of_tomorrow(entry: &Entry) -> Entry {
    let Ok(Item::Map(mut map)) = Item::from_bytes(&entry.head_bytes) else {
        panic!("a head is a map");
    };
    let touches = entry.head.touches.iter().map(|touch| {
        Item::List(vec![
            Item::Int(touch.ledger.into()),
            Item::Bytes(touch.row.0.to_vec()),
            Item::Int(200),
            Item::Int(touch.classes.into()),
        ])
    });
    map.insert(13, Item::List(touches.collect()));
    map.insert(99, text_item("来自新版"));
    Entry::read(Item::Map(map).to_bytes(), entry.parts.clone()).unwrap()
}

fn text_item(text: &str) -> Item {
    Item::Text(text.to_owned())
}

/// A known write beside an unknown field, an unknown ledger, an unknown act, an unknown operation.
fn written_by_a_newer_version() -> Vec<Entry> {
    let unknown = |ledger: u16, number: u16| Change {
        ledger,
        row: row(1),
        op: Op::Put,
        writes: BTreeMap::from([(number, Write::Whole(Value::from("新的")))]),
    };
    let mut known = put("person", row(1), "name", text("张三"));
    known.writes.extend(unknown(known.ledger, 999).writes);
    let first = entry(head(1, None, 2), &[known, unknown(60_000, 1)]);
    let second = entry(
        head(2, Some(first.digest()), 60_001),
        &[put("person", row(2), "name", text("李四"))],
    );
    let third = of_tomorrow(&entry(
        head(3, Some(second.digest()), 2),
        &[put("person", row(1), "name", text("不认识的操作"))],
    ));
    let fourth = entry(
        head(4, Some(third.digest()), 2),
        &[put("person", row(3), "name", text("王五"))],
    );
    vec![first, second, third, fourth]
}

#[test]
fn what_a_newer_version_wrote_is_handed_on_byte_for_byte() {
    let written = written_by_a_newer_version();
    let mut chain: Vec<Replica> = (1..4).map(Replica::new).collect();
    chain[0].take(&written);
    for place in 1..chain.len() {
        let (before, after) = chain.split_at_mut(place);
        after[0].hear(&before[place - 1]);
    }
    for replica in &mut chain {
        assert_eq!(replica.entries(), written, "heads and leaves as they came");
        assert_eq!(
            replica.value("person", row(1), "name"),
            text("张三"),
            "what is known is folded"
        );
        assert_eq!(
            replica.value("person", row(2), "name"),
            text("李四"),
            "whatever the act is called"
        );
        assert_eq!(
            replica.value("person", row(3), "name"),
            text("王五"),
            "what follows is not held up"
        );
        replica.assert_sound();
    }
}

#[test]
fn a_write_beside_what_was_not_understood_merges_like_any_other() {
    let mut one = Replica::new(1);
    one.take(&written_by_a_newer_version());
    one.act(&[put("person", row(1), "group", text("一组"))]);
    let mut two = Replica::new(2);
    two.hear(&one);
    assert_eq!(two.digest(), one.digest());
    assert_eq!(two.entries().len(), 5);
    two.assert_sound();
}

#[test]
fn what_was_only_kept_is_folded_once_the_program_knows_the_ledger() {
    let mut village = Replica::new(1);
    village.act(&[put("person", row(1), "name", text("张三"))]);
    village.act(&[put("hazard", row(2), "description", text("路灯不亮"))]);
    let digest = village.digest();
    // The file of a version that knew no hazards: the entries are there, the table is not.
    let older = "DROP TABLE hazard; DELETE FROM setting WHERE name = 'store.fold'";
    village.store.connection.execute_batch(older).unwrap();
    let path = village.folder.path().join("栗溪村.yz");
    let Replica { store, folder, .. } = village;
    drop(store);
    let mut upgraded = Store::open(&path, &Access::Open).unwrap();
    assert_eq!(upgraded.state_digest(AREA), Ok(digest));
    let stored = upgraded.row(spec("hazard"), row(2)).unwrap().unwrap();
    assert_eq!(stored.row.text("description"), "路灯不亮");
    assert!(upgraded.check(CheckDepth::Rebuild).unwrap().ok);
    drop(folder);
}
