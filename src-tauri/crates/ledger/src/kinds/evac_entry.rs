//! 转移: one household, or one group of people from outside, on its way out of danger and home
//! again (domain §8.3). It may begin on any one of the triggers, with no warning and nobody's
//! leave. People are counted, not only households. 紧急避险转移 and 转移安置 are never derived from
//! each other: whether a household needs a place from the government is asked.

use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

mod flow;
mod shelter;

pub use shelter::{may_propose, more_than_residents, shelter_flags};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 50,
    name: "evac_entry",
    label: "转移",
    menu: Menu::Response,
    title: &["place"],
    columns: &[
        "group",
        "household_id",
        "place",
        "people",
        "status",
        "escort_id",
        "shelter_id",
        "arrived_at",
    ],
    chips: &[
        Chip {
            name: "pending",
            label: "待通知",
            field: "status",
            codes: &["pending"],
        },
        Chip {
            name: "under_way",
            label: "没到",
            field: "status",
            codes: &["notified", "moving"],
        },
        Chip {
            name: "trouble",
            label: "拒转、失联、待救",
            field: "status",
            codes: &["lost_contact", "in_place", "refused"],
        },
        Chip {
            name: "arrived",
            label: "已到",
            field: "status",
            codes: &["arrived", "hospital"],
        },
        Chip {
            name: "returned",
            label: "已返家",
            field: "status",
            codes: &["returned"],
        },
    ],
    fields: FIELDS,
    flow: Some(&flow::FLOW),
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "household_id", "哪一户", Type::Ref("household"))
        .personal()
        .tonight()
        .synonyms(&["户主", "户编号", "户号"]),
    Field::new(2, "outsider_kind", "外来的人", Type::Code("outsider_kind"))
        .open()
        .tonight()
        .hint("不是本村户的：游客、工棚、来客、过路车。"),
    Field::new(3, "place", "在哪里", Type::Text)
        .tonight()
        .hint("外来的人写在哪里；本村户不用写。")
        .synonyms(&["地点", "住址"]),
    Field::new(4, "people", "应转人数", Type::Int)
        .later()
        .open()
        .tonight()
        .unit("人")
        .synonyms(&["人数", "转移人数"]),
    Field::new(5, "group", "组别", Type::Text).synonyms(&[
        "村民小组",
        "小组",
        "组",
        "所在组",
        "自然村",
    ]),
    Field::new(6, "warning_id", "因哪条预警", Type::Ref("warning")),
    Field::new(7, "incident_id", "因哪次事件", Type::Ref("incident")),
    Field::new(8, "trigger", "为什么转", Type::Code("evac_trigger"))
        .later()
        .open()
        .hint("有一条就转，不等预警，也不等批准。"),
    Field::new(9, "names", "人员姓名", Type::LongText)
        .later_if(is_outsider)
        .personal(),
    Field::new(10, "stretchers", "要担架", Type::Int)
        .open()
        .unit("副")
        .synonyms(&["担架"]),
    Field::new(11, "wheelchairs", "要轮椅", Type::Int)
        .open()
        .unit("台")
        .synonyms(&["轮椅"]),
    Field::new(12, "help_needed", "要什么帮助", Type::Codes("help_needed")).personal(),
    Field::new(13, "escort_id", "护送人", Type::Ref("person"))
        .later_if(|row| !is_outsider(row))
        .synonyms(&["护送", "包户责任人", "转移责任人"]),
    Field::new(14, "route_id", "走哪条路", Type::Ref("route")).synonyms(&["转移路线", "路线"]),
    Field::new(15, "shelter_id", "安置点", Type::Ref("shelter"))
        .later_if(goes_to_a_shelter)
        .group("flow")
        .synonyms(&["避难场所", "避灾点"]),
    Field::new(16, "destination", "去向", Type::Code("evac_destination"))
        .hint("集中：到安置点；投亲：到亲戚家；自行：自己找地方。")
        .later_if(has_left)
        .open()
        .group("flow")
        .synonyms(&["安置方式", "转移方式"]),
    Field::new(17, "needs_placement", "要政府安置", Type::Bool)
        .later_if(has_left)
        .open()
        .hint("问这一户：要不要政府安排吃住。避险转移和转移安置是两个数。"),
    Field::new(18, "arrived_people", "已到人数", Type::Int)
        .open()
        .group("flow")
        .unit("人")
        .hint("不填就当全到了。"),
    Field::new(19, "absent_names", "缺谁", Type::LongText)
        .personal()
        .group("flow"),
    Field::new(20, "notified_at", "通知时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(21, "left_at", "出发时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(22, "arrived_at", "到达时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(23, "refuse_count", "劝导次数", Type::Int)
        .open()
        .group("flow")
        .unit("次")
        .synonyms(&["拒转次数"]),
    Field::new(24, "refuse_note", "劝导情况", Type::LongText)
        .hint("谁去劝的、怎么说的、为什么不走。")
        .personal()
        .group("flow"),
    Field::new(25, "forced_order_by", "谁下令带离", Type::Text)
        .later_if(is_forced)
        .group("flow"),
    Field::new(26, "forced_by", "谁带离的", Type::Text)
        .later_if(is_forced)
        .group("flow"),
    Field::new(27, "forced_at", "带离时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(28, "contact_lost_at", "失联时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(29, "last_seen", "最后在哪里", Type::Text)
        .later_if(|row| row.text("status") == "lost_contact")
        .personal()
        .group("flow"),
    Field::new(30, "hospital", "送到哪里", Type::Text)
        .personal()
        .group("flow"),
    Field::new(31, "return_ok_by", "谁批准返家", Type::Text)
        .hint("没有解除预警、没有人批准，谁也不能回去。")
        .group("flow")
        .synonyms(&["返家批准人", "批准人"]),
    Field::new(32, "returned_at", "返家时间", Type::Time)
        .open()
        .group("flow"),
    Field::new(33, "signed_name", "签名", Type::Text).personal(),
    Field::new(34, "status", "状态", Type::Code("evac_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&[
            "lost_contact",
            "in_place",
            "refused",
            "pending",
            "notified",
            "moving",
            "returned",
            "hospital",
            "absent",
            "arrived",
        ])
        .synonyms(&["转移状态"]),
    Field::new(35, "remark", "备注", Type::LongText).personal(),
    Field::new(36, "about", "时间是约的", Type::Bool)
        .open()
        .hint("说不准就选是，纸上写“约”或“前后”。"),
    Field::new(37, "keyed_at", "补记时间", Type::Time)
        .open()
        .automatic()
        .hint("照着纸补记进来的那一刻，不是事情发生的时刻。"),
];

fn is_outsider(row: &Row) -> bool {
    !row.text("outsider_kind").is_empty()
}

fn has_left(row: &Row) -> bool {
    matches!(row.text("status"), "moving" | "arrived")
}

fn goes_to_a_shelter(row: &Row) -> bool {
    row.text("destination") == "central"
}

fn is_forced(row: &Row) -> bool {
    !row.text("forced_at").is_empty()
}

/// Whether they went home and nobody had allowed it (擅自返回): told to everybody, refused never.
pub fn is_unapproved_return(row: &Row) -> bool {
    row.text("status") == "returned" && row.text("return_ok_by").is_empty()
}

/// How many people the entry is about: at least one, for an unasked number is not zero.
pub fn people(row: &Row) -> u64 {
    let number = row.get("people").int().unwrap_or(1);
    u64::try_from(number).unwrap_or(0).max(1)
}

/// How many of them have to be brought away: nobody where they are known to be elsewhere.
pub fn people_owed(row: &Row) -> u64 {
    if row.text("status") == "absent" {
        0
    } else {
        people(row)
    }
}

/// How many of them are in safety: arrived, in hospital, or home again with leave.
pub fn people_safe(row: &Row) -> u64 {
    let all = people(row);
    match row.text("status") {
        "arrived" => {
            let counted = row.get("arrived_people").int();
            counted.map_or(all, |number| u64::try_from(number).unwrap_or(0).min(all))
        }
        "hospital" => all,
        "returned" if !is_unapproved_return(row) => all,
        _ => 0,
    }
}

/// Whether somebody of the household or group is in safety. Where the count says that some are
/// missing and nobody wrote who, nobody of them is known to be.
pub fn is_safe(row: &Row, name: &str) -> bool {
    match row.text("status") {
        "arrived" if row.text("absent_names").is_empty() => people_safe(row) >= people(row),
        "arrived" => !absent(row).any(|absent| absent == name),
        "hospital" => true,
        "returned" => !is_unapproved_return(row),
        _ => false,
    }
}

/// Who was missing when the others arrived.
pub fn absent(row: &Row) -> impl Iterator<Item = &str> {
    let names = row.text("absent_names");
    let names = names.split(['、', '，', ',', ' ', '\n']).map(str::trim);
    names.filter(|name| !name.is_empty())
}

fn checks(row: &Row) -> Vec<Flag> {
    [
        home_without_leave(row),
        about_nobody(row),
        some_missing(row),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn home_without_leave(row: &Row) -> Option<Flag> {
    is_unapproved_return(row).then(|| {
        Flag::mark(
            "unapproved_return",
            "return_ok_by",
            "没有批准就回家了（擅自返回）：马上派人去劝，危险没解除就再带出来。",
        )
    })
}

fn about_nobody(row: &Row) -> Option<Flag> {
    let named = ["household_id", "place", "group"];
    let about_nobody = !row.0.is_empty() && named.iter().all(|name| row.get(name).is_empty());
    about_nobody.then(|| {
        Flag::mark(
            "evacuates_nobody",
            "household_id",
            "选一户，或者写明外来的人在哪里、几个人。",
        )
    })
}

fn some_missing(row: &Row) -> Option<Flag> {
    let arrived = row.get("arrived_people").int()?;
    let short = row.text("status") == "arrived"
        && row
            .get("people")
            .int()
            .is_some_and(|people| arrived < people)
        && row.text("absent_names").is_empty();
    short.then(|| {
        Flag::mark(
            "people_missing",
            "absent_names",
            "到的人数少于应转人数：写明缺谁，马上去找。",
        )
    })
}
