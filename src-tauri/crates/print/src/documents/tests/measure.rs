//! Measuring a page tree: where texts stand, what they touch, what became of what was put in.

use crate::page::{Document, Item, Length, PT, Page, Paint};
use std::collections::BTreeMap;

/// Left, upper, right and lower edge.
pub(super) type Edges = [Length; 4];

/// Each text with the edges of its ideographs' squares.
fn texts(page: &Page) -> Vec<(Edges, &str)> {
    let texts = page.items.iter().filter_map(|item| match item {
        Item::Text {
            x,
            y,
            size,
            text,
            width,
            ..
        } => {
            let edges = [*x, y - size * 88 / 100, x + width, y + size * 12 / 100];
            Some((edges, text.as_str()))
        }
        _ => None,
    });
    texts.collect()
}

fn overlap([a_left, a_top, a_right, a_bottom]: Edges, [left, top, right, bottom]: Edges) -> bool {
    // A third of a point is less than any rule.
    const SLACK: Length = PT / 3;
    a_left + SLACK < right
        && left + SLACK < a_right
        && a_top + SLACK < bottom
        && top + SLACK < a_bottom
}

/// Every QR code with the four white modules around it that a reader needs.
fn quiet_zones(page: &Page) -> impl Iterator<Item = Edges> {
    page.items.iter().filter_map(|item| match item {
        Item::Qr { x, y, side, rows } => {
            let quiet = side * 4 / Length::try_from(rows.len()).unwrap();
            Some([x - quiet, y - quiet, x + side + quiet, y + side + quiet])
        }
        _ => None,
    })
}

/// Level and upright rules, and the four sides of every frame.
fn borders(page: &Page) -> Vec<Edges> {
    let sides = page.items.iter().flat_map(|item| match item {
        Item::Line {
            x,
            y,
            to_x,
            to_y,
            thickness,
        } if x == to_x || y == to_y => {
            let half = thickness / 2;
            let level = y == to_y;
            let (across, down) = if level { (0, half) } else { (half, 0) };
            let left = *x.min(to_x) - across;
            let top = *y.min(to_y) - down;
            vec![[left, top, *x.max(to_x) + across, *y.max(to_y) + down]]
        }
        Item::Rect {
            x,
            y,
            width,
            height,
            paint: Paint::Stroke(thickness),
        } => {
            let half = thickness / 2;
            let (right, bottom) = (x + width, y + height);
            let level = |y: Length| [x - half, y - half, right + half, y + half];
            let upright = |x: Length| [x - half, y - half, x + half, bottom + half];
            vec![level(*y), level(bottom), upright(*x), upright(right)]
        }
        _ => Vec::new(),
    });
    sides.collect()
}

/// Whether a border runs through the ink of a text: no ideograph fills its square to the edge.
fn is_touched(text: Edges, border: Edges) -> bool {
    let [left, top, right, bottom] = text;
    let inset = (bottom - top) / 20;
    let [b_left, b_top, b_right, b_bottom] = border;
    left + inset < b_right
        && b_left < right - inset
        && top + inset < b_bottom
        && b_top < bottom - inset
}

/// No text leaves its frame, lies on another, disturbs a code or touches a border.
pub(super) fn assert_in_order(document: &Document, frame: impl Fn(&Page, Edges) -> bool) {
    assert_apart(document, frame);
    for page in &document.pages {
        let borders = borders(page);
        for (edges, text) in texts(page) {
            for border in &borders {
                let touched = is_touched(edges, *border);
                assert!(!touched, "{text} at {edges:?} touches {border:?}");
            }
        }
    }
}

/// No text leaves its frame, lies on another or disturbs a code; what is drawn below a text, as on a
/// map, may be covered by it.
pub(super) fn assert_apart(document: &Document, frame: impl Fn(&Page, Edges) -> bool) {
    for page in &document.pages {
        let texts = texts(page);
        for (at, (edges, text)) in texts.iter().enumerate() {
            assert!(frame(page, *edges), "{text} leaves its frame: {edges:?}");
            for quiet in quiet_zones(page) {
                assert!(!overlap(*edges, quiet), "{text} disturbs the QR code");
            }
            for (other_edges, other) in texts.iter().skip(at + 1) {
                assert!(!overlap(*edges, *other_edges), "{text} lies on {other}");
            }
        }
    }
}

/// Every character that was put in stands on the paper, as often as it was put in.
pub(super) fn assert_kept(document: &Document, said: &[&str]) {
    let count = |texts: &mut dyn Iterator<Item = &str>| {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        for letter in texts.flat_map(str::chars) {
            *counts.entry(letter).or_default() += 1;
        }
        counts
    };
    let printed = count(&mut document.texts());
    let is_shown = |letter: char| !letter.is_whitespace() && !letter.is_control();
    for (letter, wanted) in count(&mut said.iter().copied()) {
        let found = printed.get(&letter).copied().unwrap_or(0);
        assert!(
            !is_shown(letter) || found >= wanted,
            "{letter} was put in {wanted} times and printed {found} times"
        );
    }
}
