//! The store rooms: items, batches and what moved.

use super::Village;
use crate::demo::books::thousandths;
use crate::demo::catalogue::ItemEntry;
use crate::problem::Problem;
use chrono::Datelike as _;
use ledger::{RowId, Value};

const STORES: [&str; 5] = [
    "村部仓库 A-01",
    "村部仓库 A-02",
    "文化礼堂 B-01",
    "3号仓 C-01",
    "沟西值守点",
];

/// Items of the last count, and how many days ago it was.
const COUNTED: usize = 26;
const COUNTED_AGO: i64 = 25;

/// Whether the last count found one of this item missing, on purpose.
fn is_missed(number: usize) -> bool {
    number.is_multiple_of(3) && number / 3 < COUNTED && number / 3 % 11 == 7
}

/// How much is there of an item; one in eight is short, on purpose.
fn held(number: usize, item: &ItemEntry) -> i64 {
    let is_short = number % 8 == 5 && item.min_qty > 1;
    if is_short {
        item.min_qty / 2
    } else {
        item.target_qty.max(item.min_qty).max(2)
    }
}

impl Village<'_> {
    pub(super) fn supplies(&mut self) -> Result<(), Problem> {
        for (number, item) in self.catalogue.items.iter().enumerate() {
            let id = self.ids.of("supply_item", number + 1);
            let filled = |count: i64| {
                if count > 0 {
                    thousandths(count)
                } else {
                    Value::Null
                }
            };
            let row = vec![
                ("name", item.name.as_str().into()),
                ("spec", item.spec.as_str().into()),
                ("unit", item.unit.as_str().into()),
                ("kit_class", item.kit_class.as_str().into()),
                ("mode", item.mode.as_str().into()),
                ("min_qty", filled(item.min_qty)),
                ("target_qty", filled(item.target_qty)),
                (
                    "shelf_months",
                    if item.shelf_months > 0 {
                        Value::Int(item.shelf_months)
                    } else {
                        Value::Null
                    },
                ),
                (
                    "bin",
                    STORES
                        .get(number % STORES.len())
                        .copied()
                        .unwrap_or_default()
                        .into(),
                ),
                (
                    "keeper_id",
                    self.cadre(if number % 2 == 0 { 2 } else { 17 }),
                ),
            ];
            self.books.put("supply_item", id, row)?;
            self.batches(number, id, item)?;
        }
        self.comings_and_goings()?;
        self.stocktake()
    }

    /// Twenty months of taking out and bringing back, thrice as often in the flood season.
    fn comings_and_goings(&mut self) -> Result<(), Problem> {
        let stores = std::mem::take(&mut self.kept);
        for week in 1..87 {
            let month = self.books.days_ago(week * 7).month();
            let times = if (5..=9).contains(&month) { 3 } else { 1 };
            for _ in 0..times {
                let days_ago = week * 7 - self.random.between(0, 4);
                let drawn = self.random.pick(&stores).copied();
                let Some((batch, _)) = drawn.filter(|(_, bought)| *bought > days_ago) else {
                    continue;
                };
                let purpose = if times == 3 {
                    "雨天巡查用"
                } else {
                    "巡山、值守用"
                };
                self.movement(batch, ("out_use", 1, days_ago), purpose)?;
                self.movement(batch, ("in_return", 1, days_ago - 2), "用后归还")?;
            }
        }
        Ok(())
    }

    /// The last count found two things missing and set them right.
    fn stocktake(&mut self) -> Result<(), Problem> {
        for number in 0..COUNTED {
            let item = self.ids.of("supply_item", number * 3 + 1);
            let batches = self.catalogue.items.get(number * 3);
            let book = batches.map_or(0, |entry| held(number * 3, entry));
            let is_short = is_missed(number * 3) && book > 1;
            let real = book;
            let book = book + i64::from(is_short);
            let mut row = vec![
                ("checked_on", self.books.day(COUNTED_AGO)),
                ("item_id", item.to_string().into()),
                ("book_qty", thousandths(book)),
                ("real_qty", thousandths(real)),
                ("checked_by", self.cadre(17)),
                ("watched_by", self.cadre(3)),
            ];
            if is_short {
                row.push(("reason", "领用时没登记，已补问，找不到。".into()));
            }
            let id = self.ids.of("supply_check", number + 1);
            self.books.put("supply_check", id, row)?;
        }
        Ok(())
    }

    /// Two batches of most items; one item in eight is short, one in twenty expired.
    fn batches(&mut self, number: usize, item_id: RowId, item: &ItemEntry) -> Result<(), Problem> {
        let total = held(number, item);
        let count = if number.is_multiple_of(4) { 1 } else { 2 };
        for batch in 0..count {
            let id = self.ids.of("supply_batch", number * 10 + batch);
            let qty = if count == 1 {
                total
            } else if batch == 0 {
                total / 2
            } else {
                total - total / 2
            };
            let missed = i64::from(batch == 0 && total > 1 && is_missed(number));
            let came = qty + 4 + missed;
            let made = if item.shelf_months > 0 && number % 20 == 7 {
                item.shelf_months * 30 + 40
            } else if item.shelf_months > 0 && number % 12 == 3 {
                item.shelf_months * 30 - 25
            } else {
                self.random
                    .between(60, 500)
                    .min((item.shelf_months.max(24)) * 30 - 90)
            };
            let expires = if item.shelf_months > 0 {
                self.books.day(made - item.shelf_months * 30)
            } else {
                Value::Null
            };
            let row = vec![
                ("item_id", item_id.to_string().into()),
                (
                    "lot",
                    format!("{}-{}", self.books.days_ago(made).format("%Y%m"), batch + 1).into(),
                ),
                ("qty", thousandths(came)),
                ("made_on", self.books.day(made)),
                ("expires_on", expires),
                ("origin", "purchase".into()),
                ("condition", "usable".into()),
            ];
            self.books.put("supply_batch", id, row)?;
            let bought = (made - 10).max(1);
            self.movement(id, ("in_purchase", came, bought), "汛前采购入库")?;
            if qty >= 2 {
                self.kept.push((id, bought));
            }
            self.movement(id, ("out_use", 6, (bought / 2).max(1)), "汛期巡查领用")?;
            self.movement(id, ("in_return", 2, (bought / 3).max(0)), "用后归还")?;
            if missed > 0 {
                self.movement(id, ("count_down", missed, COUNTED_AGO - 1), "盘点少了")?;
            }
        }
        Ok(())
    }

    fn movement(
        &mut self,
        batch: RowId,
        (kind, qty, days_ago): (&str, i64, i64),
        purpose: &str,
    ) -> Result<(), Problem> {
        let number = self.books.written("supply_movement");
        let is_out = kind.starts_with("out");
        let row = vec![
            ("kind", kind.into()),
            ("batch_id", batch.to_string().into()),
            ("qty", thousandths(qty)),
            ("moved_at", self.books.moment(days_ago, "08:40")),
            ("purpose", purpose.into()),
            (
                "counterparty",
                if is_out {
                    "巡查组".into()
                } else {
                    Value::Null
                },
            ),
            ("handled_by", self.cadre(17)),
            (
                "approved_by",
                if is_out || kind == "count_down" {
                    self.cadre(0)
                } else {
                    Value::Null
                },
            ),
        ];
        self.books.put(
            "supply_movement",
            self.ids.of("supply_movement", number + 1),
            row,
        )
    }
}
