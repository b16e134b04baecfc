//! Lines of text: faces, inks and spaces, set only where they change.

use super::glyphs::{CodeMap, Embedded};
use super::{colour, pt};
use crate::page::{Family, Gap, Ink, Item, Length, Page, Weight};
use crate::text::spacing::HALF;
use printpdf::{Op, PdfFontHandle, TextItem, TextMatrix};

/// Writes the texts of a page.
pub(super) fn draw(page: &Page, faces: &Embedded, ops: &mut Vec<Op>) {
    let mut pen = Pen::default();
    ops.push(Op::StartTextSection);
    for item in &page.items {
        let Item::Text {
            x,
            y,
            size,
            family,
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
        pen.colour(*ink, ops);
        pen.track(i64::from(*tracking) * i64::from(*size), ops);
        let place = TextMatrix::Translate(pt(*x), pt(page.size.height - y));
        ops.push(Op::SetTextMatrix { matrix: place });
        for run in runs(text, gaps, (*family, *weight), faces) {
            if let Some(face) = faces.face(run.face) {
                pen.take(run.face, *size, face, ops);
                let items = items(run.letters, face);
                ops.push(Op::ShowText { items });
            }
        }
    }
    ops.push(Op::EndTextSection);
}

/// What was last set, so that it is not set again.
#[derive(Default)]
struct Pen {
    face: Option<(usize, Length)>,
    ink: Option<Ink>,
    /// In thousandths of a hundredth of a point.
    tracking: i64,
}

impl Pen {
    fn take(&mut self, place: usize, size: Length, face: &CodeMap, ops: &mut Vec<Op>) {
        if self.face.replace((place, size)) != Some((place, size)) {
            let font = PdfFontHandle::External(face.id.clone());
            let size = pt(size);
            ops.push(Op::SetFont { font, size });
        }
    }

    fn colour(&mut self, ink: Ink, ops: &mut Vec<Op>) {
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

/// A part of a line that one face draws, each character with the gap behind it.
struct Run {
    face: usize,
    letters: Vec<(char, i32)>,
}

fn runs(text: &str, gaps: &[Gap], style: (Family, Weight), faces: &Embedded) -> Vec<Run> {
    let mut gaps = gaps.iter().peekable();
    let mut runs: Vec<Run> = Vec::new();
    for (letter, taken) in text.chars().zip(1..) {
        let gap = gaps.next_if(|gap| gap.after == taken);
        let letter = (letter, gap.map_or(0, |gap| gap.em));
        let face = faces.place((style.0, style.1, letter.0));
        match runs.last_mut().filter(|run| run.face == face) {
            Some(run) => run.letters.push(letter),
            None => runs.push(Run {
                face,
                letters: vec![letter],
            }),
        }
    }
    runs
}

/// The letters cut at their gaps. A gap is a move to the left in the file, hence the sign; half an
/// em less is the narrow form of the mark before it.
fn items(letters: Vec<(char, i32)>, face: &CodeMap) -> Vec<TextItem> {
    let mut items = Vec::new();
    let mut text = String::new();
    for (letter, gap) in letters {
        let narrow = Some(letter).filter(|_| gap == -HALF);
        let mut behind = narrow.and_then(|mark| face.narrow(mark));
        if behind.is_none() {
            text.push(letter);
            behind = (gap != 0).then(|| TextItem::Offset(-thousandths(gap)));
        }
        if let Some(behind) = behind {
            items.push(TextItem::Text(std::mem::take(&mut text)));
            items.push(behind);
        }
    }
    items.push(TextItem::Text(text));
    items
}

#[expect(clippy::cast_precision_loss, reason = "a gap is at most a few ems")]
fn thousandths(em: i32) -> f32 {
    em as f32
}
