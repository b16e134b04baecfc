//! 死亡失踪人员一览: who died or is missing in a disaster, behind the figures of a
//! [`situation_report`](super::situation_report) (domain §2.13). It never holds up the 初报. Someone
//! found alive stays on the list as found.

use super::rules::below_zero;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 56,
    name: "casualty",
    label: "死亡失踪人员",
    menu: Menu::Response,
    title: &["name"],
    columns: &["name", "kind", "incident_id", "at", "place", "verified_by"],
    chips: &[
        Chip {
            name: "dead",
            label: "死亡",
            field: "kind",
            codes: &["dead"],
        },
        Chip {
            name: "missing",
            label: "失踪",
            field: "kind",
            codes: &["missing"],
        },
    ],
    unique: &[&["id_no", "incident_id"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "kind", "死亡还是失踪", Type::Code("casualty_kind"))
        .always()
        .personal()
        .cautious(&["dead", "missing", "found"])
        .synonyms(&["类型", "情况"]),
    Field::new(2, "name", "姓名", Type::Text)
        .later()
        .personal()
        .hint("认不出是谁就先空着，写明特征。"),
    Field::new(3, "person_id", "册子里是谁", Type::Ref("person")).personal(),
    Field::new(4, "incident_id", "哪次事件", Type::Ref("incident")).later(),
    Field::new(5, "report_id", "报在哪一期", Type::Ref("situation_report")),
    Field::new(6, "sex", "性别", Type::Code("sex"))
        .later()
        .personal(),
    Field::new(7, "age", "年龄", Type::Int)
        .later()
        .personal()
        .unit("岁"),
    Field::new(8, "id_no", "身份证号", Type::IdNo)
        .secret()
        .synonyms(&["身份证号码", "身份证", "公民身份号码"]),
    Field::new(9, "home", "家住哪里", Type::Text)
        .later()
        .personal()
        .synonyms(&["户籍地址", "户籍所在地", "住址"]),
    Field::new(10, "at", "时间", Type::Time)
        .later()
        .personal()
        .synonyms(&["死亡时间", "失踪时间"]),
    Field::new(11, "place", "地点", Type::Text)
        .later()
        .personal()
        .synonyms(&["死亡地点", "失踪地点"]),
    Field::new(12, "cause", "原因", Type::LongText)
        .later()
        .secret()
        .synonyms(&["死亡原因", "失踪原因", "死亡失踪原因"]),
    Field::new(13, "kin_told", "告诉亲属了", Type::Bool)
        .later()
        .personal(),
    Field::new(14, "kin_contact", "亲属联系方式", Type::Text).personal(),
    Field::new(15, "verified_by", "核实人", Type::Ref("person")).later(),
    Field::new(16, "verified_at", "核实时间", Type::Time).personal(),
    Field::new(17, "remark", "备注", Type::LongText).personal(),
];

fn checks(row: &Row) -> Vec<Flag> {
    below_zero(row, "age").into_iter().collect()
}
