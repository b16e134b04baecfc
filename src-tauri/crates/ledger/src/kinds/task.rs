//! 交办督办: something that somebody has to do by a day, wherever it came from, until it is done
//! and answered (domain §8.1 F25, F69). Being overdue is computed from `due_date` and the state.

use super::rules::{below_zero, too_early};
use crate::check::Flag;
use crate::flow::{Flow, Step, may, must};
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 47,
    name: "task",
    label: "交办督办",
    menu: Menu::Response,
    title: &["content"],
    columns: &[
        "due_date",
        "content",
        "source",
        "owner_id",
        "supervise_count",
        "status",
    ],
    chips: &[
        Chip {
            name: "open",
            label: "没办结",
            field: "status",
            codes: OPEN_STATES,
        },
        Chip {
            name: "replied",
            label: "已回复",
            field: "status",
            codes: &["replied"],
        },
        Chip {
            name: "superior",
            label: "上级交办",
            field: "source",
            codes: &["superior"],
        },
    ],
    fields: FIELDS,
    flow: Some(&FLOW),
    checks,
    ..Spec::DEFAULT
};

/// States in which somebody still has to do something; only in these can it be overdue.
pub const OPEN_STATES: &[&str] = &["todo", "doing", "replied"];

const FIELDS: &[Field] = &[
    Field::new(1, "content", "事项", Type::LongText)
        .always()
        .synonyms(&["交办事项", "任务", "任务内容", "工作内容"]),
    Field::new(2, "source", "来源", Type::Code("task_source"))
        .later()
        .open()
        .synonyms(&["任务来源", "交办来源"]),
    Field::new(3, "source_note", "谁交办的", Type::Text)
        .hint("单位、文号，或者谁打的电话。")
        .synonyms(&["交办单位", "交办人", "文号"]),
    Field::new(4, "consultation_id", "哪次会商", Type::Ref("consultation"))
        .later_if(|row| row.text("source") == "consultation"),
    Field::new(5, "drill_id", "哪次演练", Type::Ref("drill"))
        .later_if(|row| row.text("source") == "drill"),
    Field::new(6, "shift_id", "哪一班交接", Type::Ref("duty_shift"))
        .later_if(|row| row.text("source") == "handover"),
    Field::new(7, "hazard_id", "关系到哪条隐患", Type::Ref("hazard")),
    Field::new(8, "given_at", "交办时间", Type::Time)
        .now()
        .later()
        .open()
        .synonyms(&["交办日期", "下达时间"]),
    Field::new(9, "owner_id", "承办人", Type::Ref("person"))
        .hint("办这件事的人。")
        .later()
        .tonight()
        .group("flow")
        .synonyms(&["责任人", "负责人", "承办责任人"]),
    Field::new(10, "due_date", "期限", Type::Date)
        .later()
        .open()
        .tonight()
        .group("flow")
        .synonyms(&["办理期限", "完成时限", "办结期限"]),
    Field::new(11, "supervisor_id", "督办人", Type::Ref("person"))
        .hint("盯着他按期办完的人。")
        .synonyms(&["督办责任人"]),
    Field::new(12, "supervise_count", "督办次数", Type::Int)
        .open()
        .unit("次")
        .hint("催过一次就加一。"),
    Field::new(13, "supervise_note", "督办情况", Type::LongText)
        .hint("哪天催的、谁催的、对方怎么说。"),
    Field::new(14, "reply", "办理结果", Type::LongText)
        .group("flow")
        .synonyms(&["回复", "办理情况", "完成情况", "落实情况"]),
    Field::new(15, "replied_at", "回复时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(16, "review_note", "退回意见", Type::LongText).group("flow"),
    Field::new(17, "closed_at", "办结时间", Type::Time)
        .open()
        .group("flow")
        .synonyms(&["办结日期", "完成时间"]),
    Field::new(18, "status", "状态", Type::Code("task_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["todo", "doing", "replied", "closed"])
        .synonyms(&["办理状态", "进展"]),
    Field::new(19, "remark", "备注", Type::LongText),
];

static FLOW: Flow = Flow {
    state: "status",
    states: "task_state",
    initial: "todo",
    signed: &[],
    steps: &[
        Step {
            name: "start",
            label: "开始办",
            from: &["todo"],
            to: "doing",
            asks: &[may("owner_id"), may("due_date")],
            guards: &[],
        },
        Step {
            name: "reply",
            label: "回复",
            from: &["todo", "doing"],
            to: "replied",
            asks: &[must("reply"), may("replied_at")],
            guards: &[],
        },
        Step {
            name: "close",
            label: "办结",
            from: &["todo", "doing", "replied"],
            to: "closed",
            asks: &[must("reply"), may("closed_at")],
            guards: &[],
        },
        Step {
            name: "send_back",
            label: "没办好，退回",
            from: &["replied"],
            to: "doing",
            asks: &[must("review_note"), may("due_date")],
            guards: &[],
        },
        Step {
            name: "reopen",
            label: "重新办",
            from: &["closed"],
            to: "doing",
            asks: &[must("review_note"), may("due_date")],
            guards: &[],
        },
    ],
};

fn checks(row: &Row) -> Vec<Flag> {
    let due = too_early(
        row,
        ["due_date", "given_at"],
        "due_before_given",
        "期限早于交办时间，请核对。",
    );
    due.into_iter()
        .chain(below_zero(row, "supervise_count"))
        .collect()
}
