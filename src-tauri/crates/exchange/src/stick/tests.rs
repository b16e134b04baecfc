use super::*;
use std::cell::{Cell, RefCell};
use std::fs;

const FIRST: &str = "栗溪村_990101102203_20260712_01.yzb";

fn name() -> FileName {
    FileName::package("栗溪村", "990101102203", "20260712").unwrap()
}

fn write(dir: &Path, content: &[u8]) -> Result<OnStick, StickError> {
    Stick::at(dir).write(&name(), &mut &*content, content.len() as u64)
}

fn files(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The system's own way, except for one step that fails each time.
struct Failing {
    step: &'static str,
    error: fn() -> io::Error,
    steps: RefCell<Vec<&'static str>>,
}

impl Failing {
    fn at(step: &'static str, error: fn() -> io::Error) -> Self {
        Self {
            step,
            error,
            steps: RefCell::default(),
        }
    }

    fn pass(&self, step: &'static str) -> io::Result<()> {
        self.steps.borrow_mut().push(step);
        if step == self.step {
            Err((self.error)())
        } else {
            Ok(())
        }
    }
}

struct FailingFile {
    file: fs::File,
    write: Option<fn() -> io::Error>,
    sync: Option<fn() -> io::Error>,
}

impl io::Write for FailingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.write {
            // The stick takes half of it first.
            Some(error) if bytes.len() < 2 => Err(error()),
            Some(_) => self.file.write(bytes.get(..bytes.len() / 2).unwrap()),
            None => self.file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Synced for FailingFile {
    fn sync(&mut self) -> io::Result<()> {
        self.sync.map_or(Ok(()), |error| Err(error()))
    }
}

impl Files for Failing {
    fn volume(&self, dir: &Path) -> io::Result<u64> {
        Disk.volume(dir)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Synced>> {
        self.pass("create")?;
        let failing = |step| (self.step == step).then_some(self.error);
        Ok(Box::new(FailingFile {
            file: fs::File::create_new(path)?,
            write: failing("write"),
            sync: failing("sync"),
        }))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        self.pass("open")?;
        Disk.open(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.pass("rename")?;
        Disk.rename(from, to)
    }

    fn settle(&self, path: &Path) -> io::Result<()> {
        self.pass("settle")?;
        Disk.settle(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.steps.borrow_mut().push("remove");
        Disk.remove(path)
    }
}

#[test]
fn a_file_is_written_whole_and_nothing_else_is_left() {
    let dir = tempfile::tempdir().unwrap();
    let written = write(dir.path(), b"package").unwrap();
    assert_eq!(files(dir.path()), [FIRST]);
    assert_eq!(fs::read(&written.path).unwrap(), b"package");
    assert_eq!((written.bytes, written.is_renamed), (7, false));
}

#[test]
fn an_earlier_file_stays_as_it_is_and_the_next_number_is_taken_and_said() {
    let dir = tempfile::tempdir().unwrap();
    let first = write(dir.path(), b"first").unwrap();
    let second = write(dir.path(), b"second").unwrap();
    assert_eq!(fs::read(first.path).unwrap(), b"first");
    assert!(second.path.ends_with("栗溪村_990101102203_20260712_02.yzb"));
    assert_eq!(fs::read(second.path).unwrap(), b"second");
    assert!(second.is_renamed);
}

#[test]
fn the_steps_come_in_their_order() {
    let dir = tempfile::tempdir().unwrap();
    let files = Failing::at("none", || io::ErrorKind::Other.into());
    let stick = Stick::at(dir.path()).through(&files);
    stick.write(&name(), &mut &b"package"[..], 7).unwrap();
    let steps = files.steps.into_inner();
    assert_eq!(steps, ["remove", "create", "open", "rename", "settle"]);
}

#[test]
fn whatever_step_fails_the_earlier_file_is_intact_and_no_half_file_bears_a_final_name() {
    for step in ["create", "write", "sync", "open", "rename"] {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), b"first").unwrap();
        let failing = Failing::at(step, || io::ErrorKind::StorageFull.into());
        let stick = Stick::at(dir.path()).through(&failing);
        let refused = stick.write(&name(), &mut &b"a longer package"[..], 16);
        let path = dir.path().to_owned();
        assert_eq!(refused, Err(StickError::Full { path }), "{step}");
        assert_eq!(files(dir.path()), [FIRST], "{step}");
        assert_eq!(fs::read(dir.path().join(FIRST)).unwrap(), b"first");
    }
}

#[test]
fn a_name_that_may_not_have_reached_the_stick_is_no_success() {
    let dir = tempfile::tempdir().unwrap();
    let failing = Failing::at("settle", || io::Error::other("wires"));
    let stick = Stick::at(dir.path()).through(&failing);
    let refused = stick.write(&name(), &mut &b"package"[..], 7);
    assert!(matches!(refused, Err(StickError::Io { .. })), "{refused:?}");
    assert_eq!(fs::read(dir.path().join(FIRST)).unwrap(), b"package");
}

#[test]
fn the_remains_of_a_pulled_stick_do_not_stand_in_the_way_even_the_day_after() {
    let dir = tempfile::tempdir().unwrap();
    let yesterday = FileName::package("栗溪村", "990101102203", "20260711").unwrap();
    let remains = dir.path().join(yesterday.partial());
    fs::write(&remains, b"a much longer remainder of the last attempt").unwrap();
    let written = write(dir.path(), b"package").unwrap();
    assert_eq!(fs::read(written.path).unwrap(), b"package");
    assert_eq!(files(dir.path()), [FIRST]);
}

#[test]
fn a_folder_that_is_not_there_is_a_stick_pulled_out() {
    let dir = tempfile::tempdir().unwrap();
    let gone = dir.path().join("E");
    assert_eq!(write(&gone, b"x"), Err(StickError::Gone { path: gone }));
}

#[test]
fn what_is_written_into_the_folder_a_stick_was_mounted_on_is_not_on_the_stick() {
    struct Swapped(Cell<u64>);
    impl Files for Swapped {
        fn volume(&self, _: &Path) -> io::Result<u64> {
            self.0.set(self.0.get() + 1);
            Ok(self.0.get())
        }
        fn create(&self, path: &Path) -> io::Result<Box<dyn Synced>> {
            Disk.create(path)
        }
        fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
            Disk.open(path)
        }
        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            Disk.rename(from, to)
        }
        fn settle(&self, path: &Path) -> io::Result<()> {
            Disk.settle(path)
        }
        fn remove(&self, path: &Path) -> io::Result<()> {
            Disk.remove(path)
        }
    }
    let dir = tempfile::tempdir().unwrap();
    let swapped = Swapped(Cell::new(1));
    let refused = Stick::at(dir.path())
        .through(&swapped)
        .write(&name(), &mut &b"x"[..], 1);
    let path = dir.path().to_owned();
    assert_eq!(refused, Err(StickError::Gone { path }));
    assert!(files(dir.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // The superuser may write anywhere; there the kernel's own read-only tree has to serve.
    let is_superuser = fs::File::create(dir.path().join("probe")).is_ok();
    let locked = if is_superuser {
        Path::new("/sys/kernel")
    } else {
        dir.path()
    };
    let path = locked.to_owned();
    assert_eq!(write(locked, b"x"), Err(StickError::ReadOnly { path }));
}

#[test]
fn what_a_system_answers_becomes_what_an_officer_knows() {
    let dir = tempfile::tempdir().unwrap();
    let (here, gone) = (dir.path().to_owned(), dir.path().join("E"));
    let told = |dir: &Path, operation, error: io::Error| explain(dir, &Disk, (operation, &error));
    let path = here.clone();
    let full = told(&here, "write the file", io::ErrorKind::QuotaExceeded.into());
    assert_eq!(full, StickError::Full { path: path.clone() });
    let large = told(&here, "write the file", io::ErrorKind::FileTooLarge.into());
    assert_eq!(large, StickError::TooLarge { path: path.clone() });
    let locked = told(
        &here,
        "create the file",
        io::ErrorKind::ReadOnlyFilesystem.into(),
    );
    assert_eq!(locked, StickError::ReadOnly { path: path.clone() });
    let name = told(&here, "create the file", io::ErrorKind::InvalidInput.into());
    assert_eq!(name, StickError::Name(Unfit::System));
    let late = StickError::Io {
        path: path.clone(),
        operation: "write the file",
        kind: io::ErrorKind::TimedOut,
    };
    assert_eq!(
        told(&here, "write the file", io::ErrorKind::TimedOut.into()),
        late
    );
    #[cfg(unix)]
    {
        let raw = io::Error::from_raw_os_error;
        assert_eq!(
            told(&here, "write the file", raw(19)),
            StickError::Gone { path: path.clone() }
        );
        assert_eq!(
            told(&here, "write the file", raw(5)),
            StickError::Failing { path }
        );
        let pulled = StickError::Gone { path: gone.clone() };
        assert_eq!(told(&gone, "write the file", raw(5)), pulled);
    }
}

#[test]
fn progress_is_told_to_the_end_and_a_stop_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let content = vec![7; 3 * BLOCK];
    let seen = RefCell::new(Vec::new());
    let watch = |progress: Progress| {
        seen.borrow_mut()
            .push((progress.stage, progress.done / BLOCK as u64));
        ControlFlow::Continue(())
    };
    let stick = Stick::at(dir.path()).watched(&watch);
    stick
        .write(&name(), &mut content.as_slice(), content.len() as u64)
        .unwrap();
    let [writing, reading] = [Stage::Writing, Stage::ReadingBack]
        .map(|stage| (0..=3).map(move |done| (stage, done)).collect::<Vec<_>>());
    assert_eq!(seen.into_inner(), [writing, reading].concat());
    for last in [Stage::Writing, Stage::ReadingBack] {
        let watch = |progress: Progress| {
            if progress.stage == last && progress.done > 0 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let stick = Stick::at(dir.path()).watched(&watch);
        let stopped = stick.write(&name(), &mut content.as_slice(), content.len() as u64);
        assert_eq!(stopped, Err(StickError::Stopped));
        assert_eq!(files(dir.path()), [FIRST], "only the one that was finished");
    }
}

#[test]
fn a_source_that_ends_early_is_not_put_on_the_stick() {
    let dir = tempfile::tempdir().unwrap();
    let short = Stick::at(dir.path()).write(&name(), &mut &b"half"[..], 8);
    let kind = io::ErrorKind::UnexpectedEof;
    assert_eq!(short, Err(StickError::Content { kind }));
    assert!(files(dir.path()).is_empty());
}

#[test]
fn names_are_safe_on_fat32() {
    let stem = |office| {
        let name = FileName::package(office, "990101102203", "20260712")?;
        let first = name.candidates().next().unwrap();
        Ok::<_, Unfit>(first.split("_990101102203").next().unwrap().to_owned())
    };
    assert_eq!(stem(" 栗溪村 "), Ok("栗溪村".to_owned()));
    assert_eq!(stem("栗/溪:村*?"), Ok("栗_溪_村__".to_owned()));
    assert_eq!(stem("a\u{7}b."), Ok("a_b".to_owned()));
    assert_eq!(stem("con"), Ok("_con".to_owned()));
    assert_eq!(stem("LPT1"), Ok("_LPT1".to_owned()));
    assert_eq!(stem("Connie"), Ok("Connie".to_owned()));
    assert_eq!(stem("..."), Err(Unfit::Empty));
    assert_eq!(stem(&"村".repeat(300)).unwrap().chars().count(), 60);
}

#[test]
fn a_name_that_fat32_refuses_is_refused_before_anything_is_written() {
    let long = format!("{}.yzb", "村".repeat(252));
    for (name, why) in [
        ("", Unfit::Empty),
        ("栗溪:村.yzb", Unfit::Letter(':')),
        ("a/b.yzb", Unfit::Letter('/')),
        ("a\u{1}.yzb", Unfit::Letter('\u{1}')),
        ("栗溪村.yzb.", Unfit::End),
        ("栗溪村.yzb ", Unfit::End),
        ("con.yzb", Unfit::Device),
        ("LPT1.yzb", Unfit::Device),
        (long.as_str(), Unfit::Long),
    ] {
        assert_eq!(FileName::exact(name), Err(why), "{name}");
    }
    for name in ["console.yzb", "COMA.yzb", "栗溪村 七月.yzb"] {
        assert!(FileName::exact(name).is_ok(), "{name}");
    }
}

#[test]
fn a_chosen_name_is_written_or_refused_and_a_numbered_one_gives_way() {
    let dir = tempfile::tempdir().unwrap();
    let exact = FileName::exact("备份.yzbak").unwrap();
    let numbered = FileName::numbered("备份.yzbak").unwrap();
    let stick = Stick::at(dir.path());
    stick.write(&exact, &mut &b"first"[..], 5).unwrap();
    let path = dir.path().to_owned();
    let taken = stick.write(&exact, &mut &b"x"[..], 1);
    assert_eq!(taken, Err(StickError::Taken { path }));
    let second = stick.write(&numbered, &mut &b"second"[..], 6).unwrap();
    assert!(second.is_renamed && second.path.ends_with("备份_02.yzbak"));
    assert_eq!(files(dir.path()), ["备份.yzbak", "备份_02.yzbak"]);
    assert_eq!(fs::read(dir.path().join("备份.yzbak")).unwrap(), b"first");
}

#[test]
fn a_number_behind_a_name_of_full_length_still_fits() {
    let full = format!("{}.yzb", "村".repeat(251));
    let name = FileName::numbered(&full).unwrap();
    for candidate in name.candidates().take(3) {
        assert!(fit(&candidate).is_ok(), "{}", candidate.chars().count());
    }
}

#[test]
fn a_code_or_a_day_that_is_none_is_refused() {
    for (code, day) in [
        ("9901", "20260712"),
        ("990101102203", "2026-7-2"),
        ("99010110220x", "20260712"),
    ] {
        let refused = FileName::package("栗溪村", code, day);
        assert_eq!(refused, Err(Unfit::Number));
    }
}

#[test]
fn all_numbers_taken_is_said_and_harms_nothing() {
    let dir = tempfile::tempdir().unwrap();
    for taken in name().candidates() {
        fs::write(dir.path().join(taken), b"taken").unwrap();
    }
    let path = dir.path().to_owned();
    assert_eq!(write(dir.path(), b"x"), Err(StickError::Taken { path }));
    assert_eq!(files(dir.path()).len(), 999);
}
