//! What a form says of goods: the item apart from its lot, figures with their unit, what the books
//! say is left.

use crate::papers::Gather;
use crate::problem::Problem;
use ledger::numbers::decimal_text;
use ledger::{Row, RowId};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use store::StoredRow;

/// What is left of each batch in thousandths, read when it is first asked for.
#[derive(Default)]
pub(super) struct Left(OnceCell<BTreeMap<RowId, i64>>);

impl Left {
    /// What the books say is left of a batch.
    pub(super) fn of_batch(
        &self,
        gather: &Gather<'_>,
        batch: &StoredRow,
    ) -> Result<String, Problem> {
        if self.0.get().is_none() {
            let left = gather.office.store.stock(&gather.office.code, None)?;
            // Nobody else can have set it between.
            let _ = self.0.set(left);
        }
        let left = self.0.get().and_then(|left| left.get(&batch.id));
        Ok(decimal_text(left.copied().unwrap_or(0), 3))
    }
}

/// What a movement is of: 救生圈 直径71厘米, its lot, how many with their unit.
pub(super) fn moved(gather: &Gather<'_>, name: &str, row: &Row) -> Result<String, Problem> {
    let batch = gather.target(row, "batch_id", "supply_batch")?;
    let batch = batch.unwrap_or_default();
    if name == "lot" {
        return Ok(batch.text("lot").to_owned());
    }
    let item = gather.target(&batch, "item_id", "supply_item")?;
    let item = item.unwrap_or_default();
    Ok(match (name, row.get("qty").int()) {
        ("qty", Some(qty)) => format!("{}{}", decimal_text(qty, 3), item.text("unit")),
        ("qty", None) => String::new(),
        _ => format!("{} {}", item.text("name"), item.text("spec"))
            .trim()
            .to_owned(),
    })
}
