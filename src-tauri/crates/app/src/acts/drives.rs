//! The drives a person can carry away: sticks, cards, disks on a cable.
//!
//! What is found is only offered: any other folder can still be chosen, and whether a file really
//! reached a drive is for the writer to prove. A system of which this knows nothing offers none.

use crate::bridge::drives::Drive;
use crate::bridge::file::Nothing;
use crate::desk::Desk;
use crate::problem::Problem;

#[cfg(any(target_os = "linux", test))]
mod mounts;

/// Lists the drives that can be carried away, by name.
pub(crate) fn list(_: &Desk, _: Nothing) -> Result<Vec<Drive>, Problem> {
    let mut drives = plugged_in();
    drives.sort_by(|one, other| (&one.label, &one.path).cmp(&(&other.label, &other.path)));
    Ok(drives)
}

#[cfg(target_os = "linux")]
fn plugged_in() -> Vec<Drive> {
    use std::path::Path;
    let mounts = mounts::removable(Path::new("/"));
    mounts.into_iter().filter_map(measured).collect()
}

/// A mounted drive with its room. One that does not answer has just been pulled out.
#[cfg(target_os = "linux")]
fn measured(mount: mounts::Mount) -> Option<Drive> {
    use rustix::fs::{Access, access, statvfs};
    let room = statvfs(&mount.path).ok()?;
    let may_write = access(&mount.path, Access::WRITE_OK).is_ok();
    Some(Drive {
        path: mount.path.to_str()?.to_owned(),
        label: mount.label,
        free: room.f_bavail.saturating_mul(room.f_frsize),
        total: room.f_blocks.saturating_mul(room.f_frsize),
        removable: true,
        writable: !mount.is_read_only && may_write,
    })
}

#[cfg(windows)]
fn plugged_in() -> Vec<Drive> {
    let disks = sysinfo::Disks::new_with_refreshed_list();
    let removable = disks.iter().filter(|disk| disk.is_removable());
    removable
        .filter(|disk| disk.total_space() > 0)
        .filter_map(|disk| {
            let path = disk.mount_point().to_str()?.to_owned();
            let name = disk.name().to_string_lossy();
            let label = if name.is_empty() {
                path.clone()
            } else {
                format!("{name}（{path}）")
            };
            Some(Drive {
                path,
                label,
                free: disk.available_space(),
                total: disk.total_space(),
                removable: true,
                writable: !disk.is_read_only(),
            })
        })
        .collect()
}

#[cfg(not(any(target_os = "linux", windows)))]
fn plugged_in() -> Vec<Drive> {
    Vec::new()
}
