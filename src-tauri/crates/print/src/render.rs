//! From page tree to PDF. The used glyphs of each face are cut out of it, renumbered from 1 and
//! embedded; the characters go in as text, so that what is copied out of the paper is what was put
//! in. The same tree gives the same bytes.

mod glyphs;
#[cfg(test)]
mod letters;
mod outline;
mod pictures;
mod shapes;
#[cfg(test)]
mod tests;
mod texts;

use crate::fonts::Fonts;
use crate::page::{Document, Ink, Length, Page};
use glyphs::Embedded;
use pictures::Pictures;
use printpdf::{Color, Greyscale, Mm, PdfDocument, PdfPage, PdfSaveOptions, Pt};

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
    let faces = Embedded::of(document, fonts, &mut pdf)?;
    let pictures = Pictures::of(document, &mut pdf);
    let pages = document.pages.iter().map(|of| page(of, &faces, &pictures));
    pdf.pages = pages.collect();
    let mut warnings = Vec::new();
    let mut file = printpdf::to_lopdf_doc(&pdf, &PdfSaveOptions::default(), &mut warnings);
    faces.attach(&mut file);
    outline::finish(file, document)
}

fn page(page: &Page, faces: &Embedded, pictures: &Pictures<'_>) -> PdfPage {
    let mut ops = Vec::new();
    for item in &page.items {
        pictures.draw(item, page.size.height, &mut ops);
        shapes::draw(item, page.size.height, &mut ops);
    }
    texts::draw(page, faces, &mut ops);
    let [width, height] = [page.size.width, page.size.height].map(|length| Mm::from(pt(length)));
    PdfPage::new(width, height, ops)
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
