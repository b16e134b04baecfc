//! 设施: what stands in the village for everybody to use in need (domain §1 F72): 劝导站, 取水点,
//! 广播点, 警示牌, 卫生室. The map and the poster draw their places from here.

use super::rules::{odd_phone, too_early};
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 21,
    name: "facility",
    label: "应急设施",
    menu: Menu::Resource,
    title: &["name"],
    columns: &[
        "name",
        "kind",
        "location",
        "keeper_id",
        "next_test",
        "condition",
    ],
    chips: &[
        Chip {
            name: "not_working",
            label: "待修和停用",
            field: "condition",
            codes: &["to_repair", "out_of_use"],
        },
        Chip {
            name: "broadcast",
            label: "广播和报警点",
            field: "kind",
            codes: &["broadcast", "alarm"],
        },
        Chip {
            name: "water",
            label: "取水点",
            field: "kind",
            codes: &["water", "hydrant"],
        },
    ],
    unique: &[&["name"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "name", "名称", Type::Text)
        .always()
        .synonyms(&["设施名称"]),
    Field::new(2, "kind", "类型", Type::Code("facility_kind"))
        .later()
        .open()
        .synonyms(&["设施类型", "类别"]),
    Field::new(3, "location", "位置", Type::Text)
        .later()
        .synonyms(&["地点", "地址", "所在位置"]),
    Field::new(4, "group", "组别", Type::Text).synonyms(&[
        "村民小组",
        "小组",
        "组",
        "所在组",
        "自然村",
    ]),
    Field::new(5, "longitude", "经度", Type::Decimal(6)).hint("不会填可以空着。"),
    Field::new(6, "latitude", "纬度", Type::Decimal(6)),
    Field::new(
        7,
        "risk_point_id",
        "为哪个风险点设的",
        Type::Ref("risk_point"),
    ),
    Field::new(8, "keeper_id", "管护人", Type::Ref("person"))
        .later()
        .synonyms(&["管理人", "责任人", "维护人"]),
    Field::new(9, "phone", "对外电话", Type::Phone)
        .hint("卫生室、劝导站这类有人值守的才填。")
        .synonyms(&["电话", "联系电话"]),
    Field::new(10, "capacity_note", "能做什么", Type::Text)
        .hint("例如：枯水期也能取水，消防车能到跟前。"),
    Field::new(11, "last_tested", "上次试用", Type::Date)
        .open()
        .synonyms(&["上次检查", "检查日期", "试响日期"]),
    Field::new(12, "next_test", "下次试用", Type::Date)
        .open()
        .hint("广播、报警器每月试响一次。"),
    Field::new(13, "condition", "状况", Type::Code("facility_condition"))
        .open()
        .cautious(&["out_of_use", "to_repair", "working"])
        .synonyms(&["完好情况", "使用状况"]),
    Field::new(14, "remark", "备注", Type::LongText),
];

fn checks(row: &Row) -> Vec<Flag> {
    let test = too_early(
        row,
        ["next_test", "last_tested"],
        "next_test_before_last",
        "下次试用早于上次试用，请核对。",
    );
    test.into_iter().chain(odd_phone(row, "phone")).collect()
}
