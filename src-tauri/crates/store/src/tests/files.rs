//! Making, opening, locking, backing up.

use super::support::{AREA, Replica, put, row, spec, text};
use crate::{Access, Lock, Store, StoreError, keyfile};
use ledger::ReplicaId;
use std::fs;

const HERE: ReplicaId = ReplicaId([1; 16]);
const MADE: i64 = 1_780_000_000_000;

#[test]
fn a_password_and_a_recovery_code_open_the_file_and_nothing_else_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("栗溪村.yz");
    let (store, code) = Store::create(&path, &Access::Password("山高水长"), HERE).unwrap();
    store.close().unwrap();
    assert_eq!(Store::lock(&path), Ok(Lock::Password));
    let open = |access| Store::open(&path, &access).map(Store::close);
    assert_eq!(open(Access::Password("山高水长")), Ok(Ok(())));
    assert_eq!(
        open(Access::Password("山高")),
        Err(StoreError::WrongPassword)
    );
    assert_eq!(open(Access::Open), Err(StoreError::NoSuchSlot));
    let typed = code.to_string().to_lowercase();
    assert_eq!(open(Access::Recovery(&typed)), Ok(Ok(())));
    let other = crate::RecoveryCode::generate().unwrap();
    assert_eq!(
        open(Access::Recovery(other.as_str())),
        Err(StoreError::WrongRecoveryCode)
    );
    let mut bytes = fs::read(&path).unwrap();
    bytes.extend(fs::read(keyfile::path_of(&path)).unwrap());
    let needle = b"SQLite format 3";
    let found = bytes.windows(needle.len()).any(|window| window == needle);
    assert!(!found, "the database is encrypted from its first byte");
}

#[test]
fn a_changed_password_takes_the_place_of_the_old_one_and_the_code_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("村.yz");
    let (mut store, code) = Store::create(&path, &Access::Password("旧的"), HERE).unwrap();
    store.change_password(&Access::Password("新的")).unwrap();
    store.close().unwrap();
    let open = |access| Store::open(&path, &access).map(Store::close);
    assert_eq!(
        open(Access::Password("旧的")),
        Err(StoreError::WrongPassword)
    );
    assert_eq!(open(Access::Password("新的")), Ok(Ok(())));
    assert_eq!(open(Access::Recovery(code.as_str())), Ok(Ok(())));
}

#[test]
fn a_file_without_its_key_file_says_so() {
    let replica = Replica::new(1);
    let path = replica.store.path().to_owned();
    replica.store.close().unwrap();
    let key = keyfile::path_of(&path);
    fs::rename(&key, path.with_extension("elsewhere")).unwrap();
    assert_eq!(
        Store::open(&path, &Access::Open).map(|_| ()),
        Err(StoreError::KeyFileMissing { path: key.clone() })
    );
    fs::write(&key, b"{}").unwrap();
    assert_eq!(
        Store::open(&path, &Access::Open).map(|_| ()),
        Err(StoreError::NotOurs { path: key })
    );
}

#[test]
fn a_key_file_of_another_file_opens_nothing() {
    let (one, two) = (Replica::new(1), Replica::new(2));
    let (path, other) = (one.store.path().to_owned(), two.store.path().to_owned());
    one.store.close().unwrap();
    fs::copy(keyfile::path_of(&other), keyfile::path_of(&path)).unwrap();
    assert_eq!(
        Store::open(&path, &Access::Open).map(|_| ()),
        Err(StoreError::Unreadable { path }),
        "the key is well formed and does not open these pages"
    );
}

#[test]
fn a_newer_file_is_refused_politely() {
    let replica = Replica::new(1);
    let path = replica.store.path().to_owned();
    replica
        .store
        .connection
        .execute_batch("PRAGMA user_version = 99")
        .unwrap();
    replica.store.close().unwrap();
    assert_eq!(
        Store::open(&path, &Access::Open).map(|_| ()),
        Err(StoreError::TooNew {
            found: 99,
            known: 3
        })
    );
}

#[test]
fn a_second_opening_is_busy_and_closing_leaves_one_file() {
    let mut replica = Replica::new(1);
    replica.act(&[put("person", row(1), "name", text("张三"))]);
    let path = replica.store.path().to_owned();
    assert_eq!(
        Store::open(&path, &Access::Open).map(|_| ()),
        Err(StoreError::Busy),
        "one process at a time"
    );
    replica.store.close().unwrap();
    let mut names: Vec<_> = fs::read_dir(replica.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["栗溪村.yz", "栗溪村.yz.key"],
        "no log is left behind"
    );
    let again = Store::open(&path, &Access::Open).unwrap();
    let stored = again.row(spec("person"), row(1)).unwrap().unwrap();
    assert_eq!(stored.row.text("name"), "张三");
}

#[test]
fn nothing_is_ever_overwritten() {
    let replica = Replica::new(1);
    let path = replica.store.path().to_owned();
    let exists = |path: &std::path::Path| StoreError::Exists {
        path: path.to_owned(),
    };
    assert_eq!(
        Store::create(&path, &Access::Open, HERE).map(|_| ()),
        Err(exists(&path))
    );
    let backup = replica.folder.path().join("备份");
    replica.store.backup(&backup, MADE).unwrap();
    assert_eq!(
        replica.store.backup(&backup, MADE).map(|_| ()),
        Err(exists(&backup))
    );
    assert_eq!(
        Store::restore(&backup, &path, &Access::Open, HERE).map(|_| ()),
        Err(exists(&path))
    );
}

#[test]
fn a_backup_restores_to_a_new_replica_with_the_same_books() {
    let mut replica = Replica::new(1);
    replica.act(&[put("person", row(1), "name", text("张三"))]);
    let backup = replica.folder.path().join("备份");
    let written = replica.store.backup(&backup, MADE).unwrap();
    assert_eq!(written.facts.entries, 1);
    assert_eq!(written.bytes, fs::metadata(&backup).unwrap().len());
    replica.act(&[put("person", row(1), "name", text("李四"))]);
    let path = replica.folder.path().join("恢复.yz");
    let mut restored = Store::restore(&backup, &path, &Access::Open, ReplicaId([7; 16])).unwrap();
    assert_eq!(restored.replica(), ReplicaId([7; 16]));
    let stored = restored.row(spec("person"), row(1)).unwrap().unwrap();
    assert_eq!(stored.row.text("name"), "张三", "as it was at the backup");
    let lacking = replica
        .store
        .entries_lacking(AREA, &restored.have(AREA).unwrap(), ledger::Privacy::Secret)
        .unwrap();
    let mut lacking: Vec<_> = lacking.collect();
    let merge = restored
        .receive(&mut lacking.drain(..), crate::Intent::Commit)
        .unwrap();
    assert_eq!(merge.entries, 1, "what came after the backup is merged");
    assert_eq!(restored.state_digest(AREA).unwrap(), replica.digest());
    let mut names = fs::read_dir(replica.folder.path()).unwrap();
    let has_leftovers = names.any(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        name.contains(".part")
    });
    assert!(!has_leftovers, "working copies are gone");
}

#[test]
fn an_altered_or_cut_backup_is_refused() {
    let mut replica = Replica::new(1);
    replica.act(&[put("person", row(1), "name", text("张三"))]);
    let backup = replica.folder.path().join("备份");
    replica.store.backup(&backup, MADE).unwrap();
    let whole = fs::read(&backup).unwrap();
    let altered = |place: usize| {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        bytes
    };
    let samples = [
        altered(3),
        altered(20),
        altered(whole.len() / 2),
        altered(whole.len() - 1),
        whole[..whole.len() - 1].to_vec(),
        whole[..100].to_vec(),
        Vec::new(),
    ];
    for (number, sample) in samples.iter().enumerate() {
        let bad = replica.folder.path().join("坏的");
        fs::write(&bad, sample).unwrap();
        let path = replica.folder.path().join(format!("恢复{number}.yz"));
        let restored = Store::restore(&bad, &path, &Access::Open, HERE);
        assert_eq!(
            restored.map(|_| ()),
            Err(StoreError::Damaged { what: "backup" }),
            "sample {number}"
        );
        assert!(!path.exists(), "nothing takes the file's name");
    }
}

#[test]
fn books_folded_by_other_rules_are_folded_again_on_opening() {
    let mut replica = Replica::new(1);
    replica.act(&[put("person", row(1), "name", text("张三"))]);
    let before = replica.digest();
    let path = replica.store.path().to_owned();
    // As an older version would have left it: another rule, another shape of the table.
    replica
        .store
        .connection
        .execute_batch(
            "UPDATE setting SET value = x'00' WHERE name = 'store.fold';
             ALTER TABLE person DROP COLUMN remark;
             UPDATE person SET name = NULL;",
        )
        .unwrap();
    replica.store.close().unwrap();
    let mut store = Store::open(&path, &Access::Open).unwrap();
    assert_eq!(store.state_digest(AREA), Ok(before));
    assert!(store.check(crate::CheckDepth::Rebuild).unwrap().ok);
}
