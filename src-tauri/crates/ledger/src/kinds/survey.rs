//! 群众评价: the tally of a paper survey, how safe people feel and how content they are (domain §1
//! F59). It counts answers; it never says who gave them.

use super::rules::below_zero;
use crate::check::Flag;
use crate::spec::{Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 62,
    name: "survey",
    label: "群众评价",
    menu: Menu::Culture,
    title: &["topic"],
    columns: &[
        "held_on",
        "topic",
        "way",
        "issued",
        "returned",
        "very_satisfied",
        "satisfied",
        "feel_safe",
    ],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const ANSWERS: [&str; 4] = ["very_satisfied", "satisfied", "neutral", "dissatisfied"];

const FIELDS: &[Field] = &[
    Field::new(1, "topic", "评价什么", Type::Text)
        .always()
        .synonyms(&["主题", "调查内容"]),
    Field::new(2, "held_on", "日期", Type::Date)
        .later()
        .open()
        .synonyms(&["调查日期"]),
    Field::new(3, "way", "方式", Type::Code("survey_way"))
        .later()
        .open()
        .synonyms(&["调查方式"]),
    answers(4, "issued", "发出").later(),
    answers(5, "returned", "收回").later(),
    answers(6, "very_satisfied", "很满意"),
    answers(7, "satisfied", "满意"),
    answers(8, "neutral", "一般"),
    answers(9, "dissatisfied", "不满意"),
    answers(10, "feel_safe", "觉得安全"),
    Field::new(11, "opinions", "意见建议", Type::Lines)
        .hint("只写意见，不写是谁说的。")
        .synonyms(&["意见", "建议"]),
    Field::new(12, "follow_up", "打算怎么办", Type::LongText),
    Field::new(13, "tallied_by", "谁统计的", Type::Ref("person")),
    Field::new(14, "remark", "备注", Type::LongText),
];

const fn answers(number: u16, name: &'static str, label: &'static str) -> Field {
    Field::new(number, name, label, Type::Int).open().unit("份")
}

fn checks(row: &Row) -> Vec<Flag> {
    let number = |name: &str| row.get(name).int();
    let counted = ANSWERS.iter().filter_map(|name| number(name));
    let sum = counted.fold(0_i64, i64::saturating_add);
    let flags = [
        above(number("returned"), number("issued"), "returned"),
        above(Some(sum), number("returned"), "very_satisfied"),
        above(number("feel_safe"), number("returned"), "feel_safe"),
        below_zero(row, "issued"),
        below_zero(row, "returned"),
    ];
    flags.into_iter().flatten().collect()
}

fn above(part: Option<i64>, whole: Option<i64>, field: &'static str) -> Option<Flag> {
    (part > whole && whole.is_some()).then(|| {
        Flag::mark(
            "more_answers_than_sheets",
            field,
            "份数对不上：回答比问卷多，请重新点一遍。",
        )
    })
}
