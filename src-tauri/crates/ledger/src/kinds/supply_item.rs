//! 物资品目: what is kept, how much of it must be there, and who keeps it (domain §2.9). What is
//! there is never typed: it is the sum of movements.

use super::rules::below_zero;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 12,
    name: "supply_item",
    label: "物资品目",
    menu: Menu::Resource,
    title: &["name", "spec"],
    columns: &[
        "name",
        "spec",
        "unit",
        "kit_class",
        "mode",
        "min_qty",
        "bin",
        "keeper_id",
    ],
    chips: &[
        Chip {
            name: "physical",
            label: "实物",
            field: "mode",
            codes: &["physical"],
        },
        Chip {
            name: "agreed",
            label: "协议",
            field: "mode",
            codes: &["agreement", "capacity"],
        },
    ],
    unique: &[&["name", "spec"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "name", "名称", Type::Text)
        .always()
        .synonyms(&["物资名称", "品名", "物品名称"]),
    Field::new(2, "spec", "规格", Type::Text).synonyms(&["规格型号", "型号"]),
    Field::new(3, "unit", "单位", Type::Text)
        .always()
        .synonyms(&["计量单位"]),
    Field::new(4, "gb_code", "分类码", Type::Text)
        .hint("应急物资分类编码，七位数字；不知道就空着。")
        .synonyms(&["物资分类码", "分类编码"]),
    Field::new(5, "kit_class", "小站类别", Type::Code("kit_class"))
        .hint("应急小站的分类：通用器具、通信设备、个人防护、后勤保障、专用救援。")
        .later()
        .open()
        .synonyms(&["类别", "物资类别", "分类", "类"]),
    Field::new(6, "mode", "储备方式", Type::Code("reserve_mode"))
        .hint("实物：东西在库里；协议：商户答应供；产能：厂家能现做；自备：各家自己有。")
        .later()
        .open()
        .synonyms(&["方式"]),
    Field::new(7, "min_qty", "最低储备", Type::Decimal(3))
        .hint("少于这个数，今日里会提醒补。")
        .open()
        .synonyms(&["最低", "最低数量", "最低库存"]),
    Field::new(8, "target_qty", "目标储备", Type::Decimal(3))
        .hint("备到这个数就够了；六盏灯按这两个数亮。")
        .open()
        .synonyms(&["目标", "目标数量", "应储数量"]),
    Field::new(9, "shelf_months", "保质期", Type::Int)
        .open()
        .unit("个月")
        .hint("填了它和生产日期，到期日会自动算出；长期有效的不填。"),
    Field::new(10, "bin", "库位", Type::Text).synonyms(&["存放地点", "存放位置", "仓库"]),
    Field::new(11, "keeper_id", "保管员", Type::Ref("person"))
        .hint("管这件东西和钥匙的人。")
        .later()
        .synonyms(&["保管人", "责任人", "管理人"]),
    Field::new(12, "remark", "备注", Type::LongText),
];

fn checks(row: &Row) -> Vec<Flag> {
    let turned = matches!(
        (row.get("min_qty").int(), row.get("target_qty").int()),
        (Some(min), Some(target)) if target < min
    );
    let target_below_min = turned.then(|| {
        Flag::mark(
            "target_below_min",
            "target_qty",
            "目标储备小于最低储备，请核对。",
        )
    });
    let code = row.text("gb_code");
    let has_shape = code.len() == 7 && code.bytes().all(|byte| byte.is_ascii_digit());
    let odd_code = (!code.is_empty() && !has_shape)
        .then(|| Flag::mark("odd_gb_code", "gb_code", "分类码是七位数字，请核对。"));
    let negative = ["min_qty", "target_qty", "shelf_months"]
        .into_iter()
        .filter_map(|field| below_zero(row, field));
    target_below_min
        .into_iter()
        .chain(odd_code)
        .chain(negative)
        .collect()
}
