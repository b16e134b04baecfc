//! A new file key: the file is written anew under it, and whoever leaves has no way to it.
//!
//! The steps, of which each may be the last before the power goes: the key file holds both keys;
//! a copy of the pages gets the new key, is opened, looked over and synced; the file is closed,
//! its write-ahead log folded in; the copy takes its name; the key file forgets the former key.
//! Before the rename the former key opens the file and whoever was to leave still can; after it
//! only the new one does. The next opening settles which it was ([`settle`]).
//!
//! Pages are copied, not rows: the search index names rows by their place, which an export by
//! rows would change.

use crate::Store;
use crate::error::StoreError;
use crate::file::{connect, set_key};
use crate::keyfile::{Access, FileKey, KeyFile, random};
use crate::whole_file::{beside, publish};
use rusqlite::Connection;
use rusqlite::backup::{Backup as Copy, StepResult};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

impl Store {
    /// Gives the file a new key and takes the passwords of these numbers out; everybody else,
    /// and the paper code, goes on as before. `access` must open the file afterwards.
    pub fn renew_key(&mut self, leaving: &[u32], access: &Access) -> Result<(), StoreError> {
        let former = KeyFile::beside(&self.path)?;
        let key = Zeroizing::new(random()?);
        let mut keys = former.clone();
        keys.add_key(&key, leaving)?;
        if !keys.open(access)?.keys.contains(&key) {
            return Err(StoreError::WrongPassword);
        }
        let mut settled = keys.clone();
        settled.settle(&key)?;
        let copy = beside(&self.path);
        keys.write_beside(&self.path, access)?;
        let written = self.write_copy(&copy, &key);
        let replaced = written.and_then(|()| self.replace_file(&copy, &key));
        if let Err(error) = replaced {
            self.back_out((&former, &settled), access)?;
            return Err(error);
        }
        settled.write_beside(&self.path, access)
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
        // The copy counts only once it is whole, so it needs no journal of its own.
        target.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF;")?;
        change_key(&target, key)?;
        target.close().map_err(|(_, error)| error)?;
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
    fn back_out(
        &mut self,
        (former, settled): (&KeyFile, &KeyFile),
        access: &Access,
    ) -> Result<(), StoreError> {
        if self.connection.path().is_none_or(str::is_empty) {
            let opened = KeyFile::beside(&self.path)?.open(access)?;
            let store = Self::open_by_any(&self.path, opened.keys)?;
            self.connection = store.connection;
            self.key = store.key;
        }
        let keys = if former.knows(&self.key) {
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

fn change_key(connection: &Connection, key: &FileKey) -> Result<(), StoreError> {
    let pragma = crate::file::key_pragma("rekey", key);
    Ok(connection.execute_batch(&pragma)?)
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
