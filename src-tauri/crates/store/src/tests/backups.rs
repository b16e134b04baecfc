//! What old backups keep, what takes the place of a file, and what a damaged one still gives.

use super::support::{AREA, Replica, put, row, spec, text};
use crate::{Access, CheckDepth, Store, StoreError, Watch, backup_facts, is_being_made};
use ledger::{Privacy, ReplicaId};
use std::fs::{self, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::ControlFlow;
use std::path::Path;

const MADE: i64 = 1_780_000_000_000;
const NEXT: ReplicaId = ReplicaId([7; 16]);
const GO_ON: Watch<'static> = &|_| ControlFlow::Continue(());

/// A replica with somebody in its books, whose mobile is personal.
fn with_somebody() -> Replica {
    let mut replica = Replica::new(1);
    replica.act(&[
        put("person", row(1), "name", text("陈守田")),
        put("person", row(1), "mobile", text("14200000001")),
        put("hazard", row(2), "description", text("后山裂缝")),
    ]);
    replica
}

fn flip(path: &Path, place: u64) {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(place)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(place)).unwrap();
    file.write_all(&[byte[0] ^ 0x10]).unwrap();
}

#[test]
fn a_name_is_taken_from_the_first_page_copied_until_the_backup_stands() {
    let replica = with_somebody();
    let path = replica.folder.path().join("一.yzbak");
    assert!(!is_being_made(&path));
    let copy = replica.store.copy_pages(&path, MADE, GO_ON).unwrap();
    assert!(is_being_made(&path) && !path.exists());
    copy.finish(GO_ON).unwrap();
    assert!(!is_being_made(&path) && path.exists());
}

#[test]
fn a_backup_says_in_clear_what_it_is_of_and_no_more() {
    let replica = with_somebody();
    let path = replica.folder.path().join("一.yzbak");
    let written = replica.store.backup(&path, MADE).unwrap();
    let facts = backup_facts(&path).unwrap();
    assert_eq!(facts, written.facts);
    assert_eq!((facts.made_ms, facts.entries), (MADE, 1));
    assert_eq!(facts.own, replica.store.own_heads().unwrap());
    let bytes = fs::read(&path).unwrap();
    let holds = |needle: &str| bytes.windows(needle.len()).any(|w| w == needle.as_bytes());
    assert!(!holds("陈守田") && !holds("14200000001"));
}

#[test]
fn an_old_backup_loses_what_is_personal_and_its_chain_still_verifies() {
    let replica = with_somebody();
    let path = replica.folder.path().join("老.yzbak");
    replica.store.backup(&path, MADE).unwrap();
    let mending = replica.store.mending().unwrap();
    assert!(mending.reduce(&path).unwrap().facts.reduced);
    let file = replica.folder.path().join("恢复.yz");
    let mut restored = Store::restore(&path, &file, &Access::Open, NEXT).unwrap();
    let report = restored.check(CheckDepth::Rebuild).unwrap();
    assert!(report.ok, "{:?}", report.differences);
    let hazard = restored.row(spec("hazard"), row(2)).unwrap().unwrap();
    assert_eq!(hazard.row.text("description"), "后山裂缝");
    let person = restored.row(spec("person"), row(1)).unwrap().unwrap();
    assert_eq!(person.row.text("name"), "", "a villager's name is personal");
    let leaves: i64 = restored
        .connection
        .query_row("SELECT COUNT(*) FROM leaf WHERE class >= 2", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(leaves, 0);
    // It asks for the rest like any replica that has a part of the books.
    let have = restored.have(AREA).unwrap();
    let lacking = replica
        .store
        .entries_lacking(AREA, &have, Privacy::Secret)
        .unwrap();
    let mut lacking = lacking.collect::<Vec<_>>();
    restored
        .receive(&mut lacking.drain(..), crate::Intent::Commit)
        .unwrap();
    assert_eq!(restored.state_digest(AREA).unwrap(), replica.digest());
}

#[test]
fn only_a_backup_of_this_replica_is_ever_dropped() {
    let (one, two) = (with_somebody(), with_somebody());
    let path = one.folder.path().join("一.yzbak");
    one.store.backup(&path, MADE).unwrap();
    assert!(matches!(
        two.store.drop_backup(&path),
        Err(StoreError::NotOurs { .. })
    ));
    let stranger = one.folder.path().join("照片.yzbak");
    fs::write(&stranger, "not a backup").unwrap();
    assert!(one.store.drop_backup(&stranger).is_err());
    assert!(stranger.exists(), "a file of a person is never removed");
    one.store.drop_backup(&path).unwrap();
    assert!(!path.exists());
}

#[test]
fn going_back_lays_the_file_aside_and_opens_the_backup_as_a_new_replica() {
    let mut replica = with_somebody();
    let backup = replica.folder.path().join("前.yzbak");
    replica.store.backup(&backup, MADE).unwrap();
    let before = replica.digest();
    replica.act(&[put("person", row(1), "name", text("别人"))]);
    let (after, path) = (replica.digest(), replica.store.path().to_owned());
    let aside = replica.folder.path().join("合并后.yz");
    let back = replica.store.return_to(&backup, &aside, NEXT).unwrap();
    assert_eq!(
        (back.path(), back.replica()),
        (path.as_path(), NEXT),
        "under the old name"
    );
    assert_eq!(back.state_digest(AREA).unwrap(), before);
    let kept = Store::open(&aside, &Access::Open).unwrap();
    assert_eq!(kept.state_digest(AREA).unwrap(), after, "nothing is lost");
}

#[test]
fn a_backup_cut_for_a_stick_is_read_as_one() {
    let replica = with_somebody();
    let path = replica.folder.path().join("整.yzbak");
    replica.store.backup(&path, MADE).unwrap();
    let whole = fs::read(&path).unwrap();
    let first = replica.folder.path().join("分.yzbak");
    for (number, part) in whole.chunks(whole.len() / 3 + 1).enumerate() {
        let name = match number {
            0 => "分.yzbak".to_owned(),
            number => format!("分.yzbak.{}", number + 1),
        };
        fs::write(replica.folder.path().join(name), part).unwrap();
    }
    let file = replica.folder.path().join("恢复.yz");
    let restored = Store::restore(&first, &file, &Access::Open, NEXT).unwrap();
    assert_eq!(restored.state_digest(AREA).unwrap(), replica.digest());
    fs::remove_file(replica.folder.path().join("分.yzbak.2")).unwrap();
    let file = replica.folder.path().join("缺.yz");
    let cut = Store::restore(&first, &file, &Access::Open, NEXT);
    assert_eq!(
        cut.map(|_| ()),
        Err(StoreError::Damaged { what: "backup" }),
        "a part is missing"
    );
}

#[test]
fn damage_is_noticed_at_opening_wherever_it_is() {
    let replica = with_somebody();
    let path = replica.store.path().to_owned();
    replica.store.close().unwrap();
    let whole = fs::read(&path).unwrap();
    let is_refused = || {
        let opened = Store::open(&path, &Access::Open).map(|_| ());
        matches!(
            opened,
            Err(StoreError::Damaged { .. } | StoreError::Unreadable { .. })
        )
    };
    let length = whole.len() as u64;
    for place in [0, 20, 5_000, length / 3, length / 2, length - 10] {
        flip(&path, place);
        assert!(is_refused(), "a flipped bit at {place} of {length}");
        fs::write(&path, &whole).unwrap();
    }
    for kept in [100, 4096, whole.len() / 2, whole.len() - 4096] {
        fs::write(&path, &whole[..kept]).unwrap();
        assert!(is_refused(), "cut to {kept} bytes");
    }
    let mut zeroed = whole.clone();
    zeroed[8192..12288].fill(0);
    fs::write(&path, &zeroed).unwrap();
    assert!(is_refused(), "a page of zeros");
    fs::write(&path, &whole).unwrap();
    fs::write(crate::file::wal_path(&path), [0x5a; 9000]).unwrap();
    let store = Store::open(&path, &Access::Open).unwrap();
    assert!(
        store.row(spec("person"), row(1)).unwrap().is_some(),
        "a log of rubbish is passed over"
    );
}

#[test]
fn a_damaged_file_gives_what_can_still_be_read_of_its_journal() {
    let mut replica = with_somebody();
    let backup = replica.folder.path().join("前.yzbak");
    replica.store.backup(&backup, MADE).unwrap();
    for number in 10..30 {
        replica.act(&[put("person", row(number), "name", text("来得晚"))]);
    }
    let (path, folder) = (replica.store.path().to_owned(), replica.folder);
    let root: i64 = replica
        .store
        .connection
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'person'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    replica.store.close().unwrap();
    flip(&path, root.unsigned_abs() * 4096 - 2000);
    assert!(Store::open(&path, &Access::Open).is_err());
    let whole = fs::read(&path).unwrap();
    let file = folder.path().join("恢复.yz");
    let mut restored = Store::restore(&backup, &file, &Access::Open, NEXT).unwrap();
    let merge = restored.salvage(&path, &Access::Open).unwrap();
    assert_eq!(merge.entries, 20, "all that came after the backup");
    assert!(restored.row(spec("person"), row(29)).unwrap().is_some());
    assert_eq!(fs::read(&path).unwrap(), whole, "it is only read");
}
