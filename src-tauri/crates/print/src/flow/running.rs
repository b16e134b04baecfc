//! What every page repeats: head, foot, and the number of the page.

use super::Flow;
use crate::documents::proof;
use crate::page::{Item, Length, PT, Paint, mm};
use crate::sheet::{FOLIO, HEAD, Sheet};
use crate::text::{Line, Setter, Style};

pub(super) const RUNNING: Style = Style::regular(8 * PT).leading(11 * PT);
pub(super) const RUNNING_HEAD: Style = Style::bold(9 * PT).leading(12 * PT);
/// Room for 第 999 / 999 页 and a distance.
pub(super) const TALLY_WIDTH: Length = mm(28);

/// What every page of a paper repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Running {
    pub(crate) title: String,
    pub(crate) head_left: String,
    /// At the left of the head from the second page on, where nothing else stands there: what a
    /// loose sheet belongs to.
    pub(crate) continued: String,
    pub(crate) head_right: String,
    pub(crate) foot: String,
    pub(crate) sheet: Sheet,
    /// 核对码, drawn at the foot; empty for none.
    pub(crate) proof: String,
}

impl Flow<'_> {
    pub(super) fn head(&self, number: usize) -> Vec<Item> {
        let setter = Setter::new(self.fonts, RUNNING_HEAD);
        let measure = self.width() - TALLY_WIDTH;
        let mut items = Vec::new();
        let mut y = HEAD;
        let lines = match self.running.head_left.as_str() {
            "" if number > 0 => {
                let mut lines = setter.lines(&self.running.continued, measure);
                lines.truncate(1);
                lines
            }
            head => setter.lines(head, measure),
        };
        for line in lines {
            items.push(line.place(self.left(), y + RUNNING_HEAD.baseline(), RUNNING_HEAD));
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
        let x = self.left() + self.width() - width;
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

    pub(super) fn foot(&self, number: usize, total: usize) -> Vec<Item> {
        let proof = self.running.proof.as_str();
        let corner = (self.left() + self.width(), self.size.height);
        let mut items: Vec<Item> = proof::at_foot(proof, corner).into_iter().collect();
        let folio = Setter::new(self.fonts, FOLIO).line(&format!("— {} —", number + 1));
        let place = (number, folio.width);
        if let Some((x, y)) = self.sheet().folio(self.size, self.bottom, place) {
            items.push(folio.place(x, y, FOLIO));
        }
        let mut y = self.bottom + self.sheet().foot_distance();
        // A page has one number: where the folio tells it, how many there are is left to say.
        let tally = match self.sheet() {
            Sheet::Working => format!("第 {} / {total} 页", number + 1),
            Sheet::Formal | Sheet::Bound => format!("共 {total} 页"),
        };
        let tally = Setter::new(self.fonts, RUNNING).line(&tally);
        let x = self.left() + self.width() - proof::room(proof) - tally.width;
        items.push(tally.place(x, y + RUNNING.baseline(), RUNNING));
        for line in &self.foot {
            let line = line.clone();
            items.push(line.place(self.left(), y + RUNNING.baseline(), RUNNING));
            y += RUNNING.leading;
        }
        if !proof.is_empty() {
            let letters = Setter::new(self.fonts, RUNNING).line(&format!("核对码 {proof}"));
            items.push(letters.place(self.left(), y + RUNNING.baseline(), RUNNING));
        }
        items
    }
}
