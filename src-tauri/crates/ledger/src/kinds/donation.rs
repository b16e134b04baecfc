//! 捐赠: what was given, for what, and where it went (domain §1 F74). Goods enter the stock as a
//! batch of origin 捐赠; two people see them in.

use super::rules::{below_zero, odd_phone, one_person_twice};
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 36,
    name: "donation",
    label: "捐赠",
    menu: Menu::Resource,
    title: &["donation_no", "donor"],
    columns: &[
        "donation_no",
        "received_on",
        "donor",
        "kind",
        "goods",
        "amount_yuan",
        "published_on",
    ],
    chips: &[
        Chip {
            name: "goods",
            label: "物资",
            field: "kind",
            codes: &["goods"],
        },
        Chip {
            name: "money",
            label: "资金",
            field: "kind",
            codes: &["money"],
        },
    ],
    unique: &[&["donation_no"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "donation_no", "收据编号", Type::Text)
        .open()
        .automatic()
        .synonyms(&["编号", "捐赠编号"]),
    Field::new(2, "donor", "捐赠人", Type::Text)
        .always()
        .personal()
        .synonyms(&["捐赠单位", "捐赠方", "姓名"]),
    Field::new(3, "donor_phone", "捐赠人电话", Type::Phone)
        .personal()
        .synonyms(&["电话", "联系电话"]),
    Field::new(4, "hide_donor", "不公开姓名", Type::Bool)
        .open()
        .hint("捐赠人不愿公开的选“是”，公示上写“爱心人士”。"),
    Field::new(5, "kind", "捐什么", Type::Code("donation_kind"))
        .always()
        .open()
        .synonyms(&["类型", "捐赠类型"]),
    Field::new(6, "goods", "品种数量", Type::Lines)
        .later_if(is_goods)
        .hint("一行一样，例如：棉被20床。")
        .synonyms(&["捐赠物资", "物资", "品名"]),
    Field::new(7, "amount_yuan", "金额", Type::Decimal(2))
        .later_if(is_money)
        .open()
        .unit("元")
        .synonyms(&["捐款金额", "折价"]),
    Field::new(8, "received_on", "收到日期", Type::Date)
        .later()
        .open()
        .synonyms(&["日期", "捐赠日期", "接收日期"]),
    Field::new(9, "purpose", "指定用途", Type::Text)
        .hint("捐赠人说了给谁用、干什么用，就照写。")
        .synonyms(&["用途", "捐赠意向"]),
    Field::new(10, "received_by", "接收人", Type::Ref("person"))
        .later()
        .synonyms(&["经办人", "经办"]),
    Field::new(11, "witness_id", "见证人", Type::Ref("person"))
        .later()
        .hint("两个人一起点收；最好请村务监督委员。"),
    Field::new(
        12,
        "batch_ids",
        "入了哪几批物资",
        Type::Refs("supply_batch"),
    )
    .later_if(is_goods),
    Field::new(13, "whereabouts", "用到哪里了", Type::LongText)
        .personal()
        .synonyms(&["去向", "使用情况"]),
    Field::new(14, "published_on", "公开日期", Type::Date)
        .later()
        .open()
        .hint("救灾款物要公开。")
        .synonyms(&["公示日期"]),
    Field::new(15, "remark", "备注", Type::LongText),
];

fn is_goods(row: &Row) -> bool {
    row.text("kind") == "goods"
}

fn is_money(row: &Row) -> bool {
    row.text("kind") == "money"
}

fn checks(row: &Row) -> Vec<Flag> {
    let twice = one_person_twice(
        row,
        ["received_by", "witness_id"],
        "donation_needs_two",
        "捐赠要两个人点收：见证人不能是接收人。",
    );
    [
        twice,
        odd_phone(row, "donor_phone"),
        below_zero(row, "amount_yuan"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
