//! Where on its page an item stands, and what of it is inked.

use super::{Item, Length, Paint};

/// Left, upper, right and lower edge.
pub(crate) type Edges = [Length; 4];

impl Item {
    /// The edges of the square in which all of it stands; of a text, those of its ideographs.
    pub(crate) fn edges(&self) -> Edges {
        match self {
            Self::Text {
                x, y, size, width, ..
            } => [*x, y - size * 88 / 100, x + width, y + size * 12 / 100],
            Self::Line {
                x,
                y,
                to_x,
                to_y,
                thickness,
            } => {
                let half = thickness / 2;
                let (left, top) = (*x.min(to_x), *y.min(to_y));
                let (right, bottom) = (*x.max(to_x), *y.max(to_y));
                [left - half, top - half, right + half, bottom + half]
            }
            Self::Rect {
                x,
                y,
                width,
                height,
                ..
            }
            | Self::Picture {
                x,
                y,
                width,
                height,
                ..
            } => [*x, *y, x + width, y + height],
            Self::Circle { x, y, radius, .. } => [x - radius, y - radius, x + radius, y + radius],
            Self::Polygon { corners, .. } => {
                let across = corners.iter().map(|(x, _)| *x);
                let down = corners.iter().map(|(_, y)| *y);
                let least =
                    [across.clone().min(), down.clone().min()].map(Option::unwrap_or_default);
                let most = [across.max(), down.max()].map(Option::unwrap_or_default);
                let ([left, top], [right, bottom]) = (least, most);
                [left, top, right, bottom]
            }
            Self::Qr { x, y, side, rows } => {
                // A reader needs four white modules around it.
                let modules = Length::try_from(rows.len()).unwrap_or(1).max(1);
                let quiet = side * 4 / modules;
                [x - quiet, y - quiet, x + side + quiet, y + side + quiet]
            }
        }
    }

    /// What of it is inked: of an outlined frame its four sides alone, else the whole of it.
    pub(crate) fn strokes(&self) -> Vec<Edges> {
        let Self::Rect {
            paint: Paint::Stroke(thickness),
            ..
        } = self
        else {
            return vec![self.edges()];
        };
        let half = thickness / 2;
        let [left, top, right, bottom] = self.edges();
        let level = |y: Length| [left - half, y - half, right + half, y + half];
        let upright = |x: Length| [x - half, top - half, x + half, bottom + half];
        vec![level(top), level(bottom), upright(left), upright(right)]
    }
}
