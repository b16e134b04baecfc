//! The faces papers are set in. Shipped are Noto Sans SC for cards and lists and Noto Serif SC for
//! formal papers, read from a folder given at run time; where the machine has 仿宋, 楷体 and
//! 小标宋, formal papers are set in these. Widths and glyph numbers are tabled once per face; the files'
//! bytes are kept, because [`crate::render`] cuts the used glyphs out of them.
//!
//! Invariant: no character is drawn as an empty box. One that its face lacks is taken from another
//! shipped face, then from the machine's fonts; one that nobody draws stands as 〓, the printers'
//! mark for a missing character, and both kinds can be named before printing.

mod face;
mod machine;
#[cfg(test)]
mod tests;

pub(crate) use face::{Face, Glyph, Outlines};

use crate::page::{Family, Weight};
use machine::Machine;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// File name of the face for body text.
pub const REGULAR: &str = "NotoSansSC-Regular.ttf";
/// File name of the face for headings.
pub const BOLD: &str = "NotoSansSC-Bold.ttf";
/// File name of the face for the text of formal papers.
pub const SERIF_REGULAR: &str = "NotoSerifSC-Regular.ttf";
/// File name of the face for the titles of formal papers.
pub const SERIF_BOLD: &str = "NotoSerifSC-Bold.ttf";

/// Stands for a character that no face draws.
const MISSING: char = '〓';

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
    /// A file is not a font that may be cut and embedded.
    #[error("not a usable font: {path}")]
    Unusable {
        /// The file.
        path: PathBuf,
    },
}

/// A face that is read when the first paper needs it.
type Later = OnceLock<Option<Arc<Face>>>;

/// The faces of all papers.
#[derive(Debug)]
pub struct Fonts {
    folder: PathBuf,
    regular: Arc<Face>,
    bold: Arc<Face>,
    serif_regular: Later,
    serif_bold: Later,
    installed_text: Later,
    installed_script: Later,
    installed_title: Later,
    machine: Option<Machine>,
}

impl Fonts {
    /// The shipped faces of a folder. The serif ones, needed by few papers, are only looked for.
    pub fn load(folder: &Path) -> Result<Self, FontError> {
        let shipped = |file| Face::load(&folder.join(file), 0).map(Arc::new);
        let (regular, bold) = (shipped(REGULAR)?, shipped(BOLD)?);
        for file in [SERIF_REGULAR, SERIF_BOLD] {
            let path = folder.join(file);
            if let Err(source) = std::fs::metadata(&path) {
                return Err(FontError::Read { path, source });
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
            regular,
            bold,
            serif_regular: OnceLock::new(),
            serif_bold: OnceLock::new(),
            installed_text: OnceLock::new(),
            installed_script: OnceLock::new(),
            installed_title: OnceLock::new(),
            machine: None,
        })
    }

    /// With the fonts of this machine beside them.
    #[must_use]
    pub fn with_machine(self) -> Self {
        self.with_folders(machine::folders())
    }

    /// With the fonts of these folders beside them.
    #[must_use]
    pub fn with_folders(mut self, folders: Vec<PathBuf>) -> Self {
        self.machine = Some(Machine::new(folders));
        self
    }

    /// Characters that no font draws, neither a shipped one nor one of the machine, each once, in
    /// order of appearance.
    pub fn missing(&self, text: &str) -> Vec<char> {
        self.unusual(text, |letter| self.borrowed(letter).is_none())
    }

    /// Characters that are drawn from the machine's fonts because no shipped one has them.
    pub fn borrowed_letters(&self, text: &str) -> Vec<char> {
        self.unusual(text, |letter| self.borrowed(letter).is_some())
    }

    fn unusual(&self, text: &str, is_meant: impl Fn(char) -> bool) -> Vec<char> {
        let mut found = Vec::new();
        for letter in text.chars().filter(|letter| !letter.is_control()) {
            let is_shipped = || self.shipped(Weight::Regular, letter).is_some();
            if !found.contains(&letter) && !is_shipped() && is_meant(letter) {
                found.push(letter);
            }
        }
        found
    }

    /// What draws most characters of a style.
    pub(crate) fn face(&self, family: Family, weight: Weight) -> &Arc<Face> {
        match (family, weight) {
            (Family::Sans, _) => self.sans(weight),
            (Family::Serif, Weight::Regular) => {
                self.of_machine(&self.installed_text, machine::TEXT_FACES, weight)
            }
            (Family::Serif, Weight::Bold) => self.serif(weight),
            (Family::Script, _) => {
                self.of_machine(&self.installed_script, machine::SCRIPT_FACES, Weight::Bold)
            }
            (Family::Title, _) => {
                self.of_machine(&self.installed_title, machine::TITLE_FACES, Weight::Bold)
            }
        }
    }

    /// What draws this character in a style, and how. 〓 stands for what nobody draws.
    pub(crate) fn drawn(&self, (family, weight): (Family, Weight), letter: char) -> Drawn {
        let face = self.face(family, weight);
        let own = face.glyph(letter).map(|glyph| (face.clone(), glyph));
        let serif = || match family {
            Family::Sans => None,
            Family::Serif | Family::Script | Family::Title => in_face(self.serif(weight), letter),
        };
        let found = own
            .or_else(serif)
            .or_else(|| self.shipped(weight, letter))
            .or_else(|| self.borrowed(letter));
        found
            .or_else(|| in_face(self.sans(weight), MISSING))
            .map_or_else(|| (face.clone(), None), |(face, glyph)| (face, Some(glyph)))
    }

    fn shipped(&self, weight: Weight, letter: char) -> Option<(Arc<Face>, Glyph)> {
        in_face(self.sans(weight), letter).or_else(|| in_face(self.serif(weight), letter))
    }

    fn borrowed(&self, letter: char) -> Option<(Arc<Face>, Glyph)> {
        self.machine.as_ref()?.drawing(letter)
    }

    fn sans(&self, weight: Weight) -> &Arc<Face> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// The shipped serif face; a file that was spoilt is no reason not to print.
    fn serif(&self, weight: Weight) -> &Arc<Face> {
        let (face, file) = match weight {
            Weight::Regular => (&self.serif_regular, SERIF_REGULAR),
            Weight::Bold => (&self.serif_bold, SERIF_BOLD),
        };
        let load = || Face::load(&self.folder.join(file), 0).ok().map(Arc::new);
        let face = face.get_or_init(load);
        face.as_ref().unwrap_or_else(|| self.sans(weight))
    }

    fn of_machine<'a>(&'a self, face: &'a Later, names: &[&str], weight: Weight) -> &'a Arc<Face> {
        let find = || self.machine.as_ref()?.named(names);
        let face = face.get_or_init(find).as_ref();
        face.unwrap_or_else(|| self.serif(weight))
    }
}

/// A face, and the glyph in it; without one, its empty box.
pub(crate) type Drawn = (Arc<Face>, Option<Glyph>);

fn in_face(face: &Arc<Face>, letter: char) -> Option<(Arc<Face>, Glyph)> {
    face.glyph(letter).map(|glyph| (face.clone(), glyph))
}
