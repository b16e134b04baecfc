//! Pictures on a form: a hazard's own, large, and beside it the acts it asks for, each above its
//! words.

use crate::documents::pictogram::{Pictogram, PicturedAct};
use crate::flow::{Flow, height};
use crate::page::{Item, Length, PT};
use crate::text::{Line, Setter, Style};

const HAZARD: Length = 92 * PT;
const ACT: Length = 60 * PT;
const GUTTER: Length = 14 * PT;
const LABEL: Style = Style::bold(12 * PT).leading(17 * PT);
const IN_A_ROW: usize = 4;

pub(super) fn draw(hazard: Option<Pictogram>, acts: &[PicturedAct], flow: &mut Flow<'_>) {
    let indent = hazard.map_or(0, |_| HAZARD + GUTTER);
    let rows: Vec<Vec<Cell>> = acts
        .chunks(IN_A_ROW)
        .map(|row| set(row, flow.width() - indent, flow))
        .collect();
    let own = hazard.map_or(0, |_| HAZARD);
    let beside: Length = rows.iter().map(|row| tall(row, flow)).sum();
    flow.skip(4 * PT);
    flow.ensure(own.max(beside).min(flow.full_room()));
    let (left, top) = (flow.left(), flow.y);
    for item in hazard.into_iter().flat_map(|hazard| hazard.draw(HAZARD)) {
        flow.put(item.shifted(left, top));
    }
    for row in rows {
        let tall = tall(&row, flow);
        put(row, left + indent, flow);
        flow.y += tall;
    }
    flow.y = flow.y.max(top + own) + 4 * PT;
}

/// An act, its words set.
struct Cell {
    picture: Vec<Item>,
    lines: Vec<Line>,
    width: Length,
}

fn set(acts: &[PicturedAct], width: Length, flow: &Flow<'_>) -> Vec<Cell> {
    let width = width / Length::try_from(IN_A_ROW).unwrap_or(1);
    let setter = Setter::new(flow.fonts, flow.lettering.of(LABEL));
    let cells = acts.iter().map(|act| Cell {
        picture: act.picture.draw(ACT),
        lines: setter.lines(&act.label, width - 6 * PT),
        width,
    });
    cells.collect()
}

fn tall(row: &[Cell], flow: &Flow<'_>) -> Length {
    let style = flow.lettering.of(LABEL);
    let said = row.iter().map(|cell| height(&cell.lines, style)).max();
    ACT + 4 * PT + said.unwrap_or(0)
}

fn put(row: Vec<Cell>, left: Length, flow: &mut Flow<'_>) {
    let style = flow.lettering.of(LABEL);
    let mut x = left;
    for cell in row {
        let middle = x + (cell.width - ACT) / 2;
        for item in cell.picture {
            flow.put(item.shifted(middle, flow.y));
        }
        let mut y = flow.y + ACT + 4 * PT + style.baseline();
        for line in cell.lines {
            let indent = (cell.width - line.width) / 2;
            flow.put(line.place(x + indent, y, style));
            y += style.leading;
        }
        x += cell.width;
    }
}
