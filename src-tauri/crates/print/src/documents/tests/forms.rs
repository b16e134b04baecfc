//! Forms: what fills a page, a line, a place to write on.

use super::imprint;
use crate::documents::form::{self, Fact, Form, Manner, Part, Pattern};
use crate::page::{Item, Paint};
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
