//! 年度计划: what is owed in a year, and how often (domain §1 F62, §8.1 F75). Whether it was done is
//! read off the drills, trainings, publicity and consultations themselves, and never typed again.

use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 63,
    name: "annual_plan_item",
    label: "年度计划",
    menu: Menu::Culture,
    title: &["topic"],
    columns: &[
        "plan_year",
        "kind",
        "topic",
        "count",
        "due_date",
        "owner_id",
    ],
    chips: &[
        Chip {
            name: "drill",
            label: "演练",
            field: "kind",
            codes: &["drill"],
        },
        Chip {
            name: "training",
            label: "培训",
            field: "kind",
            codes: &["training"],
        },
    ],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "plan_year", "年度", Type::Int)
        .always()
        .open()
        .synonyms(&["计划年度", "年份"]),
    Field::new(2, "kind", "做什么", Type::Code("annual_duty"))
        .always()
        .open()
        .synonyms(&["类别", "类型"]),
    Field::new(3, "topic", "内容", Type::Text)
        .always()
        .synonyms(&["计划内容", "主题", "名称"]),
    Field::new(4, "count", "几次", Type::Int)
        .later()
        .open()
        .unit("次")
        .hint("不填就算一次。")
        .synonyms(&["次数", "计划次数"]),
    Field::new(5, "due_date", "最晚哪天", Type::Date)
        .open()
        .synonyms(&["完成时限", "截止日期", "计划时间"]),
    Field::new(6, "audience", "给谁", Type::Codes("training_audience"))
        .open()
        .synonyms(&["对象", "培训对象"]),
    Field::new(7, "owner_id", "负责人", Type::Ref("person"))
        .later()
        .synonyms(&["责任人"]),
    Field::new(8, "basis", "依据", Type::Text).hint("哪份文件要求的。"),
    Field::new(9, "remark", "备注", Type::LongText),
];

/// How often it is owed; once, where nobody said.
pub fn times_owed(row: &Row) -> u64 {
    let count = row.get("count").int().unwrap_or(1);
    u64::try_from(count).unwrap_or(0)
}

fn checks(row: &Row) -> Vec<Flag> {
    let odd = row
        .get("plan_year")
        .int()
        .is_some_and(|year| !(2000..=2100).contains(&year));
    let odd_year = odd.then(|| Flag::mark("odd_year", "plan_year", "年度请填四位数，例如 2026。"));
    let never = row.get("count").int().is_some_and(|count| count <= 0);
    let no_times = never.then(|| Flag::mark("no_times", "count", "次数要大于零。"));
    odd_year.into_iter().chain(no_times).collect()
}
