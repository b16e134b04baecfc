//! 突发事件: what happened, from the first call to the lesson drawn (domain §2.12). At night kind
//! and place are enough, and the time may be 约. The four times of 1-3-5-10 are kept as a record,
//! never as a score of a village (domain §8.1). 失联 is not 失踪: nobody is missing until a person
//! writes so (domain §8.2).

use super::rules::below_zero;
use crate::check::Flag;
use crate::dates;
use crate::flow::{Flow, Step, may, must};
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 52,
    name: "incident",
    label: "突发事件",
    menu: Menu::Response,
    title: &["inc_no", "location"],
    columns: &[
        "occurred_at",
        "inc_no",
        "kind",
        "location",
        "dead",
        "missing",
        "injured",
        "commander_id",
        "status",
    ],
    chips: &[
        Chip {
            name: "open",
            label: "没结束",
            field: "status",
            codes: OPEN_STATES,
        },
        Chip {
            name: "ended",
            label: "待复盘",
            field: "status",
            codes: &["ended"],
        },
        Chip {
            name: "reviewed",
            label: "已复盘",
            field: "status",
            codes: &["reviewed"],
        },
    ],
    unique: &[&["inc_no"]],
    photos: true,
    fields: FIELDS,
    flow: Some(&FLOW),
    checks,
    ..Spec::DEFAULT
};

/// States in which something still goes on.
pub const OPEN_STATES: &[&str] = &["reported", "handling", "controlled"];

const FIELDS: &[Field] = &[
    Field::new(1, "inc_no", "编号", Type::Text)
        .open()
        .automatic()
        .synonyms(&["事件编号"]),
    Field::new(2, "kind", "类型", Type::Code("incident_kind"))
        .always()
        .open()
        .synonyms(&["事件类型", "事件类别"]),
    Field::new(3, "location", "地点", Type::Text)
        .always()
        .synonyms(&["事发地点", "发生地点"]),
    Field::new(4, "occurred_at", "发生时间", Type::Time)
        .later()
        .open()
        .tonight()
        .synonyms(&["事发时间"]),
    Field::new(5, "about", "时间是约的", Type::Bool)
        .open()
        .tonight()
        .hint("说不准就选是，纸上写“约”或“前后”。"),
    Field::new(6, "reported_at", "接报时间", Type::Time)
        .now()
        .later()
        .open()
        .hint("初报的钟从有损失或接报起算，不从预警起算。"),
    Field::new(7, "reporter", "报告人", Type::Text)
        .personal()
        .hint("可以不留名。"),
    Field::new(8, "summary", "概况", Type::LongText)
        .later()
        .synonyms(&["事件概况", "简要情况", "经过"]),
    Field::new(9, "warning_id", "因哪条预警", Type::Ref("warning")),
    Field::new(10, "risk_point_id", "在哪个风险点", Type::Ref("risk_point")),
    people(11, "dead", "死亡"),
    people(12, "missing", "失踪").hint("联系不上是失联，不是失踪；核实了再填。"),
    people(13, "injured", "受伤"),
    people(14, "severe", "其中重伤"),
    people(15, "trapped", "被困"),
    people(16, "out_of_contact", "失联").hint("现在联系不上的人；核实真的不见了，才算失踪。"),
    Field::new(17, "t_dispatch", "出动时间", Type::Time)
        .hint("四个时间按一下就记，只作记录，不考核。")
        .open()
        .synonyms(&["出警时间"]),
    Field::new(18, "t_arrive", "到场时间", Type::Time).open(),
    Field::new(19, "t_initial", "初期处置时间", Type::Time).open(),
    Field::new(20, "t_reinforce", "增援出动时间", Type::Time).open(),
    Field::new(21, "support_asked", "请求增援", Type::Text).hint("向谁要、要什么、几时要的。"),
    Field::new(22, "commander_id", "现场指挥", Type::Ref("person"))
        .later()
        .group("flow")
        .synonyms(&["指挥", "指挥员"]),
    Field::new(23, "controlled_at", "控制时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(24, "ended_at", "结束时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(25, "flare_up", "怎么又起来的", Type::Text).group("flow"),
    Field::new(26, "lesson", "复盘", Type::LongText)
        .group("flow")
        .hint("哪里做对了、哪里慢了、下次怎么办。"),
    Field::new(27, "recovery", "善后做了什么", Type::Codes("recovery_item")).open(),
    Field::new(28, "status", "状态", Type::Code("incident_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["handling", "reported", "controlled", "ended", "reviewed"]),
    Field::new(29, "remark", "备注", Type::LongText),
];

const fn people(number: u16, name: &'static str, label: &'static str) -> Field {
    Field::new(number, name, label, Type::Figure(0))
        .later()
        .open()
        .unit("人")
}

static FLOW: Flow = Flow {
    state: "status",
    states: "incident_state",
    initial: "reported",
    signed: &[],
    steps: &[
        Step {
            name: "handle",
            label: "开始处置",
            from: &["reported"],
            to: "handling",
            asks: &[may("commander_id")],
            guards: &[],
        },
        Step {
            name: "control",
            label: "控制住了",
            from: &["reported", "handling"],
            to: "controlled",
            asks: &[may("controlled_at")],
            guards: &[],
        },
        Step {
            name: "end",
            label: "结束",
            from: &["reported", "handling", "controlled"],
            to: "ended",
            asks: &[may("ended_at")],
            guards: &[],
        },
        Step {
            name: "flare_up",
            label: "又起来了",
            from: &["controlled", "ended"],
            to: "handling",
            asks: &[may("flare_up")],
            guards: &[],
        },
        Step {
            name: "review",
            label: "复盘",
            from: &["ended"],
            to: "reviewed",
            asks: &[must("lesson")],
            guards: &[],
        },
    ],
};

/// Whether it is a fire, to which nobody untrained or protected by law is called.
pub fn is_fire(kind: &str) -> bool {
    matches!(
        kind,
        "forest_fire" | "house_fire" | "premises_fire" | "e_bike"
    )
}

/// The hazard, as shelters and cards name it (list `disaster_kind`), of an incident of this kind.
pub fn disaster_of(kind: &str) -> Option<&'static str> {
    match kind {
        "flash_flood" | "waterlogging" | "reservoir" => Some("flood"),
        "landslide" | "collapse" | "debris_flow" | "subsidence" => Some("geological"),
        "typhoon" | "gale" | "hail" | "lightning" => Some("typhoon"),
        "freezing" => Some("cold"),
        "earthquake" => Some("earthquake"),
        "forest_fire" => Some("forest_fire"),
        "house_fire" | "premises_fire" | "e_bike" => Some("house_fire"),
        "gas" | "carbon_monoxide" => Some("gas"),
        "drowning" => Some("drowning"),
        _ => None,
    }
}

/// What an incident of this kind is called in a report of losses (list `report_disaster`); none
/// where the statistics of disasters do not count it.
pub fn reported_as(kind: &str) -> Option<&'static str> {
    match kind {
        "flash_flood" | "waterlogging" | "reservoir" => Some("flood"),
        "gale" | "hail" | "lightning" => Some("hail_gale"),
        "pest" => Some("biological"),
        "landslide" => Some("landslide"),
        "collapse" => Some("collapse"),
        "debris_flow" => Some("debris_flow"),
        "earthquake" => Some("earthquake"),
        "typhoon" => Some("typhoon"),
        "drought" => Some("drought"),
        "freezing" => Some("freezing"),
        "forest_fire" => Some("forest_fire"),
        _ => None,
    }
}

/// The four times of 1-3-5-10 (F41) that were noted, in minutes after the report: a record, with
/// nothing to be reached and nothing to be ranked.
pub fn response_minutes(row: &Row) -> Vec<(&'static Field, i64)> {
    let Some(reported) = dates::moment_of(row.text("reported_at")) else {
        return Vec::new();
    };
    ["t_dispatch", "t_arrive", "t_initial", "t_reinforce"]
        .into_iter()
        .filter_map(|name| {
            let at = dates::moment_of(row.text(name))?;
            Some((SPEC.field(name)?, (at - reported).num_minutes()))
        })
        .collect()
}

fn checks(row: &Row) -> Vec<Flag> {
    let (injured, severe) = (row.get("injured").int(), row.get("severe").int());
    let too_many = severe > injured && injured.is_some();
    let severe = too_many.then(|| {
        Flag::mark(
            "severe_above_injured",
            "severe",
            "重伤人数多于受伤人数，请核对；重伤也算在受伤里。",
        )
    });
    let backwards = response_minutes(row)
        .into_iter()
        .find(|(_, minutes)| *minutes < 0)
        .map(|(field, _)| {
            let text = format!("{}早于接报时间，请核对。", field.label);
            Flag::mark("before_the_report", field.name, text)
        });
    let figures = [
        "dead",
        "missing",
        "injured",
        "severe",
        "trapped",
        "out_of_contact",
    ];
    let negative = figures.into_iter().filter_map(|name| below_zero(row, name));
    severe
        .into_iter()
        .chain(backwards)
        .chain(negative)
        .collect()
}
