//! 防灾一张图: its tree, what stands on it without a base, how it falls on two sheets.

use super::{imprint, says, tree};
use crate::documents::poster::{Base, Bearing, Format, Mark, Poster, Shape, Stroke, lay_out};
use crate::page::{Document, Item, PT, Picture, Size, mm};
use crate::render;
use crate::text::tests::FONTS;
use std::collections::BTreeSet;

/// The smallest JPEG a reader takes for one; only its size on the page matters here.
const JPEG: &[u8] = &[0xff, 0xd8, 0xff, 0xd9];

fn mark(layer: &str, number: u32, name: &str) -> Mark {
    let at = i64::from(number) * 900;
    Mark {
        layer: layer.to_owned(),
        number,
        name: name.to_owned(),
        keeper: "赵**".to_owned(),
        phone: "142 0000 0001".to_owned(),
        place: (number > 0).then_some((at, 10_000 - at)),
        ..Mark::default()
    }
}

fn poster(base: Base) -> Poster {
    let zone = Mark {
        draws: Shape::Area,
        shape: vec![(1000, 1000), (3000, 1200), (2500, 3000)],
        ..mark("risk_point", 1, "沟西坡脚")
    };
    let route = Mark {
        draws: Shape::Line,
        shape: vec![(2000, 8000), (4000, 6000), (7000, 6500)],
        note: "雨天不能走".to_owned(),
        ..mark("route", 2, "晒谷场小路")
    };
    let layers = [
        ("risk_point", "风险点和危险区"),
        ("route", "转移路线"),
        ("shelter", "避难场所"),
    ];
    Poster {
        imprint: imprint(),
        base,
        base_says: "底图：有波纹的是溪。".to_owned(),
        bearing: Some(Bearing {
            north: 30,
            metres: 2200,
        }),
        layers: layers
            .map(|(name, label)| (name.to_owned(), label.to_owned()))
            .into(),
        marks: vec![
            zone,
            route,
            mark("shelter", 3, "村小学"),
            mark("shelter", 0, "晒谷场"),
        ],
        signals: ["急促锣声，马上走。", "锣不响了，不等于解除。"]
            .map(str::to_owned)
            .into(),
    }
}

fn picture() -> Base {
    Base::Picture(Picture {
        jpeg: JPEG.into(),
        across: 1280,
        down: 900,
    })
}

fn drawing() -> Base {
    let places = vec![(500, 500), (9000, 700), (8000, 9000)];
    Base::Drawing {
        size: (1600, 1200),
        strokes: vec![Stroke {
            closed: true,
            places,
        }],
    }
}

#[test]
fn poster_tree() {
    let document = lay_out(&poster(picture()), Format::A3, &FONTS);
    assert_eq!(document.pages.len(), 1);
    insta::assert_snapshot!(tree(&document));
}

#[test]
fn a_list_that_goes_on_in_another_column_repeats_its_heading() {
    let mut many = poster(picture());
    let shelters = (4..90).map(|number| Mark {
        place: Some((5000, 5000)),
        ..mark("shelter", number, "村小学")
    });
    many.marks.extend(shelters);
    let document = lay_out(&many, Format::A3, &FONTS);
    let again = document.texts().filter(|text| *text == "避难场所（续）");
    assert!(again.count() >= 1);
}

#[test]
fn places_that_nearly_fit_are_named_closer_on_the_same_sheet() {
    let mut many = poster(picture());
    let shelters = (4..70).map(|number| Mark {
        place: Some((5000, 5000)),
        ..mark("shelter", number, "村小学")
    });
    many.marks.extend(shelters);
    assert_eq!(lay_out(&many, Format::A3, &FONTS).pages.len(), 1);
}

#[test]
fn every_place_is_numbered_on_the_map_and_in_the_table_and_what_is_missing_is_named() {
    let document = lay_out(&poster(picture()), Format::A3, &FONTS);
    let count = |wanted: &str| document.texts().filter(|text| *text == wanted).count();
    for number in ["1", "2", "3"] {
        assert_eq!(
            count(number),
            2,
            "{number} stands on the map and in the table"
        );
    }
    assert!(says(&document, "还有1处没有放到图上"));
    assert!(says(&document, "北") && says(&document, "500 米"));
}

#[test]
fn the_legend_says_what_the_base_shows() {
    let document = lay_out(&poster(picture()), Format::A3, &FONTS);
    assert!(says(&document, "底图：有波纹的是溪。"));
}

#[test]
fn a_column_that_says_nothing_leaves_its_room_to_the_names() {
    let mut public = poster(picture());
    let name = "上湾后山滑坡体和屋后切坡五十米";
    for mark in &mut public.marks {
        (mark.keeper, mark.phone) = (String::new(), String::new());
        mark.name = name.to_owned();
        mark.note = "雨天不能走".to_owned();
    }
    let whole = format!("{name}（雨天不能走）");
    assert!(says(&lay_out(&public, Format::A3, &FONTS), &whole));
    public.marks[0].keeper = "3组组长".to_owned();
    public.marks[0].phone = "142 0000 0001".to_owned();
    assert!(!says(&lay_out(&public, Format::A3, &FONTS), &whole));
}

#[test]
fn the_columns_of_a_poster_are_equally_wide_and_equally_far_apart() {
    let mut many = poster(drawing());
    many.marks = (1..=60).map(|at| mark("shelter", at, "村小学")).collect();
    let document = lay_out(&many, Format::A3, &FONTS);
    let items = document.pages[0].items.iter();
    let heads = items.filter_map(|item| match item {
        Item::Line {
            x, to_x, thickness, ..
        } if *thickness == PT => Some((*x, *to_x)),
        _ => None,
    });
    let columns: Vec<_> = heads.collect::<BTreeSet<_>>().into_iter().collect();
    assert_eq!(columns.len(), 3, "{columns:?}");
    for pair in columns.windows(2) {
        let apart = pair[1].0 - pair[0].1;
        assert!((apart - mm(5)).abs() <= 2, "{columns:?}");
    }
}

#[test]
fn without_a_base_the_places_stand_on_white_and_a_sentence_says_what_to_do() {
    let document = lay_out(&poster(Base::Missing), Format::A3, &FONTS);
    assert!(document.texts().any(|text| text.starts_with("还没有底图")));
    assert!(says(&document, "沟西坡脚"));
    let nothing = Poster {
        imprint: imprint(),
        ..Poster::default()
    };
    let document = lay_out(&nothing, Format::A3, &FONTS);
    assert!(says(&document, "图上还没有东西"));
}

#[test]
fn a_drawing_is_drawn_in_its_own_proportion() {
    let document = lay_out(&poster(drawing()), Format::A3, &FONTS);
    let has_picture = |item: &Item| matches!(item, Item::Picture { .. });
    assert!(!document.pages[0].items.iter().any(has_picture));
}

fn stay_on(document: &Document, size: Size) {
    for page in &document.pages {
        assert_eq!(page.size, size);
        for item in &page.items {
            if let Item::Text {
                x, y, width, text, ..
            } = item
            {
                assert!(*x >= 0 && *y <= size.height, "{text}");
                assert!(x + width <= size.width - mm(5), "{text}");
            }
        }
    }
}

#[test]
fn more_places_than_the_column_holds_follow_on_another_sheet_and_none_is_lost() {
    let mut input = poster(picture());
    input.marks = (1..=150)
        .map(|number| Mark {
            number,
            place: Some((5000, 5000)),
            ..mark(
                "shelter",
                1,
                &format!("第{number}处很长很长很长很长的地方名称"),
            )
        })
        .collect();
    let document = lay_out(&input, Format::A3, &FONTS);
    assert!(document.pages.len() > 1);
    stay_on(&document, Size::A3_LANDSCAPE);
    for number in 1..=150 {
        let begins = format!("第{number}处");
        let is_there = document.texts().any(|text| text.starts_with(&begins));
        assert!(is_there, "{begins}");
    }
}

#[test]
fn the_map_gives_way_so_that_every_place_is_named_on_the_same_sheet() {
    let with = |count: u32| {
        let mut input = poster(drawing());
        let marks = (1..=count).map(|number| mark("shelter", number, &format!("第{number}处")));
        input.marks = marks.collect();
        lay_out(&input, Format::A3, &FONTS)
    };
    let map = |document: &Document| {
        let frames = document.pages[0]
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Rect { width, .. } => Some(*width),
                _ => None,
            });
        frames.max().unwrap()
    };
    let (few, many) = (with(4), with(60));
    assert_eq!((few.pages.len(), many.pages.len()), (1, 1));
    assert!(map(&many) < map(&few), "the map of many is smaller");
    assert!(map(&many) >= map(&few) * 3 / 4, "and still a map");
}

#[test]
fn two_a4_show_the_whole_sheet_and_the_strip_in_the_middle_twice() {
    let document = lay_out(&poster(picture()), Format::TwoA4, &FONTS);
    let [left, right] = document.pages.as_slice() else {
        panic!("{} pages", document.pages.len());
    };
    assert_eq!((left.size, right.size), (Size::A4, Size::A4));
    let edges = |items: &[Item]| {
        let found = items.iter().find_map(|item| match item {
            Item::Picture { x, width, .. } => Some((*x, x + width)),
            _ => None,
        });
        found.unwrap()
    };
    let (left, right) = (edges(&left.items), edges(&right.items));
    let apart = left.0 - right.0 - mm(190);
    assert!(apart.abs() <= 1, "ten millimetres stand on both");
}

#[test]
fn a_picture_goes_into_the_file_once_however_often_it_is_shown() {
    let document = lay_out(&poster(picture()), Format::TwoA4, &FONTS);
    let file = render(&document, &FONTS).unwrap();
    let times = file.windows(9).filter(|part| *part == b"DCTDecode").count();
    assert_eq!(times, 1);
    assert_eq!(
        file,
        render(&document, &FONTS).unwrap(),
        "the same tree, the same bytes"
    );
}
