//! 口袋卡: a post's card as large as a bank card, 85 × 54 mm. Face and back stand side by side and
//! are folded together, so that a sheet of A4 holds five cards of two sides, ten faces. The face
//! says who and whom to call and bears the 核对码, as a picture and in letters to be typed; the back
//! says what to do when it matters.

use super::press::{Piece, stacked, total};
use super::response_card::body::{self, Sizes};
use super::response_card::sheet::nothing;
use super::response_card::{Holder, ResponseCard, ResponseCards, Stage};
use super::{Setting, joined, proof, shrunk};
use crate::flow::{height, rule};
use crate::fonts::Fonts;
use crate::page::{Bookmark, Document, Item, Length, PT, Page, Paint, Size, mm};
use crate::text::{Setter, Style};
use ledger::numbers::phone_groups;

const FACE: Size = Size {
    width: mm(85),
    height: mm(54),
};
const ROWS: usize = 5;
const INSET: Length = mm(3);
const WIDTH: Length = FACE.width - 2 * INSET;
const HEIGHT: Length = FACE.height - 2 * INSET;
const LEFT: Length = (Size::A4.width - 2 * FACE.width) / 2;
const TOP: Length = (Size::A4.height - 5 * FACE.height) / 2;
const SIZES: Sizes = Sizes {
    largest: 1000,
    least: 700,
    going_on: 750,
};
const PAPER: Style = Style::regular(650).leading(8 * PT);
const POST: Style = Style::bold(14 * PT).leading(17 * PT);
const PERSON: Style = Style::bold(1150).leading(15 * PT);
const NUMBER: Style = Style::bold(850).leading(11 * PT);
const LEAST: Length = 600;
/// What stands on the back: the acts of the night itself.
const URGENT: [&str; 2] = ["接到预警", "发生时"];

/// Lays out the cards, five on a sheet of A4.
pub fn lay_out(input: &ResponseCards, fonts: &Fonts) -> Document {
    let strips = input.cards.iter().enumerate();
    let strips: Vec<(usize, Vec<Item>)> = strips
        .flat_map(|(at, card)| {
            let made = strips_of(card, input, fonts).into_iter();
            made.map(move |strip| (at, strip))
        })
        .collect();
    let bookmarks = input.cards.iter().enumerate().map(|(at, card)| {
        let first = strips.iter().position(|(of, _)| *of == at).unwrap_or(0);
        Bookmark::new(joined(&[&card.post, &card.hazard]), first / ROWS)
    });
    let bookmarks = bookmarks.collect();
    let mut pages: Vec<Page> = strips.chunks(ROWS).map(sheet).collect();
    if pages.is_empty() {
        pages.push(nothing(input, fonts));
    }
    Document {
        title: format!("{}{}", input.imprint.village, input.title),
        pages,
        bookmarks,
    }
}

/// Face and back of a post; what one back does not hold goes on beside another face.
fn strips_of(card: &ResponseCard, input: &ResponseCards, fonts: &Fonts) -> Vec<Vec<Item>> {
    let urgent = |stage: &&Stage| URGENT.contains(&stage.title.as_str());
    let mut face = face(card, input, fonts);
    let measure = WIDTH - proof::room(&card.proof);
    let (letters, tall) = proof::letters(&card.proof, 2, (measure, fonts));
    let apart = if letters.is_empty() { 0 } else { 3 * PT };
    let foot = HEIGHT - tall - apart;
    let warned = forbidden(card, (face.y, foot), fonts);
    let back = ResponseCard {
        stages: card.stages.iter().filter(urgent).cloned().collect(),
        forbidden: match &warned {
            Some(_) => Vec::new(),
            None => card.forbidden.clone(),
        },
        ..ResponseCard::default()
    };
    face.items.extend(warned.into_iter().flatten());
    let mut face = face.fitted(foot);
    face.extend(
        letters
            .into_iter()
            .map(|item| item.shifted(0, foot + apart)),
    );
    let corner = (WIDTH - proof::SIDE, HEIGHT - proof::SIDE);
    face.extend(proof::code(&card.proof, corner));
    let backs = body::cards(&back, (WIDTH, HEIGHT), SIZES, fonts);
    let strips = backs.into_iter().map(|pieces: Vec<Piece>| {
        let mut items = face.clone();
        let back = stacked(pieces, 0, HEIGHT).into_iter();
        items.extend(back.map(|item| item.shifted(FACE.width, 0)));
        items
    });
    strips.collect()
}

/// What never to do, low on the face if it finds room there.
fn forbidden(
    card: &ResponseCard,
    (top, bottom): (Length, Length),
    fonts: &Fonts,
) -> Option<Vec<Item>> {
    let only = ResponseCard {
        forbidden: card.forbidden.clone(),
        ..ResponseCard::default()
    };
    let width = WIDTH - proof::room(&card.proof);
    let pieces = body::fitted(&only, (width, bottom - top), SIZES, fonts)?;
    let tall = total(&pieces);
    let items = stacked(pieces, bottom - tall, tall);
    (!items.is_empty()).then_some(items)
}

/// Post, people and numbers.
fn face<'a>(card: &ResponseCard, input: &ResponseCards, fonts: &'a Fonts) -> Pen<'a> {
    let head = format!("{}{}", input.imprint.village, input.title);
    let version = match card.version.as_str() {
        "" => String::new(),
        version => format!("第{version}版"),
    };
    let printed = input
        .imprint
        .printed_at
        .split(' ')
        .next()
        .unwrap_or_default();
    let head = joined(&[&head, input.imprint.mark(), &version, printed]);
    let mut pen = Pen::new(fonts);
    pen.text(&head, PAPER, 1);
    pen.text(&joined(&[&card.post, &card.hazard]), POST, 1);
    pen.items.push(rule(0, pen.y + PT, WIDTH, 150));
    pen.y += 4 * PT;
    pen.measure -= proof::room(&card.proof);
    for holder in &card.holders {
        pen.text(&person(holder), PERSON, 1);
    }
    pen.y += PT;
    let phones = input.phones.iter();
    let phones = phones.map(|phone| format!("{} {}", phone.label, phone_groups(&phone.number)));
    let phones: Vec<String> = phones
        .chain(["火警119　报警110　急救120".to_owned()])
        .collect();
    for row in pen.rows(&phones, NUMBER) {
        pen.text(&row, NUMBER, 1);
    }
    pen
}

/// A角 何桂花 142 0000 0871; what is missing is said in words.
fn person(holder: &Holder) -> String {
    let name = holder.name.as_deref().unwrap_or_default();
    let phone = holder
        .phone
        .as_deref()
        .map(phone_groups)
        .unwrap_or_default();
    match holder.gap() {
        Some(gap) if name.is_empty() => gap,
        Some(_) => format!("{} {name}　没有电话，请尽快补上。", holder.role),
        None => format!("{} {name}　{phone}", holder.role),
    }
}

/// Sets texts one under the other on a face.
struct Pen<'a> {
    fonts: &'a Fonts,
    measure: Length,
    y: Length,
    items: Vec<Item>,
}

impl<'a> Pen<'a> {
    fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            measure: WIDTH,
            y: 0,
            items: Vec::new(),
        }
    }

    /// Words side by side in as few rows as keep each of them in one piece.
    fn rows(&self, words: &[String], style: Style) -> Vec<String> {
        let setter = Setter::new(self.fonts, style);
        let mut rows: Vec<String> = Vec::new();
        for word in words {
            let longer = rows.last().map(|row| format!("{row}　{word}"));
            let longer = longer.filter(|row| setter.width(row) <= self.measure);
            match (longer, rows.last_mut()) {
                (Some(longer), Some(row)) => *row = longer,
                _ => rows.push(word.clone()),
            }
        }
        rows
    }

    fn text(&mut self, text: &str, style: Style, most: usize) {
        let setting = Setting {
            fonts: self.fonts,
            measure: self.measure,
            least: LEAST,
            most,
        };
        let style = shrunk(text, style, setting);
        let lines = Setter::new(self.fonts, style).lines(text, self.measure);
        let tall = height(&lines, style);
        let baselines = (0..).map(|line| line * style.leading);
        let top = self.y + style.baseline();
        let placed = lines.into_iter().zip(baselines);
        self.items
            .extend(placed.map(|(line, down)| line.place(0, top + down, style)));
        self.y += tall;
    }

    /// The texts, drawn together where a face of unusual length would reach below this room.
    fn fitted(self, room: Length) -> Vec<Item> {
        let used = self.y.max(1);
        if used <= room {
            return self.items;
        }
        let items = self.items.into_iter();
        items.map(|item| scaled(item, (room, used))).collect()
    }
}

/// The item made smaller by a fraction, from its upper left corner.
fn scaled(item: Item, (to, from): (Length, Length)) -> Item {
    let part = |length: Length| {
        let length = i64::from(length) * i64::from(to) / i64::from(from);
        Length::try_from(length).unwrap_or(Length::MAX)
    };
    let mut item = item;
    match &mut item {
        Item::Text {
            x, y, size, width, ..
        } => {
            [*x, *y, *size, *width] = [*x, *y, *size, *width].map(part);
        }
        Item::Line { y, to_y, .. } => [*y, *to_y] = [*y, *to_y].map(part),
        Item::Rect { .. }
        | Item::Circle { .. }
        | Item::Polygon { .. }
        | Item::Qr { .. }
        | Item::Picture { .. } => {}
    }
    item
}

fn sheet(strips: &[(usize, Vec<Item>)]) -> Page {
    let tops = (0..).map(|row: Length| TOP + row * FACE.height);
    let mut items = Vec::new();
    for ((_, strip), top) in strips.iter().zip(tops) {
        items.push(Item::Rect {
            x: LEFT,
            y: top,
            width: 2 * FACE.width,
            height: FACE.height,
            paint: Paint::Stroke(30),
        });
        items.extend(fold_marks(top));
        let strip = strip.iter().cloned();
        items.extend(strip.map(|item| item.shifted(LEFT + INSET, top + INSET)));
    }
    Page {
        size: Size::A4,
        items,
    }
}

/// Short strokes where the strip is folded.
fn fold_marks(top: Length) -> [Item; 2] {
    let x = LEFT + FACE.width;
    let stroke = |from: Length, to: Length| Item::Line {
        x,
        y: from,
        to_x: x,
        to_y: to,
        thickness: 30,
    };
    let bottom = top + FACE.height;
    [stroke(top, top + mm(3)), stroke(bottom - mm(3), bottom)]
}
