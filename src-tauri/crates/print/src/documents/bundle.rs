//! 应急文件袋: many papers as one, behind a page of contents, each an entry of the outline. Every
//! paper keeps its own foot lines and numbers; the contents say on which sheet of the whole it
//! begins, so that a stack that fell apart can be put together again.

use super::{Imprint, masthead};
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::page::{Bookmark, Document, Item, Length, PT, Page, Size, mm};
use crate::table::{Cell, Column, Table};
use crate::text::{Line, Setter, Style};

/// A page's number in the whole.
const NUMBER: Style = Style::bold(7 * PT).leading(9 * PT);
/// From its baseline to the edge of the page, clear of what a laser printer cannot reach.
const FROM_EDGE: Length = mm(7);
const MARGIN: Length = mm(18);
const NOTE: Style = Style::regular(1050).leading(17 * PT);

/// One paper of the whole.
pub struct Enclosed {
    /// What it is called in the contents.
    pub title: String,
    /// The paper.
    pub document: Document,
}

/// What goes into the whole.
pub struct Bundle {
    /// What the paper says about itself.
    pub imprint: Imprint,
    /// 应急文件袋.
    pub title: String,
    /// The papers, in order.
    pub papers: Vec<Enclosed>,
    /// What is not in it or not complete, and what to do, in sentences.
    pub missing: Vec<String>,
}

/// Lays out the contents and puts the papers behind them.
pub fn lay_out(input: Bundle, fonts: &Fonts) -> Document {
    // How many sheets the contents take does not depend on the numbers in them.
    let before = contents(&input, 0, fonts).pages.len();
    let mut whole = contents(&input, before, fonts);
    whole.bookmarks.push(Bookmark::new("目录", 0));
    for paper in input.papers {
        let before = whole.pages.len();
        let mut entry = Bookmark::new(paper.title, before);
        // A single entry leads nowhere else than the paper itself.
        if let below @ [_, _, ..] = paper.document.bookmarks.as_slice() {
            let below = below.iter().cloned();
            entry.below = below.map(|entry| entry.behind(before)).collect();
        }
        whole.bookmarks.push(entry);
        whole.pages.extend(paper.document.pages);
    }
    number(&mut whole.pages, fonts);
    whole
}

/// 袋内第18页，共105页 at the foot of every page, where nothing else stands.
fn number(pages: &mut [Page], fonts: &Fonts) {
    let total = pages.len();
    for (page, number) in pages.iter_mut().zip(1..) {
        let said = format!("袋内第{number}页，共{total}页");
        let line = Setter::new(fonts, NUMBER).line(&said);
        let item = at_free_place(&line, page);
        page.items.push(item);
    }
}

/// The line at the left, in the middle or at the right of the lower edge, wherever no text, code or
/// rule is in its way, else of the upper edge or above the cut between cards; a page that is full
/// from edge to edge has it at the foot all the same.
fn at_free_place(line: &Line, page: &Page) -> Item {
    let Size { width, height } = page.size;
    let across = [MARGIN, width / 4, width / 2, width * 3 / 4, width - MARGIN];
    let middle = height / 2 - mm(2);
    let places = [height - FROM_EDGE, FROM_EDGE + NUMBER.size, middle]
        .into_iter()
        .flat_map(|y| across.map(|at| (at, y)));
    let put = |(at, y): (Length, Length)| {
        let least = (at - line.width / 2).max(MARGIN);
        let x = least.min(width - MARGIN - line.width);
        line.clone().place(x, y, NUMBER)
    };
    let is_free = |item: &Item| page.items.iter().all(|other| !are_near(item, other));
    let mut free = places.map(put).filter(is_free);
    free.next()
        .unwrap_or_else(|| put((MARGIN, height - FROM_EDGE)))
}

/// Whether one item touches the other or nearly does. What is drawn below a text, a frame or a
/// picture that holds the whole page, is no matter.
fn are_near(one: &Item, other: &Item) -> bool {
    const DISTANCE: Length = 3 * PT;
    let [left, top, right, bottom] = one.edges();
    other.strokes().into_iter().any(|[a, b, c, d]| {
        left - DISTANCE < c && a < right + DISTANCE && top - DISTANCE < d && b < bottom + DISTANCE
    })
}

fn contents(input: &Bundle, before: usize, fonts: &Fonts) -> Document {
    let mut flow = Flow::new(fonts, Size::A4, input.imprint.running(&input.title));
    let sheets: usize = input
        .papers
        .iter()
        .map(|paper| paper.document.pages.len())
        .sum();
    let summary = format!(
        "共{}样文书、{sheets}页，另有目录{before}页。停电断网时照着办；每季翻一遍，换下旧的。",
        input.papers.len()
    );
    masthead(&mut flow, (&input.imprint, &input.title), &summary);
    rows(input, before).draw(&mut flow);
    if !input.missing.is_empty() {
        flow.skip(10 * PT);
        flow.text("还缺下面这些，补上再印：", NOTE, 0);
    }
    for text in &input.missing {
        flow.text(text, NOTE, 12 * PT);
    }
    flow.finish()
}

fn rows(input: &Bundle, before: usize) -> Table {
    let mut next = before + 1;
    let rows = input
        .papers
        .iter()
        .zip(1..)
        .map(|(paper, number): (_, usize)| {
            let begins = next;
            next += paper.document.pages.len();
            vec![
                Cell::from(number.to_string()),
                Cell::strong(&*paper.title),
                Cell::from(paper.document.pages.len().to_string()),
                Cell::from(begins.to_string()),
            ]
        });
    Table {
        columns: vec![
            Column::number("序", 4),
            Column::text("文书", 40),
            Column::number("页数", 8),
            Column::number("从袋内第几页起", 12),
        ],
        rows: rows.collect(),
        sums: Vec::new(),
    }
}
