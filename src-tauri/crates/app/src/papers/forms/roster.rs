//! What a roster says of its days: which they are, from the first of this month to the last that
//! somebody planned, and on what day of the week each falls.

use crate::papers::Gather;
use crate::problem::Problem;
use chrono::{Datelike as _, NaiveDate};
use ledger::Row;
use ledger::dates::day_of;

/// 2026年11月1日至12月22日; nothing where no day is planned.
pub(super) fn span(gather: &Gather<'_>) -> Result<String, Problem> {
    let today = gather.desk.clock.today();
    let first = today.with_day(1).unwrap_or(today);
    let shifts = gather.office.all("duty_shift")?;
    let days = shifts
        .iter()
        .filter_map(|stored| day_of(stored.row.text("on_date")));
    let days: Vec<NaiveDate> = days.filter(|day| *day >= first).collect();
    let ends = days.iter().min().zip(days.iter().max());
    Ok(ends.map_or_else(String::new, |(first, last)| said(*first, *last)))
}

fn said(first: NaiveDate, last: NaiveDate) -> String {
    let until = if first.year() == last.year() {
        last.format("%-m月%-d日")
    } else {
        last.format("%Y年%-m月%-d日")
    };
    format!("{}至{until}", first.format("%Y年%-m月%-d日"))
}

/// 周三.
pub(super) fn weekday(row: &Row) -> String {
    const NAMES: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    let day = day_of(row.text("on_date"));
    let place = day.map(|day| day.weekday().num_days_from_monday() as usize);
    let name = place.and_then(|place| NAMES.get(place));
    name.map_or_else(String::new, |name| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roster_says_its_first_and_last_day_and_the_days_of_the_week() {
        let day = |text: &str| day_of(text).unwrap();
        assert_eq!(
            said(day("2026-11-01"), day("2026-12-22")),
            "2026年11月1日至12月22日"
        );
        assert_eq!(
            said(day("2026-12-01"), day("2027-01-02")),
            "2026年12月1日至2027年1月2日"
        );
        let mut row = Row::default();
        row.set("on_date", "2026-11-25");
        assert_eq!(weekday(&row), "周三");
    }
}
