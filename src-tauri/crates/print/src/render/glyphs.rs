//! Cuts the used glyphs out of the faces and hands them to the file with their widths.
//!
//! Every character gets a code of its own, also where a face draws two characters with one glyph
//! (· and •), and a map in the file leads from the codes to the glyphs. So the text comes back out
//! of the file exactly as it went in. A mark pressed against its neighbour has a second, narrow
//! code: a step back instead would look to an extractor like the end of a line. In compact
//! outlines, which only a machine's own font has, the code is the glyph's number.

use super::RenderError;
use crate::fonts::{Face, Fonts, Glyph, Outlines};
use crate::page::{Document, Family, Item, Weight};
use crate::text::spacing::{HALF, is_mark};
use lopdf::{Object, Stream, dictionary};
use printpdf::{Codepoint, FontId, FontMetrics, ParsedFont, PdfDocument, PdfFont, TextItem};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use subsetter::GlyphRemapper;

/// A subset's name begins with six capitals and a plus sign (ISO 32000-1 §9.6.4).
const SUBSET_TAG: &str = "YIZHAN";

/// A letter in a style.
type Styled = (Family, Weight, char);

/// The faces of a paper, and which of them draws what.
pub(super) struct Embedded {
    faces: Vec<CodeMap>,
    drawn_by: BTreeMap<Styled, usize>,
}

/// Leads from the codes of an embedded face to its glyphs.
pub(super) struct CodeMap {
    pub(super) id: FontId,
    name: String,
    /// Codes of marks that advance by half an em.
    narrow: BTreeMap<char, u16>,
    /// Two bytes per code, from code 0 on; none where a code is the glyph's number.
    glyphs: Option<Vec<u8>>,
}

/// What a paper uses of one face.
struct Used {
    face: Arc<Face>,
    letters: BTreeMap<char, Option<Glyph>>,
}

impl Embedded {
    /// Embeds the parts of the faces that the paper uses.
    pub(super) fn of(
        document: &Document,
        fonts: &Fonts,
        pdf: &mut PdfDocument,
    ) -> Result<Self, RenderError> {
        let mut used: Vec<Used> = Vec::new();
        let mut drawn_by = BTreeMap::new();
        for (family, weight, letter) in letters(document) {
            let (face, glyph) = fonts.drawn((family, weight), letter);
            let known = used.iter().position(|used| Arc::ptr_eq(&used.face, &face));
            let at = known.unwrap_or(used.len());
            if known.is_none() {
                let letters = BTreeMap::new();
                used.push(Used { face, letters });
            }
            if let Some(used) = used.get_mut(at) {
                used.letters.insert(letter, glyph);
            }
            drawn_by.insert((family, weight, letter), at);
        }
        let faces = used.iter().map(|used| embed(used, pdf));
        let faces = faces.collect::<Result<_, _>>()?;
        Ok(Self { faces, drawn_by })
    }

    /// Place of the face that draws a letter.
    pub(super) fn place(&self, letter: Styled) -> usize {
        self.drawn_by.get(&letter).copied().unwrap_or(0)
    }

    pub(super) fn face(&self, place: usize) -> Option<&CodeMap> {
        self.faces.get(place)
    }

    /// Puts the maps beside their faces, in place of the identity that printpdf writes.
    pub(super) fn attach(self, file: &mut lopdf::Document) {
        for map in self.faces {
            map.attach(file);
        }
    }
}

fn letters(document: &Document) -> BTreeSet<Styled> {
    let items = document.pages.iter().flat_map(|page| &page.items);
    let texts = items.filter_map(|item| match item {
        Item::Text {
            text,
            family,
            weight,
            ..
        } => Some((text, *family, *weight)),
        _ => None,
    });
    let letters = texts.flat_map(|(text, family, weight)| {
        let letters = text.chars();
        letters.map(move |letter| (family, weight, letter))
    });
    letters.collect()
}

/// How far the pen moves behind a character.
#[derive(Clone, Copy)]
enum Advance {
    Whole,
    Half,
}

fn embed(used: &Used, pdf: &mut PdfDocument) -> Result<CodeMap, RenderError> {
    let face = &used.face;
    let mut numbers = GlyphRemapper::new();
    let mut codes = BTreeMap::new();
    let mut widths = BTreeMap::new();
    let mut map = CodeMap {
        id: FontId(face.name.clone()),
        name: format!("{SUBSET_TAG}+{}", face.name),
        narrow: BTreeMap::new(),
        glyphs: (face.outlines == Outlines::TrueType).then(|| vec![0, 0]),
    };
    let marks = used.letters.iter().filter(|(letter, _)| is_mark(**letter));
    let marks = marks.filter(|_| face.outlines == Outlines::TrueType);
    let narrow = marks.map(|(letter, glyph)| (*letter, *glyph, Advance::Half));
    let whole = used.letters.iter();
    let whole = whole.map(|(letter, glyph)| (*letter, *glyph, Advance::Whole));
    for ((letter, glyph, advance), next) in whole.chain(narrow).zip(1..) {
        let number = glyph.map_or(0, |glyph| numbers.remap(glyph.id));
        let code = match &mut map.glyphs {
            Some(glyphs) => {
                glyphs.extend(number.to_be_bytes());
                next
            }
            None => number,
        };
        let width = match advance {
            Advance::Whole => glyph.map_or(HALF, |glyph| glyph.advance),
            Advance::Half => HALF,
        };
        widths.insert(code, u16::try_from(width).unwrap_or(0));
        match advance {
            Advance::Whole => codes.insert(u32::from(letter), code),
            Advance::Half => map.narrow.insert(letter, code),
        };
    }
    let bytes = subsetter::subset(&face.bytes, face.index, &numbers);
    let bytes = bytes.map_err(|_| RenderError::Subset)?;
    let metrics = FontMetrics {
        ascent: face.metrics.ascent,
        descent: face.metrics.descent,
    };
    let name = Some(map.name.clone());
    let mut subset = ParsedFont::with_glyph_data(bytes, 0, name, codes, widths, 1000, metrics);
    let about = &mut subset.pdf_font_metrics;
    [about.x_min, about.y_min, about.x_max, about.y_max] = face.metrics.bounds;
    about.us_weight_class = face.metrics.boldness;
    let fonts = &mut pdf.resources.fonts.map;
    fonts.insert(map.id.clone(), PdfFont::new(subset));
    Ok(map)
}

impl CodeMap {
    /// The mark with half an em of advance, as an item of a line.
    pub(super) fn narrow(&self, mark: char) -> Option<TextItem> {
        let code = self.narrow.get(&mark)?;
        let glyph = Codepoint::with_cid(*code, 0.0, mark.to_string());
        Some(TextItem::GlyphIds(vec![glyph]))
    }

    fn attach(self, file: &mut lopdf::Document) {
        let Some(glyphs) = self.glyphs else { return };
        let stream = file.add_object(Stream::new(dictionary! {}, glyphs));
        let objects = file.objects.values_mut();
        let fonts = objects.filter_map(|object| object.as_dict_mut().ok());
        for font in fonts.filter(|font| is_named(font, &self.name)) {
            let parts = font
                .get_mut(b"DescendantFonts")
                .and_then(Object::as_array_mut);
            for part in parts.into_iter().flatten() {
                if let Ok(part) = part.as_dict_mut() {
                    part.set("CIDToGIDMap", stream);
                }
            }
        }
    }
}

fn is_named(font: &lopdf::Dictionary, name: &str) -> bool {
    let found = font.get(b"BaseFont").and_then(Object::as_name);
    found.is_ok_and(|found| found == name.as_bytes())
}
