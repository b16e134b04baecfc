//! How much room a form leaves to a hand: lines for long texts and empty rows of tables reach down to
//! the foot of the page on which the form would end without them, and never turn a page.

use super::{Form, Part, draw};
use crate::documents::register::Orientation;
use crate::flow::{Flow, Spacing};
use crate::fonts::Fonts;
use crate::page::Size;
use crate::table::{Cell, Table};

/// Lines for a long text.
const LINES: usize = 6;
/// Items of a list that a hand gets in any case, and rows of a table that says nothing.
pub(super) const ITEMS: usize = 5;
const ROWS: usize = 6;
/// Rows of such a table on a sheet that lies on its side and is of no record yet: a list of the
/// night, one row for everybody.
const ROWS_OF_A_LIST: usize = 12;

/// What is left to a hand.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Room {
    /// Lines of a long text.
    lines: usize,
    /// Empty rows behind those of a table.
    rows: usize,
}

/// The form on as few pages as it needs, with as much room for a hand as these have.
pub(super) fn fitted<'f>(form: &Form, (fonts, spacing): (&'f Fonts, Spacing)) -> Flow<'f> {
    let set = |room: Room| {
        let size = match form.orientation {
            Orientation::Portrait => Size::A4,
            Orientation::Landscape => Size::A4_LANDSCAPE,
        };
        let mut flow = Flow::new(fonts, size, form.running());
        (flow.lettering, flow.spacing) = (form.lettering, spacing);
        flow.hand = room.lines;
        match with_rows(form, room.rows) {
            Some(fewer) => draw(&fewer, &mut flow),
            None => draw(form, &mut flow),
        }
        flow
    };
    let most = Room {
        lines: if is_for_texts(form) { LINES } else { 1 },
        rows: form
            .parts
            .iter()
            .map(|part| spare(form, part))
            .max()
            .unwrap_or(0),
    };
    let whole = set(most);
    if whole.page() == 0 || most == (Room { lines: 1, rows: 0 }) {
        return whole;
    }
    let mut best = (Room { lines: 1, rows: 0 }, set(Room { lines: 1, rows: 0 }));
    let pages = best.1.page();
    if whole.page() == pages {
        return whole;
    }
    for lines in (2..=most.lines).rev() {
        let room = Room { lines, rows: 0 };
        let flow = set(room);
        if flow.page() == pages {
            best = (room, flow);
            break;
        }
    }
    let (mut fits, mut turns) = (0, most.rows + 1);
    while turns - fits > 1 {
        let rows = fits + (turns - fits) / 2;
        let flow = set(Room { rows, ..best.0 });
        if flow.page() == pages {
            fits = rows;
            best.1 = flow;
        } else {
            turns = rows;
        }
    }
    best.1
}

fn is_for_texts(form: &Form) -> bool {
    form.parts.iter().any(|part| match part {
        Part::Facts(facts) => facts.iter().any(super::Fact::is_for_a_text),
        Part::List(items) => items.len() > ITEMS && items.iter().all(String::is_empty),
        _ => false,
    })
}

/// Empty rows that a part can do without.
fn spare(form: &Form, part: &Part) -> usize {
    match part {
        Part::Table(table) => table.rows.len() - least_rows(form, table),
        _ => 0,
    }
}

/// The rows that say something; of a table that is all written by hand, a few.
fn least_rows(form: &Form, table: &Table) -> usize {
    let few = match (form.orientation, form.known_by()) {
        (Orientation::Landscape, "") => ROWS_OF_A_LIST,
        _ => ROWS,
    };
    let is_empty = |row: &Vec<Cell>| row.iter().all(|cell| cell.text.is_empty());
    match table.rows.iter().rposition(|row| !is_empty(row)) {
        Some(last) => last + 1,
        None => table.rows.len().min(few),
    }
}

/// The form with so many spare rows in each of its tables; none where it has no more.
fn with_rows(form: &Form, rows: usize) -> Option<Form> {
    if form.parts.iter().all(|part| spare(form, part) <= rows) {
        return None;
    }
    let mut fewer = form.clone();
    for part in &mut fewer.parts {
        if let Part::Table(table) = part {
            let kept = least_rows(form, table) + rows;
            table.rows.truncate(kept);
        }
    }
    Some(fewer)
}
