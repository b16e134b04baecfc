//! A large sheet on two upright A4: each shows half, both show the strip in the middle, and four
//! crosses tell how they lie on each other.

use crate::fonts::Fonts;
use crate::page::{Document, Item, Length, PT, Page, Size, mm};
use crate::text::{Setter, Style};

/// What a printer cannot reach.
const EDGE: Length = mm(5);
/// What both halves show.
const OVERLAP: Length = mm(10);
const SHOWN: Length = Size::A4.width - 2 * EDGE;

/// Size of the sheet that two halves make.
pub(super) const SHEET: Size = Size {
    width: 2 * SHOWN - OVERLAP,
    height: Size::A4.height - 2 * EDGE,
};

const WORDS: Style = Style::regular(7 * PT).leading(9 * PT);

/// The paper with each page on two.
pub(super) fn halved(document: Document, fonts: &Fonts) -> Document {
    let pages = document.pages.into_iter();
    let mut bookmarks = document.bookmarks;
    for bookmark in &mut bookmarks {
        bookmark.page *= 2;
    }
    Document {
        pages: pages
            .flat_map(|page| [half(&page, 0, fonts), half(&page, SHOWN - OVERLAP, fonts)])
            .collect(),
        bookmarks,
        ..document
    }
}

/// The half of a sheet that begins here.
fn half(sheet: &Page, from: Length, fonts: &Fonts) -> Page {
    let (right, down) = (EDGE - from, EDGE);
    let items = sheet
        .items
        .iter()
        .map(|item| item.clone().shifted(right, down));
    let mut items: Vec<Item> = items.filter(is_on).collect();
    let fold = EDGE + SHOWN - OVERLAP / 2 - if from == 0 { 0 } else { SHOWN - OVERLAP };
    for y in [mm(8), Size::A4.height - mm(8)] {
        items.extend(cross((fold, y)));
    }
    let words = if from == 0 {
        "左半张"
    } else {
        "右半张：压在左半张上，十字对准十字，再粘好。"
    };
    let line = Setter::new(fonts, WORDS).line(words);
    let x = if from == 0 { mm(14) } else { fold + mm(6) };
    items.push(line.place(x, Size::A4.height - mm(6), WORDS));
    Page {
        size: Size::A4,
        items,
    }
}

fn cross((x, y): (Length, Length)) -> [Item; 2] {
    let arm = mm(3);
    let line = |x: Length, y: Length, to_x: Length, to_y: Length| Item::Line {
        x,
        y,
        to_x,
        to_y,
        thickness: PT / 2,
    };
    [line(x - arm, y, x + arm, y), line(x, y - arm, x, y + arm)]
}

/// Whether anything of an item is seen on the half.
fn is_on(item: &Item) -> bool {
    let (left, right) = match item {
        Item::Text { x, width, .. }
        | Item::Rect { x, width, .. }
        | Item::Picture { x, width, .. } => (*x, x + width),
        Item::Qr { x, side, .. } => (*x, x + side),
        Item::Circle { x, radius, .. } => (x - radius, x + radius),
        Item::Line { x, to_x, .. } => (*x.min(to_x), *x.max(to_x)),
        Item::Polygon { corners, .. } => {
            let across = corners.iter().map(|(x, _)| *x);
            (across.clone().min().unwrap_or(0), across.max().unwrap_or(0))
        }
    };
    right >= EDGE && left <= EDGE + SHOWN
}
