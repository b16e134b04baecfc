//! Undo: the last act of this copy of the file is taken back by a counter-act that writes the
//! former values where the act's own writes are still uncovered (journal.md §3); nothing is
//! taken out of the journal.
//!
//! Which act a counter-act took back is told by its identity ([`counter_id`]), so that undoing
//! twice goes one act further back. A register that was put back by such a counter-act counts as
//! still holding what its act wrote.

use crate::Store;
use crate::error::StoreError;
use crate::fold::Folder;
use crate::journal;
use crate::registers::{Written, fields_of, of_change};
use crate::rows::{Image, Table, table};
use ledger::entry::Wall;
use ledger::{Act, Change, Digest, Entry, Head, Op, Part, Privacy, ReplicaId};
use ledger::{Register, Row, RowId, Spec, Value, Write};
use rusqlite::{Connection, OptionalExtension as _};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

/// Acts that can be taken back. An answer to a conflict cannot: one write does not bring rival
/// values back. A signature cannot: it was given.
const UNDOABLE: [Act; 8] = [
    Act::SAVE_RECORD,
    Act::REMOVE_RECORD,
    Act::RESTORE_RECORD,
    Act::ADVANCE_RECORD,
    Act::IMPORT_SHEET,
    Act::RECEIVE_SUPPLY,
    Act::ADD_PHOTO,
    Act::RECORD_INSPECTION,
];

/// The last act of this copy of the file that was not taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastAct {
    /// Identity of the act.
    pub id: RowId,
    /// Act number.
    pub act: u16,
    /// When.
    pub wall: Wall,
    /// Who acted, as an account code.
    pub actor: String,
    /// The rows it wrote: ledger number and identity, each once, in its order.
    pub rows: Vec<(u16, RowId)>,
    entries: (i64, i64),
}

/// How the last act would be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undo {
    /// By these changes.
    Changes(Vec<Change>),
    /// Not at all: these rows (ledger number and identity) were written again since.
    Overtaken(Vec<(u16, RowId)>),
    /// It is not the last act any more.
    Gone,
}

/// Identity of the counter-act that takes this act back.
pub fn counter_id(act: RowId) -> RowId {
    RowId::fixed("undo", "", &act.to_string())
}

impl Store {
    /// The last act of this copy of the file in the books of `area` that was not taken back;
    /// none if there is none or it cannot be taken back.
    pub fn last_act(&self, area: &str) -> Result<Option<LastAct>, StoreError> {
        let tips = journal::tips(&self.connection, area)?;
        let Some(tip) = tips.into_iter().find(|tip| tip.replica == self.replica) else {
            return Ok(None);
        };
        let mut undone: BTreeSet<RowId> = BTreeSet::new();
        let mut seq = tip.seq;
        while let Some((entry, head)) = head_at(&self.connection, tip.strand, seq)? {
            let first = seq.saturating_sub(u64::from(head.part));
            if head.act == Act::UNDO_ACT.number {
                undone.insert(head.act_id);
            } else if !undone.contains(&counter_id(head.act_id)) {
                let is_undoable = UNDOABLE.iter().any(|act| act.number == head.act);
                let entries = (entry - i64::from(head.part), entry);
                return is_undoable
                    .then(|| told(&self.connection, &head, entries))
                    .transpose();
            }
            seq = first.saturating_sub(1);
        }
        Ok(None)
    }

    /// The changes that take this act back, if it is still the last one.
    pub fn undo(&self, area: &str, act: RowId) -> Result<Undo, StoreError> {
        let Some(last) = self.last_act(area)?.filter(|last| last.id == act) else {
            return Ok(Undo::Gone);
        };
        let mut counter = Counter {
            connection: &self.connection,
            folder: Folder::new(&self.connection),
            replica: self.replica,
            area,
            own: last.entries.0..=last.entries.1,
        };
        let mut changes = Vec::new();
        let mut overtaken = Vec::new();
        for (place, registers) in counter.written()? {
            match counter.change(place, &registers)? {
                Some(change) => changes.push(change),
                None => overtaken.push(place),
            }
        }
        Ok(if overtaken.is_empty() {
            Undo::Changes(changes)
        } else {
            Undo::Overtaken(overtaken)
        })
    }
}

/// The head of the entry of this number in a strand, and the entry's local id.
fn head_at(
    connection: &Connection,
    strand: i64,
    seq: u64,
) -> Result<Option<(i64, Head)>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT id, head FROM entry WHERE strand = ?1 AND seq = ?2")?;
    let found = statement.query_row((strand, seq.cast_signed()), |row| {
        Ok((row.get(0)?, row.get(1)?))
    });
    let found: Option<(i64, Vec<u8>)> = found.optional()?;
    found
        .map(|(id, bytes)| Ok((id, read_head(bytes)?)))
        .transpose()
}

fn head_of(connection: &Connection, entry: i64) -> Result<Head, StoreError> {
    let mut statement = connection.prepare_cached("SELECT head FROM entry WHERE id = ?1")?;
    read_head(statement.query_row([entry], |row| row.get(0))?)
}

/// A head alone: nothing of the leaves is read.
fn read_head(bytes: Vec<u8>) -> Result<Head, StoreError> {
    let parts = Privacy::ALL.map(|_| Part::Withheld(Digest([0; 32])));
    Ok(Entry::read(bytes, parts)?.head)
}

fn told(connection: &Connection, head: &Head, entries: (i64, i64)) -> Result<LastAct, StoreError> {
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    for entry in entries.0..=entries.1 {
        let entry = journal::load(connection, entry, Privacy::Secret)?;
        for touch in entry.touches()? {
            if seen.insert((touch.ledger, touch.row)) {
                rows.push((touch.ledger, touch.row));
            }
        }
    }
    Ok(LastAct {
        id: head.act_id,
        act: head.act,
        wall: head.wall,
        actor: head.actor.clone(),
        rows,
        entries,
    })
}

/// A row that an act wrote.
type Place = (u16, RowId);

/// What an act wrote to one row.
type RowWritten = (Place, BTreeMap<Register, Written>);

/// Works out, row by row, what takes an act back.
struct Counter<'c> {
    connection: &'c Connection,
    folder: Folder<'c>,
    replica: ReplicaId,
    area: &'c str,
    own: RangeInclusive<i64>,
}

impl Counter<'_> {
    /// The registers the act wrote, by row, in the order of the act.
    fn written(&self) -> Result<Vec<RowWritten>, StoreError> {
        let mut written: Vec<RowWritten> = Vec::new();
        let mut at: HashMap<Place, usize> = HashMap::new();
        for entry in self.own.clone() {
            let entry = journal::load(self.connection, entry, Privacy::Secret)?;
            for change in journal::foldable(&entry)? {
                let Some(table) = table(change.ledger) else {
                    continue;
                };
                let place = (change.ledger, change.row);
                let index = *at.entry(place).or_insert(written.len());
                let registers = of_change(table.spec, &change);
                match written.get_mut(index) {
                    Some((_, known)) => known.extend(registers),
                    None => written.push((place, registers)),
                }
            }
        }
        Ok(written)
    }

    /// The change that puts one row back; none if it was written since.
    fn change(
        &mut self,
        (ledger, row): Place,
        registers: &BTreeMap<Register, Written>,
    ) -> Result<Option<Change>, StoreError> {
        let table = table(ledger).ok_or(StoreError::UnknownLedger(ledger))?;
        let missing = StoreError::Damaged { what: "row" };
        let now = table
            .image(self.connection, row, self.area)?
            .ok_or(missing)?;
        let before = self
            .folder
            .image_before(table, row, self.area, *self.own.start())?;
        let was_there = before.as_ref().is_some_and(|image| !image.gone);
        for (register, written) in registers {
            let stays = *register == Register::Existence && was_there != now.gone;
            let had_rivals = before
                .as_ref()
                .is_some_and(|image| image.marks.is_disputed(register));
            if !stays && (had_rivals || !self.holds((table, row), &now, (register, written))?) {
                return Ok(None);
            }
        }
        let op = match (was_there, now.gone) {
            (false, _) => Op::Remove,
            (true, true) => Op::Restore,
            (true, false) => Op::Put,
        };
        let writes = before.map(|image| former(table.spec, &image.row, registers.keys()));
        Ok(Some(Change {
            ledger,
            row,
            op,
            writes: writes.unwrap_or_default(),
        }))
    }

    /// Whether the register still holds what the act wrote: nobody wrote it since, or a
    /// counter-act of this copy put it back.
    fn holds(
        &mut self,
        (table, row): (&Table, RowId),
        now: &Image,
        (register, written): (&Register, &Written),
    ) -> Result<bool, StoreError> {
        let unmarked = [now.entry];
        let mark = now.marks.registers.get(register);
        let [writer] = mark.map_or(unmarked.as_slice(), |mark| &mark.writers) else {
            return Ok(false);
        };
        if self.own.contains(writer) {
            return Ok(true);
        }
        let head = head_of(self.connection, *writer)?;
        if head.act != Act::UNDO_ACT.number || head.replica != self.replica {
            return Ok(false);
        }
        let put_back = self.folder.rival(table.spec, row, register, *writer)?;
        Ok(put_back.is_some_and(|rival| rival.written == *written))
    }
}

/// What writes these registers back to the values of a row.
fn former<'a>(
    spec: &Spec,
    before: &Row,
    registers: impl Iterator<Item = &'a Register>,
) -> BTreeMap<u16, Write> {
    let mut writes: BTreeMap<u16, Write> = BTreeMap::new();
    for register in registers {
        match register {
            Register::Existence => {}
            Register::Element(number, element) => {
                let was_in = spec.field_by_number(*number).is_some_and(|field| {
                    matches!(before.get(field.name), Value::Set(set) if set.contains(element))
                });
                let write = writes.entry(*number).or_insert_with(|| Write::Elements {
                    added: BTreeSet::new(),
                    removed: BTreeSet::new(),
                });
                if let Write::Elements { added, removed } = write {
                    let side = if was_in { added } else { removed };
                    side.insert(element.clone());
                }
            }
            Register::Field(_) | Register::Group(_) => writes.extend(
                fields_of(spec, register)
                    .map(|field| (field.number, Write::Whole(before.get(field.name).clone()))),
            ),
        }
    }
    writes
}
