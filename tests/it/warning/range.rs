//! Where a warning file says that it holds: kept as it was drawn, shown on the village's map, and
//! told in words, with what cannot be compared.

use super::{Stick, TOWN, fact};
use serde_json::{Value, json};

/// The polygon of the file, around 30.0–30.02 north and 110.0–110.01 east.
const WEST: &str = "30.0,110.0 30.0,110.01 30.02,110.01 30.02,110.0 30.0,110.0";

fn file(stick: &Stick, shapes: &str) -> std::path::PathBuf {
    let polygon = "<polygon>30,120 30,121 31,121 30,120</polygon>";
    assert!(TOWN.contains(polygon));
    let text = TOWN
        .replace("08:00:00+08:00</expires>", "23:00:00+08:00</expires>")
        .replace(polygon, shapes);
    stick.file("范围.xml", text.as_bytes())
}

fn zone(stick: &Stick, name: &str, coordinates: Option<(&str, &str)>) -> Value {
    let mut values = json!({ "name": name, "kind": "geological", "location": "后山" });
    if let Some((east, north)) = coordinates {
        values["longitude"] = east.into();
        values["latitude"] = north.into();
    }
    stick.station.save("risk_point", values)["id"].clone()
}

fn said(view: &Value) -> String {
    let says = view.as_array().unwrap().iter();
    says.map(|text| text.as_str().unwrap()).collect()
}

fn range(stick: &Stick) -> Value {
    stick.station.call("village_map", json!({}))["range"].clone()
}

fn lay_a_map(stick: &Stick) {
    let drawing = json!({ "type": "LineString",
        "coordinates": [[110.0, 30.0], [110.02, 30.0], [110.02, 30.02]] });
    let base = json!({ "drawing": drawing.to_string() });
    stick.station.call("set_base_picture", base);
}

#[test]
fn what_lies_in_the_drawn_area_is_told_with_its_households_and_hazards() {
    let stick = Stick::begin();
    let inside = zone(&stick, "沟西滑坡", Some(("110.005", "30.01")));
    zone(&stick, "沟东崩塌", Some(("110.015", "30.01")));
    zone(&stick, "后岭滑坡", None);
    let home = json!({ "hh_no": "001", "group": "1组", "risk_point_id": inside });
    stick.station.save("household", home);
    let hazard = json!({ "description": "截水沟堵了", "risk_point_id": inside });
    stick.station.save("hazard", hazard);
    let path = file(&stick, &format!("<polygon>{WEST}</polygon>"));
    let found = stick.read(&path);
    assert!(fact(&found, "画出的范围").contains("画了1块"), "{found}");
    let desk = stick.take(&path);

    let says = said(&desk["warning"]["reach"]);
    let inside = "在预警范围里的危险区1处：沟西滑坡，住着1户，没销号的隐患1处。";
    assert!(says.contains(inside), "{says}");
    assert!(says.contains("另有1处危险区没有填经纬度"), "{says}");
    assert!(says.contains("只作参考"), "{says}");
    let map = range(&stick);
    assert_eq!(map["on_map"], false, "no picture lies on the earth yet");
    assert_eq!(map["shapes"], json!([]));
    assert_eq!(said(&map["says"]), says, "the map says what the desk says");
}

#[test]
fn on_a_map_that_lies_on_the_earth_the_area_is_drawn_and_marks_are_compared_too() {
    let stick = Stick::begin();
    lay_a_map(&stick);
    let id = zone(&stick, "后岭滑坡", None);
    let place = json!({ "ledger": "risk_point", "id": id,
        "place": { "across": 2500, "down": 5000 } });
    stick.station.call("place_mark", place);
    stick.take(&file(&stick, &format!("<polygon>{WEST}</polygon>")));
    let map = range(&stick);
    assert_eq!(map["on_map"], true);
    assert_eq!(map["covers"], false);
    let corners = map["shapes"][0].as_array().unwrap();
    assert_eq!(corners.len(), 5);
    let east = corners[1]["across"].as_i64().unwrap();
    assert!((4_000..6_000).contains(&east), "half the picture: {east}");
    assert!(said(&map["says"]).contains("后岭滑坡"), "{map}");
}

#[test]
fn a_circle_around_the_whole_picture_is_said_for_no_edge_of_it_is_to_be_seen() {
    let stick = Stick::begin();
    lay_a_map(&stick);
    let shapes = "<circle>30.01,110.01 40</circle><polygon>看不懂</polygon>";
    stick.take(&file(&stick, shapes));
    let map = range(&stick);
    assert_eq!(map["covers"], true);
    let says = said(&map["says"]);
    assert!(says.contains("1块范围读不出来"), "{says}");
}

#[test]
fn where_nothing_has_coordinates_the_words_of_the_warning_are_what_is_left() {
    let stick = Stick::begin();
    let beyond = zone(&stick, "后岭滑坡", None);
    let home = json!({ "hh_no": "001", "group": "1组", "in_danger_zone": true,
        "risk_point_id": beyond });
    stick.station.save("household", home);
    let desk = stick.take(&file(&stick, &format!("<polygon>{WEST}</polygon>")));
    let says = said(&desk["warning"]["reach"]);
    assert!(says.contains("比不出"), "{says}");
    assert!(says.contains("“竹坪镇；石门乡”"), "{says}");
    let start = json!({ "trigger": "warning_level" });
    let moved = stick.station.call("start_evacuation", start);
    assert_eq!(
        moved["evacuation"]["households_owed"], 1,
        "it limits nobody"
    );
}

#[test]
fn a_warning_without_a_drawn_area_says_nothing_of_one() {
    let stick = Stick::begin();
    let desk = stick.take(&file(&stick, ""));
    assert_eq!(desk["warning"]["reach"], json!([]));
    assert_eq!(range(&stick), Value::Null);
}
