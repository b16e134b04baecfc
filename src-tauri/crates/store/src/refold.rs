//! Folding everything again: when the declarations or the rules of the fold changed since the
//! file was last open, and to prove that the ledgers are what the journal says.
//!
//! Ledger tables are derived, so they never need a migration: they are dropped, made as
//! `schema.sql` says today, and folded. What the journal itself stands in is brought to today's
//! version in the same step.

use crate::error::StoreError;
use crate::file::{SCHEMA, SCHEMA_VERSION};
use crate::fold::{FOLD_RULES, Folder};
use crate::journal;
use crate::local::{read_setting, write_setting};
use crate::owed;
use crate::quarantine;
use crate::sealed;
use crate::search::{self, INDEX_RULES};
use ledger::{ALL, Digest, Privacy};
use rusqlite::{Connection, TransactionBehavior};
use std::rc::Rc;

const RULES: &str = "store.fold";

/// Names the declarations and rules the ledgers were folded by.
fn rules() -> Digest {
    Digest::of(
        "yizhan/fold",
        &[
            SCHEMA.as_bytes(),
            &FOLD_RULES.to_be_bytes(),
            &INDEX_RULES.to_be_bytes(),
        ],
    )
}

/// Notes that the ledgers are folded by today's rules.
pub(crate) fn note_rules(connection: &Connection) -> Result<(), StoreError> {
    write_setting(connection, RULES, &rules().0)
}

/// Whether the file was last folded by other rules than today's. Opening a file reads the journal
/// only then.
pub(crate) fn is_due(connection: &Connection) -> Result<bool, StoreError> {
    Ok(read_setting(connection, RULES)?.as_deref() != Some(rules().0.as_slice()))
}

/// Folds a file of an earlier day by today's rules.
pub(crate) fn catch_up(connection: &mut Connection) -> Result<(), StoreError> {
    if is_due(connection)? {
        run(connection)?;
    }
    Ok(())
}

/// Folds everything again by today's rules.
pub(crate) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    // A table that others refer to is made anew under its name; inside a transaction it is too
    // late to say so.
    connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON")?;
    let done = run_now(connection);
    connection.execute_batch("PRAGMA legacy_alter_table = OFF; PRAGMA foreign_keys = ON")?;
    done
}

fn run_now(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    drop_ledgers(&transaction)?;
    search::drop(&transaction)?;
    for statement in ledger_statements()? {
        transaction.execute_batch(&statement)?;
    }
    raise(&transaction)?;
    make_missing(&transaction)?;
    fold_all(&transaction)?;
    search::build(&transaction)?;
    note_rules(&transaction)?;
    Ok(transaction.commit()?)
}

/// Folds every entry, in causal order, into the ledger tables that the connection sees first.
pub(crate) fn fold_all(connection: &Connection) -> Result<(), StoreError> {
    let mut folder = Folder::new(connection);
    let last = journal::next_id(connection)?;
    let quarantined = quarantine::all(connection)?;
    for id in (1..last).filter(|id| !quarantined.contains(id)) {
        let entry = journal::load(connection, id, Privacy::Secret)?;
        let author = folder.author(id, Rc::new(owed::withheld(connection, id, &entry)?))?;
        for change in journal::foldable(&entry)? {
            folder.fold(&author, &entry.head.area, &change)?;
        }
    }
    sealed::fold_again(&mut folder, connection)
}

/// Brings the journal's tables from an earlier version to today's.
fn raise(connection: &Connection) -> Result<(), StoreError> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found < 2 {
        number_leaves(connection)?;
    }
    if found < 3 {
        place_entries(connection)?;
        note_sealed(connection)?;
    }
    Ok(connection.pragma_update(None, "user_version", SCHEMA_VERSION)?)
}

/// Version 2: leaves stand under one number instead of under entry, class and place.
fn number_leaves(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "DROP TRIGGER leaf_is_never_deleted;
         DROP TRIGGER leaf_is_only_ever_erased;
         ALTER TABLE leaf RENAME TO leaf_before;",
    )?;
    make_missing(connection)?;
    Ok(connection.execute_batch(
        "INSERT INTO leaf (id, entry, class, place, bytes, erased)
           SELECT (entry * 4 + class) * 16777216 + place, entry, class, place, bytes, erased
           FROM leaf_before ORDER BY entry, class, place;
         DROP TABLE leaf_before;",
    )?)
}

/// Version 3: entries are found by their place without being read; what peers hold lies together by
/// office, and is not brought over: they say it again with their next package, and until then are
/// given everything.
fn place_entries(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "DROP TRIGGER IF EXISTS entry_is_never_changed;
         DROP TRIGGER IF EXISTS entry_is_never_deleted;
         DROP TRIGGER IF EXISTS leaf_is_only_ever_erased;
         DROP TABLE peer_have;
         ALTER TABLE entry RENAME TO entry_before;",
    )?;
    make_missing(connection)?;
    Ok(connection.execute_batch(
        "INSERT INTO entry (id, digest, strand, seq, knowledge, head)
           SELECT id, digest, strand, seq, knowledge, head FROM entry_before ORDER BY id;
         DROP TABLE entry_before;",
    )?)
}

/// Version 3: confidential changes that did not come are noted.
fn note_sealed(connection: &Connection) -> Result<(), StoreError> {
    for id in 1..journal::next_id(connection)? {
        let entry = journal::load(connection, id, Privacy::Secret)?;
        sealed::note(connection, id, &entry)?;
    }
    Ok(())
}

/// Every table with the fold's own columns is a ledger, of this version or another.
fn drop_ledgers(connection: &Connection) -> Result<(), StoreError> {
    let mut statement = connection.prepare(
        "SELECT tables.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
         WHERE tables.type = 'table' AND columns.name = '_entry'",
    )?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?;
    for name in names.collect::<Result<Vec<_>, _>>()? {
        connection.execute_batch(&format!("DROP TABLE \"{}\"", name.replace('"', "\"\"")))?;
    }
    Ok(())
}

/// Makes what `schema.sql` has beside the ledgers and a file of an earlier day lacks.
fn make_missing(connection: &Connection) -> Result<(), StoreError> {
    let scratch = Connection::open_in_memory()?;
    scratch.execute_batch(SCHEMA)?;
    let mut statement = scratch.prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid",
    )?;
    let mut wanted = statement.query([])?;
    let mut there =
        connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = ?1 AND name = ?2")?;
    while let Some(row) = wanted.next()? {
        let (kind, name): (String, String) = (row.get(0)?, row.get(1)?);
        if !there.exists((kind, name))? {
            connection.execute_batch(&row.get::<_, String>(2)?)?;
        }
    }
    Ok(())
}

/// What makes the ledger tables and their indexes, as `schema.sql` says.
pub(crate) fn ledger_statements() -> Result<Vec<String>, StoreError> {
    let scratch = Connection::open_in_memory()?;
    scratch.execute_batch(SCHEMA)?;
    let mut statement = scratch.prepare(
        "SELECT sql FROM sqlite_schema WHERE tbl_name = ?1 AND sql IS NOT NULL ORDER BY type DESC",
    )?;
    let mut statements = Vec::new();
    for spec in ALL {
        let found = statement.query_map([spec.name], |row| row.get::<_, String>(0))?;
        for sql in found {
            statements.push(sql?);
        }
    }
    Ok(statements)
}
