//! 经费: the small money of a station, by year and purpose (domain §1 F63). It is a list to show,
//! not an account book.

use super::rules::below_zero;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 42,
    name: "fund",
    label: "经费",
    menu: Menu::Resource,
    title: &["purpose"],
    columns: &[
        "year",
        "entry_kind",
        "purpose",
        "amount_yuan",
        "source",
        "paid_on",
        "handled_by",
    ],
    chips: &[
        Chip {
            name: "budget",
            label: "预算",
            field: "entry_kind",
            codes: &["budget"],
        },
        Chip {
            name: "spent",
            label: "支出",
            field: "entry_kind",
            codes: &["spent"],
        },
    ],
    fields: &[
        Field::new(1, "year", "年度", Type::Int)
            .always()
            .open()
            .synonyms(&["年份"]),
        Field::new(
            2,
            "entry_kind",
            "预算、收入还是支出",
            Type::Code("fund_entry"),
        )
        .later()
        .open()
        .synonyms(&["类型", "收支类型"]),
        Field::new(3, "purpose", "用途", Type::Text)
            .always()
            .synonyms(&["项目", "用途说明", "经费用途"]),
        Field::new(4, "amount_yuan", "金额", Type::Decimal(2))
            .always()
            .open()
            .unit("元")
            .synonyms(&["经费", "预算金额"]),
        Field::new(5, "source", "资金来源", Type::Code("fund_source"))
            .later()
            .open()
            .synonyms(&["来源", "经费来源"]),
        Field::new(6, "paid_on", "日期", Type::Date)
            .open()
            .synonyms(&["支付日期", "到账日期"]),
        Field::new(7, "document_no", "凭证号", Type::Text).synonyms(&["文号", "票据号"]),
        Field::new(8, "handled_by", "经办人", Type::Ref("person")).synonyms(&["经办"]),
        Field::new(9, "approved_by", "批准人", Type::Ref("person")).synonyms(&["批准", "审批人"]),
        Field::new(10, "remark", "备注", Type::LongText),
    ],
    checks,
    ..Spec::DEFAULT
};

fn checks(row: &Row) -> Vec<Flag> {
    let year = row.get("year").int();
    let odd = year.is_some_and(|year| !(1949..=2199).contains(&year));
    let odd_year = odd.then(|| Flag::mark("odd_year", "year", "年度请填四位数，例如2026。"));
    odd_year
        .into_iter()
        .chain(below_zero(row, "amount_yuan"))
        .collect()
}
