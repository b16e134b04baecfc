//! 隐患台账, as villages keep it in a spreadsheet (domain §2.4).

use crate::error::SheetError;
use crate::fields::More;
use crate::grid::Grid;
use crate::header::{Heading, Vocabulary};
use crate::intake::{Context, Intake, Rejected, RowReader, take_in};
use ledger::kinds::hazard;

/// One hazard of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HazardRecord {
    /// Row as seen in Excel.
    pub row: u32,
    /// 组别; one that stands merged or only in its first row holds for the rows below.
    pub group: String,
    /// 隐患描述.
    pub description: String,
    /// 类别 as written.
    pub kind_text: String,
    /// Its code in `hazard_kind`, if one is meant.
    pub kind: Option<String>,
    /// Code in `hazard_grade`; 重大 alone in the remark counts.
    pub grade: Option<String>,
    /// Day it was found.
    pub found_on: Option<String>,
    /// Name of who puts it right.
    pub owner_name: String,
    /// His telephone number.
    pub owner_phone: String,
    /// Day by which it must be put right.
    pub due_on: Option<String>,
    /// 整改情况 as written.
    pub progress_text: String,
    /// What that means: a code in `hazard_state`.
    pub state: String,
    /// 备注.
    pub remark: String,
    /// The other fields of the ledger `hazard`.
    pub more: More,
}

const OWN: [&str; 10] = [
    "group",
    "description",
    "kind",
    "grade",
    "found_at",
    "owner_id",
    "owner_phone",
    "due_date",
    "status",
    "remark",
];

const HEADINGS: &[Heading] = &[
    Heading::new(
        "description",
        &[
            "隐患描述",
            "隐患具体描述",
            "具体隐患",
            "隐患名称",
            "安全隐患",
        ],
    ),
    Heading::person(
        "owner_id",
        "owner_phone",
        &[
            "整改责任人",
            "责任人",
            "责任人姓名",
            "整改责任人姓名",
            "整改负责人",
        ],
    ),
    Heading::new(
        "owner_phone",
        &[
            "联系电话",
            "电话",
            "手机",
            "手机号码",
            "联系方式",
            "责任人电话",
            "责任人联系电话",
            "整改责任人电话",
        ],
    ),
    Heading::new("found_at", &["发现时间", "发现日期", "排查日期"]),
    Heading::new(
        "due_date",
        &["整改期限", "整改时限", "完成期限", "计划完成时间"],
    ),
    Heading::new(
        "status",
        &[
            "整改情况",
            "整改进展",
            "整改进度",
            "是否完成整改",
            "是否销号",
            "销号情况",
        ],
    ),
];

/// The words of this kind of sheet.
pub(crate) fn vocabulary() -> Vocabulary {
    Vocabulary::new(
        HEADINGS,
        &[
            &["description"],
            &[
                "due_date", "status", "owner_id", "found_at", "grade", "hz_no",
            ],
        ],
    )
    .with_ledger(&hazard::SPEC)
    .carrying(&["group"])
}

/// Takes in a sheet of hazards.
pub fn hazards(grid: &Grid, context: &Context<'_>) -> Result<Intake<HazardRecord>, SheetError> {
    take_in(grid, &vocabulary(), context, record)
}

fn record(row: &mut RowReader<'_>) -> Result<HazardRecord, Rejected> {
    let description = row.text("description");
    if description.is_empty() {
        return Err(row.reject("description", "没有写隐患描述，不知道是什么隐患。"));
    }
    let progress_text = row.text("status");
    Ok(HazardRecord {
        row: row.number(),
        group: row.carried("group").to_owned(),
        description: description.to_owned(),
        kind_text: row.text("kind").to_owned(),
        kind: row.code("kind", "hazard_kind"),
        grade: grade(row),
        found_on: row.day("found_at"),
        owner_name: row.name("owner_id"),
        owner_phone: row.phone("owner_phone"),
        due_on: row.day("due_date"),
        progress_text: progress_text.to_owned(),
        state: state(row, progress_text),
        remark: row.text("remark").to_owned(),
        more: row.more(&row.beside(&OWN, &hazard::SPEC)),
    })
}

fn grade(row: &mut RowReader<'_>) -> Option<String> {
    const LIST: &str = "hazard_grade";
    if let Some(grade) = row.code("grade", LIST) {
        return Some(grade);
    }
    let remark = row.text("remark");
    let grade = row.lists().code(LIST, remark)?;
    row.note(
        "remark",
        format!("备注写着“{remark}”，已按{remark}隐患记。"),
    );
    Some(grade)
}

/// The state that 整改情况 means; anything unclear is read as not yet put right, and marked.
fn state(row: &mut RowReader<'_>, progress: &str) -> String {
    if progress.is_empty() {
        if row.layout().column("status").is_some() {
            row.note("status", "整改情况空着，按未整改记。");
        }
        return "confirmed".to_owned();
    }
    if let Some(code) = row.lists().code("hazard_state", progress) {
        return code;
    }
    if let Some(state) = progress_state(progress) {
        return state.to_owned();
    }
    row.note(
        "status",
        format!("整改情况“{progress}”读不懂，按未整改记，请核对。"),
    );
    "confirmed".to_owned()
}

/// The first rule of which any word occurs decides. 销号 alone closes; work said to be finished
/// still waits for its review.
fn progress_state(progress: &str) -> Option<&'static str> {
    const RULES: [(&str, &[&str]); 7] = [
        ("rejected", &["不属实"]),
        (
            "reviewing",
            &["未销号", "待销号", "拟销号", "申请销号", "待复查", "待验收"],
        ),
        ("closed", &["销号"]),
        (
            "rectifying",
            &["整改中", "正在", "部分", "进行中", "持续", "施工中"],
        ),
        ("confirmed", &["未", "没有", "没整改", "尚无"]),
        (
            "reviewing",
            &[
                "已整改",
                "整改完",
                "完成",
                "已处理",
                "已消除",
                "到位",
                "合格",
            ],
        ),
        ("controlled", &["管控", "警戒", "警示"]),
    ];
    let is_partly_done = progress.contains(['%', '％']) && !progress.contains("100");
    if is_partly_done {
        return Some("rectifying");
    }
    RULES
        .iter()
        .find(|(_, words)| words.iter().any(|word| progress.contains(word)))
        .map(|(state, _)| *state)
}
