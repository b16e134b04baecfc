//! 检查: one round with a checklist at one place (domain §1 F21, §2.14). The answers are its
//! items; what is wrong becomes a 隐患 that an item names. The village only looks and tells: it
//! orders and fines nobody.

use super::rules::too_early;
use crate::check::Flag;
use crate::spec::{Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 31,
    name: "inspection",
    label: "检查",
    menu: Menu::Risk,
    title: &["inspection_no", "place"],
    columns: &[
        "inspection_no",
        "checked_at",
        "checklist_id",
        "premises_id",
        "risk_point_id",
        "place",
        "checked_by",
    ],
    unique: &[&["inspection_no"]],
    photos: true,
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "inspection_no", "编号", Type::Text)
        .open()
        .automatic()
        .synonyms(&["检查编号"]),
    Field::new(2, "checklist_id", "用哪张清单", Type::Ref("checklist"))
        .later()
        .synonyms(&["清单", "检查清单"]),
    Field::new(3, "premises_id", "查哪个场所", Type::Ref("premises"))
        .synonyms(&["场所", "被检查单位"]),
    Field::new(4, "risk_point_id", "查哪个风险点", Type::Ref("risk_point")).synonyms(&["风险点"]),
    Field::new(5, "facility_id", "查哪处设施", Type::Ref("facility")).synonyms(&["设施"]),
    Field::new(6, "place", "查的地方", Type::Text)
        .later_if(names_no_target)
        .hint("上面三样都不是，就写在这里。")
        .synonyms(&["地点", "检查地点", "检查对象"]),
    Field::new(7, "checked_at", "检查时间", Type::Time)
        .always()
        .open()
        .synonyms(&["检查日期", "日期", "时间"]),
    Field::new(8, "checked_by", "检查人", Type::Refs("person"))
        .later()
        .synonyms(&["检查人员"]),
    Field::new(9, "with_whom", "配合哪个单位", Type::Text)
        .hint("配合上级检查的，写带队单位。")
        .synonyms(&["带队单位", "检查单位"]),
    Field::new(10, "site_person", "现场负责人", Type::Text)
        .personal()
        .synonyms(&["陪同人", "被检查单位负责人"]),
    Field::new(11, "advice", "现场说了什么", Type::LongText)
        .hint("只提醒、请整改、上报，村里不处罚。")
        .synonyms(&["检查意见", "意见", "处理意见"]),
    Field::new(12, "next_on", "下次再查", Type::Date).open(),
    Field::new(13, "remark", "备注", Type::LongText),
];

fn names_no_target(row: &Row) -> bool {
    ["premises_id", "risk_point_id", "facility_id"]
        .iter()
        .all(|field| row.get(field).is_empty())
}

fn checks(row: &Row) -> Vec<Flag> {
    let next = too_early(
        row,
        ["next_on", "checked_at"],
        "next_before_this",
        "下次再查早于这次检查，请核对。",
    );
    next.into_iter().collect()
}
