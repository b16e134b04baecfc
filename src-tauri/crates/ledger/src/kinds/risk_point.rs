//! 风险点: what stays and is watched, unlike a 隐患, which is mended and closed
//! (domain §2.4, §8.3). 地质灾害隐患点, 山洪危险区 and 病险水库 are recognised and removed by the
//! county; the village proposes and records the 批文号.

use super::rules::below_zero;
use crate::check::Flag;
use crate::flow::{Flow, Guard, Step, may, must};
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 4,
    name: "risk_point",
    label: "风险点",
    menu: Menu::Risk,
    title: &["rp_no", "name"],
    columns: &[
        "rp_no",
        "name",
        "kind",
        "location",
        "level",
        "threat_hh",
        "threat_pop",
        "monitor_person",
        "status",
    ],
    chips: &[
        Chip {
            name: "watched",
            label: "在管",
            field: "status",
            codes: &["registered", "treating", "proposed"],
        },
        Chip {
            name: "high",
            label: "重大和较大",
            field: "level",
            codes: &["red", "orange"],
        },
        Chip {
            name: "official",
            label: "县里认定的",
            field: "kind",
            codes: COUNTY_KINDS,
        },
    ],
    unique: &[&["rp_no"], &["name"]],
    photos: true,
    fields: FIELDS,
    flow: Some(&FLOW),
    checks,
    ..Spec::DEFAULT
};

/// Kinds that only the county recognises and removes (domain §8.3).
pub const COUNTY_KINDS: &[&str] = &["geological", "flash_flood", "reservoir"];

/// Kinds that make people leave, when people live there (domain §8.2).
pub const EVACUATING_KINDS: &[&str] = &[
    "geological",
    "flash_flood",
    "reservoir",
    "pond",
    "dangerous_house",
];

const FIELDS: &[Field] = &[
    Field::new(1, "rp_no", "编号", Type::Text)
        .open()
        .automatic()
        .synonyms(&["风险点编号", "隐患点编号", "统一编号"]),
    Field::new(2, "name", "名称", Type::Text)
        .always()
        .synonyms(&["风险点名称", "隐患点名称", "点名"]),
    Field::new(3, "kind", "类型", Type::Code("risk_point_kind"))
        .always()
        .open()
        .group("flow")
        .synonyms(&["风险点类型", "灾害类型", "隐患点类型"]),
    Field::new(4, "location", "位置", Type::Text)
        .later()
        .synonyms(&["地点", "详细位置", "地理位置"]),
    Field::new(5, "longitude", "经度", Type::Decimal(6)).hint("不会填可以空着。"),
    Field::new(6, "latitude", "纬度", Type::Decimal(6)),
    Field::new(7, "cause", "成因", Type::Text)
        .hint("为什么险，例如：切坡、填土、沟道窄。")
        .synonyms(&["诱发因素", "引发因素"]),
    Field::new(8, "scale", "规模", Type::Text).hint("有多大，例如：长40米、高12米。"),
    Field::new(9, "threat_hh", "威胁户数", Type::Int)
        .hint("万一出事，够得着的有几户。")
        .open()
        .unit("户")
        .synonyms(&["威胁户", "受威胁户数"]),
    Field::new(10, "threat_pop", "威胁人数", Type::Int)
        .open()
        .unit("人")
        .synonyms(&["威胁人", "受威胁人数", "威胁人口"]),
    Field::new(11, "threat_value_wan", "威胁财产", Type::Decimal(2))
        .hint("受威胁的房屋、农田、设施大约值多少，单位万元。")
        .open()
        .unit("万元"),
    Field::new(12, "level", "风险等级", Type::Code("risk_level"))
        .hint("照县里、镇里评的填：红重大、橙较大、黄一般、蓝低。")
        .later_if(moves_people)
        .open()
        .cautious(&["red", "orange", "yellow", "blue"])
        .synonyms(&["等级", "险情等级", "危险等级"]),
    Field::new(13, "signs", "前兆", Type::Lines).hint("一行一条：裂缝变宽、水变浑、有响声。"),
    Field::new(14, "monitor_method", "监测方法", Type::Text)
        .hint("怎么看，例如：看裂缝、量水位、听响声。")
        .synonyms(&["监测手段"]),
    Field::new(15, "monitor_cycle", "监测频次", Type::Code("monitor_cycle"))
        .hint("平时多久看一次；下雨天要加密。")
        .open()
        .synonyms(&["频次", "监测周期"]),
    Field::new(16, "monitor_person", "监测责任人", Type::Ref("person"))
        .hint("每天去看的人；手机要打得通。")
        .later()
        .synonyms(&["监测人", "监测员", "巡查员"]),
    Field::new(17, "village_owner", "村责任人", Type::Ref("person"))
        .hint("村里对这一处负责的干部；和监测的人可以是同一个。")
        .later()
        .synonyms(&["责任人", "防灾责任人"]),
    Field::new(18, "town_owner", "乡镇责任人", Type::Text)
        .hint("乡镇包这一处的干部，写姓名和职务。"),
    Field::new(19, "signal_way", "预警信号方式", Type::Codes("signal_way"))
        .hint("出现险情用什么叫人，例如：急促的锣声。全村只用一套。")
        .open()
        .synonyms(&["预警信号", "报警方式"]),
    Field::new(20, "route_id", "撤离路线", Type::Ref("route"))
        .later_if(moves_people)
        .synonyms(&["转移路线", "路线"]),
    Field::new(21, "shelter_id", "安置点", Type::Ref("shelter"))
        .later_if(moves_people)
        .synonyms(&["避险地点", "避灾点"]),
    Field::new(22, "has_sign", "有警示牌", Type::Bool)
        .open()
        .synonyms(&["警示牌"]),
    Field::new(
        23,
        "treatment_type",
        "治理措施",
        Type::Code("treatment_type"),
    )
    .hint("现在靠什么管：天天看、修工程、搬走人，还是加固房子。")
    .open()
    .group("flow")
    .synonyms(&["防治措施", "治理方式"]),
    Field::new(24, "recognition_no", "认定文号", Type::Text)
        .later_if(county_decides)
        .hint("地质灾害隐患点、山洪危险区、病险水库由县里认定。"),
    Field::new(25, "status", "状态", Type::Code("risk_point_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["registered", "treating", "proposed", "removed"]),
    Field::new(26, "proposal_reason", "销号理由", Type::LongText).group("flow"),
    Field::new(27, "approval_no", "批文号", Type::Text)
        .hint("地质灾害、山洪、病险水库由县里认定和销号，写批文的文号。")
        .group("flow")
        .synonyms(&["销号批文", "批准文号"]),
    Field::new(28, "expert_opinion", "专家意见", Type::LongText).group("flow"),
    Field::new(29, "removed_at", "销号时间", Type::Time)
        .open()
        .automatic()
        .group("flow"),
    Field::new(30, "remark", "备注", Type::LongText),
];

static FLOW: Flow = Flow {
    state: "status",
    states: "risk_point_state",
    initial: "registered",
    signed: &["remove"],
    steps: &[
        Step {
            name: "start_treatment",
            label: "开始治理",
            from: &["registered"],
            to: "treating",
            asks: &[must("treatment_type")],
            guards: &[],
        },
        Step {
            name: "propose_removal",
            label: "申报销号",
            from: &["registered", "treating"],
            to: "proposed",
            asks: &[must("treatment_type"), must("proposal_reason")],
            guards: &[],
        },
        Step {
            name: "return_to_watch",
            label: "不同意，继续管",
            from: &["treating", "proposed"],
            to: "registered",
            asks: &[may("expert_opinion")],
            guards: &[],
        },
        Step {
            name: "remove",
            label: "销号",
            from: &["proposed"],
            to: "removed",
            asks: &[
                may("approval_no"),
                may("expert_opinion"),
                must("removed_at"),
            ],
            guards: &[COUNTY_APPROVES, SOMEBODY_CONFIRMS],
        },
        Step {
            name: "register_again",
            label: "重新在册",
            from: &["removed"],
            to: "registered",
            asks: &[],
            guards: &[],
        },
    ],
};

const COUNTY_APPROVES: Guard = Guard {
    code: "county_approves",
    field: "approval_no",
    text: "这类风险点由县里销号，请填批文号。",
    holds: |row| !county_decides(row) || !row.text("approval_no").is_empty(),
};

const SOMEBODY_CONFIRMS: Guard = Guard {
    code: "somebody_confirms",
    field: "expert_opinion",
    text: "销号要有批文号或专家意见，请至少填一样。",
    holds: |row| !row.text("approval_no").is_empty() || !row.text("expert_opinion").is_empty(),
};

/// Whether the county recognises and removes this risk point.
pub fn county_decides(row: &Row) -> bool {
    COUNTY_KINDS.contains(&row.text("kind"))
}

/// Whether people would have to leave: only then are level, route and shelter needed.
pub fn moves_people(row: &Row) -> bool {
    EVACUATING_KINDS.contains(&row.text("kind")) && !nobody_there(row)
}

/// Whether it was counted that nobody lives where it reaches.
pub fn nobody_there(row: &Row) -> bool {
    let mut counts = ["threat_hh", "threat_pop"].iter();
    counts.any(|field| row.get(field).int() == Some(0))
}

fn checks(row: &Row) -> Vec<Flag> {
    let figures = ["threat_hh", "threat_pop", "threat_value_wan"];
    figures
        .into_iter()
        .filter_map(|field| below_zero(row, field))
        .collect()
}
