//! Making papers.

use super::access;
use super::file::saved;
use crate::bridge::file::{Nothing, OfficeKind, SavedFile};
use crate::bridge::paper::{
    AskPaperChoices, DocumentKind, Paper, PaperChoices, PouchPart, PrintDocument, SaveDocument,
    SavedPaper,
};
use crate::desk::Desk;
use crate::office::{Office, row_id, spec_of};
use crate::papers::{self, Order};
use crate::problem::Problem;
use base64::Engine as _;
use groups::Split;
use ledger::{Privacy, RowId, Spec};
use print::documents::Audience;
use print::page::Document;
use std::path::Path;

mod groups;

/// Tells which papers can be printed.
pub(crate) fn documents(desk: &Desk, _: Nothing) -> Result<Vec<DocumentKind>, Problem> {
    let role = desk.role();
    let office = desk.office_kind().unwrap_or(OfficeKind::Village);
    let mut kinds = papers::offered(desk, office)?;
    kinds.retain(|kind| ledger_of(kind).is_none_or(|spec| role.may_know_of(spec)));
    Ok(kinds)
}

/// The ledger a paper is printed from, where it is one alone.
fn ledger_of(kind: &DocumentKind) -> Option<&'static Spec> {
    let needs = kind.needs.as_deref().and_then(ledger::by_name);
    needs.or_else(|| papers::register_of(&kind.name))
}

/// What is declared of a paper; none where this version does not know it.
fn kind_of(desk: &Desk, document: &str) -> Result<Option<DocumentKind>, Problem> {
    let mut kinds = papers::kinds_of_all(desk)?.into_iter();
    Ok(kinds.find(|kind| kind.name == document))
}

/// The ledger of the paper and how its rows are split, where they are.
fn split_of(desk: &Desk, document: &str) -> Result<Option<(&'static Spec, Split)>, Problem> {
    let spec = kind_of(desk, document)?.as_ref().and_then(ledger_of);
    Ok(spec.and_then(|spec| Some((spec, Split::of(spec)?))))
}

/// What a paper is called; its name where this version does not know it.
pub(crate) fn title_of(desk: &Desk, document: &str) -> Result<String, Problem> {
    let kind = kind_of(desk, document)?;
    Ok(kind.map_or_else(|| document.to_owned(), |kind| kind.title))
}

/// The request as it may be carried out: whoever only looks prints public editions and empty forms,
/// a township leaves to its villages what is theirs, and of some papers there is no other than the
/// public edition.
fn permitted(desk: &Desk, mut request: PrintDocument) -> Result<PrintDocument, Problem> {
    let kind = kind_of(desk, &request.document)?;
    request.public |= kind.as_ref().is_some_and(|kind| kind.only_public);
    let spec = kind.as_ref().and_then(ledger_of);
    desk.with_office(|office| {
        if let Some(spec) = spec {
            office.spec(spec.name)?;
        }
        if let Some(kind) = &kind {
            papers::township::permit(office, kind, &request.ids)?;
        }
        let is_for_all = request.public || request.blank;
        if !is_for_all && office.sees() < Privacy::Personal {
            return Err(Problem::new(
                "not_your_role",
                "您的角色只能印公开版，没有印。请勾选“公开版”，或找应急管理员来印。",
            ));
        }
        Ok(())
    })?;
    Ok(request)
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
    let request = permitted(desk, request)?;
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
pub(crate) fn save(desk: &Desk, request: SaveDocument) -> Result<SavedPaper, Problem> {
    let SaveDocument {
        document,
        ids,
        public,
        blank,
        groups,
        without,
        path,
    } = request;
    let request = PrintDocument {
        document,
        ids,
        public,
        blank,
        groups,
        without,
    };
    let request = permitted(desk, request)?;
    let made = make(desk, &request)?;
    note(desk, &request)?;
    crate::saving::put(Path::new(&path), &made.pdf)?;
    let SavedFile { path, bytes } = saved(Path::new(&path))?;
    Ok(SavedPaper {
        path,
        bytes,
        notes: made.notes,
    })
}

const POUCH: &str = "pouch";

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
            public: kind.only_public,
            groups: Vec::new(),
            without: Vec::new(),
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
    let (document, lacks) = desk.with_office(|office| {
        let areas = areas(office, request)?;
        let ids = match areas.as_slice() {
            [] => rows(desk, office, request)?,
            _ => Vec::new(),
        };
        let order = Order {
            ids,
            areas,
            audience: if request.public {
                Audience::Public
            } else {
                Audience::Duty
            },
            blank: request.blank,
            without: request.without.clone(),
        };
        let laid_out = papers::lay_out(desk, office, &request.document, &order)?;
        let mut document = laid_out.document;
        if office.exercise.is_some() {
            print::mark_exercise(&mut document);
        }
        Ok((document, laid_out.lacks))
    })?;
    let mut made = render(desk, document)?;
    let lacks = lacks.iter().map(|lack| lack.sentence().to_owned());
    made.notes.splice(..0, lacks);
    Ok(made)
}

/// The villages of which a township's list was asked for; none where they all were.
fn areas(office: &Office, request: &PrintDocument) -> Result<Vec<String>, Problem> {
    let is_of_all = papers::township::is_of_all(&request.document);
    if office.kind == OfficeKind::Village || !is_of_all || request.groups.is_empty() {
        return Ok(Vec::new());
    }
    papers::township::areas_named(office, &request.groups)
}

/// The rows that were chosen: one by one, or those of some groups or posts.
fn rows(desk: &Desk, office: &Office, request: &PrintDocument) -> Result<Vec<RowId>, Problem> {
    if request.groups.is_empty() || request.blank {
        let ids = request.ids.iter();
        return ids.map(|id| row_id(id)).collect();
    }
    let Some((spec, split)) = split_of(desk, &request.document)? else {
        let text = "这种文书不分组，没有印。请改为全部，或一条一条选。";
        return Err(Problem::of_field("not_valid", "groups", text));
    };
    let found = split.rows(office, (spec, &request.document), &request.groups)?;
    if found.is_empty() {
        let (names, label) = (request.groups.join("、"), split.label());
        return Err(Problem::new(
            "nothing_to_print",
            format!("“{names}”没有可印的。请换别的{label}，或改为全部。"),
        ));
    }
    Ok(found)
}

/// Tells what may be chosen for a paper: groups of the village, posts, parts of the pouch; for a
/// list of a township its villages.
pub(crate) fn choices(desk: &Desk, request: AskPaperChoices) -> Result<PaperChoices, Problem> {
    let listed = papers::township::ledger_of_all(&request.document);
    if let Some(spec) = listed.filter(|_| desk.office_kind() == Some(OfficeKind::Town)) {
        let villages =
            |office: &mut Office| papers::township::choices(office, office.spec(spec.name)?);
        return Ok(PaperChoices {
            split: "村".to_owned(),
            groups: desk.with_office(villages)?,
            contents: Vec::new(),
        });
    }
    let split = split_of(desk, &request.document)?;
    let groups = match split {
        Some((spec, split)) => {
            desk.with_office(|office| split.names(office, (spec, &request.document)))?
        }
        None => Vec::new(),
    };
    let contents = if request.document == POUCH {
        papers::pouch::contents(desk)?
    } else {
        Vec::new()
    };
    let contents = contents.into_iter().map(|(name, title)| PouchPart {
        name: name.to_owned(),
        title,
    });
    Ok(PaperChoices {
        split: split.map_or_else(String::new, |(_, split)| split.label().to_owned()),
        groups,
        contents: contents.collect(),
    })
}

fn render(desk: &Desk, document: Document) -> Result<Made, Problem> {
    let fonts = desk.fonts()?;
    let pdf = print::render_by_steps(&document, fonts, desk.steps("正在生成PDF"))?;
    let mut notes = shapeless(fonts, &document.texts().collect::<String>());
    notes.extend(unsettled(&document));
    Ok(Made {
        document,
        pdf,
        notes,
    })
}

/// How often the paper asks to settle something soon: who comes, which way, which number.
fn unsettled(document: &Document) -> Option<String> {
    const URGED: &str = "请尽快";
    let said: String = document.texts().collect();
    let count = said.matches(URGED).count();
    (count > 0)
        .then(|| format!("纸上有{count}处写着“请尽快……”：人、电话或路线还没有定。可以先补上再印。"))
}

/// Characters that the shipped fonts do not draw are named before anybody prints them.
fn shapeless(fonts: &print::Fonts, said: &str) -> Vec<String> {
    let named = |letters: Vec<char>| {
        let letters: Vec<String> = letters.iter().map(|letter| format!("“{letter}”")).collect();
        Some(letters.join("、")).filter(|letters| !letters.is_empty())
    };
    let borrowed = named(fonts.borrowed_letters(said)).map(|letters| {
        format!("字库里没有{letters}，借用本机的字体来印，样子会略有不同，请核对。")
    });
    let missing = named(fonts.missing(said))
        .map(|letters| format!("字库和本机的字体里都没有{letters}，纸上印成“〓”，请手写补上。"));
    borrowed.into_iter().chain(missing).collect()
}
