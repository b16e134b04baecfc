//! The response card: what it says, and on how many cards.

use super::{PROOF, card, holder, imprint, says, stage, tree};
use crate::documents::form::{self, Form, Part};
use crate::documents::pictogram::{Act, Pictogram, PicturedAct};
use crate::documents::response_card::{self, Phone, ResponseCard, ResponseCards, Stage};
use crate::page::{Item, Length};
use crate::text::tests::FONTS;

fn cards(cards: Vec<ResponseCard>) -> ResponseCards {
    ResponseCards {
        imprint: imprint(),
        title: "应急处置卡".to_owned(),
        phones: vec![Phone {
            label: "村值守".to_owned(),
            number: "14200002203".to_owned(),
        }],
        cards,
    }
}

#[test]
fn response_card_tree() {
    let document = response_card::lay_out(&cards(vec![card()]), &FONTS);
    insta::assert_snapshot!(tree(&document));
}

#[test]
fn a_card_says_in_words_who_and_which_number_is_missing() {
    let mut without = card();
    without.holders[0].phone = None;
    let document = response_card::lay_out(&cards(vec![without]), &FONTS);
    assert!(says(&document, "B角未定，请尽快指定。"));
    assert!(says(&document, "A角没有电话，请尽快补上。"));
}

#[test]
fn a_usual_card_of_twelve_lines_is_one_card() {
    let five = ["两人一组，前面带、后面收。"; 5];
    let mut usual = card();
    usual.stages = ["平时", "接到预警", "发生时", "灾后"]
        .map(|title| stage(title, &five[..3]))
        .into();
    let document = response_card::lay_out(&cards(vec![usual]), &FONTS);
    assert_eq!(
        document
            .texts()
            .filter(|text| *text == "转移责任人")
            .count(),
        1
    );
    assert!(!says(&document, "转移责任人（续）"));
}

#[test]
fn a_full_card_of_twenty_lines_of_twenty_two_characters_is_one_card() {
    let lines: Vec<String> = (10..30)
        .map(|n| format!("第{n}句，一二三四五六七八九十一二三四五六。"))
        .collect();
    let five = |lines: &[String]| Stage {
        title: "发生时".to_owned(),
        lines: lines.to_vec(),
    };
    let mut full = card();
    full.holders[1] = holder("B角", Some("马立新"), Some("14200002290"));
    full.stages = lines.chunks(5).map(five).collect();
    (full.watchword, full.carry) = (None, None);
    assert_eq!(lines[0].chars().count(), 22);
    let document = response_card::lay_out(&cards(vec![full]), &FONTS);
    for line in &lines {
        assert!(says(&document, line), "{line} stands in one line");
    }
    assert!(document.texts().any(|text| text.ends_with("1 / 1")));
}

#[test]
fn long_cards_go_on_and_say_so_on_every_card() {
    let mut long = card();
    long.stages = vec![stage(
        "发生时",
        &["两人一组，前面带、后面收，走定好的路。"; 60],
    )];
    let document = response_card::lay_out(&cards(vec![long]), &FONTS);
    assert!(says(&document, "转移责任人（续）"));
    let tallies = document
        .texts()
        .filter(|text| text.contains("公开版 · "))
        .count();
    let heads = document
        .texts()
        .filter(|text| text.contains("应急处置卡"))
        .count();
    assert_eq!(tallies, heads, "each card has a head and a last line");
    assert!(tallies > 1);
}

#[test]
fn four_cards_stand_on_one_sheet_and_the_fifth_on_another() {
    let document = response_card::lay_out(&cards(vec![card(); 5]), &FONTS);
    assert_eq!(document.pages.len(), 2);
    assert!(document.texts().any(|text| text.ends_with("5 / 5")));
    assert_eq!(document.bookmarks[4].page, 1);
}

#[test]
fn a_qr_code_is_drawn_only_if_it_is_given() {
    let codes = |card| {
        let document = response_card::lay_out(&cards(vec![card]), &FONTS);
        tree(&document).matches("\"item\":\"qr\"").count()
    };
    assert_eq!(codes(card()), 0);
    let proof = PROOF.to_owned();
    assert_eq!(codes(ResponseCard { proof, ..card() }), 1);
}

fn acts() -> Vec<PicturedAct> {
    let act = |(picture, label): (Act, &str)| PicturedAct {
        picture,
        label: label.to_owned(),
    };
    [(Act::Call, "喊上邻居"), (Act::NoReturn, "不回屋")]
        .map(act)
        .to_vec()
}

#[test]
fn the_main_acts_are_pictured_where_the_words_beside_them_stay_large() {
    let pictured = |stages: Vec<Stage>| {
        let card = ResponseCard {
            stages,
            acts: acts(),
            ..card()
        };
        let document = response_card::lay_out(&cards(vec![card]), &FONTS);
        (says(&document, "喊上邻居"), document.pages.len())
    };
    let line = "两人一组，前面带、后面收，走定好的路。";
    assert_eq!(pictured(vec![stage("发生时", &[line; 5])]), (true, 1));
    let wide = "两人一组，前面带、后面收，走定好的路，不走沟底。";
    assert_eq!(
        pictured(vec![stage("发生时", &[wide; 21])]),
        (false, 1),
        "words come before pictures"
    );
}

#[test]
fn where_no_row_is_left_the_acts_stand_beside_the_lines_which_stay_as_large() {
    let line = "沿着定好的路走。";
    let sizes = |acts: Vec<PicturedAct>| {
        let stages = vec![stage("发生时", &[line; 15])];
        let full = ResponseCard {
            acts,
            stages,
            ..card()
        };
        let document = response_card::lay_out(&cards(vec![full]), &FONTS);
        let pictured = says(&document, "喊上邻居") && says(&document, "不回屋");
        let items = document.pages.iter().flat_map(|page| &page.items);
        let sizes = items.filter_map(|item| match item {
            Item::Text { size, text, .. } if text == line => Some(*size),
            _ => None,
        });
        (pictured, sizes.collect::<Vec<_>>())
    };
    let (without, with) = (sizes(Vec::new()), sizes(acts()));
    assert!(with.0 && !without.0);
    assert_eq!(with.1, without.1);
}

#[test]
fn every_act_has_a_picture_of_its_own_within_its_ring() {
    const SIDE: Length = 10_000;
    const MIDDLE: i64 = SIDE as i64 / 2;
    let is_inside = |(x, y): (Length, Length)| {
        let [across, down] = [i64::from(x) - MIDDLE, i64::from(y) - MIDDLE];
        across * across + down * down <= (MIDDLE - 300) * (MIDDLE - 300)
    };
    for (at, act) in Act::ALL.iter().enumerate() {
        let drawn = act.draw(SIDE);
        for other in Act::ALL.iter().skip(at + 1) {
            assert_ne!(drawn, other.draw(SIDE));
        }
        let (ring, marks) = drawn.split_last().unwrap();
        assert!(matches!(ring, Item::Circle { x, y, .. } if (*x, *y) == (SIDE / 2, SIDE / 2)));
        for item in marks {
            let spots = match item {
                Item::Polygon { corners, .. } => corners.clone(),
                Item::Line {
                    x, y, to_x, to_y, ..
                } => vec![(*x, *y), (*to_x, *to_y)],
                Item::Circle { x, y, radius, .. } => {
                    vec![
                        (x - radius, *y),
                        (x + radius, *y),
                        (*x, y - radius),
                        (*x, y + radius),
                    ]
                }
                _ => Vec::new(),
            };
            assert!(spots.into_iter().all(is_inside), "{act:?}: {item:?}");
        }
    }
}

#[test]
fn a_large_card_of_a_hazard_shows_its_picture_and_its_acts_above_the_words() {
    let form = Form {
        imprint: imprint(),
        title: "暴雨山洪".to_owned(),
        parts: vec![
            Part::Pictures {
                hazard: Some(Pictogram::Flood),
                acts: acts(),
            },
            Part::Heading("苗头".to_owned()),
        ],
        ..Form::default()
    };
    let document = form::lay_out(&[form], &FONTS);
    let told = document.texts().collect::<Vec<_>>().concat();
    let places = ["喊上邻居", "不回屋", "苗头"].map(|said| told.find(said).unwrap());
    assert!(places.is_sorted(), "{told}");
    let items = document.pages.iter().flat_map(|page| &page.items);
    let shapes = items.filter(|item| matches!(item, Item::Polygon { .. }));
    assert!(shapes.count() > 4);
}
