//! Days and times as people say them: 昨天, 上周五, 昨晚十点半. What could be meant in two ways,
//! such as 昨晚2点, is refused rather than guessed.

use chrono::{Datelike, Days, NaiveDate};

/// Days by name, and how far they are from today. No name begins another one.
const RELATIVE: [(&str, i64); 12] = [
    ("大前天", -3),
    ("前天", -2),
    ("前日", -2),
    ("昨天", -1),
    ("昨日", -1),
    ("今天", 0),
    ("今日", 0),
    ("明天", 1),
    ("明日", 1),
    ("大后天", 3),
    ("后天", 2),
    ("后日", 2),
];

/// Words for a week; the longer ones first.
const WEEKS: [(&str, i64); 5] = [("上", -1), ("本", 0), ("这", 0), ("下", 1), ("", 0)];
const WEEK: [&str; 3] = ["星期", "礼拜", "周"];
const WEEKDAYS: [(char, i64); 8] = [
    ('一', 0),
    ('二', 1),
    ('三', 2),
    ('四', 3),
    ('五', 4),
    ('六', 5),
    ('日', 6),
    ('天', 6),
];

/// Short words for a day with its part.
const SHORT: [(&str, &str); 8] = [
    ("今晚", "今天晚上"),
    ("昨晚", "昨天晚上"),
    ("前晚", "前天晚上"),
    ("明晚", "明天晚上"),
    ("今早", "今天早上"),
    ("昨早", "昨天早上"),
    ("明早", "明天早上"),
    ("今晨", "今天早上"),
];

/// A part of the day: the hours that are said with it, and what is added to them.
struct Part {
    name: &'static str,
    hours: std::ops::RangeInclusive<u32>,
    later: u32,
}

const PARTS: [Part; 9] = [
    part("凌晨", 0, 6, 0),
    part("清晨", 4, 9, 0),
    part("早晨", 4, 11, 0),
    part("早上", 4, 11, 0),
    part("上午", 5, 12, 0),
    part("中午", 1, 2, 12),
    part("下午", 1, 7, 12),
    part("傍晚", 4, 8, 12),
    part("晚上", 5, 12, 12),
];

const fn part(name: &'static str, first: u32, last: u32, later: u32) -> Part {
    Part {
        name,
        hours: first..=last,
        later,
    }
}

/// The short words written out.
pub(super) fn written_out(text: &str) -> String {
    let short = SHORT.iter().find(|(short, _)| text.starts_with(short));
    short.map_or_else(
        || text.to_owned(),
        |(short, long)| text.replacen(short, long, 1),
    )
}

/// A day named by words at the beginning, and what follows it.
pub(super) fn day(text: &str, today: NaiveDate) -> Option<(NaiveDate, &str)> {
    let named = RELATIVE
        .iter()
        .find_map(|(name, shift)| Some((*shift, text.strip_prefix(name)?)));
    let (shift, rest) = named.or_else(|| weekday(text, today))?;
    Some((shifted(today, shift)?, rest))
}

fn weekday(text: &str, today: NaiveDate) -> Option<(i64, &str)> {
    let (week, rest) = WEEKS.iter().find_map(|(word, shift)| {
        let rest = text.strip_prefix(word)?;
        let rest = WEEK.iter().find_map(|week| rest.strip_prefix(week))?;
        Some((*shift, rest))
    })?;
    let (_, at) = *WEEKDAYS.iter().find(|(name, _)| rest.starts_with(*name))?;
    let shift = week * 7 + at - i64::from(today.weekday().num_days_from_monday());
    let mut rest = rest.chars();
    rest.next();
    Some((shift, rest.as_str()))
}

/// What stands before and after a part of the day, and the part.
pub(super) fn split(text: &str) -> Option<(&str, &'static str, &str)> {
    PARTS.iter().find_map(|part| {
        let (before, after) = text.split_once(part.name)?;
        Some((before.trim(), part.name, after.trim()))
    })
}

/// The hour of the day that is meant, and whether it is past midnight already.
pub(super) fn hour(part: &str, hour: u32) -> Option<(u32, bool)> {
    let part = PARTS.iter().find(|known| known.name == part)?;
    let is_plain = match part.name {
        "中午" => hour == 11 || hour == 12,
        "下午" => (12..=18).contains(&hour),
        "傍晚" | "晚上" => (13..=23).contains(&hour),
        _ => false,
    };
    if is_plain {
        return Some((hour, false));
    }
    if part.name == "凌晨" && hour == 12 {
        return Some((0, false));
    }
    let meant = part.hours.contains(&hour).then_some(hour + part.later)?;
    Some((meant % 24, meant == 24))
}

/// Chinese numerals up to 五十九 as digits: 十点半 is 10点半.
pub(super) fn in_digits(text: &str) -> String {
    let mut plain = String::new();
    let mut run = String::new();
    for sign in text.chars().chain(['\0']) {
        if NUMERALS.contains(sign) || sign == '十' {
            run.push(sign);
            continue;
        }
        if !run.is_empty() {
            plain.push_str(&number(&run).map_or_else(|| run.clone(), |value| value.to_string()));
            run.clear();
        }
        plain.push(sign);
    }
    plain.trim_end_matches('\0').to_owned()
}

const NUMERALS: &str = "零一二三四五六七八九两";

fn number(run: &str) -> Option<u32> {
    let digit = |text: &str| -> Option<u32> {
        let mut signs = text.chars();
        let sign = signs.next()?;
        let at = NUMERALS.chars().position(|known| known == sign)?;
        let value = if sign == '两' { 2 } else { at };
        signs.next().is_none().then_some(u32::try_from(value).ok()?)
    };
    match run.split_once('十') {
        None => digit(run.trim_start_matches('零')).or_else(|| digit(run)),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            Some(tens * 10 + ones)
        }
    }
}

fn shifted(today: NaiveDate, days: i64) -> Option<NaiveDate> {
    let far = Days::new(days.unsigned_abs());
    if days < 0 {
        today.checked_sub_days(far)
    } else {
        today.checked_add_days(far)
    }
}
