//! Filling pages from top to bottom: a frame inside the margins, a pen that moves down, a new page
//! when the room is used up, and head and foot lines once the number of pages is known.

mod running;
#[cfg(test)]
mod tests;

use crate::documents::{Lettering, proof};
use crate::fonts::Fonts;
use crate::page::{Bookmark, Document, Item, Length, Page, Size};
use crate::sheet::Sheet;
use crate::text::{Line, Setter, Style};
use running::{RUNNING, RUNNING_HEAD, TALLY_WIDTH};

pub(crate) use running::Running;

/// How far apart lines stand where no standard says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Spacing {
    #[default]
    Usual,
    /// A little closer, so that no page is turned for a line or two.
    Close,
}

impl Spacing {
    fn of(self, style: Style) -> Style {
        match self {
            Self::Usual => style,
            Self::Close => style.leading(style.leading * 91 / 100),
        }
    }
}

/// Pages being filled.
pub(crate) struct Flow<'a> {
    pub(crate) fonts: &'a Fonts,
    /// How large texts and tables are set.
    pub(crate) lettering: Lettering,
    /// How far apart the lines of lists and tables stand.
    pub(crate) spacing: Spacing,
    /// How many lines a hand gets for a long text, at most.
    pub(crate) hand: usize,
    size: Size,
    running: Running,
    foot: Vec<Line>,
    top: Length,
    bottom: Length,
    pages: Vec<Page>,
    /// Distance of the pen from the upper edge of the page.
    pub(crate) y: Length,
    bookmarks: Vec<Bookmark>,
    /// The headings that nothing follows yet.
    heading: Option<Heading>,
    /// What goes along with the end of the paper if that is set on another page.
    bound: Option<Heading>,
}

/// Headings at the pen: where they and their entries of the outline begin.
#[derive(Clone, Copy)]
struct Heading {
    item: usize,
    bookmark: usize,
    y: Length,
}

impl<'a> Flow<'a> {
    /// An empty first page.
    pub(crate) fn new(fonts: &'a Fonts, size: Size, running: Running) -> Self {
        let sheet = running.sheet;
        let measure = sheet.width(size) - TALLY_WIDTH - proof::room(&running.proof);
        let foot = Setter::new(fonts, RUNNING).lines(&running.foot, measure);
        let rows = 1 + foot.len().max(1) - usize::from(running.proof.is_empty());
        let foot_height = RUNNING.leading * Length::try_from(rows).unwrap_or(1);
        let above_code = size.height - proof::reach(&running.proof);
        let head = Setter::new(fonts, RUNNING_HEAD).lines(&running.head_left, measure);
        let head_height = (height(&head, RUNNING_HEAD) - RUNNING_HEAD.leading).max(0);
        let mut flow = Self {
            fonts,
            lettering: Lettering::Usual,
            spacing: Spacing::Usual,
            hand: 1,
            size,
            running,
            foot,
            top: sheet.top(head_height),
            bottom: sheet.bottom(size, foot_height).min(above_code),
            pages: Vec::new(),
            y: 0,
            bookmarks: Vec::new(),
            heading: None,
            bound: None,
        };
        flow.turn();
        flow
    }

    /// How the paper is set out.
    pub(crate) fn sheet(&self) -> Sheet {
        self.running.sheet
    }

    /// The style as this paper sets it.
    pub(crate) fn style(&self, style: Style) -> Style {
        self.spacing.of(self.lettering.of(style))
    }

    /// Whether the last of several pages holds next to nothing.
    pub(crate) fn ends_on_a_bare_page(&self) -> bool {
        let used = self.y - self.top;
        self.page() > 0 && used < self.full_room() / 4
    }

    /// Left edge of the frame.
    pub(crate) fn left(&self) -> Length {
        self.sheet().left()
    }

    /// Width of the frame.
    pub(crate) fn width(&self) -> Length {
        self.sheet().width(self.size)
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

    /// Begins a new page.
    pub(crate) fn turn(&mut self) {
        (self.heading, self.bound) = (None, None);
        self.pages.push(Page {
            size: self.size,
            items: Vec::new(),
        });
        self.y = self.top;
    }

    /// Goes on to a new page unless this much room is left. A heading that nothing follows yet
    /// goes along where both fit.
    pub(crate) fn ensure(&mut self, height: Length) {
        if self.room() < height && self.y > self.top {
            self.go_on(height);
        }
    }

    fn go_on(&mut self, height: Length) {
        let room = self.full_room().saturating_sub(height);
        let fits = |heading: &Heading| heading.y > self.top && self.y - heading.y <= room;
        match self.heading.filter(fits) {
            Some(heading) => self.turn_with(heading),
            None => self.turn(),
        }
    }

    /// Holds what is set from the pen on together with the end of the paper.
    pub(crate) fn bind(&mut self) {
        // Headings that nothing follows yet stay with what they head.
        self.bound = self.heading.or(Some(self.pen()));
    }

    /// Lets the end of the paper turn the page alone.
    pub(crate) fn loosen(&mut self) {
        self.bound = None;
    }

    /// Goes on to a new page unless this much room is left, for what never stands there alone: what
    /// was bound to it goes along where both fit.
    pub(crate) fn ensure_bound(&mut self, height: Length) {
        if self.room() >= height || self.y <= self.top {
            return;
        }
        let room = self.full_room().saturating_sub(height);
        let fits = |bound: &Heading| bound.y > self.top && self.y - bound.y <= room;
        match self.bound.filter(fits) {
            Some(bound) => self.turn_with(bound),
            None => self.ensure(height),
        }
    }

    fn pen(&self) -> Heading {
        Heading {
            item: self.pages.last().map_or(0, |page| page.items.len()),
            bookmark: self.bookmarks.len(),
            y: self.y,
        }
    }

    fn turn_with(&mut self, heading: Heading) {
        let tall = self.y - heading.y;
        let last = self.pages.last_mut();
        let taken = last.map_or_else(Vec::new, |page| page.items.split_off(heading.item));
        self.turn();
        let down = self.y - heading.y;
        let page = self.page();
        for bookmark in self.bookmarks.iter_mut().skip(heading.bookmark) {
            bookmark.page = page;
        }
        if let Some(page) = self.pages.last_mut() {
            let taken = taken.into_iter().map(|item| item.shifted(0, down));
            page.items.extend(taken);
        }
        self.heading = Some(Heading {
            item: 0,
            y: self.y,
            ..heading
        });
        self.y += tall;
    }

    /// Leaves a distance, but not at the head of a page.
    pub(crate) fn skip(&mut self, height: Length) {
        if self.y > self.top {
            self.y += height;
        }
    }

    /// Puts an item on the current page where it says.
    pub(crate) fn put(&mut self, item: Item) {
        self.heading = None;
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
        let lines = Setter::new(self.fonts, style).lines(text, measure);
        self.lines(lines, style, [indent, indent]);
    }

    /// A paragraph that fills the frame, its first line indented by two characters.
    pub(crate) fn paragraph(&mut self, text: &str, style: Style) {
        let indent = 2 * style.size;
        let lines = Setter::new(self.fonts, style).justified(text, self.width(), indent);
        self.lines(lines, style, [indent, 0]);
    }

    /// A text with a label before its first line, its lines indented by `hang`.
    pub(crate) fn item(&mut self, label: Line, text: &str, (style, hang): (Style, Length)) {
        let lines = Setter::new(self.fonts, style).lines(text, self.width() - hang);
        if self.fitting(lines.len(), style) == 0 {
            self.go_on(2 * style.leading);
        }
        let (x, y) = (self.left(), self.y + style.baseline());
        self.put(label.place(x, y, style));
        self.lines(lines, style, [hang, hang]);
    }

    /// Lines of one text, the first indented otherwise than the rest. None of them stands alone:
    /// not the first at the foot of a page, not the last at the head of the next.
    pub(crate) fn lines(&mut self, lines: Vec<Line>, style: Style, indents: [Length; 2]) {
        let [mut indent, rest] = indents;
        let mut left = lines.len();
        let mut fitting = self.fitting(left, style);
        for line in lines {
            if fitting == 0 {
                self.go_on(2 * style.leading);
                fitting = self.fitting(left, style);
            }
            let (x, y) = (self.left() + indent, self.y + style.baseline());
            self.put(line.place(x, y, style));
            self.y += style.leading;
            indent = rest;
            left -= 1;
            fitting = fitting.saturating_sub(1);
        }
    }

    /// How many of so many lines are set on this page, none if they are better begun on the next.
    fn fitting(&self, lines: usize, style: Style) -> usize {
        let room = usize::try_from(self.room() / style.leading.max(1)).unwrap_or(0);
        if room >= lines {
            return lines;
        }
        let beginning = lines.saturating_sub(2).min(room);
        if self.y <= self.top {
            beginning.max(1)
        } else if beginning < 2 {
            0
        } else {
            beginning
        }
    }

    /// A heading across the frame, indented by `indent`: it stands on the page on which what
    /// follows it begins.
    pub(crate) fn heading(&mut self, text: &str, style: Style, indent: Length) {
        let lines = Setter::new(self.fonts, style).lines(text, self.width() - indent);
        self.ensure(height(&lines, style).min(self.full_room()));
        let began = self.heading.unwrap_or(self.pen());
        let page = self.page();
        for line in lines {
            self.ensure(style.leading);
            let (x, y) = (self.left() + indent, self.y + style.baseline());
            self.put(line.place(x, y, style));
            self.y += style.leading;
        }
        self.heading = Some(began).filter(|_| page == self.page());
    }

    /// An entry of the outline that leads to the current page.
    pub(crate) fn bookmark(&mut self, title: &str) {
        let page = self.page();
        self.bookmarks.push(Bookmark::new(title, page));
    }

    /// An entry of the outline that leads to the heading at the pen, and goes along with it.
    pub(crate) fn bookmark_heading(&mut self, title: &str) {
        let heading = self.heading;
        self.bookmark(title);
        self.heading = heading;
    }

    /// Entries of the outline so far.
    pub(crate) fn bookmarks(&self) -> &[Bookmark] {
        &self.bookmarks
    }

    /// The finished paper, with head and foot lines on every page.
    pub(crate) fn finish(mut self) -> Document {
        let total = self.pages.len();
        for number in 0..total {
            let mut items = self.head(number);
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
