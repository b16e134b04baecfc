//! Who wrote what: a row's past, its rivals, and the token of what a form has shown.

use crate::Store;
use crate::error::StoreError;
use crate::fold::Folder;
use crate::journal;
use crate::marks::Mark;
use crate::registers::{self, Rival, fields_of};
use crate::rows::{Image, TABLES, Table, read_id, read_image, selection, table};
use ledger::entry::Wall;
use ledger::{Change, Digest, Op, Privacy, Register, ReplicaId, RowId, Spec, Write};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

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
            "SELECT entry FROM touch WHERE \"row\" = ?1 AND ledger = ?2
               AND entry NOT IN (SELECT entry FROM quarantine) ORDER BY entry DESC",
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
            match area {
                Some(area) => {
                    conflicts_where(&self.connection, table, ("area = ?1", area), &mut conflicts)?;
                }
                None => conflicts_where(&self.connection, table, ("?1 = ''", ""), &mut conflicts)?,
            }
            if conflicts.len() >= limit {
                break;
            }
        }
        conflicts.truncate(limit);
        Ok(conflicts)
    }

    /// Conflicts of one row.
    pub fn conflicts_of(&self, spec: &Spec, id: RowId) -> Result<Vec<Conflict>, StoreError> {
        let table = table(spec.number).ok_or(StoreError::UnknownLedger(spec.number))?;
        let mut conflicts = Vec::new();
        conflicts_where(
            &self.connection,
            table,
            ("id = ?1", &id.to_string()),
            &mut conflicts,
        )?;
        Ok(conflicts)
    }

    /// How many conflicts there are in one area or in all; how many registers, not sides.
    pub fn count_conflicts(&self, area: Option<&str>) -> Result<u64, StoreError> {
        Ok(self.count_by_area(area)?.into_values().sum())
    }

    /// How many conflicts there are, by area; areas without any are absent.
    pub fn conflicts_by_area(&self) -> Result<BTreeMap<String, u64>, StoreError> {
        self.count_by_area(None)
    }

    fn count_by_area(&self, area: Option<&str>) -> Result<BTreeMap<String, u64>, StoreError> {
        let mut counts = BTreeMap::new();
        for table in TABLES.iter() {
            count_of(&self.connection, table, area, &mut counts)?;
        }
        Ok(counts)
    }

    /// What the entry of this digest, written out, wrote to a register of a row, whether or not it
    /// was covered since; nothing if it did not.
    pub fn side(
        &self,
        (spec, row): (&Spec, RowId),
        register: &str,
        entry: &str,
    ) -> Result<Option<Side>, StoreError> {
        let Some(id) = self.toucher((spec, row), entry)? else {
            return Ok(None);
        };
        let mut folder = Folder::new(&self.connection);
        let written = folder.registers_written(spec, row, id)?;
        let Some(register) = written.iter().find(|known| known.to_string() == register) else {
            return Ok(None);
        };
        let mark = Mark {
            writers: vec![id],
            is_disputed: false,
        };
        Ok(sides(&self.connection, (spec, row), register, &mark)?.pop())
    }

    /// The entry of this digest among those that touched a row.
    fn toucher(&self, (spec, row): (&Spec, RowId), entry: &str) -> Result<Option<i64>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT entry.id, entry.digest FROM touch JOIN entry ON entry.id = touch.entry
             WHERE touch.\"row\" = ?1 AND touch.ledger = ?2",
        )?;
        let mut rows = statement.query((row.0, spec.number))?;
        while let Some(row) = rows.next()? {
            if journal::array(row, 1).map(Digest)?.to_string() == entry {
                return Ok(Some(row.get(0)?));
            }
        }
        Ok(None)
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
            .filter(|register| !image.marks.registers.contains_key(register))
            .map(|register| (register, vec![image.entry]))
            .collect();
        let marks = image.marks.registers.into_iter();
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

/// Conflicts of one table, by area.
fn count_of(
    connection: &Connection,
    table: &Table,
    area: Option<&str>,
    counts: &mut BTreeMap<String, u64>,
) -> Result<(), StoreError> {
    let spec = table.spec;
    let sql = format!(
        "SELECT {} FROM \"{}\" WHERE _disputed > 0 AND (?1 IS NULL OR area = ?1)",
        selection(spec),
        spec.name
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([area])?;
    while let Some(row) = rows.next()? {
        let registers = read_image(spec, row)?.marks.registers;
        let open = registers
            .iter()
            .filter(|(register, mark)| mark.is_disputed && **register != Register::Existence);
        *counts.entry(row.get("area")?).or_default() += open.count() as u64;
    }
    Ok(())
}

/// The conflicts of the rows for which a condition holds, which has one parameter.
fn conflicts_where(
    connection: &Connection,
    table: &Table,
    (condition, parameter): (&'static str, &str),
    conflicts: &mut Vec<Conflict>,
) -> Result<(), StoreError> {
    let spec = table.spec;
    let sql = format!(
        "SELECT {} FROM \"{}\" WHERE _disputed > 0 AND {condition} ORDER BY area, id",
        selection(spec),
        spec.name
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([parameter])?;
    let mut folder = Folder::new(connection);
    while let Some(row) = rows.next()? {
        let id = read_id(row, 0)?;
        let area: String = row.get(1)?;
        let image = read_image(spec, row)?;
        for (register, mark) in &image.marks.registers {
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
