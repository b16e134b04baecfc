//! 处置日志: what was done and heard, line by line. A line once written is never written again; a
//! mistake is put right by a new line that names it (domain §2.12).

use crate::spec::{Field, Menu, Spec, Type};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 53,
    name: "incident_log",
    label: "处置日志",
    menu: Menu::Response,
    title: &["text"],
    columns: &["at", "text", "incident_id", "recorded_by", "corrects"],
    append_only: true,
    fields: &[
        Field::new(1, "at", "时间", Type::Time)
            .always()
            .open()
            .synonyms(&["记录时间"]),
        Field::new(2, "text", "内容", Type::LongText)
            .always()
            .hint("一句话：谁、在哪、做了什么、怎样了。")
            .synonyms(&["记录内容", "情况"]),
        Field::new(3, "incident_id", "哪次事件", Type::Ref("incident")).tonight(),
        Field::new(4, "warning_id", "哪条预警", Type::Ref("warning")).tonight(),
        Field::new(5, "recorded_by", "记录人", Type::Ref("person"))
            .tonight()
            .synonyms(&["记录"]),
        Field::new(6, "corrects", "更正哪一行", Type::Ref("incident_log"))
            .tonight()
            .hint("写错了不改原来那行，新写一行，选上它。"),
    ],
    ..Spec::DEFAULT
};
