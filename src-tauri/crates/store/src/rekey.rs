//! A new file key: the file is written anew under it, and whoever leaves has no way to it.
//!
//! The steps, of which each may be the last before the power goes: the key file holds both keys;
//! a copy of the pages gets the new key, is opened, looked over and synced; the file is closed,
//! its write-ahead log folded in; the copy takes its name; the key file forgets the former key.
//! Before the rename the former key opens the file and whoever was to leave still can; after it
//! only the new one does. The next opening settles which it was ([`settle`]).
//!
//! The former key stays inside the file, under the new one, until no backup is under it.
//!
//! Pages are copied, not rows: the search index names rows by their place, which an export by
//! rows would change.

use crate::Store;
use crate::error::StoreError;
use crate::file::{connect, set_key};
use crate::keyfile::{Access, FileKey, KeyFile, random};
use crate::local::{read_setting, write_setting};
use crate::recovery::RecoveryCode;
use crate::whole_file::{beside, publish};
use rusqlite::Connection;
use rusqlite::backup::{Backup as Copy, StepResult};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Keys the file had before, while a backup may still be under one: 32 bytes each.
const FORMER: &str = "store.former_keys";
/// Present if something was destroyed since the file got its key.
const DUE: &str = "store.key_due";

/// A key file as it stands or is to stand, and what opens it.
type Keyed<'a> = (KeyFile, &'a Access<'a>);

impl Store {
    /// Gives the file a new key and takes the passwords of these numbers out; everybody else,
    /// and the paper code, goes on as before. `access` must open the file afterwards.
    pub fn renew_key(&mut self, leaving: &[u32], access: &Access) -> Result<(), StoreError> {
        let former = KeyFile::beside(&self.path)?;
        self.change_over((former.clone(), access), (former, access), leaving)
    }

    /// Puts a first password and a paper code on a file that stood open, and a new key into it:
    /// the former one stood in the key file in clear. All of that or nothing.
    pub fn protect(&mut self, password: &str, code: &RecoveryCode) -> Result<(), StoreError> {
        let former = KeyFile::beside(&self.path)?;
        let access = Access::Password(password);
        let mut keys = former.clone();
        keys.set_slot(&access, None, &self.key)?;
        keys.set_slot(&Access::Recovery(code.as_str()), None, &self.key)?;
        self.change_over((former, &Access::Open), (keys, &access), &[])
    }

    /// Whether something was destroyed under the key the file has: its pages may lie on the disk
    /// once more, where nothing overwrites them, and only a new key makes those unreadable.
    pub fn is_key_due(&self) -> Result<bool, StoreError> {
        Ok(read_setting(&self.connection, DUE)?.is_some())
    }

    /// Forgets the former keys: no backup needs them any more.
    pub fn forget_former_keys(&mut self) -> Result<(), StoreError> {
        self.forget_setting(FORMER)
    }

    /// From one key file to another and a new key for the pages, with the way back.
    fn change_over(
        &mut self,
        (former, way_back): Keyed<'_>,
        (mut keys, access): Keyed<'_>,
        leaving: &[u32],
    ) -> Result<(), StoreError> {
        let key = Zeroizing::new(random()?);
        keys.add_key(&key, leaving)?;
        if !keys.open(access)?.keys.contains(&key) {
            return Err(StoreError::WrongPassword);
        }
        let mut settled = keys.clone();
        settled.settle(&key)?;
        keep_former(&self.connection, &self.key)?;
        let copy = beside(&self.path);
        keys.write_beside(&self.path, access)?;
        let written = self.write_copy(&copy, &key);
        let replaced = written.and_then(|()| self.replace_file(&copy, &key));
        if let Err(error) = replaced {
            self.back_out((former, way_back), (settled, access))?;
            return Err(error);
        }
        settled.write_beside(&self.path, access)?;
        self.forget_setting(DUE)?;
        self.truncate_log()
    }

    /// A copy of the pages under the new key, opened, looked over and synced.
    fn write_copy(&self, copy: &Path, key: &FileKey) -> Result<(), StoreError> {
        scrap(copy)?;
        let mut target = Connection::open(copy)?;
        set_key(&target, &self.key)?;
        let done = Copy::new(&self.connection, &mut target)?.step(-1)?;
        if done != StepResult::Done {
            return Err(StoreError::Busy);
        }
        change_key(target, key)?;
        look_over(copy, key, entries(&self.connection)?)?;
        let file = File::options().write(true).open(copy);
        file.and_then(|file| file.sync_all())
            .map_err(StoreError::io(copy, "sync"))
    }

    /// Closes the file, puts the copy in its place and opens that.
    fn replace_file(&mut self, copy: &Path, key: &FileKey) -> Result<(), StoreError> {
        self.connection.flush_prepared_statement_cache();
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        let former = std::mem::replace(&mut self.connection, Connection::open_in_memory()?);
        former.close().map_err(|(_, error)| error)?;
        // A log left behind would be taken for the new file's.
        let log = with_ending(&self.path, "-wal");
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            return Err(StoreError::Busy);
        }
        publish(copy, &self.path)?;
        self.connection = connect(&self.path, key)?;
        self.key.clone_from(key);
        Ok(())
    }

    /// After a failure: whichever key opens the file is the one the key file keeps.
    fn back_out(&mut self, former: Keyed<'_>, settled: Keyed<'_>) -> Result<(), StoreError> {
        if self.connection.path().is_none_or(str::is_empty) {
            let opened = KeyFile::beside(&self.path)?.open(settled.1)?;
            let store = Self::open_by_any(&self.path, opened.keys)?;
            self.connection = store.connection;
            self.key = store.key;
        }
        let (keys, access) = if former.0.knows(&self.key) {
            former
        } else {
            settled
        };
        keys.write_beside(&self.path, access)?;
        scrap(&beside(&self.path))
    }

    /// Opens the pages under whichever of the keys is theirs.
    pub(crate) fn open_by_any(path: &Path, keys: Vec<FileKey>) -> Result<Self, StoreError> {
        let mut refused = StoreError::Damaged { what: "key file" };
        for key in keys {
            match Self::open_by_key(path, key) {
                Err(error @ StoreError::Unreadable { .. }) => refused = error,
                other => return other,
            }
        }
        Err(refused)
    }
}

/// Ends a change of key that was cut off: the key that opened the file is the one that stays.
pub(crate) fn settle(
    path: &Path,
    keys: &mut KeyFile,
    (key, access): (&FileKey, &Access),
) -> Result<(), StoreError> {
    if !keys.is_changing() {
        return Ok(());
    }
    keys.settle(key)?;
    keys.write_beside(path, access)?;
    scrap(&beside(path))
}

/// Gives a copy another key. It counts only once it is whole, so it needs no journal of its own.
fn change_key(copy: Connection, key: &FileKey) -> Result<(), StoreError> {
    copy.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF;")?;
    copy.execute_batch(&crate::file::key_pragma("rekey", key))?;
    copy.close().map_err(|(_, error)| error.into())
}

/// Gives a closed working copy another key.
pub(crate) fn change_file(
    copy: &Path,
    (former, key): (&FileKey, &FileKey),
) -> Result<(), StoreError> {
    if former == key {
        return Ok(());
    }
    let target = Connection::open(copy)?;
    set_key(&target, former)?;
    change_key(target, key)
}

/// Notes in a file that something was destroyed under its key.
pub(crate) fn note_due(connection: &Connection) -> Result<(), StoreError> {
    write_setting(connection, DUE, &[1])
}

/// Keys the file had before.
pub(crate) fn former_keys(connection: &Connection) -> Result<Vec<FileKey>, StoreError> {
    let noted = Zeroizing::new(read_setting(connection, FORMER)?.unwrap_or_default());
    let keys = noted.as_chunks::<32>().0.iter();
    Ok(keys.map(|key| Zeroizing::new(*key)).collect())
}

fn keep_former(connection: &Connection, key: &FileKey) -> Result<(), StoreError> {
    let mut keys = former_keys(connection)?;
    if !keys.contains(key) {
        keys.push(key.clone());
    }
    let keys = keys.iter().flat_map(|key| key.iter().copied());
    write_setting(
        connection,
        FORMER,
        &Zeroizing::new(keys.collect::<Vec<u8>>()),
    )
}

/// Takes out of a backup what concerns the file alone.
pub(crate) fn forget_notes(connection: &Connection) -> Result<(), StoreError> {
    let forget = "DELETE FROM setting WHERE name IN (?1, ?2)";
    connection.execute(forget, [FORMER, DUE])?;
    Ok(())
}

fn look_over(copy: &Path, key: &FileKey, expected: i64) -> Result<(), StoreError> {
    let opened = connect(copy, key)?;
    let sound: String = opened.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
    if sound != "ok" || entries(&opened)? != expected {
        return Err(StoreError::Damaged { what: "copy" });
    }
    opened.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    opened.close().map_err(|(_, error)| error.into())
}

fn entries(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("SELECT COUNT(*) FROM entry", [], |row| row.get(0))?)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes a working copy of our own making, with what SQLite left beside it.
fn scrap(copy: &Path) -> Result<(), StoreError> {
    for ending in ["", "-wal", "-journal"] {
        let path = with_ending(copy, ending);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StoreError::io(&path, "remove")(error));
            }
            _ => {}
        }
    }
    Ok(())
}
