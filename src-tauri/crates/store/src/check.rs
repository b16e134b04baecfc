//! Proofs: that the journal's chains and the photos are whole, that the ledgers are its fold, and
//! a digest by which two replicas can tell that they agree.

use crate::Store;
use crate::audit;
use crate::error::StoreError;
use crate::fold::Folder;
use crate::history::rivals;
use crate::journal::{self, Position};
use crate::photos;
use crate::quarantine;
use crate::refold;
use crate::rows::{Image, TABLES, Table, read_id, read_image, selection};
use crate::search;
use ledger::cbor::Item;
use ledger::{ALL, Digest, Privacy, RowId, Value};
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::HashMap;

/// How much is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckDepth {
    /// Pages, chains and photos.
    Quick,
    /// Also folds everything again beside the ledgers and compares.
    Rebuild,
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Whether nothing is wrong.
    pub ok: bool,
    /// Entries in the journal.
    pub entries: u64,
    /// What is wrong, by entry number, row identity or digest; never a value.
    pub differences: Vec<String>,
}

impl Store {
    /// Checks the file. Changes nothing.
    pub fn check(&mut self, depth: CheckDepth) -> Result<CheckReport, StoreError> {
        let mut differences = damaged_pages(&self.connection)?;
        let entries = broken_chains(&self.connection, &mut differences)?;
        audit::compare(&self.connection, &mut differences)?;
        photos::compare(&self.connection, self.replica, &mut differences)?;
        // A journal that is not whole has no fold to compare with.
        if depth == CheckDepth::Rebuild && differences.is_empty() {
            // Never committed: the tables it makes are gone with the savepoint.
            let savepoint = self.connection.savepoint()?;
            quarantine::compare(&savepoint, &mut differences)?;
            refold_beside(&savepoint, &mut differences)?;
            drop(savepoint);
            // Where the rows are not the journal's, neither is what they are found by.
            if differences.is_empty() {
                search::compare(&self.connection, &mut differences)?;
            }
        }
        Ok(CheckReport {
            ok: differences.is_empty(),
            entries,
            differences,
        })
    }

    /// A digest of all that is shown of an area, and of who disagrees: equal entries give equal
    /// digests, whatever the order they came in.
    pub fn state_digest(&self, area: &str) -> Result<Digest, StoreError> {
        let mut rows = Vec::new();
        for table in TABLES.iter() {
            digest_rows(&self.connection, table, area, &mut rows)?;
        }
        Ok(Digest::of("yizhan/state", &[&rows.concat()]))
    }
}

fn damaged_pages(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    let lines = lines.collect::<Result<Vec<_>, _>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// Computes every digest again and follows every chain; gives the number of entries.
fn broken_chains(
    connection: &Connection,
    differences: &mut Vec<String>,
) -> Result<u64, StoreError> {
    let last = journal::next_id(connection)?;
    let mut tips: HashMap<i64, Digest> = HashMap::new();
    let mut entries = 0;
    for id in 1..last {
        let digest = journal::digest_of(connection, id).map(Some);
        let digest = match digest {
            Err(StoreError::Sql(rusqlite::Error::QueryReturnedNoRows)) => None,
            other => other?,
        };
        let Some(digest) = digest else {
            differences.push(format!("entry {id}: absent"));
            continue;
        };
        entries += 1;
        let position = journal::position(connection, id)?;
        let prev = match tips.get(&position.strand) {
            Some(prev) => Some(*prev),
            None => branch_point(connection, position)?,
        };
        if !audit::readable(is_whole(connection, (id, digest), (position, prev)))? {
            differences.push(format!("entry {id}: chain"));
        }
        tips.insert(position.strand, digest);
    }
    Ok(entries)
}

/// The digest a strand's first entry builds on.
fn branch_point(connection: &Connection, first: Position) -> Result<Option<Digest>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT entry.digest FROM strand JOIN entry
           ON entry.strand = strand.parent AND entry.seq = strand.parent_seq
         WHERE strand.id = ?1",
    )?;
    let digest = statement.query_row([first.strand], |row| journal::array(row, 0).map(Digest));
    Ok(digest.optional()?)
}

fn is_whole(
    connection: &Connection,
    (id, digest): (i64, Digest),
    (position, prev): (Position, Option<Digest>),
) -> Result<bool, StoreError> {
    let entry = match journal::load(connection, id, Privacy::Secret) {
        Err(StoreError::Entry(_)) => return Ok(false),
        other => other?,
    };
    let head = &entry.head;
    let owner = journal::owner(connection, position.strand)?;
    let mut is_whole = entry.digest() == digest
        && head.prev == prev
        && head.seq == position.seq
        && owner == (head.replica, head.area.clone());
    for seen in &head.seen {
        is_whole &= journal::id_of(connection, &seen.digest)?.is_some_and(|seen| seen < id);
    }
    Ok(is_whole)
}

/// Folds everything into temporary tables of the ledgers' names, which hide the real ones, and
/// compares.
fn refold_beside(connection: &Connection, differences: &mut Vec<String>) -> Result<(), StoreError> {
    for sql in refold::ledger_statements()? {
        if let Some(table) = sql.strip_prefix("CREATE TABLE") {
            connection.execute_batch(&format!("CREATE TEMP TABLE{table}"))?;
        }
    }
    match refold::fold_all(connection) {
        Err(StoreError::Entry(_)) => {
            differences.push("journal: cannot be folded".to_owned());
            return Ok(());
        }
        folded => folded?,
    }
    for spec in ALL {
        let name = spec.name;
        let sql = format!(
            "SELECT id FROM (SELECT * FROM main.\"{name}\" EXCEPT SELECT * FROM temp.\"{name}\")
             UNION
             SELECT id FROM (SELECT * FROM temp.\"{name}\" EXCEPT SELECT * FROM main.\"{name}\")"
        );
        let mut statement = connection.prepare(&sql)?;
        let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
        for id in ids {
            differences.push(format!("{name} {}: differs from the journal", id?));
        }
    }
    Ok(())
}

fn digest_rows(
    connection: &Connection,
    table: &Table,
    area: &str,
    rows: &mut Vec<[u8; 32]>,
) -> Result<(), StoreError> {
    let spec = table.spec;
    let sql = format!(
        "SELECT {} FROM \"{}\" WHERE area = ?1 ORDER BY id",
        selection(spec),
        spec.name
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query([area])?;
    let mut folder = Folder::new(connection);
    while let Some(row) = found.next()? {
        let id = read_id(row, 0)?;
        let image = read_image(spec, row)?;
        rows.push(digest_row(&mut folder, table, id, &image)?.0);
    }
    Ok(())
}

fn digest_row(
    folder: &mut Folder<'_>,
    table: &Table,
    id: RowId,
    image: &Image,
) -> Result<Digest, StoreError> {
    let spec = table.spec;
    let values = spec.fields.iter().filter_map(|field| {
        let value = image.row.get(field.name);
        (!value.is_empty()).then(|| (u64::from(field.number), item(value)))
    });
    let mut disputes = Vec::new();
    for (register, mark) in image
        .marks
        .registers
        .iter()
        .filter(|(_, mark)| mark.writers.len() > 1)
    {
        let mut writers: Vec<Digest> = rivals(folder, (spec, id), register, mark)?
            .into_iter()
            .map(|rival| rival.digest)
            .collect();
        writers.sort_unstable();
        let writers = writers.iter().map(|writer| Item::Bytes(writer.0.to_vec()));
        disputes.push(Item::Text(register.to_string()));
        disputes.push(Item::List(writers.collect()));
    }
    let withheld = image.marks.unseen.names(spec).into_iter();
    let state = Item::List(vec![
        Item::Int(spec.number.into()),
        Item::Bytes(id.0.to_vec()),
        Item::Bool(image.gone),
        Item::Map(values.collect()),
        Item::List(disputes),
        Item::List(withheld.map(|name| Item::Text(name.to_owned())).collect()),
    ]);
    Ok(Digest::of("yizhan/row", &[&state.to_bytes()]))
}

fn item(value: &Value) -> Item {
    let texts = |texts: &mut dyn Iterator<Item = &String>| {
        Item::List(texts.cloned().map(Item::Text).collect())
    };
    match value {
        Value::Null => Item::Null,
        Value::Bool(yes) => Item::Bool(*yes),
        Value::Int(number) => Item::Int(*number),
        Value::Text(text) => Item::Text(text.clone()),
        Value::Lines(lines) => texts(&mut lines.iter()),
        Value::Set(set) => texts(&mut set.iter()),
    }
}
