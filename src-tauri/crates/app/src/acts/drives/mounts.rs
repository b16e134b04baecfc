//! What is mounted on a Linux system and can be carried away, told by `/proc/self/mountinfo` and
//! the kernel's tree of devices (proc_pid_mountinfo(5), sysfs(5)).

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// Where desktops mount what somebody plugs in.
const PLUGGED: [&str; 2] = ["/media", "/run/media"];
/// Discs, and images of programs: mounted there too, never written to.
const NEVER_WRITTEN: [&str; 4] = ["iso9660", "udf", "squashfs", "erofs"];

/// A mounted drive that can be carried away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mount {
    /// Its topmost folder.
    pub(super) path: PathBuf,
    /// The last part of it, which desktops take from the drive's own name.
    pub(super) label: String,
    /// Whether it was mounted against writing.
    pub(super) is_read_only: bool,
}

/// The drives below a root that can be carried away, each once.
pub(super) fn removable(root: &Path) -> Vec<Mount> {
    let table = fs::read_to_string(root.join("proc/self/mountinfo")).unwrap_or_default();
    let mut mounts: Vec<Mount> = Vec::new();
    for line in table.lines().filter_map(Line::read) {
        let is_shown = mounts.iter().any(|mount| mount.path == line.path);
        if !is_shown && line.is_removable(root) {
            mounts.push(line.mount());
        }
    }
    mounts
}

/// What a line of the table says.
struct Line {
    device: String,
    path: PathBuf,
    is_read_only: bool,
    kind: String,
}

impl Line {
    /// `36 35 8:17 / /media/gong/STICK rw,nosuid shared:1 - vfat /dev/sdb1 rw`
    fn read(line: &str) -> Option<Self> {
        let (own, of_system) = line.split_once(" - ")?;
        let mut own = own.split(' ').skip(2);
        let (device, root, path, options) = (own.next()?, own.next()?, own.next()?, own.next()?);
        let mut of_system = of_system.split(' ');
        let kind = of_system.next()?;
        let drive_options = of_system.nth(1).unwrap_or_default();
        let is_whole = root == "/";
        is_whole.then(|| Self {
            device: device.to_owned(),
            path: PathBuf::from(unescaped(path)),
            is_read_only: is_locked(options) || is_locked(drive_options),
            kind: kind.to_owned(),
        })
    }

    fn is_removable(&self, root: &Path) -> bool {
        if NEVER_WRITTEN.contains(&self.kind.as_str()) {
            return false;
        }
        let is_plugged = PLUGGED.iter().any(|place| self.path.starts_with(place));
        is_plugged || is_carried(root, &self.device)
    }

    fn mount(self) -> Mount {
        let label = self.path.file_name().unwrap_or(OsStr::new("/"));
        Mount {
            label: label.to_string_lossy().into_owned(),
            is_read_only: self.is_read_only,
            path: self.path,
        }
    }
}

fn is_locked(options: &str) -> bool {
    options.split(',').any(|option| option == "ro")
}

/// Whether the kernel calls the device removable, or reaches it over a USB cable. A partition
/// leaves the answer to the disk it lies on.
fn is_carried(root: &Path, device: &str) -> bool {
    let Ok(place) = fs::canonicalize(root.join("sys/dev/block").join(device)) else {
        return false;
    };
    let over_cable = place
        .components()
        .any(|part| part.as_os_str().to_string_lossy().starts_with("usb"));
    let says_so = [Some(place.as_path()), place.parent()]
        .into_iter()
        .flatten()
        .any(|disk| {
            fs::read_to_string(disk.join("removable")).is_ok_and(|told| told.trim() == "1")
        });
    over_cable || says_so
}

/// Blanks, tabs, line ends and backslashes stand in the table as three octal digits.
fn unescaped(path: &str) -> String {
    [
        ("\\040", " "),
        ("\\011", "\t"),
        ("\\012", "\n"),
        ("\\134", "\\"),
    ]
    .into_iter()
    .fold(path.to_owned(), |path, (code, letter)| {
        path.replace(code, letter)
    })
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    /// A root with these lines in its table, and a device tree as the kernel lays it out.
    fn root(lines: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        fs::create_dir_all(at("proc/self")).unwrap();
        fs::create_dir_all(at("sys/dev/block")).unwrap();
        fs::write(at("proc/self/mountinfo"), lines.join("\n")).unwrap();
        let devices = [
            ("8:1", "pci0000:00/ata1/block/sda", "sda1", "0"),
            ("8:17", "pci0000:00/ata2/block/sdb", "sdb1", "1"),
            ("8:33", "pci0000:00/usb1/1-2/block/sdc", "sdc1", "0"),
        ];
        for (number, disk, part, removable) in devices {
            let disk = at("sys/devices").join(disk);
            fs::create_dir_all(disk.join(part)).unwrap();
            fs::write(disk.join("removable"), format!("{removable}\n")).unwrap();
            symlink(disk.join(part), at("sys/dev/block").join(number)).unwrap();
        }
        root
    }

    fn paths(lines: &[&str]) -> Vec<String> {
        let found = removable(root(lines).path());
        let path = |mount: Mount| mount.path.to_str().unwrap().to_owned();
        found.into_iter().map(path).collect()
    }

    #[test]
    fn the_systems_own_disk_is_not_offered_and_a_removable_one_is() {
        let own = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw";
        let stick = "40 22 8:17 / /mnt/stick rw - vfat /dev/sdb1 rw";
        assert_eq!(paths(&[own, stick]), ["/mnt/stick"]);
    }

    #[test]
    fn a_disk_on_a_cable_is_offered_though_it_calls_itself_fixed() {
        assert_eq!(
            paths(&["40 22 8:33 / /mnt/disk rw - ext4 /dev/sdc1 rw"]),
            ["/mnt/disk"]
        );
    }

    #[test]
    fn what_a_desktop_mounted_for_somebody_is_offered_whatever_it_is() {
        let ntfs = "41 22 0:52 / /run/media/gong/移动盘 rw - fuseblk /dev/sdd1 rw";
        assert_eq!(paths(&[ntfs]), ["/run/media/gong/移动盘"]);
    }

    #[test]
    fn a_disc_and_a_program_image_are_not_offered() {
        let disc = "42 22 11:0 / /media/gong/DISC ro - iso9660 /dev/sr0 ro";
        let image = "43 22 7:1 / /media/gong/app ro - squashfs /dev/loop1 ro";
        assert!(paths(&[disc, image]).is_empty());
    }

    #[test]
    fn a_blank_in_a_name_and_a_lock_against_writing_are_read() {
        let line = "44 22 8:17 / /media/gong/MY\\040STICK rw,nosuid - vfat /dev/sdb1 ro,errors=x";
        let found = removable(root(&[line]).path());
        let mount = found.first().unwrap();
        assert_eq!(mount.label, "MY STICK");
        assert!(mount.is_read_only);
    }

    #[test]
    fn a_drive_mounted_twice_in_one_place_or_in_part_is_offered_once() {
        let stick = "40 22 8:17 / /media/gong/A rw - vfat /dev/sdb1 rw";
        let part = "45 22 8:17 /photos /media/gong/photos rw - vfat /dev/sdb1 rw";
        assert_eq!(paths(&[stick, stick, part]), ["/media/gong/A"]);
    }

    #[test]
    fn a_table_that_cannot_be_read_offers_nothing() {
        let empty = tempfile::tempdir().unwrap();
        assert!(removable(empty.path()).is_empty());
        assert!(paths(&["", "garbage", "1 2 3 - "]).is_empty());
    }
}
