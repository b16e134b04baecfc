//! The main acts of a night as pictures, each in a ring; what must not be done is struck through.

use super::marks::Mark;
use crate::page::{Item, Length, Paint};
use serde::{Deserialize, Serialize};

/// An act that has a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// 叫应: a loudhailer.
    Call,
    /// 转移: somebody who runs along an arrow.
    Move,
    /// 往高处走: somebody on a slope, an arrow upwards.
    Uphill,
    /// 往两侧跑: falling rocks, an arrow to either side.
    Aside,
    /// 进结实房子: somebody under a roof.
    Shelter,
    /// 报告、报警: a telephone.
    Report,
    /// 断电关火: a flash and a flame, struck through.
    Off,
    /// 集合点名: three people and a tick.
    Count,
    /// 设岗拦人: somebody with a raised hand behind a barrier.
    Guard,
    /// 伸竿抛绳: a pole held out from the shore.
    Reach,
    /// 看险情: an eye.
    Watch,
    /// 登记: a sheet on a board.
    Record,
    /// 不返回: an arrow to a house, struck through.
    NoReturn,
    /// 不进险区: somebody who walks, struck through.
    StayOut,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Call,
        Self::Move,
        Self::Uphill,
        Self::Aside,
        Self::Shelter,
        Self::Report,
        Self::Off,
        Self::Count,
        Self::Guard,
        Self::Reach,
        Self::Watch,
        Self::Record,
        Self::NoReturn,
        Self::StayOut,
    ];

    fn marks(self) -> &'static [Mark] {
        match self {
            Self::Call => CALL,
            Self::Move => MOVE,
            Self::Uphill => UPHILL,
            Self::Aside => ASIDE,
            Self::Shelter => SHELTER,
            Self::Report => REPORT,
            Self::Off => OFF,
            Self::Count => COUNT,
            Self::Guard => GUARD,
            Self::Reach => REACH,
            Self::Watch => WATCH,
            Self::Record => RECORD,
            Self::NoReturn => NO_RETURN,
            Self::StayOut => STAY_OUT,
        }
    }

    fn is_struck_through(self) -> bool {
        matches!(self, Self::Off | Self::NoReturn | Self::StayOut)
    }

    /// The picture in its ring, drawn relative to the upper left corner of the square around it.
    pub(in crate::documents) fn draw(self, side: Length) -> Vec<Item> {
        let ring = side * 5 / 100;
        let stroke: &[Mark] = if self.is_struck_through() {
            STROKE
        } else {
            &[]
        };
        let marks = self.marks().iter().chain(stroke);
        let mut items: Vec<Item> = marks.flat_map(|mark| mark.draw(side)).collect();
        items.push(Item::Circle {
            x: side / 2,
            y: side / 2,
            radius: (side - ring) / 2,
            paint: Paint::Stroke(ring),
        });
        items
    }
}

/// From ring to ring, with a white seam that keeps it apart from what it strikes through.
const STROKE: &[Mark] = &[
    Mark::Cut(&[(14, 22), (22, 14), (86, 78), (78, 86)]),
    Mark::Stroke(&[(19, 19), (81, 81)], 6),
];

const CALL: &[Mark] = &[
    Mark::Shape(&[(17, 42), (33, 42), (57, 25), (57, 75), (33, 58), (17, 58)]),
    Mark::Shape(&[(26, 61), (36, 63), (40, 80), (30, 80)]),
    Mark::Stroke(&[(65, 38), (70, 50), (65, 62)], 5),
    Mark::Stroke(&[(74, 29), (82, 50), (74, 71)], 5),
];

const MOVE: &[Mark] = &[
    Mark::Disc((42, 22), 8),
    Mark::Stroke(&[(42, 36), (37, 54)], 10),
    Mark::Stroke(&[(38, 55), (50, 64), (48, 81)], 7),
    Mark::Stroke(&[(37, 55), (30, 67), (17, 69)], 7),
    Mark::Stroke(&[(44, 36), (54, 47), (64, 42)], 6),
    Mark::Stroke(&[(41, 36), (27, 39), (22, 50)], 6),
    Mark::Stroke(&[(60, 62), (76, 62)], 7),
    Mark::Shape(&[(74, 51), (89, 62), (74, 73)]),
];

const UPHILL: &[Mark] = &[
    Mark::Shape(&[
        (12, 72),
        (34, 72),
        (85, 47),
        (88, 54),
        (80, 76),
        (66, 87),
        (36, 87),
        (20, 80),
    ]),
    Mark::Disc((40, 20), 7),
    Mark::Stroke(&[(40, 32), (37, 46)], 9),
    Mark::Stroke(&[(38, 47), (48, 54), (48, 63)], 6),
    Mark::Stroke(&[(37, 47), (32, 57), (25, 68)], 6),
    Mark::Stroke(&[(41, 33), (51, 40)], 6),
    Mark::Stroke(&[(57, 44), (70, 29)], 6),
    Mark::Shape(&[(60, 26), (79, 19), (75, 38)]),
];

const ASIDE: &[Mark] = &[
    Mark::Shape(&[(41, 12), (55, 9), (62, 21), (53, 31), (40, 26)]),
    Mark::Shape(&[(43, 38), (57, 36), (61, 50), (50, 58), (39, 49)]),
    Mark::Shape(&[(42, 66), (56, 64), (62, 77), (53, 88), (39, 79)]),
    Mark::Stroke(&[(32, 48), (24, 48)], 9),
    Mark::Shape(&[(25, 35), (8, 48), (25, 61)]),
    Mark::Stroke(&[(68, 48), (76, 48)], 9),
    Mark::Shape(&[(75, 35), (92, 48), (75, 61)]),
];

const SHELTER: &[Mark] = &[
    Mark::Stroke(&[(16, 48), (50, 20), (84, 48)], 8),
    Mark::Stroke(&[(26, 48), (26, 78), (74, 78), (74, 48)], 6),
    Mark::Disc((50, 46), 7),
    Mark::Shape(&[(42, 55), (58, 55), (56, 76), (44, 76)]),
];

const REPORT: &[Mark] = &[
    Mark::Stroke(&[(34, 36), (37, 50), (50, 63), (64, 66)], 11),
    Mark::Shape(&[(22, 33), (33, 21), (44, 32), (35, 43)]),
    Mark::Shape(&[(57, 65), (68, 56), (79, 67), (67, 78)]),
    Mark::Stroke(&[(54, 38), (60, 41), (63, 47)], 5),
    Mark::Stroke(&[(55, 24), (68, 31), (76, 45)], 5),
];

const OFF: &[Mark] = &[
    Mark::Shape(&[
        (27, 43),
        (41, 43),
        (34, 58),
        (45, 58),
        (24, 84),
        (29, 65),
        (17, 65),
    ]),
    super::marks::OFF_FLAME,
];

const COUNT: &[Mark] = &[
    Mark::Disc((25, 36), 7),
    Mark::Disc((50, 28), 8),
    Mark::Disc((75, 36), 7),
    Mark::Shape(&[(14, 64), (15, 51), (21, 46), (29, 46), (35, 51), (36, 64)]),
    Mark::Shape(&[(39, 60), (40, 45), (46, 39), (54, 39), (60, 45), (61, 60)]),
    Mark::Shape(&[(64, 64), (65, 51), (71, 46), (79, 46), (85, 51), (86, 64)]),
    Mark::Stroke(&[(36, 77), (46, 86), (64, 69)], 7),
];

const GUARD: &[Mark] = &[
    Mark::Disc((46, 22), 8),
    Mark::Shape(&[(34, 54), (36, 38), (40, 33), (52, 33), (56, 38), (58, 54)]),
    Mark::Stroke(&[(55, 38), (67, 32), (69, 15)], 7),
    Mark::Shape(&[(10, 58), (90, 58), (89, 70), (11, 70)]),
    Mark::Cut(&[(22, 61), (32, 61), (26, 67), (16, 67)]),
    Mark::Cut(&[(42, 61), (52, 61), (46, 67), (36, 67)]),
    Mark::Cut(&[(62, 61), (72, 61), (66, 67), (56, 67)]),
    Mark::Cut(&[(80, 61), (86, 61), (83, 67), (76, 67)]),
    Mark::Shape(&[(28, 70), (35, 70), (35, 86), (28, 82)]),
    Mark::Shape(&[(65, 70), (72, 70), (72, 82), (65, 86)]),
];

const REACH: &[Mark] = &[
    Mark::Shape(&[(10, 60), (36, 60), (36, 74), (14, 74)]),
    Mark::Disc((28, 24), 8),
    Mark::Stroke(&[(26, 38), (24, 54)], 10),
    Mark::Stroke(&[(28, 38), (42, 44)], 6),
    Mark::Stroke(&[(36, 41), (72, 50)], 4),
    Mark::Disc((79, 58), 8),
    Mark::Stroke(
        &[
            (42, 74),
            (48, 70),
            (54, 74),
            (60, 70),
            (66, 74),
            (72, 70),
            (78, 74),
            (85, 71),
        ],
        5,
    ),
    Mark::Stroke(
        &[
            (30, 86),
            (36, 82),
            (43, 86),
            (50, 82),
            (57, 86),
            (64, 82),
            (70, 84),
        ],
        5,
    ),
];

const WATCH: &[Mark] = &[
    Mark::Stroke(
        &[
            (13, 50),
            (28, 37),
            (42, 31),
            (58, 31),
            (72, 37),
            (87, 50),
            (72, 63),
            (58, 69),
            (42, 69),
            (28, 63),
            (13, 50),
        ],
        6,
    ),
    Mark::Disc((50, 50), 12),
];

const RECORD: &[Mark] = &[
    Mark::Stroke(&[(31, 26), (69, 26), (69, 79), (31, 79), (31, 26)], 6),
    Mark::Shape(&[(41, 17), (59, 17), (59, 32), (41, 32)]),
    Mark::Stroke(&[(40, 44), (60, 44)], 5),
    Mark::Stroke(&[(40, 56), (60, 56)], 5),
    Mark::Stroke(&[(40, 68), (52, 68)], 5),
];

const NO_RETURN: &[Mark] = &[
    Mark::Shape(&[
        (65, 13),
        (88, 35),
        (81, 35),
        (81, 57),
        (50, 57),
        (50, 35),
        (42, 35),
    ]),
    Mark::Cut(&[(61, 39), (71, 39), (71, 57), (61, 57)]),
    Mark::Stroke(&[(17, 62), (31, 62)], 8),
    Mark::Shape(&[(30, 50), (47, 62), (30, 74)]),
];

const STAY_OUT: &[Mark] = &[
    Mark::Disc((54, 20), 8),
    Mark::Stroke(&[(52, 34), (48, 54)], 11),
    Mark::Stroke(&[(49, 56), (60, 67), (62, 84)], 7),
    Mark::Stroke(&[(48, 56), (42, 70), (32, 80)], 7),
    Mark::Stroke(&[(54, 35), (64, 46), (73, 47)], 6),
    Mark::Stroke(&[(51, 35), (38, 42), (34, 54)], 6),
];
