//! The key file: many passwords, a renewed key, and a change of key cut off at every step.

use super::support::{AREA, Replica, put, row, spec, text};
use crate::{Access, Lock, RecoveryCode, Store, StoreError, WayKind, keyfile};
use ledger::{ReplicaId, RowId};
use std::fs;
use std::path::Path;

const HERE: ReplicaId = ReplicaId([1; 16]);
const LI: RowId = RowId([5; 16]);
const WANG: RowId = RowId([6; 16]);

fn opens(path: &Path, access: &Access) -> Result<Option<RowId>, StoreError> {
    let store = Store::open(path, access)?;
    let holder = store.holder();
    store.close()?;
    Ok(holder)
}

fn numbers(path: &Path) -> Vec<(u32, Option<RowId>)> {
    let ways = Store::ways_in(path).unwrap().into_iter();
    ways.filter(|way| way.kind == WayKind::Password)
        .map(|way| (way.number, way.holder))
        .collect()
}

/// A file with a shared password and two of their own.
fn shared_desk(folder: &Path) -> (Store, RecoveryCode) {
    let path = folder.join("村.yz");
    let (mut store, code) = Store::create(&path, &Access::Password("大家的"), HERE).unwrap();
    store.set_password_of(LI, "李的").unwrap();
    store.set_password_of(WANG, "王的").unwrap();
    (store, code)
}

#[test]
fn each_password_opens_the_file_and_tells_whose_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (store, code) = shared_desk(folder.path());
    let path = store.path().to_owned();
    store.close().unwrap();
    assert_eq!(
        numbers(&path),
        [(1, None), (2, Some(LI)), (3, Some(WANG))],
        "everybody has a number, nobody a name"
    );
    assert_eq!(opens(&path, &Access::Password("大家的")), Ok(None));
    assert_eq!(opens(&path, &Access::Password("王的")), Ok(Some(WANG)));
    let of_number = |number, password| opens(&path, &Access::Numbered { number, password });
    assert_eq!(of_number(2, "李的"), Ok(Some(LI)));
    assert_eq!(of_number(3, "李的"), Err(StoreError::WrongPassword));
    assert_eq!(of_number(9, "李的"), Err(StoreError::NoSuchSlot));
    assert_eq!(opens(&path, &Access::Recovery(code.as_str())), Ok(None));
}

#[test]
fn a_password_set_anew_takes_the_place_of_the_same_persons_and_of_nobody_elses() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = shared_desk(folder.path());
    store.set_password_of(LI, "李的新的").unwrap();
    let path = store.path().to_owned();
    store.close().unwrap();
    assert_eq!(numbers(&path).len(), 3);
    assert_eq!(
        opens(&path, &Access::Password("李的")),
        Err(StoreError::WrongPassword)
    );
    assert_eq!(opens(&path, &Access::Password("李的新的")), Ok(Some(LI)));
    assert_eq!(opens(&path, &Access::Password("王的")), Ok(Some(WANG)));
}

#[test]
fn a_new_recovery_code_makes_the_old_one_void() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, old) = shared_desk(folder.path());
    let new = RecoveryCode::generate().unwrap();
    store
        .change_password(&Access::Recovery(new.as_str()))
        .unwrap();
    let path = store.path().to_owned();
    store.close().unwrap();
    assert_eq!(
        opens(&path, &Access::Recovery(old.as_str())),
        Err(StoreError::WrongRecoveryCode)
    );
    assert_eq!(opens(&path, &Access::Recovery(new.as_str())), Ok(None));
}

#[test]
fn whoever_is_taken_out_has_no_way_to_the_new_key_and_all_others_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, code) = shared_desk(folder.path());
    let path = store.path().to_owned();
    let former_key = fs::read(keyfile::path_of(&path)).unwrap();
    let old_key = store.key.clone();
    store.renew_key(&[2], &Access::Password("大家的")).unwrap();
    assert_ne!(*store.key, *old_key, "the file has a new key");
    store.close().unwrap();
    assert_eq!(numbers(&path), [(1, None), (3, Some(WANG))]);
    assert_eq!(
        opens(&path, &Access::Password("李的")),
        Err(StoreError::WrongPassword)
    );
    assert_eq!(opens(&path, &Access::Password("王的")), Ok(Some(WANG)));
    assert_eq!(opens(&path, &Access::Recovery(code.as_str())), Ok(None));
    // He kept a copy of the key file from before: it opens nothing any more.
    fs::write(keyfile::path_of(&path), former_key).unwrap();
    assert!(matches!(
        opens(&path, &Access::Password("李的")),
        Err(StoreError::Unreadable { .. })
    ));
}

#[test]
fn a_renewed_file_holds_every_row_entry_and_search_term_it_held() {
    let mut replica = Replica::new(1);
    let named = |number, name| put("person", row(number), "name", text(name));
    replica.act(&[named(1, "陈守田"), named(2, "李秀英")]);
    replica.act(&[named(3, "王小兵")]);
    let before = replica.store.state_digest(AREA).unwrap();
    replica.store.renew_key(&[], &Access::Open).unwrap();
    assert_eq!(replica.store.state_digest(AREA).unwrap(), before);
    replica.act(&[named(4, "赵铁柱")]);
    let path = replica.store.path().to_owned();
    replica.store.close().unwrap();
    assert_eq!(Store::lock(&path), Ok(Lock::Open));
    let mut store = Store::open(&path, &Access::Open).unwrap();
    let report = store.check(crate::CheckDepth::Rebuild).unwrap();
    assert!(report.ok, "{:?}", report.differences);
    let kept = store.row(spec("person"), row(4)).unwrap().unwrap();
    assert_eq!(kept.row.text("name"), "赵铁柱");
}

#[test]
fn the_last_password_and_ones_own_cannot_be_taken_out() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, code) = shared_desk(folder.path());
    let everybody = store.renew_key(&[1, 2, 3], &Access::Recovery(code.as_str()));
    assert_eq!(everybody, Err(StoreError::LastPassword));
    let own = store.renew_key(&[2], &Access::Password("李的"));
    assert_eq!(own, Err(StoreError::WrongPassword));
    let path = store.path().to_owned();
    store.close().unwrap();
    assert_eq!(numbers(&path).len(), 3, "nothing was changed");
}

/// What lies on the disk after each step of a renewal, were it the last.
fn cut_off(step: usize, before: &Disk, after: &Disk, both: &[u8]) -> Disk {
    match step {
        0 => before.clone(),
        1 => (before.0.clone(), both.to_vec()),
        2 => (after.0.clone(), both.to_vec()),
        _ => after.clone(),
    }
}

/// The file and its key file.
type Disk = (Vec<u8>, Vec<u8>);

#[test]
fn a_change_of_key_cut_off_at_any_step_leaves_the_state_before_or_after() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = shared_desk(folder.path());
    let path = store.path().to_owned();
    let key_path = keyfile::path_of(&path);
    let access = Access::Password("大家的");
    let read = || -> Disk { (fs::read(&path).unwrap(), fs::read(&key_path).unwrap()) };
    store.close().unwrap();
    let before = read();
    store = Store::open(&path, &access).unwrap();
    let mut keys = keyfile::KeyFile::beside(&path).unwrap();
    store.renew_key(&[2], &access).unwrap();
    keys.add_key(&store.key, &[2]).unwrap();
    let both = keys.to_bytes().unwrap();
    store.close().unwrap();
    let after = read();
    // The new key has another id in the rebuilt middle state, which is as good as any.
    for step in 0..4 {
        let (pages, key_file) = cut_off(step, &before, &after, &both);
        fs::write(&path, pages).unwrap();
        fs::write(&key_path, key_file).unwrap();
        fs::write(crate::whole_file::beside(&path), b"half a copy").unwrap();
        assert_eq!(opens(&path, &access), Ok(None), "step {step}");
        let left = numbers(&path).len();
        assert_eq!(left, if step < 2 { 3 } else { 2 }, "step {step}");
        let li = opens(&path, &Access::Password("李的"));
        assert_eq!(li.is_ok(), step < 2, "step {step}");
        assert_eq!(opens(&path, &Access::Password("王的")), Ok(Some(WANG)));
    }
}

#[test]
fn a_key_that_cannot_be_written_leaves_the_file_as_it_was_and_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = shared_desk(folder.path());
    // A folder stands where the copy should go.
    let copy = crate::whole_file::beside(store.path());
    fs::create_dir(&copy).unwrap();
    fs::write(copy.join("x"), b"x").unwrap();
    let refused = store.renew_key(&[2], &Access::Password("大家的"));
    assert!(refused.is_err());
    store.set_setting("still", b"here").unwrap();
    let path = store.path().to_owned();
    store.close().unwrap();
    assert_eq!(opens(&path, &Access::Password("李的")), Ok(Some(LI)));
    let store = Store::open(&path, &Access::Password("大家的")).unwrap();
    assert_eq!(store.setting("still").unwrap().unwrap(), b"here");
}
