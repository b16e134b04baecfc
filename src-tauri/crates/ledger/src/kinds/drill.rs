//! 演练: planned, held, judged, and its faults mended (domain §2.14). What has to be mended becomes
//! a [`task`](super::task) that names its drill.

use super::rules::below_zero;
use crate::check::Flag;
use crate::flow::{Flow, Guard, Step, may, must};
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 58,
    name: "drill",
    label: "演练",
    menu: Menu::Culture,
    title: &["name"],
    columns: &[
        "held_at",
        "planned_on",
        "name",
        "kind",
        "hazard_kind",
        "participants",
        "grade",
        "status",
    ],
    chips: &[
        Chip {
            name: "planned",
            label: "计划",
            field: "status",
            codes: &["planned"],
        },
        Chip {
            name: "unmended",
            label: "没改完",
            field: "status",
            codes: &["held", "evaluated"],
        },
        Chip {
            name: "comprehensive",
            label: "综合",
            field: "kind",
            codes: &["comprehensive"],
        },
    ],
    photos: true,
    fields: FIELDS,
    flow: Some(&FLOW),
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "name", "演练名称", Type::Text)
        .always()
        .synonyms(&["名称", "演练项目", "演练主题"]),
    Field::new(2, "kind", "类型", Type::Code("drill_kind"))
        .hint("综合演练每年至少一次；桌面推演、专项、双盲都可以登记。")
        .always()
        .open()
        .synonyms(&["演练类型", "演练形式"]),
    Field::new(3, "hazard_kind", "灾种", Type::Code("disaster_kind"))
        .later()
        .open(),
    Field::new(4, "planned_on", "计划日期", Type::Date)
        .later()
        .open()
        .synonyms(&["计划时间"]),
    Field::new(
        5,
        "plan_item_id",
        "年度计划哪一项",
        Type::Ref("annual_plan_item"),
    ),
    Field::new(6, "plan_id", "练哪个预案", Type::Ref("plan")),
    Field::new(7, "plan_version", "预案版本", Type::Text),
    Field::new(8, "script", "情景", Type::LongText).synonyms(&["演练情景", "演练内容"]),
    Field::new(9, "place", "地点", Type::Text).synonyms(&["演练地点"]),
    Field::new(10, "director_id", "总指挥", Type::Ref("person")).synonyms(&["演练指挥", "组织人"]),
    Field::new(11, "held_at", "开始时间", Type::Time)
        .open()
        .group("flow")
        .synonyms(&["演练时间", "演练日期"]),
    Field::new(12, "participants", "参演人数", Type::Int)
        .later_if(was_held)
        .open()
        .unit("人")
        .synonyms(&["参加人数"]),
    Field::new(13, "observers", "观摩人数", Type::Int)
        .open()
        .unit("人"),
    Field::new(14, "vuln_participants", "老弱病残孕幼参演", Type::Int)
        .open()
        .unit("人")
        .synonyms(&["弱势参演"]),
    Field::new(15, "milestones", "时间经过", Type::Lines)
        .later_if(was_held)
        .hint("一行一件：19:02 叫应；19:34 人到齐。")
        .synonyms(&["里程碑", "演练过程"]),
    Field::new(16, "issues", "发现的问题", Type::Lines)
        .group("flow")
        .hint("一行一个；要人去改的，登到交办督办里。")
        .synonyms(&["问题", "存在问题"]),
    Field::new(17, "grade", "评估", Type::Code("drill_grade"))
        .hint("优、良、合格、不合格，照实评。")
        .open()
        .group("flow")
        .synonyms(&["评估等级", "评估结果"]),
    Field::new(18, "evaluation", "评估意见", Type::LongText).group("flow"),
    Field::new(19, "improvement", "改进情况", Type::LongText)
        .group("flow")
        .hint("每个问题谁改的、几时改好的。")
        .synonyms(&["整改情况", "改进措施"]),
    Field::new(20, "closed_at", "改完时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(21, "cancel_reason", "没演的原因", Type::Text).group("flow"),
    Field::new(22, "status", "状态", Type::Code("drill_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["planned", "cancelled", "held", "evaluated", "closed"]),
    Field::new(23, "remark", "备注", Type::LongText),
];

fn was_held(row: &Row) -> bool {
    matches!(row.text("status"), "held" | "evaluated" | "closed")
}

static FLOW: Flow = Flow {
    state: "status",
    states: "drill_state",
    initial: "planned",
    signed: &[],
    steps: &[
        Step {
            name: "hold",
            label: "演过了",
            from: &["planned", "cancelled"],
            to: "held",
            asks: &[must("held_at"), may("issues")],
            guards: &[],
        },
        Step {
            name: "evaluate",
            label: "评估",
            from: &["held"],
            to: "evaluated",
            asks: &[must("grade"), may("evaluation"), may("issues")],
            guards: &[],
        },
        Step {
            name: "close",
            label: "问题改完了",
            from: &["evaluated"],
            to: "closed",
            asks: &[may("improvement"), may("closed_at")],
            guards: &[ISSUES_MENDED],
        },
        Step {
            name: "evaluate_again",
            label: "没改好，重新评估",
            from: &["evaluated", "closed"],
            to: "held",
            asks: &[may("issues")],
            guards: &[],
        },
        Step {
            name: "cancel",
            label: "取消",
            from: &["planned"],
            to: "cancelled",
            asks: &[must("cancel_reason")],
            guards: &[],
        },
    ],
};

const ISSUES_MENDED: Guard = Guard {
    code: "issues_mended",
    field: "improvement",
    text: "演练发现了问题，要写明每个问题怎么改的。",
    holds: |row| row.get("issues").is_empty() || !row.text("improvement").is_empty(),
};

fn checks(row: &Row) -> Vec<Flag> {
    let (all, weak) = (
        row.get("participants").int(),
        row.get("vuln_participants").int(),
    );
    let too_many = weak > all && all.is_some();
    let weak = too_many.then(|| {
        Flag::mark(
            "weak_above_all",
            "vuln_participants",
            "老弱病残孕幼参演人数多于参演人数，请核对。",
        )
    });
    weak.into_iter()
        .chain(below_zero(row, "participants"))
        .chain(below_zero(row, "observers"))
        .collect()
}
