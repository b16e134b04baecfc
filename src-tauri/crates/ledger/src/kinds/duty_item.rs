//! 履职事项: the matrix of matters and posts, each cell 主要负责, 辅助负责 or 不负责 (domain §1 F12),
//! and on which list it stands, the positive or the negative one (F18).

use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 24,
    name: "duty_item",
    label: "履职事项",
    menu: Menu::Risk,
    title: &["item"],
    columns: &["item", "post_id", "share", "polarity", "basis"],
    chips: &[
        Chip {
            name: "lead",
            label: "主要负责",
            field: "share",
            codes: &["lead"],
        },
        Chip {
            name: "negative",
            label: "负面清单",
            field: "polarity",
            codes: &["negative"],
        },
    ],
    unique: &[&["item", "post_id"]],
    fields: &[
        Field::new(1, "item", "事项", Type::Text)
            .always()
            .synonyms(&["履职事项", "职责事项", "工作事项"]),
        Field::new(2, "post_id", "岗位", Type::Ref("post"))
            .always()
            .synonyms(&["责任岗位"]),
        Field::new(3, "share", "怎么负责", Type::Code("duty_share"))
            .hint("主要负责的人牵头办；辅助负责的人帮着办；不负责的写清楚，免得推来推去。")
            .always()
            .open()
            .cautious(&["lead", "assist", "none"])
            .synonyms(&["责任类型", "负责方式"]),
        Field::new(4, "polarity", "哪张清单", Type::Code("duty_polarity"))
            .open()
            .synonyms(&["清单类型"]),
        Field::new(5, "basis", "依据", Type::Text).synonyms(&["文件依据", "政策依据"]),
        Field::new(6, "remark", "备注", Type::LongText),
    ],
    checks,
    ..Spec::DEFAULT
};

/// What a post must not do is nobody's main duty.
fn checks(row: &Row) -> Vec<Flag> {
    let contradicts = row.text("polarity") == "negative" && row.text("share") == "lead";
    let flag = contradicts.then(|| {
        Flag::mark(
            "duty_to_do_the_forbidden",
            "share",
            "负面清单上的事是不准做的，不能写成主要负责，请核对。",
        )
    });
    flag.into_iter().collect()
}
