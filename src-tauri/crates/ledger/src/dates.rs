//! Days and moments as people write them, read without asking a clock.

use crate::numbers::half_width;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

mod spoken;

/// Words for this very minute; whoever has a clock writes the moment in their place.
const NOW: [&str; 4] = ["刚才", "刚刚", "现在", "此刻"];

/// Whether a moment is said to be this minute.
pub fn is_now(text: &str) -> bool {
    NOW.contains(&text.trim())
}

/// A calendar day as `YYYY-MM-DD`: 2026-07-12, 2026.7.12, 2026年7月12日, 20260712, 7.12, 昨天,
/// 上周五.
pub fn day(text: &str, today: NaiveDate) -> Option<String> {
    read_day(text, today).map(|day| day.format("%Y-%m-%d").to_string())
}

/// A calendar day. A month and day without a year is the nearest such day to `today`.
pub fn read_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = half_width(text.trim());
    if let Some((day, rest)) = spoken::day(&text, today) {
        return rest.is_empty().then_some(day);
    }
    let date_part = text.split(['T', ' ']).next().unwrap_or(&text);
    let date_part = date_part.trim_end_matches(['日', '号', '.']);
    let parts: Vec<&str> = date_part.split(['-', '/', '.', '年', '月']).collect();
    let numbers: Vec<u32> = parts.iter().map_while(|part| part.parse().ok()).collect();
    if numbers.len() != parts.len() {
        return None;
    }
    match *numbers.as_slice() {
        [whole] if date_part.len() == 8 => full_day(whole / 10_000, whole / 100 % 100, whole % 100),
        [month, day] if month <= 12 => nearest(month, day, today),
        [year, month, day] if year < 100 => full_day(2000 + year, month, day),
        [year, month, day] => full_day(year, month, day),
        _ => None,
    }
}

fn full_day(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let plausible = (1850..=2200).contains(&year);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| plausible)
}

fn nearest(month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    (-1..=1)
        .filter_map(|shift| NaiveDate::from_ymd_opt(today.year() + shift, month, day))
        .min_by_key(|candidate| candidate.signed_duration_since(today).num_days().abs())
}

/// A day of every year as `MM-DD`.
pub fn month_day(text: &str) -> Option<String> {
    let leap = NaiveDate::from_ymd_opt(2024, 1, 1)?;
    let day = read_day(text, leap)?;
    Some(day.format("%m-%d").to_string())
}

/// A moment with the offset of Chinese time: `2026-07-12T03:20+08:00`. A clock time alone is
/// of `today`; a day alone is its midnight.
pub fn moment(text: &str, today: NaiveDate) -> Option<String> {
    let text = spoken::written_out(&half_width(text.trim()));
    let plain = text.strip_suffix("+08:00").unwrap_or(&text);
    let (day_text, part, time_text) = split_moment(plain, today);
    let day = if day_text.is_empty() {
        today
    } else {
        read_day(day_text, today)?
    };
    let (day, time) = match (part, time_text) {
        (None, "") => (day, NaiveTime::MIN),
        (None, clock) => (day, clock_time(clock)?),
        (Some(part), clock) => of_part(day, part, clock_time(clock)?)?,
    };
    Some(format!(
        "{}+08:00",
        NaiveDateTime::new(day, time).format("%Y-%m-%dT%H:%M")
    ))
}

/// The day, the part of the day if one is named, and the clock.
fn split_moment(text: &str, today: NaiveDate) -> (&str, Option<&'static str>, &str) {
    if let Some((day, part, clock)) = spoken::split(text) {
        return (day, Some(part), clock);
    }
    if let Some((_, rest)) = spoken::day(text, today) {
        let day = text.strip_suffix(rest).unwrap_or(text);
        return (day, None, rest.trim());
    }
    if let Some((day, clock)) = text.split_once(['T', ' ', '日', '号']) {
        return (day.trim(), None, clock.trim());
    }
    if text.contains([':', '时', '点']) {
        ("", None, text)
    } else {
        (text, None, "")
    }
}

/// 晚上12点 is the midnight with which the next day begins.
fn of_part(day: NaiveDate, part: &str, time: NaiveTime) -> Option<(NaiveDate, NaiveTime)> {
    let (hour, is_next) = spoken::hour(part, time.hour())?;
    let day = if is_next { day.succ_opt()? } else { day };
    Some((day, time.with_hour(hour)?))
}

fn clock_time(text: &str) -> Option<NaiveTime> {
    let text = spoken::in_digits(text.trim_end_matches(['分', '秒', '钟']));
    let mut parts = text.split([':', '时', '点', '分']).map(str::trim);
    let hour = parts.next()?.parse().ok()?;
    let minute = match parts.next() {
        None | Some("") => 0,
        Some("半") => 30,
        Some("1刻") => 15,
        Some("3刻") => 45,
        Some(minute) => minute.parse().ok()?,
    };
    // Seconds are understood and dropped: books are kept to the minute.
    if let Some(second) = parts.next() {
        second.split('.').next()?.parse::<u32>().ok()?;
    }
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// Day part of a stored moment or day.
pub fn day_of(stored: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(stored.get(..10)?, "%Y-%m-%d").ok()
}

/// A stored moment, to be reckoned with: all of them have one offset.
pub fn moment_of(stored: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(stored.get(..16)?, "%Y-%m-%dT%H:%M").ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value as Json;

    /// The cases that the screen is held to as well.
    fn cases(kind: &str) -> (NaiveDate, Vec<(String, Option<String>)>) {
        let table: Json =
            serde_json::from_str(include_str!("../../../../tests/fixtures/dates.json")).unwrap();
        let today = table["today"].as_str().unwrap().parse().unwrap();
        let text = |value: &Json| value.as_str().map(str::to_owned);
        let cases = table[kind].as_array().unwrap().iter();
        let cases = cases.map(|case| (text(&case[0]).unwrap(), text(&case[1])));
        (today, cases.collect())
    }

    #[test]
    fn a_date_may_be_typed_in_any_usual_way() {
        let (today, cases) = cases("days");
        for (typed, expected) in cases {
            assert_eq!(day(&typed, today), expected, "{typed}");
        }
    }

    #[test]
    fn a_moment_may_be_typed_in_any_usual_way() {
        let (today, cases) = cases("moments");
        for (typed, expected) in cases.into_iter().filter(|(typed, _)| !is_now(typed)) {
            assert_eq!(moment(&typed, today), expected, "{typed}");
        }
    }

    #[test]
    fn a_day_with_a_time_is_read_as_a_day_where_only_the_day_is_asked() {
        let today = NaiveDate::from_ymd_opt(2026, 7, 12).unwrap();
        let read = day("2026-07-12T03:20", today);
        assert_eq!(read.as_deref(), Some("2026-07-12"));
        assert_eq!(month_day("5月1日").as_deref(), Some("05-01"));
    }

    #[test]
    fn a_day_without_a_year_is_the_nearest_one_also_across_new_year() {
        let winter = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
        assert_eq!(day("12.30", winter).as_deref(), Some("2025-12-30"));
    }
}
