//! 责任书: what a shop, a post or a household undertakes for a year (domain §1 F18, §2.15), with
//! its list of what to do and what never to do. Whether a signed one has run out is asked where
//! today is known.

use super::rules::too_early;
use crate::check::Flag;
use crate::flow::{Flow, Guard, Step, may, must};
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 38,
    name: "responsibility_letter",
    label: "责任书",
    menu: Menu::Risk,
    title: &["letter_no", "party_b"],
    columns: &[
        "letter_no",
        "party_b",
        "kind",
        "year",
        "start_on",
        "end_on",
        "signed_on",
        "status",
    ],
    chips: &[
        Chip {
            name: "unsigned",
            label: "待签",
            field: "status",
            codes: &["unsigned"],
        },
        Chip {
            name: "signed",
            label: "已签",
            field: "status",
            codes: &["signed"],
        },
        Chip {
            name: "ended",
            label: "到期没有续",
            field: "status",
            codes: &["expired"],
        },
    ],
    unique: &[&["letter_no"]],
    fields: FIELDS,
    flow: Some(&FLOW),
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "letter_no", "编号", Type::Text)
        .open()
        .automatic()
        .synonyms(&["责任书编号"]),
    Field::new(2, "party_b", "乙方", Type::Text)
        .always()
        .personal()
        .hint("签责任书的店、单位或人。")
        .synonyms(&["签订单位", "签订人", "责任单位"]),
    Field::new(3, "kind", "类型", Type::Code("letter_kind"))
        .later()
        .open()
        .synonyms(&["责任书类型"]),
    Field::new(4, "premises_id", "哪个场所", Type::Ref("premises"))
        .later_if(|row| row.text("kind") == "premises")
        .synonyms(&["场所"]),
    Field::new(5, "post_id", "哪个岗位", Type::Ref("post"))
        .later_if(|row| row.text("kind") == "post")
        .synonyms(&["岗位"]),
    Field::new(6, "grid_id", "哪个网格", Type::Ref("grid")).synonyms(&["网格"]),
    Field::new(7, "household_id", "哪一户", Type::Ref("household"))
        .personal()
        .later_if(|row| row.text("kind") == "household"),
    Field::new(8, "year", "年度", Type::Int)
        .later()
        .open()
        .synonyms(&["年份"]),
    Field::new(9, "duties", "应当做的", Type::Lines)
        .hint("一行一条，例如：通道畅通，灭火器在期。")
        .synonyms(&["正面清单", "责任内容"]),
    Field::new(10, "bans", "不准做的", Type::Lines)
        .hint("一行一条，例如：店里不住人，不给电动车充电。")
        .synonyms(&["负面清单"]),
    Field::new(11, "start_on", "开始日期", Type::Date)
        .later()
        .open()
        .group("flow")
        .synonyms(&["起", "起始日期"]),
    Field::new(12, "end_on", "到期日", Type::Date)
        .later()
        .open()
        .group("flow")
        .synonyms(&["止", "终止日期", "有效期至"]),
    Field::new(13, "signed_on", "签订日期", Type::Date)
        .open()
        .group("flow")
        .synonyms(&["签订日", "签订时间"]),
    Field::new(14, "party_a_signer", "甲方签字人", Type::Ref("person")).group("flow"),
    Field::new(
        15,
        "renews",
        "续的哪一份",
        Type::Ref("responsibility_letter"),
    )
    .hint("每年续签另写一份，在这里选上一年的。"),
    Field::new(16, "renewed_on", "续签日期", Type::Date)
        .open()
        .group("flow"),
    Field::new(17, "void_reason", "作废原因", Type::Text).group("flow"),
    Field::new(18, "status", "状态", Type::Code("letter_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["unsigned", "expired", "signed", "renewed", "void"])
        .synonyms(&["签订情况", "是否签订"]),
    Field::new(19, "remark", "备注", Type::LongText),
];

static FLOW: Flow = Flow {
    state: "status",
    states: "letter_state",
    initial: "unsigned",
    signed: &["sign"],
    steps: &[
        Step {
            name: "sign",
            label: "已签",
            from: &["unsigned"],
            to: "signed",
            asks: &[
                must("signed_on"),
                must("start_on"),
                must("end_on"),
                may("party_a_signer"),
            ],
            guards: &[DAYS_RUN_FORWARD],
        },
        Step {
            name: "expire",
            label: "到期",
            from: &["signed"],
            to: "expired",
            asks: &[],
            guards: &[],
        },
        Step {
            name: "renew",
            label: "续签",
            from: &["signed", "expired"],
            to: "renewed",
            asks: &[must("renewed_on")],
            guards: &[],
        },
        Step {
            name: "cancel",
            label: "作废",
            from: &["unsigned", "signed", "expired"],
            to: "void",
            asks: &[must("void_reason")],
            guards: &[],
        },
    ],
};

const DAYS_RUN_FORWARD: Guard = Guard {
    code: "letter_days_run_forward",
    field: "end_on",
    text: "到期日早于开始日期，改对了再签。",
    holds: |row| ends_before_start(row).is_none(),
};

fn ends_before_start(row: &Row) -> Option<Flag> {
    too_early(
        row,
        ["end_on", "start_on"],
        "letter_ends_before_start",
        "到期日早于开始日期，请核对。",
    )
}

fn checks(row: &Row) -> Vec<Flag> {
    let late = too_early(
        row,
        ["end_on", "signed_on"],
        "signed_after_end",
        "签订日期在到期日之后，请核对。",
    );
    let is_signed = FLOW.state_of(row) == "signed";
    let undated = (is_signed && row.text("signed_on").is_empty()).then(|| {
        Flag::mark(
            "signed_without_day",
            "signed_on",
            "已经签了，却没有签订日期，请补上。",
        )
    });
    [ends_before_start(row), late, undated]
        .into_iter()
        .flatten()
        .collect()
}
