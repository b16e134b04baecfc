//! 乡镇交办: what a township asks of one or several of its villages (交办, 督办 on a hazard), by a
//! day (domain §1 F25, §8.1 F69; journal.md, what travels down with the receipt). Only the township
//! writes it, in the area that every village holds. A village answers in its own books, by a row of
//! `task` whose identity follows from the order's, so that two laptops of it write the same answer.
//!
//! It names villages and a hazard by plain text and never by reference: a village that holds the
//! order does not hold the other villages' books, and a reference that leads nowhere is a question.

use super::rules::too_early;
use crate::check::Flag;
use crate::flow::{Flow, Step, may, must};
use crate::id::RowId;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::{Row, Value};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 64,
    name: "town_order",
    label: "乡镇交办",
    menu: Menu::Response,
    title: &["content"],
    columns: &["due_date", "kind", "content", "villages", "status"],
    chips: &[
        Chip {
            name: "open",
            label: "没办结",
            field: "status",
            codes: OPEN_STATES,
        },
        Chip {
            name: "supervision",
            label: "督办",
            field: "kind",
            codes: &["supervision"],
        },
    ],
    fields: FIELDS,
    flow: Some(&FLOW),
    checks,
    ..Spec::DEFAULT
};

/// States in which the villages still have something to do.
pub const OPEN_STATES: &[&str] = &["issued"];

const FIELDS: &[Field] = &[
    Field::new(1, "kind", "类别", Type::Code("order_kind"))
        .always()
        .open(),
    Field::new(2, "content", "要办什么", Type::LongText)
        .always()
        .synonyms(&["交办事项", "督办事项"])
        .hint("发到村里的每台电脑都看得到，不要写村民的姓名和电话。"),
    Field::new(3, "villages", "哪些村办", Type::Lines)
        .always()
        .hint("一行一个村：代码在前，村名在后。"),
    Field::new(4, "due_date", "期限", Type::Date)
        .later()
        .open()
        .synonyms(&["办理期限", "完成时限"]),
    Field::new(5, "given_at", "交办时间", Type::Time)
        .now()
        .later()
        .open(),
    Field::new(6, "doc_no", "文号", Type::Text),
    Field::new(7, "given_by", "经办人", Type::Text).hint("村里有不清楚的，找谁问。"),
    Field::new(8, "about_id", "督办哪条隐患", Type::Text).automatic(),
    Field::new(9, "urging", "催办、退回意见", Type::LongText)
        .hint("哪个村办得不够、还要怎么办；随下一个驿包送到村里。"),
    Field::new(10, "close_note", "办结说明", Type::LongText).group("flow"),
    Field::new(11, "closed_at", "办结时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(12, "status", "状态", Type::Code("order_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["issued", "closed", "withdrawn"]),
    Field::new(13, "remark", "备注", Type::LongText),
];

static FLOW: Flow = Flow {
    state: "status",
    states: "order_state",
    initial: "issued",
    signed: &[],
    steps: &[
        Step {
            name: "close",
            label: "办结",
            from: &["issued"],
            to: "closed",
            asks: &[may("close_note"), may("closed_at")],
            guards: &[],
        },
        Step {
            name: "withdraw",
            label: "撤回",
            from: &["issued"],
            to: "withdrawn",
            asks: &[must("close_note"), may("closed_at")],
            guards: &[],
        },
        Step {
            name: "reopen",
            label: "重新交办",
            from: &["closed", "withdrawn"],
            to: "issued",
            asks: &[must("close_note")],
            guards: &[],
        },
    ],
};

/// The identity of a village's answer to an order: a row of `task` in that village's books.
pub fn answer_id(village: &str, order: RowId) -> RowId {
    RowId::fixed("task", village, &order.to_string())
}

/// Codes of the villages an order is for.
pub fn villages(order: &Row) -> Vec<&str> {
    let Value::Lines(lines) = order.get("villages") else {
        return Vec::new();
    };
    lines.iter().map(|line| code_of(line)).collect()
}

/// The code that a line begins with.
fn code_of(line: &str) -> &str {
    let end = line.find(|letter: char| !letter.is_ascii_digit());
    line.get(..end.unwrap_or(line.len())).unwrap_or_default()
}

fn checks(row: &Row) -> Vec<Flag> {
    let due = too_early(
        row,
        ["due_date", "given_at"],
        "due_before_given",
        "期限早于交办时间，请核对。",
    );
    let odd = villages(row).iter().any(|code| code.len() != 12);
    let odd = odd.then(|| {
        let text = "每一行要以12位的村代码开头，后面写村名。";
        Flag::mark("village_unreadable", "villages", text)
    });
    due.into_iter().chain(odd).collect()
}
