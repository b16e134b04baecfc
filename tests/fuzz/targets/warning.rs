//! Any bytes as a warning file: read or refused; never a crash, never without end.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(notice) = cap::read(bytes) {
        assert!(!notice.identifier.is_empty(), "a warning without a number");
        assert!(notice.description.chars().count() <= 20_000);
    }
});
