//! Backups: one file that holds the database and its key file, read back before it counts.
//!
//! `yizhan-backup/1\n`, then key file and database, each after its length (64 bits, big endian),
//! then the SHA-256 of all before. The database inside is encrypted as it is on disk.

use crate::Store;
use crate::error::StoreError;
use crate::file::{connect, set_key};
use crate::keyfile::{self, Access, KeyFile};
use crate::whole_file::{beside, publish};
use ledger::ReplicaId;
use rusqlite::Connection;
use rusqlite::backup::{Backup as Copy, StepResult};
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

const MAGIC: &[u8] = b"yizhan-backup/1\n";
/// A key file is a few hundred bytes; anything longer is not one.
const MAX_KEY_FILE: u64 = 64 * 1024;

/// A backup that was written, read back and opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where it stands.
    pub path: PathBuf,
    /// How large it is.
    pub bytes: u64,
    /// Entries in its journal.
    pub entries: u64,
}

impl Store {
    /// Writes a backup to `path`. Never overwrites; counts only once it was read back.
    pub fn backup(&self, path: &Path) -> Result<Backup, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists {
                path: path.to_owned(),
            });
        }
        let copy = beside(&beside(path));
        let part = beside(path);
        let written = self
            .copy_pages(&copy)
            .and_then(|entries| Ok((entries, self.pack(&copy, &part)?)));
        remove(&copy)?;
        let (entries, bytes) = written?;
        unpack(&part, &mut io::sink())?;
        publish(&part, path)?;
        Ok(Backup {
            path: path.to_owned(),
            bytes,
            entries,
        })
    }

    /// Makes a file of a backup. The copy is a new replica; `access` must open it.
    pub fn restore(
        backup: &Path,
        path: &Path,
        access: &Access,
        replica: ReplicaId,
    ) -> Result<Self, StoreError> {
        for taken in [path.to_owned(), keyfile::path_of(path)] {
            if taken.exists() {
                return Err(StoreError::Exists { path: taken });
            }
        }
        let part = beside(path);
        let mut file = File::create(&part).map_err(StoreError::io(&part, "create"))?;
        let keys = unpack(backup, &mut file)?;
        file.sync_all().map_err(StoreError::io(&part, "sync"))?;
        drop(file);
        keys.unwrap_key(access)?;
        keys.write_beside(path, access)?;
        publish(&part, path)?;
        let mut store = Self::open(path, access)?;
        store.become_replica(replica)?;
        Ok(store)
    }

    /// Copies the pages and opens the copy; gives the number of its entries.
    fn copy_pages(&self, copy: &Path) -> Result<u64, StoreError> {
        remove(copy)?;
        let mut target = Connection::open(copy)?;
        set_key(&target, &self.key)?;
        let done = Copy::new(&self.connection, &mut target)?.step(-1)?;
        if done != StepResult::Done {
            return Err(StoreError::Busy);
        }
        target.close().map_err(|(_, error)| error)?;
        let reopened = connect(copy, &self.key)?;
        let sound: String = reopened.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
        if sound != "ok" {
            return Err(StoreError::Damaged { what: "backup" });
        }
        let entries: i64 =
            reopened.query_row("SELECT COUNT(*) FROM entry", [], |row| row.get(0))?;
        reopened.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        reopened.close().map_err(|(_, error)| error)?;
        Ok(entries.unsigned_abs())
    }

    fn pack(&self, copy: &Path, part: &Path) -> Result<u64, StoreError> {
        let keys = KeyFile::beside(&self.path)?.to_bytes()?;
        let mut pages = File::open(copy).map_err(StoreError::io(copy, "open"))?;
        let size = pages
            .metadata()
            .map_err(StoreError::io(copy, "read"))?
            .len();
        let file = File::create(part).map_err(StoreError::io(part, "create"))?;
        let mut out = Hashed::new(BufWriter::new(file));
        let mut write = || {
            out.write_all(MAGIC)?;
            out.write_all(&(keys.len() as u64).to_be_bytes())?;
            out.write_all(&keys)?;
            out.write_all(&size.to_be_bytes())?;
            io::copy(&mut pages, &mut out)?;
            let digest = out.digest();
            out.inner.write_all(&digest)?;
            out.inner.flush()?;
            out.inner.get_ref().sync_all()?;
            Ok(out.bytes + digest.len() as u64)
        };
        write().map_err(StoreError::io(part, "write"))
    }
}

/// Reads a backup whole: the database into `pages`, the key file as result. Refuses any that is
/// cut short or altered.
fn unpack(path: &Path, pages: &mut dyn Write) -> Result<KeyFile, StoreError> {
    const ALTERED: StoreError = StoreError::Damaged { what: "backup" };
    let file = File::open(path).map_err(StoreError::io(path, "open"))?;
    let mut input = Hashed::new(BufReader::new(file));
    let mut read = || -> io::Result<Option<KeyFile>> {
        let mut magic = [0; MAGIC.len()];
        input.read_exact(&mut magic)?;
        let length = read_length(&mut input)?;
        if magic != MAGIC || length > MAX_KEY_FILE {
            return Ok(None);
        }
        let mut keys = Vec::new();
        (&mut input).take(length).read_to_end(&mut keys)?;
        let size = read_length(&mut input)?;
        let copied = io::copy(&mut (&mut input).take(size), pages)?;
        let digest = input.digest();
        let mut trailer = Vec::new();
        input.inner.read_to_end(&mut trailer)?;
        let is_whole = copied == size && trailer == digest;
        Ok(KeyFile::parse(&keys).filter(|_| is_whole))
    };
    match read() {
        Ok(keys) => keys.ok_or(ALTERED),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(ALTERED),
        Err(error) => Err(StoreError::io(path, "read")(error)),
    }
}

fn read_length(input: &mut impl Read) -> io::Result<u64> {
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    Ok(u64::from_be_bytes(length))
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

/// Counts and hashes what passes through.
struct Hashed<T> {
    inner: T,
    hash: Sha256,
    bytes: u64,
}

impl<T> Hashed<T> {
    fn new(inner: T) -> Self {
        Self {
            inner,
            hash: Sha256::new(),
            bytes: 0,
        }
    }

    fn digest(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }
}

impl<T: Write> Write for Hashed<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<T: Read> Read for Hashed<T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.hash.update(bytes.get(..read).unwrap_or_default());
        self.bytes += read as u64;
        Ok(read)
    }
}
