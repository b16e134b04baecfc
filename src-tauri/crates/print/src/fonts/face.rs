//! One face: its bytes, and the number and width of every glyph, tabled once.

use super::FontError;
use std::path::Path;
use ttf_parser::cmap::{Format, Subtable};
use ttf_parser::{Face as Tables, GlyphId};

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

/// In which of the two ways a face draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outlines {
    /// The table `glyf`.
    TrueType,
    /// The table `CFF `, in which a file addresses glyphs by their number alone.
    Compact,
}

/// One face.
#[derive(Debug)]
pub(crate) struct Face {
    /// Fit for a file: letters, digits and hyphens.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// Place in a collection.
    pub(crate) index: u32,
    pub(crate) outlines: Outlines,
    pub(crate) metrics: Metrics,
    /// Sorted by character.
    glyphs: Vec<(char, Glyph)>,
}

impl Face {
    /// The face of a file, the one at `index` where it holds several.
    pub(super) fn load(path: &Path, index: u32) -> Result<Self, FontError> {
        let bytes = std::fs::read(path).map_err(|source| FontError::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::read(path, bytes, index).ok_or_else(|| FontError::Unusable {
            path: path.to_owned(),
        })
    }

    fn read(path: &Path, bytes: Vec<u8>, index: u32) -> Option<Self> {
        let tables = Tables::parse(&bytes, index).ok()?;
        let scale = Scale(i32::from(tables.units_per_em()));
        let bounds = tables.global_bounding_box();
        let metrics = Metrics {
            ascent: scale.short(tables.ascender()),
            descent: scale.short(tables.descender()),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
                .map(|edge| scale.short(edge)),
            boldness: tables.weight().to_number(),
        };
        let outlines = match (tables.tables().glyf, tables.tables().cff) {
            (Some(_), _) => Outlines::TrueType,
            (None, Some(_)) => Outlines::Compact,
            (None, None) => return None,
        };
        let glyphs = glyph_table(&tables, scale)?;
        Some(Self {
            name: name(path, index),
            bytes,
            index,
            outlines,
            metrics,
            glyphs,
        })
    }

    pub(crate) fn glyph(&self, letter: char) -> Option<Glyph> {
        let place = self.glyphs.binary_search_by_key(&letter, |entry| entry.0);
        place.ok().and_then(|at| self.glyphs.get(at)).map(|e| e.1)
    }

    /// Every character it draws.
    #[cfg(test)]
    pub(crate) fn letters(&self) -> impl Iterator<Item = char> {
        self.glyphs.iter().map(|entry| entry.0)
    }
}

/// The file's name without its ending, and the place in a collection.
fn name(path: &Path, index: u32) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy());
    let is_kept = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
    let kept: String = stem
        .iter()
        .flat_map(|stem| stem.chars())
        .filter(is_kept)
        .collect();
    match index {
        0 => kept,
        index => format!("{kept}-{index}"),
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
