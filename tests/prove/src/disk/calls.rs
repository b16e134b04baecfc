//! The C library's calls that change a disk, in our words: whatever in this process writes a
//! file, SQLite included, calls these. Each does what it is asked through the system call of its
//! name, and tells the recorder; or answers as a full or failing disk would.
#![expect(
    unsafe_code,
    reason = "a call of the C library can only be stood in for under its own name and rules"
)]

use super::fault::Change;
use super::log::Op;
use super::recorder::{Recorder, Target, Watching};
use libc::{c_char, c_int, c_long, c_uint, c_void, mode_t, off64_t, size_t, ssize_t};
use std::ffi::{CStr, OsStr};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

/// Does a system call.
macro_rules! system {
    ($number:ident $(, $argument:expr)*) => {
        // SAFETY: the caller's arguments are passed on as they are to the call of the same name.
        unsafe { libc::syscall(libc::$number $(, $argument)*) }
    };
}

/// Opens a file. The third argument is there only where the flags ask for it, which the calling
/// conventions of 64-bit Linux let a callee read all the same.
///
/// # Safety
/// As the C library's call of this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    let really = || narrow(system!(SYS_openat, libc::AT_FDCWD, path, flags, mode));
    // SAFETY: the caller vouches for a path that ends in a zero byte.
    let told = unsafe { path_of(path) };
    watched(|recorder| {
        let name = recorder.inside(told)?;
        let is_made = flags & libc::O_CREAT != 0 && !recorder.is_there(&name);
        let is_cut = flags & libc::O_TRUNC != 0 && !is_made;
        let change = match (is_made, is_cut) {
            (true, _) => Some(Change::Make),
            (false, true) => Some(Change::Rearrange),
            (false, false) => None,
        };
        if let Some(Err(errno)) = change.map(|change| recorder.allow(change)) {
            return Some(fail(errno));
        }
        let descriptor = really();
        if descriptor >= 0 {
            recorder.opened(descriptor, name, told.is_dir());
            if let (true, Some(Target::File(file))) = (is_cut, recorder.target(descriptor)) {
                recorder.changed(Op::Resize { file, length: 0 });
            }
        }
        Some(descriptor)
    })
    .unwrap_or_else(really)
}

/// Opens a file, under the name that older headers give the call.
///
/// # Safety
/// As the C library's call of this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: the same promise, passed on.
    unsafe { open64(path, flags, mode) }
}

/// Closes a descriptor.
///
/// # Safety
/// As the C library's call of this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn close(descriptor: c_int) -> c_int {
    // Before it is closed: afterwards the number may stand for another file at once.
    watched(|recorder| {
        recorder.closed(descriptor);
        Some(())
    });
    narrow(system!(SYS_close, descriptor))
}

/// Writes where the descriptor stands.
///
/// # Safety
/// As the C library's call of this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn write(descriptor: c_int, bytes: *const c_void, count: size_t) -> ssize_t {
    let really = |count: size_t| wide(system!(SYS_write, descriptor, bytes, count));
    watched(|recorder| {
        let at = || system!(SYS_lseek, descriptor, 0, libc::SEEK_CUR);
        // SAFETY: the caller vouches for the bytes.
        unsafe { written(recorder, descriptor, (bytes, count), (&at, &really)) }
    })
    .unwrap_or_else(|| really(count))
}

/// Writes at a place.
///
/// # Safety
/// As the C library's call of this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite64(
    descriptor: c_int,
    bytes: *const c_void,
    count: size_t,
    place: off64_t,
) -> ssize_t {
    let really = |count: size_t| wide(system!(SYS_pwrite64, descriptor, bytes, count, place));
    watched(|recorder| {
        let at = || place;
        // SAFETY: the caller vouches for the bytes.
        unsafe { written(recorder, descriptor, (bytes, count), (&at, &really)) }
    })
    .unwrap_or_else(|| really(count))
}

/// Cuts a file off or makes it longer.
///
/// # Safety
/// As the C library's call of this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ftruncate64(descriptor: c_int, length: off64_t) -> c_int {
    let really = || narrow(system!(SYS_ftruncate, descriptor, length));
    watched(|recorder| {
        let Target::File(file) = recorder.target(descriptor)? else {
            return None;
        };
        if let Err(errno) = recorder.allow(Change::Rearrange) {
            return Some(fail(errno));
        }
        let answer = really();
        if answer == 0 {
            let length = length.unsigned_abs();
            recorder.changed(Op::Resize { file, length });
        }
        Some(answer)
    })
    .unwrap_or_else(really)
}

/// Makes a file or a folder's names last. A watched one is only noted: the cut is played, and
/// the real disk need not hurry.
///
/// # Safety
/// As the C library's call of this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fsync(descriptor: c_int) -> c_int {
    watched(|recorder| {
        let target = recorder.target(descriptor)?;
        if let Err(errno) = recorder.allow(Change::Sync) {
            return Some(fail(errno));
        }
        recorder.synced(target);
        Some(0)
    })
    .unwrap_or_else(|| narrow(system!(SYS_fsync, descriptor)))
}

/// Makes a file's bytes last.
///
/// # Safety
/// As the C library's call of this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fdatasync(descriptor: c_int) -> c_int {
    // SAFETY: the same promise, passed on.
    unsafe { fsync(descriptor) }
}

/// Renames a file.
///
/// # Safety
/// As the C library's call of this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    // SAFETY: the same promise, passed on.
    unsafe { renameat2(libc::AT_FDCWD, from, libc::AT_FDCWD, to, 0) }
}

/// Renames a file, perhaps only where the name is free.
///
/// # Safety
/// As the C library's call of this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn renameat2(
    folder: c_int,
    from: *const c_char,
    other: c_int,
    to: *const c_char,
    flags: c_uint,
) -> c_int {
    let really = || narrow(system!(SYS_renameat2, folder, from, other, to, flags));
    // SAFETY: the caller vouches for paths that end in a zero byte.
    let told = unsafe { (path_of(from), path_of(to)) };
    watched(|recorder| {
        let (former, name) = (recorder.inside(told.0)?, recorder.inside(told.1)?);
        rearranged(recorder, &really, |recorder| recorder.renamed(former, name))
    })
    .unwrap_or_else(really)
}

/// Removes a name.
///
/// # Safety
/// As the C library's call of this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unlink(path: *const c_char) -> c_int {
    let really = || narrow(system!(SYS_unlinkat, libc::AT_FDCWD, path, 0));
    // SAFETY: the caller vouches for a path that ends in a zero byte.
    let told = unsafe { path_of(path) };
    watched(|recorder| {
        let name: PathBuf = recorder.inside(told)?;
        rearranged(recorder, &really, |recorder| recorder.removed(name))
    })
    .unwrap_or_else(really)
}

/// Runs a call's part of the recorder; none where the call is not about what is watched.
fn watched<T>(part: impl FnOnce(&mut Recorder) -> Option<T>) -> Option<T> {
    part(Watching::now()?.recorder()?)
}

fn rearranged(
    recorder: &mut Recorder,
    really: &dyn Fn() -> c_int,
    note: impl FnOnce(&mut Recorder),
) -> Option<c_int> {
    if let Err(errno) = recorder.allow(Change::Rearrange) {
        return Some(fail(errno));
    }
    let answer = really();
    if answer == 0 {
        note(recorder);
    }
    Some(answer)
}

/// Writes to a watched file: all of it, or half where the disk fills up in the middle.
///
/// # Safety
/// The bytes must be there.
unsafe fn written(
    recorder: &mut Recorder,
    descriptor: c_int,
    (bytes, count): (*const c_void, size_t),
    (at, really): (&dyn Fn() -> i64, &dyn Fn(size_t) -> ssize_t),
) -> Option<ssize_t> {
    let Target::File(file) = recorder.target(descriptor)? else {
        return None;
    };
    let fits = match recorder.allow(Change::Write) {
        Ok(()) => count,
        Err(libc::ENOSPC) if recorder.fills_up_now() && count > 1 => count / 2,
        Err(errno) => return Some(wide(c_long::from(fail(errno)))),
    };
    let at = at().unsigned_abs();
    let answer = really(fits);
    if let Ok(length @ 1..) = usize::try_from(answer) {
        // SAFETY: the system has just read as many bytes from there.
        let bytes = unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), length) };
        let bytes = bytes.to_vec();
        recorder.changed(Op::Write { file, at, bytes });
    }
    Some(answer)
}

/// # Safety
/// The path must end in a zero byte and outlive the call it was given to.
unsafe fn path_of<'call>(path: *const c_char) -> &'call Path {
    // SAFETY: so the caller says.
    let bytes = unsafe { CStr::from_ptr(path) }.to_bytes();
    Path::new(OsStr::from_bytes(bytes))
}

/// Answers as the C library does when the system gives an error.
fn fail(errno: i32) -> c_int {
    // SAFETY: the C library's own place for the number, one for each thread.
    unsafe { *libc::__errno_location() = errno };
    -1
}

fn narrow(answer: c_long) -> c_int {
    c_int::try_from(answer).unwrap_or(-1)
}

fn wide(answer: c_long) -> ssize_t {
    ssize_t::try_from(answer).unwrap_or(-1)
}
