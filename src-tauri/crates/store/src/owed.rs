//! Leaves that were erased without cause, and are owed again: a destruction counts only as long as
//! its author's word does (journal.md §4, §5). Where one falls into quarantine, or where leaves came
//! erased by one that does not count here, the entry's class is noted as not wholly here. Then it is
//! asked for like a class that was withheld, and until it comes its row is marked.
//!
//! What is owed follows from the entries known, never from who erased what when: a destruction that
//! is admitted in the end takes the leaves again.

use crate::destroy::Place;
use crate::error::StoreError;
use crate::fold::{Author, Folder};
use crate::journal::{self, array};
use crate::unseen::Withheld;
use ledger::entry::Touch;
use ledger::{Entry, Leaf, Part, Privacy, RowId};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The classes whose leaves can be erased one by one.
const ALONE: [Privacy; 2] = [Privacy::Personal, Privacy::Secret];

/// Whether some leaf of the entry is erased.
pub(crate) fn has_erased(entry: &Entry) -> bool {
    let mut leaves = entry.parts.iter().flat_map(|part| match part {
        Part::Leaves(leaves) => leaves.as_slice(),
        Part::Withheld(_) => &[],
    });
    leaves.any(|leaf| matches!(leaf, Leaf::Erased(_)))
}

/// What an entry of the journal keeps back: classes that were withheld, and leaves that are owed.
pub(crate) fn withheld(
    connection: &Connection,
    id: i64,
    entry: &Entry,
) -> Result<Withheld, StoreError> {
    let mut withheld = Withheld::of(entry);
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM withheld WHERE entry = ?1 AND class = ?2")?;
    for class in ALONE {
        let erased = erased(entry, class);
        if !erased.is_empty() && statement.exists((id, class as i64))? {
            for touch in of_leaves(entry, class, &erased)? {
                withheld.add(&touch, class);
            }
        }
    }
    Ok(withheld)
}

/// Notes of each of these entries which of its classes are owed again, and which no longer are;
/// gives the rows that this marks or no longer does.
pub(crate) fn settle(
    folder: &mut Folder<'_>,
    connection: &Connection,
    entries: &BTreeSet<i64>,
) -> Result<Vec<Place>, StoreError> {
    let mut places = Vec::new();
    for id in entries {
        let entry = journal::load(connection, *id, Privacy::Secret)?;
        let author = folder.author(*id, Rc::default())?;
        let mut has_changed = false;
        for class in ALONE {
            let Some(part @ Part::Leaves(_)) = entry.parts.get(class as usize) else {
                continue;
            };
            let sql = if is_owed(folder, connection, (&entry, &author), class)? {
                "INSERT INTO withheld (entry, class, digest) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO NOTHING"
            } else {
                "DELETE FROM withheld WHERE entry = ?1 AND class = ?2 AND digest = ?3"
            };
            let key = (id, class as i64, part.digest(class).0);
            has_changed |= connection.prepare_cached(sql)?.execute(key)? > 0;
        }
        if has_changed {
            folder.forget(*id);
            places.extend(entry.touches()?.iter().map(|touch| place_of(&entry, touch)));
        }
    }
    Ok(places)
}

fn place_of(entry: &Entry, touch: &Touch) -> Place {
    Place {
        area: entry.head.area.clone(),
        ledger: touch.ledger,
        row: touch.row,
    }
}

/// The changes to which these leaves of a class belong, as far as it is known whose they are.
fn of_leaves(
    entry: &Entry,
    class: Privacy,
    leaves: &BTreeSet<usize>,
) -> Result<Vec<Touch>, StoreError> {
    let mut found = Vec::new();
    for (place, touch) in entry.touches()?.into_iter().enumerate() {
        let leaf = entry.leaf_number(place, class)?;
        let leaf = leaf.filter(|leaf| leaves.contains(leaf) && touch != Touch::SEALED);
        found.extend(leaf.map(|_| touch));
    }
    Ok(found)
}

/// Whether a leaf of the class is erased that no destruction names which counts.
fn is_owed(
    folder: &mut Folder<'_>,
    connection: &Connection,
    (entry, author): (&Entry, &Author),
    class: Privacy,
) -> Result<bool, StoreError> {
    let erased = erased(entry, class);
    if erased.is_empty() {
        return Ok(false);
    }
    let known = of_leaves(entry, class, &erased)?;
    let mut places: Vec<Place> = known.iter().map(|touch| place_of(entry, touch)).collect();
    if entry.touches()?.contains(&Touch::SEALED) {
        places.extend(sealed_places(connection, entry, author.entry)?);
    }
    for place in places {
        if !is_destroyed(folder, connection, (&place, author), class)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Numbers of the erased leaves of a class.
fn erased(entry: &Entry, class: Privacy) -> BTreeSet<usize> {
    let Some(Part::Leaves(leaves)) = entry.parts.get(class as usize) else {
        return BTreeSet::new();
    };
    let leaves = leaves.iter().enumerate();
    let erased = leaves.filter(|(_, leaf)| matches!(leaf, Leaf::Erased(_)));
    erased.map(|(number, _)| number).collect()
}

/// The confidential rows an entry is known to have touched whose leaves no longer say so. Where a
/// leaf came erased there is none, and nobody can tell what would be owed.
fn sealed_places(
    connection: &Connection,
    entry: &Entry,
    id: i64,
) -> Result<Vec<Place>, StoreError> {
    let told = entry.touches()?;
    let mut statement =
        connection.prepare_cached("SELECT ledger, \"row\" FROM touch WHERE entry = ?1")?;
    let places = statement.query_map([id], |row| {
        Ok(Place {
            area: entry.head.area.clone(),
            ledger: row.get(0)?,
            row: RowId(array(row, 1)?),
        })
    })?;
    let mut places = places.collect::<Result<Vec<_>, _>>()?;
    places.retain(|place| {
        told.iter()
            .all(|touch| (touch.ledger, touch.row) != (place.ledger, place.row))
    });
    Ok(places)
}

/// Whether a destruction that counts, and that the author had not seen, names the class of the row.
fn is_destroyed(
    folder: &mut Folder<'_>,
    connection: &Connection,
    (place, author): (&Place, &Author),
    class: Privacy,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT destroyed.entry FROM destroyed
         JOIN entry ON entry.id = destroyed.entry JOIN strand ON strand.id = entry.strand
         WHERE destroyed.\"row\" = ?1 AND destroyed.ledger = ?2 AND strand.area = ?3
           AND destroyed.classes & ?4 <> 0
           AND destroyed.entry NOT IN (SELECT entry FROM quarantine)",
    )?;
    let key = (place.row.0, place.ledger, &place.area, 1 << class as u8);
    let destroyers = statement.query_map(key, |row| row.get::<_, i64>(0))?;
    for destroyer in destroyers {
        if !folder.has_seen(author, destroyer?)? {
            return Ok(true);
        }
    }
    Ok(false)
}
