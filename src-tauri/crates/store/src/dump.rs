//! For the proofs alone: a file as text and back, so that a file of an earlier day can lie in the
//! house where everybody reads it. Not compiled into the programs people use.
//!
//! The text is what `schema.sql` was that day and every row, those of the search index too. It is
//! raised under the very key file that lay beside the books.

use crate::Store;
use crate::error::StoreError;
use crate::file::connect;
use crate::keyfile::{Access, KeyFile};
use rusqlite::Connection;
use std::fmt::Write as _;
use std::path::Path;

impl Store {
    /// The whole file as SQL: its schema, then its rows.
    pub fn dump(&self) -> Result<String, StoreError> {
        let connection = &self.connection;
        let mut text = String::new();
        for name in ["application_id", "user_version"] {
            let value: i64 =
                connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))?;
            let _ = writeln!(text, "PRAGMA {name} = {value};");
        }
        let made = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT IN
             (SELECT name FROM pragma_table_list WHERE type = 'shadow') ORDER BY rowid";
        for statement in texts(connection, made)? {
            let _ = writeln!(text, "{statement};");
        }
        let filled = "SELECT name FROM pragma_table_list WHERE schema = 'main'
             AND type IN ('table', 'shadow') AND name NOT LIKE 'sqlite_%' ORDER BY name";
        for table in texts(connection, filled)? {
            rows(connection, &table, &mut text)?;
        }
        Ok(text)
    }
}

/// Makes the file again that was dumped; its key file stands beside `path` already and is open.
pub fn raise(dump: &str, path: &Path) -> Result<(), StoreError> {
    let key = KeyFile::beside(path)?.unwrap_key(&Access::Open)?;
    let connection = connect(path, &key)?;
    connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; BEGIN;")?;
    connection.execute_batch(dump)?;
    connection.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE);")?;
    connection.close().map_err(|(_, error)| error.into())
}

/// What makes these rows again, in place of those that making the table made.
fn rows(connection: &Connection, table: &str, text: &mut String) -> Result<(), StoreError> {
    let columns = "SELECT name FROM pragma_table_info(?1) ORDER BY cid";
    let mut statement = connection.prepare(columns)?;
    let names = statement.query_map([table], |row| row.get::<_, String>(0))?;
    let quoted: Vec<String> = names
        .map(|name| name.map(|name| format!("quote(\"{name}\")")))
        .collect::<Result<_, _>>()?;
    let values = quoted.join(" || ',' || ");
    let kept = texts(connection, &format!("SELECT {values} FROM \"{table}\""))?;
    if table.starts_with("search_") && !kept.is_empty() {
        let _ = writeln!(text, "DELETE FROM \"{table}\";");
    }
    for values in kept {
        let _ = writeln!(text, "INSERT INTO \"{table}\" VALUES ({values});");
    }
    Ok(())
}

fn texts(connection: &Connection, query: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(query)?;
    let found = statement.query_map([], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}
