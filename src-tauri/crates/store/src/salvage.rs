//! What can still be read of a damaged file's journal, merged into one restored from a backup.
//!
//! The damaged file is only ever read, from a working copy: it stays as it was set aside. Every
//! page carries its own seal, so what can be read is what was written; an entry that cannot be
//! read whole is passed over, and what built on it is held until it comes back from elsewhere.

use crate::Store;
use crate::error::StoreError;
use crate::file::{connect, wal_path};
use crate::journal;
use crate::keyfile::{Access, FileKey, KeyFile};
use crate::merge::{Intent, Merge, ReceiveError};
use crate::whole_file::beside;
use ledger::{Entry, Privacy};
use rusqlite::Connection;
use std::convert::Infallible;
use std::fs;
use std::path::Path;

impl Store {
    /// Merges what the damaged file's journal still gives. Nothing readable is no error. It may
    /// have got another key since this file's backup; `access` opens its key file then.
    pub fn salvage(&mut self, damaged: &Path, access: &Access) -> Result<Merge, StoreError> {
        let own = KeyFile::beside(damaged).and_then(|keys| keys.open(access));
        let mut keys = own.map_or_else(|_| Vec::new(), |opened| opened.keys);
        keys.push(self.key.clone());
        let copy = beside(&beside(&self.path));
        let (log, copied_log) = (wal_path(damaged), wal_path(&copy));
        fs::copy(damaged, &copy).map_err(StoreError::io(&copy, "copy"))?;
        if log.exists() {
            fs::copy(&log, &copied_log).map_err(StoreError::io(&copy, "copy"))?;
        }
        let merged = self.salvage_pages(&copy, &keys);
        for path in [&copy, &copied_log] {
            // A working copy of our own making; the next one is written over it.
            let _ = fs::remove_file(path);
        }
        merged
    }

    fn salvage_pages(&mut self, copy: &Path, keys: &[FileKey]) -> Result<Merge, StoreError> {
        let Some(pages) = keys.iter().find_map(|key| connect(copy, key).ok()) else {
            return Ok(Merge::default());
        };
        let last = journal::next_id(&pages).unwrap_or(1);
        let mut readable = (1..last).filter_map(|id| whole_entry(&pages, id).map(Ok));
        self.receive::<Infallible>(&mut readable, Intent::Commit)
            .map_err(|error| match error {
                ReceiveError::Store(error) => error,
                ReceiveError::Source(never) => match never {},
                // Only an intent with a limit is refused by it.
                ReceiveError::TooManyRemoved(_) => StoreError::Damaged { what: "merge" },
            })
    }
}

/// An entry that can be read and is what its digest says.
fn whole_entry(pages: &Connection, id: i64) -> Option<Entry> {
    let entry = journal::load(pages, id, Privacy::Secret).ok()?;
    let digest = journal::digest_of(pages, id).ok()?;
    (entry.digest() == digest).then_some(entry)
}
