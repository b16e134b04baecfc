//! Slips of households, cards for a wallet, pictures of hazards.

use super::measure::{assert_apart, assert_in_order};
use super::{PROOF, card, imprint, says, tree};
use crate::documents::Lettering;
use crate::documents::bundle::{self, Bundle, Enclosed};
use crate::documents::contact_list::{self, Contact, ContactGroup, ContactList};
use crate::documents::form::{self, Fact, Form, Part};
use crate::documents::pictogram::Pictogram;
use crate::documents::response_card::{self, Phone, ResponseCard, ResponseCards};
use crate::documents::safety_slip::{self, Passage, SafetySlip, SafetySlips, Sentence};
use crate::documents::wallet_card;
use crate::page::{Document, Item, Length, PT};
use crate::table::{Cell, Column, Table};
use crate::text::tests::FONTS;

fn passage(title: &str, note: &str, lines: &[&str]) -> Passage {
    Passage {
        title: title.to_owned(),
        note: note.to_owned(),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
    }
}

fn sentence(label: &str, text: &str) -> Sentence {
    Sentence {
        label: label.to_owned(),
        text: text.to_owned(),
    }
}

fn slip() -> SafetySlip {
    SafetySlip {
        number: "编号：栗避〔2026〕017号".to_owned(),
        facts: vec![
            "户主：李**　住址：3组8号".to_owned(),
            "家中4人，其中要背要抬1人".to_owned(),
        ],
        gaps: vec!["替手未定，请尽快指定。".to_owned()],
        passages: vec![
            passage("什么时候走", "有一条就走", &["下大暴雨，或村里通知转移。"]),
            passage("怎么走", "", &["走晒谷场小路到村小学，12分钟。"]),
        ],
        help: passage("谁来帮", "", &["护送人：王**，电话142 0000 0871"]),
        sentences: vec![sentence("锣声", "急促锣声，马上走。")],
        forbidden: sentence("不能做", "不回屋拿东西，不走沟底。"),
        phones: vec!["119　120　110".to_owned()],
        proof: String::new(),
    }
}

fn slips(slips: Vec<SafetySlip>) -> SafetySlips {
    SafetySlips {
        imprint: imprint(),
        title: "防灾避险明白卡".to_owned(),
        signatures: ["发卡单位（盖章）", "户主签字", "日期"]
            .map(str::to_owned)
            .into(),
        note: "一式三份：住户、村、发卡单位".to_owned(),
        slips,
    }
}

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

fn size_of(document: &Document, wanted: &str) -> Length {
    let items = document.pages.iter().flat_map(|page| &page.items);
    let sizes = items.filter_map(|item| match item {
        Item::Text { text, size, .. } if text == wanted => Some(*size),
        _ => None,
    });
    sizes.max().unwrap()
}

#[test]
fn safety_slip_tree() {
    insta::assert_snapshot!(tree(&safety_slip::lay_out(&slips(vec![slip()]), &FONTS)));
}

#[test]
fn wallet_card_tree() {
    insta::assert_snapshot!(tree(&wallet_card::lay_out(&cards(vec![card()]), &FONTS)));
}

#[test]
fn a_slip_is_set_in_type_for_old_eyes() {
    let document = safety_slip::lay_out(&slips(vec![slip()]), &FONTS);
    assert!(size_of(&document, "下大暴雨，或村里通知转移。") >= 14 * PT);
    assert!(says(&document, "替手未定，请尽快指定。"));
}

#[test]
fn a_line_for_a_telephone_is_never_shrunk_and_stays_beside_its_label() {
    let lines = ["村值守", "镇值守", "卫生院"].map(|label| format!("{label}{}", "＿".repeat(10)));
    let open = SafetySlip {
        phones: vec![lines.join("　")],
        ..slip()
    };
    let document = safety_slip::lay_out(&slips(vec![open]), &FONTS);
    let [first, second, last] = lines;
    let beside = format!("{first}　{second}");
    let known = safety_slip::lay_out(&slips(vec![slip()]), &FONTS);
    for line in [beside, last] {
        let usual = size_of(&known, "119　120　110");
        assert_eq!(size_of(&document, &line), usual, "{line}");
    }
}

#[test]
fn three_hundred_slips_stand_on_a_hundred_and_fifty_sheets() {
    let document = safety_slip::lay_out(&slips(vec![slip(); 300]), &FONTS);
    assert_eq!(document.pages.len(), 150);
    assert_eq!(document.bookmarks.len(), 300);
    assert!(document.texts().any(|text| text.ends_with("300 / 300")));
}

#[test]
fn a_very_long_slip_goes_on_and_loses_nothing() {
    let mut long = slip();
    let line = "走定好的路，路断才走备用路。";
    long.passages = vec![passage("怎么走", "", &[line; 60])];
    let document = safety_slip::lay_out(&slips(vec![long]), &FONTS);
    assert_eq!(document.texts().filter(|text| *text == line).count(), 60);
}

#[test]
fn a_village_without_households_in_danger_says_so() {
    let mut nobody = slips(Vec::new());
    nobody.imprint.lacks = vec!["还没有登记住在危险区的户。".to_owned()];
    let document = safety_slip::lay_out(&nobody, &FONTS);
    let said: String = document.texts().collect();
    assert!(said.contains("还没有登记住在危险区的户。"), "{said}");
}

#[test]
fn five_wallet_cards_stand_on_a_sheet() {
    let document = wallet_card::lay_out(&cards(vec![card(); 6]), &FONTS);
    assert_eq!(document.pages.len(), 2);
    assert_eq!(document.bookmarks[5].page, 1);
    assert!(says(&document, "B角未定，请尽快指定。"));
}

#[test]
fn a_wallet_card_bears_the_letters_of_its_proof_clear_of_what_never_to_do() {
    let lines = ["不返家取物，不渡河。", "不在桥下停留。"].map(str::to_owned);
    let proven = ResponseCard {
        proof: PROOF.to_owned(),
        forbidden: lines.to_vec(),
        ..card()
    };
    let document = wallet_card::lay_out(&cards(vec![proven]), &FONTS);
    let (first, second) = PROOF.split_at(6 * 6 - 1);
    let half = |text: &str| document.texts().filter(|said| *said == text).count();
    assert_eq!(half(first), 1, "six groups in a row");
    assert_eq!(half(second.trim_start_matches('-')), 1);
    assert!(size_of(&document, first) >= 6 * PT, "to be read and typed");
    assert_in_order(&document, |_, _| true);
}

#[test]
fn a_stop_between_two_slips_ends_the_setting() {
    let input = slips(vec![slip(); 5]);
    let mut told = Vec::new();
    let stopped = safety_slip::lay_out_by_steps(&input, &FONTS, |done, total| {
        told.push((done, total));
        if done == 3 { Err("stopped") } else { Ok(()) }
    });
    assert_eq!(stopped, Err("stopped"));
    assert_eq!(told, [(0, 5), (1, 5), (2, 5), (3, 5)]);
}

#[test]
fn every_hazard_has_a_picture_of_its_own_within_its_frame() {
    const SIDE: Length = 4600;
    let codes = [
        "flood",
        "geological",
        "forest_fire",
        "house_fire",
        "typhoon",
        "cold",
        "earthquake",
        "drowning",
        "gas",
    ];
    assert_eq!(
        codes.map(|code| Pictogram::of(code).unwrap()),
        Pictogram::ALL
    );
    for (at, picture) in Pictogram::ALL.iter().enumerate() {
        let drawn = picture.draw(SIDE);
        for other in Pictogram::ALL.iter().skip(at + 1) {
            assert_ne!(drawn, other.draw(SIDE));
        }
        for item in drawn {
            let spots = match item {
                Item::Polygon { corners, .. } => corners,
                Item::Line {
                    x, y, to_x, to_y, ..
                } => vec![(x, y), (to_x, to_y)],
                Item::Circle { x, y, radius, .. } => {
                    vec![(x - radius, y - radius), (x + radius, y + radius)]
                }
                _ => Vec::new(),
            };
            let inside = |length| (SIDE / 25..=SIDE - SIDE / 25).contains(&length);
            assert!(
                spots.iter().all(|(x, y)| inside(*x) && inside(*y)),
                "{picture:?}: {spots:?}"
            );
        }
    }
}

#[test]
fn a_card_of_a_hazard_shows_its_picture() {
    let of_hazard = ResponseCard {
        post: "暴雨山洪".to_owned(),
        pictogram: Some(Pictogram::Flood),
        ..ResponseCard::default()
    };
    let document = response_card::lay_out(&cards(vec![of_hazard]), &FONTS);
    let items = document.pages.iter().flat_map(|page| &page.items);
    let polygons = items
        .filter(|item| matches!(item, Item::Polygon { .. }))
        .count();
    assert_eq!(polygons, 2, "a house with its door");
    assert!(says(&document, "暴雨山洪"));
}

#[test]
fn a_large_paper_has_no_small_type_but_its_running_lines() {
    let contact = Contact {
        post: "总指挥".to_owned(),
        name: "李海涛".to_owned(),
        phone: "14200000871".to_owned(),
        ..Contact::default()
    };
    let list = ContactList {
        imprint: imprint(),
        lettering: Lettering::Large,
        groups: vec![ContactGroup {
            title: "村指挥和各岗".to_owned(),
            contacts: vec![contact; 40],
        }],
    };
    let form = Form {
        imprint: imprint(),
        title: "转移清单（大字版）".to_owned(),
        lettering: Lettering::Large,
        parts: vec![
            Part::Paragraph("先敲老弱病残孕幼的门。".to_owned()),
            Part::Facts(vec![Fact::half("村值守", "14200002203")]),
            Part::Table(Table {
                columns: vec![Column::text("户主", 10), Column::text("护送", 10)],
                rows: vec![vec![Cell::from("李海涛"), Cell::from("何桂花")]],
                sums: Vec::new(),
            }),
        ],
        ..Form::default()
    };
    for document in [
        contact_list::lay_out(&list, &FONTS),
        form::lay_out(&[form], &FONTS),
    ] {
        for page in &document.pages {
            for item in &page.items {
                if let Item::Text { size, text, .. } = item {
                    let is_running = *size <= 9 * PT
                        && (text.contains('第')
                            || text.contains("演示数据")
                            || text == "栗溪村应急通讯录（续）"
                            || text.contains(" · "));
                    assert!(is_running || *size >= 16 * PT, "{text} is set in {size}");
                }
            }
        }
    }
}

#[test]
fn the_contents_of_a_bundle_lead_to_the_sheet_where_a_paper_begins() {
    let slips = |count| safety_slip::lay_out(&slips(vec![slip(); count]), &FONTS);
    let enclosed = |title: &str, document| Enclosed {
        title: title.to_owned(),
        document,
    };
    let whole = bundle::lay_out(
        Bundle {
            imprint: imprint(),
            title: "应急文件袋".to_owned(),
            papers: vec![enclosed("明白卡", slips(6)), enclosed("再来一份", slips(1))],
            missing: vec!["村级应急预案：还没有预案。".to_owned()],
        },
        &FONTS,
    );
    assert_eq!(whole.pages.len(), 1 + 3 + 1);
    let entries: Vec<(&str, usize)> = whole
        .bookmarks
        .iter()
        .map(|entry| (entry.title.as_str(), entry.page))
        .collect();
    assert_eq!(entries, [("目录", 0), ("明白卡", 1), ("再来一份", 4)]);
    let below = whole.bookmarks[1].below.iter().map(|entry| entry.page);
    let below: Vec<usize> = below.collect();
    assert_eq!(
        below,
        [1, 1, 2, 2, 3, 3],
        "each household's slip has its entry"
    );
    assert_eq!(
        whole.bookmarks[2].below,
        [],
        "a paper of one part needs none"
    );
    let texts: Vec<&str> = whole.texts().collect();
    let at = texts.iter().position(|text| *text == "再来一份").unwrap();
    assert_eq!(
        texts[at + 1..at + 3],
        ["1", "5"],
        "one page, from the fifth sheet"
    );
    assert!(says(&whole, "村级应急预案：还没有预案。"));
    for (page, number) in whole.pages.iter().zip(1..) {
        let wanted = format!("袋内第{number}页，共5页");
        let is_number = |item: &&Item| matches!(item, Item::Text { text, .. } if *text == wanted);
        assert_eq!(page.items.iter().filter(is_number).count(), 1, "{wanted}");
    }
    assert_apart(&whole, |_, _| true);
}
