//! Destruction (journal.md §4): every leaf of a destroyed class of a row is erased now or on
//! arrival, unless its entry had seen the destruction; its digest stays, so that the chain
//! verifies.
//!
//! Which leaves go follows from the entries alone: whatever the order of arrival, the same leaves
//! are erased everywhere and the ledgers fold the same. A destruction itself is never erased, or
//! it would be unheard of by whoever comes later.
//!
//! With the leaves goes what was derived from them or lies beside them: values, search words,
//! photos, half typed forms, reasons in the access log. Freed bytes are overwritten
//! (`secure_delete`, the index's own too) and the write-ahead log is truncated; the file is noted
//! to need a new key (`rekey`), and its backups are written anew (`backup::mend`). Entries that
//! wait for others are erased once they can be folded, because only then is it known what they
//! had seen.

use crate::error::StoreError;
use crate::fold::{Author, Folder};
use crate::journal;
use crate::journal::array;
use crate::rekey;
use crate::rows::{Image, table};
use crate::{Receipt, Stamp, Store};
use ledger::entry::Touch;
use ledger::{Change, Digest, Entry, Leaf, Part, Privacy, RowId, Spec, kinds};
use rusqlite::Connection;
use std::collections::HashMap;

/// What a destruction named: one row, and which classes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destroyed {
    /// The entry that destroyed it.
    pub entry: Digest,
    /// Whose books.
    pub area: String,
    /// Ledger number.
    pub ledger: u16,
    /// Row.
    pub row: RowId,
    /// Bit n set: class n.
    pub classes: u8,
}

impl Store {
    /// Destroys what these rows hold of what concerns villagers, here and, as the act travels,
    /// everywhere. `also` is written in the same act: the record of the destruction.
    pub fn destroy(
        &mut self,
        area: &str,
        stamp: &Stamp,
        rows: &[(&Spec, RowId)],
        also: &[Change],
    ) -> Result<Receipt, StoreError> {
        let mut changes = also.to_vec();
        changes.extend(rows.iter().map(|(spec, row)| Change::destroy(spec, *row)));
        let receipt = self.act(area, stamp, &changes)?;
        self.truncate_log()?;
        Ok(receipt)
    }

    /// Every destruction known of an area, oldest first. A restored backup is told of them by
    /// [`Store::forget`] before a row of it is shown.
    pub fn destroyed(&self, area: &str) -> Result<Vec<Destroyed>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT entry.digest, strand.area, ledger, \"row\", classes FROM destroyed
             JOIN entry ON entry.id = destroyed.entry JOIN strand ON strand.id = entry.strand
             WHERE strand.area = ?1 AND destroyed.entry NOT IN (SELECT entry FROM quarantine)
             ORDER BY destroyed.entry",
        )?;
        let found = statement.query_map([area], |row| {
            Ok(Destroyed {
                entry: Digest(array(row, 0)?),
                area: row.get(1)?,
                ledger: row.get(2)?,
                row: RowId(array(row, 3)?),
                classes: row.get(4)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Applies destructions that this file may not know: a backup older than they are. Gives the
    /// number of leaves erased. The acts themselves come with the next package.
    pub fn forget(&mut self, destroyed: &[Destroyed]) -> Result<u64, StoreError> {
        let transaction = self.connection.transaction()?;
        let mut folder = Folder::new(&transaction);
        let mut erased = 0;
        for one in destroyed {
            // Entries that had seen it are not in a file that does not know it.
            if journal::id_of(&transaction, &one.entry)?.is_none() {
                let place = Place {
                    area: one.area.clone(),
                    ledger: one.ledger,
                    row: one.row,
                };
                erased += erase_row(&mut folder, &transaction, &place, (one.classes, None))?;
            }
        }
        folder.index()?;
        drop(folder);
        transaction.commit()?;
        self.truncate_log()?;
        Ok(erased)
    }

    /// Writes the log back into the file and empties it. After a merge that destroyed something
    /// the former pages otherwise stay in the file until it is closed.
    pub fn truncate_log(&self) -> Result<(), StoreError> {
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

impl Folder<'_> {
    /// Whether what the author wrote to a class of the row is destroyed, because he had not seen
    /// that it is.
    pub(crate) fn is_destroyed(
        &mut self,
        image: &Image,
        author: &Author,
        class: Privacy,
    ) -> Result<bool, StoreError> {
        let named = |classes: u8| classes & (1 << class as u8) != 0;
        for (destroyer, classes) in &image.marks.destroyed {
            if named(*classes) && !self.has_seen(author, *destroyer)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// A row of an area's books.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) area: String,
    pub(crate) ledger: u16,
    pub(crate) row: RowId,
}

/// The destructions a file knows, by row: for entries on their way in.
#[derive(Debug, Default)]
pub(crate) struct Destroys(HashMap<Place, Vec<(i64, u8)>>);

impl Destroys {
    /// Reads all that is known.
    pub(crate) fn load(connection: &Connection) -> Result<Self, StoreError> {
        let mut statement = connection.prepare_cached(
            "SELECT strand.area, ledger, \"row\", destroyed.entry, classes FROM destroyed
             JOIN entry ON entry.id = destroyed.entry JOIN strand ON strand.id = entry.strand
             WHERE destroyed.entry NOT IN (SELECT entry FROM quarantine)",
        )?;
        let mut rows = statement.query([])?;
        let mut destroys = Self::default();
        while let Some(row) = rows.next()? {
            let place = Place {
                area: row.get(0)?,
                ledger: row.get(1)?,
                row: RowId(array(row, 2)?),
            };
            destroys.add(place, (row.get(3)?, row.get(4)?));
        }
        Ok(destroys)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn add(&mut self, place: Place, destroyer: (i64, u8)) {
        let known = self.0.entry(place).or_default();
        if !known.contains(&destroyer) {
            known.push(destroyer);
        }
    }

    /// Erases from an entry on its way in what it had not seen destroyed.
    pub(crate) fn erase(
        &self,
        folder: &mut Folder<'_>,
        entry: &mut Entry,
        author: &Author,
    ) -> Result<u64, StoreError> {
        let mut erased = 0;
        for (number, touch) in entry.touches()?.into_iter().enumerate() {
            let place = Place {
                area: entry.head.area.clone(),
                ledger: touch.ledger,
                row: touch.row,
            };
            let destroyers = self.0.get(&place).map_or(&[][..], Vec::as_slice);
            for (destroyer, classes) in destroyers {
                if touch.op != Touch::DESTROY && !folder.has_seen(author, *destroyer)? {
                    erased += erase_change(entry, number, *classes)?;
                }
            }
        }
        Ok(erased)
    }

    /// Carries out what an entry that was just written destroys; gives the rows, which are to be
    /// folded again, and the number of leaves erased.
    pub(crate) fn carry_out(
        &mut self,
        folder: &mut Folder<'_>,
        connection: &Connection,
        (id, entry): (i64, &Entry),
    ) -> Result<(Vec<Place>, u64), StoreError> {
        let mut places = Vec::new();
        let mut erased = 0;
        let destroys = entry.touches()?.into_iter();
        for touch in destroys.filter(|touch| touch.op == Touch::DESTROY) {
            let place = Place {
                area: entry.head.area.clone(),
                ledger: touch.ledger,
                row: touch.row,
            };
            self.add(place.clone(), (id, touch.classes));
            erased += clear_row(folder, connection, &place, (touch.classes, Some(id)))?;
            places.push(place);
        }
        Ok((places, erased))
    }
}

/// Carries out a destruction that was written here and now.
pub(crate) fn carry_out_here(
    connection: &Connection,
    entries: &[Digest],
) -> Result<(), StoreError> {
    let mut folder = Folder::new(connection);
    let mut destroys = Destroys::default();
    for digest in entries {
        let Some(id) = journal::id_of(connection, digest)? else {
            continue;
        };
        let entry = journal::load(connection, id, Privacy::Secret)?;
        let (places, _) = destroys.carry_out(&mut folder, connection, (id, &entry))?;
        for place in places {
            folder.fold_row(place.ledger, place.row, &place.area)?;
        }
    }
    folder.index()
}

/// Erases a row's leaves and folds it again.
fn erase_row(
    folder: &mut Folder<'_>,
    connection: &Connection,
    place: &Place,
    what: (u8, Option<i64>),
) -> Result<u64, StoreError> {
    let erased = clear_row(folder, connection, place, what)?;
    folder.fold_row(place.ledger, place.row, &place.area)?;
    Ok(erased)
}

/// Erases the leaves of a row that had not seen the destroyer, and what lies beside them.
fn clear_row(
    folder: &mut Folder<'_>,
    connection: &Connection,
    place: &Place,
    (classes, destroyer): (u8, Option<i64>),
) -> Result<u64, StoreError> {
    clear_beside(connection, place)?;
    let mut erased = 0;
    for id in journal::touching(connection, place)? {
        let has_seen = match destroyer {
            Some(destroyer) => {
                let author = folder.author(id, std::rc::Rc::default())?;
                folder.has_seen(&author, destroyer)?
            }
            None => false,
        };
        if !has_seen {
            erased += erase_stored(connection, id, place, classes)?;
        }
    }
    folder.read_anew();
    if erased > 0 {
        rekey::note_due(connection)?;
    }
    Ok(erased)
}

/// Erases one change's leaves of these classes; gives how many were here.
fn erase_change(entry: &mut Entry, number: usize, classes: u8) -> Result<u64, StoreError> {
    let mut erased = 0;
    for class in destructible(classes) {
        erased += u64::from(entry.erase(number, class)?);
    }
    Ok(erased)
}

fn destructible(classes: u8) -> impl Iterator<Item = Privacy> {
    let alone = [Privacy::Personal, Privacy::Secret];
    let classes = classes & ledger::DESTRUCTIBLE;
    alone
        .into_iter()
        .filter(move |class| classes & (1 << *class as u8) != 0)
}

/// Erases leaves of an entry that stands in the journal.
fn erase_stored(
    connection: &Connection,
    id: i64,
    place: &Place,
    classes: u8,
) -> Result<u64, StoreError> {
    let entry = journal::load(connection, id, Privacy::Secret)?;
    let mut erase = connection.prepare_cached(
        "UPDATE leaf SET bytes = NULL, erased = ?2 WHERE id = ?1 AND bytes IS NOT NULL",
    )?;
    let mut erased = 0;
    let touches = entry.touches()?.into_iter().enumerate();
    let ours = touches.filter(|(_, touch)| {
        (touch.ledger, touch.row) == (place.ledger, place.row) && touch.op != Touch::DESTROY
    });
    for (number, _) in ours {
        for class in destructible(classes) {
            let Some(leaf) = entry.leaf_number(number, class)? else {
                continue;
            };
            let Some(digest) = digest_of(&entry, class, leaf) else {
                continue;
            };
            let leaf = i64::try_from(leaf).unwrap_or(i64::MAX);
            let (first, _) = journal::leaves_of(id, class as i64);
            erased += erase.execute((first + leaf, digest.0))? as u64;
        }
    }
    Ok(erased)
}

fn digest_of(entry: &Entry, class: Privacy, leaf: usize) -> Option<Digest> {
    match entry.parts.get(class as usize)? {
        Part::Leaves(leaves) => leaves.get(leaf).map(Leaf::digest),
        Part::Withheld(_) => None,
    }
}

/// Removes what lies beside the leaves: the picture a row names, forms typed by half, and why
/// somebody looked at it.
fn clear_beside(connection: &Connection, place: &Place) -> Result<(), StoreError> {
    let Some(table) = table(place.ledger) else {
        return Ok(());
    };
    let id = place.row.to_string();
    if table.spec.number == kinds::photo::SPEC.number {
        connection
            .prepare_cached(
                "DELETE FROM photo_bytes WHERE digest IN (
                   SELECT unhex(digest) FROM photo WHERE id = ?1 AND area = ?2)
                 AND digest NOT IN (
                   SELECT unhex(digest) FROM photo WHERE id <> ?1 AND digest IS NOT NULL)",
            )?
            .execute((&id, &place.area))?;
    }
    connection
        .prepare_cached("DELETE FROM draft WHERE instr(key, ?1) > 0")?
        .execute([&id])?;
    connection
        .prepare_cached(
            "UPDATE access_log SET reason = '已销毁'
             WHERE subject = ?1 AND \"row\" = ?2 AND reason <> ''",
        )?
        .execute((table.spec.name, &id))?;
    Ok(())
}
