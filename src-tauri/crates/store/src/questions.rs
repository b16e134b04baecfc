//! Questions (待核): what does not agree in the books after a merge, derived, never stored. Each
//! broken rule is one question with a stable key; a `ruling` row with that key and an answer
//! closes it.

use crate::Store;
use crate::error::StoreError;
use crate::fold::Folder;
use crate::history;
use crate::rows::{read_id, read_image, selection};
use crate::stock;
use ledger::{ALL, Digest, Register, RowId, Spec, Type};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A broken rule of the books that a person is asked about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    /// Names the question; the same on every replica with the same books.
    pub key: String,
    /// Name of the rule.
    pub rule: &'static str,
    /// Ledger name.
    pub ledger: &'static str,
    /// Row.
    pub row: RowId,
    /// Field to look at; empty if the whole row is meant.
    pub field: &'static str,
    /// Other rows concerned.
    pub others: Vec<RowId>,
}

impl Store {
    /// Open questions of an area, at most `limit`.
    pub fn questions(&self, area: &str, limit: usize) -> Result<Vec<Question>, StoreError> {
        let mut questions = open(&self.connection, area)?;
        questions.truncate(limit);
        Ok(questions)
    }
}

/// Keys of the open questions of an area.
pub(crate) fn keys(connection: &Connection, area: &str) -> Result<BTreeSet<String>, StoreError> {
    let questions = open(connection, area)?.into_iter();
    Ok(questions.map(|question| question.key).collect())
}

fn open(connection: &Connection, area: &str) -> Result<Vec<Question>, StoreError> {
    let mut questions = Vec::new();
    for spec in written(connection, area)? {
        dangling_references(connection, spec, area, &mut questions)?;
        for fields in spec.unique {
            repeated(connection, (spec, *fields), area, &mut questions)?;
        }
        if spec.field("a_id").is_some() && spec.field("b_id").is_some() {
            same_person_twice(connection, spec, area, &mut questions)?;
        }
        revived(connection, spec, area, &mut questions)?;
    }
    negative_stock(connection, area, &mut questions)?;
    let closed = closed(connection, area)?;
    questions.retain(|question| !closed.contains(&question.key));
    questions.sort_unstable();
    Ok(questions)
}

/// The ledgers an area has rows in. Every merge asks twice what is open, and most of the many
/// ledgers are empty: one statement says which need not be looked at.
fn written(connection: &Connection, area: &str) -> Result<Vec<&'static Spec>, StoreError> {
    static FILLED: LazyLock<String> = LazyLock::new(|| {
        let ledgers = ALL.iter().map(|spec| {
            let (number, name) = (spec.number, spec.name);
            format!("SELECT {number} WHERE EXISTS (SELECT 1 FROM \"{name}\" WHERE area = ?1)")
        });
        ledgers.collect::<Vec<_>>().join(" UNION ALL ")
    });
    let mut statement = connection.prepare_cached(&FILLED)?;
    let numbers = statement.query_map([area], |row| row.get::<_, u16>(0))?;
    let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
    Ok(numbers.into_iter().filter_map(ledger::by_number).collect())
}

/// Keys of the questions a person has answered; one put off (查清再说) stays open.
fn closed(connection: &Connection, area: &str) -> Result<BTreeSet<String>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT question FROM ruling
         WHERE area = ?1 AND _gone = 0 AND answer NOT IN ('', 'later')
           AND question IS NOT NULL",
    )?;
    let keys = statement.query_map([area], |row| row.get(0))?;
    Ok(keys.collect::<Result<_, _>>()?)
}

/// A reference to a row that is not there, or was removed.
fn dangling_references(
    connection: &Connection,
    spec: &'static Spec,
    area: &str,
    questions: &mut Vec<Question>,
) -> Result<(), StoreError> {
    for field in spec.fields {
        let (target, source, value) = match field.kind {
            Type::Ref(target) => (target, String::new(), format!("source.\"{}\"", field.name)),
            Type::Refs(target) => (
                target,
                format!(", json_each(source.\"{}\") AS element", field.name),
                "element.value".to_owned(),
            ),
            _ => continue,
        };
        let Some(target) = ledger::by_name(target) else {
            continue;
        };
        let sql = format!(
            "SELECT source.id, {value} FROM \"{name}\" AS source{source}
             WHERE source.area = ?1 AND source._gone = 0 AND source.\"{field}\" IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM \"{target}\" AS target
                 WHERE target.id = {value} AND target._gone = 0)",
            name = spec.name,
            field = field.name,
            target = target.name,
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([area])?;
        while let Some(row) = rows.next()? {
            let id = read_id(row, 0)?;
            let value: String = row.get(1)?;
            questions.push(Question {
                key: key("dangling_reference", spec, id, &[field.name, &value]),
                rule: "dangling_reference",
                ledger: spec.name,
                row: id,
                field: field.name,
                others: Vec::new(),
            });
        }
    }
    Ok(())
}

/// Rows that hold the same values where no two should. An identity number of which a
/// spreadsheet left 3.4E+17 says nothing of who it is.
fn repeated(
    connection: &Connection,
    (spec, fields): (&'static Spec, &[&'static str]),
    area: &str,
    questions: &mut Vec<Question>,
) -> Result<(), StoreError> {
    let columns: Vec<String> = fields.iter().map(|field| format!("\"{field}\"")).collect();
    let mut kept: Vec<String> = columns
        .iter()
        .map(|name| format!("{name} IS NOT NULL"))
        .collect();
    for (name, column) in fields.iter().zip(&columns) {
        if spec
            .field(name)
            .is_some_and(|field| field.kind == Type::IdNo)
        {
            kept.push(format!("instr({column}, 'E+') = 0"));
        }
    }
    let sql = format!(
        "SELECT group_concat(id, ' ') FROM \"{}\" WHERE area = ?1 AND _gone = 0 AND {}
         GROUP BY {} HAVING COUNT(*) > 1",
        spec.name,
        kept.join(" AND "),
        columns.join(", ")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([area])?;
    while let Some(row) = rows.next()? {
        let ids: String = row.get(0)?;
        let ids: BTreeSet<RowId> = ids.split(' ').filter_map(|id| id.parse().ok()).collect();
        let everyone: Vec<[u8; 16]> = ids.iter().map(|id| id.0).collect();
        let everyone = short(Digest::of("yizhan/repeated", &[&everyone.concat()]));
        let mut others = ids.into_iter();
        let Some(first) = others.next() else { continue };
        questions.push(Question {
            key: key("repeated", spec, first, &[&fields.join("+"), &everyone]),
            rule: "repeated",
            ledger: spec.name,
            row: first,
            field: fields.first().copied().unwrap_or_default(),
            others: others.collect(),
        });
    }
    Ok(())
}

/// One person as both A and B, who are to stand in for each other.
fn same_person_twice(
    connection: &Connection,
    spec: &'static Spec,
    area: &str,
    questions: &mut Vec<Question>,
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT id, a_id FROM \"{}\" WHERE area = ?1 AND _gone = 0 AND a_id = b_id",
        spec.name
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([area])?;
    while let Some(row) = rows.next()? {
        let id = read_id(row, 0)?;
        let person: String = row.get(1)?;
        questions.push(Question {
            key: key("same_person_twice_roles", spec, id, &[&person]),
            rule: "same_person_twice_roles",
            ledger: spec.name,
            row: id,
            field: "b_id",
            others: person.parse().into_iter().collect(),
        });
    }
    Ok(())
}

/// A row that one replica removed while another, not knowing, still wrote it.
fn revived(
    connection: &Connection,
    spec: &'static Spec,
    area: &str,
    questions: &mut Vec<Question>,
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT {} FROM \"{}\" WHERE area = ?1 AND _disputed > 0",
        selection(spec),
        spec.name
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([area])?;
    let mut folder = Folder::new(connection);
    while let Some(row) = rows.next()? {
        let image = read_image(spec, row)?;
        let Some(mark) = image.marks.registers.get(&Register::Existence) else {
            continue;
        };
        if !mark.is_disputed {
            continue;
        }
        let id = read_id(row, 0)?;
        let rivals = history::rivals(&mut folder, (spec, id), &Register::Existence, mark)?;
        let mut digests: Vec<[u8; 32]> = rivals.iter().map(|rival| rival.digest.0).collect();
        digests.sort_unstable();
        let writers = short(Digest::of("yizhan/revived", &[&digests.concat()]));
        questions.push(Question {
            key: key("revived", spec, id, &[&writers]),
            rule: "revived",
            ledger: spec.name,
            row: id,
            field: "",
            others: Vec::new(),
        });
    }
    Ok(())
}

/// More went out than ever came in (账实不符).
fn negative_stock(
    connection: &Connection,
    area: &str,
    questions: &mut Vec<Question>,
) -> Result<(), StoreError> {
    let Some(spec) = ledger::by_name("supply_batch") else {
        return Ok(());
    };
    let stock = stock::of_area(connection, area)?;
    for (batch, quantity) in stock.into_iter().filter(|(_, quantity)| *quantity < 0) {
        questions.push(Question {
            key: key("negative_stock", spec, batch, &[&quantity.to_string()]),
            rule: "negative_stock",
            ledger: spec.name,
            row: batch,
            field: "qty",
            others: Vec::new(),
        });
    }
    Ok(())
}

fn key(rule: &str, spec: &Spec, row: RowId, rest: &[&str]) -> String {
    format!("{rule}/{}/{row}/{}", spec.name, rest.join("/"))
}

/// Enough of a digest to tell one set of rows or writers from another.
fn short(digest: Digest) -> String {
    digest.to_string().chars().take(16).collect()
}
