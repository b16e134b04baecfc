//! Pieces of cards and leaflets: things that are not broken, set one under the other in the largest
//! type at which they fit, and split between pieces only where even the least does not.

use crate::flow::height;
use crate::fonts::Fonts;
use crate::page::{Ink, Item, Length, PT, Paint, Weight};
use crate::text::{Setter, Style};

/// Down to here type still counts as large: a smaller one is set tighter, and is never chosen only
/// to keep sentences in one line. Twenty-two characters fit into a line of it on a card.
pub(super) const STILL_LARGE: Length = 950;
pub(super) const PAD: Length = 6 * PT;

/// Something that is not broken, drawn relative to its upper left corner.
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

pub(super) fn total(pieces: &[Piece]) -> Length {
    pieces.iter().map(|piece| piece.height).sum()
}

/// The pieces in as many lists as they need of this `room`; a title never is the last of one.
pub(super) fn split(pieces: Vec<Piece>, room: Length) -> Vec<Vec<Piece>> {
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

/// Pieces one under the other.
pub(super) fn stacked(pieces: Vec<Piece>, top: Length, room: Length) -> Vec<Item> {
    let tops = placed(&pieces, room);
    let placed = pieces.into_iter().zip(tops);
    let items = placed.flat_map(|(piece, y)| {
        let items = piece.items.into_iter();
        items.map(move |item| item.shifted(0, top + y))
    });
    items.collect()
}

/// Where each of the pieces begins; room to spare goes above titles and boxes, within reason.
pub(super) fn placed(pieces: &[Piece], room: Length) -> Vec<Length> {
    const WITHIN_REASON: Length = 9 * PT;
    let opens = |piece: &Piece| piece.role != Role::Line;
    let places = pieces.iter().skip(1).filter(|piece| opens(piece)).count();
    let places = Length::try_from(places).unwrap_or(1).max(1);
    let spare = ((room - total(pieces)) / places).clamp(0, WITHIN_REASON);
    let mut y = 0;
    let mut tops = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        if at > 0 && opens(piece) {
            y += spare;
        }
        tops.push(y);
        y += piece.height;
    }
    tops
}

/// Sets pieces of one width in one size.
pub(super) struct Press<'a> {
    pub(super) width: Length,
    pub(super) size: Length,
    /// Characters of the longest title or label that has lines beside it.
    pub(super) title: Length,
    pub(super) fonts: &'a Fonts,
}

impl Press<'_> {
    pub(super) fn line_style(&self) -> Style {
        let leading = match self.size {
            ..STILL_LARGE => self.size * 5 / 4,
            _ => self.size * 4 / 3,
        };
        Style::regular(self.size).leading(leading)
    }

    pub(super) fn bold_style(&self) -> Style {
        Style {
            weight: Weight::Bold,
            ..self.line_style()
        }
    }

    /// Width of the disc and a distance.
    pub(super) fn title_indent(&self) -> Length {
        self.size * 7 / 5
    }

    /// Width of the numbered titles: a disc, their characters, a distance.
    pub(super) fn title_width(&self) -> Length {
        self.size * (self.title + 2)
    }

    /// A white figure on a black disc.
    pub(super) fn numeral(&self, number: usize, middle: Length) -> [Item; 2] {
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
    pub(super) fn labelled(&self, label: &str, text: &str) -> Piece {
        let gap = self.size / 4;
        let (style, bold) = (self.line_style(), self.bold_style());
        let (beside, indent) = (self.title_indent(), self.title_width());
        let labels = Setter::new(self.fonts, bold).lines(label, indent - beside);
        let texts = Setter::new(self.fonts, style).lines(text, self.width - indent);
        let rows = Length::try_from(labels.len().max(texts.len())).unwrap_or(1);
        let baselines = (0..).map(|row| gap + row * style.leading + style.baseline());
        let mut items = Vec::new();
        for (lines, x, style) in [(labels, beside, bold), (texts, indent, style)] {
            let placed = lines.into_iter().zip(baselines.clone());
            items.extend(placed.map(|(line, y)| line.place(x, y, style)));
        }
        let y = gap + rows * style.leading;
        Piece {
            height: y,
            items,
            role: Role::Box,
        }
    }

    /// The forbidden things one under the other, in as many parts as keep each box well below
    /// a card.
    pub(super) fn forbidden(&self, items: &[String]) -> Vec<String> {
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

    pub(super) fn box_measure(&self, label: &str) -> Length {
        self.width - 2 * PAD - self.box_indent(label)
    }

    fn box_indent(&self, label: &str) -> Length {
        match label {
            "" => 0,
            label => Setter::new(self.fonts, self.bold_style()).width(label) + PAD + self.size / 2,
        }
    }

    /// Bold text in a frame, with a white label on black at its left if there is one.
    pub(super) fn boxed(&self, label: &str, text: &str, frame: Length) -> Piece {
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

pub(super) fn white(item: Item) -> Item {
    let mut item = item;
    if let Item::Text { ink, .. } = &mut item {
        *ink = Ink::White;
    }
    item
}
