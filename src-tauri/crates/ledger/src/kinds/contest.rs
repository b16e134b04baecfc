//! 竞赛比武: skills matches and quizzes, where people train by competing (domain §1 F50, §8.1 F70).

use super::rules::below_zero;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 60,
    name: "contest",
    label: "竞赛比武",
    menu: Menu::Culture,
    title: &["name"],
    columns: &["held_on", "name", "kind", "level", "participants", "result"],
    chips: &[
        Chip {
            name: "skills",
            label: "大比武",
            field: "kind",
            codes: &["skills"],
        },
        Chip {
            name: "quiz",
            label: "竞赛、答题",
            field: "kind",
            codes: &["quiz", "prize_quiz"],
        },
    ],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "name", "名称", Type::Text)
        .always()
        .synonyms(&["赛事名称", "活动名称"]),
    Field::new(2, "kind", "类型", Type::Code("contest_kind"))
        .always()
        .open(),
    Field::new(3, "held_on", "日期", Type::Date)
        .later()
        .open()
        .synonyms(&["比赛日期", "活动日期"]),
    Field::new(4, "level", "哪一级办的", Type::Code("event_level"))
        .later()
        .open()
        .synonyms(&["级别"]),
    Field::new(5, "organiser", "主办单位", Type::Text).synonyms(&["组织单位"]),
    Field::new(6, "subject", "比什么", Type::Text)
        .later()
        .synonyms(&["项目", "比赛项目"]),
    Field::new(7, "team_ids", "参加队伍", Type::Refs("team")).synonyms(&["参赛队伍"]),
    Field::new(8, "people_ids", "参加人员", Type::Refs("person")).synonyms(&["参赛人员"]),
    Field::new(9, "participants", "参加人数", Type::Int)
        .open()
        .unit("人"),
    Field::new(10, "result", "成绩", Type::Text).synonyms(&["名次", "获奖情况"]),
    Field::new(11, "lesson", "练出了什么", Type::LongText).hint("哪一手还生，回去怎么练。"),
    Field::new(12, "remark", "备注", Type::LongText),
];

fn checks(row: &Row) -> Vec<Flag> {
    below_zero(row, "participants").into_iter().collect()
}
