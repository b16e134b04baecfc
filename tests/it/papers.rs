//! Papers: printed from the books, readable by machines, embedded fonts, small files.

mod catalogue;
mod editions;
mod empty;
mod forms;
mod letters;
mod lists;
mod masked;
mod slips;
mod transfer;
mod verify;

use acceptance::Station;
use serde_json::{Value, json};
use std::process::Command;

/// What a machine reads in a paper.
pub fn text_of(pdf: &std::path::Path) -> String {
    let output = Command::new("pdftotext")
        .arg(pdf)
        .arg("-")
        .output()
        .expect("poppler-utils is set up");
    String::from_utf8(output.stdout).unwrap()
}

fn with_post() -> (Station, Value) {
    let station = Station::village();
    let escort = station.person("何𬜬", "14200000871");
    let post = station.save(
        "post",
        json!({ "name": "转移责任人", "kind": "escort", "a_id": escort }),
    );
    let card = station.save(
        "response_card",
        json!({
            "post_id": post["id"], "hazard_kind": "flood", "version": "第3版",
            "before": ["背熟包的户：谁要背、要车、要药。"], "on_event": ["到点报：几户、几人、缺谁。"],
        }),
    );
    (station, card)
}

#[test]
fn a_response_card_names_its_people_and_says_who_is_missing() {
    let (station, card) = with_post();
    let path = station.path("卡.pdf");
    let saved = station.call(
        "save_document",
        json!({ "document": "response_cards", "ids": [card["id"]], "path": path }),
    );
    assert!(
        saved["bytes"].as_u64().unwrap() <= 200 * 1024,
        "one card is at most 200 KB"
    );
    let text = text_of(&path);
    for word in [
        "转移责任人",
        "暴雨山洪",
        "何𬜬",
        "142 0000 0871",
        "背熟包的户",
        "B角未定",
    ] {
        assert!(text.contains(word), "the card says {word}: {text}");
    }
    let fonts = Command::new("pdffonts").arg(&path).output().unwrap();
    let fonts = String::from_utf8(fonts.stdout).unwrap();
    for font in fonts.lines().skip(2) {
        assert!(
            font.contains("yes yes yes"),
            "embedded, subset, with text: {font}"
        );
    }
}

#[test]
fn the_public_edition_shows_no_name_and_no_phone() {
    let (station, _) = with_post();
    let path = station.path("公开.pdf");
    station.call(
        "save_document",
        json!({ "document": "response_cards", "public": true, "path": path }),
    );
    let text = text_of(&path);
    assert!(!text.contains("何𬜬") && !text.contains("0871"), "{text}");
    assert!(text.contains("何**"));
}

#[test]
fn the_preview_is_the_very_file_that_is_saved() {
    let (station, _) = with_post();
    let path = station.path("册.pdf");
    let order = json!({ "document": "contact_list" });
    let preview = station.call("print_document", order);
    station.call(
        "save_document",
        json!({ "document": "contact_list", "path": path }),
    );
    let saved = std::fs::read(&path).unwrap();
    assert_eq!(preview["bytes"].as_u64().unwrap(), saved.len() as u64);
}
