//! 九小场所: shops, inns, workshops and the like, with what makes them dangerous (domain §2.5,
//! F22, F73). The nine kinds and their limits are labels of the code list, because places differ.
//! When it was last inspected and which letter it signed follow from those ledgers.

use super::rules::{below_zero, odd_phone};
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 29,
    name: "premises",
    label: "九小场所",
    menu: Menu::Risk,
    title: &["name"],
    columns: &[
        "name",
        "kind",
        "operator",
        "address",
        "mixed_living",
        "gas_type",
        "ext_expire",
        "helper_id",
    ],
    chips: &[
        Chip {
            name: "three_in_one",
            label: "三合一",
            field: "mixed_living",
            codes: &["true"],
        },
        Chip {
            name: "bottled_gas",
            label: "用瓶装气",
            field: "gas_type",
            codes: &["bottled"],
        },
        Chip {
            name: "charging",
            label: "店内充电",
            field: "charges_inside",
            codes: &["true"],
        },
    ],
    unique: &[&["name", "address"]],
    photos: true,
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "name", "名称", Type::Text)
        .always()
        .synonyms(&["场所名称", "店名", "单位名称"]),
    Field::new(2, "kind", "类型", Type::Code("premises_kind"))
        .hint("九小场所按面积、座位、床位分；拿不准选最接近的。")
        .later()
        .open()
        .synonyms(&["场所类型", "类别", "经营类型"]),
    Field::new(3, "operator", "经营者", Type::Text)
        .later()
        .personal()
        .synonyms(&["负责人", "经营人", "店主", "法人"]),
    Field::new(4, "phone", "电话", Type::Phone)
        .later()
        .personal()
        .synonyms(&["联系电话", "手机", "联系方式"]),
    Field::new(5, "address", "地址", Type::Text)
        .later()
        .synonyms(&["位置", "地点", "经营地址"]),
    Field::new(6, "group", "组别", Type::Text).synonyms(&[
        "村民小组",
        "小组",
        "组",
        "所在组",
        "自然村",
    ]),
    Field::new(7, "area_m2", "面积", Type::Decimal(2))
        .open()
        .unit("平方米")
        .synonyms(&["建筑面积", "经营面积"]),
    Field::new(8, "floors", "层数", Type::Int).open().unit("层"),
    Field::new(9, "headcount", "人数", Type::Int)
        .open()
        .unit("人")
        .hint("平常同时在里面的人数，学校填学生数。")
        .synonyms(&["从业人数", "员工人数"]),
    Field::new(10, "beds_or_seats", "床位或座位", Type::Int)
        .open()
        .unit("个")
        .synonyms(&["床位数", "座位数", "餐位数"]),
    Field::new(11, "gas_type", "用什么气", Type::Code("premises_gas"))
        .open()
        .cautious(&["bottled", "piped", "none"])
        .synonyms(&["燃气", "用气情况", "燃气类型"]),
    Field::new(12, "mixed_living", "三合一", Type::Bool)
        .later()
        .open()
        .hint("做生意、存货、住人在一处，选“是”。")
        .synonyms(&["是否住人", "是否三合一", "住人"]),
    Field::new(13, "sleeping_people", "夜里住几人", Type::Int)
        .hint("店里、作坊里夜里住几个人；有人住的，起火时危险大得多。没人住填0。")
        .later_if(is_three_in_one)
        .open()
        .unit("人"),
    Field::new(14, "charges_inside", "店内给电动车充电", Type::Bool).open(),
    Field::new(15, "exits", "安全出口", Type::Int)
        .open()
        .unit("个")
        .synonyms(&["出口数", "疏散出口"]),
    Field::new(16, "ext_count", "灭火器", Type::Int)
        .open()
        .unit("具")
        .synonyms(&["灭火器数量"]),
    Field::new(17, "ext_expire", "灭火器到期", Type::Date)
        .later()
        .open()
        .synonyms(&["灭火器有效期", "灭火器检测到期"]),
    Field::new(18, "helper_id", "安全帮办", Type::Ref("person"))
        .hint("一个人帮两三家：讲清怎么查、怎么改。")
        .synonyms(&["帮办人", "包联人", "联系人"]),
    Field::new(19, "trade_state", "营业情况", Type::Code("trade_state"))
        .open()
        .cautious(&["open", "paused", "closed"])
        .synonyms(&["经营状态"]),
    Field::new(20, "remark", "备注", Type::LongText).personal(),
];

fn is_three_in_one(row: &Row) -> bool {
    row.get("mixed_living").is_true()
}

fn checks(row: &Row) -> Vec<Flag> {
    let three_in_one = is_three_in_one(row).then(|| {
        Flag::mark(
            "three_in_one",
            "mixed_living",
            "三合一失火最容易出人命：请记一条隐患，先请里面不要再住人。",
        )
    });
    let locked_in = is_three_in_one(row) && row.get("exits").int().is_some_and(|exits| exits < 2);
    let one_exit = locked_in.then(|| {
        Flag::mark(
            "one_exit",
            "exits",
            "里面住人，出口却不到两个，请马上说清怎么逃。",
        )
    });
    let charging = row.get("charges_inside").is_true().then(|| {
        Flag::mark(
            "charging_inside",
            "charges_inside",
            "店内给电动车充电，请记一条隐患，请店家移到室外。",
        )
    });
    let figures = [
        "area_m2",
        "headcount",
        "beds_or_seats",
        "exits",
        "ext_count",
    ];
    let negative = figures
        .into_iter()
        .filter_map(|field| below_zero(row, field));
    [three_in_one, one_exit, charging, odd_phone(row, "phone")]
        .into_iter()
        .flatten()
        .chain(negative)
        .collect()
}
