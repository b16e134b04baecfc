//! 防灾避险明白卡: one household of a danger zone on A5, two on a sheet of A4, in type for old eyes
//! (domain §3.1, wording in `assets/texts/safety_slip.toml`). It hangs on a kitchen wall: when to
//! go, which way, who comes, what never to do. It names help, never an illness.

mod parts;

use super::press::{Piece, Press, Role, STILL_LARGE, split, stacked, total};
use super::{Audience, Imprint, joined, proof};
use crate::fonts::Fonts;
use crate::page::{Bookmark, Document, Item, Length, PT, Page, Size, Weight, mm};
use crate::text::breaks::BLANK;
use crate::text::{Setter, Style};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;

/// A part under a heading of its own: 什么时候走.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Its heading.
    pub title: String,
    /// Small words behind the heading: 有一条就走.
    pub note: String,
    /// What it says, line by line.
    pub lines: Vec<String>,
}

/// A part of one sentence, its label beside it: 带什么, 锣声, 不能做.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its label.
    pub label: String,
    /// What it says.
    pub text: String,
}

/// One household's slip.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetySlip {
    /// Number on the right of the title.
    pub number: String,
    /// Who lives there and what threatens them; the first line is set in bold.
    pub facts: Vec<String>,
    /// What is missing, each in a sentence: 护送人未定，请尽快指定。
    pub gaps: Vec<String>,
    /// When to go, how to go.
    pub passages: Vec<Passage>,
    /// Who comes to help, in bold.
    pub help: Passage,
    /// What to take along, what the gong means.
    pub sentences: Vec<Sentence>,
    /// What never to do, white on black.
    pub forbidden: Sentence,
    /// Whom to call, line by line.
    pub phones: Vec<String>,
    /// 核对码 of the slip, in groups with hyphens; empty for none.
    #[serde(default)]
    pub proof: String,
}

/// What goes into the slips.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetySlips {
    /// What the paper says about itself.
    pub imprint: Imprint,
    /// 防灾避险明白卡.
    pub title: String,
    /// Who signs: 发卡单位（盖章）, 户主签字, 日期.
    pub signatures: Vec<String>,
    /// Small words at the end: 一式三份：住户、村、发卡单位.
    pub note: String,
    /// The slips, in order.
    pub slips: Vec<SafetySlip>,
}

/// A5 upright: half of an A4 on its side, so that one cut parts a sheet.
const SLIP: Size = Size {
    width: Size::A4_LANDSCAPE.width / 2,
    height: Size::A4_LANDSCAPE.height,
};
const INSET: Length = mm(7);
const WIDTH: Length = SLIP.width - 2 * INSET;
const HEIGHT: Length = SLIP.height - 2 * INSET;
const LARGEST: Length = 1500;
const LEAST: Length = 1050;
const STEP: Length = 50;
const PER_SHEET: usize = 2;
/// Height of a line that is written on by hand.
const HAND: Length = mm(8);
const COLOPHON: Style = Style::regular(750).leading(11 * PT);

/// Lays out the slips, two on a sheet of A4 on its side.
pub fn lay_out(input: &SafetySlips, fonts: &Fonts) -> Document {
    match lay_out_by_steps(input, fonts, |_, _| Ok::<_, Infallible>(())) {
        Ok(document) => document,
    }
}

/// The same, each slip a `step`, told by its place and the number of all; an error from there ends
/// the work.
pub fn lay_out_by_steps<E>(
    input: &SafetySlips,
    fonts: &Fonts,
    mut step: impl FnMut(usize, usize) -> Result<(), E>,
) -> Result<Document, E> {
    let mut slips: Vec<(usize, Vec<Item>)> = Vec::new();
    let mut bookmarks = Vec::new();
    for (at, slip) in input.slips.iter().enumerate() {
        step(at, input.slips.len())?;
        let title = joined(&[&slip.number, slip.facts.first().map_or("", String::as_str)]);
        bookmarks.push(Bookmark::new(title, slips.len() / PER_SHEET));
        let made = made(slip, input, fonts).into_iter();
        slips.extend(made.map(|items| (at, items)));
    }
    let total = input.slips.len();
    for (at, items) in &mut slips {
        let proof = input.slips.get(*at).map_or("", |slip| slip.proof.as_str());
        let tally = format!("{} / {total}", *at + 1);
        items.push(colophon(input, &tally, (WIDTH - proof::room(proof), fonts)));
    }
    let mut pages: Vec<Page> = slips.chunks(PER_SHEET).map(sheet).collect();
    if pages.is_empty() {
        pages.push(nothing(input, fonts));
    }
    Ok(Document {
        title: format!("{}{}", input.imprint.village, input.title),
        pages,
        bookmarks,
    })
}

/// The pages of A5 that a household needs: one, unless its texts are very long.
fn made(slip: &SafetySlip, input: &SafetySlips, fonts: &Fonts) -> Vec<Vec<Item>> {
    let (head, top) = parts::head(slip, input, (WIDTH, fonts));
    let (foot, foot_height) = parts::foot(slip, input, (WIDTH, fonts));
    let foot_height = foot_height + COLOPHON.leading;
    let room = HEIGHT - top - foot_height;
    let bodies = fitted(slip, room, fonts).into_iter();
    let slips = bodies.map(|pieces| {
        let mut items = head.clone();
        items.extend(stacked(pieces, top, room));
        let foot = foot.iter().cloned();
        items.extend(foot.map(|item| item.shifted(0, HEIGHT - foot_height)));
        items
    });
    slips.collect()
}

fn fitted(slip: &SafetySlip, room: Length, fonts: &Fonts) -> Vec<Vec<Piece>> {
    let set = |size| {
        let press = Press {
            width: WIDTH,
            size,
            title: 3,
            fonts,
        };
        pieces(slip, &press)
    };
    let mut size = LARGEST;
    // One that a hand writes on needs its room for the lines.
    let least = if is_written_on(slip) {
        STILL_LARGE
    } else {
        LEAST
    };
    while size > least {
        let pieces = set(size);
        if total(&pieces) <= room {
            return vec![pieces];
        }
        size -= STEP;
    }
    split(set(least), room)
}

/// Whether there are lines to write on.
fn is_written_on(slip: &SafetySlip) -> bool {
    let helpers = slip.help.lines.iter();
    helpers.chain(&slip.facts).any(|line| line.contains(BLANK))
}

fn pieces(slip: &SafetySlip, press: &Press<'_>) -> Vec<Piece> {
    let mut pieces = press.facts(&slip.facts);
    let gaps = slip.gaps.iter();
    pieces.extend(gaps.map(|gap| press.boxed("", gap, PT)));
    let said = |passage: &&Passage| !passage.lines.is_empty();
    for (passage, number) in slip.passages.iter().filter(said).zip(1..) {
        pieces.extend(press.passage(number, passage, Weight::Regular));
    }
    let number = slip.passages.iter().filter(said).count() + 1;
    pieces.extend(press.passage(number, &slip.help, Weight::Bold));
    let spoken = slip
        .sentences
        .iter()
        .filter(|sentence| !sentence.text.is_empty());
    pieces.extend(spoken.map(|sentence| {
        let beside = press.width - press.title_width();
        let text = in_one_line(&sentence.text, (press.line_style(), beside), press.fonts);
        press.labelled(&sentence.label, &text)
    }));
    let Sentence { label, text } = &slip.forbidden;
    if !text.is_empty() {
        let within = press.box_measure(label);
        let text = in_one_line(text, (press.bold_style(), within), press.fonts);
        pieces.push(press.boxed(label, &text, 150));
    }
    pieces
}

/// Lines in one where that holds them all.
fn in_one_line(text: &str, (style, measure): (Style, Length), fonts: &Fonts) -> String {
    let joined = text.replace('\n', "");
    if Setter::new(fonts, style).width(&joined) <= measure {
        joined
    } else {
        text.to_owned()
    }
}

/// Last line of a slip: whose, when printed, which edition, number among the printed ones.
fn colophon(input: &SafetySlips, tally: &str, (measure, fonts): (Length, &Fonts)) -> Item {
    let imprint = &input.imprint;
    let printed = match imprint.printed_at.as_str() {
        "" => String::new(),
        moment => format!("{moment} 印"),
    };
    let edition = match imprint.audience {
        Audience::Duty => "",
        Audience::Public => "公开版",
    };
    let text = joined(&[&input.note, &printed, edition, tally]);
    let mut style = COLOPHON;
    while Setter::new(fonts, style).width(&text) > measure && style.size > 4 * PT {
        style = style.at(style.size - 25);
    }
    let line = Setter::new(fonts, style).line(&text);
    line.place(0, HEIGHT - COLOPHON.leading + COLOPHON.baseline(), style)
}

fn sheet(slips: &[(usize, Vec<Item>)]) -> Page {
    let mut items = Vec::from(cut_marks());
    let places = (0..).map(|column: Length| column * SLIP.width + INSET);
    for ((_, slip), x) in slips.iter().zip(places) {
        items.extend(slip.iter().cloned().map(|item| item.shifted(x, INSET)));
    }
    Page {
        size: Size::A4_LANDSCAPE,
        items,
    }
}

/// Short strokes at both ends of the middle line.
fn cut_marks() -> [Item; 2] {
    let (x, height) = (SLIP.width, SLIP.height);
    [(mm(3), mm(8)), (height - mm(8), height - mm(3))].map(|(from, to)| Item::Line {
        x,
        y: from,
        to_x: x,
        to_y: to,
        thickness: 30,
    })
}

/// A sheet that says why it is empty.
fn nothing(input: &SafetySlips, fonts: &Fonts) -> Page {
    let style = Style::regular(12 * PT);
    let why = input.imprint.lacks.concat();
    let text = format!("{}{}：{why}", input.imprint.village, input.title);
    let lines = Setter::new(fonts, style).lines(&text, WIDTH);
    let baselines = (0..).map(|line| INSET + line * style.leading + style.baseline());
    let items = lines.into_iter().zip(baselines);
    Page {
        size: Size::A4_LANDSCAPE,
        items: items.map(|(line, y)| line.place(INSET, y, style)).collect(),
    }
}

/// A piece of one line of text or more, in one style.
fn lines_piece(text: &str, (style, indent): (Style, Length), press: &Press<'_>) -> Piece {
    let style = if text.contains(BLANK) {
        // Where much is still open the lines draw together, so that the slip stays on its page.
        style.leading(style.leading.max(HAND.min(press.size * 9 / 5)))
    } else {
        style
    };
    let lines = Setter::new(press.fonts, style).lines(text, press.width - indent);
    let tall = crate::flow::height(&lines, style);
    let baselines = (0..).map(|line| line * style.leading + style.baseline());
    let items = lines.into_iter().zip(baselines);
    Piece {
        height: tall,
        items: items
            .map(|(line, y)| line.place(indent, y, style))
            .collect(),
        role: Role::Line,
    }
}
