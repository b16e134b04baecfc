//! Cuts the used glyphs out of a face and hands them to the file with their widths.
//!
//! Every character gets a code of its own, also where the face draws two characters with one glyph
//! (· and •), and a map in the file leads from the codes to the glyphs. So the text comes back out
//! of the file exactly as it went in. A mark pressed against its neighbour has a second, narrow
//! code: a step back instead would look to an extractor like the end of a line.

use super::{RenderError, font_id};
use crate::fonts::Face;
use crate::page::{Document, Item, Weight};
use crate::text::spacing::{HALF, is_mark};
use lopdf::{Object, Stream, dictionary};
use printpdf::{Codepoint, FontMetrics, ParsedFont, PdfDocument, PdfFont, TextItem};
use std::collections::{BTreeMap, BTreeSet};
use subsetter::GlyphRemapper;

/// A subset's name begins with six capitals and a plus sign (ISO 32000-1 §9.6.4).
const SUBSET_TAG: &str = "YIZHAN";

/// Leads from the codes of an embedded face to its glyphs.
#[derive(Default)]
pub(super) struct CodeMap {
    font: String,
    /// Codes of marks that advance by half an em.
    narrow: BTreeMap<char, u16>,
    /// Two bytes per code, from code 0 on.
    glyphs: Vec<u8>,
}

/// Embeds the part of a face that the paper uses. A character the face lacks is drawn as its
/// empty box.
pub(super) fn embed(
    document: &Document,
    face: &Face,
    weight: Weight,
    pdf: &mut PdfDocument,
) -> Result<CodeMap, RenderError> {
    let mut numbers = GlyphRemapper::new();
    let mut codes = BTreeMap::new();
    let mut widths = BTreeMap::new();
    let mut map = CodeMap {
        font: format!("{SUBSET_TAG}+{}", face.name),
        glyphs: vec![0, 0],
        ..CodeMap::default()
    };
    let letters = letters(document, weight);
    let marks = letters.iter().filter(|letter| is_mark(**letter));
    let narrow = marks.map(|letter| (*letter, HALF, Advance::Half));
    let whole = letters
        .iter()
        .map(|letter| (*letter, face.advance(*letter), Advance::Whole));
    for ((letter, width, advance), code) in whole.chain(narrow).zip(1..) {
        let number = face
            .glyph(letter)
            .map_or(0, |glyph| numbers.remap(glyph.id));
        map.glyphs.extend(number.to_be_bytes());
        widths.insert(code, u16::try_from(width).unwrap_or(0));
        match advance {
            Advance::Whole => codes.insert(u32::from(letter), code),
            Advance::Half => map.narrow.insert(letter, code),
        };
    }
    let bytes = subsetter::subset(&face.bytes, 0, &numbers).map_err(|_| RenderError::Subset)?;
    let metrics = FontMetrics {
        ascent: face.metrics.ascent,
        descent: face.metrics.descent,
    };
    let name = Some(map.font.clone());
    let mut subset = ParsedFont::with_glyph_data(bytes, 0, name, codes, widths, 1000, metrics);
    let about = &mut subset.pdf_font_metrics;
    [about.x_min, about.y_min, about.x_max, about.y_max] = face.metrics.bounds;
    about.us_weight_class = face.metrics.boldness;
    let fonts = &mut pdf.resources.fonts.map;
    fonts.insert(font_id(weight), PdfFont::new(subset));
    Ok(map)
}

/// How far the pen moves behind a character.
enum Advance {
    Whole,
    Half,
}

impl CodeMap {
    /// The mark with half an em of advance, as an item of a line.
    pub(super) fn narrow(&self, mark: char) -> Option<TextItem> {
        let code = self.narrow.get(&mark)?;
        let glyph = Codepoint::with_cid(*code, 0.0, mark.to_string());
        Some(TextItem::GlyphIds(vec![glyph]))
    }
}

fn letters(document: &Document, wanted: Weight) -> BTreeSet<char> {
    let items = document.pages.iter().flat_map(|page| &page.items);
    let texts = items.filter_map(|item| match item {
        Item::Text { text, weight, .. } if *weight == wanted => Some(text),
        _ => None,
    });
    texts.flat_map(|text| text.chars()).collect()
}

/// Puts the map beside its face, in place of the identity that printpdf writes.
pub(super) fn attach(map: CodeMap, file: &mut lopdf::Document) {
    let stream = file.add_object(Stream::new(dictionary! {}, map.glyphs));
    let objects = file.objects.values_mut();
    let fonts = objects.filter_map(|object| object.as_dict_mut().ok());
    for font in fonts.filter(|font| is_named(font, &map.font)) {
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

fn is_named(font: &lopdf::Dictionary, name: &str) -> bool {
    let found = font.get(b"BaseFont").and_then(Object::as_name);
    found.is_ok_and(|found| found == name.as_bytes())
}
