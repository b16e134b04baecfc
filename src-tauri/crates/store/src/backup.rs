//! Backups: one file that holds the database and its key file, read back before it counts.
//!
//! A backup is made in two halves. The pages are copied while nobody else writes
//! ([`Store::copy_pages`]); the copy is then reopened, checked, counted, packed and read back
//! without the file ([`PageCopy::finish`]). Only then it has its name. Each photo is in the
//! database once, and so is it in a backup.
//!
//! A backup that is written anew ([`Mending`]) takes the place of the old one only after the new
//! one was read back; it is how backups lose what was destroyed or must not be kept so long.

use crate::Store;
use crate::error::StoreError;
use crate::file::{connect, set_key};
use crate::founding;
use crate::keyfile::{self, Access, FileKey, KeyFile, check_value};
use crate::refold;
use crate::whole_file::{beside, publish};
use crate::witness::rename_replica;
use ledger::{Digest, ReplicaId};
use rusqlite::Connection;
use rusqlite::backup::{Backup as Copy, StepResult};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

mod container;
mod in_parts;
mod mend;
mod progress;
mod reduce;

pub use mend::Mending;
pub use progress::{BackupProgress, BackupStage, Watch};

use container::{pack, read_facts, unpack};
use progress::{UNWATCHED, tell};

/// Pages copied between two reports: four megabytes.
const PAGES_AT_ONCE: i32 = 1024;

/// What stands in clear at the beginning of a backup: how it is recognised and counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupFacts {
    /// Identity of the file it is of.
    pub file: String,
    /// Replica that made it.
    pub replica: String,
    /// When, in milliseconds since 1970, UTC.
    pub made_ms: i64,
    /// Entries in its journal.
    pub entries: u64,
    /// Names all heads of its journal.
    pub heads: String,
    /// Names the heads of what its own replica wrote.
    pub own: String,
    /// Whether classes beyond `duty` were taken out because of its age.
    pub reduced: bool,
    /// Names the file key it is under.
    #[serde(default)]
    pub key: String,
    /// Names the destructions that are carried out in it; empty if none.
    #[serde(default)]
    pub erased: String,
}

/// A backup that was written, read back and opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where it stands.
    pub path: PathBuf,
    /// How large it is.
    pub bytes: u64,
    /// What is in it.
    pub facts: BackupFacts,
}

/// The pages of a file, copied, and not a backup yet. Goes away unless it is finished.
pub struct PageCopy {
    copy: PathBuf,
    path: PathBuf,
    /// Bytes of a part; more go to further ones.
    room: u64,
    key: FileKey,
    keys: Vec<u8>,
    facts: BackupFacts,
}

/// What a backup file says of itself; nothing is opened, and no key is needed.
pub fn backup_facts(path: &Path) -> Result<BackupFacts, StoreError> {
    read_facts(path)
}

/// Reads a backup whole and tries its key, without making anything of it.
pub fn verify_backup(path: &Path, access: &Access) -> Result<BackupFacts, StoreError> {
    unpack(path, &mut io::sink(), UNWATCHED)?.unwrap_key(access)?;
    read_facts(path)
}

impl Store {
    /// Writes a backup to `path`, made at `made_ms`. Never overwrites; counts only once it was
    /// read back.
    pub fn backup(&self, path: &Path, made_ms: i64) -> Result<Backup, StoreError> {
        self.copy_pages(path, made_ms, UNWATCHED)?.finish(UNWATCHED)
    }

    /// The first half of a backup: copies the pages to a working file beside `path`.
    pub fn copy_pages(
        &self,
        path: &Path,
        made_ms: i64,
        watch: Watch<'_>,
    ) -> Result<PageCopy, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists {
                path: path.to_owned(),
            });
        }
        let keys = KeyFile::beside(&self.path)?;
        let page_copy = PageCopy {
            copy: beside(&beside(path)),
            path: path.to_owned(),
            room: u64::MAX,
            key: self.key.clone(),
            keys: keys.to_bytes()?,
            facts: self.facts(keys.file_id().to_string(), made_ms)?,
        };
        remove(&page_copy.copy)?;
        let mut target = Connection::open(&page_copy.copy)?;
        set_key(&target, &self.key)?;
        copy_all(&self.connection, &mut target, watch)?;
        target.close().map_err(|(_, error)| error)?;
        Ok(page_copy)
    }

    /// Whether a backup is of this very file, whoever wrote it.
    pub fn owns_backup(&self, facts: &BackupFacts) -> Result<bool, StoreError> {
        Ok(KeyFile::beside(&self.path)?.file_id().to_string() == facts.file)
    }

    /// Names what this replica wrote by hand: equal before and after a merge.
    pub fn own_heads(&self) -> Result<String, StoreError> {
        self.heads_digest(|replica| replica == self.replica)
    }

    /// Removes a backup that this replica made and has no more use for, and no other file.
    pub fn drop_backup(&self, path: &Path) -> Result<(), StoreError> {
        let facts = read_facts(path)?;
        if !self.owns_backup(&facts)? || facts.replica != self.replica.to_string() {
            return Err(StoreError::NotOurs {
                path: path.to_owned(),
            });
        }
        fs::remove_file(path).map_err(StoreError::io(path, "remove"))
    }

    /// Makes a file of a backup. The copy is a new replica; `access` must open it.
    pub fn restore(
        backup: &Path,
        path: &Path,
        access: &Access,
        replica: ReplicaId,
    ) -> Result<Self, StoreError> {
        Self::restore_furnished(backup, path, (access, replica), Ok)
    }

    /// Makes a file of a backup, and names it only once `furnish` has put into it what it cannot
    /// be without. Where it fails or is cut off, no file has the name.
    pub fn restore_furnished<E: From<StoreError>>(
        backup: &Path,
        path: &Path,
        (access, replica): (&Access, ReplicaId),
        furnish: impl FnOnce(Self) -> Result<Self, E>,
    ) -> Result<Self, E> {
        founding::require_free(path)?;
        let part = beside(path);
        founding::clear(&part)?;
        let restored = restore_part(backup, &part, (access, replica))
            .map_err(E::from)
            .and_then(furnish)
            .and_then(|store| Ok(founding::name(store, path)?));
        if restored.is_err() {
            // Our own working files; where even that fails the next restore clears them.
            let _ = founding::clear(&part);
        }
        restored
    }

    /// Lays the file aside under the name `aside` and puts a backup of it in its place, as a new
    /// replica. Nothing moves before the backup was read whole and opened.
    pub fn return_to(
        self,
        backup: &Path,
        aside: &Path,
        replica: ReplicaId,
    ) -> Result<Self, StoreError> {
        let (path, key) = (self.path.clone(), self.key.clone());
        for taken in [aside.to_owned(), keyfile::path_of(aside)] {
            if taken.exists() {
                return Err(StoreError::Exists { path: taken });
            }
        }
        let part = beside(&path);
        // It may be older than the last destruction, and than the key.
        let facts = read_facts(backup)?;
        let mending = self.mending()?;
        let backup = if mending.concerns(&facts) {
            mending.mend(backup, None, UNWATCHED)?.path
        } else {
            backup.to_owned()
        };
        spread(&backup, &part, UNWATCHED)?;
        renew(&part, &key, replica)?;
        self.close()?;
        let keys = keyfile::path_of(&path);
        fs::copy(&keys, keyfile::path_of(aside)).map_err(StoreError::io(aside, "copy"))?;
        fs::rename(&path, aside).map_err(StoreError::io(aside, "rename"))?;
        publish(&part, &path)?;
        let mut returned = Self::open_by_key(&path, key)?;
        refold::catch_up(&mut returned.connection)?;
        Ok(returned)
    }

    fn facts(&self, file: String, made_ms: i64) -> Result<BackupFacts, StoreError> {
        Ok(BackupFacts {
            file,
            replica: self.replica.to_string(),
            made_ms,
            entries: count_entries(&self.connection)?,
            heads: self.heads_digest(|_| true)?,
            own: self.own_heads()?,
            reduced: false,
            key: check_value(&self.key),
            erased: self.erased()?,
        })
    }

    fn heads_digest(&self, counts: impl Fn(ReplicaId) -> bool) -> Result<String, StoreError> {
        let mut heads = Vec::new();
        for area in self.areas()? {
            let all = self.heads(&area)?;
            let counted = all.into_iter().filter(|head| counts(head.replica));
            heads.extend(counted.map(|head| head.digest.0));
        }
        heads.sort_unstable();
        Ok(Digest::of("yizhan/backup-heads", &[&heads.concat()]).to_string())
    }
}

impl PageCopy {
    /// The second half of a backup: reopens the copy, checks and counts it, packs it and reads
    /// it back. Needs nothing of the file that goes on being used meanwhile.
    pub fn finish(self, watch: Watch<'_>) -> Result<Backup, StoreError> {
        self.check()?;
        let part = beside(&self.path);
        // Of an attempt that was cut off: more parts than this one has would be read with it.
        in_parts::remove_parts(&part)?;
        let packed = self.pack(&part, watch);
        if packed.is_err() {
            // Our own working files, and nobody misses them.
            let _ = in_parts::remove_parts(&part);
        }
        Ok(Backup {
            path: self.path.clone(),
            bytes: packed?,
            facts: self.facts.clone(),
        })
    }

    fn pack(&self, part: &Path, watch: Watch<'_>) -> Result<u64, StoreError> {
        let pages = (self.copy.as_path(), part, self.room);
        let bytes = pack((&self.facts, &self.keys), pages, watch)?;
        unpack(part, &mut io::sink(), watch)?;
        in_parts::publish_parts(part, &self.path)?;
        Ok(bytes)
    }

    fn check(&self) -> Result<(), StoreError> {
        let reopened = Store::open_by_key(&self.copy, self.key.clone())?;
        let is_whole = is_sound(&reopened.connection)?
            && count_entries(&reopened.connection)? == self.facts.entries
            && reopened.heads_digest(|_| true)? == self.facts.heads;
        reopened.close()?;
        if is_whole {
            Ok(())
        } else {
            Err(StoreError::Damaged { what: "backup" })
        }
    }
}

impl Drop for PageCopy {
    fn drop(&mut self) {
        // A working copy of our own making; one that stays is written over by the next backup.
        let _ = remove(&self.copy);
    }
}

/// Whether a backup of this name is being made at this moment: a second one of the same second
/// must not write over its working copy.
pub fn is_being_made(path: &Path) -> bool {
    beside(&beside(path)).exists()
}

/// Copies every page, part by part.
fn copy_all(
    from: &Connection,
    target: &mut Connection,
    watch: Watch<'_>,
) -> Result<(), StoreError> {
    let copying = Copy::new(from, target)?;
    loop {
        let step = copying.step(PAGES_AT_ONCE)?;
        let reached = copying.progress();
        let pages = |count: i32| u64::from(count.unsigned_abs());
        let progress = BackupProgress {
            stage: BackupStage::Copying,
            done: pages(reached.pagecount - reached.remaining),
            total: pages(reached.pagecount),
        };
        tell(watch, progress)?;
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => return Err(StoreError::Busy),
        }
    }
}

/// Unpacks the pages of a backup to a file of its own and gives its key file.
fn spread(backup: &Path, pages: &Path, watch: Watch<'_>) -> Result<KeyFile, StoreError> {
    remove(pages)?;
    let mut file = File::create(pages).map_err(StoreError::io(pages, "create"))?;
    let keys = unpack(backup, &mut file, watch)?;
    file.sync_all().map_err(StoreError::io(pages, "sync"))?;
    Ok(keys)
}

/// A backup as a whole file, with its key file, under the working name.
fn restore_part(
    backup: &Path,
    part: &Path,
    (access, replica): (&Access, ReplicaId),
) -> Result<Store, StoreError> {
    let keys = spread(backup, part, UNWATCHED)?;
    let key = keys.unwrap_key(access)?;
    renew(part, &key, replica)?;
    keys.write_beside(part, access)?;
    Store::open(part, access)
}

/// Looks over unpacked pages and gives them another replica's name, before they have theirs.
fn renew(pages: &Path, key: &FileKey, replica: ReplicaId) -> Result<(), StoreError> {
    let connection = connect(pages, key)?;
    if !is_sound(&connection)? {
        return Err(StoreError::Damaged { what: "backup" });
    }
    rename_replica(&connection, replica)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| error.into())
}

pub(crate) fn is_sound(connection: &Connection) -> Result<bool, StoreError> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok(found == "ok")
}

fn count_entries(connection: &Connection) -> Result<u64, StoreError> {
    let entries: i64 = connection.query_row("SELECT COUNT(*) FROM entry", [], |row| row.get(0))?;
    Ok(entries.unsigned_abs())
}

/// Removes a working copy of our own making, with what SQLite left beside it.
fn remove(copy: &Path) -> Result<(), StoreError> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = copy.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StoreError::io(Path::new(&name), "remove")(error));
            }
            _ => {}
        }
    }
    Ok(())
}
