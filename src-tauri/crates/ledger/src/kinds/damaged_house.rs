//! 倒损住房: what the village found of a house after a disaster, room by room (domain §2.13). It is
//! a 村级初判; the finding of the authorities stands beside it, never over it (domain §8.6).

use super::rules::below_zero;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 57,
    name: "damaged_house",
    label: "倒损住房",
    menu: Menu::Response,
    title: &["address"],
    columns: &[
        "judged_on",
        "household_id",
        "address",
        "damage",
        "rooms",
        "home_rooms",
        "final_damage",
    ],
    chips: &[
        Chip {
            name: "collapsed",
            label: "倒塌",
            field: "damage",
            codes: &["collapsed"],
        },
        Chip {
            name: "severe",
            label: "严重损坏",
            field: "damage",
            codes: &["severe"],
        },
        Chip {
            name: "general",
            label: "一般损坏",
            field: "damage",
            codes: &["general"],
        },
    ],
    photos: true,
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "household_id", "哪一户", Type::Ref("household"))
        .later()
        .personal()
        .tonight()
        .synonyms(&["户主", "户编号"]),
    Field::new(2, "address", "房子在哪", Type::Text)
        .personal()
        .tonight()
        .hint("册子上没有的房子写这里。")
        .synonyms(&["住址", "地址"]),
    Field::new(3, "damage", "村级初判", Type::Code("house_damage"))
        .later()
        .open()
        .tonight()
        .cautious(&["collapsed", "severe", "general"])
        .hint("倒塌：只能重建；严重损坏：要排险、大修或拆一部分；一般损坏：修一修还能住。")
        .synonyms(&["损坏程度", "倒损程度", "倒损类型"]),
    Field::new(4, "rooms", "倒损间数", Type::Int)
        .later()
        .open()
        .unit("间")
        .hint("按自然间数；厨房、畜棚、工棚不算。")
        .synonyms(&["间数", "房屋间数"]),
    Field::new(5, "home_rooms", "其中住房", Type::Int)
        .later()
        .open()
        .unit("间")
        .synonyms(&["住房间数"]),
    Field::new(6, "house_struct", "房屋结构", Type::Code("house_struct")).open(),
    Field::new(7, "long_empty", "长期没人住", Type::Bool)
        .open()
        .hint("空了多年的房子算不算，按当地规定。"),
    Field::new(8, "incident_id", "哪次事件", Type::Ref("incident")).later(),
    Field::new(9, "report_id", "报在哪一期", Type::Ref("situation_report")),
    Field::new(10, "people", "这户几口人", Type::Int)
        .personal()
        .unit("人"),
    Field::new(11, "lives_now", "现在住哪里", Type::Text).personal(),
    Field::new(12, "keeps_out", "贴了不准进", Type::Bool)
        .open()
        .hint("险没排除，人不能回去住。"),
    Field::new(13, "judged_by", "初判人", Type::Ref("person"))
        .hint("村里先看的人；最后按上级核定的算。")
        .later()
        .synonyms(&["核查人", "查看人"]),
    Field::new(14, "judged_on", "初判日期", Type::Date)
        .later()
        .open()
        .synonyms(&["核查日期"]),
    Field::new(15, "note", "损坏情况", Type::LongText).personal(),
    Field::new(16, "final_damage", "上级核定", Type::Code("house_damage")).open(),
    Field::new(17, "final_by", "核定单位", Type::Text),
    Field::new(18, "repair_plan", "怎么恢复", Type::Code("house_recovery")).open(),
    Field::new(19, "remark", "备注", Type::LongText).personal(),
];

fn checks(row: &Row) -> Vec<Flag> {
    let (rooms, homes) = (row.get("rooms").int(), row.get("home_rooms").int());
    let too_many = homes > rooms && rooms.is_some();
    let homes = too_many.then(|| {
        Flag::mark(
            "homes_above_rooms",
            "home_rooms",
            "住房间数多于倒损间数，请核对。",
        )
    });
    homes
        .into_iter()
        .chain(below_zero(row, "rooms"))
        .chain(below_zero(row, "home_rooms"))
        .collect()
}
