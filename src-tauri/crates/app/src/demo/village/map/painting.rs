//! A landscape in flat colours: areas, lines, houses.

use image::{Rgb, RgbImage};

/// A place in ten-thousandths of width and height.
type Place = (i64, i64);

/// A picture being painted.
pub(super) struct Painting {
    pub(super) picture: RgbImage,
}

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

    /// A line of this width, in dots, with round ends.
    pub(super) fn stroke(&mut self, places: &[Place], width: i64, paint: &str) {
        let colour = colour(paint);
        let dots: Vec<Place> = places.iter().map(|place| self.dot(*place)).collect();
        for (from, to) in dots.iter().zip(dots.iter().skip(1)) {
            let (right, down) = (to.0 - from.0, to.1 - from.1);
            let steps = right.abs().max(down.abs()).max(1);
            for step in 0..=steps {
                let middle = (from.0 + right * step / steps, from.1 + down * step / steps);
                self.disc(middle, width / 2, colour);
            }
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
        "road" => [216, 200, 172],
        "path" => [226, 214, 190],
        "roof" => [222, 186, 160],
        _ => [150, 118, 96],
    })
}
