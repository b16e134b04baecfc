//! 第一响应人: a person of a team, with roles, skills and whether he or she is at hand
//! (domain §2.8). 党员 stands with the person, 血型 nowhere (domain §8.2).

use crate::flow::{Flow, Step, may};
use crate::spec::{Chip, Field, Menu, Spec, Type};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 11,
    name: "responder",
    label: "第一响应人",
    menu: Menu::Resource,
    title: &[],
    columns: &[
        "person_id",
        "team_ids",
        "roles",
        "skills",
        "presence",
        "status",
    ],
    chips: &[
        Chip {
            name: "at_hand",
            label: "在村",
            field: "presence",
            codes: &["in_village"],
        },
        Chip {
            name: "out",
            label: "已出动",
            field: "status",
            codes: &["deployed"],
        },
        Chip {
            name: "militia",
            label: "民兵",
            field: "is_militia",
            codes: &["true"],
        },
    ],
    unique: &[&["person_id"]],
    fields: FIELDS,
    flow: Some(&FLOW),
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "person_id", "人员", Type::Ref("person"))
        .always()
        .synonyms(&["姓名", "队员", "队员姓名"]),
    Field::new(2, "team_ids", "队伍", Type::Refs("team"))
        .later()
        .synonyms(&["所在队伍", "所属队伍"]),
    Field::new(3, "roles", "角色", Type::Codes("responder_role"))
        .hint("安全员、监测员、第一响应人、联防员、宣传员；一个人可以有几样。")
        .open(),
    Field::new(4, "is_militia", "民兵", Type::Bool).open(),
    Field::new(5, "is_veteran", "退役军人", Type::Bool).open(),
    Field::new(6, "licences", "驾照", Type::Codes("licence")).open(),
    Field::new(7, "skills", "技能", Type::Codes("skill"))
        .open()
        .synonyms(&["特长", "专长"]),
    Field::new(8, "fire_trained", "受过扑火训练", Type::Bool)
        .open()
        .hint("没受过训练的，谁也不准上前打火。"),
    Field::new(9, "reach_min", "到集结点", Type::Int)
        .open()
        .unit("分钟"),
    Field::new(10, "presence", "在村状态", Type::Code("presence"))
        .hint("今天在不在村里；外出的叫应名单会往后排。")
        .open()
        .cautious(&["outside", "resting", "in_village"])
        .synonyms(&["在村情况"]),
    Field::new(11, "insured_until", "意外险到期", Type::Date)
        .open()
        .hint("意外险由组建队伍的单位购买。"),
    Field::new(12, "status", "状态", Type::Code("responder_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["deployed", "standby", "returned", "registered", "left"]),
    Field::new(13, "left_reason", "退出原因", Type::Text)
        .personal()
        .group("flow"),
    Field::new(14, "remark", "备注", Type::LongText).personal(),
];

static FLOW: Flow = Flow {
    state: "status",
    states: "responder_state",
    initial: "registered",
    signed: &[],
    steps: &[
        Step {
            name: "stand_by",
            label: "待命",
            from: &["registered", "returned"],
            to: "standby",
            asks: &[],
            guards: &[],
        },
        Step {
            name: "deploy",
            label: "出动",
            from: &["registered", "standby", "returned"],
            to: "deployed",
            asks: &[],
            guards: &[],
        },
        Step {
            name: "return_to_base",
            label: "归队",
            from: &["deployed"],
            to: "returned",
            asks: &[],
            guards: &[],
        },
        Step {
            name: "stand_down",
            label: "解除待命",
            from: &["standby", "returned"],
            to: "registered",
            asks: &[],
            guards: &[],
        },
        Step {
            name: "leave",
            label: "退出",
            from: &["registered", "standby", "returned"],
            to: "left",
            asks: &[may("left_reason")],
            guards: &[],
        },
        Step {
            name: "rejoin",
            label: "重新入队",
            from: &["left"],
            to: "registered",
            asks: &[],
            guards: &[],
        },
    ],
};
