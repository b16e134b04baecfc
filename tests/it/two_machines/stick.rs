//! A stick for a test: a FAT32 image that the system mounts where it lets a test do so, otherwise
//! a folder that is held to the limits of FAT32. Which of the two it was is printed.

#![expect(
    clippy::print_stdout,
    reason = "which kind of stick was tried must be seen in the test's log"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// FAT32 begins at 65,525 clusters, which take 33 MiB at the least.
const IMAGE: u64 = 64 * 1024 * 1024;
const LARGEST: u64 = u32::MAX as u64;

/// A stick that is plugged in; it goes with its folder.
pub struct PluggedStick {
    path: PathBuf,
    is_mounted: bool,
    _folder: tempfile::TempDir,
}

impl PluggedStick {
    /// Bytes of a small one.
    pub const SMALL: usize = 64 * 1024;

    /// Plugs in an empty stick.
    pub fn plug() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (image, path) = (folder.path().join("stick.img"), folder.path().join("stick"));
        fs::create_dir(&path).unwrap();
        let is_mounted = formatted(&image)
            && succeeds(
                Command::new("mount")
                    .args(["-o", "loop,utf8"])
                    .arg(&image)
                    .arg(&path),
            );
        if !is_mounted {
            println!(
                "no FAT32 image can be mounted here; the stick is a folder held to its limits"
            );
        }
        Self {
            path,
            is_mounted,
            _folder: folder,
        }
    }

    /// Plugs in a stick with hardly any room; nothing where the system mounts none for a test.
    pub fn small() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stick");
        fs::create_dir(&path).unwrap();
        let size = format!("size={}", Self::SMALL);
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "stick"]).arg(&path);
        if !succeeds(&mut mount) {
            println!("no small file system can be mounted here; the full stick is not tried");
            return None;
        }
        Some(Self {
            path,
            is_mounted: true,
            _folder: folder,
        })
    }

    /// Its topmost folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Everything on it is what FAT32 takes: names, their likeness, sizes.
    pub fn assert_fit(&self) {
        let mut seen = BTreeSet::new();
        for file in fs::read_dir(&self.path).unwrap() {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            assert!(
                !name.contains(['"', '*', '/', ':', '<', '>', '?', '\\', '|']),
                "{name}"
            );
            assert!(!name.ends_with(['.', ' ']), "{name}");
            assert!(name.encode_utf16().count() <= 255, "{name}");
            assert!(seen.insert(name.to_uppercase()), "twice: {name}");
            assert!(
                Path::new(&name).extension() != Some("part".as_ref()),
                "left behind: {name}"
            );
            assert!(file.metadata().unwrap().len() <= LARGEST, "{name}");
        }
    }
}

impl Drop for PluggedStick {
    fn drop(&mut self) {
        if self.is_mounted {
            succeeds(Command::new("umount").arg(&self.path));
        }
    }
}

fn formatted(image: &Path) -> bool {
    let file = fs::File::create(image).unwrap();
    file.set_len(IMAGE).unwrap();
    succeeds(Command::new("mkfs.vfat").args(["-F", "32"]).arg(image))
}

fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}
