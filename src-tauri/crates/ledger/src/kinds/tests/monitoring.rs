//! What is watched at a risk point, and what a reading means (domain §8.1 F66, §8.2).

use super::{flags, ledger, row, with};
use crate::check::Weight::Mark;
use crate::kinds::monitor_reading::{Line, line_flags, line_reached};
use crate::spec::Need;
use crate::value::{Row, Value};

/// A gauge with the county's lines at 3.20 and 4.00 metres.
fn gauge() -> Row {
    let mut point = row(&[("name", "二组水尺"), ("what", "water_level")]);
    point.set("prepare_line", 320);
    point.set("leave_line", 400);
    point
}

fn reading(hundredths: i64) -> Row {
    let mut reading = row(&[("point_id", "p")]);
    reading.set("value", hundredths);
    reading
}

#[test]
fn a_reading_at_the_countys_line_says_who_moves() {
    for (value, line) in [
        (319, None),
        (320, Some(Line::Prepare)),
        (399, Some(Line::Prepare)),
        (400, Some(Line::Leave)),
        (900, Some(Line::Leave)),
    ] {
        assert_eq!(line_reached(&reading(value), &gauge()), line, "{value}");
    }
    let texts: Vec<String> = line_flags(&reading(405), &gauge())
        .into_iter()
        .map(|flag| flag.text)
        .collect();
    assert_eq!(texts, ["读数4.05，到了立即转移线：先喊人走，再报告。"]);
    assert!(line_flags(&reading(10), &gauge()).is_empty());
}

#[test]
fn without_a_line_or_without_a_figure_no_line_is_reached() {
    let bare = row(&[("name", "后山裂缝"), ("what", "crack")]);
    assert_eq!(
        line_reached(&reading(900), &bare),
        None,
        "the county sets the lines, nobody else"
    );
    let seen = row(&[("point_id", "p"), ("finding", "abnormal")]);
    assert_eq!(line_reached(&seen, &gauge()), None);
    let mut only_leave = Row::default();
    only_leave.set("leave_line", 400);
    assert_eq!(line_reached(&reading(400), &only_leave), Some(Line::Leave));
}

#[test]
fn lines_that_stand_the_wrong_way_round_are_marked_and_need_their_source() {
    let spec = ledger("monitor_point");
    let point = gauge();
    assert!(flags(spec, &point).is_empty());
    assert!(spec.gaps(&point).any(|field| field.name == "lines_source"));
    let mut turned = point;
    turned.set("leave_line", 300);
    assert_eq!(flags(spec, &turned), [("lines_turned", Mark)]);
}

#[test]
fn a_reading_says_a_figure_a_finding_or_a_sign() {
    let spec = ledger("monitor_reading");
    let silent = row(&[("point_id", "p"), ("read_at", "2026-07-12T03:20+08:00")]);
    assert_eq!(flags(spec, &silent), [("reading_says_nothing", Mark)]);
    assert!(
        flags(spec, &reading(120)).is_empty(),
        "a figure alone is enough"
    );
    let wrong = with(&silent, &[("finding", "abnormal")]);
    assert!(flags(spec, &wrong).is_empty(), "so is 异常 alone");
}

#[test]
fn muddy_water_is_not_normal() {
    let spec = ledger("monitor_reading");
    let mut calm = row(&[("point_id", "p"), ("finding", "normal")]);
    assert!(flags(spec, &calm).is_empty());
    calm.set("signs", Value::Set(["muddy".to_owned()].into()));
    assert_eq!(flags(spec, &calm), [("normal_with_signs", Mark)]);
}

#[test]
fn a_reading_stops_saving_only_for_the_point_and_the_time_the_program_fills() {
    let spec = ledger("monitor_reading");
    let always: Vec<&str> = spec
        .fields
        .iter()
        .filter(|field| field.need == Need::Always)
        .map(|field| field.name)
        .collect();
    assert_eq!(always, ["point_id", "read_at"]);
}
