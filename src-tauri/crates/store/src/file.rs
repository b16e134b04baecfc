//! The file as a whole: making, opening, locking and closing it.

use crate::error::StoreError;
use crate::keyfile::{self, Access, FileKey, KeyFile, Lock, random};
use crate::local::{read_setting, write_setting};
use crate::query::Gathered;
use crate::recovery::RecoveryCode;
use crate::refold;
use crate::search;
use ledger::{ReplicaId, RowId};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::Duration;
use zeroize::Zeroizing;

/// The whole database, as `schema.sql` at the root of the house says.
pub(crate) const SCHEMA: &str = include_str!("../../../../schema.sql");
/// Version of everything in the schema but the ledgers, which are folded again at need.
const SCHEMA_VERSION: i64 = 1;
/// "YIZH" in the database's header.
const APPLICATION_ID: i64 = 0x5949_5A48;
const CACHED_STATEMENTS: usize = 256;

const FILE_ID: &str = "store.file";
const REPLICA: &str = "store.replica";

/// An open file.
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    pub(crate) key: FileKey,
    pub(crate) replica: ReplicaId,
    pub(crate) gathered: RefCell<Gathered>,
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
        keys.set_slot(access, &key)?;
        if keys.lock() == Lock::Password {
            keys.set_slot(&Access::Recovery(code.as_str()), &key)?;
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
        };
        Ok((store, code))
    }

    /// Opens a file. Another process that has it open is [`StoreError::Busy`].
    pub fn open(path: &Path, access: &Access) -> Result<Self, StoreError> {
        require_file(path)?;
        let keys = KeyFile::beside(path)?;
        let key = keys.unwrap_key(access)?;
        let mut connection = connect(path, &key)?;
        require_version(&connection, path)?;
        if read_setting(&connection, FILE_ID)?.as_deref() != Some(keys.file_id().0.as_slice()) {
            return Err(StoreError::KeyOfAnotherFile {
                path: keyfile::path_of(path),
            });
        }
        refold::if_rules_changed(&mut connection)?;
        let replica = read_replica(&connection)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            key,
            replica,
            gathered: RefCell::default(),
        })
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

    /// Sets a new password, or takes it away on purpose ([`Access::Open`]), or puts a new
    /// recovery code in place of the old one. The old key file stays until the new one is
    /// written, read back and opened.
    pub fn change_password(&mut self, access: &Access) -> Result<(), StoreError> {
        let mut keys = KeyFile::beside(&self.path)?;
        keys.set_slot(access, &self.key)?;
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

    /// Makes this copy a replica of its own, before its first write.
    pub(crate) fn become_replica(&mut self, replica: ReplicaId) -> Result<(), StoreError> {
        write_setting(&self.connection, REPLICA, &replica.0)?;
        self.replica = replica;
        Ok(())
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
        Some(ErrorCode::NotADatabase) => StoreError::NotOurs {
            path: path.to_owned(),
        },
        _ => error.into(),
    })?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    Ok(connection)
}

/// Gives the connection its key.
pub(crate) fn set_key(connection: &Connection, key: &FileKey) -> Result<(), StoreError> {
    let mut pragma = Zeroizing::new(String::from(
        "PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'",
    ));
    for byte in key.iter() {
        for nibble in [byte >> 4, byte & 15] {
            pragma.extend(char::from_digit(nibble.into(), 16));
        }
    }
    pragma.push_str("'\";");
    Ok(connection.execute_batch(&pragma)?)
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
