//! Numbers printed on paper: `HZ-2026-012`. They never change once given; every replica but
//! the first puts its letter behind them, so that two laptops cannot print the same.

use crate::desk::Desk;
use crate::office::{Office, setting};
use crate::problem::Problem;
use chrono::Datelike as _;
use ledger::{Field, Row, Spec, Type};

/// What stands before the year, by field.
const PREFIXES: &[(&str, &str)] = &[
    ("rp_no", "RP"),
    ("hz_no", "HZ"),
    ("plan_no", "YA"),
    ("inspection_no", "JC"),
    ("borrow_no", "JY"),
    ("donation_no", "JZ"),
    ("letter_no", "ZR"),
    ("tip_no", "JB"),
    ("inc_no", "SJ"),
    ("warning_no", "YJ"),
    ("ds_no", "XH"),
];

fn numbered(spec: &'static Spec) -> Option<(&'static Field, &'static str)> {
    PREFIXES.iter().find_map(|(name, prefix)| {
        let field = spec.field(name)?;
        (field.automatic && field.kind == Type::Text).then_some((field, *prefix))
    })
}

/// Gives the row its number, if its ledger numbers rows and it has none.
pub(crate) fn fill(
    desk: &Desk,
    office: &Office,
    spec: &'static Spec,
    row: &mut Row,
) -> Result<(), Problem> {
    let Some((field, _)) = numbered(spec) else {
        return Ok(());
    };
    if row.get(field.name).is_empty() {
        Numbers::of(desk, office, spec)?.give(row);
    }
    Ok(())
}

/// Consecutive numbers of one ledger and year.
pub(crate) struct Numbers {
    numbered: Option<(&'static Field, &'static str)>,
    year: i32,
    last: u32,
    letter: String,
}

impl Numbers {
    /// Goes on behind the highest number given so far.
    pub(crate) fn of(desk: &Desk, office: &Office, spec: &'static Spec) -> Result<Self, Problem> {
        let year = desk.clock.today().year();
        let letter = office.store.setting(setting::LETTER)?.unwrap_or_default();
        let letter = String::from_utf8(letter).unwrap_or_default();
        let numbered = numbered(spec);
        let mut last = 0;
        if let Some((field, prefix)) = numbered {
            let start = format!("{prefix}-{year}-");
            let highest = office
                .store
                .max_text(spec, &office.code, field.name, &start)?;
            last = count_in(highest.as_deref().unwrap_or(""), &start);
        }
        Ok(Self {
            numbered,
            year,
            last,
            letter,
        })
    }

    /// Gives the row its number, if its ledger numbers rows and it has none; one that it has is
    /// not given again.
    pub(crate) fn give(&mut self, row: &mut Row) {
        let Some((field, prefix)) = self.numbered else {
            return;
        };
        if row.get(field.name).is_empty() {
            row.set(field.name, self.next(prefix));
        } else {
            let start = format!("{prefix}-{}-", self.year);
            self.last = self.last.max(count_in(row.text(field.name), &start));
        }
    }

    /// The next number.
    pub(crate) fn next(&mut self, prefix: &str) -> String {
        self.last += 1;
        format!("{prefix}-{}-{:03}{}", self.year, self.last, self.letter)
    }
}

/// The count in a number that begins so; 0 if it begins otherwise.
fn count_in(number: &str, start: &str) -> u32 {
    let digits = number.strip_prefix(start).unwrap_or("");
    let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}
