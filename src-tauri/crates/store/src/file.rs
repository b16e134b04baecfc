//! The file as a whole: making, opening, locking and closing it.

use crate::backup::is_sound;
use crate::error::StoreError;
use crate::keyfile::{self, Access, FileKey, KeyFile, Lock, WayIn, random};
use crate::local::{read_setting, write_setting};
use crate::query::Gathered;
use crate::recovery::RecoveryCode;
use crate::refold;
use crate::rekey;
use crate::search;
use crate::witness::Witness;
use ledger::{ReplicaId, RowId};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::Duration;
use zeroize::Zeroizing;

/// The whole database, as `schema.sql` at the root of the house says.
pub(crate) const SCHEMA: &str = include_str!("../../../../schema.sql");
/// Version of everything in the schema but the ledgers, which are folded again at need. Whoever
/// raises it keeps a file of the new one (`tests/upgrades.rs`).
pub(crate) const SCHEMA_VERSION: i64 = 3;
/// "YIZH" in the database's header.
const APPLICATION_ID: i64 = 0x5949_5A48;
const CACHED_STATEMENTS: usize = 256;
/// Bytes of a page, as SQLCipher lays them down.
const PAGE: u64 = 4096;
/// Largest file whose pages are all read at opening: well under a second on a station laptop.
const READ_WHOLE: u64 = 24 * 1024 * 1024;

pub(crate) const FILE_ID: &str = "store.file";
pub(crate) const REPLICA: &str = "store.replica";

/// An open file.
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    pub(crate) key: FileKey,
    pub(crate) replica: ReplicaId,
    pub(crate) gathered: RefCell<Gathered>,
    pub(crate) witness: Option<Witness>,
    pub(crate) holder: Option<RowId>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Store")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Whether the file asks for a password.
    pub fn lock(path: &Path) -> Result<Lock, StoreError> {
        require_file(path)?;
        Ok(KeyFile::beside(path)?.lock())
    }

    /// Every way into the file, as anybody can read who holds its key file.
    pub fn ways_in(path: &Path) -> Result<Vec<WayIn>, StoreError> {
        Ok(KeyFile::beside(path)?.ways())
    }

    /// Whose password opened the file; none where it was a shared one or the paper code.
    pub fn holder(&self) -> Option<RowId> {
        self.holder
    }

    /// Identity of the file, as its key file says; no key is needed.
    pub fn file_id(path: &Path) -> Result<String, StoreError> {
        Ok(KeyFile::beside(path)?.file_id().to_string())
    }

    /// Makes a new file and its key file, with a password or, on purpose, without. Never
    /// overwrites anything. The recovery code is shown once and kept nowhere; a file without a
    /// password has no slot for it.
    pub fn create(
        path: &Path,
        access: &Access,
        replica: ReplicaId,
    ) -> Result<(Self, RecoveryCode), StoreError> {
        for taken in [path.to_owned(), keyfile::path_of(path)] {
            if taken.exists() {
                return Err(StoreError::Exists { path: taken });
            }
        }
        let key = Zeroizing::new(random()?);
        let file_id = RowId(random()?);
        let code = RecoveryCode::generate()?;
        let mut keys = KeyFile::new(file_id, &key)?;
        keys.set_slot(access, None, &key)?;
        if keys.lock() == Lock::Password {
            keys.set_slot(&Access::Recovery(code.as_str()), None, &key)?;
        }
        keys.write_beside(path, access)?;
        let mut connection = connect(path, &key)?;
        let transaction = connection.transaction()?;
        transaction.execute_batch(SCHEMA)?;
        search::prepare(&transaction)?;
        write_setting(&transaction, FILE_ID, &file_id.0)?;
        write_setting(&transaction, REPLICA, &replica.0)?;
        refold::note_rules(&transaction)?;
        transaction.commit()?;
        let store = Self {
            connection,
            path: path.to_owned(),
            key,
            replica,
            gathered: RefCell::default(),
            witness: None,
            holder: None,
        };
        Ok((store, code))
    }

    /// Opens a file. Another process that has it open is [`StoreError::Busy`].
    pub fn open(path: &Path, access: &Access) -> Result<Self, StoreError> {
        Self::open_keeping(path, access, &|_| Ok(()))
    }

    /// Opens a file; one that is to be folded again is first given to `keep`, which may back it up.
    pub fn open_keeping(
        path: &Path,
        access: &Access,
        keep: &dyn Fn(&Self) -> Result<(), StoreError>,
    ) -> Result<Self, StoreError> {
        require_file(path)?;
        let mut keys = KeyFile::beside(path)?;
        let opened = keys.open(access)?;
        let mut store = Self::open_by_any(path, opened.keys)?;
        store.holder = opened.holder;
        if read_setting(&store.connection, FILE_ID)?.as_deref() != Some(keys.file_id().0.as_slice())
        {
            return Err(StoreError::KeyOfAnotherFile {
                path: keyfile::path_of(path),
            });
        }
        rekey::settle(path, &mut keys, (&store.key, access))?;
        store.look_over()?;
        if refold::is_due(&store.connection)? {
            keep(&store)?;
            refold::run(&mut store.connection)?;
        }
        Ok(store)
    }

    /// Opens the pages of a file with the key itself.
    pub(crate) fn open_by_key(path: &Path, key: FileKey) -> Result<Self, StoreError> {
        let connection = connect(path, &key)?;
        require_version(&connection, path)?;
        let replica = read_replica(&connection)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            key,
            replica,
            gathered: RefCell::default(),
            witness: None,
            holder: None,
        })
    }

    /// Refuses a file that is cut short, or whose pages contradict each other. Of a large file
    /// only the length is looked at here; its pages are read by every backup.
    fn look_over(&self) -> Result<(), StoreError> {
        let pages: i64 = self
            .connection
            .query_row("PRAGMA page_count", [], |row| row.get(0))?;
        let expected = pages.unsigned_abs() * PAGE;
        let length = std::fs::metadata(&self.path)
            .map_err(StoreError::io(&self.path, "read"))?
            .len();
        let wal = std::fs::metadata(wal_path(&self.path)).map_or(0, |facts| facts.len());
        let is_short = length + wal < expected;
        if is_short || (length <= READ_WHOLE && !is_sound(&self.connection)?) {
            return Err(StoreError::Damaged { what: "pages" });
        }
        Ok(())
    }

    /// Closes the file and truncates its write-ahead log.
    pub fn close(self) -> Result<(), StoreError> {
        self.connection.flush_prepared_statement_cache();
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        self.connection.close().map_err(|(_, error)| error.into())
    }

    /// Which copy of the books this is.
    pub fn replica(&self) -> ReplicaId {
        self.replica
    }

    /// Where the file stands.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Sets the shared password, or takes every password away on purpose ([`Access::Open`]), or
    /// puts a new recovery code in place of the old one. The old key file stays until the new one
    /// is written, read back and opened.
    pub fn change_password(&mut self, access: &Access) -> Result<(), StoreError> {
        self.set_way_in(access, None)
    }

    /// Sets the password of one person, in place of his former one.
    pub fn set_password_of(&mut self, holder: RowId, password: &str) -> Result<(), StoreError> {
        self.set_way_in(&Access::Password(password), Some(holder))
    }

    fn set_way_in(&mut self, access: &Access, holder: Option<RowId>) -> Result<(), StoreError> {
        let mut keys = KeyFile::beside(&self.path)?;
        keys.set_slot(access, holder, &self.key)?;
        keys.write_beside(&self.path, access)
    }

    /// Whether this way in opens the file that is open here: asked of somebody who forgot his PIN.
    pub fn opens_with(&self, access: &Access) -> Result<bool, StoreError> {
        match KeyFile::beside(&self.path)?.unwrap_key(access) {
            Ok(_) => Ok(true),
            Err(
                StoreError::WrongPassword
                | StoreError::WrongRecoveryCode
                | StoreError::RecoveryTypo { .. }
                | StoreError::RecoveryLength { .. }
                | StoreError::NoSuchSlot,
            ) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// A connection to the file at `path` with the key and the pragmas every connection needs.
pub(crate) fn connect(path: &Path, key: &FileKey) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_millis(200))?;
    set_key(&connection, key)?;
    // Exclusive before WAL: the file belongs to one process, and no shared memory file is made.
    let ready = connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA temp_store = MEMORY;
         PRAGMA recursive_triggers = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA secure_delete = ON;
         BEGIN IMMEDIATE; COMMIT;",
    );
    ready.map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StoreError::Unreadable {
            path: path.to_owned(),
        },
        _ => error.into(),
    })?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    Ok(connection)
}

/// Gives the connection its key.
pub(crate) fn set_key(connection: &Connection, key: &FileKey) -> Result<(), StoreError> {
    connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    Ok(connection.execute_batch(&key_pragma("key", key))?)
}

/// The statement that gives a connection its key, or the file another one (`rekey`).
pub(crate) fn key_pragma(name: &str, key: &FileKey) -> Zeroizing<String> {
    // Room for all of it at once: a text that grows leaves copies of itself behind.
    let mut pragma = Zeroizing::new(String::with_capacity(96));
    pragma.push_str("PRAGMA ");
    pragma.push_str(name);
    pragma.push_str(" = \"x'");
    for byte in key.iter() {
        for nibble in [byte >> 4, byte & 15] {
            pragma.extend(char::from_digit(nibble.into(), 16));
        }
    }
    pragma.push_str("'\";");
    pragma
}

/// Where the write-ahead log of a file stands.
pub(crate) fn wal_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

fn require_file(path: &Path) -> Result<(), StoreError> {
    std::fs::metadata(path)
        .map(|_| ())
        .map_err(StoreError::io(path, "open"))
}

fn require_version(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let pragma = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    if pragma("PRAGMA application_id")? != APPLICATION_ID {
        return Err(StoreError::NotOurs {
            path: path.to_owned(),
        });
    }
    let found = pragma("PRAGMA user_version")?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::TooNew {
            found,
            known: SCHEMA_VERSION,
        });
    }
    Ok(())
}

fn read_replica(connection: &Connection) -> Result<ReplicaId, StoreError> {
    let bytes = read_setting(connection, REPLICA)?;
    bytes
        .and_then(|bytes| bytes.as_slice().try_into().ok().map(ReplicaId))
        .ok_or(StoreError::Damaged { what: "replica" })
}
