//! Making papers.

use super::file::saved;
use crate::bridge::file::{Nothing, SavedFile};
use crate::bridge::paper::{DocumentKind, Paper, PrintDocument, SaveDocument};
use crate::desk::Desk;
use crate::office::row_id;
use crate::papers::{self, Order};
use crate::problem::Problem;
use crate::wording::io_problem;
use base64::Engine as _;
use print::documents::Audience;
use print::page::Document;
use std::path::Path;

/// Tells which papers can be printed.
pub(crate) fn documents(_: &Desk, _: Nothing) -> Result<Vec<DocumentKind>, Problem> {
    Ok(papers::kinds())
}

/// Papers that can be printed from one row of a ledger.
pub(crate) fn of_ledger(ledger: &str) -> Vec<String> {
    papers::of_ledger(ledger)
}

/// Makes a paper for the preview: the very bytes that are saved and printed.
pub(crate) fn print(desk: &Desk, request: PrintDocument) -> Result<Paper, Problem> {
    let made = make(desk, &request)?;
    Ok(Paper {
        title: made.document.title.clone(),
        pages: u32::try_from(made.document.pages.len()).unwrap_or(u32::MAX),
        bytes: made.pdf.len() as u64,
        notes: made.notes,
        pdf: base64::engine::general_purpose::STANDARD.encode(&made.pdf),
    })
}

/// Makes a paper and saves it as a file.
pub(crate) fn save(desk: &Desk, request: SaveDocument) -> Result<SavedFile, Problem> {
    let SaveDocument {
        document,
        ids,
        public,
        path,
    } = request;
    let made = make(
        desk,
        &PrintDocument {
            document,
            ids,
            public,
        },
    )?;
    std::fs::write(&path, &made.pdf).map_err(io_problem("write"))?;
    saved(Path::new(&path))
}

/// Makes a paper of all rows and writes it to a file; the demo's way.
pub(crate) fn write(desk: &Desk, document: &str, path: &Path) -> Result<Written, Problem> {
    let made = make(
        desk,
        &PrintDocument {
            document: document.to_owned(),
            ids: Vec::new(),
            public: false,
        },
    )?;
    std::fs::write(path, &made.pdf).map_err(io_problem("write"))?;
    Ok(Written {
        pages: made.document.pages.len(),
        bytes: made.pdf.len(),
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
    };
    let document =
        desk.with_office(|office| papers::lay_out(desk, office, &request.document, &order))?;
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
