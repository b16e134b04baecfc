//! 监测点: what is watched at a risk point, and the lines at which people move (domain §8.1 F66).
//! The lines 准备转移 and 立即转移 are set by the county; the village records them and from which
//! paper they come.

use super::rules::{below_zero, one_person_twice};
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 25,
    name: "monitor_point",
    label: "监测点",
    menu: Menu::Risk,
    title: &["name"],
    columns: &[
        "name",
        "risk_point_id",
        "what",
        "prepare_line",
        "leave_line",
        "cycle",
        "keeper_a",
    ],
    chips: &[
        Chip {
            name: "water",
            label: "雨量水位",
            field: "what",
            codes: &["rain", "water_level"],
        },
        Chip {
            name: "slope",
            label: "裂缝",
            field: "what",
            codes: &["crack"],
        },
    ],
    unique: &[&["name"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "name", "名称", Type::Text)
        .always()
        .synonyms(&["监测点名称", "点名"]),
    Field::new(2, "risk_point_id", "风险点", Type::Ref("risk_point"))
        .later()
        .synonyms(&["所属风险点", "隐患点"]),
    Field::new(3, "what", "看什么", Type::Code("monitor_what"))
        .hint("看哪一样：雨量、水位、裂缝、水色、响声。")
        .always()
        .open()
        .synonyms(&["监测内容", "监测项目", "监测要素"]),
    Field::new(4, "location", "位置", Type::Text)
        .later()
        .synonyms(&["地点", "监测部位", "监测位置"]),
    Field::new(5, "longitude", "经度", Type::Decimal(6)).hint("不会填可以空着。"),
    Field::new(6, "latitude", "纬度", Type::Decimal(6)),
    Field::new(7, "device", "用什么看", Type::Text)
        .hint("例如：水尺、雨量器、裂缝贴片、用眼看。")
        .synonyms(&["监测设备", "设备", "监测方法"]),
    Field::new(8, "prepare_line", "准备转移线", Type::Decimal(2))
        .open()
        .hint("县里定的数：雨量填毫米，水位填米，裂缝填毫米。")
        .synonyms(&["准备转移", "警戒值", "预警值"]),
    Field::new(9, "leave_line", "立即转移线", Type::Decimal(2))
        .open()
        .hint("到了这个数，不等通知就走。")
        .synonyms(&["立即转移", "红线", "危险值"]),
    Field::new(10, "lines_source", "这两条线谁定的", Type::Text)
        .later_if(has_lines)
        .hint("写清哪个单位、哪份文件。"),
    Field::new(11, "cycle", "监测频次", Type::Code("monitor_cycle"))
        .later()
        .open()
        .synonyms(&["频次", "监测周期"]),
    Field::new(12, "keeper_a", "监测人A角", Type::Ref("person"))
        .later()
        .synonyms(&["监测人", "监测员", "监测责任人"]),
    Field::new(13, "keeper_b", "监测人B角", Type::Ref("person")),
    Field::new(14, "report_to", "到线报给谁", Type::Text).hint("先喊人跑，再报这里。"),
    Field::new(15, "remark", "备注", Type::LongText),
];

fn has_lines(row: &Row) -> bool {
    ["prepare_line", "leave_line"]
        .iter()
        .any(|line| !row.get(line).is_empty())
}

fn checks(row: &Row) -> Vec<Flag> {
    let twice = one_person_twice(
        row,
        ["keeper_a", "keeper_b"],
        "keepers_differ",
        "监测人A角、B角不能是同一个人。",
    );
    let lines = (row.get("prepare_line").int(), row.get("leave_line").int());
    let turned = matches!(lines, (Some(prepare), Some(leave)) if prepare > leave);
    let lines_turned = turned.then(|| {
        Flag::mark(
            "lines_turned",
            "leave_line",
            "立即转移线低于准备转移线，请对照县里的文件核对。",
        )
    });
    [
        twice,
        lines_turned,
        below_zero(row, "prepare_line"),
        below_zero(row, "leave_line"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
