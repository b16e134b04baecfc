//! Photos: salt and bytes beside the journal, found by the digest by which a row of the ledger
//! 照片 names them (journal.md §5). They are never changed and travel with full packages only.
//!
//! Bytes that no row names are of no use and are not taken in; bytes whose row was removed or is in
//! quarantine stay, because the row can come back.

use crate::Store;
use crate::error::StoreError;
use crate::journal::array;
use crate::quarantine;
use ledger::kinds::photo;
use ledger::{Digest, Have, ReplicaId};
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::BTreeSet;

/// A photo that is here and that somebody lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// What names it.
    pub digest: Digest,
    /// The record it was taken for.
    pub about_id: String,
}

impl Store {
    /// Salt and bytes of the photo of this digest, if they are here.
    pub fn photo(&self, digest: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT bytes FROM photo_bytes WHERE digest = unhex(?1)")?;
        Ok(statement.query_row([digest], |row| row.get(0)).optional()?)
    }

    /// Whether the bytes of the photo of this digest are here.
    pub fn has_photo(&self, digest: &str) -> Result<bool, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM photo_bytes WHERE digest = unhex(?1)")?;
        Ok(statement.exists([digest])?)
    }

    /// The photos of an area's rows that somebody with `have` lacks, the newest first.
    pub fn photos_lacking(&self, area: &str, have: &Have) -> Result<Vec<Photo>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT photo_bytes.digest, about_id
             FROM photo JOIN photo_bytes ON photo_bytes.digest = unhex(photo.digest)
             WHERE area = ?1 AND _gone = 0 ORDER BY id DESC",
        )?;
        let photos = statement.query_map([area], |row| {
            Ok(Photo {
                digest: Digest(array(row, 0)?),
                about_id: row.get::<_, Option<_>>(1)?.unwrap_or_default(),
            })
        })?;
        let mut lacking = photos.collect::<Result<Vec<_>, _>>()?;
        lacking.retain(|photo| !have.photos.contains(&photo.digest));
        Ok(lacking)
    }
}

/// Digests of the photos that are here and that a row of the area names.
pub(crate) fn held(connection: &Connection, area: &str) -> Result<BTreeSet<Digest>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT photo_bytes.digest
         FROM photo JOIN photo_bytes ON photo_bytes.digest = unhex(photo.digest)
         WHERE area = ?1",
    )?;
    let digests = statement.query_map([area], |row| array(row, 0).map(Digest))?;
    Ok(digests.collect::<Result<_, _>>()?)
}

/// Keeps a photo; tells whether it was new.
pub(crate) fn keep(connection: &Connection, salted: &[u8]) -> Result<bool, StoreError> {
    let kept = connection
        .prepare_cached("INSERT OR IGNORE INTO photo_bytes (digest, bytes) VALUES (?1, ?2)")?
        .execute((photo::digest(salted).0, salted))?;
    Ok(kept > 0)
}

/// Keeps a photo if some row names it, or an entry in quarantine; tells whether it was new.
pub(crate) fn keep_named(connection: &Connection, salted: &[u8]) -> Result<bool, StoreError> {
    let digest = photo::digest(salted);
    let is_named = connection
        .prepare_cached("SELECT 1 FROM photo WHERE digest = ?1")?
        .exists([digest.to_string()])?;
    if is_named || quarantine::pictures(connection)?.contains(&digest) {
        keep(connection, salted)
    } else {
        Ok(false)
    }
}

/// Computes every digest again, and looks whether each photo is named by a row and each row of
/// this replica has its photo.
pub(crate) fn compare(
    connection: &Connection,
    replica: ReplicaId,
    differences: &mut Vec<String>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare("SELECT digest, bytes FROM photo_bytes")?;
    let mut photos = statement.query([])?;
    while let Some(row) = photos.next()? {
        let (digest, bytes) = (Digest(array(row, 0)?), row.get::<_, Vec<u8>>(1)?);
        if photo::digest(&bytes) != digest {
            differences.push(format!("photo {digest}: altered"));
        }
    }
    let mut unnamed = connection.prepare(
        "SELECT digest FROM photo_bytes WHERE digest NOT IN (
           SELECT unhex(digest) FROM photo WHERE digest IS NOT NULL)",
    )?;
    let digests = unnamed.query_map([], |row| array(row, 0).map(Digest))?;
    let waiting = quarantine::pictures(connection)?;
    for digest in digests {
        let digest = digest?;
        if !waiting.contains(&digest) {
            differences.push(format!("photo {digest}: named by no row"));
        }
    }
    let mut absent = connection.prepare(
        "SELECT photo.digest FROM photo
         JOIN entry ON entry.id = photo._entry JOIN strand ON strand.id = entry.strand
         WHERE strand.replica = ?1 AND photo.digest IS NOT NULL
           AND unhex(photo.digest) NOT IN (SELECT digest FROM photo_bytes)",
    )?;
    let digests = absent.query_map([replica.0], |row| row.get::<_, String>(0))?;
    for digest in digests {
        differences.push(format!("photo {}: absent", digest?));
    }
    Ok(())
}
