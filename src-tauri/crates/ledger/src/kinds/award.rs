//! 奖补: honours and grants for rescue, contests and training (domain §1 F57, F63). The reward of
//! a tip-off is not one of them: it would name who reported. Nobody is ranked.

use super::rules::below_zero;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 40,
    name: "award",
    label: "奖补",
    menu: Menu::Culture,
    title: &["recipient"],
    columns: &[
        "awarded_on",
        "recipient",
        "kind",
        "reason",
        "amount_yuan",
        "fund_id",
    ],
    chips: &[Chip {
        name: "bravery",
        label: "见义勇为",
        field: "kind",
        codes: &["bravery"],
    }],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "recipient", "给谁", Type::Text)
        .always()
        .personal()
        .synonyms(&["获奖人", "姓名", "对象"]),
    Field::new(2, "person_id", "册子里是谁", Type::Ref("person")).personal(),
    Field::new(3, "team_id", "哪支队伍", Type::Ref("team")).synonyms(&["队伍"]),
    Field::new(4, "kind", "因为什么", Type::Code("award_kind"))
        .always()
        .open()
        .synonyms(&["类型", "奖补类型", "奖项"]),
    Field::new(5, "reason", "事由", Type::LongText)
        .later()
        .personal()
        .synonyms(&["事迹", "主要事迹", "说明"]),
    Field::new(6, "awarded_on", "发放日期", Type::Date)
        .later()
        .open()
        .synonyms(&["日期", "时间", "表彰日期"]),
    Field::new(7, "amount_yuan", "金额", Type::Decimal(2))
        .open()
        .unit("元")
        .synonyms(&["奖金", "奖补金额"]),
    Field::new(8, "goods", "实物或荣誉", Type::Text).synonyms(&["奖品", "荣誉称号"]),
    Field::new(9, "fund_id", "哪笔经费", Type::Ref("fund")).synonyms(&["经费来源"]),
    Field::new(10, "approved_by", "批准人", Type::Ref("person")).synonyms(&["批准"]),
    Field::new(11, "document_no", "文号", Type::Text).synonyms(&["表彰文号"]),
    Field::new(12, "remark", "备注", Type::LongText).personal(),
];

fn checks(row: &Row) -> Vec<Flag> {
    let own = !row.text("person_id").is_empty() && row.text("person_id") == row.text("approved_by");
    let own = own.then(|| {
        Flag::mark(
            "approved_own_award",
            "approved_by",
            "批准人就是领的人，最好请别的干部批。",
        )
    });
    own.into_iter()
        .chain(below_zero(row, "amount_yuan"))
        .collect()
}
