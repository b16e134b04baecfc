//! The log of who saw what is hidden from others, and why: never what it said. It only grows
//! (网络安全法: kept for at least six months) and never leaves this machine. Beside it the half
//! typed forms, which hold what people type and so may lie nowhere but in the encrypted file.

use crate::Store;
use crate::error::StoreError;
use rusqlite::OptionalExtension as _;

/// One line of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessLine {
    /// When, in milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// Who, as an account code.
    pub actor: String,
    /// What was done: `reveal`, `export`, `print`, `reset_pin`.
    pub kind: String,
    /// Ledger or paper.
    pub subject: String,
    /// Row; empty where it was a whole ledger.
    pub row: String,
    /// Names of the fields that were seen.
    pub fields: Vec<String>,
    /// Why, as typed.
    pub reason: String,
}

impl Store {
    /// Writes a line into the log.
    pub fn log_access(&mut self, line: &AccessLine) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO access_log (at_ms, actor, kind, subject, \"row\", fields, reason)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((
                line.at_ms,
                &line.actor,
                &line.kind,
                &line.subject,
                &line.row,
                serde_json::Value::from(line.fields.clone()).to_string(),
                &line.reason,
            ))?;
        Ok(())
    }

    /// A page of the log, newest first, and how many lines it has.
    pub fn accesses(&self, offset: u32, limit: u32) -> Result<(u64, Vec<AccessLine>), StoreError> {
        let total: i64 =
            self.connection
                .query_row("SELECT COUNT(*) FROM access_log", [], |row| row.get(0))?;
        let mut statement = self.connection.prepare_cached(
            "SELECT at_ms, actor, kind, subject, \"row\", fields, reason FROM access_log
             ORDER BY id DESC LIMIT ?1 OFFSET ?2",
        )?;
        let lines = statement.query_map((limit, offset), |row| {
            let fields: String = row.get(5)?;
            Ok(AccessLine {
                at_ms: row.get(0)?,
                actor: row.get(1)?,
                kind: row.get(2)?,
                subject: row.get(3)?,
                row: row.get(4)?,
                fields: serde_json::from_str(&fields).unwrap_or_default(),
                reason: row.get(6)?,
            })
        })?;
        Ok((total.unsigned_abs(), lines.collect::<Result<_, _>>()?))
    }

    /// A form that was typed by half and put away under this key.
    pub fn draft(&self, key: &str) -> Result<Option<String>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT content FROM draft WHERE key = ?1")?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Whether something of this kind was ever noted.
    pub fn was_seen(&self, kind: &str) -> Result<bool, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM access_log WHERE kind = ?1)")?;
        Ok(statement.query_row([kind], |row| row.get(0))?)
    }

    /// Puts a half typed form away, in place of the former one of this key.
    pub fn keep_draft(&mut self, key: &str, content: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO draft (key, content) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET content = excluded.content",
            )?
            .execute((key, content))?;
        Ok(())
    }

    /// Forgets the form of this key.
    pub fn drop_draft(&mut self, key: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM draft WHERE key = ?1")?
            .execute([key])?;
        Ok(())
    }
}
