//! Reference of the bench (design §7): the same rows in the same tables with the same indexes,
//! search index, key strength and pragmas, without a journal. Nothing of the program uses it.
//!
//! `bare insert FROM.yz TO` reads every ledger row of an unprotected file, then times writing them
//! all in one transaction; `bare commit FROM.yz TO` does so untimed and then times commits of one
//! changed row each. Both print one line of JSON.
#![expect(clippy::print_stdout, reason = "the figures are the output")]

use ledger::{ALL, Spec, Value};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};
use store::{Access, Query, Store, StoredRow};

const SCHEMA: &str = include_str!("../../../../schema.sql");
/// The pragmas of `store::file::connect`.
const PRAGMAS: &str = "
    PRAGMA key = \"x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'\";
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA temp_store = MEMORY;
    PRAGMA recursive_triggers = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    BEGIN IMMEDIATE; COMMIT;";
/// A document of the search index: its number and its columns.
type Document = (i64, Vec<String>);
/// Commits measured in one process.
const COMMITS: i64 = 30;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [what, from, to] = words.as_slice() else {
        return Err("bare insert|commit FROM.yz TO".into());
    };
    let (ledgers, documents) = read(Path::new(from))?;
    let mut connection = Connection::open(to)?;
    connection.execute_batch(PRAGMAS)?;
    connection.execute_batch(SCHEMA)?;
    let started = Instant::now();
    insert(&mut connection, &ledgers, &documents)?;
    let inserted = started.elapsed();
    let spent = if what == "commit" {
        commit(&connection)?
    } else {
        inserted
    };
    println!("{{\"seconds\":{}}}", spent.as_secs_f64());
    Ok(())
}

type Ledgers = Vec<(&'static Spec, Vec<StoredRow>)>;

fn read(path: &Path) -> Outcome<(Ledgers, Vec<Document>)> {
    let store = Store::open(path, &Access::Open)?;
    let mut ledgers = Vec::new();
    for spec in ALL.iter().copied() {
        ledgers.push((spec, store.list(spec, &Query::default())?.rows));
    }
    let documents = store.documents()?;
    store.close()?;
    Ok((ledgers, documents))
}

fn insert(
    connection: &mut Connection,
    ledgers: &[(&Spec, Vec<StoredRow>)],
    documents: &[Document],
) -> Outcome<()> {
    let transaction = connection.transaction()?;
    for (spec, rows) in ledgers {
        let names = spec
            .fields
            .iter()
            .map(|field| format!("\"{}\"", field.name));
        let names = [String::new()]
            .into_iter()
            .chain(names)
            .collect::<Vec<_>>()
            .join(", ");
        let sql = format!(
            "INSERT INTO \"{}\" (id, area, _entry, _marks, _disputed, _gone{names})
             VALUES (?, ?, 1, NULL, 0, 0{})",
            spec.name,
            ", ?".repeat(spec.fields.len())
        );
        let mut statement = transaction.prepare(&sql)?;
        for stored in rows {
            let own = [
                Sql::Text(stored.id.to_string()),
                Sql::Text(stored.area.clone()),
            ];
            let fields = spec
                .fields
                .iter()
                .map(|field| to_sql(stored.row.get(field.name)));
            statement.execute(params_from_iter(own.into_iter().chain(fields)))?;
        }
    }
    let mut insert = transaction.prepare(
        "INSERT INTO search (rowid, title, rest, p_title, p_rest, tail) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for (number, columns) in documents {
        let columns = columns.iter().cloned().map(Sql::Text);
        insert.execute(params_from_iter(
            [Sql::Integer(*number)].into_iter().chain(columns),
        ))?;
    }
    drop(insert);
    Ok(transaction.commit()?)
}

/// The median of single-row commits.
fn commit(connection: &Connection) -> Outcome<Duration> {
    let mut rows = connection.prepare("SELECT id, area FROM hazard ORDER BY id LIMIT ?1")?;
    let keys = rows.query_map([COMMITS], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let keys = keys.collect::<Result<Vec<(String, String)>, _>>()?;
    let mut update =
        connection.prepare("UPDATE hazard SET remark = '改' WHERE id = ?1 AND area = ?2")?;
    let mut spent = Vec::new();
    for key in keys {
        let started = Instant::now();
        update.execute(key)?;
        spent.push(started.elapsed());
    }
    spent.sort_unstable();
    let middle = spent.get(spent.len() / 2).copied();
    middle.ok_or_else(|| "there is no hazard to change".into())
}

fn to_sql(value: &Value) -> Sql {
    match value {
        Value::Null => Sql::Null,
        Value::Bool(yes) => Sql::Integer(i64::from(*yes)),
        Value::Int(number) => Sql::Integer(*number),
        Value::Text(text) => Sql::Text(text.clone()),
        Value::Lines(lines) => Sql::Text(serde_json::Value::from(lines.clone()).to_string()),
        Value::Set(set) => {
            let items: serde_json::Value = set.iter().map(String::as_str).collect();
            Sql::Text(items.to_string())
        }
    }
}
