//! 监测记录: one look at a monitor point (domain §8.1 F66, §8.2). A row once written stays; a slip
//! of the pen is put right by a new row that names the one it corrects. Tonight the point and a
//! figure, or 异常, are enough.

use crate::check::Flag;
use crate::numbers;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 26,
    name: "monitor_reading",
    label: "监测记录",
    menu: Menu::Risk,
    title: &[],
    columns: &[
        "read_at",
        "point_id",
        "value",
        "finding",
        "signs",
        "occasion",
        "reader_id",
    ],
    chips: &[Chip {
        name: "abnormal",
        label: "异常",
        field: "finding",
        codes: &["abnormal"],
    }],
    append_only: true,
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "point_id", "监测点", Type::Ref("monitor_point"))
        .always()
        .tonight()
        .synonyms(&["点位", "监测点名称"]),
    Field::new(2, "read_at", "时间", Type::Time)
        .always()
        .open()
        .tonight()
        .synonyms(&["监测时间", "观测时间", "巡查时间"]),
    Field::new(3, "value", "读数", Type::Decimal(2))
        .open()
        .tonight()
        .hint("雨量填毫米，水位填米，裂缝填毫米。")
        .synonyms(&["数值", "监测值", "雨量", "水位"]),
    Field::new(4, "finding", "正常还是异常", Type::Code("reading_finding"))
        .open()
        .tonight()
        .cautious(&["abnormal", "normal"])
        .synonyms(&["监测情况", "是否异常", "情况"]),
    Field::new(5, "signs", "看到什么", Type::Codes("reading_sign"))
        .open()
        .tonight()
        .synonyms(&["异常现象", "前兆"]),
    Field::new(
        6,
        "occasion",
        "什么时候看的",
        Type::Code("reading_occasion"),
    )
    .open()
    .synonyms(&["巡查类型"]),
    Field::new(7, "reader_id", "监测人", Type::Ref("person")).synonyms(&[
        "监测员",
        "巡查人",
        "记录人",
    ]),
    Field::new(8, "done", "做了什么、报了谁", Type::LongText).synonyms(&["处置情况", "措施"]),
    Field::new(9, "corrects", "更正哪一条", Type::Ref("monitor_reading"))
        .hint("记错了不改旧的，重记一条，在这里选那条旧的。"),
    Field::new(10, "remark", "备注", Type::LongText),
];

/// Which of the county's lines a reading has reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// 准备转移.
    Prepare,
    /// 立即转移: one of the reasons that start an evacuation by itself (domain §8.3).
    Leave,
}

/// The highest line of its monitor point that the reading has reached.
pub fn line_reached(reading: &Row, point: &Row) -> Option<Line> {
    let value = reading.get("value").int()?;
    let reached = |line: &str| point.get(line).int().is_some_and(|line| value >= line);
    if reached("leave_line") {
        Some(Line::Leave)
    } else if reached("prepare_line") {
        Some(Line::Prepare)
    } else {
        None
    }
}

/// What a reading says beside its monitor point: that people get ready, or that they go.
pub fn line_flags(reading: &Row, point: &Row) -> Vec<Flag> {
    let Some(line) = line_reached(reading, point) else {
        return Vec::new();
    };
    let value = reading.get("value").int().unwrap_or_default();
    let value = numbers::decimal_text(value, 2);
    let flag = match line {
        Line::Leave => Flag::mark(
            "leave_line_reached",
            "value",
            format!("读数{value}，到了立即转移线：先喊人走，再报告。"),
        ),
        Line::Prepare => Flag::mark(
            "prepare_line_reached",
            "value",
            format!("读数{value}，到了准备转移线：通知危险区的人准备好，加密看。"),
        ),
    };
    vec![flag]
}

fn checks(row: &Row) -> Vec<Flag> {
    let says = ["value", "finding", "signs"]
        .iter()
        .any(|field| !row.get(field).is_empty());
    let says_nothing = !row.text("point_id").is_empty() && !says;
    let empty = says_nothing.then(|| {
        Flag::mark(
            "reading_says_nothing",
            "finding",
            "读数、正常还是异常、看到什么，至少记一样。",
        )
    });
    let strange = row.text("finding") == "normal" && !row.get("signs").is_empty();
    let strange = strange.then(|| {
        Flag::mark(
            "normal_with_signs",
            "finding",
            "看到了异常现象，却记成正常，请核对。",
        )
    });
    empty.into_iter().chain(strange).collect()
}
