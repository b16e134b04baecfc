//! What a page leaves free: the margins of a working paper, or the type area that GB/T 9704-2012
//! gives official documents, and where page numbers stand.

use crate::page::{Family, Length, PT, Size, mm};
use crate::text::Style;

/// How a paper is set out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// Lists, tables and records: narrow margins, 第 x / y 页 alone.
    #[default]
    Working,
    /// Official documents: 156 × 225 mm of type, 37 mm from the top and 28 mm from the left, and
    /// — 1 — below it on the outer side.
    Formal,
    /// The same behind a cover that carries no number.
    Bound,
}

/// Margin of a working paper.
const MARGIN: Length = mm(18);
/// Upper edge of the head line, clear of what a laser printer cannot reach.
pub(crate) const HEAD: Length = mm(8);
/// Least white below the last line of the foot.
const EDGE: Length = mm(11);
/// Of the type area, wherever the paper is larger.
const AREA: Size = Size {
    width: mm(156),
    height: mm(225),
};
const TOP: Length = mm(37);
const LEFT: Length = mm(28);
/// From the type area to the dashes beside the number.
const FOLIO_DISTANCE: Length = mm(7);
/// Lines of a full page and characters of a full line.
const LINES: Length = 22;
const CHARACTERS: Length = 28;

/// Type size and leading of official documents: 3号, 28 characters on a line, 22 lines on a page.
pub(crate) const FORMAL_SIZE: Length = AREA.width / CHARACTERS;
pub(crate) const FORMAL_LEADING: Length = AREA.height / LINES;
/// 4号 figures between dashes.
pub(crate) const FOLIO: Style = Style::regular(14 * PT).of(Family::Serif).leading(20 * PT);

impl Sheet {
    pub(crate) const fn left(self) -> Length {
        match self {
            Self::Working => MARGIN,
            Self::Formal | Self::Bound => LEFT,
        }
    }

    pub(crate) const fn width(self, paper: Size) -> Length {
        match self {
            Self::Working => paper.width - 2 * MARGIN,
            Self::Formal | Self::Bound => paper.width - (Size::A4.width - AREA.width),
        }
    }

    /// Upper edge of what is written, below a head of this height.
    pub(crate) fn top(self, head: Length) -> Length {
        match self {
            Self::Working => HEAD + mm(7) + head,
            Self::Formal | Self::Bound => TOP.max(HEAD + mm(9) + head),
        }
    }

    /// Lower edge of what is written, above a foot of this height.
    pub(crate) fn bottom(self, paper: Size, foot: Length) -> Length {
        match self {
            Self::Working => paper.height - EDGE - foot - self.foot_distance(),
            Self::Formal | Self::Bound => {
                let area = paper.height - (Size::A4.height - AREA.height - TOP);
                area.min(paper.height - EDGE - foot - self.foot_distance())
            }
        }
    }

    /// From there to the foot lines.
    pub(crate) const fn foot_distance(self) -> Length {
        match self {
            Self::Working => 8 * PT,
            Self::Formal | Self::Bound => FOLIO_DISTANCE + FOLIO.leading,
        }
    }

    /// Left edge and baseline of a page's number, set this wide, below the lower edge `bottom`;
    /// none where none stands. Odd pages carry it on the right, even ones on the left, one
    /// character from the edge.
    pub(crate) fn folio(
        self,
        paper: Size,
        bottom: Length,
        (page, width): (usize, Length),
    ) -> Option<(Length, Length)> {
        let is_odd = page.is_multiple_of(2);
        let is_numbered = match self {
            Self::Working => false,
            Self::Formal => true,
            Self::Bound => page > 0,
        };
        let x = if is_odd {
            self.left() + self.width(paper) - FOLIO.size - width
        } else {
            self.left() + FOLIO.size
        };
        // A dash stands at about a third of the type size above the baseline.
        let y = bottom + FOLIO_DISTANCE + FOLIO.size / 3;
        is_numbered.then_some((x, y))
    }
}
