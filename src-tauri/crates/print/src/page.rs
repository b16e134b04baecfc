//! The page tree: what stands where on which page, as plain data.
//!
//! Every length is a whole number of hundredths of a point, so that a tree is equal to itself on
//! every machine and a snapshot of it is stable. The origin is the upper left corner of the page,
//! `y` grows downwards, and the `y` of a text is its baseline. [`crate::render`] turns a tree into
//! a file; nothing else knows PDF.

mod edges;

use serde::Serialize;
use std::sync::Arc;

/// A length in hundredths of a point (1/7200 inch).
pub type Length = i32;

/// One point.
pub const PT: Length = 100;

/// A length given in millimetres.
pub const fn mm(millimetres: i32) -> Length {
    millimetres * 72_000 / 254
}

/// A printed paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Title shown by the viewer's window.
    pub title: String,
    /// Its pages, in order.
    pub pages: Vec<Page>,
    /// Entries of the viewer's outline, in reading order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bookmarks: Vec<Bookmark>,
}

impl Document {
    /// Every text of the paper, page by page in drawing order; for searching and for
    /// [`crate::Fonts::missing`].
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let items = self.pages.iter().flat_map(|page| &page.items);
        items.filter_map(|item| match item {
            Item::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
    }
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bookmark {
    /// What the reader sees.
    pub title: String,
    /// Page it leads to, from 0.
    pub page: usize,
    /// Entries below it, shown when the reader opens it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub below: Vec<Bookmark>,
}

impl Bookmark {
    /// An entry with nothing below it.
    pub fn new(title: impl Into<String>, page: usize) -> Self {
        Self {
            title: title.into(),
            page,
            below: Vec::new(),
        }
    }

    /// The same with what is below it in a paper that now stands behind so many pages.
    #[must_use]
    pub fn behind(mut self, pages: usize) -> Self {
        self.page += pages;
        let below = self.below.into_iter();
        self.below = below.map(|entry| entry.behind(pages)).collect();
        self
    }
}

/// Width and height of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Size {
    /// From left to right.
    pub width: Length,
    /// From top to bottom.
    pub height: Length,
}

impl Size {
    /// A4 upright, 210 × 297 mm.
    pub const A4: Self = Self {
        width: mm(210),
        height: mm(297),
    };
    /// A3 on its side, 420 × 297 mm.
    pub const A3_LANDSCAPE: Self = Self {
        width: mm(420),
        height: mm(297),
    };
    /// A4 on its side.
    pub const A4_LANDSCAPE: Self = Self {
        width: mm(297),
        height: mm(210),
    };
}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Paper size.
    pub size: Size,
    /// What is drawn: shapes first, then texts, each in this order.
    pub items: Vec<Item>,
}

/// Thickness of strokes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Body text.
    Regular,
    /// Headings, names, warnings.
    Bold,
}

/// Kind of letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// 黑体: cards, lists, headings.
    #[default]
    Sans,
    /// 仿宋 or 宋体: the text of formal papers.
    Serif,
    /// 楷体: the headings of the second order in formal papers.
    Script,
    /// 小标宋: the titles of formal papers.
    Title,
}

impl Family {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes a reference"
    )]
    fn is_sans(&self) -> bool {
        *self == Self::Sans
    }
}

/// The only two inks of a mono laser printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ink {
    /// Toner.
    Black,
    /// Bare paper, on a black ground.
    White,
}

/// How a closed shape is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Paint {
    /// Solid black.
    Fill,
    /// Solid white, cut out of a black ground.
    Blank,
    /// An outline of this thickness, drawn inside and outside the edge alike.
    Stroke(Length),
}

/// A space added (or, if negative, taken away) behind a character of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// How many characters of the text stand before it.
    pub after: usize,
    /// Its width in thousandths of the type size.
    pub em: i32,
}

/// Something drawn on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "item")]
pub enum Item {
    /// One line of text in one face and size.
    Text {
        /// Left edge.
        x: Length,
        /// Baseline.
        y: Length,
        /// Type size.
        size: Length,
        /// Kind of letters.
        #[serde(skip_serializing_if = "Family::is_sans")]
        family: Family,
        /// Thickness of its strokes.
        weight: Weight,
        /// Ink.
        ink: Ink,
        /// The characters, exactly as they were given.
        text: String,
        /// Spaces between them other than the face's own.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        gaps: Vec<Gap>,
        /// Space behind every character but the last, in thousandths of the type size.
        #[serde(skip_serializing_if = "is_zero")]
        tracking: i32,
        /// Width of the visible line.
        width: Length,
    },
    /// A straight rule.
    Line {
        /// One end.
        x: Length,
        /// One end.
        y: Length,
        /// The other end.
        to_x: Length,
        /// The other end.
        to_y: Length,
        /// Thickness.
        thickness: Length,
    },
    /// A rectangle.
    Rect {
        /// Left edge.
        x: Length,
        /// Upper edge.
        y: Length,
        /// From left to right.
        width: Length,
        /// From top to bottom.
        height: Length,
        /// Solid or outlined.
        paint: Paint,
    },
    /// A circle.
    Circle {
        /// Centre.
        x: Length,
        /// Centre.
        y: Length,
        /// Radius.
        radius: Length,
        /// Solid or outlined.
        paint: Paint,
    },
    /// A closed shape of straight edges.
    Polygon {
        /// Its corners, across and down.
        corners: Vec<(Length, Length)>,
        /// Solid, blank or outlined.
        paint: Paint,
    },
    /// A square of black and white modules.
    Qr {
        /// Left edge, without the quiet zone.
        x: Length,
        /// Upper edge, without the quiet zone.
        y: Length,
        /// Length of a side.
        side: Length,
        /// Rows of modules, `#` for black.
        rows: Vec<String>,
    },
    /// A picture, below every other shape of its page that comes later.
    Picture {
        /// Left edge.
        x: Length,
        /// Upper edge.
        y: Length,
        /// From left to right.
        width: Length,
        /// From top to bottom.
        height: Length,
        /// What is shown.
        picture: Picture,
    },
}

/// A JPEG in colour, as it goes into the file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Picture {
    /// Its bytes.
    pub jpeg: Arc<[u8]>,
    /// Its width in dots.
    pub across: u32,
    /// Its height in dots.
    pub down: u32,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{}×{}, {} bytes",
            self.across,
            self.down,
            self.jpeg.len()
        )
    }
}

/// A tree tells of a picture only how large it is.
impl Serialize for Picture {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(number: &i32) -> bool {
    *number == 0
}

impl Item {
    /// The same item further to the right and further down.
    pub fn shifted(mut self, right: Length, down: Length) -> Self {
        match &mut self {
            Self::Text { x, y, .. }
            | Self::Rect { x, y, .. }
            | Self::Circle { x, y, .. }
            | Self::Qr { x, y, .. }
            | Self::Picture { x, y, .. } => {
                *x += right;
                *y += down;
            }
            Self::Line {
                x, y, to_x, to_y, ..
            } => {
                *x += right;
                *to_x += right;
                *y += down;
                *to_y += down;
            }
            Self::Polygon { corners, .. } => {
                for (x, y) in corners {
                    *x += right;
                    *y += down;
                }
            }
        }
        self
    }
}
