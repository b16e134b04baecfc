//! 个人信息销毁: what was collected about villagers for an event, or is asked back by one, is to be
//! destroyed, by whom and until when (突发事件应对法 §84, §85; 个人信息保护法 §47). Figures stay, names
//! go; what relief or evidence needs is kept with its reason. The row is opened with the end of an
//! incident and written once more when the destruction is carried out: it is the certificate.

use super::rules::below_zero;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The list of reasons for which a row is kept though its event is over.
pub const KEEP_REASONS: &str = "keep_reason";

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 85,
    name: "destruction",
    label: "个人信息销毁",
    menu: Menu::Response,
    title: &["ds_no"],
    columns: &[
        "ds_no",
        "basis",
        "incident_id",
        "owner_id",
        "due_date",
        "destroyed",
        "kept",
        "status",
    ],
    chips: &[Chip {
        name: "due",
        label: "还没办",
        field: "status",
        codes: &["due"],
    }],
    unique: &[&["ds_no"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "ds_no", "编号", Type::Text)
        .open()
        .automatic(),
    Field::new(2, "basis", "为什么销毁", Type::Code("destroy_basis"))
        .always()
        .open(),
    Field::new(3, "incident_id", "哪次事件", Type::Ref("incident"))
        .hint("因事件收集的个人信息，事件结束后要销毁。"),
    Field::new(4, "owner_id", "责任人", Type::Ref("person")).later(),
    Field::new(5, "due_date", "期限", Type::Date).later().open(),
    Field::new(6, "destroyed", "销毁几条", Type::Int)
        .open()
        .automatic(),
    Field::new(7, "destroyed_of", "销毁了什么", Type::LongText).automatic(),
    Field::new(8, "kept", "保留几条", Type::Int)
        .open()
        .automatic(),
    Field::new(9, "kept_of", "保留了什么", Type::LongText).automatic(),
    Field::new(10, "first_name", "经办人", Type::Text).automatic(),
    Field::new(11, "second_name", "监督人", Type::Text).automatic(),
    Field::new(12, "done_at", "销毁时间", Type::Time)
        .open()
        .automatic(),
    Field::new(13, "status", "状态", Type::Code("destruction_state"))
        .open()
        .automatic()
        .cautious(&["due", "done"]),
    Field::new(14, "unheard", "销毁时还没有确认的单位", Type::LongText).automatic(),
    Field::new(15, "out_of_reach", "程序够不着的", Type::LongText)
        .automatic()
        .hint("印出的纸、导出的表格这些，要人去收、去毁。"),
    Field::new(17, "backups", "改写了哪些备份", Type::LongText)
        .automatic()
        .hint("这些备份里已销毁的内容也抹去了，其余照旧，可以用来恢复。"),
    Field::new(16, "remark", "备注", Type::LongText),
];

fn checks(row: &Row) -> Vec<Flag> {
    ["destroyed", "kept"]
        .into_iter()
        .filter_map(|name| below_zero(row, name))
        .collect()
}
