//! A name that the fonts cannot draw is named before anybody prints it, and stands in the file as
//! it was typed.

use super::text_of;
use acceptance::Station;
use serde_json::json;

/// A character of a private area, as old registers brought them along: no shipped face has it.
const PRIVATE: char = '\u{e863}';

fn with_person(name: &str) -> Station {
    let station = Station::village();
    let person = station.person(name, "14200000871");
    station.save(
        "post",
        json!({ "name": "转移责任人", "kind": "escort", "a_id": person }),
    );
    station
}

#[test]
fn a_character_without_a_shape_is_named_before_printing() {
    let station = with_person(&format!("何{PRIVATE}"));
    let paper = station.call("print_document", json!({ "document": "contact_list" }));
    let notes = paper["notes"].as_array().unwrap();
    let named = format!("“{PRIVATE}”");
    let is_named = |note: &&serde_json::Value| note.as_str().unwrap().contains(&named);
    assert_eq!(notes.iter().filter(is_named).count(), 1, "{notes:?}");
    let saved = station.call(
        "save_document",
        json!({ "document": "contact_list", "path": station.path("通讯录.pdf") }),
    );
    assert_eq!(&saved["notes"], &paper["notes"], "the saved file says less");
}

#[test]
fn a_rare_character_of_a_name_is_printed_without_a_word_and_read_back_unchanged() {
    let station = with_person("何䶮𬜬");
    let paper = station.call("print_document", json!({ "document": "contact_list" }));
    let notes = paper["notes"].as_array().unwrap();
    assert!(
        notes
            .iter()
            .all(|note| !note.as_str().unwrap().contains("字库")),
        "{notes:?}"
    );
    let path = station.path("通讯录.pdf");
    station.call(
        "save_document",
        json!({ "document": "contact_list", "path": path }),
    );
    assert!(text_of(&path).contains("何䶮𬜬"));
}
