//! 一张图: what is put on it, who sees it, how it goes along, and the poster.

use crate::papers::text_of;
use acceptance::{Station, carry, introduce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use std::io::Cursor;

/// A map on the wall, as a telephone takes it.
fn taken() -> String {
    let picture = RgbImage::from_fn(800, 600, |x, y| {
        Rgb([200, (x % 250) as u8, (y % 250) as u8])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture)
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    STANDARD.encode(bytes.into_inner())
}

fn drawing() -> String {
    json!({ "type": "FeatureCollection", "features": [{ "type": "Feature", "properties": {},
        "geometry": { "type": "LineString",
            "coordinates": [[110.0, 30.0], [110.01, 30.0], [110.01, 30.01]] } }] })
    .to_string()
}

fn risk_point(station: &Station, name: &str) -> Value {
    let values = json!({ "name": name, "kind": "geological", "location": "后山" });
    station.save("risk_point", values)["id"].clone()
}

fn place(station: &Station, ledger: &str, id: &Value, at: (i64, i64)) -> Value {
    let at = json!({ "across": at.0, "down": at.1 });
    station.call(
        "place_mark",
        json!({ "ledger": ledger, "id": id, "place": at }),
    )
}

fn mark(map: &Value, name: &str) -> Value {
    let marks = map["marks"].as_array().unwrap();
    let found = marks.iter().find(|mark| mark["name"] == name);
    found.cloned().unwrap_or_default()
}

fn map(station: &Station) -> Value {
    station.call("village_map", json!({}))
}

#[test]
fn an_empty_village_has_an_empty_map_and_its_poster_says_what_to_do_first() {
    let village = Station::village();
    let map = map(&village);
    assert_eq!(map["base"], Value::Null);
    assert_eq!((&map["marks"], &map["layers"]), (&json!([]), &json!([])));
    assert_eq!(map["may_edit"], true);
    for kind in ["poster", "poster_a4"] {
        let paper = village.call("print_document", json!({ "document": kind }));
        assert!(paper["pages"].as_u64().unwrap() >= 1, "{kind}");
    }
}

#[test]
fn a_record_is_put_on_the_map_moved_and_taken_off_and_each_step_is_taken_back() {
    let village = Station::village();
    let id = risk_point(&village, "沟西坡脚");
    assert_eq!(map(&village)["unplaced"], 1);
    let shown = place(&village, "risk_point", &id, (2500, 7500));
    assert_eq!(shown["unplaced"], 0);
    assert_eq!(
        mark(&shown, "沟西坡脚")["place"],
        json!({ "across": 2500, "down": 7500 })
    );
    assert_eq!(mark(&shown, "沟西坡脚")["number"], 1);
    place(&village, "risk_point", &id, (3000, 7000));
    let last = village.call("last_act", json!({}));
    let done = village.call("undo_act", json!({ "id": last["id"] }));
    assert!(
        done["what"].as_str().unwrap().contains("沟西坡脚"),
        "{done}"
    );
    assert_eq!(mark(&map(&village), "沟西坡脚")["place"]["across"], 2500);
    let off = village.call("take_off_mark", json!({ "ledger": "risk_point", "id": id }));
    assert_eq!(mark(&off, "沟西坡脚")["place"], Value::Null);
    assert_eq!(village.count("risk_point"), 1, "the record itself stays");
    place(&village, "risk_point", &id, (10, 10));
    assert_eq!(mark(&map(&village), "沟西坡脚")["place"]["down"], 10);
    village.assert_sound();
}

#[test]
fn the_first_placing_taken_back_leaves_the_record_off_the_map_and_it_can_be_put_there_again() {
    let village = Station::village();
    let id = risk_point(&village, "沟西坡脚");
    place(&village, "risk_point", &id, (2500, 7500));
    let last = village.call("last_act", json!({}));
    village.call(
        "undo_act",
        json!({ "id": last["id"], "confirm_removals": 1 }),
    );
    assert_eq!(map(&village)["unplaced"], 1);
    let again = place(&village, "risk_point", &id, (100, 200));
    assert_eq!(mark(&again, "沟西坡脚")["place"]["across"], 100);
    village.assert_sound();
}

#[test]
fn an_outline_stays_when_its_mark_moves_and_a_place_beyond_the_picture_is_refused() {
    let village = Station::village();
    let id = risk_point(&village, "沟西坡脚");
    let at = |across: i64, down: i64| json!({ "across": across, "down": down });
    let shape = [at(0, 0), at(5000, 0), at(5000, 5000)];
    let order = json!({ "ledger": "risk_point", "id": id, "place": at(100, 100), "shape": shape });
    village.call("place_mark", order);
    let moved = place(&village, "risk_point", &id, (200, 200));
    assert_eq!(mark(&moved, "沟西坡脚")["shape"], json!(shape));
    assert_eq!(mark(&moved, "沟西坡脚")["draws"], "area");
    let beyond = json!({ "ledger": "risk_point", "id": id, "place": at(10_001, 0) });
    assert_eq!(village.refuse("place_mark", beyond).code, "off_the_map");
    let person = village.person("赵丙", "14200000001");
    let not_for_maps = json!({ "ledger": "person", "id": person, "place": at(1, 1) });
    assert_eq!(
        village.refuse("place_mark", not_for_maps).code,
        "not_on_a_map"
    );
}

#[test]
fn the_base_is_a_picture_made_small_or_a_drawing_and_marks_outlive_its_change() {
    let village = Station::village();
    let id = risk_point(&village, "沟西坡脚");
    place(&village, "risk_point", &id, (2500, 7500));
    let shown = village.call("set_base_picture", json!({ "picture": taken() }));
    let base = &shown["base"];
    assert_eq!(
        (&base["width"], &base["height"]),
        (&json!(800), &json!(600))
    );
    let read = village.call("read_photo", json!({ "id": base["photo"] }));
    let bytes = STANDARD.decode(read["data"].as_str().unwrap()).unwrap();
    assert!(bytes.len() <= 150 * 1024 && bytes.starts_with(&[0xff, 0xd8]));
    let drawn = village.call("set_base_picture", json!({ "drawing": drawing() }));
    assert_eq!(drawn["base"]["photo"], Value::Null);
    assert_eq!(drawn["base"]["drawing"].as_array().unwrap().len(), 1);
    assert_eq!(mark(&drawn, "沟西坡脚")["place"]["across"], 2500);
    let last = village.call("last_act", json!({}));
    village.call("undo_act", json!({ "id": last["id"] }));
    assert_eq!(map(&village)["base"]["photo"], base["photo"]);
    let neither = village.refuse("set_base_picture", json!({}));
    assert_eq!(neither.code, "choose_one_base");
    let text = village.refuse("set_base_picture", json!({ "drawing": "乡道图" }));
    assert_eq!(text.code, "not_a_drawing");
    village.assert_sound();
}

#[test]
fn what_has_coordinates_is_put_on_a_fitted_map_in_one_act() {
    let village = Station::village();
    let facility = |name: &str, east: &str, north: &str| {
        let values = json!({ "name": name, "kind": "water", "location": "村口",
            "longitude": east, "latitude": north });
        village.save("facility", values)["id"].clone()
    };
    let one = facility("西头水池", "110.000000", "30.000000");
    let other = facility("东头水池", "110.010000", "30.000000");
    facility("中间水池", "110.005000", "30.000000");
    facility("外村水池", "111.000000", "30.000000");
    village.call("set_base_picture", json!({ "picture": taken() }));
    assert_eq!(
        village.refuse("place_by_coordinates", json!({})).code,
        "nothing_to_place"
    );
    place(&village, "facility", &one, (2000, 5000));
    let fitted = place(&village, "facility", &other, (8000, 5000));
    assert_eq!(
        fitted["by_coordinates"], 1,
        "the one beyond the edge is not offered"
    );
    assert_eq!(fitted["fit"]["north"], 0);
    let placed = village.call("place_by_coordinates", json!({}));
    let middle = json!({ "across": 5000, "down": 5000 });
    assert_eq!(mark(&placed, "中间水池")["place"], middle);
    assert_eq!(mark(&placed, "外村水池")["place"], Value::Null);
}

#[test]
fn a_risk_point_that_was_removed_and_a_facility_of_another_layer_stand_where_they_belong() {
    let village = Station::village();
    let values = json!({ "name": "村口消火栓", "kind": "hydrant", "location": "村口",
        "condition": "out_of_use" });
    village.save("facility", values);
    let shown = map(&village);
    let hydrant = mark(&shown, "村口消火栓");
    assert_eq!(
        (&hydrant["layer"], &hydrant["alert"]),
        (&json!("water"), &json!("停用"))
    );
    assert_eq!(shown["layers"][0]["label"], "取水点");
    let id = village.save(
        "risk_point",
        json!({ "name": "老滑坡", "kind": "drowning" }),
    )["id"]
        .clone();
    for (step, values) in [
        (
            "propose_removal",
            json!({ "treatment_type": "engineering", "proposal_reason": "治好了" }),
        ),
        ("remove", json!({ "expert_opinion": "同意" })),
    ] {
        village.advance("risk_point", &id, step, values);
    }
    assert_eq!(mark(&map(&village), "老滑坡"), Value::Null);
}

#[test]
fn the_township_sees_each_villages_map_and_changes_none() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let id = risk_point(&village, "沟西坡脚");
    village.call("set_base_picture", json!({ "picture": taken() }));
    place(&village, "risk_point", &id, (2500, 7500));
    carry(&village, &town);
    let seen = town.call("village_map", json!({ "area": "990101102203" }));
    assert_eq!(seen["may_edit"], false);
    assert_eq!(mark(&seen, "沟西坡脚")["place"]["across"], 2500);
    assert_eq!(seen["base"]["here"], true);
    let order = json!({ "ledger": "risk_point", "id": id, "place": { "across": 1, "down": 1 } });
    assert_eq!(town.refuse("place_mark", order).code, "map_of_a_village");
    assert_eq!(
        map(&town)["marks"],
        json!([]),
        "the township itself has no map"
    );
}

#[test]
fn tonights_people_stand_beside_the_zone_they_leave() {
    let village = Station::village();
    let zone = risk_point(&village, "沟西坡脚");
    let home = village.save(
        "household",
        json!({ "hh_no": "001", "group": "1组", "in_danger_zone": true, "risk_point_id": zone }),
    );
    for name in ["赵丙", "钱丁"] {
        village.save(
            "person",
            json!({ "name": name, "household_id": home["id"] }),
        );
    }
    village.call(
        "start_evacuation",
        json!({ "risk_points": [zone], "trigger": "order" }),
    );
    let shown = mark(&map(&village), "沟西坡脚");
    assert_eq!((&shown["owed"], &shown["safe"]), (&json!(2), &json!(0)));
}

#[test]
fn the_public_poster_names_posts_instead_of_people_and_gives_no_telephone() {
    let village = Station::village();
    let keeper = village.person("赵丙", "14200000001");
    village.change("person", &keeper, json!({ "duty_title": "3组组长" }));
    let values = json!({ "name": "晒谷场", "keeper_a": keeper, "capacity": 200 });
    let id = village.save("shelter", values)["id"].clone();
    place(&village, "shelter", &id, (5000, 5000));
    let told = |public: bool| {
        let path = village.path(if public { "公开.pdf" } else { "责任.pdf" });
        let order = json!({ "document": "poster", "path": path, "public": public });
        village.call("save_document", order);
        text_of(&path)
    };
    let (duty, public) = (told(false), told(true));
    assert!(
        duty.contains("赵丙") && duty.contains("142 0000 0001"),
        "{duty}"
    );
    assert!(
        public.contains("3组组长") && !public.contains('赵'),
        "{public}"
    );
    assert!(!public.contains("0000 0001"), "{public}");
    for text in [duty, public] {
        assert!(text.contains("晒谷场") && text.contains("马上走"), "{text}");
    }
}
