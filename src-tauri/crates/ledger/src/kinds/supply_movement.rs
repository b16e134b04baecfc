//! 出入库: what came in, went out, or was found to be more or less at a stocktake (domain §2.9).
//! A movement that happened is never refused (domain §8.3); a stock below zero is a question.

use super::rules::one_person_twice;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 14,
    name: "supply_movement",
    label: "出入库",
    menu: Menu::Resource,
    title: &["purpose"],
    columns: &[
        "moved_at",
        "kind",
        "batch_id",
        "qty",
        "counterparty",
        "purpose",
        "handled_by",
    ],
    chips: &[
        Chip {
            name: "in",
            label: "入库",
            field: "kind",
            codes: &["in_purchase", "in_allot", "in_donate", "in_return"],
        },
        Chip {
            name: "out",
            label: "出库",
            field: "kind",
            codes: OUT_KINDS,
        },
        Chip {
            name: "count",
            label: "盘点",
            field: "kind",
            codes: &["count_up", "count_down"],
        },
        Chip {
            name: "late",
            label: "待补批",
            field: "late_approval",
            codes: &["true"],
        },
    ],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

/// Kinds of movement that somebody approves, if need be within 24 hours afterwards.
pub const OUT_KINDS: &[&str] = &[
    "out_use",
    "out_allot",
    "out_lend",
    "out_consume",
    "out_scrap",
];

const FIELDS: &[Field] = &[
    Field::new(1, "kind", "类型", Type::Code("movement_kind"))
        .hint("东西多了选入库，少了选出库；盘点对不上的选盘点。")
        .always()
        .open()
        .group("amount")
        .synonyms(&["出入库类型", "收发类型"]),
    Field::new(2, "batch_id", "批次", Type::Ref("supply_batch"))
        .always()
        .group("amount"),
    Field::new(3, "qty", "数量", Type::Decimal(3))
        .always()
        .open()
        .group("amount"),
    Field::new(4, "moved_at", "时间", Type::Time)
        .later()
        .open()
        .synonyms(&["日期", "出入库时间"]),
    Field::new(5, "counterparty", "对象", Type::Text)
        .later_if(goes_out)
        .personal()
        .tonight()
        .hint("给了谁、谁拿来的。")
        .synonyms(&["领用人", "领取人", "经手对象"]),
    Field::new(6, "purpose", "用途", Type::Text)
        .later_if(goes_out)
        .synonyms(&["用途说明"]),
    Field::new(7, "handled_by", "经办人", Type::Ref("person"))
        .later()
        .synonyms(&["经办", "发放人"]),
    Field::new(8, "approved_by", "批准人", Type::Ref("person"))
        .hint("夜里先发后补：24小时内补上谁批准的。")
        .later_if(goes_out)
        .synonyms(&["批准", "审批人"]),
    Field::new(9, "approval_note", "口头同意", Type::Text)
        .hint("夜里口头同意的，记谁、怎么说的、几点。"),
    Field::new(10, "late_approval", "待补批", Type::Bool)
        .open()
        .hint("急时先拿后批，二十四小时内补。"),
    Field::new(11, "reason", "盘点差异原因", Type::Text)
        .hint("账和实物对不上是为什么。")
        .later_if(is_stocktake),
    Field::new(12, "remark", "备注", Type::LongText),
];

/// What a movement does to the stock: +1 in, −1 out, 0 for a kind this version does not know.
pub fn direction(kind: &str) -> i64 {
    match kind {
        "in_purchase" | "in_allot" | "in_donate" | "in_return" | "count_up" => 1,
        "count_down" => -1,
        kind if OUT_KINDS.contains(&kind) => -1,
        _ => 0,
    }
}

fn goes_out(row: &Row) -> bool {
    OUT_KINDS.contains(&row.text("kind"))
}

fn is_stocktake(row: &Row) -> bool {
    matches!(row.text("kind"), "count_up" | "count_down")
}

fn checks(row: &Row) -> Vec<Flag> {
    let nothing = row.get("qty").int().is_some_and(|qty| qty <= 0);
    let nothing_moved =
        nothing.then(|| Flag::mark("nothing_moved", "qty", "数量要大于零；少了请选出库或盘亏。"));
    nothing_moved
        .into_iter()
        .chain(one_name_scrap(row))
        .collect()
}

/// 报废 needs two names (domain §8.4).
fn one_name_scrap(row: &Row) -> Option<Flag> {
    if row.text("kind") != "out_scrap" {
        return None;
    }
    one_person_twice(
        row,
        ["handled_by", "approved_by"],
        "scrap_needs_two",
        "报废要两个人签：批准人不能是经办人。",
    )
}
