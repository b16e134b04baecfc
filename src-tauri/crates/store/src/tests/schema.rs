//! `schema.sql` against the declarations, and the fence around the journal.

use super::support::{Replica, put, row, text};
use crate::columns::sql_type;
use crate::file::SCHEMA;
use ledger::{ALL, Spec};
use rusqlite::Connection;
use std::collections::BTreeSet;

fn declared(spec: &Spec) -> BTreeSet<(String, String)> {
    let own = [
        ("id", "TEXT"),
        ("area", "TEXT"),
        ("_entry", "INTEGER"),
        ("_marks", "BLOB"),
        ("_disputed", "INTEGER"),
        ("_gone", "INTEGER"),
    ];
    let fields = spec
        .fields
        .iter()
        .map(|field| (field.name, sql_type(field.kind)));
    own.into_iter()
        .chain(fields)
        .map(|(name, kind)| (name.to_owned(), kind.to_owned()))
        .collect()
}

fn columns(connection: &Connection, table: &str) -> BTreeSet<(String, String)> {
    let mut statement = connection
        .prepare("SELECT name, type FROM pragma_table_xinfo(?1)")
        .unwrap();
    let columns = statement
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    columns.collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_ledger_has_the_table_its_declaration_says() {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(SCHEMA).unwrap();
    for spec in ALL {
        let (declared, table) = (declared(spec), columns(&connection, spec.name));
        let missing: Vec<_> = declared.difference(&table).collect();
        let needless: Vec<_> = table.difference(&declared).collect();
        assert!(
            missing.is_empty() && needless.is_empty(),
            "schema.sql, table {}: missing {missing:?}, needless {needless:?}",
            spec.name
        );
        assert_eq!(
            declared.len(),
            6 + spec.fields.len(),
            "{}: a field has the name of a column of the fold",
            spec.name
        );
    }
}

#[test]
fn ledger_tables_have_no_constraint_that_a_merge_could_break() {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(SCHEMA).unwrap();
    for spec in ALL {
        let unique: i64 = connection
            .query_row(
                "SELECT COUNT(*) FROM pragma_index_list(?1) WHERE \"unique\" = 1",
                [spec.name],
                |row| row.get(0),
            )
            .unwrap();
        let foreign: i64 = connection
            .query_row(
                "SELECT COUNT(*) FROM pragma_foreign_key_list(?1)",
                [spec.name],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!((unique, foreign), (1, 0), "{}: only its key", spec.name);
    }
}

#[test]
fn the_journal_cannot_be_rewritten_by_any_statement() {
    let mut replica = Replica::new(1);
    replica.act(&[put("person", row(1), "name", text("张三"))]);
    let connection = &replica.store.connection;
    let statements = [
        "UPDATE entry SET seq = 9",
        "DELETE FROM entry",
        "REPLACE INTO entry SELECT id, digest, strand, 7, knowledge, head FROM entry",
        "INSERT INTO entry SELECT * FROM entry WHERE true ON CONFLICT DO UPDATE SET seq = 9",
        "DELETE FROM leaf",
        "UPDATE leaf SET bytes = x'00'",
        "UPDATE leaf SET place = 4",
        "REPLACE INTO leaf SELECT id, entry, class, place, x'00', NULL FROM leaf",
    ];
    for statement in statements {
        let refused = connection.execute_batch(statement);
        assert!(refused.is_err(), "the fence must stop: {statement}");
    }
    connection
        .execute_batch("UPDATE leaf SET bytes = NULL, erased = zeroblob(32)")
        .expect("a leaf can be destroyed, because the law may demand it");
    let again = connection.execute_batch("UPDATE leaf SET bytes = x'00', erased = NULL");
    assert!(again.is_err(), "what was destroyed never comes back");
}
