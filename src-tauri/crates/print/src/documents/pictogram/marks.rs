//! The marks of the pictograms, on a square of 100 by 100 units.

use crate::page::{Item, Length, Paint};

/// A place on the square.
type Spot = (Length, Length);

/// One mark of the pen.
pub(super) enum Mark {
    /// A black shape.
    Shape(&'static [Spot]),
    /// A shape cut out of what is below it.
    Cut(&'static [Spot]),
    /// A black disc: its centre and radius.
    Disc(Spot, Length),
    /// A line of this thickness with round ends and corners.
    Stroke(&'static [Spot], Length),
}

impl Mark {
    /// The mark on a square of this side.
    pub(super) fn draw(&self, side: Length) -> Vec<Item> {
        let at = |units: Length| units * side / 100;
        let corners = |spots: &[Spot]| spots.iter().map(|(x, y)| (at(*x), at(*y))).collect();
        let disc = |(x, y): Spot, radius: Length| Item::Circle {
            x: at(x),
            y: at(y),
            radius,
            paint: Paint::Fill,
        };
        match self {
            Self::Shape(spots) => vec![Item::Polygon {
                corners: corners(spots),
                paint: Paint::Fill,
            }],
            Self::Cut(spots) => vec![Item::Polygon {
                corners: corners(spots),
                paint: Paint::Blank,
            }],
            Self::Disc(centre, radius) => vec![disc(*centre, at(*radius))],
            Self::Stroke(spots, thickness) => {
                let thickness = at(*thickness);
                let legs = spots.iter().zip(spots.iter().skip(1));
                let legs = legs.map(|((x, y), (to_x, to_y))| Item::Line {
                    x: at(*x),
                    y: at(*y),
                    to_x: at(*to_x),
                    to_y: at(*to_y),
                    thickness,
                });
                let joints = spots.iter().map(|spot| disc(*spot, thickness / 2));
                legs.chain(joints).collect()
            }
        }
    }
}

/// A wave across the square, three crests.
macro_rules! wave {
    ($y:literal) => {
        Mark::Stroke(
            &[
                (10, $y + 3),
                (14, $y - 1),
                (19, $y - 3),
                (24, $y - 1),
                (28, $y + 2),
                (33, $y + 4),
                (38, $y + 2),
                (42, $y - 1),
                (47, $y - 3),
                (52, $y - 1),
                (56, $y + 2),
                (61, $y + 4),
                (66, $y + 2),
                (70, $y - 1),
                (75, $y - 3),
                (80, $y - 1),
                (84, $y + 2),
                (90, $y + 4),
            ],
            6,
        )
    };
}

pub(super) const FLOOD: &[Mark] = &[
    Mark::Stroke(&[(20, 12), (15, 24)], 5),
    Mark::Stroke(&[(84, 12), (79, 24)], 5),
    Mark::Stroke(&[(16, 34), (11, 46)], 5),
    Mark::Stroke(&[(88, 34), (83, 46)], 5),
    Mark::Shape(&[
        (50, 14),
        (84, 42),
        (74, 42),
        (74, 62),
        (26, 62),
        (26, 42),
        (16, 42),
    ]),
    Mark::Cut(&[(44, 44), (56, 44), (56, 58), (44, 58)]),
    wave!(70),
    wave!(85),
];

pub(super) const GEOLOGICAL: &[Mark] = &[
    Mark::Shape(&[
        (8, 16),
        (20, 14),
        (34, 34),
        (50, 50),
        (58, 70),
        (90, 84),
        (90, 92),
        (8, 92),
    ]),
    Mark::Shape(&[(38, 14), (50, 12), (56, 22), (48, 31), (37, 26)]),
    Mark::Shape(&[(60, 32), (70, 29), (77, 38), (71, 48), (60, 45)]),
    Mark::Shape(&[(73, 56), (84, 52), (91, 62), (86, 72), (74, 69)]),
    Mark::Stroke(&[(62, 12), (70, 22)], 4),
    Mark::Stroke(&[(76, 20), (84, 31)], 4),
    Mark::Stroke(&[(86, 38), (90, 45)], 4),
];

/// A flame as wide as 30 units whose foot stands at the given place, with a smaller one cut out.
macro_rules! flame {
    ($mark:ident, $x:literal, $y:literal) => {
        Mark::$mark(&[
            ($x, $y),
            ($x - 9, $y - 2),
            ($x - 15, $y - 9),
            ($x - 16, $y - 18),
            ($x - 12, $y - 27),
            ($x - 9, $y - 21),
            ($x - 6, $y - 24),
            ($x - 5, $y - 35),
            ($x + 1, $y - 46),
            ($x + 3, $y - 37),
            ($x + 8, $y - 30),
            ($x + 10, $y - 23),
            ($x + 13, $y - 28),
            ($x + 16, $y - 19),
            ($x + 15, $y - 9),
            ($x + 9, $y - 2),
        ])
    };
}

/// The flame of 断电关火.
pub(super) const OFF_FLAME: Mark = flame!(Shape, 67, 57);

macro_rules! ember {
    ($mark:ident, $x:literal, $y:literal) => {
        Mark::$mark(&[
            ($x, $y),
            ($x - 5, $y - 2),
            ($x - 7, $y - 7),
            ($x - 4, $y - 13),
            ($x - 1, $y - 11),
            ($x + 1, $y - 20),
            ($x + 5, $y - 13),
            ($x + 7, $y - 7),
            ($x + 5, $y - 2),
        ])
    };
}

pub(super) const FOREST_FIRE: &[Mark] = &[
    Mark::Shape(&[
        (34, 10),
        (50, 32),
        (42, 32),
        (56, 52),
        (46, 52),
        (60, 74),
        (8, 74),
        (22, 52),
        (12, 52),
        (26, 32),
        (18, 32),
    ]),
    Mark::Shape(&[(30, 72), (38, 72), (38, 90), (30, 90)]),
    // A white seam keeps the flame apart from the tree.
    Mark::Cut(&[
        (52, 90),
        (48, 74),
        (51, 58),
        (56, 58),
        (62, 40),
        (70, 36),
        (80, 48),
        (92, 60),
        (92, 90),
    ]),
    flame!(Shape, 71, 90),
    ember!(Cut, 71, 87),
];

pub(super) const HOUSE_FIRE: &[Mark] = &[
    Mark::Shape(&[
        (50, 9),
        (92, 44),
        (82, 44),
        (82, 91),
        (18, 91),
        (18, 44),
        (8, 44),
    ]),
    Mark::Cut(&[(50, 26), (73, 46), (73, 83), (27, 83), (27, 46)]),
    flame!(Shape, 50, 83),
    ember!(Cut, 50, 81),
];

pub(super) const TYPHOON: &[Mark] = &[
    Mark::Stroke(
        &[(10, 24), (52, 24), (59, 21), (61, 15), (57, 10), (51, 11)],
        6,
    ),
    Mark::Stroke(
        &[
            (10, 38),
            (76, 38),
            (85, 34),
            (88, 26),
            (84, 19),
            (77, 18),
            (73, 22),
        ],
        6,
    ),
    Mark::Stroke(&[(10, 52), (40, 52)], 6),
    Mark::Stroke(
        &[(10, 66), (32, 66), (38, 70), (38, 77), (33, 81), (28, 79)],
        6,
    ),
    Mark::Shape(&[
        (58, 47),
        (78, 47),
        (68, 63),
        (82, 63),
        (52, 93),
        (59, 72),
        (47, 72),
    ]),
];

pub(super) const COLD: &[Mark] = &[
    Mark::Stroke(&[(50, 10), (50, 90)], 7),
    Mark::Stroke(&[(15, 30), (85, 70)], 7),
    Mark::Stroke(&[(15, 70), (85, 30)], 7),
    Mark::Stroke(&[(38, 16), (50, 28), (62, 16)], 6),
    Mark::Stroke(&[(38, 84), (50, 72), (62, 84)], 6),
    Mark::Stroke(&[(15, 44), (31, 39), (27, 22)], 6),
    Mark::Stroke(&[(85, 56), (69, 61), (73, 78)], 6),
    Mark::Stroke(&[(15, 56), (31, 61), (27, 78)], 6),
    Mark::Stroke(&[(85, 44), (69, 39), (73, 22)], 6),
];

pub(super) const EARTHQUAKE: &[Mark] = &[
    Mark::Shape(&[
        (50, 10),
        (86, 38),
        (77, 38),
        (77, 68),
        (23, 68),
        (23, 38),
        (14, 38),
    ]),
    Mark::Cut(&[
        (52, 8),
        (44, 28),
        (56, 36),
        (42, 52),
        (54, 70),
        (48, 70),
        (34, 52),
        (47, 37),
        (36, 30),
        (46, 8),
    ]),
    Mark::Stroke(
        &[
            (9, 84),
            (22, 84),
            (29, 75),
            (38, 92),
            (48, 75),
            (58, 92),
            (67, 75),
            (75, 84),
            (91, 84),
        ],
        6,
    ),
];

pub(super) const DROWNING: &[Mark] = &[
    Mark::Disc((44, 46), 12),
    Mark::Stroke(&[(60, 62), (66, 44), (62, 20)], 9),
    Mark::Stroke(&[(62, 20), (55, 12)], 5),
    Mark::Stroke(&[(62, 20), (63, 10)], 5),
    Mark::Stroke(&[(62, 20), (71, 12)], 5),
    Mark::Shape(&[(28, 66), (34, 60), (62, 58), (70, 66)]),
    wave!(71),
    wave!(86),
];

pub(super) const GAS: &[Mark] = &[
    Mark::Shape(&[
        (24, 46),
        (27, 39),
        (33, 35),
        (55, 35),
        (61, 39),
        (64, 46),
        (64, 86),
        (61, 91),
        (27, 91),
        (24, 86),
    ]),
    Mark::Cut(&[(32, 54), (56, 54), (56, 60), (32, 60)]),
    Mark::Shape(&[(38, 22), (50, 22), (50, 35), (38, 35)]),
    Mark::Stroke(&[(34, 20), (54, 20)], 6),
    Mark::Stroke(
        &[(60, 28), (66, 24), (71, 28), (77, 24), (82, 28), (88, 24)],
        5,
    ),
    Mark::Stroke(
        &[(60, 16), (66, 12), (71, 16), (77, 12), (82, 16), (88, 12)],
        5,
    ),
    Mark::Stroke(&[(72, 40), (77, 36), (82, 40), (88, 36)], 5),
];
