//! 外援资源: people, vehicles, machines, rooms and skills of firms, shops and societies that can
//! be called upon (domain §8.1 F67), with two people to call and how long it takes them.

use super::rules::{alike, below_zero, odd_phone};
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 33,
    name: "resource",
    label: "外援资源",
    menu: Menu::Resource,
    title: &["name"],
    columns: &[
        "name",
        "kind",
        "owner",
        "quantity",
        "contact_a",
        "phone_a",
        "minutes_away",
        "confirmed_on",
    ],
    chips: &[
        Chip {
            name: "machines",
            label: "车船机械",
            field: "kind",
            codes: &["vehicle", "boat", "machine"],
        },
        Chip {
            name: "people",
            label: "人和专家",
            field: "kind",
            codes: &["people", "expert"],
        },
        Chip {
            name: "board",
            label: "场地食宿",
            field: "kind",
            codes: &["place", "lodging"],
        },
    ],
    unique: &[&["name", "owner"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "name", "名称", Type::Text)
        .always()
        .hint("例如：小型挖机、面包车、农家乐客房。")
        .synonyms(&["资源名称", "设备名称"]),
    Field::new(2, "kind", "类别", Type::Code("resource_kind"))
        .later()
        .open()
        .synonyms(&["类型", "资源类型"]),
    Field::new(3, "owner", "是谁的", Type::Text)
        .later()
        .personal()
        .hint("单位、商户、社会组织或个人。")
        .synonyms(&["所属单位", "单位", "车主", "机主"]),
    Field::new(4, "quantity", "数量", Type::Decimal(1)).open(),
    Field::new(5, "unit", "单位名", Type::Text).hint("例如：台、辆、间、人。"),
    Field::new(6, "spec", "规格", Type::Text).synonyms(&["型号", "规格型号", "能力"]),
    Field::new(7, "operator", "谁会开", Type::Text)
        .personal()
        .synonyms(&["操作人", "驾驶员", "司机"]),
    Field::new(8, "contact_a", "联系人A", Type::Text)
        .later()
        .personal()
        .synonyms(&["联系人"]),
    Field::new(9, "phone_a", "电话A", Type::Phone)
        .later()
        .personal()
        .synonyms(&["电话", "联系电话", "手机"]),
    Field::new(10, "contact_b", "联系人B", Type::Text).personal(),
    Field::new(11, "phone_b", "电话B", Type::Phone).personal(),
    Field::new(12, "place", "平时在哪", Type::Text).synonyms(&["停放地点", "存放地点", "地址"]),
    Field::new(13, "minutes_away", "多久能到", Type::Int)
        .hint("打了电话，多少分钟能到村里。")
        .open()
        .unit("分钟")
        .synonyms(&["到达时间", "到场时间"]),
    Field::new(14, "basis", "凭什么用", Type::Code("resource_basis"))
        .later()
        .open()
        .synonyms(&["依据", "使用方式"]),
    Field::new(15, "agreement_id", "哪份协议", Type::Ref("agreement"))
        .later_if(is_agreed)
        .synonyms(&["协议"]),
    Field::new(16, "confirmed_on", "上次确认", Type::Date)
        .later()
        .open()
        .hint("打电话问过人还在、东西还在，就记这一天。")
        .synonyms(&["确认日期", "核实日期"]),
    Field::new(17, "remark", "备注", Type::LongText),
];

fn is_agreed(row: &Row) -> bool {
    row.text("basis") == "agreement"
}

fn checks(row: &Row) -> Vec<Flag> {
    let flags = [
        alike(
            row,
            ["contact_a", "contact_b"],
            "one_contact_twice",
            "两个联系人写成了同一个人，请再找一个能叫到的。",
        ),
        odd_phone(row, "phone_a"),
        odd_phone(row, "phone_b"),
        below_zero(row, "quantity"),
        below_zero(row, "minutes_away"),
    ];
    flags.into_iter().flatten().collect()
}
