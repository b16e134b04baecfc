//! Backups brought to where the file stands: without what was destroyed, under today's key.

use super::support::{AREA, Replica, pair, put, row, spec, text};
use crate::{
    Access, BackupStage, CheckDepth, RecoveryCode, Store, StoreError, Watch, backup_facts, keyfile,
    verify_backup,
};
use ledger::{Act, ReplicaId};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

const MADE: i64 = 1_780_000_000_000;
const NEXT: ReplicaId = ReplicaId([7; 16]);
const GO_ON: Watch<'static> = &|_| ControlFlow::Continue(());
const NAME: &str = "甄蔽滅";
const MOBILE: &str = "14200007777";

/// A replica with somebody in its books and on the way to it, and a backup of that day.
fn with_backup() -> (Replica, PathBuf) {
    let mut replica = Replica::new(1);
    replica.act(&[
        put("person", row(1), "name", text(NAME)),
        put("person", row(1), "mobile", text(MOBILE)),
        put("person", row(2), "name", text("李秀英")),
    ]);
    let backup = replica.folder.path().join("旧.yzbak");
    replica.store.backup(&backup, MADE).unwrap();
    (replica, backup)
}

fn destroy(replica: &mut Replica) {
    let stamp = replica.stamp(Act::DESTROY);
    let rows = [(spec("person"), row(1))];
    replica.store.destroy(AREA, &stamp, &rows, &[]).unwrap();
}

fn holds_seeds(store: &mut Store) -> bool {
    let pages = store.pages().unwrap();
    let holds = |bytes: &[u8]| pages.windows(bytes.len()).any(|window| window == bytes);
    holds(NAME.as_bytes()) || holds(MOBILE.as_bytes())
}

/// A file made of the backup alone, told of nothing.
fn restored(backup: &Path, access: &Access) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("恢复.yz");
    let store = Store::restore(backup, &path, access, NEXT).unwrap();
    (folder, store)
}

fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> = files
        .map(|file| file.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn what_was_destroyed_is_in_no_page_no_log_and_no_backup_of_the_file() {
    let (mut replica, backup) = with_backup();
    assert!(holds_seeds(&mut replica.store));
    assert!(holds_seeds(&mut restored(&backup, &Access::Open).1));
    destroy(&mut replica);
    assert!(replica.store.is_key_due().unwrap());
    replica.store.renew_key(&[], &Access::Open).unwrap();
    assert!(!replica.store.is_key_due().unwrap());
    let mending = replica.store.mending().unwrap();
    assert!(mending.concerns(&backup_facts(&backup).unwrap()));
    let anew = mending.mend(&backup, None, GO_ON).unwrap();
    assert!(!mending.concerns(&anew.facts), "it is as it should be");
    assert!(!holds_seeds(&mut replica.store), "no page holds them");
    let log = replica.folder.path().join("栗溪村.yz-wal");
    assert_eq!(fs::metadata(log).map_or(0, |log| log.len()), 0);
    let (_folder, mut back) = restored(&backup, &Access::Open);
    assert!(!holds_seeds(&mut back), "nor does the backup");
    let kept = back.row(spec("person"), row(2)).unwrap().unwrap();
    assert_eq!(kept.row.text("name"), "李秀英");
    assert!(back.check(CheckDepth::Rebuild).unwrap().ok);
    replica.assert_sound();
}

#[test]
fn a_backup_made_after_the_destruction_is_not_written_anew() {
    let (mut replica, _) = with_backup();
    destroy(&mut replica);
    let late = replica.folder.path().join("后.yzbak");
    let made = replica.store.backup(&late, MADE).unwrap();
    let mending = replica.store.mending().unwrap();
    assert!(!mending.concerns(&made.facts));
}

#[test]
fn a_destruction_that_comes_by_a_merge_asks_for_a_new_key_and_goes_into_the_backups_too() {
    let (mut one, mut two) = pair();
    two.act(&[put("person", row(1), "mobile", text(MOBILE))]);
    one.hear(&two);
    let backup = two.folder.path().join("旧.yzbak");
    two.store.backup(&backup, MADE).unwrap();
    destroy(&mut one);
    assert!(!two.store.is_key_due().unwrap());
    two.hear(&one);
    two.store.truncate_log().unwrap();
    assert!(two.store.is_key_due().unwrap());
    assert!(!holds_seeds(&mut two.store));
    let mending = two.store.mending().unwrap();
    mending.mend(&backup, None, GO_ON).unwrap();
    assert!(!holds_seeds(&mut restored(&backup, &Access::Open).1));
}

#[test]
fn going_back_to_before_a_merge_brings_nothing_back_that_the_merge_destroyed() {
    let (mut one, mut two) = pair();
    two.act(&[put("person", row(1), "mobile", text(MOBILE))]);
    one.hear(&two);
    let backup = two.folder.path().join("前.yzbak");
    two.store.backup(&backup, MADE).unwrap();
    destroy(&mut one);
    two.hear(&one);
    let aside = two.folder.path().join("合并后.yz");
    let mut back = two.store.return_to(&backup, &aside, NEXT).unwrap();
    assert!(!holds_seeds(&mut back));
    assert!(back.check(CheckDepth::Rebuild).unwrap().ok);
}

#[test]
fn a_backup_under_a_former_key_gets_todays_and_whoever_left_opens_it_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("村.yz");
    let access = Access::Password("大家的");
    let (mut store, _) = Store::create(&path, &access, ReplicaId([1; 16])).unwrap();
    store.set_password_of(row(5), "李的").unwrap();
    let backup = folder.path().join("旧.yzbak");
    store.backup(&backup, MADE).unwrap();
    let leaving = Access::Password("李的");
    assert!(verify_backup(&backup, &leaving).is_ok());
    store.renew_key(&[2], &access).unwrap();
    let mending = store.mending().unwrap();
    assert!(mending.concerns(&backup_facts(&backup).unwrap()));
    mending.mend(&backup, None, GO_ON).unwrap();
    assert_eq!(
        verify_backup(&backup, &leaving),
        Err(StoreError::WrongPassword)
    );
    store.forget_former_keys().unwrap();
    let (_kept, mut back) = restored(&backup, &access);
    assert!(back.check(CheckDepth::Rebuild).unwrap().ok);
}

#[test]
fn a_backup_whose_key_nobody_knows_opens_by_a_password_of_its_own_day_or_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("村.yz");
    let access = Access::Password("大家的");
    let (mut store, _) = Store::create(&path, &access, ReplicaId([1; 16])).unwrap();
    let backup = folder.path().join("旧.yzbak");
    store.backup(&backup, MADE).unwrap();
    store.renew_key(&[], &access).unwrap();
    store.forget_former_keys().unwrap();
    let mending = store.mending().unwrap();
    let before = fs::read(&backup).unwrap();
    let refused = mending.mend(&backup, None, GO_ON).map(drop);
    assert!(matches!(refused, Err(StoreError::Unreadable { .. })));
    assert_eq!(fs::read(&backup).unwrap(), before, "never less than it was");
    let has_part = names(folder.path())
        .iter()
        .any(|name| name.contains(".part"));
    assert!(!has_part, "working copies are gone");
    mending.mend(&backup, Some(&access), GO_ON).unwrap();
    assert!(!mending.concerns(&backup_facts(&backup).unwrap()));
}

#[test]
fn a_damaged_backup_is_left_alone() {
    let (mut replica, backup) = with_backup();
    destroy(&mut replica);
    let mending = replica.store.mending().unwrap();
    let mut bytes = fs::read(&backup).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&backup, &bytes).unwrap();
    let damaged = mending.mend(&backup, None, GO_ON).map(drop);
    assert_eq!(damaged, Err(StoreError::Damaged { what: "backup" }));
    assert_eq!(fs::read(&backup).unwrap(), bytes);
}

/// The backup as it lies on a stick, in so many parts.
fn cut(backup: &Path, stick: &Path, parts: usize) -> PathBuf {
    fs::create_dir_all(stick).unwrap();
    let whole = fs::read(backup).unwrap();
    let first = stick.join("旧.yzbak");
    for (number, part) in whole.chunks(whole.len().div_ceil(parts)).enumerate() {
        let name = match number {
            0 => "旧.yzbak".to_owned(),
            number => format!("旧.yzbak.{}", number + 1),
        };
        fs::write(stick.join(name), part).unwrap();
    }
    first
}

#[test]
fn a_backup_in_parts_is_written_anew_in_parts_and_the_old_ones_go() {
    let (mut replica, backup) = with_backup();
    let stick = replica.folder.path().join("U盘");
    let first = cut(&backup, &stick, 3);
    let room = fs::metadata(&first).unwrap().len();
    destroy(&mut replica);
    let mending = replica.store.mending().unwrap();
    let anew = mending.mend(&first, None, GO_ON).unwrap();
    assert_eq!(anew.path, stick.join("旧（改写）.yzbak"));
    let left = names(&stick);
    assert!(left.len() > 1, "{left:?}");
    assert!(left.iter().all(|name| name.starts_with("旧（改写）.yzbak")));
    let sizes = left
        .iter()
        .map(|name| fs::metadata(stick.join(name)).unwrap().len());
    let sizes: Vec<u64> = sizes.collect();
    assert!(
        sizes.iter().all(|size| *size <= room),
        "as it was cut before"
    );
    assert_eq!(sizes.iter().sum::<u64>(), anew.bytes);
    assert!(!mending.concerns(&backup_facts(&anew.path).unwrap()));
    let (_folder, mut store) = restored(&anew.path, &Access::Open);
    assert!(!holds_seeds(&mut store));
    assert!(
        !names(replica.folder.path())
            .iter()
            .any(|name| name.contains("mend"))
    );
}

#[test]
fn a_power_cut_while_a_backup_in_parts_is_replaced_leaves_a_whole_one_and_is_finished_later() {
    let (mut replica, backup) = with_backup();
    destroy(&mut replica);
    let mending = replica.store.mending().unwrap();
    let finished = replica.folder.path().join("改好");
    let anew = mending
        .mend(&cut(&backup, &finished, 3), None, GO_ON)
        .unwrap();
    // The old parts go from the last to the first, after the new first one has its name.
    for lost in 0..3 {
        let stick = replica.folder.path().join(format!("断在第{lost}步"));
        let first = cut(&backup, &stick, 3);
        for name in names(&finished) {
            fs::copy(finished.join(&name), stick.join(&name)).unwrap();
        }
        for number in (4 - lost..4).rev() {
            fs::remove_file(stick.join(format!("旧.yzbak.{number}"))).unwrap();
        }
        restored(&stick.join("旧（改写）.yzbak"), &Access::Open);
        let done = mending.mend(&first, None, GO_ON).unwrap();
        assert_eq!(done.facts, anew.facts);
        assert_eq!(names(&stick), names(&finished), "cut off after {lost}");
    }
    // And before the first new part has its name, the old ones are all there.
    let stick = replica.folder.path().join("断在前头");
    let first = cut(&backup, &stick, 3);
    fs::write(stick.join("旧（改写）.yzbak.2"), b"a new part").unwrap();
    let done = mending.mend(&first, None, GO_ON).unwrap();
    assert_eq!(done.path, stick.join("旧（改写2）.yzbak"));
    restored(&done.path, &Access::Open);
}

#[test]
fn a_copy_with_such_a_name_of_a_backup_in_one_file_costs_nobody_his_backup() {
    let (mut replica, backup) = with_backup();
    let copy = replica.folder.path().join("旧（改写）.yzbak");
    fs::copy(&backup, &copy).unwrap();
    destroy(&mut replica);
    let mending = replica.store.mending().unwrap();
    assert_eq!(mending.mend(&backup, None, GO_ON).unwrap().path, backup);
    assert!(copy.exists() && backup.exists());
}

#[test]
fn a_backup_stopped_at_any_stage_leaves_nothing_and_the_next_one_is_whole() {
    let (replica, _) = with_backup();
    let before = names(replica.folder.path());
    let path = replica.folder.path().join("停.yzbak");
    for stage in [
        BackupStage::Copying,
        BackupStage::Packing,
        BackupStage::Reading,
    ] {
        let watch: Watch<'_> = &|progress| {
            if progress.stage == stage {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let copied = replica.store.copy_pages(&path, MADE, watch);
        let stopped = copied.and_then(|copy| copy.finish(watch)).map(drop);
        assert_eq!(stopped, Err(StoreError::Stopped), "{stage:?}");
        assert_eq!(names(replica.folder.path()), before, "{stage:?}");
    }
    replica.store.backup(&path, MADE).unwrap();
    assert!(verify_backup(&path, &Access::Open).is_ok());
}

#[test]
fn a_first_password_that_cannot_be_set_leaves_the_file_open_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("村.yz");
    let here = ReplicaId([1; 16]);
    let (mut store, _) = Store::create(&path, &Access::Open, here).unwrap();
    let key_file = fs::read(keyfile::path_of(&path)).unwrap();
    // A folder stands where the copy under the new key should go.
    let copy = crate::whole_file::beside(&path);
    fs::create_dir_all(copy.join("x")).unwrap();
    let code = RecoveryCode::generate().unwrap();
    assert!(store.protect("一句好记的话", &code).is_err());
    assert_eq!(fs::read(keyfile::path_of(&path)).unwrap(), key_file);
    fs::remove_dir_all(copy).unwrap();
    store.protect("一句好记的话", &code).unwrap();
    store.close().unwrap();
    for access in [
        Access::Password("一句好记的话"),
        Access::Recovery(code.as_str()),
    ] {
        Store::open(&path, &access).unwrap().close().unwrap();
    }
    let open = Store::open(&path, &Access::Open).map(drop);
    assert_eq!(open, Err(StoreError::NoSuchSlot));
}

#[test]
fn a_damaged_file_that_got_another_key_since_its_backup_still_gives_what_it_knew() {
    let (mut replica, backup) = with_backup();
    destroy(&mut replica);
    replica.store.renew_key(&[], &Access::Open).unwrap();
    let damaged = replica.store.path().to_owned();
    replica.store.close().unwrap();
    let (_folder, mut back) = restored(&backup, &Access::Open);
    assert!(holds_seeds(&mut back));
    back.salvage(&damaged, &Access::Open).unwrap();
    back.truncate_log().unwrap();
    assert!(!holds_seeds(&mut back), "the destruction came along");
}
