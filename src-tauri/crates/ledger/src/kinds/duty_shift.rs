//! 值班: who leads and who watches on a day, and what one shift hands over to the next (domain
//! §2.12). One person may be both leader and watch, and may keep it at home by the telephone
//! (domain §8.2). What is handed on in free words may speak of villagers: it is personal, and can be
//! destroyed by itself.

use crate::flow::{Flow, Step, may, must};
use crate::spec::{Chip, Field, Menu, Spec, Type};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 51,
    name: "duty_shift",
    label: "值班",
    menu: Menu::Response,
    title: &[],
    columns: &[
        "on_date",
        "slot",
        "leader_id",
        "staff_id",
        "phone",
        "taken_by",
        "status",
    ],
    chips: &[
        Chip {
            name: "planned",
            label: "排班",
            field: "status",
            codes: &["planned"],
        },
        Chip {
            name: "on_duty",
            label: "在岗",
            field: "status",
            codes: &["on_duty"],
        },
        Chip {
            name: "vacant",
            label: "缺岗",
            field: "status",
            codes: &["vacant"],
        },
    ],
    unique: &[&["on_date", "slot"]],
    fields: FIELDS,
    flow: Some(&FLOW),
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "on_date", "日期", Type::Date)
        .always()
        .open()
        .synonyms(&["值班日期", "日"]),
    Field::new(2, "slot", "时段", Type::Code("duty_slot"))
        .hint("白班、夜班，或在家电话值守。")
        .always()
        .open()
        .synonyms(&["班次", "值班时段", "班"]),
    Field::new(3, "leader_id", "带班领导", Type::Ref("person"))
        .later()
        .hint("带班和值班可以是同一个人。")
        .synonyms(&["带班", "带班人", "带班干部"]),
    Field::new(4, "staff_id", "值班员", Type::Ref("person"))
        .later()
        .tonight()
        .synonyms(&["值班", "值班人", "值班人员"]),
    Field::new(5, "more_staff", "其他值班人", Type::Refs("person")),
    Field::new(6, "phone", "值班电话", Type::Phone).synonyms(&["电话", "联系电话"]),
    Field::new(7, "taken_at", "接班时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(8, "open_matters", "未结事项", Type::LongText)
        .personal()
        .group("flow")
        .hint("还没办完、下一班要接着盯的。")
        .synonyms(&["交接事项", "交接内容"]),
    Field::new(9, "keys", "物资钥匙", Type::Text).group("flow"),
    Field::new(10, "equipment", "设备情况", Type::Text)
        .group("flow")
        .hint("发电机几成油、对讲机几成电。"),
    Field::new(11, "weather", "天气", Type::Text).group("flow"),
    Field::new(12, "taken_by", "接班人", Type::Ref("person"))
        .group("flow")
        .synonyms(&["接班"]),
    Field::new(13, "handed_at", "交班时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(14, "stand_in_id", "顶班人", Type::Ref("person")).group("flow"),
    Field::new(15, "vacant_reason", "缺岗原因", Type::Text)
        .personal()
        .group("flow"),
    Field::new(16, "status", "状态", Type::Code("shift_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["vacant", "planned", "on_duty", "handed_over"]),
    Field::new(17, "remark", "备注", Type::LongText).personal(),
];

static FLOW: Flow = Flow {
    state: "status",
    states: "shift_state",
    initial: "planned",
    signed: &[],
    steps: &[
        Step {
            name: "take_over",
            label: "到岗接班",
            from: &["planned", "vacant"],
            to: "on_duty",
            asks: &[may("stand_in_id"), may("taken_at")],
            guards: &[],
        },
        Step {
            name: "hand_over",
            label: "交班",
            from: &["planned", "on_duty"],
            to: "handed_over",
            asks: &[
                must("taken_by"),
                may("open_matters"),
                may("keys"),
                may("equipment"),
                may("weather"),
                may("handed_at"),
            ],
            guards: &[],
        },
        Step {
            name: "mark_vacant",
            label: "缺岗",
            from: &["planned", "on_duty"],
            to: "vacant",
            asks: &[may("vacant_reason")],
            guards: &[],
        },
        Step {
            name: "take_back",
            label: "交接有误，重新交",
            from: &["handed_over"],
            to: "on_duty",
            asks: &[],
            guards: &[],
        },
    ],
};
