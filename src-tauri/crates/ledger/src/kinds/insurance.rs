//! 保险: policies for rescuers, shelters and disasters (domain §1 F49, F53). The accident insurance
//! of a team is bought by whoever set the team up (应对法 40).

use super::rules::{below_zero, odd_phone, too_early};
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 28,
    name: "insurance",
    label: "保险",
    menu: Menu::Resource,
    title: &["name"],
    columns: &[
        "name",
        "kind",
        "insurer",
        "covered",
        "amount_yuan",
        "end_on",
    ],
    chips: &[Chip {
        name: "rescuers",
        label: "救援人员",
        field: "kind",
        codes: &["accident"],
    }],
    unique: &[&["policy_no"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "name", "保险名称", Type::Text)
        .always()
        .synonyms(&["名称", "险种名称"]),
    Field::new(2, "kind", "险种", Type::Code("insurance_kind"))
        .later()
        .open()
        .synonyms(&["类型", "保险类型"]),
    Field::new(3, "policy_no", "保单号", Type::Text).synonyms(&["保险单号", "保单编号"]),
    Field::new(4, "insurer", "保险公司", Type::Text).synonyms(&["承保公司", "承保单位"]),
    Field::new(5, "payer", "投保单位", Type::Text)
        .hint("救援队的意外险由组建队伍的单位购买。")
        .synonyms(&["投保人", "购买单位"]),
    Field::new(6, "covered", "保什么", Type::Text)
        .hint("保的是什么，例如：救援人员意外伤害。")
        .later()
        .synonyms(&["保险标的", "保障范围"]),
    Field::new(7, "team_id", "保哪支队伍", Type::Ref("team")),
    Field::new(8, "person_ids", "保哪些人", Type::Refs("person"))
        .personal()
        .synonyms(&["被保险人"]),
    Field::new(9, "shelter_id", "保哪个避难场所", Type::Ref("shelter")),
    Field::new(10, "amount_yuan", "保额", Type::Decimal(2))
        .open()
        .unit("元")
        .synonyms(&["保险金额"]),
    Field::new(11, "premium_yuan", "保费", Type::Decimal(2))
        .open()
        .unit("元"),
    Field::new(12, "start_on", "起保日", Type::Date)
        .open()
        .synonyms(&["生效日期", "保险起期"]),
    Field::new(13, "end_on", "到期日", Type::Date)
        .later()
        .open()
        .synonyms(&["终止日期", "保险止期", "有效期至"]),
    Field::new(14, "claim_phone", "报案电话", Type::Phone).synonyms(&["理赔电话"]),
    Field::new(15, "claims", "理赔情况", Type::LongText).personal(),
    Field::new(16, "remark", "备注", Type::LongText),
];

fn checks(row: &Row) -> Vec<Flag> {
    let end = too_early(
        row,
        ["end_on", "start_on"],
        "policy_ends_before_start",
        "到期日早于起保日，请核对。",
    );
    [
        end,
        below_zero(row, "amount_yuan"),
        below_zero(row, "premium_yuan"),
        odd_phone(row, "claim_phone"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
