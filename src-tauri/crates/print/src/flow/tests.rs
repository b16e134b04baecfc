use super::{Flow, Running};
use crate::page::{Document, Item, Length, Page, Size, mm};
use crate::sheet::{FORMAL_LEADING, FORMAL_SIZE, Sheet};
use crate::text::Style;
use crate::text::tests::FONTS;

const BODY: Style = Style::regular(FORMAL_SIZE).leading(FORMAL_LEADING);

fn formal(sheet: Sheet) -> Flow<'static> {
    let running = Running {
        title: "报告".to_owned(),
        head_left: String::new(),
        continued: String::new(),
        head_right: String::new(),
        foot: "栗溪村".to_owned(),
        proof: String::new(),
        sheet,
    };
    Flow::new(&FONTS, Size::A4, running)
}

/// The texts of a page with their left edge and baseline.
fn texts(page: &Page) -> Vec<(Length, Length, &str)> {
    let texts = page.items.iter().filter_map(|item| match item {
        Item::Text { x, y, text, .. } => Some((*x, *y, text.as_str())),
        _ => None,
    });
    texts.collect()
}

fn place(page: &Page, wanted: &str) -> Option<(Length, Length)> {
    let mut texts = texts(page).into_iter();
    texts
        .find(|text| text.2 == wanted)
        .map(|text| (text.0, text.1))
}

/// How many lines of the body begin with this character, page by page.
fn lines(document: &Document, mark: char) -> Vec<usize> {
    let count = |page| {
        let texts = texts(page);
        texts.iter().filter(|text| text.2.starts_with(mark)).count()
    };
    document.pages.iter().map(count).collect()
}

#[test]
fn an_official_page_holds_twenty_two_lines_of_twenty_eight_characters() {
    let mut flow = formal(Sheet::Formal);
    flow.text(&"村".repeat(28 * 23), BODY, 0);
    let document = flow.finish();
    assert_eq!(
        lines(&document, '村'),
        [21, 2],
        "two go on, so that none is alone"
    );
    let mut flow = formal(Sheet::Formal);
    flow.text(&"村".repeat(28 * 22), BODY, 0);
    let document = flow.finish();
    assert_eq!(lines(&document, '村'), [22]);
    let (x, y) = place(&document.pages[0], &"村".repeat(28)).expect("a full line");
    assert_eq!(x, mm(28));
    assert!(y > mm(37) && y < mm(37) + FORMAL_LEADING);
}

#[test]
fn page_numbers_stand_between_dashes_on_the_outer_side() {
    let mut flow = formal(Sheet::Formal);
    flow.turn();
    let document = flow.finish();
    let (odd, y) = place(&document.pages[0], "— 1 —").expect("a number");
    let (even, _) = place(&document.pages[1], "— 2 —").expect("a number");
    assert!(odd > Size::A4.width / 2, "an odd one on the right");
    assert!(even < Size::A4.width / 2, "an even one on the left");
    assert!(
        y > mm(37 + 225 + 7),
        "seven millimetres below the type area"
    );
    let document = formal(Sheet::Bound).finish();
    assert_eq!(place(&document.pages[0], "— 1 —"), None, "a cover has none");
}

#[test]
fn neither_the_first_nor_the_last_line_of_a_paragraph_stands_alone() {
    for before in 15..=22 {
        for length in 2..=6 {
            let mut flow = formal(Sheet::Formal);
            (0..before).for_each(|_| flow.text("前", BODY, 0));
            flow.text(&"后".repeat(28 * length), BODY, 0);
            let document = flow.finish();
            let pages: Vec<usize> = lines(&document, '后')
                .into_iter()
                .filter(|count| *count > 0)
                .collect();
            assert_eq!(pages.iter().sum::<usize>(), length);
            assert!(!pages.contains(&1), "{pages:?} behind {before} lines");
        }
    }
}

#[test]
fn headings_stand_on_the_page_on_which_what_follows_begins() {
    for before in 15..=22 {
        let mut flow = formal(Sheet::Formal);
        (0..before).for_each(|_| flow.text("前", BODY, 0));
        flow.heading("一、组织", BODY, 0);
        flow.bookmark_heading("一、组织");
        flow.heading("（一）分工", BODY, 0);
        flow.text(&"后".repeat(28 * 3), BODY, 0);
        let document = flow.finish();
        let page = |wanted: &str| {
            let mut pages = document.pages.iter();
            pages.position(|page| texts(page).iter().any(|text| text.2.starts_with(wanted)))
        };
        assert!(page("后").is_some());
        assert_eq!(page("（一）分工"), page("后"), "behind {before} lines");
        assert_eq!(page("一、组织"), page("后"), "behind {before} lines");
        assert_eq!(Some(document.bookmarks[0].page), page("一、组织"));
    }
}

#[test]
fn a_heading_that_nothing_follows_stays_where_it_is() {
    let mut flow = formal(Sheet::Formal);
    flow.text("前", BODY, 0);
    flow.heading("附件", BODY, 0);
    flow.turn();
    flow.text("后", BODY, 0);
    let document = flow.finish();
    assert!(place(&document.pages[0], "附件").is_some());
}
