//! A level of warning as a heading: its word, and before it a pattern that tells it on a grey copy
//! and to an eye without colour (domain §3): red solid, orange hatched, yellow hollow, blue dotted.

use crate::flow::Flow;
use crate::page::{Item, Length, PT, Paint};
use crate::text::{Setter, Style};
use serde::{Deserialize, Serialize};

const HEADING: Style = Style::bold(13 * PT).leading(22 * PT);
const RING: Length = PT;

/// What stands for a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    /// Red.
    Solid,
    /// Orange.
    Hatched,
    /// Yellow.
    Hollow,
    /// Blue.
    Dotted,
}

impl Pattern {
    /// The pattern of a level; none for what is no colour.
    pub fn of(level: &str) -> Option<Self> {
        match level {
            "red" => Some(Self::Solid),
            "orange" => Some(Self::Hatched),
            "yellow" => Some(Self::Hollow),
            "blue" => Some(Self::Dotted),
            _ => None,
        }
    }

    /// Drawn in a ring around this place.
    fn draw(self, (x, y): (Length, Length), radius: Length) -> Vec<Item> {
        let circle = |(x, y): (Length, Length), radius, paint| Item::Circle {
            x,
            y,
            radius,
            paint,
        };
        let paint = match self {
            Self::Solid => Paint::Fill,
            _ => Paint::Stroke(RING),
        };
        let mut items = vec![circle((x, y), radius, paint)];
        match self {
            Self::Solid | Self::Hollow => {}
            // Across the ring at a third, the middle and two thirds, as long as it is there.
            Self::Hatched => items.extend([(-45, 54), (0, 71), (45, 54)].map(|(aside, reach)| {
                let (aside, reach) = (radius * aside / 100, radius * reach / 100);
                Item::Line {
                    x: x + aside * 71 / 100 - reach,
                    y: y + aside * 71 / 100 + reach,
                    to_x: x + aside * 71 / 100 + reach,
                    to_y: y + aside * 71 / 100 - reach,
                    thickness: RING,
                }
            })),
            Self::Dotted => {
                let away = radius * 45 / 100;
                let places = [(0, 0), (away, 0), (-away, 0), (0, away), (0, -away)];
                let dots = places.map(|(right, down)| (x + right, y + down));
                items.extend(dots.map(|dot| circle(dot, radius / 7, Paint::Fill)));
            }
        }
        items
    }
}

/// The heading of a level, which stands on the page of what follows it.
pub(super) fn draw(pattern: Pattern, title: &str, flow: &mut Flow<'_>) {
    let style = flow.style(HEADING);
    flow.skip(6 * PT);
    let radius = style.size * 55 / 100;
    let indent = 2 * radius + style.size / 2;
    // With the first lines of what it stands above.
    flow.ensure(3 * style.leading);
    let middle = flow.y + style.baseline() - style.size * 37 / 100;
    for item in pattern.draw((flow.left() + radius, middle), radius) {
        flow.put(item);
    }
    let lines = Setter::new(flow.fonts, style).lines(title, flow.width() - indent);
    flow.lines(lines, style, [indent, indent]);
}
