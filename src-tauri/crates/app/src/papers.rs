//! From ledgers to papers: each paper's content is gathered here and laid out by `print`.
//! Enter once, print many: no paper asks for what the file already knows.

use crate::bridge::file::OfficeKind;
use crate::bridge::paper::{DocumentKind, PaperGroup};
use crate::desk::Desk;
use crate::office::Office;
use crate::passages::Passages;
use crate::problem::Problem;
use forms::Forms;
use lacks::Lacks;
use ledger::kinds::hazard::OPEN_STATES;
use ledger::{Menu, RowId, Value};
use print::documents::{Audience, Imprint, Origin};
use print::page::Document;
use std::sync::Arc;

mod call_lists;
mod contacts;
mod doubts;
mod filing;
pub(crate) mod forms;
mod gather;
mod hazard_cards;
mod hazards;
mod homes;
mod lacks;
mod large;
mod mask;
mod monthly_report;
mod namesakes;
mod plan;
mod poster;
pub(crate) mod pouch;
pub(crate) mod proofs;
mod recovery_sheet;
mod registers;
mod response_cards;
mod routes;
mod safety_slips;
mod scripts;
mod shelf;
mod shelters;
mod supplies;
#[cfg(test)]
mod tests;
mod texts;
mod town_damage;
pub(crate) mod township;
mod transfers;
mod wallet_cards;
mod words;

pub(crate) use gather::Gather;
pub(crate) use lacks::Lack;
use mask::Mask;
pub(crate) use mask::masked_name;
use proofs::Proofs;
pub(crate) use recovery_sheet::{NAME as RECOVERY_SHEET, recovery_sheet};
use shelf::{PAPERS, PaperKind, TOWN_PAPERS};
use township::VILLAGES_GOODS;

/// What a paper is printed from.
#[derive(Default)]
pub(crate) struct Order {
    /// Rows; all if none.
    pub(crate) ids: Vec<RowId>,
    /// Villages whose rows a township's list shows; all if none.
    pub(crate) areas: Vec<String>,
    /// Edition.
    pub(crate) audience: Audience,
    /// Whether a form stays empty, to be written on.
    pub(crate) blank: bool,
    /// Papers left out of the pouch.
    pub(crate) without: Vec<String>,
}

/// Every paper that a village prints.
pub(crate) fn kinds(desk: &Desk) -> Result<Vec<DocumentKind>, Problem> {
    let own = PAPERS.iter().map(kind);
    let registers = registered().map(register);
    let forms = desk.forms()?;
    let forms = forms.all().iter().map(|form| DocumentKind {
        name: form.name.clone(),
        title: form.title.clone(),
        group: form.group,
        needs: form.ledger.clone(),
        purpose: form.purpose.clone(),
        can_be_blank: true,
        only_public: form.posted,
    });
    Ok(own.chain(forms).chain(registers).collect())
}

/// Those, and the papers that only a township prints.
pub(crate) fn kinds_of_all(desk: &Desk) -> Result<Vec<DocumentKind>, Problem> {
    let mut all = kinds(desk)?;
    all.extend(TOWN_PAPERS.iter().map(kind));
    all.extend(ledger::by_name(VILLAGES_GOODS).map(register));
    Ok(all)
}

/// Every paper that an office of this kind prints.
pub(crate) fn offered(desk: &Desk, office: OfficeKind) -> Result<Vec<DocumentKind>, Problem> {
    match office {
        OfficeKind::Village => kinds(desk),
        OfficeKind::Town => Ok(township::offered(kinds_of_all(desk)?)),
    }
}

fn register(spec: &ledger::Spec) -> DocumentKind {
    DocumentKind {
        name: format!("register_{}", spec.name),
        title: format!("{}台账", spec.label),
        group: PaperGroup::Registers,
        needs: None,
        purpose: format!("“{}”全部记录的表。", spec.label),
        can_be_blank: false,
        only_public: false,
    }
}

fn kind(paper: &PaperKind) -> DocumentKind {
    DocumentKind {
        name: paper.name.to_owned(),
        title: paper.title.to_owned(),
        group: paper.group,
        needs: paper.needs.map(str::to_owned),
        purpose: paper.purpose.to_owned(),
        can_be_blank: paper.can_be_blank,
        only_public: false,
    }
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
    let goods = ledger::by_name(VILLAGES_GOODS);
    registered().chain(goods).find(|spec| spec.name == ledger)
}

/// Whether a paper is a form of `assets/texts/forms.toml`.
pub(crate) fn is_form(desk: &Desk, document: &str) -> Result<bool, Problem> {
    Ok(desk.forms()?.named(document).is_some())
}

/// Papers that can be printed from one row of a ledger.
pub(crate) fn of_ledger(desk: &Desk, ledger: &str) -> Result<Vec<String>, Problem> {
    let own = PAPERS.iter().filter(|paper| paper.needs == Some(ledger));
    let own = own.map(|paper| paper.name.to_owned());
    let forms = desk.forms()?;
    let forms = forms.all().iter();
    let forms = forms.filter(|form| form.ledger.as_deref() == Some(ledger));
    Ok(own.chain(forms.map(|form| form.name.clone())).collect())
}

/// A paper that was laid out.
pub(crate) struct LaidOut {
    /// Its pages.
    pub(crate) document: Document,
    /// What the books have nothing of for it.
    pub(crate) lacks: Vec<Lack>,
}

impl LaidOut {
    /// Whether it only says what is missing.
    pub(crate) fn is_bare(&self) -> bool {
        let mut lacks = self.lacks.iter();
        lacks.any(|lack| matches!(lack, Lack::Everything(_)))
    }
}

/// Lays out the named paper.
pub(crate) fn lay_out(
    desk: &Desk,
    office: &Office,
    name: &str,
    order: &Order,
) -> Result<LaidOut, Problem> {
    let gather = Gather {
        desk,
        office,
        audience: order.audience,
        texts: desk.passages(),
        proofs: Some(Proofs::of(desk, office, (name, order))?),
        lacks: Lacks::default(),
        mask: mask(desk, office, order)?,
    };
    let document = lay_out_from(&gather, name, order)?;
    Ok(LaidOut {
        document,
        lacks: gather.lacks.into_found(),
    })
}

/// What the named paper would say of itself if it were printed now.
pub(crate) fn proofs_of(
    desk: &Desk,
    office: &Office,
    (name, order): (&str, &Order),
) -> Result<Vec<exchange::Proof>, Problem> {
    let mut gather = Gather {
        desk,
        office,
        audience: order.audience,
        texts: desk.passages(),
        proofs: Some(Proofs::of(desk, office, (name, order))?),
        lacks: Lacks::default(),
        mask: mask(desk, office, order)?,
    };
    lay_out_from(&gather, name, order)?;
    let proofs = gather.proofs.take();
    Ok(proofs.map_or_else(Vec::new, |proofs| proofs.made()))
}

/// The named paper with other texts than those of the books at hand, as a sample.
pub(crate) fn sample(
    desk: &Desk,
    office: &Office,
    name: &str,
    texts: Arc<Passages>,
) -> Result<Document, Problem> {
    let gather = Gather {
        desk,
        office,
        audience: Audience::Duty,
        texts,
        proofs: None,
        lacks: Lacks::default(),
        mask: None,
    };
    let order = Order {
        blank: true,
        ..Order::default()
    };
    lay_out_from(&gather, name, &order)
}

/// What the public edition masks; nothing on duty.
fn mask(desk: &Desk, office: &Office, order: &Order) -> Result<Option<Mask>, Problem> {
    match order.audience {
        Audience::Duty => Ok(None),
        Audience::Public => Mask::of(office, desk.clock.today()).map(Some),
    }
}

fn lay_out_from(gather: &Gather<'_>, name: &str, order: &Order) -> Result<Document, Problem> {
    let mut set = PAPERS.iter().chain(TOWN_PAPERS);
    if let Some(paper) = set.find(|paper| paper.name == name) {
        return (paper.lay_out)(gather, order);
    }
    let forms: Forms = gather.texts.file("forms")?;
    if let Some(form) = forms.named(name) {
        return forms::lay_out(gather, form, order);
    }
    let spec = register_of(name).ok_or_else(|| {
        Problem::new(
            "unknown_document",
            "没有这种纸面，什么也没有印。请从“打印”里选。",
        )
    })?;
    registers::lay_out(gather, gather.office.spec(spec.name)?, order)
}

/// Which rows a paper of a ledger takes where nobody chose them one by one.
pub(crate) fn usually_only(name: &str) -> Option<(&'static str, Vec<Value>)> {
    match name {
        // Nobody is asked to mend what is mended.
        "rectification_notice" => {
            let open = OPEN_STATES.iter().map(|state| Value::from(*state));
            Some(("status", open.chain([Value::Null]).collect()))
        }
        _ if name.starts_with("safety_slip") => Some(("in_danger_zone", vec![Value::Bool(true)])),
        _ => None,
    }
}

/// What every paper says about itself, what was found missing for it so far included.
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
        proof: String::new(),
        lacks: gather.lacks.sentences(),
    }
}

/// The same with the proof of a paper that says this, about one record or about many.
fn proven(
    gather: &Gather<'_>,
    record: Option<RowId>,
    content: &impl serde::Serialize,
) -> Result<Imprint, Problem> {
    Ok(Imprint {
        proof: gather.proof(record, content)?,
        ..imprint(gather)
    })
}
