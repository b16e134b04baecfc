//! What is read of real shapes of files, and what is refused of hostile ones.

use crate::{CapError, Colour, MAX_BYTES, Message, Status, read};
use proptest::prelude::*;

const TOWN: &str = include_str!("../vectors/town-rainstorm.xml");
const UPDATE: &str = include_str!("../vectors/national-update.xml");
const CANCEL: &str = include_str!("../vectors/national-cancel.xml");

#[test]
fn a_cap_file_gives_all_that_the_law_asks_of_a_warning_in_chinese() {
    let notice = read(TOWN.as_bytes()).unwrap();
    assert_eq!(notice.identifier, "99010141600000_20260712020500_0");
    assert_eq!(notice.sender, "云岭县气象台");
    assert_eq!(notice.sent.to_rfc3339(), "2026-07-12T02:05:00+08:00");
    assert_eq!(
        (notice.status, notice.message),
        (Status::Actual, Message::Alert)
    );
    assert_eq!(
        (notice.event.as_str(), notice.colour),
        ("暴雨", Colour::Orange)
    );
    assert_eq!(notice.event_codes, ["11B03"]);
    assert_eq!((notice.urgency, notice.certainty), ("immediate", "likely"));
    assert_eq!(notice.area, "竹坪镇；石门乡");
    assert_eq!((notice.shapes.len(), notice.unread), (1, 0));
    let inside = crate::Position {
        east: 120_500_000,
        north: 30_300_000,
    };
    assert!(notice.shapes[0].holds(inside));
    assert_eq!(
        notice.onset.unwrap().to_rfc3339(),
        "2026-07-12T02:30:00+08:00"
    );
    assert!(notice.description.contains("五十毫米"));
    assert!(notice.instruction.contains("转移"));
}

#[test]
fn the_national_platform_is_read_with_its_own_names_times_and_colours() {
    let notice = read(UPDATE.as_bytes()).unwrap();
    assert_eq!(notice.sender, "云岭县 气象台");
    assert_eq!(notice.sent.to_rfc3339(), "2026-07-12T03:40:00+08:00");
    assert_eq!(
        (notice.message, notice.colour),
        (Message::Update, Colour::Red)
    );
    assert_eq!(notice.event_codes, ["11B03"]);
    assert_eq!(
        notice.expires.unwrap().to_rfc3339(),
        "2026-07-12T09:40:00+08:00"
    );
    assert_eq!((notice.onset, notice.urgency), (None, "unknown"));
    let earlier = "99010141600000_20260712020500_0".to_owned();
    assert!(notice.references.contains(&earlier));
    assert_eq!(read(CANCEL.as_bytes()).unwrap().message, Message::Cancel);
}

#[test]
fn both_ways_of_naming_a_grade_mean_the_same_colour() {
    let grades = [
        ("Extreme", Colour::Red),
        ("Orange", Colour::Orange),
        ("Moderate", Colour::Yellow),
        ("BLUE", Colour::Blue),
        ("黄色", Colour::Yellow),
        ("Unknown", Colour::Unknown),
        ("", Colour::Unknown),
    ];
    for (grade, colour) in grades {
        let said = format!("<severity>{grade}</severity>");
        let file = UPDATE.replace("<severity>Red</severity>", &said);
        assert_eq!(read(file.as_bytes()).unwrap().colour, colour, "{grade}");
    }
}

#[test]
fn files_of_old_systems_are_read_in_gbk_with_a_mark_or_in_two_bytes_a_letter() {
    let (gbk, ..) = encoding_rs::GB18030.encode(UPDATE);
    let marked = [b"\xef\xbb\xbf", UPDATE.as_bytes()].concat();
    let wide = UPDATE.encode_utf16().flat_map(u16::to_le_bytes);
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide).collect();
    let plain = read(UPDATE.as_bytes());
    for bytes in [gbk.as_ref(), &marked, &wide] {
        assert_eq!(read(bytes), plain);
    }
}

#[test]
fn a_file_that_would_grow_without_end_is_refused_before_it_does() {
    let bomb = format!(
        "<!DOCTYPE alert [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;\">]>{}",
        UPDATE.replace("降雨量", "&b;")
    );
    assert_eq!(read(bomb.as_bytes()), Err(CapError::Hostile));
    let unknown = UPDATE.replace("降雨量", "&file;");
    assert_eq!(read(unknown.as_bytes()), Err(CapError::Hostile));
    let deep = "<alert>".repeat(100_000);
    assert_eq!(read(deep.as_bytes()), Err(CapError::Hostile));
    let wide = format!("<alert>{}</alert>", "<a/>".repeat(6_000));
    assert_eq!(read(wide.as_bytes()), Err(CapError::TooLarge));
    let long = UPDATE.replace("降雨量", &"雨".repeat(30_000));
    assert_eq!(read(long.as_bytes()), Err(CapError::TooLarge));
    assert_eq!(read(&vec![b' '; MAX_BYTES + 1]), Err(CapError::TooLarge));
}

#[test]
fn what_is_no_warning_is_told_from_one_that_lacks_something() {
    assert_eq!(read(b""), Err(CapError::NotXml));
    assert_eq!(read("<alert>未完".as_bytes()), Err(CapError::NotXml));
    assert_eq!(read(b"<html/>"), Err(CapError::NotAWarning));
    let receipt = UPDATE.replace(">Update<", ">Ack<");
    assert_eq!(read(receipt.as_bytes()), Err(CapError::NotAWarning));
    let nameless = UPDATE.replace("identifier>", "number>");
    let missing = |element| Err(CapError::Missing { element });
    assert_eq!(read(nameless.as_bytes()), missing("identifier"));
    let timeless = UPDATE.replace("2026-07-12 03:40:00+08:00</sendTime>", "凌晨</sendTime>");
    assert_eq!(read(timeless.as_bytes()), missing("sent"));
}

#[test]
fn no_text_of_a_file_reaches_an_error() {
    for error in [CapError::NotXml, CapError::Missing { element: "sent" }] {
        assert!(error.to_string().is_ascii());
    }
}

proptest! {
    #[test]
    fn any_change_of_a_file_is_read_or_refused_and_never_a_defect(
        at in 0..UPDATE.len(), byte in any::<u8>(), cut in 0..UPDATE.len(),
    ) {
        let mut bytes = UPDATE.as_bytes().to_vec();
        bytes[at] = byte;
        let _ = read(&bytes);
        let _ = read(&bytes[..cut]);
    }
}

#[test]
fn shapes_are_taken_from_every_area_and_what_cannot_be_read_of_them_is_counted() {
    let drawn = TOWN.replace(
        "<area><areaDesc>石门乡</areaDesc></area>",
        "<area><areaDesc>石门乡</areaDesc><circle>30.5,120.5 8</circle>\
         <polygon>三十,一百二</polygon><polygon></polygon></area>",
    );
    let notice = read(drawn.as_bytes()).unwrap();
    assert_eq!((notice.shapes.len(), notice.unread), (2, 1));
    let many = "<circle>30.5,120.5 8.125</circle>".repeat(4_000);
    let many = TOWN.replace(
        "<area><areaDesc>石门乡</areaDesc></area>",
        &format!("<area>{many}</area>"),
    );
    let notice = read(many.as_bytes()).unwrap();
    assert!(notice.unread > 0, "more than a record holds");
    let kept: usize = notice
        .shapes
        .iter()
        .map(|shape| shape.to_string().len() + 1)
        .sum();
    assert!(kept < 60 * 1024, "{kept}");
}
