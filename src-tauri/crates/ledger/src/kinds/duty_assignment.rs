//! 责任链: who answers for what, from the township down to the party member (domain §1 F15). The
//! last link, one person for one household, is the household's own 包户责任人 and is not asked
//! again here; neither are the owners of a risk point.

use super::rules::{odd_phone, one_person_twice, too_early};
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 23,
    name: "duty_assignment",
    label: "责任链",
    menu: Menu::Risk,
    title: &["scope"],
    columns: &[
        "level",
        "scope",
        "person_id",
        "deputy_id",
        "town_person",
        "grid_id",
        "group",
    ],
    chips: &[
        Chip {
            name: "town",
            label: "乡镇",
            field: "level",
            codes: &["town"],
        },
        Chip {
            name: "village",
            label: "村社和组",
            field: "level",
            codes: &["village", "group"],
        },
        Chip {
            name: "point",
            label: "监测点",
            field: "level",
            codes: &["point"],
        },
        Chip {
            name: "member",
            label: "党员干部",
            field: "level",
            codes: &["member"],
        },
    ],
    unique: &[&["level", "scope"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "level", "哪一级", Type::Code("duty_level"))
        .hint("五级：乡镇、村社、组、监测点、党员干部，一级管一级，一直到户。")
        .always()
        .open()
        .synonyms(&["层级", "责任层级", "级别"]),
    Field::new(2, "scope", "负责什么", Type::Text)
        .always()
        .hint("一句话，例如：3组沟边12户的转移。")
        .synonyms(&["责任范围", "责任内容", "责任事项"]),
    Field::new(3, "person_id", "责任人A角", Type::Ref("person"))
        .later_if(is_ours)
        .synonyms(&["责任人", "姓名"]),
    Field::new(4, "deputy_id", "责任人B角", Type::Ref("person")).synonyms(&["B角", "备用责任人"]),
    Field::new(5, "town_person", "乡镇责任人", Type::Text)
        .later_if(is_the_townships)
        .hint("乡镇干部不在村里的册子上，写姓名和职务。")
        .synonyms(&["乡镇包村干部", "包村干部"]),
    Field::new(6, "town_phone", "乡镇责任人电话", Type::Phone),
    Field::new(7, "grid_id", "哪个网格", Type::Ref("grid")).synonyms(&["网格", "所属网格"]),
    Field::new(8, "group", "组别", Type::Text).synonyms(&[
        "村民小组",
        "小组",
        "组",
        "所在组",
        "自然村",
    ]),
    Field::new(9, "risk_point_id", "哪个风险点", Type::Ref("risk_point")).synonyms(&["风险点"]),
    Field::new(
        10,
        "monitor_point_id",
        "哪个监测点",
        Type::Ref("monitor_point"),
    )
    .later_if(watches_a_point)
    .synonyms(&["监测点"]),
    Field::new(11, "over_id", "上一环", Type::Ref("duty_assignment")).hint("他向谁负责。"),
    Field::new(12, "start_on", "从哪天起", Type::Date).open(),
    Field::new(13, "end_on", "到哪天止", Type::Date).open(),
    Field::new(14, "remark", "备注", Type::LongText),
];

fn is_the_townships(row: &Row) -> bool {
    row.text("level") == "town"
}

fn is_ours(row: &Row) -> bool {
    !is_the_townships(row)
}

fn watches_a_point(row: &Row) -> bool {
    row.text("level") == "point"
}

fn checks(row: &Row) -> Vec<Flag> {
    let twice = one_person_twice(
        row,
        ["person_id", "deputy_id"],
        "duty_persons_differ",
        "责任人A角、B角不能是同一个人。",
    );
    let end = too_early(
        row,
        ["end_on", "start_on"],
        "duty_ends_before_start",
        "结束日期早于开始日期，请核对。",
    );
    [twice, end, odd_phone(row, "town_phone")]
        .into_iter()
        .flatten()
        .collect()
}
