//! Entries on disk: appending, loading, and where each stands in its strand.
//!
//! Invariant: an entry's local id is greater than the ids of all entries in its history, so
//! ascending ids are a causal order.

use crate::destroy::Place;
use crate::error::StoreError;
use crate::sealed;
use ledger::cbor::Item;
use ledger::entry::{Seen, Touch};
use ledger::{Change, Digest, Entry, Knowledge, Leaf, Part, Privacy, ReplicaId};
use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow};
use std::collections::BTreeMap;

/// Leaves that a class of one entry has room for, as `schema.sql` counts.
const PLACES: i64 = 16_777_216;

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) strand: i64,
    pub(crate) seq: u64,
    pub(crate) knowledge: i64,
}

/// The last entry of a strand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tip {
    pub(crate) strand: i64,
    pub(crate) replica: ReplicaId,
    pub(crate) seq: u64,
    pub(crate) digest: Digest,
    pub(crate) knowledge: i64,
}

impl Tip {
    pub(crate) fn seen(&self) -> Seen {
        Seen {
            replica: self.replica,
            seq: self.seq,
            digest: self.digest,
        }
    }
}

/// Reads a column of bytes of known length.
pub(crate) fn array<const N: usize>(row: &SqlRow<'_>, column: usize) -> rusqlite::Result<[u8; N]> {
    row.get(column)
}

/// The number of an unsigned sequence in a column.
pub(crate) fn seq_of(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// The last entry of every strand of an area, in the order the strands came up.
pub(crate) fn tips(connection: &Connection, area: &str) -> Result<Vec<Tip>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT strand.id, strand.replica, entry.seq, entry.digest, entry.knowledge
         FROM strand JOIN entry ON entry.strand = strand.id
           AND entry.seq = (SELECT MAX(seq) FROM entry WHERE strand = strand.id)
         WHERE strand.area = ?1 ORDER BY strand.id",
    )?;
    let tips = statement.query_map([area], |row| {
        Ok(Tip {
            strand: row.get(0)?,
            replica: ReplicaId(array(row, 1)?),
            seq: seq_of(row.get(2)?),
            digest: Digest(array(row, 3)?),
            knowledge: row.get(4)?,
        })
    })?;
    Ok(tips.collect::<Result<_, _>>()?)
}

/// Local id of the entry of this digest, if it was folded here.
pub(crate) fn id_of(connection: &Connection, digest: &Digest) -> Result<Option<i64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id FROM entry WHERE digest = ?1")?;
    Ok(statement
        .query_row([digest.0], |row| row.get(0))
        .optional()?)
}

/// Digest of an entry by local id.
pub(crate) fn digest_of(connection: &Connection, id: i64) -> Result<Digest, StoreError> {
    let mut statement = connection.prepare_cached("SELECT digest FROM entry WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| array(row, 0).map(Digest))?)
}

/// Where the entry stands.
pub(crate) fn position(connection: &Connection, id: i64) -> Result<Position, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT strand, seq, knowledge FROM entry WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| {
        Ok(Position {
            strand: row.get(0)?,
            seq: seq_of(row.get(1)?),
            knowledge: row.get(2)?,
        })
    })?)
}

/// Local id the next entry gets.
pub(crate) fn next_id(connection: &Connection) -> Result<i64, StoreError> {
    let mut statement = connection.prepare_cached("SELECT COALESCE(MAX(id), 0) + 1 FROM entry")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// A new strand: a stream's first entry or the first of a branch.
pub(crate) fn add_strand(
    connection: &Connection,
    replica: ReplicaId,
    area: &str,
    parent: Option<Position>,
) -> Result<i64, StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO strand (replica, area, parent, parent_seq) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((
            replica.0,
            area,
            parent.map(|parent| parent.strand),
            parent.map(|parent| parent.seq.cast_signed()),
        ))?;
    Ok(connection.last_insert_rowid())
}

/// Appends an entry with its leaves and the rows it touches.
pub(crate) fn append(
    connection: &Connection,
    id: i64,
    (entry, digest): (&Entry, Digest),
    position: Position,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO entry (id, digest, strand, seq, knowledge, head)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            id,
            digest.0,
            position.strand,
            position.seq.cast_signed(),
            position.knowledge,
            &entry.head_bytes,
        ))?;
    for (class, part) in entry.parts.iter().enumerate() {
        append_part(connection, id, class, part)?;
    }
    note_touches(connection, id, entry)
}

/// Notes which rows an entry touches and destroys, as far as its leaves tell.
pub(crate) fn note_touches(
    connection: &Connection,
    id: i64,
    entry: &Entry,
) -> Result<(), StoreError> {
    let mut touch = connection.prepare_cached(
        "INSERT INTO touch (\"row\", ledger, entry) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    )?;
    let mut destroyed = connection.prepare_cached(
        "INSERT INTO destroyed (\"row\", ledger, entry, classes) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING",
    )?;
    sealed::note(connection, id, entry)?;
    let touches = entry.touches()?.into_iter();
    for touched in touches.filter(|touched| *touched != Touch::SEALED) {
        touch.execute((touched.row.0, touched.ledger, id))?;
        if touched.op == Touch::DESTROY {
            destroyed.execute((touched.row.0, touched.ledger, id, touched.classes))?;
        }
    }
    Ok(())
}

/// The entries that touched a row of an area's books.
pub(crate) fn touching(connection: &Connection, place: &Place) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT touch.entry FROM touch
         JOIN entry ON entry.id = touch.entry JOIN strand ON strand.id = entry.strand
         WHERE touch.\"row\" = ?1 AND touch.ledger = ?2 AND strand.area = ?3
         ORDER BY touch.entry",
    )?;
    let key = (place.row.0, place.ledger, &place.area);
    let entries = statement.query_map(key, |row| row.get(0))?;
    Ok(entries.collect::<Result<_, _>>()?)
}

/// Stores one class of an entry.
pub(crate) fn append_part(
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

/// An entry from disk. Classes beyond `up_to` are withheld: only their digest is given.
pub(crate) fn load(connection: &Connection, id: i64, up_to: Privacy) -> Result<Entry, StoreError> {
    let mut statement = connection.prepare_cached("SELECT head FROM entry WHERE id = ?1")?;
    let head: Vec<u8> = statement.query_row([id], |row| row.get(0))?;
    let mut parts = Privacy::ALL.map(|_| Part::Leaves(Vec::new()));
    for (class, part) in Privacy::ALL.into_iter().zip(&mut parts) {
        *part = load_part(connection, id, class)?;
        if class > up_to {
            *part = Part::Withheld(part.digest(class));
        }
    }
    Ok(Entry::read(head, parts)?)
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

/// What is kept under a knowledge number.
pub(crate) fn knowledge(connection: &Connection, id: i64) -> Result<Knowledge, StoreError> {
    let mut statement = connection.prepare_cached("SELECT strands FROM knowledge WHERE id = ?1")?;
    let bytes: Vec<u8> = statement.query_row([id], |row| row.get(0))?;
    read_knowledge(&bytes).ok_or(StoreError::Damaged { what: "knowledge" })
}

fn read_knowledge(bytes: &[u8]) -> Option<Knowledge> {
    let item = Item::from_bytes(bytes).ok()?;
    let strands = item.map()?.iter().map(|(strand, seq)| {
        Some((
            i64::try_from(*strand).ok()?,
            u64::try_from(seq.int()?).ok()?,
        ))
    });
    strands.collect::<Option<_>>().map(Knowledge)
}

/// Keeps a knowledge; `known` is what the previous entry had, whose number is used again if
/// nothing was learnt.
pub(crate) fn keep_knowledge(
    connection: &Connection,
    known: Option<(i64, &Knowledge)>,
    knowledge: &Knowledge,
) -> Result<i64, StoreError> {
    if let Some((id, _)) = known.filter(|(_, before)| *before == knowledge) {
        return Ok(id);
    }
    let strands: BTreeMap<u64, Item> = knowledge
        .0
        .iter()
        .map(|(strand, seq)| (strand.cast_unsigned(), Item::Int(seq.cast_signed())))
        .collect();
    connection
        .prepare_cached("INSERT INTO knowledge (strands) VALUES (?1)")?
        .execute([Item::Map(strands).to_bytes()])?;
    Ok(connection.last_insert_rowid())
}

/// Whose strand it is: replica and area.
pub(crate) fn owner(
    connection: &Connection,
    strand: i64,
) -> Result<(ReplicaId, String), StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT replica, area FROM strand WHERE id = ?1")?;
    Ok(statement.query_row([strand], |row| Ok((ReplicaId(array(row, 0)?), row.get(1)?)))?)
}

/// Whether the strand has an entry of this number.
pub(crate) fn is_taken(connection: &Connection, strand: i64, seq: u64) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM entry WHERE strand = ?1 AND seq = ?2")?;
    Ok(statement.exists((strand, seq.cast_signed()))?)
}

/// Whether the stream has a first entry.
pub(crate) fn has_root(
    connection: &Connection,
    replica: ReplicaId,
    area: &str,
) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM strand WHERE area = ?1 AND replica = ?2")?;
    Ok(statement.exists((area, replica.0))?)
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

/// The changes this version folds: operations it does not know stay in the bytes and out of
/// the result.
pub(crate) fn foldable(entry: &Entry) -> Result<Vec<Change>, StoreError> {
    let changes = entry.changes()?.into_iter().zip(entry.touches()?);
    Ok(changes
        .filter(|(_, touch)| touch.op <= LAST_OP)
        .map(|(change, _)| change)
        .collect())
}

/// Greatest number of an operation this version knows: put, remove, restore, destroy.
const LAST_OP: u8 = Touch::DESTROY;

fn column(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}
