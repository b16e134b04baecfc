//! 预案: one plan for all hazards (多案合一) or a special one, with its versions (domain §2.6).

use super::rules::too_early;
use crate::check::Flag;
use crate::flow::{Flow, Step, may, must};
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 6,
    name: "plan",
    label: "预案",
    menu: Menu::Response,
    title: &["plan_no", "title"],
    columns: &[
        "plan_no",
        "title",
        "kind",
        "version",
        "approved_on",
        "next_review",
        "status",
    ],
    chips: &[Chip {
        name: "in_force",
        label: "在用",
        field: "status",
        codes: &["published", "revising"],
    }],
    unique: &[&["plan_no"]],
    fields: FIELDS,
    flow: Some(&FLOW),
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "plan_no", "编号", Type::Text)
        .open()
        .automatic()
        .synonyms(&["预案编号"]),
    Field::new(2, "title", "名称", Type::Text)
        .always()
        .synonyms(&["预案名称"]),
    Field::new(3, "kind", "类型", Type::Code("plan_kind"))
        .hint("一般只要一本综合预案（多案合一），别的灾种写成附件。")
        .later()
        .open()
        .synonyms(&["预案类型"]),
    Field::new(4, "version", "版本", Type::Text)
        .later()
        .group("flow")
        .hint("例如：第3版。")
        .synonyms(&["版次"]),
    Field::new(5, "drafted_by", "编制人", Type::Ref("person")).later(),
    Field::new(6, "reviewed_by", "审核人", Type::Ref("person")).group("flow"),
    Field::new(7, "approved_by", "批准人", Type::Ref("person"))
        .hint("一般是村书记。")
        .group("flow"),
    Field::new(8, "approved_on", "批准日期", Type::Date)
        .open()
        .group("flow"),
    Field::new(9, "filed_to", "备案单位", Type::Text)
        .hint("报给哪个单位备案，一般是乡镇人民政府。"),
    Field::new(10, "filed_on", "备案日期", Type::Date).open(),
    Field::new(11, "next_review", "下次评估", Type::Date)
        .open()
        .group("flow")
        .hint("一般三年一次；换了责任人、演练发现问题、新增隐患点，要提前。"),
    Field::new(12, "revise_reason", "修订原因", Type::LongText)
        .hint("换了责任人、演练发现问题、新增了隐患点，都要修订。")
        .group("flow"),
    Field::new(13, "status", "状态", Type::Code("plan_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["draft", "reviewing", "revising", "published", "abolished"]),
    Field::new(14, "remark", "备注", Type::LongText),
];

static FLOW: Flow = Flow {
    state: "status",
    states: "plan_state",
    initial: "draft",
    signed: &["publish"],
    steps: &[
        Step {
            name: "submit",
            label: "送审",
            from: &["draft", "revising"],
            to: "reviewing",
            asks: &[],
            guards: &[],
        },
        Step {
            name: "return",
            label: "退回修改",
            from: &["reviewing"],
            to: "draft",
            asks: &[must("revise_reason")],
            guards: &[],
        },
        Step {
            name: "publish",
            label: "批准发布",
            from: &["reviewing"],
            to: "published",
            asks: &[
                must("version"),
                may("reviewed_by"),
                must("approved_by"),
                must("approved_on"),
                may("next_review"),
            ],
            guards: &[],
        },
        Step {
            name: "revise",
            label: "修订",
            from: &["published"],
            to: "revising",
            asks: &[must("revise_reason")],
            guards: &[],
        },
        Step {
            name: "abolish",
            label: "废止",
            from: &["published", "revising"],
            to: "abolished",
            asks: &[],
            guards: &[],
        },
    ],
};

fn checks(row: &Row) -> Vec<Flag> {
    let review = too_early(
        row,
        ["next_review", "approved_on"],
        "review_before_approval",
        "下次评估早于批准日期，请核对。",
    );
    let filing = too_early(
        row,
        ["filed_on", "approved_on"],
        "filed_before_approval",
        "备案日期早于批准日期，请核对。",
    );
    review.into_iter().chain(filing).collect()
}
