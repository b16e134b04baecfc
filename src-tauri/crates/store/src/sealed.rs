//! Confidential changes that did not come. A head tells that there is one and not in which row, so
//! it may have changed any confidential row of the area that its author could know: until it comes,
//! or a later write covers it, these are marked (journal.md §2, §3).
//!
//! That errs on the side of the mark. Of a row that somebody wrote who had seen the change already,
//! the change is an older row's: rows have ids that nobody meets by chance.

use crate::error::StoreError;
use crate::fold::Folder;
use crate::rows::read_id;
use ledger::entry::Touch;
use ledger::{ALL, Entry, Part, Privacy, RowId};
use rusqlite::Connection;

/// Whether a confidential change of the entry did not come.
pub(crate) fn is_kept_back(entry: &Entry) -> bool {
    let secret = entry.parts.get(Privacy::Secret as usize);
    matches!(secret, Some(Part::Withheld(_))) && entry.head.touches.contains(&Touch::SEALED)
}

/// Notes, under the row that is none, that the entry changed a confidential row unseen; or that it
/// no longer does.
pub(crate) fn note(connection: &Connection, id: i64, entry: &Entry) -> Result<(), StoreError> {
    if !entry.head.touches.contains(&Touch::SEALED) {
        return Ok(());
    }
    let sql = if is_kept_back(entry) {
        "INSERT INTO touch (\"row\", ledger, entry) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"
    } else {
        "DELETE FROM touch WHERE \"row\" = ?1 AND ledger = ?2 AND entry = ?3"
    };
    let key = (Touch::SEALED.row.0, Touch::SEALED.ledger, id);
    connection.prepare_cached(sql)?.execute(key)?;
    Ok(())
}

/// The confidential rows of an area's books: area, ledger, row.
pub(crate) fn rows(
    connection: &Connection,
    area: &str,
) -> Result<Vec<(String, u16, RowId)>, StoreError> {
    let mut found = Vec::new();
    for spec in ALL.iter().filter(|spec| spec.confidential) {
        let sql = format!("SELECT id FROM \"{}\" WHERE area = ?1", spec.name);
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([area])?;
        while let Some(row) = rows.next()? {
            found.push((area.to_owned(), spec.number, read_id(row, 0)?));
        }
    }
    Ok(found)
}

/// Folds the confidential rows again of every area where such a change did not come.
pub(crate) fn fold_again(
    folder: &mut Folder<'_>,
    connection: &Connection,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT strand.area FROM touch
         JOIN entry ON entry.id = touch.entry JOIN strand ON strand.id = entry.strand
         WHERE touch.\"row\" = ?1 AND touch.ledger = ?2",
    )?;
    let key = (Touch::SEALED.row.0, Touch::SEALED.ledger);
    let areas = statement.query_map(key, |row| row.get::<_, String>(0))?;
    for area in areas.collect::<Result<Vec<_>, _>>()? {
        for (area, ledger, row) in rows(connection, &area)? {
            folder.fold_row(ledger, row, &area)?;
        }
    }
    Ok(())
}
