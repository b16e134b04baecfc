//! The classes of an entry on disk, leaf by leaf: here, erased, withheld, or owed again.

use super::array;
use crate::error::StoreError;
use ledger::{Digest, Leaf, Part, Privacy};
use rusqlite::{Connection, OptionalExtension as _};

/// Leaves that a class of one entry has room for, as `schema.sql` counts.
const PLACES: i64 = 16_777_216;

/// Stores one class of an entry.
pub(super) fn append_part(
    connection: &Connection,
    id: i64,
    class: usize,
    part: &Part,
) -> Result<(), StoreError> {
    let leaves = match part {
        // Nothing to withhold: the class is empty, and known to be.
        Part::Withheld(digest) if is_empty_class(class, digest) => return Ok(()),
        Part::Withheld(digest) => {
            connection
                .prepare_cached("INSERT INTO withheld (entry, class, digest) VALUES (?1, ?2, ?3)")?
                .execute((id, column(class), digest.0))?;
            return Ok(());
        }
        Part::Leaves(leaves) => leaves,
    };
    let mut insert = connection.prepare_cached(
        "INSERT INTO leaf (id, entry, class, place, bytes, erased)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let (first, _) = leaves_of(id, column(class));
    for (place, leaf) in leaves.iter().enumerate() {
        let (bytes, erased) = match leaf {
            Leaf::Bytes(bytes) => (Some(bytes), None),
            Leaf::Erased(digest) => (None, Some(digest.0)),
        };
        let (class, place) = (column(class), column(place));
        insert.execute((first + place, id, class, place, bytes, erased))?;
    }
    Ok(())
}

/// The least and the greatest number that a leaf of this class of an entry can have.
pub(crate) fn leaves_of(entry: i64, class: i64) -> (i64, i64) {
    // A number that somebody altered on disk may be any; it then finds nothing.
    let first = entry.saturating_mul(4).saturating_add(class);
    let first = first.saturating_mul(PLACES);
    (first, first.saturating_add(PLACES - 1))
}

/// Whether a digest stands for a class without leaves.
pub(crate) fn is_empty_class(class: usize, digest: &Digest) -> bool {
    Privacy::ALL
        .get(class)
        .is_some_and(|class| Part::Leaves(Vec::new()).digest(*class) == *digest)
}

/// One class of an entry from disk.
pub(crate) fn load_part(
    connection: &Connection,
    id: i64,
    class: Privacy,
) -> Result<Part, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT bytes, erased FROM leaf WHERE id BETWEEN ?1 AND ?2 ORDER BY id")?;
    let leaves = statement.query_map(leaves_of(id, class as i64), |row| {
        let bytes: Option<Vec<u8>> = row.get(0)?;
        bytes.map_or_else(
            || array(row, 1).map(|digest| Leaf::Erased(Digest(digest))),
            |bytes| Ok(Leaf::Bytes(bytes)),
        )
    })?;
    let leaves = leaves.collect::<Result<Vec<_>, _>>()?;
    // Where leaves are here, the class is at most owed some of them.
    if !leaves.is_empty() {
        return Ok(Part::Leaves(leaves));
    }
    let mut statement =
        connection.prepare_cached("SELECT digest FROM withheld WHERE entry = ?1 AND class = ?2")?;
    let withheld = statement
        .query_row((id, class as i64), |row| array(row, 0))
        .optional()?;
    Ok(withheld.map_or(Part::Leaves(leaves), |digest| {
        Part::Withheld(Digest(digest))
    }))
}

/// Puts in what of a class had been withheld, or is owed again. False if nothing of it was missing.
pub(crate) fn fill(
    connection: &Connection,
    id: i64,
    class: usize,
    part: &Part,
) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM withheld WHERE entry = ?1 AND class = ?2")?;
    if !statement.exists((id, column(class)))? {
        return Ok(false);
    }
    let (first, last) = leaves_of(id, column(class));
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM leaf WHERE id BETWEEN ?1 AND ?2")?;
    if statement.exists((first, last))? {
        return bring_back(connection, first, part);
    }
    connection
        .prepare_cached("DELETE FROM withheld WHERE entry = ?1 AND class = ?2")?
        .execute((id, column(class)))?;
    append_part(connection, id, class, part)?;
    Ok(true)
}

/// Puts the erased leaves of a class in again that are owed.
fn bring_back(connection: &Connection, first: i64, part: &Part) -> Result<bool, StoreError> {
    let Part::Leaves(leaves) = part else {
        return Ok(false);
    };
    let mut statement = connection.prepare_cached(
        "UPDATE leaf SET bytes = ?2, erased = NULL WHERE id = ?1 AND bytes IS NULL",
    )?;
    let mut brought = 0;
    for (place, leaf) in leaves.iter().enumerate() {
        if let Leaf::Bytes(bytes) = leaf {
            brought += statement.execute((first + column(place), bytes))?;
        }
    }
    Ok(brought > 0)
}

fn column(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}
