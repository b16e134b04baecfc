//! How a base picture lies on the earth: turned, scaled and shifted, found from the records that
//! stand on the picture and whose longitude and latitude are known too. Two are enough; more are
//! evened out, and the farthest off tells how far it can be trusted. A village is small enough to
//! be taken as flat.

use ledger::kinds::map_mark::WHOLE;

/// A place in millionths of a degree, east and north.
pub(super) type Coordinates = (i64, i64);
/// A place on the picture, in ten-thousandths of its width and height.
pub(super) type Spot = (i64, i64);

/// Metres of a degree of latitude.
const DEGREE: f64 = 111_320.0;
/// Parts in which a degree is counted.
const MILLIONTHS: f64 = 1_000_000.0;
/// Places closer together than this tell nothing about direction.
const NEAREST: f64 = 20.0;

/// A point of a plane: across and down.
type Point = (f64, f64);

/// A turn, a scale and a shift.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fit {
    /// The place from which metres are counted.
    origin: Coordinates,
    /// Turn and scale, as a complex number: dots for a metre.
    turn: Point,
    shift: Point,
    /// Dots of the picture.
    size: Point,
    /// How many places it was found from.
    pub(crate) points: usize,
    /// How many metres the farthest of them is off.
    pub(crate) off: f64,
}

impl Fit {
    /// Found from places that are known both ways; none from fewer than two, or from places too
    /// close together.
    pub(crate) fn found(known: &[(Coordinates, Spot)], size: (u32, u32)) -> Option<Self> {
        let origin = known.first().filter(|_| known.len() >= 2)?.0;
        let size = (f64::from(size.0), f64::from(size.1));
        let pairs: Vec<(Point, Point)> = known
            .iter()
            .map(|(earth, spot)| (metres(origin, *earth), dots(*spot, size)))
            .collect();
        let [from, to] = [middle(&pairs, |pair| pair.0), middle(&pairs, |pair| pair.1)];
        let (mut sum, mut weight) = ((0.0, 0.0), 0.0);
        for (earth, dot) in &pairs {
            let (earth, dot) = (minus(*earth, from), minus(*dot, to));
            let part = times(dot, (earth.0, -earth.1));
            sum = (sum.0 + part.0, sum.1 + part.1);
            weight += earth.0 * earth.0 + earth.1 * earth.1;
        }
        if weight < NEAREST * NEAREST {
            return None;
        }
        let turn = (sum.0 / weight, sum.1 / weight);
        let mut fit = Self {
            origin,
            turn,
            shift: minus(to, times(from, turn)),
            size,
            points: pairs.len(),
            off: 0.0,
        };
        let scale = fit.scale();
        if scale <= f64::EPSILON {
            return None;
        }
        let far = pairs.iter().map(|(earth, dot)| {
            let gap = minus(fit.dot(*earth), *dot);
            gap.0.hypot(gap.1) / scale
        });
        fit.off = far.fold(0.0, f64::max);
        Some(fit)
    }

    /// Where a place of the earth lies, beyond the edges of the picture too.
    pub(super) fn anywhere(&self, earth: Coordinates) -> Spot {
        let dot = self.dot(metres(self.origin, earth));
        (share(dot.0, self.size.0), share(dot.1, self.size.1))
    }

    /// The place of the earth that lies at a spot.
    pub(super) fn coordinates(&self, spot: Spot) -> Coordinates {
        let shifted = minus(dots(spot, self.size), self.shift);
        let (x, y) = self.turn;
        let weight = x * x + y * y;
        let earth = times(shifted, (x / weight, -y / weight));
        let narrower = degrees(self.origin.1).to_radians().cos();
        let east = nearest(earth.0 / (DEGREE * narrower) * MILLIONTHS);
        let north = nearest(-earth.1 / DEGREE * MILLIONTHS);
        (self.origin.0 + east, self.origin.1 + north)
    }

    /// Where a place of the earth lies, if it lies on the picture.
    pub(crate) fn spot(&self, earth: Coordinates) -> Option<Spot> {
        let spot = self.anywhere(earth);
        let is_on = |part: i64| (0..=WHOLE).contains(&part);
        (is_on(spot.0) && is_on(spot.1)).then_some(spot)
    }

    /// Metres from the left to the right edge.
    pub(crate) fn width(&self) -> f64 {
        self.size.0 / self.scale()
    }

    /// Degrees, clockwise, from upward to north.
    pub(crate) fn north(&self) -> f64 {
        self.turn.1.atan2(self.turn.0).to_degrees()
    }

    fn scale(&self) -> f64 {
        self.turn.0.hypot(self.turn.1)
    }

    fn dot(&self, earth: Point) -> Point {
        let turned = times(earth, self.turn);
        (turned.0 + self.shift.0, turned.1 + self.shift.1)
    }
}

/// Metres to the right and downwards of the origin.
fn metres(origin: Coordinates, place: Coordinates) -> Point {
    let narrower = degrees(origin.1).to_radians().cos();
    let east = degrees(place.0 - origin.0) * DEGREE * narrower;
    let north = degrees(place.1 - origin.1) * DEGREE;
    (east, -north)
}

fn degrees(millionths: i64) -> f64 {
    real(millionths) / MILLIONTHS
}

fn dots(spot: Spot, size: Point) -> Point {
    let whole = real(WHOLE);
    (real(spot.0) * size.0 / whole, real(spot.1) * size.1 / whole)
}

fn share(dot: f64, size: f64) -> i64 {
    nearest(dot / size * real(WHOLE))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "what is beyond the range is off the picture either way"
)]
fn nearest(number: f64) -> i64 {
    number.round() as i64
}

/// A number as a fraction; what no coordinate can be is cut down.
pub(super) fn real(number: i64) -> f64 {
    let cut = number.clamp(i64::from(i32::MIN), i64::from(i32::MAX));
    i32::try_from(cut).map_or(0.0, f64::from)
}

fn middle(pairs: &[(Point, Point)], of: fn(&(Point, Point)) -> Point) -> Point {
    let count = i64::try_from(pairs.len()).map_or(1.0, real);
    let sum = pairs
        .iter()
        .map(of)
        .fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
    (sum.0 / count, sum.1 / count)
}

fn minus(one: Point, other: Point) -> Point {
    (one.0 - other.0, one.1 - other.1)
}

/// The product of two complex numbers.
fn times(one: Point, other: Point) -> Point {
    (
        one.0 * other.0 - one.1 * other.1,
        one.0 * other.1 + one.1 * other.0,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture 1000 dots wide and 500 high; a thousandth of a degree of latitude is 111 m.
    const SIZE: (u32, u32) = (1000, 500);
    const SOUTH_WEST: Coordinates = (110_000_000, 0);

    #[test]
    fn two_known_places_put_a_third_where_it_belongs() {
        let known = [(SOUTH_WEST, (2000, 8000)), ((110_010_000, 0), (7000, 8000))];
        let fit = Fit::found(&known, SIZE).unwrap();
        assert_eq!(fit.spot((110_005_000, 0)), Some((4500, 8000)));
        // Five hundred dots are 1113 m; a hundredth of a degree north is as many, one height.
        assert_eq!(fit.spot((110_005_000, 5_000)), Some((4500, 3000)));
        assert!(fit.north().abs() < 0.01 && fit.off < 0.01);
        assert!((fit.width() - 2226.4).abs() < 1.0, "{}", fit.width());
    }

    #[test]
    fn a_spot_is_led_back_to_the_place_it_was_found_from() {
        let north = (110_000_000, 30_000_000);
        let known = [
            (north, (2000, 8000)),
            ((110_010_000, 30_004_000), (7000, 6000)),
        ];
        let fit = Fit::found(&known, SIZE).unwrap();
        for (earth, spot) in known {
            let (east, north) = fit.coordinates(spot);
            assert!((east - earth.0).abs() < 5 && (north - earth.1).abs() < 5);
        }
        let beyond = fit.anywhere((110_100_000, 30_000_000));
        assert!(beyond.0 > WHOLE, "{beyond:?}");
    }

    #[test]
    fn a_picture_hung_with_east_upward_is_told_by_its_north() {
        let known = [(SOUTH_WEST, (5000, 8000)), ((110_001_000, 0), (5000, 2000))];
        let fit = Fit::found(&known, SIZE).unwrap();
        assert!((fit.north() + 90.0).abs() < 0.01, "{}", fit.north());
    }

    #[test]
    fn one_place_or_two_at_one_spot_fit_nothing_and_what_is_beyond_the_edge_is_not_placed() {
        assert_eq!(Fit::found(&[(SOUTH_WEST, (0, 0))], SIZE), None);
        let same = [(SOUTH_WEST, (0, 0)), (SOUTH_WEST, (5000, 5000))];
        assert_eq!(Fit::found(&same, SIZE), None);
        let known = [(SOUTH_WEST, (0, 9000)), ((110_010_000, 0), (10_000, 9000))];
        let fit = Fit::found(&known, SIZE).unwrap();
        assert_eq!(fit.spot((110_020_000, 0)), None);
    }

    #[test]
    fn places_that_contradict_each_other_tell_how_far_they_are_off() {
        let known = [
            (SOUTH_WEST, (0, 5000)),
            ((110_010_000, 0), (10_000, 5000)),
            ((110_005_000, 0), (6000, 5000)),
        ];
        let fit = Fit::found(&known, SIZE).unwrap();
        assert!(fit.off > 50.0, "{}", fit.off);
    }
}
