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
    render_by_steps(document, fonts, |_, _| Ok(()))
}

/// The same, telling `step` again and again how much of how much is done; an error from there ends
/// the work.
pub fn render_by_steps<E: From<RenderError>>(
    document: &Document,
    fonts: &Fonts,
    mut step: impl FnMut(usize, usize) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let pages = document.pages.len();
    let mut pdf = PdfDocument::new(&document.title);
    let faces = Embedded::of(document, fonts, &mut pdf)?;
    let pictures = Pictures::of(document, &mut pdf);
    for (done, of) in document.pages.iter().enumerate() {
        step(done, 2 * pages)?;
        pdf.pages.push(page(of, &faces, &pictures));
    }
    let mut warnings = Vec::new();
    let mut file = printpdf::to_lopdf_doc(&pdf, &PdfSaveOptions::default(), &mut warnings);
    faces.attach(&mut file);
    outline::finish(&mut file, document)?;
    let streams = file.objects.len().max(1);
    for (at, object) in file.objects.values_mut().enumerate() {
        step(pages + at * pages / streams, 2 * pages)?;
        let stream = object.as_stream_mut().ok();
        if let Some(stream) = stream.filter(|stream| stream.allows_compression) {
            // What cannot be made smaller stays as large as it is.
            let _ = stream.compress();
        }
    }
    Ok(written(file)?)
}

fn written(mut file: lopdf::Document) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::new();
    // Readers count objects by the highest number; what was taken out above it is counted no more.
    file.max_id = file
        .objects
        .keys()
        .map(|(number, _)| *number)
        .max()
        .unwrap_or(0);
    file.save_to(&mut bytes).map_err(|_| RenderError::Write)?;
    Ok(bytes)
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
