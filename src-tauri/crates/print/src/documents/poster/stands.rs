//! Where signs stand on the map. Two things in one building would hide each other's numbers: the
//! later one stands beside, and a thin line leads to its place.

use super::chart::Spot;
use crate::page::{Item, Length, PT, Paint, Size, mm};

/// From sign to sign where one had to give way.
const PITCH: Length = mm(9);
/// How far a sign may give way, in steps; where all that is full it stays.
const RINGS: Length = 14;
/// Height of a text above its baseline, in hundredths of its size, and below it.
const ABOVE: Length = 88;
const BELOW: Length = 12;

/// Left, upper, right and lower edge.
type Edges = [Length; 4];

/// Room for signs of one size on a map.
pub(super) struct Stands {
    map: Size,
    sign: Length,
    kept: Vec<Edges>,
    taken: Vec<Spot>,
}

impl Stands {
    /// On a map of this size, on which these things are drawn that no sign may cover.
    pub(super) fn on(map: Size, sign: Length, drawn: &[Item]) -> Self {
        Self {
            map,
            sign,
            kept: drawn.iter().filter_map(extent).collect(),
            taken: Vec::new(),
        }
    }

    /// The nearest free spot, and what leads from it to the place.
    pub(super) fn find(&mut self, place: Spot) -> (Spot, Vec<Item>) {
        let own = self.within(place);
        let rings = (0..=RINGS).flat_map(ring);
        let mut beside = rings.map(|(x, y)| (own.0 + x * PITCH, own.1 + y * PITCH));
        let found = beside.find(|spot| self.is_free(*spot));
        let spot = found.unwrap_or(own);
        self.taken.push(spot);
        let leader = if spot == own {
            Vec::new()
        } else {
            leader(place, spot)
        };
        (spot, leader)
    }

    /// The place itself, or as near to it as a whole sign stands on the map.
    fn within(&self, (x, y): Spot) -> Spot {
        let half = self.sign * 5 / 8;
        let inside = |at: Length, side: Length| at.min(side - half).max(half);
        (inside(x, self.map.width), inside(y, self.map.height))
    }

    fn is_free(&self, spot: Spot) -> bool {
        let half = self.sign * 5 / 8;
        let (x, y) = spot;
        let is_clear = |[left, top, right, bottom]: &Edges| {
            x + half <= *left || x - half >= *right || y + half <= *top || y - half >= *bottom
        };
        let is_apart =
            |(other_x, other_y): &Spot| (x - other_x).abs().max((y - other_y).abs()) >= self.sign;
        self.within(spot) == spot
            && self.kept.iter().all(is_clear)
            && self.taken.iter().all(is_apart)
    }
}

/// The steps to the right and down of a square ring, the nearest side first.
fn ring(n: Length) -> impl Iterator<Item = Spot> {
    let steps = (-n..=n).flat_map(move |down| (-n..=n).map(move |right| (right, down)));
    steps.filter(move |(right, down)| right.abs().max(down.abs()) == n)
}

/// A dot at the place and a line from there.
fn leader((x, y): Spot, (to_x, to_y): Spot) -> Vec<Item> {
    vec![
        Item::Circle {
            x,
            y,
            radius: mm(1),
            paint: Paint::Fill,
        },
        Item::Line {
            x,
            y,
            to_x,
            to_y,
            thickness: 3 * PT / 4,
        },
    ]
}

/// The room a thing takes, of those that stand on a map beside its signs.
fn extent(item: &Item) -> Option<Edges> {
    match item {
        Item::Text {
            x, y, size, width, ..
        } => Some([
            *x,
            y - size * ABOVE / 100,
            x + width,
            y + size * BELOW / 100,
        ]),
        Item::Rect {
            x,
            y,
            width,
            height,
            ..
        } => Some([*x, *y, x + width, y + height]),
        Item::Circle { x, y, radius, .. } => Some([x - radius, y - radius, x + radius, y + radius]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: Size = Size {
        width: mm(200),
        height: mm(150),
    };
    const SIGN: Length = mm(7);

    #[test]
    fn a_sign_alone_stands_at_its_place() {
        let mut stands = Stands::on(MAP, SIGN, &[]);
        let place = (mm(80), mm(60));
        assert_eq!(stands.find(place), (place, Vec::new()));
    }

    #[test]
    fn the_second_of_two_at_one_place_gives_way_and_a_line_leads_back() {
        let mut stands = Stands::on(MAP, SIGN, &[]);
        let place = (mm(80), mm(60));
        stands.find(place);
        let (beside, leader) = stands.find(place);
        assert_ne!(beside, place);
        let leads_back = |item: &Item| {
            matches!(item, Item::Line { x, y, to_x, to_y, .. }
                if (*x, *y) == place && (*to_x, *to_y) == beside)
        };
        assert!(leader.iter().any(leads_back), "{leader:?}");
    }

    #[test]
    fn a_hundred_at_one_place_stand_apart_within_the_map() {
        let mut stands = Stands::on(MAP, SIGN, &[]);
        let spots: Vec<Spot> = (0..100).map(|_| stands.find((0, 0)).0).collect();
        for (at, (x, y)) in spots.iter().enumerate() {
            assert!((0..=MAP.width).contains(x) && (0..=MAP.height).contains(y));
            let others = spots.iter().skip(at + 1);
            for (other_x, other_y) in others {
                assert!((x - other_x).abs().max((y - other_y).abs()) >= SIGN);
            }
        }
    }

    #[test]
    fn no_sign_covers_the_arrow_to_north() {
        let arrow = Item::Circle {
            x: mm(188),
            y: mm(14),
            radius: mm(11),
            paint: Paint::Blank,
        };
        let mut stands = Stands::on(MAP, SIGN, &[arrow]);
        let ((x, y), _) = stands.find((mm(190), mm(10)));
        assert!(x + SIGN / 2 <= mm(177) || y - SIGN / 2 >= mm(25), "{x} {y}");
    }
}
