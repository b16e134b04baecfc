//! The audit through the command list: a stream that lost its end is named by whoever had it.

use acceptance::{Station, carry, introduce};
use serde_json::json;
use std::fs;

#[test]
fn a_whole_file_passes_the_audit_with_its_certificates_and_signatures() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    village.person("甄山水", "14200001234");
    carry(&village, &town);
    carry(&town, &village);
    for station in [&village, &town] {
        let checked = station.call("check_file", json!({ "rebuild": true }));
        assert_eq!(checked["ok"], true, "{}", checked["differences"]);
    }
}

#[test]
fn a_file_whose_end_was_taken_away_and_that_goes_on_is_named_at_the_township() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let earlier = village.path("earlier.yz");
    village.person("甄山水", "14200001234");
    village.call("lock_file", json!({}));
    let key = |file: &std::path::Path| format!("{}.key", file.display());
    fs::copy(&village.file, &earlier).unwrap();
    fs::copy(key(&village.file), key(&earlier)).unwrap();
    village.call("choose_file", json!({ "path": village.file }));
    village.person("易流云", "14200005678");
    carry(&village, &town);
    village.call("lock_file", json!({}));
    // Somebody puts the shorter file back in place, and the work goes on.
    fs::copy(&earlier, &village.file).unwrap();
    village.call("choose_file", json!({ "path": village.file }));
    village.person("席慕山", "14200009999");
    let merged = carry(&village, &town);
    let told = carry(&town, &village);
    let named = |outcome: &serde_json::Value| {
        outcome["forks"]
            .as_array()
            .is_some_and(|forks| !forks.is_empty())
            || outcome["forks"].as_u64().is_some_and(|forks| forks > 0)
    };
    let is_back = village.count("person") == 3;
    assert!(
        named(&merged) || named(&told) || is_back,
        "the end is named as forked, or comes back: {merged} {told}"
    );
    assert_eq!(town.count("person"), 3, "nothing is lost at the township");
    village.assert_sound();
    town.assert_sound();
}
