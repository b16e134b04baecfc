//! Who is safe, by name, and which way is no way out (domain §8.3, §8.5).

use super::{row, with};
use crate::kinds::{evac_entry, route};
use crate::value::Value;

#[test]
fn of_those_who_arrived_only_whoever_is_named_is_missing() {
    let arrived = row(&[("status", "arrived"), ("absent_names", "李德胜、王秀英")]);
    assert!(!evac_entry::is_safe(&arrived, "王秀英"));
    assert!(evac_entry::is_safe(&arrived, "李小满"));
    assert_eq!(evac_entry::absent(&arrived).count(), 2);
    let moving = with(&arrived, &[("status", "moving")]);
    assert!(
        !evac_entry::is_safe(&moving, "李小满"),
        "nobody is there yet"
    );
}

#[test]
fn where_nobody_wrote_who_is_missing_nobody_is_known_to_be_safe() {
    let mut short = row(&[("status", "arrived")]);
    short.set("people", Value::Int(4));
    short.set("arrived_people", Value::Int(3));
    assert!(!evac_entry::is_safe(&short, "李德胜"));
    short.set("arrived_people", Value::Int(4));
    assert!(evac_entry::is_safe(&short, "李德胜"));
}

#[test]
fn an_alternate_under_the_same_slope_or_past_the_same_spot_is_no_alternate() {
    let mut planned = row(&[("name", "沟西小路")]);
    let mut other = row(&[("name", "后山路")]);
    assert!(!route::shares_danger(&planned, &other));
    planned.set("risk_point_ids", Value::Set(["a".to_owned()].into()));
    other.set("risk_point_ids", Value::Set(["b".to_owned()].into()));
    assert!(!route::shares_danger(&planned, &other));
    planned.set("hazard_spots", Value::Lines(vec!["漫水桥".to_owned()]));
    other.set("hazard_spots", Value::Lines(vec!["漫水桥".to_owned()]));
    assert!(route::shares_danger(&planned, &other));
}
