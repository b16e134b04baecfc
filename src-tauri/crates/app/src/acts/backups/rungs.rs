//! Which backups stay: the newest of each of the last twelve days, ten weeks and nine months that
//! have one, and the last six whatever their day.

use chrono::{Datelike as _, NaiveDate};
use std::collections::BTreeSet;

const DAYS: usize = 12;
const WEEKS: usize = 10;
const MONTHS: usize = 9;
const LAST: usize = 6;

/// Tells of each backup, oldest first, whether it stays.
pub(super) fn staying(made: &[NaiveDate]) -> Vec<bool> {
    let mut stays: Vec<bool> = (0..made.len())
        .map(|place| made.len() - place <= LAST)
        .collect();
    keep(&mut stays, made, DAYS, |day| (day.year(), day.ordinal()));
    keep(&mut stays, made, WEEKS, |day| {
        (day.iso_week().year(), day.iso_week().week())
    });
    keep(&mut stays, made, MONTHS, |day| (day.year(), day.month()));
    stays
}

/// Keeps the newest backup of each of the last so many periods that have one.
fn keep(
    stays: &mut [bool],
    made: &[NaiveDate],
    periods: usize,
    period: impl Fn(&NaiveDate) -> (i32, u32),
) {
    let mut seen = BTreeSet::new();
    for (day, stays) in made.iter().zip(stays).rev() {
        if seen.len() < periods && seen.insert(period(day)) {
            *stays = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;

    fn day(number: u64) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        first + Days::new(number)
    }

    /// As it is in life: one a day, looked after each time.
    fn after(days: u64) -> Vec<NaiveDate> {
        let mut kept = Vec::new();
        for number in 0..days {
            kept.push(day(number));
            let stays = staying(&kept);
            let mut stays = stays.into_iter();
            kept.retain(|_| stays.next().unwrap());
        }
        kept
    }

    #[test]
    fn twelve_days_ten_weeks_and_nine_months_are_kept() {
        let kept = after(400);
        let age = |made: &NaiveDate| (day(399) - *made).num_days();
        let young = kept.iter().filter(|made| age(made) < 12).count();
        assert_eq!(young, 12, "each of the last twelve days");
        let weeks: BTreeSet<_> = kept.iter().map(|made| made.iso_week().week()).collect();
        assert!(weeks.len() >= 10);
        let months: BTreeSet<_> = kept
            .iter()
            .map(|made| (made.year(), made.month()))
            .collect();
        assert!(months.len() >= 9, "{months:?}");
        assert!(kept.len() <= 31, "{} are kept", kept.len());
    }

    #[test]
    fn the_last_six_stay_though_they_are_of_one_day() {
        let made = [
            day(1),
            day(2),
            day(2),
            day(2),
            day(2),
            day(2),
            day(2),
            day(2),
        ];
        let stays = staying(&made);
        assert_eq!(stays, [true, false, true, true, true, true, true, true]);
    }
}
