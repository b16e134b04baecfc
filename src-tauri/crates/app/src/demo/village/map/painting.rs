//! A landscape in flat colours: areas, lines, houses.

use image::{Rgb, RgbImage};

/// A place in ten-thousandths of width and height.
type Place = (i64, i64);

/// A picture being painted.
pub(super) struct Painting {
    pub(super) picture: RgbImage,
}

/// Width of a bank, in dots: water has banks and ripples, so that it is no road on a grey copy.
const BANK: i64 = 3;
/// A ripple from left to right: how far each dot lies below its middle.
const RIPPLE: [i64; 9] = [1, 0, -1, -1, 0, 1, 1, 0, -1];
const HALF_A_RIPPLE: i64 = 4;
/// Dots from ripple to ripple across and down.
const RIPPLES: (usize, usize) = (32, 22);
/// Least width of a brook that has room for ripples.
const RIPPLED: i64 = 10;

/// Length and distance of houses, in dots.
const HOUSE: (i64, i64) = (22, 15);
const APART: (i64, i64) = (36, 32);

impl Painting {
    /// White paper.
    pub(super) fn of((width, height): (u32, u32)) -> Self {
        let picture = RgbImage::from_pixel(width, height, Rgb([255, 255, 255]));
        Self { picture }
    }

    fn dot(&self, (across, down): Place) -> Place {
        let width = i64::from(self.picture.width());
        let height = i64::from(self.picture.height());
        (across * width / 10_000, down * height / 10_000)
    }

    fn put(&mut self, x: i64, y: i64, colour: Rgb<u8>) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else {
            return;
        };
        if let Some(dot) = self.picture.get_pixel_mut_checked(x, y) {
            *dot = colour;
        }
    }

    /// An area, row by row between its edges.
    pub(super) fn fill(&mut self, places: &[Place], paint: &str) {
        let corners: Vec<Place> = places.iter().map(|place| self.dot(*place)).collect();
        let colour = colour(paint);
        for y in 0..i64::from(self.picture.height()) {
            for pair in crossings(&corners, y).chunks_exact(2) {
                let [from, to] = pair else { continue };
                (*from..*to).for_each(|x| self.put(x, y, colour));
            }
        }
    }

    /// The banks of a pond, which is filled later.
    pub(super) fn shore(&mut self, places: &[Place]) {
        let around: Vec<Place> = places.iter().chain(places.first()).copied().collect();
        self.stroke(&around, 2 * BANK, "bank");
    }

    /// A pond within its banks.
    pub(super) fn pond(&mut self, places: &[Place]) {
        self.fill(places, "water");
        let corners: Vec<Place> = places.iter().map(|place| self.dot(*place)).collect();
        let (across, down) = RIPPLES;
        let height = i64::from(self.picture.height());
        for y in (0..height).step_by(down) {
            for pair in crossings(&corners, y).chunks_exact(2) {
                let [from, to] = pair else { continue };
                let clear = 2 * BANK + HALF_A_RIPPLE;
                let middles = (from + clear..to - clear).step_by(across);
                middles.for_each(|x| self.ripple((x, y)));
            }
        }
    }

    /// The banks of a brook, which runs between them later.
    pub(super) fn banks(&mut self, places: &[Place], width: i64) {
        self.stroke(places, width + 2 * BANK, "bank");
    }

    /// A brook between its banks.
    pub(super) fn brook(&mut self, places: &[Place], width: i64) {
        self.stroke(places, width, "brook");
        if width < RIPPLED {
            return;
        }
        let dots: Vec<Place> = places.iter().map(|place| self.dot(*place)).collect();
        for (from, to) in dots.iter().zip(dots.iter().skip(1)) {
            let along = leg(*from, *to).skip(RIPPLES.1 / 2).step_by(RIPPLES.1);
            along.for_each(|middle| self.ripple(middle));
        }
    }

    fn ripple(&mut self, (x, y): Place) {
        for (right, down) in (-HALF_A_RIPPLE..).zip(RIPPLE) {
            for thick in 0..2 {
                self.put(x + right, y + down + thick, colour("bank"));
            }
        }
    }

    /// A line of this width, in dots, with round ends.
    pub(super) fn stroke(&mut self, places: &[Place], width: i64, paint: &str) {
        let colour = colour(paint);
        let dots: Vec<Place> = places.iter().map(|place| self.dot(*place)).collect();
        for (from, to) in dots.iter().zip(dots.iter().skip(1)) {
            leg(*from, *to).for_each(|middle| self.disc(middle, width / 2, colour));
        }
    }

    fn disc(&mut self, (x, y): Place, radius: i64, colour: Rgb<u8>) {
        for down in -radius..=radius {
            for right in -radius..=radius {
                if right * right + down * down <= radius * radius {
                    self.put(x + right, y + down, colour);
                }
            }
        }
    }

    /// Rows of houses around a place.
    pub(super) fn houses(&mut self, at: Place, (across, down): (i64, i64)) {
        let (x, y) = self.dot(at);
        for row in 0..down {
            for column in 0..across {
                // Set off row by row, as houses along a slope are.
                let left = x + (2 * column - across) * APART.0 / 2 + row % 2 * 11;
                let top = y + (2 * row - down) * APART.1 / 2;
                self.house((left, top));
            }
        }
    }

    fn house(&mut self, (left, top): Place) {
        let (roof, edge) = (colour("roof"), colour("edge"));
        for y in 0..HOUSE.1 {
            for x in 0..HOUSE.0 {
                let is_edge = x == 0 || y == 0 || x == HOUSE.0 - 1 || y == HOUSE.1 - 1;
                let is_ridge = y == HOUSE.1 / 2;
                self.put(
                    left + x,
                    top + y,
                    if is_edge || is_ridge { edge } else { roof },
                );
            }
        }
    }
}

/// Every dot from one to another.
fn leg(from: Place, to: Place) -> impl Iterator<Item = Place> {
    let (right, down) = (to.0 - from.0, to.1 - from.1);
    let steps = right.abs().max(down.abs()).max(1);
    (0..=steps).map(move |step| (from.0 + right * step / steps, from.1 + down * step / steps))
}

/// Where a row crosses the edges of an area, from left to right.
fn crossings(corners: &[Place], y: i64) -> Vec<i64> {
    let ends = corners.iter().cycle().skip(1);
    let legs = corners.iter().zip(ends);
    let crossing = legs.filter(|((_, from), (_, to))| (*from <= y) != (*to <= y));
    let mut cuts: Vec<i64> = crossing
        .map(|((x, from), (to_x, to))| x + (y - from) * (to_x - x) / (to - from))
        .collect();
    cuts.sort_unstable();
    cuts
}

/// Pale, so that black signs stand out.
fn colour(paint: &str) -> Rgb<u8> {
    Rgb(match paint {
        "field" => [245, 241, 224],
        "paddy" => [228, 236, 202],
        "wood" => [208, 224, 196],
        "ridge" => [188, 208, 178],
        "water" | "brook" => [174, 206, 228],
        "bank" => [92, 140, 180],
        "road" => [216, 200, 172],
        "path" => [226, 214, 190],
        "roof" => [222, 186, 160],
        _ => [150, 118, 96],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACROSS: [Place; 2] = [(0, 5000), (10_000, 5000)];

    /// The darkest dot of a picture without its colours.
    fn darkest(painting: &Painting) -> u32 {
        let grey = |dot: &Rgb<u8>| {
            let [red, green, blue] = dot.0.map(u32::from);
            (red * 30 + green * 59 + blue * 11) / 100
        };
        painting.picture.pixels().map(grey).min().unwrap()
    }

    #[test]
    fn in_grey_a_brook_and_a_pond_are_no_road() {
        let mut road = Painting::of((200, 100));
        road.stroke(&ACROSS, 13, "road");
        let mut brook = Painting::of((200, 100));
        brook.banks(&ACROSS, 15);
        brook.brook(&ACROSS, 15);
        let mut pond = Painting::of((200, 100));
        let around = [(2000, 2000), (8000, 2000), (8000, 8000), (2000, 8000)];
        pond.shore(&around);
        pond.pond(&around);
        for water in [brook, pond] {
            assert!(darkest(&water) + 50 < darkest(&road));
        }
    }
}
