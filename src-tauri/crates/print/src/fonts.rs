//! The two faces every paper is set in, Noto Sans SC Regular and Bold, read from a folder given at
//! run time. Widths and glyph numbers are tabled once per load; the files' bytes are kept, because
//! [`crate::render`] cuts the used glyphs out of them.

#[cfg(test)]
mod tests;

use crate::page::Weight;
use std::path::{Path, PathBuf};
use ttf_parser::cmap::{Format, Subtable};
use ttf_parser::{Face as Tables, GlyphId};

/// File name of the face for body text.
pub const REGULAR: &str = "NotoSansSC-Regular.ttf";
/// File name of the face for headings.
pub const BOLD: &str = "NotoSansSC-Bold.ttf";

/// Why the faces cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// A font file could not be read.
    #[error("cannot read font {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not a TrueType font that may be cut and embedded.
    #[error("not a usable font: {path}")]
    Unusable {
        /// The file.
        path: PathBuf,
    },
}

/// Glyph number and advance width of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    /// In thousandths of the type size.
    pub(crate) advance: i32,
}

/// What the file format asks about a face as a whole, in thousandths of the type size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Metrics {
    pub(crate) ascent: i16,
    pub(crate) descent: i16,
    pub(crate) bounds: [i16; 4],
    pub(crate) boldness: u16,
}

/// One face.
#[derive(Debug)]
pub(crate) struct Face {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
    pub(crate) metrics: Metrics,
    /// Sorted by character.
    glyphs: Vec<(char, Glyph)>,
}

impl Face {
    fn load(folder: &Path, file: &'static str) -> Result<Self, FontError> {
        let path = folder.join(file);
        let bytes = std::fs::read(&path).map_err(|source| FontError::Read {
            path: path.clone(),
            source,
        })?;
        Self::read(file.trim_end_matches(".ttf"), bytes).ok_or(FontError::Unusable { path })
    }

    fn read(name: &'static str, bytes: Vec<u8>) -> Option<Self> {
        let tables = Tables::parse(&bytes, 0).ok()?;
        let scale = Scale(i32::from(tables.units_per_em()));
        let bounds = tables.global_bounding_box();
        let metrics = Metrics {
            ascent: scale.short(tables.ascender()),
            descent: scale.short(tables.descender()),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
                .map(|edge| scale.short(edge)),
            boldness: tables.weight().to_number(),
        };
        let glyphs = glyph_table(&tables, scale)?;
        Some(Self {
            name,
            bytes,
            metrics,
            glyphs,
        })
    }

    pub(crate) fn glyph(&self, letter: char) -> Option<Glyph> {
        let place = self.glyphs.binary_search_by_key(&letter, |entry| entry.0);
        place.ok().and_then(|at| self.glyphs.get(at)).map(|e| e.1)
    }

    /// Advance width in thousandths of the type size; a character without a glyph is drawn as an
    /// empty box as wide as an ideograph.
    pub(crate) fn advance(&self, letter: char) -> i32 {
        self.glyph(letter).map_or(1000, |glyph| glyph.advance)
    }
}

#[derive(Clone, Copy)]
struct Scale(i32);

impl Scale {
    fn thousandths(self, units: i32) -> i32 {
        units * 1000 / self.0.max(1)
    }

    fn short(self, units: i16) -> i16 {
        i16::try_from(self.thousandths(i32::from(units))).unwrap_or(units)
    }
}

fn glyph_table(tables: &Tables<'_>, scale: Scale) -> Option<Vec<(char, Glyph)>> {
    let subtables = tables.tables().cmap?.subtables.into_iter();
    // The segmented table also holds the characters beyond U+FFFF.
    let is_whole = |table: &Subtable<'_>| matches!(table.format, Format::SegmentedCoverage(_));
    let characters = subtables
        .filter(Subtable::is_unicode)
        .max_by_key(is_whole)?;
    let mut glyphs = Vec::with_capacity(usize::from(tables.number_of_glyphs()));
    characters.codepoints(|code| {
        let letter = char::from_u32(code);
        let id = characters.glyph_index(code).filter(|id| *id != GlyphId(0));
        if let (Some(letter), Some(id)) = (letter, id) {
            let advance = i32::from(tables.glyph_hor_advance(id).unwrap_or(0));
            let advance = scale.thousandths(advance);
            glyphs.push((letter, Glyph { id: id.0, advance }));
        }
    });
    glyphs.sort_unstable_by_key(|entry| entry.0);
    (!glyphs.is_empty()).then_some(glyphs)
}

/// The faces of all papers.
#[derive(Debug)]
pub struct Fonts {
    regular: Face,
    bold: Face,
}

impl Fonts {
    /// Reads [`REGULAR`] and [`BOLD`] from a folder.
    pub fn load(folder: &Path) -> Result<Self, FontError> {
        Ok(Self {
            regular: Face::load(folder, REGULAR)?,
            bold: Face::load(folder, BOLD)?,
        })
    }

    /// Characters that would print as an empty box, each once, in order of appearance.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for letter in text.chars().filter(|letter| !letter.is_control()) {
            let is_drawn = self.regular.glyph(letter).is_some();
            if !is_drawn && !missing.contains(&letter) {
                missing.push(letter);
            }
        }
        missing
    }

    pub(crate) fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}
