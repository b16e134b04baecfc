//! 叫应: one try to reach one person, by whatever means, and what came of it (domain §2.11, §8.3).
//! One call serves all posts of a person. At night the result is one key.

use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 49,
    name: "callout",
    label: "叫应",
    menu: Menu::Response,
    title: &[],
    columns: &[
        "called_at",
        "target_id",
        "warning_id",
        "method",
        "attempt",
        "result",
        "answered_at",
        "arrived_at",
    ],
    chips: &[
        Chip {
            name: "unanswered",
            label: "没叫通",
            field: "result",
            codes: UNANSWERED,
        },
        Chip {
            name: "confirmed",
            label: "确认了",
            field: "result",
            codes: &["confirmed"],
        },
        Chip {
            name: "knocked",
            label: "敲了门",
            field: "result",
            codes: &["knocked"],
        },
    ],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

/// Results after which the person has to be tried again.
pub const UNANSWERED: &[&str] = &["unconfirmed", "no_answer", "powered_off"];

const FIELDS: &[Field] = &[
    Field::new(1, "target_id", "叫谁", Type::Ref("person"))
        .later()
        .synonyms(&["叫应对象", "对象", "被叫应人"]),
    Field::new(2, "result", "结果", Type::Code("callout_result"))
        .always()
        .open()
        .cautious(&[
            "powered_off",
            "no_answer",
            "unconfirmed",
            "knocked",
            "confirmed",
        ])
        .synonyms(&["叫应结果"]),
    Field::new(3, "warning_id", "哪条预警", Type::Ref("warning"))
        .later_if(|row| row.text("incident_id").is_empty()),
    Field::new(4, "incident_id", "哪次事件", Type::Ref("incident")),
    Field::new(5, "household_id", "哪一户", Type::Ref("household")).personal(),
    Field::new(6, "seq", "顺位", Type::Int).open(),
    Field::new(7, "method", "方式", Type::Code("callout_method"))
        .hint("打电话、敲门、喇叭、锣都算；通信断了就敲门。")
        .later()
        .open()
        .synonyms(&["叫应方式"]),
    Field::new(8, "attempt", "第几次", Type::Int)
        .open()
        .synonyms(&["次数"]),
    Field::new(9, "called_at", "呼叫时间", Type::Time)
        .now()
        .later()
        .open()
        .synonyms(&["叫应时间"]),
    Field::new(10, "called_by", "谁叫的", Type::Ref("person")).synonyms(&["叫应人", "呼叫人"]),
    Field::new(11, "answered_at", "回应时间", Type::Time)
        .open()
        .hint("敲了门、人应了，也填这里。"),
    Field::new(12, "stand_in", "代叫人", Type::Text).hint("请谁上门去叫的。"),
    Field::new(13, "arrived_at", "到岗时间", Type::Time).open(),
    Field::new(14, "action", "采取行动", Type::Text).synonyms(&["行动", "已采取的行动"]),
    Field::new(15, "supervised_by", "督导人", Type::Ref("person")),
    Field::new(16, "remark", "备注", Type::LongText),
    Field::new(17, "about", "时间是约的", Type::Bool)
        .open()
        .hint("说不准就选是，纸上写“约”或“前后”。"),
    Field::new(18, "keyed_at", "补记时间", Type::Time)
        .open()
        .automatic()
        .hint("照着纸补记进来的那一刻，不是打电话的时刻。"),
];

/// Whether somebody answered: confirmed on the telephone, or seen to answer at some moment.
pub fn is_answered(row: &Row) -> bool {
    row.text("result") == "confirmed" || !row.text("answered_at").is_empty()
}

/// Whether these tries to reach one person call for the next one up and a knock at the door: so
/// many in vain (threshold `callout_tries`).
pub fn calls_for_the_door(tries: &[&Row], most: usize) -> bool {
    tries.len() >= most && !tries.iter().any(|row| is_answered(row))
}

fn checks(row: &Row) -> Vec<Flag> {
    let (called, answered) = (row.text("called_at"), row.text("answered_at"));
    // Moments are kept in one form and one offset: their texts stand in order of time.
    let backwards = !called.is_empty() && !answered.is_empty() && answered < called;
    let flag = backwards.then(|| {
        Flag::mark(
            "answered_before_called",
            "answered_at",
            "回应时间早于呼叫时间，请核对。",
        )
    });
    flag.into_iter().collect()
}
