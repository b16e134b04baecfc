//! The signs of the layers of a map, drawn for screen and paper alike: every layer has a shape of
//! its own, so that a grey copy and an eye without colour tell them apart.

use crate::fonts::Fonts;
use crate::page::{Ink, Item, Length, Paint};
use crate::text::{Setter, Style};

/// How a sign is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// White figures on black.
    Solid,
    /// Black figures on white, in a black outline.
    Outlined,
}

/// The shape that stands for a layer, on a square of 100 by 100 units, `y` downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Its corners.
    pub corners: &'static [(i32, i32)],
    /// How it is painted.
    pub tone: Tone,
    /// Where the middle of its number lies, from its upper edge.
    pub middle: i32,
}

const fn sign(corners: &'static [(i32, i32)], tone: Tone, middle: i32) -> Sign {
    Sign {
        corners,
        tone,
        middle,
    }
}

const TRIANGLE: &[(i32, i32)] = &[(50, 0), (100, 94), (0, 94)];
const HOUSE: &[(i32, i32)] = &[
    (50, 0),
    (100, 42),
    (88, 42),
    (88, 96),
    (12, 96),
    (12, 42),
    (0, 42),
];
const FLAG: &[(i32, i32)] = &[
    (4, 8),
    (96, 8),
    (96, 76),
    (62, 76),
    (50, 98),
    (38, 76),
    (4, 76),
];
const CRATE: &[(i32, i32)] = &[(8, 8), (92, 8), (92, 92), (8, 92)];
const DIAMOND: &[(i32, i32)] = &[(50, 0), (100, 50), (50, 100), (0, 50)];
const DROP: &[(i32, i32)] = &[
    (50, 0),
    (76, 34),
    (88, 58),
    (84, 80),
    (68, 95),
    (50, 99),
    (32, 95),
    (16, 80),
    (12, 58),
    (24, 34),
];
const CROSS: &[(i32, i32)] = &[
    (28, 2),
    (72, 2),
    (72, 28),
    (98, 28),
    (98, 72),
    (72, 72),
    (72, 98),
    (28, 98),
    (28, 72),
    (2, 72),
    (2, 28),
    (28, 28),
];
const DOWNWARD: &[(i32, i32)] = &[(0, 6), (100, 6), (50, 100)];
const OCTAGON: &[(i32, i32)] = &[
    (29, 2),
    (71, 2),
    (98, 29),
    (98, 71),
    (71, 98),
    (29, 98),
    (2, 71),
    (2, 29),
];
const ARROW: &[(i32, i32)] = &[(0, 22), (64, 22), (100, 50), (64, 78), (0, 78)];

/// The sign of a layer; an octagon for one without its own.
pub fn of(layer: &str) -> Sign {
    match layer {
        "risk_point" => sign(TRIANGLE, Tone::Solid, 62),
        "route" => sign(ARROW, Tone::Outlined, 50),
        "shelter" => sign(HOUSE, Tone::Solid, 62),
        "station" => sign(FLAG, Tone::Solid, 42),
        "supplies" => sign(CRATE, Tone::Outlined, 50),
        "broadcast" => sign(DIAMOND, Tone::Solid, 50),
        "water" => sign(DROP, Tone::Outlined, 60),
        "clinic" => sign(CROSS, Tone::Outlined, 50),
        "monitor_point" => sign(DOWNWARD, Tone::Outlined, 36),
        _ => sign(OCTAGON, Tone::Outlined, 50),
    }
}

/// The sign with a number in it, its middle here; without number if that is empty.
pub(super) fn draw(
    sign: Sign,
    number: &str,
    ((x, y), side): ((Length, Length), Length),
    fonts: &Fonts,
) -> Vec<Item> {
    let (left, top) = (x - side / 2, y - side / 2);
    let grown = |grow: Length| {
        let place = |part: i32, from: Length| {
            let middle = from + side / 2;
            middle + (from + side * part / 100 - middle) * (side + grow) / side
        };
        let corners = sign.corners.iter();
        corners
            .map(move |(x, y)| (place(*x, left), place(*y, top)))
            .collect()
    };
    // A white rim sets the sign off a dark picture.
    let mut items = vec![polygon(grown(side / 4), Paint::Blank)];
    items.push(match sign.tone {
        Tone::Solid => polygon(grown(0), Paint::Fill),
        Tone::Outlined => polygon(grown(0), Paint::Stroke((side / 14).max(60))),
    });
    let style = Style::bold(side * 46 / 100);
    let line = Setter::new(fonts, style).line(number);
    if line.width == 0 {
        return items;
    }
    let across = x - line.width / 2;
    let baseline = top + side * sign.middle / 100 + style.size * 36 / 100;
    let mut figure = line.place(across, baseline, style);
    if let (Tone::Solid, Item::Text { ink, .. }) = (sign.tone, &mut figure) {
        *ink = Ink::White;
    }
    items.push(figure);
    items
}

fn polygon(corners: Vec<(Length, Length)>, paint: Paint) -> Item {
    Item::Polygon { corners, paint }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYERS: [&str; 10] = [
        "risk_point",
        "route",
        "shelter",
        "station",
        "supplies",
        "broadcast",
        "water",
        "clinic",
        "monitor_point",
        "facility",
    ];

    #[test]
    fn no_two_layers_share_a_shape() {
        for (at, one) in LAYERS.iter().enumerate() {
            for other in LAYERS.iter().skip(at + 1) {
                assert_ne!(of(one).corners, of(other).corners, "{one} and {other}");
            }
        }
    }

    #[test]
    fn every_sign_stays_on_its_square() {
        for layer in LAYERS {
            let inside = |part: &i32| (0..=100).contains(part);
            let corners = of(layer).corners;
            assert!(
                corners.iter().all(|(x, y)| inside(x) && inside(y)),
                "{layer}"
            );
        }
    }
}
