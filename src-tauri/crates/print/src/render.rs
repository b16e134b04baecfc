//! From page tree to PDF. The used glyphs of each face are cut out of it, renumbered from 1 and
//! embedded; the characters go in as text, so that what is copied out of the paper is what was put
//! in. The same tree gives the same bytes.

mod glyphs;
mod outline;
mod shapes;
#[cfg(test)]
mod tests;

use crate::fonts::Fonts;
use crate::page::{Document, Gap, Ink, Item, Length, Page, Weight};
use crate::text::spacing::HALF;
use glyphs::CodeMap;
use printpdf::{
    Color, FontId, Greyscale, Mm, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    TextItem, TextMatrix,
};

/// Why a paper could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// The used glyphs could not be cut out of a face.
    #[error("the font cannot be subset")]
    Subset,
    /// The file could not be put together.
    #[error("the file cannot be written")]
    Write,
}

/// Writes the paper as PDF.
pub fn render(document: &Document, fonts: &Fonts) -> Result<Vec<u8>, RenderError> {
    let mut pdf = PdfDocument::new(&document.title);
    let mut embed = |weight| glyphs::embed(document, fonts.face(weight), weight, &mut pdf);
    let maps = Maps {
        regular: embed(Weight::Regular)?,
        bold: embed(Weight::Bold)?,
    };
    pdf.pages = document.pages.iter().map(|of| page(of, &maps)).collect();
    let mut warnings = Vec::new();
    let mut file = printpdf::to_lopdf_doc(&pdf, &PdfSaveOptions::default(), &mut warnings);
    glyphs::attach(maps.regular, &mut file);
    glyphs::attach(maps.bold, &mut file);
    outline::finish(file, document)
}

struct Maps {
    regular: CodeMap,
    bold: CodeMap,
}

impl Maps {
    fn of(&self, weight: Weight) -> &CodeMap {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

fn page(page: &Page, maps: &Maps) -> PdfPage {
    let mut ops = Vec::new();
    for item in &page.items {
        shapes::draw(item, page.size.height, &mut ops);
    }
    texts(page, maps, &mut ops);
    let [width, height] = [page.size.width, page.size.height].map(|length| Mm::from(pt(length)));
    PdfPage::new(width, height, ops)
}

fn texts(page: &Page, maps: &Maps, ops: &mut Vec<Op>) {
    let mut pen = Pen::default();
    ops.push(Op::StartTextSection);
    for item in &page.items {
        let Item::Text {
            x,
            y,
            size,
            weight,
            ink,
            text,
            gaps,
            tracking,
            ..
        } = item
        else {
            continue;
        };
        pen.take(*weight, *size, *ink, ops);
        pen.track(i64::from(*tracking) * i64::from(*size), ops);
        let place = TextMatrix::Translate(pt(*x), pt(page.size.height - y));
        ops.push(Op::SetTextMatrix { matrix: place });
        let items = runs(text, gaps, maps.of(*weight));
        ops.push(Op::ShowText { items });
    }
    ops.push(Op::EndTextSection);
}

/// What was last set, so that it is not set again.
#[derive(Default)]
struct Pen {
    face: Option<(Weight, Length)>,
    ink: Option<Ink>,
    /// In thousandths of a hundredth of a point.
    tracking: i64,
}

impl Pen {
    fn take(&mut self, weight: Weight, size: Length, ink: Ink, ops: &mut Vec<Op>) {
        if self.face.replace((weight, size)) != Some((weight, size)) {
            let font = PdfFontHandle::External(font_id(weight));
            let size = pt(size);
            ops.push(Op::SetFont { font, size });
        }
        if self.ink.replace(ink) != Some(ink) {
            let col = colour(ink);
            ops.push(Op::SetFillColor { col });
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a fraction of a type size")]
    fn track(&mut self, tracking: i64, ops: &mut Vec<Op>) {
        if std::mem::replace(&mut self.tracking, tracking) != tracking {
            let multiplier = tracking as f32 / 100_000.0;
            ops.push(Op::SetCharacterSpacing { multiplier });
        }
    }
}

/// The text cut at its gaps. A gap is a move to the left in the file, hence the sign; half an em
/// less is the narrow form of the mark before it.
fn runs(text: &str, gaps: &[Gap], map: &CodeMap) -> Vec<TextItem> {
    let mut letters = text.chars();
    let mut taken = 0;
    let mut runs = Vec::with_capacity(gaps.len() * 2 + 1);
    for gap in gaps {
        let mut run: String = letters.by_ref().take(gap.after - taken).collect();
        let mark = run.chars().next_back().filter(|_| gap.em == -HALF);
        let behind = match mark.and_then(|mark| map.narrow(mark)) {
            Some(narrow) => {
                run.pop();
                narrow
            }
            None => TextItem::Offset(-thousandths(gap.em)),
        };
        runs.push(TextItem::Text(run));
        runs.push(behind);
        taken = gap.after;
    }
    runs.push(TextItem::Text(letters.collect()));
    runs
}

fn font_id(weight: Weight) -> FontId {
    FontId(match weight {
        Weight::Regular => "Regular".to_owned(),
        Weight::Bold => "Bold".to_owned(),
    })
}

fn colour(ink: Ink) -> Color {
    Color::Greyscale(Greyscale::new(
        match ink {
            Ink::Black => 0.0,
            Ink::White => 1.0,
        },
        None,
    ))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a page is far smaller than 2^24 hundredths of a point"
)]
fn pt(length: Length) -> Pt {
    Pt(length as f32 / 100.0)
}

#[expect(clippy::cast_precision_loss, reason = "a gap is at most a few ems")]
fn thousandths(em: i32) -> f32 {
    em as f32
}
