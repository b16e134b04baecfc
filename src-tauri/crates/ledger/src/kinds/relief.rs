//! 救助: money and goods that go to a household, applied for, judged by the villagers, posted,
//! reported, handed out and published (自然灾害救助条例 20; domain §2.14). Two names stand under the
//! handing out (domain §8.4). Help that could not wait is recorded as it was, and its missing
//! judgement is marked.

use super::rules::{below_zero, one_person_twice, too_early};
use crate::check::Flag;
use crate::flow::{Flow, Guard, Step, may, must};
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 55,
    name: "relief",
    label: "救助",
    menu: Menu::Response,
    title: &["batch_no", "item"],
    columns: &[
        "batch_no",
        "household_id",
        "item",
        "qty",
        "amount_yuan",
        "posted_on",
        "received_at",
        "status",
    ],
    chips: &[
        Chip {
            name: "open",
            label: "没办完",
            field: "status",
            codes: OPEN_STATES,
        },
        Chip {
            name: "posted",
            label: "公示中",
            field: "status",
            codes: &["posted"],
        },
        Chip {
            name: "unpublished",
            label: "发了没公布",
            field: "status",
            codes: &["issued"],
        },
    ],
    fields: FIELDS,
    flow: Some(&FLOW),
    checks,
    ..Spec::DEFAULT
};

/// States in which something is still to be done.
pub const OPEN_STATES: &[&str] = &["applied", "appraised", "posted", "submitted", "issued"];

const FIELDS: &[Field] = &[
    Field::new(1, "household_id", "给哪一户", Type::Ref("household"))
        .always()
        .personal()
        .synonyms(&["户主", "救助对象", "户编号"]),
    Field::new(2, "item", "给什么", Type::Text)
        .later()
        .hint("现金、大米、棉被、过渡安置费等。")
        .synonyms(&["品类", "项目", "救助项目"]),
    Field::new(3, "batch_no", "批次", Type::Text)
        .later()
        .synonyms(&["批次号", "救助批次"]),
    Field::new(4, "origin", "来源", Type::Code("relief_origin"))
        .later()
        .open()
        .synonyms(&["资金来源", "物资来源"]),
    Field::new(5, "incident_id", "哪次事件", Type::Ref("incident")),
    Field::new(6, "donation_id", "哪笔捐赠", Type::Ref("donation"))
        .later_if(|row| row.text("origin") == "donation"),
    Field::new(7, "qty", "数量", Type::Decimal(3)).open(),
    Field::new(8, "unit", "单位", Type::Text),
    Field::new(9, "amount_yuan", "金额", Type::Decimal(2))
        .open()
        .unit("元")
        .synonyms(&["救助金额"]),
    Field::new(10, "people", "人口", Type::Int)
        .personal()
        .unit("人")
        .synonyms(&["救助人口", "家庭人口"]),
    Field::new(
        11,
        "proposed_by",
        "怎么提出的",
        Type::Code("relief_proposal"),
    )
    .open()
    .synonyms(&["申请方式"]),
    Field::new(12, "reason", "理由", Type::LongText)
        .later()
        .personal()
        .synonyms(&["救助理由", "困难情况"]),
    Field::new(13, "appraised_on", "评议日", Type::Date)
        .hint("村民代表评议的日子：谁该得、得多少，先评后发。")
        .open()
        .group("flow")
        .synonyms(&["民主评议日期", "评议日期"]),
    Field::new(14, "appraisal", "评议意见", Type::LongText)
        .personal()
        .group("flow"),
    Field::new(15, "posted_on", "公示开始", Type::Date)
        .hint("贴出来给大家看的头一天；公示上不写身份证号。")
        .open()
        .group("flow")
        .synonyms(&["公示起"]),
    Field::new(16, "post_end", "公示结束", Type::Date)
        .open()
        .group("flow")
        .synonyms(&["公示止"]),
    Field::new(17, "objections", "公示期间的意见", Type::LongText)
        .personal()
        .group("flow"),
    Field::new(18, "submitted_on", "上报日", Type::Date)
        .open()
        .group("flow"),
    Field::new(19, "issued_by", "发放人", Type::Ref("person"))
        .group("flow")
        .synonyms(&["经办人"]),
    Field::new(20, "approved_by", "核准人", Type::Ref("person"))
        .group("flow")
        .hint("发放要两个人的名字，不能是同一个人。")
        .synonyms(&["批准人"]),
    Field::new(21, "receipt", "谁签收", Type::Text)
        .personal()
        .group("flow")
        .synonyms(&["签收人", "领取人"]),
    Field::new(22, "received_at", "签收时间", Type::Time)
        .open()
        .group("flow")
        .synonyms(&["发放时间", "领取时间"]),
    Field::new(23, "published_on", "公布日", Type::Date)
        .open()
        .group("flow"),
    Field::new(24, "deny_reason", "不予救助的理由", Type::LongText)
        .personal()
        .group("flow"),
    Field::new(25, "status", "状态", Type::Code("relief_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&[
            "applied",
            "appraised",
            "posted",
            "submitted",
            "denied",
            "issued",
            "published",
        ]),
    Field::new(26, "remark", "备注", Type::LongText).personal(),
];

static FLOW: Flow = Flow {
    state: "status",
    states: "relief_state",
    initial: "applied",
    signed: &[],
    steps: &[
        Step {
            name: "appraise",
            label: "评议通过",
            from: &["applied"],
            to: "appraised",
            asks: &[must("appraised_on"), may("appraisal")],
            guards: &[],
        },
        Step {
            name: "post",
            label: "公示",
            from: &["appraised"],
            to: "posted",
            asks: &[must("posted_on"), may("post_end")],
            guards: &[],
        },
        Step {
            name: "submit",
            label: "上报",
            from: &["posted"],
            to: "submitted",
            asks: &[must("submitted_on"), may("objections")],
            guards: &[],
        },
        Step {
            name: "issue",
            label: "发放",
            from: &["applied", "appraised", "posted", "submitted"],
            to: "issued",
            asks: &[
                must("issued_by"),
                must("approved_by"),
                may("receipt"),
                may("received_at"),
            ],
            guards: &[TWO_NAMES],
        },
        Step {
            name: "publish",
            label: "公布",
            from: &["issued"],
            to: "published",
            asks: &[must("published_on")],
            guards: &[],
        },
        Step {
            name: "deny",
            label: "不予救助",
            from: &["applied", "appraised", "posted", "submitted"],
            to: "denied",
            asks: &[must("deny_reason")],
            guards: &[],
        },
        Step {
            name: "appraise_again",
            label: "重新评议",
            from: &["appraised", "posted", "submitted", "denied"],
            to: "applied",
            asks: &[may("objections")],
            guards: &[],
        },
    ],
};

const TWO_NAMES: Guard = Guard {
    code: "relief_needs_two",
    field: "approved_by",
    text: "发放要两个人的名字：核准人不能是发放人。",
    holds: |row| row.text("issued_by") != row.text("approved_by"),
};

fn checks(row: &Row) -> Vec<Flag> {
    let one_name = one_person_twice(
        row,
        ["issued_by", "approved_by"],
        TWO_NAMES.code,
        TWO_NAMES.text,
    );
    let short_posting = too_early(
        row,
        ["post_end", "posted_on"],
        "posting_ends_early",
        "公示结束早于开始，请核对。",
    );
    [
        one_name,
        short_posting,
        below_zero(row, "qty"),
        below_zero(row, "amount_yuan"),
        issued_unjudged(row),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What a saved form may not take back: what was handed out keeps the two names under it (domain
/// §8.4).
pub fn rewritten(before: &Row, after: &Row) -> Vec<Flag> {
    let names = ["issued_by", "approved_by"];
    let is_out = matches!(before.text("status"), "issued" | "published");
    let emptied = names
        .into_iter()
        .filter(|name| is_out && !before.get(name).is_empty() && after.get(name).is_empty());
    emptied
        .map(|name| Flag::refuse(TWO_NAMES.code, name, TWO_NAMES.text))
        .collect()
}

/// 先发后补: it went out before the villagers had judged it.
fn issued_unjudged(row: &Row) -> Option<Flag> {
    let is_out = matches!(row.text("status"), "issued" | "published");
    let judged = !row.text("appraised_on").is_empty() && !row.text("posted_on").is_empty();
    (is_out && !judged).then(|| {
        Flag::mark(
            "issued_unjudged",
            "appraised_on",
            "东西先发了，民主评议和公示还没有：补上，再公布。",
        )
    })
}
