//! Days and moments as people write them, read without asking a clock.

use crate::numbers::half_width;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

/// A calendar day as `YYYY-MM-DD`: 2026-07-12, 2026.7.12, 2026年7月12日, 20260712, 7.12, 昨天.
pub fn day(text: &str, today: NaiveDate) -> Option<String> {
    read_day(text, today).map(|day| day.format("%Y-%m-%d").to_string())
}

/// A calendar day. A month and day without a year is the nearest such day to `today`.
pub fn read_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = half_width(text.trim());
    match text.as_str() {
        "今天" | "今日" => return Some(today),
        "昨天" | "昨日" => return today.checked_sub_days(Days::new(1)),
        "前天" => return today.checked_sub_days(Days::new(2)),
        "明天" => return today.checked_add_days(Days::new(1)),
        "后天" => return today.checked_add_days(Days::new(2)),
        _ => {}
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
    let text = half_width(text.trim());
    let plain = text.strip_suffix("+08:00").unwrap_or(&text);
    let (day_text, time_text) = split_moment(plain);
    let day = if day_text.is_empty() {
        today
    } else {
        read_day(&day_text, today)?
    };
    let time = if time_text.is_empty() {
        NaiveTime::MIN
    } else {
        clock_time(&time_text)?
    };
    Some(format!(
        "{}+08:00",
        NaiveDateTime::new(day, time).format("%Y-%m-%dT%H:%M")
    ))
}

fn split_moment(text: &str) -> (String, String) {
    if let Some((day, time)) = text.split_once(['T', ' ', '日']) {
        return (day.trim().to_owned(), time.trim().to_owned());
    }
    if text.contains([':', '时', '点']) {
        (String::new(), text.to_owned())
    } else {
        (text.to_owned(), String::new())
    }
}

fn clock_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim_end_matches(['分', '秒']);
    let mut parts = text.split([':', '时', '点', '分']).map(str::trim);
    let hour = parts.next()?.parse().ok()?;
    let minute = match parts.next() {
        None | Some("") => 0,
        Some("半") => 30,
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

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 7, 12).unwrap()
    }

    #[test]
    fn a_date_may_be_typed_in_any_usual_way() {
        let usual = [
            "2026-07-12",
            "2026.7.12",
            "2026/7/12",
            "2026年7月12日",
            "20260712",
            "7.12",
            "7月12日",
            "今天",
            "２０２６．７．１２",
            "26.7.12",
            "2026-07-12T03:20",
        ];
        for text in usual {
            assert_eq!(day(text, today()).as_deref(), Some("2026-07-12"), "{text}");
        }
        assert_eq!(day("昨天", today()).as_deref(), Some("2026-07-11"));
        assert_eq!(day("12.30", today()).as_deref(), Some("2026-12-30"));
        for bad in ["2026-02-30", "长期", "13.40", "", "3年"] {
            assert_eq!(day(bad, today()), None, "{bad}");
        }
    }

    #[test]
    fn a_moment_may_be_typed_in_any_usual_way() {
        for text in [
            "2026-07-12T03:20+08:00",
            "7月12日3时20分",
            "2026-7-12 3:20",
            "3:20",
            "3点20分",
        ] {
            assert_eq!(
                moment(text, today()).as_deref(),
                Some("2026-07-12T03:20+08:00"),
                "{text}"
            );
        }
        assert_eq!(
            moment("3点半", today()).as_deref(),
            Some("2026-07-12T03:30+08:00")
        );
        assert_eq!(moment("25:00", today()), None);
        assert_eq!(month_day("5月1日").as_deref(), Some("05-01"));
    }
}
