//! 户册: where people live, in what house, and who sees to it that they get out (domain §2.3).

use super::rules::one_person_twice;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 2,
    name: "household",
    label: "户册",
    menu: Menu::Risk,
    title: &["hh_no", "address"],
    columns: &[
        "hh_no",
        "head_id",
        "group",
        "address",
        "house_struct",
        "in_danger_zone",
        "escort_a",
    ],
    chips: &[
        Chip {
            name: "danger_zone",
            label: "在危险区",
            field: "in_danger_zone",
            codes: &["true"],
        },
        Chip {
            name: "dangerous_house",
            label: "危房",
            field: "safety_grade",
            codes: &["c", "d"],
        },
        Chip {
            name: "cut_slope",
            label: "切坡建房",
            field: "on_cut_slope",
            codes: &["true"],
        },
    ],
    unique: &[&["hh_no"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "hh_no", "户编号", Type::Text)
        .later()
        .personal()
        .synonyms(&["户号", "户编码", "家庭编号", "门户编号"]),
    Field::new(2, "head_id", "户主", Type::Ref("person"))
        .later()
        .personal()
        .synonyms(&["户主姓名", "户主名"]),
    Field::new(3, "group", "组别", Type::Text)
        .later()
        .synonyms(&["村民小组", "小组", "组", "所在组", "自然村"]),
    Field::new(4, "address", "住址", Type::Text)
        .personal()
        .synonyms(&["门牌", "门牌号", "家庭住址", "详细地址", "地址"]),
    Field::new(5, "house_struct", "房屋结构", Type::Code("house_struct"))
        .hint("看墙和梁：砖墙预制板是砖混，砖墙木梁是砖木。")
        .open()
        .synonyms(&["结构", "房屋类型", "结构类型"]),
    Field::new(6, "built_year", "建成年份", Type::Int)
        .open()
        .synonyms(&["建成年", "建造年份", "建房年份"]),
    Field::new(7, "floors", "层数", Type::Int).open().unit("层"),
    Field::new(8, "rooms", "间数", Type::Int)
        .open()
        .unit("间")
        .hint("按自然间数，厨房、畜棚、工棚不算。"),
    Field::new(9, "safety_grade", "房屋鉴定等级", Type::Code("house_grade"))
        .open()
        .cautious(&["d", "c", "b", "a"])
        .hint("C级、D级是危房。")
        .synonyms(&["鉴定等级", "危房等级", "安全等级"]),
    Field::new(10, "on_cut_slope", "切坡建房", Type::Bool)
        .hint("屋后挖过山坡的就选是。")
        .open(),
    Field::new(11, "near_river", "临河临沟", Type::Bool)
        .hint("离河沟近，涨水可能到屋边的就选是。")
        .open(),
    Field::new(12, "low_lying", "低洼易涝", Type::Bool)
        .hint("下大雨屋里或门口会进水的就选是。")
        .open(),
    Field::new(13, "energy", "家用能源", Type::Codes("household_energy"))
        .open()
        .hint("烧炭、烧柴、用煤的户，冬天要查一氧化碳。"),
    Field::new(14, "in_danger_zone", "在危险区", Type::Bool)
        .hint("在风险点够得着的地方就选是；预警时先叫、先转这些户。")
        .open()
        .synonyms(&["危险区", "是否在危险区", "受威胁户"]),
    Field::new(
        15,
        "risk_point_id",
        "威胁它的风险点",
        Type::Ref("risk_point"),
    )
    .later_if(in_danger_zone)
    .synonyms(&["所属隐患点", "风险点"]),
    Field::new(16, "risk_distance_m", "离风险点", Type::Int).unit("米"),
    Field::new(17, "escort_a", "包户责任人A角", Type::Ref("person"))
        .later_if(in_danger_zone)
        .hint("住危险区的必须有；其他户不填就由组长管。")
        .synonyms(&["包户人", "包户责任人", "包保责任人", "转移责任人", "护送人"]),
    Field::new(18, "escort_b", "包户责任人B角", Type::Ref("person"))
        .hint("A角不在家时顶上的人；两个人不能一样。")
        .synonyms(&["替手", "包户B角", "备用责任人"]),
    Field::new(19, "shelter_id", "安置点", Type::Ref("shelter"))
        .hint("平时说好转到哪里；不能是这种灾害下不安全的地方。")
        .later_if(in_danger_zone)
        .synonyms(&["避难场所", "避灾点", "转移安置点"]),
    Field::new(20, "route_id", "转移路线", Type::Ref("route"))
        .hint("平时说好走哪条路；雨天走不通的不要选。")
        .later_if(in_danger_zone)
        .synonyms(&["撤离路线", "路线"]),
    Field::new(21, "key_place", "备用钥匙在哪", Type::Text)
        .hint("家里没人时去哪里拿钥匙。")
        .personal(),
    Field::new(22, "remark", "备注", Type::LongText).personal(),
];

fn in_danger_zone(row: &Row) -> bool {
    row.get("in_danger_zone").is_true()
}

fn checks(row: &Row) -> Vec<Flag> {
    let twice = one_person_twice(
        row,
        ["escort_a", "escort_b"],
        "escorts_differ",
        "包户责任人A角、B角不能是同一个人。",
    );
    let alone =
        in_danger_zone(row) && !row.text("escort_a").is_empty() && row.text("escort_b").is_empty();
    let no_second = alone.then(|| {
        Flag::mark(
            "no_second_escort",
            "escort_b",
            "住危险区，还没有包户B角，请尽快指定。",
        )
    });
    twice.into_iter().chain(no_second).collect()
}
