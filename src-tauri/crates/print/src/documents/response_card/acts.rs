//! The main acts of a post in pictures where its words leave no room for a row of them: one below
//! the other in the white at the right of the lines, which stay as large as they are without.

use crate::documents::pictogram::PicturedAct;
use crate::documents::press::{Piece, placed};
use crate::flow::height;
use crate::fonts::Fonts;
use crate::page::{Item, Length, PT};
use crate::text::{Setter, Style};

/// Width of the white that is needed, with the distance to the lines.
const COLUMN: Length = 40 * PT;
/// Above and below what the pictures keep clear of.
const CLEAR: Length = 3 * PT;
const SIDE: Length = 24 * PT;
const LABEL: Style = Style::bold(850).leading(10 * PT);
/// Steps in which room is looked for.
const STEP: Length = PT;

/// A stretch of the card, from its upper to its lower edge.
type Stretch = (Length, Length);

/// Puts every act into the white beside `pieces`, as they will stand in this `room`, as far apart
/// as the white allows; none if one of them finds no place.
pub(super) fn beside(
    acts: &[PicturedAct],
    pieces: &mut [Piece],
    ((width, room), fonts): ((Length, Length), &Fonts),
) {
    let cells: Vec<(Vec<Item>, Length)> = acts.iter().map(|act| cell(act, fonts)).collect();
    let taken = taken(pieces, width - COLUMN, room);
    let apart = (1..=24).rev().map(|distance| distance * PT);
    let mut tried = apart.filter_map(|apart| tops(&cells, (&taken, room), apart));
    let (Some(tops), Some(first)) = (tried.next(), pieces.first_mut()) else {
        return;
    };
    for ((items, _), top) in cells.into_iter().zip(tops) {
        let placed = items.into_iter();
        let placed = placed.map(|item| item.shifted(width - COLUMN, top));
        first.items.extend(placed);
    }
}

/// The picture in the middle of the column, its words below it.
fn cell(act: &PicturedAct, fonts: &Fonts) -> (Vec<Item>, Length) {
    let lines = Setter::new(fonts, LABEL).lines(&act.label, COLUMN - 2 * PT);
    let tall = SIDE + PT + height(&lines, LABEL);
    let picture = act.picture.draw(SIDE).into_iter();
    let mut items: Vec<Item> = picture
        .map(|item| item.shifted((COLUMN - SIDE) / 2, 0))
        .collect();
    let baselines = (0..).map(|row| SIDE + PT + row * LABEL.leading + LABEL.baseline());
    let placed = lines.into_iter().zip(baselines);
    items.extend(placed.map(|(line, y)| {
        let x = (COLUMN - line.width) / 2;
        line.place(x, y, LABEL)
    }));
    (items, tall)
}

/// The stretches in which something reaches beyond `edge`.
fn taken(pieces: &[Piece], edge: Length, room: Length) -> Vec<Stretch> {
    let reaches = |piece: &Piece| piece.items.iter().any(|item| right_edge(item) > edge);
    let stretches = pieces.iter().zip(placed(pieces, room));
    let taken = stretches.filter(|(piece, _)| reaches(piece));
    taken
        .map(|(piece, top)| (top, top + piece.height + CLEAR))
        .collect()
}

fn right_edge(item: &Item) -> Length {
    match item {
        Item::Text { x, width, .. }
        | Item::Rect { x, width, .. }
        | Item::Picture { x, width, .. } => x + width,
        Item::Line { x, to_x, .. } => *x.max(to_x),
        Item::Circle { x, radius, .. } => x + radius,
        Item::Polygon { corners, .. } => corners.iter().map(|(x, _)| *x).max().unwrap_or(0),
        Item::Qr { x, side, .. } => x + side,
    }
}

/// Where the cells begin, one below the other and so far `apart`, if all of them find room.
fn tops(
    cells: &[(Vec<Item>, Length)],
    (taken, bottom): (&[Stretch], Length),
    apart: Length,
) -> Option<Vec<Length>> {
    let mut y = 0;
    let mut tops = Vec::new();
    for (_, tall) in cells {
        let is_free = |y: &Length| taken.iter().all(|(from, to)| y + tall <= *from || y >= to);
        let mut places = (0..).map(|step| y + step * STEP);
        let top = places
            .by_ref()
            .take_while(|y| y + tall <= bottom)
            .find(is_free)?;
        tops.push(top);
        y = top + tall + apart;
    }
    Some(tops)
}
