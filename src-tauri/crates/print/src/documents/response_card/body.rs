//! The part of a card between head and foot: pieces set one under the other, broken between
//! pieces only, in the largest type at which they fit on one card.

use super::{Holder, ResponseCard, Stage};
use crate::documents::{Setting, shrunk};
use crate::flow::height;
use crate::fonts::Fonts;
use crate::page::{Ink, Item, Length, PT, Paint, Weight};
use crate::text::{Line, Setter, Style};
use ledger::numbers::phone_groups;

/// Largest and least type of the stages' lines, and the one for cards that go on.
const LARGEST: Length = 1300;
const LEAST: Length = 850;
const GOING_ON: Length = 950;
/// Down to here type still counts as large: a smaller one is set tighter, and is never chosen only
/// to keep sentences in one line. Twenty-two characters fit into a line of it.
const STILL_LARGE: Length = 950;
const STEP: Length = 50;
const PAD: Length = 6 * PT;
const GUTTER: Length = 8 * PT;

/// Something of a card that is not broken, drawn relative to its upper left corner.
pub(super) struct Piece {
    pub(super) height: Length,
    pub(super) items: Vec<Item>,
    pub(super) role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Begins a part: spare room goes above it, and it is never the last of a card.
    Title,
    /// A part of its own: spare room goes above it.
    Box,
    Line,
}

/// The pieces of one card, as many lists as it needs cards of this `room`.
pub(super) fn cards(
    card: &ResponseCard,
    width: Length,
    room: Length,
    fonts: &Fonts,
) -> Vec<Vec<Piece>> {
    match fitted(card, width, room, fonts) {
        Some(pieces) => vec![pieces],
        None => split(pieces(card, width, GOING_ON, fonts), room),
    }
}

/// The pieces in the largest type at which they fit; a little smaller if that keeps a sentence in
/// one line.
fn fitted(card: &ResponseCard, width: Length, room: Length, fonts: &Fonts) -> Option<Vec<Piece>> {
    let mut best: Option<Vec<Piece>> = None;
    let mut size = LARGEST;
    while size >= LEAST && (best.is_none() || size >= STILL_LARGE) {
        let pieces = pieces(card, width, size, fonts);
        let is_better = best.as_ref().is_none_or(|best| pieces.len() < best.len());
        if total(&pieces) <= room && is_better {
            best = Some(pieces);
        }
        size -= STEP;
    }
    best
}

pub(super) fn total(pieces: &[Piece]) -> Length {
    pieces.iter().map(|piece| piece.height).sum()
}

fn split(pieces: Vec<Piece>, room: Length) -> Vec<Vec<Piece>> {
    let mut cards: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut left = room;
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let follower = pieces.peek().filter(|_| piece.role == Role::Title);
        let needed = piece.height + follower.map_or(0, |line| line.height);
        let is_fresh = cards.last().is_none_or(Vec::is_empty);
        if needed > left && !is_fresh {
            cards.push(Vec::new());
            left = room;
        }
        left -= piece.height;
        if let Some(card) = cards.last_mut() {
            card.push(piece);
        }
    }
    cards
}

fn pieces(card: &ResponseCard, width: Length, size: Length, fonts: &Fonts) -> Vec<Piece> {
    let press = Press { width, size, fonts };
    let mut pieces = Vec::new();
    for pair in card.holders.chunks(2) {
        pieces.push(press.holders(pair));
    }
    for gap in card.holders.iter().filter_map(Holder::gap) {
        pieces.push(press.boxed("", &gap, PT));
    }
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

struct Press<'a> {
    width: Length,
    size: Length,
    fonts: &'a Fonts,
}

impl Press<'_> {
    fn line_style(&self) -> Style {
        let leading = match self.size {
            ..STILL_LARGE => self.size * 5 / 4,
            _ => self.size * 4 / 3,
        };
        Style::regular(self.size).leading(leading)
    }

    fn bold_style(&self) -> Style {
        Style {
            weight: Weight::Bold,
            ..self.line_style()
        }
    }

    /// Width of the disc and a distance.
    fn title_indent(&self) -> Length {
        self.size * 7 / 5
    }

    /// Width of the numbered titles: a disc, four characters, a distance.
    fn title_width(&self) -> Length {
        self.size * 6
    }

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

    /// A white figure on a black disc.
    fn numeral(&self, number: usize, middle: Length) -> [Item; 2] {
        let radius = self.size * 11 / 20;
        let style = Style::bold(self.size * 3 / 4);
        let figure = Setter::new(self.fonts, style).line(&number.to_string());
        let x = radius - figure.width / 2;
        let disc = Item::Circle {
            x: radius,
            y: middle,
            radius,
            paint: Paint::Fill,
        };
        // Half the height of a figure below the middle.
        let y = middle + style.size * 37 / 100;
        [disc, white(figure.place(x, y, style))]
    }

    /// 口令 or 携带 in bold on the left, in the column of the stages' titles.
    fn labelled(&self, label: &str, text: &str) -> Piece {
        let gap = self.size / 4;
        let (style, bold) = (self.line_style(), self.bold_style());
        let label = Setter::new(self.fonts, bold).line(label);
        let indent = self.title_width();
        let mut items = vec![label.place(self.title_indent(), gap + style.baseline(), bold)];
        let mut y = gap;
        for line in Setter::new(self.fonts, style).lines(text, self.width - indent) {
            items.push(line.place(indent, y + style.baseline(), style));
            y += style.leading;
        }
        Piece {
            height: y,
            items,
            role: Role::Box,
        }
    }

    /// The forbidden things one under the other, in as many parts as keep each box well below
    /// a card.
    fn forbidden(&self, items: &[String]) -> Vec<String> {
        const MOST: usize = 6;
        let style = self.bold_style();
        let mut parts: Vec<String> = Vec::new();
        for item in items.iter().filter(|item| !item.is_empty()) {
            let longer = parts.last().map(|part| format!("{part}\n{item}"));
            let longer = longer.filter(|text| {
                let lines = Setter::new(self.fonts, style).lines(text, self.box_measure("严禁"));
                lines.len() <= MOST
            });
            match (longer, parts.last_mut()) {
                (Some(longer), Some(part)) => *part = longer,
                _ => parts.push(item.clone()),
            }
        }
        parts
    }

    fn box_measure(&self, label: &str) -> Length {
        self.width - 2 * PAD - self.box_indent(label)
    }

    fn box_indent(&self, label: &str) -> Length {
        match label {
            "" => 0,
            label => Setter::new(self.fonts, self.bold_style()).width(label) + PAD + self.size / 2,
        }
    }

    /// Bold text in a frame, with a white label on black at its left if there is one.
    fn boxed(&self, label: &str, text: &str, frame: Length) -> Piece {
        let gap = self.size * 2 / 5;
        let style = self.bold_style();
        let setter = Setter::new(self.fonts, style);
        let lines = setter.lines(text, self.box_measure(label));
        let tall = height(&lines, style) + 6 * PT;
        let outline = |width, paint| Item::Rect {
            x: 0,
            y: gap,
            width,
            height: tall,
            paint,
        };
        let mut items = vec![outline(self.width, Paint::Stroke(frame))];
        let mut x = PAD;
        if !label.is_empty() {
            let strip = self.box_indent(label);
            let y = gap + (tall - style.leading) / 2 + style.baseline();
            items.push(outline(strip, Paint::Fill));
            items.push(white(setter.line(label).place(
                PAD / 2 + self.size / 4,
                y,
                style,
            )));
            x += strip;
        }
        let mut y = gap + 3 * PT;
        for line in lines {
            items.push(line.place(x, y + style.baseline(), style));
            y += style.leading;
        }
        Piece {
            height: gap + tall,
            items,
            role: Role::Box,
        }
    }
}

fn white(item: Item) -> Item {
    let mut item = item;
    if let Item::Text { ink, .. } = &mut item {
        *ink = Ink::White;
    }
    item
}
