//! Any text as a command: its name on the first line, its JSON behind. Answered or refused, never
//! as a defect. Whatever names a place on the disk is left alone: a fuzzer would write there.
#![no_main]

use acceptance::Station;
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;

thread_local! {
    static STATION: RefCell<Station> = RefCell::new(Station::village());
}

/// Words of requests that name a place on the disk, or close the file at hand.
const PLACES: [&str; 8] = [
    "path", "folder", "file", "drive", "stick", "invit", "backup", "root",
];

fuzz_target!(|text: &str| {
    let Some((name, json)) = text.split_once('\n') else {
        return;
    };
    let Ok(payload) = serde_json::from_str::<serde_json::Value>(json) else {
        return;
    };
    let said = format!("{name} {payload}");
    if PLACES.iter().any(|place| said.contains(place)) {
        return;
    }
    STATION.with_borrow(|station| {
        if let Err(problem) = station.desk.call(name, payload) {
            assert_ne!(problem.code, "internal", "{name} {json}");
        }
    });
});
