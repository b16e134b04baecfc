//! From ledgers to papers: each paper's content is gathered here and laid out by `print`.
//! Enter once, print many: no paper asks for what the file already knows.

use crate::bridge::paper::DocumentKind;
use crate::desk::Desk;
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use ledger::{Menu, RowId};
use print::documents::{Audience, Imprint, Origin};
use print::page::Document;

mod contacts;
mod gather;
mod hazards;
mod plan;
mod registers;
mod response_cards;
mod supplies;

pub(crate) use gather::Gather;

/// What a paper is printed from.
pub(crate) struct Order {
    /// Rows; all if none.
    pub(crate) ids: Vec<RowId>,
    /// Edition.
    pub(crate) audience: Audience,
}

type LayOut = fn(&Gather<'_>, &Order) -> Result<Document, Problem>;

/// A paper with a setting of its own.
struct PaperKind {
    name: &'static str,
    title: &'static str,
    needs: Option<&'static str>,
    purpose: &'static str,
    lay_out: LayOut,
}

static PAPERS: &[PaperKind] = &[
    PaperKind {
        name: "response_cards",
        title: "岗位应急处置卡",
        needs: Some("response_card"),
        purpose: "一张A4印四张，剪开挂墙上、装口袋。",
        lay_out: response_cards::lay_out,
    },
    PaperKind {
        name: "village_plan",
        title: "村级应急预案",
        needs: Some("plan"),
        purpose: "正文和附件一次印全，可以装订。",
        lay_out: plan::lay_out,
    },
    PaperKind {
        name: "hazard_register",
        title: "隐患台账",
        needs: None,
        purpose: "哪里有隐患、谁负责、什么时候改完。",
        lay_out: hazards::lay_out,
    },
    PaperKind {
        name: "supply_list",
        title: "应急物资清单",
        needs: None,
        purpose: "有什么、有多少、在哪里、谁保管。",
        lay_out: supplies::lay_out,
    },
    PaperKind {
        name: "contact_list",
        title: "应急通讯录",
        needs: None,
        purpose: "停电断网时照着打电话、照着找人。",
        lay_out: contacts::lay_out,
    },
];

/// Every paper that can be printed.
pub(crate) fn kinds() -> Vec<DocumentKind> {
    let own = PAPERS.iter().map(|paper| DocumentKind {
        name: paper.name.to_owned(),
        title: paper.title.to_owned(),
        needs: paper.needs.map(str::to_owned),
        purpose: paper.purpose.to_owned(),
    });
    let registers = registered().map(|spec| DocumentKind {
        name: format!("register_{}", spec.name),
        title: format!("{}台账", spec.label),
        needs: None,
        purpose: format!("“{}”全部记录的表。", spec.label),
    });
    own.chain(registers).collect()
}

/// Ledgers printed as plain registers: those in the menu without a paper of their own.
fn registered() -> impl Iterator<Item = &'static ledger::Spec> {
    let has_own = |name: &str| matches!(name, "hazard" | "supply_item");
    ledger::ALL
        .iter()
        .copied()
        .filter(move |spec| spec.menu != Menu::Hidden && !spec.single && !has_own(spec.name))
}

/// Papers that can be printed from one row of a ledger.
pub(crate) fn of_ledger(ledger: &str) -> Vec<String> {
    let own = PAPERS.iter().filter(|paper| paper.needs == Some(ledger));
    own.map(|paper| paper.name.to_owned()).collect()
}

/// Lays out the named paper.
pub(crate) fn lay_out(
    desk: &Desk,
    office: &Office,
    name: &str,
    order: &Order,
) -> Result<Document, Problem> {
    let gather = Gather {
        desk,
        office,
        audience: order.audience,
    };
    if let Some(paper) = PAPERS.iter().find(|paper| paper.name == name) {
        return (paper.lay_out)(&gather, order);
    }
    let spec = name
        .strip_prefix("register_")
        .and_then(|ledger| registered().find(|spec| spec.name == ledger))
        .ok_or_else(|| {
            Problem::new(
                "unknown_document",
                "没有这种纸面，什么也没有印。请从“打印”里选。",
            )
        })?;
    registers::lay_out(&gather, spec_of(spec.name)?, order)
}

/// What every paper says about itself.
fn imprint(gather: &Gather<'_>) -> Imprint {
    Imprint {
        village: gather.office.name.clone(),
        printed_at: gather.desk.clock.now().format("%Y-%m-%d %H:%M").to_string(),
        audience: gather.audience,
        origin: if gather.office.demo {
            Origin::Demonstration
        } else {
            Origin::Village
        },
    }
}
