//! Numbers printed on paper: `HZ-2026-012`. They never change once given; every replica but
//! the first puts its letter behind them, so that two laptops cannot print the same.

use crate::desk::Desk;
use crate::office::{Office, setting};
use crate::problem::Problem;
use chrono::Datelike as _;
use ledger::{Field, Row, Spec, Type};

/// What stands before the year, by field.
const PREFIXES: [(&str, &str); 3] = [("rp_no", "RP"), ("hz_no", "HZ"), ("plan_no", "YA")];

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
    let Some((field, prefix)) = numbered(spec) else {
        return Ok(());
    };
    if row.get(field.name).is_empty() {
        let mut numbers = Numbers::of(desk, office, spec)?;
        row.set(field.name, numbers.next(prefix));
    }
    Ok(())
}

/// Consecutive numbers of one ledger and year.
pub(crate) struct Numbers {
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
        let mut last = 0;
        if let Some((field, prefix)) = numbered(spec) {
            let start = format!("{prefix}-{year}-");
            let highest = office
                .store
                .max_text(spec, &office.code, field.name, &start)?;
            let digits = highest
                .as_deref()
                .and_then(|text| text.strip_prefix(&start));
            let digits: String = digits
                .unwrap_or("")
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            last = digits.parse().unwrap_or(0);
        }
        Ok(Self { year, last, letter })
    }

    /// The next number.
    pub(crate) fn next(&mut self, prefix: &str) -> String {
        self.last += 1;
        format!("{prefix}-{}-{:03}{}", self.year, self.last, self.letter)
    }
}
