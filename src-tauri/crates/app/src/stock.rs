//! How much there is of each item: the sum of movements of its batches, never a typed figure.

use crate::office::Office;
use crate::problem::Problem;
use ledger::{Row, RowId};
use std::collections::BTreeMap;
use store::StoredRow;

/// One item with what is there of it.
pub(crate) struct ItemStock {
    /// The item.
    pub(crate) item: StoredRow,
    /// Its batches, earliest expiry first, with what is left of each in thousandths.
    pub(crate) batches: Vec<(StoredRow, i64)>,
}

/// How an item stands against its minimum and target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// None, or all of it expired.
    Empty,
    /// Below the minimum.
    Low,
    /// At least the minimum, but below the target.
    Fair,
    /// At least the target, or none is set.
    Enough,
}

impl ItemStock {
    /// What is there, in thousandths, expired batches included.
    pub(crate) fn total(&self) -> i64 {
        self.batches.iter().map(|(_, qty)| qty).sum()
    }

    /// What is there and has not expired as of `today`.
    pub(crate) fn usable(&self, today: &str) -> i64 {
        let fresh = self
            .batches
            .iter()
            .filter(|(batch, _)| !is_expired(&batch.row, today));
        fresh.map(|(_, qty)| qty).sum()
    }

    /// What is there and has expired as of `today`.
    pub(crate) fn spoiled(&self, today: &str) -> i64 {
        let left = self.batches.iter().filter(|(_, qty)| *qty > 0);
        let expired = left.filter(|(batch, _)| is_expired(&batch.row, today));
        expired.map(|(_, qty)| qty).sum()
    }

    /// What counts against minimum and target, on screen, on paper and in the rate: what is usable.
    /// Nothing can be counted of what is only agreed or promised, with no batch ever booked in.
    pub(crate) fn counted(&self, today: &str) -> Option<i64> {
        let is_kept = self.is_in_the_store_room() || !self.batches.is_empty();
        is_kept.then(|| self.usable(today))
    }

    /// Whether the item is kept as goods, and not agreed, promised or held by the households.
    pub(crate) fn is_in_the_store_room(&self) -> bool {
        matches!(self.item.row.text("mode"), "" | "physical")
    }

    /// How the item stands.
    pub(crate) fn level(&self, today: &str) -> Level {
        let figure = |field| self.item.row.get(field).int().unwrap_or(0);
        let (min, target) = (figure("min_qty"), figure("target_qty"));
        match self.counted(today) {
            Some(usable) if usable <= 0 => Level::Empty,
            Some(usable) if usable < min => Level::Low,
            Some(usable) if usable < target => Level::Fair,
            Some(_) | None => Level::Enough,
        }
    }

    /// 账实不符: more was taken out of a batch than was ever booked in (domain §8.3).
    pub(crate) fn is_mismatched(&self) -> bool {
        self.batches.iter().any(|(_, qty)| *qty < 0)
    }

    /// What there is to be said of it, in a few words.
    pub(crate) fn alert(&self, today: &str) -> Option<&'static str> {
        match self.level(today) {
            _ if self.is_mismatched() => Some("账实不符"),
            Level::Empty if self.total() > 0 => Some("全部过期"),
            Level::Empty => Some("没有库存"),
            Level::Low => Some("低于最低"),
            Level::Fair | Level::Enough => None,
        }
    }

    /// Day the first batch with something left expires, if one does.
    pub(crate) fn first_expiry(&self) -> Option<&str> {
        let left = self.batches.iter().filter(|(_, qty)| *qty > 0);
        left.map(|(batch, _)| batch.row.text("expires_on"))
            .filter(|day| !day.is_empty())
            .min()
    }
}

fn is_expired(batch: &Row, today: &str) -> bool {
    let expires = batch.text("expires_on");
    !expires.is_empty() && expires < today
}

/// Every item of the office with its batches.
pub(crate) fn of_office(office: &Office) -> Result<Vec<ItemStock>, Problem> {
    of_area(office, &office.code)
}

/// Every item of one of the areas whose books are here.
pub(crate) fn of_area(office: &Office, area: &str) -> Result<Vec<ItemStock>, Problem> {
    let left = office.store.stock(area, None)?;
    let mut by_item: BTreeMap<RowId, Vec<(StoredRow, i64)>> = BTreeMap::new();
    for batch in office.all_of(area, "supply_batch")? {
        let Ok(item) = batch.row.text("item_id").parse() else {
            continue;
        };
        let qty = left.get(&batch.id).copied().unwrap_or(0);
        by_item.entry(item).or_default().push((batch, qty));
    }
    let stocks = office.all_of(area, "supply_item")?.into_iter().map(|item| {
        let mut batches = by_item.remove(&item.id).unwrap_or_default();
        batches.sort_by(|(a, _), (b, _)| expiry_key(&a.row).cmp(expiry_key(&b.row)));
        ItemStock { item, batches }
    });
    Ok(stocks.collect())
}

/// Batches without a day of expiry come last.
fn expiry_key(batch: &Row) -> &str {
    match batch.text("expires_on") {
        "" => "9999-12-31",
        day => day,
    }
}
