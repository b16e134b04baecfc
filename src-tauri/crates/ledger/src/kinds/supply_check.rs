//! 盘点: what the book says and what is there (domain §2.9), monthly in the flood season and
//! quarterly otherwise. A difference needs its reason and is settled by a movement 盘盈 or 盘亏;
//! nothing is ever made to fit in silence.

use super::rules::below_zero;
use crate::check::Flag;
use crate::spec::{Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 37,
    name: "supply_check",
    label: "盘点",
    menu: Menu::Resource,
    title: &[],
    columns: &[
        "checked_on",
        "item_id",
        "batch_id",
        "book_qty",
        "real_qty",
        "reason",
        "checked_by",
    ],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "checked_on", "盘点日期", Type::Date)
        .always()
        .open()
        .synonyms(&["日期", "盘点时间"]),
    Field::new(2, "item_id", "品目", Type::Ref("supply_item"))
        .always()
        .synonyms(&["物资", "物资名称", "名称"]),
    Field::new(3, "batch_id", "批次", Type::Ref("supply_batch")).hint("分批点的才选。"),
    Field::new(4, "book_qty", "账面", Type::Decimal(3))
        .later()
        .open()
        .group("count")
        .hint("台账上算出来的数。")
        .synonyms(&["账面数", "账面数量"]),
    Field::new(5, "real_qty", "实盘", Type::Decimal(3))
        .always()
        .open()
        .group("count")
        .hint("亲手数出来的数；一个也没有就填0。")
        .synonyms(&["实盘数", "实盘数量", "实有数"]),
    Field::new(6, "reason", "差异原因", Type::Text)
        .later_if(|row| difference(row).is_some_and(|difference| difference != 0))
        .group("count")
        .synonyms(&["差因", "原因"]),
    Field::new(7, "checked_by", "盘点人", Type::Ref("person"))
        .later()
        .synonyms(&["清点人"]),
    Field::new(8, "watched_by", "监盘人", Type::Ref("person")).hint("最好请村务监督委员。"),
    Field::new(
        9,
        "movement_id",
        "哪条出入库补平的",
        Type::Ref("supply_movement"),
    ),
    Field::new(10, "remark", "备注", Type::LongText),
];

/// 实盘 less 账面, once both are there: above zero is 盘盈, below is 盘亏.
pub fn difference(row: &Row) -> Option<i64> {
    let (book, real) = (row.get("book_qty").int()?, row.get("real_qty").int()?);
    real.checked_sub(book)
}

fn checks(row: &Row) -> Vec<Flag> {
    let differs = difference(row).is_some_and(|difference| difference != 0);
    let unexplained = (differs && row.text("reason").is_empty()).then(|| {
        Flag::mark(
            "difference_needs_reason",
            "reason",
            "账面和实盘对不上，请写明原因。",
        )
    });
    let alone =
        !row.text("checked_by").is_empty() && row.text("checked_by") == row.text("watched_by");
    let alone = alone.then(|| {
        Flag::mark(
            "counted_alone",
            "watched_by",
            "盘点人和监盘人是同一个人，最好再请一个人看着点。",
        )
    });
    [unexplained, alone, below_zero(row, "real_qty")]
        .into_iter()
        .flatten()
        .collect()
}
