//! Stock is the sum of movements; it may go below zero, and then it is a question, never an
//! error.

use crate::Store;
use crate::error::StoreError;
use ledger::RowId;
use ledger::kinds::supply_movement::direction;
use rusqlite::{Connection, Statement, ToSql};
use std::collections::BTreeMap;

/// Quantity by batch, in thousandths of the item's unit.
pub type Stock = BTreeMap<RowId, i64>;

impl Store {
    /// What is in stock of every batch of an area that ever moved, or of the named batches.
    pub fn stock(&self, area: &str, batches: Option<&[RowId]>) -> Result<Stock, StoreError> {
        let Some(batches) = batches else {
            return of_area(&self.connection, area);
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT batch_id, kind, qty FROM supply_movement
             WHERE batch_id = ?2 AND area = ?1 AND _gone = 0",
        )?;
        let mut stock = Stock::new();
        for batch in batches {
            stock.entry(*batch).or_insert(0);
            sum(&mut statement, &[&area, &batch.to_string()], &mut stock)?;
        }
        Ok(stock)
    }
}

/// Stock of every batch of an area that ever moved.
pub(crate) fn of_area(connection: &Connection, area: &str) -> Result<Stock, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT batch_id, kind, qty FROM supply_movement WHERE area = ?1 AND _gone = 0",
    )?;
    let mut stock = Stock::new();
    sum(&mut statement, &[&area], &mut stock)?;
    Ok(stock)
}

/// Sums here and not in SQL, where one absurd quantity would make the sum an error.
fn sum(
    statement: &mut Statement<'_>,
    parameters: &[&dyn ToSql],
    stock: &mut Stock,
) -> Result<(), StoreError> {
    let mut rows = statement.query(parameters)?;
    while let Some(row) = rows.next()? {
        let batch: Option<String> = row.get(0)?;
        let kind: Option<String> = row.get(1)?;
        let quantity: Option<i64> = row.get(2)?;
        let (Some(Ok(batch)), Some(kind), Some(quantity)) =
            (batch.map(|batch| batch.parse::<RowId>()), kind, quantity)
        else {
            continue;
        };
        let balance = stock.entry(batch).or_insert(0);
        *balance = balance.saturating_add(direction(&kind).saturating_mul(quantity));
    }
    Ok(())
}
