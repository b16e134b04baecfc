//! 应急文件袋: many papers as one, behind a page of contents, each an entry of the outline. Every
//! paper keeps its own foot lines and numbers; the contents say on which sheet of the whole it
//! begins, so that a stack that fell apart can be put together again.

use super::{Imprint, masthead};
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::page::{Bookmark, Document, PT, Size};
use crate::table::{Cell, Column, Table};
use crate::text::Style;

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
    whole
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
            Column::number("从第几页起", 10),
        ],
        rows: rows.collect(),
        sums: Vec::new(),
    }
}
