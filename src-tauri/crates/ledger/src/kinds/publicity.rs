//! 宣传: what was told to the villagers, how, and how many households it reached (domain §2.14,
//! §1 F54, F55).

use super::rules::below_zero;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 61,
    name: "publicity",
    label: "宣传",
    menu: Menu::Culture,
    title: &["topic"],
    columns: &[
        "held_on",
        "way",
        "topic",
        "audience",
        "households",
        "done_by",
    ],
    chips: &[
        Chip {
            name: "to_the_door",
            label: "入户",
            field: "way",
            codes: &["visit", "leaflet"],
        },
        Chip {
            name: "broadcast",
            label: "大喇叭",
            field: "way",
            codes: &["loudspeaker"],
        },
    ],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "topic", "主题", Type::Text)
        .always()
        .synonyms(&["宣传主题", "宣传内容"]),
    Field::new(2, "way", "形式", Type::Code("publicity_way"))
        .always()
        .open()
        .synonyms(&["宣传形式", "宣传方式"]),
    Field::new(3, "held_on", "日期", Type::Date)
        .later()
        .open()
        .synonyms(&["宣传日期", "时间"]),
    Field::new(4, "audience", "给谁讲", Type::Codes("training_audience"))
        .open()
        .synonyms(&["宣传对象"]),
    Field::new(5, "place", "地点", Type::Text),
    Field::new(6, "households", "覆盖户数", Type::Int)
        .later()
        .open()
        .unit("户")
        .synonyms(&["覆盖户", "户数"]),
    Field::new(7, "people", "覆盖人数", Type::Int)
        .open()
        .unit("人")
        .synonyms(&["人数"]),
    Field::new(8, "materials", "发了什么", Type::Text)
        .hint("明白卡、风险清单、挂历，各多少份。")
        .synonyms(&["宣传资料"]),
    Field::new(9, "done_by", "谁去讲的", Type::Ref("person")).synonyms(&["宣传人员", "经办人"]),
    Field::new(
        10,
        "plan_item_id",
        "年度计划哪一项",
        Type::Ref("annual_plan_item"),
    ),
    Field::new(11, "remark", "备注", Type::LongText),
];

fn checks(row: &Row) -> Vec<Flag> {
    below_zero(row, "households")
        .into_iter()
        .chain(below_zero(row, "people"))
        .collect()
}
