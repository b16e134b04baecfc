//! Where a warning holds, as CAP draws it: polygons (`latitude,longitude` pairs) and circles (a
//! middle and kilometres). A village is asked only whether a place of its own lies inside, so that
//! everything is taken as flat between neighbouring corners.
//!
//! Some senders put the longitude first. No place of China has a latitude above 54 or a longitude
//! below 73, so that a pair told the other way round is known by its numbers.

use std::fmt;

/// Metres of a degree of latitude.
const DEGREE: f64 = 111_320.0;
/// Parts of a degree in which places are counted.
const PARTS: f64 = 1_000_000.0;
/// Corners with which a circle is drawn.
const CORNERS: u32 = 48;
/// No latitude of China is as large.
const WESTERNMOST: f64 = 73.0;

/// A place in millionths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Longitude.
    pub east: i32,
    /// Latitude.
    pub north: i32,
}

/// One part of the area of a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Its corners, the last one the first again.
    Polygon(Vec<Position>),
    /// Everything so near a place.
    Circle {
        /// The place.
        middle: Position,
        /// How near, in metres.
        metres: i32,
    },
}

impl Shape {
    /// A shape as CAP writes it, and as [`fmt::Display`] writes it here; none where the text is no
    /// polygon and no circle.
    pub fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split_whitespace().collect();
        match parts.as_slice() {
            [middle, radius] if !radius.contains(',') => Self::circle(middle, radius),
            corners => Self::polygon(corners),
        }
    }

    fn circle(middle: &str, radius: &str) -> Option<Self> {
        let kilometres: f64 = radius.parse().ok()?;
        let metres = whole(kilometres * 1_000.0)?;
        let middle = position(middle)?;
        (metres > 0).then_some(Self::Circle { middle, metres })
    }

    /// A polygon needs three corners, and its end where it began; one left open is closed.
    fn polygon(corners: &[&str]) -> Option<Self> {
        let corners = corners.iter().map(|corner| position(corner));
        let mut corners: Vec<Position> = corners.collect::<Option<_>>()?;
        if corners.first() != corners.last() {
            corners.push(*corners.first()?);
        }
        (corners.len() > 3).then_some(Self::Polygon(corners))
    }

    /// Whether a place lies in it.
    pub fn holds(&self, place: Position) -> bool {
        match self {
            Self::Polygon(corners) => {
                let edges = corners.windows(2);
                let crossed = edges.filter(|edge| match edge {
                    [from, to] => passes_east_of(place, *from, *to),
                    _ => false,
                });
                crossed.count() % 2 == 1
            }
            Self::Circle { middle, metres } => {
                let (east, north) = metres_from(*middle, place);
                east.hypot(north) <= f64::from(*metres)
            }
        }
    }

    /// Its outline, to be drawn.
    pub fn outline(&self) -> Vec<Position> {
        let (middle, metres) = match self {
            Self::Polygon(corners) => return corners.clone(),
            Self::Circle { middle, metres } => (*middle, f64::from(*metres)),
        };
        let corners = (0..CORNERS).filter_map(|corner| {
            let turn = f64::from(corner) * std::f64::consts::TAU / f64::from(CORNERS);
            let (east, north) = (turn.sin() * metres, turn.cos() * metres);
            Some(Position {
                east: middle
                    .east
                    .checked_add(whole(east / (DEGREE * narrower(middle)) * PARTS)?)?,
                north: middle.north.checked_add(whole(north / DEGREE * PARTS)?)?,
            })
        });
        corners.collect()
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Circle { middle, metres } => {
                write!(out, "{middle} {}", f64::from(*metres) / 1_000.0)
            }
            Self::Polygon(corners) => {
                for (place, corner) in corners.iter().enumerate() {
                    let blank = if place == 0 { "" } else { " " };
                    write!(out, "{blank}{corner}")?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [north, east] = [self.north, self.east].map(|part| f64::from(part) / PARTS);
        write!(out, "{north},{east}")
    }
}

/// A pair of degrees.
fn position(text: &str) -> Option<Position> {
    let (first, second) = text.split_once(',')?;
    let (first, second): (f64, f64) = (first.trim().parse().ok()?, second.trim().parse().ok()?);
    let is_turned = first >= WESTERNMOST && second < WESTERNMOST;
    let (north, east) = if is_turned {
        (second, first)
    } else {
        (first, second)
    };
    let exists = north.abs() <= 90.0 && east.abs() <= 180.0;
    let position = Position {
        east: whole(east * PARTS)?,
        north: whole(north * PARTS)?,
    };
    exists.then_some(position)
}

/// Whether a ray from the place to the east crosses this edge.
fn passes_east_of(place: Position, from: Position, to: Position) -> bool {
    if (from.north > place.north) == (to.north > place.north) {
        return false;
    }
    let [x, y] = [place.east, place.north].map(i64::from);
    let [from_x, from_y] = [from.east, from.north].map(i64::from);
    let [to_x, to_y] = [to.east, to.north].map(i64::from);
    let rise = to_y - from_y;
    // Compared as products, so that nothing is rounded.
    let reach = (x - from_x) * rise;
    let edge = (to_x - from_x) * (y - from_y);
    if rise > 0 { reach < edge } else { reach > edge }
}

fn metres_from(middle: Position, place: Position) -> (f64, f64) {
    let degrees = |to: i32, from: i32| (f64::from(to) - f64::from(from)) / PARTS;
    let east = degrees(place.east, middle.east) * DEGREE * narrower(middle);
    (east, degrees(place.north, middle.north) * DEGREE)
}

/// How much shorter a degree of longitude is than one of latitude.
fn narrower(at: Position) -> f64 {
    let cosine = (f64::from(at.north) / PARTS).to_radians().cos();
    cosine.max(f64::EPSILON)
}

/// The nearest whole number; none where it is too large for any place.
fn whole(number: f64) -> Option<i32> {
    let rounded = number.round();
    let fits = rounded.abs() <= f64::from(i32::MAX);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole, and within the range as was just looked"
    )]
    let cut = rounded as i32;
    fits.then_some(cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(north: i32, east: i32) -> Position {
        Position { east, north }
    }

    #[test]
    fn a_place_lies_in_a_polygon_or_outside_whichever_way_round_it_was_drawn() {
        let around = "30.0,120.0 30.0,120.2 30.2,120.2 30.1,120.1 30.2,120.0 30.0,120.0";
        let back: Vec<&str> = around.split(' ').rev().collect();
        for text in [around.to_owned(), back.join(" ")] {
            let shape = Shape::read(&text).unwrap();
            assert!(shape.holds(at(30_050_000, 120_100_000)));
            assert!(shape.holds(at(30_150_000, 120_020_000)));
            let notch = at(30_190_000, 120_100_000);
            assert!(!shape.holds(notch), "the notch between its two horns");
            assert!(!shape.holds(at(30_050_000, 120_300_000)));
            assert!(!shape.holds(at(29_990_000, 120_100_000)));
        }
    }

    #[test]
    fn a_circle_holds_what_is_near_and_is_drawn_as_wide_as_it_is() {
        let shape = Shape::read("30.0,120.0 5.5").unwrap();
        assert!(shape.holds(at(30_049_000, 120_000_000)), "5.45 km north");
        assert!(!shape.holds(at(30_050_000, 120_000_000)), "5.57 km north");
        assert!(shape.holds(at(30_000_000, 120_056_000)), "5.40 km east");
        assert!(!shape.holds(at(30_000_000, 120_058_000)), "5.59 km east");
        let outline = shape.outline();
        assert_eq!(outline.len(), 48);
        let wider = Shape::read("30.0,120.0 5.51").unwrap();
        assert!(outline.iter().all(|corner| wider.holds(*corner)));
    }

    #[test]
    fn longitude_first_is_known_by_its_numbers_and_an_open_polygon_is_closed() {
        let usual = Shape::read("30.0,120.0 30.0,121.0 31.0,121.0 30.0,120.0");
        let turned = Shape::read("120.0,30.0 121.0,30.0 121.0,31.0");
        assert!(usual.is_some());
        assert_eq!(usual, turned);
    }

    #[test]
    fn a_shape_is_read_back_as_it_was_written() {
        for text in [
            "30.123456,120.5 30,120.7 31,120.7 30.123456,120.5",
            "30.1,120.2 5.5",
        ] {
            let shape = Shape::read(text).unwrap();
            assert_eq!(Shape::read(&shape.to_string()), Some(shape));
        }
    }

    #[test]
    fn what_is_no_shape_is_none() {
        let texts = [
            "",
            "30,120",
            "30,120 31,121",
            "30,120 0",
            "30,120 -3",
            "91,200 1",
            "a,b c,d e,f",
            "30,120 31,121 NaN,7",
            "30 120 31 121 32 122",
            "30,120 inf",
        ];
        for text in texts {
            assert_eq!(Shape::read(text), None, "{text}");
        }
    }
}
