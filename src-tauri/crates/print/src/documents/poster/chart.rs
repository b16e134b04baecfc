//! The map itself: picture or drawing, outlines of danger zones hatched, routes as heavy lines with
//! a head, numbered signs, north and scale where they are known.

use super::signs;
use super::stands::Stands;
use super::{Base, Mark, Poster, Shape};
use crate::fonts::Fonts;
use crate::page::{Item, Length, PT, Paint, Size, mm};
use crate::text::{Setter, Style};

/// A place on the page.
pub(super) type Spot = (Length, Length);

const SIGN: Length = mm(7);
const SMALL: Style = Style::regular(9 * PT).leading(12 * PT);

/// The map in a frame.
pub(super) struct Chart {
    /// Everything drawn, from the frame's upper left corner.
    pub(super) items: Vec<Item>,
    /// The frame.
    pub(super) size: Size,
}

/// Draws the map as large as it goes into this room.
pub(super) fn draw(input: &Poster, room: Size, fonts: &Fonts) -> Chart {
    let size = fitted(&input.base, room);
    let at = |(across, down): (i64, i64)| (part(across, size.width), part(down, size.height));
    let mut items = ground(&input.base, size);
    for mark in &input.marks {
        items.extend(shape(mark, &at));
    }
    let said = said(input, size, fonts);
    let mut stands = Stands::on(size, SIGN, &said);
    let placed = input
        .marks
        .iter()
        .filter_map(|mark| Some((mark, at(mark.place?))));
    let mut numbered = Vec::new();
    for (mark, place) in placed {
        let (spot, leader) = stands.find(place);
        let (sign, number) = (signs::of(&mark.layer), mark.number.to_string());
        items.extend(leader);
        numbered.extend(signs::draw(sign, &number, (spot, SIGN), fonts));
    }
    items.extend(numbered);
    items.extend(said);
    items.push(frame(size, Paint::Stroke(PT)));
    Chart { items, size }
}

/// What stands on every map beside its places: north and scale where they are known, and that there
/// is no base yet.
fn said(input: &Poster, size: Size, fonts: &Fonts) -> Vec<Item> {
    let mut items = Vec::new();
    if matches!(input.base, Base::Missing) {
        let text = "还没有底图：在“一张图”里选村里墙上那张图的照片，再印一次。";
        let line = Setter::new(fonts, SMALL).line(text);
        items.push(line.place(mm(4), mm(8), SMALL));
    }
    if let Some(bearing) = input.bearing {
        items.extend(compass(bearing.north, (size.width - mm(12), mm(14)), fonts));
        items.extend(scale(bearing.metres, size, fonts));
    }
    items
}

fn frame(size: Size, paint: Paint) -> Item {
    Item::Rect {
        x: 0,
        y: 0,
        width: size.width,
        height: size.height,
        paint,
    }
}

/// The largest size of the base's proportion that the room holds.
fn fitted(base: &Base, room: Size) -> Size {
    let (across, down) = match base {
        Base::Picture(picture) => (picture.across, picture.down),
        Base::Drawing { size, .. } => *size,
        Base::Missing => return room,
    };
    let (across, down) = (i64::from(across.max(1)), i64::from(down.max(1)));
    let (width, height) = (i64::from(room.width), i64::from(room.height));
    let is_wide = across * height > down * width;
    let (width, height) = if is_wide {
        (width, width * down / across)
    } else {
        (height * across / down, height)
    };
    Size {
        width: length(width),
        height: length(height),
    }
}

fn length(number: i64) -> Length {
    Length::try_from(number).unwrap_or(Length::MAX)
}

/// Ten-thousandths of a side.
fn part(of: i64, side: Length) -> Length {
    length(of.clamp(0, 10_000) * i64::from(side) / 10_000)
}

fn ground(base: &Base, size: Size) -> Vec<Item> {
    match base {
        Base::Missing => Vec::new(),
        Base::Picture(picture) => vec![Item::Picture {
            x: 0,
            y: 0,
            width: size.width,
            height: size.height,
            picture: picture.clone(),
        }],
        Base::Drawing { strokes, .. } => {
            let at =
                |(across, down): &(i64, i64)| (part(*across, size.width), part(*down, size.height));
            let strokes = strokes.iter().flat_map(|stroke| {
                let places: Vec<Spot> = stroke.places.iter().map(at).collect();
                lines(&places, stroke.closed, PT / 2)
            });
            strokes.collect()
        }
    }
}

/// Legs from place to place.
fn lines(places: &[Spot], closed: bool, thickness: Length) -> Vec<Item> {
    let back = places.first().filter(|_| closed && places.len() > 2);
    let ends = places.iter().skip(1).chain(back);
    let legs = places.iter().zip(ends);
    legs.map(|((x, y), (to_x, to_y))| Item::Line {
        x: *x,
        y: *y,
        to_x: *to_x,
        to_y: *to_y,
        thickness,
    })
    .collect()
}

fn shape(mark: &Mark, at: &impl Fn((i64, i64)) -> Spot) -> Vec<Item> {
    let places: Vec<Spot> = mark.shape.iter().copied().map(at).collect();
    match mark.draws {
        _ if places.len() < 2 => Vec::new(),
        Shape::Line => {
            let mut items = lines(&places, false, 5 * PT / 2);
            items.extend(head(&places));
            items
        }
        Shape::Area => {
            let mut items = hatch(&places);
            items.extend(lines(&places, true, 3 * PT / 2));
            items
        }
        Shape::None => Vec::new(),
    }
}

/// The head at the end of a route.
fn head(places: &[Spot]) -> Option<Item> {
    let [.., (from_x, from_y), (x, y)] = places else {
        return None;
    };
    let (right, down) = (x - from_x, y - from_y);
    let long = hypot(right, down).max(1);
    let reach = mm(4);
    let along =
        |part: Length, of: Length| length(i64::from(part) * i64::from(of) / i64::from(long));
    let (back_x, back_y) = (x - along(right, reach), y - along(down, reach));
    let (side_x, side_y) = (along(down, reach * 2 / 5), along(right, reach * 2 / 5));
    Some(Item::Polygon {
        corners: vec![
            (*x, *y),
            (back_x + side_x, back_y - side_y),
            (back_x - side_x, back_y + side_y),
        ],
        paint: Paint::Fill,
    })
}

fn hypot(one: Length, other: Length) -> Length {
    let square = |side: Length| i64::from(side) * i64::from(side);
    length((square(one) + square(other)).isqrt())
}

/// Level lines inside an outline, which no grey copy loses.
fn hatch(places: &[Spot]) -> Vec<Item> {
    const STEP: Length = mm(3);
    let downs = places.iter().map(|(_, y)| *y);
    let (Some(top), Some(bottom)) = (downs.clone().min(), downs.max()) else {
        return Vec::new();
    };
    let rows = (top / STEP + 1..).map(|row| row * STEP);
    rows.take_while(|y| *y < bottom)
        .flat_map(|y| {
            let cuts = crossings(places, y);
            let pairs: Vec<(Length, Length)> = cuts
                .chunks_exact(2)
                .filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
                .collect();
            pairs.into_iter().map(move |(x, to_x)| Item::Line {
                x,
                y,
                to_x,
                to_y: y,
                thickness: PT / 2,
            })
        })
        .collect()
}

/// Where a level line crosses an outline, from left to right.
fn crossings(places: &[Spot], y: Length) -> Vec<Length> {
    let ends = places.iter().cycle().skip(1);
    let legs = places.iter().zip(ends);
    let mut cuts: Vec<Length> = legs
        .filter(|((_, from), (_, to))| (*from <= y) != (*to <= y))
        .map(|((x, from), (to_x, to))| {
            let share = i64::from(y - from) * i64::from(to_x - x) / i64::from(to - from);
            x + length(share)
        })
        .collect();
    cuts.sort_unstable();
    cuts
}

/// An arrow to north, `degrees` clockwise from upward.
fn compass(degrees: i32, (x, y): Spot, fonts: &Fonts) -> Vec<Item> {
    let radians = f64::from(degrees).to_radians();
    let turned = |right: Length, down: Length| {
        let (right, down) = (f64::from(right), f64::from(down));
        let (sine, cosine) = radians.sin_cos();
        (
            x + whole(right * cosine - down * sine),
            y + whole(right * sine + down * cosine),
        )
    };
    let corners = [(0, -mm(9)), (mm(3), mm(4)), (0, mm(2)), (-mm(3), mm(4))];
    let corners = corners.map(|(right, down)| turned(right, down)).to_vec();
    let ground = Item::Circle {
        x,
        y,
        radius: mm(11),
        paint: Paint::Blank,
    };
    let arrow = Item::Polygon {
        corners,
        paint: Paint::Fill,
    };
    let line = Setter::new(fonts, SMALL).line("北");
    let (middle, below) = turned(0, mm(7));
    let across = middle - line.width / 2;
    vec![
        ground,
        arrow,
        line.place(across, below + SMALL.size / 3, SMALL),
    ]
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a length on a page, turned"
)]
fn whole(length: f64) -> Length {
    length.round() as Length
}

/// A bar of a round length, about a fifth of the width.
fn scale(metres: u32, size: Size, fonts: &Fonts) -> Vec<Item> {
    let rounds = [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10];
    let Some(round) = rounds.into_iter().find(|round| round * 4 <= metres) else {
        return Vec::new();
    };
    let long = length(i64::from(size.width) * i64::from(round) / i64::from(metres));
    let (x, y) = (mm(5), size.height - mm(7));
    let ground = Item::Rect {
        x: mm(2),
        y: y - mm(3),
        width: long + mm(24),
        height: mm(8),
        paint: Paint::Blank,
    };
    let bar = Item::Rect {
        x,
        y,
        width: long,
        height: mm(2),
        paint: Paint::Fill,
    };
    let line = Setter::new(fonts, SMALL).line(&format!("{round} 米"));
    let words = line.place(x + long + mm(2), y + mm(2), SMALL);
    vec![ground, bar, words]
}
