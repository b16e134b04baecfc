//! 举报: what somebody reported in confidence, and what came of it (domain §1 F57). Only the
//! secretary and the officer know of it; all but number, kind and state is secret, and who
//! reported goes on no paper and into no package but the full one. Rewards for it are kept here
//! and not in 奖补, because that ledger names the recipient.

use super::rules::{below_zero, odd_phone};
use crate::check::Flag;
use crate::flow::{Flow, Step, may, must};
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 39,
    name: "tip_off",
    label: "举报",
    menu: Menu::Risk,
    title: &["tip_no"],
    columns: &["tip_no", "kind", "received_at", "handed_to", "status"],
    chips: &[
        Chip {
            name: "open",
            label: "没有答复",
            field: "status",
            codes: &["received", "handed"],
        },
        Chip {
            name: "unrewarded",
            label: "没有奖励",
            field: "status",
            codes: &["answered"],
        },
    ],
    unique: &[&["tip_no"]],
    confidential: true,
    fields: FIELDS,
    flow: Some(&FLOW),
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "tip_no", "编号", Type::Text)
        .open()
        .automatic(),
    Field::new(2, "content", "举报内容", Type::LongText)
        .always()
        .secret()
        .synonyms(&["内容", "举报事项"]),
    Field::new(3, "kind", "类别", Type::Code("hazard_kind"))
        .later()
        .open()
        .synonyms(&["举报类别", "类型"]),
    Field::new(4, "place", "地点", Type::Text)
        .secret()
        .synonyms(&["位置", "举报地点"]),
    Field::new(5, "accused", "举报的是谁", Type::Text)
        .secret()
        .synonyms(&["被举报人", "被举报单位"]),
    Field::new(6, "received_at", "收到时间", Type::Time)
        .later()
        .secret()
        .synonyms(&["举报时间", "举报日期"]),
    Field::new(7, "channel", "怎么来的", Type::Code("tip_channel"))
        .secret()
        .synonyms(&["举报方式", "举报渠道"]),
    Field::new(8, "is_anonymous", "匿名", Type::Bool).secret(),
    Field::new(9, "reporter", "举报人", Type::Text)
        .secret()
        .hint("匿名的不填、不问、不猜。"),
    Field::new(10, "reporter_phone", "举报人电话", Type::Phone).secret(),
    Field::new(11, "handed_to", "交给谁办", Type::Text)
        .secret()
        .group("flow")
        .hint("只交办事情，不说是谁举报的。")
        .synonyms(&["交办单位", "移交单位"]),
    Field::new(12, "handed_at", "交办时间", Type::Time)
        .secret()
        .automatic()
        .group("flow"),
    Field::new(13, "hazard_id", "查出哪条隐患", Type::Ref("hazard")).secret(),
    Field::new(14, "reply", "答复", Type::LongText)
        .secret()
        .group("flow")
        .synonyms(&["办理结果", "处理结果"]),
    Field::new(15, "answered_at", "答复时间", Type::Time)
        .secret()
        .automatic()
        .group("flow"),
    Field::new(16, "reward_yuan", "奖励金额", Type::Decimal(2))
        .secret()
        .group("flow")
        .unit("元")
        .synonyms(&["奖金"]),
    Field::new(17, "reward_note", "怎么发的", Type::Text)
        .secret()
        .group("flow")
        .hint("可以用编号领，不留姓名。"),
    Field::new(18, "rewarded_at", "奖励时间", Type::Time)
        .secret()
        .automatic()
        .group("flow"),
    Field::new(19, "status", "状态", Type::Code("tip_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["received", "handed", "answered", "rewarded"]),
    Field::new(20, "remark", "备注", Type::LongText).secret(),
];

static FLOW: Flow = Flow {
    state: "status",
    states: "tip_state",
    initial: "received",
    signed: &["reward"],
    steps: &[
        Step {
            name: "hand_over",
            label: "交办",
            from: &["received"],
            to: "handed",
            asks: &[must("handed_to"), must("handed_at")],
            guards: &[],
        },
        Step {
            name: "answer",
            label: "答复",
            from: &["received", "handed"],
            to: "answered",
            asks: &[must("reply"), must("answered_at")],
            guards: &[],
        },
        Step {
            name: "reward",
            label: "奖励",
            from: &["answered"],
            to: "rewarded",
            asks: &[must("reward_yuan"), may("reward_note"), must("rewarded_at")],
            guards: &[],
        },
        Step {
            name: "take_up_again",
            label: "重新办理",
            from: &["answered"],
            to: "handed",
            asks: &[],
            guards: &[],
        },
    ],
};

fn checks(row: &Row) -> Vec<Flag> {
    let named = ["reporter", "reporter_phone"]
        .iter()
        .any(|field| !row.text(field).is_empty());
    let named = (named && row.get("is_anonymous").is_true()).then(|| {
        Flag::mark(
            "anonymous_but_named",
            "reporter",
            "记的是匿名举报，请把姓名和电话删掉。",
        )
    });
    [
        named,
        odd_phone(row, "reporter_phone"),
        below_zero(row, "reward_yuan"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
