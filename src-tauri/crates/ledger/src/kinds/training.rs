//! 培训: what was taught, to whom, and whether they can do it (domain §2.14, §1 F45): the seven
//! topics of a first responder, and first aid for everybody.

use super::rules::{below_zero, too_early};
use crate::check::Flag;
use crate::flow::{Flow, Step, may, must};
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::{Row, Value};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 59,
    name: "training",
    label: "培训",
    menu: Menu::Culture,
    title: &["name"],
    columns: &[
        "plan_year",
        "held_on",
        "name",
        "topic",
        "audience",
        "attendee_count",
        "passed_count",
        "status",
    ],
    chips: &[
        Chip {
            name: "planned",
            label: "计划",
            field: "status",
            codes: &["planned"],
        },
        Chip {
            name: "unassessed",
            label: "没考核",
            field: "status",
            codes: &["held"],
        },
        Chip {
            name: "first_aid",
            label: "急救",
            field: "topic",
            codes: &["first_aid", "public_first_aid"],
        },
    ],
    photos: true,
    fields: FIELDS,
    flow: Some(&FLOW),
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "name", "培训名称", Type::Text)
        .always()
        .synonyms(&["名称", "课程名称"]),
    Field::new(2, "topic", "主题", Type::Code("training_topic"))
        .hint("七个主题，一年里轮着讲完。")
        .always()
        .open()
        .synonyms(&["培训主题", "培训内容"]),
    Field::new(3, "audience", "给谁讲", Type::Codes("training_audience"))
        .open()
        .synonyms(&["培训对象"]),
    Field::new(4, "plan_year", "计划年度", Type::Int)
        .later()
        .open()
        .unit("年")
        .synonyms(&["年度"]),
    Field::new(
        5,
        "plan_item_id",
        "年度计划哪一项",
        Type::Ref("annual_plan_item"),
    ),
    Field::new(6, "planned_on", "计划日期", Type::Date)
        .open()
        .synonyms(&["计划时间"]),
    Field::new(7, "level", "哪一级办的", Type::Code("event_level")).open(),
    Field::new(8, "held_on", "日期", Type::Date)
        .open()
        .group("flow")
        .synonyms(&["培训日期", "培训时间"]),
    Field::new(9, "hours", "学时", Type::Decimal(1))
        .open()
        .unit("学时"),
    Field::new(10, "trainer", "讲师", Type::Text).synonyms(&["师资", "授课人", "主讲人"]),
    Field::new(11, "place", "地点", Type::Text).synonyms(&["培训地点"]),
    Field::new(12, "attendees", "签到", Type::Refs("person"))
        .hint("册子里的人从这里选。")
        .synonyms(&["参训人员", "签到人员"]),
    Field::new(13, "attendee_count", "参训人数", Type::Int)
        .later_if(was_held)
        .open()
        .unit("人")
        .synonyms(&["参加人数"]),
    Field::new(14, "assessment", "怎么考的", Type::Text)
        .group("flow")
        .synonyms(&["考核方式"]),
    Field::new(15, "passed_count", "合格人数", Type::Int)
        .open()
        .group("flow")
        .unit("人"),
    Field::new(16, "score", "考核情况", Type::LongText)
        .personal()
        .group("flow")
        .synonyms(&["考核", "考核结果"]),
    Field::new(17, "refresh_on", "复训日期", Type::Date).open(),
    Field::new(18, "status", "状态", Type::Code("training_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["planned", "held", "assessed"]),
    Field::new(19, "remark", "备注", Type::LongText),
];

fn was_held(row: &Row) -> bool {
    matches!(row.text("status"), "held" | "assessed")
}

static FLOW: Flow = Flow {
    state: "status",
    states: "training_state",
    initial: "planned",
    signed: &[],
    steps: &[
        Step {
            name: "hold",
            label: "讲过了",
            from: &["planned"],
            to: "held",
            asks: &[must("held_on")],
            guards: &[],
        },
        Step {
            name: "assess",
            label: "考核",
            from: &["planned", "held"],
            to: "assessed",
            asks: &[
                must("held_on"),
                may("assessment"),
                may("passed_count"),
                may("score"),
            ],
            guards: &[],
        },
        Step {
            name: "plan_again",
            label: "没办成，改回计划",
            from: &["held"],
            to: "planned",
            asks: &[may("held_on")],
            guards: &[],
        },
    ],
};

fn checks(row: &Row) -> Vec<Flag> {
    let refresh = too_early(
        row,
        ["refresh_on", "held_on"],
        "refresh_before_held",
        "复训日期早于培训日期，请核对。",
    );
    [
        refresh,
        more_names_than_people(row),
        below_zero(row, "attendee_count"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn more_names_than_people(row: &Row) -> Option<Flag> {
    let Value::Set(names) = row.get("attendees") else {
        return None;
    };
    let count = usize::try_from(row.get("attendee_count").int()?).ok()?;
    (names.len() > count).then(|| {
        Flag::mark(
            "more_names_than_people",
            "attendee_count",
            "签到的人比参训人数多，请核对。",
        )
    })
}
