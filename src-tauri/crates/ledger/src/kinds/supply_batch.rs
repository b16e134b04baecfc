//! 物资批次: one delivery of an item, with its days (domain §2.9). Whether it is used up or lent
//! follows from its movements.

use super::rules::{below_zero, too_early};
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 13,
    name: "supply_batch",
    label: "物资批次",
    menu: Menu::Resource,
    title: &["lot"],
    columns: &[
        "item_id",
        "lot",
        "qty",
        "made_on",
        "expires_on",
        "next_test",
        "place",
        "condition",
    ],
    chips: &[Chip {
        name: "unusable",
        label: "待检和停用",
        field: "condition",
        codes: &["to_test", "unusable"],
    }],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "item_id", "品目", Type::Ref("supply_item"))
        .always()
        .synonyms(&["物资", "名称"]),
    Field::new(2, "lot", "批号", Type::Text).synonyms(&["批次号", "生产批号"]),
    Field::new(3, "qty", "入库数量", Type::Decimal(3))
        .open()
        .hint("刚入库时的数量；现在有多少由出入库算出。")
        .synonyms(&["数量", "原始数量"]),
    Field::new(4, "made_on", "生产日期", Type::Date)
        .open()
        .synonyms(&["生产日", "出厂日期"]),
    Field::new(5, "expires_on", "到期日", Type::Date)
        .open()
        .hint("长期有效的不填。")
        .synonyms(&["保质期", "有效期", "有效期至", "到期日期", "保质期至"]),
    Field::new(6, "next_test", "下次检测", Type::Date)
        .open()
        .hint("灭火器、救生衣、发电机、电池要按期检测。")
        .synonyms(&["检测日期", "下次检验"]),
    Field::new(7, "origin", "来源", Type::Code("supply_origin"))
        .hint("买的、调来的、捐的，还是还回来的。")
        .open()
        .synonyms(&["物资来源"]),
    Field::new(8, "price_yuan", "单价", Type::Decimal(2))
        .open()
        .unit("元"),
    Field::new(9, "place", "存放点", Type::Text)
        .hint("放在哪间屋、哪个架子。")
        .synonyms(&["存放地点", "存放位置", "仓库"]),
    Field::new(10, "condition", "状况", Type::Code("batch_condition"))
        .open()
        .cautious(&["unusable", "to_test", "usable"]),
    Field::new(11, "remark", "备注", Type::LongText),
];

fn checks(row: &Row) -> Vec<Flag> {
    let expiry = too_early(
        row,
        ["expires_on", "made_on"],
        "expires_before_made",
        "到期日早于生产日期，请核对。",
    );
    let test = too_early(
        row,
        ["next_test", "made_on"],
        "test_before_made",
        "下次检测早于生产日期，请核对。",
    );
    [
        expiry,
        test,
        below_zero(row, "qty"),
        below_zero(row, "price_yuan"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
