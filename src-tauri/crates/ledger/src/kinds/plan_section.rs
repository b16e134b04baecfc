//! 预案章节: the text of a plan, and which ledgers are printed behind it (domain §3.3).

use crate::spec::{Field, Menu, Spec, Type};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 7,
    name: "plan_section",
    label: "预案章节",
    menu: Menu::Response,
    title: &["heading"],
    columns: &["plan_id", "seq", "heading", "hazard_kind", "bindings"],
    unique: &[&["plan_id", "seq"]],
    fields: &[
        Field::new(1, "plan_id", "预案", Type::Ref("plan")).always(),
        Field::new(2, "seq", "次序", Type::Int)
            .always()
            .open()
            .synonyms(&["序", "序号"]),
        Field::new(3, "heading", "标题", Type::Text).always(),
        Field::new(4, "body", "正文", Type::LongText)
            .later()
            .hint("花括号里的词会自动换成台账里的内容，例如 {村名}、{值守电话}。"),
        Field::new(5, "hazard_kind", "灾种", Type::Code("disaster_kind"))
            .open()
            .hint("只讲一个灾种的章节才选。"),
        Field::new(6, "bindings", "后面附哪些台账", Type::Codes("plan_binding")).open(),
    ],
    ..Spec::DEFAULT
};
