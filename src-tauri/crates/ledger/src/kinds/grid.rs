//! 网格: the three levels of a village's grid, each with its leader (domain §1 F14, F71). Who
//! answers for what inside one stands in 责任链; who sees to a household stands with the household.

use super::rules::one_person_twice;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 22,
    name: "grid",
    label: "网格",
    menu: Menu::Risk,
    title: &["name"],
    columns: &[
        "name",
        "level",
        "parent_id",
        "leader_id",
        "deputy_id",
        "groups",
    ],
    chips: &[
        Chip {
            name: "first",
            label: "一级网格",
            field: "level",
            codes: &["first"],
        },
        Chip {
            name: "second",
            label: "二级网格",
            field: "level",
            codes: &["second"],
        },
        Chip {
            name: "third",
            label: "三级网格",
            field: "level",
            codes: &["third"],
        },
    ],
    unique: &[&["name"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "name", "网格名称", Type::Text)
        .always()
        .synonyms(&["名称", "网格"]),
    Field::new(2, "level", "级别", Type::Code("grid_level"))
        .hint("从村到组到户分几级，照乡镇划的填。")
        .later()
        .open()
        .synonyms(&["网格级别", "层级"]),
    Field::new(3, "parent_id", "上一级网格", Type::Ref("grid")).later_if(has_parent),
    Field::new(4, "leader_id", "网格长", Type::Ref("person"))
        .hint("对这一片负责的人，出事第一个找他。")
        .later()
        .synonyms(&["负责人", "网格负责人", "小队长"]),
    Field::new(5, "deputy_id", "副网格长", Type::Ref("person")),
    Field::new(6, "staff_ids", "网格员", Type::Refs("person"))
        .synonyms(&["专职网格员", "兼职网格员"]),
    Field::new(7, "groups", "管哪些组", Type::Lines)
        .later()
        .hint("一行一个村民小组或自然村。")
        .synonyms(&["覆盖小组", "范围", "覆盖范围"]),
    Field::new(8, "bounds", "四至", Type::Text).hint("例如：东到溪，西到竹林路。"),
    Field::new(9, "team_id", "应急小队", Type::Ref("team"))
        .hint("一级网格设应急小组，三级网格设应急小队。"),
    Field::new(10, "is_party_zone", "党员安全责任区", Type::Bool).open(),
    Field::new(11, "remark", "备注", Type::LongText),
];

fn has_parent(row: &Row) -> bool {
    matches!(row.text("level"), "second" | "third")
}

fn checks(row: &Row) -> Vec<Flag> {
    let twice = one_person_twice(
        row,
        ["leader_id", "deputy_id"],
        "grid_leaders_differ",
        "网格长、副网格长不能是同一个人。",
    );
    twice.into_iter().collect()
}
