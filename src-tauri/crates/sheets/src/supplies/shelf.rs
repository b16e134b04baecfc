//! 保质期 as offices write it: a day, a number of months or years, or 长期.

use chrono::{Months, NaiveDate};
use ledger::dates;
use ledger::numbers::half_width;

/// How long something keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shelf {
    /// Until this day.
    Until(String),
    /// So many months from the day it was made.
    Months(u32),
    /// 长期.
    Forever,
    /// Nothing was written.
    Unsaid,
}

impl Shelf {
    /// What a cell says; `None` if it cannot be understood.
    pub(super) fn read(text: &str, today: NaiveDate) -> Option<Self> {
        let text: String = half_width(text).split_whitespace().collect();
        match text.as_str() {
            "" | "/" | "-" | "--" | "—" => return Some(Self::Unsaid),
            "长期" | "长期有效" | "永久" | "无" | "无限期" | "不限" | "长效" | "无保质期" =>
            {
                return Some(Self::Forever);
            }
            _ => {}
        }
        if let Some(day) = dates::day(&text, today) {
            return Some(Self::Until(day));
        }
        months(&text).map(Self::Months)
    }
}

/// 24个月, 3年, 一年半, 18 (a bare number counts months).
fn months(text: &str) -> Option<u32> {
    let (text, half) = match text.strip_suffix("年半") {
        Some(years) => (format!("{years}年"), 6),
        None if text == "半年" => return Some(6),
        None => (text.to_owned(), 0),
    };
    let split = text.find(['个', '月', '年']).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let number = number.parse().ok().or_else(|| chinese_number(number))?;
    let each = match unit {
        "年" => 12,
        "个月" | "月" | "" => 1,
        _ => return None,
    };
    number
        .checked_mul(each)?
        .checked_add(half)
        .filter(|months| (1..=1200).contains(months))
}

fn chinese_number(text: &str) -> Option<u32> {
    const DIGITS: &str = "零一二三四五六七八九十";
    let mut letters = text.chars();
    let letter = match letters.next()? {
        '两' => '二',
        letter => letter,
    };
    let place = DIGITS.chars().position(|digit| digit == letter)?;
    let is_alone = letters.next().is_none();
    u32::try_from(place)
        .ok()
        .filter(|number| is_alone && *number > 0)
}

/// The day so many months after another.
pub(super) fn ends_on(made_on: &str, months: u32) -> Option<String> {
    let end = dates::day_of(made_on)?.checked_add_months(Months::new(months))?;
    Some(end.to_string())
}
