//! Entries on disk: appending, loading, and where each stands in its strand.
//!
//! Invariant: an entry's local id is greater than the ids of all entries in its history, so
//! ascending ids are a causal order.

use crate::destroy::Place;
use crate::error::StoreError;
use crate::sealed;
use ledger::cbor::Item;
use ledger::entry::{Seen, Touch};
use ledger::{Change, Digest, Entry, Knowledge, Part, Privacy, ReplicaId};
use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow};
use std::collections::BTreeMap;

mod parts;

pub(crate) use parts::{fill, is_empty_class, leaves_of, load_part};

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
        parts::append_part(connection, id, class, part)?;
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
