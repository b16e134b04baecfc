//! Withheld classes: known values are marked where a change did not come along.

use super::{carry_as, line};
use crate::papers::text_of;
use acceptance::{Station, carry, introduce};
use serde_json::{Value, json};

fn has(list: &Value, name: &str) -> bool {
    list.as_array().unwrap().contains(&json!(name))
}

/// A township that holds a person in full and has heard of a change without its content.
fn partly_told() -> (Station, Station, Value) {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let id = village.person("周志强", "14200000871");
    carry(&village, &town);
    village.change("person", &id, json!({ "mobile": "14200000872" }));
    let merged = carry_as("statistics", &village, &town);
    assert_eq!(
        merged["withheld"], 1,
        "the report says that something did not come along"
    );
    (village, town, id)
}

#[test]
fn a_value_that_changed_without_the_change_having_come_is_marked_on_screen() {
    let (_, town, id) = partly_told();
    let record = town.read("person", &id);
    assert_eq!(
        record["values"]["mobile"], "14200000871",
        "the known value is still shown"
    );
    assert!(has(&record["withheld"], "mobile"));
    assert!(
        !has(&record["withheld"], "duty_phone"),
        "what is of another class came along"
    );
    let line = line(&town, "person", &id);
    assert!(has(&line["withheld"], "mobile"), "and in the list: {line}");
    town.assert_sound();
}

#[test]
fn the_mark_goes_when_the_full_package_comes() {
    let (village, town, id) = partly_told();
    carry(&town, &village);
    carry_as("full", &village, &town);
    let record = town.read("person", &id);
    assert_eq!(record["values"]["mobile"], "14200000872");
    assert_eq!(record["withheld"], json!([]));
    town.assert_sound();
}

#[test]
fn a_laptop_that_got_statistics_is_still_owed_what_the_office_s_other_laptop_has() {
    let (first, town) = (Station::village(), Station::town());
    introduce(&first, &town);
    let id = first.person("周志强", "14200000871");
    carry(&first, &town);
    let second = first.second_laptop();
    carry(&second, &town);
    carry_as("statistics", &town, &second);
    let withheld = line(&second, "person", &id)["withheld"].clone();
    assert!(has(&withheld, "name"), "statistics name nobody: {withheld}");
    for laptop in [&second, &first] {
        carry(laptop, &town);
    }
    carry(&town, &second);
    let record = second.read("person", &id);
    assert_eq!(record["values"]["name"], "周志强");
    assert_eq!(record["withheld"], json!([]));
}

#[test]
fn the_second_laptop_does_not_write_over_what_was_withheld_from_it() {
    let first = Station::village();
    let id = first.person("周志强", "14200000871");
    let second = first.second_laptop();
    carry(&first, &second);
    first.change("person", &id, json!({ "mobile": "14200000872" }));
    carry_as("duty", &first, &second);
    let form = second.read("person", &id)["form"].clone();
    let request = json!({
        "ledger": "person", "id": id, "values": { "mobile": "14200000873" }, "form": form,
    });
    assert_eq!(second.refuse("save_record", request).code, "withheld_value");
    second.change("person", &id, json!({ "group": "二组" }));
    carry(&second, &first);
    carry(&first, &second);
    second.change("person", &id, json!({ "mobile": "14200000873" }));
    carry(&second, &first);
    assert_eq!(first.read("person", &id)["values"]["mobile"], "14200000873");
    assert_eq!(first.call("open_matters", json!({}))["left"], 0);
    first.assert_sound();
    second.assert_sound();
}

#[test]
fn what_may_have_changed_is_marked_on_paper() {
    let first = Station::village();
    let id = first.person("周志强", "14200000871");
    let other = first.second_laptop();
    carry(&first, &other);
    first.change("person", &id, json!({ "mobile": "14200000872" }));
    carry_as("duty", &first, &other);
    let path = other.path("人员.pdf");
    let request = json!({ "document": "register_person", "path": path });
    other.call("save_document", request);
    let text = text_of(&path).replace(char::is_whitespace, "");
    assert!(text.contains("之后有改动未随包送来"), "{text}");
}
