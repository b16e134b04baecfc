//! Making papers.

use super::access;
use super::file::saved;
use crate::bridge::file::{Nothing, SavedFile};
use crate::bridge::paper::{DocumentKind, Paper, PrintDocument, SaveDocument};
use crate::desk::Desk;
use crate::office::{row_id, spec_of};
use crate::papers::{self, Order};
use crate::problem::Problem;
use base64::Engine as _;
use ledger::{Privacy, Spec};
use print::documents::Audience;
use print::page::Document;
use std::path::Path;

/// Tells which papers can be printed.
pub(crate) fn documents(desk: &Desk, _: Nothing) -> Result<Vec<DocumentKind>, Problem> {
    let role = desk.role();
    let mut kinds = papers::kinds(desk)?;
    kinds.retain(|kind| ledger_of(kind).is_none_or(|spec| role.may_know_of(spec)));
    Ok(kinds)
}

/// The ledger a paper is printed from, where it is one alone.
fn ledger_of(kind: &DocumentKind) -> Option<&'static Spec> {
    let needs = kind.needs.as_deref().and_then(ledger::by_name);
    needs.or_else(|| papers::register_of(&kind.name))
}

/// What a paper is called; its name where this version does not know it.
pub(crate) fn title_of(desk: &Desk, document: &str) -> Result<String, Problem> {
    let mut kinds = papers::kinds(desk)?.into_iter();
    let kind = kinds.find(|kind| kind.name == document);
    Ok(kind.map_or_else(|| document.to_owned(), |kind| kind.title))
}

/// Whoever only looks prints public editions and empty forms.
fn permit(desk: &Desk, request: &PrintDocument) -> Result<(), Problem> {
    let mut kinds = papers::kinds(desk)?.into_iter();
    let spec = kinds
        .find(|kind| kind.name == request.document)
        .and_then(|kind| ledger_of(&kind));
    desk.with_office(|office| {
        if let Some(spec) = spec {
            office.spec(spec.name)?;
        }
        let is_for_all = request.public || request.blank;
        if !is_for_all && office.sees() < Privacy::Personal {
            return Err(Problem::new(
                "not_your_role",
                "您的角色只能印公开版，没有印。请勾选“公开版”，或找应急管理员来印。",
            ));
        }
        Ok(())
    })
}

/// Notes what was printed that is not for everybody, before anybody sees it.
fn note(desk: &Desk, request: &PrintDocument) -> Result<(), Problem> {
    if request.public || request.blank {
        return Ok(());
    }
    let document = &request.document;
    desk.with_office(|office| access::note(desk, office, access::Seen::Print { document }))
}

/// Papers that can be printed from one row of a ledger.
pub(crate) fn of_ledger(desk: &Desk, ledger: &str) -> Result<Vec<String>, Problem> {
    papers::of_ledger(desk, ledger)
}

/// Makes a paper for the preview: the very bytes that are saved and printed.
pub(crate) fn print(desk: &Desk, request: PrintDocument) -> Result<Paper, Problem> {
    permit(desk, &request)?;
    let made = make(desk, &request)?;
    note(desk, &request)?;
    Ok(paper_of(&made))
}

/// A document that is printed at once and kept nowhere.
pub(crate) fn rendered(desk: &Desk, document: Document) -> Result<Paper, Problem> {
    Ok(paper_of(&render(desk, document)?))
}

fn paper_of(made: &Made) -> Paper {
    Paper {
        title: made.document.title.clone(),
        pages: u32::try_from(made.document.pages.len()).unwrap_or(u32::MAX),
        bytes: made.pdf.len() as u64,
        notes: made.notes.clone(),
        pdf: base64::engine::general_purpose::STANDARD.encode(&made.pdf),
    }
}

/// Makes a paper and saves it as a file.
pub(crate) fn save(desk: &Desk, request: SaveDocument) -> Result<SavedFile, Problem> {
    let SaveDocument {
        document,
        ids,
        public,
        blank,
        path,
    } = request;
    let request = PrintDocument {
        document,
        ids,
        public,
        blank,
    };
    permit(desk, &request)?;
    let made = make(desk, &request)?;
    note(desk, &request)?;
    crate::saving::put(Path::new(&path), &made.pdf)?;
    saved(Path::new(&path))
}

/// Most records a form is printed for at once where nobody chose any.
const SAMPLES: usize = 12;

/// Makes a paper and writes it to a file, the demo's way: of all rows, a form of the first few.
pub(crate) fn write(desk: &Desk, kind: &DocumentKind, path: &Path) -> Result<Written, Problem> {
    let ids = match &kind.needs {
        Some(ledger) if papers::is_form(desk, &kind.name)? => first_rows(desk, ledger)?,
        _ => Vec::new(),
    };
    let made = make(
        desk,
        &PrintDocument {
            document: kind.name.clone(),
            blank: papers::is_form(desk, &kind.name)? && kind.needs.is_some() && ids.is_empty(),
            ids,
            public: false,
        },
    )?;
    store::write_whole(path, &made.pdf)?;
    Ok(Written {
        pages: made.document.pages.len(),
        bytes: made.pdf.len(),
    })
}

fn first_rows(desk: &Desk, ledger: &str) -> Result<Vec<String>, Problem> {
    desk.with_office(|office| {
        let query = store::Query {
            area: Some(office.code.clone()),
            limit: SAMPLES,
            ..store::Query::default()
        };
        let page = office.store.list(spec_of(ledger)?, &query)?;
        Ok(page
            .rows
            .iter()
            .map(|stored| stored.id.to_string())
            .collect())
    })
}

/// A paper that was written.
pub(crate) struct Written {
    /// Its pages.
    pub(crate) pages: usize,
    /// Its bytes.
    pub(crate) bytes: usize,
}

/// A paper that was made.
struct Made {
    document: Document,
    pdf: Vec<u8>,
    notes: Vec<String>,
}

fn make(desk: &Desk, request: &PrintDocument) -> Result<Made, Problem> {
    let order = Order {
        ids: request
            .ids
            .iter()
            .map(|id| row_id(id))
            .collect::<Result<_, _>>()?,
        audience: if request.public {
            Audience::Public
        } else {
            Audience::Duty
        },
        blank: request.blank,
    };
    let document =
        desk.with_office(|office| papers::lay_out(desk, office, &request.document, &order))?;
    render(desk, document)
}

fn render(desk: &Desk, document: Document) -> Result<Made, Problem> {
    desk.step("正在生成PDF", 0, 0)?;
    let fonts = desk.fonts()?;
    let pdf =
        print::render(&document, fonts).map_err(|error| Problem::internal("render", &error))?;
    let missing: Vec<char> = fonts.missing(&document.texts().collect::<String>());
    let notes = shapeless(&missing);
    Ok(Made {
        document,
        pdf,
        notes,
    })
}

/// Characters the font has no shape for are named before anybody prints them as a box.
fn shapeless(missing: &[char]) -> Vec<String> {
    if missing.is_empty() {
        return Vec::new();
    }
    let letters: Vec<String> = missing.iter().map(|letter| format!("“{letter}”")).collect();
    vec![format!(
        "字库里没有{}，纸上会是空框，请手写补上。",
        letters.join("、")
    )]
}
