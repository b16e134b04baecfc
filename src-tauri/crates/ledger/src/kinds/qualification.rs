//! 资格证书: what somebody is qualified to do and until when (domain §1 F49, §2.8). Whether it is
//! near its end is asked where today is known.

use super::rules::too_early;
use crate::check::Flag;
use crate::spec::{Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 27,
    name: "qualification",
    label: "资格证书",
    menu: Menu::Resource,
    title: &["name"],
    columns: &[
        "person_id",
        "name",
        "kind",
        "cert_no",
        "issuer",
        "expires_on",
    ],
    fields: &[
        Field::new(1, "person_id", "持证人", Type::Ref("person"))
            .always()
            .synonyms(&["姓名", "人员"]),
        Field::new(2, "name", "证书名称", Type::Text)
            .always()
            .synonyms(&["名称", "证书", "资格名称"]),
        Field::new(3, "kind", "证书类别", Type::Code("qualification_kind"))
            .open()
            .synonyms(&["类别", "类型"]),
        Field::new(4, "cert_no", "证书编号", Type::Text)
            .personal()
            .synonyms(&["编号", "证号"]),
        Field::new(5, "issuer", "发证机构", Type::Text).synonyms(&["发证单位", "发证机关"]),
        Field::new(6, "issued_on", "发证日期", Type::Date)
            .open()
            .synonyms(&["发证日", "发证时间"]),
        Field::new(7, "expires_on", "到期日", Type::Date)
            .open()
            .hint("长期有效的不填。")
            .synonyms(&["有效期", "有效期至", "到期日期"]),
        Field::new(8, "remark", "备注", Type::LongText),
    ],
    checks,
    ..Spec::DEFAULT
};

fn checks(row: &Row) -> Vec<Flag> {
    let expiry = too_early(
        row,
        ["expires_on", "issued_on"],
        "expires_before_issued",
        "到期日早于发证日期，请核对。",
    );
    expiry.into_iter().collect()
}
