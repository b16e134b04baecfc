use super::*;

fn name() -> PackageName {
    PackageName::new("栗溪村", "990101102203", "20260712").unwrap()
}

fn files(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_written_whole_and_nothing_else_is_left() {
    let dir = tempfile::tempdir().unwrap();
    let written = write_to_stick(dir.path(), &name(), |out| out.write_all(b"package")).unwrap();
    assert_eq!(files(dir.path()), ["栗溪村_990101102203_20260712_01.yzb"]);
    assert_eq!(fs::read(&written.path).unwrap(), b"package");
    assert_eq!(written.bytes, 7);
}

#[test]
fn an_earlier_file_stays_as_it_is_and_the_next_number_is_taken() {
    let dir = tempfile::tempdir().unwrap();
    let first = write_to_stick(dir.path(), &name(), |out| out.write_all(b"first")).unwrap();
    let second = write_to_stick(dir.path(), &name(), |out| out.write_all(b"second")).unwrap();
    assert_eq!(fs::read(first.path).unwrap(), b"first");
    assert!(second.path.ends_with("栗溪村_990101102203_20260712_02.yzb"));
    assert_eq!(fs::read(second.path).unwrap(), b"second");
}

#[test]
fn a_stick_that_fills_up_keeps_the_earlier_file_and_no_remains() {
    let dir = tempfile::tempdir().unwrap();
    write_to_stick(dir.path(), &name(), |out| out.write_all(b"first")).unwrap();
    let full = write_to_stick(dir.path(), &name(), |out| {
        out.write_all(b"half of a pack")?;
        Err(io::ErrorKind::StorageFull.into())
    });
    assert_eq!(
        full,
        Err(StickError::Full {
            path: dir.path().to_owned()
        })
    );
    assert_eq!(files(dir.path()), ["栗溪村_990101102203_20260712_01.yzb"]);
}

#[test]
fn the_remains_of_a_pulled_stick_do_not_stand_in_the_way() {
    let dir = tempfile::tempdir().unwrap();
    let remains = dir.path().join(name().partial());
    fs::write(&remains, b"a much longer remainder of the last attempt").unwrap();
    let written = write_to_stick(dir.path(), &name(), |out| out.write_all(b"package")).unwrap();
    assert_eq!(fs::read(written.path).unwrap(), b"package");
    assert!(!remains.exists());
}

#[test]
fn a_folder_that_is_not_there_is_a_stick_pulled_out() {
    let dir = tempfile::tempdir().unwrap();
    let gone = dir.path().join("E");
    let refused = write_to_stick(&gone, &name(), |out| out.write_all(b"x"));
    assert_eq!(refused, Err(StickError::Gone { path: gone }));
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // The superuser may write anywhere; there the kernel's own read-only tree has to serve.
    let is_superuser = File::create(dir.path().join("probe")).is_ok();
    let locked = if is_superuser {
        Path::new("/sys/kernel")
    } else {
        dir.path()
    };
    let refused = write_to_stick(locked, &name(), |out| out.write_all(b"x"));
    assert_eq!(
        refused,
        Err(StickError::ReadOnly {
            path: locked.to_owned()
        })
    );
}

#[test]
fn what_a_system_answers_becomes_what_an_officer_knows() {
    let dir = Path::new("E");
    let path = dir.to_owned();
    let explained = |error: io::Error| explain(dir, "write the file", &error);
    assert_eq!(
        explained(io::ErrorKind::QuotaExceeded.into()),
        StickError::Full { path: path.clone() }
    );
    assert_eq!(
        explained(io::ErrorKind::ReadOnlyFilesystem.into()),
        StickError::ReadOnly { path: path.clone() }
    );
    #[cfg(unix)]
    assert_eq!(
        explained(io::Error::from_raw_os_error(19)),
        StickError::Gone { path: path.clone() }
    );
    let other = StickError::Io {
        path,
        operation: "write the file",
        kind: io::ErrorKind::TimedOut,
    };
    assert_eq!(explained(io::ErrorKind::TimedOut.into()), other);
}

#[test]
fn names_are_safe_on_fat32() {
    let stem = |office| {
        let name = PackageName::new(office, "990101102203", "20260712")?;
        let first = name.candidates().next().unwrap();
        Ok::<_, StickError>(first.split("_990101102203").next().unwrap().to_owned())
    };
    assert_eq!(stem(" 栗溪村 "), Ok("栗溪村".to_owned()));
    assert_eq!(stem("栗/溪:村*?"), Ok("栗_溪_村__".to_owned()));
    assert_eq!(stem("a\u{7}b."), Ok("a_b".to_owned()));
    assert_eq!(stem("con"), Ok("_con".to_owned()));
    assert_eq!(stem("LPT1"), Ok("_LPT1".to_owned()));
    assert_eq!(stem("Connie"), Ok("Connie".to_owned()));
    assert_eq!(stem("..."), Err(StickError::Name));
    assert_eq!(stem(&"村".repeat(300)).unwrap().chars().count(), NAME_LIMIT);
}

const NAME_LIMIT: usize = 60;

#[test]
fn a_code_or_a_day_that_is_none_is_refused() {
    for (code, day) in [
        ("9901", "20260712"),
        ("990101102203", "2026-7-2"),
        ("99010110220x", "20260712"),
    ] {
        assert_eq!(PackageName::new("栗溪村", code, day), Err(StickError::Name));
    }
}

#[test]
fn all_numbers_taken_is_said_and_harms_nothing() {
    let dir = tempfile::tempdir().unwrap();
    for taken in name().candidates() {
        fs::write(dir.path().join(taken), b"taken").unwrap();
    }
    assert_eq!(
        write_to_stick(dir.path(), &name(), |out| out.write_all(b"x")),
        Err(StickError::Name)
    );
    assert_eq!(files(dir.path()).len(), 999);
}
