//! 检查项: one line of an inspection and its answer (domain §2.14). 检查符合率 counts 合格 over
//! 合格 and 不合格; 不适用 counts nowhere. What is wrong is not left standing: it names a 隐患.

use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 32,
    name: "inspection_item",
    label: "检查项",
    menu: Menu::Risk,
    title: &["item"],
    columns: &["inspection_id", "seq", "item", "result", "hazard_id"],
    chips: &[Chip {
        name: "failed",
        label: "不合格",
        field: "result",
        codes: &["fail"],
    }],
    fields: &[
        Field::new(1, "inspection_id", "哪次检查", Type::Ref("inspection"))
            .always()
            .synonyms(&["检查编号"]),
        Field::new(2, "seq", "次序", Type::Int)
            .open()
            .synonyms(&["序", "序号"]),
        Field::new(3, "item", "检查项", Type::Text)
            .always()
            .synonyms(&["检查内容", "检查项目", "内容"]),
        Field::new(4, "result", "结果", Type::Code("inspection_result"))
            .always()
            .open()
            .cautious(&["fail", "pass", "na"])
            .synonyms(&["检查结果", "是否合格"]),
        Field::new(5, "note", "哪里不对", Type::Text)
            .later_if(has_failed)
            .synonyms(&["问题", "存在问题", "说明"]),
        Field::new(6, "hazard_id", "记成哪条隐患", Type::Ref("hazard"))
            .synonyms(&["隐患", "隐患编号"]),
        Field::new(7, "remark", "备注", Type::LongText),
    ],
    checks,
    ..Spec::DEFAULT
};

fn has_failed(row: &Row) -> bool {
    row.text("result") == "fail"
}

fn checks(row: &Row) -> Vec<Flag> {
    let loose = has_failed(row) && row.text("hazard_id").is_empty();
    let loose = loose.then(|| {
        Flag::mark(
            "failed_without_hazard",
            "hazard_id",
            "不合格的要记成一条隐患，才有人去改。",
        )
    });
    loose.into_iter().collect()
}
