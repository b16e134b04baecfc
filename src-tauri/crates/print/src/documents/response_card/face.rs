//! Head and foot of a card, which repeat when it goes on to a second one.

use super::{Phone, ResponseCard, ResponseCards};
use crate::documents::pictogram::Pictogram;
use crate::documents::{Audience, Imprint, Setting, joined, proof, shrunk};
use crate::flow::{height, rule};
use crate::fonts::Fonts;
use crate::page::{Item, Length, PT, Paint};
use crate::text::{Setter, Style};
use ledger::numbers::phone_groups;

const PAPER: Style = Style::regular(950).leading(12 * PT);
const POST: Style = Style::bold(23 * PT).leading(28 * PT);
const HAZARD: Style = Style::bold(14 * PT).leading(18 * PT);
const NUMBER: Style = Style::bold(1050).leading(15 * PT);
const COLOPHON: Style = Style::regular(750).leading(11 * PT);
const LEAST: Length = 850;
const HEAVY: Length = 3 * PT;
/// Above the first line of numbers.
const ABOVE: Length = 4 * PT;
/// Emergency numbers of the whole country.
const EVERYWHERE: &str = "火警119　报警110　急救120";

/// Items relative to the upper left corner, and their height.
pub(super) type Block = (Vec<Item>, Length);

/// Village, post in large letters, hazard in its box, a thick rule. `suffix` marks a second card.
pub(super) fn head(
    card: &ResponseCard,
    suffix: &str,
    (input, fonts): (&ResponseCards, &Fonts),
    width: Length,
) -> Block {
    let (mut items, corner_width, corner_height) = match card.pictogram {
        Some(pictogram) => picture(pictogram, width),
        None => hazard(&card.hazard, width, fonts),
    };
    let measure = width - corner_width;
    let paper = format!("{}{}", input.imprint.village, input.title);
    let paper = joined(&[&paper, input.imprint.mark()]);
    let post = format!("{}{suffix}", card.post);
    let setting = Setting {
        fonts,
        measure,
        least: LEAST,
        most: 1,
    };
    let mut y = 0;
    for (text, style) in [(&paper, PAPER), (&post, shrunk(&post, POST, setting))] {
        for line in Setter::new(fonts, style).lines(text, measure) {
            items.push(line.place(0, y + style.baseline(), style));
            y += style.leading;
        }
    }
    y = y.max(corner_height) + 2 * PT;
    items.push(rule(0, y, width, HEAVY));
    (items, y + HEAVY + 5 * PT)
}

fn picture(pictogram: Pictogram, width: Length) -> (Vec<Item>, Length, Length) {
    const SIDE: Length = 46 * PT;
    let items = pictogram.draw(SIDE).into_iter();
    let items = items.map(|item| item.shifted(width - SIDE, 0)).collect();
    (items, SIDE + 6 * PT, SIDE + 2 * PT)
}

fn hazard(text: &str, width: Length, fonts: &Fonts) -> (Vec<Item>, Length, Length) {
    const PAD: Length = 6 * PT;
    let setting = Setting {
        fonts,
        measure: width * 2 / 5 - 2 * PAD,
        least: LEAST,
        most: 1,
    };
    let style = shrunk(text, HAZARD, setting);
    let lines = Setter::new(fonts, style).lines(text, setting.measure);
    let Some(widest) = lines.iter().map(|line| line.width).max() else {
        return (Vec::new(), 0, 0);
    };
    let (outer, tall) = (widest + 2 * PAD, height(&lines, style) + PAD);
    let x = width - outer;
    let mut items = vec![Item::Rect {
        x,
        y: 75,
        width: outer,
        height: tall,
        paint: Paint::Stroke(150),
    }];
    let mut y = 75 + PAD / 2;
    for line in lines {
        items.push(line.place(x + PAD, y + style.baseline(), style));
        y += style.leading;
    }
    (items, outer + PAD, tall + 150)
}

/// Numbers to call and, if there is one, the QR code; without the last line of the card. Where that
/// is lower, the first line of numbers runs across above the code instead of beside it.
pub(super) fn foot(card: &ResponseCard, phones: &[Phone], width: Length, fonts: &Fonts) -> Block {
    let beside = width - proof::room(&card.proof);
    let blocks = [(beside, 0), (width, ABOVE + NUMBER.leading)].map(|(first, above)| {
        let numbers = numbers(phones, [first, beside], fonts);
        above_code(card, numbers, (above, beside), (width, fonts))
    });
    let [one, other] = blocks;
    if other.1 < one.1 { other } else { one }
}

/// The numbers, below them the letters of the code, and at the right the code itself, which keeps
/// free what stands `above` it.
fn above_code(
    card: &ResponseCard,
    (mut items, mut tall): Block,
    (above, measure): (Length, Length),
    (width, fonts): (Length, &Fonts),
) -> Block {
    let (letters, letters_height) = proof::letters(&card.proof, 2, (measure, fonts));
    if !letters.is_empty() {
        let least = above + proof::SIDE + proof::QUIET - COLOPHON.leading;
        let top = tall.max(least - letters_height);
        items.extend(letters.into_iter().map(|item| item.shifted(0, top)));
        tall = top + letters_height;
    }
    let corner = (width - proof::SIDE, tall + COLOPHON.leading - proof::SIDE);
    items.extend(proof::code(&card.proof, corner));
    (items, tall + COLOPHON.leading)
}

/// The numbers side by side, each in one piece, in as many lines as they need; the first as wide as
/// the card, the others beside its code.
fn numbers(phones: &[Phone], [mut measure, beside]: [Length; 2], fonts: &Fonts) -> Block {
    const DISTANCE: Length = 13 * PT;
    let known = phones.iter().map(|phone| {
        let number = phone_groups(&phone.number);
        format!("{} {number}", phone.label)
    });
    let numbers = known.chain([EVERYWHERE.to_owned()]);
    let setter = Setter::new(fonts, NUMBER);
    let mut items = Vec::new();
    let (mut x, mut y) = (0, ABOVE);
    for number in numbers {
        if x > 0 && x + setter.width(&number) > measure {
            (x, y, measure) = (0, y + NUMBER.leading, beside);
        }
        for line in setter.lines(&number, measure) {
            if x > 0 && x + line.width > measure {
                (x, y, measure) = (0, y + NUMBER.leading, beside);
            }
            let end = x + line.width + DISTANCE;
            items.push(line.place(x, y + NUMBER.baseline(), NUMBER));
            x = end;
        }
    }
    (items, y + NUMBER.leading)
}

/// Last line of the card: edition, day of printing, number among the printed cards.
pub(super) fn colophon(
    card: &ResponseCard,
    tally: &str,
    (imprint, fonts): (&Imprint, &Fonts),
    width: Length,
) -> Item {
    let version = match card.version.as_str() {
        "" => String::new(),
        version => format!("第{version}版"),
    };
    let printed = match imprint.printed_at.as_str() {
        "" => String::new(),
        moment => format!("{moment} 印"),
    };
    let edition = match imprint.audience {
        Audience::Duty => "",
        Audience::Public => "公开版",
    };
    let text = joined(&[&version, &printed, edition, tally]);
    let measure = width - proof::room(&card.proof);
    let mut style = COLOPHON;
    while Setter::new(fonts, style).width(&text) > measure && style.size > 4 * PT {
        style = style.at(style.size - 25);
    }
    let line = Setter::new(fonts, style).line(&text);
    line.place(0, -COLOPHON.leading + COLOPHON.baseline(), style)
}
