//! The fold: what the ledgers hold, given the entries known (journal.md §3).
//!
//! Entries come in a causal order. A register keeps every write that no other covers; clocks
//! only choose what is shown meanwhile. Whatever causal order entries arrive in, the registers
//! end the same. The fold of a change looks only at the row it touches and at the entries that
//! wrote it.

use crate::error::StoreError;
use crate::journal::{self, Position};
use crate::marks::{Mark, Marks};
use crate::registers::{self, Written};
use crate::rows::{Image, Table, table};
use crate::search::Touched;
use crate::unseen::Withheld;
use ledger::{Change, Knowledge, Op, Privacy, Register, Row, RowId, Spec};
use rusqlite::Connection;
use std::collections::HashMap;
use std::rc::Rc;
use written::Decoded;

mod again;
mod written;

/// Version of these rules; a file folded by others is folded again when it is opened.
pub(crate) const FOLD_RULES: i64 = 3;

/// The entry being folded: who writes, what it had seen, and what of it did not come.
#[derive(Clone)]
pub(crate) struct Author {
    pub(crate) entry: i64,
    pub(crate) sight: Sight,
    pub(crate) withheld: Rc<Withheld>,
}

/// What the author of an entry had seen of the other writers of its area.
#[derive(Clone)]
pub(crate) enum Sight {
    /// All that is folded in this file: the entry is written here and now.
    All,
    /// Its own strand up to itself, and what it knew of others.
    Some(Position, Rc<Knowledge>),
}

const CACHED_POSITIONS: usize = 100_000;

/// Folds changes into the ledger tables of one connection. Lives as long as one transaction.
pub(crate) struct Folder<'c> {
    connection: &'c Connection,
    positions: HashMap<i64, Position>,
    knowledge: HashMap<i64, Rc<Knowledge>>,
    decoded: HashMap<i64, Rc<Decoded>>,
    touched: Touched,
}

/// A row before and after a change was folded.
pub(crate) struct Folded {
    pub(crate) before: Option<Image>,
    pub(crate) after: Image,
}

impl<'c> Folder<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            positions: HashMap::new(),
            knowledge: HashMap::new(),
            decoded: HashMap::new(),
            touched: Touched::default(),
        }
    }

    /// Reads entries anew from now on: leaves of theirs were erased.
    pub(crate) fn read_anew(&mut self) {
        self.decoded.clear();
    }

    /// Brings the search index up to what was folded; the last thing before a commit.
    pub(crate) fn index(&mut self) -> Result<(), StoreError> {
        std::mem::take(&mut self.touched).index(self.connection)
    }

    /// Folds one change into its table. `None` for a ledger this version does not know.
    pub(crate) fn fold(
        &mut self,
        author: &Author,
        area: &str,
        change: &Change,
    ) -> Result<Option<Folded>, StoreError> {
        let Some(table) = table(change.ledger) else {
            return Ok(None);
        };
        let before = table.image(self.connection, change.row, area)?;
        self.fold_onto(table, before, author, (area, change))
            .map(Some)
    }

    /// Folds one change onto the row as it was just read.
    pub(crate) fn fold_onto(
        &mut self,
        table: &Table,
        before: Option<Image>,
        author: &Author,
        (area, change): (&str, &Change),
    ) -> Result<Folded, StoreError> {
        let after = self.apply(table.spec, before.clone(), author, change)?;
        self.save(table, (change.row, area), (before.as_ref(), &after))?;
        Ok(Folded { before, after })
    }

    fn save(
        &mut self,
        table: &Table,
        key: (RowId, &str),
        (before, after): (Option<&Image>, &Image),
    ) -> Result<(), StoreError> {
        match before {
            Some(before) => table.update(self.connection, key, before, after)?,
            None => table.insert(self.connection, key.0, key.1, after)?,
        }
        self.touched
            .note(self.connection, table.spec, key, (before, after))
    }

    /// The author of an entry that stands in the journal, with what of it did not come.
    pub(crate) fn author(
        &mut self,
        entry: i64,
        withheld: Rc<Withheld>,
    ) -> Result<Author, StoreError> {
        let position = self.position(entry)?;
        let knowledge = self.knowledge(position.knowledge)?;
        Ok(Author {
            entry,
            sight: Sight::Some(position, knowledge),
            withheld,
        })
    }

    /// What is kept under a knowledge number.
    pub(crate) fn knowledge(&mut self, id: i64) -> Result<Rc<Knowledge>, StoreError> {
        if let Some(knowledge) = self.knowledge.get(&id) {
            return Ok(Rc::clone(knowledge));
        }
        let knowledge = Rc::new(journal::knowledge(self.connection, id)?);
        self.knowledge.insert(id, Rc::clone(&knowledge));
        Ok(knowledge)
    }

    /// Where an entry stands.
    pub(crate) fn position(&mut self, entry: i64) -> Result<Position, StoreError> {
        if let Some(position) = self.positions.get(&entry) {
            return Ok(*position);
        }
        let position = journal::position(self.connection, entry)?;
        if self.positions.len() >= CACHED_POSITIONS {
            self.positions.clear();
        }
        self.positions.insert(entry, position);
        Ok(position)
    }

    /// The row after the change.
    fn apply(
        &mut self,
        spec: &'static Spec,
        image: Option<Image>,
        author: &Author,
        change: &Change,
    ) -> Result<Image, StoreError> {
        let is_fresh = image.is_none();
        let mut image = image.unwrap_or_else(|| Image {
            row: Row::default(),
            entry: author.entry,
            marks: Marks::default(),
            gone: false,
        });
        for (register, written) in registers::of_change(spec, change) {
            let survivors = if is_fresh {
                Vec::new()
            } else {
                self.survivors(spec, &image, author, (change.row, &register))?
            };
            self.reveal(spec, &mut image, author, (&register, &survivors))?;
            if survivors.is_empty() {
                set(spec, &mut image, &register, &written);
                settle(&mut image, register, author.entry);
                continue;
            }
            let mut rivals = Vec::with_capacity(survivors.len() + 1);
            for writer in &survivors {
                rivals.extend(self.rival(spec, change.row, &register, *writer)?);
            }
            rivals.push(self.rival_now(author.entry, written)?);
            let shown = registers::shown(spec, &register, &rivals);
            if let Some(rival) = rivals.get(shown) {
                set(spec, &mut image, &register, &rival.written);
            }
            let is_disputed = rivals.windows(2).any(|pair| match pair {
                [one, other] => one.written != other.written,
                _ => false,
            });
            let mut writers = survivors;
            writers.push(author.entry);
            writers.sort_unstable();
            image.marks.registers.insert(
                register,
                Mark {
                    writers,
                    is_disputed,
                },
            );
        }
        if let Op::Destroy(classes) = change.op {
            image.marks.destroyed.insert(author.entry, classes);
            let named = |class: &Privacy| classes & (1 << *class as u8) != 0;
            for class in Privacy::ALL.into_iter().filter(named) {
                image.marks.unseen.forget(spec, class);
            }
        }
        self.hide(spec, &mut image, author, change.row)?;
        Ok(image)
    }

    /// Takes the mark of unseen writes off what the author writes, where the author or a rival had
    /// seen all of them.
    fn reveal(
        &mut self,
        spec: &Spec,
        image: &mut Image,
        author: &Author,
        (register, survivors): (&Register, &[i64]),
    ) -> Result<(), StoreError> {
        if image.marks.unseen.is_empty() {
            return Ok(());
        }
        for field in registers::fields_of(spec, register) {
            let Some(unseen) = image.marks.unseen.behind(spec, field) else {
                continue;
            };
            let mut is_covered = true;
            for entry in unseen.iter().copied() {
                is_covered &= self.is_covered(author, survivors, entry)?;
            }
            if is_covered {
                image.marks.unseen.reveal(spec, field);
            }
        }
        Ok(())
    }

    fn is_covered(
        &mut self,
        author: &Author,
        survivors: &[i64],
        entry: i64,
    ) -> Result<bool, StoreError> {
        if self.has_seen(author, entry)? {
            return Ok(true);
        }
        for survivor in survivors.iter().filter(|survivor| **survivor != entry) {
            let rival = self.author(*survivor, Rc::default())?;
            if self.has_seen(&rival, entry)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Marks what the author wrote to the row and did not bring.
    fn hide(
        &mut self,
        spec: &Spec,
        image: &mut Image,
        author: &Author,
        row: RowId,
    ) -> Result<(), StoreError> {
        for class in author.withheld.of_row(spec, row) {
            if self.is_destroyed(image, author, class)? {
                continue;
            }
            let mut beside = Vec::new();
            for entry in image.marks.unseen.of_class(class).to_vec() {
                if !self.has_seen(author, entry)? {
                    beside.push(entry);
                }
            }
            image.marks.unseen.hide(spec, class, (author.entry, beside));
        }
        Ok(())
    }

    /// The register's writers that the author had not seen.
    fn survivors(
        &mut self,
        spec: &Spec,
        image: &Image,
        author: &Author,
        (row, register): (RowId, &Register),
    ) -> Result<Vec<i64>, StoreError> {
        let (writers, is_default) = match image.marks.registers.get(register) {
            Some(mark) => (mark.writers.clone(), false),
            None => (vec![image.entry], true),
        };
        let mut survivors = Vec::new();
        for writer in writers {
            let is_rival = !self.has_seen(author, writer)?
                && (!is_default || self.rival(spec, row, register, writer)?.is_some());
            if is_rival {
                survivors.push(writer);
            }
        }
        Ok(survivors)
    }

    /// Whether the writer lies in the author's history.
    pub(crate) fn has_seen(&mut self, author: &Author, writer: i64) -> Result<bool, StoreError> {
        let Sight::Some(own, knowledge) = &author.sight else {
            return Ok(true);
        };
        if writer == author.entry {
            return Ok(true);
        }
        let position = self.position(writer)?;
        Ok(if position.strand == own.strand {
            position.seq <= own.seq
        } else {
            knowledge.covers(position.strand, position.seq)
        })
    }
}

fn set(spec: &Spec, image: &mut Image, register: &Register, written: &Written) {
    if let Written::Exists(is_there) = written {
        image.gone = !is_there;
    } else {
        registers::show(spec, &mut image.row, register, written);
    }
}

/// The register has this one writer: no mark if it is the row's own entry.
fn settle(image: &mut Image, register: Register, writer: i64) {
    if writer == image.entry {
        image.marks.registers.remove(&register);
        return;
    }
    let mark = Mark {
        writers: vec![writer],
        is_disputed: false,
    };
    image.marks.registers.insert(register, mark);
}
