//! Old backups hold no villager's data: from one that is older than ninety days the classes
//! `personal` and `secret` are taken out (journal.md §4), with photos, drafts and typed reasons.
//!
//! What is taken out is *withheld*, not destroyed: the chain still verifies, and a file restored
//! from such a backup asks its township for the rest like any replica with a part of the books.

use super::progress::UNWATCHED;
use super::{Backup, Mending};
use crate::error::StoreError;
use crate::journal;
use crate::refold;
use crate::sealed;
use ledger::Privacy;
use rusqlite::Connection;
use std::path::Path;

/// The classes that do not stay.
const TAKEN: [Privacy; 2] = [Privacy::Personal, Privacy::Secret];

impl Mending {
    /// Writes an old backup of the file anew without the classes beyond `duty`.
    pub fn reduce(&self, path: &Path) -> Result<Backup, StoreError> {
        self.rewrite((path, None), UNWATCHED, &|inside, facts| {
            reduce(&mut inside.connection)?;
            facts.reduced = true;
            Ok(())
        })
    }
}

fn reduce(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction()?;
    // The fences of a live file; making the ledgers again puts them back.
    transaction.execute_batch(
        "DROP TRIGGER leaf_is_never_deleted;
         DROP TRIGGER access_log_is_never_changed;
         UPDATE access_log SET reason = '';
         DELETE FROM held;
         DELETE FROM draft;
         DELETE FROM photo_bytes;",
    )?;
    for class in TAKEN {
        withhold(&transaction, class)?;
    }
    transaction.commit()?;
    refold::run(connection)?;
    Ok(connection.execute_batch("VACUUM")?)
}

/// Leaves only the digest of a class, in every entry that has it.
fn withhold(connection: &Connection, class: Privacy) -> Result<(), StoreError> {
    let number = class as i64;
    let mut statement = connection.prepare("SELECT DISTINCT entry FROM leaf WHERE class = ?1")?;
    let ids = statement.query_map([number], |row| row.get::<_, i64>(0))?;
    for id in ids.collect::<Result<Vec<_>, _>>()? {
        let digest = journal::load_part(connection, id, class)?.digest(class);
        connection
            .prepare_cached("DELETE FROM leaf WHERE id BETWEEN ?1 AND ?2")?
            .execute(journal::leaves_of(id, number))?;
        connection
            .prepare_cached(
                "INSERT INTO withheld (entry, class, digest) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO NOTHING",
            )?
            .execute((id, number, digest.0))?;
        let entry = journal::load(connection, id, Privacy::Secret)?;
        sealed::note(connection, id, &entry)?;
    }
    Ok(())
}
