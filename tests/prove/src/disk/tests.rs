//! That the disk is seen as it is.

use super::{Fault, Syncs, Trouble, Watch};
use crate::chance::Chance;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

#[test]
fn whatever_is_written_is_written_down() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("早"), "早就在").unwrap();
    let watch = Watch::on(folder.path()).unwrap();
    let path = folder.path().join("甲");
    fs::write(&path, "一二三").unwrap();
    fs::write(&path, "四").unwrap();
    fs::rename(&path, folder.path().join("乙")).unwrap();
    File::create(folder.path().join("丙"))
        .unwrap()
        .set_len(9)
        .unwrap();
    fs::remove_file(folder.path().join("早")).unwrap();
    let log = watch.finish().unwrap();
    let last = log.image_at(log.len());
    let names: Vec<_> = last.keys().map(|name| name.to_str().unwrap()).collect();
    assert_eq!(names, ["丙", "乙"]);
    assert_eq!(last[Path::new("乙")], "四".as_bytes());
    assert_eq!(last[Path::new("丙")], [0; 9]);
}

#[test]
fn what_was_synced_survives_every_cut_and_the_rest_need_not() {
    let folder = tempfile::tempdir().unwrap();
    let watch = Watch::on(folder.path()).unwrap();
    let mut file = File::create(folder.path().join("甲")).unwrap();
    file.write_all(b"lasts").unwrap();
    file.sync_all().unwrap();
    File::open(folder.path()).unwrap().sync_all().unwrap();
    file.write_all(b" perhaps").unwrap();
    fs::write(folder.path().join("乙"), "perhaps").unwrap();
    let log = watch.finish().unwrap();
    let (mut lost, mut spared) = (0, 0);
    for attempt in 0..100 {
        let mut chance = Chance::of(1, attempt);
        let left = log.survivor(log.len(), Syncs::Heeded, &mut chance);
        let bytes = &left[Path::new("甲")];
        assert!(bytes.starts_with(b"lasts"), "{bytes:?}");
        let is_spared = bytes.ends_with(b"perhaps") && left.contains_key(Path::new("乙"));
        spared += u32::from(is_spared);
        lost += u32::from(bytes == b"lasts" && left.len() == 1);
        let lied = log.survivor(log.len(), Syncs::Ignored, &mut chance);
        lost += u32::from(lied.is_empty());
    }
    assert!(lost > 20 && spared > 5, "{lost} lost, {spared} spared");
}

#[test]
fn a_disk_can_fill_up_turn_read_only_or_break_at_any_call_and_be_mended() {
    let folder = tempfile::tempdir().unwrap();
    let watch = Watch::on(folder.path()).unwrap();
    let path = folder.path().join("甲");
    let kinds = [
        (Fault::Full, ErrorKind::StorageFull),
        (Fault::ReadOnly, ErrorKind::ReadOnlyFilesystem),
    ];
    for (fault, kind) in kinds {
        for after in 0..2 {
            watch.break_at(Trouble { fault, after });
            assert_eq!(fs::write(&path, "一二三四").unwrap_err().kind(), kind);
            watch.mend();
        }
        fs::write(&path, "一二三四").unwrap();
        fs::remove_file(&path).unwrap();
    }
    let file = File::create(&path).unwrap();
    watch.break_at(Trouble {
        fault: Fault::Broken,
        after: 0,
    });
    assert_eq!(file.sync_all().unwrap_err().raw_os_error(), Some(libc::EIO));
    watch.finish().unwrap();
}
