//! For the proofs alone: harms one row past every rule of the file, as somebody with the key and a
//! database program could. Not compiled into the programs people use.

use crate::Store;
use crate::error::StoreError;
use ledger::ALL;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};

/// What is done to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Harm {
    /// One column is changed.
    Alter,
    /// The row goes.
    Remove,
    /// A copy of it that differs in its key is put in.
    Insert,
}

/// Tables whose every row is accounted for, beside the ledgers.
const TABLES: [&str; 10] = [
    "entry",
    "leaf",
    "withheld",
    "touch",
    "destroyed",
    "strand",
    "knowledge",
    "certificate",
    "head_signature",
    "photo_bytes",
];

/// A column: its name, and its place in the key, 0 outside it.
struct Column {
    name: String,
    key: i64,
}

impl Store {
    /// Every page of the file in clear, free ones too.
    pub fn pages(&mut self) -> Result<Vec<u8>, StoreError> {
        Ok(self.connection.serialize("main")?.to_vec())
    }

    /// Makes a file quick that has to survive no power cut: nothing waits for the disk.
    pub fn hasten(&mut self) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch("PRAGMA synchronous = OFF")?)
    }

    /// Whether the files this process makes from now on carry a seal on every page. Whoever proves
    /// what stands in the files, not how they are sealed, saves a sixth of the time without.
    pub fn seal_pages(sealed: bool) -> Result<(), StoreError> {
        let word = if sealed { "ON" } else { "OFF" };
        let pragma = format!("PRAGMA cipher_default_use_hmac = {word}");
        Ok(Connection::open_in_memory()?.execute_batch(&pragma)?)
    }

    /// Harms a row that the number chooses; tells which, or nothing where the file has no such
    /// row or the tables do not allow the harm.
    pub fn tamper(&mut self, harm: Harm, number: u64) -> Result<Option<String>, StoreError> {
        let names: Vec<&str> = ALL.iter().map(|spec| spec.name).chain(TABLES).collect();
        let filled: Vec<&str> = names
            .into_iter()
            .filter(|name| rows(&self.connection, name).is_ok_and(|rows| rows > 0))
            .collect();
        // The ledgers are many: every other try goes to the tables beside them.
        let beside = filled
            .iter()
            .position(|name| TABLES.contains(name))
            .unwrap_or(0);
        let (from, count) = if number.is_multiple_of(2) {
            (0, beside)
        } else {
            (beside, filled.len() - beside)
        };
        let place = from + usize::try_from(number / 2 % count.max(1) as u64).unwrap_or(0);
        let Some(table) = filled.get(place) else {
            return Ok(None);
        };
        unlock(&self.connection)?;
        let done = harm_row(&self.connection, table, harm, number / 64);
        match done {
            Ok(true) => Ok(Some(format!("{harm:?} {table}"))),
            Ok(false) | Err(rusqlite::Error::SqliteFailure(..)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

fn rows(connection: &Connection, table: &str) -> rusqlite::Result<u64> {
    let count: i64 =
        connection.query_row(&format!("SELECT COUNT(*) FROM \"{table}\""), [], |row| {
            row.get(0)
        })?;
    Ok(count.unsigned_abs())
}

/// Takes the guards away: triggers and references between tables.
fn unlock(connection: &Connection) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?;
    for name in names.collect::<Result<Vec<_>, _>>()? {
        connection.execute_batch(&format!("DROP TRIGGER \"{name}\""))?;
    }
    Ok(connection.execute_batch("PRAGMA foreign_keys = OFF")?)
}

fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Column>> {
    let mut statement =
        connection.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let columns = statement.query_map([table], |row| {
        Ok(Column {
            name: row.get(0)?,
            key: row.get(1)?,
        })
    })?;
    columns.collect()
}

fn harm_row(
    connection: &Connection,
    table: &str,
    harm: Harm,
    number: u64,
) -> rusqlite::Result<bool> {
    let columns = columns(connection, table)?;
    let offset = number % rows(connection, table)?.max(1);
    let sql = format!("SELECT * FROM \"{table}\" LIMIT 1 OFFSET {offset}");
    let row: Vec<Sql> = connection.query_row(&sql, [], |row| {
        (0..columns.len()).map(|place| row.get(place)).collect()
    })?;
    match harm {
        Harm::Remove => remove(connection, table, (&columns, &row)),
        Harm::Insert => insert(connection, table, (&columns, row), number),
        Harm::Alter => alter(connection, table, (&columns, row), number),
    }
}

/// The condition that names a row by its key, and the values for it.
fn named(columns: &[Column], row: &[Sql]) -> (String, Vec<Sql>) {
    let keys = columns.iter().zip(row).filter(|(column, _)| column.key > 0);
    let (conditions, values): (Vec<String>, Vec<Sql>) = keys
        .map(|(column, value)| (format!("\"{}\" = ?", column.name), value.clone()))
        .unzip();
    (conditions.join(" AND "), values)
}

fn remove(
    connection: &Connection,
    table: &str,
    (columns, row): (&[Column], &[Sql]),
) -> rusqlite::Result<bool> {
    let (condition, values) = named(columns, row);
    let sql = format!("DELETE FROM \"{table}\" WHERE {condition}");
    Ok(connection.execute(&sql, params_from_iter(values))? == 1)
}

fn insert(
    connection: &Connection,
    table: &str,
    (columns, mut row): (&[Column], Vec<Sql>),
    number: u64,
) -> rusqlite::Result<bool> {
    let keys = columns.iter().filter(|column| column.key > 0).count();
    let changed = usize::try_from(number).unwrap_or(0) % keys.max(1);
    let mut key = 0;
    for (column, value) in columns.iter().zip(&mut row) {
        // An entry has two more names that no other may have.
        let is_name = table == "entry" && ["digest", "seq"].contains(&column.name.as_str());
        if column.key > 0 || is_name {
            if key == changed || table == "entry" {
                *value = other(value, number | 0x40);
            }
            key += 1;
        }
    }
    let places = vec!["?"; row.len()].join(", ");
    let sql = format!("INSERT INTO \"{table}\" VALUES ({places})");
    Ok(connection.execute(&sql, params_from_iter(row))? == 1)
}

fn alter(
    connection: &Connection,
    table: &str,
    (columns, row): (&[Column], Vec<Sql>),
    number: u64,
) -> rusqlite::Result<bool> {
    let plain: Vec<(&Column, &Sql)> = columns
        .iter()
        .zip(&row)
        .filter(|(column, value)| column.key == 0 && **value != Sql::Null)
        .collect();
    let Some((column, value)) =
        plain.get(usize::try_from(number).unwrap_or(0) % plain.len().max(1))
    else {
        return Ok(false);
    };
    let (condition, values) = named(columns, &row);
    let sql = format!(
        "UPDATE \"{table}\" SET \"{}\" = ? WHERE {condition}",
        column.name
    );
    let values = std::iter::once(other(value, number)).chain(values);
    Ok(connection.execute(&sql, params_from_iter(values))? == 1)
}

/// A value that differs by as little as can be.
fn other(value: &Sql, number: u64) -> Sql {
    match value {
        Sql::Null => Sql::Integer(1),
        Sql::Integer(integer) => Sql::Integer(integer + 1 + i64::try_from(number % 3).unwrap_or(0)),
        Sql::Real(real) => Sql::Real(real + 1.0),
        Sql::Text(text) => Sql::Text(match text.char_indices().next_back() {
            Some((last, '0')) => format!("{}1", text.get(..last).unwrap_or_default()),
            Some((last, _)) => format!("{}0", text.get(..last).unwrap_or_default()),
            None => "0".to_owned(),
        }),
        Sql::Blob(bytes) => {
            let mut bytes = bytes.clone();
            let bits = bytes.len() as u64 * 8;
            let bit = number % bits.max(1);
            match bytes.get_mut(usize::try_from(bit / 8).unwrap_or(0)) {
                Some(byte) => *byte ^= 1 << (bit % 8),
                None => bytes.push(1),
            }
            Sql::Blob(bytes)
        }
    }
}
