//! Filling pages from top to bottom: a frame inside the margins, a pen that moves down, a new page
//! when the room is used up, and head and foot lines once the number of pages is known.

use crate::documents::Lettering;
use crate::fonts::Fonts;
use crate::page::{Bookmark, Document, Item, Length, PT, Page, Paint, Size, mm};
use crate::text::{Line, Setter, Style};

const MARGIN: Length = mm(18);
/// Upper edge of the head line, clear of what a laser printer cannot reach.
const HEAD: Length = mm(8);
const RUNNING: Style = Style::regular(8 * PT).leading(11 * PT);
const RUNNING_HEAD: Style = Style::bold(9 * PT).leading(12 * PT);
const FOLIO: Style = Style::regular(10 * PT).leading(16 * PT);
/// From the frame to the foot line.
const FOOT_DISTANCE: Length = 8 * PT;
/// Room for 第 999 / 999 页 and a distance.
const TALLY_WIDTH: Length = mm(28);

/// How pages are numbered beside 第 x / y 页, which stands on every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Folio {
    /// Not otherwise.
    Tally,
    /// — 3 — in the middle, as in a bound paper; not on the cover.
    Centred,
}

/// What every page of a paper repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Running {
    pub(crate) title: String,
    pub(crate) head_left: String,
    pub(crate) head_right: String,
    pub(crate) foot: String,
    pub(crate) folio: Folio,
}

/// Pages being filled.
pub(crate) struct Flow<'a> {
    pub(crate) fonts: &'a Fonts,
    /// How large texts and tables are set.
    pub(crate) lettering: Lettering,
    size: Size,
    running: Running,
    foot: Vec<Line>,
    top: Length,
    bottom: Length,
    pages: Vec<Page>,
    /// Distance of the pen from the upper edge of the page.
    pub(crate) y: Length,
    bookmarks: Vec<Bookmark>,
}

impl<'a> Flow<'a> {
    /// An empty first page.
    pub(crate) fn new(fonts: &'a Fonts, size: Size, running: Running) -> Self {
        let measure = size.width - 2 * MARGIN - TALLY_WIDTH;
        let foot = Setter::new(fonts, RUNNING).lines(&running.foot, measure);
        let folio = match running.folio {
            Folio::Tally => 0,
            Folio::Centred => FOLIO.leading,
        };
        let foot_height = height(&foot, RUNNING).max(RUNNING.leading) + folio + FOOT_DISTANCE;
        let head = Setter::new(fonts, RUNNING_HEAD).lines(&running.head_left, measure);
        let head_height = (height(&head, RUNNING_HEAD) - RUNNING_HEAD.leading).max(0);
        let mut flow = Self {
            fonts,
            lettering: Lettering::Usual,
            size,
            running,
            foot,
            top: HEAD + mm(7) + head_height,
            bottom: size.height - mm(11) - foot_height,
            pages: Vec::new(),
            y: 0,
            bookmarks: Vec::new(),
        };
        flow.turn();
        flow
    }

    /// Left edge of the frame.
    #[expect(
        clippy::unused_self,
        reason = "a frame with unequal margins would need it"
    )]
    pub(crate) fn left(&self) -> Length {
        MARGIN
    }

    /// Width of the frame.
    pub(crate) fn width(&self) -> Length {
        self.size.width - 2 * MARGIN
    }

    /// Room left on this page.
    pub(crate) fn room(&self) -> Length {
        self.bottom - self.y
    }

    /// Room of an empty page.
    pub(crate) fn full_room(&self) -> Length {
        self.bottom - self.top
    }

    /// Number of the current page, from 0.
    pub(crate) fn page(&self) -> usize {
        self.pages.len().saturating_sub(1)
    }

    /// Goes on to a new page.
    pub(crate) fn turn(&mut self) {
        self.pages.push(Page {
            size: self.size,
            items: Vec::new(),
        });
        self.y = self.top;
    }

    /// Goes on to a new page unless this much room is left.
    pub(crate) fn ensure(&mut self, height: Length) {
        if self.room() < height && self.y > self.top {
            self.turn();
        }
    }

    /// Leaves a distance, but not at the head of a page.
    pub(crate) fn skip(&mut self, height: Length) {
        if self.y > self.top {
            self.y += height;
        }
    }

    /// Puts an item on the current page where it says.
    pub(crate) fn put(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.items.push(item);
        }
    }

    /// A rule across the frame at the pen, which then stands below it.
    pub(crate) fn rule(&mut self, thickness: Length) {
        let (x, y, width) = (self.left(), self.y, self.width());
        self.put(rule(x, y, width, thickness));
        self.y += thickness;
    }

    /// A text across the frame, indented by `indent`, going on to as many pages as it needs.
    pub(crate) fn text(&mut self, text: &str, style: Style, indent: Length) {
        let measure = self.width() - indent;
        for line in Setter::new(self.fonts, style).lines(text, measure) {
            self.ensure(style.leading);
            let (x, y) = (self.left() + indent, self.y + style.baseline());
            self.put(line.place(x, y, style));
            self.y += style.leading;
        }
    }

    /// An entry of the outline that leads to the current page.
    pub(crate) fn bookmark(&mut self, title: &str) {
        let page = self.page();
        self.bookmarks.push(Bookmark {
            title: title.to_owned(),
            page,
        });
    }

    /// Entries of the outline so far.
    pub(crate) fn bookmarks(&self) -> &[Bookmark] {
        &self.bookmarks
    }

    /// The finished paper, with head and foot lines on every page.
    pub(crate) fn finish(mut self) -> Document {
        let total = self.pages.len();
        for number in 0..total {
            let mut items = self.head();
            items.extend(self.foot(number, total));
            if let Some(page) = self.pages.get_mut(number) {
                page.items.extend(items);
            }
        }
        Document {
            title: self.running.title,
            pages: self.pages,
            bookmarks: self.bookmarks,
        }
    }

    fn head(&self) -> Vec<Item> {
        let setter = Setter::new(self.fonts, RUNNING_HEAD);
        let measure = self.width() - TALLY_WIDTH;
        let mut items = Vec::new();
        let mut y = HEAD;
        for line in setter.lines(&self.running.head_left, measure) {
            items.push(line.place(MARGIN, y + RUNNING_HEAD.baseline(), RUNNING_HEAD));
            y += RUNNING_HEAD.leading;
        }
        let mark = setter.line(&self.running.head_right);
        if mark.width > 0 {
            items.extend(self.mark(mark));
        }
        items
    }

    /// A word in a box in the upper right corner.
    fn mark(&self, mark: Line) -> [Item; 2] {
        let width = mark.width + 10 * PT;
        let x = self.size.width - MARGIN - width;
        let height = RUNNING_HEAD.leading + 2 * PT;
        let frame = Item::Rect {
            x,
            y: HEAD - PT,
            width,
            height,
            paint: Paint::Stroke(PT),
        };
        let y = HEAD + RUNNING_HEAD.baseline();
        [frame, mark.place(x + 5 * PT, y, RUNNING_HEAD)]
    }

    fn foot(&self, number: usize, total: usize) -> Vec<Item> {
        let mut items = Vec::new();
        let mut y = self.bottom + FOOT_DISTANCE;
        if self.running.folio == Folio::Centred {
            let setter = Setter::new(self.fonts, FOLIO);
            let folio = setter.line(&format!("— {} —", number + 1));
            let x = (self.size.width - folio.width) / 2;
            if number > 0 {
                items.push(folio.place(x, y + FOLIO.baseline(), FOLIO));
            }
            y += FOLIO.leading;
        }
        let tally = format!("第 {} / {total} 页", number + 1);
        let tally = Setter::new(self.fonts, RUNNING).line(&tally);
        let x = self.size.width - MARGIN - tally.width;
        items.push(tally.place(x, y + RUNNING.baseline(), RUNNING));
        for line in &self.foot {
            let line = line.clone();
            items.push(line.place(MARGIN, y + RUNNING.baseline(), RUNNING));
            y += RUNNING.leading;
        }
        items
    }
}

/// A level rule whose upper edge is at `y`.
pub(crate) fn rule(x: Length, y: Length, width: Length, thickness: Length) -> Item {
    Item::Line {
        x,
        y: y + thickness / 2,
        to_x: x + width,
        to_y: y + thickness / 2,
        thickness,
    }
}

/// Height of set lines.
pub(crate) fn height(lines: &[Line], style: Style) -> Length {
    let count = i32::try_from(lines.len()).unwrap_or(i32::MAX);
    style.leading.saturating_mul(count)
}
