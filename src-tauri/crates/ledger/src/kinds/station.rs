//! 应急服务站: the station itself, its rooms and who keeps it (domain §1 F1 to F4). A 子站 of a
//! firm or a housing estate names the station it belongs to.

use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

use super::rules::{below_zero, odd_phone, one_person_twice};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 20,
    name: "station",
    label: "应急服务站",
    menu: Menu::Resource,
    title: &["name"],
    columns: &[
        "name",
        "station_kind",
        "build_mode",
        "address",
        "duty_phone",
        "leader_id",
        "opened_on",
    ],
    chips: &[Chip {
        name: "sub_stations",
        label: "子站",
        field: "station_kind",
        codes: &["sub_station"],
    }],
    unique: &[&["name"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "name", "站名", Type::Text)
        .always()
        .synonyms(&["名称", "站点名称", "驿站名称"]),
    Field::new(2, "station_kind", "类型", Type::Code("station_kind"))
        .later()
        .open()
        .synonyms(&["站点类型"]),
    Field::new(3, "build_mode", "建设方式", Type::Code("build_mode"))
        .open()
        .synonyms(&["建设模式", "模式"]),
    Field::new(4, "parent_id", "上级站", Type::Ref("station"))
        .later_if(is_sub_station)
        .hint("子站才填：归哪个站管。"),
    Field::new(5, "host", "依托单位", Type::Text)
        .hint("一般依托村党群服务中心。")
        .synonyms(&["依托场所", "依托阵地"]),
    Field::new(6, "address", "地址", Type::Text)
        .later()
        .synonyms(&["位置", "地点", "详细地址"]),
    Field::new(7, "longitude", "经度", Type::Decimal(6)).hint("不会填可以空着。"),
    Field::new(8, "latitude", "纬度", Type::Decimal(6)),
    Field::new(9, "duty_phone", "值守电话", Type::Phone)
        .later()
        .synonyms(&["值班电话", "电话", "联系电话"]),
    Field::new(10, "leader_id", "站长", Type::Ref("person"))
        .later()
        .synonyms(&["负责人", "驿站负责人"]),
    Field::new(11, "deputy_id", "副站长", Type::Ref("person")),
    Field::new(12, "staff_ids", "站员", Type::Refs("person")).synonyms(&["工作人员", "值守人员"]),
    Field::new(13, "rooms", "有哪些用房", Type::Codes("station_room"))
        .open()
        .synonyms(&["功能室", "功能用房"]),
    Field::new(14, "area_m2", "面积", Type::Decimal(2))
        .open()
        .unit("平方米")
        .synonyms(&["建筑面积", "使用面积"]),
    Field::new(15, "shares_fire_station", "与消防站合署", Type::Bool)
        .open()
        .hint("两块牌子、一套班子的选“是”。"),
    Field::new(16, "opened_on", "挂牌日期", Type::Date)
        .open()
        .synonyms(&["挂牌时间", "建成日期", "建成时间"]),
    Field::new(17, "remark", "备注", Type::LongText),
];

fn is_sub_station(row: &Row) -> bool {
    row.text("station_kind") == "sub_station"
}

fn checks(row: &Row) -> Vec<Flag> {
    let twice = one_person_twice(
        row,
        ["leader_id", "deputy_id"],
        "station_leaders_differ",
        "站长、副站长不能是同一个人。",
    );
    [
        twice,
        odd_phone(row, "duty_phone"),
        below_zero(row, "area_m2"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
