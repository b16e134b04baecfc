//! The mark of an exercise at the head of every page: whoever finds the paper later must not take
//! it for the real thing. It stands on white above whatever the page holds.

use crate::page::{Document, Family, Ink, Item, Length, PT, Page, Paint, Weight, mm};

const WORDS: &str = "演练　演练　演练";
const SIZE: Length = 14 * PT;
/// From the edge of the paper, where every printer still prints.
const TOP: Length = mm(5);
const HEIGHT: Length = mm(8);
const EDGE: Length = PT;
/// Room beside the words.
const BESIDE: Length = mm(5);

/// Marks every page.
pub fn mark_exercise(document: &mut Document) {
    document.title = format!("演练：{}", document.title);
    for page in &mut document.pages {
        mark(page);
    }
}

fn mark(page: &mut Page) {
    // Chinese letters and the blank of their width are all as wide as they are high.
    let letters = Length::try_from(WORDS.chars().count()).unwrap_or(1);
    let words = letters * SIZE;
    let width = words + 2 * BESIDE;
    let x = (page.size.width - width) / 2;
    let frame = |paint| Item::Rect {
        x,
        y: TOP,
        width,
        height: HEIGHT,
        paint,
    };
    page.items.push(frame(Paint::Blank));
    page.items.push(frame(Paint::Stroke(EDGE)));
    page.items.push(Item::Text {
        x: x + BESIDE,
        y: TOP + Length::midpoint(HEIGHT, SIZE * 3 / 4),
        size: SIZE,
        family: Family::Sans,
        weight: Weight::Bold,
        ink: Ink::Black,
        text: WORDS.to_owned(),
        gaps: Vec::new(),
        tracking: 0,
        width: words,
    });
}

#[cfg(test)]
mod tests {
    use super::mark_exercise;
    use crate::page::{Document, Page, Size};

    #[test]
    fn every_page_of_an_exercise_says_so_at_its_head() {
        let page = |size| Page {
            size,
            items: Vec::new(),
        };
        let mut document = Document {
            title: "转移清单".to_owned(),
            pages: vec![page(Size::A4), page(Size::A4_LANDSCAPE)],
            bookmarks: Vec::new(),
        };
        mark_exercise(&mut document);
        assert_eq!(document.title, "演练：转移清单");
        assert_eq!(
            document
                .texts()
                .filter(|text| text.contains("演练"))
                .count(),
            2
        );
    }
}
