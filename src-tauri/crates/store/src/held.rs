//! Entries that came before their causes: kept whole, not folded, until what they wait for is
//! here. A batch waits for all its entries.

use crate::error::StoreError;
use crate::journal::{array, seq_of};
use ledger::cbor::Item;
use ledger::entry::Seen;
use ledger::{Digest, Entry, Leaf, Part, ReplicaId, RowId};
use rusqlite::{Connection, OptionalExtension as _};

/// What a held entry is known by without unpacking it.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    pub(crate) digest: Digest,
    pub(crate) prev: Option<Digest>,
    pub(crate) act_id: RowId,
    pub(crate) part: u32,
    pub(crate) parts: u32,
    pub(crate) lacks_something: bool,
}

/// A range of a stream that is known to exist and is not here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Whose stream.
    pub replica: ReplicaId,
    /// Of which area.
    pub area: String,
    /// First number missing.
    pub from_seq: u64,
    /// Last number missing.
    pub to_seq: u64,
}

const COLUMNS: &str = "digest, prev, act_id, part, parts, missing IS NOT NULL";

fn waiting(row: &rusqlite::Row<'_>) -> rusqlite::Result<Waiting> {
    let prev: Option<[u8; 32]> = row.get(1)?;
    Ok(Waiting {
        digest: Digest(array(row, 0)?),
        prev: prev.map(Digest),
        act_id: RowId(array(row, 2)?),
        part: row.get(3)?,
        parts: row.get(4)?,
        lacks_something: row.get(5)?,
    })
}

/// Holds an entry. `missing` is what it waits for; none if only for the rest of its batch.
pub(crate) fn hold(
    connection: &Connection,
    (entry, digest): (&Entry, Digest),
    missing: Option<Seen>,
) -> Result<(), StoreError> {
    let head = &entry.head;
    connection
        .prepare_cached(
            "INSERT INTO held (digest, replica, area, seq, prev, act_id, part, parts, missing,
               missing_replica, missing_seq, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(rusqlite::params![
            digest.0,
            head.replica.0,
            head.area,
            head.seq.cast_signed(),
            head.prev.map(|prev| prev.0),
            head.act_id.0,
            head.part,
            head.parts,
            missing.map(|missing| missing.digest.0),
            missing.map(|missing| missing.replica.0),
            missing.map(|missing| missing.seq.cast_signed()),
            pack(entry),
        ])?;
    Ok(())
}

/// Notes what a held entry waits for now.
pub(crate) fn wait_for(
    connection: &Connection,
    digest: &Digest,
    missing: Option<Seen>,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE held SET missing = ?2, missing_replica = ?3, missing_seq = ?4
             WHERE digest = ?1",
        )?
        .execute((
            digest.0,
            missing.map(|missing| missing.digest.0),
            missing.map(|missing| missing.replica.0),
            missing.map(|missing| missing.seq.cast_signed()),
        ))?;
    Ok(())
}

/// The held entry of this digest, without its content.
pub(crate) fn find(
    connection: &Connection,
    digest: &Digest,
) -> Result<Option<Waiting>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM held WHERE digest = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([digest.0], waiting).optional()?)
}

/// The held entry itself.
pub(crate) fn load(connection: &Connection, digest: &Digest) -> Result<Entry, StoreError> {
    let mut statement = connection.prepare_cached("SELECT bytes FROM held WHERE digest = ?1")?;
    let bytes: Vec<u8> = statement.query_row([digest.0], |row| row.get(0))?;
    unpack(&bytes)
}

/// Takes the entry out: it is folded, or comes back with more parts.
pub(crate) fn release(connection: &Connection, digest: &Digest) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM held WHERE digest = ?1")?
        .execute([digest.0])?;
    Ok(())
}

/// Held entries that wait for this one.
pub(crate) fn waiting_for(
    connection: &Connection,
    digest: &Digest,
) -> Result<Vec<Digest>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT digest FROM held WHERE missing = ?1 ORDER BY digest")?;
    let found = statement.query_map([digest.0], |row| array(row, 0).map(Digest))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The last entries of the batches of this act that are held.
pub(crate) fn batch_ends(
    connection: &Connection,
    act_id: RowId,
    parts: u32,
) -> Result<Vec<Waiting>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM held WHERE act_id = ?1 AND part = ?2 AND parts = ?3
         ORDER BY digest"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let ends = statement.query_map((act_id.0, i64::from(parts) - 1, parts), waiting)?;
    Ok(ends.collect::<Result<_, _>>()?)
}

/// How many entries are held.
pub(crate) fn count(connection: &Connection) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached("SELECT COUNT(*) FROM held")?;
    Ok(statement.query_row([], |row| row.get(0).map(seq_of))?)
}

/// Ranges that held entries wait for and that are neither folded nor held.
pub(crate) fn gaps(connection: &Connection) -> Result<Vec<Gap>, StoreError> {
    // What a held entry names as missing is absent by itself, and so is everything between it
    // and the last number known of its stream.
    let mut statement = connection.prepare_cached(
        "WITH wanted (replica, area, seq) AS (
           SELECT missing_replica, area, missing_seq FROM held WHERE missing IS NOT NULL
           UNION SELECT replica, area, seq + parts - 1 - part FROM held
           WHERE parts > 1 AND missing IS NULL AND part = (SELECT MAX(part) FROM held AS other
             WHERE other.act_id = held.act_id AND other.replica = held.replica)
             AND part < parts - 1)
         SELECT wanted.replica, wanted.area, MAX(wanted.seq), COALESCE((
           SELECT MAX(entry.seq) FROM strand JOIN entry ON entry.strand = strand.id
           WHERE strand.replica = wanted.replica AND strand.area = wanted.area), 0)
         FROM wanted
         WHERE NOT EXISTS (SELECT 1 FROM held WHERE held.replica = wanted.replica
           AND held.area = wanted.area AND held.seq = wanted.seq)
         GROUP BY wanted.replica, wanted.area ORDER BY 1, 2",
    )?;
    let gaps = statement.query_map([], |row| {
        let to_seq = seq_of(row.get(2)?);
        Ok(Gap {
            replica: ReplicaId(array(row, 0)?),
            area: row.get(1)?,
            from_seq: to_seq.min(seq_of(row.get(3)?) + 1),
            to_seq,
        })
    })?;
    Ok(gaps.collect::<Result<_, _>>()?)
}

const DAMAGED: StoreError = StoreError::Damaged { what: "held entry" };

fn pack(entry: &Entry) -> Vec<u8> {
    let digest = |digest: &Digest| Item::Bytes(digest.0.to_vec());
    let leaf = |leaf: &Leaf| match leaf {
        Leaf::Bytes(bytes) => Item::Bytes(bytes.clone()),
        Leaf::Erased(erased) => Item::List(vec![digest(erased)]),
    };
    let parts = entry.parts.iter().map(|part| match part {
        Part::Withheld(withheld) => digest(withheld),
        Part::Leaves(leaves) => Item::List(leaves.iter().map(leaf).collect()),
    });
    let head = Item::Bytes(entry.head_bytes.clone());
    Item::List(std::iter::once(head).chain(parts).collect()).to_bytes()
}

fn unpack(bytes: &[u8]) -> Result<Entry, StoreError> {
    let item = Item::from_bytes(bytes).map_err(|_| DAMAGED)?;
    let Some([Item::Bytes(head), open, duty, personal, secret]) = item.list() else {
        return Err(DAMAGED);
    };
    let mut parts = Vec::with_capacity(4);
    for part in [open, duty, personal, secret] {
        parts.push(unpack_part(part).ok_or(DAMAGED)?);
    }
    let parts = parts.try_into().map_err(|_| DAMAGED)?;
    Ok(Entry::read(head.clone(), parts)?)
}

fn unpack_part(item: &Item) -> Option<Part> {
    let Item::List(leaves) = item else {
        return item.array().map(|digest| Part::Withheld(Digest(digest)));
    };
    let leaves = leaves.iter().map(|leaf| match leaf {
        Item::Bytes(bytes) => Some(Leaf::Bytes(bytes.clone())),
        Item::List(erased) => erased.first()?.array().map(|it| Leaf::Erased(Digest(it))),
        _ => None,
    });
    leaves.collect::<Option<_>>().map(Part::Leaves)
}
