//! 检查清单: the three lists of what is looked at (domain §1 F21): with the township, by the
//! village itself, and by the firms under its urging, beside the three lists of a firm (F22).

use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::{Row, Value};
use std::collections::BTreeSet;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 30,
    name: "checklist",
    label: "检查清单",
    menu: Menu::Risk,
    title: &["name"],
    columns: &[
        "name",
        "kind",
        "premises_kind",
        "cycle",
        "post_id",
        "in_use",
    ],
    chips: &[
        Chip {
            name: "assist",
            label: "配合检查",
            field: "kind",
            codes: &["assist"],
        },
        Chip {
            name: "own",
            label: "本级监测",
            field: "kind",
            codes: &["own"],
        },
        Chip {
            name: "urge",
            label: "督促自查",
            field: "kind",
            codes: &["urge", "firm_main", "firm_post", "firm_daily"],
        },
    ],
    unique: &[&["name"]],
    fields: &[
        Field::new(1, "name", "清单名称", Type::Text)
            .always()
            .synonyms(&["名称"]),
        Field::new(2, "kind", "哪一类", Type::Code("checklist_kind"))
            .hint("三张清单：配合上级检查的、村里自己日常看的、督促店铺企业自查的。")
            .always()
            .open()
            .synonyms(&["类型", "清单类型", "类别"]),
        Field::new(
            3,
            "premises_kind",
            "查哪种场所",
            Type::Code("premises_kind"),
        )
        .open()
        .hint("不专查场所的空着。")
        .synonyms(&["适用场所", "场所类型"]),
        Field::new(4, "cycle", "多久查一次", Type::Code("check_cycle"))
            .later()
            .open()
            .synonyms(&["周期", "检查周期", "频次"]),
        Field::new(5, "post_id", "谁来查", Type::Ref("post")).synonyms(&["检查岗位", "责任岗位"]),
        Field::new(6, "items", "检查项", Type::Lines)
            .later()
            .hint("一行一项，写成能答“合格、不合格”的话。")
            .synonyms(&["检查内容", "检查项目", "内容"]),
        Field::new(7, "basis", "依据", Type::Text).synonyms(&["检查依据"]),
        Field::new(8, "in_use", "在用", Type::Bool).open(),
        Field::new(9, "remark", "备注", Type::LongText),
    ],
    checks,
    ..Spec::DEFAULT
};

fn checks(row: &Row) -> Vec<Flag> {
    let Value::Lines(items) = row.get("items") else {
        return Vec::new();
    };
    let distinct: BTreeSet<&str> = items.iter().map(|item| item.trim()).collect();
    let repeated = (distinct.len() < items.len())
        .then(|| Flag::mark("item_twice", "items", "同一项写了两遍，请删掉一条。"));
    repeated.into_iter().collect()
}
