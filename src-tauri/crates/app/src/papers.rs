//! From ledgers to papers: each paper's content is gathered here and laid out by `print`.
//! Enter once, print many: no paper asks for what the file already knows.

use crate::bridge::paper::{DocumentKind, PaperGroup};
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use ledger::{Menu, RowId};
use print::documents::{Audience, Imprint, Origin};
use print::page::Document;

mod contacts;
mod doubts;
pub(crate) mod forms;
mod gather;
mod hazard_cards;
mod hazards;
mod monthly_report;
mod plan;
mod pouch;
mod recovery_sheet;
mod registers;
mod response_cards;
mod safety_slips;
mod supplies;
mod texts;
mod wallet_cards;
mod words;

pub(crate) use gather::{Gather, masked_name};
pub(crate) use recovery_sheet::recovery_sheet;

/// What a paper is printed from.
pub(crate) struct Order {
    /// Rows; all if none.
    pub(crate) ids: Vec<RowId>,
    /// Edition.
    pub(crate) audience: Audience,
    /// Whether a form stays empty, to be written on.
    pub(crate) blank: bool,
}

type LayOut = fn(&Gather<'_>, &Order) -> Result<Document, Problem>;

/// A paper with a setting of its own.
struct PaperKind {
    name: &'static str,
    title: &'static str,
    group: PaperGroup,
    needs: Option<&'static str>,
    purpose: &'static str,
    can_be_blank: bool,
    lay_out: LayOut,
}

static PAPERS: &[PaperKind] = &[
    PaperKind {
        name: "pouch",
        title: "应急文件袋",
        group: PaperGroup::Plans,
        needs: None,
        purpose: "停电断网那一夜要用的整套文书，带目录和空白表，一次印齐。",
        can_be_blank: false,
        lay_out: pouch::lay_out,
    },
    PaperKind {
        name: "response_cards",
        title: "岗位应急处置卡",
        group: PaperGroup::Cards,
        needs: Some("response_card"),
        purpose: "一张A4印四张，剪开挂墙上、装口袋。",
        can_be_blank: false,
        lay_out: response_cards::lay_out,
    },
    PaperKind {
        name: "wallet_cards",
        title: "岗位口袋卡",
        group: PaperGroup::Cards,
        needs: Some("response_card"),
        purpose: "银行卡大小，一张A4印五张，对折装口袋。",
        can_be_blank: false,
        lay_out: wallet_cards::lay_out,
    },
    PaperKind {
        name: "hazard_cards",
        title: "九类险情卡",
        group: PaperGroup::Cards,
        needs: None,
        purpose: "每类险情一张：有什么苗头、先做什么、严禁什么，配图。",
        can_be_blank: false,
        lay_out: hazard_cards::lay_out,
    },
    PaperKind {
        name: "safety_slips",
        title: "防灾避险明白卡",
        group: PaperGroup::Cards,
        needs: Some("household"),
        purpose: "危险区每户一张：什么时候走、怎么走、谁来帮。不选就印全部危险区的户。",
        can_be_blank: true,
        lay_out: safety_slips::lay_out,
    },
    PaperKind {
        name: "village_plan",
        title: "村级应急预案",
        group: PaperGroup::Plans,
        needs: Some("plan"),
        purpose: "正文和附件一次印全，可以装订。",
        can_be_blank: false,
        lay_out: plan::lay_out,
    },
    PaperKind {
        name: "hazard_register",
        title: "隐患台账",
        group: PaperGroup::Hazards,
        needs: None,
        purpose: "哪里有隐患、谁负责、什么时候改完。",
        can_be_blank: false,
        lay_out: hazards::lay_out,
    },
    PaperKind {
        name: "supply_list",
        title: "应急物资清单",
        group: PaperGroup::Supplies,
        needs: None,
        purpose: "有什么、有多少、在哪里、谁保管。",
        can_be_blank: false,
        lay_out: supplies::lay_out,
    },
    PaperKind {
        name: "contact_list",
        title: "应急通讯录",
        group: PaperGroup::Duty,
        needs: None,
        purpose: "停电断网时照着打电话、照着找人。",
        can_be_blank: false,
        lay_out: contacts::lay_out,
    },
    PaperKind {
        name: "contact_list_large",
        title: "应急通讯录（大字版）",
        group: PaperGroup::Duty,
        needs: None,
        purpose: "字号不小于三号，给看不清小字的人。",
        can_be_blank: false,
        lay_out: contacts::lay_out_large,
    },
    PaperKind {
        name: "monthly_report",
        title: "月度形势分析报告",
        group: PaperGroup::Others,
        needs: Some("consultation"),
        purpose: "上个月的情况和下个月的研判；选一次月研判，就印它说的那个月。",
        can_be_blank: false,
        lay_out: monthly_report::lay_out,
    },
];

/// Every paper that can be printed.
pub(crate) fn kinds(desk: &Desk) -> Result<Vec<DocumentKind>, Problem> {
    let own = PAPERS.iter().map(|paper| DocumentKind {
        name: paper.name.to_owned(),
        title: paper.title.to_owned(),
        group: paper.group,
        needs: paper.needs.map(str::to_owned),
        purpose: paper.purpose.to_owned(),
        can_be_blank: paper.can_be_blank,
    });
    let registers = registered().map(|spec| DocumentKind {
        name: format!("register_{}", spec.name),
        title: format!("{}台账", spec.label),
        group: PaperGroup::Registers,
        needs: None,
        purpose: format!("“{}”全部记录的表。", spec.label),
        can_be_blank: false,
    });
    let forms = desk.forms()?.all().iter().map(|form| DocumentKind {
        name: form.name.clone(),
        title: form.title.clone(),
        group: form.group,
        needs: form.ledger.clone(),
        purpose: form.purpose.clone(),
        can_be_blank: true,
    });
    Ok(own.chain(forms).chain(registers).collect())
}

/// Ledgers printed as plain registers: those in the menu without a paper of their own.
fn registered() -> impl Iterator<Item = &'static ledger::Spec> {
    let has_own = |name: &str| matches!(name, "hazard" | "supply_item");
    ledger::ALL
        .iter()
        .copied()
        .filter(move |spec| spec.menu != Menu::Hidden && !spec.single && !has_own(spec.name))
}

/// The ledger whose register this paper is; none for a paper with a setting of its own.
pub(crate) fn register_of(document: &str) -> Option<&'static ledger::Spec> {
    let ledger = document.strip_prefix("register_")?;
    registered().find(|spec| spec.name == ledger)
}

/// Whether a paper is a form of `assets/texts/forms.toml`.
pub(crate) fn is_form(desk: &Desk, document: &str) -> Result<bool, Problem> {
    Ok(desk.forms()?.named(document).is_some())
}

/// Papers that can be printed from one row of a ledger.
pub(crate) fn of_ledger(desk: &Desk, ledger: &str) -> Result<Vec<String>, Problem> {
    let own = PAPERS.iter().filter(|paper| paper.needs == Some(ledger));
    let own = own.map(|paper| paper.name.to_owned());
    let forms = desk.forms()?.all().iter();
    let forms = forms.filter(|form| form.ledger.as_deref() == Some(ledger));
    Ok(own.chain(forms.map(|form| form.name.clone())).collect())
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
    if let Some(form) = desk.forms()?.named(name) {
        return forms::lay_out(&gather, form, order);
    }
    let spec = register_of(name).ok_or_else(|| {
        Problem::new(
            "unknown_document",
            "没有这种纸面，什么也没有印。请从“打印”里选。",
        )
    })?;
    registers::lay_out(&gather, office.spec(spec.name)?, order)
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
