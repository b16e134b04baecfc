//! Photos beside the journal: named by a row, kept once, handed on, proven.

use super::support::{AREA, Replica, row, spec, text};
use crate::{Access, Arrival, CheckDepth, Intent, Merge, Store, StoreError};
use ledger::kinds::photo;
use ledger::{Act, Change, Have, Op, Privacy, ReplicaId, RowId};
use std::collections::BTreeMap;

const PICTURE: &[u8] = b"sixteen of salt. and a picture";

fn row_of(id: RowId, salted: &[u8]) -> Change {
    let values = [
        ("about_ledger", text("hazard")),
        ("about_id", text(&row(1).to_string())),
        ("phase", text("before")),
        ("digest", text(&photo::digest(salted).to_string())),
    ];
    Change::put(spec("photo"), id, values)
}

fn add(replica: &mut Replica, id: RowId, salted: &[u8]) {
    let stamp = replica.stamp(Act::ADD_PHOTO);
    replica
        .store
        .act_with_photos(AREA, &stamp, &[row_of(id, salted)], &[salted])
        .unwrap();
}

/// Takes in what the other has, and these photos.
fn hear(replica: &mut Replica, other: &Replica, photos: &[&[u8]], intent: Intent) -> Merge {
    let have = replica.store.have(AREA).unwrap();
    let mut lacking = other
        .store
        .entries_lacking(AREA, &have, Privacy::Secret)
        .unwrap();
    let mut photos = photos
        .iter()
        .map(|photo| Ok::<_, StoreError>(photo.to_vec()));
    let arrival = Arrival {
        entries: &mut lacking,
        photos: &mut photos,
        adoption: None,
    };
    replica.store.take_in(arrival, intent).unwrap()
}

fn holds(replica: &Replica, salted: &[u8]) -> bool {
    let digest = photo::digest(salted).to_string();
    let found = replica.store.photo(&digest).unwrap();
    assert_eq!(found.is_some(), replica.store.has_photo(&digest).unwrap());
    found.is_some_and(|found| found == salted)
}

#[test]
fn a_photo_is_lacking_until_the_other_side_says_that_it_holds_it() {
    let (mut one, mut two) = (Replica::new(1), Replica::new(2));
    add(&mut one, row(1), PICTURE);
    let lacking = one.store.photos_lacking(AREA, &Have::default()).unwrap();
    assert_eq!(lacking.len(), 1);
    assert_eq!(lacking[0].digest, photo::digest(PICTURE));
    assert_eq!(lacking[0].about_id, row(1).to_string());
    let merge = hear(&mut two, &one, &[], Intent::Commit);
    assert_eq!((merge.rows.added, merge.photos), (1, 0));
    assert!(!holds(&two, PICTURE), "the row came without its picture");
    let have = two.store.have(AREA).unwrap();
    assert_eq!(one.store.photos_lacking(AREA, &have).unwrap(), lacking);
    assert_eq!(hear(&mut two, &one, &[PICTURE], Intent::Commit).photos, 1);
    assert!(holds(&two, PICTURE));
    let have = two.store.have(AREA).unwrap();
    assert_eq!(have, one.store.have(AREA).unwrap());
    assert_eq!(one.store.photos_lacking(AREA, &have).unwrap(), []);
    assert_eq!(
        hear(&mut two, &one, &[PICTURE], Intent::Commit).photos,
        0,
        "a second time nothing is new"
    );
    two.assert_sound();
}

#[test]
fn bytes_that_no_row_names_are_not_taken_in() {
    let (mut one, mut two) = (Replica::new(1), Replica::new(2));
    add(&mut one, row(1), PICTURE);
    let altered = b"sixteen of salt. and a Picture".as_slice();
    let merge = hear(&mut two, &one, &[altered], Intent::Commit);
    assert_eq!(merge.photos, 0);
    assert!(!holds(&two, altered));
}

#[test]
fn a_rehearsal_counts_photos_and_keeps_none() {
    let (mut one, mut two) = (Replica::new(1), Replica::new(2));
    add(&mut one, row(1), PICTURE);
    let plan = hear(&mut two, &one, &[PICTURE], Intent::Rehearse);
    assert_eq!(plan.photos, 1);
    assert!(!holds(&two, PICTURE));
    assert_eq!(plan, hear(&mut two, &one, &[PICTURE], Intent::Commit));
}

#[test]
fn a_removed_photo_is_not_handed_on_and_comes_back_with_its_picture() {
    let mut one = Replica::new(1);
    add(&mut one, row(1), PICTURE);
    let existence = |op| Change {
        ledger: spec("photo").number,
        row: row(1),
        op,
        writes: BTreeMap::new(),
    };
    one.act(&[existence(Op::Remove)]);
    let lacking = |one: &Replica| {
        let lacking = one.store.photos_lacking(AREA, &Have::default());
        lacking.unwrap().len()
    };
    assert_eq!(lacking(&one), 0);
    assert!(holds(&one, PICTURE), "the row can come back");
    one.act(&[existence(Op::Restore)]);
    assert_eq!(lacking(&one), 1);
    one.assert_sound();
}

#[test]
fn a_backup_holds_the_photos() {
    let mut one = Replica::new(1);
    add(&mut one, row(1), PICTURE);
    let backup = one.folder.path().join("备份");
    one.store.backup(&backup, 0).unwrap();
    let path = one.folder.path().join("恢复.yz");
    let restored = Store::restore(&backup, &path, &Access::Open, ReplicaId([9; 16])).unwrap();
    let digest = photo::digest(PICTURE).to_string();
    assert_eq!(restored.photo(&digest).unwrap().as_deref(), Some(PICTURE));
}

#[test]
fn a_check_finds_a_photo_whose_bytes_changed() {
    let mut one = Replica::new(1);
    add(&mut one, row(1), PICTURE);
    assert!(one.store.check(CheckDepth::Quick).unwrap().ok);
    let turn = "UPDATE photo_bytes SET bytes = CAST(bytes || '.' AS BLOB)";
    one.store.connection.execute_batch(turn).unwrap();
    let report = one.store.check(CheckDepth::Quick).unwrap();
    let expected = format!("photo {}: altered", photo::digest(PICTURE));
    assert_eq!(report.differences, [expected]);
}

#[test]
fn an_act_that_fails_keeps_no_photo() {
    let mut one = Replica::new(1);
    let stamp = one.stamp(Act::ADD_PHOTO);
    let mut unfit = row_of(row(1), PICTURE);
    unfit.ledger = 60_000;
    let refused = one
        .store
        .act_with_photos(AREA, &stamp, &[unfit], &[PICTURE]);
    assert!(refused.is_err());
    assert!(!holds(&one, PICTURE));
}
