//! Rules, boxes, circles, polygons and QR codes as paths.

use super::{colour, pt};
use crate::page::{Ink, Item, Length, Paint};
use printpdf::{
    Line, LinePoint, Op, PaintMode, Point, Polygon, PolygonRing, Pt, Rect, WindingOrder,
};

/// Draws the item unless it is a text. `height` is the page's, because the file's origin lies at
/// the lower left.
pub(super) fn draw(item: &Item, height: Length, ops: &mut Vec<Op>) {
    match item {
        Item::Text { .. } | Item::Picture { .. } => {}
        Item::Line {
            x,
            y,
            to_x,
            to_y,
            thickness,
        } => {
            let points = [(*x, *y), (*to_x, *to_y)].map(|end| corner(end, height));
            let line = Line {
                points: points.to_vec(),
                is_closed: false,
            };
            stroke(*thickness, ops);
            ops.push(Op::DrawLine { line });
        }
        Item::Rect {
            x,
            y,
            width,
            height: tall,
            paint,
        } => {
            let (x, y) = (pt(*x), pt(height - y - tall));
            let mut rectangle = Rect::from_xywh(x, y, pt(*width), pt(*tall));
            rectangle.mode = Some(mode(*paint, ops));
            ops.push(Op::DrawRectangle { rectangle });
        }
        Item::Circle {
            x,
            y,
            radius,
            paint,
        } => {
            let rings = vec![circle(pt(*x).0, pt(height - y).0, pt(*radius).0)];
            let mode = mode(*paint, ops);
            fill(rings, mode, ops);
        }
        Item::Polygon { corners, paint } => {
            let points = corners.iter().map(|end| corner(*end, height)).collect();
            let mode = mode(*paint, ops);
            fill(vec![PolygonRing { points }], mode, ops);
        }
        Item::Qr { x, y, side, rows } => {
            let rings = modules((*x, *y), *side, rows, height);
            let mode = mode(Paint::Fill, ops);
            fill(rings, mode, ops);
        }
    }
}

fn stroke(thickness: Length, ops: &mut Vec<Op>) {
    ops.push(Op::SetOutlineColor {
        col: colour(Ink::Black),
    });
    ops.push(Op::SetOutlineThickness { pt: pt(thickness) });
}

fn mode(paint: Paint, ops: &mut Vec<Op>) -> PaintMode {
    match paint {
        Paint::Fill | Paint::Blank => {
            let ink = match paint {
                Paint::Blank => Ink::White,
                _ => Ink::Black,
            };
            ops.push(Op::SetFillColor { col: colour(ink) });
            PaintMode::Fill
        }
        Paint::Stroke(thickness) => {
            stroke(thickness, ops);
            PaintMode::Stroke
        }
    }
}

fn fill(rings: Vec<PolygonRing>, mode: PaintMode, ops: &mut Vec<Op>) {
    let polygon = Polygon {
        rings,
        mode,
        winding_order: WindingOrder::NonZero,
    };
    ops.push(Op::DrawPolygon { polygon });
}

fn corner((x, y): (Length, Length), height: Length) -> LinePoint {
    LinePoint {
        p: Point {
            x: pt(x),
            y: pt(height - y),
        },
        bezier: false,
    }
}

/// Four cubic curves, each a quarter.
fn circle(x: f32, y: f32, radius: f32) -> PolygonRing {
    /// Distance of the control points that keeps a quarter within 0.03 % of the arc.
    const KAPPA: f32 = 0.552_284_8;
    let reach = radius * KAPPA;
    let points = [
        (radius, 0.0, false),
        (radius, reach, true),
        (reach, radius, true),
        (0.0, radius, false),
        (-reach, radius, true),
        (-radius, reach, true),
        (-radius, 0.0, false),
        (-radius, -reach, true),
        (-reach, -radius, true),
        (0.0, -radius, false),
        (reach, -radius, true),
        (radius, -reach, true),
        (radius, 0.0, false),
    ];
    let points = points.map(|(right, up, bezier)| LinePoint {
        p: Point {
            x: Pt(x + right),
            y: Pt(y + up),
        },
        bezier,
    });
    PolygonRing {
        points: points.to_vec(),
    }
}

/// One square per black module.
fn modules(
    (x, y): (Length, Length),
    side: Length,
    rows: &[String],
    height: Length,
) -> Vec<PolygonRing> {
    let count = Length::try_from(rows.len()).unwrap_or(1).max(1);
    let edge = |from: Length, at: Length| from + side * at / count;
    let mut rings = Vec::new();
    for (row, top) in rows.iter().zip(0..) {
        for (module, left) in row.chars().zip(0..) {
            let across = [edge(x, left), edge(x, left + 1)];
            let down = [edge(y, top), edge(y, top + 1)];
            if module == '#' {
                rings.push(square(across, down, height));
            }
        }
    }
    rings
}

fn square([left, right]: [Length; 2], [top, bottom]: [Length; 2], height: Length) -> PolygonRing {
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    let points = corners.map(|end| corner(end, height)).to_vec();
    PolygonRing { points }
}
