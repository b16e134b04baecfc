//! Every Chinese character of the shipped faces goes through a paper and comes back unchanged.

use super::render;
use crate::Fonts;
use crate::documents::response_card::{self, ResponseCard, ResponseCards, Stage};
use crate::documents::safety_slip::{self, Passage, SafetySlip, SafetySlips};
use crate::documents::wallet_card;
use crate::page::{Document, Family, Page, Size, Weight, mm};
use crate::text::spacing::is_ideograph;
use crate::text::tests::FONTS;
use crate::text::{Setter, Style};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const STYLE: Style = Style::regular(900).leading(1200);
const ON_A_LINE: usize = 50;
const ON_A_PAGE: usize = 60;

/// A paper that says these letters, so many on a line.
fn paper(letters: &[char], style: Style, fonts: &Fonts) -> Document {
    let setter = Setter::new(fonts, style);
    let lines: Vec<String> = letters.chunks(ON_A_LINE).map(String::from_iter).collect();
    let pages = lines.chunks(ON_A_PAGE).map(|lines| Page {
        size: Size::A4,
        items: (lines.iter().zip(1..))
            .map(|(line, n)| setter.line(line).place(mm(15), mm(15) + n * 1200, style))
            .collect(),
    });
    Document {
        title: "汉字".to_owned(),
        pages: pages.collect(),
        bookmarks: Vec::new(),
    }
}

/// What `pdftotext`, which the set-up installs, reads out of the paper.
fn read_back(document: &Document, fonts: &Fonts) -> Vec<char> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letters.pdf");
    std::fs::write(&file, render(document, fonts).unwrap()).unwrap();
    let read = Command::new("pdftotext").arg(&file).arg("-").output();
    let read = read.expect("cargo xtask test installs poppler-utils");
    let text = String::from_utf8(read.stdout).unwrap();
    text.chars().filter(|l| !l.is_whitespace()).collect()
}

fn assert_unchanged(letters: &[char], style: Style, fonts: &Fonts) {
    let read = read_back(&paper(letters, style, fonts), fonts);
    let changed: Vec<_> = letters.iter().zip(&read).filter(|(a, b)| a != b).collect();
    assert_eq!(changed.first(), None, "{} changed", changed.len());
    assert_eq!(read.len(), letters.len());
}

#[test]
fn every_chinese_character_of_the_sans_comes_back_unchanged() {
    let face = FONTS.face(Family::Sans, Weight::Regular);
    let letters: Vec<char> = face.letters().filter(|l| is_ideograph(*l)).collect();
    assert!(letters.len() > 20_000, "{} characters", letters.len());
    assert!(letters.iter().any(|letter| u32::from(*letter) > 0xffff));
    assert_unchanged(&letters, STYLE, &FONTS);
}

#[test]
fn every_chinese_character_of_the_serif_comes_back_unchanged() {
    let style = STYLE.of(Family::Serif);
    let face = FONTS.face(Family::Serif, Weight::Regular);
    let letters: Vec<char> = face.letters().filter(|l| is_ideograph(*l)).collect();
    assert!(letters.len() > 20_000, "{} characters", letters.len());
    assert_unchanged(&letters, style, &FONTS);
}

/// What a card, a card for a wallet and a slip hold of lines that say nothing but these letters.
fn on_small_papers(letters: &[char]) -> [Document; 3] {
    let lines = |on_a_line: usize| -> Vec<String> {
        letters.chunks(on_a_line).map(String::from_iter).collect()
    };
    let card = |lines: &[String]| ResponseCard {
        post: "转移责任人".to_owned(),
        stages: vec![Stage {
            title: "发生时".to_owned(),
            lines: lines.to_vec(),
        }],
        ..ResponseCard::default()
    };
    let cards = ResponseCards {
        cards: lines(22).chunks(20).map(card).collect(),
        ..ResponseCards::default()
    };
    let slip = |lines: &[String]| SafetySlip {
        passages: vec![Passage {
            title: "怎么走".to_owned(),
            lines: lines.to_vec(),
            ..Passage::default()
        }],
        ..SafetySlip::default()
    };
    let slips = SafetySlips {
        slips: lines(20).chunks(15).map(slip).collect(),
        ..SafetySlips::default()
    };
    [
        response_card::lay_out(&cards, &FONTS),
        wallet_card::lay_out(&cards, &FONTS),
        safety_slip::lay_out(&slips, &FONTS),
    ]
}

#[test]
fn every_chinese_character_comes_back_from_cards_wallet_cards_and_slips() {
    let face = FONTS.face(Family::Sans, Weight::Regular);
    let letters: Vec<char> = face.letters().filter(|l| is_ideograph(*l)).collect();
    assert!(letters.iter().any(|letter| u32::from(*letter) > 0xffff));
    for document in on_small_papers(&letters) {
        let read: BTreeSet<char> = read_back(&document, &FONTS).into_iter().collect();
        let lost: String = letters.iter().filter(|l| !read.contains(l)).collect();
        assert_eq!(lost, "", "on {} pages", document.pages.len());
    }
}

/// The set-up puts Noto CJK onto a developer's machine, whose outlines are compact ones; a machine
/// without any face for the character has nothing to lend.
#[test]
fn a_character_lent_by_the_machine_comes_back_unchanged() {
    const LENT: char = '한';
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts");
    let fonts = Fonts::load(&shipped).unwrap();
    let fonts = fonts.with_folders(vec![PathBuf::from("/usr/share/fonts")]);
    assert_eq!(FONTS.missing("村한"), [LENT], "the shipped faces lack it");
    if fonts.missing("村한").is_empty() {
        assert_eq!(fonts.borrowed_letters("村한"), [LENT]);
        assert_unchanged(&['村', LENT, '民', LENT], STYLE, &fonts);
    }
}
