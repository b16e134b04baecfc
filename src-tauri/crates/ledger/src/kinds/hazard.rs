//! 隐患: a defect that is found, confirmed, held in check, mended, looked at again and closed
//! (domain §2.4, §8.3). 移交 is not a state: `transfer_to`, `transfer_at` and `reply_text` run
//! beside the flow, and the interim control stays with the village. Being overdue is computed
//! from `due_date` and the state, never stored.

use super::rules::{below_zero, too_early};
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

mod flow;

pub use flow::{needs_lesson, reviewer_is_fixer};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 5,
    name: "hazard",
    label: "隐患",
    menu: Menu::Risk,
    title: &["hz_no", "description"],
    columns: &[
        "hz_no",
        "grade",
        "description",
        "location",
        "kind",
        "owner_id",
        "due_date",
        "status",
    ],
    chips: &[
        Chip {
            name: "open",
            label: "未销号",
            field: "status",
            codes: OPEN_STATES,
        },
        Chip {
            name: "major",
            label: "重大",
            field: "grade",
            codes: &["major"],
        },
        Chip {
            name: "reviewing",
            label: "待复查",
            field: "status",
            codes: &["reviewing"],
        },
        Chip {
            name: "closed",
            label: "已销号",
            field: "status",
            codes: &["closed"],
        },
    ],
    unique: &[&["hz_no"]],
    photos: true,
    fields: FIELDS,
    flow: Some(&flow::FLOW),
    checks,
    ..Spec::DEFAULT
};

/// States in which somebody still has to do something; only in these can it be overdue.
pub const OPEN_STATES: &[&str] = &[
    "found",
    "confirmed",
    "controlled",
    "rectifying",
    "reviewing",
];

const FIELDS: &[Field] = &[
    Field::new(1, "hz_no", "编号", Type::Text)
        .open()
        .automatic()
        .synonyms(&["隐患编号"]),
    Field::new(2, "description", "隐患描述", Type::LongText)
        .always()
        .hint("一句话说清：什么东西、怎么了。")
        .synonyms(&[
            "隐患",
            "隐患内容",
            "存在问题",
            "问题描述",
            "隐患情况",
            "隐患基本情况",
        ]),
    Field::new(3, "location", "地点", Type::Text)
        .later()
        .tonight()
        .synonyms(&["在哪里", "隐患地点", "隐患部位", "所在位置", "位置"]),
    Field::new(4, "group", "组别", Type::Text).synonyms(&[
        "村民小组",
        "小组",
        "组",
        "所在组",
        "自然村",
    ]),
    Field::new(5, "risk_point_id", "风险点", Type::Ref("risk_point"))
        .hint("是某个风险点上的隐患就选它，不是就空着。"),
    Field::new(39, "premises_id", "场所", Type::Ref("premises"))
        .hint("是店铺、作坊、学校里的隐患就选它。")
        .synonyms(&["九小场所", "单位名称"]),
    Field::new(6, "src", "来源", Type::Code("hazard_source"))
        .later()
        .open()
        .synonyms(&["隐患来源", "发现途径", "发现方式"]),
    Field::new(7, "reporter", "举报人", Type::Text)
        .secret()
        .hint("只有保密权限能看，不打印、不公开。"),
    Field::new(8, "found_by", "发现人", Type::Ref("person"))
        .later()
        .synonyms(&["排查人", "检查人", "上报人"]),
    Field::new(9, "found_at", "发现时间", Type::Time)
        .later()
        .open()
        .synonyms(&["发现日期", "排查时间", "检查时间", "检查日期"]),
    Field::new(10, "kind", "类别", Type::Code("hazard_kind"))
        .hint("拿不准就选最接近的；确认时还能改。")
        .later()
        .open()
        .group("flow")
        .synonyms(&["隐患类别", "隐患类型", "类型"]),
    Field::new(11, "grade", "级别", Type::Code("hazard_grade"))
        .later()
        .open()
        .group("flow")
        .cautious(&["major", "general"])
        .hint("只分一般、重大；拿不准先按重大。")
        .synonyms(&["隐患级别", "隐患等级", "等级", "是否重大"]),
    Field::new(12, "owner_id", "责任人", Type::Ref("person"))
        .hint("动手整改的人或单位负责人；不是发现的人。")
        .later()
        .group("flow")
        .synonyms(&["整改责任人", "隐患责任人", "整改负责人"]),
    Field::new(13, "supervisor_id", "督办人", Type::Ref("person"))
        .hint("盯着按期改完的人，一般是村干部或乡镇包片干部。")
        .group("flow")
        .synonyms(&["督办责任人", "包片干部"]),
    Field::new(14, "requirement", "整改要求", Type::LongText)
        .hint("要改成什么样，写得出、验得了。")
        .later()
        .group("flow")
        .synonyms(&["整改措施", "整改意见", "要求"]),
    Field::new(15, "due_date", "期限", Type::Date)
        .hint("最晚哪天改完。过了这天没销号，今日里会标红。")
        .later()
        .open()
        .group("flow")
        .synonyms(&["整改期限", "整改时限", "完成时限", "限期"]),
    Field::new(16, "fund_yuan", "资金", Type::Decimal(2))
        .hint("整改要花的钱和从哪里出；不花钱就空着。")
        .open()
        .group("flow")
        .unit("元")
        .synonyms(&["整改资金", "经费"]),
    Field::new(17, "contingency", "应急预案", Type::Text)
        .hint("万一没整改完就出事，按哪份预案办。"),
    Field::new(18, "interim_control", "临时管控", Type::LongText)
        .group("flow")
        .hint("整改好之前先怎么防：拉警戒、降水位、派人看守。")
        .synonyms(&["管控措施", "临时措施", "防范措施"]),
    Field::new(19, "fix_result", "整改结果", Type::LongText)
        .hint("实际做了什么。报复查以前填。")
        .group("flow")
        .synonyms(&["整改完成情况", "整改落实情况"]),
    Field::new(20, "fixed_by", "整改人", Type::Ref("person"))
        .hint("动手整改的人；重大隐患不能由他自己复查。")
        .group("flow"),
    Field::new(21, "fixed_at", "整改完成时间", Type::Time)
        .open()
        .automatic()
        .group("flow")
        .synonyms(&["完成时间", "整改时间"]),
    Field::new(40, "no_photo_reason", "无法拍照原因", Type::Text)
        .group("flow")
        .hint("报复查要有整改后的照片；实在拍不了，写一句为什么。"),
    Field::new(22, "reviewed_by", "复查人", Type::Ref("person"))
        .hint("到现场看过的人。重大隐患必须换一个人，不能是整改人。")
        .group("flow")
        .synonyms(&["验收人", "复查人员"]),
    Field::new(23, "reviewed_at", "复查时间", Type::Time)
        .open()
        .group("flow")
        .synonyms(&["验收时间", "复查日期"]),
    Field::new(24, "review_note", "复查意见", Type::LongText)
        .hint("到现场看到了什么，合格还是不合格。")
        .group("flow"),
    Field::new(25, "similar_check", "举一反三", Type::LongText)
        .group("flow")
        .hint("同样的地方还查了哪几处，又改了几处。"),
    Field::new(26, "similar_count", "同类处数", Type::Int)
        .open()
        .group("flow")
        .unit("处"),
    Field::new(27, "lesson", "复盘", Type::LongText)
        .group("flow")
        .hint("为什么会有、为什么没早发现、以后怎么防。"),
    Field::new(28, "listed_level", "挂牌级别", Type::Code("listed_level"))
        .hint("市里、县里挂牌督办的才选。")
        .open()
        .group("flow"),
    Field::new(29, "closed_at", "销号时间", Type::Time)
        .open()
        .automatic()
        .group("flow")
        .synonyms(&["销号日期"]),
    Field::new(30, "round", "轮次", Type::Int)
        .open()
        .automatic()
        .group("flow"),
    Field::new(31, "reject_reason", "不属实理由", Type::LongText).group("flow"),
    Field::new(32, "duplicate_of", "与哪条重复", Type::Ref("hazard")).group("flow"),
    Field::new(33, "reopen_reason", "重开原因", Type::LongText)
        .hint("销号以后又出了什么问题。")
        .group("flow"),
    Field::new(34, "status", "状态", Type::Code("hazard_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&[
            "found",
            "confirmed",
            "controlled",
            "rectifying",
            "reviewing",
            "duplicate",
            "rejected",
            "closed",
        ])
        .synonyms(&["整改情况", "整改状态", "进展", "是否整改"]),
    Field::new(35, "transfer_to", "移交单位", Type::Text)
        .hint("村里干不了才移交；临时管控还归村里。"),
    Field::new(36, "transfer_at", "移交时间", Type::Time).open(),
    Field::new(37, "reply_text", "回函", Type::LongText).hint("移交的单位怎么答复的，文号也写上。"),
    Field::new(38, "remark", "备注", Type::LongText),
];

fn checks(row: &Row) -> Vec<Flag> {
    let due = too_early(
        row,
        ["due_date", "found_at"],
        "due_before_found",
        "期限早于发现时间，请核对。",
    );
    let transfer = too_early(
        row,
        ["transfer_at", "found_at"],
        "transfer_before_found",
        "移交时间早于发现时间，请核对。",
    );
    [
        due,
        transfer,
        below_zero(row, "fund_yuan"),
        same_reviewer(row),
        uncontrolled_transfer(row),
        let_through(row),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What neither a form nor a step may take back: a hazard that is being mended or is closed goes on holding
/// what its steps asked for, however it is changed afterwards (domain §8.3, §8.4).
pub fn rewritten(before: &Row, after: &Row) -> Vec<Flag> {
    let guards = flow::kept(flow::FLOW.state_of(after)).iter();
    let broken = guards.filter(|guard| (guard.holds)(before) && !(guard.holds)(after));
    broken
        .map(|guard| Flag::refuse(guard.code, guard.field, guard.text))
        .collect()
}

/// An old sheet or a merge may bring a hazard that no step would have let through: it is kept as
/// it was, and marked.
fn let_through(row: &Row) -> Option<Flag> {
    let mut guards = flow::kept(flow::FLOW.state_of(row)).iter();
    // A reviewer who mended it himself has a rule of his own.
    let broken = guards.find(|guard| !(guard.holds)(row) && guard.field != "reviewed_by")?;
    Some(Flag::mark(broken.code, broken.field, broken.text))
}

/// 复查人≠整改人: hard for 重大, a mark for 一般 (domain §8.4). While a hazard is mended once more,
/// its reviewer is still the one of the round before.
fn same_reviewer(row: &Row) -> Option<Flag> {
    if !reviewer_is_fixer(row) {
        return None;
    }
    let mended_again = row.get("round").int().is_some_and(|round| round > 1)
        && matches!(flow::FLOW.state_of(row), "rectifying" | "reviewing");
    Some(if flow::is_major(row) && !mended_again {
        Flag::refuse(
            "reviewer_is_fixer",
            "reviewed_by",
            "重大隐患的复查人不能是整改人，请换一位干部、组长、监督委员或乡镇人员。",
        )
    } else {
        Flag::mark(
            "reviewer_is_fixer",
            "reviewed_by",
            "复查人和整改人是同一个人，最好换人复查。",
        )
    })
}

fn uncontrolled_transfer(row: &Row) -> Option<Flag> {
    let uncontrolled = !row.text("transfer_to").is_empty()
        && row.text("interim_control").is_empty()
        && OPEN_STATES.contains(&flow::FLOW.state_of(row));
    uncontrolled.then(|| {
        Flag::mark(
            "uncontrolled_transfer",
            "interim_control",
            "移交了也要先防住：写明村里的临时管控。",
        )
    })
}
