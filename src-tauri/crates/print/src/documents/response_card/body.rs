//! The part of a card between head and foot: pieces set one under the other, broken between
//! pieces only, in the largest type at which they fit on one card.

use super::{Holder, ResponseCard, Stage, acts};
use crate::documents::pictogram::PicturedAct;
use crate::documents::press::{PAD, Piece, Press, Role, STILL_LARGE, split, total};
use crate::documents::{Setting, shrunk};
use crate::flow::{height, rule};
use crate::fonts::Fonts;
use crate::page::{Item, Length, PT, Paint, mm};
use crate::text::{Line, Setter, Style};
use ledger::numbers::phone_groups;

/// Type in which the lines of cards are tried.
#[derive(Clone, Copy)]
pub(in crate::documents) struct Sizes {
    /// Where the trying begins.
    pub(in crate::documents) largest: Length,
    /// Where it ends.
    pub(in crate::documents) least: Length,
    /// That of cards that go on.
    pub(in crate::documents) going_on: Length,
}

/// On a card of A6.
pub(super) const A6: Sizes = Sizes {
    largest: 1300,
    least: LEAST,
    going_on: 950,
};
/// Least type of names and numbers.
const LEAST: Length = 850;
const STEP: Length = 50;
const GUTTER: Length = 8 * PT;
/// Room of a line that is written on by hand.
const WRITTEN: Length = mm(8);
/// Acts side by side.
const ACTS: usize = 4;

/// The pieces of one card, as many lists as it needs cards of this `room`.
pub(in crate::documents) fn cards(
    card: &ResponseCard,
    (width, room): (Length, Length),
    sizes: Sizes,
    fonts: &Fonts,
) -> Vec<Vec<Piece>> {
    if let Some(pieces) = pictured(card, (width, room), sizes, fonts) {
        return vec![pieces];
    }
    let words = ResponseCard {
        acts: Vec::new(),
        ..card.clone()
    };
    match fitted(&words, (width, room), sizes, fonts) {
        Some(mut pieces) => {
            acts::beside(&card.acts, &mut pieces, ((width, room), fonts));
            vec![pieces]
        }
        None => split(pieces(&words, width, sizes.going_on, fonts), room),
    }
}

/// The pieces with the acts in pictures, where the words beside them stay large.
fn pictured(
    card: &ResponseCard,
    (width, room): (Length, Length),
    sizes: Sizes,
    fonts: &Fonts,
) -> Option<Vec<Piece>> {
    let sizes = Sizes {
        least: STILL_LARGE,
        ..sizes
    };
    let has_any = !card.acts.is_empty();
    has_any.then(|| fitted(card, (width, room), sizes, fonts))?
}

/// The pieces in the largest type at which they fit; a little smaller if that keeps a sentence in
/// one line.
pub(in crate::documents) fn fitted(
    card: &ResponseCard,
    (width, room): (Length, Length),
    sizes: Sizes,
    fonts: &Fonts,
) -> Option<Vec<Piece>> {
    let mut best: Option<Vec<Piece>> = None;
    let mut size = sizes.largest;
    while size >= sizes.least && (best.is_none() || size >= STILL_LARGE) {
        let pieces = pieces(card, width, size, fonts);
        let is_better = best.as_ref().is_none_or(|best| pieces.len() < best.len());
        if total(&pieces) <= room && is_better {
            best = Some(pieces);
        }
        size -= STEP;
    }
    best
}

fn pieces(card: &ResponseCard, width: Length, size: Length, fonts: &Fonts) -> Vec<Piece> {
    let titles = card.stages.iter().map(|stage| stage.title.chars().count());
    let longest = titles.max().and_then(|count| Length::try_from(count).ok());
    let press = Press {
        width,
        size,
        title: longest.unwrap_or(4).clamp(2, 4),
        fonts,
    };
    let mut pieces = Vec::new();
    if card.holders.iter().all(Holder::is_to_be_written) {
        pieces.extend(card.holders.iter().map(|holder| press.written(holder)));
    } else {
        pieces.extend(card.holders.chunks(2).map(|pair| press.holders(pair)));
    }
    for gap in card.holders.iter().filter_map(Holder::gap) {
        pieces.push(press.boxed("", &gap, PT));
    }
    pieces.extend(card.acts.chunks(ACTS).map(|acts| press.acts(acts)));
    for (stage, number) in card.stages.iter().zip(1..) {
        pieces.extend(press.stage(number, stage));
    }
    for (label, text) in [("口令", &card.watchword), ("携带", &card.carry)] {
        let text = text.as_deref().filter(|text| !text.is_empty());
        pieces.extend(text.map(|text| press.labelled(label, text)));
    }
    for part in press.forbidden(&card.forbidden) {
        pieces.push(press.boxed("严禁", &part, 150));
    }
    pieces
}

impl Press<'_> {
    fn holders(&self, pair: &[Holder]) -> Piece {
        let width = (self.width - GUTTER) / 2;
        let boxes: Vec<(Vec<Item>, Length)> = pair
            .iter()
            .map(|holder| self.holder(holder, width))
            .collect();
        let tall = boxes.iter().map(|(_, tall)| *tall).max().unwrap_or(0);
        let mut items = Vec::new();
        let mut x = 0;
        for (inside, _) in boxes {
            items.push(Item::Rect {
                x,
                y: 0,
                width,
                height: tall,
                paint: Paint::Stroke(75),
            });
            items.extend(inside.into_iter().map(|item| item.shifted(x, 0)));
            x += width + GUTTER;
        }
        Piece {
            height: tall + 3 * PT,
            items,
            role: Role::Line,
        }
    }

    /// Role, and lines for a hand to write name and number on, across the card.
    fn written(&self, holder: &Holder) -> Piece {
        const LABEL: Style = Style::regular(9 * PT).leading(WRITTEN);
        const APART: Length = 3 * PT;
        let setter = Setter::new(self.fonts, LABEL);
        let labels = [holder.role.as_str(), "电话"].map(|label| setter.line(label));
        let said: Length = labels.iter().map(|label| label.width + 2 * APART).sum();
        // A number takes more than a name.
        let name = (self.width - said) * 2 / 5;
        let mut items = Vec::new();
        let mut x = 0;
        for (label, room) in labels.into_iter().zip([name, self.width - said - name]) {
            let from = x + label.width + APART;
            items.push(label.place(x, WRITTEN - 3 * PT, LABEL));
            items.push(rule(from, WRITTEN, room, 50));
            x = from + room + APART;
        }
        Piece {
            height: WRITTEN + 4 * PT,
            items,
            role: Role::Line,
        }
    }

    /// Role and name, below them the number, and the height of their box. A number that is
    /// missing leaves room to write it in.
    fn holder(&self, holder: &Holder, width: Length) -> (Vec<Item>, Length) {
        const ROLE: Style = Style::regular(900).leading(18 * PT);
        const NAME: Style = Style::bold(15 * PT).leading(20 * PT);
        const PHONE: Style = Style::bold(13 * PT).leading(17 * PT);
        let roles = Setter::new(self.fonts, ROLE).lines(&holder.role, width / 3);
        let role_width = roles.iter().map(|line| line.width).max().unwrap_or(0);
        let indent = PAD + role_width + 5 * PT;
        let name = holder.name.as_deref().filter(|name| !name.is_empty());
        let phone = holder
            .phone
            .as_deref()
            .map(phone_groups)
            .unwrap_or_default();
        let texts = [(name.unwrap_or("未定"), NAME, indent), (&phone, PHONE, PAD)];
        let roles_height = height(&roles, ROLE);
        let baselines = (0..).map(|line| 2 * PT + NAME.baseline() + line * ROLE.leading);
        let roles = roles.into_iter().zip(baselines);
        let mut items: Vec<Item> = roles.map(|(line, y)| line.place(PAD, y, ROLE)).collect();
        let mut y = 2 * PT;
        for (text, style, x) in texts {
            let setting = Setting {
                fonts: self.fonts,
                measure: width - x - PAD,
                least: LEAST,
                most: 1,
            };
            let style = shrunk(text, style, setting);
            let lines = Setter::new(self.fonts, style).lines(text, setting.measure);
            y += style.leading * i32::from(lines.is_empty());
            if x == PAD {
                y = y.max(roles_height + 4 * PT);
            }
            for line in lines {
                items.push(line.place(x, y + style.baseline(), style));
                y += style.leading;
            }
        }
        (items, y + 2 * PT)
    }

    /// Pictures of acts side by side, each with its words at its right.
    fn acts(&self, acts: &[PicturedAct]) -> Piece {
        const SIDE: Length = 24 * PT;
        const LABEL: Style = Style::bold(9 * PT).leading(11 * PT);
        let cell = self.width / 4;
        let cells = (0..).map(|place: Length| place * cell);
        let mut items = Vec::new();
        let mut tall = SIDE;
        for (act, x) in acts.iter().zip(cells) {
            let beside = SIDE + 2 * PT;
            let lines = Setter::new(self.fonts, LABEL).lines(&act.label, cell - beside - 2 * PT);
            let said = height(&lines, LABEL);
            let top = ((SIDE - said) / 2).max(0) + LABEL.baseline();
            let baselines = (0..).map(|line| top + line * LABEL.leading);
            let placed = lines.into_iter().zip(baselines);
            items.extend(placed.map(|(line, y)| line.place(x + beside, y, LABEL)));
            let picture = act.picture.draw(SIDE).into_iter();
            items.extend(picture.map(|item| item.shifted(x, 0)));
            tall = tall.max(said);
        }
        Piece {
            height: tall + 3 * PT,
            items,
            role: Role::Box,
        }
    }

    /// Number and title on the left, the lines on the right, one piece per line.
    fn stage(&self, number: usize, stage: &Stage) -> Vec<Piece> {
        let (style, bold) = (self.line_style(), self.bold_style());
        let (indent, column) = (self.title_indent(), self.title_width());
        let gap = self.size * 2 / 5;
        let titles = Setter::new(self.fonts, bold).lines(&stage.title, column - indent);
        let setter = Setter::new(self.fonts, style);
        let measure = self.width - column;
        let lines = stage
            .lines
            .iter()
            .flat_map(|text| setter.lines(text, measure));
        let lines: Vec<Line> = lines.collect();
        let rows = lines.len().max(titles.len()).max(1);
        let (mut titles, mut lines) = (titles.into_iter(), lines.into_iter());
        let pieces = (0..rows).map(|row| {
            let top = if row == 0 { gap } else { 0 };
            let y = top + style.baseline();
            let title = titles.next().map(|line| line.place(indent, y, bold));
            let line = lines.next().map(|line| line.place(column, y, style));
            let mut items: Vec<Item> = title.into_iter().chain(line).collect();
            if row == 0 {
                items.extend(self.numeral(number, top + style.leading / 2));
            }
            Piece {
                height: top + style.leading,
                items,
                role: if row == 0 { Role::Title } else { Role::Line },
            }
        });
        pieces.collect()
    }
}
