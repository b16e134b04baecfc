//! Whether a file is still the very one this machine wrote, or a copy of it (journal.md §6).
//!
//! Two things must agree before a file may go on as the replica it says it is:
//!
//! - its **tag**, a digest over this machine's secret, the replica, the file, the board and the
//!   file's birth on its volume: another machine, a copy, a restored backup have another one;
//! - the **witness** in the person's own folder, never in a backup: the last entry this machine
//!   wrote as this replica, in every area. A file that does not hold it is older than what this
//!   machine did with it: somebody put an earlier copy in its place.
//!
//! Where they do not agree the file becomes a new replica before its first write. A false alarm
//! costs a letter, a missed one a fork, which the next merge names.
//!
//! **Power cuts.** The witness is written after the act is durable, beside and renamed, without a
//! sync of its own: an act keeps its one sync. It can therefore be older than the file, which is
//! well (what it names is in the file's past), or be torn, which counts as missing. It is never
//! newer than the file, because nothing unwritten is ever named in it.

use crate::Store;
use crate::error::StoreError;
use crate::journal::{self, Tip};
use crate::keyfile::random;
use crate::local::{read_setting, write_setting};
use ledger::{Digest, ReplicaId};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The file's tag; empty in a file that was just restored and has no identity yet.
pub(crate) const PLACE: &str = "store.place";
const SECRET: &str = "machine";
/// The last line of a witness: without it the writing was cut short.
const END: &str = "end";

/// The person's own folder on this machine, where secret and witnesses lie.
#[derive(Clone, Debug)]
pub struct Home {
    folder: PathBuf,
}

/// What this machine thinks of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It was never settled anywhere: a new file.
    Fresh,
    /// The very file this machine wrote last.
    Known,
    /// A copy, a restored backup, an earlier state, or a file of another machine.
    Copied,
}

impl Home {
    /// The folder at this path; it is made when something is first kept in it.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    fn witness_path(&self, replica: ReplicaId) -> PathBuf {
        self.folder.join("replicas").join(replica.to_string())
    }

    /// What tells this machine from all others; drawn the first time it is asked for.
    fn secret(&self) -> Result<[u8; 32], StoreError> {
        let path = self.folder.join(SECRET);
        match fs::read(&path) {
            Ok(bytes) => {
                if let Ok(secret) = bytes.as_slice().try_into() {
                    return Ok(secret);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(StoreError::io(&path, "read")(error)),
        }
        let secret: [u8; 32] = random()?;
        fs::create_dir_all(&self.folder).map_err(StoreError::io(&self.folder, "create"))?;
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options
            .open(&path)
            .map_err(StoreError::io(&path, "create"))?;
        file.write_all(&secret)
            .and_then(|()| file.sync_all())
            .map_err(StoreError::io(&path, "write"))?;
        Ok(secret)
    }
}

impl Store {
    /// Whether this file may go on as the replica it says it is. Without a home nothing is known
    /// of it, except that it was just restored.
    pub fn origin(&self, home: Option<&Home>) -> Result<Origin, StoreError> {
        let Some(tag) = read_setting(&self.connection, PLACE)? else {
            return Ok(Origin::Fresh);
        };
        let home = match home {
            _ if tag.is_empty() => return Ok(Origin::Copied),
            None => return Ok(Origin::Known),
            Some(home) => home,
        };
        if tag != self.tag(home)?.0 {
            return Ok(Origin::Copied);
        }
        let witness = fs::read_to_string(home.witness_path(self.replica));
        let witness = witness.ok().and_then(|text| read_witness(&text));
        let Some(heads) = witness else {
            return Ok(Origin::Copied);
        };
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM entry WHERE digest = unhex(?1)")?;
        for (_, digest) in heads.values() {
            if !statement.exists([digest])? {
                return Ok(Origin::Copied);
            }
        }
        Ok(Origin::Known)
    }

    /// From here on this machine knows the file as this replica, and witnesses what it writes.
    pub fn settle(&mut self, home: Option<&Home>) -> Result<(), StoreError> {
        let Some(home) = home else {
            let is_empty = read_setting(&self.connection, PLACE)?.is_some_and(|tag| tag.is_empty());
            return if is_empty {
                self.forget_setting(PLACE)
            } else {
                Ok(())
            };
        };
        let mut heads = BTreeMap::new();
        for area in self.areas()? {
            let own = journal::tips(&self.connection, &area)?;
            let own = own.into_iter().filter(|tip| tip.replica == self.replica);
            let last = own.max_by_key(|tip| tip.seq);
            heads.extend(last.map(|tip: Tip| (area, (tip.seq, tip.digest.to_string()))));
        }
        let witness = Witness {
            path: home.witness_path(self.replica),
            heads,
        };
        witness.write()?;
        let tag = self.tag(home)?.0;
        if read_setting(&self.connection, PLACE)?.as_deref() != Some(tag.as_slice()) {
            write_setting(&self.connection, PLACE, &tag)?;
        }
        self.witness = Some(witness);
        Ok(())
    }

    /// Whether two branches of a replica's stream are here: another copy of its file wrote as the
    /// same replica.
    pub fn has_forked(&self, replica: ReplicaId) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT 1 FROM strand WHERE replica = ?1 GROUP BY area HAVING COUNT(*) > 1",
        )?;
        Ok(statement.exists([replica.0])?)
    }

    /// Makes this copy a replica of its own, before its first write. Its tag is emptied: until
    /// it has keys of its own and is settled, it counts as a copy.
    pub fn become_replica(&mut self, replica: ReplicaId) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        rename_replica(&transaction, replica)?;
        transaction.commit()?;
        self.replica = replica;
        self.witness = None;
        Ok(())
    }

    fn tag(&self, home: &Home) -> Result<Digest, StoreError> {
        let file = read_setting(&self.connection, crate::file::FILE_ID)?.unwrap_or_default();
        let (secret, board, birth) = (home.secret()?, board(), birth(&self.path));
        let parts: [&[u8]; 5] = [&secret, &self.replica.0, &file, board.as_bytes(), &birth];
        Ok(Digest::of("yizhan/place", &parts))
    }
}

/// Writes another replica's name into a file, and takes its tag away.
pub(crate) fn rename_replica(
    connection: &Connection,
    replica: ReplicaId,
) -> Result<(), StoreError> {
    write_setting(connection, crate::file::REPLICA, &replica.0)?;
    write_setting(connection, PLACE, &[])
}

/// The last entries this machine wrote as one replica, by area.
pub(crate) struct Witness {
    path: PathBuf,
    heads: Heads,
}

/// By area, number and digest of the last entry.
type Heads = BTreeMap<String, (u64, String)>;

impl Witness {
    /// Notes what an act wrote.
    pub(crate) fn note(&mut self, area: &str, (seq, digest): (u64, Digest)) {
        self.heads
            .insert(area.to_owned(), (seq, digest.to_string()));
        // The act is done and durable, whatever becomes of its witness: an older one is in the
        // file's past, and none at all makes a new replica.
        let _ = self.write();
    }

    fn write(&self) -> Result<(), StoreError> {
        let mut text = String::new();
        for (area, (seq, digest)) in &self.heads {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{area} {seq} {digest}");
        }
        text.push_str(END);
        let part = crate::whole_file::beside(&self.path);
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let write = || fs::write(&part, &text).and_then(|()| fs::rename(&part, &self.path));
        match write() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(folder).map_err(StoreError::io(folder, "create"))?;
                write().map_err(StoreError::io(&self.path, "write"))
            }
            other => other.map_err(StoreError::io(&self.path, "write")),
        }
    }
}

fn read_witness(text: &str) -> Option<Heads> {
    let mut heads = BTreeMap::new();
    let mut lines = text.lines();
    loop {
        let line = lines.next()?;
        if line == END {
            return Some(heads);
        }
        let mut words = line.split(' ');
        let (area, seq, digest) = (words.next()?, words.next()?, words.next()?);
        heads.insert(area.to_owned(), (seq.parse().ok()?, digest.to_owned()));
    }
}

/// What tells a machine's board and installed system from another's, as far as anybody may read
/// it. Where nothing can be read, the machine's secret alone decides.
fn board() -> String {
    if cfg!(windows) {
        let named = ["COMPUTERNAME", "PROCESSOR_IDENTIFIER"];
        return named
            .map(|name| std::env::var(name).unwrap_or_default())
            .concat();
    }
    let files = [
        "/etc/machine-id",
        "/sys/class/dmi/id/board_vendor",
        "/sys/class/dmi/id/board_name",
    ];
    files
        .map(|path| fs::read_to_string(path).unwrap_or_default())
        .concat()
}

/// When the file came to be on its volume: a copy is younger than what it was copied from, a
/// file moved on its volume is not. Empty where the volume does not keep it.
fn birth(path: &Path) -> Vec<u8> {
    let born = fs::metadata(path).and_then(|facts| facts.created()).ok();
    let born = born.and_then(|born| born.duration_since(UNIX_EPOCH).ok());
    born.map_or_else(Vec::new, |born| born.as_nanos().to_be_bytes().to_vec())
}
