//! 会商: what the cadres judged together, and what they decided (domain §8.1 F30, F68). A decision
//! that somebody has to carry out becomes a [`task`](super::task) that names its 会商.

use super::rules::too_early;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 46,
    name: "consultation",
    label: "会商",
    menu: Menu::Response,
    title: &["topic"],
    columns: &["held_at", "kind", "topic", "host_id", "judgement"],
    chips: &[
        Chip {
            name: "monthly",
            label: "月研判",
            field: "kind",
            codes: &["monthly"],
        },
        Chip {
            name: "impending",
            label: "临灾会商",
            field: "kind",
            codes: &["impending"],
        },
        Chip {
            name: "review",
            label: "复盘",
            field: "kind",
            codes: &["review"],
        },
    ],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "topic", "议题", Type::Text)
        .always()
        .synonyms(&["会商主题", "会议主题", "会议名称"]),
    Field::new(2, "kind", "类型", Type::Code("consultation_kind"))
        .hint("月研判：每月初一次；临灾会商：雨来以前；复盘：事情过后。")
        .always()
        .open()
        .synonyms(&["会商类型", "会议类型"]),
    Field::new(3, "held_at", "时间", Type::Time)
        .later()
        .open()
        .tonight()
        .synonyms(&["会商时间", "会议时间", "日期"]),
    Field::new(4, "place", "地点", Type::Text).synonyms(&["会议地点"]),
    Field::new(5, "host_id", "主持人", Type::Ref("person"))
        .later()
        .synonyms(&["主持"]),
    Field::new(6, "attendees", "参加人", Type::Refs("person")).synonyms(&["参会人员", "出席人员"]),
    Field::new(7, "other_attendees", "村外来的人", Type::Text)
        .hint("乡镇干部、专家、企业的人，写单位和姓名。")
        .synonyms(&["列席人员"]),
    Field::new(8, "warning_id", "因哪条预警", Type::Ref("warning")),
    Field::new(9, "incident_id", "因哪次事件", Type::Ref("incident")),
    Field::new(10, "judgement", "研判意见", Type::LongText)
        .later()
        .tonight()
        .hint("会怎么样、哪里最险、哪些人先动。")
        .synonyms(&["会商意见", "研判结论", "形势分析"]),
    Field::new(11, "decisions", "议定事项", Type::Lines)
        .later()
        .hint("一行一件；要人去办的，再登到交办督办里。")
        .synonyms(&["会议决定", "议定意见"]),
    Field::new(12, "ahead", "下一步风险重点", Type::LongText)
        .later_if(is_monthly)
        .hint("月研判写下个月要盯住的地方。")
        .synonyms(&["下月重点", "下月研判"]),
    Field::new(13, "next_on", "下次会商", Type::Date).open(),
    Field::new(14, "recorder_id", "记录人", Type::Ref("person")),
    Field::new(15, "remark", "备注", Type::LongText),
];

fn is_monthly(row: &Row) -> bool {
    row.text("kind") == "monthly"
}

fn checks(row: &Row) -> Vec<Flag> {
    too_early(
        row,
        ["next_on", "held_at"],
        "next_before_held",
        "下次会商早于这一次，请核对。",
    )
    .into_iter()
    .collect()
}
