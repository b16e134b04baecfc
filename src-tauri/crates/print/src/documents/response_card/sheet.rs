//! Cards put together from head, body and foot, and placed four on a sheet with cut marks.

use super::body;
use super::{ResponseCard, ResponseCards, face};
use crate::documents::joined;
use crate::documents::press::stacked;
use crate::fonts::Fonts;
use crate::page::{Bookmark, Document, Item, Length, PT, Page, Size, mm};
use crate::text::{Setter, Style};

/// A6: a quarter of A4, so that three cuts part a sheet.
const CARD: Size = Size {
    width: Size::A4.width / 2,
    height: Size::A4.height / 2,
};
const INSET: Length = mm(6);
const WIDTH: Length = CARD.width - 2 * INSET;
const HEIGHT: Length = CARD.height - 2 * INSET;
const PER_SHEET: usize = 4;
const MARK: Length = 30;

struct Card<'a> {
    of: &'a ResponseCard,
    items: Vec<Item>,
}

pub(super) fn lay_out(input: &ResponseCards, fonts: &Fonts) -> Document {
    let cards = input.cards.iter().flat_map(|card| made(card, input, fonts));
    let mut cards: Vec<Card<'_>> = cards.collect();
    let total = cards.len();
    for (card, number) in cards.iter_mut().zip(1..) {
        let tally = format!("{number} / {total}");
        let context = (&input.imprint, fonts);
        let line = face::colophon(card.of, &tally, context, WIDTH);
        card.items.push(line.shifted(0, HEIGHT));
    }
    let bookmarks = bookmarks(&cards);
    let mut pages: Vec<Page> = cards.chunks(PER_SHEET).map(sheet).collect();
    if pages.is_empty() {
        pages.push(nothing(input, fonts));
    }
    Document {
        title: format!("{}{}", input.imprint.village, input.title),
        pages,
        bookmarks,
    }
}

/// An entry for each post; a second card of the same post needs none of its own.
fn bookmarks(cards: &[Card<'_>]) -> Vec<Bookmark> {
    let mut entries: Vec<Bookmark> = Vec::new();
    let mut last = None;
    for (at, card) in cards.iter().enumerate() {
        if last.is_none_or(|last| !std::ptr::eq(last, card.of)) {
            let title = joined(&[&card.of.post, &card.of.hazard]);
            entries.push(Bookmark::new(title, at / PER_SHEET));
        }
        last = Some(card.of);
    }
    entries
}

/// The cards a post needs: one, or several when its texts are long.
fn made<'a>(card: &'a ResponseCard, input: &ResponseCards, fonts: &Fonts) -> Vec<Card<'a>> {
    let heads = ["", "（续）"].map(|suffix| face::head(card, suffix, (input, fonts), WIDTH));
    let [(_, first), (_, second)] = &heads;
    let (foot, foot_height) = face::foot(card, &input.phones, WIDTH, fonts);
    let room = HEIGHT - foot_height - first.max(second);
    let bodies = body::cards(card, (WIDTH, room), body::A6, fonts)
        .into_iter()
        .enumerate();
    let cards = bodies.map(|(at, pieces)| {
        let [first, second] = &heads;
        let (head, top) = if at == 0 { first } else { second };
        let mut items = head.clone();
        items.extend(stacked(pieces, *top, room));
        let foot = foot.iter().cloned();
        items.extend(foot.map(|item| item.shifted(0, HEIGHT - foot_height)));
        Card { of: card, items }
    });
    cards.collect()
}

/// A sheet that says why it is empty.
pub(in crate::documents) fn nothing(input: &ResponseCards, fonts: &Fonts) -> Page {
    let style = Style::regular(12 * PT);
    let why = input.imprint.lacks.concat();
    let text = format!("{}{}：{why}", input.imprint.village, input.title);
    let lines = Setter::new(fonts, style).lines(&text, Size::A4.width - 2 * INSET);
    let baselines = (0..).map(|line| INSET + line * style.leading + style.baseline());
    let items = lines.into_iter().zip(baselines);
    Page {
        size: Size::A4,
        items: items.map(|(line, y)| line.place(INSET, y, style)).collect(),
    }
}

fn sheet(cards: &[Card<'_>]) -> Page {
    let corners = [(0, 0), (1, 0), (0, 1), (1, 1)];
    let mut items = cut_marks();
    for (card, (column, row)) in cards.iter().zip(corners) {
        let (x, y) = (column * CARD.width + INSET, row * CARD.height + INSET);
        let placed = card.items.iter().cloned();
        items.extend(placed.map(|item| item.shifted(x, y)));
    }
    Page {
        size: Size::A4,
        items,
    }
}

/// Short strokes on both middle lines: at the edges of the sheet, and a cross in its centre.
fn cut_marks() -> Vec<Item> {
    const LENGTH: Length = mm(6);
    const FROM_EDGE: Length = mm(4);
    let (x, y) = (CARD.width, CARD.height);
    let strokes = |middle: Length, whole: Length| {
        [
            (FROM_EDGE, FROM_EDGE + LENGTH),
            (middle - LENGTH, middle + LENGTH),
            (whole - FROM_EDGE - LENGTH, whole - FROM_EDGE),
        ]
    };
    let across = strokes(x, Size::A4.width).map(|(from, to)| ((from, y), (to, y)));
    let down = strokes(y, Size::A4.height).map(|(from, to)| ((x, from), (x, to)));
    let marks = across.into_iter().chain(down);
    let marks = marks.map(|((x, y), (to_x, to_y))| Item::Line {
        x,
        y,
        to_x,
        to_y,
        thickness: MARK,
    });
    marks.collect()
}
