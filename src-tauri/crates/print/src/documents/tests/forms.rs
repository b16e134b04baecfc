//! Forms: what fills a page, a line, a place to write on.

use super::imprint;
use crate::documents::form::{self, Fact, Form, Manner, Part, Pattern};
use crate::documents::register::Orientation;
use crate::page::{Document, Item, Page, Paint};
use crate::table::{Cell, Column, Table};
use crate::text::tests::FONTS;

#[test]
fn no_page_is_turned_for_a_line_or_two() {
    let said = |item: &&Item| matches!(item, Item::Text { text, .. } if text.starts_with("不等"));
    for count in 10..60 {
        let form = Form {
            imprint: imprint(),
            title: "广播稿".to_owned(),
            parts: vec![Part::List(vec![
                "不等通知，马上走。".to_owned();
                count
            ])],
            ..Form::default()
        };
        let document = form::lay_out(&[form], &FONTS);
        let last = document.pages.last().unwrap();
        let items = last.items.iter().filter(said).count();
        assert!(items > 2, "{count}: {items} on the last page");
    }
}

#[test]
fn a_fact_without_a_neighbour_takes_the_whole_width() {
    let ends = |facts: Vec<Fact>| {
        let form = Form {
            imprint: imprint(),
            parts: vec![Part::Facts(facts)],
            ..Form::default()
        };
        let document = form::lay_out(&[form], &FONTS);
        let items = document.pages.into_iter().flat_map(|page| page.items);
        let ends = items.filter_map(|item| match item {
            Item::Line { to_x, .. } => Some(to_x),
            _ => None,
        });
        ends.collect::<Vec<_>>()
    };
    let alone = ends(vec![Fact::half("期限", "")]);
    assert_eq!(alone, ends(vec![Fact::full("期限", "")]));
}

#[test]
fn an_empty_item_of_a_list_has_a_line_to_write_on() {
    for manner in [Manner::Working, Manner::Formal] {
        let form = Form {
            imprint: imprint(),
            manner,
            parts: vec![Part::List(vec![String::new(); 5])],
            ..Form::default()
        };
        let document = form::lay_out(&[form], &FONTS);
        let items = document.pages.iter().flat_map(|page| &page.items);
        let lines = items.filter(|item| matches!(item, Item::Line { .. }));
        assert_eq!(lines.count(), 5, "{manner:?}");
    }
}

#[test]
fn each_colour_of_a_warning_has_a_pattern_of_its_own() {
    let drawn = |level: &str| {
        let form = Form {
            imprint: imprint(),
            parts: vec![Part::Level {
                pattern: Pattern::of(level).unwrap(),
                title: "预警".to_owned(),
            }],
            ..Form::default()
        };
        let document = form::lay_out(&[form], &FONTS);
        let items = document.pages.into_iter().flat_map(|page| page.items);
        let shapes = items.filter(|item| matches!(item, Item::Circle { .. } | Item::Line { .. }));
        shapes.collect::<Vec<_>>()
    };
    let colours = ["red", "orange", "yellow", "blue"].map(drawn);
    for (at, one) in colours.iter().enumerate() {
        assert!(!one.is_empty());
        assert!(colours.iter().skip(at + 1).all(|other| other != one));
    }
    assert_eq!(Pattern::of("heat"), None);
}

#[test]
fn what_is_forbidden_stands_in_a_frame_behind_a_label_on_black() {
    let form = Form {
        imprint: imprint(),
        parts: vec![Part::Boxed {
            label: "严禁".to_owned(),
            sentences: vec!["不顺沟跑。".to_owned()],
        }],
        ..Form::default()
    };
    let document = form::lay_out(&[form], &FONTS);
    let items = document.pages.iter().flat_map(|page| &page.items);
    let frames = items.filter_map(|item| match item {
        Item::Rect { width, paint, .. } => Some((*width, *paint)),
        _ => None,
    });
    let frames: Vec<_> = frames.collect();
    let is_strip = |(_, paint): &&(i32, Paint)| *paint == Paint::Fill;
    let (strip, _) = frames.iter().find(is_strip).unwrap();
    assert!(frames.iter().any(|(width, _)| width > strip));
}

fn texts(page: &Page) -> Vec<&str> {
    let texts = page.items.iter().filter_map(|item| match item {
        Item::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// A sheet of calls: so many rows that say something and so many to write on, what is told below
/// them, and who signs.
fn calls(said: usize, empty: usize) -> Form {
    let row = |text: &str| vec![Cell::from(text), Cell::from("")];
    let rows = (0..said).map(|_| row("叫过"));
    let rows = rows.chain((0..empty).map(|_| row("")));
    Form {
        imprint: imprint(),
        title: "叫应记录表".to_owned(),
        number: "YJ-2026-019".to_owned(),
        parts: vec![
            Part::Table(Table {
                columns: vec![Column::text("谁", 10), Column::text("结果", 10)],
                rows: rows.collect(),
                sums: Vec::new(),
            }),
            Part::Facts(vec![Fact {
                is_long: true,
                ..Fact::full("总结", "")
            }]),
            Part::Signatures(vec![Fact::half("叫应人", "")]),
        ],
        ..Form::default()
    }
}

fn set(form: Form) -> Document {
    form::lay_out(&[form], &FONTS)
}

#[test]
fn a_sheet_that_came_loose_names_its_form_and_its_record() {
    for manner in [Manner::Working, Manner::Formal] {
        let form = Form {
            manner,
            ..calls(90, 0)
        };
        let document = set(form);
        assert!(document.pages.len() > 2);
        for page in &document.pages {
            let is_named = |text: &&str| text.contains("叫应记录表 YJ-2026-019");
            assert!(texts(page).iter().any(is_named), "{manner:?}");
        }
    }
    let known_by_its_day = Form {
        number: String::new(),
        subject: "2026-07-12 夜班".to_owned(),
        ..calls(90, 0)
    };
    let document = set(known_by_its_day);
    let last = document.pages.last().unwrap();
    assert!(texts(last).contains(&"栗溪村叫应记录表 2026-07-12 夜班（续）"));
}

#[test]
fn empty_rows_turn_no_page_and_reach_to_the_foot() {
    for said in 0..70 {
        let without = set(calls(said, 0)).pages.len();
        let with = set(calls(said, 8)).pages.len();
        let least = if said == 0 { 1 } else { without };
        assert_eq!(with, least, "{said} rows");
    }
    let rules = |document: &Document| {
        let items = document.pages.iter().flat_map(|page| &page.items);
        items
            .filter(|item| matches!(item, Item::Line { .. }))
            .count()
    };
    let (few, many) = (set(calls(0, 12)), set(calls(0, 60)));
    assert_eq!(many.pages.len(), 1);
    assert!(rules(&many) > rules(&few) + 8, "the page is filled");
}

#[test]
fn a_blank_list_that_lies_on_its_side_has_a_row_for_a_dozen_people() {
    let facts = vec![Fact::full("总结", "都到岗。"); 10];
    let crowded = Form {
        imprint: imprint(),
        orientation: Orientation::Landscape,
        parts: vec![
            Part::Facts(facts),
            Part::Table(Table {
                columns: vec![Column::text("谁", 10)],
                rows: vec![vec![Cell::from("")]; 40],
                sums: Vec::new(),
            }),
        ],
        ..Form::default()
    };
    let rules = |document: &Document| {
        let items = document.pages.iter().flat_map(|page| &page.items);
        items
            .filter(|item| matches!(item, Item::Line { .. }))
            .count()
    };
    let of_a_record = Form {
        number: "YJ-2026-019".to_owned(),
        ..crowded.clone()
    };
    assert_eq!(set(of_a_record).pages.len(), 1);
    assert!(rules(&set(crowded)) >= 12 + 10);
}

#[test]
fn a_number_that_a_hand_writes_names_no_sheet() {
    let form = Form {
        number: "编号：＿＿＿＿＿＿".to_owned(),
        ..calls(0, 6)
    };
    let document = set(form);
    let held = document.texts().filter(|text| text.contains("编号"));
    assert_eq!(held.count(), 1, "below the title, and not at the foot");
}

#[test]
fn what_an_official_paper_lacks_stands_smaller_than_its_text() {
    let lack = "“责任书”还没有记录：到“责任书”里新增。";
    let mut form = Form {
        imprint: imprint(),
        manner: Manner::Formal,
        parts: vec![Part::Paragraph("双方约定如下。".to_owned())],
        ..Form::default()
    };
    form.imprint.lacks = vec![lack.to_owned()];
    let document = set(form);
    let size = |wanted: &str| {
        let items = document.pages.iter().flat_map(|page| &page.items);
        let mut sizes = items.filter_map(|item| match item {
            Item::Text { text, size, .. } if text == wanted => Some(*size),
            _ => None,
        });
        sizes.next().unwrap()
    };
    assert!(size(lack) < size("双方约定如下。"));
}

#[test]
fn nothing_but_signatures_never_stands_on_a_page() {
    for parts in [
        |count| Part::Facts(vec![Fact::full("总结", "都到岗。"); count]),
        |count| Part::List(vec!["都到岗。".to_owned(); count]),
        |count| {
            let row = vec![Cell::from("都到岗。")];
            Part::Table(Table {
                columns: vec![Column::text("总结", 1)],
                rows: vec![row; count],
                sums: Vec::new(),
            })
        },
    ] {
        for count in 20..60 {
            let form = Form {
                imprint: imprint(),
                parts: vec![
                    parts(count),
                    Part::Signatures(vec![Fact::half("带班领导", "")]),
                ],
                ..Form::default()
            };
            let document = set(form);
            let last = document.pages.last().unwrap();
            assert!(texts(last).contains(&"都到岗。"), "{count}");
        }
    }
}

#[test]
fn a_long_text_has_several_lines_where_the_page_has_room() {
    let rules = |is_long| {
        let form = Form {
            imprint: imprint(),
            parts: vec![Part::Facts(vec![Fact {
                is_long,
                ..Fact::full("未结事项", "")
            }])],
            ..Form::default()
        };
        let document = set(form);
        let items = document.pages.iter().flat_map(|page| &page.items);
        items
            .filter(|item| matches!(item, Item::Line { .. }))
            .count()
    };
    assert_eq!(rules(true), rules(false) + 5);
}
