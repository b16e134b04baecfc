//! 队伍: who goes out together, from where, how fast (domain §2.8).

use super::rules::one_person_twice;
use crate::check::Flag;
use crate::spec::{Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 10,
    name: "team",
    label: "队伍",
    menu: Menu::Resource,
    title: &["name"],
    columns: &[
        "name",
        "kind",
        "tier",
        "leader_id",
        "rally_point",
        "rally_min",
    ],
    unique: &[&["name"]],
    fields: &[
        Field::new(1, "name", "队伍名称", Type::Text)
            .always()
            .synonyms(&["名称", "队名"]),
        Field::new(2, "kind", "队伍类型", Type::Code("team_kind"))
            .later()
            .open()
            .synonyms(&["类型"]),
        Field::new(3, "tier", "层级", Type::Code("team_tier"))
            .hint("常备：随叫随到；骨干：平时有活、急时集合；志愿：自愿来帮。")
            .open(),
        Field::new(4, "leader_id", "队长", Type::Ref("person"))
            .later()
            .synonyms(&["负责人", "队长姓名"]),
        Field::new(5, "deputy_id", "副队长", Type::Ref("person")),
        Field::new(6, "advisor", "指导员", Type::Text).hint("一般请消防站或应急办的同志。"),
        Field::new(7, "rally_point", "集结点", Type::Text)
            .hint("听到通知到哪里集合。")
            .later(),
        Field::new(8, "rally_min", "集结时限", Type::Int)
            .hint("从通知到人齐，要几分钟。")
            .open()
            .unit("分钟"),
        Field::new(9, "min_size", "最少人数", Type::Int)
            .open()
            .unit("人"),
        Field::new(10, "max_size", "最多人数", Type::Int)
            .open()
            .unit("人"),
        Field::new(11, "remark", "备注", Type::LongText),
    ],
    checks,
    ..Spec::DEFAULT
};

fn checks(row: &Row) -> Vec<Flag> {
    let twice = one_person_twice(
        row,
        ["leader_id", "deputy_id"],
        "leaders_differ",
        "队长、副队长不能是同一个人。",
    );
    let sizes = (row.get("min_size").int(), row.get("max_size").int());
    let turned = matches!(sizes, (Some(min), Some(max)) if min > max);
    let sizes_turned =
        turned.then(|| Flag::mark("sizes_turned", "max_size", "最多人数小于最少人数，请核对。"));
    twice.into_iter().chain(sizes_turned).collect()
}
