//! 避难场所: where people go, for which hazards it is safe, and whether its door is open
//! (domain §2.10). There is no default area per person (domain §8.6): the capacity is typed.

use super::rules::{below_zero, one_person_twice};
use crate::check::Flag;
use crate::flow::{Flow, Step, may, must};
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::{Row, Value};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 15,
    name: "shelter",
    label: "避难场所",
    menu: Menu::Resource,
    title: &["name"],
    columns: &[
        "name",
        "space_type",
        "capacity",
        "bad_kinds",
        "keeper_a",
        "key_place",
        "open_status",
    ],
    chips: &[Chip {
        name: "open",
        label: "已开放",
        field: "open_status",
        codes: &["open"],
    }],
    unique: &[&["name"]],
    fields: FIELDS,
    flow: Some(&FLOW),
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "name", "名称", Type::Text)
        .always()
        .open()
        .synonyms(&["场所名称", "避难场所名称", "安置点"]),
    Field::new(2, "space_type", "室内外", Type::Code("space_type"))
        .later()
        .open()
        .synonyms(&["场所类型", "类型"]),
    Field::new(3, "function_type", "功能", Type::Code("shelter_function"))
        .hint("综合：几种灾害都能用；单一：只为一种灾害。")
        .open(),
    Field::new(4, "duration_type", "时长", Type::Code("shelter_duration"))
        .hint("紧急：躲一阵、过一夜；短期：住几天；长期：住得更久。")
        .open(),
    Field::new(5, "ok_kinds", "适用灾种", Type::Codes("disaster_kind"))
        .hint("这里对哪些灾害是安全的。")
        .open(),
    Field::new(6, "bad_kinds", "禁用灾种", Type::Codes("disaster_kind"))
        .open()
        .hint("例如：在沟边的礼堂，山洪时不能用。"),
    Field::new(7, "location", "地址", Type::Text).synonyms(&["位置", "地点"]),
    Field::new(8, "area_m2", "有效面积", Type::Decimal(2))
        .hint("人能待的地方有多大，不算走道、厨房、厕所。")
        .open()
        .unit("平方米")
        .synonyms(&["面积", "建筑面积"]),
    Field::new(9, "capacity", "可容纳", Type::Int)
        .later()
        .open()
        .unit("人")
        .hint("按现场能住下的人数填。")
        .synonyms(&["容量", "容纳人数", "可容纳人数", "可安置人数"]),
    Field::new(10, "beds", "床位", Type::Int).open().unit("张"),
    Field::new(11, "barrier_free", "无障碍", Type::Bool).open(),
    Field::new(
        12,
        "facilities",
        "生活条件",
        Type::Codes("shelter_facility"),
    )
    .hint("吃、住、水、电、厕、看病，有哪几样。")
    .open(),
    Field::new(13, "keeper_a", "管理员A角", Type::Ref("person"))
        .later()
        .synonyms(&["管理员", "管理人", "责任人"]),
    Field::new(14, "keeper_b", "管理员B角", Type::Ref("person")),
    Field::new(15, "key_place", "钥匙在哪", Type::Text)
        .hint("夜里钥匙去哪里拿、找谁。")
        .later()
        .synonyms(&["钥匙地点", "钥匙"]),
    Field::new(16, "open_status", "开放状态", Type::Code("shelter_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["closed", "clearing", "standby", "open"]),
    Field::new(17, "opened_at", "开放时间", Type::Time)
        .open()
        .automatic()
        .group("flow"),
    Field::new(18, "closed_reason", "关闭原因", Type::Text).group("flow"),
    Field::new(19, "remark", "备注", Type::LongText),
];

static FLOW: Flow = Flow {
    state: "open_status",
    states: "shelter_state",
    initial: "closed",
    signed: &[],
    steps: &[
        Step {
            name: "stand_by",
            label: "待命",
            from: &["closed"],
            to: "standby",
            asks: &[],
            guards: &[],
        },
        Step {
            name: "open",
            label: "开放",
            from: &["closed", "standby", "clearing"],
            to: "open",
            asks: &[must("opened_at")],
            guards: &[],
        },
        Step {
            name: "clear",
            label: "清退",
            from: &["open"],
            to: "clearing",
            asks: &[],
            guards: &[],
        },
        Step {
            name: "close",
            label: "关闭",
            from: &["standby", "open", "clearing"],
            to: "closed",
            asks: &[may("closed_reason")],
            guards: &[],
        },
    ],
};

fn checks(row: &Row) -> Vec<Flag> {
    let twice = one_person_twice(
        row,
        ["keeper_a", "keeper_b"],
        "keepers_differ",
        "管理员A角、B角不能是同一个人。",
    );
    [
        twice,
        fit_and_unfit(row),
        below_zero(row, "capacity"),
        below_zero(row, "area_m2"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn fit_and_unfit(row: &Row) -> Option<Flag> {
    let (Value::Set(fit), Value::Set(unfit)) = (row.get("ok_kinds"), row.get("bad_kinds")) else {
        return None;
    };
    (!fit.is_disjoint(unfit)).then(|| {
        Flag::mark(
            "fit_and_unfit",
            "bad_kinds",
            "同一灾种又适用又禁用，请核对；拿不准按禁用。",
        )
    })
}
