//! Head, foot and the headed parts of a slip.

use super::{COLOPHON, Passage, SafetySlip, SafetySlips, lines_piece};
use crate::documents::press::{Piece, Press, Role};
use crate::documents::{Setting, joined, proof, shrunk};
use crate::flow::{height, rule};
use crate::fonts::Fonts;
use crate::page::{Item, Length, PT, Weight};
use crate::text::breaks::BLANK;
use crate::text::{Setter, Style};

const VILLAGE: Style = Style::regular(1050).leading(14 * PT);
const TITLE: Style = Style::bold(24 * PT).leading(31 * PT);
const PHONES: Style = Style::bold(1150).leading(16 * PT);
const SIGN: Style = Style::regular(950).leading(13 * PT);
const LEAST: Length = 850;
const HEAVY: Length = 3 * PT;
/// Room for a stamp and for a hand that shakes.
const SIGN_ROOM: Length = 29 * PT;

/// Village and number, the title in large letters, a thick rule.
pub(super) fn head(
    slip: &SafetySlip,
    input: &SafetySlips,
    (width, fonts): (Length, &Fonts),
) -> (Vec<Item>, Length) {
    let setter = Setter::new(fonts, VILLAGE);
    let village = joined(&[&input.imprint.village, input.imprint.mark()]);
    let number = setter.lines(&slip.number, width / 2);
    let mut items = Vec::new();
    let mut y = 0;
    for line in &number {
        let x = width - line.width;
        items.push(line.clone().place(x, y + VILLAGE.baseline(), VILLAGE));
        y += VILLAGE.leading;
    }
    let mut left = 0;
    for line in setter.lines(&village, width * 2 / 5) {
        items.push(line.place(0, left + VILLAGE.baseline(), VILLAGE));
        left += VILLAGE.leading;
    }
    y = y.max(left);
    let setting = Setting {
        fonts,
        measure: width,
        least: LEAST,
        most: 1,
    };
    let title = shrunk(&input.title, TITLE, setting);
    for line in Setter::new(fonts, title).lines(&input.title, width) {
        items.push(line.place(0, y + title.baseline(), title));
        y += title.leading;
    }
    items.push(rule(0, y + 2 * PT, width, HEAVY));
    (items, y + 2 * PT + HEAVY + 6 * PT)
}

/// Whom to call, and who signs.
pub(super) fn foot(
    slip: &SafetySlip,
    input: &SafetySlips,
    (width, fonts): (Length, &Fonts),
) -> (Vec<Item>, Length) {
    let mut items = vec![rule(0, 5 * PT, width, 150)];
    let mut y = 9 * PT;
    let phones = slip.phones.iter();
    for text in phones.flat_map(|text| in_lines(text, (width, fonts))) {
        let setting = Setting {
            fonts,
            measure: width,
            least: LEAST,
            most: 1,
        };
        let style = shrunk(&text, PHONES, setting);
        for line in Setter::new(fonts, style).lines(&text, width) {
            items.push(line.place(0, y + style.baseline(), style));
            y += style.leading;
        }
    }
    y += 4 * PT;
    let count = Length::try_from(input.signatures.len()).unwrap_or(1).max(1);
    let beside = width - proof::room(&slip.proof);
    let room = beside / count;
    for (label, x) in input.signatures.iter().zip((0..).map(|at| at * room)) {
        let setting = Setting {
            fonts,
            measure: room - 8 * PT,
            least: 5 * PT,
            most: 1,
        };
        let style = shrunk(label, SIGN, setting);
        let line = Setter::new(fonts, style).line(label);
        items.push(line.place(x, y + style.baseline(), style));
        items.push(rule(x, y + SIGN_ROOM, room - 8 * PT, 50));
    }
    y += SIGN_ROOM + 4 * PT;
    let (letters, tall) = proof::letters(&slip.proof, 1, (beside, fonts));
    items.extend(letters.into_iter().map(|item| item.shifted(0, y)));
    y += tall;
    let corner = (width - proof::SIDE, y + COLOPHON.leading - proof::SIDE);
    items.extend(proof::code(&slip.proof, corner));
    (items, y)
}

/// Telephones that a hand has yet to write, in as many lines as hold them: shrunk they would have
/// no room for a number. Each stays beside its label.
fn in_lines(text: &str, (width, fonts): (Length, &Fonts)) -> Vec<String> {
    const APART: char = '　';
    let setter = Setter::new(fonts, PHONES);
    if !text.contains(BLANK) {
        return vec![text.to_owned()];
    }
    let mut lines: Vec<String> = Vec::new();
    for piece in text.split(APART) {
        match lines.last_mut() {
            Some(last) if setter.width(&format!("{last}{APART}{piece}")) <= width => {
                last.push(APART);
                last.push_str(piece);
            }
            _ => lines.push(piece.to_owned()),
        }
    }
    lines
}

impl Press<'_> {
    /// Who lives there; the first line louder than the others.
    pub(super) fn facts(&self, facts: &[String]) -> Vec<Piece> {
        let styles = std::iter::once(self.bold_style()).chain(std::iter::repeat(self.line_style()));
        let facts = facts.iter().zip(styles);
        facts
            .map(|(fact, style)| lines_piece(fact, (style, 0), self))
            .collect()
    }

    /// A numbered heading with a note behind it, and lines below it, one piece each.
    pub(super) fn passage(&self, number: usize, passage: &Passage, weight: Weight) -> Vec<Piece> {
        if passage.lines.is_empty() {
            return Vec::new();
        }
        let style = Style {
            weight,
            ..self.line_style()
        };
        let lines = passage.lines.iter();
        let lines = lines.map(|line| lines_piece(line, (style, self.title_indent()), self));
        let title = self.heading(number, passage);
        std::iter::once(title).chain(lines).collect()
    }

    fn heading(&self, number: usize, passage: &Passage) -> Piece {
        let bold = self.bold_style();
        let (indent, gap) = (self.title_indent(), self.size / 3);
        let titles = Setter::new(self.fonts, bold).lines(&passage.title, self.width - indent);
        let last = titles.last().map_or(0, |line| line.width);
        let tall = height(&titles, bold).max(bold.leading);
        let baselines = (0..).map(|line| gap + line * bold.leading + bold.baseline());
        let titles = titles.into_iter().zip(baselines);
        let mut items: Vec<Item> = titles
            .map(|(line, y)| line.place(indent, y, bold))
            .collect();
        items.extend(self.numeral(number, gap + bold.leading / 2));
        let small = self.line_style().at(self.size * 4 / 5);
        let note = Setter::new(self.fonts, small).line(&passage.note);
        let behind = indent + last + self.size / 2;
        if note.width > 0 && behind + note.width <= self.width {
            items.push(note.place(behind, gap + tall - bold.leading + bold.baseline(), small));
        }
        Piece {
            height: gap + tall,
            items,
            role: Role::Title,
        }
    }
}
