//! 协议: what a shop or firm has promised to bring, how fast, and until when (domain §1 F52, §2.9).
//! 有效, 临期 and 过期 follow from its days and are asked where today is known.

use super::rules::{alike, below_zero, odd_phone, too_early};
use crate::check::Flag;
use crate::spec::{Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 34,
    name: "agreement",
    label: "储备协议",
    menu: Menu::Resource,
    title: &["vendor", "subject"],
    columns: &[
        "vendor",
        "subject",
        "lead_hours",
        "contact_a",
        "phone_a",
        "start_on",
        "end_on",
    ],
    unique: &[&["vendor", "subject", "start_on"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "vendor", "商户", Type::Text)
        .hint("同谁签的，写店名和老板。")
        .always()
        .synonyms(&["单位", "供货单位", "协议单位", "乙方"]),
    Field::new(2, "subject", "供什么", Type::Text)
        .later()
        .synonyms(&["品种", "协议内容", "物资"]),
    Field::new(3, "items", "品种数量", Type::Lines)
        .hint("一行一样，例如：方便面50箱。")
        .synonyms(&["数量", "清单"]),
    Field::new(
        4,
        "supply_item_ids",
        "对应哪些物资",
        Type::Refs("supply_item"),
    )
    .hint("选了，物资清单上就看得到有协议。"),
    Field::new(5, "lead_hours", "供货时限", Type::Decimal(1))
        .later()
        .open()
        .unit("小时")
        .synonyms(&["送达时限", "到货时间"]),
    Field::new(6, "contact_a", "联系人A", Type::Text)
        .later()
        .personal()
        .synonyms(&["联系人", "负责人"]),
    Field::new(7, "phone_a", "电话A", Type::Phone)
        .later()
        .personal()
        .synonyms(&["电话", "联系电话", "手机"]),
    Field::new(8, "contact_b", "联系人B", Type::Text)
        .later()
        .personal(),
    Field::new(9, "phone_b", "电话B", Type::Phone).personal(),
    Field::new(10, "price_terms", "价格约定", Type::Text).synonyms(&["价格", "结算方式"]),
    Field::new(11, "place", "货在哪", Type::Text).synonyms(&["地址", "存放地点"]),
    Field::new(12, "signed_on", "签订日期", Type::Date)
        .open()
        .synonyms(&["签订时间"]),
    Field::new(13, "start_on", "开始日期", Type::Date)
        .later()
        .open()
        .synonyms(&["起", "起始日期", "生效日期"]),
    Field::new(14, "end_on", "到期日", Type::Date)
        .later()
        .open()
        .synonyms(&["止", "终止日期", "有效期至"]),
    Field::new(15, "remark", "备注", Type::LongText),
];

fn checks(row: &Row) -> Vec<Flag> {
    let flags = [
        too_early(
            row,
            ["end_on", "start_on"],
            "agreement_ends_before_start",
            "到期日早于开始日期，请核对。",
        ),
        alike(
            row,
            ["contact_a", "contact_b"],
            "one_contact_twice",
            "两个联系人写成了同一个人，请再找一个能叫到的。",
        ),
        odd_phone(row, "phone_a"),
        odd_phone(row, "phone_b"),
        below_zero(row, "lead_hours"),
    ];
    flags.into_iter().flatten().collect()
}
