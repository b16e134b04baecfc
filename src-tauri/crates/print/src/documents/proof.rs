//! The proof of a paper (核对码): a QR code of one size on every paper, and its letters beside it to
//! be typed by hand. `app` makes the text; here it is only drawn.

use crate::flow::height;
use crate::fonts::Fonts;
use crate::page::{Item, Length, PT, mm};
use crate::text::{Setter, Style};

/// A little more than three dots of a printer or scanner of 150 dpi: with three and no more, a code
/// that falls between the dots is not always read.
const MODULE: Length = 153;
/// Modules of a side: version 3 holds the 60 letters of a proof.
const MODULES: Length = 29;
/// Length of a side, without the quiet zone.
pub(crate) const SIDE: Length = MODULE * MODULES;
/// The quiet zone: four modules.
pub(crate) const QUIET: Length = 4 * MODULE;
/// From the code to the lower edge of the page, clear of what a laser printer cannot reach.
const FROM_EDGE: Length = mm(7);
/// Width to keep clear at the right for code and quiet zone.
pub(crate) const ROOM: Length = SIDE + QUIET + 2 * PT;
const LETTERS: Style = Style::regular(650).leading(8 * PT);
/// Groups of letters that a proof has.
const GROUPS: usize = 12;

/// Width that the code takes away from what stands beside it.
pub(crate) fn room(proof: &str) -> Length {
    if proof.is_empty() { 0 } else { ROOM }
}

/// How far the code at the foot of a page reaches up from the lower edge, with its quiet zone.
pub(crate) fn reach(proof: &str) -> Length {
    if proof.is_empty() {
        0
    } else {
        FROM_EDGE + SIDE + QUIET
    }
}

/// The code at the foot of a page, left of this edge and above the lower edge.
pub(crate) fn at_foot(proof: &str, (right, bottom): (Length, Length)) -> Option<Item> {
    code(proof, (right - SIDE, bottom - FROM_EDGE - SIDE))
}

/// The code with its upper left corner here; nothing where there is no proof.
pub(crate) fn code(proof: &str, (x, y): (Length, Length)) -> Option<Item> {
    let letters = proof.replace('-', "");
    if letters.is_empty() {
        return None;
    }
    let code = qrcode::QrCode::with_error_correction_level(letters, qrcode::EcLevel::M).ok()?;
    let colours = code.to_colors();
    let rows = colours.chunks(code.width()).map(|row| {
        let modules = row.iter().map(|colour| colour.select('#', ' '));
        modules.collect()
    });
    Some(Item::Qr {
        x,
        y,
        side: SIDE,
        rows: rows.collect(),
    })
}

/// The letters in so many rows one under the other, from the upper left corner, and their height.
pub(super) fn letters(
    proof: &str,
    rows: usize,
    (measure, fonts): (Length, &Fonts),
) -> (Vec<Item>, Length) {
    if proof.is_empty() {
        return (Vec::new(), 0);
    }
    let groups: Vec<&str> = proof.split('-').collect();
    let rows = groups.chunks(GROUPS.div_ceil(rows.max(1)));
    let text = rows.map(|row| row.join("-")).collect::<Vec<_>>().join("\n");
    let lines = Setter::new(fonts, LETTERS).lines(&text, measure);
    let tall = height(&lines, LETTERS);
    let baselines = (0..).map(|line| line * LETTERS.leading + LETTERS.baseline());
    let placed = lines.into_iter().zip(baselines);
    let items = placed.map(|(line, y)| line.place(0, y, LETTERS));
    (items.collect(), tall)
}
