//! Backups: made without being asked for, before every merge and upgrade, and on a stick; found
//! again, and made into a file again.
//!
//! Invariants: a backup counts once it was reopened, checked and counted (`store`); rotation
//! removes only what this replica made itself, by name, magic and file id; nothing of a person's
//! own is ever deleted or overwritten. What runs without being asked for runs at a person's desk
//! only ([`Desk::at_home`]).

use super::drives;
use super::file::{has_extension, saved};
use super::stick;
use crate::bridge::backups::{BackupFile, BackupState, FindBackups, FoundBackup, LastBackup};
use crate::bridge::file::{Nothing, SavedFile};
use crate::clock::Clock;
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use crate::saving;
use crate::wording::io_problem;
use chrono::DateTime;
use exchange::FileName;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use store::{Access, Backup, BackupFacts, Store, StoreError, backup_facts};

mod erased;
mod going_back;
mod restoring;
mod rungs;
mod watched;

pub(crate) use erased::follow;
pub(crate) use going_back::{before_merge, lay_aside, merged, return_before_merge};
pub(crate) use restoring::restore;

/// What a backup's file is called at the end.
const ENDING: &str = "yzbak";
/// Where the file notes its last good backup.
const LAST: &str = "backup.last";
/// FAT32 takes files up to 4 GiB; half of that leaves no doubt.
const STICK_PART: u64 = 2 * 1024 * 1024 * 1024;
const DAY_MS: i64 = 86_400_000;
/// After so many days a backup holds no villager's data any more (journal.md §4).
const REDUCED_AFTER_DAYS: i64 = 90;

/// The note a file keeps of its last good backup.
#[derive(Clone, Serialize, Deserialize)]
struct Note {
    at_ms: i64,
    path: String,
    entries: u64,
}

/// Shows where the last good backup is and how old.
pub(crate) fn state(desk: &Desk, _: Nothing) -> Result<BackupState, Problem> {
    desk.with_office(|office| state_of(desk, office))
}

fn state_of(desk: &Desk, office: &Office) -> Result<BackupState, Problem> {
    let note = note_of(office)?;
    let now = desk.clock.wall().utc_ms;
    let days = note.as_ref().map(|note| (now - note.at_ms).max(0) / DAY_MS);
    let allowed = desk.thresholds().value("backup_days");
    Ok(BackupState {
        last: note.zip(days).map(|(note, days)| LastBackup {
            at: desk.clock.text_of(note.at_ms),
            days,
            path: note.path,
            entries: note.entries,
        }),
        folder: folder_of(office.store.path()).display().to_string(),
        overdue: days.is_none_or(|days| days >= allowed),
    })
}

fn note_of(office: &Office) -> Result<Option<Note>, Problem> {
    let bytes = office.store.setting(LAST)?;
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

/// Whether 今日 has to name it: only where backups are made at all.
pub(crate) fn is_overdue(desk: &Desk, office: &Office) -> Result<bool, Problem> {
    Ok(desk.home().is_some() && state_of(desk, office)?.overdue)
}

/// Beside the file, where whoever copies the one sees the other.
fn folder_of(file: &Path) -> PathBuf {
    file.parent().unwrap_or(Path::new(".")).join("备份")
}

/// Opens a file; one that a newer program folds anew is backed up as it was.
pub(super) fn open(desk: &Desk, path: &Path, access: &Access<'_>) -> Result<Store, StoreError> {
    Store::open_keeping(path, access, &|store| {
        if desk.home().is_none() {
            return Ok(());
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let target = free_path(&desk.clock, &folder_of(path), &stem)?;
        store.backup(&target, desk.clock.wall().utc_ms).map(drop)
    })
}

/// Makes the backup that is due, if one is. The pages are copied while the file is held; the
/// copy is checked and packed while work goes on.
pub(crate) fn keep(desk: &Desk, _: Nothing) -> Result<BackupState, Problem> {
    let due = desk.with_office(|office| {
        let note = note_of(office)?;
        let now = desk.clock.wall().utc_ms;
        let after = desk.thresholds().value("backup_hours") * 3_600_000;
        // A clock that was put back must not stop backups.
        let is_due = note.is_none_or(|note| !(0..after).contains(&(now - note.at_ms)));
        // The copy of an exercise is thrown away; a backup of it would pass for the real books.
        if desk.home().is_none() || !is_due || office.exercise.is_some() {
            return Ok(None);
        }
        let folder = folder_of(office.store.path());
        let target = free_path(&desk.clock, &folder, &stem_of(office))?;
        watched::copy(desk, &office.store, (&target, now)).map(Some)
    })?;
    if let Some(copy) = due {
        let backup = watched::finish(desk, copy)?;
        desk.with_office(|office| settle(desk, office, &backup))?;
    }
    super::destroy::resume(desk)?;
    erased::keep_up(desk)?;
    state(desk, Nothing {})
}

/// Makes a backup in the file's own folder and counts it.
fn make(desk: &Desk, office: &mut Office) -> Result<Backup, Problem> {
    let folder = folder_of(office.store.path());
    let target = free_path(&desk.clock, &folder, &stem_of(office))?;
    let made = (target.as_path(), desk.clock.wall().utc_ms);
    let backup = watched::whole(desk, &office.store, made)?;
    settle(desk, office, &backup)?;
    Ok(backup)
}

/// Notes a finished backup, unless another file was opened meanwhile, and looks after the others.
fn settle(desk: &Desk, office: &mut Office, backup: &Backup) -> Result<(), Problem> {
    if !office.store.owns_backup(&backup.facts)? {
        return Ok(());
    }
    note(office, backup)?;
    // The backup is good whatever becomes of the old ones; they are looked after again next time.
    if let Err(problem) = rotate(desk, office, &backup.path) {
        tracing::warn!(code = problem.code, "old backups");
    }
    Ok(())
}

fn note(office: &mut Office, backup: &Backup) -> Result<(), Problem> {
    let note = Note {
        at_ms: backup.facts.made_ms,
        path: backup.path.display().to_string(),
        entries: backup.facts.entries,
    };
    let bytes = serde_json::to_vec(&note).map_err(|error| Problem::internal("note", &error))?;
    Ok(office.store.set_setting(LAST, &bytes)?)
}

/// Drops the backups that no rung keeps, and takes villagers' data out of an old one.
fn rotate(desk: &Desk, office: &Office, made_now: &Path) -> Result<(), Problem> {
    let kept = going_back::kept(office)?;
    let is_needed = |path: &Path| path == made_now || kept.as_deref() == Some(path);
    let own = office.store.replica().to_string();
    let mut backups = backups_in(&folder_of(office.store.path()));
    backups.retain(|(path, facts)| {
        is_named(path, &stem_of(office)) && office.store.owns_backup(facts).unwrap_or(false)
    });
    backups.sort_by_key(|(_, facts)| facts.made_ms);
    let (mine, others): (Vec<_>, Vec<_>) = backups
        .into_iter()
        .partition(|(_, facts)| facts.replica == own);
    let made: Vec<_> = mine
        .iter()
        .map(|(_, facts)| local_day(&desk.clock, facts.made_ms))
        .collect();
    let mut staying = others;
    for (backup, stays) in mine.into_iter().zip(rungs::staying(&made)) {
        if stays || is_needed(&backup.0) {
            staying.push(backup);
        } else {
            office.store.drop_backup(&backup.0)?;
        }
    }
    let limit = desk.clock.wall().utc_ms - REDUCED_AFTER_DAYS * DAY_MS;
    let old = staying
        .iter()
        .find(|(_, facts)| facts.made_ms < limit && !facts.reduced);
    if let Some((path, _)) = old {
        let _alone = desk.mending.lock().unwrap_or_else(PoisonError::into_inner);
        office.store.mending()?.reduce(path)?;
    }
    Ok(())
}

fn local_day(clock: &Clock, ms: i64) -> chrono::NaiveDate {
    let offset = clock.wall().offset_min * 60_000;
    DateTime::from_timestamp_millis(ms.saturating_add(offset))
        .map_or_else(|| clock.today(), |at| at.date_naive())
}

/// The backups in a folder, by what they say of themselves; anything else is passed over.
fn backups_in(folder: &Path) -> Vec<(PathBuf, BackupFacts)> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = files.map(|file| file.path());
    paths
        .filter(|path| has_extension(path, ENDING))
        .filter_map(|path| backup_facts(&path).ok().map(|facts| (path, facts)))
        .collect()
}

/// 栗溪村_990101102203.
fn stem_of(office: &Office) -> String {
    format!(
        "{}_{}",
        exchange::stick::safe_name(&office.name),
        office.code
    )
}

fn is_named(path: &Path, stem: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.strip_prefix(stem)
        .is_some_and(|rest| rest.starts_with('_'))
}

/// A name of this moment that nobody took yet, in a folder that is made at need.
fn free_path(clock: &Clock, folder: &Path, stem: &str) -> Result<PathBuf, StoreError> {
    store::make_folder(folder)?;
    let stamp = clock.now().format("%Y%m%d-%H%M%S").to_string();
    let numbered = (2_u32..).map(|number| format!("{stem}_{stamp}_{number}.{ENDING}"));
    let mut names = std::iter::once(format!("{stem}_{stamp}.{ENDING}")).chain(numbered);
    let free = names.find_map(|name| {
        let path = folder.join(name);
        (!path.exists() && !store::is_being_made(&path)).then_some(path)
    });
    Ok(free.unwrap_or_else(|| folder.join(stem)))
}

/// Writes a backup into a folder. Onto a drive it is carried by the writer of sticks, in parts no
/// larger than FAT32 takes, from a backup that was checked beside the file.
pub(crate) fn save(desk: &Desk, request: BackupFile) -> Result<SavedFile, Problem> {
    let folder = saving::folder(&request.folder)?.to_owned();
    let is_drive = drives::list(desk, Nothing {})?
        .iter()
        .any(|drive| folder.starts_with(&drive.path));
    desk.with_office(|office| {
        if is_drive {
            let backup = make(desk, office)?;
            let carried = carry(desk, &backup.path, (&folder, STICK_PART))?;
            erased::remember(office, Path::new(&carried.path), backup.facts.made_ms)?;
            return Ok(carried);
        }
        let target = free_path(&desk.clock, &folder, &stem_of(office))?;
        let made = (target.as_path(), desk.clock.wall().utc_ms);
        let backup = watched::whole(desk, &office.store, made)?;
        settle(desk, office, &backup)?;
        erased::remember(office, &backup.path, backup.facts.made_ms)?;
        saved(&backup.path)
    })
}

/// Copies a checked backup to a stick, in parts of at most so many bytes.
fn carry(
    desk: &Desk,
    backup: &Path,
    (folder, part_bytes): (&Path, u64),
) -> Result<SavedFile, Problem> {
    let mut file = File::open(backup).map_err(io_problem("read"))?;
    let total = file.metadata().map_err(io_problem("read"))?.len();
    let name = backup.file_name().unwrap_or_default().to_string_lossy();
    let parts = total.div_ceil(part_bytes).max(1);
    // The first part comes last: a backup whose parts are not all there has no name of its own.
    for part in (0..parts).rev() {
        let begin = part * part_bytes;
        file.seek(SeekFrom::Start(begin))
            .map_err(io_problem("read"))?;
        let size = part_bytes.min(total - begin);
        let called = match part {
            0 => name.to_string(),
            part => format!("{name}.{}", part + 1),
        };
        let called = FileName::exact(&called).map_err(exchange::StickError::from)?;
        stick::copy(desk, (folder, &called), (&mut (&mut file).take(size), size))?;
    }
    Ok(SavedFile {
        path: folder.join(&*name).display().to_string(),
        bytes: total,
    })
}

/// Where backups of a file lie without anybody naming the folder.
fn standing_folders(desk: &Desk, file: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut folders = drive_folders(desk)?;
    folders.extend(folders_beside(file));
    Ok(folders)
}

fn folders_beside(file: &Path) -> Vec<PathBuf> {
    let mut folders = vec![folder_of(file)];
    folders.extend(file.parent().map(Path::to_path_buf));
    folders
}

fn drive_folders(desk: &Desk) -> Result<Vec<PathBuf>, Problem> {
    let drives = drives::list(desk, Nothing {})?.into_iter();
    let roots = drives.map(|drive| PathBuf::from(drive.path));
    Ok(roots.flat_map(|root| [root.join("备份"), root]).collect())
}

/// Lists the backups that can be found: beside the file at hand, on drives, in a named folder.
pub(crate) fn find(desk: &Desk, request: FindBackups) -> Result<Vec<FoundBackup>, Problem> {
    let file = desk.at_hand().path.clone();
    let named = request.folder.map(PathBuf::from);
    let mut folders: Vec<PathBuf> = named.iter().map(|named| named.join("备份")).collect();
    folders.extend(named);
    folders.extend(drive_folders(desk)?);
    if let Some(file) = &file {
        folders.extend(folders_beside(file));
    }
    let id = file.and_then(|file| Store::file_id(&file).ok());
    let mut found: Vec<_> = folders
        .iter()
        .flat_map(|folder| backups_in(folder))
        .collect();
    found.sort_by(|one, other| (other.1.made_ms, &other.0).cmp(&(one.1.made_ms, &one.0)));
    found.dedup_by(|one, other| one.0 == other.0);
    Ok(found
        .into_iter()
        .map(|(path, facts)| FoundBackup {
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            at: desk.clock.text_of(facts.made_ms),
            entries: facts.entries,
            bytes: std::fs::metadata(&path).map_or(0, |known| known.len()),
            of_this_file: id.as_deref() == Some(facts.file.as_str()),
            reduced: facts.reduced,
            path: path.display().to_string(),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Assets;

    #[test]
    fn a_large_backup_goes_onto_a_stick_in_parts_and_is_read_as_one() {
        let desk = Desk::new(Assets::find(None).unwrap(), Clock::system()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let backup = folder.path().join("栗溪村_990101102203_1.yzbak");
        std::fs::write(&backup, vec![7; 2500]).unwrap();
        let stick = folder.path().join("U盘");
        std::fs::create_dir(&stick).unwrap();
        let written = carry(&desk, &backup, (&stick, 1000)).unwrap();
        assert_eq!(written.bytes, 2500);
        let sizes = ["", ".2", ".3"].map(|part| {
            std::fs::metadata(format!("{}{part}", written.path))
                .unwrap()
                .len()
        });
        assert_eq!(sizes, [1000, 1000, 500]);
    }
}
