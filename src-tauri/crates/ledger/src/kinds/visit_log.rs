//! 走访: who went to see whom, what he saw and what was done about it (domain §1 F16, F73). One
//! sentence is enough; nobody is scored by the number of visits (domain §5).

use super::rules::too_early;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 41,
    name: "visit_log",
    label: "走访",
    menu: Menu::Risk,
    title: &["note"],
    columns: &[
        "visited_at",
        "household_id",
        "premises_id",
        "purpose",
        "note",
        "visitor_id",
    ],
    chips: &[
        Chip {
            name: "homes",
            label: "入户",
            field: "purpose",
            codes: &["hazard", "care", "winter", "publicity"],
        },
        Chip {
            name: "firms",
            label: "安全帮办",
            field: "purpose",
            codes: &["helper"],
        },
    ],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "note", "看到什么", Type::Text)
        .always()
        .personal()
        .hint("一句话：人怎么样、火和电怎么样、缺什么。")
        .synonyms(&["走访情况", "情况", "走访记录"]),
    Field::new(2, "visited_at", "走访时间", Type::Time)
        .later()
        .open()
        .synonyms(&["日期", "时间", "走访日期"]),
    Field::new(3, "household_id", "哪一户", Type::Ref("household"))
        .personal()
        .later_if(|row| row.text("premises_id").is_empty())
        .synonyms(&["户主", "走访户", "农户"]),
    Field::new(4, "premises_id", "哪个场所", Type::Ref("premises")).synonyms(&["场所", "企业"]),
    Field::new(5, "purpose", "去干什么", Type::Code("visit_purpose"))
        .later()
        .open()
        .synonyms(&["走访类型", "事由"]),
    Field::new(6, "visitor_id", "谁去的", Type::Ref("person"))
        .later()
        .synonyms(&["走访人", "走访干部", "帮办人"]),
    Field::new(7, "done", "当场办了什么", Type::LongText)
        .personal()
        .synonyms(&["办理情况", "帮办情况"]),
    Field::new(8, "hazard_id", "记成哪条隐患", Type::Ref("hazard")).synonyms(&["隐患"]),
    Field::new(9, "next_on", "下次再去", Type::Date).open(),
    Field::new(10, "remark", "备注", Type::LongText).personal(),
];

fn checks(row: &Row) -> Vec<Flag> {
    let next = too_early(
        row,
        ["next_on", "visited_at"],
        "next_visit_before_this",
        "下次再去早于这次走访，请核对。",
    );
    next.into_iter().collect()
}
