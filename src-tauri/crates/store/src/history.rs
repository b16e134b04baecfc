//! Who wrote what: a row's past, its rivals, and the token of what a form has shown.

use crate::Store;
use crate::error::StoreError;
use crate::fold::Folder;
use crate::journal;
use crate::marks::Mark;
use crate::registers::{self, Rival, fields_of};
use crate::rows::{Image, TABLES, Table, read_id, read_image, selection};
use ledger::entry::Wall;
use ledger::{Change, Digest, Op, Privacy, Register, ReplicaId, RowId, Spec, Write};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// One entry in a row's past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The entry.
    pub entry: Digest,
    /// Its number in its stream.
    pub seq: u64,
    /// Who wrote: the copy of the file.
    pub replica: ReplicaId,
    /// When, by that machine's clock.
    pub wall: Wall,
    /// Who acted, as an account code.
    pub actor: String,
    /// Act number.
    pub act: u16,
    /// What happened to the row.
    pub op: Op,
    /// What was written, by field number.
    pub writes: Vec<(u16, Write)>,
}

/// A register with different values that had not seen each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Ledger name.
    pub ledger: &'static str,
    /// Whose books.
    pub area: String,
    /// Row.
    pub row: RowId,
    /// Register, in the text form of [`ledger::Register`].
    pub register: String,
    /// Fields the register has.
    pub fields: Vec<&'static str>,
    /// Which side is shown meanwhile.
    pub shown: usize,
    /// The rival writes.
    pub sides: Vec<Side>,
}

/// One of the rival writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The entry.
    pub entry: Digest,
    /// Who wrote: the copy of the file.
    pub replica: ReplicaId,
    /// When, by that machine's clock.
    pub wall: Wall,
    /// Who acted, as an account code.
    pub actor: String,
    /// What was written to the register, by field number.
    pub writes: Vec<(u16, Write)>,
}

impl Store {
    /// What was ever done to a row, newest first.
    pub fn history(&self, spec: &Spec, id: RowId) -> Result<Vec<Past>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT entry FROM touch WHERE \"row\" = ?1 AND ledger = ?2 ORDER BY entry DESC",
        )?;
        let entries = statement.query_map((id.0, spec.number), |row| row.get::<_, i64>(0))?;
        let mut past = Vec::new();
        for entry in entries {
            let entry = journal::load(&self.connection, entry?, Privacy::Secret)?;
            let digest = entry.digest();
            let changes = entry.changes()?.into_iter().rev();
            let ours = changes.filter(|change| change.row == id && change.ledger == spec.number);
            past.extend(ours.map(|change| Past {
                entry: digest,
                seq: entry.head.seq,
                replica: entry.head.replica,
                wall: entry.head.wall,
                actor: entry.head.actor.clone(),
                act: entry.head.act,
                op: change.op,
                writes: change.writes.into_iter().collect(),
            }));
        }
        Ok(past)
    }

    /// The token of what a form shows: a digest over the uncovered writes of every register of
    /// the row. If it differs at saving, somebody wrote meanwhile.
    pub fn form(&self, spec: &Spec, id: RowId) -> Result<Digest, StoreError> {
        let mut parts: Vec<Vec<u8>> = Vec::new();
        for (register, digests) in self.writers(spec, id)? {
            let name = register.to_string();
            parts.push((name.len() as u64).to_be_bytes().to_vec());
            parts.push(name.into_bytes());
            parts.push((digests.len() as u64).to_be_bytes().to_vec());
            parts.extend(digests.iter().map(|digest| digest.0.to_vec()));
        }
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        Ok(Digest::of("yizhan/form", &parts))
    }

    /// Conflicts of one area or of all, at most `limit`.
    pub fn conflicts(&self, area: Option<&str>, limit: usize) -> Result<Vec<Conflict>, StoreError> {
        let mut conflicts = Vec::new();
        for table in TABLES.iter() {
            conflicts_of(&self.connection, table, area, &mut conflicts)?;
            if conflicts.len() >= limit {
                break;
            }
        }
        conflicts.truncate(limit);
        Ok(conflicts)
    }

    /// Digests of the uncovered writers of every register of a row that was ever written.
    fn writers(&self, spec: &Spec, id: RowId) -> Result<Vec<(Register, Vec<Digest>)>, StoreError> {
        let Some(image) = self.image(spec, id)? else {
            return Ok(Vec::new());
        };
        let mut folder = Folder::new(&self.connection);
        let mut writers: Vec<(Register, Vec<i64>)> = folder
            .registers_written(spec, id, image.entry)?
            .into_iter()
            .filter(|register| !image.marks.0.contains_key(register))
            .map(|register| (register, vec![image.entry]))
            .collect();
        let marks = image.marks.0.into_iter();
        writers.extend(marks.map(|(register, mark)| (register, mark.writers)));
        writers.sort_unstable();
        let mut digests = Vec::with_capacity(writers.len());
        for (register, ids) in writers {
            let mut ids: Vec<Digest> = ids
                .into_iter()
                .map(|id| journal::digest_of(&self.connection, id))
                .collect::<Result<_, _>>()?;
            ids.sort_unstable();
            digests.push((register, ids));
        }
        Ok(digests)
    }

    fn image(&self, spec: &Spec, id: RowId) -> Result<Option<Image>, StoreError> {
        let sql = format!(
            "SELECT {} FROM \"{}\" WHERE id = ?1 ORDER BY area LIMIT 1",
            selection(spec),
            spec.name
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([id.to_string()])?;
        rows.next()?.map(|row| read_image(spec, row)).transpose()
    }
}

fn conflicts_of(
    connection: &Connection,
    table: &Table,
    area: Option<&str>,
    conflicts: &mut Vec<Conflict>,
) -> Result<(), StoreError> {
    let spec = table.spec;
    let sql = format!(
        "SELECT {} FROM \"{}\" WHERE _disputed > 0 AND (?1 IS NULL OR area = ?1)
         ORDER BY area, id",
        selection(spec),
        spec.name
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([area])?;
    let mut folder = Folder::new(connection);
    while let Some(row) = rows.next()? {
        let id = read_id(row, 0)?;
        let area: String = row.get(1)?;
        let image = read_image(spec, row)?;
        for (register, mark) in &image.marks.0 {
            if !mark.is_disputed || *register == Register::Existence {
                continue;
            }
            let rivals = rivals(&mut folder, (spec, id), register, mark)?;
            conflicts.push(Conflict {
                ledger: spec.name,
                area: area.clone(),
                row: id,
                register: register.to_string(),
                fields: fields_named(spec, register),
                shown: registers::shown(spec, register, &rivals),
                sides: sides(connection, (spec, id), register, mark)?,
            });
        }
    }
    Ok(())
}

/// What the writers of a mark wrote, in their order.
pub(crate) fn rivals(
    folder: &mut Folder<'_>,
    (spec, row): (&Spec, RowId),
    register: &Register,
    mark: &Mark,
) -> Result<Vec<Rival>, StoreError> {
    let mut rivals = Vec::with_capacity(mark.writers.len());
    for writer in &mark.writers {
        rivals.extend(folder.rival(spec, row, register, *writer)?);
    }
    Ok(rivals)
}

fn sides(
    connection: &Connection,
    (spec, row): (&Spec, RowId),
    register: &Register,
    mark: &Mark,
) -> Result<Vec<Side>, StoreError> {
    let mut sides = Vec::with_capacity(mark.writers.len());
    for writer in &mark.writers {
        let entry = journal::load(connection, *writer, Privacy::Secret)?;
        let changes = entry.changes()?.into_iter();
        let wrote = changes
            .filter(|change| change.row == row && change.ledger == spec.number)
            .map(|change| writes_to(spec, register, change))
            .rfind(|writes| !writes.is_empty());
        sides.push(Side {
            entry: entry.digest(),
            replica: entry.head.replica,
            wall: entry.head.wall,
            actor: entry.head.actor.clone(),
            writes: wrote.unwrap_or_default(),
        });
    }
    Ok(sides)
}

/// The part of a change that is written to this register.
fn writes_to(spec: &Spec, register: &Register, change: Change) -> Vec<(u16, Write)> {
    let writes = change.writes.into_iter();
    let ours = writes.filter_map(|(number, write)| match (register, write) {
        (Register::Element(of, element), Write::Elements { added, removed }) if *of == number => {
            let only = |set: BTreeSet<String>| set.into_iter().filter(|it| it == element).collect();
            let (added, removed): (BTreeSet<String>, BTreeSet<String>) =
                (only(added), only(removed));
            let is_ours = !added.is_empty() || !removed.is_empty();
            is_ours.then_some((number, Write::Elements { added, removed }))
        }
        (register, write @ Write::Whole(_)) => {
            let field = spec.field_by_number(number)?;
            (Register::of(field) == *register).then_some((number, write))
        }
        _ => None,
    });
    ours.collect()
}

fn fields_named(spec: &Spec, register: &Register) -> Vec<&'static str> {
    match register {
        Register::Element(number, _) => {
            let field = spec.field_by_number(*number);
            field.map(|field| field.name).into_iter().collect()
        }
        register => fields_of(spec, register).map(|field| field.name).collect(),
    }
}
